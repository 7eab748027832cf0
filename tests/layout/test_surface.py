"""Any format can draw what is laid out: here one that only notes what it is asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from briefgen.layout.document import PlacedDocument, lay_out
from briefgen.layout.structure import Artifact
from briefgen.layout.text import Fragment
from briefgen.model.blocks import Contents, Heading
from briefgen.model.traverse import blocks_of, plain_text
from tests.house import house
from tests.samples import DOCUMENT, MEDIA


class Notebook:
    """A surface that keeps what it is asked to draw, by the method's name, and its lines of text by their page."""

    def __init__(self, placed: PlacedDocument) -> None:
        self.pages = placed.numbers
        self.asked: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
        self.lines: list[list[str]] = [[]]

    def __getattr__(self, name: str) -> Any:
        return lambda *given: self.asked[name].append(given)

    @contextmanager
    def artifact(self, kind: Artifact) -> Iterator[None]:
        self.asked["artifact"].append((kind,))
        yield

    def line_of_text(self, fragments: Iterable[Fragment], *_: Any) -> None:
        self.lines[-1].append("".join(fragment.text for fragment in fragments).strip())


def drawn() -> tuple[PlacedDocument, Notebook]:
    placed = lay_out(DOCUMENT, MEDIA, house())
    notebook = Notebook(placed)
    for _ in placed.draw(notebook):
        notebook.lines.append([])
    notebook.lines.pop()
    return placed, notebook


def test_every_page_is_drawn_once_with_its_head_and_number() -> None:
    _, notebook = drawn()
    count = len(notebook.lines)
    assert count == 3
    for number, lines in enumerate(notebook.lines, start=1):
        assert lines.count(f"{number} of {count}") == 1
    assert len(notebook.asked["artifact"]) >= 4 * count


def test_headings_stand_on_the_pages_that_are_told_of_them() -> None:
    placed, notebook = drawn()
    headings = [block for block in blocks_of(DOCUMENT.blocks) if isinstance(block, Heading)]
    assert headings
    for heading in headings:
        assert any(plain_text(heading.content) in line for line in notebook.lines[placed.starts[heading.id] - 1])
    titles = [title for title, *_ in notebook.asked["outline"]]
    named = [f"{heading.number} {plain_text(heading.content)}".strip() for heading in headings]
    assert titles == ["Bottom line", "Key figures", "Contents", *named]


def test_pictures_and_the_entries_of_the_contents_reach_the_surface() -> None:
    _, notebook = drawn()
    assert [picture for picture, *_ in notebook.asked["image"]] == [MEDIA["landings"]]
    (contents,) = (block for block in blocks_of(DOCUMENT.blocks) if isinstance(block, Contents))
    assert [target for _, target, *_ in notebook.asked["link"]] == [entry.target for entry in contents.entries]
