"""Notes of who reviews in a page: behind the words of a section, and in review.md for what stands in none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from briefgen.content import COMMENTS, Content, is_file
from briefgen.content.text import comments
from briefgen.errors import UsageError
from briefgen.formats.docx.word_model import WordComment
from briefgen.frozen import frozen
from briefgen.model.blocks import Block, Contents
from briefgen.model.document import Document
from briefgen.model.remark import Comment, Remark
from briefgen.model.traverse import blocks_of, parts_of
from briefgen.review.content_change import ContentChange
from briefgen.review.pull.changes import Edit, applied_to_bytes
from briefgen.review.pull.comments import Anchor, Thread, listed, note_of, note_stretch
from briefgen.review.pull.source_map import Sign, TracedText, trace
from briefgen.review.save import ConflictError, read_text
from briefgen.spans import Span

RESOLVED = "resolved"


@frozen
class SignedText:
    """What somebody says, and when."""

    by: str
    on: date
    text: str

    def as_comment(self, *, done: bool = False) -> WordComment:
        """As Word would have it."""
        return WordComment("", self.by, self.on.isoformat(), self.text, done=done)


@frozen
class ChosenWords:
    """Words of the document as a browser shows them: the id of what they stand in, and how often they stand before."""

    place: str
    words: str
    before: int = 0


def add_note(
    content: Content, edition: str, document: Document, chosen: ChosenWords, said: SignedText
) -> ContentChange:
    """A note behind words of the document; in review.md where no section has them.

    Raises UsageError for words that no text has.
    """
    unit, number, file = _found(document, trace(document, Path(content.name)), chosen)
    place = _behind(unit, chosen.words, number) if unit and _is_in_section(unit) else None
    if unit is None or place is None:
        return list_comment(content, edition, file.removeprefix(f"{edition}/"), chosen.words, said)
    data, text = read_text(content, unit.file)
    if data is None or text is None or unit.place is None or text != unit.place.source.text:
        raise ConflictError("the section was changed meanwhile: choose the words again", text)
    note = note_of(said.as_comment(), in_cell=unit.kind == "cell")
    return ContentChange({unit.file: data}, {unit.file: applied_to_bytes(data, [Edit(unit.file, place, place, note)])})


def _found(
    document: Document, units: Mapping[str, TracedText], chosen: ChosenWords
) -> tuple[TracedText | None, int, str]:
    """The text that has the words, how often it has them before, and the file of what they stand in.

    No text has words that are made, as those of a chart are, or that stand in several.
    """
    block, number = _block(document, chosen.place), chosen.before
    inner = [units[name] for name in (_within(block, chosen.place) if block else ()) if name in units]
    for unit in inner:
        if number < (count := _spaced(unit).count(chosen.words)):
            return unit, number, unit.file
        number -= count
    if block and not isinstance(block, Contents):
        return None, 0, inner[0].file if inner else ""
    others = [unit for unit in units.values() if chosen.words in _spaced(unit)]
    if not block and (not chosen.words or not others):
        raise UsageError("these words stand together in no text of the brief: choose words of one paragraph")
    return (others[0], 0, others[0].file) if len(others) == 1 else (None, 0, "")


def _block(document: Document, identity: str) -> Block | None:
    """The innermost block that has the id, or a part with it."""
    notes = (block for note in document.notes for block in note.content)
    blocks = blocks_of((*document.blocks, *notes))
    return next((each for each in blocks if identity in (part.id for part in (each, *parts_of(each)) if part.id)), None)


def _within(block: Block, identity: str) -> Iterator[str]:
    """The ids of the texts of a block, or of a part of it, and of those in it, in reading order."""
    parts = [block, *parts_of(block)]
    chosen = [block, *blocks_of([block])] if identity == block.id else []
    inner = [part for each in chosen for part in (each, *parts_of(each))] or [
        each for each in parts if each.id == identity
    ]
    for part in dict.fromkeys(each.id for each in inner):
        yield from (part, *(f"{part}/{name}" for name in ("title", "caption", "source", "attribution")))


def _is_in_section(unit: TracedText) -> bool:
    """Whether a text stands in a section, and not between the lines of --- at its top."""
    if unit.place is None or not unit.file.endswith(".md"):
        return False
    text = unit.place.source.text
    return not text.startswith("---\n") or unit.place.start > text.find("\n---", 3)


def _spaced(unit: TracedText) -> str:
    """A text with one space for each, as browsers show it."""
    return "".join(" " if sign.text.isspace() else sign.text for sign in _words(unit))


def _words(unit: TracedText) -> list[Sign]:
    """The characters of a text but for the calls of its footnotes."""
    return [sign for sign in unit.signs if not (sign.atom and sign.atom.kind == "note")]


def _behind(unit: TracedText, words: str, number: int) -> int | None:
    """The offset in the file behind words of a text, out of what is set apart around them; none where it has none.

    Words that stand several times are meant where they stand behind so many others.
    """
    before = _spaced(unit).split(words)[: number + 1]
    end = sum(map(len, before)) + len(words) * len(before)
    sign = _words(unit)[end - 1]
    extent = sign.containers[0].extent if sign.containers else sign.extent
    return extent[1] if extent else None


def list_comment(
    content: Content, edition: str, where: str, quoted: str, said: SignedText, *, done: bool = False
) -> ContentChange:
    """A comment in the edition's review.md."""
    return _listed(content, edition, Thread((said.as_comment(done=done),), Anchor(quoted, where), quoted, done))


