"""Lists of the reviewer's own keep their kind, and join no list beside them."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.content import house_assets
from briefgen.pipeline import check
from briefgen.workspace import Workspace
from tests.desk import EDITION, FILES
from tests.review.editing.opened import Element, OpenFile, W, w
from tests.review.hands import VOTE, left, paragraph, pulled_after, section, trip_with, typed
from tests.review.trips import Trip

pytestmark = pytest.mark.slow

NUMBERING, STYLES = "word/numbering.xml", "word/styles.xml"
PLAIN = """
Words stand here.

1. Oars are counted.
2. Nets are mended.
   - Cork floats.
   - Lead sinks.

More words stand here.

- Tar is bought.
- Rope is sold.

3. Sails are sewn.

The end comes.
"""


def trip_of(folder: Path) -> Trip:
    return trip_with(folder, {"/sections/20-vote.md": FILES[f"{EDITION}/sections/20-vote.md"] + PLAIN})


def defined(file: OpenFile, number: int, form: str) -> None:
    """Define a list as programs do: with the lowest levels alone, and a sign that is theirs."""
    tree = file.tree(NUMBERING)
    levels = [
        w("lvl", w("start", val=1), w("numFmt", val=form), w("lvlText", val=f"%{n + 1})"), ilvl=n) for n in range(3)
    ]
    tree.findall(f"{W}abstractNum")[-1].addnext(w("abstractNum", *levels, abstractNumId=number))
    tree.append(w("num", w("abstractNumId", val=number), numId=number))


def item(text: str, number: int | None, level: int = 0, style: str = "") -> Element:
    """An item as programs write it: set in a style of theirs or none, with a list or what its style says."""
    new = typed(text)
    listed = [] if number is None else [w("numPr", w("ilvl", val=level), w("numId", val=number))]
    new.insert(0, w("pPr", *([w("pStyle", val=style)] if style else []), *listed))
    return new


def written(folder: Path, behind: str, form: str, *texts: str, level: int = 0, number: int = 900) -> str:
    """A section in which new items stand behind a paragraph; nothing is left to a hand, and the content builds."""
    trip = trip_of(folder)

    def change(file: OpenFile) -> None:
        defined(file, number, form)
        spot = paragraph(file, behind)
        for text in reversed(texts):
            spot.addnext(item(text, number, level))

    pulled = pulled_after(trip, change)
    assert left(pulled) == []
    assert builds(trip, dict(pulled.after))
    return section(trip, pulled)


def builds(trip: Trip, after: dict[str, bytes]) -> bool:
    for name, data in after.items():
        (trip.desk.content.path / name).write_bytes(data)
    found = check(Workspace(trip.desk.content, house_assets(), trip.desk.out), EDITION)
    return not [fault for fault in found.diagnostics if fault.is_error]


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    ("behind", "form", "lines"),
    [
        ("Words stand", "bullet", "Words stand here.\n\n- New.\n\n- Newer.\n\n1. Oars"),
        ("Words stand", "decimal", "Words stand here.\n\n1) New.\n\n1) Newer.\n\n1. Oars"),
        ("Words stand", "upperRoman", "Words stand here.\n\n1) New.\n\n1) Newer.\n\n1. Oars"),
        ("Oars are", "bullet", "1. Oars are counted.\n\n- New.\n\n- Newer.\n\n2. Nets"),
        ("Lead sinks", "bullet", "   - Lead sinks.\n\n- New.\n\n- Newer.\n\nMore"),
        ("More words", "bullet", "More words stand here.\n\n* New.\n\n* Newer.\n\n- Tar"),
        ("Tar is", "bullet", "- Tar is bought.\n- New.\n- Newer.\n- Rope"),
        ("Sails are", "bullet", "3. Sails are sewn.\n\n- New.\n\n- Newer.\n\nThe end"),
        ("Sails are", "decimal", "3. Sails are sewn.\n\n1) New.\n\n1) Newer.\n\nThe end"),
        ("The end", "lowerLetter", "The end comes.\n\n1. New.\n\n1. Newer."),
    ],
)
def test_new_items_are_a_list_of_their_own(behind: str, form: str, lines: str, tmp_path: Path) -> None:
    assert lines in written(tmp_path, behind, form, "New.", "Newer.")


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    ("behind", "form", "lines"),
    [
        ("Oars are", "bullet", "1. Oars are counted.\n   - New.\n2. Nets"),
        ("Tar is", "decimal", "- Tar is bought.\n  1. New.\n- Rope"),
        ("Lead sinks", "decimal", "   - Lead sinks.\n\n   1. New.\n\nMore"),
    ],
)
def test_an_item_below_another_keeps_its_kind(behind: str, form: str, lines: str, tmp_path: Path) -> None:
    assert lines in written(tmp_path, behind, form, "New.", level=1)


@pytest.mark.sample(1)
@pytest.mark.parametrize("behind", ["Oars are", "More words", "Tar is", "Lead sinks"])
def test_numbers_that_count_anew_before_those_that_go_on_need_a_hand(behind: str, tmp_path: Path) -> None:
    trip = trip_of(tmp_path)

    def change(file: OpenFile) -> None:
        defined(file, 900, "decimal")
        for text in ("New.", "Newer.", "Newest."):
            paragraph(file, behind).addnext(item(text, 900))

    pulled = pulled_after(trip, change)
    assert not pulled.after
    assert all("list of its own" in each.reason for each in pulled.changes)


NESTED = """
1. Oars are counted.
2. Nets are mended.
   1. Cork floats.
   2. Lead sinks.

