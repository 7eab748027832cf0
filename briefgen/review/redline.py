"""Redlines: what two briefs differ in as a Word document with tracked changes, and in other formats with marks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from briefgen.assemble import make_supplement
from briefgen.building import BuildOptions
from briefgen.formats import FORMATS, by_default
from briefgen.formats.written import Job
from briefgen.frozen import frozen
from briefgen.ledger import ChangePrinter, Changes
from briefgen.model.blocks import Align, Block, Cell, ChangeKind, Column, Figure, Heading, PageBreak, Paragraph, Table
from briefgen.model.document import Document, Media
from briefgen.model.inlines import Inline, Inlines, Reformatted, Strong, Text
from briefgen.model.labels import Labels, labels_for
from briefgen.model.traverse import map_blocks, plain_text
from briefgen.pipeline import Checked, Resolved, changes_between
from briefgen.render import Brief, draw, typeset
from briefgen.review.diff.change_list import EntryKind, list_changes
from briefgen.review.diff.compare import compare_running_heads, mark_changes
from briefgen.review.diff.inline_diff import Reviser
from briefgen.review.diff.tokens import tokens_of

FORMER = "former "
"""What begins the name of a picture of the old brief, where the new one has another of its name."""


@frozen
class Redline:
    """The comparison of two briefs, ready to be written: the marked document and the pictures of both."""

    document: Document
    media: Media
    brief: Brief
    summary: Document


def compared(old: Checked, new: Checked, titles: Titles, reviser: Reviser) -> Redline | None:
    """The redline of two briefs without errors; none where they do not differ.

    Raises ContentError for the charts that cannot be drawn, and for briefs with errors.
    """
    first, second = old.require_brief(), new.require_brief()
    before, after = draw(first), draw(second)
    names = {name: f"{FORMER}{name}" for name in before if name in after and before[name] != after[name]}
    document = mark_changes(_with_pictures(first.document, names), second.document, reviser)
    heads = compare_running_heads(first.document, second.document, reviser)
    if document == second.document and not heads:
        return None
    if first.edition.release != second.edition.release:
        document = _of_two_audiences(document, first, second, titles)
    media = {**after, **{names.get(name, name): picture for name, picture in before.items()}}
    changes = changes_between(*(Resolved(brief.edition, brief.ledger, (), is_sound=True) for brief in (first, second)))
    return Redline(document, media, second, with_summary(document, changes, heads, titles, reviser))


def _of_two_audiences(document: Document, old: Brief, new: Brief, titles: Titles) -> Document:
    """The marked document under the higher marking of the two, with what it compares at the head of its pages."""
    said = labels_for(document.properties.language).redline.format(old=titles.old, new=titles.new)
    document = replace(document, front=replace(document.front, issue=said, running_title=said))
    first, second = (brief.edition.desk.markings for brief in (old, new))
    ranks = {name: rank for rank, name in enumerate(first if len(first) > len(second) else second)}
    then, now = (brief.edition.marking for brief in (old, new))
    if ranks.get(then, len(ranks)) <= ranks.get(now, len(ranks)) or not then:
        return document
    keywords = (*(word for word in document.properties.keywords if word != now), then)
    properties = replace(document.properties, keywords=keywords, label=old.edition.desk.label_of(then))
    return replace(document, front=replace(document.front, marking=then), properties=properties)


def _with_pictures(document: Document, names: Mapping[str, str]) -> Document:
    """The document with other names for some of its pictures."""

    def renamed(block: Block) -> Block:
        return replace(block, picture=names.get(block.picture, block.picture)) if isinstance(block, Figure) else block

    return replace(document, blocks=map_blocks(document.blocks, change_block=renamed))


def write(redline: Redline, name: str, formats: Collection[str] = ()) -> dict[str, bytes]:
    """The files of a redline by name; all open with a summary but those in which a reader accepts each change.

    Without formats, those that are made by default, and what else the desk wants. Raises ContentError for what cannot
    be set, and for a document that says anything else than the comparison.
    """
    brief = redline.brief
    wanted = BuildOptions(formats or (*by_default(), *brief.edition.desk.formats)).wanted()
    wanted = tuple(each for each in wanted if not FORMATS[each].is_carrier)
    files: dict[str, bytes] = {}
    for document, is_reviewed in ((redline.document, True), (redline.summary, False)):
        chosen = [each for each in wanted if FORMATS[each].is_reviewed is is_reviewed]
        written = typeset(_job(redline, document, chosen), chosen)
        files |= {f"{name}{FORMATS[each].extension}": written[each] for each in chosen}
    return files


def _job(redline: Redline, document: Document, formats: Collection[str]) -> Job:
    """The redline as a job of some formats, with all that any of them needs."""
    brief = redline.brief
    job = Job(document, redline.media, brief.theme, brief.edition.home)
    if not any(FORMATS[each].has_supplement for each in formats):
        return job
    return replace(job, supplement=make_supplement(brief.edition, brief.ledger, document))


ID = "redline"
COUNTED = (EntryKind.ADDED, EntryKind.DELETED, EntryKind.CHANGED, EntryKind.MOVED, EntryKind.REFORMATTED)


@frozen
class Titles:
    """What the two briefs are called."""

    old: str
    new: str


def with_summary(document: Document, changes: Changes, heads: Inlines, titles: Titles, reviser: Reviser) -> Document:
    """The marked document with its summary before its first block; `heads` is what differs in the heads of pages."""
    summary = _Summary(document, changes, heads, titles, reviser, labels_for(document.properties.language))
    title = summary.title
    properties = replace(document.properties, title=summary.labels.labelled(document.properties.title, title))
    return replace(document, properties=properties, blocks=(*summary.blocks(), *document.blocks))


@frozen
class _Summary:
    document: Document
    changes: Changes
    heads: Inlines
    titles: Titles
    reviser: Reviser
    labels: Labels

    @property
    def title(self) -> str:
        return self.labels.redline.format(old=self.titles.old, new=self.titles.new)

    def blocks(self) -> Iterator[Block]:
        yield Heading(1, (Text(self.title),), id=ID)
        yield from self._reading()
        if self.heads:
            yield Paragraph(
                (Strong((Text(self.labels.lead(self.labels.redline_heads)),)), *self.heads), id=f"{ID}/heads"
            )
        yield from self._passages()
        if self.changes.figures or self.changes.added or self.changes.dropped:
            yield self._figures()
        yield PageBreak(id=f"{ID}/end")

    def _reading(self) -> Iterator[Block]:
        """How the marks are read, each shown as what it marks."""
        inserted, deleted = (
            mark(list(tokens_of((Text(text),))))
            for mark, text in (
                (self.reviser.inserted, self.labels.redline_inserted),
                (self.reviser.deleted, self.labels.redline_deleted),
            )
        )
        dotted = (Text(self.labels.redline_dotted),)
        reformatted = Reformatted(dotted, dotted, self.reviser.author, self.reviser.date)
        lead: Inline = Strong((Text(self.labels.lead(self.labels.redline_reading)),))
        glue = self.labels.separators
        comma = Text(glue.clause)
        pages = self.labels.redline_pages.format(new=self.titles.new)
        end = self.labels.sentences((self.labels.redline_end, self.labels.redline_bar))
        rest = Text(f"{glue.clause}{end} {pages}")
        yield Paragraph((lead, *inserted, comma, *deleted, comma, reformatted, rest), id=f"{ID}/marks")
        moved = self.reviser.change(ChangeKind.MOVED_TO)
        yield Paragraph((Text(f"{self.labels.redline_twice}{glue.stop}"),), id=f"{ID}/moved", change=moved)

    def _passages(self) -> Iterator[Table]:
        """How many passages have changed, by section, if any has."""
        counts: dict[str, Counter[EntryKind]] = {}
        for passage in list_changes(self.document):
            counts.setdefault(passage.section or self.labels.redline_front, Counter())[passage.kind] += 1
        if not counts:
            return
        labels = self.labels
        heads = (labels.redline_added, labels.redline_gone, labels.redline_changed, labels.redline_moved)
        yield _table(
            "passages",
            labels.redline_passages,
            (labels.redline_section, *heads, labels.redline_reformatted),
            [(name, *(str(count[kind] or labels.nothing) for kind in COUNTED)) for name, count in counts.items()],
            (0.45, 0.11, 0.11, 0.11, 0.11, 0.11),
        )

    def _figures(self) -> Table:
        """The figures that have changed, as they were and as they are."""
        printer, labels = ChangePrinter(self.changes), self.labels
        none = labels.nothing
        rows: list[tuple[str, ...]] = [
            (change.new.fact.label, printer.old(change.old), printer.new(change.new), printer.change(change) or none)
            for change in self.changes.figures
        ]
        rows += [(entry.fact.label, none, printer.new(entry), labels.added) for entry in self.changes.added]
        rows += [(entry.fact.label, printer.old(entry), none, labels.dropped) for entry in self.changes.dropped]
        heads = (labels.redline_what, labels.redline_was, labels.redline_is, labels.redline_by)
        return _table("figures", labels.redline_figures, heads, rows, (0.4, 0.2, 0.2, 0.2))


def _table(
    name: str, caption: str, heads: tuple[str, ...], rows: list[tuple[str, ...]], widths: tuple[float, ...]
) -> Table:
    columns = tuple(Column(Align.RIGHT if index else Align.LEFT, width) for index, width in enumerate(widths))
    header, *body = (
        tuple(Cell((Text(text),), id=f"{ID}/{name}/{line}/{place}") for place, text in enumerate(row))
        for line, row in enumerate((heads, *rows))
    )
    made = Table(columns, header, tuple(body), (Text(caption),), id=f"{ID}/{name}")
    return replace(made, again=plain_text(made.caption))
