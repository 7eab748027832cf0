"""Comments: where the words that they are about stand, and each as a note there or in the edition's review.md."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from briefgen.assemble import CHECK
from briefgen.content.remarks import signature
from briefgen.content.text import clean
from briefgen.content.text import comments as comments_in
from briefgen.formats.docx.word_model import NOTE, CommentRange, WordComment, shown
from briefgen.frozen import frozen
from briefgen.review.diff.tokens import END, Hunk, joined_text
from briefgen.review.pull.align_lines import ParagraphGroup
from briefgen.review.pull.baseline import BaseDocument, KnownNote
from briefgen.review.pull.changes import NOTE_OPENS, ChangeOutcome, Edit, PulledChange, PulledKind, applied, overlap
from briefgen.review.pull.tokens import LineDiff, WordToken
from briefgen.spans import Span

_NOTES = re.compile(r"(?:[ \t]*<!--\s*note\b.*?-->)+", re.DOTALL | re.IGNORECASE)
"""Notes that stand where a comment would go, which answers them."""


@frozen
class Anchor:
    """Where a comment's range ends: the words in it, and the file and offset behind them, if they stand in a file.

    `inside` is the edit that writes these words, if they are new, and the offset behind them in its text.
    """

    quoted: str
    where: str
    file: str = ""
    offset: int = -1
    place: Span | None = None
    in_cell: bool = False
    inside: tuple[Edit, int] | None = None


Anchors = dict[tuple[str, bool], Anchor]
"""Where comments begin (true) and end, by their ids."""


def anchors_of(diff: LineDiff, where: str, base: BaseDocument) -> Anchors:
    """Where the comments on some lines begin and end; `where` is what people call the lines."""
    return {(each.comment, each.is_start): _anchor(spot, diff, where, base) for each, spot in _spots(diff.group)}


def ends_of(diff: LineDiff) -> list[tuple[int, str]]:
    """How many of the reviewer's tokens each comment on some lines goes up to, in their order."""
    return sorted((_begun(diff.theirs, spot), each.comment) for each, spot in _spots(diff.group) if not each.is_start)


def _spots(group: ParagraphGroup) -> Iterator[tuple[CommentRange, int]]:
    """The ends of comments on the reviewer's lines, with their offsets in the text of all of them."""
    at = 0
    for line in group.reviewed:
        yield from ((each, at + each.at) for each in line.comments)
        at += len(line.text) + len(END)


def _anchor(spot: int, diff: LineDiff, where: str, base: BaseDocument) -> Anchor:
    """A spot of the reviewed text: how far the words before it go in the content."""
    ours, theirs = diff.ours, diff.theirs
    text = joined_text(theirs)[:spot]
    own = _ours_before(_begun(theirs, spot), len(ours), diff.hunks)
    while own > 0 and (ours[own - 1].extent is None or ours[own - 1].is_space):
        own -= 1
    if own == 0:
        return Anchor(text, where)
    token = ours[own - 1]
    unit = token.unit
    extent = token.containers[0].extent if token.containers else token.extent
    if unit is None or extent is None or unit.file not in base.sources or base.is_in_front(unit):
        return Anchor(text, where)
    found = _NOTES.match(base.texts[unit.file], extent[1])
    at = found.end() if found else extent[1]
    return Anchor(text, where, unit.file, at, base.place(unit.file, extent[1]), unit.kind == "cell")


def _begun(tokens: Sequence[WordToken], spot: int) -> int:
    """How many tokens begin before a spot, without space: a word of which a part is meant is meant as a whole."""
    at = count = 0
    for number, token in enumerate(tokens, 1):
        if at >= spot:
            break
        at += len(token.text)
        count = count if token.is_space else number
    return count


def _ours_before(count: int, length: int, hunks: Sequence[Hunk]) -> int:
    """How many tokens of ours stand before the first `count` of theirs; a hunk is taken to its end."""
    shift = 0
    for hunk in hunks:
        if hunk.new_start >= count:
            break
        shift = hunk.end - hunk.new_end if hunk.new_end <= count else hunk.end - count
    return min(length, count + shift)


