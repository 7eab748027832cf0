"""Inlines: runs, links and breaks within a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import assert_never

from briefgen.formats.docx.bookmarks import Label, reference_name
from briefgen.formats.docx.changes import DELETED, INSERTED, REFORMATTED, Mark
from briefgen.formats.docx.complex_script import scaled, set_complex_script
from briefgen.formats.docx.context import DocxContext
from briefgen.formats.docx.elements import NOTHING, Markup, changed, finished, markup_of, w
from briefgen.formats.docx.fact_controls import is_in_control
from briefgen.formats.docx.fonts import typeface
from briefgen.formats.docx.markup import Element, half_points
from briefgen.formats.docx.numbering import is_counted
from briefgen.formats.docx.paragraphs import field, text
from briefgen.formats.docx.styles import Style, strong_style
from briefgen.frozen import frozen
from briefgen.model.characters import has_words_from_right
from briefgen.model.direction import LRI, PDI, RIGHT_TO_LEFT, RLI, direction_of_words, without_isolates
from briefgen.model.inlines import (
    CrossReference,
    Deleted,
    Emphasis,
    Foreign,
    Inline,
    Inlines,
    Inserted,
    LineBreak,
    Link,
    NoteReference,
    Reformatted,
    Remarked,
    Strong,
    Text,
    Value,
)
from briefgen.model.traverse import plain_text
from briefgen.theme import Role, Writing

LONGEST_TIP = 260
"""The characters that Word takes of what it shows beside a link."""
BETWEEN_NOTES = "\u202f"


@frozen
class Former:
    """How a run was set before a redline, and the mark that says who has changed it, and when."""

    voice: Voice
    mark: Mark


@frozen
class Voice:
    """How a run is set: the role of its paragraph, and what the inlines around it add; `former` is how it was set."""

    role: Role
    style: Style | None = None
    strong: bool = False
    emphasis: bool = False
    language: str = ""
    direction: str = ""
    size: float | None = None
    mark: Mark | None = None
    former: Former | None = None


def write_inlines(inlines: Inlines, voice: Voice, context: DocxContext) -> Iterator[Markup]:
    """What a paragraph holds that prints the inlines."""
    whole = _joined(inlines) if len(inlines) > 1 else inlines
    for before, inline in zip((None, *whole), whole, strict=False):
        if isinstance(before, NoteReference) and isinstance(inline, NoteReference):
            yield write_text(BETWEEN_NOTES, voice, context)
        yield from _inline(inline, voice, context)


def _joined(inlines: Inlines) -> Inlines:
    """The inlines, with the texts as one that a comment or an escaped sign has parted on a line of the content."""
    joined: list[Inline] = []
    for inline in inlines:
        last = joined[-1] if joined else None
        if isinstance(inline, Text) and isinstance(last, Text) and _on_one_line(last, inline):
            joined[-1] = replace(last, text=last.text + inline.text)
        else:
            joined.append(inline)
    return tuple(joined)


def _on_one_line(first: Text, second: Text) -> bool:
    one, other = first.place, second.place
    return one is not None and other is not None and 0 < one.line == other.line and one.file == other.file


def write_text(characters: str, voice: Voice, context: DocxContext) -> Markup:
    """One run of plain characters, inside the mark of its change if it has one."""
    if not (context.foreign or context.from_right) and has_words_from_right(characters):
        context.foreign = voice.language
    deleted = voice.mark is not None and voice.mark.kind == DELETED
    return marked(text(characters, run_properties(voice, context), deleted=deleted), voice.mark)


def marked(run: Markup, mark: Mark | None) -> Markup:
    """A run inside the mark of its change."""
    return mark.element(run) if mark else run


def _inline(inline: Inline, voice: Voice, context: DocxContext) -> Iterable[Markup]:
    match inline:
        case Text() | Value():
            return [_words(inline, voice, context)]
        case Foreign():
            return _foreign(inline, voice, context)
        case Strong() | Emphasis() | Inserted() | Deleted():
            return write_inlines(inline.content, _changed(inline, voice, context), context)
        case Reformatted():
            return write_inlines(inline.content, _reformatted(inline, voice, context), context)
        case Link():
            return [_link(inline, voice, context)]
        case CrossReference():
            return _cross_reference(inline, voice, context)
        case NoteReference():
            return _note_reference(inline, voice, context)
        case LineBreak():
            return [marked(w("r", w("br")), voice.mark)]
        case Remarked():
            return context.comments.around(write_inlines(inline.content, voice, context), inline.remarks, voice.mark)
        case _:
            assert_never(inline)


def _words(words: Text | Value, voice: Voice, context: DocxContext) -> Markup:
    """A run of words, a printed fact in its control; what a redline marks has none, or Word would write into it."""
    run = write_text(words.text, voice, context)
    if isinstance(words, Text) or voice.mark or voice.former or not words.text:
        return run
    return context.facts.around(run, words, run_properties(voice, context))


def _changed(inline: Strong | Emphasis | Foreign | Inserted | Deleted, voice: Voice, context: DocxContext) -> Voice:
    match inline:
        case Strong():
            return replace(voice, strong=True)
        case Emphasis():
            return replace(voice, emphasis=not voice.emphasis)
        case Foreign():
            language, direction = inline.language or voice.language, _direction(inline) or voice.direction
            return replace(voice, language=language, direction=direction)
        case Inserted() | Deleted():
            kind = INSERTED if isinstance(inline, Inserted) else DELETED
            mark = Mark(kind, inline.author, inline.date, context.annotations)
            return replace(voice, mark=mark.inside(voice.mark))
        case _:
            assert_never(inline)


def _direction(words: Foreign) -> str:
    return direction_of_words(plain_text(words.content), words.language, words.direction)


def _foreign(inline: Foreign, voice: Voice, context: DocxContext) -> Iterable[Markup]:
    """Words in another language, between the marks of an isolate where they run the other way than those around."""
    own = _changed(inline, voice, context)
    runs = markup_of(write_inlines(inline.content, own, context))
    texts = list(_TEXT.finditer(runs))
    if own.direction in ("", voice.direction or context.direction) or not texts:
        return [runs]
    opening = RLI if own.direction == RIGHT_TO_LEFT else LRI
    first, last = texts[0].start(1), texts[-1].end(1)
    if is_in_control(runs, first) or is_in_control(runs, last):
        return [write_text(opening, own, context), runs, write_text(PDI, own, context)]
    return [Markup(f"{runs[:first]}{opening}{runs[first:last]}{PDI}{runs[last:]}")]


_TEXT = re.compile("<w:(?:t|delText) [^>]*>([^<]*)<")


def _reformatted(inline: Reformatted, voice: Voice, context: DocxContext) -> Voice:
    """The voice of what was set in another way, which the inlines say that held it before."""
    before, inlines = voice, inline.before
    while inlines and isinstance(outer := inlines[0], Strong | Emphasis | Foreign):
        before, inlines = _changed(outer, before, context), outer.content
    mark = Mark(REFORMATTED, inline.author, inline.date, context.annotations)
    return replace(voice, former=Former(before, mark))


def _link(link: Link, voice: Voice, context: DocxContext) -> Markup:
    runs = write_inlines(link.content, replace(voice, style=Style.HYPERLINK), context)
    return w("hyperlink", *runs, r__id=context.relations.link(link.target), history=1)


def _cross_reference(reference: CrossReference, voice: Voice, context: DocxContext) -> Iterable[Markup]:
    """What names a label or a number repeats it by a field; any other reference is a link, if it leads anywhere."""
    content = reference.content or (Text(reference.text),)
    name = context.bookmarks.leading_to(reference.target)
    if name is None:
        return write_inlines(content, voice, context)
    voice = replace(voice, style=voice.style or Style.CROSS_REFERENCE)
    label = context.bookmarks.label_of(reference.target)
    if label and not reference.content and _is_repeated(label, reference.text, voice):
        return _repeated(label, reference.text, voice, context)
    cited = label and label.counted and not reference.content and _CITED.fullmatch(reference.text)
    if label and cited and cited[2] == label.text and not (voice.mark and voice.mark.deletes):
        runs = _cited(label, cited[1], cited[3], voice, context)
    else:
        runs = write_inlines(content, voice, context)
    return [w("hyperlink", *runs, anchor=name, history=1, tooltip=reference.leads[:LONGEST_TIP] or None)]


_CITED = re.compile(rf"([^\w{LRI}]*)(\d+)(\D.*)?")
"""A reference to a source: its number, between brackets and with the place in it; none that a field would part."""


def _cited(label: Label, before: str, behind: str, voice: Voice, context: DocxContext) -> Iterator[Markup]:
    """The number of a source by a field, which follows the list when that is put in another order."""
    if before:
        yield write_text(before, voice, context)
    for run in field(f"REF {label.bookmark} \\r", label.text, run_properties(voice, context)):
        yield marked(run, voice.mark)
    if behind:
        yield write_text(behind, voice, context)


def _is_repeated(label: Label, text: str, voice: Voice) -> bool:
    """Whether a field can say the label: what a redline takes out has none, and some numbers Word cannot count."""
    if voice.mark and voice.mark.deletes:
        return False
    if not label.counted:
        return without_isolates(text) == without_isolates(label.text)
    before, is_found, _ = _around(label, text)
    return is_found and without_isolates(before)[-1:].isspace() and is_counted(label.text)


def _around(label: Label, text: str) -> tuple[str, bool, str]:
    """What stands before a label at the end of a text, whether it stands there, and the end of an isolate behind it."""
    whole = text.rstrip(PDI)
    return whole.removesuffix(label.text), whole.endswith(label.text), text[len(whole) :]


def _repeated(label: Label, whole: str, voice: Voice, context: DocxContext) -> Iterator[Markup]:
    """The text before a label, and the label by a field, which keeps the look of its text when Word updates it."""
    before, _, behind = _around(label, whole) if label.counted else ("", True, "")
    if before:
        yield write_text(before, voice, context)
    switches = "\\r \\h" if label.counted else "\\h \\* MERGEFORMAT"
    properties = run_properties(voice, context)
    for run in field(f"REF {label.bookmark} {switches}", label.text, properties):
        yield marked(run, voice.mark)
    if behind:
        yield write_text(behind, voice, context)


def _note_reference(reference: NoteReference, voice: Voice, context: DocxContext) -> Iterable[Markup]:
    """The reference that brings a footnote, or a field with the number of one that has its reference already."""
    voice = replace(voice, style=Style.NOTE_REFERENCE)
    deleted = voice.mark is not None and voice.mark.deletes
    name, number = reference_name(reference.note), str(reference.number)
    footnote = None if context.in_notes else context.footnotes.call(reference.note, deleted=deleted)
    if footnote is not None:
        run = w("r", run_properties(voice, context), w("footnoteReference", id=footnote))
        return [context.bookmarks.around(marked(run, voice.mark), name)]
    if deleted or not context.bookmarks.has(name):
        return [write_text(number, voice, context)]
    runs = field(f"NOTEREF {name} \\f \\h", number, run_properties(voice, context))
    return [marked(run, voice.mark) for run in runs]


def run_properties(voice: Voice, context: DocxContext) -> Markup:
    """The character properties that the paragraph's style does not give."""
    if voice.former:
        before = w("rPr", _properties(voice.former.voice, context))
        return w("rPr", _properties(voice, context), voice.former.mark.element(before))
    known = context.run_properties.get(voice)
    if known is None:
        properties = _properties(voice, context)
        known = context.run_properties[voice] = w("rPr", properties) if properties else NOTHING
    return known


