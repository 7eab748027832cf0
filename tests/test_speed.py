"""What makes briefgen quick, as counts of work: imports, drawings of charts, and how calls grow with the brief."""

from __future__ import annotations

import cProfile
import gc
import pstats
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Collection
from dataclasses import is_dataclass
from pathlib import Path
from typing import Any

import pytest

from briefgen.cache import Cache
from briefgen.charts import render_charts
from briefgen.charts.render_charts import draw
from briefgen.content import Folder
from briefgen.layout.document import lay_out
from briefgen.layout.page_breaks import NumberedPage, PageBreaker, PageNode
from briefgen.layout.page_filling import Filling, PageFiller, Place, Plan
from briefgen.layout.pages import PlacedPage
from briefgen.model.chart import Chart
from briefgen.model.drawing import Picture
from briefgen.model.length import Length
from briefgen.pipeline import BuildOptions, Outcome, Workspace, build, check
from briefgen.render import render
from briefgen.theme import Theme
from briefgen.workers import Task, Workers
from tests.benchmarks.brief import CHARTS, EDITION
from tests.benchmarks.desk import write_desk
from tests.house import house
from tests.layout.briefs import brief

HEAVY = {"pydantic", "yaml", "markdown_it", "reportlab", "uharfbuzz", "docx", "lxml", "matplotlib", "numpy"}
LATE = HEAVY | {
    "rich",
    "zipfile",
    "briefgen.workers",
    "briefgen.model.document",
    "briefgen.model.edition",
    "briefgen.theme",
}
UNNEEDED = {"http.client", "matplotlib.axes", "matplotlib.figure", "matplotlib.pyplot", "mpl_toolkits"}
GARBAGE = 5_000
"""How many objects may be left in circles: most are words of looks, and elements of the PDF that know their parents."""
SMALL, LARGE = 2, 8
PARTS = ("content", "ledger", "assemble", "checks", "numbers_in_text", "layout", "formats/pdf", "formats/docx", "proof")
MENDED_TWICE = 5
"""A generated brief of which pages are mended, and then others that these have left white."""
TOLERANCE = 1.08
"""How much more than the brief its work may grow: the room that rounding and pages' ends take."""


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Cache:
    return Cache(tmp_path_factory.mktemp("charts"))


def desk_of(folder: Path, parts: int, cache: Cache) -> Workspace:
    write_desk(folder, parts)
    return Workspace(
        Folder(folder / "content"),
        Folder(folder / "assets"),
        folder / "out",
        cache,
    )


def imported(folder: Path, *arguments: str) -> set[str]:
    """The modules that a command has imported at its end, where it has one processor, and so no process to help it."""
    alone = "import os; hasattr(os, 'memfd_create') and os.sched_setaffinity(0, [min(os.sched_getaffinity(0))])"
    command = f"from briefgen.cli import run; run({list(arguments)})"
    code = f"{alone}; import sys; {command}; print(*sys.modules, file=sys.stderr)"
    ended = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=True)
    return set(ended.stderr.split())


@pytest.mark.slow
def test_what_is_not_needed_is_not_imported(tmp_path: Path) -> None:
    write_desk(tmp_path, 1)
    with_charts_drawn = imported(tmp_path, "build")
    assert with_charts_drawn >= HEAVY
    assert not with_charts_drawn & UNNEEDED
    with_charts_kept = imported(tmp_path, "build", "--force")
    assert with_charts_kept & HEAVY == HEAVY - {"matplotlib", "numpy"}
    unchanged = imported(tmp_path, "build")
    assert "briefgen.pipeline" in unchanged
    assert not unchanged & LATE


def test_little_is_compiled_for_frozen_values(tmp_path: Path, cache: Cache) -> None:
    assert build(desk_of(tmp_path, 1, cache), EDITION).outcome is Outcome.BUILT
    ours = [name for name in sys.modules if name.startswith("briefgen.")]
    everything = [each for name in ours for each in vars(sys.modules[name]).values()]
    classes = {each for each in everything if isinstance(each, type) and each.__module__ in ours and is_dataclass(each)}
    assert len(classes) > 200
    assert not [each for each in classes if _has_guards(each.__dataclass_params__)]


def _has_guards(parameters: Any) -> bool:
    """Whether the standard library has compiled a guard, too; it does so for the few classes that have an order."""
    return bool(parameters.frozen and not parameters.order)


