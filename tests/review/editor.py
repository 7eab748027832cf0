"""A reviewer who edits the Word documents that briefgen writes, and can say what he did: test data for what reads them.

He knows nothing of briefgen: he works on the XML as Word does, with changes recorded or not, and Word's own habits of
saving are added at the end. Each session comes from a seed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from tests.office import converted_together
from tests.review.editing import comments, habits, library, paragraphs, rows, strokes
from tests.review.editing.opened import Hand, Line, OpenFile, notes_in
from tests.review.editing.paragraphs import chance

MOST_EDITS = 6
AUTHORS = ("Ana Ruiz", "Bilal Khan", "Chiara O’Neil", "ڈاکٹر سارہ")
WORDS = (
    "however",
    "the committee",
    "steady",
    "in part",
    "northern",
    "reported",
    "wholly new",
    "partners",
    "so far",
    "café",
)
SENTENCES = (
    "This remains to be confirmed.",
    "Officials gave no reason.",
    "The desk expects no change before the summer.",
    "A second reading is under way, and the outcome is open.",
)
SPECIAL = (
    "*starred*",
    "_under_",
    "a_b_c",
    "either|or",
    "[bracketed](text)",
    "a <b> tag",
    "{{ braces }}",
    "back`tick`s",
    "5 * 3 * 2",
    "\\backslash\\",
    '“curly” and "straight"',
    "it's ’so’",
    "one – two — three",
    "اسلام آباد",
    "Łódź naïve señor",
    "no\u00a0break",
    "&amp; &c.",
    "~~struck~~",
    "[^note]",
    "![](figure:none)",
    "http://example.org/a_b",
    "<!-- note: no -->",
    "a\ttab",
    "two\nlines",
)
STARTS = ("# ", "1. ", "- ", "> ", "+ ", "| ", "~ ", "2) ", "--- ", "```")
REMARKS = (
    "Is this still so?",
    "Please check with the ministry.",
    "Two lines.\nThe second one.",
    "“Odd” *signs* -- <b> & {{ x }} | #1 --> done",
    "درست نہیں",
)
ANSWERS = ("Yes, checked today.", "No.", "Will do.\nTomorrow.")
NUMBERS = ("4,321", "17%", "9.5 million", "2019", "three")
TEXT_PLACES = (
    *("title", "subtitle", "bottom line", "heading", "body", "list item", "callout", "cell", "header cell"),
    *("figure title", "caption", "table caption", "table source", "footnote", "key figure caption"),
)
MADE_UP_SHARE = 0.05
PROGRAM, PROGRAM_SHARE = "program", 0.2
"""The kind of edit that a program makes, and how many sessions have one."""


@dataclass(frozen=True)
class Edit:
    """One thing that a reviewer did.

    `unit` is the bookmark of the paragraph, cell, caption or footnote, empty where it has none; `old` and `new` are its
    text before and after, all changes accepted: of a row with tabs between cells, of two paragraphs with a line break.
    `text` is what was typed or said, or `bold` and `italic`; `about` are the words, or the comment, that it is about.
    """

    kind: str
    tracked: bool
    author: str
    date: str
    unit: str
    place: str
    old: str
    new: str
    text: str = ""
    about: str = ""


@dataclass(frozen=True)
class Session:
    """A reviewed document: the file, what was done to it, and its paragraphs before and with all changes accepted.

    Paragraphs without a text are left out, and so is the table of contents; footnotes stand last, in the order of their
    signs. `by` is the program that saved the file.
    """

    docx: bytes
    edits: tuple[Edit, ...]
    accepted: tuple[str, ...]
    base: tuple[str, ...]
    seed: int
    by: str = "Word"

    @property
    def all_tracked(self) -> bool:
        """Whether rejecting all changes gives the document as it was."""
        return all(edit.tracked for edit in self.edits)


def edited(
    docx: bytes,
    seed: int,
    *,
    kinds: Collection[str] | None = None,
    tracked: bool | None = None,
    habitual: bool = True,
    through_office: bool = False,
) -> Session:
    """A session of 1 to 6 edits of some `kinds` of the catalogue, tracked or not as it comes, or as `tracked` says.

    A `habitual` session is saved as Word does; `through_office` has LibreOffice save it after that, which only gets
    what LibreOffice 7.4 does not spoil: no content controls, which it writes beside a link as XML that nothing
    reads, and no comments where there are several footnotes, of which it then empties one.
    """
    session = _edited(docx, seed, kinds, tracked, habitual=habitual, through_office=through_office)
    return resaved([session])[0] if through_office else session


def _edited(
    docx: bytes,
    seed: int,
    kinds: Collection[str] | None = None,
    tracked: bool | None = None,
    *,
    habitual: bool = True,
    through_office: bool = False,
) -> Session:
    """A session as Word saves it, fit for LibreOffice if asked."""
    random = Random(seed)  # noqa: S311
    file = OpenFile(docx)
    base = file.accepted()
    reviewer = Reviewer(file, random)
    tracking = random.choice((True, True, False, None)) if tracked is None else tracked
    done: list[Edit] = []
    wanted = random.randint(1, MOST_EDITS)
    names = sorted(kinds or (*KINDS, PROGRAM))
    if through_office and len({line.note for line in file.lines if line.note}) > 1:
        if comments.comments(file):
            raise ValueError("LibreOffice loses a footnote of a document with several and with comments")
        names = [name for name in names if name not in REMARKING]
    own = [name for name in names if name in KINDS]
    for _ in range(wanted * 8):
        if len(done) == wanted or not own:
            break
        hand = Hand(
            random.choice(AUTHORS[: 1 + seed % len(AUTHORS)]),
            f"2031-05-{random.randint(6, 9):02}T{random.randint(8, 17):02}:{random.randint(0, 59):02}:00Z",
            chance(random) if tracking is None else tracking,
            file,
        )
        kind = random.choice(own)
        edit = KINDS[kind](reviewer, hand)
        if edit:
            done.append(replace(edit, kind=kind))
    accepted = file.accepted()
    if habitual:
        habits.saved_by_word(file, random, controls=not through_office)
    if any(edit.tracked for edit in done):
        habits.turn_on_tracking(file)
    session = Session(file.saved(), tuple(done), accepted, base, seed)
    by_program = PROGRAM in names and (names == [PROGRAM] or chance(random, PROGRAM_SHARE))
    return _by_program(session, random, tracking) if by_program else session


def _by_program(session: Session, random: Random, tracking: bool | None) -> Session:
    """The session with one more edit, which a program makes."""
    touched = {text for edit in session.edits for text in edit.new.split("\n")}
    texts = [text for text in session.accepted if text not in touched]
    made = library.changed(session.docx, random, texts, tracking)
    if made is None:
        return session
    docx, change = made
    line, about = change.line, (change.text, change.about)
    author, moment = (library.AUTHOR, f"{library.MOMENT:%Y-%m-%dT%H:%M:%S.000Z}") if change.tracked else ("", "")
    edit = Edit(PROGRAM, change.tracked, author, moment, line.unit, line.place, change.old, change.new, *about)
    accepted = (change.new if text == change.old else text for text in session.accepted)
    return replace(session, docx=docx, edits=(*session.edits, edit), accepted=tuple(filter(None, accepted)))


def resaved(sessions: Sequence[Session]) -> list[Session]:
    """Sessions whose files LibreOffice has opened and saved, in one go."""
    with TemporaryDirectory() as folder:
        sources = [Path(folder) / f"{index}.docx" for index, _ in enumerate(sessions)]
        for source, session in zip(sources, sessions, strict=True):
            source.write_bytes(session.docx)
        made = converted_together(sources, "docx:MS Word 2007 XML", Path(folder) / "saved")
        return [
            replace(session, docx=path.read_bytes(), by="LibreOffice")
            for session, path in zip(sessions, made, strict=True)
        ]


class Reviewer:
    """Who edits: picks places in an open document and keeps its lines as they come to be."""

    def __init__(self, file: OpenFile, random: Random) -> None:
        self.file = file
        self.random = random

    def line(self, fits: Callable[[Line], bool], places: Collection[str] = TEXT_PLACES) -> Line | None:
        """A line of one of these places that fits; now and then one that the program makes up."""
        if chance(self.random, MADE_UP_SHARE):
            places = ("made up",)
        lines = [line for line in self.file.lines if line.place in places and not line.settled and fits(line)]
        kinds = sorted({line.place for line in lines})
        if not kinds:
            return None
        place = self.random.choice(kinds)
        return self.random.choice([line for line in lines if line.place == place])

    def word(self, line: Line, pattern: str = r"[^\W\d][\w’-]*", rooms: str = "a") -> tuple[int, int] | None:
        """The place of a word that an author can have typed, or of what another pattern finds, in these rooms."""
        found = spots(line, pattern, rooms)
        return self.random.choice(found) if found else None

    def retyped(self, line: Line, spot: tuple[int, int], text: str, hand: Hand, *, outside: bool = False) -> Edit:
        """Have a text stand instead of what is at a spot."""
        start, end = spot
        old, before = line.text, line.said
        if end > start:
            gone = strokes.remove(line.paragraph, start, end, hand)
            line.notes = tuple(note for note in line.notes if note not in gone)
        if text:
            strokes.insert(line.paragraph, start, text, hand, outside=outside)
        line.text = old[:start] + text + old[end:]
        return self.noted(line, before, hand, text, old[start:end])

    def noted(self, line: Line, old: str, hand: Hand, text: str = "", about: str = "") -> Edit:
        """The account of an edit of a line; the catalogue names its kind."""
        return Edit("", hand.tracked, hand.author, hand.date, line.unit, line.place, old, line.said, text, about)

    def after(self, line: Line) -> Line | None:
        """The line of the paragraph that comes right after a line's."""
        following = paragraphs.follows(line)
        return next((each for each in self.file.lines if each.paragraph is following), None)

    def before(self, line: Line) -> Line | None:
        """The line of the paragraph that comes right before a line's."""
        return next((each for each in self.file.lines if self.after(each) is line), None)


