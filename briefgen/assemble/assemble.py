"""Assembling the document: what every brief opens with, its sections, and its annexes, in their order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import count
from string import ascii_uppercase
from typing import assert_never

from briefgen.assemble.changes_since import since_the_last
from briefgen.assemble.deadlines import days_left, upcoming_dates
from briefgen.assemble.decimal_signs import with_decimal_signs
from briefgen.assemble.form_lines import lined, signature_table, with_form_lines, with_questions
from briefgen.assemble.numbering import Anchors, name_again, number_figures, number_notes
from briefgen.assemble.place_charts import add_data_tables, place_charts
from briefgen.assemble.references import references
from briefgen.assemble.resolve_facts import Resolver
from briefgen.assemble.sources import SOURCES, number_sources, source_list
from briefgen.assemble.typography import bound, hyphenates, typeset, typeset_text
from briefgen.errors import Diagnostic
from briefgen.ledger import Changes, printed
from briefgen.model.acronyms import acronyms_in
from briefgen.model.blocks import (
    Block,
    Callout,
    CalloutKind,
    Cell,
    Column,
    Contents,
    ContentsEntry,
    Figure,
    Heading,
    KeyFigures,
    Listed,
    PageBreak,
    Table,
    Tile,
)
from briefgen.model.document import Detail, Document, Front, Note, Properties
from briefgen.model.edition import (
    Clearance,
    Contact,
    Desk,
    Edition,
    Section,
    SectionKind,
    SincePlace,
)
from briefgen.model.fact import Ledger
from briefgen.model.inlines import Inlines, Link, Text, Value
from briefgen.model.kind import ContentsRule, ListedReferences
from briefgen.model.labels import NO_BREAK_SPACE, Labels, labels_for
from briefgen.model.traverse import blocks_of, map_blocks, number_paragraphs, plain_text, section_entries


def make_document(
    edition: Edition,
    ledger: Ledger,
    known: frozenset[str],
    changes: Changes | None = None,
    original: Document | None = None,
) -> tuple[Document, list[Diagnostic]]:
    """The edition as a document with every fact, number and reference resolved.

    `known` are facts, figures and sources that are declared but could not be loaded: what uses them is not reported.
    `changes` are those since the edition that this one follows, none where it follows none that can be compared. Notes
    and sources have the numbers of the `original`, where the edition translates one.
    """
    resolver = Resolver(edition, ledger, known)
    labels = labels_for(edition.desk.language)
    shown, out = printed(edition, ledger)
    notes = {
        name: replace(note, content=resolver.blocks(lined(note.content, labels)))
        for name, note in edition.notes.items()
    }
    blocks = (
        *_opening(edition, labels, changes),
        *_sections(edition, labels),
        *_since(edition, changes, SincePlace.END),
    )
    body = place_charts(resolver.blocks(blocks), resolver)
    body += acronym_list(edition.desk, body, [notes[name] for name in shown.notes])
    before = tuple(_cited_first(original)) if original else ()
    numbers = number_sources(edition, _cited(edition, out), (*before, *body))
    body += resolver.blocks(references(resolver, out, body, numbers))
    body, used = number_notes(add_data_tables(number_figures(body, labels), edition), notes, before)
    body = with_decimal_signs(body, resolver.printer)
    texts = (*before, *body, *(block for note in used for block in note.content))
    numbers = number_sources(edition, _cited(edition, out), texts)
    body += source_list(resolver, numbers)
    anchors = Anchors(body, numbers, _annexes(edition), labels)
    body = name_again(anchors.resolve(body, resolver), labels)
    used = tuple(replace(note, content=anchors.resolve(note.content, resolver)) for note in used)
    document = Document(_front(resolver, labels), _properties(resolver), _with_contents(body), used)
    return document, resolver.diagnostics


def _cited_first(original: Document) -> Iterator[Block]:
    """The blocks of an original in the order in which its sources and notes were numbered."""
    yield from (block for block in original.blocks if block.id != SOURCES)
    yield from (block for note in original.notes for block in note.content)


def _cited(edition: Edition, out: Ledger) -> Ledger:
    """The facts whose sources are listed although no text cites them."""
    if edition.references is ListedReferences.NONE:
        return replace(out, entries={})
    return out


def with_pages(document: Document, pages: Mapping[str, int], count: int = 0) -> Document:
    """The document with the page of each entry of its contents, given that of each id, and with the count of pages."""

    def paged(block: Block) -> Block:
        if not isinstance(block, Contents):
            return block
        return replace(block, entries=tuple(replace(e, page=pages.get(e.target, 0)) for e in block.entries))

    return replace(document, blocks=map_blocks(document.blocks, change_block=paged), pages=count)


def _opening(edition: Edition, labels: Labels, changes: Changes | None) -> Iterator[Block]:
    if edition.desk.cover:
        yield PageBreak(id="end-of-cover")
    if edition.bottom_line:
        label = labels.parts.get(edition.kind.bottom_line_label, labels.bottom_line)
        yield Callout(CalloutKind.BOTTOM_LINE, label, lined(edition.bottom_line, labels), id="bottom-line")
    if edition.key_figures:
        yield KeyFigures(
            tuple(
                Tile(Value(spec.fact, spec.formats, place=spec.place), spec.caption, id=f"key-figure-{number}")
                for number, spec in enumerate(edition.key_figures, 1)
            ),
            id="key-figures",
        )
    yield from _contents(edition, labels)
    yield from upcoming_dates(edition)
    yield from _since(edition, changes, SincePlace.FRONT)


def _since(edition: Edition, changes: Changes | None, place: SincePlace) -> tuple[Block, ...]:
    return since_the_last(changes) if changes is not None and edition.desk.since.place is place else ()


def _contents(edition: Edition, labels: Labels) -> Iterator[Block]:
    """The contents, and what the desk wants listed below them, still without entries."""
    rule = edition.contents
    if rule is ContentsRule.NEVER:
        return
    titles = {Listed.FIGURES: labels.figures, Listed.TABLES: labels.tables}
    optional = rule is ContentsRule.AUTO
    yield Contents(labels.contents, optional=optional, id="contents")
    for listed in edition.desk.lists:
        yield Contents(titles[listed], of=listed, optional=optional, id=f"contents-{listed.value}")


def _sections(edition: Edition, labels: Labels) -> Iterator[Block]:
    counts, paragraphs, questions = dict.fromkeys(SectionKind, 0), count(1), count(1)
    for section in sorted(edition.sections, key=lambda section: section.kind is SectionKind.ANNEX):
        counts[section.kind] += 1
        yield Heading(
            1,
            section.title,
            _number(section.kind, counts[section.kind]) if _is_counted(section, edition) else "",
            section.marking,
            id=f"section-{section.name}",
            anchor=_anchor(section),
            place=section.place,
        )
        is_counted = edition.numbers_paragraphs and section.kind is SectionKind.SECTION
        blocks = tuple(number_paragraphs(section.blocks, paragraphs)) if is_counted else section.blocks
        blocks = with_questions(blocks, questions, labels) if edition.kind.asks else blocks
        part = edition.kind.part(section.name)
        yield from with_form_lines(replace(section, blocks=blocks), part, labels)
        yield from signature_table(part, edition, labels)


def _is_counted(section: Section, edition: Edition) -> bool:
    """Whether a section has a number; annexes have letters in any kind of edition."""
    return edition.kind.numbered_sections or section.kind is SectionKind.ANNEX


def _number(kind: SectionKind, count: int) -> str:
    """1, 2, 3 for sections; A to Z, then AA, AB for annexes."""
    if kind is SectionKind.SECTION:
        return str(count)
    letters = ""
    while count:
        count, letter = divmod(count - 1, len(ascii_uppercase))
        letters = ascii_uppercase[letter] + letters
    return letters


def _anchor(section: Section) -> str:
    return f"section:{section.name}"


def _annexes(edition: Edition) -> set[str]:
    return {_anchor(section) for section in edition.sections if section.kind is SectionKind.ANNEX}


def _with_contents(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks with the entries of their contents; a list of nothing is left out."""
    filled = (replace(b, entries=tuple(_entries(b.of, blocks))) if isinstance(b, Contents) else b for b in blocks)
    return tuple(b for b in filled if not isinstance(b, Contents) or b.of is Listed.HEADINGS or b.entries)


