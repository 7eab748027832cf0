"""Settings and properties: how Word treats the document, never asking its reader, and what the file says of itself."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from babel.numbers import get_decimal_symbol

from briefgen.formats.docx.markup import Element, Vocabulary, root, w
from briefgen.formats.docx.notes import announced
from briefgen.formats.docx.repeated import repeated
from briefgen.languages import locale_of
from briefgen.model.direction import RIGHT_TO_LEFT, direction_of, without_isolates
from briefgen.model.document import Document, Properties
from briefgen.model.labels import DEFAULT_LANGUAGE
from briefgen.model.protection import Protection, ReviewRules, SensitivityLabel

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


def languages_of(language: str) -> dict[str, str | int | None]:
    """The language of Latin letters in a document, and of complex scripts."""
    if direction_of(language) == RIGHT_TO_LEFT:
        return {"val": DEFAULT_LANGUAGE, "bidi": language}
    return {"val": language}


UNTRACKED = ReviewRules(track_changes=False)
EDITS = {
    Protection.COMMENTS: "comments",
    Protection.TRACKED_CHANGES: "trackedChanges",
    Protection.READ_ONLY: "readOnly",
}
"""What is let in, by the names of ISO/IEC 29500-1, 17.18.11."""


def settings(
    language: str,
    *,
    has_notes: bool,
    has_fonts: bool,
    hyphenates: bool = False,
    justified: bool = False,
    review: ReviewRules = UNTRACKED,
) -> Element:
    """The settings part; a document with fonts keeps them, whole, when it is saved again."""
    hyphenation = (
        (w("autoHyphenation"), w("consecutiveHyphenLimit", val=3), w("doNotHyphenateCaps")) if hyphenates else ()
    )
    point = "." if direction_of(language) == RIGHT_TO_LEFT else get_decimal_symbol(locale_of(language))
    return root(
        "settings",
        w("zoom", percent=100),
        w("embedTrueTypeFonts") if has_fonts else None,
        w("trackRevisions") if review.track_changes else None,
        _protection(review.protection),
        w("defaultTabStop", val=720),
        *hyphenation,
        w("characterSpacingControl", val="doNotCompress"),
        announced() if has_notes else None,
        w(
            "compat",
            w("doNotExpandShiftReturn") if justified else None,
            *(w("compatSetting", name=name, uri=WORD, val=value) for name, value in COMPATIBILITY.items()),
        ),
        w("themeFontLang", **languages_of(language)),
        w("clrSchemeMapping", **COLOURS),
        w("decimalSymbol", val=point),
        w("listSeparator", val=";" if point == "," else ","),
    )


def _protection(protection: Protection) -> Element | None:
    """What keeps a reader from other changes; without a password, since it guards against slips alone."""
    edit = EDITS.get(protection)
    return w("documentProtection", edit=edit, enforcement=1) if edit else None


core = Vocabulary("cp")
dublin_core = Vocabulary("dc")
terms = Vocabulary("dcterms")
extended = Vocabulary("ep")
custom = Vocabulary("op")
variant = Vocabulary("vt")


def core_properties(properties: Properties) -> Element:
    """The core properties part (ISO/IEC 29500-2, 11); created and modified are the edition's date, never the clock."""
    day = f"{properties.date.isoformat()}T00:00:00Z"
    return core(
        "coreProperties",
        dublin_core("title", without_isolates(properties.title)),
        dublin_core("subject", without_isolates(properties.subject)),
        dublin_core("creator", properties.author),
        core("keywords", ", ".join(properties.keywords)),
        dublin_core("language", properties.language),
        core("lastModifiedBy", properties.author),
        core("revision", "1"),
        terms("created", day, xsi__type="dcterms:W3CDTF"),
        terms("modified", day, xsi__type="dcterms:W3CDTF"),
    )


clbl = Vocabulary("clbl")


def label_info(label: SensitivityLabel) -> Element:
    """The part with the label of sensitivity ([MS-OFFCRYPTO] 2.6.4 and 2.6.5.4), which a person has chosen."""
    own, site = f"{{{label.id}}}", f"{{{label.site}}}"
    chosen = clbl("label", id=own, enabled=1, method=BY_A_PERSON, siteId=site, contentBits=0, removed=0)
    return clbl("labelList", chosen)


BY_A_PERSON = "Privileged"


def label_properties(label: SensitivityLabel, day: date) -> dict[str, str]:
    """The label as properties, by which programs find it that do not read its part.

    Source: Microsoft Information Protection SDK, "Label metadata in the MIP SDK".
    """
    said = {
        "Enabled": "true",
        "SetDate": f"{day.isoformat()}T00:00:00Z",
        "Method": BY_A_PERSON,
        "Name": label.name,
        "SiteId": label.site,
        "ContentBits": "0",
    }
    return {f"MSIP_Label_{label.id}_{name}": value for name, value in said.items()}


CUSTOM_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # [MS-OSHARED] 2.3.3.2.2: properties that users name
FIRST_CUSTOM = 2


def custom_properties(document: Document) -> Element | None:
    """The custom properties part: which edition and version this is, from which ledger, and what its heads repeat."""
    properties = document.properties
    named = {
        "Edition": properties.edition,
        "Version": properties.version,
        "Ledger SHA-256": properties.ledger,
        **repeated(document.front),
        **(label_properties(properties.label, properties.date) if properties.label else {}),
    }
    return named_properties({name: value for name, value in named.items() if value}) if any(named.values()) else None


def named_properties(named: Mapping[str, str]) -> Element:
    """The custom properties part (ISO/IEC 29500-1, 22.3) for properties by their names."""
    entries = (
        custom("property", variant("lpwstr", value), fmtid=CUSTOM_FORMAT, pid=number, name=name)
        for number, (name, value) in enumerate(named.items(), FIRST_CUSTOM)
    )
    return custom("Properties", *entries)


def extended_properties() -> Element:
    """The extended properties part: which program made the file."""
    return extended("Properties", extended("Application", "briefgen"))
