"""Section text -> blocks, each with its place and a stable id."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import replace
from functools import partial
from itertools import chain
from typing import Any

from briefgen import codes
from briefgen.content.braces import ID, Sayable, without_braces
from briefgen.content.edition_context import EditionContext, EditionPart
from briefgen.content.form_marks import POINT, answers_of, use_of
from briefgen.content.inlines import InlineReader, inline_tokens, is_comment, read_inlines, shows_nothing
from briefgen.content.markdown import DELIMITER_ROW, Element, References, unmasked
from briefgen.content.marks import without_marks
from briefgen.content.pictures import is_image_alone, read_figure
from briefgen.content.printed_tables import is_fact_table, read_fact_table, turned_by
from briefgen.content.remarks import read_remarks
from briefgen.content.tables import Caption, TableRow, lacks_delimiter, read_table, split_cells
from briefgen.content.text import without_comments
from briefgen.model.blocks import (
    Align,
    Block,
    Callout,
    CalloutKind,
    Heading,
    List,
    ListItem,
    Paragraph,
    Quotation,
    Table,
)
from briefgen.model.document import Note
from briefgen.model.inlines import Inlines
from briefgen.model.traverse import blocks_of, with_those_that_go_on
from briefgen.patterns import lazy_regex
from briefgen.spans import SourceLines, SourceText, Span
from briefgen.suggest import did_you_mean

DEPTH_LIMIT = 6
DEEPEST_HEADING = 4

_OF_CAPTION = Sayable("a caption", (ID, "page"), 'write {#id page="landscape"}')
_HEADING_SLIP = lazy_regex(r"#{2,6}(?=[^#\s])")
_CAPTION = lazy_regex(r"Table:[ \t]*")
_NOTES = lazy_regex(r"Notes?:[ \t]*")
_CALLOUT = lazy_regex(r"\[!([^\]\n]*)\][ \t]*\n?")
_ATTRIBUTION = lazy_regex(r"(?:^|\n)(?:—|--)[ \t]+(?=[^\n]*$)")
_CALLOUTS = {kind.value.upper(): kind for kind in CalloutKind if kind is not CalloutKind.BOTTOM_LINE}
_ALIGNS = {"left": Align.LEFT, "right": Align.RIGHT, "center": Align.CENTRE}
_NESTS = ("bullet_list_open", "ordered_list_open", "blockquote_open")
_NOT_IN_A_BRIEF = {
    "hr": ("a line across the page", "delete the line, or write a heading"),
    "fence": ("code", "write the words without ```"),
    "code_block": ("code: the line is indented by four or more spaces", "remove the spaces before the text"),
}


def read_blocks(
    passage: SourceText, context: EditionContext, name: str, *, has_notes: bool = True
) -> tuple[Block, ...]:
    """The blocks of a text; `name` is the section's. Footnotes that it defines go into the context."""
    passage = without_marks(passage, context.reading)
    references = References()
    environment: dict[str, Any] = {"references": references}
    elements = context.grammar.elements(passage.text, environment)
    reader = _BlockReader(passage, context, EditionPart(name, has_notes, environment))
    blocks = tuple(reader.read(reader.without_comments(elements), 0))
    for label, definition in references.items():
        if label not in references.used:
            reader.refuse_definition(definition, "no link uses this address, so that it would not be printed")
    for definition in environment.get("duplicate_refs", ()):
        reader.refuse_definition(definition, "this name has an address already")
    return blocks


