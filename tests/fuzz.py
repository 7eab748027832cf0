"""Damage to the small desk's files, case by case from a seed: no traceback, no hang, no flood of memory.

    python -m tests.fuzz --count 100000 --seed 1 --jobs 2

Each case changes one or two content files, checks the edition and, where that finds no error, writes and proves both
documents. A failure is reduced to few lines and printed; the case's number with `--first N --count 1` runs it again.
"""

from __future__ import annotations

import argparse
import random
import resource
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, partial
from importlib import import_module
from itertools import chain
from pathlib import Path
from types import FrameType

import pytest

from briefgen import content as loading
from briefgen.building import BuildOptions, try_writing
from briefgen.content import Folder, house_assets
from briefgen.errors import BriefgenError
from briefgen.pipeline import check
from briefgen.spans import Span
from briefgen.theme import HOUSE, Theme
from briefgen.workspace import Workspace
from tests.desk import EDITION, FILES, write_desk

SECONDS = 5.0
"""The time of the processor that a case may take, so that other programs are no fault of it."""
PATIENCE = 120.0
"""The seconds after which a case hangs that takes no time of the processor."""
MEGABYTES = 500
CHARTED = 0.03
"""How many cases keep the charts, which take longer to draw than everything else takes."""
ALL = BuildOptions(("pdf", "docx", "html", "txt"))
PROOF = {"BG501", "BG502", "BG503", "BG505", "BG506"}

Files = Mapping[str, bytes]
Mutation = Callable[[random.Random, str], str]

WHOLE = {path: text.encode() for path, text in FILES.items()}
PIECES = (
    *("{{ landings }}", "{{ landings | unit }}", "{{", "}}", "{% if x %}", "{{ ''.__class__ }}", "${x}", "%(x)s"),
    *("!!python/object/apply:os.system [ls]", "!t ", "&a ", "*a", "<<: *a", "%YAML 1.1\n", "---\n", "...\n"),
    *("? [a]\n: b", ": ", ", ", "'", '"', "[", "]", "{", "}", "#", "@", "~", "null", "true", ".nan", ".inf", "-.inf"),
    *("[^weighed]", "[^x]: y", "[^", "> [!KEY]\n> a\n", "> [!NONE]\n", "> ", "| a | b |\n| - |\n", "|", "|-|-|\n"),
    *("Table: x {#y}\n", "**", "*", "_", "`", "```\n", "[a](b)", "[a](javascript:x)", "![](figure:landed)"),
    *("![a](halves.png)", "![a](/dev/zero)", "<!-- ", "-->", "<b>", "&amp;", "&#0;", "&#x202e;", "\\", "\\\n", "# "),
    *("## ", "- ", "1. ", "    ", "\t", "{#x}", "{lang=ur}", "\n", "\n\n", "1_000", "0x1F", "99:99", "08", "12,480"),
    *("2031-02-30", "9999-12-31", "0000-00-00", "2031-W05", "1e400", "1e-400", "-0", "$5m to $9m", "$\\frac{"),
    *("_label", "A&B", "<http://a.b>", "\x1b[31m", "€", "½", "m²", "{0}"),
)  # fmt: skip
UNICODE = (
    "\x00\x07\x7f\x85\xa0\xad\u200b\u200d\u200f\u2028\u202e\u2066\u0301\ufeff\ufffd\uffff"
    "\u6f22\u06a9\u0430ﬁß\U0001f41f\U000e0041\U0010ffff"
)


def flipped(rng: random.Random, text: str) -> str:
    """One bit of one byte turned, whatever that makes of the text."""
    data = bytearray(text.encode("utf-8", "surrogateescape"))
    data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    return data.decode("utf-8", "surrogateescape")


def without_a_span(rng: random.Random, text: str) -> str:
    at = rng.randrange(len(text))
    return text[:at] + text[at + rng.choice((1, 1, 2, 5, 40)) :]


