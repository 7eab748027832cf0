"""Text: runs of characters in one style, and the breaking of runs into lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field, replace
from enum import Enum
from functools import cached_property
from itertools import accumulate, groupby, pairwise
from operator import attrgetter

from briefgen.frozen import frozen, mutable
from briefgen.layout.fonts import Features, Font, font
from briefgen.layout.line_breaks import HAIR as HAIR
from briefgen.layout.line_breaks import Breakpoints, best_breaks
from briefgen.layout.structure import StructureTag
from briefgen.model.direction import RIGHT_TO_LEFT, writing_of
from briefgen.patterns import lazy_regex
from briefgen.theme import Family, Role, Theme

SPACES = lazy_regex(r"[ \t\r\n\f\v]{2,}|[\t\r\n\f\v]")
"""White space that is not one space already."""
PIECE = lazy_regex(r"([^ \n\u200b]*)(\n|[ \u200b]+|$)")
"""A word, perhaps empty, and what is behind it."""
OPPORTUNITY = lazy_regex(r"(?<=[^\W\d_][-–—])(?=\w)")
URL_JOINTS = "/?&=#.,:;_-@"
DIRECTED = lazy_regex(
    "[\u0590-\u08ff\u200c-\u200f\u202a-\u202e\u204f\u2066-\u2069\u20c1\u25cc\u2e41\ufb1d-\ufdff\ufe70-\ufefc"
    "\U00010ec0-\U00010eff]"
)
"""Characters of scripts from the right, signs that stand among them alone, and those that say how a text runs."""
ADDRESS = lazy_regex(r"[/@_]|www\.")
COMPOUND = lazy_regex(r"\W*[^\W\d_]{3,}(/[^\W\d_]{3,})+\W*")
"""Words between slashes, which are no address."""
BINDING = "\u00a0\u2007\u202f"
"""The spaces at which no line ends, unless what they bind is wider than a line."""
FEWEST_BEFORE_HYPHEN = 2
HYPHENATION_ZONE = 18.0
"""The room at a line's end, in points, below which no word is parted, as Word has it; the last one never is."""
SOFT_HYPHEN = "\u00ad"
SHRINK = 0.2
"""The part of a space by which it may be narrower in a justified line."""
FEWEST_BOUND = 5
LONGEST_BOUND = 0.3
LONGER_THAN_LINES = 400
"""The characters beyond which a word is cut in pieces before it is fitted into lines."""


class LineStyle(Enum):
    """How the lines are drawn that mark a change: doubly for what has moved, in dots for what is only set anew."""

    SINGLE = 1
    DOUBLE = 2
    DOTTED = 3


