"""Files that are missing or cannot be read: each is named once, and references to their content are no faults."""

from __future__ import annotations

from collections.abc import Iterable

from briefgen import codes
from briefgen.content.edition_context import EditionContext
from briefgen.content.editions import DEADLINES, FACTS, FIGURES
from briefgen.content.ledger_files import CHART_KIND, SOURCE_KIND, Sources
from briefgen.content.references import charts_placed, dates_mentioned, facts_mentioned, targets_mentioned
from briefgen.model.edition import Edition
from briefgen.suggest import closest


def note_absences(context: EditionContext, sources: Sources, edition: Edition) -> None:
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
    known = {*facts, *broken, "edition_date"}
    unknown = {fact for fact in facts_mentioned(edition) if fact not in known and not closest(fact, facts)}
    if context.has(DEADLINES):
        broken.update(unknown)
    elif dates := sorted(unknown.intersection(dates_mentioned(edition))):
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