def cut_off(rng: random.Random, text: str) -> str:
    """The text ended somewhere, at times within a character."""
    data = (text[: rng.randrange(len(text))] + "’").encode("utf-8", "surrogateescape")
    return data[: -rng.randrange(3) or None].decode("utf-8", "surrogateescape")


def with_a_piece(rng: random.Random, text: str) -> str:
    at = rng.randrange(len(text) + 1)
    return text[:at] + rng.choice(PIECES) + text[at:]


def with_a_piece_for_a_word(rng: random.Random, text: str) -> str:
    words = text.split(" ")
    words[rng.randrange(len(words))] = rng.choice(PIECES)
    return " ".join(words)


def with_odd_characters(rng: random.Random, text: str) -> str:
    at = rng.randrange(len(text) + 1)
    return text[:at] + "".join(rng.choices(UNICODE, k=rng.randint(1, 4))) + text[at:]


def with_lines_of_another(rng: random.Random, text: str) -> str:
    other = rng.choice(list(FILES.values())).splitlines(keepends=True)
    start = rng.randrange(len(other))
    lines = text.splitlines(keepends=True)
    at = rng.randrange(len(lines) + 1)
    return "".join([*lines[:at], *other[start : start + rng.randint(1, 6)], *lines[at:]])


def with_a_block_again(rng: random.Random, text: str) -> str:
    lines = text.splitlines(keepends=True)
    start = rng.randrange(len(lines))
    block = lines[start : start + rng.randint(1, 8)]
    at = rng.randrange(len(lines) + 1)
    return "".join([*lines[:at], *block * rng.choice((1, 1, 2, 30)), *lines[at:]])


def with_lines_swapped(rng: random.Random, text: str) -> str:
    lines = text.splitlines(keepends=True)
    one, other = rng.randrange(len(lines)), rng.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return "".join(lines)


def with_a_line_indented(rng: random.Random, text: str) -> str:
    lines = text.splitlines(keepends=True)
    at = rng.randrange(len(lines))
    lines[at] = rng.choice(("  ", "    ", "\t", "> ", "- ")) + lines[at]
    return "".join(lines)


def with_another_number(rng: random.Random, text: str) -> str:
    """A number where one stood: of many digits, of none, negative, or of no finite value."""
    spots = [at for at, character in enumerate(text) if character.isdigit()] or [0]
    at = rng.choice(spots)
    number = ("9" * rng.choice((1, 20, 400, 4301, 20_000)), "-1", "0", "1e999999999", "0.1", "00", "1e-9", "١٢", "²")
    return text[:at] + rng.choice(number) + text[at + 1 :]


def with_deep_nesting(rng: random.Random, text: str) -> str:
    at = rng.randrange(len(text) + 1)
    opening = rng.choice(("[", "{", "{a: ", "> ", "- ", "[^", "(", "*a **b ", "![", "<!-- ", "{{ ", "[a](", "`"))
    return text[:at] + opening * rng.choice((7, 33, 150, 3000)) + text[at:]


def with_a_long_line(rng: random.Random, text: str) -> str:
    at = rng.randrange(len(text) + 1)
    return text[:at] + rng.choice(("a", "word ", "| ", "é", "a-", "\\")) * rng.choice((200, 3000, 30_000)) + text[at:]


MUTATIONS: Sequence[Mutation] = (
    flipped,
    without_a_span,
    without_a_span,
    cut_off,
    with_a_piece,
    with_a_piece,
    with_a_piece_for_a_word,
    with_odd_characters,
    with_lines_of_another,
    with_a_block_again,
    with_lines_swapped,
    with_a_line_indented,
    with_another_number,
    with_deep_nesting,
    with_a_long_line,
)


def uncharted() -> dict[str, bytes]:
    """The small desk without its charts."""
    texts = dict(FILES)
    del texts[f"{EDITION}/figures.yaml"]
    for path in [path for path in texts if path.endswith(".md")]:
        lines = [line for line in texts[path].splitlines(keepends=True) if not line.startswith("![](figure:")]
        texts[path] = "".join(lines).replace("[](#figure:landed) and ", "")
    return {path: text.encode() for path, text in texts.items()}


