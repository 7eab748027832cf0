"""Errors planted into the repository's edition one at a time: each is found, at the line where it was planted.

Nothing here knows how an error is found: a plant is a change of one line of one content file, and it counts as found
where checking reports something on that line of that file. The untouched edition has nothing to report.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest

from briefgen.content import Content, Folder, Overlay, house_assets, yaml
from briefgen.errors import Diagnostic
from briefgen.model.fact import NameValue, Quantity
from briefgen.pipeline import check
from briefgen.render import Brief
from briefgen.spans import SourceText
from briefgen.workspace import Workspace

ROOT = Path(__file__).parent.parent
CONTENT = Folder(ROOT / "content")
EDITION = "2025-02-25-afghanistan"
VALUE = re.compile(r"\{\{ *([a-z][a-z0-9_-]*)((?: *\\?\| *\w+)*) *\}\}")
DIGIT = re.compile(r"[0-9]")
TYPED = "4,871"


@dataclass(frozen=True)
class Plant:
    """One error: a line of a content file, and what is to stand there instead."""

    file: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.text.strip()}"


@cache
def brief() -> Brief:
    checked = check(Workspace(CONTENT, house_assets(), ROOT / "out"), EDITION)
    assert checked.diagnostics == ()
    assert checked.brief
    return checked.brief


@cache
def lines(file: str) -> list[str]:
    return CONTENT.read(file).decode().split("\n")


def texts() -> list[str]:
    """The files that hold what is printed."""
    names = ["edition.yaml", "deadlines.yaml", "figures.yaml", "facts.yaml", "tables.yaml"]
    paths = [*names, *(f"sections/{path.name}" for path in sorted((ROOT / "content" / EDITION / "sections").iterdir()))]
    return [f"{EDITION}/{path}" for path in paths]


def printed(match: re.Match[str]) -> str:
    """What the braces print."""
    from briefgen.ledger import Printer

    formats = tuple(form.strip(" \\") for form in match[2].split("|")[1:])
    return Printer(brief().edition, brief().ledger).text(match[1], formats)


def is_figure(text: str) -> bool:
    return DIGIT.search(text) is not None


def values() -> Iterator[tuple[str, int, re.Match[str]]]:
    """Every place where a fact is printed."""
    for file in texts():
        for number, line in enumerate(lines(file), 1):
            if not line.lstrip().startswith("#"):
                yield from ((file, number, match) for match in VALUE.finditer(line))


def put(file: str, number: int, start: int, end: int, text: str) -> Plant:
    line = lines(file)[number - 1]
    return Plant(file, number, line[:start] + text + line[end:])


def unbound() -> Iterator[Plant]:
    """Each figure that is printed from the ledger, typed instead."""
    for file, number, match in values():
        text = printed(match)
        if is_figure(text) or isinstance(brief().ledger[match[1]].value, Quantity):
            yield put(file, number, match.start(), match.end(), text)


def changed() -> Iterator[Plant]:
    """Each figure that is printed in digits, typed with another last digit."""
    for file, number, match in values():
        text = printed(match)
        if is_figure(text):
            last = max(each.start() for each in DIGIT.finditer(text))
            wrong = text[:last] + str((int(text[last]) + 1) % 10) + text[last + 1 :]
            yield put(file, number, match.start(), match.end(), wrong)


def added() -> Iterator[Plant]:
    """A figure typed behind each that is printed, and at the end of each line and table's cell."""
    table = f"{EDITION}/tables/toll.csv"
    for number, line in enumerate(lines(table)[1:-1], 2):
        yield put(table, number, len(line), len(line), f"; {TYPED.replace(',', '')}")
    for file, number, match in values():
        yield put(file, number, match.end(), match.end(), f" and {TYPED}")
    for file in texts():
        front = file.endswith(".md")
        for number, line in enumerate(lines(file), 1):
            front = front and not (number > 1 and line == "---")
            if file.endswith(".md") and not front and line not in ("", "---", "> [!KEY]") and "![" not in line:
                yield from added_to(file, number, line)


def added_to(file: str, number: int, line: str) -> Iterator[Plant]:
    if not line.startswith("|"):
        end = line.rfind(" {#") if " {#" in line else len(line)
        yield put(file, number, end, end, f" {TYPED}")
    elif set(line) - set("|-: "):
        ends = [match.start() for match in re.finditer(r" *(?<!\\)\|", line)][1:]
        yield from (put(file, number, end, end, f" {TYPED}") for end in ends)


def keyed(file: str, key: str) -> Iterator[tuple[int, re.Match[str]]]:
    """Each line of a file that gives a key."""
    pattern = re.compile(rf"^(\s+{key}: )(.*)$")
    found = ((number, pattern.match(line)) for number, line in enumerate(lines(file), 1))
    yield from ((number, match) for number, match in found if match)


def given_values() -> Iterator[Plant]:
    """Each digit of each given value, of the table's too, each name without its last word, and each stated result."""
    file = f"{EDITION}/facts.yaml"
    for key in ("value", "stated"):
        for number, match in keyed(file, key):
            for digit in DIGIT.finditer(match[2]):
                at = match.start(2) + digit.start()
                yield put(file, number, at, at + 1, str((int(digit[0]) + 1) % 10))
    table = f"{EDITION}/tables/toll.csv"
    for number, line in enumerate(lines(table), 1):
        for digit in DIGIT.finditer(line):
            yield put(table, number, digit.start(), digit.end(), str((int(digit[0]) + 1) % 10))
    names = {entry.fact.places["value"].line for entry in brief().ledger if isinstance(entry.value, NameValue)}
    assert names
    for number in names:
        yield Plant(file, number, re.sub(r"\S+$", "Somebody", lines(file)[number - 1]))