def test_patterns_are_compiled_when_they_are_first_used() -> None:
    count = "print(len(found), sum('_compiled' in vars(each) for each in found));"
    code = (
        "from briefgen.numbers_in_text.identifiers import IDENTIFIERS; found = [each.pattern for each in IDENTIFIERS];"
        f"{count} [each.search('as Table 9 shows') for each in found]; {count}"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    number, at_first, same_number, then = map(int, told.stdout.split())
    assert number > 10
    assert (at_first, then) == (0, same_number)


def test_the_end_looks_for_no_garbage() -> None:
    code = (
        "import atexit, gc, sys; from briefgen.cli import main; sys.argv = ['briefgen', '--version'];"
        "atexit.register(lambda: print(gc.get_freeze_count(), len(gc.get_objects())))"
    )
    ended = subprocess.run([sys.executable, "-c", f"{code}; main()"], capture_output=True, text=True, check=True)
    spared, searched = map(int, ended.stdout.split()[-2:])
    assert spared > 100 * searched


@pytest.mark.slow
def test_a_build_leaves_little_garbage_to_be_looked_for(tmp_path: Path, cache: Cache) -> None:
    desk = desk_of(tmp_path, 1, cache)
    build(desk, EDITION)
    gc.collect()
    gc.disable()
    try:
        assert build(desk, EDITION, BuildOptions(force=True)).outcome is Outcome.BUILT
        assert gc.collect() < GARBAGE
    finally:
        gc.enable()


@pytest.mark.slow
def test_a_chart_is_drawn_only_when_it_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[Chart] = []

    def note(chart: Chart, theme: Theme, width: Length) -> Picture:
        drawn.append(chart)
        return draw(chart, theme, width)

    monkeypatch.setattr(render_charts, "draw", note)
    desk = desk_of(tmp_path, 1, Cache(tmp_path))

    def built() -> int:
        """How many charts a build draws."""
        drawn.clear()
        assert build(desk, EDITION).outcome is Outcome.BUILT
        return len(drawn)

    assert built() == CHARTS
    section = min((desk.content.path / EDITION / "sections").iterdir())
    section.write_text(section.read_text(encoding="utf-8").replace("boats", "all boats", 1), encoding="utf-8")
    assert built() == 0
    facts = desk.content.path / EDITION / "facts.yaml"
    facts.write_text(re.sub("value: .*", "value: 70001", facts.read_text(encoding="utf-8"), count=1), encoding="utf-8")
    assert built() == 1


@pytest.mark.slow
def test_somebody_is_ready_to_draw_only_for_a_brief_that_was_never_built(
    tmp_path: Path, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[Task] = []
    sound = Workers.prepare

    def noting(workers: Workers, task: Task) -> None:
        begun.append(task)
        sound(workers, task)

    monkeypatch.setattr(Workers, "prepare", noting)
    desk = desk_of(tmp_path, 1, cache)
    for force in (False, True):
        assert build(desk, EDITION, BuildOptions(force=force, parallel=True)).outcome is Outcome.BUILT
    assert len(begun) == 1


def test_pages_that_are_mended_are_tried_once_and_only_the_chosen_are_made(monkeypatch: pytest.MonkeyPatch) -> None:
    tried, made = list[tuple[Place, Plan]](), list[PlacedPage]()
    rounds, best = list[int](), PageBreaker.best
    filled, page = PageFiller.filled, PageBreaker._page

    def noting_best(breaker: PageBreaker, poor: Collection[int]) -> PageNode:
        rounds.append(len(poor))
        return best(breaker, poor)

    def noting_filled(filler: PageFiller) -> Filling:
        tried.append((filler._place, filler._plan))
        return filled(filler)

    def noting_page(breaker: PageBreaker, *parts: Any, is_forced: bool) -> NumberedPage:
        numbered = page(breaker, *parts, is_forced=is_forced)
        made.append(numbered[0])
        return numbered

    monkeypatch.setattr(PageBreaker, "best", noting_best)
    monkeypatch.setattr(PageFiller, "filled", noting_filled)
    monkeypatch.setattr(PageBreaker, "_page", noting_page)
    document, media = brief(MENDED_TWICE)
    pages = lay_out(document, media, house()).pages
    assert len(rounds) == 3
    twice = Counter((place.identity, plan) for place, plan in tried)
    assert len(pages) < len(tried)
    assert max(twice.values()) == 2  # as it is at first, and as one of the poor pages
    assert len(made) == len(pages)


@pytest.mark.slow
def test_work_grows_as_the_brief_does(tmp_path: Path, cache: Cache) -> None:
    calls = [_calls(desk_of(tmp_path / str(parts), parts, cache)) for parts in (SMALL, LARGE)]
    small, large = calls
    assert set(small) == set(PARTS)
    growth = {part: large[part] / small[part] for part in PARTS}
    assert max(growth.values()) < LARGE / SMALL * TOLERANCE, growth


def _calls(desk: Workspace) -> Counter[str]:
    """How often the functions of each part are called, with all charts drawn before."""

    def make() -> None:
        brief = check(desk, EDITION).brief
        assert brief
        render(brief, cache=desk.cache)

    make()
    profile = cProfile.Profile()
    profile.runcall(make)
    counts: Counter[str] = Counter()
    for (file, _, _), (_, count, *_) in pstats.Stats(profile).stats.items():  # type: ignore[attr-defined]
        counts.update({part: count for part in PARTS if f"briefgen/{part}/" in Path(file).as_posix()})
    return counts
