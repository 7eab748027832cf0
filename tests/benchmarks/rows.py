"""What is measured, and what is to be reached."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import product
from math import log10
from operator import attrgetter
from pathlib import Path
from statistics import median
from time import process_time, sleep

from briefgen.api import open_project
from briefgen.storage import remove_tree
from briefgen.version import __version__
from tests.benchmarks.archives import published, stored
from tests.benchmarks.brief import EDITION, SIZES
from tests.benchmarks.desk import editions, write_desk
from tests.benchmarks.figures import write_facts, write_table
from tests.benchmarks.live import served
from tests.benchmarks.measure import BRIEFGEN, CACHE, MEGABYTE, ROOT, Run, builder, edits, in_turn, peak, run
from tests.benchmarks.peers import FONTS, write_peers
from tests.benchmarks.released import write_cut, write_released
from tests.benchmarks.workbook import write_bound

EMPTY_PROGRAM = "import click\n@click.command()\ndef main(): pass\nmain()\n"
TYPST = (sys.executable, "pdf.py", "brief.typ", "brief.pdf", FONTS)
EDITS = 7
AT_REST = 5  # seconds
REST = 1.0  # seconds in which a builder gets ready again
PROCESSOR = "s of the processors"

Measure = Callable[[Run], float]


@dataclass(frozen=True)
class Row:
    """One line of the table: what briefgen took, what it is compared with, and how much of that it may take."""

    what: str
    ours: float
    unit: str
    against: str
    theirs: float
    most: float

    @property
    def ratio(self) -> float:
        return self.ours / self.theirs

    @property
    def is_reached(self) -> bool:
        return self.ratio <= self.most


def start_up(folder: Path, rounds: int, by: Measure) -> Iterator[Row]:
    """How long it takes to be asked for help, and to find that nothing has changed."""
    program = folder / "empty.py"
    program.write_text(EMPTY_PROGRAM, encoding="utf-8")
    desk = folder / "S"
    run((*BRIEFGEN, "build"), desk)
    commands = {"empty": (sys.executable, program)} | {
        name: (*BRIEFGEN, *name.split()) for name in ("--version", "--help", "build")
    }
    took = in_turn(rounds * 3, {name: _job(command, desk) for name, command in commands.items()})
    empty = by(took["empty"])
    for name, what in (("--version", "--version"), ("--help", "--help"), ("build", "unchanged build, S")):
        yield Row(what, by(took[name]), "s", "an empty click program", empty, 3.0)


MOST = {
    "wall": {"S": (1.3, 0.5), "M": (0.5, 0.4), "L": (0.45, 0.35)},
    "processor": {"S": (1.8, 0.7), "M": (0.75, 0.55), "L": (0.65, 0.55)},
}
"""What is to be reached by the clock and of the processors: with charts cached, and with nothing cached."""


def sizes(folder: Path, rounds: int, names: Sequence[str], measures: Sequence[str]) -> Iterator[Row]:
    """The brief at its sizes, with its charts cached and with nothing cached, beside the peers."""
    took = {name: in_turn(rounds, _jobs(folder / name, folder / f"peers-{name}")) for name in names}
    for measure, name in product(measures, names):
        run_ = {job: attrgetter(measure)(each) for job, each in took[name].items()}
        engines = run_["typst"] + run_["pandoc"]
        cached, cold = MOST[measure][name]
        unit = "s" if measure == "wall" else PROCESSOR
        yield Row(f"{name}, charts cached", run_["warm"], unit, "Typst + pandoc", engines, cached)
        yield Row(f"{name}, nothing cached", run_["cold"], unit, "charts + both", run_["charts"] + engines, cold)
    if {"M", "L"} <= set(names):
        by = attrgetter(measures[0])
        for format_, peer in (("pdf", "typst"), ("docx", "pandoc")):
            ours, theirs = (log10(by(took["L"][each]) / by(took["M"][each])) for each in (format_, peer))
            yield Row(f"growth from M to L, {format_}", ours, "exponent", f"1 ({peer}: {theirs:.2f})", 1.0, 0.95)
    for name in set(names) & {"L"}:
        held = [peak(command, place) for command, place in _of_memory(folder / name, folder / f"peers-{name}")]
        ours, theirs = (each / MEGABYTE for each in held)
        yield Row(f"peak memory, {name}, charts cached", ours, "MB", "Typst", theirs, 0.18)


def pages(folder: Path, rounds: int, names: Sequence[str], by: Measure) -> Iterator[Row]:
    """The page for browsers, charts cached: beside the PDF of the same build, alone, and as it grows."""
    took = {name: in_turn(rounds, _page_jobs(folder / name, folder / f"peers-{name}")) for name in names}
    for name in names:
        run_ = took[name]
        yield Row(f"HTML beside the PDF, {name}", by(run_["both"]) - by(run_["pdf"]), "s", "PDF", by(run_["pdf"]), 0.15)
        if name == "S":
            yield Row("HTML alone, S", by(run_["html"]), "s", "pandoc, standalone HTML", by(run_["pandoc"]), 0.8)
    if {"M", "L"} <= set(names):
        ours, theirs = (log10(by(took["L"][each]) / by(took["M"][each])) for each in ("html", "pandoc"))
        yield Row("growth from M to L, html", ours, "exponent", f"1 (pandoc: {theirs:.2f})", 1.0, 1.0)


def _page_jobs(desk: Path, peers: Path) -> dict[str, Callable[[], Run]]:
    """Builds of the page, of the PDF and of both, and pandoc's page with its charts in it."""
    import pypandoc

    build = (*BRIEFGEN, "build", "--force")
    pandoc = (
        pypandoc.get_pandoc_path(),
        "brief.md",
        "--standalone",
        "--embed-resources",
        "--toc",
        "--output",
        "brief.html",
    )
    formats = {"html": ("html",), "pdf": ("pdf",), "both": ("pdf", "html")}
    asked = {name: [part for each in chosen for part in ("--format", each)] for name, chosen in formats.items()}
    return {
        "fill": _job((*build, *asked["both"]), desk),
        **{name: _job((*build, *options), desk) for name, options in asked.items()},
        "pandoc": _job(pandoc, peers),
    }