def _entries(listed: Listed, blocks: tuple[Block, ...]) -> Iterator[ContentsEntry]:
    match listed:
        case Listed.HEADINGS:
            yield from section_entries(blocks)
        case Listed.FIGURES | Listed.TABLES:
            kind = Figure if listed is Listed.FIGURES else Table
            for block in blocks_of(blocks):
                if isinstance(block, kind) and block.label:
                    yield ContentsEntry(1, "", f"{block.label}. {_name(block)}", block.id or block.anchor)
        case _:
            assert_never(listed)


def _name(block: Figure | Table) -> str:
    """What a figure or table is called in a list: its caption, or the finding above a figure without one."""
    title = block.title if isinstance(block, Figure) else ()
    return plain_text(block.caption or title).removesuffix(".")


def _front(resolver: Resolver, labels: Labels) -> Front:
    edition = resolver.edition
    title = resolver.inlines(edition.title)
    day = resolver.printer.date(edition.date, "long")
    number = labels.number.format(number=edition.number) if edition.number else ""
    draft = labels.draft if edition.is_draft else ""
    return Front(
        desk=typeset_text(edition.desk.name, edition.desk.language),
        title=title,
        subtitle=resolver.inlines(edition.subtitle),
        issue=_issue(edition, labels),
        marking=edition.marking,
        running_title=plain_text(resolver.inlines(edition.short_title) or title),
        running_issue=" · ".join(part for part in (number, bound(day, edition.desk.language), draft) if part),
        details=tuple(
            Detail(label, typeset(text, edition.desk.language), is_apart=label in _heads(labels))
            for label, text in _details(resolver, labels)
            if text
        ),
        draft=draft,
        logo=edition.desk.logo,
        is_cover=edition.desk.cover,
    )