@frozen
class CharStyle:
    """How characters look and what they do: `url` and `target` make them a link, `name` a destination.

    `leads` says in words where a link leads. `tracking` is in thousandths of the size, `word_spacing` in points what
    each space of a justified line has beyond its own width; `underline` and `strike` are
    colours, empty for none, of lines drawn as `stroke` says; `inline` is the element that the characters stand in
    within their paragraph. Where hyphens do not part, no line ends behind one; what `hyphenates` is parted by the
    patterns of its language.

    `base` is the level of their paragraph (UAX 9), 1 if it runs from the right. `level` is their own, once that is
    known: texts with none stand in the order in which they are read. `theme` has the fonts of other scripts in a text
    of the `language`; `middle` is what stands for the height of capitals where the lines are as high as those need.
    """

    family: Family
    font: Font
    size: float
    colour: str
    bold: bool = False
    italic: bool = False
    tracking: float = 0.0
    word_spacing: float = 0.0
    capitals: bool = False
    underline: str = ""
    strike: str = ""
    stroke: LineStyle = LineStyle.SINGLE
    url: str = ""
    target: str = ""
    leads: str = ""
    name: str = ""
    features: Features = ()
    inline: StructureTag | None = None
    hyphens_part: bool = True
    hyphenates: bool = False
    language: str = ""
    base: int = 0
    level: int | None = None
    middle: float = 0.0
    theme: Theme | None = field(default=None, compare=False, repr=False)

    @cached_property
    def spaced(self) -> dict[str, tuple[Word, ...]]:
        """What stood before a space in this style so far, as the words between which a line may end."""
        return {}

    @cached_property
    def space(self) -> Fragment:
        """A space between words."""
        return _measured(" ", self)

    @cached_property
    def levelled(self) -> dict[tuple[int, bool], CharStyle]:
        """The style at each level so far, in the font of Arabic script or its own."""
        return {}

    def weighted(self, *, bold: bool, italic: bool) -> CharStyle:
        """The same style in another face of its family, the same one each time, which knows its words."""
        if (known := self._weighted.get((bold, italic))) is None:
            face = self.family.face(bold=bold, italic=italic)
            known = self._weighted[bold, italic] = replace(self, font=font(face), bold=bold, italic=italic)
        return known

    @cached_property
    def _weighted(self) -> dict[tuple[bool, bool], CharStyle]:
        return {}

    def width(self, text: str) -> float:
        """How wide the text runs, in points."""
        return (self.font.width(text, self.features) + self.tracking * len(text)) * self.size / 1000

    @cached_property
    def capital_height(self) -> float:
        return (self.middle or self.font.capital_height) * self.size / 1000

    @cached_property
    def is_plain(self) -> bool:
        """Whether nothing is to be drawn beside the characters, and nothing led to or from."""
        return not (self.underline or self.strike or self.name or self.inline)


def char_style(theme: Theme, role: Role, language: str = "") -> CharStyle:
    """The style of a role's plain text: kerned, and with no features but those that its face has by itself."""
    style = theme.style(role)
    direction, script = writing_of(language)
    writing = theme.writing(language, script)
    return CharStyle(
        family=theme.family(role),
        font=font(theme.face(role)),
        size=float(style.size),
        colour=style.colour,
        bold=style.bold,
        italic=style.italic,
        tracking=style.tracking,
        capitals=style.capitals,
        language=language,
        base=int(direction == RIGHT_TO_LEFT),
        middle=font(writing.family.regular).middle * writing.scale if writing else 0.0,
        theme=theme,
    )


@frozen(slots=True)
class TextRun:
    """Characters in one style; a newline is a forced break."""

    text: str
    style: CharStyle


@frozen(slots=True)
class Fragment:
    """A part of a line in one style.

    The space at a line's end is drawn, so that words stay apart when copied, but has no width.
    """

    text: str
    style: CharStyle
    width: float


@frozen(slots=True)
class TextLine:
    """One line of fragments, in reading order."""

    fragments: tuple[Fragment, ...]

    @property
    def width(self) -> float:
        return sum([fragment.width for fragment in self.fragments])


