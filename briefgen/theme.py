"""House style: fonts, colours, lengths and the page, for all writers and figures.

A theme is data, read from `assets/theme.yaml`; a `TextStyle` says how one role of text is set, so that the PDF and the
Word document look like one family.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import astuple, field, replace
from enum import Enum
from functools import cached_property
from pathlib import Path

from briefgen.errors import Diagnostic
from briefgen.frozen import frozen
from briefgen.languages import language_of
from briefgen.model.direction import RIGHT_TO_LEFT, direction_of
from briefgen.model.length import Length
from briefgen.model.truetype import characters

CONTROLS = frozenset((*range(0x20), *range(0x7F, 0xA0), 0xFEFF))
"""What some fonts have an empty glyph for, and no text can have: controls, and the mark of a file's byte order."""
HAIR = 0.01
PAPER = "#ffffff"
SEEN = 3.0
"""The least contrast of a graphic with the page (WCAG 2.2, success criterion 1.4.11)."""
WIDEST_TRACKING = 60.0
"""The tracking, in thousandths of the size, beyond which some readers of a PDF take a word for single letters."""
NOTHING = Length(0)
HOUSE = "house"
"""The name of the theme that a desk has unless it says another."""


class Role(Enum):
    """What a text is in the document; each role has one style."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    MASTHEAD = "masthead"
    DETAIL = "detail"
    MARKING = "marking"
    RUNNING = "running"
    HEADING_1 = "heading-1"
    HEADING_2 = "heading-2"
    HEADING_3 = "heading-3"
    HEADING_4 = "heading-4"
    BODY = "body"
    LIST = "list"
    FIGURE_TITLE = "figure-title"
    CAPTION = "caption"
    TABLE = "table"
    TABLE_HEADER = "table-header"
    CALLOUT_LABEL = "callout-label"
    CALLOUT = "callout"
    QUOTATION = "quotation"
    TILE_VALUE = "tile-value"
    TILE_CAPTION = "tile-caption"
    CONTENTS_TITLE = "contents-title"
    CONTENTS = "contents"
    NOTE = "note"
    CHART = "chart"
    CHART_VALUE = "chart-value"


JUSTIFIED = (Role.BODY, Role.LIST, Role.CALLOUT, Role.QUOTATION)
"""The roles of running text, whose lines may all be of one length."""


@frozen
class Face:
    """One font file: the family's name as an office program shows it, the bytes, and where they came from."""

    family: str
    path: Path
    data: bytes = field(repr=False, compare=False)

    @cached_property
    def name(self) -> str:
        """The name under which a writer registers the face: the file's stem."""
        return self.path.stem

    @cached_property
    def characters(self) -> frozenset[int]:
        """The code points that the face has a glyph for."""
        return characters(self.data)


@frozen
class Family:
    """The four faces that a text can switch between."""

    regular: Face
    bold: Face
    italic: Face
    bold_italic: Face

    def face(self, *, bold: bool = False, italic: bool = False) -> Face:
        """The face for a combination of bold and italic."""
        if bold:
            return self.bold_italic if italic else self.bold
        return self.italic if italic else self.regular

    @property
    def faces(self) -> tuple[Face, ...]:
        return (self.regular, self.bold, self.italic, self.bold_italic)


@frozen
class Writing:
    """How a script, or a language before that, is set whatever the style of a text: its font, and how large.

    `scale` is its size by that of the style, `leading` the least height of its lines by that size.
    """

    family: Family
    scale: float
    leading: float


@frozen
class Colours:
    """Colours as `#rrggbb`. `data` are for series in their order; never colour alone tells two things apart."""

    ink: str
    muted: str
    structure: str
    rule: str
    tint: str
    link: str
    inserted: str
    deleted: str
    derived: str
    watermark: str
    data: tuple[str, ...]


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb`, 0 to 1 (WCAG 2.2)."""
    return luminance_of(linear_light(colour))


def luminance_of(light: tuple[float, float, float]) -> float:
    """Relative luminance of linear light, 0 to 1 (WCAG 2.2)."""
    red, green, blue = light
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def linear_light(colour: str) -> tuple[float, float, float]:
    """The red, green and blue light of `#rrggbb`, each 0 to 1 (IEC 61966-2-1)."""
    red, green, blue = (_linear(int(colour[start : start + 2], 16)) for start in (1, 3, 5))
    return red, green, blue


def _linear(channel: int) -> float:
    share = channel / 255
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    return contrast_of(luminance(one), luminance(other))


def contrast_of(one: float, other: float) -> float:
    """The contrast ratio of two relative luminances, 1 to 21 (WCAG 2.2)."""
    darker, lighter = sorted((one, other))
    return (lighter + 0.05) / (darker + 0.05)


