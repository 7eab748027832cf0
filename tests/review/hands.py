"""A document with one thing done to it by hand, and what a pull makes of that."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

from lxml import etree

from briefgen.content import Folder, house_assets
from briefgen.review.pull.changes import ChangeOutcome, PulledChange
from briefgen.review.pull.pulling import Pulled
from briefgen.workspace import Workspace
from tests.desk import EDITION, FILES, write_desk
from tests.review.documents import RICH
from tests.review.editing import strokes
from tests.review.editing.opened import SPACE, Element, Hand, OpenFile, W, said, text_of, w
from tests.review.trips import Trip

VOTE = f"{EDITION}/sections/20-vote.md"
LANDINGS = f"{EDITION}/sections/10-landings.md"


def trip_with(folder: Path, changes: dict[str, str | None] | None = None) -> Trip:
    """The trip of the small desk, with more in its second section, or with other changes of its files."""
    desk = FILES["desk.yaml"] + "contents: always\n"
    content = write_desk(folder, {"desk.yaml": desk, "/sections/20-vote.md": RICH} if changes is None else changes)
    return Trip(Workspace(Folder(content), house_assets(), folder / "out"), EDITION)


def pulled_after(trip: Trip, change: Callable[[OpenFile], object]) -> Pulled:
    """What a pull makes of the trip's document with a change."""
    file = OpenFile(trip.document())
    change(file)
    return trip.pulled(file.saved())


def paragraph(file: OpenFile, begins: str) -> Element:
    """The paragraph whose text begins so."""
    return next(line.paragraph for line in file.lines if line.said.startswith(begins))


def typed(text: str, like: Element | None = None) -> Element:
    """A new paragraph, set like another."""
    properties = like.find(f"{W}pPr") if like is not None else None
    return w("p", *([deepcopy(properties)] if properties is not None else []), w("r", said("t", text)))


def retype(paragraph: Element, old: str, new: str) -> None:
    """Change a part of a paragraph's text that stands in one run."""
    text = next(each for each in paragraph.iter(f"{W}t") if old in (each.text or ""))
    text.text = (text.text or "").replace(old, new, 1)
    text.set(SPACE, "preserve")


def hand(file: OpenFile, author: str = "Ana Ruiz", *, tracked: bool = True) -> Hand:
    """A reviewer at work in a file."""
    return Hand(author, "2031-05-06T10:00:00Z", tracked, file)


def replace_words(paragraph: Element, old: str, new: str, by: Hand) -> None:
    """Type words behind others, and delete these."""
    start = text_of(paragraph).replace("\u00a0", " ").index(old)
    strokes.insert(paragraph, start + len(old), new, by)
    strokes.remove(paragraph, start, start + len(old), by)


def parsed(markup: str) -> Element:
    """An element from its markup, with the prefixes that Word uses."""
    spaces = {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    }
    declared = " ".join(f'xmlns:{name}="{space}"' for name, space in spaces.items())
    return etree.fromstring(f"<x {declared}>{markup}</x>")[0]


def section(trip: Trip, pulled: Pulled, name: str = VOTE) -> str:
    """A section as the pull leaves it."""
    return pulled.after.get(name, (trip.desk.content.path / name).read_bytes()).decode()


def left(pulled: Pulled) -> list[PulledChange]:
    """The changes that are not written."""
    return [change for change in pulled.changes if change.outcome is not ChangeOutcome.PLACED]
