"""Footnotes: which of a reviewed document's are ours, what they say, and their definitions in the content."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from hashlib import sha256
from itertools import count

from briefgen.formats.docx.word_model import NOTE, Item, WordDocument, WordParagraph, lines_of
from briefgen.review.pull.baseline import BaseDocument
from briefgen.review.pull.changes import Edit
from briefgen.review.pull.edit_words import CannotPlaceError
from briefgen.review.pull.markdown import Context, composed
from briefgen.review.pull.source_map import TracedText
from briefgen.review.pull.tokens import WordToken, lines_spoken, loose, our_tokens, their_tokens, written

SLUG_WORDS = 3


class FootnotePairs:
    """The footnotes of a document of ours and of a reviewer's.

    `pairs` has our numbers by theirs, `names` the names of the content by our numbers, `their_names` by theirs, with
    new names for those that the reviewer has added; `texts` is what they say, by name.
    """

    def __init__(self, base: BaseDocument, theirs: WordDocument) -> None:
        self._base, self._theirs = base, theirs
        self.names = self._our_notes()
        self.pairs = dict(self._note_pairs())
        self._new = self._new_notes()
        self.their_names = {theirs: self.names.get(ours, ours) for theirs, ours in self.pairs.items()} | self._new
        self.texts = self._note_texts()

    def named(self, line: WordParagraph) -> WordParagraph:
        """A line of ours whose footnotes have the names of the content."""
        pieces = (replace(piece, note=self.names.get(piece.note, piece.note)) for piece in line.pieces)
        return replace(line, pieces=tuple(pieces))

    def _our_notes(self) -> dict[str, str]:
        """The names of our footnotes by their numbers."""
        names: dict[str, str] = {}
        for line in self._base.reviewed.all_lines():
            unit = self._base.unit_of(line)
            calls = [piece.note for piece in line.pieces if piece.note]
            atoms = [sign.atom.name for sign in unit.signs if sign.atom and sign.text == NOTE] if unit else []
            names |= dict(zip(calls, (name.partition(":")[2] or name for name in atoms), strict=False))
        return names

    def _note_pairs(self) -> Iterator[tuple[str, str]]:
        """The number of each footnote in the reviewed document that is ours, and its number with us."""
        ours = {number: _said(items) for number, items in self._base.reviewed.notes.items()}
        by_name = {n: number for number, items in self._base.reviewed.notes.items() for n in _names(items)}
        free = dict(ours)
        theirs = self._theirs.notes
        for number, items in theirs.items():
            found = next((by_name[name] for name in _names(items) if name in by_name), None)
            if found in free:
                del free[found]
                yield number, found
        matched = {number for number, items in theirs.items() if any(name in by_name for name in _names(items))}
        for number, items in self._theirs.accepted.notes.items():
            if number not in matched:
                said = _said(items)
                found = next((ours for ours, text in free.items() if loose(text) == loose(said)), None)
                if found is not None:
                    del free[found]
                    yield number, found

    def _new_notes(self) -> dict[str, str]:
        """Names for the footnotes that the reviewer has added."""
        taken = set(self.names.values())
        names: dict[str, str] = {}
        for number, items in self._theirs.accepted.notes.items():
            if number not in self.pairs:
                stem = _name_of(_said(items), self._theirs.people)
                name = next(name for n in count(1) if (name := f"{stem}-{n}" if n > 1 else stem) not in taken)
                taken.add(name)
                names[number] = name
        return names

    def _note_texts(self) -> dict[str, str]:
        """What footnotes say, by their names; of ours that the reviewer has changed, what they say now."""
        ours = {name: _said(self._base.reviewed.notes.get(number, ())) for number, name in self.names.items()}
        notes = self._theirs.accepted.notes
        theirs = {name: _said(notes.get(number, ())) for number, name in self.their_names.items()}
        return ours | theirs

    def edits(self, unit: TracedText, old: Sequence[WordToken], new: Sequence[WordToken]) -> Iterator[Edit]:
        """The definitions of footnotes that come or go with their calls."""
        kept = self._called
        gone = {token.atom.name for token in old if token.atom and token.atom.kind == "note"}
        for name in sorted(gone):
            if name.partition(":")[2] not in kept:
                yield from self._without_definition(unit.file, name.partition(":")[2])
        numbers = {name: number for number, name in self._new.items()}
        for name in dict.fromkeys(token.note for token in new if token.text == NOTE):
            if name in numbers:
                yield self._definition(unit, name, numbers[name])
            elif name not in self.names.values():
                raise CannotPlaceError("the document does not have the footnote that is called here")
            elif unit.file not in self._base.sources or name not in self._base.sources[unit.file].labels:
                raise CannotPlaceError("the footnote that is called here belongs to another section")

    def said_by_new(self, new: Sequence[WordToken]) -> tuple[str, ...]:
        """What the footnotes say that words bring with them."""
        numbers = {name: number for number, name in self._new.items()}
        called = [numbers[token.note] for token in new if token.note in numbers]
        lines = [line for number in called for line in lines_of(self._theirs.accepted.notes[number])]
        return lines_spoken(their_tokens(lines, self.their_names))

    def said_by_gone(self, old: Sequence[WordToken]) -> tuple[str, ...]:
        """What the footnotes say that go with the last of their calls."""
        kept = self._called
        gone = {token.note for token in old if token.text == NOTE and token.note not in kept}
        numbers = [number for number, name in self.names.items() if name in gone]
        lines = [line for number in numbers for line in lines_of(self._base.reviewed.notes[number])]
        return lines_spoken(list(written(our_tokens(lines, [self._base.unit_of(line) for line in lines]))))

    @cached_property
    def _called(self) -> set[str]:
        """The names of the footnotes that the reviewed document calls."""
        lines = lines_of(self._theirs.accepted.body)
        return {self.their_names.get(piece.note, "") for line in lines for piece in line.pieces if piece.note}

    def _without_definition(self, file: str, label: str) -> Iterator[Edit]:
        source = self._base.sources.get(file)
        for span in source.spans if source else ():
            if span.kind == "footnote_reference_open" and source and f"[^{label}]:" in source.line(span.start):
                yield Edit(file, *source.removal(span), "")

    def _definition(self, unit: TracedText, name: str, number: str) -> Edit:
        source = self._base.sources.get(unit.file)
        chain = source.around(self._base.line(unit)) if source else []
        lines = [line for line in lines_of(self._theirs.accepted.notes[number]) if line.text.strip()]
        if source is None or not chain or len(lines) != 1:
            raise CannotPlaceError("a footnote can be added to the text of a section alone, and has one paragraph")
        tokens = their_tokens(lines, self.their_names)
        while tokens and tokens[0].is_space:
            tokens.pop(0)
        at = source.end_of(source.captioned(chain[0]) or chain[0])
        return Edit(unit.file, at, at, f"\n\n[^{name}]: {composed(tokens, Context())}")


def _names(items: Iterable[Item]) -> set[str]:
    return {name for line in lines_of(items) for name in line.names}


def _said(items: Iterable[Item]) -> str:
    return " ".join(line.shown.strip() for line in lines_of(items))


def _name_of(said: str, people: Sequence[str]) -> str:
    """A name by what a new footnote says and who says so: the same each time, and not another reviewer's."""
    slug = "-".join(re.findall("[a-z0-9]+", said.lower())[:SLUG_WORDS]) or "added"
    mark = sha256("\n".join((*people, said)).encode()).hexdigest()[:4]
    return f"{slug}-{mark}"