def guards(folder: Path, rounds: int, name: str) -> Iterator[Row]:
    """What tagging, the checks and the proof take of the processors, beside a build without them."""
    build = ("build", "--force", "--no-builder")
    commands = {"with": (*BRIEFGEN, *build), "without": (sys.executable, "-m", "tests.benchmarks.unguarded", *build)}
    took = in_turn(rounds, {key: _job(command, folder / name) for key, command in commands.items()})
    others = took["without"].processor
    ours = took["with"].processor - others
    yield Row(f"tagging, checks and proof, {name}", ours, PROCESSOR, "a build without", others, 0.35)


def right_to_left(folder: Path, rounds: int) -> Iterator[Row]:
    """The repository's brief in Urdu beside the English one, both formats, charts cached."""
    for part in ("content", "assets"):
        shutil.copytree(ROOT / part, folder / "pair" / part)
    editions = ("2025-02-25-afghanistan", "2025-02-25-afghanistan-ur")
    jobs = {name: _job((*BRIEFGEN, "build", "--force", name), folder / "pair") for name in editions}
    in_turn(1, jobs)
    english, urdu = (took.processor for took in in_turn(rounds, jobs).values())
    yield Row("the repository’s brief in Urdu", urdu, PROCESSOR, "in English", english, 1.5)


def released(folder: Path, rounds: int) -> Iterator[Row]:
    """A release beside a build of its own cut content, and three of them beside the whole; charts cached."""
    desk, cut = folder / "released", folder / "cut"
    write_released(desk, SIZES["S"])
    write_cut(desk, cut)
    build = (*BRIEFGEN, "build", "--force", "--no-builder")
    jobs = {
        "whole": _job(build, desk),
        "press": _job((*build, "--release", "press"), desk),
        "all": _job((*build, "--all-releases"), desk),
        "cut": _job(build, cut),
    }
    in_turn(1, jobs)
    took = {name: each.processor for name, each in in_turn(rounds, jobs).items()}
    yield Row("a release, S", took["press"], PROCESSOR, "a build of its own cut content", took["cut"], 1.1)
    yield Row("three releases, S", took["all"], PROCESSOR, "the full one", took["whole"], 2.2)


