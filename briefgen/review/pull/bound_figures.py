"""Bound figures: what a reviewer's document says of a printed fact by the control in which it stands, and its node."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from functools import cached_property
from itertools import groupby, takewhile

from briefgen.formats.docx.word_model import FactControl, Item, WordDocument, WordParagraph, WordRow, WordRun, WordTable
from briefgen.frozen import frozen
from briefgen.review.diff.tokens import Hunk, joined_text
from briefgen.review.pull.source_map import Atom, TracedText, value_atoms
from briefgen.review.pull.tokens import WordToken, differences, loose

ENOUGH = 6
"""How many words beyond a control tell that they are those that stood there before."""


@frozen
class PrintedForms:
    """The facts that texts print: the formats of each, by its id and what it prints."""

    units: Mapping[str, TracedText]

    @cached_property
    def formats(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        found: dict[tuple[str, str], tuple[str, ...]] = {}
        for unit in self.units.values():
            for atom in value_atoms(unit):
                text = "".join(sign.text for sign in unit.signs if sign.atom is atom)
                found.setdefault((atom.name, _said(text)), atom.formats)
        return found

    def has(self, fact: str, text: str) -> bool:
        """Whether a fact is printed as a text."""
        return (fact, _said(text)) in self.formats


def _said(text: str) -> str:
    return loose(text).strip()


def synchronised(document: WordDocument, forms: PrintedForms) -> WordDocument:
    """A reviewed document as Word shows it: a control says what its node says, if only the node was changed.

    A control whose own text was changed keeps that, in whatever way its node differs.
    """
    notes = {number: _flow(items, forms) for number, items in document.notes.items()}
    return replace(document, body=_flow(document.body, forms), notes=notes)


def _flow(items: Sequence[Item], forms: PrintedForms) -> tuple[Item, ...]:
    return tuple(_line(item, forms) if isinstance(item, WordParagraph) else _table(item, forms) for item in items)


def _table(table: WordTable, forms: PrintedForms) -> WordTable:
    return WordTable(tuple(_row(row, forms) for row in table.rows))


def _row(row: WordRow, forms: PrintedForms) -> WordRow:
    return replace(row, cells=tuple(tuple(_line(line, forms) for line in cell) for cell in row.cells))


def _line(line: WordParagraph, forms: PrintedForms) -> WordParagraph:
    """A line with the texts of nodes, and its comments where they then are."""
    if not any(piece.control for piece in line.pieces):
        return line
    pieces: list[WordRun] = []
    ranges = line.comments
    at = 0
    for _, group in groupby(line.pieces, lambda piece: piece.control):
        own = list(group)
        text = _of_node(own, forms)
        length = sum(len(piece.text) for piece in own)
        if text is not None:
            own = [replace(own[0], text=text)]
            more = len(text) - length
            ranges = tuple(replace(each, at=each.at + more) if each.at >= at + length else each for each in ranges)
            length = len(text)
        pieces += own
        at += length
    return replace(line, pieces=tuple(pieces), comments=ranges)


def _of_node(pieces: Sequence[WordRun], forms: PrintedForms) -> str | None:
    """The text of the node of a control that still prints what went out; none where it has no other."""
    control = pieces[0].control
    if control is None or any(piece.inserted or piece.deleted for piece in pieces):
        return None
    text = "".join(piece.text for piece in pieces)
    is_changed = _said(control.node) != _said(text) and bool(control.node.strip())
    is_ours = forms.has(control.fact, text) and not forms.has(control.fact, control.node)
    return control.node if is_changed and is_ours else None


@frozen
class FactSpan:
    """The tokens from `start` to `end` that stand in one control."""

    control: FactControl
    start: int
    end: int

    @property
    def key(self) -> tuple[str, str]:
        return self.control.fact, self.control.id

    def of(self, tokens: Sequence[WordToken]) -> Sequence[WordToken]:
        return tokens[self.start : self.end]


def _spans(tokens: Sequence[WordToken]) -> list[FactSpan]:
    found: list[FactSpan] = []
    at = 0
    for control, group in groupby(tokens, lambda token: token.control):
        end = at + sum(1 for _ in group)
        if control:
            found.append(FactSpan(control, at, end))
        at = end
    return found


def _paired(ours: Sequence[FactSpan], theirs: Sequence[FactSpan]) -> Iterator[tuple[FactSpan, FactSpan]]:
    """Our controls with those of theirs that have come from them, in order."""
    matcher = SequenceMatcher(None, [span.key for span in ours], [span.key for span in theirs], autojunk=False)
    for block in matcher.get_matching_blocks():
        yield from zip(ours[block.a : block.a + block.size], theirs[block.b : block.b + block.size], strict=True)


def differences_by_fact(ours: Sequence[WordToken], theirs: list[WordToken], forms: PrintedForms) -> list[Hunk]:
    """Where two texts differ, each figure that was changed in its control by itself; the list of theirs may change.

    What was typed right at a control whose words have changed belongs to its figure, and all that was typed there where
    the words at that edge were struck out: Word puts it outside. A control that has come from elsewhere prints its
    fact.
    """
    spans = _spans(theirs)
    pairs = list(_paired(_spans(ours), spans)) if spans else []
    known = {span for _, span in pairs}
    for span in spans:
        if span not in known:
            _print(span, theirs, forms)
    hunks: list[Hunk] = []
    made: list[WordToken] = []
    at = new_at = 0
    for one, kept in (pair for pair in pairs if _is_changed(pair, ours, theirs)):
        was, now = (_said(joined_text(span.of(tokens))) for span, tokens in ((one, ours), (kept, theirs)))
        typed_at_start = _typed_for if was.endswith(now) else _typed_at
        typed_at_end = _typed_for if was.startswith(now) else _typed_at
        other = replace(
            kept,
            start=kept.start - len(typed_at_start(ours[at : one.start][::-1], theirs[new_at : kept.start][::-1])),
            end=kept.end + len(typed_at_end(ours[one.end :], theirs[kept.end :])),
        )
        hunks += _between(ours[at : one.start], theirs[new_at : other.start], at, made)
        hunks.append(Hunk(one.start, one.end, len(made), len(made) + other.end - other.start))
        made += other.of(theirs)
        at, new_at = one.end, other.end
    hunks += _between(ours[at:], theirs[new_at:], at, made)
    theirs[:] = made
    return hunks


def _between(ours: Sequence[WordToken], theirs: list[WordToken], at: int, made: list[WordToken]) -> Iterator[Hunk]:
    """Where stretches of both texts differ, of which ours begins at a number; theirs goes behind what is made."""
    found, shift = differences(ours, theirs), len(made)
    made += theirs
    return (Hunk(h.start + at, h.end + at, h.new_start + shift, h.new_end + shift) for h in found)


def _typed_at(ours: Sequence[WordToken], theirs: Sequence[WordToken]) -> Sequence[WordToken]:
    """The words that stand without a space between the edge of a control and what follows there in both texts."""
    old, new = (list(takewhile(_is_at_control, side)) for side in (ours, theirs))
    count = len(new) - len(old)
    added, rest = new[: max(0, count)], new[max(0, count) :]
    is_same = [loose(token.text) for token in rest] == [loose(token.text) for token in old]
    return added if is_same and any(sign.isalnum() for token in added for sign in token.text) else ()


def _typed_for(ours: Sequence[WordToken], theirs: Sequence[WordToken]) -> Sequence[WordToken]:
    """The words that stand at the edge of a control in the place of those that were struck out there."""
    beyond = [loose(token.text) for token in takewhile(_is_text, ours)][:ENOUGH]
    new = list(takewhile(_is_text, theirs))
    found = (at for at in range(len(new) + 1) if [loose(token.text) for token in new[at:]][: len(beyond)] == beyond)
    added = new[: next(found, 0)]
    return added if any(sign.isalnum() for token in added for sign in token.text) else _typed_at(ours, theirs)


def _is_text(token: WordToken) -> bool:
    return not (token.control or token.atom or token.is_end)


def _is_at_control(token: WordToken) -> bool:
    return not (token.control or token.atom or token.is_space or token.is_end)


def _is_changed(pair: tuple[FactSpan, FactSpan], ours: Sequence[WordToken], theirs: Sequence[WordToken]) -> bool:
    one, other = pair
    return _said(joined_text(one.of(ours))) != _said(joined_text(other.of(theirs)))


def _print(span: FactSpan, theirs: list[WordToken], forms: PrintedForms) -> None:
    """Let the words of a copied control be the fact that they print."""
    formats = forms.formats.get((span.control.fact, _said(joined_text(span.of(theirs)))))
    if formats is not None:
        atom = Atom("value", span.control.fact, formats)
        theirs[span.start : span.end] = [replace(token, atom=atom) for token in span.of(theirs)]


def named_by_controls(theirs: list[WordToken], forms: PrintedForms) -> list[WordToken]:
    """The tokens of lines that are new, those in controls as the facts that they print."""
    for span in _spans(theirs):
        _print(span, theirs, forms)
    return theirs
