"""The styles of the Word document: their ids, the names that Word's users know, and what the theme does not say."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import Enum
from functools import partial

from briefgen.formats.docx.markup import Element, border, hexadecimal, qualified, twips, w
from briefgen.frozen import frozen
from briefgen.layout.columns import GAP
from briefgen.layout.measures import CONTENTS_INDENT, NUMBER_ROOM
from briefgen.theme import Role, Theme

LIST_INDENT = 16.0
QUOTATION_INDENT = 18.0
NOTE_INDENT = 18.0
HEADING_LEVELS = 4
NO_LIST, BULLET_LIST, NUMBER_LIST, SECTION_LIST, ANNEX_LIST, PARAGRAPH_LIST = range(6)
"""The lists that styles name, so that a style alone makes an item, or a heading with its number."""

NUMBERED_PARAGRAPH = "Numbered Paragraph"
"""The name of the style that only briefs with numbered paragraphs have."""

CALLOUT_INSET = 13.0
CALLOUT_PADDING = 10.0
BEFORE_CALLOUT = 10.0
CELL_SIDES = GAP / 2
CELL_ENDS = 2.6
TILE_GAP = 14.0
ANSWER_ROOM = 96.0
"""From a box to the next one."""
TILE_RULE = 1.25
MASTHEAD_RULE = 1.25
FINE_RULE = 0.5
PAPER = "#ffffff"


class Style(Enum):
    """Every style of the document, by its id."""

    NORMAL = "Normal"
    BODY = "BodyText"
    NUMBERED = "NumberedParagraph"
    TITLE = "Title"
    SUBTITLE = "Subtitle"
    DETAILS = "Details"
    HEADING_1 = "Heading1"
    UNNUMBERED_HEADING = "Heading1Unnumbered"
    ANNEX_HEADING = "Heading1Annex"
    HEADING_2 = "Heading2"
    QUESTION = "Question"
    HEADING_3 = "Heading3"
    HEADING_4 = "Heading4"
    LIST_BULLET_1 = "ListBullet"
    LIST_BULLET_2 = "ListBullet2"
    LIST_BULLET_3 = "ListBullet3"
    LIST_NUMBER_1 = "ListNumber"
    LIST_NUMBER_2 = "ListNumber2"
    LIST_NUMBER_3 = "ListNumber3"
    LIST_CONTINUE_1 = "ListContinue"
    LIST_CONTINUE_2 = "ListContinue2"
    LIST_CONTINUE_3 = "ListContinue3"
    USE = "Use"
    ANSWERS = "Answers"
    QUOTATION = "Quote"
    QUOTATION_SOURCE = "QuoteSource"
    BOTTOM_LINE_LABEL = "BottomLineLabel"
    BOTTOM_LINE = "BottomLine"
    ACTION_LABEL = "ActionLabel"
    ACTION = "Action"
    CALLOUT_LABEL = "CalloutLabel"
    CALLOUT = "Callout"
    KEY_FIGURE = "KeyFigure"
    KEY_FIGURE_CAPTION = "KeyFigureCaption"
    FIGURE_TITLE = "FigureTitle"
    FIGURE = "Figure"
    CAPTION = "Caption"
    TABLE_CAPTION = "TableCaption"
    TABLE_TEXT = "TableText"
    TABLE_NUMBER = "TableNumber"
    TABLE_HEADER = "TableHeader"
    TABLE_NUMBER_HEADER = "TableNumberHeader"
    TABLE_SOURCE = "TableSource"
    TABLE_END = "TableEnd"
    CONTENTS_TITLE = "TOCHeading"
    CONTENTS_1 = "TOC1"
    CONTENTS_2 = "TOC2"
    CONTENTS_3 = "TOC3"
    LIST_OF_FIGURES = "TableofFigures"
    NOTE = "FootnoteText"
    MARKING = "Marking"
    MASTHEAD = "Masthead"
    HEADER = "Header"
    FOOTER = "Footer"
    BRIEF_TITLE = "BriefTitle"
    STRONG = "Strong"
    STRONG_SANS = "StrongSans"
    EMPHASIS = "Emphasis"
    HYPERLINK = "Hyperlink"
    CROSS_REFERENCE = "CrossReference"
    NOTE_REFERENCE = "FootnoteReference"
    LABEL = "Label"
    SOURCE = "Source"
    SECTION_MARKING = "SectionMarking"
    DETAIL_GAP = "DetailGap"
    TABLE = "BriefTable"
    KEY_FIGURES = "KeyFigures"


FORM_STYLES = frozenset({Style.USE, Style.ANSWERS})
"""The styles of lines that only forms have, which other documents are without."""


Extras = Callable[[Theme], Iterable[Element]]


def _nothing(_: Theme) -> Iterable[Element]:
    return ()


@frozen
class Indent:
    """How far a style's text stands from the margins, and its first line back from the rest, in points."""

    left: float = 0
    right: float = 0
    hanging: float = 0


