"""The house style of a Word document: from the reference document where there is one, otherwise from the theme."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from copy import deepcopy
from dataclasses import astuple, field, replace
from functools import lru_cache
from itertools import starmap
from pathlib import Path

from lxml import etree

from briefgen.cache import Cache
from briefgen.codes import FONT_NOT_EMBEDDED, REFERENCE_OUTDATED, STYLE_UNFIT, Code
from briefgen.errors import ContentError, Diagnostic
from briefgen.formats.docx.adopt_styles import adopt, name_of, styles_of
from briefgen.formats.docx.complex_script import (
    set_complex_script,
    set_leading,
    without_slant,
    without_tracking,
    writing_in,
)
from briefgen.formats.docx.font_subsets import font_key, letters_for
from briefgen.formats.docx.fonts import (
    Embedded,
    Typeface,
    described_font,
    faces_of,
    font_table,
    may_be_embedded,
    subset_fonts,
)
from briefgen.formats.docx.from_right import turn_styles
from briefgen.formats.docx.lists import adopted_lists
from briefgen.formats.docx.markup import Element, attribute, qualified, twips, w
from briefgen.formats.docx.office_theme import adopt_theme, adopt_writing, office_theme, theme_families
from briefgen.formats.docx.reference import PROPERTY_OF_THEME, PROPERTY_OF_WIDTH, Reference, read_reference
from briefgen.formats.docx.safe_open import UnfitError
from briefgen.formats.docx.styles import Style
from briefgen.formats.docx.stylesheet import stylesheet
from briefgen.frozen import frozen
from briefgen.model.direction import RIGHT_TO_LEFT, direction_of, script_of
from briefgen.spans import Span, whole_file
from briefgen.storage import as_json, digest
from briefgen.theme import Face, Page, Theme, Writing
from briefgen.version import __version__

ANEW = "make it anew with `briefgen reference`, and restyle it again where it had been"
IN_WORD = "embed it: in Word, File > Options > Save > Embed fonts in the file, all characters"


@frozen
class HouseStyle:
    """The parts that style a document, and the fonts that it carries: `faces` of the theme, and other `fonts`.

    `faults` are what they lack.
    """

    styles: Element = field(repr=False)
    theme: Element = field(repr=False)
    font_table: Element = field(repr=False)
    faces: Mapping[Typeface, Face] = field(repr=False)
    fonts: Embedded = field(repr=False)
    lists: Mapping[int, Element] = field(default_factory=dict, repr=False)
    faults: tuple[Diagnostic, ...] = ()

    def embedded(self, printed: Collection[str], cache: Cache | None = None) -> Embedded:
        """All fonts, those of the theme with what goes with the characters that a document prints."""
        return {**subset_fonts(self.faces, letters_for(printed), cache), **self.fonts}


@frozen
class _Origin:
    """What a house style is made from: equal origins make equal styles."""

    digest: str
    fonts: tuple[Path, ...]
    page: Page
    reference: tuple[Path, bytes] | None
    language: str
    writing: tuple[tuple[Path, ...], float, float] | None
    theme: Theme = field(compare=False, repr=False)
    foreign: str | None = field(default=None, compare=False)

    @property
    def from_right(self) -> bool:
        return direction_of(self.language) == RIGHT_TO_LEFT


def house_style(theme: Theme, language: str, foreign: str | None = None, cache: Cache | None = None) -> HouseStyle:
    """The house style for a document in a language, and with words from the right in a `foreign` one.

    Raises ContentError where the reference document is unfit.
    """
    made = _made(_origin(theme, language, foreign), cache)
    parts = deepcopy((made.styles, made.theme, made.font_table))
    return HouseStyle(
        *parts, made.faces, made.fonts, {level: deepcopy(each) for level, each in made.lists.items()}, made.faults
    )


def house_style_faults(theme: Theme, language: str, cache: Cache | None = None) -> tuple[Diagnostic, ...]:
    """Everything that the house style lacks for a Word document, errors and warnings."""
    try:
        return _made(_origin(theme, language), cache).faults
    except ContentError as error:
        return tuple(error.diagnostics)


def _origin(theme: Theme, language: str, foreign: str | None = None) -> _Origin:
    reference = (theme.reference.path, theme.reference.data) if theme.reference else None
    fonts = tuple(face.path for face in theme.faces)
    writing = _writing(theme, language, foreign)
    known = None
    if writing is not None:
        known = tuple(face.path for face in writing.family.faces), writing.scale, writing.leading
    return _Origin(theme.digest, fonts, theme.page, reference, language, known, theme, foreign)


def _writing(theme: Theme, language: str, foreign: str | None) -> Writing | None:
    """How the letters of complex scripts are set: those of the document, or of foreign words in it."""
    own = theme.writing(language, script_of(language))
    return own or (None if foreign is None else writing_in(theme, foreign))


@lru_cache(maxsize=4)
def _made(origin: _Origin, cache: Cache | None) -> HouseStyle:
    """The house style, made once for the check and the document; nobody may change its parts."""
    theme, language = origin.theme, origin.language
    writing = _writing(theme, language, origin.foreign)
    if theme.reference is None:
        return _in_writing(_generated(theme, language), origin, writing)
    place = whole_file(theme.reference.path.as_posix())
    try:
        adopted = _adopted_once(origin, theme.reference.data, place, cache)
        return _in_writing(adopted, origin, writing)
    except UnfitError as error:
        message = f"the reference document cannot be used: {error.message}"
        raise ContentError([error.code.at(place, message, error.hint)]) from error


def _adopted_once(origin: _Origin, data: bytes, place: Span, cache: Cache | None) -> HouseStyle:
    """The style that a reference document gives, kept if it lacks nothing and has no fonts but the theme's own."""
    key = _key(origin, data) if cache else ""
    if cache and (kept := cache.get(key)):
        return _unpacked(kept, origin.theme)
    made = _adopted(read_reference(data), origin.theme, origin.language, place)
    if cache and not made.faults and not made.fonts:
        cache.put({key: _packed(made)})
    return made


