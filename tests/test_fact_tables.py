"""Tables of figures from end to end: in formulas and texts, in both documents, in the annex, in the ledger's files."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path, PurePosixPath

import pytest

from briefgen.building import try_writing
from briefgen.ledger import is_confirmed
from briefgen.model.blocks import Figure, Table
from briefgen.model.traverse import plain_text
from briefgen.pipeline import Checked, check
from briefgen.render import ledger_files
from tests.commands import briefgen
from tests.desk import EDITION, FILES, write_desk
from tests.test_bad_input import desk_at

FACTS = FILES[f"{EDITION}/facts.yaml"]
TABLES = """\
catch:
  source: {id: survey, at: table 4}
  caption: Catch by port
  unit: tonnes
  thousands: ","
  rows: {Port of Sule: sule}
  columns:
    2029: {id: before, period: 2029}
    2030: {id: after, period: 2030}
    Share: {unit: "%"}
  missing: {"*": suppressed}
  notes: Weighed at the quay.
"""
CSV = """\
Port,2029,2030,Share
Port of Sule,"1,000",900,90%
Wick,*,100,10%
Total,"1,200","1,000",100%
"""
ALL = "\nall_after:\n  formula: sum(catch.*.after)\n  label: Catch of all ports\n"
TEXT = """\
{{ catch.sule.after }} of {{ all_after }} came from Sule, {{ catch.sule.share }}; [](#table:catch).

![](table:catch)
"""

TODAY = date.today().isoformat()


def desk(root: Path, csv: str = CSV, facts: str = ALL, text: str = TEXT, tables: str = TABLES) -> Path:
    changes = {
        f"{EDITION}/tables.yaml": tables,
        f"{EDITION}/tables/catch.csv": csv,
        f"{EDITION}/facts.yaml": FACTS + facts,
        f"{EDITION}/sections/30-ports.md": f"---\ntitle: Ports\n---\n\n{text}",
    }
    return write_desk(root, changes)


def checked(content: Path) -> Checked:
    return check(desk_at(content), EDITION)


def messages(content: Path) -> list[tuple[str, str]]:
    return [(each.code, each.message) for each in checked(content).diagnostics if each.code != "BG409"]


def test_cells_are_printed_and_added_up(tmp_path: Path) -> None:
    found = checked(desk(tmp_path))
    assert [each for each in found.diagnostics if each.is_error] == []
    assert found.brief is not None
    entry = found.brief.ledger["all_after"]
    assert (str(entry.value.amount), entry.inputs, entry.working) == (  # type: ignore[union-attr]
        "1000",
        ("catch.sule.after", "catch.wick.after"),
        "900 + 100",
    )


def test_a_total_that_its_parts_do_not_make(tmp_path: Path) -> None:
    content = desk(tmp_path, CSV.replace('"1,000",100%', "1001,100%"))
    (fault,) = (each for each in checked(content).diagnostics if each.is_error)
    assert (fault.code, fault.message) == ("BG217", "900 + 100 = 1,000, not 1,001")
    assert (fault.place.line, fault.place.column) == (4, 15)


@pytest.mark.parametrize(
    ("formula", "code", "message"),
    [
        ("sum(catch.*.before)", "BG610", '"catch.wick.before" has no figure: the cell is "*" (suppressed)'),
        ("catch.wick.before * 2", "BG610", '"catch.wick.before" has no figure: the cell is "*" (suppressed)'),
        ("catch.wik.after + 1", "BG202", 'the table "catch" has no row "wik"'),
        ("catch.wick.aftr + 1", "BG202", 'the table "catch" has no column "aftr"'),
        ("sum(cach.*.after)", "BG202", 'there is no table "cach"'),
        ("catch.*.after / 2", "BG204", '"catch.*.after" is many figures'),
    ],
)
def test_what_a_formula_cannot_take(tmp_path: Path, formula: str, code: str, message: str) -> None:
    content = desk(tmp_path, facts=ALL + f"\nmore:\n  formula: {formula}\n  label: More\n")
    (fault,) = (each for each in checked(content).diagnostics if each.is_error)
    assert (fault.code, fault.message) == (code, message)
    assert fault.hint


def test_the_quote_of_a_cell_is_held_against_its_source(tmp_path: Path) -> None:
    cells = "  cells: {sule.after: {at: ¶ 1, quote: Sule landed 900 tonnes}, wick.after: Wick landed 90 tonnes}\n"
    content = desk(tmp_path, tables=TABLES + cells)
    (content / "sources").mkdir(exist_ok=True)
    (content / "sources/survey.txt").write_text("Wick landed 90 tonnes, and Sule landed 900 tonnes in the year.\n")
    (fault,) = (each for each in checked(content).diagnostics if each.is_error)
    assert (fault.code, fault.message) == ("BG225", "the source's words do not give 100, but 90")
    assert (Path(fault.place.file).name, fault.place.line, fault.place.column) == ("catch.csv", 3, 8)


def test_what_a_text_cannot_print(tmp_path: Path) -> None:
    faults = messages(desk(tmp_path, text=TEXT + "\n{{ catch.wick.before }} and {{ catch.wick.aft }}\n"))
    assert ("BG610", '"catch.wick.before" has no figure: the cell is "*" (suppressed)') in faults
    assert ("BG202", 'the table "catch" has no column "aft"') in faults


def test_what_uses_a_table_that_cannot_be_read_is_no_further_fault(tmp_path: Path) -> None:
    found = checked(desk(tmp_path, CSV.replace("Port,", '"Port,')))
    assert [each.code for each in found.diagnostics if each.is_error] == ["BG601"]


def test_numbers_in_headings_and_names_of_rows_are_the_source_s(tmp_path: Path) -> None:
    faults = messages(desk(tmp_path, CSV.replace("Wick", "Ports of 5 boats")))
    assert [fault for fault in faults if fault[0] == "BG201"] == []


def test_both_documents_have_the_table_and_the_annex_one_row_of_it(tmp_path: Path) -> None:
    content = desk(tmp_path)
    found, files = try_writing(checked(content))  # which also proves both documents
    assert [each for each in found.diagnostics if each.is_error] == []
    assert {PurePosixPath(name).suffix for name in files} >= {".pdf", ".docx"}
    assert found.brief is not None
    tables = {block.id: block for block in found.brief.document.blocks if isinstance(block, Table)}
    (table,) = (block for block in tables.values() if block.data)
    assert (table.label, plain_text(table.caption)) == ("Table\u00a02", "Catch by port")
    assert plain_text(table.source).endswith("[1]. * suppressed. Weighed at the quay.")
    rows = [[plain_text(cell.content) for cell in row] for row in tables["references-table"].rows]
    assert [row for row in rows if "Catch by port" in row[1]] == [
        ["8\u00a0figures", "Table: Catch by port", "[1,\u00a0table\u00a04]"]
    ]
    assert not any("row Wick" in cell for row in rows for cell in row)


def test_the_ledger_s_files_have_every_cell(tmp_path: Path) -> None:
    found = checked(desk(tmp_path))
    assert found.brief is not None
    ledger = json.loads(ledger_files(found.brief)["ledger.json"])
    row = next(row for row in ledger if row["id"] == "catch.sule.before")
    assert (row["value"], row["unit"], row["period"]) == ("1000", "tonnes", "2029")
    assert row["at"] == "table 4, row Port of Sule, column 2029"
    assert row["used"] == ["tables/catch.csv:2"]


def test_a_chart_of_a_column(tmp_path: Path) -> None:
    content = desk(tmp_path, text=TEXT + "\n![](figure:ports)\n")
    figures = content / EDITION / "figures.yaml"
    chart = "\nports:\n  kind: bars\n  facts: [catch.*.after]\n  title: Sule\n  caption: Ports.\n"
    figures.write_text(figures.read_text() + chart)
    found = checked(content)
    assert [each for each in found.diagnostics if each.is_error] == []
    assert found.brief is not None
    (figure,) = (b for b in found.brief.document.blocks if isinstance(b, Figure) and b.picture == "ports")
    assert figure.chart is not None
    assert list(figure.chart.categories) == ["Port of Sule", "Wick"]


class TestTicks:
    """A tick or a confirmation of a whole table, or of a row."""

    def desk(self, folder: Path) -> Path:
        changes = desk(folder)
        header = changes / EDITION / "edition.yaml"
        header.write_text(header.read_text() + "author: C. Lund\n")
        return changes

    def tick(self, content: Path, *names: str) -> str:
        done = briefgen(content.parent, "facts", EDITION, *names, "--sign-off", "--by", "A. Berg")
        assert done.returncode == 0, done.stderr
        return done.stdout

    def ticks(self, content: Path) -> dict[str, str]:
        rows = json.loads(briefgen(content.parent, "facts", EDITION, "--format", "json").stdout)
        return {row["id"]: row["tick"] for row in rows if row["id"].startswith("catch.")}

    def test_one_line_ticks_the_whole_table(self, tmp_path: Path) -> None:
        content = self.desk(tmp_path)
        assert self.tick(content, "catch") == "catch: 8 cells (survey)\n"
        assert (content / EDITION / "signoffs.yaml").read_text().count("seal:") == 1
        assert set(self.ticks(content).values()) == {"valid"}
        assert "BG416" not in briefgen(content.parent, "check").stdout

    def test_a_changed_cell_or_mark_lets_the_tick_of_the_table_fall(self, tmp_path: Path) -> None:
        content = self.desk(tmp_path)
        self.tick(content, "catch")
        self.tick(content, "catch.sule")
        file = content / EDITION / "tables/catch.csv"
        file.write_text(CSV.replace("Wick,*", "Wick,.."))
        ticks = self.ticks(content)
        assert (ticks["catch.sule.after"], ticks["catch.wick.after"]) == ("valid", "fallen")
        fallen = [each for each in checked(content).diagnostics if "has changed since" in each.message]
        assert [each.message for each in fallen] == ['"catch" has changed since A. Berg ticked it on ' + TODAY]

    def test_an_unknown_row_is_refused(self, tmp_path: Path) -> None:
        content = self.desk(tmp_path)
        done = briefgen(content.parent, "facts", EDITION, "catch.sulle", "--sign-off", "--by", "A. Berg")
        assert (done.returncode, 'did you mean "catch.sule' in done.stderr) == (2, True)

    def test_the_annex_says_who_ticked_the_table(self, tmp_path: Path) -> None:
        content = self.desk(tmp_path)
        self.tick(content, "catch.sule")
        brief = checked(content).brief
        assert brief is not None
        (table,) = (b for b in brief.document.blocks if isinstance(b, Table) and b.id == "references-table")
        (row,) = (row for row in table.rows if "Catch by port" in plain_text(row[1].content))
        assert plain_text(row[3].content).startswith("3: A.\u00a0Berg")

    def test_a_table_is_confirmed_by_its_name(self, tmp_path: Path) -> None:
        content = self.desk(tmp_path)
        done = briefgen(content.parent, "facts", EDITION, "catch", "--confirm", "--by", "C. Lund")
        assert (done.returncode, done.stdout) == (0, "catch: 8 cells (survey)\n")
        found = checked(content)
        assert found.brief is not None
        edition, ledger = found.brief.edition, found.brief.ledger
        assert is_confirmed(edition, ledger["catch.sule.after"])
        assert not is_confirmed(edition, ledger["landings"])


def test_a_table_that_nothing_uses_is_one_warning(tmp_path: Path) -> None:
    faults = messages(desk(tmp_path, facts="", text="None.\n"))
    assert [fault for fault in faults if "nothing uses" in fault[1]] == [("BG222", 'nothing uses the table "catch"')]


@pytest.mark.parametrize(
    ("rows", "is_told"),
    [
        ('Sule,900,1000\nWick,300,100\n"Ports, all",1200,1100\n', False),
        ("Sule,900,1000\nWick,300,100\nAll ports,1200,1100\n", True),
        ("Sule,900,1000\nWick,300,100\nTotal (both),1200,1101\n", False),
        ("Sule,900,1000\nWick,300,100\nOban,1,1\nCoast,1201,1101\n", True),
        ("Sule,900,1000\nWick,300,100\nTotal,1200,1100\n", False),
        ("Sule,0,0\nWick,0,0\nAll ports,0,0\n", False),
    ],
)
def test_a_total_under_another_name_is_told(tmp_path: Path, rows: str, is_told: bool) -> None:
    tables = "catch:\n  source: survey\n  caption: Catch\n  unit: tonnes\n"
    found = messages(desk(tmp_path, f"Port,2029,2030\n{rows}", "", "![](table:catch)\n", tables))
    assert ("BG618" in [code for code, _ in found]) == is_told, found


@pytest.mark.parametrize(
    ("formula", "is_told"),
    [
        ("catch.total.before - catch.sule.before", True),
        ("catch.total.before - known", True),
        ("catch.total.after - catch.sule.after", False),
        ("share(catch.sule.before, catch.total.before)", False),
    ],
)
def test_a_suppressed_figure_is_not_got_back(tmp_path: Path, formula: str, is_told: bool) -> None:
    known = "\nknown:\n  formula: sum(catch.sule.before)\n  label: Known catch\n"
    facts = f"{ALL}{known}\nrest:\n  formula: {formula}\n  label: Rest\n"
    found = checked(desk(tmp_path, facts=facts, text=f"{TEXT}\n{{{{ rest }}}} and {{{{ known }}}}.\n"))
    told = [each for each in found.diagnostics if each.code == "BG619"]
    assert [each.is_error for each in told] == [True] * is_told
    assert all("catch.wick.before" in each.message and each.place.line > 30 for each in told)


SERIES = """
both-years:
  kind: bars
  series:
    - {name: before, facts: [catch.*.before]}
    - {name: after, facts: [catch.*.after]}
  title: Wick came later
  caption: Catch by port in both years.
"""


def test_a_chart_of_several_series_takes_the_rows_of_a_table(tmp_path: Path) -> None:
    content = desk(tmp_path, text=TEXT + "\n![](figure:both-years)\n")
    figures = content / EDITION / "figures.yaml"
    figures.write_text(figures.read_text() + SERIES)
    found = checked(content)
    assert [each for each in found.diagnostics if each.is_error] == []
    assert found.brief is not None
    (chart,) = (
        block.chart
        for block in found.brief.document.blocks
        if isinstance(block, Figure) and block.picture == "both-years" and block.chart
    )
    assert chart.categories == ("Port of Sule", "Wick")
    assert [[each and each.text for each in series.points] for series in chart.series] == [
        ["1,000", None],
        ["900", "100"],
    ]
    figures.write_text(figures.read_text().replace("[catch.*.after]", "[catch.*.after, landings]"))
    (fault,) = (each for each in checked(content).diagnostics if each.is_error)
    assert (fault.code, fault.message) == ("BG105", "a series has 3 facts for 2 categories")


def test_what_is_called_a_total_and_is_no_sum_of_the_others(tmp_path: Path) -> None:
    csv = "Port,2029,2030,Share\nPort of Sule,1,900,90%\nWick,2,100,10%\nAyr,3,5,1%\nTotal of ports,6,1010,100%\n"
    tables = TABLES + "  total: {rows: {Total of ports: [Port of Sule, Wick, Ayr]}}\n"
    content = desk(tmp_path, csv)
    (fault,) = (each for each in checked(content).diagnostics if each.code == "BG618")
    assert fault.message == (
        'the row "Total of ports" is called a total, but is 1010 where the other rows make 1005, and would be added '
        "to them"
    )
    content = desk(tmp_path / "named", csv, tables=tables)
    assert [each.code for each in checked(content).diagnostics if each.code in ("BG217", "BG618")] == ["BG217"]
