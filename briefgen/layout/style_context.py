"""The context of styles: what every block is set by - theme, words, pictures - and what stands around it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import field, replace
from typing import assert_never

from briefgen.codes import MISSING_GLYPH
from briefgen.errors import ContentError
from briefgen.frozen import but, frozen
from briefgen.layout.fonts import Features
from briefgen.layout.structure import Calls, Levels, StructureTag, StructureType
from briefgen.layout.text import CharStyle, LineStyle, TextLine, TextRun, char_style, collapsed, levelled
from briefgen.model.blocks import Change, ChangeKind
from briefgen.model.direction import RIGHT_TO_LEFT, direction_of, script_of
from briefgen.model.document import Media
from briefgen.model.inlines import Deleted, Inlines, Inserted, Reformatted
from briefgen.model.labels import Labels
from briefgen.model.traverse import inlines_of, language_of_text
from briefgen.spans import Span, whole_file
from briefgen.theme import Colours, Role, TextStyle, Theme

NOWHERE = whole_file("document")
TABULAR = (Role.TABLE, Role.TABLE_HEADER, Role.CONTENTS, Role.CHART, Role.CHART_VALUE)
"""The roles whose figures are of one width, so that they stand in columns."""
RUNNING_TEXT = (Role.BODY, Role.LIST, Role.CAPTION, Role.TABLE, Role.CALLOUT, Role.QUOTATION, Role.NOTE)
"""The roles whose words may be hyphenated: no titles, names of parts or key figures."""


@frozen
class StyleContext:
    """The theme, the document's words and pictures, and where a block stands: its role, depth, change and place.

    `house` is the theme before it was written in the document's language, by which texts of others are set, and
    `others` are the languages of words that have been set so far.

    `scale` is the size of a table's type by that of other tables, which is `dense` where its rows are close;
    `hyphenates` says whether words are parted.

    `parent` is the structure element of what it stands in, `levels` are those of the headings so far, `calls` the notes
    that texts have referred to, and `char_styles` those that texts have had.
    """

    theme: Theme
    labels: Labels
    media: Media
    language: str = ""
    hyphenates: bool = False
    parent: StructureTag = field(default_factory=lambda: StructureTag("Document"))
    levels: Levels = field(default_factory=Levels)
    calls: Calls = field(default_factory=Calls)
    char_styles: dict[tuple[Role, float, ChangeKind | None, str], CharStyle] = field(default_factory=dict)
    body: Role = Role.BODY
    items: Role = Role.LIST
    depth: int = 0
    scale: float = 1.0
    dense: bool = False
    change: Change | None = None
    place: Span | None = None
    house: Theme | None = None
    others: set[str] = field(default_factory=set)

    @property
    def colours(self) -> Colours:
        return self.theme.colours

    @property
    def from_right(self) -> bool:
        """Whether the document runs from the right."""
        return direction_of(self.language) == RIGHT_TO_LEFT

    @property
    def turned(self) -> StyleContext:
        """The context for what stands on a landscape page."""
        return but(self, theme=replace(self.theme, page=self.theme.page.turned))

    @property
    def page_height(self) -> float:
        return float(self.theme.page.text_height)

    def style(self, role: Role) -> TextStyle:
        return self.theme.style(role)

    def inside(self, role: Role) -> StyleContext:
        """The context for blocks whose running text has another role; lists in them begin at the first depth."""
        return but(self, body=role, items=role, depth=0)

    def at(self, change: Change | None, place: Span | None) -> StyleContext:
        """The context for a block: its change and place, or those of what it stands in."""
        return but(self, change=change or self.change, place=place or self.place)

    def under(self, element: StructureTag) -> StyleContext:
        """The context for what stands in an element."""
        return but(self, parent=element)

    def speaking(self, text: Inlines) -> StyleContext:
        """The context for a text: that of its own language where all of it is in another one."""
        language = language_of_text(text, self.language)
        if language == self.language or self.house is None:
            return self
        styles = self.house.written_in(language, script_of(language)).styles
        return but(self, language=language, theme=replace(self.theme, styles=styles))

    def start(self, own: StyleContext) -> float:
        """The side at which the lines of a text start, by the context that it has of its own: 0 is that of the page."""
        return 1.0 if own.from_right != self.from_right else 0.0

    def languages(self, lines: Iterable[TextLine]) -> Collection[str]:
        """The languages of a text, that of the context among them."""
        if not self.others:
            return (self.language,)
        return {self.language, *(part.style.language for line in lines for part in line.fragments)}

    def leading(self, role: Role, lines: Iterable[TextLine]) -> float:
        """How high the lines of a text are: as high as the script of each language in it needs."""
        return max([self.style_in(language, role).leading for language in self.languages(lines)])

    def style_in(self, language: str, role: Role) -> TextStyle:
        """The style of a role where words of a language stand in its lines."""
        theme = self.theme if language == self.language else self.theme.written_in(language, script_of(language))
        return theme.style(role)

    def tag(self, type_: StructureType, **properties: object) -> StructureTag:
        """A new element below what the block stands in."""
        return self.parent.child(type_, **properties)

    def char_style(self, role: Role) -> CharStyle:
        """The role's style, marked as inserted or deleted where a redline says so of the whole block."""
        key = role, self.scale, self.change.kind if self.change else None, self.language
        if (known := self.char_styles.get(key)) is None:
            known = self.char_styles[key] = self._char_style(role)
        return known

    def _char_style(self, role: Role) -> CharStyle:
        features = _features(role, self.theme.style(role))
        plain = char_style(self.theme, role, self.language)
        hyphenates = self.hyphenates and role in RUNNING_TEXT
        return self._changed(replace(plain, size=self._size(role), features=features, hyphenates=hyphenates))

    def _size(self, role: Role) -> float:
        style = self.theme.style(role)
        return style.scaled(self.scale) if role in (Role.TABLE, Role.TABLE_HEADER) else float(style.size)

    def _changed(self, char_style: CharStyle) -> CharStyle:
        if self.change is None:
            return char_style
        char_style = self.inserted(char_style) if is_new(self.change.kind) else self.deleted(char_style)
        return replace(char_style, stroke=LineStyle.DOUBLE) if _has_moved(self.change.kind) else char_style

    def inserted(self, char_style: CharStyle) -> CharStyle:
        return replace(char_style, colour=self.colours.inserted, underline=self.colours.inserted)

    def deleted(self, char_style: CharStyle) -> CharStyle:
        return replace(char_style, colour=self.colours.deleted, strike=self.colours.deleted)

    def reformatted(self, char_style: CharStyle) -> CharStyle:
        return replace(char_style, underline=self.colours.structure, stroke=LineStyle.DOTTED)

    def bar(self, change: Change | None) -> str:
        """The colour of the bar in the margin beside a changed block, if it is one."""
        if change is None:
            return ""
        return self.colours.inserted if is_new(change.kind) else self.colours.deleted

    def bar_beside(self, *texts: Inlines) -> str:
        """The colour of the bar beside texts in which something is changed, if anything is."""
        changed = any(isinstance(each, Inserted | Deleted | Reformatted) for text in texts for each in inlines_of(text))
        return self.colours.structure if changed else ""

    def run(self, text: str, char_style: CharStyle, place: Span | None = None) -> TextRun:
        """The text in a style.

        Raises ContentError for a character that the font lacks, which would print as an empty box.
        """
        text = collapsed(text)
        text = text.upper() if char_style.capitals else text
        if not char_style.font.settable.issuperset(text):
            self._check(text, char_style, place)
            char_style.font.settable.update(text)
        return TextRun(text, char_style)

    def _check(self, text: str, char_style: CharStyle, place: Span | None) -> None:
        for run in levelled([TextRun(text.replace("\u200b", ""), char_style)]):
            face = run.style.font
            if missing := face.missing(run.text):
                codes = ", ".join(f"{character!r} (U+{ord(character):04X})" for character in missing)
                where = place or self.place or NOWHERE
                raise ContentError([MISSING_GLYPH.at(where, f"the font {face.name} has no glyph for {codes}")])


def _features(role: Role, style: TextStyle) -> Features:
    """Letters that stand apart are not joined, and what stands among capitals is as high as they are."""
    features = [("pnum", True)] if role not in TABULAR else []
    if style.tracking:
        features.append(("liga", False))
    if style.capitals:
        features.append(("case", True))
    return tuple(features)


def is_new(kind: ChangeKind) -> bool:
    """Whether a changed block is there now."""
    match kind:
        case ChangeKind.INSERTED | ChangeKind.MOVED_TO:
            return True
        case ChangeKind.DELETED | ChangeKind.MOVED_FROM:
            return False
        case _:
            assert_never(kind)


def _has_moved(kind: ChangeKind) -> bool:
    return kind in (ChangeKind.MOVED_FROM, ChangeKind.MOVED_TO)