def _key(origin: _Origin, reference: bytes) -> str:
    """All that the style comes from, the code that makes it included."""
    files = ((path.name, path.stat()) for path in Path(__file__).parent.glob("*.py"))
    code = sorted((name, state.st_size, state.st_mtime_ns) for name, state in files)
    named = origin.digest, astuple(origin.page), origin.language, digest(reference), __version__, code
    return f"style-{digest(repr(named).encode())}"


def _packed(made: HouseStyle) -> bytes:
    """The style as JSON with its parts as XML."""
    parts = made.styles, made.theme, made.font_table, *made.lists.values()
    written = [etree.tostring(deepcopy(part), encoding="unicode") for part in parts]
    return as_json({"parts": written, "lists": [*made.lists], "faces": [astuple(name) for name in made.faces]})


def _unpacked(data: bytes, theme: Theme) -> HouseStyle:
    """The style as it was packed, with faces of the theme."""
    whole, of_theme = json.loads(data), faces_of(theme)
    styles, colours, fonts, *lists = map(etree.fromstring, whole["parts"])
    faces = {name: of_theme[name] for name in starmap(Typeface, whole["faces"])}
    return HouseStyle(styles, colours, fonts, faces, {}, dict(zip(whole["lists"], lists, strict=True)))


def _in_writing(made: HouseStyle, origin: _Origin, writing: Writing | None) -> HouseStyle:
    """The house style for a document's writing: which way it runs, and its font where the styles have none for it."""
    if origin.from_right:
        turn_styles(made.styles)
        without_tracking(made.styles, kept=Style.DETAIL_GAP.value)
    if writing is None:
        return made
    theme = origin.theme
    for part in (made.styles, *made.lists.values()):
        set_complex_script(part, theme, writing)
        without_slant(part, writing)
    if origin.from_right:
        set_leading(made.styles, writing)
    adopt_writing(made.theme, writing.family.regular.family)
    faces = {Typeface(face.family, bold): face for bold in (False, True) if (face := writing.family.face(bold=bold))}
    described = {attribute(entry, "w:name") for entry in made.font_table}
    new = {face.family: described_font(face) for face in faces.values() if face.family not in described}
    made.font_table[:] = sorted((*made.font_table, *new.values()), key=lambda each: attribute(each, "w:name") or "")
    faults = (*made.faults, *_forbidden(faces))
    return replace(made, faces={**faces, **made.faces}, faults=faults)


def _generated(theme: Theme, language: str) -> HouseStyle:
    faces = faces_of(theme)
    parts = stylesheet(theme, language), office_theme(theme), font_table(theme)
    return HouseStyle(*parts, faces, {}, {}, tuple(_forbidden(faces)))


def _adopted(reference: Reference, theme: Theme, language: str, place: Span) -> HouseStyle:
    faults = list(_other_style(reference, theme, place))

    def report(code: Code, message: str, hint: str) -> None:
        faults.append(code.at(place, message, hint))

    for what in reference.unknown:
        report(STYLE_UNFIT, f"its formatting has {what}, which no Word document can have", "it is left out")
    styles, colours = stylesheet(theme, language), office_theme(theme)
    adopt(styles, reference.styles, report)
    _fit_tabs(styles, reference, theme)
    adopt_theme(colours, reference.theme)
    lists = dict(adopted_lists(reference.numbering, reference.styles, styles, report))
    named = _families(styles, theme_families(colours))
    families = named.keys() | {face.family for face in theme.faces}
    of_theme = faces_of(theme)
    carried = {
        name: font
        for name, font in reference.fonts.items()
        if name.family in families and not (name in of_theme and font.key == font_key(of_theme[name].data))
    }
    faces = {
        name: face
        for name, face in of_theme.items()
        if name not in carried and (name.family in named or name in reference.fonts)
    }
    known = {name.family for name in (*faces, *carried)}
    for family in sorted(named.keys() - known):
        message = f'the font "{family}" of the style "{named[family]}" {_lack(family, reference)}'
        report(FONT_NOT_EMBEDDED, message, IN_WORD)
    faults += _forbidden(faces)
    return HouseStyle(styles, colours, _font_table(reference, theme, named), faces, carried, lists, tuple(faults))


