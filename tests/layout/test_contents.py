"""Contents stand where there are pages enough to need them, in every document alike."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefgen.assemble import with_pages
from briefgen.formats.written import Job
from briefgen.layout import document as document_layout
from briefgen.layout.blocks import flow_blocks
from briefgen.layout.document import FEWEST_WITH_CONTENTS, lay_out
from briefgen.model.blocks import Block, Contents, ContentsEntry, Heading, PageBreak
from briefgen.model.document import Document
from briefgen.model.traverse import section_entries
from briefgen.proof import prove_moves
from briefgen.render import typeset
from briefgen.spans import whole_file
from tests.formats.pdf.brief import document
from tests.house import house
from tests.samples import paragraph, text


def paged(count: int, *, optional: bool = True, above: int = 0) -> Document:
    """A document of so many pages without its contents; so many entries make them longer."""
    parts: list[Block] = []
    for number in range(1, count + 1):
        heading = Heading(1, text(f"Part {number}"), str(number), id=f"part-{number}")
        parts += [heading, paragraph("Words.", f"words-{number}")]
        parts += [PageBreak()] if number < count else []
    entries = section_entries(parts) + tuple(ContentsEntry(1, "", f"Line {each}", "part-1") for each in range(above))
    return document([Contents("Contents", entries, optional=optional, id="contents"), *parts])


@pytest.mark.parametrize(
    ("count", "optional", "above", "has"),
    [
        (1, True, 0, False),
        (3, True, 0, False),
        (3, True, 60, False),
        (4, True, 0, True),
        (5, True, 0, True),
        (1, False, 0, True),
    ],
)
def test_contents_stand_from_four_pages_on(count: int, optional: bool, above: int, has: bool) -> None:
    given = paged(count, optional=optional, above=above)
    placed = lay_out(given, {}, house())
    assert any(isinstance(block, Contents) for block in placed.document.blocks) is has
    assert len(placed.pages) == count
    assert prove_moves(given, placed.document, whole_file("x")) == []


def test_what_stands_on_few_pages_is_made_into_boxes_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    monkeypatch.setattr(document_layout, "flow_blocks", lambda *given: made.append(given) or flow_blocks(*given))
    assert len(lay_out(paged(1), {}, house()).pages) < FEWEST_WITH_CONTENTS
    assert len(made) == 1


def test_only_optional_contents_may_be_gone() -> None:
    for optional in (True, False):
        given = paged(1, optional=optional)
        gone = replace(given, blocks=given.blocks[1:])
        assert bool(prove_moves(given, gone, whole_file("x"))) is not optional


@pytest.mark.parametrize("name", ["txt", pytest.param("html", marks=pytest.mark.slow)])
@pytest.mark.parametrize("count", [FEWEST_WITH_CONTENTS - 1, FEWEST_WITH_CONTENTS])
def test_formats_without_pages_have_contents_where_the_pages_have_them(count: int, name: str) -> None:
    given = with_pages(paged(count), {})
    made = typeset(Job(given, {}, house(), whole_file("x")), [name])
    assert (b"Contents" in made[name]) is (count == FEWEST_WITH_CONTENTS)