def _issue(edition: Edition, labels: Labels) -> str:
    """What the edition is, with its number if it has one; a brief without a number says nothing."""
    number = labels.kind_numbers.get(edition.kind.name, labels.brief_number) if edition.number else ""
    return number.format(number=edition.number) or labels.kinds.get(edition.kind.name, "")


def _heads(labels: Labels) -> tuple[str, ...]:
    """The details that each have a line of their own, before all others."""
    return labels.to, labels.sender, labels.decision_by, labels.next_report


def _details(resolver: Resolver, labels: Labels) -> Iterator[tuple[str, Inlines]]:
    """What stands below the title: each label with its text, empty where there is none."""
    for label, text in _said_of_edition(resolver, labels):
        yield label, (Text(text),) if text else ()
    edition = resolver.edition
    yield labels.contact, _contact(edition.desk.contact, labels, edition.desk.language)
    clearances = labels.clauses(_clearance(clearance, resolver, labels) for clearance in edition.clearances)
    yield labels.clearance, (Text(clearances),) if clearances else ()


def _said_of_edition(resolver: Resolver, labels: Labels) -> Iterator[tuple[str, str]]:
    edition = resolver.edition
    head = edition.head
    yield labels.to, head.to
    yield labels.sender, head.sender
    for label, day in ((labels.decision_by, head.decision_by), (labels.next_report, head.next_report)):
        left = days_left(day, edition, labels) if day else ""
        yield label, f"{resolver.printer.date(day, 'weekday_long')}{labels.aside(left)}" if day else ""
    yield labels.edition, resolver.printer.date(edition.date, "long")
    yield labels.number_alone, str(edition.number or "")
    if (issue := edition.issue).version > 1:
        yield labels.version, labels.version_because.format(version=issue.version, reason=issue.reason)
    yield labels.addendum_to, issue.addendum_to
    yield labels.covers, resolver.printer.period(edition.period) if edition.period else ""
    yield labels.marking, edition.marking
    yield labels.status, labels.status_draft if edition.is_draft else ""
    yield labels.release, edition.release.replace("_", " ")
    yield labels.audience, labels.clauses(edition.audience)
    yield labels.prepared_by, edition.prepared_by
    yield labels.translation, edition.translated_by
    yield labels.distribution, labels.clauses(edition.distribution)


def _contact(contact: Contact, labels: Labels, language: str) -> Inlines:
    """The name and the ways to reach it, each a link; the groups of a telephone number stay together."""
    phone = contact.phone and labels.telephone.format(number=contact.phone).replace(" ", NO_BREAK_SPACE)
    parts = (
        (contact.name, ""),
        (phone, _telephone(contact.phone)),
        (contact.email, f"mailto:{contact.email}"),
        (contact.web, contact.web if "://" in contact.web else f"https://{contact.web}"),
        (bound(contact.address, language), ""),
    )
    shown = [Link((Text(text),), target) if target else Text(text) for text, target in parts if text]
    return tuple(each for part in shown for each in (Text(labels.separators.clause), part))[1:]


def _telephone(number: str) -> str:
    """The address under which a number is dialled; "" where it has words, such as an extension."""
    digits = re.sub(r"\(0\)|[\s()./-]", "", number)
    return f"tel:{digits}" if re.fullmatch(r"\+?[0-9]+", digits) else ""


def _clearance(clearance: Clearance, resolver: Resolver, labels: Labels) -> str:
    if clearance.date is None:
        return labels.not_cleared.format(by=clearance.by)
    return labels.cleared.format(by=clearance.by, date=resolver.printer.date(clearance.date, "short"))


def _properties(resolver: Resolver) -> Properties:
    edition = resolver.edition
    return Properties(
        title=plain_text(resolver.inlines(edition.title)),
        subject=plain_text(resolver.inlines(edition.subtitle)),
        author=edition.prepared_by or edition.desk.name,
        keywords=(edition.id, *([edition.marking] if edition.marking else [])),
        language=edition.desk.language,
        date=edition.date,
        edition=edition.id,
        version=str(edition.issue.version),
        hyphenates=hyphenates(edition.desk),
        review=edition.desk.review,
        label=edition.desk.label_of(edition.marking),
        pdf=edition.desk.pdf,
    )


def acronym_list(desk: Desk, blocks: Iterable[Block], notes: Iterable[Note]) -> tuple[Block, ...]:
    """A heading and a table of the acronyms whose words are known, by letter; nothing where there are none."""
    known = {each.letters: each for each in acronyms_in(blocks, notes, desk.acronyms) if each.words}
    if not known:
        return ()
    labels = labels_for(desk.language)
    rows = tuple(_row(f"acronym-{letters}", letters, known[letters].words) for letters in sorted(known))
    return (
        Heading(1, (Text(labels.acronyms),), id="acronyms", anchor="section:acronyms"),
        Table(
            (Column(), Column()),
            _row("acronyms-head", labels.acronym, labels.acronym_words),
            rows,
            id="acronyms-table",
            anchor="table:acronyms",
        ),
    )


def _row(name: str, *texts: str) -> tuple[Cell, ...]:
    return tuple(Cell((Text(text),), id=f"{name}-{column}") for column, text in enumerate(texts, 1))
