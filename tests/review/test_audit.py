"""Documents that were not made here: what does not add up in them, and what the ledger has otherwise."""

from __future__ import annotations

import json
import re
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from docx import Document
from docx.oxml import parse_xml
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen import canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate

import briefgen as api
from briefgen.review.audit.word import read_word
from tests.archives import zipped
from tests.cli.test_json import NO_LEDGER, validator
from tests.commands import ROOT, briefgen
from tests.desk import halves, write_desk
from tests.formats.docx import native
from tests.office import converted
from tests.review.foreign import Part, Rows, pdf, word
from tests.review.test_pull import edited, swapped
from tests.work import HANG, seconds

TOLL: Rows = (
    ("Province", "Killed", "Injured", "Total"),
    ("Khyber Pakhtunkhwa", "1,616", "1,343", "2,959"),
    ("Balochistan", "782", "729", "1,511"),
    ("Sindh", "90", "120", "210"),
    ("Total", "2,488", "2,192", "4,680"),
)
SHARES: Rows = (
    ("Group", "Persons", "Share"),
    ("Civilians", "927", "36.4%"),
    ("Security forces", "685", "26.9%"),
    ("Militants", "934", "36.7%"),
    ("Total", "2,546", "100.0%"),
)
NO_TOTAL: Rows = (("Source of power", "Share (%)"), ("Water", "41"), ("Gas", "33"), ("Coal", "15"), ("Wind", "11"))
CHANGES: Rows = (
    ("Crop (tonnes)", "2023", "2024", "Change"),
    ("Wheat", "1,200", "1,500", "25.0%"),
    ("Rice", "800", "760", "-5.0%"),
    ("Maize", "455", "501", "10.1%"),
    ("Barley", "90", "99", "10.0%"),
)
OF_WHICH: Rows = (
    ("Arrivals", "May", "June"),
    ("By land", "4,120", "3,990"),
    ("of which: women", "1,980", "1,870"),
    ("By air", "512", "533"),
    ("Total", "4,632", "4,523"),
)
DECIMALS: Rows = (
    ("Budget (USD million)", "2024"),
    ("Health", "12.4"),
    ("Education", "8.3"),
    ("Roads", "4.4"),
    ("Total", "25.0"),
)
SENTENCES = (
    "In the camp 1,200 of 4,000 families (30%) have no shelter.",
    "About a third of the wells, 33.3% (120 of 360), are dry.",
    "Exports rose by 25%, from 1,200 tonnes to 1,500 tonnes.",
    "The attack killed 1,616 people (1,000 men and 616 women).",
    "There were 84 cases: 50 in the north, 30 in the south and 4 in the east.",
    "Police arrested 512 people, of whom 130 were later released.",
    "Floods reached 7,400 people in five wards since 19 April, of whom 1,350 left.",
    "Of the 84 sites, 68 (81%) have water.",
    "Kits reached 74,850 people, 54% of the 138,900 displaced.",
    "The appeal for US$86.4 million is 37% funded (US$32.0 million).",
    "About 60% of the 2,500 pupils (1,500) came back.",
    "Treatment centres have 420 beds, of which 365 are occupied (86.9%).",
    "Of the voters, 45% chose the first list, 30% the second and 25% the third.",
    "Cholera cases in Sindh district hospitals reached 4,321 in March 2024.",
    "The summary repeats: cholera cases in Sindh district hospitals reached 4,321 in March 2024.",
)


def changed(rows: Rows, old: str, new: str) -> Rows:
    """A table in which one cell, the last of its text, has another."""
    at = max((r, c) for r, row in enumerate(rows) for c, text in enumerate(row) if text == old)
    return tuple(tuple(new if (r, c) == at else text for c, text in enumerate(row)) for r, row in enumerate(rows))


