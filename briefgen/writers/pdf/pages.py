"""Pages: boxes laid on sheets, and what stands around them on each - markings, running heads, page x of y."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefgen.codes import DOES_NOT_FIT
from briefgen.errors import ContentError
from briefgen.frozen import frozen
from briefgen.model.document import Front
from briefgen.theme import Role
from briefgen.writers.pdf.boxes import Box, PageBreak, fill, placed, stack_height
from briefgen.writers.pdf.canvas import Canvas
from briefgen.writers.pdf.feet import Notes, foot_height
from briefgen.writers.pdf.setting import NOWHERE, Setting
from briefgen.writers.pdf.structure import Artifact
from briefgen.writers.pdf.text import HAIR, Fragment, Look, shortened

STRONG_RULE = 1.25
THIN_RULE = 0.5
RUNNING_GAP = 24.0


@frozen
class Sheet:
    """A page: its body from the top down, and its notes, which stand on its foot."""

    body: Sequence[Box]
    foot: Sequence[Box] = ()


def paginate(boxes: Sequence[Box], room: float, notes: Notes | None = None) -> list[Sheet]:
    """The boxes as pages. Nothing is drawn yet, so every number of a page is known when drawing starts."""
    notes = notes or Notes({})
    sheets: list[Sheet] = []
    left = _from_page_top(boxes)
    while left or notes.is_pending(more=bool(left)):
        sheet, rest = _page(left, room, notes)
        sheets.append(sheet)
        left = _from_page_top(rest)
    return sheets or [Sheet(())]


def _page(boxes: Sequence[Box], room: float, notes: Notes) -> tuple[Sheet, Sequence[Box]]:
    """The next page and the boxes that are left: as much text as fits together with the notes that it calls."""
    carried = notes.carried(room)
    limit = room - foot_height(carried)
    window, beyond = _window(boxes, limit)
    taken, rest = _with_notes(window, limit, room, notes, carried)
    if not taken and not carried and boxes:
        taken, rest = _kept_alone(window, room)
    foot = notes.taken(notes.called_by(taken), carried, room - stack_height(taken))
    return Sheet(taken, foot), [*rest, *beyond]


def _with_notes(
    boxes: Sequence[Box], limit: float, room: float, notes: Notes, carried: Sequence[Box]
) -> tuple[list[Box], Sequence[Box]]:
    """As many boxes as fit with the notes that they call; where none do, the fewest, unless there are carried notes."""
    attempt = limit
    fewest: tuple[list[Box], Sequence[Box]] = ([], boxes)
    while attempt > 0:
        taken, rest = fill(boxes, attempt)
        if not taken:
            break
        called = notes.called_by(taken)
        if not called or notes.fit(called, carried, room - stack_height(taken)):
            return taken, rest
        if not carried:
            fewest = taken, rest
        attempt = stack_height(taken) - 2 * HAIR
    return fewest


def _window(boxes: Sequence[Box], room: float) -> tuple[Sequence[Box], Sequence[Box]]:
    """The boxes that can have to do with the next page, so that the others are not looked at again and again."""
    for index, (_, offset) in enumerate(placed(boxes)):
        if offset > room:
            return boxes[: index + 1], boxes[index + 1 :]
    return boxes, ()


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
        for box in (*sheet.body, *sheet.foot):
            for name in box.destinations():
                numbers.setdefault(name, number)
    return numbers


@frozen
class Furniture:
    """What stands on every page around the text; the room above and below the head and foot is their role's."""

    front: Front
    setting: Setting

    def draw(self, canvas: Canvas, number: int, count: int) -> None:
        """Draw the word across the page, the marking at top and bottom, the head over its rule, and the foot."""
        if self.front.draft:
            look = replace(self.setting.look(Role.TITLE), colour=self.setting.colours.watermark)
            canvas.across_page(self.setting.run(self.front.draft, look).text, look)
        page = self.setting.theme.page
        leading = self.setting.style(Role.MARKING).leading if self.front.marking else 0.0
        top, bottom = page.height - page.header, page.footer + leading
        with canvas.artifact(Artifact.HEADER):
            self._marking(canvas, top)
        with canvas.artifact(Artifact.FOOTER):
            self._marking(canvas, bottom)
        with canvas.artifact(Artifact.HEADER):
            self._head(canvas, number, top - leading)
        with canvas.artifact(Artifact.FOOTER):
            self._foot(canvas, number, count, bottom)

    def _marking(self, canvas: Canvas, top: float) -> None:
        look = self.setting.look(Role.MARKING)
        text = self.setting.run(self.front.marking, look).text
        # The tracking behind the last letter is no part of what is centred.
        width = look.width(text) - look.tracking * look.size / 1000
        page = self.setting.theme.page
        if width > page.text_width:
            message = f'the marking "{self.front.marking}" is wider than the page'
            raise ContentError([DOES_NOT_FIT.at(NOWHERE, message, "choose a shorter one in desk.yaml")])
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