def spots(line: Line, pattern: str, rooms: str = "a") -> list[tuple[int, int]]:
    """Where a pattern finds something that lies wholly in rooms of these kinds."""
    kinds = strokes.rooms(line.paragraph)
    found = [match.span() for match in re.finditer(pattern, line.text)]
    return [(start, end) for start, end in found if end > start and set(kinds[start:end]) <= set(rooms)]


def has_words(line: Line) -> bool:
    return bool(spots(line, r"[^\W\d]\w*"))


def _replace_word(reviewer: Reviewer, hand: Hand) -> Edit | None:
    line = reviewer.line(has_words)
    spot = line and reviewer.word(line)
    return reviewer.retyped(line, spot, reviewer.random.choice(WORDS), hand) if line and spot else None


def _insert_words(reviewer: Reviewer, hand: Hand) -> Edit | None:
    line = reviewer.line(has_words)
    spot = line and reviewer.word(line)
    if not (line and spot):
        return None
    text = f"{reviewer.random.choice(WORDS)} "
    return reviewer.retyped(line, (spot[0], spot[0]), text, hand)


def _delete_word(reviewer: Reviewer, hand: Hand) -> Edit | None:
    line = reviewer.line(has_words)
    spot = line and reviewer.word(line, r"(?<= )[^\W\d][\w’-]* ")
    return reviewer.retyped(line, spot, "", hand) if line and spot else None


