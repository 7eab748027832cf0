"""The house style from the assets folder: theme.yaml, the fonts that it names, and the reference document."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any

from briefgen import codes
from briefgen.charts.colour_vision import USUAL, weak_contrast
from briefgen.content import yaml
from briefgen.content.entries import Check, Items, OneOf, SchemaEntry, fault, field, keys_of
from briefgen.content.source_reader import SourceReader
from briefgen.content.tree import (
    FONT_LIMIT,
    REFERENCE_LIMIT,
    YAML_LIMIT,
    Content,
    find_kind,
    house_assets,
    is_folder,
    is_on_disk,
    place_in,
)
from briefgen.content.validate import validated
from briefgen.errors import ContentError, Diagnostic, StorageError
from briefgen.frozen import frozen
from briefgen.model.length import Length, mm, pt
from briefgen.spans import Span
from briefgen.suggest import did_you_mean
from briefgen.theme import (
    HOUSE,
    PAPER,
    SEEN,
    WIDEST_TRACKING,
    Colours,
    Face,
    Family,
    Page,
    ReferenceDocument,
    Role,
    TextStyle,
    Theme,
    Writing,
)

FONTS, THEMES = "fonts", "themes"
"""The folders, beside the house style, of the font files and of the other themes."""
ENDING = ".yaml"

_MILLIMETRES = re.compile(r"([0-9]+(?:\.[0-9]+)?) ?mm")
_COLOUR = r"^#[0-9a-fA-F]{6}$"
_FONT_NAME = r"^[^/\\]+\.ttf$"
_TRUETYPE = (b"\x00\x01\x00\x00", b"true")


def _length(value: Any) -> Any:
    if isinstance(value, str) and (match := _MILLIMETRES.fullmatch(value)):
        return mm(float(match[1]))
    if isinstance(value, bool) or not hasattr(value, "as_integer_ratio") or not 0 <= value <= 10_000:
        raise fault(codes.THEME_UNFIT, f'"{value}" is no length', "write points, 10.2, or millimetres, 25mm")
    return pt(float(value))


def _number(value: Any) -> Any:
    if isinstance(value, bool) or not hasattr(value, "as_integer_ratio"):
        raise fault(codes.THEME_UNFIT, f'"{value}" is no number')
    return float(value)


def _matching(pattern: str, what: str) -> Check:
    def check(value: Any) -> Any:
        if not isinstance(value, str) or not re.match(pattern, value):
            raise fault(codes.THEME_UNFIT, f'"{value}" is no {what}')
        return value

    return Check(check)


Measure = Annotated[Any, Check(_length)]
Number = Annotated[Any, Check(_number)]
Colour = Annotated[str, _matching(_COLOUR, "colour such as #1c2430")]
FontName = Annotated[str, _matching(_FONT_NAME, "name of a .ttf file in the folder assets/fonts")]
NOTHING = Length(0)
SMALLEST_WRITING, LARGEST_WRITING = 0.5, 4.0


class _FaceEntry(SchemaEntry):
    file: FontName
    family: str


class _FamilyEntry(SchemaEntry):
    regular: _FaceEntry
    bold: _FaceEntry
    italic: _FaceEntry
    bold_italic: _FaceEntry = field("", name="bold-italic")

    @property
    def faces(self) -> tuple[_FaceEntry, ...]:
        return self.regular, self.bold, self.italic, self.bold_italic


class _ColoursEntry(SchemaEntry):
    ink: Colour
    muted: Colour
    structure: Colour
    rule: Colour
    tint: Colour
    link: Colour
    inserted: Colour
    deleted: Colour
    derived: Colour
    watermark: Colour
    data: Annotated[Sequence[Colour], Items(fewest=6)]


class _PageEntry(SchemaEntry):
    width: Measure
    height: Measure
    top: Measure
    bottom: Measure
    left: Measure
    right: Measure
    header: Measure
    footer: Measure


class _StyleEntry(SchemaEntry):
    font: str
    size: Measure
    leading: Measure
    colour: str
    bold: bool = False
    italic: bool = False
    before: Measure = NOTHING
    after: Measure = NOTHING
    tracking: Number = 0.0
    capitals: bool = False


class _WritingEntry(SchemaEntry):
    font: str
    scale: Number = 1.0
    leading: Number


class _ThemeEntry(SchemaEntry):
    fonts: Mapping[str, _FamilyEntry]
    writing: Mapping[str, _WritingEntry] = {}
    colours: _ColoursEntry
    pages: Annotated[Mapping[str, _PageEntry], Items(fewest=1)]
    styles: Mapping[str, _StyleEntry]
    screen_fonts: Annotated[
        str, OneOf("ScreenFonts", "Whose fonts pages for screens have.", lambda: ("house", "system"))
    ] = "house"
    smallest: Measure = NOTHING
    justified: bool = False


def load_theme(
    assets: Content,
    page: str = "A4",
    page_place: Span | None = None,
    theme: str = HOUSE,
    theme_place: Span | None = None,
) -> Theme:
    """A theme on a sheet: the house style, and what another theme has otherwise.

    A file that the folder lacks is taken from the house assets. Raises ContentError: BG405 where theme.yaml, that of
    the theme or a file that they name cannot be used, BG105 where there is no such theme or sheet, at the place that
    asks for it.
    """
    home = _home_of(assets, THEME_FILE)
    if theme not in (known := themes_of(assets)):
        listed = f"the themes are: {', '.join(known)}"
        hint = f"{meant} {listed}" if (meant := did_you_mean(theme, known)) else listed
        message = f'there is no theme "{theme}"'
        raise ContentError([codes.WRONG_VALUE.at(theme_place or place_in(home, THEME_FILE), message, hint)])
    reading = SourceReader(home)
    pages = _theme(reading, assets, theme)
    if reading.diagnostics or not pages:
        unfit = [replace(diagnostic, code=codes.THEME_UNFIT.code) for diagnostic in reading.diagnostics]
        raise ContentError(unfit)
    name = next((name for name in pages if name.casefold() == page.casefold()), None)
    if name is None:
        sheets = f"the sheets are: {', '.join(pages)}"
        hint = f"{meant} {sheets}" if (meant := did_you_mean(page, pages)) else sheets
        message = f'the house style has no sheet "{page}"'
        raise ContentError([codes.WRONG_VALUE.at(page_place or place_in(home, THEME_FILE), message, hint)])
    return pages[name]


def themes_of(assets: Content) -> list[str]:
    """The themes that there are, the house's first."""
    folders = (each for each in (assets, house_assets()) if is_folder(each, THEMES))
    files = (file for folder in folders for file in folder.list(THEMES) if file.endswith(ENDING))
    return list(dict.fromkeys((HOUSE, *sorted(file.removesuffix(ENDING) for file in files))))


