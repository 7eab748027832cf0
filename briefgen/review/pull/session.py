"""A pull session: one reviewed document beside ours, with what is found while its changes are placed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import count

from briefgen.formats.docx.styles import Style
from briefgen.formats.docx.word_model import PICTURE, Manifest, WordDocument, WordParagraph
from briefgen.review.pull.align_lines import ParagraphGroup
from briefgen.review.pull.baseline import BaseDocument
from briefgen.review.pull.bound_figures import differences_by_fact
from briefgen.review.pull.changes import Edit, PulledChange, PulledKind
from briefgen.review.pull.comments import Anchors, anchors_of
from briefgen.review.pull.footnotes import FootnotePairs
from briefgen.review.pull.tokens import STOP, LineDiff, WordToken, our_tokens, text_of, their_tokens
from briefgen.review.pull.untracked import UntrackedEdits

LONGEST_BEGINNING = 60
QUESTION, QUESTION_LEVEL = Style.QUESTION.value.lower(), 2
_HEADING = re.compile(r"heading (\d)")


class PullSession:
    """A base, a reviewed document, and the changes and comments' places that have been found.

    `taken` are ids of rows that a change of their whole table is about, and `lists` those in which texts of ours stand
    in the reviewed document, where other programs number them anew.
    """

    def __init__(self, base: BaseDocument, theirs: WordDocument) -> None:
        self.base, self.theirs = base, theirs
        self.notes = FootnotePairs(base, theirs)
        self.untracked = self._silence()
        self.changes: list[PulledChange] = []
        self.anchors: Anchors = {}
        self.taken: set[str] = set()
        self.lists: dict[str, str] = {}
        self._lines = count(1)

    def _silence(self) -> UntrackedEdits:
        found = UntrackedEdits(self.base.key)
        found.note_differences(self.base.reviewed.body, self.theirs.rejected.body)
        for number, ours in self.notes.pairs.items():
            found.note_differences(self.base.reviewed.notes[ours], self.theirs.rejected.notes[number])
        return found

    def leave(self, change: PulledChange, reason: str) -> None:
        """Note a change as one that needs a hand."""
        self.changes.append(change.left(reason))

    def next_line(self) -> int:
        """A number for the changes of one line."""
        return next(self._lines)

    def in_its_list(self, line: WordParagraph) -> WordParagraph:
        """A line of ours in the list in which it stands in the reviewed document."""
        return replace(line, list=self.lists.get(self.base.key(line), line.list))

    def our_tokens(self, lines: Sequence[WordParagraph]) -> list[WordToken]:
        """The tokens of lines of ours."""
        return our_tokens([self.notes.named(line) for line in lines], [self.base.unit_of(line) for line in lines])

    def their_tokens(self, lines: Sequence[WordParagraph]) -> list[WordToken]:
        """The tokens of a reviewer's lines."""
        return their_tokens(lines, self.notes.their_names)

    def text_of(self, tokens: Sequence[WordToken]) -> str:
        """Tokens as people are shown them."""
        return text_of(tokens, self.notes.texts).strip()

    def change(
        self, group: ParagraphGroup, kind: PulledKind, old: Sequence[WordToken], new: Sequence[WordToken]
    ) -> PulledChange:
        """A change of a group of lines, still without its edits."""
        unit = self.base.unit_of_any(group.base)
        authors = tuple(dict.fromkeys(name for line in group.reviewed for name in line.authors))
        return PulledChange(
            kind,
            self.text_of(old),
            self.text_of(new),
            place=unit.place if unit else None,
            where=_where(group),
            authors=authors or self.only_author,
            confidence=group.confidence if group.base else 1.0,
        )

    @property
    def only_author(self) -> tuple[str, ...]:
        """Who made what nobody is named for: the one who has made all the rest."""
        return self.theirs.people if len(self.theirs.people) == 1 else ()

    def is_among(self, lines: Sequence[WordParagraph], keys: set[str]) -> bool:
        """Whether one of our lines is among those of some keys."""
        return any(self.base.key(line) in keys for line in lines)

    def compare(self, group: ParagraphGroup) -> LineDiff:
        """A group of lines with the tokens of both sides, and where they differ."""
        ours, theirs = self.our_tokens(group.base), self.their_tokens(group.reviewed)
        return LineDiff(group, ours, theirs, differences_by_fact(ours, theirs, self.base.forms))

    def find_anchors(self, diff: LineDiff) -> None:
        """Note where the comments on some lines begin and end."""
        self.anchors |= anchors_of(diff, _where(diff.group), self.base)

    def stopped(self, edit: Edit, ends: Sequence[tuple[int, str]], *, in_cell: bool = False) -> Edit:
        """An edit without its stops, behind which the notes on its words go: one for each of some ends of comments."""
        *pieces, last = edit.text.split(STOP)
        whole = replace(edit, text="".join([*pieces, last]))
        offset = 0
        for piece, (_, comment) in zip(pieces, ends, strict=False):
            offset += len(piece)
            anchor = self.anchors[comment, False]
            place = anchor.place or self.base.place(edit.file, edit.start)
            self.anchors[comment, False] = replace(anchor, place=place, in_cell=in_cell, inside=(whole, offset))
        return whole

    def is_of_other_content(self, group: ParagraphGroup) -> bool:
        """Whether our lines are not those that went out, because the content has changed since; says so if need be."""
        then = self.theirs.manifest
        if then is None or self.base.is_exact:
            return False
        went_out = [line for line in group.reviewed if any(name in then.digests for name in line.names)]
        if all(self.went_out(line) for line in group.base) and (group.base or not went_out):
            return False
        if not all(is_untouched(line, then) for line in group.reviewed):
            change = self.change(group, PulledKind.TEXT, self.our_tokens(group.base), self.their_tokens(group.reviewed))
            self.leave(change, "the content has changed here since the document was made")
        return True

    def went_out(self, line: WordParagraph) -> bool:
        """Whether a line of ours is as it was in the document that was reviewed."""
        then, now = self.theirs.manifest, self.base.reviewed.manifest
        if then is None or now is None:
            return True
        return all(then.digests.get(name) == now.digests[name] for name in line.names if name in now.digests)


def _where(group: ParagraphGroup) -> str:
    """What a line is called where no file has it: how it begins."""
    line = next(iter(group.base or group.reviewed), None)
    if line is None:
        return ""
    alt = next((thing.alt for thing in line.things if thing.alt), "")
    return beginning(f"picture: {alt}" if alt and line.text.strip() == PICTURE else line.shown)


def is_untouched(line: WordParagraph, then: Manifest) -> bool:
    """Whether a reviewed line says what it said when the document went out."""
    return any(then.digests.get(name) == line.digest for name in line.names)


def level_of(line: WordParagraph) -> int:
    """The level of a heading, of which a question is one; 0 for other lines."""
    found = _HEADING.match(line.style)
    return int(found[1]) if found else QUESTION_LEVEL * (line.style == QUESTION)


def beginning(text: str) -> str:
    """How a text begins, for people to find it by."""
    text = " ".join(text.split())
    return text if len(text) <= LONGEST_BEGINNING else f"{text[: LONGEST_BEGINNING - 1].rstrip()}…"