def _properties(voice: Voice, context: DocxContext) -> Markup:
    made = markup_of((*_face(voice, context), *_size(voice, context), *_language(voice)))
    return _in_complex_script(made, context.writing, context) if made and context.writing else made


def _in_complex_script(properties: Markup, writing: Writing, context: DocxContext) -> Markup:
    def change(elements: Sequence[Element]) -> None:
        set_complex_script(elements[0], context.theme, writing)

    return (
        Markup(changed(w("rPr", properties), change)[len("<w:rPr>") : -len("</w:rPr>")]) if properties else properties
    )


def _face(voice: Voice, context: DocxContext) -> Iterator[Markup]:
    """The character style, then what no one style can say: strong and stressed at once, or either inside a link."""
    base = context.theme.style(voice.role)
    strong = voice.strong and not base.bold
    style = voice.style
    if style is None and strong:
        style = strong_style(context.theme, voice.role)
        strong = style is None
    stressed = voice.emphasis
    if style is None and stressed:
        style, stressed = Style.EMPHASIS, False
    if style:
        yield w("rStyle", val=style.value)
    if strong:
        yield from map(finished, typeface(context.theme, base.family, bold=True).properties())
    if stressed:
        upright = 0 if base.italic else None
        yield w("i", val=upright)
        yield w("iCs", val=upright)


def _size(voice: Voice, context: DocxContext) -> Iterator[Markup]:
    if voice.size:
        yield w("sz", val=half_points(voice.size))
        yield w("szCs", val=scaled(voice.size, context.writing))


def _language(voice: Voice) -> Iterator[Markup]:
    right_to_left = voice.direction == RIGHT_TO_LEFT
    if right_to_left:
        yield w("rtl")
    if voice.language:
        yield w("lang", bidi=voice.language) if right_to_left else w("lang", val=voice.language)