@frozen
class ParagraphStyle:
    """One paragraph style: its role in the theme and what the theme does not say; `number` is its list and level.

    One that is based on another style than Normal has its look, whatever that is, and says only what differs.
    """

    style: Style
    name: str
    role: Role
    following: Style | None = None
    keep_next: bool = False
    keep_lines: bool = False
    outline: int | None = None
    indent: Indent = Indent()
    before: float | None = None
    after: float | None = None
    extras: Extras = _nothing
    exact: bool = False
    colour: str | None = None
    tabular: bool = False
    number: tuple[int, int] | None = None
    base: Style = Style.NORMAL


def _tinted(*, label: bool) -> Extras:
    """A bar on the left and a tint; the other sides have the tint's colour, so that they only make room."""

    def frame(theme: Theme) -> Iterable[Element]:
        tint = theme.colours.tint
        ends = {side: border(side, FINE_RULE, tint, CALLOUT_PADDING) for side in ("top", "bottom")}
        yield w(
            "pBdr",
            ends["top"] if label else None,
            _bar(4, theme.colours.structure, label=label),
            None if label else ends["bottom"],
            border("right", FINE_RULE, tint, CALLOUT_INSET),
        )
        yield w("shd", val="clear", color="auto", fill=hexadecimal(tint))

    return frame


def _barred(width: float, colour: str, *, label: bool) -> Extras:
    """A bar on the left alone."""

    def frame(theme: Theme) -> Iterable[Element]:
        yield w("pBdr", _bar(width, getattr(theme.colours, colour), label=label))

    return frame


def _bar(width: float, colour: str, *, label: bool) -> Element:
    """The bar of a callout; a label's is darker or lighter than the eye can see.

    Word joins neighbours whose borders are equal: the paragraphs of a callout, but also two callouts in a row, unless
    the label between them differs.
    """
    value = int(colour.removeprefix("#"), 16)
    return border("left", width, f"#{value ^ 1 if label else value:06x}", CALLOUT_INSET - width)


def _right_tab(theme: Theme, leader: str | None = None) -> Element:
    return w("tab", val="right", leader=leader, pos=twips(theme.page.text_width))


def _centred(_: Theme) -> Iterable[Element]:
    yield w("jc", val="center")


def _to_the_right(_: Theme) -> Iterable[Element]:
    yield w("jc", val="right")


def _masthead(theme: Theme) -> Iterable[Element]:
    room = theme.style(Role.MASTHEAD).space_after
    yield w("pBdr", border("bottom", MASTHEAD_RULE, theme.colours.structure, room))
    yield w("tabs", _right_tab(theme))


def _header(theme: Theme) -> Iterable[Element]:
    room = theme.style(Role.RUNNING).space_after
    yield w("pBdr", border("bottom", FINE_RULE, theme.colours.rule, room))
    yield w("tabs", _right_tab(theme))


def _footer(theme: Theme) -> Iterable[Element]:
    room = theme.style(Role.RUNNING).space_before
    yield w("pBdr", border("top", FINE_RULE, theme.colours.rule, room))
    yield w("tabs", _right_tab(theme))