def _of_memory(desk: Path, peers: Path) -> tuple[tuple[Sequence[str | Path], Path], ...]:
    """What is looked at for its memory, and where: a build, and Typst."""
    return ((*BRIEFGEN, "build", "--force"), desk), (TYPST, peers)


def _jobs(desk: Path, peers: Path) -> dict[str, Callable[[], Run]]:
    import pypandoc

    pandoc = pypandoc.get_pandoc_path()

    def cold() -> Run:
        shutil.rmtree(desk / "out", ignore_errors=True)
        shutil.rmtree(
            CACHE / "briefgen", ignore_errors=True
        )  # and not matplotlib's list of fonts, which peers have too
        return run((*BRIEFGEN, "build"), desk)

    charts = (sys.executable, "charts.py", ".", FONTS / "SourceSans3-Regular.ttf")
    build = (*BRIEFGEN, "build", "--force")
    return {
        "cold": cold,
        "charts": _job(charts, peers),
        "warm": _job(build, desk),
        "typst": _job(TYPST, peers),
        "pandoc": _job((pandoc, "brief.md", "--toc", "--output", "brief.docx"), peers),
        "pdf": _job((*build, "--format", "pdf"), desk),
        "docx": _job((*build, "--format", "docx"), desk),
    }


def with_builder(folder: Path, rounds: int) -> Iterator[Row]:
    """The smallest brief, its charts cached, left to a builder; by the clock, since that works in another process."""
    desk, peers = folder / "S", folder / "peers-S"
    jobs, page = _jobs(desk, peers), _page_jobs(desk, peers)
    section = min((desk / "content" / EDITION / "sections").iterdir())
    before, words = section.read_text(encoding="utf-8"), iter(range(1, 1_000))

    def edited() -> Run:
        section.write_text(f"{before}\nA zebra{'h' * next(words)} ran.\n", encoding="utf-8")
        sleep(REST)
        return jobs["warm"]()

    with builder(desk):
        ours = {"warm": jobs["warm"], "edited": edited, "html": page["html"]}
        theirs = {"typst": jobs["typst"], "pandoc": jobs["pandoc"], "pages": page["pandoc"]}
        took = in_turn(rounds * 3, {name: partial(_rested, job) for name, job in ours.items()} | theirs)
    section.write_text(before, encoding="utf-8")
    alone = in_turn(rounds, {"alone": _job((*BRIEFGEN, "build", "--force", "--no-builder"), desk)})["alone"].wall
    engines = took["typst"].wall + took["pandoc"].wall
    yield Row("S, charts cached, with a builder", took["warm"].wall, "s", "Typst + pandoc", engines, 0.5)
    yield Row("S, a word edited, with a builder", took["edited"].wall, "s", "Typst + pandoc", engines, 0.55)
    yield Row("S, charts cached, with a builder", took["warm"].wall, "s", "without", alone, 0.5)
    yield Row(
        "HTML alone, S, with a builder", took["html"].wall, "s", "pandoc, standalone HTML", took["pages"].wall, 0.8
    )


def _rested(job: Callable[[], Run]) -> Run:
    """A build, behind which its builder gets ready for the next, so that nobody else has to wait for that."""
    run_ = job()
    sleep(REST)
    return run_


