"""The setting: what every block is set by - theme, words, pictures - and what stands around it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import assert_never

from briefgen.codes import MISSING_GLYPH
from briefgen.errors import ContentError, Place
from briefgen.model.blocks import Change, ChangeKind
from briefgen.model.document import Media
from briefgen.model.labels import Labels
from briefgen.theme import Colours, Role, TextStyle, Theme
from briefgen.writers.pdf.fonts import font
from briefgen.writers.pdf.text import Look, Run, collapsed

NOWHERE = Place("document")


@dataclass(frozen=True)
class Setting:
    """The theme, the document's words and pictures, and where a block stands: its role, depth, change and place."""

    theme: Theme
    labels: Labels
    media: Media
    body: Role = Role.BODY
    items: Role = Role.LIST
    depth: int = 0
    change: Change | None = None
    place: Place | None = None

    @property
    def colours(self) -> Colours:
        return self.theme.colours

    @property
    def page_height(self) -> float:
        return float(self.theme.page.text_height)

    def style(self, role: Role) -> TextStyle:
        return self.theme.style(role)

    def inside(self, role: Role) -> Setting:
        """The setting for blocks whose running text has another role; lists in them begin at the first depth."""
        return replace(self, body=role, items=role, depth=0)

    def at(self, change: Change | None, place: Place | None) -> Setting:
        """The setting for a block: its change and place, or those of what it stands in."""
        return replace(self, change=change or self.change, place=place or self.place)

    def look(self, role: Role) -> Look:
        """The role's look, marked as inserted or deleted where a redline says so of the whole block."""
        style = self.theme.style(role)
        look = Look(
            family=self.theme.family(role),
            font=font(self.theme.face(role)),
            size=float(style.size),
            colour=style.colour,
            bold=style.bold,
            italic=style.italic,
            tracking=style.tracking,
            capitals=style.capitals,
        )
        return self._changed(look)

    def _changed(self, look: Look) -> Look:
        if self.change is None:
            return look
        return self.inserted(look) if _is_new(self.change.kind) else self.deleted(look)

    def inserted(self, look: Look) -> Look:
        return replace(look, colour=self.colours.inserted, underline=self.colours.inserted)

    def deleted(self, look: Look) -> Look:
        return replace(look, colour=self.colours.deleted, strike=self.colours.deleted)

    def bar(self, change: Change | None) -> str:
        """The colour of the bar in the margin beside a changed block, if it is one."""
        if change is None:
            return ""
        return self.colours.inserted if _is_new(change.kind) else self.colours.deleted

    def run(self, text: str, look: Look, place: Place | None = None) -> Run:
        """The text in a look; raises ContentError if its font lacks a character, which would print as an empty box."""
        text = collapsed(text)
        text = text.upper() if look.capitals else text
        if missing := look.font.missing(text.replace("\u200b", "")):
            codes = ", ".join(f"{character!r} (U+{ord(character):04X})" for character in missing)
            where = place or self.place or NOWHERE
            raise ContentError([MISSING_GLYPH.at(where, f"the font {look.font.name} has no glyph for {codes}")])
        return Run(text, look)


def _is_new(kind: ChangeKind) -> bool:
    match kind:
        case ChangeKind.INSERTED | ChangeKind.MOVED_TO:
            return True
        case ChangeKind.DELETED | ChangeKind.MOVED_FROM:
            return False
        case _:
            assert_never(kind)