def _tile_rule(theme: Theme) -> Iterable[Element]:
    yield w("pBdr", border("top", TILE_RULE, theme.colours.structure, 4))


def _leader(theme: Theme) -> Element:
    return w("tabs", _right_tab(theme, "dot"))


def _answer_tabs(_: Theme) -> Iterable[Element]:
    """Where the second, third and fourth box of a line stand."""
    yield w("tabs", *(w("tab", val="left", pos=twips(LIST_INDENT + ANSWER_ROOM * number)) for number in (1, 2, 3)))


def _contents_tabs(number: float) -> Extras:
    def tabs(theme: Theme) -> Iterable[Element]:
        yield w("tabs", w("tab", val="left", pos=twips(number)), _right_tab(theme, "dot"))

    return tabs


def _list(kind: str, prefix: str, number: int | None = None) -> list[ParagraphStyle]:
    levels = []
    for level in (1, 2, 3):
        ordinal = f" {level}" if level > 1 else ""
        hanging = 0 if kind == "List Continue" else LIST_INDENT
        levels.append(
            ParagraphStyle(
                Style[f"{prefix}_{level}"],
                f"{kind}{ordinal}",
                Role.LIST,
                indent=Indent(LIST_INDENT * level, 0, hanging),
                number=(number, level - 1) if number else None,
            )
        )
    return levels


def _heading(level: int) -> ParagraphStyle:
    role = Role[f"HEADING_{level}"]
    style = Style[f"HEADING_{level}"]
    number = (SECTION_LIST, 0) if level == 1 else None
    name = f"heading {level}"
    return ParagraphStyle(style, name, role, Style.BODY, True, outline=level - 1, exact=True, number=number)


def _like_heading(style: Style, name: str, number: int) -> ParagraphStyle:
    """A heading of the first level that no section's number stands before."""
    like, level = Style.HEADING_1, 0
    return ParagraphStyle(style, name, Role.HEADING_1, Style.BODY, outline=level, number=(number, level), base=like)


def _callout(kind: str, name: str, right: float, frame: Callable[..., Extras]) -> tuple[ParagraphStyle, ParagraphStyle]:
    """The label of a callout and its text, in one frame without a gap."""
    indent = Indent(CALLOUT_INSET, right)
    text, label = Style[kind], Style[f"{kind}_LABEL"]
    return (
        ParagraphStyle(
            label,
            f"{name} Label",
            Role.CALLOUT_LABEL,
            text,
            keep_next=True,
            indent=indent,
            before=BEFORE_CALLOUT,
            after=0,
            extras=frame(label=True),
        ),
        ParagraphStyle(text, name, Role.CALLOUT, indent=indent, before=0, extras=frame(label=False)),
    )


def _contents(level: int, indent: Indent, number: float) -> ParagraphStyle:
    """A level of the contents, its texts behind the widest number."""
    style, extras = Style[f"CONTENTS_{level}"], _contents_tabs(number)
    return ParagraphStyle(style, f"toc {level}", Role.CONTENTS, Style.BODY, indent=indent, extras=extras)


_QUOTATION_INDENT = Indent(QUOTATION_INDENT, QUOTATION_INDENT)

