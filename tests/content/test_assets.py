from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.content import Folder, Memory, Overlay, house_assets, load_theme
from briefgen.content.tree import REFERENCE_LIMIT
from briefgen.errors import ContentError, Diagnostic, Severity
from briefgen.model.length import mm, pt
from briefgen.theme import Role
from tests.house import house
from tests.places import span_at

THEME = (house_assets().path / "theme.yaml").read_text()


def refused(folder: Path, old: str, new: str) -> list[Diagnostic]:
    assert old in THEME
    (folder / "theme.yaml").write_text(THEME.replace(old, new, 1))
    with pytest.raises(ContentError) as raised:
        load_theme(Folder(folder))
    assert {diagnostic.code for diagnostic in raised.value.diagnostics} == {"BG405"}
    return raised.value.diagnostics


def test_the_house_style() -> None:
    theme = load_theme(house_assets())
    assert set(theme.styles) == set(Role)
    assert (theme.page.name, theme.page.width) == ("A4", mm(210))
    assert theme.style(Role.BODY).size == pt(10)
    assert ord("A") in theme.characters


def test_it_is_what_the_writers_are_tested_with() -> None:
    assert load_theme(house_assets()) == house()


def test_another_sheet() -> None:
    assert load_theme(house_assets(), "Letter").page.width == mm(215.9)


def test_a_theme_may_be_in_memory_but_no_font() -> None:
    assert load_theme(Memory({"theme.yaml": THEME.encode()})) == load_theme(house_assets())
    font = "fonts/SourceSans3-Regular.ttf"
    data = house_assets().read(font)
    with pytest.raises(ContentError) as raised:
        load_theme(Memory({font: data}, "nowhere"))
    assert [(fault.code, fault.place.file) for fault in raised.value.diagnostics] == [("BG405", f"nowhere/{font}")]
    assert load_theme(Overlay(house_assets(), {font: data})) == load_theme(house_assets())


def test_what_a_desk_lacks_comes_from_the_house(tmp_path: Path) -> None:
    assert load_theme(Folder(tmp_path / "nothing")) == load_theme(house_assets())
    (tmp_path / "theme.yaml").write_text(THEME.replace("#1f3a5f", "#003300", 1))
    theme = load_theme(Folder(tmp_path))
    assert theme.colours.structure == "#003300"
    assert theme.faces[0].path == house_assets().path / "fonts" / "SourceSerif4-Regular.ttf"


def test_a_desks_own_font_goes_first(tmp_path: Path) -> None:
    font = (house_assets().path / "fonts/SourceSans3-Regular.ttf").read_bytes()
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts/SourceSerif4-Regular.ttf").write_bytes(font)
    assert load_theme(Folder(tmp_path)).families["serif"].regular.data == font


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("width: 210mm", "width: 210cm"),
        ("width: 210mm", "width: -1"),
        ("size: 25,", "size: big,"),
        ("size: 25, ", ""),
        ("size: 25,", "size: 25, sise: 3,"),
        ('"#5a6472"', "grey"),
        ("colour: ink", "colour: inc"),
        ("font: display", "font: dsiplay"),
        ("font: nastaliq", "font: nastalik"),
        ("scale: 1.1", "scale: 11"),
        ("leading: 2.5}", "leading: 0}"),
        ("tracking: 60", "tracking: wide"),
        ("capitals: true", "capitals: 1"),
        ("  title:", "  titel:"),
        ("SourceSerif4-Regular.ttf", "../../secret.ttf"),
        ("SourceSerif4-Regular.ttf", "font.otf"),
        ("SourceSerif4-Regular.ttf", "missing.ttf"),
        ("pages:", "pagse:"),
        ("pages:", "justified: both\npages:"),
        ("fonts:", "fonts: [\n"),
    ],
)
def test_a_theme_that_cannot_be_used(tmp_path: Path, old: str, new: str) -> None:
    assert refused(tmp_path, old, new)


def test_other_scripts_have_their_own_fonts_and_a_language_before_its_script() -> None:
    theme = load_theme(house_assets())
    settings = {(lang, script): theme.writing(lang, script) for lang in ("en", "ur-PK") for script in ("Arab", "Latn")}
    assert {key: each and each.family.bold.name for key, each in settings.items()} == {
        ("en", "Arab"): "NotoNaskhArabic-Bold",
        ("ur-PK", "Arab"): "NotoNastaliqUrdu-Bold",
        ("en", "Latn"): None,
        ("ur-PK", "Latn"): None,
    }
    assert not {"naskh", "nastaliq"} & theme.families.keys()
    assert theme.characters.issuperset(map(ord, "ٹے ۶ Ж ž"))


def test_a_theme_that_says_nothing_of_other_scripts_has_those_of_the_house(tmp_path: Path) -> None:
    start = THEME.index("writing:")
    (tmp_path / "theme.yaml").write_text(THEME[:start] + THEME[THEME.index("colours:") :])
    assert load_theme(Folder(tmp_path)).writings == load_theme(house_assets()).writings


def test_the_place_of_a_fault(tmp_path: Path) -> None:
    (fault,) = refused(tmp_path, "width: 210mm", "width: 210cm")
    assert (fault.place.file, fault.place.line) == ((tmp_path / "theme.yaml").as_posix(), 49)
    assert fault.place.width == len("210cm")