NO_PLACE = "its words stand in no section: they are written in YAML, made by briefgen, new or taken out"
NOT_WRITTEN = "the new words that it is about are not written"
HEAD = "# Comments of reviewers\n\n"


@frozen
class Thread:
    """A comment with its answers, and where its words are; `notes` of the content are resolved with it.

    One that `is_answer` tells of a box that was ticked.
    """

    comments: tuple[WordComment, ...]
    anchor: Anchor | None
    quoted: str = ""
    is_done: bool = False
    notes: tuple[KnownNote, ...] = ()
    is_answer: bool = False


def threads(
    comments: Sequence[WordComment], anchors: Mapping[tuple[str, bool], Anchor], known: Iterable[KnownNote]
) -> list[Thread]:
    """The comments with their answers, without those that the content had when the document went out, each once.

    Of those, the ones that somebody has resolved are there, with their notes.
    """
    by_id = {comment.id: comment for comment in comments}
    found: dict[str, list[WordComment]] = {}
    for comment in comments:
        root = comment
        seen = {root.id}
        while root.parent in by_id and root.parent not in seen:
            root = by_id[root.parent]
            seen.add(root.id)
        found.setdefault(root.id, []).append(comment)
    waiting: dict[tuple[str, str], list[KnownNote]] = {}
    for note in known:
        waiting.setdefault((note.author, note.text), []).append(note)
    result = []
    for identity, own in found.items():
        said = [(comment, _note_for(comment, waiting)) for comment in own if not _is_warning(comment)]
        is_done = own[0].done
        notes = tuple(note for _, note in said if note) if is_done else ()
        new = tuple(comment for comment, note in said if note is None or is_done)
        if new:
            start, end = anchors.get((identity, True)), anchors.get((identity, False))
            quoted = end.quoted[len(start.quoted) :] if start and end and end.quoted.startswith(start.quoted) else ""
            words = " ".join(shown(quoted, "").replace(NOTE, "").split())
            result.append(Thread(new, end or start, words, is_done, notes))
    return result


def _note_for(comment: WordComment, waiting: Mapping[tuple[str, str], list[KnownNote]]) -> KnownNote | None:
    """The note of the content that says so, which is then found."""
    author = " ".join(comment.author.split())
    texts = " ".join(comment.text.split()), _text(comment)
    found = (waiting.get(key) for text in texts for key in ((author, text), ("", text)))
    return next((notes.pop(0) for notes in found if notes), None)


def _is_warning(comment: WordComment) -> bool:
    """Whether briefgen wrote the comment, of what its checks had to say."""
    return comment.author == CHECK


def note_stretch(text: str, place: int) -> tuple[int, int]:
    """The characters of the note that holds a place in a text, with the space and the lines that are its own."""
    start, end = next((start, end) for start, end in comments_in(text) if start <= place < end)
    while start > 0 and text[start - 1] in " \t":
        start -= 1
    if text[max(start - 1, 0) : start] in ("", "\n") and text[end : end + 1] in ("", "\n"):
        end += len(text[end:]) - len(text[end:].lstrip("\n"))
    return start, end


def as_change(thread: Thread, written: Collection[Edit], texts: Mapping[str, str], *, to_list: bool) -> PulledChange:
    """A thread as a change: a note at its place, or none where it goes to the list, as a resolved one does.

    The notes of a thread that is resolved are taken out of the `texts`, and it goes to the list as well.

    `written` are the edits that come out: a note on new words goes with theirs, and one on words that go has no place.
    """
    anchor = thread.anchor
    change = PulledChange(
        PulledKind.COMMENT,
        thread.quoted,
        "\n".join(f"{comment.author}: {comment.text}" for comment in thread.comments),
        place=anchor.place if anchor else None,
        where=anchor.where if anchor else "",
        authors=tuple(dict.fromkeys(comment.author for comment in thread.comments)),
    )
    if thread.notes:
        edits = tuple(Edit(note.file, *note_stretch(texts[note.file], note.offset), "") for note in thread.notes)
        return replace(change, new=f"resolved: {change.new}", edits=edits, place=thread.notes[0].place)
    if (is_meant := to_list or thread.is_done or thread.is_answer) or anchor is None:
        return change.left("" if is_meant else NO_PLACE, ChangeOutcome.LISTED)
    note = "".join(note_of(comment, in_cell=anchor.in_cell) for comment in thread.comments)
    inside = anchor.inside if anchor.inside and anchor.inside[0] in written else None
    edit = Edit(anchor.file, anchor.offset, anchor.offset, note)
    has_place = anchor.offset >= 0 and not overlap([*written, edit])
    if not has_place and inside is None:
        return change.left(NO_PLACE, ChangeOutcome.LISTED)
    return replace(change, edits=(edit,) if has_place else (), note=note, inside=inside)


