"""What a document says once every tracked change is accepted or rejected, read from the file alone."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

from lxml import etree

from tests.review.editing.opened import MAIN, NOTES, SIGNS, Element, W, in_contents

ADDED, GONE = ("ins", "moveTo"), ("del", "moveFrom")


def view(docx: bytes, *, accepted: bool) -> tuple[str, ...]:
    """The texts of the paragraphs that are not empty: the body's, then the footnotes' in the order of their signs."""
    with ZipFile(BytesIO(docx)) as archive:
        parts = {name: etree.fromstring(archive.read(name)) for name in (MAIN, NOTES) if name in archive.namelist()}
    lost = GONE if accepted else ADDED
    body = parts[MAIN]
    notes = {each.get(f"{W}id"): each for each in parts[NOTES]} if NOTES in parts else {}
    signs = [each for each in body.iter(f"{W}footnoteReference") if not _inside(each, lost) and _row_stays(each, lost)]
    called = [sign.get(f"{W}id") for sign in signs]
    texts = list(_texts(body, lost))
    texts += [text.removeprefix("\t") for number in called for text in _texts(notes[number], lost)]
    return tuple(text for text in texts if text)


def _texts(story: Element, lost: tuple[str, ...]) -> Iterator[str]:
    """The texts of a story's paragraphs; one whose end is lost goes on in the next of the same cell or page."""
    begun, place = "", None
    for paragraph in story.iter(f"{W}p"):
        if in_contents(paragraph) or not _row_stays(paragraph, lost):
            continue
        cell = next(paragraph.iterancestors(f"{W}tc", f"{W}body", f"{W}footnote"), None)
        if cell is not place:
            yield begun
            begun, place = "", cell
        begun += "".join(_characters(paragraph, lost))
        if not any(paragraph.find(f"{W}pPr/{W}rPr/{W}{tag}") is not None for tag in lost):
            yield begun
            begun = ""
    yield begun


def _characters(paragraph: Element, lost: tuple[str, ...]) -> Iterator[str]:
    for run in paragraph.iter(f"{W}r"):
        if not _inside(run, lost):
            for piece in run:
                yield piece.text or "" if piece.tag in (f"{W}t", f"{W}delText") else SIGNS.get(str(piece.tag), "")


def _inside(element: Element, tags: tuple[str, ...]) -> bool:
    return next(element.iterancestors(*(f"{W}{tag}" for tag in tags)), None) is not None


def _row_stays(element: Element, lost: tuple[str, ...]) -> bool:
    rows = element.iterancestors(f"{W}tr")
    return all(row.find(f"{W}trPr/{W}{tag}") is None for row in rows for tag in lost)
