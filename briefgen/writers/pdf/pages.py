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

HEAD_DROP = 16.0
RULE_DROP = 6.0
FOOT_RISE = 14.0
STRONG_RULE = 1.2
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
    """What stands on every page around the text."""

    front: Front
    setting: Setting

    def draw(self, canvas: Canvas, number: int, count: int) -> None:
        """Draw the marking at top and bottom, the head over its rule, and the foot."""
        page = self.setting.theme.page
        top = page.height - page.header
        self._marking(canvas, top)
        self._marking(canvas, page.footer)
        self._head(canvas, number, top - HEAD_DROP)
        self._foot(canvas, number, count, page.footer + FOOT_RISE)

    def _marking(self, canvas: Canvas, baseline: float) -> None:
        look = self.setting.look(Role.MARKING)
        text = self.setting.run(self.front.marking, look).text
        # The tracking behind the last letter is no part of what is centred.
        width = look.width(text) - look.tracking * look.size / 1000
        page = self.setting.theme.page
        self._text(canvas, text, look, (page.width - width) / 2, baseline)

    def _head(self, canvas: Canvas, number: int, baseline: float) -> None:
        front, colours = self.front, self.setting.colours
        if number == 1:
            self._sides(canvas, Role.MASTHEAD, front.desk, front.issue, baseline)
            self._rule(canvas, baseline - RULE_DROP, STRONG_RULE, colours.structure)
        else:
            self._sides(canvas, Role.RUNNING, front.running_title, front.running_issue, baseline)
            self._rule(canvas, baseline - RULE_DROP, THIN_RULE, colours.rule)

    def _foot(self, canvas: Canvas, number: int, count: int, baseline: float) -> None:
        of = self.setting.labels.page_of.format(page=number, pages=count)
        self._sides(canvas, Role.RUNNING, self.front.desk, of, baseline)
        self._rule(canvas, baseline + RULE_DROP + 7, THIN_RULE, self.setting.colours.rule)

    def _sides(self, canvas: Canvas, role: Role, left: str, right: str, baseline: float) -> None:
        page, look = self.setting.theme.page, self.setting.look(role)
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
