"""Tokens: the words of our lines and of a reviewer's, each knowing what it is made of, and where the two differ."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import accumulate, pairwise
from urllib.parse import unquote

from briefgen.formats.docx.word_model import NOTE, FactControl, WordParagraph, WordRun, shown
from briefgen.frozen import frozen
from briefgen.review.diff.tokens import (
    END,
    Hunk,
    Token,
    find_hunks,
    join_hunks,
    joined_text,
    split_at_ends,
    split_words,
)
from briefgen.review.pull.align_lines import ParagraphGroup
from briefgen.review.pull.source_map import Atom, Container, Extent, Sign, TracedText

STOP = "\x1e"
"""The text of a token behind which a note goes: a space to Python, and a character that no XML can hold."""

HARD = ("\u00a0", "\u202f")
_LOOSE = str.maketrans(
    {
        **dict.fromkeys("“”„«»", '"'),
        **dict.fromkeys("‘’‚‹›", "'"),
        **dict.fromkeys("\u00a0\u202f", " "),
        "—": "–",
    }
)
_TYPED = ((re.compile(r"(?<!-)---?(?!-)"), "–"), (re.compile(r"\.{3}"), "…"))
_SPACED_HYPHEN = re.compile(r"(?<= )-(?= )")


@frozen
class WordToken(Token):
    """A word: its characters, its look, and for ours where it stands; `note` is the footnote that it calls.

    `restyled` says of a reviewer's word that Word has recorded its look as new; `makers` are those who have put it
    in, `rivals` who have put in words at its place, and `doubled` says that some stand on both sides of what was
    deleted. `control` is that in which a reviewer's word stands whole. Parts of one word share a number, `word`.
    """

    bold: bool = False
    italic: bool = False
    note: str = ""
    link: str = ""
    marks: tuple[str, ...] = ()
    extent: Extent | None = None
    shows: str = ""
    containers: tuple[Container, ...] = ()
    atom: Atom | None = None
    unit: TracedText | None = None
    restyled: bool = False
    authors: tuple[str, ...] = ()
    makers: tuple[str, ...] = ()
    rivals: tuple[str, ...] = ()
    doubled: bool = False
    control: FactControl | None = None
    word: int = 0

    @property
    def look(self) -> tuple[bool, bool]:
        return self.bold, self.italic


def loose(text: str) -> str:
    """The text without what the house's typography decides: the form of quotation marks and dashes, and hard spaces."""
    text = text.translate(_LOOSE)
    for typed, printed in _TYPED:
        text = typed.sub(printed, text)
    return _SPACED_HYPHEN.sub("–", text)


def our_tokens(lines: Sequence[WordParagraph], units: Sequence[TracedText | None]) -> list[WordToken]:
    """The tokens of lines of ours, with the places of those characters that stand in files."""
    found: list[WordToken] = []
    for line, unit in zip(lines, units, strict=True):
        if found:
            found.append(WordToken(END, word=len(found)))
        signs = _signs_of(line, unit)
        at = 0
        for token in _worded(line):
            own = signs[at : at + len(token.text)]
            at += len(token.text)
            found += _parted(replace(token, word=len(found)), own, unit)
    return found


def with_stops(tokens: Sequence[WordToken], first: int, ends: Sequence[tuple[int, str]]) -> list[WordToken]:
    """Tokens, the first of them with a number, with a stop behind each that is some comment's last."""
    found: list[WordToken] = []
    for number, token in enumerate(tokens, first + 1):
        found += [token, *(WordToken(STOP) for end, _ in ends if end == number)]
    return found


def their_tokens(lines: Sequence[WordParagraph], notes: Mapping[str, str]) -> list[WordToken]:
    """The tokens of a reviewer's lines; `notes` are our footnotes' numbers by theirs."""
    found: list[WordToken] = []
    for line in lines:
        if found:
            found.append(WordToken(END))
        found += (replace(token, note=notes.get(token.note, token.note)) for token in _worded(line))
    return found


