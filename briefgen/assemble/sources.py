"""Sources in the order in which the document cites them, how a citation prints, and their list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from briefgen.assemble.resolve_facts import Resolver
from briefgen.assemble.typography import bound
from briefgen.model.blocks import Block, Heading, KeyFigures, List, ListItem, Paragraph
from briefgen.model.direction import isolated
from briefgen.model.edition import Edition, Source
from briefgen.model.fact import Citation, Ledger
from briefgen.model.inlines import CrossReference, Inlines, Link, Text
from briefgen.model.labels import Labels, labels_for
from briefgen.model.traverse import blocks_of, inlines_of, plain_text, texts_of

ANCHOR = "source:"
SOURCES = "sources-list"
MOST_DERIVATIONS = 2


def cite(citation: Citation) -> CrossReference:
    """A citation as a reference to the list of sources: "[2, ¶ 7]" once numbered."""
    return CrossReference(ANCHOR + citation.source, (Text(citation.at),) if citation.at else (), place=citation.place)


def origins(fact: str, ledger: Ledger) -> list[Citation]:
    """Where a fact comes from: its own citation, or those of the facts it was derived from; each source once."""
    found: dict[str, Citation] = {}
    seen: set[str] = set()
    waiting = [fact]
    while waiting:
        name = waiting.pop()
        if name in seen or name not in ledger:
            continue
        seen.add(name)
        entry = ledger[name]
        if entry.fact.citation:
            found.setdefault(entry.fact.citation.source, entry.fact.citation)
        else:
            waiting += reversed(entry.inputs)
    return list(found.values())


def number_sources(edition: Edition, ledger: Ledger, blocks: Iterable[Block]) -> dict[str, int]:
    """The number of each source that the document or a fact of the `ledger` cites, in the order of the citations.

    A source that was read in another one brings that one along.
    """
    order: dict[str, int] = {}
    for cited in (*_cited_in(blocks, ledger), *_cited_by(edition, ledger)):
        for source in _with_origin(cited, edition.sources):
            order.setdefault(source, len(order) + 1)
    return order


def _with_origin(source: str, sources: Mapping[str, Source]) -> Iterator[str]:
    seen: set[str] = set()
    while source in sources and source not in seen:
        seen.add(source)
        yield source
        source = sources[source].via


def _cited_in(blocks: Iterable[Block], ledger: Ledger) -> Iterator[str]:
    for block in blocks_of(blocks):
        if isinstance(block, KeyFigures):
            for tile in block.tiles:
                yield from (citation.source for citation in origins(tile.value.fact, ledger))
        for text in texts_of(block):
            yield from _cited_in_text(text)


def _cited_in_text(text: Inlines) -> Iterator[str]:
    for inline in inlines_of(text):
        if isinstance(inline, CrossReference) and inline.target.startswith(ANCHOR):
            yield inline.target.removeprefix(ANCHOR)


def _cited_by(edition: Edition, ledger: Ledger) -> Iterator[str]:
    for entry in ledger:
        if entry.fact.citation:
            yield entry.fact.citation.source
    for deadline in edition.deadlines:
        if deadline.citation:
            yield deadline.citation.source


def source_line(facts: dict[str, Inlines], resolver: Resolver) -> Inlines:
    """The sources of some facts, each once, and how the derived ones among them were derived.

    `facts` maps each fact to the label it has there, empty for its own. Empty where no fact has a source.
    """
    labels = labels_for(resolver.edition.desk.language)
    cited = {citation.source: citation for fact in facts for citation in origins(fact, resolver.ledger)}
    line: Inlines = ()
    for number, citation in enumerate(cited.values()):
        name = (
            short_name(resolver.edition.sources[citation.source], labels)
            if citation.source in resolver.edition.sources
            else ""
        )
        line += (
            Text(labels.separators.clause if number else labels.lead(labels.source)),
            Text(f"{name} "),
            cite(replace(citation, at="")),
        )
    if line:
        line += (Text(labels.separators.stop),)
    for derivation in _derivations(facts, resolver, labels):
        line += (Text(f" {derivation}" if line else derivation),)
    return line


def _derivations(facts: dict[str, Inlines], resolver: Resolver, labels: Labels) -> list[str]:
    """How the derived ones among some facts were derived, or how many they are where that would be a long list."""
    derived = [fact for fact in facts if fact in resolver.ledger and resolver.ledger[fact].working]
    if len(derived) > MOST_DERIVATIONS:
        return [labels.counted(labels.derived_more, len(derived))]
    return [
        labels.derived_as.format(
            what=plain_text(resolver.inlines(facts[fact])) or resolver.ledger[fact].fact.label,
            working=resolver.working(resolver.ledger[fact]),
        )
        for fact in derived
    ]


def short_name(source: Source, labels: Labels) -> str:
    """What a source is called in a line that names several."""
    return labels.listed((source.publisher, source.title)) if source.publisher else labels.placed(source.kind)


def source_list(resolver: Resolver, numbers: Mapping[str, int]) -> tuple[Block, ...]:
    """The sources as a numbered list under a heading, in the order of their numbers."""
    if not numbers:
        return ()
    sources = resolver.edition.sources
    labels = labels_for(resolver.edition.desk.language)
    items = tuple(
        ListItem(
            (Paragraph(describe(sources[source], resolver, labels), id=f"source-{source}-text"),),
            id=f"source-{source}",
            anchor=ANCHOR + source,
        )
        for source in numbers
    )
    return (
        Heading(1, (Text(labels.sources),), id="sources", anchor="section:sources"),
        List(items, numbered=True, id=SOURCES),
    )


def describe(source: Source, resolver: Resolver, labels: Labels) -> Inlines:
    """A source in full: publisher, title, kind, date or why there is none, where it is, and how far it is trusted."""
    dated = (
        resolver.printer.date(source.date, "long") if source.date else labels.labelled(labels.undated, source.undated)
    )
    details = [source.kind, dated, *([source.location] if source.location else [])]
    text = labels.sentences(labels.placed(part) for part in (source.publisher, source.title) if part)
    described = bound(f"{text}{labels.aside(labels.clauses(details))}", resolver.edition.desk.language)
    content: Inlines = (Text(described, place=source.place),)
    if source.via:
        before, after = labels.via.split("{source}")
        content += (
            Text(f"{labels.separators.item}{before}"),
            CrossReference(ANCHOR + source.via, place=source.place),
            Text(after),
        )
    content += (Text(labels.separators.stop),)
    if source.reliability:
        trust = labels.labelled(labels.reliability, source.reliability)
        content += (Text(f" {trust}{labels.separators.stop}", place=source.place),)
    if source.url:
        content += (
            Text(" "),
            Link((Text(isolated(source.url, resolver.edition.desk.language)),), source.url, place=source.place),
        )
    return content
