"""`briefgen reference`, and what `check` and `build` say of a reference document."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands import briefgen
from tests.desk import EDITION, write_desk
from tests.formats.docx.reading import Docx, find
from tests.formats.docx.references import (
    PATH,
    SETTINGS_RELATIONS,
    STYLES,
    added,
    changed,
    relation,
    replaced,
    with_style,
    without_style,
)
from tests.samples import ASSETS

THEME = (ASSETS / "theme.yaml").read_text(encoding="utf-8")


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A desk with an assets folder that is empty."""
    write_desk(tmp_path)
    (tmp_path / "assets").mkdir()
    return tmp_path


UNFIT = {
    "BG431": {
        "damaged": PATH.read_bytes()[:5000],
        "protected": bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
        "broken": changed(replaced(STYLES, "</w:styles>", "")),
    },
    "BG432": {
        "macros": changed(added("word/vbaProject.bin", b"x")),
        "remote template": changed(
            added(SETTINGS_RELATIONS, relation("attachedTemplate", "http://evil.example/t.dotm"))
        ),
    },
}


@pytest.mark.sample(1)
@pytest.mark.parametrize(("code", "case"), [(code, case) for code, cases in UNFIT.items() for case in cases])
def test_an_unfit_document_stops_the_check(desk: Path, code: str, case: str) -> None:
    (desk / "assets/reference.docx").write_bytes(UNFIT[code][case])
    result = briefgen(desk, "check")
    assert result.returncode == 1
    assert f"assets/reference.docx: error {code}: the reference document cannot be used:" in result.stderr
    assert "hint: " in result.stderr
    assert "Traceback" not in result.stderr


def test_an_unfit_document_leaves_the_last_pack(desk: Path) -> None:
    assert briefgen(desk, "build").returncode == 0
    document = desk / f"out/{EDITION}/{EDITION}.docx"
    before = document.read_bytes()
    (desk / "assets/reference.docx").write_bytes(UNFIT["BG432"]["macros"])
    result = briefgen(desk, "build")
    assert (result.returncode, result.stdout) == (1, "")
    assert "BG432" in result.stderr
    assert document.read_bytes() == before


@pytest.mark.slow
def test_a_document_that_lacks_styles_is_warned_of_and_used(desk: Path) -> None:
    data = changed(
        without_style("Callout"),
        without_style("toc 3"),
        with_style("heading 1", '<w:color w:val="1F3A5F"/>', '<w:color w:val="AA0000"/>'),
    )
    (desk / "assets/reference.docx").write_bytes(data)
    result = briefgen(desk, "check")
    assert result.returncode == 0
    for name in ("Callout", "toc 3"):
        assert f'assets/reference.docx: warning BG433: the style "{name}" is missing' in result.stderr
    assert briefgen(desk, "check", "--strict").returncode == 1
    assert briefgen(desk, "build").returncode == 0
    styles = Docx((desk / f"out/{EDITION}/{EDITION}.docx").read_bytes()).xml(STYLES)
    assert find(styles, "w:style[@w:styleId='Heading1']//w:color/@w:val") == ["AA0000"]
    assert len(find(styles, "w:style[@w:styleId='Callout' or @w:styleId='TOC3']")) == 2


@pytest.mark.slow
def test_a_changed_reference_document_builds_anew(desk: Path) -> None:
    assert briefgen(desk, "build").returncode == 0
    assert "unchanged" in briefgen(desk, "build").stderr
    (desk / "assets/reference.docx").write_bytes(PATH.read_bytes())
    assert "unchanged" not in briefgen(desk, "build").stderr


@pytest.mark.slow
def test_a_desk_with_its_own_theme_makes_its_own_and_is_told_when_the_theme_has_changed(desk: Path) -> None:
    theme = desk / "assets/theme.yaml"
    theme.write_text(THEME.replace("#1f3a5f", "#003300"), encoding="utf-8")
    result = briefgen(desk, "reference")
    assert (result.returncode, result.stdout.strip()) == (0, "assets/reference.docx")
    assert briefgen(desk, "check", "--strict").returncode == 0
    styles = Docx((desk / "assets/reference.docx").read_bytes()).xml(STYLES)
    assert find(styles, "w:style[@w:styleId='Heading1']//w:color/@w:val") == ["003300"]
    theme.write_text(THEME.replace("#1f3a5f", "#330000"), encoding="utf-8")
    result = briefgen(desk, "check")
    assert result.returncode == 0
    assert "assets/reference.docx: warning BG435: theme.yaml or a font has changed since" in result.stderr
    assert "hint: make it anew with `briefgen reference" in result.stderr


@pytest.mark.slow
def test_a_file_that_is_there_is_replaced_only_by_force(desk: Path) -> None:
    path = desk / "assets/reference.docx"
    path.write_bytes(b"restyled")
    result = briefgen(desk, "reference")
    assert result.returncode == 2
    assert "assets/reference.docx is there already" in result.stderr
    assert path.read_bytes() == b"restyled"
    assert briefgen(desk, "reference", "--force").returncode == 0
    assert path.read_bytes().startswith(b"PK")
    assert [each.name for each in path.parent.iterdir()] == ["reference.docx"]


@pytest.mark.slow
def test_another_file_and_another_sheet(desk: Path) -> None:
    assert (
        briefgen(desk, "reference", "--out", "new/letter.docx", "--page", "Letter").stdout.strip() == "new/letter.docx"
    )
    main = Docx((desk / "new/letter.docx").read_bytes()).xml("word/document.xml")
    assert find(main, "//w:pgSz/@w:w") == ["12240"]
    result = briefgen(desk, "reference", "--out", "a.docx", "--page", "A5")
    assert result.returncode == 1
    assert 'has no sheet "A5"' in result.stderr


@pytest.mark.slow
def test_a_folder_that_cannot_be_written_to(desk: Path) -> None:
    (desk / "file").write_text("x")
    result = briefgen(desk, "reference", "--out", "file/reference.docx")
    assert result.returncode in (2, 3)
    assert "Traceback" not in result.stderr
