"""Contents: each entry a line that leads to its heading, with the page at the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefgen.frozen import frozen
from briefgen.layout.boxes import LayoutBox, TextBox
from briefgen.layout.measures import CONTENTS_INDENT
from briefgen.layout.structure import StructureTag
from briefgen.layout.style_context import StyleContext
from briefgen.layout.surface import Surface
from briefgen.layout.text import CharStyle, Fragment, TextLine, break_lines, width_of
from briefgen.model.blocks import Contents, ContentsEntry
from briefgen.theme import Role

NUMBER_GAP = 6.0
PAGE_ROOM = 34.0
LEADER_GAP = 6.0


@frozen(kw_only=True)
class ContentsLine(LayoutBox):
    """An entry of the contents; its page is read from the surface, which knows all pages when drawing starts."""

    number: TextLine
    text: TextBox
    indent: float
    hang: float
    width: float
    target: str
    style: CharStyle
    rule: str
    link: StructureTag

    def measure(self) -> float:
        return self.text.height

    def draw(self, surface: Surface, x: float, top: float) -> None:
        leading = self.text.leading
        start = x + self.indent
        surface.line_of_text(self.number.fragments, start, self.text.baseline(top), leading, self.link)
        self.text.put(surface, start + self.hang, top)
        self._link(surface, (start, top - self.height, x + self.width, top))
        if page := surface.pages.get(self.target):
            self._page(surface, str(page), x, self.text.baseline(top, len(self.text.lines) - 1))

    def _link(self, surface: Surface, rectangle: tuple[float, float, float, float]) -> None:
        lines = (self.number, *self.text.lines)
        words = " ".join("".join(part.text for part in line.fragments).strip() for line in lines)
        surface.link("", self.target, rectangle, self.link, words.strip())

    def _page(self, surface: Surface, page: str, x: float, baseline: float) -> None:
        width = self.style.width(page)
        left = x + self.indent + self.hang + self.text.lines[-1].width + LEADER_GAP
        right = x + self.width - width
        surface.leader(left, right - LEADER_GAP, baseline, self.rule)
        surface.line_of_text([Fragment(page, self.style, width)], right, baseline, self.text.leading, self.link)


def contents_boxes(contents: Contents, width: float, context: StyleContext) -> list[LayoutBox]:
    """The title and the entries, of which the first two and the last two stand together."""
    style = context.style(Role.CONTENTS_TITLE)
    toc = context.tag("TOC")
    title = TextBox(
        lines=break_lines([context.run(contents.title, context.char_style(Role.CONTENTS_TITLE))], width),
        leading=style.leading,
        before=style.space_before,
        after=style.space_after,
        keep=True,
        element=toc.child("Caption"),
    )
    char_style = context.char_style(Role.CONTENTS)
    hangs = _hangs(contents.entries, char_style, context)
    last = len(contents.entries) - 1
    lines = [
        replace(
            _entry(entry, hangs, char_style, width, context.under(toc)), keep=index in (0, last - 1) and index != last
        )
        for index, entry in enumerate(contents.entries)
    ]
    return [title, *lines[:-1], *(replace(line, after=context.style(Role.BODY).space_after) for line in lines[-1:])]


def _hangs(entries: Sequence[ContentsEntry], char_style: CharStyle, context: StyleContext) -> dict[int, float]:
    """How far the texts of each level stand from its numbers: the widest number and a gap, as indents at least."""
    widths: dict[int, float] = {}
    for entry in entries:
        if entry.number:
            width = width_of([context.run(entry.number, char_style)]) + NUMBER_GAP
            widths[entry.level] = max(widths.get(entry.level, CONTENTS_INDENT), width)
    return widths


def _entry(
    entry: ContentsEntry, hangs: dict[int, float], char_style: CharStyle, width: float, context: StyleContext
) -> ContentsLine:
    hang = hangs.get(entry.level, 0.0) if entry.number else 0.0
    indent = sum(hangs.get(level, CONTENTS_INDENT) for level in range(1, entry.level))
    room = width - indent - hang - PAGE_ROOM
    link = context.tag("TOCI").child("Reference").child("Link")
    number = [context.run(f"{entry.number} ", char_style)] if entry.number else []
    return ContentsLine(
        number=next(iter(break_lines(number, float("inf"))), TextLine(())),
        text=TextBox(
            lines=break_lines([context.run(f"{entry.text} ", char_style)], room),
            leading=context.style(Role.CONTENTS).leading,
            element=link,
        ),
        indent=indent,
        hang=hang,
        width=width,
        target=entry.target,
        style=char_style,
        rule=context.colours.rule,
        link=link,
    )
