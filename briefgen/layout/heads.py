"""Heads: what stands around the text on each page - markings, running heads, page x of y."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field, replace
from functools import cached_property
from itertools import accumulate

from briefgen.codes import DOES_NOT_FIT
from briefgen.errors import ContentError
from briefgen.frozen import frozen
from briefgen.layout.structure import Artifact, StructureTag
from briefgen.layout.style_context import NOWHERE, StyleContext
from briefgen.layout.surface import Surface
from briefgen.layout.text import TextLine, TextRun, break_lines, char_style, on_one_line, width_of
from briefgen.model.document import Document, Front
from briefgen.model.drawing import Picture
from briefgen.model.labels import labels_for
from briefgen.model.length import Length
from briefgen.theme import Page, Role, Theme

STRONG_RULE = 1.25
THIN_RULE = 0.5
RUNNING_GAP = 24.0
MOST_ROWS = 8
SHOWN = 40
WIDEST_NUMBER = 888
NO_WORDS = TextLine(())
LOGO_GAP = 6.0
"""The space below a logo, and behind one that stands in a head."""
WIDEST_LOGO, WIDEST_RUNNING = 0.6, 0.2
"""The parts of the text's width that a logo takes at most on the first page, and in the heads of others."""
RUNNING_LOGO = 2.0
"""The height of a logo in a head, by the size of its type."""
LOOSE_ENDS = " ,;:-\u2013\u2014\u060c\u061b"
"""What no text is cut behind."""


def with_running_title(document: Document, theme: Theme) -> Document:
    """The document with as many words of its title in the heads as stand on one line beside its number and date.

    The first word stays whole, however long it is.
    """
    front, labels = document.front, labels_for(document.properties.language)
    inset = logo_inset(front, theme)
    look = char_style(theme, Role.RUNNING, document.properties.language)

    def fits(title: str) -> bool:
        width = sum(width_of([TextRun(text, look)]) for text in (title, front.running_issue))
        return width + inset + RUNNING_GAP <= theme.page.text_width

    words = front.running_title.split(" ")
    if fits(front.running_title) or len(words) == 1:
        return document
    beginnings = (each.rstrip(LOOSE_ENDS) for each in accumulate(words[:-1], "{} {}".format))
    shortened = [f"{each}{labels.separators.cut}" for each in beginnings]
    title = next(filter(fits, reversed(shortened)), shortened[0])
    return replace(document, front=replace(front, running_title=title))


def is_one_line(marking: str, theme: Theme, language: str) -> bool:
    """Whether a marking fits on one line, as it must at the top and bottom of each page."""
    look = char_style(theme, Role.MARKING, language)
    return width_of([TextRun(marking.upper() if look.capitals else marking, look)]) <= theme.page.text_width


def logo_size(front: Front, theme: Theme, *, first: bool) -> tuple[float, float]:
    """The width and height of the logo on the first page, or in the heads of others; nothing where there is none."""
    if front.logo is None:
        return 0.0, 0.0
    if first:
        return front.logo.size(front.logo.height, theme.page.text_width * WIDEST_LOGO)
    height = min(theme.style(Role.RUNNING).size * RUNNING_LOGO, front.logo.height)
    return front.logo.size(height, theme.page.text_width * WIDEST_RUNNING)


def logo_inset(front: Front, theme: Theme) -> float:
    """How far the title in the heads stands from the margin, to leave room for the logo."""
    width, _ = logo_size(front, theme, first=False)
    return width + LOGO_GAP if width else 0.0


def logo_top(front: Front, theme: Theme, *, first: bool) -> float:
    """How far below the edge of the page the logo stands: below the marking, in heads in the middle of their line."""
    marking = theme.style(Role.MARKING).leading if front.marking else 0.0
    top = theme.page.header + marking
    if first:
        return top + LOGO_GAP
    style, (_, height) = theme.style(Role.RUNNING), logo_size(front, theme, first=False)
    return top + style.space_before + (style.leading - height) / 2


def logo_room(front: Front, theme: Theme) -> float:
    """How much lower the logo lets the head of the first page begin."""
    _, height = logo_size(front, theme, first=True)
    return LOGO_GAP + height if height else 0.0


