"""The repository's translation, without a fault, and differences from the original planted into it, each found."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from random import Random

import pytest

from briefgen.api import open_project
from briefgen.content import Folder, Memory, Overlay, translations_of
from briefgen.errors import Diagnostic
from briefgen.model.traverse import plain_text
from tests.commands import ROOT
from tests.translated import TRANSLATION, files

FIRST = "2025-02-25-afghanistan"
URDU = f"{FIRST}-ur"
COUNT = 400
TOLD = {"BG005", "BG803", "BG804", "BG805", "BG806", "BG807", "BG808", "BG809"}
"""The date of a header is held against the folder's as well."""

Plant = Callable[[Random, str], str | None]
VALUE = re.compile(r"\{\{[^{}]*\}\}")
CITED = re.compile(r"¶ ([0-9]+)\]|\[table ([0-9]+)\]")
PARAGRAPHS = re.compile(r"\n\n+")


def test_the_translation_of_the_first_edition_has_no_fault() -> None:
    content = Folder(ROOT / "content")
    assert translations_of(content, FIRST) == [URDU]
    report = open_project(content, assets=ROOT / "assets")[URDU].facts()
    assert report.diagnostics == ()


def test_it_says_that_it_is_the_projects_own_and_its_charts_count_in_its_words() -> None:
    draft = open_project(Folder(ROOT / "content"), assets=ROOT / "assets")[URDU].facts().checked.draft
    assert draft is not None
    assert any("یہ اردو ترجمہ اس منصوبے کا اپنا ہے" in plain_text(each.text) for each in draft.document.front.details)
    units = {chart.unit for chart in draft.charts.values()}
    assert units - {"", "%"} == {"ہلاکتیں"}


def values(text: str) -> list[re.Match[str]]:
    """The values that a text prints."""
    return list(VALUE.finditer(text))


def spliced(text: str, match: re.Match[str], new: str) -> str:
    return text[: match.start()] + new + text[match.end() :]


def missing(random: Random, text: str) -> str | None:
    """A figure less."""
    found = values(text)
    return spliced(text, random.choice(found), "x") if found else None


def another(random: Random, text: str) -> str | None:
    """One figure for another one."""
    found = values(text)
    others = {id_of(each[0]): each[0] for each in found}
    if len(others) < 2:
        return None
    match = random.choice(found)
    return spliced(text, match, random.choice([other for name, other in others.items() if name != id_of(match[0])]))


def id_of(value: str) -> str:
    return value.strip("{} ").partition("|")[0].strip()


def exchanged(random: Random, text: str) -> str | None:
    """Two figures in each other's place."""
    found = values(text)
    every = [(one, two) for one in found for two in found if one.start() < two.start()]
    pairs = [(one, two) for one, two in every if id_of(one[0]) != id_of(two[0])]
    if not pairs:
        return None
    one, two = random.choice(pairs)
    return text[: one.start()] + two[0] + text[one.end() : two.start()] + one[0] + text[two.end() :]


def moved(random: Random, text: str) -> str | None:
    """A figure that goes over to another paragraph."""
    parts = PARAGRAPHS.split(text)
    homes = [at for at, part in enumerate(parts) if VALUE.search(part)]
    others = [at for at, part in enumerate(parts) if part[:1].isalpha()]
    if not homes or len(others) < 2:
        return None
    home = random.choice(homes)
    to = random.choice([at for at in others if at != home])
    match = random.choice(values(parts[home]))
    parts[home] = spliced(parts[home], match, "x")
    parts[to] += f" {match[0]}"
    return "\n\n".join(parts)


def added(random: Random, text: str) -> str | None:
    """A figure more."""
    found = values(text)
    if not found:
        return None
    match = random.choice(found)
    return spliced(text, match, f"{match[0]} ({random.choice(found)[0]})")


def place_in_source(random: Random, text: str) -> str | None:
    """Another paragraph of a source."""
    found = list(CITED.finditer(text))
    match = random.choice(found) if found else None
    return spliced(text, match, re.sub("[0-9]+", lambda old: str(int(old[0]) + 1), match[0])) if match else None


def without_a_text(random: Random, text: str) -> str | None:
    """A paragraph, table, list, chart or note less."""
    front, _, body = text.partition("\n---\n")
    parts = PARAGRAPHS.split(body.strip("\n"))
    if len(parts) < 2 or not front.startswith("---"):
        return None
    del parts[random.randrange(len(parts))]
    return f"{front}\n---\n\n" + "\n\n".join(parts) + "\n"