@frozen
class TextStyle:
    """How one role is set. `family` names one of the theme's families; `tracking` is in thousandths of the size."""

    family: str
    size: Length
    leading: Length
    colour: str
    bold: bool = False
    italic: bool = False
    space_before: Length = NOTHING
    space_after: Length = NOTHING
    tracking: float = 0.0
    capitals: bool = False

    def scaled(self, scale: float) -> float:
        """The size, in points, at a scale: whole or half points, which is all that Word knows."""
        return int(self.size * scale * 2 + HAIR) / 2


@frozen
class Page:
    """The sheet and its margins; header and footer stand inside the margins at `header` and `footer` from the edge."""

    name: str
    width: Length
    height: Length
    top: Length
    bottom: Length
    left: Length
    right: Length
    header: Length
    footer: Length

    @property
    def turned(self) -> Page:
        """The same sheet in landscape, with the same margins."""
        return replace(self, width=self.height, height=self.width)

    @property
    def text_width(self) -> Length:
        return Length(self.width - self.left - self.right)

    @property
    def text_height(self) -> Length:
        return Length(self.height - self.top - self.bottom)


@frozen
class ReferenceDocument:
    """The Word document from which the Word writer takes its styles: where it came from, and its bytes."""

    path: Path
    data: bytes = field(repr=False)


@frozen
class Theme:
    """The whole house style. `pages` are the sheets on offer, by name; `page` is the one in use.

    `writings` are those of scripts ("Arab") and languages ("ur") that the families of the styles are not for.
    `smallest` is the size below which the type of no table goes, 0 for the usual one. `faults` are warnings of what in
    it is hard to see or to read. Pages for a screen carry its fonts, unless those of the reader's own system are to be
    used. `justified` says whether lines of running text are all of one length.
    """

    families: Mapping[str, Family]
    colours: Colours
    styles: Mapping[Role, TextStyle]
    page: Page
    pages: Mapping[str, Page] = field(default_factory=dict)
    reference: ReferenceDocument | None = field(default=None, compare=False, repr=False)
    faults: tuple[Diagnostic, ...] = field(default=(), compare=False, repr=False)
    system_fonts: bool = False
    smallest: Length = NOTHING
    name: str = HOUSE
    writings: Mapping[str, Writing] = field(default_factory=dict)
    justified: bool = False

    @cached_property
    def digest(self) -> str:
        """What tells whether a house style is still the same, on whatever sheet: a SHA-256 over fonts and values."""
        fonts = [(face.family, hashlib.sha256(face.data).hexdigest()) for face in self.faces]
        families = sorted((name, [face.name for face in family.faces]) for name, family in self.families.items())
        styles = sorted((role.value, astuple(style)) for role, style in self.styles.items())
        values = (fonts, families, astuple(self.colours), styles, *(["justified"] if self.justified else []))
        return hashlib.sha256(repr(values).encode()).hexdigest()

    @cached_property
    def digest_of_writings(self) -> str:
        """What tells whether the writings are still the same: a SHA-256 over their fonts and values."""
        writings = [
            (name, each.scale, each.leading, [hashlib.sha256(face.data).hexdigest() for face in each.family.faces])
            for name, each in sorted(self.writings.items())
        ]
        return hashlib.sha256(repr(writings).encode()).hexdigest()

    def style(self, role: Role) -> TextStyle:
        return self.styles[role]

    def justifies(self, role: Role, language: str) -> bool:
        """Whether all lines of a role but the last are of one length; texts from the right are ragged."""
        return self.justified and role in JUSTIFIED and direction_of(language) != RIGHT_TO_LEFT

    def family(self, role: Role) -> Family:
        return self.families[self.styles[role].family]

    def face(self, role: Role) -> Face:
        """The face in which the role's plain text is set."""
        style = self.styles[role]
        return self.families[style.family].face(bold=style.bold, italic=style.italic)

    def writing(self, language: str, script: str) -> Writing | None:
        """How a stretch in a script is set in a text of a language; none for what the styles' families are for.

        A language's own comes first where it is written in that script, as Urdu is in Nastaliq.
        """
        if (of_script := self.writings.get(script)) is None:
            return None
        return self.writings.get(language_of(language), of_script)

    def written_in(self, language: str, script: str) -> Theme:
        """The house style for texts in a script: its lines are as high as that needs."""
        if (writing := self.writing(language, script)) is None:
            return self
        high = {
            role: replace(style, leading=Length(max(style.leading, style.size * writing.scale * writing.leading)))
            for role, style in self.styles.items()
        }
        return replace(self, styles=high)

    @cached_property
    def faces(self) -> tuple[Face, ...]:
        """All faces of the styles, each once, in a fixed order."""
        return tuple({face.name: face for family in self.families.values() for face in family.faces}.values())

    @cached_property
    def characters(self) -> frozenset[int]:
        """The code points that a text can have in any role: those of every face of the styles, or of a script."""
        of_styles = frozenset.intersection(*(face.characters for face in self.faces))
        of_scripts = (writing for name, writing in self.writings.items() if name.istitle())
        others = (frozenset.intersection(*(face.characters for face in each.family.faces)) for each in of_scripts)
        return of_styles.union(*others) - CONTROLS