PARAGRAPH_STYLES = (
    ParagraphStyle(Style.BODY, "Body Text", Role.BODY),
    ParagraphStyle(
        Style.NUMBERED,
        NUMBERED_PARAGRAPH,
        Role.BODY,
        indent=Indent(NUMBER_ROOM, 0, NUMBER_ROOM),
        number=(PARAGRAPH_LIST, 0),
        base=Style.BODY,
    ),
    ParagraphStyle(Style.TITLE, "Title", Role.TITLE, Style.SUBTITLE, keep_next=True, exact=True),
    ParagraphStyle(Style.SUBTITLE, "Subtitle", Role.SUBTITLE, Style.DETAILS, keep_next=True),
    ParagraphStyle(Style.DETAILS, "Details", Role.DETAIL),
    _heading(1),
    _like_heading(Style.UNNUMBERED_HEADING, "Heading 1 Unnumbered", NO_LIST),
    _like_heading(Style.ANNEX_HEADING, "Heading 1 Annex", ANNEX_LIST),
    *(_heading(level) for level in (2, 3, 4)),
    ParagraphStyle(Style.QUESTION, "Question", Role.HEADING_2, Style.BODY, outline=1, base=Style.HEADING_2),
    *_list("List Bullet", "LIST_BULLET", BULLET_LIST),
    *_list("List Number", "LIST_NUMBER", NUMBER_LIST),
    *_list("List Continue", "LIST_CONTINUE"),
    ParagraphStyle(Style.USE, "Use", Role.CALLOUT_LABEL, Style.BODY, True, after=3, base=Style.BODY),
    ParagraphStyle(
        Style.ANSWERS,
        "Answers",
        Role.LIST,
        Style.LIST_NUMBER_1,
        indent=Indent(LIST_INDENT),
        extras=_answer_tabs,
        base=Style.LIST_CONTINUE_1,
    ),
    ParagraphStyle(Style.QUOTATION, "Quote", Role.QUOTATION, indent=_QUOTATION_INDENT),
    ParagraphStyle(
        Style.QUOTATION_SOURCE, "Quote Source", Role.CAPTION, Style.BODY, indent=_QUOTATION_INDENT, before=0
    ),
    *_callout("BOTTOM_LINE", "Bottom Line", CALLOUT_INSET, _tinted),
    *_callout("ACTION", "Action", 0, partial(_barred, 2.4, "structure")),
    *_callout("CALLOUT", "Callout", 0, partial(_barred, 0.9, "rule")),
    ParagraphStyle(
        Style.KEY_FIGURE,
        "Key Figure",
        Role.TILE_VALUE,
        Style.KEY_FIGURE_CAPTION,
        True,
        extras=_tile_rule,
        exact=True,
    ),
    ParagraphStyle(Style.KEY_FIGURE_CAPTION, "Key Figure Caption", Role.TILE_CAPTION, after=2),
    ParagraphStyle(Style.FIGURE_TITLE, "Figure Title", Role.FIGURE_TITLE, Style.FIGURE, True),
    ParagraphStyle(Style.CAPTION, "caption", Role.CAPTION, Style.BODY, keep_lines=True),
    ParagraphStyle(Style.TABLE_CAPTION, "Table Caption", Role.CAPTION, Style.BODY, True, before=10, after=4),
    ParagraphStyle(Style.TABLE_TEXT, "Table Text", Role.TABLE, tabular=True),
    ParagraphStyle(Style.TABLE_NUMBER, "Table Number", Role.TABLE, extras=_to_the_right, base=Style.TABLE_TEXT),
    ParagraphStyle(Style.TABLE_HEADER, "Table Header", Role.TABLE_HEADER, Style.TABLE_TEXT, True, tabular=True),
    ParagraphStyle(
        Style.TABLE_NUMBER_HEADER,
        "Table Number Header",
        Role.TABLE_HEADER,
        Style.TABLE_NUMBER,
        extras=_to_the_right,
        base=Style.TABLE_HEADER,
    ),
    ParagraphStyle(
        Style.TABLE_SOURCE, "Table Source", Role.CAPTION, Style.BODY, keep_lines=True, before=4, colour="muted"
    ),
    ParagraphStyle(Style.TABLE_END, "Table End", Role.CAPTION, Style.BODY, before=0, after=0, exact=True),
    ParagraphStyle(Style.CONTENTS_TITLE, "TOC Heading", Role.CONTENTS_TITLE, Style.BODY, True),
    _contents(1, Indent(CONTENTS_INDENT, 0, CONTENTS_INDENT), CONTENTS_INDENT),
    _contents(2, Indent(CONTENTS_INDENT), CONTENTS_INDENT + 24),
    _contents(3, Indent(CONTENTS_INDENT + 24), CONTENTS_INDENT + 54),
    ParagraphStyle(
        Style.LIST_OF_FIGURES, "table of figures", Role.CONTENTS, Style.BODY, extras=lambda theme: [_leader(theme)]
    ),
    ParagraphStyle(Style.NOTE, "footnote text", Role.NOTE, indent=Indent(NOTE_INDENT, 0, NOTE_INDENT)),
    ParagraphStyle(Style.MARKING, "Marking", Role.MARKING, extras=_centred, exact=True),
    ParagraphStyle(Style.MASTHEAD, "Masthead", Role.MASTHEAD, after=0, extras=_masthead, exact=True),
    ParagraphStyle(Style.HEADER, "header", Role.RUNNING, after=0, extras=_header, exact=True),
    ParagraphStyle(Style.FOOTER, "footer", Role.RUNNING, before=0, extras=_footer, exact=True),
)

