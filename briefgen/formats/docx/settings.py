"""Settings: how Word treats the document, without anything that makes it ask the reader on opening."""

from __future__ import annotations

from briefgen.formats.docx.footnotes import announced
from briefgen.formats.docx.markup import Element, root, w

WORD = "http://schemas.microsoft.com/office/word"
COMPATIBILITY = {
    "compatibilityMode": 15,
    "overrideTableStyleFontSizeAndJustification": 1,
    "enableOpenTypeFeatures": 1,
    "doNotFlipMirrorIndents": 1,
    "differentiateMultirowTableHeaders": 1,
    "useWord2013TrackBottomHyphenation": 0,
}
COLOURS = {
    "bg1": "light1",
    "t1": "dark1",
    "bg2": "light2",
    "t2": "dark2",
    **{f"accent{number}": f"accent{number}" for number in range(1, 7)},
    "hyperlink": "hyperlink",
    "followedHyperlink": "followedHyperlink",
}


def settings(language: str, *, has_notes: bool, has_fonts: bool) -> Element:
    """The settings part; a document with fonts keeps them, whole, when it is saved again."""
    return root(
        "settings",
        w("zoom", percent=100),
        w("embedTrueTypeFonts") if has_fonts else None,
        w("defaultTabStop", val=720),
        w("characterSpacingControl", val="doNotCompress"),
        announced() if has_notes else None,
        w("compat", *(w("compatSetting", name=name, uri=WORD, val=value) for name, value in COMPATIBILITY.items())),
        w("themeFontLang", val=language),
        w("clrSchemeMapping", **COLOURS),
        w("decimalSymbol", val="."),
        w("listSeparator", val=","),
    )
