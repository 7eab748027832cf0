"""What makes briefgen quick, as counts of work: imports, drawings of charts, and how calls grow with the brief."""

from __future__ import annotations

import cProfile
import gc
import os
import pstats
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import closing
from dataclasses import fields, is_dataclass, replace
from datetime import date
from functools import partial
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any
from xml.parsers.expat import ParserCreate

import pypdfium2
import pytest
from docx.opc.part import XmlPart
from docx.package import Package
from markdown_it.token import Token
from reportlab.pdfgen.canvas import Canvas

from briefgen import frozen, releases
from briefgen import render as render_module
from briefgen.archive import catalogue
from briefgen.archive.publication import publication
from briefgen.archive.records import Record, records_of
from briefgen.archive.register import read_register
from briefgen.archive.verify import log, verify
from briefgen.building import BuildOptions, Outcome, build, read_ahead
from briefgen.cache import Cache
from briefgen.charts import render_charts
from briefgen.charts.render_charts import draw
from briefgen.content import SIGN_OFFS, Content, Folder, Loaded, load_edition, tables
from briefgen.content.markdown import Grammar, InlineParser
from briefgen.formats.docx import write as write_docx
from briefgen.formats.docx.markup import Element, Vocabulary
from briefgen.formats.docx.package import packed
from briefgen.formats.pdf import write
from briefgen.formats.pdf.canvas import PdfCanvas
from briefgen.formats.pdf.font_subsets import SubsetFont
from briefgen.layout import fonts, text
from briefgen.layout.document import lay_out
from briefgen.layout.fonts import Features, Font, Glyph
from briefgen.layout.page_breaks import NextPage, NumberedPage, PageBreaker, PageNode
from briefgen.layout.page_filling import Filling, PageFiller, Place, Plan
from briefgen.layout.pages import PlacedPage
from briefgen.memo import Memo
from briefgen.model.blocks import Paragraph, Table
from briefgen.model.chart import Chart
from briefgen.model.drawing import Picture
from briefgen.model.inlines import Strong, Text, Value
from briefgen.model.length import Length
from briefgen.model.runs import BOUND
from briefgen.model.traverse import inlines_of
from briefgen.numbers_in_text import ratios, reading, signs
from briefgen.patterns import KeptPrograms
from briefgen.pipeline import check
from briefgen.proof.in_docx import docx_differences
from briefgen.render import Brief, render, start_render
from briefgen.spans import SourceText
from briefgen.theme import Theme
from briefgen.workers import Task, Worker, Workers
from briefgen.workspace import Workspace, of_release
from tests.archive.store import store
from tests.benchmarks.brief import CHARTS, EDITION
from tests.benchmarks.desk import write_desk
from tests.benchmarks.measure import ROOT
from tests.benchmarks.released import RELEASES, write_released
from tests.formats.docx.native import charts
from tests.house import house
from tests.layout.briefs import brief
from tests.samples import BLOCKS, DOCUMENT, MEDIA
from tests.work import calls

HEAVY = {"yaml", "markdown_it", "reportlab", "uharfbuzz", "docx", "lxml", "matplotlib", "numpy"}
LATE = HEAVY | {
    "rich",
    "zipfile",
    "briefgen.workers",
    "briefgen.model.document",
    "briefgen.model.edition",
    "briefgen.theme",
}
UNNEEDED = {"http.client", "matplotlib.axes", "matplotlib.figure", "matplotlib.pyplot", "mpl_toolkits"}
UNNEEDED_OF_KEPT_CHARTS = UNNEEDED | {
    *("email", "importlib.metadata", "importlib.resources", "socket", "ssl", "urllib.request", "xml.sax.saxutils"),
    *("concurrent.futures", "fontTools", "multiprocessing", "openpyxl", "pydantic", "rich"),
}
GARBAGE = 5_000
"""How many objects may be left in circles: most are words of looks, and elements of the PDF that know their parents."""
SMALL, LARGE = 2, 8
TYPED = import_module("briefgen.checks.typed_references")  # the package has a check of this name
PRINTED = import_module("briefgen.ledger.printed")
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
    own_cache = {**os.environ, "XDG_CACHE_HOME": str(folder / "cache")}  # in which no other test has drawn the charts
    ended = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, env=own_cache, capture_output=True, text=True, check=True
    )
    return set(ended.stderr.split())


