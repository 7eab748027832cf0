"""What a reviewer does to words without changing them: marks by hand, and addresses."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.review.pull.changes import PulledKind
from tests.review.editing import strokes
from tests.review.editing.opened import NOTES, RELATIONS, OpenFile, W, text_of, w
from tests.review.hands import hand, left, paragraph, parsed, pulled_after, replace_words, trip_with
from tests.review.trips import Trip

pytestmark = pytest.mark.slow

PLAIN = "A first paragraph of plain words that anybody can move about. It is not long."
LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"


def link_to(file: OpenFile, relations: str, address: str) -> str:
    root = file.tree(relations)
    relation = parsed(f'<Relationship Id="rIdNew" Type="{LINK}" Target="{address}" TargetMode="External"/>')
    relation.tag = root.tag.replace("Relationships", "Relationship")
    root.append(relation)
    return "rIdNew"


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    ("tag", "said"), [("strike", "struck through"), ("dstrike", "struck through"), ("vanish", "hidden")]
)
@pytest.mark.parametrize("is_moved", [False, True])
def test_words_marked_by_hand_are_listed(tag: str, said: str, is_moved: bool, tmp_path: Path) -> None:
    def change(file: OpenFile) -> None:
        spot = paragraph(file, PLAIN)
        for run in spot.iter(f"{W}r"):
            run.insert(0, w("rPr", w(tag)))
        if is_moved:
            paragraph(file, "The last paragraph").addnext(spot)

    pulled = pulled_after(trip_with(tmp_path), change)
    (found,) = left(pulled)
    assert found.new == PLAIN and f"it is {said} now" in found.reason
    assert dict(pulled.after) == {}


@pytest.mark.slow
def test_a_highlight_that_is_taken_off_again_is_none(tmp_path: Path) -> None:
    def change(file: OpenFile) -> None:
        for run in paragraph(file, PLAIN).iter(f"{W}r"):
            run.insert(0, w("rPr", w("highlight", val="none")))

    assert pulled_after(trip_with(tmp_path), change).changes == ()


@pytest.mark.slow
def test_an_address_that_is_another_is_listed(tmp_path: Path) -> None:
    def change(file: OpenFile) -> None:
        for relation in file.tree(RELATIONS):
            if relation.get("Target", "").startswith("https://example.org"):
                relation.set("Target", "https://example.org/another")

    (found,) = left(pulled_after(trip_with(tmp_path), change))
    assert (found.kind, found.new) == (PulledKind.LOOK, "in public")
    assert "it leads to https://example.org/another now" in found.reason


@pytest.mark.slow
def test_an_address_that_a_program_writes_otherwise_is_none(tmp_path: Path) -> None:
    def change(file: OpenFile) -> None:
        for relation in file.tree(RELATIONS):
            if relation.get("Target", "").startswith("https://example.org"):
                relation.set("Target", relation.get("Target", "").replace("minutes", "m%69nutes") + "/")

    assert pulled_after(trip_with(tmp_path), change).changes == ()


@pytest.mark.slow
def test_words_that_lead_somewhere_now_are_listed(tmp_path: Path) -> None:
    def change(file: OpenFile) -> None:
        spot = paragraph(file, PLAIN)
        link = parsed("<w:hyperlink/>")
        link.set(
            "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
            link_to(file, RELATIONS, "https://example.org/new"),
        )
        runs = list(spot.iter(f"{W}r"))
        runs[0].addprevious(link)
        link.extend(runs)

    (found,) = left(pulled_after(trip_with(tmp_path), change))
    assert (found.new, found.kind) == (PLAIN, PulledKind.LOOK)
    assert "it leads to https://example.org/new now" in found.reason


@pytest.mark.slow
def test_links_of_footnotes_are_their_own(tmp_path: Path) -> None:
    """A footnote's link has its address in the relations of the footnotes, not in those of the document."""
    trip = trip_with(tmp_path)
    section = trip.desk.content.path / trip.edition / "sections" / "20-vote.md"
    section.write_text(section.read_text().replace("told the desk", "[told the desk](https://example.org/note)"))
    document = OpenFile(trip.document())
    relations = NOTES.replace("word/", "word/_rels/") + ".rels"
    (relation,) = document.tree(relations)
    relation.set("Target", "https://example.org/elsewhere")
    (found,) = left(trip.pulled(document.saved()))
    assert (found.new, found.kind) == ("told the desk", PulledKind.LOOK)
    assert "it leads to https://example.org/elsewhere now" in found.reason


@pytest.mark.sample(1)
@pytest.mark.parametrize("is_tracked", [True, False])
def test_a_part_of_a_word_made_bold_is_tracked_as_that_part_is(is_tracked: bool, tmp_path: Path) -> None:
    def change(file: OpenFile) -> None:
        spot = paragraph(file, "M.\u00a0Dupont")
        at = text_of(spot).index("accord")
        strokes.emphasise(spot, at, at + len("accord"), "b", hand(file, tracked=is_tracked))

    (found,) = pulled_after(Trip.of("french", tmp_path), change).changes
    assert (found.kind, found.tracked) == (PulledKind.LOOK, is_tracked)
    assert [edit.text for edit in found.edits] == ["d’**accord**"]


@pytest.mark.slow
@pytest.mark.parametrize("is_tracked", [True, False])
def test_a_figure_cut_short_keeps_its_unit_behind_a_hard_space(is_tracked: bool, tmp_path: Path) -> None:
    def change(file: OpenFile) -> None:
        replace_words(paragraph(file, "Landings stood"), "at 12", "reported", hand(file, tracked=is_tracked))

    changes = pulled_after(Trip.of("french", tmp_path), change).changes
    assert [(found.new, found.tracked) for found in changes] == [("reported", is_tracked), ("480 tonnes", is_tracked)]