def with_a_text(random: Random, text: str) -> str | None:
    """A paragraph more."""
    parts = PARAGRAPHS.split(text)
    at = random.randrange(1, len(parts)) if len(parts) > 1 and text.startswith("---") else 0
    return "\n\n".join((*parts[:at], "Added.", *parts[at:])) if at else None


def cell(random: Random, text: str) -> str | None:
    """The figures of a table's column in another order, or a row less."""
    rows = [line for line in text.splitlines(keepends=True) if line.startswith("|") and "{{" in line]
    if len(rows) < 2:
        return None
    one, two = random.sample(rows, 2)
    if random.random() < 0.5:
        return text.replace(one, "")
    figures = [VALUE.search(row) for row in (one, two)]
    assert figures[0] and figures[1]
    return text.replace(one, one.replace(figures[0][0], figures[1][0])).replace(
        two, two.replace(figures[1][0], figures[0][0])
    )


def note(random: Random, text: str) -> str | None:
    """A note that is called elsewhere, or that prints something more."""
    match = re.search(r"\.\[\^\w+\]", text)
    if match is None:
        return None
    if random.random() < 0.5:
        return re.sub(r"(\[\^\w+\]: )", r"\1{{ edition_date }} ", text)
    moved_ = text.replace(match[0], ".")
    return re.sub(r"\n\n(?=!\[|\[\^|Table:)", f" {match[0][1:]}\n\n", moved_, count=1)


def header(*lines: tuple[str, str]) -> Plant:
    def plant(random: Random, text: str) -> str | None:
        fitting = [(old, new) for old, new in lines if re.search(old, text, re.MULTILINE)]
        return re.sub(*random.choice(fitting), text, count=1, flags=re.MULTILINE) if fitting else None

    return plant


date = header((r"^period: .*", "period: 2030-12"), (r"^number: .*", "number: 77"), (r"^date: (.*)-..$", r"date: \1-27"))
marking = header(
    (r"^marking: .*", "marking: Official-Sensitive"), (r"^(title: .*)\n---", r"\1\nmarking: Official\n---")
)
clearance = header(
    (r", date: \d{4}-\d\d-\d\d", ""),
    (r"(by: Head of desk|by: Chef du bureau)", r"\1, date: 2031-05-03"),
    (r"^distribution: .*\n", "clearances:\n  - {by: A, date: 2030-01-01}\n\\g<0>"),
)
key_figure = header((r"^  - \{fact: (?!.*format).*\n", ""), (r"^  - \{fact: [\w.]+", "  - {fact: edition_date"))
PLANTS: Mapping[str, Plant] = {
    "missing": missing,
    "another": another,
    "exchanged": exchanged,
    "moved": moved,
    "added": added,
    "place in a source": place_in_source,
    "text less": without_a_text,
    "text more": with_a_text,
    "cell": cell,
    "note": note,
    "date": date,
    "marking": marking,
    "clearance": clearance,
    "key figure": key_figure,
}


def faults(tree: Memory | Overlay, name: str) -> list[Diagnostic]:
    return [each for each in open_project(tree, assets=ROOT / "assets")[name].facts().diagnostics if each.code in TOLD]


def planted(seed: int) -> tuple[str, str, Memory | Overlay, str]:
    """A difference: its kind, the file that has it, and the content with it."""
    random = Random(seed)  # noqa: S311
    kinds = list(PLANTS)
    while True:
        is_first = random.random() < 0.5
        name = URDU if is_first else TRANSLATION
        own = (
            of_repository()
            if is_first
            else {path: data for path, data in files().items() if path.startswith(f"{name}/")}
        )
        texts = {path: data.decode() for path, data in own.items() if path.endswith((".md", "edition.yaml"))}
        kind, path = kinds[seed % len(kinds)], random.choice(sorted(texts))
        changed = PLANTS[kind](random, texts[path])
        if changed is None or changed == texts[path]:
            continue
        edits = {path: changed.encode()}
        base = Folder(ROOT / "content") if is_first else Memory(files())
        return kind, path, Overlay(base, edits), name


def of_repository() -> dict[str, bytes]:
    folder = ROOT / "content"
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in (folder / URDU).rglob("*") if path.is_file()
    }


@pytest.mark.slow
def test_all_planted_differences_are_found() -> None:
    overlooked = []
    for seed in range(COUNT):
        kind, path, tree, name = planted(seed)
        if not faults(tree, name):
            overlooked.append((seed, kind, path))
    assert overlooked == []
