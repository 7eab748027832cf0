"""Formatting that somebody else has made: what WordprocessingML knows of it, in its order, and no more."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from briefgen.codes import REFERENCE_DAMAGED
from briefgen.formats.docx.markup import NAMESPACES, Element, attribute, qualified
from briefgen.formats.docx.safe_open import SAVE_AGAIN, UnfitError
from briefgen.patterns import lazy_regex

SWITCH = "0|1|true|false|on|off"
NUMBER = r"-?\d{1,9}"
MEASURE = r"-?\d{1,9}(\.\d+)?(mm|cm|in|pt|pc|pi|%)?"
COLOUR = "auto|[0-9A-Fa-f]{6}"
BYTE, WORD, LONG = (f"[0-9A-Fa-f]{{{digits}}}" for digits in (2, 4, 8))
TEXT = "(?s).*"
LINE = (
    "nil|none|single|thick|double|dotted|dashed|dotDash|dotDotDash|triple|thinThickSmallGap|thickThinSmallGap|"
    "thinThickThinSmallGap|thinThickMediumGap|thickThinMediumGap|thinThickThinMediumGap|thinThickLargeGap|"
    "thickThinLargeGap|thinThickThinLargeGap|wave|doubleWave|dashSmallGap|dashDotStroked|threeDEmboss|threeDEngrave|"
    "outset|inset"
)
ALIGNED = "start|center|end|both|mediumKashida|distribute|numTab|highKashida|lowKashida|thaiDistribute|left|right"
PATTERN = (
    "nil|clear|solid|horzStripe|vertStripe|reverseDiagStripe|diagStripe|horzCross|diagCross|thinHorzStripe|"
    "thinVertStripe|thinReverseDiagStripe|thinDiagStripe|thinHorzCross|thinDiagCross|"
    "pct(5|10|12|15|20|25|30|35|37|40|45|50|55|60|62|65|70|75|80|85|87|90|95)"
)
UNDERLINE = (
    "single|words|double|thick|dotted|dottedHeavy|dash|dashedHeavy|dashLong|dashLongHeavy|dotDash|dashDotHeavy|"
    "dotDotDash|dashDotDotHeavy|wave|wavyHeavy|wavyDouble|none"
)
HIGHLIGHT = (
    "black|blue|cyan|green|magenta|red|yellow|white|darkBlue|darkCyan|darkGreen|darkMagenta|darkRed|darkYellow|"
    "darkGray|lightGray|none"
)
COUNTING = (
    "decimal|upperRoman|lowerRoman|upperLetter|lowerLetter|ordinal|cardinalText|ordinalText|hex|chicago|"
    "ideographDigital|japaneseCounting|aiueo|iroha|decimalFullWidth|decimalHalfWidth|japaneseLegal|"
    "japaneseDigitalTenThousand|decimalEnclosedCircle|decimalFullWidth2|aiueoFullWidth|irohaFullWidth|decimalZero|"
    "bullet|ganada|chosung|decimalEnclosedFullstop|decimalEnclosedParen|decimalEnclosedCircleChinese|"
    "ideographEnclosedCircle|ideographTraditional|ideographZodiac|ideographZodiacTraditional|taiwaneseCounting|"
    "ideographLegalTraditional|taiwaneseCountingThousand|taiwaneseDigital|chineseCounting|chineseLegalSimplified|"
    "chineseCountingThousand|koreanDigital|koreanCounting|koreanLegal|koreanDigital2|vietnameseCounting|"
    "russianLower|russianUpper|none|numberInDash|hebrew1|hebrew2|arabicAlpha|arabicAbjad|hindiVowels|"
    "hindiConsonants|hindiNumbers|hindiCounting|thaiLetters|thaiNumbers|thaiCounting|bahtText|dollarText|custom"
)
THEME_COLOUR = (
    "dark1|light1|dark2|light2|accent[1-6]|hyperlink|followedHyperlink|none|background1|text1|background2|text2"
)


def _each(names: str, pattern: str) -> dict[str, str]:
    """The pattern for each of the names."""
    return dict.fromkeys(names.split(), pattern)


SWITCHES = (
    "autoRedefine hidden semiHidden unhideWhenUsed qFormat locked personal personalCompose personalReply keepNext "
    "keepLines pageBreakBefore widowControl suppressLineNumbers suppressAutoHyphens kinsoku wordWrap overflowPunct "
    "topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid contextualSpacing mirrorIndents "
    "suppressOverlap b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof vanish webHidden "
    "rtl cs specVanish oMath isLgl cantSplit tblHeader hideMark noWrap tcFitText bidiVisual notTrueType"
)
SIDES = "top left start bottom right end between bar insideH insideV tl2br tr2bl bdr"
NAMES = (
    "name aliases basedOn next link pStyle rStyle tblStyle lvlText tblCaption tblDescription altName styleLink "
    "numStyleLink"
)
VALUES = {
    **_each(SWITCHES, SWITCH),
    **_each(SIDES, LINE),
    **_each(NAMES, TEXT),
    **_each(
        "uiPriority ilvl numId outlineLvl abstractNumId startOverride lvlRestart lvlPicBulletId "
        "tblStyleRowBandSize tblStyleColBandSize gridSpan gridBefore gridAfter",
        NUMBER,
    ),
    **_each(
        "sz szCs kern position w spacing",
        MEASURE,
    ),
    **_each(
        "nsid tmpl",
        LONG,
    ),
    "aliases": "(?s).{0,253}",
    "start": f"{LINE}|{NUMBER}",  # a side of a table, or where a list starts
    "jc": ALIGNED,
    "lvlJc": ALIGNED,
    "color": COLOUR,
    "shd": PATTERN,
    "u": UNDERLINE,
    "highlight": HIGHLIGHT,
    "effect": "blinkBackground|lights|antsBlack|antsRed|shimmer|sparkle|none",
    "em": "none|dot|comma|circle|underDot",
    "vertAlign": "baseline|superscript|subscript",
    "textAlignment": "top|center|baseline|bottom|auto",
    "textDirection": "lrTb|tbRl|btLr|lrTbV|tbRlV|tbLrV|tb|rl|lr|tbV|rlV|lrV",
    "textboxTightWrap": "none|allLines|firstAndLastLine|firstLineOnly|lastLineOnly",
    "vAlign": "top|center|both|bottom",
    "tab": "clear|start|center|end|decimal|bar|num|left|right",
    "tblLook": WORD,
    "numFmt": COUNTING,
    "multiLevelType": "singleLevel|multilevel|hybridMultilevel",
    "suff": "tab|space|nothing",
    "trHeight": MEASURE,
    "fitText": MEASURE,
    "charset": BYTE,
    "family": "decorative|modern|roman|script|swiss|auto",
    "panose1": "[0-9A-Fa-f]{20}",
    "pitch": "fixed|variable|default",
}
"""What `w:val` may be, by the element that has it."""

_FACES = "(major|minor)(EastAsia|Bidi|Ascii|HAnsi)"
ATTRIBUTES = {
    **_each(
        "customStyle default beforeAutospacing afterAutospacing shadow frame tentative legacy firstRow "
        "lastRow firstColumn lastColumn noHBand noVBand locked semiHidden unhideWhenUsed qFormat "
        "defLockedState defSemiHidden defUnhideWhenUsed defQFormat vert combine vertCompress subsetted",
        SWITCH,
    ),
    **_each(
        "before after line left right start end hanging firstLine pos space w legacySpace legacyIndent",
        MEASURE,
    ),
    **_each(
        "sz beforeLines afterLines leftChars rightChars startChars endChars hangingChars firstLineChars ilvl "
        "numId abstractNumId count uiPriority defUIPriority id",
        NUMBER,
    ),
    **_each(
        "color fill",
        COLOUR,
    ),
    **_each(
        "themeColor themeFill",
        THEME_COLOUR,
    ),
    **_each(
        "themeTint themeShade themeFillTint themeFillShade",
        BYTE,
    ),
    **_each(
        "ascii hAnsi eastAsia cs",
        "(?s).{0,31}",
    ),
    **_each(
        "name styleId characterSet",
        TEXT,
    ),
    **_each(
        "asciiTheme hAnsiTheme eastAsiaTheme cstheme",
        _FACES,
    ),
    **_each(
        "usb0 usb1 usb2 usb3 csb0 csb1 tplc durableId",
        LONG,
    ),
    "hint": "default|eastAsia|cs",
    "lineRule": "auto|exact|atLeast",
    "leader": "none|dot|hyphen|underscore|heavy|middleDot",
    "hRule": "auto|exact|atLeast",
    "combineBrackets": "none|round|square|angle|curly",
    "format": TEXT,
    "fontKey": r"\{[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}",
}
"""What every other attribute may be, by its name."""

_UNSIGNED, _LENGTH = range(10**9), range(-31680, 31681)
VALUE_RANGES = {
    "outlineLvl": range(10),
    "uiPriority": range(100),
    "w": range(1, 601),
    "kern": range(3278),
    "spacing": _LENGTH,
    "sz": _UNSIGNED,
    "szCs": _UNSIGNED,
    "tblStyleRowBandSize": range(4),
    "tblStyleColBandSize": range(4),
}
"""Where `w:val` must lie if it is a number without a unit, by the element that has it."""
RANGES = {
    **dict.fromkeys(("before", "after", "hanging", "firstLine", "sz"), _UNSIGNED),
    **dict.fromkeys(("uiPriority", "defUIPriority"), range(100)),
    "pos": _LENGTH,
}
"""Where every other attribute must lie if it is a number without a unit, by its name."""
BORDER_SPACE = range(32)

TYPES = {
    "style": "paragraph|character|table|numbering",
    "tblStylePr": "wholeTable|firstRow|lastRow|firstCol|lastCol|band1Vert|band2Vert|band1Horz|band2Horz|"
    "neCell|nwCell|seCell|swCell",
    "tblLayout": "fixed|autofit",
}
WIDTH_TYPE = "nil|pct|dxa|auto"
"""What `w:type` may be, of some elements and of all that say how wide something is."""

NEEDED = {"tab": ("pos",), "tblStylePr": ("type",), "style": ("type",)}
"""The attributes without which an element says nothing, beside `w:val`."""


def only_known(element: Element) -> Iterator[str]:
    """Take each attribute out whose value the schema does not know, with its element where it cannot do without.

    Gives what was taken out, in words.
    """
    for child in list(element.iter(f"{_W}*")):
        local = _bare_name(str(child.tag))
        unknown = [str(name) for name, value in child.attrib.items() if not _is_known(local, str(name), str(value))]
        for name in unknown:
            yield f'{_bare_name(name)}="{child.attrib[name]!s}" of w:{local}'
            del child.attrib[name]
        parent = child.getparent()
        if parent is not None and unknown and any(name in unknown for name in _needed(local)):
            parent.remove(child)
    for tabs in list(element.iter(f"{_W}tabs")):  # the schema wants one at least
        if len(tabs) == 0 and (parent := tabs.getparent()) is not None:
            parent.remove(tabs)


def _is_known(local: str, name: str, value: str) -> bool:
    if not name.startswith(_W):
        return True
    attribute = _bare_name(name)
    if attribute == "val":
        pattern = VALUES.get(local, TEXT)
    elif attribute == "type":
        pattern = TYPES.get(local, WIDTH_TYPE)
    else:
        pattern = ATTRIBUTES.get(attribute, "(?!)")
    return re.fullmatch(pattern, value) is not None and _is_in_range(local, attribute, value)


def _is_in_range(local: str, attribute: str, value: str) -> bool:
    if attribute == "space" and local in SIDES.split():
        limits: range | None = BORDER_SPACE
    else:
        limits = VALUE_RANGES.get(local) if attribute == "val" else RANGES.get(attribute)
    return limits is None or not re.fullmatch(NUMBER, value) or int(value) in limits


def _needed(local: str) -> list[str]:
    """The attributes without which an element says nothing; a switch that says nothing is on."""
    is_switch = VALUES.get(local) == SWITCH
    return [qualified(f"w:{name}") for name in (*NEEDED.get(local, ()), *(() if is_switch else ("val",)))]


ORDERS = {
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked "
    "personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr",
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
    "vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em "
    "lang eastAsianLayout specVanish oMath rPrChange",
    "lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr",
}
"""The children of an element in the order of the schema (ISO/IEC 29500-1, 17.7.4.17, 17.3.1.26, 17.3.2.28, 17.9.6)."""

_RANKS = {
    qualified(f"w:{parent}"): {qualified(f"w:{child}"): rank for rank, child in enumerate(children.split())}
    for parent, children in ORDERS.items()
}
_UNWANTED = {
    *(qualified(f"w:{name}") for name in ("rsid", "divId", "cnfStyle", "sectPr", "framePr", "lvlPicBulletId", "lang")),
    *(qualified(f"w:{name}") for name in ("pPrChange", "rPrChange", "tblPrChange", "trPrChange", "tcPrChange")),
}
"""Marks of editing, what belongs to a text and not to its style, and languages, which are the content's own."""