PLAIN = uncharted()


def case(seed: int, number: int) -> dict[str, bytes]:
    """The files of one case; equal seeds and numbers give equal files."""
    rng = random.Random(f"{seed}/{number}")  # noqa: S311  # not for secrets
    files = dict(WHOLE if rng.random() < CHARTED else PLAIN)
    for path in rng.sample(sorted(files), k=rng.choice((1, 1, 1, 2))):
        text = files[path].decode()
        for _ in range(rng.choice((1, 1, 1, 2, 3))):
            text = rng.choice(MUTATIONS)(rng, text) if text else text
        files[path] = text.encode("utf-8", "surrogateescape")
    return files


class HangError(BaseException):
    """A case that takes too long; no `except Exception` on the way may take it for a fault of the content."""


@contextmanager
def limited() -> Iterator[None]:
    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise HangError

    signal.signal(signal.SIGPROF, stop)
    signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    signal.setitimer(signal.ITIMER_REAL, PATIENCE)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.setitimer(signal.ITIMER_PROF, 0)


@cache
def allowed() -> float:
    """How many megabytes the process may come to hold: more where it held much before its first case."""
    return max(MEGABYTES, peak() + MEGABYTES / 2)


def peak() -> float:
    """The most memory that this process has held, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


@dataclass
class Bench:
    """A desk on a fast disk, of which a case changes as few files as it can."""

    content: Path
    written: dict[str, bytes] = field(default_factory=dict)

    def lay(self, files: Files) -> Workspace:
        """The desk with these files and no others."""
        for path in self.written.keys() - files.keys():
            (self.content / path).unlink()
        for path, data in files.items():
            if self.written.get(path) != data:
                (self.content / path).write_bytes(data)
        self.written = dict(files)
        return Workspace(Folder(self.content), house_assets(), self.content.parent / "out")


@contextmanager
def bench() -> Iterator[Bench]:
    """A place to lay cases out; the house style, which no case damages, is read once for all of them.

    What is imported late is imported first: an alarm in an import would leave half a module to all later cases.
    """
    for module in ("charts.timeline", "charts.bars", "layout.document", "formats.pdf", "formats.docx", "proof"):
        import_module(f"briefgen.{module}")
    fast = Path("/dev/shm")  # noqa: S108  # in memory, where there is one
    folder = Path(tempfile.mkdtemp(dir=fast if fast.is_dir() else None))
    themes: dict[tuple[Path, str, str], Theme] = {}
    read = loading.load_theme

    def theme_of(
        assets: Path, page: str = "A4", place: Span | None = None, theme: str = HOUSE, asked: Span | None = None
    ) -> Theme:
        key = assets, page, theme
        if key not in themes:
            themes[key] = read(assets, page, place, theme, asked)
        return themes[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(loading, "load_theme", theme_of)
        try:
            yield Bench(write_desk(folder), dict(WHOLE))
        finally:
            shutil.rmtree(folder)


def outcome(desk: Workspace) -> tuple[str, str]:
    """How a case ends, in one word, and what tells such an end from another of its kind."""
    before, most = peak(), allowed()
    try:
        with limited():
            written = try_writing(check(desk, EDITION), ALL)[0]
    except BriefgenError as error:
        return "refused", type(error).__name__
    except HangError as error:
        return "HANG", _where(error)
    except MemoryError as error:
        return "MEMORY", _where(error)
    except Exception as error:
        return "TRACEBACK", f"{type(error).__name__} {_where(error)}"
    if peak() > max(before, most):
        return "MEMORY", f"{peak():.0f} MB"
    if proof := PROOF & {fault.code for fault in written.diagnostics}:
        return "PROOF", " ".join(sorted(proof))
    return ("written", "") if written.brief else ("faulty", "")


def _where(error: BaseException) -> str:
    """The innermost place in briefgen that an error passed."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if "/briefgen/" in frame.filename] or list(frames)
    return f"{Path(own[-1].filename).name}:{own[-1].lineno}"