def _first_word(reviewer: Reviewer, hand: Hand) -> Edit | None:
    """Replace, delete or precede the first word."""
    line = reviewer.line(lambda each: _first(each) is not None)
    spot = line and _first(line)
    if not (line and spot):
        return None
    text = reviewer.random.choice(WORDS).capitalize()
    outside = chance(reviewer.random, 0.3)
    match reviewer.random.randrange(3):
        case 0:
            return reviewer.retyped(line, spot, text, hand, outside=outside)
        case 1:
            return reviewer.retyped(line, (spot[0], spot[0]), f"{text} ", hand, outside=outside)
        case _:
            return reviewer.retyped(line, spot, "", hand)


def _first(line: Line) -> tuple[int, int] | None:
    """The first word of a text, if an author typed it."""
    start = strokes.first_offset(line.paragraph)
    return next((spot for spot in spots(line, r"\w+") if spot[0] == start), None)


def _last_word(reviewer: Reviewer, hand: Hand) -> Edit | None:
    """Replace or delete the last word, or go on behind the end."""
    line = reviewer.line(lambda each: bool(spots(each, r"[^\W\d]\w*\W?$")))
    if line is None:
        return None
    (spot,) = spots(line, r"[^\W\d]\w*\W?$")
    text = reviewer.random.choice(WORDS)
    end = (len(line.text), len(line.text))
    match reviewer.random.randrange(3):
        case 0:
            return reviewer.retyped(line, spot, f"{text}.", hand)
        case 1:
            return reviewer.retyped(line, end, f" {text}", hand, outside=chance(reviewer.random))
        case _:
            return reviewer.retyped(line, spot, "", hand)