@pytest.mark.parametrize("data", [b"", b"not a font", b"\x00\x01\x00\x00" + b"\xff" * 60])
def test_a_font_that_cannot_be_used(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts/SourceSans3-It.ttf").write_bytes(data)
    with pytest.raises(ContentError) as raised:
        load_theme(Folder(tmp_path))
    assert [(fault.code, Path(fault.place.file).name) for fault in raised.value.diagnostics] == [
        ("BG405", "SourceSans3-It.ttf")
    ]


def test_an_unknown_sheet_stands_where_it_is_asked_for() -> None:
    place = span_at("content/desk.yaml", 3, 7, len("Leter"))
    with pytest.raises(ContentError) as raised:
        load_theme(house_assets(), "Leter", place)
    (fault,) = raised.value.diagnostics
    assert (fault.code, fault.place) == ("BG105", place)
    assert fault.hint == 'did you mean "Letter"? the sheets are: A4, Letter'


@pytest.mark.parametrize("name", ["letter", "LETTER"])
def test_a_sheet_in_other_letters(name: str) -> None:
    assert load_theme(house_assets(), name).page.name == "Letter"


def test_colours_that_are_hard_to_see_and_letters_that_stand_apart_are_warnings(tmp_path: Path) -> None:
    assert load_theme(house_assets()).faults == ()
    weak = THEME.replace("#4a9a80", "#d9cdb4").replace("#828d99", "#b9c0c8").replace("tracking: 60", "tracking: 220", 1)
    (tmp_path / "theme.yaml").write_text(weak)
    faults = load_theme(Folder(tmp_path)).faults
    assert [(fault.code, fault.severity) for fault in faults] == [
        ("BG409", Severity.WARNING),
        ("BG409", Severity.WARNING),
        ("BG410", Severity.WARNING),
    ]
    lines = weak.splitlines()
    pointed = [lines[fault.place.line - 1][fault.place.column - 1 :] for fault in faults]
    assert [text.split(",")[0].strip('"}') for text in pointed] == ["#b9c0c8", "#d9cdb4", "220"]
    assert "1.57" in faults[1].message


def test_colours_that_stand_side_by_side_and_look_alike_are_a_warning(tmp_path: Path) -> None:
    alike = THEME.replace('"#ac873a", "#632125"', '"#632125", "#ac873a"')
    (tmp_path / "theme.yaml").write_text(alike)
    first, second = load_theme(Folder(tmp_path)).faults
    assert (first.code, second.code, first.severity) == ("BG414", "BG414", Severity.WARNING)
    assert first.message == "#1f3a5f and #632125, side by side in charts, have a contrast of 1.03"
    assert second.message.startswith("#ac873a and #4a9a80")
    assert first.hint == "let dark and light colours take turns, with a contrast of 3 or more"


class TestTheReferenceDocument:
    HOUSE = house_assets().path / "reference.docx"

    def test_the_house_has_one(self) -> None:
        reference = load_theme(house_assets()).reference
        assert reference is not None
        assert (reference.path, reference.data) == (self.HOUSE, self.HOUSE.read_bytes())

    def test_a_desk_without_a_style_of_its_own_uses_the_houses(self, tmp_path: Path) -> None:
        reference = load_theme(Folder(tmp_path)).reference
        assert reference is not None
        assert reference.path == self.HOUSE

    def test_a_desk_with_a_theme_of_its_own_has_none(self, tmp_path: Path) -> None:
        (tmp_path / "theme.yaml").write_text(THEME)
        assert load_theme(Folder(tmp_path)).reference is None

    def test_a_desk_with_a_font_of_its_own_has_none(self, tmp_path: Path) -> None:
        (tmp_path / "fonts").mkdir()
        data = (house_assets().path / "fonts/SourceSans3-It.ttf").read_bytes()
        (tmp_path / "fonts/SourceSans3-It.ttf").write_bytes(data)
        assert load_theme(Folder(tmp_path)).reference is None

    def test_a_desks_own_goes_first_and_is_not_looked_into(self, tmp_path: Path) -> None:
        (tmp_path / "theme.yaml").write_text(THEME)
        (tmp_path / "reference.docx").write_bytes(b"anything")
        reference = load_theme(Folder(tmp_path)).reference
        assert reference is not None
        assert (reference.path, reference.data) == (tmp_path / "reference.docx", b"anything")

    def test_it_is_no_part_of_what_a_theme_is(self, tmp_path: Path) -> None:
        (tmp_path / "reference.docx").write_bytes(b"anything")
        assert load_theme(Folder(tmp_path)) == load_theme(house_assets())
        assert load_theme(Folder(tmp_path)).digest == load_theme(house_assets(), "Letter").digest

    @pytest.mark.parametrize("old", ["size: 25,", "#1f3a5f", "tracking: 60"])
    def test_a_theme_with_another_value_has_another_digest(self, tmp_path: Path, old: str) -> None:
        changed = {"size: 25,": "size: 24,", "#1f3a5f": "#1f3a60", "tracking: 60": "tracking: 71"}
        (tmp_path / "theme.yaml").write_text(THEME.replace(old, changed[old], 1))
        assert load_theme(Folder(tmp_path)).digest != load_theme(house_assets()).digest

    @pytest.mark.parametrize("kind", ["folder", "link to nothing", "link out of the folder", "too large"])
    def test_one_that_cannot_be_read(self, tmp_path: Path, kind: str) -> None:
        assets, path = tmp_path / "assets", tmp_path / "assets/reference.docx"
        assets.mkdir()
        match kind:
            case "folder":
                path.mkdir()
            case "link to nothing":
                path.symlink_to(assets / "nothing.docx")
            case "link out of the folder":
                path.symlink_to(self.HOUSE)
            case _:
                with path.open("wb") as file:
                    file.truncate(REFERENCE_LIMIT + 1)
        with pytest.raises(ContentError) as raised:
            load_theme(Folder(assets))
        assert [(fault.code, fault.place.file) for fault in raised.value.diagnostics] == [("BG405", path.as_posix())]