def _listed(content: Content, edition: str, thread: Thread) -> ContentChange:
    path = f"{edition}/{COMMENTS}"
    data, text = read_text(content, path)
    after = listed([thread], text or "").encode()
    return ContentChange({path: data} if data is not None else {}, {path: after})


def answer_note(content: Content, remark: Remark, path: str, said: SignedText) -> ContentChange:
    """An answer behind a note; raises ConflictError for one that does not stand there any more."""
    data, _, (_, end) = _note_in(content, remark, path)
    note = note_of(said.as_comment(), in_cell=_is_in_cell(remark))
    return ContentChange({path: data}, {path: applied_to_bytes(data, [Edit(path, end, end, note)])})


def _is_in_cell(remark: Remark) -> bool:
    place = remark.place
    return place is not None and place.source.text.splitlines()[place.line - 1].lstrip().startswith("|")


def resolve_note(content: Content, edition: str, remark: Remark, path: str, said: SignedText) -> ContentChange:
    """A note taken out of its text, and listed in review.md as dealt with, with who has said so."""
    data, text, (start, _) = _note_in(content, remark, path)
    where = f"{path.removeprefix(f'{edition}/')}:{remark.place.line if remark.place else 1}"
    asked = WordComment("", remark.author or "desk", (remark.date or said.on).isoformat(), remark.text, done=True)
    thread = Thread((asked, replace(said, text=said.text or RESOLVED).as_comment()), Anchor("", where), is_done=True)
    others = _listed(content, edition, thread)
    edit = Edit(path, *note_stretch(text, start), "")
    return ContentChange({path: data, **others.before}, {path: applied_to_bytes(data, [edit]), **others.after})


def _note_in(content: Content, remark: Remark, path: str) -> tuple[bytes, str, tuple[int, int]]:
    """The file of a note, and where the note starts and ends in it."""
    data, text = read_text(content, path)
    place = remark.place
    if data is None or text is None or place is None or text != place.source.text:
        raise ConflictError("the section was changed meanwhile: look at the note again", text)
    return data, text, next((start, end) for start, end in comments(text) if start <= place.start < end)


def change_comment(content: Content, edition: str, comment: Comment, said: SignedText, *, done: bool) -> ContentChange:
    """A comment of review.md with an answer below it, or as dealt with.

    Raises ConflictError where the file is another by now.
    """
    path = f"{edition}/{COMMENTS}"
    data, text = read_text(content, path) if is_file(content, path) else (None, None)
    place: Span | None = comment.place
    if data is None or text is None or place is None or text != place.source.text:
        raise ConflictError("review.md was changed meanwhile: look at the comment again", text)
    box = text.index("[", place.start) + 1
    edits = [Edit(path, box, box + 1, "x")] if done else []
    words = " ".join((said.text or (RESOLVED if done else "")).split())
    end = _end_of_item(text, place.start)
    edits.append(Edit(path, end, end, f"\n  {said.by}, {said.on.isoformat()}: {words}"))
    return ContentChange({path: data}, {path: applied_to_bytes(data, edits)})


def _end_of_item(text: str, start: int) -> int:
    """Where the last line of an item ends, with those below it that are indented."""
    end = text.find("\n", start)
    while end >= 0 and text[end + 1 : end + 2] in (" ", "\t") and text[end + 1 :].partition("\n")[0].strip():
        end = text.find("\n", end + 1)
    return len(text) if end < 0 else end
