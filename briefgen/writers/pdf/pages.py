"""Pages: boxes laid on sheets, and what stands around them on each - markings, running heads, page x of y."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefgen.codes import DOES_NOT_FIT
from briefgen.errors import ContentError
from briefgen.model.document import Front
from briefgen.theme import Role
from briefgen.writers.pdf.boxes import Box, PageBreak, fill, placed
from briefgen.writers.pdf.canvas import Canvas
from briefgen.writers.pdf.setting import NOWHERE, Setting
from briefgen.writers.pdf.text import Fragment, Look, shortened

STRONG_RULE = 1.25
THIN_RULE = 0.5
RUNNING_GAP = 24.0

Sheet = Sequence[Box]


def paginate(boxes: Sequence[Box], room: float) -> list[Sheet]:
    """The boxes as pages. Nothing is drawn yet, so every number of a page is known when drawing starts."""
    sheets: list[Sheet] = []
    left = _from_page_top(boxes)
    while left:
        taken, rest = fill(left, room)
        if not taken:
            taken, rest = _kept_alone(left, room)
        sheets.append(taken)
        left = _from_page_top(rest)
    return sheets or [()]


def _from_page_top(boxes: Sequence[Box]) -> Sequence[Box]:
    """A page break at the top of a page has done its work."""
    breaks = 0
    while breaks < len(boxes) and isinstance(boxes[breaks], PageBreak):
        breaks += 1
    return boxes[breaks:]


def _kept_alone(boxes: Sequence[Box], room: float) -> tuple[list[Box], Sequence[Box]]:
    """The boxes before one that has not room enough beside them even on a page of its own."""
    taken = [box for box, offset in placed(boxes) if offset + box.height <= room]
    count = next((i for i, box in enumerate(boxes) if not box.keep), len(boxes))
    if not (taken := taken[:count]):
        message = "the block is higher than a page and cannot be broken"
        raise ContentError([DOES_NOT_FIT.at(boxes[0].place or NOWHERE, message)])
    return taken, boxes[len(taken) :]


def page_numbers(sheets: Sequence[Sheet]) -> dict[str, int]:
    """The page of each destination; the first of a name counts."""
    numbers: dict[str, int] = {}
    for number, sheet in enumerate(sheets, start=1):
        for box in sheet:
            for name in box.destinations():
                numbers.setdefault(name, number)
    return numbers


@dataclass(frozen=True)
class Furniture:
    """What stands on every page around the text; the room above and below the head and foot is their role's."""

    front: Front
    setting: Setting

    def draw(self, canvas: Canvas, number: int, count: int) -> None:
        """Draw the marking at top and bottom, the head over its rule, and the foot."""
        page = self.setting.theme.page
        leading = self.setting.style(Role.MARKING).leading if self.front.marking else 0.0
        top, bottom = page.height - page.header, page.footer + leading
        self._marking(canvas, top)
        self._marking(canvas, bottom)
        self._head(canvas, number, top - leading)
        self._foot(canvas, number, count, bottom)

    def _marking(self, canvas: Canvas, top: float) -> None:
        look = self.setting.look(Role.MARKING)
        text = self.setting.run(self.front.marking, look).text
        # The tracking behind the last letter is no part of what is centred.
        width = look.width(text) - look.tracking * look.size / 1000
        page = self.setting.theme.page
        self._text(canvas, text, look, (page.width - width) / 2, self._baseline(Role.MARKING, top))

    def _head(self, canvas: Canvas, number: int, top: float) -> None:
        front, colours = self.front, self.setting.colours
        role = Role.MASTHEAD if number == 1 else Role.RUNNING
        style = self.setting.style(role)
        top -= style.space_before
        rule = top - style.leading - style.space_after
        if number == 1:
            self._sides(canvas, role, front.desk, front.issue, top)
            self._rule(canvas, rule, STRONG_RULE, colours.structure)
        else:
            self._sides(canvas, role, front.running_title, front.running_issue, top)
            self._rule(canvas, rule, THIN_RULE, colours.rule)

    def _foot(self, canvas: Canvas, number: int, count: int, bottom: float) -> None:
        of = self.setting.labels.page_of.format(page=number, pages=count)
        style = self.setting.style(Role.RUNNING)
        top = bottom + style.space_after + style.leading
        self._sides(canvas, Role.RUNNING, self.front.desk, of, top)
        self._rule(canvas, top + style.space_before + THIN_RULE, THIN_RULE, self.setting.colours.rule)

    def _baseline(self, role: Role, top: float) -> float:
        """Where a line stands whose top is given: capitals are centred within the leading."""
        return top - (self.setting.style(role).leading + self.setting.look(role).capital_height) / 2

    def _sides(self, canvas: Canvas, role: Role, left: str, right: str, top: float) -> None:
        page, look, baseline = self.setting.theme.page, self.setting.look(role), self._baseline(role, top)
        second = shortened(self.setting.run(right, look), page.text_width / 2)
        width = look.width(second.text) - look.tracking * look.size / 1000
        first = shortened(self.setting.run(left, look), page.text_width - width - RUNNING_GAP)
        self._text(canvas, first.text, look, page.left, baseline)
        self._text(canvas, second.text, look, page.width - page.right - width, baseline)

    def _text(self, canvas: Canvas, text: str, look: Look, x: float, baseline: float) -> None:
        if text:
            canvas.line_of_text([Fragment(text, look, look.width(text))], x, baseline, look.size)

    def _rule(self, canvas: Canvas, top: float, weight: float, colour: str) -> None:
        page = self.setting.theme.page
        canvas.area(page.left, top, page.text_width, weight, colour)