SENTENCE = r"(?:(?<=^)|(?<=[.!?] )|(?<=\t))[^.!?\n\t]{12,}[.!?] ?"


def _replace_sentence(reviewer: Reviewer, hand: Hand) -> Edit | None:
    """Replace or delete a sentence, with whatever stands in it."""
    line = reviewer.line(lambda each: bool(_sentences(each)))
    if line is None:
        return None
    spot = reviewer.random.choice(_sentences(line))
    text = reviewer.random.choice((*SENTENCES, ""))
    space = " " if text and line.text[spot[1] - 1] == " " else ""
    return reviewer.retyped(line, spot, text + space, hand)


def _sentences(line: Line) -> list[tuple[int, int]]:
    """The sentences that begin and end in an author's words."""
    kinds = strokes.rooms(line.paragraph)
    found = spots(line, SENTENCE, "alf")
    return [(start, end) for start, end in found if kinds[start] == kinds[end - 1] == "a"]


def _add_sentence(reviewer: Reviewer, hand: Hand) -> Edit | None:
    line = reviewer.line(lambda each: bool(spots(each, r"[.!?] ")), ("body", "bottom line", "callout", "footnote"))
    spot = line and reviewer.word(line, r"(?<=[.!?]) ", "al")
    if not (line and spot):
        return None
    return reviewer.retyped(line, (spot[0], spot[0]), f" {reviewer.random.choice(SENTENCES)}", hand)


def _across_runs(reviewer: Reviewer, hand: Hand) -> Edit | None:
    """Replace words from one run into another: over the edge of a figure, a name or a formatting."""
    line = reviewer.line(lambda each: bool(_seams(each)))
    if line is None:
        return None
    return reviewer.retyped(line, reviewer.random.choice(_seams(line)), reviewer.random.choice(WORDS), hand)


def _seams(line: Line) -> list[tuple[int, int]]:
    """Two words of an author's on both sides of an edge between runs."""
    edges, position = set(), 0
    for run in strokes.runs_of(line.paragraph):
        position += len(strokes.run_text(run))
        edges.add(position)
    return [spot for spot in spots(line, r"\w+ \w+") if edges & set(range(spot[0] + 1, spot[1]))]


def _figure(reviewer: Reviewer, hand: Hand) -> Edit | None:
    """Change a digit of a printed figure."""
    line = reviewer.line(lambda each: bool(spots(each, r"\d")), (*TEXT_PLACES, "key figure"))
    spot = line and reviewer.word(line, r"\d")
    if not (line and spot):
        return None
    digit = str((int(line.text[spot[0]]) + reviewer.random.randrange(1, 9)) % 9 + 1)
    return reviewer.retyped(line, spot, digit, hand) if digit != line.text[spot[0]] else None


def _number(reviewer: Reviewer, hand: Hand) -> Edit | None:
    """Type a number into prose."""
    line = reviewer.line(has_words)
    spot = line and reviewer.word(line)
    if not (line and spot):
        return None
    return reviewer.retyped(line, (spot[0], spot[0]), f"{reviewer.random.choice(NUMBERS)} ", hand)