def _home_of(assets: Content, name: str) -> Content:
    """The assets if they have a file, or else the house's."""
    return assets if find_kind(assets, name) else house_assets()


def _read(reading: SourceReader, path: str) -> yaml.Node | None:
    """What a file of the house style says; none, with the faults noted, where it cannot be read."""
    file = reading.text(path, YAML_LIMIT)
    if file is None:
        return None
    parsed = yaml.parse_yaml(file.passage())
    reading.extend(parsed.diagnostics)
    return parsed.node or yaml.Mapping(file, 0, 0, ())


def _merged(node: yaml.Node, other: yaml.Node) -> yaml.Node:
    """A node with what another one says instead, key by key."""
    if not isinstance(node, yaml.Mapping) or not isinstance(other, yaml.Mapping):
        return other
    kept = {key.text: (key, value) for key, value in node.entries}
    for key, value in other.entries:
        kept[key.text] = (key, _merged(kept[key.text][1], value) if key.text in kept else value)
    return replace(node, entries=tuple(kept.values()))


def _theme(reading: SourceReader, assets: Content, theme: str) -> dict[str, Theme]:
    """A theme on each of its sheets; none, with the faults noted, where it cannot be used."""
    node = _read(reading, THEME_FILE)
    if node is not None and theme != HOUSE:
        path = f"{THEMES}/{theme}{ENDING}"
        other = _read(SourceReader(_home_of(assets, path), reading.diagnostics), path)
        node = _merged(node, other) if other else None
    if node is None:
        return {}
    checked = validated(_ThemeEntry, node)
    reading.extend(checked.diagnostics)
    entry = checked.entry
    if entry is None or reading.diagnostics or not isinstance(node, yaml.Mapping):
        return {}
    named = _Names(node, entry)
    reading.extend(named.faults())
    fonts_of = [each.below(FONTS) for each in (assets, house_assets())]
    families = {name: _family(reading, fonts_of, family) for name, family in entry.fonts.items()}
    if reading.diagnostics:
        return {}
    colours = Colours(**{**vars(entry.colours), "data": tuple(entry.colours.data)})
    pages = {name: Page(name, **vars(sheet)) for name, sheet in entry.pages.items()}
    styles = {Role(role): _style(style, entry.colours) for role, style in entry.styles.items()}
    fonts = {name: family for name, family in families.items() if family}
    writings = {each: Writing(fonts[how.font], how.scale, how.leading) for each, how in entry.writing.items()}
    for_styles = {style.font for style in entry.styles.values()}
    for_writing = {how.font for how in entry.writing.values()} - for_styles
    styled = {name: family for name, family in fonts.items() if name not in for_writing}
    reference = _reference(reading, assets, entry) if theme == HOUSE else None
    weak = (*named.weak_colours(), *named.wide_tracking())
    system = entry.screen_fonts == "system"
    return {
        name: Theme(
            styled,
            colours,
            styles,
            page,
            pages,
            reference,
            weak,
            system,
            entry.smallest,
            theme,
            writings or _house_writings(),
            entry.justified,
        )
        for name, page in pages.items()
    }


