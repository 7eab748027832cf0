"""Untracked edits: what differs from our document with every tracked change rejected: Word did not record it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import field
from difflib import SequenceMatcher
from itertools import groupby

from briefgen.formats.docx.word_model import Item, WordParagraph
from briefgen.frozen import mutable
from briefgen.review.diff.tokens import joined_text
from briefgen.review.pull.align_lines import ParagraphGroup, TableGroup, align
from briefgen.review.pull.tokens import differences, loose, our_tokens, their_tokens

Key = Callable[[WordParagraph], str]


@mutable
class UntrackedEdits:
    """The silent edits of a document: stretches of our lines, and lines and rows that came, went or moved.

    Our lines go by a key, and what was added by its text. `deleted` is who has deleted which stretches, tracked.
    """

    key: Key
    stretches: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    moved: set[str] = field(default_factory=set)
    added: set[str] = field(default_factory=set)
    deleted: dict[str, list[tuple[int, int, str]]] = field(default_factory=dict)

    def note_differences(self, ours: Sequence[Item], rejected: Sequence[Item]) -> None:
        """Note what differs between a flow of our document and the reviewer's with every change rejected."""
        for group in align(ours, rejected):
            if isinstance(group, ParagraphGroup):
                self._group(group)
            else:
                self._grid(group)

    def is_silent(self, line: WordParagraph, start: int, end: int) -> bool:
        """Whether Word did not record a change of a stretch of a line of ours."""
        found = self.stretches.get(self.key(line), ())
        return any(first <= end and start <= behind for first, behind in found)

    def deleters(self, line: WordParagraph, start: int, end: int) -> list[str]:
        """Who has deleted something of a stretch of a line of ours."""
        found = self.deleted.get(self.key(line), ())
        return [author for first, behind, author in found if first < end and start < behind]

    def _note_deleted(self, ours: WordParagraph, rejected: WordParagraph) -> None:
        """Note whose deletions the characters of a line of ours are in."""
        authors = [piece.deleted.author if piece.deleted else "" for piece in rejected.pieces for _ in piece.text]
        own = self.deleted.setdefault(self.key(ours), [])
        for block in SequenceMatcher(None, ours.text, rejected.text, autojunk=False).get_matching_blocks():
            at = block.a
            for author, same in groupby(authors[block.b : block.b + block.size]):
                length = len(list(same))
                if author:
                    own.append((at, at + length, author))
                at += length

    def _group(self, group: ParagraphGroup) -> None:
        if len(group.base) == len(group.reviewed) == 1:
            self._note_deleted(group.base[0], group.reviewed[0])
        if not group.base:
            self.added |= {line.text for line in group.reviewed}
        elif not group.reviewed:
            self.gone |= {self.key(line) for line in group.base}
        elif len(group.base) > 1 or len(group.reviewed) > 1:
            for line in group.base:
                self.stretches[self.key(line)] = [(0, len(line.text))]
        else:
            self._line(group)

    def _line(self, group: ParagraphGroup) -> None:
        line = group.base[0]
        if group.moved:
            self.moved.add(self.key(line))
        ours, theirs = our_tokens(group.base, [None]), their_tokens(group.reviewed, {})
        offsets = [0]
        for token in ours:
            offsets.append(offsets[-1] + len(token.text))
        for hunk in differences(ours, theirs):
            if loose(joined_text(hunk.old(ours))) != loose(joined_text(hunk.new(theirs))):
                self.stretches.setdefault(self.key(line), []).append((offsets[hunk.start], offsets[hunk.end]))

    def _grid(self, grid: TableGroup) -> None:
        keys = {self.key(line) for line in (grid.base.lines if grid.base else ())}
        if grid.reviewed is None or not grid.reviewed.shown:
            self.gone |= keys
        elif grid.base is None or not grid.base.shown:
            self.added.add(grid.reviewed.shown)
        if grid.moved or grid.is_reordered:
            self.moved |= keys
        for row in grid.rows:
            if row.base is None and row.reviewed is not None:
                self.added.add(row.reviewed.shown)
            elif row.reviewed is None and row.base is not None:
                self.gone |= {self.key(line) for line in row.base.lines}
            elif row.is_reset and row.base is not None:
                self.moved |= {self.key(line) for line in row.base.lines}
            for cell in row.cells:
                for group in cell:
                    self._cell(group)

    def _cell(self, group: ParagraphGroup) -> None:
        if group.base and not group.reviewed:
            self.stretches[self.key(group.base[0])] = [(0, len(group.base[0].text))]
        else:
            self._group(group)
