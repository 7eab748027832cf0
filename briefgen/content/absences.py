"""Files that are missing or cannot be read: each is named once, and references to their content are no faults."""

from __future__ import annotations

from collections.abc import Iterable

from briefgen import codes
from briefgen.content.editions import DEADLINES, FACTS, FIGURES
from briefgen.content.ledger_files import FIGURE_KIND, SOURCE_KIND, Sources
from briefgen.content.mentions import charts_placed, dates_mentioned, facts_mentioned, targets_mentioned
from briefgen.content.scope import Scope
from briefgen.errors import Place
from briefgen.model.edition import Edition
from briefgen.suggest import closest


def note_absences(scope: Scope, sources: Sources, edition: Edition) -> None:
    """Report the files that the edition lacks, and note as broken what they, or unreadable ones, may declare."""
    broken, has_read = scope.reading.broken, scope.reading.has_read
    if not sources.were_read:
        broken.update(target for target in targets_mentioned(edition) if target.startswith(SOURCE_KIND))
    if not has_read(scope.folder / FACTS):
        broken.update(facts_mentioned(edition))
    if not has_read(scope.folder / DEADLINES):
        _note_deadlines(scope, edition)
    if not has_read(scope.folder / FIGURES):
        _note_figures(scope, edition)
    if not scope.is_whole:
        broken.update(FIGURE_KIND + figure for figure in edition.figures)
        broken.update(targets_mentioned(edition))


def _note_deadlines(scope: Scope, edition: Edition) -> None:
    """Unknown facts are taken for deadlines where some of them are used as dates."""
    broken, facts = scope.reading.broken, [fact.id for fact in edition.facts]
    known = {*facts, *broken, "edition_date"}
    unknown = {fact for fact in facts_mentioned(edition) if fact not in known and not closest(fact, facts)}
    if (scope.folder / DEADLINES).exists():
        broken.update(unknown)
    elif dates := sorted(unknown.intersection(dates_mentioned(edition))):
        _report_missing(scope, DEADLINES, "dates are used that no fact gives", dates)
        broken.update(unknown)


def _note_figures(scope: Scope, edition: Edition) -> None:
    placed = set(charts_placed(edition))
    if placed and not (scope.folder / FIGURES).exists():
        names = sorted(anchor.removeprefix(FIGURE_KIND) for anchor in placed)
        _report_missing(scope, FIGURES, "the text shows charts", names)
    scope.reading.broken.update(placed)


def _report_missing(scope: Scope, name: str, use: str, ids: Iterable[str]) -> None:
    place = Place((scope.folder / name).as_posix())
    hint = "put the file back; `briefgen init DIR` writes a complete example"
    scope.reading.report(codes.FILE_MISSING.at(place, f'"{name}" is missing, but {use}: {", ".join(ids)}', hint))