def sources() -> Iterator[Plant]:
    """Each source unknown, none, or another that is not reported there; each place in a source another or none."""
    for file in (f"{EDITION}/facts.yaml", f"{EDITION}/deadlines.yaml"):
        for number, match in keyed(file, "source"):
            cited = re.fullmatch(r"\{id: (\w+), at: ¶ ([0-9]+)(?:–[0-9]+)?\}", match[2])
            assert cited
            source, place = cited[1], int(cited[2])
            for other in {"report": ["crss"], "crss": ["ispr"]}[source]:
                yield Plant(file, number, f"{match[1]}{{id: {other}, at: ¶ {place}}}")
            for wrong in (f"{{id: {source}s, at: ¶ {place}}}", f"{{id: {source}}}", "{at: ¶ 3}", "null"):
                yield Plant(file, number, match[1] + wrong)
            yield from (Plant(file, number, f"{match[1]}{{id: {source}, at: ¶ {place + by}}}") for by in (1, -1, 20))
    for file in texts():
        for number, line in enumerate(lines(file), 1):
            for match in re.finditer(r"\]\(#source:(\w+)\)", line):
                yield put(file, number, match.start(1), match.end(1), f"{match[1]}s")
    yield from sources_of_cells(f"{EDITION}/tables.yaml")
    for number, _ in keyed("sources.yaml", "via"):
        yield Plant("sources.yaml", number, "  via: reports")


def sources_of_cells(file: str) -> Iterator[Plant]:
    for number, line in enumerate(lines(file), 1):
        for match in re.finditer(r"(?<=\{at: ¶ )[0-9]", line):
            yield from (put(file, number, *match.span(), wrong) for wrong in ("1", "2", "20"))
        for match in re.finditer(r"\bid: crss\b", line):
            yield put(file, number, *match.span(), "id: crsss")


def units() -> Iterator[Plant]:
    """Each unit misspelt, and each exchanged for each other one of the desk."""
    known = [*brief().edition.desk.units, "%", "year"]
    for name in ("facts.yaml", "tables.yaml"):
        yield from units_in(f"{EDITION}/{name}", known)


def units_in(file: str, known: list[str]) -> Iterator[Plant]:
    for number, match in keyed(file, "unit"):
        own = match[2].strip('"')
        is_derived = any(
            entry.is_derived and entry.fact.places.get("unit") and entry.fact.places["unit"].line == number
            for entry in brief().ledger
        )
        for wrong in (f"{own[:-1]}z", *(unit for unit in known if unit != own and not is_derived)):
            yield Plant(file, number, f'{match[1]}"{wrong}"')


def dates() -> Iterator[Plant]:
    """Each date of a deadline, a day, a month and a year off; the edition's; each period, other years and none."""
    for number, match in keyed(f"{EDITION}/deadlines.yaml", "by"):
        day = date.fromisoformat(match[2])
        for wrong in (day + timedelta(1), day - timedelta(1), day.replace(month=5), day.replace(year=day.year + 1)):
            yield Plant(f"{EDITION}/deadlines.yaml", number, f"{match[1]}{wrong}")
    for name in ("facts.yaml", "tables.yaml"):
        for number, match in keyed(f"{EDITION}/{name}", "period"):
            for wrong in ("2023", "2025", "2024-13", "2030"):
                yield Plant(f"{EDITION}/{name}", number, match[1] + wrong)
    for number, line in enumerate(lines(f"{EDITION}/edition.yaml"), 1):
        if line.startswith("date:"):
            yield Plant(f"{EDITION}/edition.yaml", number, "date: 2025-02-26")
        if line.startswith("period:"):
            yield Plant(f"{EDITION}/edition.yaml", number, "period: 2025-02-01/2025-02-26")


KINDS: dict[str, tuple[Callable[[], Iterator[Plant]], int]] = {
    "figures typed": (unbound, 40),
    "figures typed and changed": (changed, 33),
    "figures added": (added, 110),
    "given and stated values changed": (given_values, 55),
    "sources broken": (sources, 150),
    "units broken": (units, 60),
    "dates broken": (dates, 40),
}


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read the YAML of each file once: only one file is another at a time."""
    parse, parsed = yaml.parse_yaml, {}

    def parse_once(passage: SourceText) -> yaml.Parsed:
        key = (passage.span.file, passage.text, passage.span.start)
        return parsed[key] if key in parsed else parsed.setdefault(key, parse(passage))

    monkeypatch.setattr(yaml, "parse_yaml", parse_once)


def found(content: Content, plant: Plant) -> list[Diagnostic]:
    """What checking reports on the line of the plant."""
    place = f"{content.name}/{plant.file}"
    faults = check(Workspace(content, house_assets(), ROOT / "out"), EDITION).diagnostics
    return [each for each in faults if (each.place.file, each.place.line) == (place, plant.line)]


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("every", [20, pytest.param(1, marks=pytest.mark.slow)])
@pytest.mark.parametrize("kind", KINDS)
def test_every_planted_error_is_found_where_it_was_planted(
    kind: str, every: int, capsys: pytest.CaptureFixture[str]
) -> None:
    make, at_least = KINDS[kind]
    plants = list(dict.fromkeys(make()))
    assert len(plants) >= at_least
    plants = plants[::every]
    missed = []
    for plant in plants:
        changed_lines = lines(plant.file).copy()
        assert changed_lines[plant.line - 1] != plant.text
        changed_lines[plant.line - 1] = plant.text
        if not found(Overlay(CONTENT, {plant.file: "\n".join(changed_lines).encode()}), plant):
            missed.append(str(plant))
    with capsys.disabled():
        sys.stdout.write(f"\n{kind}: {len(plants)} planted, {len(plants) - len(missed)} found\n")
    assert missed == [], "\n".join(missed)
