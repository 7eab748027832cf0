"""The HTML body of a mail: what mail programs show, tables and styles in their elements, and no script."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import assert_never

from briefgen.formats.html.markup import element, tag, text
from briefgen.frozen import frozen
from briefgen.model.blocks import (
    Align,
    Block,
    Callout,
    Contents,
    Figure,
    GroupCell,
    Heading,
    KeyFigures,
    List,
    PageBreak,
    Paragraph,
    Quotation,
    Table,
    Tile,
)
from briefgen.model.direction import RIGHT_TO_LEFT, direction_of, without_isolates
from briefgen.model.document import Document
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
from briefgen.model.labels import Labels, labels_for
from briefgen.model.traverse import language_of_text
from briefgen.theme import Colours, Theme

WIDTH = 640
FONTS = "Arial, Helvetica, sans-serif"
SCHEMES = ("https://", "http://", "mailto:", "tel:")


def write_body(document: Document, theme: Theme) -> str:
    """A document as the body of a mail."""
    language = document.properties.language
    return _Body(theme.colours, labels_for(language), language).page(document)


@frozen
class _Body:
    """Writes blocks in the colours of the house, by what mail programs know: none knows where a line starts."""

    colours: Colours
    labels: Labels
    language: str = ""

    @property
    def from_right(self) -> bool:
        """Whether the mail runs from the right."""
        return direction_of(self.language) == RIGHT_TO_LEFT

    def side(self, content: Inlines, align: Align) -> str:
        """The side at which the lines of a cell stand: where its own language starts, but for figures."""
        turned = direction_of(language_of_text(content, self.language)) == RIGHT_TO_LEFT
        return "right" if turned or align is Align.RIGHT else "left"

    def own_language(self, content: Inlines) -> dict[str, str]:
        """What an element says of a text that is whole in another language than the mail."""
        language = language_of_text(content, self.language)
        return {} if language == self.language else {"lang": language, "dir": direction_of(language)}

    @property
    def start(self) -> str:
        """The side where lines start."""
        return "right" if self.from_right else "left"

    @property
    def direction(self) -> str | None:
        """What an element says of where its lines start, none where that is as usual."""
        return RIGHT_TO_LEFT if self.from_right else None

    def padding(self, top: int, end: int, bottom: int, start: int) -> str:
        """The space within an element, at the end of its lines and at their start."""
        right, left = (start, end) if self.from_right else (end, start)
        return f"padding:{pixels(top)} {pixels(right)} {pixels(bottom)} {pixels(left)};"

    def page(self, document: Document) -> str:
        front = document.front
        around = [self.line(each, bold=True, centred=True) for each in (front.marking, front.draft) if each]
        details = "".join(self.detail(each.label, self.inlines(each.text)) for each in front.details)
        rows = (
            *around,
            *(self.line(each, muted=True) for each in (front.desk, front.issue) if each),
            element("h1", self.inlines(front.title), style=self.style(24, "margin:4px 0;font-weight:bold;")),
            self.line(self.inlines(front.subtitle), muted=True, is_markup=True) if front.subtitle else "",
            element("table", details, role="presentation", cellpadding=2, cellspacing=0, style="margin:8px 0;"),
            *self.blocks(document.blocks),
            *reversed(around),
        )
        style = f"padding:16px;background:#ffffff;{self.style(15)}"
        cell = element("td", *rows, style=style, dir=self.direction)
        page = element("table", element("tr", cell), role="presentation", align="center", width=WIDTH, cellspacing=0)
        head = element(
            "head", tag("meta", charset="utf-8"), element("title", text(without_isolates(document.properties.title)))
        )
        body = element("body", page, style="margin:0;padding:0;background:#ffffff;")
        whole = element("html", head, body, lang=document.properties.language, dir=self.direction)
        return f"<!DOCTYPE html>\n{whole}\n"

    def style(self, size: int, more: str = "", colour: str = "") -> str:
        leading = 1.8 if self.from_right else 1.45
        return f"font:{size}px/{leading} {FONTS};color:{colour or self.colours.ink};{more}"

    def line(
        self, content: str, *, bold: bool = False, centred: bool = False, muted: bool = False, is_markup: bool = False
    ) -> str:
        more = ("font-weight:bold;text-align:center;" if centred else "") if bold else ""
        style = self.style(14, f"margin:4px 0;{more}", self.colours.muted if muted else "")
        return element("p", content if is_markup else text(content), style=style)

    def detail(self, label: str, content: str) -> str:
        more = f"text-align:{self.start};vertical-align:top;{self.padding(2, 12, 2, 0)}"
        style = self.style(13, more, self.colours.muted)
        return element(
            "tr",
            element("th", text(label), scope="row", style=style),
            element("td", content, style=self.style(13, "vertical-align:top;")),
        )

    def blocks(self, blocks: Iterable[Block]) -> Iterator[str]:
        return (self.block(block) for block in blocks)

    def block(self, block: Block) -> str:
        match block:
            case Heading():
                parts = (block.number, "", f"({block.marking})" if block.marking else "")
                content = " ".join(filter(None, (text(parts[0]), self.inlines(block.content), text(parts[2]))))
                return element(
                    "h2", content, style=self.style(17, "margin:20px 0 6px;font-weight:bold;", self.colours.structure)
                )
            case Paragraph():
                number = f"{block.shown_number}. " if block.shown_number else ""
                own = self.own_language(block.content)
                return element("p", number, self.inlines(block.content), style=self.style(15, "margin:6px 0;"), **own)
            case List():
                items = (element("li", *self.blocks(item.content), style=self.style(15)) for item in block.items)
                start = {"start": block.start, "type": "a" if block.lettered else None} if block.numbered else {}
                return element(
                    "ol" if block.numbered else "ul", *items, style=f"margin:6px 0;{self.padding(0, 0, 0, 24)}", **start
                )
            case Callout():
                return self.callout(block)
            case Quotation():
                said = (
                    element("p", text(self.labels.separators.quoted), self.inlines(block.attribution))
                    if block.attribution
                    else ""
                )
                return element("blockquote", *self.blocks(block.content), said)
            case Table() | Figure() | KeyFigures() | Contents() | PageBreak():
                return self.displayed(block)
            case _:
                assert_never(block)

    def displayed(self, block: Table | Figure | KeyFigures | Contents | PageBreak) -> str:
        match block:
            case Table():
                return self.table(block)
            case Figure():
                return self.line(f"[{block.alt}]")
            case KeyFigures():
                tiles = element("tr", *map(self.tile, block.tiles))
                return element("table", tiles, role="presentation", width="100%", cellspacing=0, style="margin:12px 0;")
            case Contents():
                return "".join(self.line(f"{entry.number} {entry.text}".strip()) for entry in block.entries)
            case PageBreak():
                return ""
            case _:
                assert_never(block)

    def callout(self, callout: Callout) -> str:
        label = element(
            "p", text(callout.label), style=self.style(13, "margin:0;font-weight:bold;", self.colours.structure)
        )
        style = (
            f"padding:10px 14px;border-{self.start}:4px solid {self.colours.structure};background:{self.colours.tint};"
        )
        cell = element("td", label, *self.blocks(callout.content), style=style)
        return element(
            "table", element("tr", cell), role="presentation", width="100%", cellspacing=0, style="margin:12px 0;"
        )

    def tile(self, tile: Tile) -> str:
        value = element(
            "p", self.inlines(tile.printed), style=self.style(24, "margin:0;font-weight:bold;", self.colours.structure)
        )
        caption = self.inlines(tile.caption) + (f" {text(tile.reference)}" if tile.reference else "")
        small = element("p", caption, style=self.style(13, "margin:0;"))
        return element(
            "td",
            value,
            small,
            style=f"{self.padding(0, 10, 0, 0)}vertical-align:top;border-top:2px solid {self.colours.rule};",
        )

    def table(self, table: Table) -> str:
        edge = f"border:1px solid {self.colours.rule};padding:5px 8px;vertical-align:top;"
        aligns = [column.align for column in table.columns]

        def row(cells: Sequence[Inlines], name: str) -> str:
            weight = "font-weight:bold;" if name == "th" else ""
            if len(cells) < len(aligns):
                style = self.style(14, f"{edge}text-align:{self.start};font-weight:bold;")
                content = map(self.inlines, cells)
                return element("tr", element("th", *content, style=style, scope="rowgroup", colspan=len(aligns)))
            styled = (
                element(
                    name,
                    self.inlines(cell),
                    style=self.style(14, f"{edge}text-align:{self.side(cell, align)};{weight}"),
                    scope="col" if name == "th" else None,
                    **self.own_language(cell),
                )
                for cell, align in zip(cells, aligns, strict=True)
            )
            return element("tr", *styled)

        rows = [
            [cell.content for cell in (each[:1] if isinstance(each[0], GroupCell) else each)] for each in table.rows
        ]
        caption = " ".join(filter(None, (text(f"{table.label}.") if table.label else "", self.inlines(table.caption))))
        parts = (
            element("caption", caption, style=self.style(14, f"text-align:{self.start};")) if caption else "",
            element("thead", row(table.full_heads, "th")),
            element("tbody", *(row(each, "td") for each in rows)),
        )
        source = self.line(self.inlines(table.source), muted=True, is_markup=True) if table.source else ""
        return (
            element("table", *parts, width="100%", cellspacing=0, style="border-collapse:collapse;margin:6px 0;")
            + source
        )

    def inlines(self, inlines: Inlines) -> str:
        return "".join(map(self.inline, inlines))

    def inline(self, inline: Inline) -> str:
        match inline:
            case Text() | Value():
                return text(inline.text)
            case CrossReference():
                return self.inlines(inline.content) if inline.content else text(inline.text)
            case Strong() | Emphasis() as marked:
                return element("strong" if isinstance(marked, Strong) else "em", self.inlines(marked.content))
            case Foreign():
                return element("span", self.inlines(inline.content), lang=inline.language, dir=inline.direction)
            case Inserted() | Deleted() | Reformatted() | Remarked():
                return self.inlines(inline.content)
            case Link():
                content = self.inlines(inline.content)
                if not inline.target.lower().startswith(SCHEMES):
                    return content
                return element("a", content, href=inline.target, style=f"color:{self.colours.link};")
            case NoteReference():
                return text(f" {self.labels.footnote_call.format(number=inline.number)}")
            case LineBreak():
                return tag("br")
            case _:
                assert_never(inline)


def pixels(length: int) -> str:
    """A length as a style has it."""
    return f"{length}px" if length else "0"