@frozen
class RunningHeads:
    """What stands on every page around the text; the room above and below the head and foot is their role's.

    Nothing is cut: a line that is too long has further lines, and the text gives way to them, as it does in Word.
    """

    front: Front
    context: StyleContext
    figure: StructureTag = field(default_factory=lambda: StructureTag("Figure"))

    @property
    def turned(self) -> RunningHeads:
        """What stands around landscape pages."""
        turned = replace(self, context=self.context.turned)
        theme = replace(turned.context.theme, page=turned.page())
        return replace(turned, context=replace(turned.context, theme=theme))

    def page(self) -> Page:
        """The page with margins in which the heads and feet of all pages have room."""
        page, style = self.context.theme.page, self.context.style(Role.RUNNING)
        rows = len(self._foot_rows(WIDEST_NUMBER, WIDEST_NUMBER))
        foot = style.space_after + rows * style.leading + style.space_before + 2 * THIN_RULE
        below = Length(page.footer + self._marking_height + foot)
        above = Length(self._end_of_head(first=False))
        return replace(page, top=max(page.top, above), bottom=max(page.bottom, below))

    def lowered(self) -> float:
        """How much lower the text of the first page begins than that of the others."""
        return max(self._end_of_head(first=True) - self.page().top, 0.0)

    def _end_of_head(self, *, first: bool) -> float:
        """How far below the page's edge the head ends."""
        role, left, right = self._head_of(first=first)
        style, rows = self.context.style(role), len(self._rows(role, left, right, self._inset(first=first)))
        if rows > MOST_ROWS:
            message = f'the head of the pages, "{left[:SHOWN]}…", takes {rows} lines'
            raise ContentError([DOES_NOT_FIT.at(NOWHERE, message, "choose a shorter name or title")])
        above = self.context.theme.page.header + self._marking_height + style.space_before
        above += self._lower(first=first)
        return above + rows * style.leading + style.space_after + STRONG_RULE

    def _head_of(self, *, first: bool) -> tuple[Role, str, str]:
        if first:
            return Role.MASTHEAD, self.front.desk, self.front.issue
        return Role.RUNNING, self.front.running_title, self.front.running_issue

    def _inset(self, *, first: bool) -> float:
        return 0.0 if first else logo_inset(self.front, self.context.theme)

    def _lower(self, *, first: bool) -> float:
        return logo_room(self.front, self.context.theme) if first else 0.0

    def _foot_rows(self, number: int, count: int) -> list[tuple[TextLine, TextLine]]:
        of = self.context.labels.page_of.format(page=number, pages=count)
        return self._rows(Role.RUNNING, self.front.desk, of)

    @property
    def _marking_height(self) -> float:
        return self.context.style(Role.MARKING).leading if self.front.marking else 0.0

    def draw(self, surface: Surface, number: int, count: int) -> None:
        """Draw the word across the page, the marking at top and bottom, the head over its rule, and the foot."""
        if self.front.draft:
            char_style = replace(self.context.char_style(Role.TITLE), colour=self.context.colours.watermark)
            surface.across_page(on_one_line(self.context.run(self.front.draft, char_style)))
        page = self.context.theme.page
        top, bottom = page.height - page.header, page.footer + self._marking_height
        with surface.artifact(Artifact.HEADER):
            self._marking(surface, top)
        with surface.artifact(Artifact.FOOTER):
            self._marking(surface, bottom)
        with surface.artifact(Artifact.HEADER):
            self._head(surface, number, top - self._marking_height)
        with surface.artifact(Artifact.FOOTER):
            self._foot(surface, number, count, bottom)
        if self.front.logo and number == 1:
            self._logo(surface, self.front.logo.picture, first=True)
        elif self.front.logo:
            with surface.artifact(Artifact.HEADER):
                self._logo(surface, self.front.logo.picture, first=False)

    def _logo(self, surface: Surface, picture: Picture, *, first: bool) -> None:
        """Draw the logo; that of the first page is read, those of others repeat it."""
        theme = self.context.theme
        width, height = logo_size(self.front, theme, first=first)
        top = theme.page.height - logo_top(self.front, theme, first=first)
        figure = self.figure if first else StructureTag("Figure")
        surface.image(picture, figure, theme.page.left, top, width, height)

    def _marking(self, surface: Surface, top: float) -> None:
        char_style = self.context.char_style(Role.MARKING)
        line = on_one_line(self.context.run(self.front.marking, char_style))
        # The tracking behind the last letter is no part of what is centred.
        tracking = line.fragments[-1].style.tracking if line.fragments else 0.0
        width = line.width - tracking * char_style.size / 1000
        page = self.context.theme.page
        if width > page.text_width:
            message = f'the marking "{self.front.marking}" is wider than the page'
            raise ContentError([DOES_NOT_FIT.at(NOWHERE, message, "choose a shorter one in desk.yaml")])
        if self.front.marking:
            x, baseline = (page.width - width) / 2, self._baseline(Role.MARKING, top)
            surface.line_of_text(line.fragments, x, baseline, char_style.size)

    def _head(self, surface: Surface, number: int, top: float) -> None:
        first, colours = number == 1, self.context.colours
        role, left, right = self._head_of(first=first)
        style = self.context.style(role)
        inset = self._inset(first=first)
        top -= style.space_before + self._lower(first=first)
        end = self._sides(surface, role, self._rows(role, left, right, inset), top, inset)
        weight, colour = (STRONG_RULE, colours.structure) if first else (THIN_RULE, colours.rule)
        self._rule(surface, end - style.space_after, weight, colour)

    def _foot(self, surface: Surface, number: int, count: int, bottom: float) -> None:
        style, rows = self.context.style(Role.RUNNING), self._foot_rows(number, count)
        top = bottom + style.space_after + len(rows) * style.leading
        self._sides(surface, Role.RUNNING, rows, top)
        self._rule(surface, top + style.space_before + THIN_RULE, THIN_RULE, self.context.colours.rule)

    def _baseline(self, role: Role, top: float) -> float:
        """Where a line stands whose top is given: capitals are centred within the leading."""
        return top - (self.context.style(role).leading + self.context.char_style(role).capital_height) / 2

    def _rows(self, role: Role, left: str, right: str, inset: float = 0.0) -> list[tuple[TextLine, TextLine]]:
        """The lines of a head or foot: the text on the right stands beside the last line on the left, or below it."""
        width = self.context.theme.page.text_width - inset
        lines, others = ([*self._lines(role, text, width)] for text in (left, right))
        together = lines and others and lines[-1].width + RUNNING_GAP + others[0].width <= width
        shared = [(lines.pop(), others.pop(0))] if together else []
        return [*((line, NO_WORDS) for line in lines), *shared, *((NO_WORDS, line) for line in others)]

    def _lines(self, role: Role, text: str, width: float) -> tuple[TextLine, ...]:
        """A text's lines, which most pages share."""
        key = role, text, width
        if (known := self._known.get(key)) is None:
            run = self.context.run(text, self.context.char_style(role))
            known = self._known[key] = break_lines([run], width)
        return known

    @cached_property
    def _known(self) -> dict[tuple[Role, str, float], tuple[TextLine, ...]]:
        return {}

    def _sides(
        self, surface: Surface, role: Role, rows: Sequence[tuple[TextLine, TextLine]], top: float, inset: float = 0.0
    ) -> float:
        """Draw the lines of a head or foot; returns where they end."""
        page, char_style = self.context.theme.page, self.context.char_style(role)
        for left, right in rows:
            baseline = self._baseline(role, top)
            # The tracking behind the last letter would keep it from the margin.
            start = page.width - page.right - right.width + char_style.tracking * char_style.size / 1000
            for line, x in ((left, page.left + inset), (right, start)):
                if line.fragments:
                    surface.line_of_text(line.fragments, x, baseline, char_style.size)
            top -= self.context.style(role).leading
        return top

    def _rule(self, surface: Surface, top: float, weight: float, colour: str) -> None:
        page = self.context.theme.page
        surface.area(page.left, top, page.text_width, weight, colour)