@mutable(slots=True)
class Word:
    """Fragments that stay together, the space behind them, and whether a break is forced there.

    `advance` is the width with that of the space, and `fragments` are all of them.
    """

    parts: tuple[Fragment, ...]
    space: Fragment | None = None
    forced: bool = False
    width: float = field(init=False)
    advance: float = field(init=False)
    fragments: tuple[Fragment, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.width = self.advance = sum([part.width for part in self.parts])
        self.fragments = self.parts
        if self.space:
            self.advance += self.space.width
            self.fragments = (*self.parts, self.space)


def collapsed(text: str) -> str:
    """The text with each run of white space as one space, and without soft hyphens: only patterns part words."""
    text = text.replace(SOFT_HYPHEN, "")
    return text if text.isprintable() and "  " not in text else SPACES.sub(" ", text)


def width_of(runs: Iterable[TextRun]) -> float:
    """How wide the runs are on one line."""
    return sum(run.style.width(run.text) for run in levelled(runs))


def on_one_line(run: TextRun) -> TextLine:
    """The run whole, without a break."""
    return TextLine(tuple(_measured(part.text, part.style) for part in levelled([run])))


def levelled(runs: Iterable[TextRun]) -> Sequence[TextRun]:
    """The runs of a paragraph, with the levels and fonts of their parts where something in it runs from the right."""
    runs = tuple(runs)
    if not any(map(_needs_levels, runs)):
        return runs
    from briefgen.layout.directions import with_levels

    return with_levels(runs)


def _needs_levels(run: TextRun) -> bool:
    style = run.style
    return style.level is None and (bool(style.base) or (not run.text.isascii() and bool(DIRECTED.search(run.text))))


def break_lines(
    runs: Iterable[TextRun], width: float, *, is_even: bool = False, is_justified: bool = False
) -> tuple[TextLine, ...]:
    """The runs as lines of at most `width`, as few and even as can be; a word wider than a line is split.

    No short word ends alone, and the last line may be short, unless all are to be even. In justified lines spaces take
    the room that is left, but not in the last one and before a forced break.
    """
    words = _with_bound_end(_words(runs), width)
    ends = [number for number, word in enumerate(words, start=1) if word.forced]
    lines: list[TextLine] = []
    for start, end in pairwise((0, *ends, len(words))):
        if start < end:
            lines += _lines_of(words[start:end], width, is_even=is_even, is_justified=is_justified)
    return tuple(lines)


def balanced_lines(runs: Sequence[TextRun], width: float) -> tuple[TextLine, ...]:
    """The lines of `break_lines`, no more of them, but all as even in length as words allow: for titles."""
    return break_lines(runs, width, is_even=True)


def _lines_of(words: Sequence[Word], width: float, *, is_even: bool, is_justified: bool) -> Iterator[TextLine]:
    """Words without a forced break between them as lines."""
    used = sum([word.advance for word in words[:-1]]) + words[-1].width
    if used <= width + HAIR:
        yield _line(words)
        return
    if any(word.width > width for word in words):
        words = [part for word in words for part in (_split_to(word, width) if word.width > width else (word,))]
    cuts = [(number, 0) for number in range(1, len(words) + 1)]
    shrink = SHRINK if is_justified else 0.0
    breaks = _breaks(words, cuts, shrink)
    chosen = best_breaks(breaks, width, is_even=is_even)
    if words[0].parts[0].style.hyphenates and _leave_room(breaks, chosen, width):
        cuts = sorted([*cuts, *_cuts_within(words)])
        chosen = best_breaks(_breaks(words, cuts, shrink), width, is_even=is_even)
    for start, end in pairwise(((0, 0), *(cuts[number] for number in chosen))):
        line = _line(_between(words, start, end))
        is_full = end != cuts[-1] or line.width > width
        yield _justified(line, width) if is_justified and is_full else line


def _justified(line: TextLine, width: float) -> TextLine:
    """The line as wide as it should be; one whose spaces would become wider than its type is high is left as it is."""
    last = line.fragments[-1]
    counts = [0 if (part.style.level or 0) % 2 else part.text.count(" ") for part in line.fragments]
    counts[-1] -= counts[-1] and last.text.endswith(" ")
    spacing = (width - line.width) / (sum(counts) or 1)
    if not any(counts) or spacing > last.style.size:
        return line
    parts = zip(line.fragments, counts, strict=True)
    return TextLine(
        tuple(
            Fragment(part.text, replace(part.style, word_spacing=spacing), part.width + spacing * count)
            if count
            else part
            for part, count in parts
        )
    )


def _breaks(words: Sequence[Word], cuts: Sequence[tuple[int, int]], shrink: float) -> Breakpoints:
    """The breaks behind so many words, and within the next one behind so many characters."""
    offsets = [*accumulate([word.advance for word in words], initial=0.0)]
    shrinks = [*accumulate([(word.advance - word.width) * shrink for word in words], initial=0.0)]
    ends = [offset + word.width for offset, word in zip(offsets, words, strict=False)]
    if len(cuts) == len(words):
        return Breakpoints(ends, offsets[1:], shrinks[:-1] if shrink else (), shrinks[1:])
    places = [
        (ends[number - 1], offsets[number], shrinks[number - 1], shrinks[number])
        if not place
        else (*_ends_within(words[number], place, offsets[number]), shrinks[number], shrinks[number])
        for number, place in cuts
    ]
    ends, starts, before, behind = ([*each] for each in zip(*places, strict=True))
    return Breakpoints(ends, starts, before, behind, {at for at, (_, place) in enumerate(cuts, 1) if place})


def _ends_within(word: Word, place: int, offset: float) -> tuple[float, float]:
    """Where a line ends that parts a word, which begins at an offset, and where the next begins."""
    head, rest = _parted_at(word, place)
    return offset + head.width, offset + word.width - rest.width


def _leave_room(breaks: Breakpoints, chosen: Sequence[int], width: float) -> bool:
    """Whether lines leave so much room that it is worth parting words, as Word has it."""
    starts = [0.0, *(breaks.starts[number] for number in chosen)]
    lengths = [breaks.ends[number] - start for number, start in zip(chosen[:-1], starts, strict=False)]
    return any(width - length >= HYPHENATION_ZONE for length in lengths)


def _cuts_within(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Where words may be parted, but for the last."""
    for number, word in enumerate(words[:-1]):
        if word.width >= HYPHENATION_ZONE:
            yield from ((number, place) for place in _places(word.parts))


def _parted_at(word: Word, place: int) -> tuple[Word, Word]:
    """A word up to a place within, with a hyphen, and the rest of it."""
    head, rest = _cut(word.parts, place)
    return Word((*head, _measured("-", head[-1].style))), replace(word, parts=rest)


def _between(words: Sequence[Word], start: tuple[int, int], end: tuple[int, int]) -> list[Word]:
    """The words from a break to another one."""
    (first, begun), (last, ended) = start, end
    found = list(words[first:last])
    if ended:
        found.append(_parted_at(words[last], ended)[0])
    if begun:
        word = words[first] if len(found) > 1 or not ended else found[0]
        found[0] = replace(word, parts=_cut(word.parts, begun)[1])
    return found


def _joined(runs: Iterable[TextRun]) -> Iterator[TextRun]:
    """The runs, those in one style that follow each other as one, since letters are fitted to their neighbours."""
    for char_style, same in groupby(levelled(runs), key=attrgetter("style")):
        first, *others = same
        yield TextRun("".join([first.text, *[run.text for run in others]]), char_style) if others else first


def _words(runs: Iterable[TextRun]) -> list[Word]:
    words: list[Word] = []
    begun: tuple[Fragment, ...] = ()
    for run in _joined(runs):
        char_style, spaced = run.style, run.style.spaced
        for text, behind in PIECE.findall(run.text):
            if behind == " " and not begun:
                if (known := spaced.get(text)) is None:
                    known = spaced[text] = tuple(_ended((), text, " ", char_style))
                words += known
            elif behind:
                words += _ended(begun, text, behind, char_style)
                begun = ()
            elif text:
                *ended, last = _parted(begun, text, char_style)
                words += ended
                begun = last.parts
    return [*words, Word(begun)] if begun else words


def _ended(begun: tuple[Fragment, ...], text: str, behind: str, char_style: CharStyle) -> Iterator[Word]:
    """The words of what has begun and a text behind it, the last with the space or the forced break behind that."""
    *ended, last = _parted(begun, text, char_style)
    yield from ended
    if behind == "\n":
        yield Word(last.parts, char_style.space if last.parts else None, forced=True)
    elif last.parts:
        yield Word(last.parts, char_style.space if " " in behind else _measured("", char_style))


def _parted(begun: tuple[Fragment, ...], text: str, char_style: CharStyle) -> Sequence[Word]:
    """The words of what has begun and a text behind it, between which a line may end; the last is perhaps not ended."""
    if not text:
        return [Word(begun)]
    first, *others = OPPORTUNITY.split(text) if char_style.hyphens_part else (text,)
    ended = (*begun, _measured(first, char_style))
    return [Word(ended), *[Word((_measured(part, char_style),)) for part in others]]


def _measured(text: str, char_style: CharStyle) -> Fragment:
    return Fragment(text, char_style, char_style.width(text))


def _with_bound_end(words: list[Word], width: float) -> list[Word]:
    """The words with the last two bound together if they are short, so that no line holds one word's rest alone."""
    if len(words) < FEWEST_BOUND:
        return words
    first, last = words[-2:]
    if first.space is None or first.forced or first.advance + last.width > width * LONGEST_BOUND:
        return words
    return [*words[:-2], Word((*first.parts, first.space, *last.parts), last.space, last.forced)]


def _split_to(word: Word, width: float) -> Iterator[Word]:
    """The word in parts that fit, cut off piece by piece, so that what is left is not measured anew for each."""
    left: tuple[Fragment, ...] = ()
    text = "".join(part.text for part in word.parts)
    is_address = ADDRESS.search(text) is not None and COMPOUND.fullmatch(text) is None
    for piece in _pieces(word.parts):
        following = replace(word, parts=_measured_together(left, piece) if left else piece)
        while following.width > width + HAIR:
            head, rest = _split(following, width, is_address=is_address)
            if not rest:
                break
            yield head
            following = replace(word, parts=rest)
        left = following.parts
    yield replace(word, parts=left)


def _places(parts: Sequence[Fragment], *, is_cut: bool = False) -> tuple[int, ...]:
    """Behind which characters a word may end in a hyphen: where its language parts words, or one that is cut anyway."""
    char_style = parts[0].style
    if not all((is_cut or p.style.hyphenates) and p.style.language == char_style.language for p in parts):
        return ()
    from briefgen.layout.hyphenation import places_to_hyphenate

    return places_to_hyphenate("".join(part.text for part in parts), char_style.language)


def _pieces(parts: tuple[Fragment, ...]) -> Iterator[tuple[Fragment, ...]]:
    """A word, whole or, where it is much longer than any line, in pieces that are."""
    while sum(len(part.text) for part in parts) > LONGER_THAN_LINES:
        head, parts = _cut_unmeasured(parts, LONGER_THAN_LINES)
        yield tuple(_measured(part.text, part.style) for part in head)
        if sum(len(part.text) for part in parts) <= LONGER_THAN_LINES:
            parts = tuple(_measured(part.text, part.style) for part in parts)
    yield parts


def _measured_together(left: tuple[Fragment, ...], piece: tuple[Fragment, ...]) -> tuple[Fragment, ...]:
    """Two parts of a word as one, measured over the seam."""
    last, first = left[-1], piece[0]
    if last.style is not first.style:
        return (*left, *piece)
    return (*left[:-1], _measured(last.text + first.text, last.style), *piece[1:])


def _split(word: Word, width: float, *, is_address: bool) -> tuple[Word, tuple[Fragment, ...]]:
    """What of a word fits, and the rest of it: parted at a space that was to hold it together, if there is one.

    An address is parted behind one of its joints; a word that is cut through ends in a hyphen.
    """
    characters = [(character, part.style) for part in word.parts for character in part.text]
    text = "".join(character for character, _ in characters)
    fitting = _fitting(characters, width)
    if space := _last_space(text, fitting):
        head, rest = _cut(word.parts, space)
        behind, rest = _cut(rest, 1)
        return Word(head, behind[0]), rest
    joint = max(text.rfind(sign, 0, fitting) for sign in URL_JOINTS) + 1
    if joint > (0 if is_address else fitting / 2):
        head, rest = _cut(word.parts, joint)
        return Word(head), rest
    end = max(fitting, 1)
    hyphen = _measured("-", characters[end - 1][1])
    if text[end - 1 : end + 1].isalpha() and not is_address and not characters[end - 1][1].level:
        shorter = _fitting(characters, width - hyphen.width)
        places = _places(word.parts, is_cut=True)
        shorter = max((place for place in places if place <= shorter), default=shorter)
        if shorter >= FEWEST_BEFORE_HYPHEN:
            head, rest = _cut(word.parts, shorter)
            return Word((*head, replace(hyphen, style=head[-1].style))), rest
    head, rest = _cut(word.parts, end)
    return Word(head), rest


def _fitting(characters: Iterable[tuple[str, CharStyle]], width: float) -> int:
    """How many of the characters fit into a width."""
    used = 0.0
    for count, (character, char_style) in enumerate(characters):
        used += char_style.width(character)
        if used > width + HAIR:
            return count
    return sum(1 for _ in characters)


def _last_space(text: str, fitting: int) -> int:
    """Where the last space stands, among the first characters and one more, at which no line should end but can.

    Doubled spaces part before single ones, and those that group digits are the last resort.
    """
    spaces = [at for at in range(1, min(fitting + 1, len(text) - 1)) if text[at] in BINDING]
    doubled = [at for at in spaces if text[at - 1] in BINDING]
    between_words = [at for at in spaces if not (text[at - 1].isdigit() and text[at + 1].isdigit())]
    return max(doubled or between_words or spaces, default=0)


def _cut(parts: Iterable[Fragment], cut: int) -> tuple[tuple[Fragment, ...], tuple[Fragment, ...]]:
    head, rest = _cut_unmeasured(parts, cut)
    return tuple(_measured(part.text, part.style) for part in head), tuple(_measured(p.text, p.style) for p in rest)


def _cut_unmeasured(parts: Iterable[Fragment], cut: int) -> tuple[tuple[Fragment, ...], tuple[Fragment, ...]]:
    """Parts in two behind some of their characters, which keep their widths though they are others now."""
    head: list[Fragment] = []
    rest: list[Fragment] = []
    for part in parts:
        if part.text[:cut]:
            head.append(replace(part, text=part.text[:cut]))
        if part.text[cut:]:
            rest.append(replace(part, text=part.text[cut:]))
        cut = max(cut - len(part.text), 0)
    return tuple(head), tuple(rest)


def _line(words: Sequence[Word]) -> TextLine:
    """The words on one line; the space behind the last one has no width."""
    parts = [part for word in words for part in word.fragments]
    if space := words[-1].space:
        parts[-1] = Fragment(space.text, _at_line_end(space.style), 0.0)
    if len({id(part.style) for part in parts}) == 1:
        return TextLine((_as_one(parts[0].style, parts),))
    return TextLine(
        tuple(_as_one(char_style, list(same)) for char_style, same in groupby(parts, key=attrgetter("style")))
    )


def in_visual_order(fragments: Sequence[Fragment]) -> Sequence[int]:
    """The places of a line's fragments from its left to its right."""
    if all(fragment.style.level is None for fragment in fragments):
        return range(len(fragments))
    from briefgen.layout.bidi import visual_order

    return visual_order([fragment.style.level or 0 for fragment in fragments])


def _at_line_end(char_style: CharStyle) -> CharStyle:
    """The style of a space at a line's end, which stands where the paragraph's direction ends (UAX 9, L1)."""
    return char_style if char_style.level in (None, char_style.base) else replace(char_style, level=char_style.base)


def _as_one(char_style: CharStyle, parts: Sequence[Fragment]) -> Fragment:
    """Fragments in one style that follow each other."""
    return Fragment("".join([part.text for part in parts]), char_style, sum([part.width for part in parts]))