PLANTED: tuple[tuple[Part, Part, str, str], ...] = (
    # what is right, what is planted, the code, a figure that the message has
    (TOLL, changed(TOLL, "2,488", "2,448"), "BG703", "2,488"),
    (TOLL, changed(TOLL, "90", "900"), "BG703", "2,488"),
    (TOLL, changed(TOLL, "1,511", "1,151"), "BG703", "1,511"),
    (SHARES, changed(SHARES, "26.9%", "29.6%"), "BG706", "26.9"),
    (SHARES, changed(SHARES, "100.0%", "99.0%"), "BG703", "100"),
    (NO_TOTAL, changed(NO_TOTAL, "15", "18"), "BG705", "103"),
    (CHANGES, changed(CHANGES, "10.1%", "11.0%"), "BG706", "10.1"),
    (OF_WHICH, changed(OF_WHICH, "1,870", "8,170"), "BG704", "3,990"),
    (OF_WHICH, changed(OF_WHICH, "4,523", "4,253"), "BG703", "4,523"),
    (DECIMALS, changed(DECIMALS, "25.0", "26.0"), "BG703", "25.1"),
    (SENTENCES[0], SENTENCES[0].replace("30%", "35%"), "BG706", "30"),
    (SENTENCES[1], SENTENCES[1].replace("33.3%", "38.3%"), "BG706", "33.3"),
    (SENTENCES[2], SENTENCES[2].replace("25%", "20%"), "BG706", "25"),
    (SENTENCES[3], SENTENCES[3].replace("1,616", "1,661"), "BG703", "1,616"),
    (SENTENCES[4], SENTENCES[4].replace("84", "85"), "BG703", "84"),
    (SENTENCES[5], SENTENCES[5].replace("130", "1,300"), "BG704", "512"),
    (SENTENCES[6], SENTENCES[6].replace("1,350", "13,500"), "BG704", "7,400"),
    (SENTENCES[11], SENTENCES[11].replace("86.9", "89.6"), "BG706", "86.9"),
    (SENTENCES[7], SENTENCES[7].replace("81%", "18%"), "BG706", "81"),
    (SENTENCES[8], SENTENCES[8].replace("54%", "45%"), "BG706", "53.9"),
    (SENTENCES[9], SENTENCES[9].replace("37%", "73%"), "BG706", "37"),
    (SENTENCES[10], SENTENCES[10].replace("1,500", "1,050"), "BG706", "42"),
    (SENTENCES[12], SENTENCES[12].replace("25%", "28%"), "BG705", "103"),
    (SENTENCES[14], SENTENCES[14].replace("4,321", "4,231"), "BG707", "4,231"),
)
WEEKS: Rows = (("Week", "New", "Cumulative"), ("1", "10", "10"), ("2", "15", "25"), ("Total", "25", "25"))
BOOKS: Rows = (("Account", "USD"), ("Sales", "150"), ("Returns", "(50)"), ("Total", "100"))
HIDDEN: Rows = (("Ward", "Cases"), ("A", "31"), ("B", "<5"), ("Total", "33"))
RIGHT: tuple[Part, ...] = (
    "# The year in figures",
    *(TOLL, "The shares follow.", SHARES, "Power.", NO_TOTAL, "Crops.", CHANGES, "Arrivals.", OF_WHICH, DECIMALS),
    *("Weeks.", WEEKS, "Books.", BOOKS, "Wards.", HIDDEN),
    *SENTENCES,
)
WITHOUT_CHARTS = {
    "/figures.yaml": None,
    "/sections/10-landings.md": "---\ntitle: Landings\n---\n\nBoats landed {{ landings | unit }}.\n",
    "/sections/20-vote.md": "---\ntitle: The vote\n---\n\n{{ chair }} votes.\n",
}
MAKERS = {"docx": word, "pdf": pdf}


def audited(folder: Path, ending: str, parts: tuple[Part, ...]) -> list[tuple[str, str, str]]:
    """The codes, places and messages of what does not hold in a document."""
    path = folder / f"report.{ending}"
    path.write_bytes(MAKERS[ending](parts))
    return [(fault.code, str(fault.place), fault.message) for fault in api.audit(path).diagnostics]


def test_numerals_of_hundreds_of_digits_are_no_amounts(tmp_path: Path) -> None:
    nines, ones = "9" * 300, "1" * 120
    text = f"In 2030 there were {nines} boats, of which {ones} (45%) left, and {nines}.5 tonnes."
    table = (("Port", "2029", "2030"), ("North", nines, "5"), ("South", "7", ones), ("Total", nines, "1,234"))
    assert audited(tmp_path, "docx", (text, table)) == []