def _special(reviewer: Reviewer, hand: Hand) -> Edit | None:
    """Type what means something in Markdown or YAML, or what a keyboard or Word puts in."""
    line = reviewer.line(has_words)
    spot = line and reviewer.word(line)
    if not (line and spot):
        return None
    return reviewer.retyped(line, (spot[0], spot[0]), f"{reviewer.random.choice(SPECIAL)} ", hand)


def _special_start(reviewer: Reviewer, hand: Hand) -> Edit | None:
    """Begin a text with what would begin a heading, a list or a quotation in Markdown."""
    line = reviewer.line(lambda each: _first(each) is not None)
    spot = line and _first(line)
    if not (line and spot):
        return None
    return reviewer.retyped(line, (spot[0], spot[0]), reviewer.random.choice(STARTS), hand)


def _link(reviewer: Reviewer, hand: Hand) -> Edit | None:
    """Type inside a link."""
    line = reviewer.line(lambda each: bool(spots(each, r"[^\W_]{2,}", "l")))
    spot = line and reviewer.word(line, r"[^\W_]{2,}", "l")
    if not (line and spot):
        return None
    return reviewer.retyped(line, (spot[0] + 1, spot[0] + 1), "x", hand)


def _second_thoughts(reviewer: Reviewer, hand: Hand) -> Edit | None:
    """Type words, of which somebody else deletes the first; not in footnotes, where LibreOffice forgets the second."""
    line = reviewer.line(lambda each: has_words(each) and not each.note) if hand.tracked else None
    spot = line and reviewer.word(line)
    if not (line and spot):
        return None
    old = line.said
    reviewer.retyped(line, (spot[0], spot[0]), "rather too many ", hand)
    other = replace(hand, author=next(name for name in AUTHORS if name != hand.author))
    edit = reviewer.retyped(line, (spot[0], spot[0] + 7), "", other)
    return replace(edit, old=old, text="too many ", about="rather ")


def _emphasise(reviewer: Reviewer, hand: Hand) -> Edit | None:
    """Make a word bold or italic."""
    line = reviewer.line(has_words, ("body", "list item", "callout", "cell", "footnote", "bottom line"))
    spot = line and reviewer.word(line, r"\w{3,}")
    if not (line and spot):
        return None
    sign, name = reviewer.random.choice((("b", "bold"), ("i", "italic")))
    strokes.emphasise(line.paragraph, *spot, sign, hand)
    return reviewer.noted(line, line.said, hand, name, line.text[slice(*spot)])


def _delete_paragraph(reviewer: Reviewer, hand: Hand) -> Edit | None:
    line = reviewer.line(lambda each: paragraphs.is_loose(each) and paragraphs.is_plain(each), paragraphs.LOOSE)
    if line is None or line.place == "made up":
        return None
    before = reviewer.before(line)
    backwards = before is not None and before.place in paragraphs.LOOSE and not before.settled
    backwards = backwards and chance(reviewer.random, 0.3)
    paragraphs.delete(line, before if backwards else None, hand)
    for each in (line, *([before] if backwards and before else [])):
        each.settled = True
    reviewer.file.lines.remove(line)
    old, line.text = line.text, ""
    return reviewer.noted(line, old, hand)


def _insert_paragraph(reviewer: Reviewer, hand: Hand) -> Edit | None:
    line = reviewer.line(paragraphs.is_loose, paragraphs.LOOSE)
    if line is None or line.place == "made up":
        return None
    text = " ".join(reviewer.random.sample(SENTENCES, reviewer.random.randint(1, 2)))
    new = paragraphs.add_after(line, text, hand, at_end=chance(reviewer.random))
    line.settled = True
    added = Line(new, text, "", line.place, settled=True)
    lines = reviewer.file.lines
    lines.insert(lines.index(line) + 1, added)
    return replace(reviewer.noted(added, "", hand, text, line.text), new=text)


