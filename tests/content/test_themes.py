"""Themes: what comes with the package, what a desk adds, and what neither has."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.content import Folder, asset_files, house_assets, load_theme
from briefgen.content.assets import themes_of
from briefgen.errors import ContentError
from briefgen.model.length import mm, pt
from briefgen.theme import Role
from tests.commands import briefgen
from tests.desk import EDITION, FILES, write_desk
from tests.house import house


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
    assert (large.colours.structure, large.style(Role.BODY).size) == ("#003300", pt(12))
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


@pytest.mark.parametrize("name", ["large", ""])
def test_an_edition_names_its_theme(tmp_path: Path, name: str) -> None:
    write_desk(tmp_path, {"desk.yaml": FILES["desk.yaml"] + "theme: larg\n"})
    header = tmp_path / "content" / EDITION / "edition.yaml"
    header.write_text(header.read_text() + (f"theme: {name}\n" if name else ""))
    found = briefgen(tmp_path, "check")
    assert ('there is no theme "larg"' in found.stdout + found.stderr) is not bool(name)
    if not name:
        assert "desk.yaml:10:8: error BG105" in found.stdout + found.stderr
        assert 'did you mean "large"? the themes are: house, dense, large' in found.stdout + found.stderr