def _worded(line: WordParagraph) -> Iterator[WordToken]:
    """A line's words, each of one look; footnotes and pictures are words of their own."""
    spots = [piece for piece in line.pieces for _ in piece.text]
    text, at = line.text, 0
    for word in split_words(text):
        start = at
        at += len(word)
        for place in range(start + 1, at + 1):
            ends = place == at or _face(spots[place]) != _face(spots[start])
            if ends:
                own = spots[start:place]
                first = own[0]
                marks = [piece.inserted or piece.restyled for piece in own]
                yield WordToken(
                    text[start:place],
                    *first.look,
                    note=first.note,
                    link=first.link,
                    marks=(*first.marks, *first.effects, *filter(None, [first.side])),
                    shows=first.shows,
                    restyled=all(piece.inserted or piece.restyled for piece in own),
                    authors=tuple(dict.fromkeys(mark.author for mark in marks if mark)),
                    makers=tuple(dict.fromkeys(piece.inserted.author for piece in own if piece.inserted)),
                    rivals=next((piece.rivals for piece in own if piece.rivals), ()),
                    doubled=any(piece.doubled for piece in own),
                    control=first.control if all(piece.control is first.control for piece in own) else None,
                )
                start = place


def _face(piece: WordRun) -> object:
    """What the characters of a word have in common."""
    return piece.look, piece.link, piece.marks, piece.effects, piece.side


def _signs_of(line: WordParagraph, unit: TracedText | None) -> list[Sign | None]:
    """What each character of a line of ours is in the content; none for what is generated, such as labels."""
    signs: list[Sign | None] = [None] * len(line.text)
    if unit is None:
        return signs
    start = line.text.find(unit.text) if unit.text else -1
    if start >= 0:
        signs[start : start + len(unit.signs)] = unit.signs
        return signs
    matcher = SequenceMatcher(None, line.text, unit.text, autojunk=False)
    for block in matcher.get_matching_blocks():
        signs[block.a : block.a + block.size] = unit.signs[block.b : block.b + block.size]
    return signs


def _parted(token: WordToken, signs: Sequence[Sign | None], unit: TracedText | None) -> Iterator[WordToken]:
    """The token in parts, each of one atom or none, in the same containers, and wholly in a file or not at all."""
    start = 0
    for end in range(1, len(token.text) + 1):
        first = signs[start]
        here = signs[end] if end < len(signs) else None
        if end == len(token.text) or _kind(first) != _kind(here):
            extents = [sign.extent for sign in signs[start:end] if sign and sign.extent]
            extent = (extents[0][0], extents[-1][1]) if extents else None
            atom = first.atom if first else None
            yield replace(
                token,
                text=token.text[start:end],
                extent=atom.extent if atom else extent,
                containers=first.containers if first else (),
                atom=atom,
                unit=unit if first else None,
            )
            start = end


def _kind(sign: Sign | None) -> object:
    if sign is None:
        return None
    return id(sign.atom) if sign.atom else 0, sign.containers, sign.extent is None


def differences(ours: Sequence[WordToken], theirs: list[WordToken]) -> list[Hunk]:
    """Where two sequences differ in words or look; a fact that is printed is taken whole.

    A word of theirs of which a part is ours is parted in the list, and a hard space of the house is a plain one.
    """
    _soften(ours, theirs)
    starts = [n for n, token in enumerate(ours) if not n or token.word != ours[n - 1].word] + [len(ours)]
    one = [_key(ours[a:b]) for a, b in pairwise(starts)]
    hunks: list[Hunk] = []
    at = new_at = 0
    found = find_hunks(one, [_key([token]) for token in theirs])
    for hunk in (*found, Hunk(len(one), len(one), len(theirs), len(theirs))):
        for kept, word in zip(range(at, hunk.start), range(new_at, hunk.new_start), strict=True):
            if _is_restyled(ours[starts[kept] : starts[kept + 1]], theirs[word]):
                hunks.append(Hunk(starts[kept], starts[kept + 1], word, word + 1))
        hunks.append(Hunk(starts[hunk.start], starts[hunk.end], hunk.new_start, hunk.new_end))
        at, new_at = hunk.end, hunk.new_end
    whole = _with_whole_atoms(_readable(_merged(hunks[:-1]), ours, theirs), ours)
    return _refined(whole, ours, theirs)