_W, _W14 = (f"{{{NAMESPACES[prefix]}}}" for prefix in ("w", "w14"))
_COUNTED = frozenset(
    qualified(f"w:{name}") for name in ("sz", "szCs", "kern", "position", "w", "outlineLvl", "ilvl", "numId")
)
_MEASURES = frozenset(
    qualified(f"w:{name}")
    for name in (
        "before",
        "after",
        "line",
        "left",
        "right",
        "start",
        "end",
        "hanging",
        "firstLine",
        "pos",
        "space",
        "w",
    )
)
_HIDING = tuple(qualified(f"w:{name}") for name in ("vanish", "specVanish", "webHidden"))
_SIDES = {"start": "left", "end": "right"}
_VALUE = qualified("w:val")
_SPACING = qualified("w:spacing")
_MEASURE = lazy_regex(r"-?\d{1,9}(\.\d+)?(mm|cm|in|pt|pc|pi|%)?")


def formatting(element: Element) -> Element:
    """An element with nothing below it but formatting, in the schema's order.

    Raises UnfitError for an element that stands where the format knows none, and for a measure that is no number.
    """
    etree.strip_elements(element, *_UNWANTED, with_tail=False)
    for child in list(element.iter()):
        _clean(child)
    for level in element.iter(qualified("w:lvlJc")):
        # LibreOffice writes the names of the strict schema, which the transitional one does not have here.
        level.set(_VALUE, _SIDES.get(level.get(_VALUE, "left"), level.get(_VALUE, "left")))
    return element


