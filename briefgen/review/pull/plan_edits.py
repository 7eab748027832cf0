"""Planning edits: each change of a reviewed document as edits of content files, or as what needs a hand and why."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from difflib import get_close_matches

from briefgen.formats.docx.word_model import Item, WordDocument, WordParagraph, lines_of
from briefgen.frozen import frozen
from briefgen.model.direction import without_isolates
from briefgen.review.pull.align_lines import ParagraphGroup, TableGroup, align
from briefgen.review.pull.baseline import BaseDocument
from briefgen.review.pull.bound_figures import synchronised
from briefgen.review.pull.changes import PulledChange, PulledKind
from briefgen.review.pull.comments import Anchors
from briefgen.review.pull.edit_paragraphs import ParagraphEditor
from briefgen.review.pull.edit_tables import TableEditor
from briefgen.review.pull.field_numbers import with_numbers_of
from briefgen.review.pull.session import PullSession, beginning
from briefgen.review.pull.tokens import loose

MADE_FROM_HEADINGS = "contents and lists are made from headings, titles and captions; change those"


@frozen
class PlannedEdits:
    """A reviewer's changes, and where the comments are."""

    changes: tuple[PulledChange, ...]
    anchors: Anchors


def place_changes(base: BaseDocument, theirs: WordDocument) -> PlannedEdits:
    """What a reviewer changed, as edits of the content files from which the document was made."""
    theirs = with_numbers_of(base.reviewed, synchronised(theirs, base.forms))
    session = PullSession(base, theirs)
    _place_flow(session, base.reviewed.body, _without_contents(base.reviewed, theirs))
    for number, ours in session.notes.pairs.items():
        _place_flow(session, base.reviewed.notes[ours], theirs.accepted.notes[number])
    _report_margins(session)
    _report_contents(session)
    _report_alternatives(session)
    _report_breaks(session)
    return PlannedEdits(tuple(session.changes), session.anchors)


def _place_flow(session: PullSession, ours: Sequence[Item], theirs: Sequence[Item]) -> None:
    """Place the changes of the body or of a footnote."""
    aligned = align(ours, theirs)
    paragraphs, rows = ParagraphEditor(session), TableEditor(session)
    session.lists |= {
        session.base.key(one): other.list
        for group in aligned
        if isinstance(group, ParagraphGroup)
        for one, other in zip(group.base, group.reviewed, strict=False)
    }
    grids = [group for group in aligned if isinstance(group, TableGroup)]
    for grid in grids:
        if grid.reviewed is None and grid.base is not None:
            rows.take_out(grid.base)
    for group in aligned:
        if isinstance(group, ParagraphGroup):
            paragraphs.place(group)
    for grid in grids:
        rows.place(grid)


def _report_margins(session: PullSession) -> None:
    """Report what was changed in headers and footers, which repeat what the brief says of itself.

    The title stands in them as it is, and is text in documents of earlier releases.
    """
    titles = [line.shown for line in lines_of(session.base.reviewed.body) if line.style == "title"]
    margins = session.base.reviewed.margins
    ours = (*margins, *(f"{title} {text}" for title in titles for text in margins))
    for text in session.theirs.margins:
        if loose(text).split() not in [loose(each).split() for each in ours] and not _pages_only(text, ours):
            change = PulledChange(PulledKind.OTHER, "", " ".join(text.split()), where="header or footer")
            session.leave(change, "headers and footers repeat edition.yaml and desk.yaml; change it there")


def _report_alternatives(session: PullSession) -> None:
    """Report alternative texts of pictures that are others; programs that take them out say nothing by that."""
    documents = session.base.reviewed, session.theirs.accepted
    ours, theirs = ([thing.alt for line in each.all_lines() for thing in line.things] for each in documents)
    for was, now in zip(ours, theirs, strict=True) if len(ours) == len(theirs) else ():
        if now and _plain(now) != _plain(was) and now not in ours:
            change = PulledChange(PulledKind.OTHER, was, now, where=beginning(f"picture: {was}"), tracked=False)
            session.leave(change, "alternative texts stand in figures.yaml, or beside the picture in its section")


def _plain(text: str) -> str:
    return " ".join(without_isolates(text).split())


def _report_breaks(session: PullSession) -> None:
    """Report where a reviewer has begun a page or a section of the document by hand."""
    for text in (Counter(session.theirs.breaks) - Counter(session.base.reviewed.breaks)).elements():
        change = PulledChange(PulledKind.OTHER, "", beginning(text), where=beginning(text), tracked=False)
        session.leave(change, "a page or section begins there by hand; briefgen divides the pages by itself")


def _without_contents(ours: WordDocument, theirs: WordDocument) -> list[Item]:
    """A reviewer's body without lines of contents that a program has made common text: they are there twice."""
    body = list(theirs.accepted.body)
    if theirs.contents:
        return body
    surplus = Counter(_listed(line.shown) for line in ours.contents)
    said, was = (Counter(_listed(line.shown) for line in lines_of(items)) for items in (body, ours.body))
    surplus &= said - was
    kept: list[Item] = []
    for item in body:
        text = _listed(item.shown) if isinstance(item, WordParagraph) else ""
        if surplus[text] > 0:
            surplus[text] -= 1
        else:
            kept.append(item)
    return kept


def _report_contents(session: PullSession) -> None:
    """Report what was changed in contents and lists of figures and tables, which repeat headings and captions.

    A line that repeats what the document says now was made by the program, and a list that is gone whole as well.
    """
    ours = [_listed(line.shown) for line in session.base.reviewed.contents]
    lines = session.theirs.accepted.contents
    theirs = [_listed(line.shown) for line in lines]
    said = {_listed(line.shown) for line in lines_of(session.theirs.accepted.body)}
    was = {_listed(line.shown) for line in lines_of(session.base.reviewed.body)}
    gone = [text for text in ours if text not in theirs and (text in said or text not in was)] if theirs else []
    for line, text in zip(lines, theirs, strict=True):
        if text and text not in ours and text not in said:
            old = next(iter(get_close_matches(text, gone, 1)), "")
            gone = [each for each in gone if each != old]
            change = PulledChange(
                PulledKind.OTHER, old, text, where="contents", authors=line.authors, tracked=bool(line.authors)
            )
            session.leave(change, MADE_FROM_HEADINGS)
    for text in gone:
        session.leave(PulledChange(PulledKind.OTHER, text, "", where="contents"), MADE_FROM_HEADINGS)


def _listed(text: str) -> str:
    """A line of contents without the number of its page and its own number."""
    return re.sub(r"^[\d.]+ ", "", " ".join(re.sub(r"\t\s*[\divxlc]*\s*$", "", loose(text)).split()))


def _pages_only(text: str, ours: Sequence[str]) -> bool:
    """Whether a margin's text differs from one of ours in nothing but numbers of pages."""
    bare = re.sub(r"\d+", "0", loose(text)).split()
    return any(re.sub(r"\d+", "0", loose(each)).split() == bare for each in ours)