The end comes.
"""


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    ("number", "prose", "lines"),
    [
        (900, "", "   2. Lead sinks.\n\n1) New.\n\n1) Newer.\n\nThe end"),
        (900, "Words.", "   2. Lead sinks.\n\nWords.\n\n1. New.\n\n1. Newer.\n\nThe end"),
        (0, "", "   2. Lead sinks.\n3. New.\n3. Newer.\n\nThe end"),
        (0, "Words.", "   2. Lead sinks.\n\nWords.\n\n3. New.\n\n3. Newer.\n\nThe end"),
    ],
)
def test_items_behind_a_nested_one_are_of_the_list_that_they_name(
    number: int, prose: str, lines: str, tmp_path: Path
) -> None:
    trip = trip_with(tmp_path, {"/sections/20-vote.md": FILES[f"{EDITION}/sections/20-vote.md"] + NESTED})

    def change(file: OpenFile) -> None:
        defined(file, 900, "decimal")
        spot = paragraph(file, "Lead sinks")
        for text in ("Newer.", "New."):
            spot.addnext(item(text, 900) if number else typed(text, paragraph(file, "Oars are")))
        if prose:
            spot.addnext(typed(prose))

    pulled = pulled_after(trip, change)
    assert left(pulled) == []
    assert lines in section(trip, pulled)
    assert builds(trip, dict(pulled.after))


@pytest.mark.slow
@pytest.mark.parametrize(("form", "sign"), [("bullet", "-"), ("decimal", "1.")])
def test_a_style_makes_an_item_as_well(form: str, sign: str, tmp_path: Path) -> None:
    trip = trip_of(tmp_path)

    def change(file: OpenFile) -> None:
        defined(file, 900, form)
        based = w("style", w("name", val="House list"), w("pPr", w("numPr", w("numId", val=900))), styleId="a9")
        file.tree(STYLES).append(based)
        file.tree(STYLES).append(w("style", w("name", val="House list 2"), w("basedOn", val="a9"), styleId="a10"))
        paragraph(file, "The end").addnext(item("New.", None, style="a10"))

    pulled = pulled_after(trip, change)
    assert left(pulled) == []
    assert section(trip, pulled).endswith(f"The end comes.\n\n{sign} New.\n")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("behind", "lines"),
    [
        ("Rope is", "- Rope is sold.\n- New.\n"),
        ("Sails are", "3. Sails are sewn.\n4. New.\n"),
        ("Tar is", "- Tar is bought.\n- New.\n"),
    ],
)
def test_a_new_item_joins_its_list_though_another_program_has_numbered_the_lists(
    behind: str, lines: str, tmp_path: Path
) -> None:
    trip = trip_of(tmp_path)

    def change(file: OpenFile) -> None:
        spot = paragraph(file, behind)
        spot.addnext(typed("New.", spot))
        for part in (file.tree("word/document.xml"), file.tree(NUMBERING)):
            for each in part.iter(f"{W}numId", f"{W}num"):
                name = f"{W}numId" if each.tag == f"{W}num" else f"{W}val"
                each.set(name, str(int(each.get(name, "0")) + 40))

    pulled = pulled_after(trip, change)
    assert left(pulled) == []
    assert lines in section(trip, pulled)


@pytest.mark.slow
def test_a_style_whose_list_is_taken_off_makes_a_paragraph(tmp_path: Path) -> None:
    trip = trip_of(tmp_path)
    pulled = pulled_after(trip, lambda f: paragraph(f, "The end").addnext(item("New.", 0, style="ListBullet")))
    assert section(trip, pulled).endswith("The end comes.\n\nNew.\n")


@pytest.mark.slow
def test_an_item_that_changes_its_kind_is_listed(tmp_path: Path) -> None:
    trip = trip_of(tmp_path)

    def change(file: OpenFile) -> None:
        defined(file, 900, "decimal")
        number = paragraph(file, "Rope is").find(f"{W}pPr/{W}numPr/{W}numId")
        assert number is not None
        number.set(f"{W}val", "900")

    (change_left,) = left(pulled_after(trip, change))
    assert "a list with numbers now" in change_left.reason
    assert change_left.place and change_left.place.file == VOTE