@cache
def _house_writings() -> Mapping[str, Writing]:
    """How a house style that says nothing of it sets other scripts: as that of the house does."""
    return load_theme(house_assets()).writings


def _reference(reading: SourceReader, assets: Content, entry: _ThemeEntry) -> ReferenceDocument | None:
    """The desk's own reference document, or the house's where all files that the theme is made of are the house's."""
    home, house = assets, house_assets()
    if not (is_folder(assets, "") and REFERENCE_FILE in assets.list("")):
        fonts = (f"{FONTS}/{face.file}" for family in entry.fonts.values() for face in family.faces)
        home = house
        if not find_kind(house, REFERENCE_FILE) or any(
            _home_of(assets, file) != house for file in (THEME_FILE, *fonts)
        ):
            return None
    data = SourceReader(home, reading.diagnostics).data(REFERENCE_FILE, REFERENCE_LIMIT)
    return None if data is None else ReferenceDocument(Path(place_in(home, REFERENCE_FILE).file), data)


@frozen
class _Names:
    """Checks that each name in the theme is one that it declares."""

    node: yaml.Mapping
    entry: _ThemeEntry

    def faults(self) -> list[Diagnostic]:
        return [*self._roles(), *self._styles(), *self._writings()]

    def _roles(self) -> list[Diagnostic]:
        known = [role.value for role in Role]
        missing = [role for role in known if role not in self.entry.styles]
        faults = [codes.THEME_UNFIT.at(self._at("styles"), f'the style "{role}" is missing') for role in missing]
        for role in self.entry.styles:
            if role not in known:
                place = self._at("styles", role)
                faults.append(codes.THEME_UNFIT.at(place, f'no text has the style "{role}"', did_you_mean(role, known)))
        return faults

    def _styles(self) -> list[Diagnostic]:
        colours = set(keys_of(_ColoursEntry)) - {"data"}
        faults: list[Diagnostic] = []
        for role, style in self.entry.styles.items():
            faults += self._font(style.font, self._at("styles", role, "font"))
            if style.colour not in colours and not re.match(_COLOUR, style.colour):
                message, hint = f'no colour is called "{style.colour}"', did_you_mean(style.colour, colours)
                faults.append(codes.THEME_UNFIT.at(self._at("styles", role, "colour"), message, hint))
        return faults

    def _font(self, font: str, place: Span) -> Iterator[Diagnostic]:
        if font not in self.entry.fonts:
            hint = did_you_mean(font, self.entry.fonts)
            yield codes.THEME_UNFIT.at(place, f'no family of fonts is called "{font}"', hint)

    def _writings(self) -> Iterator[Diagnostic]:
        for name, writing in self.entry.writing.items():
            yield from self._font(writing.font, self._at("writing", name, "font"))
            for key in ("scale", "leading"):
                if not SMALLEST_WRITING <= (value := getattr(writing, key)) <= LARGEST_WRITING:
                    message = f'"{value:g}" is no {key} of letters: {SMALLEST_WRITING:g} to {LARGEST_WRITING:g}'
                    yield codes.THEME_UNFIT.at(self._at("writing", name, key), message)

    def weak_colours(self) -> Iterator[Diagnostic]:
        """The colours of charts that some readers can hardly tell from the page, or from those beside them."""
        colours = self.entry.colours
        data = ((("data", number), colour) for number, colour in enumerate(colours.data))
        for location, colour in ((("derived",), colours.derived), *data):
            if found := weak_contrast(colour, PAPER):
                ratio, sight = found
                message = f"{colour} has a contrast of {ratio:.2f} with the page{_to(sight)}; a chart needs {SEEN:g}"
                yield codes.WEAK_COLOUR.at(self._at("colours", *location), message, "take a darker one")
        for number, (one, other) in enumerate(pairwise((colours.derived, *colours.data))):
            if found := weak_contrast(one, other):
                ratio, sight = found
                message = f"{one} and {other}, side by side in charts, have a contrast of {ratio:.2f}{_to(sight)}"
                hint = f"let dark and light colours take turns, with a contrast of {SEEN:g} or more"
                yield codes.COLOURS_ALIKE.at(self._at("colours", "data", number), message, hint)

    def wide_tracking(self) -> Iterator[Diagnostic]:
        """The styles whose letters stand so far apart that they may be read one by one."""
        for role, style in self.entry.styles.items():
            if style.tracking > WIDEST_TRACKING:
                message = f'the letters of "{role}" stand so far apart that some readers of a PDF take each for a word'
                place = self._at("styles", role, "tracking")
                yield codes.WIDE_TRACKING.at(place, message, f"write tracking: {WIDEST_TRACKING:g} or less")

    def _at(self, *location: str | int) -> Span:
        node: yaml.Node = self.node
        for step in location:
            if isinstance(step, int):
                node = node.items[step] if isinstance(node, yaml.Sequence) else node
            else:
                node = (node.get(step) if isinstance(node, yaml.Mapping) else None) or node
        return node.place