def _lack(family: str, reference: Reference) -> str:
    if family in reference.partial:
        return "is embedded only with the characters of the reference document"
    return "is neither embedded nor in the house style, so that it may look different elsewhere"


def _other_style(reference: Reference, theme: Theme, place: Span) -> Iterator[Diagnostic]:
    """Whether the document was made from the theme in use: restyling it keeps what it says of that."""
    made_from = reference.named.get(PROPERTY_OF_THEME)
    if made_from is None:
        yield REFERENCE_OUTDATED.at(place, "the document does not say from which house style it was made", ANEW)
    elif made_from != theme.digest:
        yield REFERENCE_OUTDATED.at(place, "theme.yaml or a font has changed since this was made from it", ANEW)


def _forbidden(faces: Mapping[Typeface, Face]) -> Iterator[Diagnostic]:
    for face in faces.values():
        if not may_be_embedded(face):
            message = f'the font "{face.family}" may not be embedded, so that Word shows it only where it is installed'
            yield FONT_NOT_EMBEDDED.at(whole_file(face.path.as_posix()), message, "use a font that may be embedded")


def _fit_tabs(styles: Element, reference: Reference, theme: Theme) -> None:
    """Move what stands at the right margin of the reference document to that of the page in use."""
    width = reference.named.get(PROPERTY_OF_WIDTH)
    for tab in styles.iter(qualified("w:tab")):
        if attribute(tab, "w:val") in ("right", "end") and attribute(tab, "w:pos") == width:
            tab.set(qualified("w:pos"), str(twips(theme.page.text_width)))


def _families(styles: Element, of_theme: Mapping[str, str]) -> dict[str, str]:
    """The families in which the writer's styles set Latin text, each with the name of the first style that does."""
    by_id = {attribute(style, "w:styleId"): style for style in styles_of(styles)}
    found: dict[str, str] = {}
    for style in Style:
        definition = by_id[style.value]
        for family in _named(_effective(definition, by_id, styles), of_theme):
            found.setdefault(family, name_of(definition))
    return found


def _effective(style: Element, by_id: Mapping[str | None, Element], styles: Element) -> Element | None:
    """The fonts of a style: its own, or those of what it is based on, or the defaults."""
    path = f"{qualified('w:rPr')}/{qualified('w:rFonts')}"
    current: Element | None = style
    while current is not None:
        fonts = current.find(path)
        if fonts is not None:
            return fonts
        based = current.find(qualified("w:basedOn"))
        current = None if based is None else by_id.get(attribute(based, "w:val"))
    if attribute(style, "w:type") != "paragraph":
        return None
    return styles.find(f"{qualified('w:docDefaults')}/{qualified('w:rPrDefault')}/{path}")


def _named(fonts: Element | None, of_theme: Mapping[str, str]) -> Iterator[str]:
    if fonts is None:
        return
    for script in ("ascii", "hAnsi"):
        scheme = attribute(fonts, f"w:{script}Theme")
        if name := of_theme.get(scheme[:5]) if scheme else attribute(fonts, f"w:{script}"):
            yield name


_KEPT = ("altName", "panose1", "charset", "family", "pitch", "sig")
"""What is kept of a font that somebody else has described, in the schema's order."""


def _font_table(reference: Reference, theme: Theme, named: Mapping[str, str]) -> Element:
    """The font table: the theme's families, and those of the document, without its files, that its styles name."""
    table = font_table(theme)
    entries = {attribute(entry, "w:name") or "": entry for entry in table}
    for entry in () if reference.font_table is None else reference.font_table.iterchildren(qualified("w:font")):
        name = attribute(entry, "w:name") or ""
        if name in named and name not in entries:
            entries[name] = w("font", *(_described(entry, local) for local in _KEPT), name=name)
    table[:] = [entries[name] for name in sorted(entries)]
    return table


def _described(entry: Element, local: str) -> Element | None:
    """One thing that a font's entry says, without what is not of the format itself."""
    found = entry.find(qualified(f"w:{local}"))
    if found is None:
        return None
    own = qualified("w:")
    said = {str(name): str(value) for name, value in found.items() if str(name).startswith(own)}
    return w(local, **{name.removeprefix(own): value for name, value in said.items()})
