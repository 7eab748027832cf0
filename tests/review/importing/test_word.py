"""Word documents -> editions: what stands where, what is listed, and that no word is lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as WordFile
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm

from briefgen.api import Folder, open_project
from briefgen.content import Memory, load_edition
from briefgen.errors import UsageError
from briefgen.model.traverse import blocks_of, plain_text, texts_of
from briefgen.review.importing.importing import Imported, ImportOptions
from briefgen.review.importing.old_document import ImportFate
from tests.desk import FILES, halves, write_desk
from tests.review.importing.words import lost

DESK = {"desk.yaml": FILES["desk.yaml"].encode()}
WISH = ImportOptions(date(2031, 5, 12), "old")
HOME = "2031-05-12-old"

Make = Callable[[WordFile], None]
Import = Callable[[Make], tuple[Imported, dict[str, str]]]


@pytest.fixture
def imported(tmp_path: Path) -> Import:
    """What a Word document gives that `make` fills: the import, and its texts by their paths in the edition."""
    content = write_desk(tmp_path)

    def run(make: Make) -> tuple[Imported, dict[str, str]]:
        document = Document()
        make(document)
        file = BytesIO()
        document.save(file)
        path = tmp_path / "old brief.docx"
        path.write_bytes(file.getvalue())
        found = open_project(Folder(content)).import_document(path, WISH)
        assert not lost(file.getvalue(), found)
        texts = {
            name.removeprefix(f"{HOME}/"): data.decode()
            for name, data in found.change.after.items()
            if not name.endswith((".png", ".jpg"))
        }
        return found, texts

    return run


def listed(imported: Imported, fate: ImportFate) -> dict[str, str]:
    return {part.what: part.text for part in imported.listed if part.fate is fate}


def test_headings_become_sections_and_levels_below_them(imported: Import) -> None:
    def make(document: WordFile) -> None:
        document.add_paragraph("Herring in May", style="Title")
        document.add_paragraph("What was landed", style="Subtitle")
        document.add_paragraph("Landings have risen in every port of the coast, and the quota is used up.")
        document.add_heading("Landings", 1)
        document.add_paragraph("Boats were out.")
        document.add_heading("By port", 3)
        document.add_paragraph("More in the north.")
        document.add_heading("The 2nd vote", 1)
        document.add_paragraph("It comes.")

    _, texts = imported(make)
    assert 'title: "Herring in May"\nsubtitle: "What was landed"\ndate: 2031-05-12\n' in texts["edition.yaml"]
    assert "bottom_line: |\n  Landings have risen in every port" in texts["edition.yaml"]
    assert (
        texts["sections/10-landings.md"]
        == '---\ntitle: "Landings"\n---\n\nBoats were out.\n\n## By port\n\nMore in the north.\n'
    )
    assert texts["sections/20-the-2nd-vote.md"].startswith('---\ntitle: "The 2nd vote"\n---\n')


@pytest.mark.parametrize("label", ["Bottom line:", "BLUF –", "Bottom line up front:"])
def test_a_label_before_the_words_of_the_bottom_line_is_left_to_briefgen(imported: Import, label: str) -> None:
    def make(document: WordFile) -> None:
        line = document.add_paragraph()
        line.add_run(label).bold = True
        line.add_run(" Landings rose; the quota is ")
        line.add_run("used up").italic = True
        document.add_heading("Landings", 1)
        document.add_paragraph("Boats were out.")

    found, texts = imported(make)
    assert "bottom_line: |\n  Landings rose; the quota is *used up*\n" in texts["edition.yaml"]
    assert "label of the bottom line" in listed(found, ImportFate.GENERATED)


def test_bold_lines_are_headings_where_no_line_is_set_as_one(imported: Import) -> None:
    def make(document: WordFile) -> None:
        for heading, text in (("Landings", "Boats were out."), ("The vote", "It comes.")):
            document.add_paragraph().add_run(heading).bold = True
            document.add_paragraph(text)

    found, texts = imported(make)
    assert {"sections/10-landings.md", "sections/20-the-vote.md"} <= texts.keys()
    assert "bold line, taken for a heading: no line is set in the style of one" in listed(found, ImportFate.OTHERWISE)
    assert not any("**" in text.partition("---\n")[2].partition("---\n")[0] for text in texts.values())


@pytest.mark.parametrize(
    "label", ["Table 1. ", "Table 2: ", "Tableau 1 : ", "Tabelle 3 – ", "Cuadro 1. ", "Таблица 1. ", "جدول 1: "]
)
def test_a_bold_line_with_the_label_of_a_table_is_its_caption(imported: Import, label: str) -> None:
    def make(document: WordFile) -> None:
        document.add_paragraph().add_run("Landings").bold = True
        document.add_paragraph("Boats were out.")
        document.add_paragraph().add_run(f"{label}Catch by port").bold = True
        table = document.add_table(2, 2)
        for cell, text in zip(table._cells, ("Port", "Remark", "North", "none"), strict=True):
            cell.text = text
        document.add_paragraph("It goes on.")

    _, texts = imported(make)
    (section,) = (name for name in texts if name.startswith("sections/"))
    assert "Table: Catch by port {#catch-by-port}\n\n| Port | Remark |" in texts[section]


def test_a_first_heading_without_a_number_is_the_title_of_numbered_ones(imported: Import) -> None:
    def make(document: WordFile) -> None:
        for heading in ("Herring in May", "1. Landings", "2. Quota", "3. Ask"):
            document.add_paragraph().add_run(heading).bold = True
            document.add_paragraph("Boats were out.")

    _, texts = imported(make)
    assert 'title: "Herring in May"\n' in texts["edition.yaml"]


def test_typed_numbers_of_paragraphs_are_left_out_and_listed(imported: Import) -> None:
    numbers = ("1.1", "1.2", "1.2.1", "1.3", "2.1", "2.2")

    def numbered(*more: str) -> Make:
        def make(document: WordFile) -> None:
            document.add_heading("Landings", 1)
            for number in (*numbers, *more):
                document.add_paragraph(f"{number}\tBoats were out.")
            document.add_paragraph("3.5 million tonnes were landed.")

        return make

    found, texts = imported(numbered())
    assert listed(found, ImportFate.LEFT_OUT)["numbers of paragraphs, typed"] == ", ".join(numbers)
    assert texts["sections/10-landings.md"].count("\nBoats were out.\n") == len(numbers)
    assert "3.5 million tonnes" in texts["sections/10-landings.md"]


def test_numbers_out_of_order_are_no_numbers_of_paragraphs(imported: Import) -> None:
    def make(document: WordFile) -> None:
        for number in ("1.1", "1.2", "1.4", "1.5", "2.1"):
            document.add_paragraph(f"{number} Boats were out.")

    found, texts = imported(make)
    assert "numbers of paragraphs, typed" not in listed(found, ImportFate.LEFT_OUT)
    assert any("1.4 Boats were out." in text for text in texts.values())


def test_paragraphs_that_a_whole_document_numbers_are_paragraphs(imported: Import) -> None:
    def make(document: WordFile) -> None:
        for heading in ("Issue", "Timing", "Background"):
            document.add_heading(heading, 1)
            for place in ("north", "south"):
                document.add_paragraph(f"The harbours of the {place} are what this part is about:", style="List Number")
                document.add_paragraph("one thing", style="List Bullet")

    _, texts = imported(make)
    assert "\nnumbered_paragraphs: true\n" in texts["edition.yaml"]
    begins = "The harbours of the north are what this part is about:\n\n- one thing\n\nThe harbours of the south"
    assert all(f"---\n\n{begins}" in text for name, text in texts.items() if name.startswith("sections/"))


def test_lists_below_what_introduces_them_stay_lists(imported: Import) -> None:
    def make(document: WordFile) -> None:
        for heading in ("Issue", "Timing", "Background"):
            document.add_heading(heading, 1)
            document.add_paragraph("There are two things:")
            document.add_paragraph("The harbours", style="List Number")
            document.add_paragraph("The boats", style="List Number")

    _, texts = imported(make)
    assert "numbered_paragraphs" not in texts["edition.yaml"]
    assert "There are two things:\n\n1. The harbours\n2. The boats\n" in texts["sections/10-issue.md"]


def test_lists_in_lists_keep_their_order_and_numbers(imported: Import) -> None:
    def make(document: WordFile) -> None:
        document.add_heading("Causes", 1)
        for style, text in (
            ("List Number", "Track"),
            ("List Bullet 2", "points"),
            ("List Bullet 3", "that freeze"),
            ("List Bullet 2", "signals"),
            ("List Number", "Crews"),
        ):
            document.add_paragraph(text, style=style)
        document.add_paragraph("Then:")
        document.add_paragraph("Weather", style="List Number")
        document.add_paragraph("•\ttyped sign")

    _, texts = imported(make)
    assert texts["sections/10-causes.md"].partition("---\n\n")[2] == (
        "1. Track\n   - points\n     - that freeze\n   - signals\n2. Crews\n\nThen:\n\n3. Weather\n\n- typed sign\n"
    )


def test_a_table_of_figures_is_one_whose_cells_are_facts(imported: Import) -> None:
    rows = (("Port", "Boats", "Share"), ("North", "1,234", "63%"), ("South", "725", "37%"), ("Total", "1,959", ""))

    def make(document: WordFile) -> None:
        document.add_heading("Landings", 1)
        document.add_paragraph("See Table 4.")
        document.add_paragraph("Table 4. Boats by port", style="Caption")
        fill(document, rows)

    found, texts = imported(make)
    assert found.tables == ("boats-by-port",)
    assert texts["tables/boats-by-port.csv"] == "Port,Boats,Share\nNorth,1234,63%\nSouth,725,37%\nTotal,1959,\n"
    assert "boats-by-port:\n  source: {id: old-brief}\n" in texts["tables.yaml"]
    assert "See [](#table:boats-by-port).\n\n![](table:boats-by-port)\n" in texts["sections/10-landings.md"]


def test_a_total_that_does_not_hold_is_said_and_not_added_up(imported: Import) -> None:
    rows = (("Port", "Boats"), ("North", "1,234"), ("South", "725"), ("Total", "1,960"))

    def make(document: WordFile) -> None:
        document.add_heading("Landings", 1)
        fill(document, rows)

    found, texts = imported(make)
    assert '    "Boats": {adds: false}\n' in texts["tables.yaml"]
    (what,) = (what for what in listed(found, ImportFate.OTHERWISE) if what.startswith('column "Boats"'))
    assert "1,960" in what
    assert f"# REVIEW: {what.partition(': ')[2]}" in texts["tables.yaml"]


@pytest.mark.parametrize(
    "rows",
    [
        (("Year", "Boats in"), ("North", "12 of 30"), ("South", "7")),
        (("Port", "Founded"), ("North", "1987"), ("South", "2001")),
        (("Port", "Boats"), ("North", "12"), ("North", "7")),
        (("Port", "Code"), ("North", "007"), ("South", "012")),
    ],
)
def test_other_tables_stay_in_the_text(imported: Import, rows: tuple[tuple[str, ...], ...]) -> None:
    def make(document: WordFile) -> None:
        document.add_heading("Landings", 1)
        fill(document, rows)

    found, texts = imported(make)
    assert found.tables == ()
    assert f"| {rows[1][0]} | {rows[1][1]} |" in texts["sections/10-landings.md"]


def test_a_picture_comes_with_its_text_and_caption(imported: Import) -> None:
    def make(document: WordFile) -> None:
        document.add_heading("Landings", 1)
        document.add_picture(BytesIO(halves()), Mm(40))
        shape = document.element.body.iter(qn("wp:docPr"))
        next(shape).set("descr", "Blue [and] sand")
        document.add_paragraph("Figure 2: The “two” fields", style="Caption")
        document.add_paragraph("Figure 2 shows it.")

    found, texts = imported(make)
    assert found.change.after[f"{HOME}/pictures/picture-1.png"] == halves()
    assert texts["sections/10-landings.md"].partition("---\n\n")[2] == (
        '![Blue \\[and\\] sand](pictures/picture-1.png "The “two” fields"){#figure-2}\n\n'
        "[](#figure:figure-2) shows it.\n"
    )


def test_a_picture_without_a_text_has_that_of_its_caption_without_the_number(imported: Import) -> None:
    def make(document: WordFile) -> None:
        document.add_heading("Landings", 1)
        document.add_picture(BytesIO(halves()), Mm(40))
        document.add_paragraph("Figure 2. The two fields", style="Caption")

    _, texts = imported(make)
    assert '![The two fields](pictures/picture-1.png "The two fields"){#figure-2}' in texts["sections/10-landings.md"]


def test_raised_digits_stay_raised(imported: Import) -> None:
    def make(document: WordFile) -> None:
        document.add_heading("Catch", 1)
        line = document.add_paragraph("About 10")
        line.add_run("6").font.superscript = True
        line.add_run(" fish, 2 kg of CO")
        line.add_run("2").font.subscript = True
        line.add_run(" each on the 3")
        line.add_run("rd").font.superscript = True
        line.add_run(" day, as a")
        line.add_run("see").font.superscript = True

    found, texts = imported(make)
    assert "About 10⁶ fish, 2 kg of CO₂ each on the 3rd day, as asee" in texts["sections/10-catch.md"]
    assert listed(found, ImportFate.OTHERWISE)["raised characters, on the line"] == "see"


def test_struck_and_hidden_words_are_left_out_and_listed(imported: Import) -> None:
    def make(document: WordFile) -> None:
        document.add_heading("Catch", 1)
        line = document.add_paragraph("It was 12")
        line.add_run("500").font.strike = True
        line.add_run(" in sum")
        line.add_run(" not for print").font.hidden = True

    found, texts = imported(make)
    assert "It was 12 in sum\n" in texts["sections/10-catch.md"]
    assert listed(found, ImportFate.LEFT_OUT) == {"struck through text": "500", "hidden text": "not for print"}


def test_tracked_changes_are_taken_as_accepted(imported: Import) -> None:
    def make(document: WordFile) -> None:
        document.add_heading("Catch", 1)
        line = document.add_paragraph("It was ")
        line._p.append(
            parse_xml(f'<w:del {nsdecls("w")} w:id="1" w:author="Ann"><w:r><w:delText>less</w:delText></w:r></w:del>')
        )
        line._p.append(parse_xml(f'<w:ins {nsdecls("w")} w:id="2" w:author="Bob"><w:r><w:t>more</w:t></w:r></w:ins>'))

    found, texts = imported(make)
    assert "It was more\n" in texts["sections/10-catch.md"]
    assert listed(found, ImportFate.LEFT_OUT) == {"text deleted in a tracked change": "less"}
    assert "tracked changes by Ann, Bob, as if they were accepted" in listed(found, ImportFate.OTHERWISE)


def test_comments_become_notes(imported: Import) -> None:
    def make(document: WordFile) -> None:
        document.add_heading("Catch", 1)
        line = document.add_paragraph("It was ")
        run = line.add_run("more")
        line.add_run(" than before.")
        document.add_comment(run, text="By how much?", author="Ann")

    _, texts = imported(make)
    assert "It was more <!-- note (Ann" in texts["sections/10-catch.md"]
    assert "): By how much? --> than before.\n" in texts["sections/10-catch.md"]


def test_what_looks_like_markdown_prints_as_it_stands(imported: Import) -> None:
    tricky = (
        *("# no heading", "- no item", "1. no item", "> no quotation", "| no | table", "===", "---", "    code"),
        *("a *b* _c_ `d` [e](f) <g> {{h}} }}", "Table: no caption", "+++ ::: $x_1$ @fig:a {.b} ~c~ ^d^ ==e== [^1]"),
        "[[f]] :smile: &amp; h1. Title {if raised}",
    )

    def make(document: WordFile) -> None:
        document.add_heading("Signs", 1)
        for text in tricky:
            document.add_paragraph(text)

    found, _ = imported(make)
    assert printed(found, "signs") == [" ".join(text.split()) for text in tricky]


def test_a_box_an_equation_and_a_sign_are_not_lost(imported: Import) -> None:
    math = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'

    def make(document: WordFile) -> None:
        document.add_heading("Things", 1)
        line = document.add_paragraph("Before")
        line._p.append(
            parse_xml(
                f'<w:r {nsdecls("w")}><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox>'
                "<w:txbxContent><w:p><w:r><w:t>In the box</w:t></w:r></w:p></w:txbxContent>"
                "</v:textbox></v:shape></w:pict></w:r>"
            )
        )
        line._p.append(parse_xml(f"<m:oMath {math}><m:r><m:t>x=1</m:t></m:r></m:oMath>"))
        document.sections[0].header.paragraphs[0].text = "Head of the page"

    found, texts = imported(make)
    assert texts["sections/10-things.md"].endswith("Before\n\nIn the box\n")
    assert listed(found, ImportFate.LEFT_OUT) == {"equation": "x=1"}
    assert listed(found, ImportFate.GENERATED)["header or footer"] == "Head of the page"


def test_an_edition_that_is_there_is_refused(tmp_path: Path) -> None:
    content = write_desk(tmp_path)
    path = tmp_path / "old.docx"
    Document().save(str(path))
    with pytest.raises(UsageError, match="2031-05-05-herring is there already"):
        open_project(Folder(content)).import_document(path, ImportOptions(date(2031, 5, 5), "herring"))


def printed(imported: Imported, section: str) -> list[str]:
    """What the paragraphs of a section print, as the content is read."""
    edition = load_edition(Memory({**DESK, **imported.change.after}), imported.edition).edition
    assert edition is not None
    blocks = next(each.blocks for each in edition.sections if each.name == section)
    return [plain_text(text) for block in blocks_of(blocks) for text in texts_of(block)]


def fill(document: WordFile, rows: tuple[tuple[str, ...], ...]) -> None:
    table = document.add_table(len(rows), len(rows[0]))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text


@pytest.mark.parametrize(
    ("language", "cells", "written"),
    [
        ("en-GB", ("1,234", "1.234", "2,345.5"), ("1234", "1.234", "2345.5")),
        ("de", ("1.234", "1,234", "2.345,5"), ("1234", "1.234", "2345.5")),
        ("fr", ("1 234", "1,234", "2 345,5"), ("1234", "1.234", "2345.5")),
        ("es", ("1.234.567", "12,5", "-3,5"), ("1234567", "12.5", "-3.5")),
        ("de-CH", ("1’234", "1.234", "2’345.5"), ("1234", "1.234", "2345.5")),
    ],
)
def test_figures_of_tables_are_read_as_the_language_of_the_desk_writes_them(
    tmp_path: Path, language: str, cells: tuple[str, ...], written: tuple[str, ...]
) -> None:
    desk = FILES["desk.yaml"].replace("language: en-GB", f"language: {language}")
    content = write_desk(tmp_path, {"desk.yaml": desk})
    document = Document()
    document.add_heading("Landings", 1)
    table = document.add_table(4, 2)
    for row, texts in zip(table.rows, (("Port", "Catch"), *zip("ABC", cells, strict=True)), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    path = tmp_path / "old brief.docx"
    document.save(str(path))
    found = open_project(Folder(content)).import_document(path, WISH)
    (csv,) = (data.decode() for name, data in found.change.after.items() if name.endswith(".csv"))
    assert csv == "Port,Catch\n" + "".join(f"{row},{text}\n" for row, text in zip("ABC", written, strict=True))


def tabbed(document: WordFile, *rows: str) -> None:
    for row in rows:
        document.add_paragraph(row)


def test_lines_that_tabs_divide_into_figures_are_a_table(imported: Import) -> None:
    def make(document: WordFile) -> None:
        document.add_heading("Landings", 1)
        tabbed(document, "Port\t2030\t2031", "North\t100\t1,200", "South\t\t110\t-")
        tabbed(document, "To:\tthe Minister", "From:\tthe desk")

    found, texts = imported(make)
    assert texts["tables/table.csv"] == "Port,2030,2031\nNorth,100,1200\nSouth,110,-\n"
    assert "To: the Minister\n\nFrom: the desk" in texts["sections/10-landings.md"]
    assert "lines that tabs divide into columns, as a table" in listed(found, ImportFate.OTHERWISE)


def test_figures_that_stand_apart_never_become_one(imported: Import) -> None:
    """By tabs, by the ends of lines, cells' paragraphs, columns and pages: 12 and 345 are not 12 345."""

    def make(document: WordFile) -> None:
        document.add_heading("Landings of 12\n345 boats", 1)
        document.add_paragraph("North 100\t200\t300 boats")
        drawn = document.add_paragraph("South 5 ")
        drawn._p.append(parse_xml(f"<w:r {nsdecls('w')}><w:pict/></w:r>"))
        drawn.add_run("600 boats")
        document.add_paragraph("In 2030").add_run().add_break(WD_BREAK.COLUMN)
        document.paragraphs[-1].add_run("12 boats")
        fill(
            document,
            (("Port", "Boats", "Nets"), ("North", "12\n345", "x"), ("South", "", "12\t346"), ("West", "7", "")),
        )
        document.tables[0].cell(2, 1).paragraphs[0].text = "13"
        document.tables[0].cell(2, 1).add_paragraph("347")

    found, texts = imported(make)
    (section,) = (text for name, text in texts.items() if name.startswith("sections/"))
    assert 'title: "Landings of 12; 345 boats"' in section
    assert "North 100; 200; 300 boats\n\nSouth 5; 600 boats\n\nIn 2030\\\n12 boats\n" in section
    assert "| North | 12; 345 | x |" in section
    assert "| South | 13; 347 | 12; 346 |" in section
    assert any(part.startswith("tabs or things between figures") for part in listed(found, ImportFate.OTHERWISE))