class _BlockReader:
    """Turns the elements of one text into blocks."""

    def __init__(self, passage: SourceText, context: EditionContext, part: EditionPart) -> None:
        self.passage = passage
        self.context = context
        self.reading = context.reading
        self.part = part
        self.lines = SourceLines(passage.text)
        self.level = 1

    def read(self, elements: list[Element], depth: int) -> Iterator[Block]:
        """The blocks of the elements."""
        return with_those_that_go_on(self._read(elements, depth))

    def _read(self, elements: list[Element], depth: int) -> Iterator[Block]:
        caption: Caption | None = None
        passed: Element | None = None
        for number, element in enumerate(elements):
            if element is passed:
                continue
            following = elements[number + 1] if number + 1 < len(elements) else None
            if following and self._is_table(following, element) and (caption := self._caption(element)):
                continue
            *made, last = (None, *self._element(element, depth, caption))
            caption = None
            if isinstance(last, Table) and following and (notes := self._notes(following)):
                last, passed = replace(last, notes=notes), following
            yield from (block for block in (*made, last) if block)

    def _notes(self, element: Element) -> Inlines:
        """What stands below a table as its notes; nothing of another text."""
        match = _NOTES.match(self._paragraph_text(element))
        if match is None:
            return ()
        content = self._content(element)
        return read_inlines(content.part(match.end(), len(content.text)), self.context, self.part)

    def without_comments(self, elements: list[Element]) -> list[Element]:
        """The elements without the comments that stand by themselves, of which notes to reviewers are kept."""
        if "<!--" not in self.passage.text:
            return elements
        kept = []
        for element in elements:
            if is_comment(element.token):
                html = unmasked(element.token.content)
                read_remarks(html, partial(self._place_in_html, element), self.context, apart=True)
            else:
                kept.append(replace(element, children=self.without_comments(element.children)))
        return kept

    def _place_in_html(self, element: Element, start: int, end: int) -> Span:
        """Where a stretch of a piece of HTML stands."""
        return self._at_in_html(element, start).to(self._at_in_html(element, end - 1))

    def _at_in_html(self, element: Element, index: int) -> Span:
        """Where a character of a piece of HTML stands, of which only the indentation differs in the source."""
        before = element.token.content[:index].split("\n")
        number = (element.token.map or [0, 0])[0] + len(before) - 1
        line = element.token.content.split("\n")[len(before) - 1]
        indentation = len(self.lines[number].rstrip()) - len(line.rstrip())
        return self.passage.place(self.lines.starts[number] + max(0, indentation) + len(before[-1]))

    def refuse_definition(self, definition: Mapping[str, Any], message: str) -> None:
        """Report the definition of a link's address, which prints nothing by itself."""
        line = int(definition["map"][0])
        column = self.lines[line].find("[")
        hint = "delete the line; a footnote is written [^name]: ..."
        start, end = self.lines.starts[line] + max(0, column), self.lines.starts[line] + len(self.lines[line])
        place = self.passage.place(start, end)
        self.reading.report(codes.UNSUPPORTED_MARKUP.at(place, message, hint))

    def _element(self, element: Element, depth: int, caption: Caption | None) -> Iterator[Block]:
        kind = element.token.type
        if kind in _NESTS and depth >= DEPTH_LIMIT:
            message = f"lists and quotations are nested more than {DEPTH_LIMIT} deep"
            self.reading.report(codes.NESTED_TOO_DEEP.at(self._place(element), message, "flatten the list"))
            return
        match kind:
            case "paragraph_open":
                yield from self._paragraph(element, caption)
            case "heading_open":
                yield self._heading(element)
            case "bullet_list_open" | "ordered_list_open":
                yield self._list(element, depth + 1)
            case "blockquote_open":
                yield self._quotation(element, depth + 1)
            case "table_open":
                above = [self.passage.part(*span) for span in element.token.meta["above"]]
                rows, place = self._rows(element), self._place(element)
                yield read_table(rows, above, caption, self.context, self.part, place)
            case "footnote_reference_open":
                self._note(element, depth)
            case _:
                self._refuse(element)

    def _refuse(self, element: Element) -> None:
        kind, place = element.token.type, self._place(element)
        if kind == "html_block":
            self._html(element, place)
            return
        what, hint = _NOT_IN_A_BRIEF.get(kind, (kind, ""))
        self.reading.report(codes.UNSUPPORTED_MARKUP.at(place, f"a brief does not have {what}", hint))

    def _html(self, element: Element, place: Span) -> None:
        rest = without_comments(element.token.content).strip()
        if rest.startswith("<!--"):
            self.context.is_whole = False
            hint = "close the comment with -->"
            self.reading.report(codes.RAW_HTML.at(place, "the comment has no end, so that all below is lost", hint))
        elif rest:
            hint = "use Markdown; a comment <!-- ... --> stands on lines of its own"
            self.reading.report(codes.RAW_HTML.at(place, f"HTML has no meaning here: {rest[:40]}", hint))

    def _paragraph(self, element: Element, caption: Caption | None) -> Iterator[Block]:
        content = self._content(element)
        if self._refuse_rows(content, caption):
            return
        tokens = inline_tokens(content, self.context, self.part)
        if is_fact_table(tokens):
            yield from read_fact_table(tokens, content, self.context, self.part)
            return
        if is_image_alone(tokens):
            yield from read_figure(tokens, content, self.context, self.part, self._id("f", element))
            return
        self._warn_of_lost_markup(content)
        text, said = without_braces(content, POINT, self.reading)
        anchor = self._anchor(said, "para")
        if text is not content:
            tokens = inline_tokens(text, self.context, self.part)
        inlines = InlineReader(text, self.context, self.part).read(tokens)
        if inlines:
            identity, place = self._id("p", element), content.whole
            use, answers = use_of(said, self.context), answers_of(said, self.context)
            yield Paragraph(inlines, use=use, answers=answers, id=identity, anchor=anchor, place=place)
        elif text is not content:
            self._refuse_empty(element, "the paragraph")

    def _is_table(self, element: Element, before: Element) -> bool:
        """Whether a table stands behind another element, or what was meant for one behind a caption."""
        is_captioned = _CAPTION.match(self._paragraph_text(before)) is not None
        is_row = lacks_delimiter(self._paragraph_text(element), has_caption=is_captioned)
        return element.token.type == "table_open" or is_row

    def _refuse_rows(self, content: SourceText, caption: Caption | None) -> bool:
        """Report rows without the line of dashes that makes a table of them; a caption may be their first line."""
        first, _, rest = content.text.partition("\n")
        has_own = caption is None and _CAPTION.match(first) is not None
        rows = content.part(len(content.text) - len(rest), len(content.text)) if has_own else content
        if not lacks_delimiter(rows.text, has_caption=has_own or caption is not None):
            return False
        anchor = caption.anchor if caption else ""
        if has_own:
            said = without_braces(content.part(0, len(first)), _OF_CAPTION, self.reading)[1]
            anchor = self._anchor(said, "table")
        if anchor:
            self.reading.broken.add(anchor)
        header = rows.part(0, len(rows.text.partition("\n")[0]))
        hint = f"add a line {'| --- ' * len(split_cells(header))}| below the header"
        message = "the table has no line of dashes below its header"
        self.reading.report(codes.UNEVEN_TABLE.at(header.whole, message, hint))
        return True

    def _warn_of_lost_markup(self, content: SourceText) -> None:
        """Report what the author meant for markup, but which would be printed as it stands."""
        lines = content.text.split("\n")
        if len(lines) > 1 and "|" in lines[0] and DELIMITER_ROW.fullmatch(lines[1]):
            start = len(lines[0]) + 1
            place = content.place(start, start + len(lines[1]))
            message = "the table's header and the line of dashes below it differ in the number of columns"
            hint = "give both the same number of cells"
            self.reading.report(codes.UNEVEN_TABLE.at(place, message, hint))
        if slip := _HEADING_SLIP.match(content.text):
            message, hint = "a heading has a space behind its signs", f"write {slip[0]} and a space"
            self.reading.report(codes.UNSUPPORTED_MARKUP.at(content.place(0, slip.end()), message, hint))

    def _heading(self, element: Element) -> Heading:
        level, place = int(element.token.tag[1:]), self._place(element)
        if level == 1:
            hint = "write ## here; the section's own title stands at the top, between the lines of ---"
            self.reading.report(codes.HEADING_SKIPPED.at(place, "# is the section's own title", hint))
        elif level > DEEPEST_HEADING:
            hint = f"use at most {'#' * DEEPEST_HEADING}"
            self.reading.report(codes.HEADING_SKIPPED.at(place, "the heading is deeper than the fourth level", hint))
        elif level > self.level + 1:
            hint = f"write {'#' * (self.level + 1)}"
            message = f"the heading is of level {level}, but the one before is of level {self.level}"
            self.reading.report(codes.HEADING_SKIPPED.at(place, message, hint))
        self.level = max(2, min(level, DEEPEST_HEADING))
        content, said = without_braces(self._content(element), POINT, self.reading)
        if "answers" in said:
            message, hint = "a heading has no boxes to tick", "write `answers` behind the items of a list"
            self.reading.report(codes.UNSUPPORTED_MARKUP.at(place, message, hint))
        anchor = self._anchor(said, "section")
        inlines = read_inlines(content, self.context, self.part)
        if shows_nothing(inlines):
            self._refuse_empty(element, "the heading")
        use, identity = use_of(said, self.context), self._id("h", element)
        return Heading(self.level, inlines, use=use, id=identity, anchor=anchor, place=place)

    def _list(self, element: Element, depth: int) -> List:
        items = tuple(self._item(child, depth) for child in element.children)
        numbered = element.token.type == "ordered_list_open"
        start = int(element.token.attrs.get("start", 1)) if numbered else 1
        identity = self._id("l", element.children[0] if element.children else element)
        return List(items, numbered, start, id=identity, place=self._place(element))

    def _item(self, element: Element, depth: int) -> ListItem:
        content = tuple(self.read(element.children, depth))
        place = self._place(element)
        if not element.children:
            self._refuse_empty(element, "an item of the list")
        answers = None
        if content and isinstance(first := content[0], Paragraph) and first.answers is not None:
            answers, content = first.answers, (replace(first, answers=None), *content[1:])
        return ListItem(content, answers, id=self._id("i", *element.children[:1]), place=place)

    def _quotation(self, element: Element, depth: int) -> Callout | Quotation:
        place, identity = self._place(element), self._id("q", *element.children[:1])
        children = element.children
        if children and (marker := _CALLOUT.match(self._paragraph_text(children[0]))):
            kind = self._callout_kind(marker[1], self._content(children[0]).place(0, len(marker[1]) + 3))
            content = tuple(self.read(self._shortened(children, 0, marker.end(), None), depth))
            if not content:
                self._refuse_empty(element, "the callout")
            label = getattr(self.context.labels, kind.value)
            return Callout(kind, label, content, id=identity, place=place)
        attribution: Inlines = ()
        if children and (marker := _ATTRIBUTION.search(self._paragraph_text(children[-1]))):
            credit = self._content(children[-1])
            attribution = read_inlines(credit.part(marker.end(), len(credit.text)), self.context, self.part)
            children = self._shortened(children, -1, 0, marker.start())
        if not children and not attribution:
            self._refuse_empty(element, "the quotation")
        return Quotation(tuple(self.read(children, depth)), attribution, id=identity, place=place)

    def _refuse_empty(self, element: Element, what: str) -> None:
        message, hint = f"{what} is empty", "write its text, or delete it"
        self.reading.report(codes.UNSUPPORTED_MARKUP.at(self._place(element), message, hint))

    def _paragraph_text(self, element: Element) -> str:
        return self._content(element).text if element.token.type == "paragraph_open" else ""

    def _shortened(self, elements: list[Element], number: int, start: int, end: int | None) -> list[Element]:
        """The elements with one paragraph cut to a part of its text, or without it where nothing is left."""
        content = self._content(elements[number])
        part = content.part(start, len(content.text) if end is None else end)
        kept = [replace(elements[number], content=part)] if part.text.strip() else []
        return [*kept, *elements[1:]] if number == 0 else [*elements[:-1], *kept]

    def _callout_kind(self, word: str, place: Span) -> CalloutKind:
        if word not in _CALLOUTS:
            hint = did_you_mean(word, _CALLOUTS) or f"write one of {', '.join(f'[!{name}]' for name in _CALLOUTS)}"
            self.reading.report(codes.UNKNOWN_CALLOUT.at(place, f'"{word}" is no kind of callout', hint))
        return _CALLOUTS.get(word, CalloutKind.NOTE)

    def _note(self, element: Element, depth: int) -> None:
        label, place = str(element.token.meta["label"]), self._place(element)
        mark = place.part(0, len(label) + 3)
        name = f"{self.part.name}:{label}"
        content = self._content_of_note(element, depth)
        if not self.part.has_notes:
            message, hint = "footnotes belong in the text of a section", "say it in the text, or move it to a section"
            self.reading.report(codes.UNSUPPORTED_MARKUP.at(mark, message, hint))
        elif first := self.context.notes.get(name):
            message = f"the footnote [^{label}] is defined twice: first at {first.place}"
            self.reading.report(codes.DUPLICATE_ID.at(mark, message, "rename one of the two"))
        else:
            self.context.notes[name] = Note(name, content, id=self._id("n", element), place=place)
        if not content:
            message = f"the footnote [^{label}] is empty"
            self.reading.report(codes.UNSUPPORTED_MARKUP.at(mark, message, "write its text behind the colon"))

    def _content_of_note(self, element: Element, depth: int) -> tuple[Block, ...]:
        """The blocks of a footnote, which may have paragraphs, lists and quotations, and no footnotes of its own."""
        inner = copy(self)
        inner.part, inner.level = replace(self.part, has_notes=False), 1
        content = tuple(inner.read(element.children, depth))
        for block in blocks_of(content):
            if not isinstance(block, Paragraph | List | Quotation):
                message = "a footnote cannot hold a heading, table, figure or callout"
                hint = "write paragraphs, lists and quotations only"
                self.reading.report(codes.UNSUPPORTED_MARKUP.at(block.place or self._place(element), message, hint))
        return content

    def _rows(self, element: Element) -> list[TableRow]:
        """The rows of a table, with the header first."""
        rows = [row for group in element.children for row in group.children]
        return [TableRow(self.passage.part(*row.token.meta["span"]), _alignments(row)) for row in rows]

    def _caption(self, element: Element) -> Caption | None:
        match = _CAPTION.match(self._paragraph_text(element))
        if not match:
            return None
        content = self._content(element)
        text, said = without_braces(content.part(match.end(), len(content.text)), _OF_CAPTION, self.reading)
        anchor, turned = self._anchor(said, "table"), turned_by(said, self.reading)
        if not text.text.strip():
            self._refuse_empty(element, "the table's caption")
        return Caption(text, anchor, turned)

    def _anchor(self, said: Mapping[str, SourceText], kind: str) -> str:
        """The anchor that an id in braces gives."""
        return self.context.anchor(kind, said[ID].text, said[ID].whole) if ID in said else ""

    def _content(self, element: Element) -> SourceText:
        """The text of a paragraph or heading, with the place of each character."""
        if element.content is not None:
            return element.content
        inline = element.children[0].token
        line, last = inline.map or [0, 1]
        in_lines: list[Sequence[int]] = []
        for text in inline.content.split("\n"):
            line = self._line_of(text, line, last)
            in_lines.append(self._offsets(text, line, heading=element.token.markup.startswith("#")))
            line += 1
        offsets = in_lines[0] if len(in_lines) == 1 else list(chain.from_iterable(in_lines))
        return SourceText(unmasked(inline.content), self.passage.span.source.mapped(offsets))

    def _line_of(self, text: str, first: int, last: int) -> int:
        """The number of the source line that ends in the text, from `first` on."""
        ending = unmasked(text).strip()
        return next((number for number in range(first, last) if ending in self.lines[number]), min(first, last - 1))

    def _offsets(self, text: str, line: int, *, heading: bool) -> Sequence[int]:
        """The offsets in the file of a line's characters and of its end; only indentation may differ in the source."""
        source, visible = self.lines[line], unmasked(text).strip()
        column = source.find(visible, source.find("#")) if heading else len(source.rstrip()) - len(visible)
        column -= len(text) - len(text.lstrip())
        start, end = self.lines.starts[line], self.lines.starts[line] + len(source)
        first, last = start + column, start + column + len(text)
        if start <= first and last <= end:
            return self.passage.offsets[first : last + 1]
        return [self.passage.offsets[max(start, min(end, at))] for at in range(first, last + 1)]

    def _id(self, letter: str, *elements: Element) -> str:
        """A stable id from the source text of the elements."""
        maps = [element.token.map or [0, 0] for element in elements]
        return self.context.identities.give(letter, self.part.name, *("\n".join(self.lines[a:b]) for a, b in maps))

    def _place(self, element: Element) -> Span:
        first, behind = element.token.map or (0, 1)
        while behind > first + 1 and not self.lines[behind - 1].strip():
            behind -= 1
        start, line = self.lines.starts[first], self.lines[first]
        return self.passage.place(start + len(line) - len(line.lstrip()), self.lines.starts[behind] - 1)


def _alignments(row: Element) -> list[Align]:
    styles = [str(cell.token.attrs.get("style", "")) for cell in row.children]
    return [_ALIGNS.get(style.removeprefix("text-align:"), Align.LEFT) for style in styles]