def _move_paragraph(reviewer: Reviewer, hand: Hand) -> Edit | None:
    """Move a paragraph; `text` is the bookmark behind whose paragraph it stands then, `about` that paragraph's text."""
    line = reviewer.line(lambda each: paragraphs.is_loose(each) and paragraphs.is_plain(each), paragraphs.LOOSE)
    if line is None or line.place == "made up":
        return None
    lines = reviewer.file.lines
    before = reviewer.before(line)
    targets = [
        each
        for each in lines
        if paragraphs.is_loose(each) and each is not line and each is not before and each.place == line.place
    ]
    if not targets:
        return None
    after = reviewer.random.choice(targets)
    taken = chance(reviewer.random, 0.7)
    line.paragraph = paragraphs.move(line, after, hand, taken_along=taken)
    lines.remove(line)
    lines.insert(lines.index(after) + 1, line)
    line.settled = after.settled = True
    return reviewer.noted(line, line.text, hand, after.unit, after.text)


def _split_paragraph(reviewer: Reviewer, hand: Hand) -> Edit | None:
    line = reviewer.line(
        lambda each: (
            paragraphs.is_loose(each) and bool(paragraphs.word_starts(each.text, strokes.rooms(each.paragraph)))
        ),
        paragraphs.LOOSE,
    )
    if line is None or line.place == "made up":
        return None
    old = line.text
    offset = reviewer.random.choice(_breaks(line))
    second = paragraphs.cut(line, offset, hand)
    kept = notes_in(line.paragraph)
    added = Line(second, old[offset:], "", line.place, line.notes[len(kept) :], settled=True)
    line.text, line.notes, line.settled = old[:offset], kept, True
    lines = reviewer.file.lines
    lines.insert(lines.index(line) + 1, added)
    return replace(reviewer.noted(line, old, hand), new=f"{line.text}\n{added.text}")


def _breaks(line: Line) -> list[int]:
    """The offsets at which a line can be cut in two."""
    return paragraphs.word_starts(line.text, strokes.rooms(line.paragraph))


def _join_paragraphs(reviewer: Reviewer, hand: Hand) -> Edit | None:
    line = reviewer.line(lambda each: _joinable(reviewer, each), paragraphs.LOOSE)
    following = line and reviewer.after(line)
    if line is None or following is None:
        return None
    old = f"{line.text}\n{following.text}"
    if chance(reviewer.random, 0.7):
        reviewer.retyped(line, (len(line.text), len(line.text)), " ", hand)
    paragraphs.join(line, following, hand)
    line.text += following.text
    line.notes += following.notes
    line.settled = True
    reviewer.file.lines.remove(following)
    return reviewer.noted(line, old, hand, about=following.unit)


def _joinable(reviewer: Reviewer, line: Line) -> bool:
    following = reviewer.after(line)
    return (
        paragraphs.is_loose(line)
        and following is not None
        and following.place in paragraphs.LOOSE
        and not following.settled
    )


def _row(reviewer: Reviewer) -> list[Line]:
    """The lines of a row of a table that an author typed."""
    line = reviewer.line(lambda each: rows.row_of(each.paragraph) is not None, ("cell",))
    row = None if line is None else rows.row_of(line.paragraph)
    found = [each for each in reviewer.file.lines if row is not None and rows.row_of(each.paragraph) is row]
    return [] if any(each.settled or each.place != "cell" or each.notes for each in found) else found


def _insert_row(reviewer: Reviewer, hand: Hand) -> Edit | None:
    pattern = _row(reviewer)
    if not pattern:
        return None
    row = rows.row_of(pattern[0].paragraph)
    texts = [reviewer.random.choice((*WORDS, *NUMBERS)) for _ in rows.cells_of(row)]
    added = [
        Line(paragraph, text, "", "cell", settled=True)
        for paragraph, text in zip(rows.add_below(row, texts, hand), texts, strict=True)
    ]
    lines = reviewer.file.lines
    index = lines.index(pattern[-1]) + 1
    lines[index:index] = added
    edit = reviewer.noted(added[0], "", hand, about=pattern[0].unit)
    return replace(edit, new="\t".join(texts))