def released(folder: Path, cache: Cache) -> Workspace:
    write_released(folder, 1)
    return Workspace(Folder(folder / "content"), Folder(folder / "assets"), folder / "out", cache)


def counted(monkeypatch: pytest.MonkeyPatch, *functions: tuple[Any, str]) -> Counter[str]:
    """How often some functions are called from now on, by their names."""
    done = Counter[str]()

    def count(name: str, do: Callable[..., Any]) -> Callable[..., Any]:
        return lambda *given, **named: (done.update([name]), do(*given, **named))[1]

    for home, name in functions:
        monkeypatch.setattr(home, name, count(name, getattr(home, name)))
    return done


def test_an_edition_is_read_once_for_all_its_releases(
    tmp_path: Path, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = released(tmp_path, cache)
    done = counted(monkeypatch, (releases, "load_edition"), (releases, "cut_release"), (Grammar, "elements"))
    for name in RELEASES:
        of_release(desk, EDITION, name)
    texts = 2 * len(list((tmp_path / "content" / EDITION / "sections").iterdir())) + 1  # and the bottom line
    assert done == {"load_edition": 1, "cut_release": 3, "elements": texts}, "each section is read, and its marks once"


@pytest.mark.slow
def test_other_releases_are_cut_only_if_their_figures_may_give_any_away(
    tmp_path: Path, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = released(tmp_path, cache)
    done = counted(monkeypatch, (releases, "cut_release"))
    check(of_release(desk, EDITION, "press"), f"{EDITION}-press")
    assert done == {"cut_release": 1}
    facts = tmp_path / "content" / EDITION / "facts.yaml"
    facts.write_text(facts.read_text() + "\ntwice:\n  label: Twice\n  formula: night-0 * 2\n  unit: tonnes\n")
    check(of_release(desk, EDITION, "press"), f"{EDITION}-press")
    assert done == {"cut_release": 4}


@pytest.mark.slow
def test_a_release_with_ticks_is_not_read_again_for_them(
    tmp_path: Path, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = released(tmp_path, cache)
    (tmp_path / "content" / EDITION / SIGN_OFFS).write_text(
        "f0000_0_b: {by: A. Berg, on: 2031-05-04, seal: 0123456789abcdef}\n"
    )
    press = of_release(desk, EDITION, "press")
    done = counted(monkeypatch, (Grammar, "elements"))
    found = check(press, f"{EDITION}-press")
    assert found.draft and found.draft.edition.sign_offs
    assert done == {"elements": 1}, "only the bottom line is"


@pytest.mark.slow
def test_pages_of_a_release_are_read_once_and_forms_printed_of_what_it_must_not_hold(
    tmp_path: Path, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    press = of_release(released(tmp_path, cache), EDITION, "press")
    done = counted(monkeypatch, (pypdfium2.PdfPage, "get_textpage"), (releases, "every_print_form"))
    assert build(press, f"{EDITION}-press", BuildOptions(parallel=False)).outcome is Outcome.BUILT
    pages = len(pypdfium2.PdfDocument(tmp_path / "out" / f"{EDITION}-press" / f"{EDITION}-press.pdf"))
    assert done == {"get_textpage": pages, "every_print_form": 1}


@pytest.mark.slow
def test_what_is_not_needed_is_not_imported(tmp_path: Path) -> None:
    write_desk(tmp_path, 1)
    with_charts_drawn = imported(tmp_path, "build")
    assert with_charts_drawn >= HEAVY
    assert not with_charts_drawn & UNNEEDED
    with_charts_kept = imported(tmp_path, "build", "--force")
    assert with_charts_kept & HEAVY == HEAVY - {"matplotlib", "numpy"}
    assert not with_charts_kept & UNNEEDED_OF_KEPT_CHARTS
    unchanged = imported(tmp_path, "build")
    assert "briefgen.pipeline" in unchanged
    assert not unchanged & LATE


@pytest.mark.slow
def test_numbers_in_words_take_in_their_own_language_alone(tmp_path: Path) -> None:
    write_released(tmp_path, 1)
    took_in = imported(tmp_path, "build", "--release", "press", "--format", "txt")
    assert {each.rpartition(".")[2] for each in took_in if "num2words.lang" in each} == {"lang_EN", "lang_EU"}
    assert "num2words" not in took_in


def test_classes_of_matplotlib_are_not_documented() -> None:
    code = (
        "from matplotlib.artist import ArtistInspector, kwdoc; from matplotlib import artist; told = [];"
        "ArtistInspector.pprint_setters = lambda inspector, **_: told.append(inspector) or [];"
        "from briefgen.charts.render_charts import import_matplotlib; import_matplotlib();"
        "print(len(told), artist.kwdoc is kwdoc); from matplotlib.lines import Line2D; kwdoc(Line2D); print(len(told))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["0", "True", "1"]


def test_little_is_compiled_for_frozen_values(tmp_path: Path, cache: Cache) -> None:
    assert build(desk_of(tmp_path, 1, cache), EDITION).outcome is Outcome.BUILT
    ours = [name for name in sys.modules if name.startswith("briefgen.")]
    everything = [each for name in ours for each in vars(sys.modules[name]).values()]
    classes = {each for each in everything if isinstance(each, type) and each.__module__ in ours and is_dataclass(each)}
    assert len(classes) > 200
    assert not [each for each in classes if _has_guards(each.__dataclass_params__)]
    declared = [field for each in classes for field in fields(each)]
    assert not [each for each in declared if re.search("ClassVar|InitVar|KW_ONLY", str(each.type))], "all are fields"
    assert not [each for each in declared if type(each.default).__hash__ is None], "each value has its own"


def test_constructors_are_compiled_once_for_all_processes(tmp_path: Path) -> None:
    kept = KeptPrograms(tmp_path)
    source = "def __init__(self, a0):\n self.a0 = a0"
    made = kept.code(frozen.compiler, source)
    kept.keep()
    assert KeptPrograms(tmp_path).code(lambda _source: pytest.fail("compiled again"), source) == made
    assert made.co_varnames == ("self", "a0")


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


@pytest.mark.slow
def test_patterns_are_compiled_once_for_all_processes(tmp_path: Path) -> None:
    write_desk(tmp_path, 1)
    code = (
        "import atexit, re._parser as parser, sys; from briefgen.cli import main; parsed = []; parse = parser.parse;"
        "parser.parse = lambda *given: (parsed.append(given), parse(*given))[1];"
        "atexit.register(lambda: print(len(parsed), file=sys.stderr)); sys.argv = ['briefgen', 'check']; main()"
    )
    own = {**os.environ, "PYTHONPYCACHEPREFIX": str(tmp_path / "modules"), "PYTHONDONTWRITEBYTECODE": ""}
    command = [sys.executable, "-c", code]
    runs = [
        subprocess.run(command, cwd=tmp_path, env=own, capture_output=True, text=True, check=True) for _ in range(3)
    ]
    first, _, third = (int(each.stderr.split()[-1]) for each in runs)
    assert first > 150, "those of the process that ends last, which each other one adds its own to"
    assert third < 40, "those of functions"


def test_plain_texts_are_not_parsed_and_rows_are_split_once(
    tmp_path: Path, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed, split = list[str](), list[str]()
    inline, cells = InlineParser.parse, tables.split_cells

    def noting_text(parser: InlineParser, text: str, *rest: Any) -> list[Token]:
        parsed.append(text)
        return inline(parser, text, *rest)

    def noting_row(row: SourceText) -> list[SourceText]:
        split.append(row.text)
        return cells(row)

    monkeypatch.setattr(InlineParser, "parse", noting_text)
    monkeypatch.setattr(tables, "split_cells", noting_row)
    assert load_edition(desk_of(tmp_path, 1, cache).content, EDITION).edition
    assert parsed
    assert not [text for text in parsed if text.replace(" ", "").isalpha()]
    lines = [line for file in tmp_path.rglob("*.md") for line in file.read_text(encoding="utf-8").splitlines()]
    assert sorted(split) == sorted(line for line in lines if line.startswith("| ") and "---" not in line) != []


@pytest.mark.parametrize(
    ("home", "name", "needing"),
    [
        (text, "SPACES", "two  spaces"),
        (signs, "_CHUNK", "see www.a-1.org"),
        (signs, "_GLUED", "an F16"),
        (signs, "_VERSION", "release 3.2.1"),
        (ratios, "_COLONS", "odds of 3:1"),
        (ratios, "_LINKED", "3 in 4"),
        (TYPED, "_NUMBERED", "as Table 9 shows"),
    ],
)
def test_texts_are_searched_for_what_they_can_hold(
    home: ModuleType, name: str, needing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(home, name, None)
    reading._found.cache_clear()
    plain = "At Barrow boats landed 12,345 tonnes, less than the 23,456 tonnes of the year before. It is cold."
    assert (len(reading.find(plain)), text.collapsed(plain)) == (2, plain)
    assert not list(TYPED._references(f"It landed {BOUND} tonnes. It is cold.", {}))
    with pytest.raises(AttributeError):
        (reading.find(needing), text.collapsed(needing), *TYPED._references(needing, {}))


def test_plain_texts_are_walked_as_they_are_and_looked_through_for_number_words_once() -> None:
    held = (Text("At Barrow boats landed "), Value("a", text="12,345"), Text("."))
    assert inlines_of(held) is held
    assert [*inlines_of((Strong(held),))] == [Strong(held), *held]
    reading._found.cache_clear()
    reading.has_words.cache_clear()
    assert len(reading.find("At Barrow boats landed 12,345 tonnes.")) == 1
    assert reading.has_words.cache_info().misses == 1


def test_what_a_brief_prints_is_looked_for_once(tmp_path: Path, cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    looks = counted(monkeypatch, (PRINTED, "_printed"))
    asked = counted(monkeypatch, (import_module("briefgen.checks.sources"), "printed"), (render_module, "ledger_files"))
    brief = check(desk_of(tmp_path, 1, cache), EDITION).brief
    assert brief
    assert render_module.ledger_files(brief)
    assert (looks["_printed"], asked.total()) == (1, 2)


def test_the_end_gives_nothing_back_and_loses_nothing() -> None:
    code = (
        "import atexit, sys; from briefgen import cli; sys.argv = ['briefgen', '--version'];"
        "cli.held = type('Held', (), {'__del__': lambda _held: print('given back')})();"
        "atexit.register(print, 'the end', end='')"
    )
    ended = subprocess.run([sys.executable, "-c", f"{code}; cli.main()"], capture_output=True, text=True, check=True)
    assert ended.stdout.splitlines()[1:] == ["the end"]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux gives processes that are left behind to another one")
def test_the_benchmark_counts_processes_that_a_command_leaves_behind(tmp_path: Path) -> None:
    left = "while time.process_time() < 0.3: pass\n    os._exit(0)"
    command = f"import os, time\nif not os.fork():\n    {left}\nos.waitid(os.P_ALL, 0, os.WEXITED | os.WNOWAIT)"
    code = (  # in a process of its own, which becomes the parent of what is left behind
        "import sys; from pathlib import Path; from tests.benchmarks.measure import run;"
        f"print(run((sys.executable, '-c', {command!r}), Path()).processor)"
    )
    told = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert float(told.stdout) > 0.3


def test_the_end_waits_for_those_who_still_work() -> None:
    code = (
        "import sys, threading, time; from briefgen import cli; sys.argv = ['briefgen', '--version'];"
        "threading.Thread(target=lambda: (time.sleep(0.05), print('done'))).start()"
    )
    ended = subprocess.run([sys.executable, "-c", f"{code}; cli.main()"], capture_output=True, text=True, check=True)
    assert ended.stdout.splitlines()[1:] == ["done"]


@pytest.mark.slow
def test_a_build_without_guards_is_one(tmp_path: Path) -> None:
    write_desk(tmp_path, 1)
    text = next((tmp_path / "content" / EDITION).glob("**/*.md"))
    text.write_text(f"{text.read_text()}\nCatches fell by 99.5 per cent.\n")
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parent.parent), "XDG_CACHE_HOME": str(tmp_path)}
    build = (sys.executable, "-m", "tests.benchmarks.unguarded", "build")
    told = subprocess.run(build, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    assert "BG" not in told.stderr  # though a check of it would find a figure that is typed
    documents = [tmp_path / line for line in told.stdout.splitlines()]
    assert [document.suffix for document in documents] == [".pdf", ".docx"]
    with closing(pypdfium2.PdfDocument(documents[0])) as pdf:
        assert "99.5" in "".join(page.get_textpage().get_text_range() for page in pdf)
        assert not pypdfium2.raw.FPDFCatalog_IsTagged(pdf)


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
def test_what_was_read_ahead_is_not_read_again_unless_a_file_has_changed(
    tmp_path: Path, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded: list[str] = []

    def noting(content: Content, name: str, *parts: Any, **more: Any) -> Loaded:
        loaded.append(name)
        return load_edition(content, name, *parts, **more)

    monkeypatch.setattr("briefgen.content.load_edition", noting)
    desk = replace(desk_of(tmp_path, 1, cache), memo=Memo())
    for _ in range(3):
        assert read_ahead(desk, EDITION)
    forced, facts = BuildOptions(force=True), desk.content.path / EDITION / "facts.yaml"
    assert build(desk, EDITION, forced).outcome is Outcome.BUILT
    assert len(loaded) == 1
    made = {path.name: path.read_bytes() for path in (desk.out / EDITION).iterdir() if path.is_file()}
    assert build(replace(desk, memo=None), EDITION, forced).outcome is Outcome.BUILT
    assert made == {path.name: path.read_bytes() for path in (desk.out / EDITION).iterdir() if path.is_file()}
    assert len(loaded) == 2
    follows = desk.content.path / "2031-06-05-landings/edition.yaml"  # so that data files may have moved on
    follows.parent.mkdir()
    follows.write_text(f"follows: {EDITION}\n", encoding="utf-8")
    assert build(desk, EDITION, forced).outcome is Outcome.BUILT
    facts.write_bytes(facts.read_bytes() + b"\n")
    for options in (BuildOptions(), replace(forced, day=date(2031, 5, 6))):
        assert build(desk, EDITION, options).outcome is Outcome.BUILT
    assert len(loaded) == 5


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


def test_pages_are_begun_before_the_ledger_is_written(
    tmp_path: Path, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    brief = check(desk_of(tmp_path, 1, cache), EDITION).brief
    assert brief
    render_module.draw(brief, cache)
    order = list[str]()
    sound = render_module.ledger_files

    def begun(_workers: Workers, task: Task) -> Worker:
        order.append("pages")
        return Worker(task)

    def written(brief: Brief) -> dict[str, bytes]:
        order.append("ledger")
        return sound(brief)

    monkeypatch.setattr(Workers, "start", begun)
    monkeypatch.setattr(render_module, "ledger_files", written)
    with Workers() as workers, start_render(brief, ("docx", "pdf"), cache, workers) as under_way:
        files = under_way.files(("docx", "pdf"))
    assert order == ["pages", "ledger"]
    assert files == render(brief, ("docx", "pdf"), cache=cache)


def test_pages_that_are_mended_are_tried_once_and_only_the_chosen_are_made(monkeypatch: pytest.MonkeyPatch) -> None:
    tried, made = list[tuple[Place, Plan]](), list[PlacedPage]()
    rounds, best = list[int](), PageBreaker.best
    followed, following = list[list[NextPage]](), PageBreaker._following
    filled, page = PageFiller.filled, PageBreaker._page

    def noting_best(breaker: PageBreaker, poor: Collection[int]) -> PageNode:
        rounds.append(len(poor))
        return best(breaker, poor)

    def noting_following(breaker: PageBreaker, *parts: Any) -> list[NextPage]:
        followed.append(following(breaker, *parts))
        return followed[-1]

    def noting_filled(filler: PageFiller) -> Filling:
        tried.append((filler._place, filler._plan))
        return filled(filler)

    def noting_page(breaker: PageBreaker, *parts: Any) -> NumberedPage:
        numbered = page(breaker, *parts)
        made.append(numbered[0])
        return numbered

    monkeypatch.setattr(PageBreaker, "best", noting_best)
    monkeypatch.setattr(PageBreaker, "_following", noting_following)
    monkeypatch.setattr(PageFiller, "filled", noting_filled)
    monkeypatch.setattr(PageBreaker, "_page", noting_page)
    document, media = brief(MENDED_TWICE)
    pages = lay_out(document, media, house()).pages
    assert len(rounds) == 3
    twice = Counter((place.identity, plan) for place, plan in tried)
    assert len(pages) < len(tried)
    assert max(twice.values()) == 2  # as it is at first, and as one of the poor pages
    assert len(made) == len(pages)
    assert max(map(len, followed)) > 3
    assert all(len(found) == len({page.key for page in found}) for found in followed)
    begun = [place.notes.begun for place, _ in tried]
    assert len({*map(id, begun)}) == len({*begun}) > 1
    boxes = [box for each in pages for box in each.body]
    late = [{*vars(box)} - {field.name for field in fields(box)} for box in boxes]
    assert late.count(set()) > len(boxes) / 2, "what a box gets after it is made takes twice its own memory"


def test_each_word_is_shaped_once_and_each_line_written_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    shaped, written = Counter[tuple[str, str, Features]](), Counter[str]()
    shape, show, literal = Font._shape, PdfCanvas._show, Canvas.addLiteral

    def noting_shape(font: Font, word: str, features: Features) -> tuple[Glyph, ...]:
        shaped[font.name, word, features] += 1
        return shape(font, word, features)

    def noting_show(canvas: PdfCanvas, *parts: Any) -> None:
        written["lines"] += 1
        show(canvas, *parts)

    def noting_literal(page: Canvas, text: str) -> None:
        written["literals"] += 1
        literal(page, text)

    fonts._parsed.cache_clear()  # other tests have set the same words
    monkeypatch.setattr(Font, "_shape", noting_shape)
    monkeypatch.setattr(PdfCanvas, "_show", noting_show)
    monkeypatch.setattr(Canvas, "addLiteral", noting_literal)
    moved = counted(monkeypatch, (SubsetFont, "_operators"))
    document, media = brief(MENDED_TWICE)
    assert write(document, media, house()).data
    assert shaped.total() == len(shaped) > 100
    assert moved.total() * 20 < written["lines"], "all others are joined of their words"
    assert 3 * written["lines"] > written["literals"] > 1000  # the line, and its mark's beginning and end


@pytest.mark.slow
def test_work_grows_as_the_brief_does(tmp_path: Path, cache: Cache) -> None:
    calls = [_calls(desk_of(tmp_path / str(parts), parts, cache)) for parts in (SMALL, LARGE)]
    small, large = calls
    assert set(small) == set(PARTS)
    growth = {part: large[part] / small[part] for part in PARTS}
    assert max(growth.values()) < LARGE / SMALL * TOLERANCE, growth


@pytest.mark.slow
def test_a_word_document_holds_no_elements_of_its_charts(
    tmp_path: Path, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    held, parts = list[int](), list[int]()

    def counted(package: Package, *text: Any) -> bytes:
        found = list(package.iter_parts())
        held.append(sum(isinstance(part, XmlPart) for part in found))
        parts.append(len(found))
        return packed(package, *text)

    monkeypatch.setattr("briefgen.formats.docx.packed", counted)
    for count in (1, SMALL):
        brief = check(desk_of(tmp_path / str(count), count, cache), EDITION).brief
        assert brief
        render(brief, ("docx",), cache=cache)
        pictures = [picture for picture in render_module.draw(brief, cache).values() if picture.plot]
        assert len(pictures) == CHARTS * count
        assert not any(picture.outlines for picture in pictures), "of a chart that Word draws nothing asks for them"
        fills = [mark.fill for each in pictures if each.drawing for mark in each.drawing.marks if hasattr(mark, "fill")]
        assert len({*map(id, fills)}) == len({*fills}) > 1
    small, large = parts
    assert large - small == 2 * CHARTS * (SMALL - 1), "a chart and its workbook"
    assert len({*held}) == 1


def test_the_text_of_a_word_document_needs_no_elements(monkeypatch: pytest.MonkeyPatch) -> None:
    made = list[int]()
    sound = Vocabulary.__call__

    def counted(self: Vocabulary, *content: Any, **attributes: Any) -> Element:
        made[-1] += 1
        return sound(self, *content, **attributes)

    monkeypatch.setattr(Vocabulary, "__call__", counted)
    texts = tuple(block for block in BLOCKS if isinstance(block, Paragraph | Table) and "Remark" not in repr(block))
    for blocks in (texts, texts, texts * 9):
        made.append(0)
        write_docx(replace(DOCUMENT, blocks=blocks), MEDIA, house())
    assert made[1] == made[2] > 100, "those of styles, which are made once more for the first document"


def test_the_workbooks_of_charts_are_parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    document, media = charts("bars")
    data = write_docx(document, media, house()).data
    assert docx_differences(document, media, data) == []
    parsers = list[int]()

    def counted(encoding: str) -> Any:
        parsers.append(1)
        return ParserCreate(encoding)

    monkeypatch.setattr("briefgen.data_files.markup.ParserCreate", counted)
    assert docx_differences(document, media, data) == []
    assert len(parsers) == 1, "all rows at once; what is the same in all workbooks is kept"


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


@pytest.fixture
def no_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits until the disk has what was written."""
    monkeypatch.setattr(os, "fsync", lambda _descriptor: None)


def _archive(folder: Path, records: int) -> Path:
    """An archive of so many editions of one year, each with one record."""
    for number in range(records):
        store(folder, f"2031-05-05-herring-{number}")
    return folder


@pytest.mark.usefixtures("no_disk")
def test_a_record_is_stored_by_as_much_work_however_many_there_are(tmp_path: Path) -> None:
    one, many = _archive(tmp_path / "one", 1), _archive(tmp_path / "many", 15)
    first, last = (calls(partial(store, archive, "2031-05-05-herring")) for archive in (one, many))
    assert last - first < 3 * 15  # one name of the year's folder each


@pytest.mark.usefixtures("no_disk")
def test_verifying_grows_as_the_archive_and_its_log_do(tmp_path: Path) -> None:
    work, logs = [], []
    for size in (3, 9):
        archive = _archive(tmp_path / str(size), size)
        register = read_register(archive)
        for number in range(size):
            log(archive, f"2031-05-06T12:00:{number:02}Z", register, [entry.record for entry in register.entries], [])
        logs.append((archive / "fixity.jsonl").stat().st_size)
        work.append(calls(partial(list, verify(archive))))
    assert work[1] < 3 * work[0]
    assert logs[1] < 3.1 * logs[0]


def test_a_search_looks_at_years_that_have_changed_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at: list[str] = []

    def note(archive: Path, years: Sequence[str] = ("all",)) -> Iterator[Record]:
        looked_at.extend(years)
        return records_of(archive, years)

    for name in ("records_of", "all_records"):
        monkeypatch.setattr(catalogue, name, note)

    def found() -> tuple[int, list[str]]:
        """How many records a search finds, and the years at which it has looked."""
        looked_at.clear()
        return len(catalogue.search(tmp_path, "herring", limit=9).hits), [*looked_at]

    stored = {"ledger.json": b'[{"id": "herring"}]', "text.json": b"[]", "record.json": b"{}"}

    def publish(edition: str) -> None:
        with publication(tmp_path, edition) as slot:
            slot.store(stored, (), "2031-05-05T12:00:00Z")

    publish("2030-05-05-a")
    publish("2031-05-05-b")
    assert found() == (2, ["2030", "2031"])
    assert found() == (2, ["2030", "2031"])  # a change just now could have the same time as the last
    for year in ("2030", "2031"):
        os.utime(tmp_path / year, ns=(0, 10**18))
    assert found() == (2, ["2030", "2031"])
    assert found() == (2, [])
    publish("2031-05-12-b")
    assert found() == (3, ["2031"])
    (tmp_path / "2030").rename(tmp_path / "elsewhere")
    assert found() == (2, ["2030", "2031"])


def test_a_search_for_a_word_of_every_page_grows_as_the_pages_do() -> None:
    """Counted in instructions of SQLite's machine, by the hundred."""
    steps = []
    for records in (100, 200):
        held = catalogue._opened(":memory:")
        with closing(held):
            names = [(f"2031/2031-05-05_{number}_v001",) for number in range(records)]
            held.executemany("insert into records values (?, '', '', '')", names)
            places = [(name, kind, page, "boats") for (name,) in names for page in (1, 2) for kind in ("page", "seam")]
            held.executemany("insert into texts values (?, ?, ?, ?)", places)
            counted: list[None] = []
            held.set_progress_handler(lambda counted=counted: counted.append(None), 100)  # type: ignore[misc]
            assert len([*catalogue._hits(held, "text : boats", 20, None, ("", ""))]) == 20
            steps.append(len(counted))
    assert 20 < steps[0] < steps[1] < 2.3 * steps[0]