def archive(folder: Path, rounds: int, records: int, again: int, by: Measure) -> Iterator[Row]:
    """Storing, verifying and searching in a large archive, beside a small one; and making records again."""
    large, small = folder / "large", folder / "small"
    took = stored(large, records)
    stored(small, 1)
    part = max(records // 20, 1)
    first, last = (median(each) for each in (took[:part], took[-part:]))
    yield Row(f"storing record {records:,}, processor", last, "s", "the first", first, 3.0)
    digests = ("sh", "-c", "find . -type f -print0 | xargs -0 sha256sum > ../digests")
    verify = (*BRIEFGEN, "archive", "verify", "--archive", large)
    took_ = in_turn(rounds, {"verify": _job(verify, folder), "digests": _job(digests, large)})
    yield Row(f"verifying {records:,} records", by(took_["verify"]), "s", "sha256sum", by(took_["digests"]), 8.0)
    search = (*BRIEFGEN, "archive", "search", "--archive")
    run((*search, large, "--anew", "boats"), folder)
    for words, what, most in ((f'"included. {records - 1}"', "one page", 1.5), ("boats", "every page", 5.0)):
        took_ = in_turn(rounds, {each.name: _job((*search, each, words), folder) for each in (large, small)})
        ours, theirs = by(took_["large"]), by(took_["small"])
        yield Row(f"searching {records:,} records, {what}", ours, "s", "one record", theirs, most)
    desk = folder / "published"
    published(desk, again, SIZES["S"])
    one, two = (run((*BRIEFGEN, "archive", "rebuild", "--all", "--jobs", jobs), desk).wall for jobs in ("1", "2"))
    half = f"one process / 1.7 ({one:.1f} s)"
    yield Row(f"{again} records made again by two processes", two, "s", half, one / 1.7, 1.0)
    for each in (large, small, desk / "out/archive"):
        remove_tree(each)


def watching(folder: Path) -> Iterator[Row]:
    """A word, then a figure of a chart, edited while a build watches."""
    desk = folder / "watched"
    write_desk(desk, SIZES["S"])
    content, pack = desk / "content" / EDITION, desk / "out" / EDITION
    section = min((content / "sections").iterdir())
    documents = [pack / f"{EDITION}.{format_}" for format_ in ("pdf", "docx")]
    words = [_replaced(section, "boats landed", f"{chr(97 + n)}ll boats landed") for n in range(EDITS)]
    facts = content / "facts.yaml"
    value = next(line for line in facts.read_text(encoding="utf-8").splitlines() if "value" in line)
    figures = [_replaced(facts, value, f"  value: {70_001 + 10 * n}") for n in range(EDITS)]
    took = edits(desk, documents, words + figures)
    yield Row("a word edited while watching, S", median(took[:EDITS]), "s", "0.15 s", 0.15, 1.0)
    yield Row("a chart’s figure edited while watching, S", median(took[EDITS:]), "s", "0.3 s", 0.3, 1.0)


IN_MEMORY = {"S": 0.06, "M": 0.25}
"""The seconds of the processor within which one text edited in memory is checked again."""


def live(folder: Path) -> Iterator[Row]:
    """The live page of the smallest brief: a word edited on the disk, a key in its own editor, and at rest."""
    with served(folder / "S") as page:
        shown, checked = (median(times) for times in (page.shown_after_edits(EDITS), page.checked_after_keys(EDITS)))
        processor, memory = page.at_rest(AT_REST)
    yield Row("a word edited on the disk, S, until the live page shows it", shown, "s", "0.15 s", 0.15, 1.0)
    yield Row("a key in the live page's editor, S, until it is checked", checked, "s", "0.1 s", 0.1, 1.0)
    yield Row(f"the live page at rest, {AT_REST} s, processor", processor, "s", "0.01 s", 0.01, 1.0)
    yield Row("the live page at rest, S, memory", memory / MEGABYTE, "MB", "120 MB", 120, 1.0)


def in_memory(folder: Path, name: str, rounds: int) -> Iterator[Row]:
    """A text edited in memory and checked again, beside a check that starts anew."""
    if name not in IN_MEMORY:
        return
    desk = folder / name
    session = open_project(desk)[EDITION].edit()
    session.check()
    sections = sorted((desk / "content" / EDITION / "sections").glob("*.md"))
    section = sections[len(sections) // 2]
    path, text = section.relative_to(desk / "content").as_posix(), section.read_bytes()
    took = []
    for number in range(EDITS):
        start = process_time()
        session.check({path: text + b"\nA line" + b" more" * number + b".\n"})
        took.append(process_time() - start)
    ours, most = median(took), IN_MEMORY[name]
    yield Row(f"a text edited in memory, {name}, processor", ours, "s", f"{most} s", most, 1.0)
    cold = in_turn(rounds, {"check": _job((*BRIEFGEN, "check"), desk)})["check"].processor
    yield Row(f"a text edited in memory, {name}, processor", ours, "s", "a check anew", cold, 0.3)


def data_files(folder: Path, rounds: int, rows: int, by: Measure) -> Iterator[Row]:
    """A large workbook: what its first reading takes beside a library's, and a brief that is bound to a cell of it."""
    desk = folder / "bound"
    file = write_bound(desk, SIZES["S"], rows)
    reader = (sys.executable, "-m", "tests.benchmarks.workbook")
    commands = {name: (*reader, name, file) for name in ("briefgen", "calamine", "nothing")}
    took = in_turn(rounds, {name: _job(command, folder) for name, command in commands.items()})
    yield Row(f"{rows:,} rows, first reading", by(took["briefgen"]), "s", "calamine", by(took["calamine"]), 1.5)
    held = {name: peak(command, folder) / MEGABYTE for name, command in commands.items()}
    ours, theirs = (held[name] - held["nothing"] for name in ("briefgen", "calamine"))
    yield Row(f"{rows:,} rows, memory at that reading", ours, "MB", "calamine", theirs, 1.2)
    check = (*BRIEFGEN, "check")
    run(check, desk)
    took = in_turn(rounds * 3, {name: _job(check, folder / name) for name in ("bound", "S")})
    yield Row(f"check, S, bound to {rows:,} rows, again", by(took["bound"]), "s", "unbound", by(took["S"]), 1.1)


def figures(folder: Path, rounds: int, by: Measure) -> Iterator[Row]:
    """A brief with one table of 5,000 figures: as a table of figures, and as entries of facts.yaml."""
    write_table(folder / "table", SIZES["S"])
    write_facts(folder / "entries", SIZES["S"])
    build = (*BRIEFGEN, "build", "--force")
    took = in_turn(rounds, {name: _job(build, folder / name) for name in ("table", "entries")})
    against = "5,000 entries in facts.yaml"
    yield Row("5,000 figures in a table", by(took["table"]), "s", against, by(took["entries"]), 0.35)


def _replaced(path: Path, old: str, new: str) -> Callable[[], None]:
    text = path.read_text(encoding="utf-8").replace(old, new, 1)
    return lambda: _write(path, text)


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def packs(folder: Path, few: int, many: int) -> Iterator[Row]:
    """Many packs, by one process and by two, their charts cached."""
    desks = {}
    for count in (few, many):
        desks[count] = folder / f"packs-{count}"
        write_desk(desks[count], SIZES["S"], editions(count))
        run((*BRIEFGEN, "build"), desks[count])
    build = (*BRIEFGEN, "build", "--all", "--force", "--jobs")
    started, one, two = (run((*build, jobs), desks[count]) for jobs, count in (("2", few), ("1", many), ("2", many)))
    half = f"one process / 1.8 ({one.wall:.1f} s)"
    yield Row(f"{many} packs by two processes", two.wall, "s", half, one.wall / 1.8, 1.0)
    yield Row(f"a pack of {many}", two.wall / many, "s", f"a pack of {few}", started.wall / few, 1.1)


def prepare(folder: Path, names: Sequence[str]) -> None:
    """Write the brief for everybody."""
    for name in names:
        write_desk(folder / name, SIZES[name])
        write_peers(folder / f"peers-{name}", SIZES[name])


def _job(command: Sequence[str | Path], folder: Path) -> Callable[[], Run]:
    return lambda: run(command, folder)


def versions() -> dict[str, str]:
    """What ran, by its version."""
    from importlib.metadata import version

    peers = {name: version(name) for name in ("typst", "pypandoc_binary", "matplotlib", "click")}
    return {"briefgen": __version__, "python": sys.version.split()[0], **peers}