def shown(element: Element) -> bool:
    """Take out all that hides text below an element; whether anything did."""
    found = list(element.iter(*_HIDING))
    for each in found:
        each.getparent().remove(each)  # type: ignore[union-attr]  # it stands below the element
    return any(is_on(each) for each in found)


def is_on(switch: Element) -> bool:
    """Whether a property that can be on or off is on (ISO/IEC 29500-1, 17.17.4)."""
    return attribute(switch, "w:val") not in ("0", "false", "off")


def place(parent: Element, child: Element) -> None:
    """Put a child where the schema wants it, in the stead of one of its kind."""
    for old in parent.findall(str(child.tag)):
        parent.remove(old)
    parent.append(child)
    _sort(parent, list(parent))


def _sort(element: Element, children: list[Element]) -> None:
    ranks = _RANKS[str(element.tag)]
    element[:] = sorted(children, key=lambda child: ranks.get(str(child.tag), len(ranks)))


def _clean(element: Element) -> None:
    for name in [name for name in element.attrib if _is_foreign(str(name))]:
        del element.attrib[name]
    for name, value in _measures(element):
        if not _MEASURE.fullmatch(value):
            message = f'its formatting is damaged: "{value}" is no measure, in {_named(element.tag)} {_named(name)}'
            raise UnfitError(REFERENCE_DAMAGED, message, SAVE_AGAIN)
    children = [child for child in element if str(child.tag).startswith((_W, _W14))]
    ranks = _RANKS.get(str(element.tag))
    if ranks is not None:
        for child in children:
            if str(child.tag).startswith(_W) and child.tag not in ranks:
                message = f"its formatting is damaged: {_named(child.tag)} may not stand in {_named(element.tag)}"
                raise UnfitError(REFERENCE_DAMAGED, message, SAVE_AGAIN)
        _sort(element, children)
    elif len(children) != len(element):
        element[:] = children


def _is_foreign(name: str) -> bool:
    return not name.startswith((_W, _W14))


def _measures(element: Element) -> Iterator[tuple[str, str]]:
    for name, value in element.attrib.items():
        is_value = name == _VALUE and (element.tag in _COUNTED or (element.tag == _SPACING))
        if is_value or (name in _MEASURES and str(element.tag).startswith(_W)):
            yield str(name), str(value)


def _named(name: object) -> str:
    return f"w:{_bare_name(str(name))}"


def _bare_name(name: str) -> str:
    return name.rpartition("}")[2]
