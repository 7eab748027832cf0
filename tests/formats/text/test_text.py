"""The plain text: 72 columns, numbered paragraphs, tables in columns, ASCII where it is asked for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from briefgen.formats.text import TextForm, write_text
from briefgen.formats.text.lines import grid
from briefgen.model.blocks import Align, Block, List, ListItem, Quotation
from briefgen.proof.in_text import text_differences
from tests.commands import briefgen
from tests.desk import EDITION, FILES, replaced, write_desk
from tests.proof.documents import LINES, PICTURES, documents, table
from tests.samples import DOCUMENT, MEDIA, paragraph, text

DOCUMENTS = dict(documents())
SAMPLE = write_text(DOCUMENT, TextForm())


def built(root: Path, *options: str) -> str:
    done = briefgen(root, "build", "--format", "txt", *options)
    assert done.returncode == 0, done.stderr
    return (root / "out" / EDITION / f"{EDITION}.txt").read_text("utf-8")


def test_the_whole_brief_is_written(tmp_path: Path) -> None:
    write_desk(tmp_path)
    text = built(tmp_path)
    begin = """\
Official
DRAFT

Fisheries desk
Brief No. 19

Herring
=======
Landings and quota

Edition       5 May 2031
"""
    assert text.startswith(begin)
    assert text.endswith("\n\nDRAFT\nOfficial\n")
    for part in (
        "Bottom line\n\n1. Landings stood at 12,480 tonnes, +8% on the year before.\n",
        "12,480 tonnes landed [1]\n+8% on the year before [1]\n",
        "2. Boats landed 12,480 tonnes [1, table 1], which is 1,480 above the\n   quota. (note 1) Figure 1 and",
        "What      Tonnes\n--------  ------\nLandings  12,480\nQuota     11,000\n--------  ------\n",
        "[Figure: Bar chart, tonnes. Landings 12,480;",
        "Footnotes\n=========\n\n1. Weighed at the quay.\n",
    ):
        assert part in text
    assert max(map(len, text.splitlines())) <= 72
    assert built(tmp_path, "--force") == text


def test_it_is_made_only_where_it_is_asked_for(tmp_path: Path) -> None:
    write_desk(tmp_path, {"desk.yaml": FILES["desk.yaml"] + "formats: [pdf, txt]\n"})
    done = briefgen(tmp_path, "build", "--format", "docx")
    assert [Path(line).suffix for line in done.stdout.splitlines()] == [".docx"]
    done = briefgen(tmp_path, "build", "--ascii")
    assert (done.returncode, done.stderr) == (2, "error: --ascii is for the plain text; give --format txt with it\n")


def test_it_is_ascii_where_that_is_asked_for(tmp_path: Path) -> None:
    changes = replaced("/edition.yaml", "subtitle: Landings and quota", 'subtitle: "“Café” – Łódź"')
    write_desk(tmp_path, changes)
    assert built(tmp_path, "--ascii").splitlines()[8] == '"Cafe" - Lodz'
    assert built(tmp_path).splitlines()[8] == "“Café” – Łódź"


def test_what_ascii_lacks_is_said_and_nothing_is_written(tmp_path: Path) -> None:
    write_desk(tmp_path, replaced("/edition.yaml", "subtitle: Landings and quota", "subtitle: Минск"))
    done = briefgen(tmp_path, "build", "--format", "txt", "--ascii")
    assert done.returncode == 1
    assert "error BG507: ASCII has nothing for М, и, н, с, к" in done.stderr
    assert not (tmp_path / "out" / EDITION).exists()


@pytest.mark.sample(4)
@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_document_is_proven(name: str) -> None:
    for form in (TextForm(), TextForm(numbered=False), TextForm(is_ascii=True)):
        data = write_text(DOCUMENTS[name], form).encode()
        is_ascii = form.is_ascii and data.isascii()
        if is_ascii or not form.is_ascii:
            found = text_differences(DOCUMENTS[name], PICTURES, data, is_ascii=is_ascii, numbered=form.numbered)
            assert found == []


@pytest.mark.slow
def test_whatever_is_broken_is_caught() -> None:
    """Each line gone, twice, with another character, or run into the next one."""
    lines = SAMPLE.splitlines(keepends=True)
    assert len(lines) > 100
    for at, line in enumerate(lines):
        if not line.strip():
            continue
        other = line.replace(line.strip()[-1], "x" if line.strip()[-1] != "x" else "y")
        for changed in ([], [line, line], [other]):
            text = "".join([*lines[:at], *changed, *lines[at + 1 :]])
            assert text_differences(DOCUMENT, MEDIA, text.encode()), (line, changed)


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("--------  ", "-------   "),
        ("Landings  12,480\n", "Landings\n12,480\n"),
        ("\nDRAFT\nOfficial\n", "\nDRAFT\n"),
        ("(note 1)", ""),
        ("2. ", "3. "),
    ],
)
def test_a_broken_table_mark_or_number_is_caught(tmp_path: Path, old: str, new: str) -> None:
    from briefgen.api import open_project

    write_desk(tmp_path)
    text = built(tmp_path)
    assert old in text
    document = open_project(tmp_path).latest.check().document
    assert document is not None
    document = document.without_optional_contents()
    media = dict.fromkeys(("landed", "dates"), MEDIA["landings"])
    media |= dict.fromkeys((f"{EDITION}/halves.png", "halves.png"), MEDIA["landings"])
    assert text_differences(document, media, text.encode()) == []
    assert text_differences(document, media, text.replace(old, new, 1).encode())


def test_wide_tables_in_lists_and_quotations_stay_on_their_lines() -> None:
    wide = table(("A heading",) * 9, ("Antidisestablishmentarianism",) * 9)
    quotation = Quotation((wide, paragraph("Behind it.", "p")), text("Somebody"), id="q")
    blocks = (List((ListItem((paragraph("First", "f"), replace(quotation, id="r"))), ListItem((wide,)))), quotation)
    document = replace(DOCUMENT, blocks=blocks, notes=())
    written = write_text(document, TextForm())
    assert max(map(len, written.splitlines())) <= 72
    assert text_differences(document, PICTURES, written.encode(), is_ascii=False, numbered=True) == []


@pytest.mark.parametrize("begins", [LINES[1], table(("", "b"), ("word " * 20, "2"))])
def test_a_table_at_the_start_of_a_list_item_is_proven(begins: Block) -> None:
    document = replace(DOCUMENT, blocks=(List((ListItem((begins, paragraph("Behind it.", "p")), id="i"),)),), notes=())
    data = write_text(document, TextForm()).encode()
    assert text_differences(document, PICTURES, data, is_ascii=False, numbered=True) == []


def test_wide_tables_stand_row_by_row() -> None:
    header = ["Province", *(f"Year{number}" for number in range(2020, 2031))]
    rows = [["Sindh", *["1,234,567"] * 11], ["Punjab", *["2"] * 11]]
    lines = list(grid(header, rows, [Align.LEFT] * 12, 72))
    assert lines[1:5] == ["Province", "    Sindh", "Year2020", "    1,234,567"]
    assert max(map(len, lines)) <= 72


@pytest.mark.sample(1)
@pytest.mark.parametrize("length", [72, 73, 500])
def test_words_longer_than_a_line_are_broken_and_addresses_are_not(tmp_path: Path, length: int) -> None:
    address = f"https://example.org/{'a' * length}"
    text = FILES[f"{EDITION}/sections/20-vote.md"] + f"\n{'b' * length} [here]({address})\n"
    write_desk(tmp_path, {f"{EDITION}/sections/20-vote.md": text})
    lines = built(tmp_path).splitlines()
    assert any(f"<{address}>" in line for line in lines)
    assert all(len(line) <= 72 for line in lines if "://" not in line)


def test_decimal_signs_stand_below_each_other() -> None:
    rows = [["North", "5\u00a0\u00a0\u00a0"], ["South", "12.5\u00a0"], ["East", "3.75"]]
    lines = list(grid(["Region", "Rate"], rows, [Align.LEFT, Align.RIGHT], 72))
    assert lines[2:5] == ["North    5", "South   12.5", "East     3.75"]