@dataclass(frozen=True)
class Failure:
    """A case that ended as none may, reduced to what is left of the files that it changed."""

    number: int
    kind: str
    detail: str
    files: Files


@dataclass
class Figures:
    """What a run counts."""

    ends: Counter[str] = field(default_factory=Counter)
    failures: list[Failure] = field(default_factory=list)
    slowest: float = 0.0
    memory: float = 0.0

    def add(self, other: Figures) -> None:
        self.ends += other.ends
        self.failures += other.failures
        self.slowest = max(self.slowest, other.slowest)
        self.memory = max(self.memory, other.memory)

    def __str__(self) -> str:
        ends = ", ".join(f"{count:,} {end}" for end, count in sorted(self.ends.items()))
        cases = sum(self.ends.values())
        return f"{cases:,} cases: {ends}; slowest {self.slowest:.2f} s, most memory {self.memory:.0f} MB"


FINE = {"written", "faulty", "refused"}


def run(numbers: Sequence[int], seed: int, until: float = float("inf")) -> Figures:
    """Some cases of a seed, one after the other, until the clock says so."""
    figures = Figures()
    with bench() as desk:
        for number in numbers:
            if time.monotonic() > until:
                break
            files = case(seed, number)
            started = time.process_time()
            end, detail = outcome(desk.lay(files))
            figures.slowest = max(figures.slowest, time.process_time() - started)
            figures.ends[end] += 1
            if end not in FINE:
                figures.failures.append(Failure(number, end, detail, reduced(desk, files, (end, detail))))
    figures.memory = peak()
    return figures


def reduced(desk: Bench, files: Files, end: tuple[str, str]) -> dict[str, bytes]:
    """The changed files, less every line without which the case ends as before; what is slow is left as it is."""
    changed = {path: data for path, data in files.items() if data not in (WHOLE.get(path), PLAIN.get(path))}
    if end[0] not in ("TRACEBACK", "PROOF"):
        return changed
    for path, data in changed.items():
        lines = data.splitlines(keepends=True)
        for at in reversed(range(min(len(lines), 200))):
            fewer = lines[:at] + lines[at + 1 :]
            if outcome(desk.lay({**files, **changed, path: b"".join(fewer)})) == end:
                lines = fewer
        changed[path] = b"".join(lines)
    return changed


def run_all(count: int, seed: int, *, first: int = 0, seconds: float = float("inf"), jobs: int = 1) -> Figures:
    """The cases from the first on, in as many processes as wanted."""
    numbers, until = range(first, first + count), time.monotonic() + seconds
    if jobs == 1:
        return run(numbers, seed, until)
    figures = Figures()
    parts = [numbers[start : start + 200] for start in range(0, count, 200)]
    with ProcessPoolExecutor(jobs) as pool:
        for part in pool.map(partial(run, seed=seed, until=until), parts):
            figures.add(part)
    return figures


def shown(failure: Failure) -> str:
    files = chain.from_iterable((f"  {path}", f"    {data[:600]!r}") for path, data in failure.files.items())
    return "\n".join([f"case {failure.number}: {failure.kind} {failure.detail}", *files])


def main() -> int:
    """The command: figures at the end, and 1 where a case ended as none may."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description="Damage the small desk, case by case.")
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="number of the first case")
    parser.add_argument("--seconds", type=float, default=float("inf"), help="start no case after that")
    parser.add_argument("--jobs", type=int, default=1)
    given = parser.parse_args()
    figures = run_all(given.count, given.seed, first=given.first, seconds=given.seconds, jobs=given.jobs)
    sys.stdout.write("".join(f"{shown(failure)}\n" for failure in figures.failures) + f"{figures}\n")
    return 1 if figures.failures else 0


if __name__ == "__main__":
    sys.exit(main())