def with_notes(changes: Sequence[PulledChange]) -> list[PulledChange]:
    """The changes, with the notes on new words in the edits that write these: a note and its words are one edit."""
    lines = {edit: change.line for change in changes if change.kind is not PulledKind.COMMENT for edit in change.edits}
    notes: dict[Edit, list[tuple[int, str]]] = {}
    for change in changes:
        if change.outcome is ChangeOutcome.PLACED and change.inside and change.inside[0] in lines:
            edit, offset = change.inside
            notes.setdefault(edit, []).append((offset, change.note))
    whole = {
        edit: replace(edit, text=applied(edit.text, [Edit("", at, at, note) for at, note in dict.fromkeys(own)]))
        for edit, own in notes.items()
    }
    return [_with_notes(change, whole, lines) for change in changes]


def _with_notes(change: PulledChange, whole: Mapping[Edit, Edit], lines: Mapping[Edit, int]) -> PulledChange:
    if change.kind is not PulledKind.COMMENT or change.outcome is not ChangeOutcome.PLACED:
        return replace(change, edits=tuple(whole.get(edit, edit) for edit in change.edits))
    if change.inside and change.inside[0] in whole:
        edit, _ = change.inside
        return replace(change, edits=(), line=lines[edit])
    return change if change.edits else change.left(NOT_WRITTEN, ChangeOutcome.CONFLICT)


def following(changes: Sequence[PulledChange]) -> list[PulledChange]:
    """The changes, of which notes on new words have the outcome of these."""
    left = {
        (c.reviewer, c.line): c
        for c in changes
        if c.kind is not PulledKind.COMMENT and c.outcome is not ChangeOutcome.PLACED
    }
    return [
        change.left(text.reason, text.outcome)
        if change.kind is PulledKind.COMMENT and change.line and (text := left.get((change.reviewer, change.line)))
        else change
        for change in changes
    ]


def note_of(comment: WordComment, *, in_cell: bool = False) -> str:
    """A comment as a note of the content, in a table's cell without a stroke."""
    who = signature(comment.author, comment.date[:10])
    note = f"{NOTE_OPENS}{f' ({who})' if who else ''}: {_text(comment)} -->"
    return note.replace("|", "\\|") if in_cell else note


def _text(comment: WordComment) -> str:
    """What a note says, which holds no end of a comment and nothing that no content may have."""
    return clean(_said(comment)).replace("-->", "-- >").replace("--!>", "-- !>")


def listed(threads: Iterable[Thread], before: str) -> str:
    """The list of comments with those of some threads added, each once."""
    added = [entry for entry in dict.fromkeys(map(_entry, threads)) if entry not in before]
    if not added:
        return before
    head = before.rstrip("\n") + "\n" if before.strip() else HEAD
    return head + "".join(added)


def _entry(thread: Thread) -> str:
    """A thread as an item of the list: who said when what about which words, and who has answered what."""
    first, *answers = thread.comments
    where = str(thread.anchor.place or thread.anchor.where) if thread.anchor else ""
    head = ", ".join(part for part in (_signature(first), where) if part)
    about = f': "{thread.quoted}"' if thread.quoted else ""
    lines = [f"- [{'x' if thread.is_done else ' '}] {head}{about} — {_said(first)}"]
    lines += (f"  {_signature(answer)}: {_said(answer)}" for answer in answers)
    return "".join(f"{line}\n" for line in lines)


def _signature(comment: WordComment) -> str:
    name = " ".join(comment.author.split()) or "nobody"
    return ", ".join(part for part in (name, comment.date[:10]) if part)


def _said(comment: WordComment) -> str:
    return " ".join(comment.text.split()) or "(empty)"