@pytest.mark.parametrize("ending", MAKERS)
def test_a_document_that_holds_has_no_fault(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"report.{ending}"
    path.write_bytes(MAKERS[ending](RIGHT))
    found = api.audit(path)
    assert [(fault.code, fault.message) for fault in found.diagnostics] == []
    assert len(found.findings) > 70


@pytest.mark.parametrize("ending", MAKERS)
def test_planted_faults_are_found_together(tmp_path: Path, ending: str) -> None:
    found = audited(tmp_path, ending, tuple(planted for _, planted, _, _ in PLANTED))
    missed = [(code, shown) for _, _, code, shown in PLANTED if not any(_is(each, code, shown) for each in found)]
    assert missed == [("BG707", "4,231")]  # whose other value is not in this document


def _is(found: tuple[str, str, str], code: str, shown: str) -> bool:
    return found[0] == code and shown in found[2]


@pytest.mark.slow
@pytest.mark.parametrize("ending", MAKERS)
def test_every_planted_fault_is_found_and_no_other(tmp_path: Path, ending: str) -> None:
    """A figure in which the sums of a row and a column cross makes two faults."""
    missed = []
    for right, planted, code, shown in PLANTED:
        parts = tuple(planted if part == right else part for part in RIGHT)
        assert parts != RIGHT
        found = audited(tmp_path, ending, parts)
        is_found = any(_is(each, code, shown) for each in found)
        if not is_found or len(found) > 1 + (not isinstance(right, str)):
            missed.append((code, shown, found))
    assert missed == []


@pytest.mark.slow
@pytest.mark.libreoffice
def test_what_libreoffice_prints_is_read_as_well(tmp_path: Path) -> None:
    documents = {"right": RIGHT, "wrong": tuple(planted for _, planted, _, _ in PLANTED)}
    for name, parts in documents.items():
        (tmp_path / f"{name}.docx").write_bytes(word(parts))
    printed = {name: converted(tmp_path / f"{name}.docx") for name in documents}
    assert api.audit(printed["right"]).diagnostics == ()
    found = [(fault.code, str(fault.place), fault.message) for fault in api.audit(printed["wrong"]).diagnostics]
    missed = [(code, shown) for _, _, code, shown in PLANTED if not any(_is(each, code, shown) for each in found)]
    assert missed == [("BG707", "4,231")]


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> api.ProjectEdition:
    """The small desk's edition; not to be changed."""
    folder = tmp_path_factory.mktemp("desk")
    write_desk(folder)
    return api.open(folder).latest


def documents_of(edition: api.ProjectEdition) -> list[Path]:
    return sorted((edition.workspace.out / edition.name).glob("*.[dp]*"))


@pytest.mark.slow
def test_an_editions_own_documents_agree_with_it(edition: api.ProjectEdition) -> None:
    edition.build()
    own = documents_of(edition)
    assert [path.suffix for path in own] == [".docx", ".pdf"]
    for path in own:
        found = edition.audit(path)
        assert found.counts == {"agrees": len(found.findings), "differs": 0, "unknown": 0}
        assert len(found.findings) > 30
        assert found.diagnostics == ()


@pytest.mark.slow
def test_the_first_editions_own_documents_agree_with_it(tmp_path: Path) -> None:
    project = api.open(ROOT, out=tmp_path)
    for name in project.editions:
        own = project[name]
        own.build()
        for path in documents_of(own):
            found = own.audit(path)
            assert [str(each.figure.text) for each in found.findings if each.status.value != "agrees"] == []
            assert found.diagnostics == ()


@pytest.mark.slow
def test_a_figure_that_was_changed_in_a_word_document_differs_for_certain(
    edition: api.ProjectEdition, tmp_path: Path
) -> None:
    own = edition.render(formats=["docx"])[f"{edition.name}.docx"]
    changed_one = tmp_path / "changed.docx"
    changed_one.write_bytes(edited(own, swapped((">1,480<", ">1,840<"))))
    found = edition.audit(changed_one)
    (fault,) = found.diagnostics
    assert fault.code == "BG701"
    assert fault.message == "the document says 1,840, the ledger 1,480 (excess: Landed above the quota)"
    assert fault.hint.startswith("certain")


def test_what_a_foreign_report_says_of_facts(tmp_path: Path) -> None:
    write_desk(tmp_path, WITHOUT_CHARTS)
    report = tmp_path / "report.docx"
    report.write_bytes(
        word(
            (
                "In 2030 the landings came to 12,480 tonnes.",  # as the ledger has it
                "The agreed quota of 2030 was 11,500 tonnes.",  # another figure for a known thing
                "Landed above the quota in 2030: 1,500 tonnes.",
                "The landings of the year before were about 11.6 thousand tonnes in 2029.",  # rounded
                "In 2025 the quota had been 9,000 tonnes.",  # of another year
                "Some 340 crews rested.",  # of which the ledger knows nothing
            )
        )
    )
    found = api.open(tmp_path).latest.audit(report)
    told = {each.figure.text: (each.status.value, each.fact) for each in found.findings if each.figure.counts}
    assert told == {
        "12,480": ("agrees", "landings"),
        "11,500": ("differs", "quota"),
        "1,500": ("differs", "excess"),
        "11.6 thousand": ("agrees", "before"),
        "9,000": ("unknown", ""),
        "340": ("unknown", ""),
    }
    assert [(fault.code, str(fault.place), fault.hint.partition(":")[0]) for fault in found.diagnostics] == [
        ("BG702", "report.docx: paragraph 2", "possible"),
        ("BG701", "report.docx: paragraph 3", "likely"),
    ]


@pytest.mark.slow
def test_the_command_prints_figures_and_faults(edition: api.ProjectEdition, tmp_path: Path) -> None:
    (tmp_path / "report.pdf").write_bytes(pdf((PLANTED[0][1], "Some 340 crews rested.")))
    desk = str(edition.workspace.out.parent / "content")
    ended = briefgen(tmp_path, "audit", "report.pdf", "--content", desk)
    assert ended.returncode == 1
    assert "report.pdf: page 1, line 5, row Total, column Killed: error BG703: the total 2,448" in ended.stderr
    assert "compare 2,448 with its source first" in ended.stderr
    assert ended.stderr.endswith("0 agree, 0 differ, 13 unknown; 2 errors\n")
    assert "Some 340 crews rested." in ended.stdout
    assert "Some 340 crews rested." not in briefgen(tmp_path, "audit", "report.pdf", "--alone").stdout


def test_faults_of_one_long_paragraph_are_shown_each_with_its_own_words(tmp_path: Path) -> None:
    between = "Nobody counted what the boats of the other coast brought in at night. " * 4
    faulty = "In the camp 1,200 of 4,000 families (35%) have no shelter.", "Of the 84 sites, 68 (91%) have water."
    (tmp_path / "report.docx").write_bytes(word((f"{faulty[0]} {between}{faulty[1]}",)))
    shown = briefgen(tmp_path, "audit", "report.docx").stderr.splitlines()
    lines = [line for line, below in pairwise(shown) if "^" in below]
    assert [("35%" in line, "91%" in line) for line in lines] == [(True, False), (False, True)]


@pytest.mark.slow
def test_only_strict_fails_for_what_is_unknown(edition: api.ProjectEdition, tmp_path: Path) -> None:
    (tmp_path / "report.docx").write_bytes(word(("Some 340 crews rested.",)))
    desk = str(edition.workspace.out.parent / "content")
    codes = [
        briefgen(tmp_path, "audit", "report.docx", *more).returncode
        for more in (("--content", desk), ("--content", desk, "--strict"), ("--strict",))
    ]
    assert codes == [0, 1, 0]
    ended = briefgen(tmp_path, "audit", "report.docx", "2031-05-05")
    assert ended.returncode == 1
    assert "there is no content folder" in ended.stderr


UNREADABLE = {
    "text.docx": (b"just text", "it is not a Word document, or damaged"),
    "text.pdf": (b"just text", "it is not a PDF, or damaged"),
    "old.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "save it as a Word document (.docx)"),
    "old.docx": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Word 97 to 2003"),
    "empty.pdf": (b"", "it is not a PDF, or damaged"),
    "sheet.xlsx": (b"PK", "an audit reads .docx and .pdf"),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_cannot_be_read_is_one_message(tmp_path: Path, name: str) -> None:
    data, message = UNREADABLE[name]
    (tmp_path / name).write_bytes(data)
    ended = briefgen(tmp_path, "audit", name, "--alone")
    assert ended.returncode == 2
    assert ended.stderr.startswith(f"error: {name}: ")
    assert message in ended.stderr
    assert ended.stderr.count("\n") == 1


def test_scanned_and_protected_pdfs_are_one_message(tmp_path: Path) -> None:
    for name, encrypt, message in (("scan", None, "it has no text"), ("locked", "secret", "protected by a password")):
        drawn = canvas.Canvas(str(tmp_path / f"{name}.pdf"), encrypt=encrypt)
        drawn.rect(50, 50, 200, 200, fill=1)
        drawn.save()
        ended = briefgen(tmp_path, "audit", f"{name}.pdf", "--alone")
        assert (ended.returncode, message in ended.stderr) == (2, True)


def test_a_missing_file_is_a_fault_of_the_disk(tmp_path: Path) -> None:
    assert briefgen(tmp_path, "audit", "none.pdf", "--alone").returncode == 3


def test_marks_of_notes_are_no_digits(tmp_path: Path) -> None:
    document = Document()
    line = document.add_paragraph("Police held 1,616")
    line.add_run("2").font.superscript = True
    line.add_run(" people.")
    document.save(str(tmp_path / "raised.docx"))
    (finding,) = api.audit(tmp_path / "raised.docx").findings
    assert finding.figure.text == "1,616"
    raised = [Paragraph("Police held 1,616<super>2</super> people.", getSampleStyleSheet()["BodyText"])]
    SimpleDocTemplate(str(tmp_path / "raised.pdf")).build([*raised])
    (finding,) = api.audit(tmp_path / "raised.pdf").findings
    assert finding.figure.text == "1,616"


@pytest.mark.slow
def test_data_for_programs_is_as_its_schema_says(edition: api.ProjectEdition, tmp_path: Path) -> None:
    (tmp_path / "report.docx").write_bytes(word((PLANTED[0][1], "Landed above the quota in 2030: 1,500 tonnes.")))
    desk = str(edition.workspace.out.parent / "content")
    for more in (("--content", desk), ("--alone",)):
        ended = briefgen(tmp_path, "audit", "report.docx", "--format", "json", *more)
        data = json.loads(ended.stdout)
        validator("audit").validate(data)
        assert data["edition"] == (None if more == ("--alone",) else edition.name)
        assert {each["code"] for each in data["faults"]} >= {"BG703"}
    broken = tmp_path / "broken"
    write_desk(broken, NO_LEDGER)
    ended = briefgen(tmp_path, "audit", "report.docx", "--format", "json", "--content", str(broken / "content"))
    assert ended.returncode == 1
    validator("audit").validate(json.loads(ended.stdout))


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
BOX = f"""<w:r {W} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="wps">
<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent>
<w:p><w:r><w:t>In the box 3,1</w:t></w:r><w:r><w:t>41 boats</w:t></w:r></w:p>
<w:p><w:r><w:t>and 59 crews</w:t></w:r></w:p>
</w:txbxContent></wps:txbx></w:drawing></mc:Choice>
<mc:Fallback><w:pict><w:p><w:r><w:t>In the box 3,141 boats</w:t></w:r></w:p>
</w:pict></mc:Fallback></mc:AlternateContent></w:r>"""
TRACKED = f"""<w:p {W}><w:r><w:t xml:space="preserve">Crews lost </w:t></w:r><w:del w:id="1" w:author="A"><w:r>
<w:delText>270</w:delText></w:r></w:del><w:ins w:id="2" w:author="A"><w:r><w:t>271</w:t></w:r></w:ins>
<w:r><w:t xml:space="preserve"> days.</w:t></w:r></w:p>"""
CHART = f"""<w:r {W} xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><w:drawing><a:graphic>
<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"/></a:graphic></w:drawing></w:r>"""


def test_whatever_a_word_document_is_made_of_is_read(tmp_path: Path) -> None:
    document = Document()
    document.add_heading("1 Fleet", 1)
    document.add_paragraph("Beside the text ")._p.append(parse_xml(BOX))
    document.element.body.insert(-1, parse_xml(TRACKED))
    document.add_paragraph("")._p.append(parse_xml(CHART))
    document.add_picture(BytesIO(halves()))
    for text, look in ((" In all 88 nets.", "strike"), (" And 99 nets.", "hidden")):
        setattr(document.paragraphs[1].add_run(text).font, look, True)
    document.sections[0].footer.paragraphs[0].text = "12 harbours, page 3 of 7"
    table = document.add_table(3, 3)
    table.cell(0, 1).merge(table.cell(0, 2)).text = "Boats"
    for at, text in (((1, 1), "2030"), ((1, 2), "2031"), ((2, 0), "North"), ((2, 1), "31"), ((2, 2), "37")):
        table.cell(*at).text = text
    document.save(str(tmp_path / "made.docx"))
    found = api.audit(tmp_path / "made.docx")
    assert [(each.place, each.figure.text) for each in found.findings] == [
        ("text box in paragraph 2", "3,141"),
        ("text box in paragraph 2", "59"),
        ("paragraph 3", "271"),
        ("table 1, row 2, column Boats 2030", "2030"),
        ("table 1, row 2, column Boats 2031", "2031"),
        ("table 1, row North, column Boats 2030", "31"),
        ("table 1, row North, column Boats 2031", "37"),
        ("header or footer", "12"),
    ]
    assert found.notices == (
        "it has tracked changes; it was read as if all were accepted",
        "words in it that are hidden or struck through were not read",
        "figures within 1 picture and 1 chart cannot be read",
    )
    assert {each.figure.passage.heading for each in found.findings[:3]} == {"1 Fleet"}


def test_turned_pages_and_columns_of_a_pdf_are_read_as_they_are_seen(tmp_path: Path) -> None:
    drawn = canvas.Canvas(str(tmp_path / "turned.pdf"), pagesize=(595, 842))
    drawn.saveState()
    drawn.translate(300, 100)
    drawn.rotate(90)
    drawn.drawString(0, 0, "The north landed 1,234 tonnes.")
    drawn.restoreState()
    drawn.drawString(50, 600, "Left: boats were 77 and crews")
    drawn.drawString(50, 586, "340 in the year.")
    drawn.drawString(330, 600, "Right: landings came to 12,480")
    drawn.drawString(330, 586, "tonnes in the year.")
    drawn.save()
    found = api.audit(tmp_path / "turned.pdf").findings
    assert sorted(each.figure.text for each in found) == ["1,234", "12,480", "340", "77"]
    assert {each.figure.text: each.figure.mention.noun for each in found}["12,480"] == "tonnes"


def test_a_table_goes_on_over_pages(tmp_path: Path) -> None:
    rows = [("District", "Boats"), *((f"District of {name}", "11") for name in NAMES), ("Total", "1,110")]
    (tmp_path / "long.pdf").write_bytes(pdf((rows,)))
    (fault,) = api.audit(tmp_path / "long.pdf").diagnostics
    assert fault.message.startswith("the total 1,110 is not the sum of its parts: 11 + 11")
    assert fault.message.endswith("= 1,100")
    assert str(fault.place).startswith("long.pdf: page 3, line ")


NAMES = [f"{first}{second}" for first in "ABCDEFGHIJ" for second in "abcdefghij"]


@pytest.mark.slow
def test_what_is_large_takes_no_long_time(tmp_path: Path) -> None:
    wide = [[f"{row}", *(str(row * column) for column in range(1, 60))] for row in range(1, 60)]
    parts: list[Part] = [wide, "1,616 people died, " * 3_000, "." * 100_000, "12 " * 5_000, "(" * 50_000]
    (tmp_path / "large.docx").write_bytes(word([*parts, [("Total", "1", "2")] * 500]))
    assert seconds(lambda: api.audit(tmp_path / "large.docx")) < HANG
    (tmp_path / "many.docx").write_bytes(word([f"In all {number * 7_919} died." for number in range(21_000)]))
    with pytest.raises(api.UsageError, match="more than 20,000 figures"):
        api.audit(tmp_path / "many.docx")


def test_figures_of_charts_are_read_as_their_labels_show_them() -> None:
    """LibreOffice writes the formats to the labels alone, and a plain one to the figures."""
    parts = dict(native.parts("bars-approximate"))
    chart = parts[native.CHART].decode()
    chart = re.sub("<c:formatCode>[^<]*<", "<c:formatCode>General<", re.sub(' formatCode="[^"]*">', ">", chart))
    for each in (parts, {**parts, native.CHART: chart.encode()}):
        (table,) = read_word("a.docx", zipped(each)).tables
        cells = {cell.text for row in table.rows for cell in row if cell}
        assert {"about 1,534", "2,546"} <= cells


def test_figures_of_charts_that_word_draws_are_read_as_a_table() -> None:
    found = read_word("charts.docx", zipped(native.parts("grouped", "columns-negative")))
    assert found.charts == 0
    grouped, negative = ([[cell.text if cell else "" for cell in row] for row in each.rows] for each in found.tables)
    assert grouped == [
        ["", "2029", "2030"],
        ["North harbour", "1,204", "1,616"],
        ["Eastern roads", "640", ""],
        ["All other ports (derived)", "201", "148"],
    ]
    assert negative[1:3] == [["2027", "-12"], ["2028", "30"]]
    assert [table.where for table in found.tables] == ["chart 1", "chart 2"]