@pytest.mark.parametrize("sign", ["-  ", "–  ", "•", '<w:sym w:font="Symbol" w:char="F0B7"/>'])
def test_typed_signs_of_items_make_lists(imported: Import, sign: str) -> None:
    def make(document: WordFile) -> None:
        document.add_heading("Landings", 1)
        for words in ("More boats", "Fewer nets"):
            line = document.add_paragraph("" if sign.startswith("<") else sign)
            if sign.startswith("<"):
                line._p.append(parse_xml(f"<w:r {nsdecls('w')}>{sign}</w:r>"))
            line.add_run(words)

    found, texts = imported(make)
    assert "- More boats\n- Fewer nets\n" in texts["sections/10-landings.md"]
    assert not listed(found, ImportFate.LEFT_OUT)


@pytest.mark.parametrize(
    ("shape", "what", "words"),
    [
        ('<v:textpath string="Urgent 24"/>', "thing that is no text", "Urgent 24"),
        ("<v:stroke/>", "drawing without words and without a picture in it", ""),
    ],
)
def test_drawings_without_text_are_listed(imported: Import, shape: str, what: str, words: str) -> None:
    def make(document: WordFile) -> None:
        document.add_heading("Landings", 1)
        line = document.add_paragraph("Boats were out.")
        names = f'{nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"'
        line._p.append(parse_xml(f"<w:r {names}><w:pict><v:shape>{shape}</v:shape></w:pict></w:r>"))

    found, texts = imported(make)
    assert listed(found, ImportFate.LEFT_OUT)[what] == words
    assert texts["sections/10-landings.md"].endswith("\n\nBoats were out.\n")