_BY_STYLE = {definition.style: definition for definition in PARAGRAPH_STYLES}


_SIDES = tuple(qualified(f"w:{side}") for side in ("top", "left", "bottom", "right"))
LABELS = {
    Style.BOTTOM_LINE: Style.BOTTOM_LINE_LABEL,
    Style.ACTION: Style.ACTION_LABEL,
    Style.CALLOUT: Style.CALLOUT_LABEL,
}
FRAMES = frozenset(LABELS)


def frame(style: Style, theme: Theme, *, above: float = 0, below: float = 0) -> list[Element]:
    """The bar and tint of a callout's style, for what stands in the callout in a style of its own.

    `above` and `below` are room inside the frame.
    """
    borders, *shading = _BY_STYLE[style].extras(theme)
    tint = theme.colours.tint if shading else PAPER
    sides = {child.tag: child for child in borders}
    for side, room in (("top", above), ("bottom", below)):
        if room:
            rule = border(side, FINE_RULE, tint, room)
            sides[rule.tag] = rule
    borders[:] = [sides[tag] for tag in _SIDES if tag in sides]
    return [borders, *shading]


def role_of(style: Style) -> Role:
    """The role in which a paragraph style sets its text."""
    return Role.BODY if style in (Style.NORMAL, Style.FIGURE) else _BY_STYLE[style].role


def tracked_styles(theme: Theme) -> frozenset[str]:
    """The ids of the paragraph styles whose letters stand apart."""
    return frozenset(each.style.value for each in PARAGRAPH_STYLES if theme.style(each.role).tracking)


def exact_lines(theme: Theme) -> dict[str, int]:
    """The height of the lines of each paragraph style in which that is exact, in twips, by its id."""
    return {each.style.value: twips(theme.style(each.role).leading) for each in PARAGRAPH_STYLES if each.exact}


def indent_of(style: Style) -> Indent:
    """The indents that a paragraph style itself has."""
    return Indent() if style in (Style.NORMAL, Style.FIGURE) else _BY_STYLE[style].indent


def space_after(style: Style, theme: Theme) -> float:
    """The room that a paragraph style keeps below its text."""
    if style in (Style.NORMAL, Style.FIGURE):
        return 0
    definition = _BY_STYLE[style]
    return theme.style(definition.role).space_after if definition.after is None else definition.after


def space_before(style: Style, theme: Theme) -> float:
    """The room that a paragraph style keeps above its text."""
    if style in (Style.NORMAL, Style.FIGURE):
        return 0
    definition = _BY_STYLE[style]
    return theme.style(definition.role).space_before if definition.before is None else definition.before


def level_style(prefix: str, level: int) -> Style:
    """The style for a level of something nested (`LIST_BULLET`), the last one for all that is deeper."""
    while (name := f"{prefix}_{level}") not in Style.__members__:
        level -= 1
    return Style[name]


def strong_style(theme: Theme, role: Role) -> Style | None:
    """The character style for strong text in a role; none for a family that no character style covers."""
    family = theme.style(role).family
    if family == theme.style(Role.BODY).family:
        return Style.STRONG
    return Style.STRONG_SANS if family == theme.style(Role.TABLE).family else None
