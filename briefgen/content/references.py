"""What an edition refers to by id, which of its files are missing for that, and which sources nothing cites."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress

from briefgen import codes
from briefgen.charts import CHART_TYPES
from briefgen.content.edition_context import EditionContext
from briefgen.content.editions import DEADLINES, FACTS, FIGURES, HEADER, SECTIONS, find_editions
from briefgen.content.ledger_files import CHART_KIND, SOURCE_KIND, Sources
from briefgen.content.tree import YAML_LIMIT, Content, read_file
from briefgen.errors import Diagnostic
from briefgen.ledger.formats import DATE_FORMS
from briefgen.ledger.formula import Call, FactReference, FormulaError, Node, children, parse_formula, references
from briefgen.model.authored_texts import authored_blocks, authored_texts
from briefgen.model.blocks import Figure
from briefgen.model.edition import Edition
from briefgen.model.inlines import CrossReference, Inline, Value
from briefgen.model.traverse import blocks_of, inlines_of
from briefgen.suggest import closest

# "short" is left out: it is the short form of a name as well.
_DATES_ONLY = {*DATE_FORMS, "days_left"} - {"short"}


def facts_mentioned(edition: Edition) -> Iterator[str]:
    """The facts that the texts, charts, key figures and formulas use, and those that were signed off."""
    yield from (figure.fact for figure in edition.key_figures)
    yield from (fact for _, fact in _charted(edition))
    yield from (inline.fact for inline in _inlines(edition) if isinstance(inline, Value))
    for formula in _formulas(edition):
        yield from (reference.fact for reference in references(formula))
    yield from edition.sign_offs


def dates_mentioned(edition: Edition) -> Iterator[str]:
    """The facts that are used as only dates can be."""
    yield from (figure.fact for figure in edition.key_figures if _DATES_ONLY.intersection(figure.formats))
    yield from (fact for kind, fact in _charted(edition) if CHART_TYPES[kind].of_dates)
    for inline in _inlines(edition):
        if isinstance(inline, Value) and _DATES_ONLY.intersection(inline.formats):
            yield inline.fact
    for formula in _formulas(edition):
        yield from _counted_down_to(formula)


def targets_mentioned(edition: Edition) -> Iterator[str]:
    """The anchors that cross-references lead to."""
    yield from (inline.target for inline in _inlines(edition) if isinstance(inline, CrossReference))


def charts_placed(edition: Edition) -> Iterator[str]:
    """The anchors of the charts that sections show."""
    for block in blocks_of(authored_blocks(edition)):
        if isinstance(block, Figure) and block.picture not in edition.media:
            yield block.anchor


def _charted(edition: Edition) -> Iterator[tuple[str, str]]:
    for spec in edition.charts.values():
        yield from ((spec.kind, item.fact) for series in spec.series for item in series.items if item)


def _formulas(edition: Edition) -> Iterator[Node]:
    """The formulas that can be read; the ledger reports the others."""
    for fact in edition.facts:
        if fact.formula:
            with suppress(FormulaError):
                yield parse_formula(fact.formula)


def _counted_down_to(formula: Node) -> Iterator[str]:
    if isinstance(formula, Call) and formula.function == "days_left":
        yield from (day.fact for day in formula.arguments if isinstance(day, FactReference))
    for child in children(formula):
        yield from _counted_down_to(child)


def _inlines(edition: Edition) -> Iterator[Inline]:
    for text in authored_texts(edition):
        yield from inlines_of(text)


def unused_sources(content: Content, edition: Edition) -> frozenset[str]:
    """The sources that neither this edition cites nor any other, whose files are only searched for citations.

    A release may cite those that stand in for others.
    """
    unused = set(edition.sources) - cited_sources(edition) - {each.otherwise for each in edition.sources.values()}
    for path in _others_files(content, edition) if unused else ():
        unused -= _with_origins(_cited_in(content, path, unused), edition)
        if not unused:
            break
    return frozenset(unused)


def cited_sources(edition: Edition) -> set[str]:
    """The sources that an edition cites, and those in which they were read."""
    return _with_origins(_cited(edition), edition)


def _cited(edition: Edition) -> set[str]:
    citations = [fact.citation for fact in edition.facts] + [deadline.citation for deadline in edition.deadlines]
    targets = (target for target in targets_mentioned(edition) if target.startswith(SOURCE_KIND))
    return {
        *(citation.source for citation in citations if citation),
        *(target.removeprefix(SOURCE_KIND) for target in targets),
    }


def _with_origins(cited: Iterable[str], edition: Edition) -> set[str]:
    """The sources, and those in which they were read."""
    found: set[str] = set()
    for name in cited:
        while name in edition.sources and name not in found:
            found.add(name)
            name = edition.sources[name].via
    return found


def _others_files(content: Content, edition: Edition) -> Iterator[str]:
    """The files of the other editions that can cite a source, the newest edition first."""
    for name in reversed(find_editions(content)):
        if name != edition.id:
            yield from (f"{name}/{file}" for file in (FACTS, DEADLINES, FIGURES, HEADER))
            with suppress(OSError):
                sections = f"{name}/{SECTIONS}"
                yield from (f"{sections}/{file}" for file in content.list(sections) if file.endswith(".md"))


def _cited_in(content: Content, path: str, sources: Iterable[str]) -> set[str]:
    """Those of the sources that a file cites; of a file that cannot be read, none."""
    data = read_file(content, path, YAML_LIMIT)
    if isinstance(data, Diagnostic):
        return set()
    return {name for name in sources if name.encode() in data and _citation(name).search(data)}


def _citation(source: str) -> re.Pattern[bytes]:
    """What cites a source: a link's target, or its id behind one of the keys that take one, quoted or not.

    The id that is a key itself, as in "source:" with "id: ..." on the next line, is no value of the key before.
    """
    value = rf"(?:[|>][-+]?\s+)?[\"']?{re.escape(source)}(?![\w-])(?![\"']?[ \t]*:)"
    return re.compile(rf"(?<![\w-])(?:source|id|via)[\"']?[ \t]*:\s*{value}".encode())


def note_missing_files(context: EditionContext, sources: Sources, edition: Edition) -> None:
    """Report the files that the edition lacks, and note as broken what they, or unreadable ones, may declare."""
    broken, has_read = context.reading.broken, context.reading.has_read
    if not sources.were_read:
        broken.update(target for target in targets_mentioned(edition) if target.startswith(SOURCE_KIND))
    if not has_read(context.path(FACTS)):
        broken.update(facts_mentioned(edition))
    if not has_read(context.path(DEADLINES)):
        _note_deadlines(context, edition)
    if not has_read(context.path(FIGURES)):
        _note_figures(context, edition)
    if not context.is_whole:
        broken.update(CHART_KIND + figure for figure in edition.charts)
        broken.update(targets_mentioned(edition))


def _note_deadlines(context: EditionContext, edition: Edition) -> None:
    """Unknown facts are taken for deadlines where some of them are used as dates."""
    broken, facts = context.reading.broken, [fact.id for fact in edition.facts]
    known = {*facts, *broken, "edition_date", *edition.head.days}
    unknown = {fact for fact in facts_mentioned(edition) if fact not in known and not closest(fact, facts)}
    if context.has(DEADLINES):
        broken.update(unknown)
    elif unknown and (dates := sorted(unknown.intersection(dates_mentioned(edition)))):
        _report_missing(context, DEADLINES, "dates are used that no fact gives", dates)
        broken.update(unknown)


def _note_figures(context: EditionContext, edition: Edition) -> None:
    placed = set(charts_placed(edition))
    if placed and not context.has(FIGURES):
        names = sorted(anchor.removeprefix(CHART_KIND) for anchor in placed)
        _report_missing(context, FIGURES, "the text shows charts", names)
    context.reading.broken.update(placed)


def _report_missing(context: EditionContext, name: str, use: str, ids: Iterable[str]) -> None:
    place = context.place(name)
    hint = "put the file back; `briefgen init DIR` writes a complete example"
    context.reading.report(codes.FILE_MISSING.at(place, f'"{name}" is missing, but {use}: {", ".join(ids)}', hint))