def _soften(ours: Sequence[WordToken], theirs: list[WordToken]) -> None:
    """Take the hard spaces that have come from our document for plain ones, whatever stands behind them now."""
    behind = {(before.text, token.text) for before, token in pairwise(ours) if token.text in HARD}
    for number, (before, token) in enumerate(pairwise(theirs), 1):
        if not token.makers and (before.text, token.text) in behind:
            theirs[number] = replace(token, text=" ")


def _readable(hunks: Sequence[Hunk], ours: Sequence[WordToken], theirs: Sequence[WordToken]) -> list[Hunk]:
    """The hunks, as one where less is the same between two of them than differs in either: a sentence written anew."""

    def are_one(one: Hunk, other: Hunk) -> bool:
        return _between(one, other, ours) <= min(_extent(one, ours, theirs), _extent(other, ours, theirs))

    return join_hunks(hunks, are_one)


def _between(one: Hunk, other: Hunk, ours: Sequence[WordToken]) -> float:
    """How many characters two hunks leave between them; the end of a line parts them always."""
    tokens = ours[one.end : other.start]
    return float("inf") if any(token.is_end for token in tokens) else _solid_length(tokens)


def _extent(hunk: Hunk, ours: Sequence[WordToken], theirs: Sequence[WordToken]) -> int:
    """How many characters a hunk is about, on the side that has more."""
    old, new = hunk.old(ours), hunk.new(theirs)
    if any(token.is_end for token in (*old, *new)):
        return -1
    return max(_solid_length(old), _solid_length(new))


def _solid_length(tokens: Iterable[WordToken]) -> int:
    return sum(len(token.text.strip()) for token in tokens)


def _with_whole_atoms(hunks: Sequence[Hunk], ours: Sequence[WordToken]) -> list[Hunk]:
    """The hunks widened, word by word, so that none ends inside what is printed as a whole."""
    widened: list[Hunk] = []
    for hunk in join_hunks(hunks, lambda one, other: all(_same_atom(ours, n) for n in range(one.end, other.start + 1))):
        start, end, new_start, new_end = hunk.start, hunk.end, hunk.new_start, hunk.new_end
        while _same_atom(ours, start):
            start, new_start = _word_start(ours, start - 1), new_start - 1
        while _same_atom(ours, end):
            end, new_end = _word_end(ours, end), new_end + 1
        widened.append(Hunk(start, end, new_start, new_end))
    merged = _merged(widened)
    return merged if len(merged) == len(hunks) else _with_whole_atoms(merged, ours)


def _same_atom(ours: Sequence[WordToken], number: int) -> bool:
    """Whether a token goes on with the atom of the one before."""
    return 0 < number < len(ours) and ours[number].atom is not None and ours[number].atom is ours[number - 1].atom


def _word_start(ours: Sequence[WordToken], number: int) -> int:
    while number and ours[number].word == ours[number - 1].word:
        number -= 1
    return number


def _word_end(ours: Sequence[WordToken], number: int) -> int:
    number += 1
    while number < len(ours) and ours[number].word == ours[number - 1].word:
        number += 1
    return number


def _refined(hunks: Sequence[Hunk], ours: Sequence[WordToken], theirs: list[WordToken]) -> list[Hunk]:
    """The hunks without the parts of words at their ends that are the same."""
    refined: list[Hunk] = []
    added = 0
    for hunk in hunks:
        start, end, new_start, new_end = hunk.start, hunk.end, hunk.new_start + added, hunk.new_end + added
        if end - start > 1 and new_end > new_start and _is_part(ours, end - 1):
            tail, last = ours[end - 1], theirs[new_end - 1]
            if (
                tail.atom is None
                and last.look == tail.look
                and last.text != tail.text
                and last.text.endswith(tail.text)
            ):
                head = replace(last, text=last.text.removesuffix(tail.text))
                theirs[new_end - 1 : new_end] = [head, replace(last, text=tail.text)]
                end, added = end - 1, added + 1
        refined.append(Hunk(start, end, new_start, new_end))
    return refined


def _is_part(ours: Sequence[WordToken], number: int) -> bool:
    """Whether a token is the end of a word that has several."""
    return number > 0 and ours[number].word == ours[number - 1].word


def _is_restyled(ours: Sequence[WordToken], theirs: WordToken) -> bool:
    solid = [token for token in ours if not token.is_space and not token.is_end]
    return theirs.text != NOTE and any(_looks_otherwise(token, theirs) for token in solid)