@pytest.mark.parametrize("is_set", [True, False])
def test_numbers_typed_at_headings_are_left_to_the_build(imported: Import, is_set: bool) -> None:
    def make(document: WordFile) -> None:
        for level, heading in ((1, "1. Landings"), (2, "1.1 By port"), (1, "2. The vote"), (1, "Annex")):
            if is_set:
                document.add_heading(heading, level)
            elif level == 1:
                document.add_paragraph().add_run(heading).bold = True
            document.add_paragraph("Boats were out.")

    found, texts = imported(make)
    assert {"sections/10-landings.md", "sections/20-the-vote.md", "sections/30-annex.md"} <= texts.keys()
    assert ("\n## By port\n" in texts["sections/10-landings.md"]) is is_set
    what = "numbers of headings, typed, which a build counts by itself"
    assert listed(found, ImportFate.GENERATED)[what] == ("1, 1.1, 2" if is_set else "1, 2")


@pytest.mark.parametrize(
    "headings", [("2. Landings", "3. The vote"), ("1. Landings", "3. The vote"), ("12 boats", "Nets")]
)
def test_numbers_of_headings_that_do_not_run_on_are_words(imported: Import, headings: tuple[str, ...]) -> None:
    def make(document: WordFile) -> None:
        for heading in headings:
            document.add_heading(heading, 1)
            document.add_paragraph("Boats were out.")

    _, texts = imported(make)
    assert all(any(f'title: "{each}"' in text for text in texts.values()) for each in headings)