def _to(sight: str) -> str:
    """To whom a contrast is that small."""
    return "" if sight == USUAL else f" to readers with {sight}"


def _family(reading: SourceReader, folders: Sequence[Content], entry: _FamilyEntry) -> Family | None:
    faces = [face for face in (_face(reading, folders, part) for part in entry.faces) if face]
    return Family(*faces) if len(faces) == len(entry.faces) else None


def _face(reading: SourceReader, folders: Sequence[Content], entry: _FaceEntry) -> Face | None:
    """A face from the first of the folders of fonts that has its file."""
    fonts = next((folder for folder in folders if find_kind(folder, entry.file)), folders[-1])
    data = SourceReader(fonts, reading.diagnostics).data(entry.file, FONT_LIMIT)
    if data is None:
        return None
    place = place_in(fonts, entry.file)
    face = Face(entry.family, Path(place.file), data)
    if not data.startswith(_TRUETYPE) or not _is_sound(face):
        reading.report(codes.THEME_UNFIT.at(place, f'"{entry.file}" is not a sound TrueType font'))
        return None
    if not is_on_disk(fonts, entry.file):  # charts are drawn with the file
        message = f'the font "{entry.file}" is only in memory, and charts cannot be drawn with it'
        reading.report(codes.THEME_UNFIT.at(place, message, "keep the house style in a folder"))
        return None
    return face


def _is_sound(face: Face) -> bool:
    try:
        return bool(face.characters)
    except Exception:  # whatever a damaged font makes the font library raise
        return False


def _style(entry: _StyleEntry, colours: _ColoursEntry) -> TextStyle:
    return TextStyle(
        family=entry.font,
        size=entry.size,
        leading=entry.leading,
        colour=getattr(colours, entry.colour, entry.colour),
        bold=entry.bold,
        italic=entry.italic,
        space_before=entry.before,
        space_after=entry.after,
        tracking=entry.tracking,
        capitals=entry.capitals,
    )


THEME_FILE = "theme.yaml"
REFERENCE_FILE = "reference.docx"
KEPT = (THEME_FILE, REFERENCE_FILE)


def asset_files(assets: Content, theme: str) -> dict[str, bytes]:
    """The bytes of a theme's files by their names in the assets folder, or the house's own where it has none.

    Raises StorageError for one that cannot be read.
    """
    homes = (assets,) if find_kind(assets, THEME_FILE) else (assets, house_assets())
    files = {}
    for name in (*KEPT, *([f"{THEMES}/{theme}{ENDING}"] if theme != HOUSE else [])):
        homes = (assets, house_assets()) if name not in KEPT else homes
        home = next((home for home in homes if find_kind(home, name)), None)
        if home is not None:
            try:
                files[name] = home.read(name)
            except OSError as error:
                raise StorageError(f"cannot read {place_in(home, name)}: {error.strerror or error}") from error
    return files
