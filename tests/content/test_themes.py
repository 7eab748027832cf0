"""Themes: what comes with the package, what a desk adds, and what neither has."""

from __future__ import annotations

import shutil
from pathlib import Path

import pypdfium2.raw as pdfium
import pytest
from pypdfium2 import PdfDocument

from briefgen.content import Folder, asset_files, house_assets, load_theme
from briefgen.content.assets import themes_of
from briefgen.errors import ContentError
from briefgen.model.length import mm, pt
from briefgen.theme import Role
from tests.commands import briefgen
from tests.desk import FILES, write_desk
from tests.house import house
from tests.review.documents import FIRST, ROOT


def test_what_comes_with_the_package() -> None:
    assert themes_of(house_assets()) == ["house", "dense", "large"]
    large = load_theme(house_assets(), theme="large")
    assert min(style.size for style in large.styles.values()) == large.smallest == 12
    assert {large.style(role).family for role in Role} == {"sans"}
    dense = load_theme(house_assets(), theme="dense")
    assert all(dense.style(role).size <= house().style(role).size for role in Role)
    assert (large.colours, large.writings) == (house().colours, house().writings)
    assert large.reference is dense.reference is None


def test_a_theme_says_only_what_it_has_otherwise(tmp_path: Path) -> None:
    """A desk's own colours and fonts hold in every theme, and a desk can have themes of its own."""
    own = (house_assets().path / "theme.yaml").read_text().replace("#1f3a5f", "#003300")
    (tmp_path / "theme.yaml").write_text(own)
    (tmp_path / "themes").mkdir()
    (tmp_path / "themes" / "posters.yaml").write_text("pages:\n  A2: {width: 420mm}\nstyles:\n  body: {size: 30}\n")
    assert themes_of(Folder(tmp_path)) == ["house", "dense", "large", "posters"]
    large = load_theme(Folder(tmp_path), theme="large")
    assert (large.colours.structure, large.style(Role.BODY).size) == ("#003300", pt(13))
    with pytest.raises(ContentError) as raised:
        load_theme(Folder(tmp_path), theme="posters")
    (missing, *_) = raised.value.diagnostics
    assert (missing.code, missing.place.file) == ("BG405", str(tmp_path / "themes" / "posters.yaml"))


def test_a_desk_can_say_large_in_its_own_way(tmp_path: Path) -> None:
    (tmp_path / "themes").mkdir()
    (tmp_path / "themes" / "large.yaml").write_text("pages:\n  A4: {left: 50mm}\n")
    theme = load_theme(Folder(tmp_path), theme="large")
    assert (theme.page.left, theme.page.right, theme.style(Role.BODY)) == (mm(50), mm(25), house().style(Role.BODY))
    assert set(asset_files(Folder(tmp_path), "large")) == {"theme.yaml", "reference.docx", "themes/large.yaml"}
    assert set(asset_files(Folder(tmp_path), "house")) == {"theme.yaml", "reference.docx"}


def test_a_theme_that_there_is_not_is_a_fault_at_its_place(tmp_path: Path) -> None:
    write_desk(tmp_path, {"desk.yaml": FILES["desk.yaml"] + "theme: larg\n"})
    found = briefgen(tmp_path, "check").stderr
    assert 'desk.yaml:10:8: error BG105: there is no theme "larg"' in found
    assert 'did you mean "large"? the themes are: house, dense, large' in found


@pytest.mark.slow
@pytest.mark.parametrize(("name", "least"), [("large", 12), ("dense", 7)])
def test_an_edition_is_whole_in_its_theme(tmp_path: Path, name: str, least: float) -> None:
    """All is proven, no type is smaller than the theme says, and lines of large type are as long as they should be."""
    desk = tmp_path / "desk"
    shutil.copytree(ROOT / "content", desk / "content")
    header = desk / "content" / FIRST / "edition.yaml"
    header.write_text(f"{header.read_text()}theme: {name}\n")
    assert briefgen(desk, "build", FIRST).returncode == 0
    (path,) = desk.glob(f"out/{FIRST}/*.pdf")
    sizes, lengths = list[float](), list[int]()
    for page in PdfDocument(path):
        text = page.get_textpage()
        seen = (each for each in range(text.count_chars()) if text.get_text_range(each, 1).strip())
        sizes += [pdfium.FPDFText_GetFontSize(text, each) for each in seen]
        lengths += [len(line) for line in text.get_text_bounded().splitlines()]
    assert min(sizes) >= least
    if name == "large":
        full = [length for length in lengths if length > 55]
        assert len(full) > 50
        assert 60 <= sum(full) / len(full) <= 70