def _delete_row(reviewer: Reviewer, hand: Hand) -> Edit | None:
    gone = _row(reviewer)
    row = rows.row_of(gone[0].paragraph) if gone else None
    if row is None or len(rows.rows_beside(row)) < rows.FEWEST or not all(map(paragraphs.is_plain, gone)):
        return None
    rows.delete(row, hand)
    for line in gone:
        reviewer.file.lines.remove(line)
    edit = reviewer.noted(gone[0], "\t".join(line.text for line in gone), hand)
    return replace(edit, new="")


def _comment(reviewer: Reviewer, hand: Hand) -> Edit | None:
    """Comment on a word, a sentence or a whole text."""
    line = reviewer.line(lambda each: has_words(each) and not each.note)
    if line is None:
        return None
    words, sentences = spots(line, r"[^\W\d]\w*"), _sentences(line)
    whole = [(0, 0)] if line.place in ("cell", "heading", "list item") else []
    spot = reviewer.random.choice(reviewer.random.choice([each for each in (words, sentences, whole) if each]))
    text = reviewer.random.choice(REMARKS)
    comments.add(line.paragraph, *spot, text, hand)
    about = line.text[slice(*spot)] if spot[1] else line.text
    return replace(reviewer.noted(line, line.text, hand, text, about), tracked=True)


def _reply(reviewer: Reviewer, hand: Hand) -> Edit | None:
    """Answer a comment, the reviewer's own or one that came with the document."""
    found = [each for each in comments.comments(reviewer.file) if comments.is_open(reviewer.file, each)]
    if not found:
        return None
    parent = reviewer.random.choice(found)
    text = reviewer.random.choice(ANSWERS)
    comments.reply(reviewer.file, parent, text, hand)
    return Edit("", True, hand.author, hand.date, "", "", "", "", text, comments.text_of(parent))


def _resolve(reviewer: Reviewer, hand: Hand) -> Edit | None:
    """Mark a comment as done; Word keeps no word of who did it."""
    found = [each for each in comments.comments(reviewer.file) if comments.is_open(reviewer.file, each)]
    if not found:
        return None
    comment = reviewer.random.choice(found)
    comments.resolve(reviewer.file, comment)
    return Edit("", True, hand.author, hand.date, "", "", "", "", "", comments.text_of(comment))


KINDS: Mapping[str, Callable[[Reviewer, Hand], Edit | None]] = {
    "replace": _replace_word,
    "insert": _insert_words,
    "delete": _delete_word,
    "first word": _first_word,
    "last word": _last_word,
    "sentence": _replace_sentence,
    "add sentence": _add_sentence,
    "across": _across_runs,
    "figure": _figure,
    "number": _number,
    "special": _special,
    "special start": _special_start,
    "link": _link,
    "second thoughts": _second_thoughts,
    "emphasis": _emphasise,
    "delete paragraph": _delete_paragraph,
    "insert paragraph": _insert_paragraph,
    "move paragraph": _move_paragraph,
    "split paragraph": _split_paragraph,
    "join paragraphs": _join_paragraphs,
    "insert row": _insert_row,
    "delete row": _delete_row,
    "comment": _comment,
    "reply": _reply,
    "resolve": _resolve,
}
"""The catalogue, by the names that `edited` takes."""

REMARKING = ("comment", "reply", "resolve")
"""The kinds that say something beside the text."""

TEXT_KINDS = tuple(name for name in KINDS if name not in (*REMARKING, "emphasis"))
"""The kinds that change what a document says."""


def sessions(docx: bytes, seeds: Sequence[int], *, office_every: int = 0) -> list[Session]:
    """A session for each seed; every so many are saved by LibreOffice, all of them in one go."""
    offices = {seed for seed in seeds if office_every and seed % office_every == 0}
    made = [_edited(docx, seed, through_office=seed in offices) for seed in seeds]
    chosen = [session for session in made if session.seed in offices]
    saved = {session.seed: session for session in resaved(chosen)} if chosen else {}
    return [saved.get(session.seed, session) for session in made]


def without_ids(session: Session, *, manifest: bool = False) -> Session:
    """The session as of a program that keeps no bookmarks, and no `manifest` unless asked."""
    file = OpenFile(session.docx)
    file.drop_bookmarks()
    if not manifest:
        file.drop_manifest()
    return replace(session, docx=file.saved())