def _looks_otherwise(ours: WordToken, theirs: WordToken) -> bool:
    """Whether a word has another look, address or mark; references have their looks and addresses from the writer."""
    if set(theirs.marks) - set(ours.marks):
        return True
    if ours.atom is not None and ours.atom.kind != "value":
        return False
    return ours.look != theirs.look or not same_address(ours.link, theirs.link)


def restyled(ours: Sequence[WordToken], theirs: Sequence[WordToken]) -> Sequence[WordToken]:
    """Those of a reviewer's tokens that look otherwise than ours do at their place; all where no place is known."""
    signs = [token for token in ours for _ in token.text]
    ends = list(accumulate(len(token.text) for token in theirs))
    if ends[-1:] != [len(signs)]:
        return theirs
    found = [
        token
        for token, end in zip(theirs, ends, strict=True)
        if any(_looks_otherwise(sign, token) for sign in signs[end - len(token.text) : end])
    ]
    return found or theirs


def same_address(one: str, other: str) -> bool:
    """Whether two addresses are one, however programs write it."""
    return unquote(one).rstrip("/") == unquote(other).rstrip("/")


def _key(tokens: Sequence[WordToken]) -> object:
    if tokens[0].text == NOTE:
        return "note", tokens[0].note
    return loose(joined_text(tokens))


def _merged(hunks: Iterable[Hunk]) -> list[Hunk]:
    """The hunks with those that touch as one."""
    return join_hunks(hunks, lambda one, other: other.start <= one.end and other.new_start <= one.new_end)


def text_of(tokens: Iterable[WordToken], notes: Mapping[str, str]) -> str:
    """The tokens' text as people are shown it: lines parted by a sign, footnotes with what they say by their names."""
    return "".join(_shown(token, notes) for token in tokens).replace("\n", " ").replace("\t", " ")


def _shown(token: WordToken, notes: Mapping[str, str]) -> str:
    if token.text == NOTE:
        return f"[footnote: {notes.get(token.note, 'of no text')}]"
    return " ¶ " if token.is_end else shown(token.text, token.shows)


@frozen
class LineDiff:
    """A group of lines, their tokens on both sides, and where these differ."""

    group: ParagraphGroup
    ours: Sequence[WordToken]
    theirs: list[WordToken]
    hunks: Sequence[Hunk] = ()


def said_before_and_after(diff: LineDiff, hunks: Sequence[Hunk]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What each paragraph of ours says, and what each says once some hunks are carried out."""
    found: list[WordToken] = []
    at = 0
    for hunk in hunks:
        found += [*written(diff.ours[at : hunk.start]), *hunk.new(diff.theirs)]
        at = hunk.end
    found += written(diff.ours[at:])
    return lines_spoken(list(written(diff.ours))), lines_spoken(found)


def written(ours: Iterable[WordToken]) -> Iterator[WordToken]:
    """Those of our tokens that stand in a text, without labels and numbers."""
    return (token for token in ours if token.extent is not None or token.is_end)


def lines_spoken(tokens: Sequence[WordToken]) -> tuple[str, ...]:
    """What each paragraph says, to compare documents by."""
    return tuple(text for line in split_at_ends(tokens) if (text := spoken(line)))


def spoken(tokens: Sequence[WordToken]) -> str:
    """What tokens say, to compare documents by: without space, facts, notes and references by name, looks by signs."""
    said: list[str] = []
    look = False, False
    before: Atom | None = None
    for token in tokens:
        if token.atom is not None:
            if token.atom is not before:
                said.append(f"⟦{token.atom.kind} {token.atom.name.rpartition(':')[2]}⟧")
        elif token.text == NOTE:
            said.append(f"⟦note {token.note}⟧")
        else:
            own = look_of(token.containers) if token.unit else token.look
            if own != look and not token.is_space:
                said.append(f"⟦look {own}⟧")
                look = own
            said.append(token.text)
        before = token.atom
    return "".join(loose("".join(said)).split())


def look_of(containers: Sequence[Container]) -> tuple[bool, bool]:
    """Whether something in some containers is bold, and italic."""
    return any(each.bold for each in containers), any(each.italic for each in containers)
