"""Tables of figures in releases: rows, columns and cells that are for others, and what else the table needs then."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from io import StringIO
from pathlib import Path

import pytest

from briefgen.api import open_project
from briefgen.content import Folder
from briefgen.content.yaml import parse_yaml
from briefgen.errors import ContentError, Diagnostic
from briefgen.model.blocks import Table
from briefgen.model.traverse import blocks_of, plain_text
from briefgen.pipeline import check
from briefgen.releases import OpenRelease, open_whole
from briefgen.spans import SourceFile
from tests.desk import EDITION, FILES, halves, replaced, write_desk

pytestmark = pytest.mark.slow

PRESS = f"{EDITION}-press"
RELEASES = "releases:\n  minister: {}\n  press: {marking: Official}\n"
ENTRY = """\
ports:
  source: {id: survey, at: table 3}
  caption: Boats by port
  unit: boats
  period: 2030
"""
CSV = """\
Port,Boats at sea,In port,Code
Amble,12,3,004
Blyth,8,4,005
Craster,7,5,006
Dunbar,6,6,007
Total,33,18,
"""
SECTION = FILES[f"{EDITION}/sections/20-vote.md"] + "\n![](table:ports)\n"
CODE = "  columns: {Code: {as: text}}\n"


def files_of(
    entry: str = CODE, text: str = "", *, csv_text: str = CSV, section: str = SECTION, **more: str
) -> dict[str, str | None]:
    """The desk with a table of ports that is printed."""
    return {
        "desk.yaml": FILES["desk.yaml"] + RELEASES,
        "/tables.yaml": ENTRY + entry,
        "/tables/ports.csv": csv_text,
        "/sections/20-vote.md": section + text,
        **more,
    }


def released(root: Path, files: Mapping[str, str | None], name: str = "press") -> OpenRelease:
    return open_whole(Folder(write_desk(root, files)), EDITION).release(name)


def rows_of(release: OpenRelease) -> list[list[str]]:
    """The table's file in a release."""
    text = release.content.files[f"{release.name}/tables/ports.csv"].decode()
    return [*csv.reader(StringIO(text))]


def errors(root: Path, files: Mapping[str, str | None], name: str = "press") -> list[tuple[str, str, int]]:
    """The errors and warnings of a release, with file and line."""
    write_desk(root, files)
    return [(each.code, Path(each.place.file).name, each.place.line) for each in found(root, name)]


def found(root: Path, name: str = "press") -> tuple[Diagnostic, ...]:
    try:
        release = open_project(root).latest.release(name)
    except ContentError as error:
        return tuple(error.diagnostics)
    return tuple(each for each in check(release.workspace, release.name).diagnostics if each.is_error)


HIDDEN = "for: minister"


@pytest.mark.slow
def test_the_files_of_a_release_hold_nothing_of_what_was_cut(tmp_path: Path) -> None:
    entry = (
        f"  rows: {{Amble: {{{HIDDEN}}}, Blyth: {{{HIDDEN}}}}}\n  columns: {{Code: {{as: text, {HIDDEN}}}}}\n"
        f"  cells: {{craster.in-port: {{{HIDDEN}}}}}\n"
    )
    write_desk(tmp_path, files_of(entry))
    report = open_project(tmp_path).latest.release("press").check()
    assert [each for each in report.diagnostics if each.is_error] == []


class TestLines:
    def test_rows_and_columns_go_with_all_that_is_said_of_them(self, tmp_path: Path) -> None:
        entry = (
            f"  rows: {{Amble: {{id: amble-port, {HIDDEN}}}, Blyth: {{name: Blyth Harbour, {HIDDEN}}}, Dunbar: dun}}\n"
            f"  columns: {{Code: {{as: text, {HIDDEN}}}}}\n"
            "  cells: {amble-port: {caveat: secret}, dun.in-port: {caveat: counted twice}}\n"
        )
        release = released(tmp_path, files_of(entry))
        assert rows_of(release) == [
            ["Port", "Boats at sea", "In port"],
            ["Craster", "7", "5"],
            ["Dunbar", "6", "6"],
            ["Total", "33", "18"],
        ]
        everything = "\n".join(data.decode("utf-8", "replace") for data in release.content.files.values())
        for word in ("Amble", "amble", "Blyth", "004", "Code", "secret", "minister"):
            assert word not in everything
        assert errors(tmp_path, files_of(entry)) == []

    def test_a_total_of_more_than_the_table_has_is_held_against_nothing(self, tmp_path: Path) -> None:
        entry = (
            CODE + f"  rows: {{Amble: {{{HIDDEN}}}, Blyth: {{{HIDDEN}}}}}\n  total: {{rows: {{Total: [Amble, Blyth, "
            "Craster, Dunbar]}}\n"
        )
        release = released(tmp_path, files_of(entry))
        text = release.content.files[f"{PRESS}/tables.yaml"].decode()
        node = parse_yaml(SourceFile("tables.yaml", text).passage()).node
        total = node.get("ports").get("total").get("rows").get("Total")  # type: ignore[union-attr]
        assert [item.text for item in total.items] == ["Craster", "Dunbar", "…"]  # type: ignore[union-attr]
        assert errors(tmp_path, files_of(entry)) == []

    def test_a_total_is_held_against_its_parts_as_long_as_they_stay(self, tmp_path: Path) -> None:
        release = released(tmp_path, files_of(f"  columns: {{Code: {{as: text, {HIDDEN}}}}}\n"))
        assert "…" not in release.content.files[f"{PRESS}/tables.yaml"].decode()

    def test_one_row_alone_can_be_worked_out(self, tmp_path: Path) -> None:
        codes = [code for code, *_ in errors(tmp_path, files_of(CODE + f"  rows: {{Amble: {{{HIDDEN}}}}}\n"))]
        assert codes == ["BG904", "BG904"]

    def test_headings_of_several_lines(self, tmp_path: Path) -> None:
        headings = "Port,2029,,2030,\nPort,At sea,In port,At sea,In port\nAmble,1,2,3,4\nBlyth,5,6,7,8\n"
        entry = f"  header: [1, 2]\n  columns: {{2029 At sea: {{{HIDDEN}}}, 2030 In port: {{{HIDDEN}}}}}\n"
        release = released(tmp_path, files_of(entry, csv_text=headings))
        assert rows_of(release)[:2] == [["Port", "2029", "2030"], ["Port", "In port", "At sea"]]
        assert errors(tmp_path, files_of(entry, csv_text=headings)) == []

    def test_what_is_no_part_of_the_table_stays_at_home(self, tmp_path: Path) -> None:
        text = CSV.replace("\n", ",x\n").replace(
            "Port,Boats at sea,In port,Code,x", "Port,Boats at sea,In port,Code,Spy"
        )
        release = released(tmp_path, files_of(CODE + "  without: [Spy]\n", csv_text=text))
        assert rows_of(release)[0] == ["Port", "Boats at sea", "In port", "Code"]

    def test_signs_of_numbers_and_dates(self, tmp_path: Path) -> None:
        text = "Port;Boats at sea;Day;Share\nAmble;1.250,50;31.12.2030;60%\nBlyth;7;1.1.2030;40%\n"
        entry = (
            "  delimiter: ';'\n  decimal: ','\n  thousands: '.'\n  dates: D.M.YYYY\n"
            f"  columns: {{Day: {{as: date}}, Share: {{unit: '%'}}}}\n  rows: {{Blyth: {{{HIDDEN}}}}}\n"
        )
        release = released(tmp_path, files_of(entry, csv_text=text))
        assert release.content.files[f"{PRESS}/tables/ports.csv"].decode().splitlines()[1] == (
            "Amble;1250,50;2030-12-31;60%"
        )
        assert errors(tmp_path, files_of(entry, csv_text=text)) == []

    def test_a_table_of_which_nothing_is_left_is_a_fault_of_what_prints_it(self, tmp_path: Path) -> None:
        entry = f"  columns: {{Boats at sea: {{{HIDDEN}}}, In port: {{{HIDDEN}}}, Code: {{as: text, {HIDDEN}}}}}\n"
        assert errors(tmp_path, files_of(entry)) == [("BG903", "20-vote.md", 9)]


class TestCells:
    ENTRY = (
        CODE + f"  cells: {{amble.in-port: {{{HIDDEN}}}, blyth.in-port: {{{HIDDEN}}}, craster.code: {{{HIDDEN}}}}}\n"
    )

    def test_a_cell_keeps_its_place_and_says_that_it_is_withheld(self, tmp_path: Path) -> None:
        release = released(tmp_path, files_of(self.ENTRY))
        assert [row[2] for row in rows_of(release)] == ["In port", "[c]", "[c]", "5", "6", "18"]
        assert errors(tmp_path, files_of(self.ENTRY)) == []

    def test_the_mark_is_explained_below_the_table(self, tmp_path: Path) -> None:
        write_desk(tmp_path, files_of(self.ENTRY))
        release = open_project(tmp_path).latest.release("press")
        brief = check(release.workspace, release.name).brief
        assert brief is not None
        (table,) = (block for block in blocks_of(brief.document.blocks) if isinstance(block, Table) and block.data)
        assert plain_text(table.source).endswith("[c] withheld.")

    def test_the_tables_own_mark_for_it(self, tmp_path: Path) -> None:
        entry = self.ENTRY + '  missing: {":": {means: confidential}}\n'
        assert [row[2] for row in rows_of(released(tmp_path, files_of(entry)))][1:3] == [":", ":"]

    def test_a_row_of_cells(self, tmp_path: Path) -> None:
        entry = CODE + f"  cells: {{amble: {{{HIDDEN}}}, blyth: {{{HIDDEN}}}}}\n"
        assert rows_of(released(tmp_path, files_of(entry)))[1] == ["Amble", "[c]", "[c]", ""]


USES = {
    "text": ({"text": "\n{{ ports.amble.in-port }} boats lie at Amble.\n"}, "20-vote.md", 11),
    "formula of a fact": (
        {
            "text": "\n{{ lying }} boats.\n",
            "/facts.yaml": FILES[f"{EDITION}/facts.yaml"]
            + "\nlying: {formula: ports.amble.in-port + ports.blyth.in-port, label: Lying}\n",
        },
        "facts.yaml",
        37,
    ),
    "formula over a column": (
        {
            "text": "\n{{ lying }} boats.\n",
            "/facts.yaml": FILES[f"{EDITION}/facts.yaml"] + "\nlying: {formula: sum(ports.*.in-port), label: Lying}\n",
        },
        "facts.yaml",
        37,
    ),
    "chart": (
        replaced("/figures.yaml", "[landings, quota, excess]", "[ports.amble.in-port, ports.dunbar.in-port]"),
        "figures.yaml",
        3,
    ),
    "chart over a column": (
        replaced("/figures.yaml", "[landings, quota, excess]", '["ports.*.in-port"]'),
        "figures.yaml",
        3,
    ),
}


@pytest.mark.sample(2)
@pytest.mark.parametrize("case", USES)
def test_what_uses_a_withheld_cell(case: str, tmp_path: Path) -> None:
    changes, file, line = USES[case]
    entry = TestCells.ENTRY
    assert ("BG903", file, line) in errors(tmp_path, files_of(entry, **changes))  # type: ignore[arg-type]


def test_a_sum_over_a_row_that_went_is_no_other_sum_in_silence(tmp_path: Path) -> None:
    entry = CODE + f"  rows: {{Amble: {{{HIDDEN}}}, Blyth: {{{HIDDEN}}}}}\n"
    facts = FILES[f"{EDITION}/facts.yaml"] + "\nlying: {formula: sum(ports.*.in-port), label: Lying}\n"
    files = files_of(entry, "\n{{ lying }} boats.\n", **{"/facts.yaml": facts})
    assert ("BG903", "facts.yaml", 37) in errors(tmp_path, files)


def test_a_formula_of_a_cell(tmp_path: Path) -> None:
    text = CSV.replace("Amble,12,", "Amble,,").replace("Total,33", "Total,22")
    entry = CODE + "  cells: {amble.boats-at-sea: {formula: ports.blyth.boats-at-sea - ports.craster.boats-at-sea}}\n"
    assert errors(tmp_path, files_of(entry, csv_text=text)) == []
    entry = entry.replace("  cells: {", f"  cells: {{blyth.boats-at-sea: {{{HIDDEN}}}, ")
    assert ("BG903", "tables.yaml", 7) in errors(tmp_path, files_of(entry, csv_text=text))


class TestCellsAlone:
    def test_a_release_that_uses_one_cell_has_no_other(self, tmp_path: Path) -> None:
        section = FILES[f"{EDITION}/sections/20-vote.md"]
        text = "\n{{ ports.blyth.in-port }} boats.\n\n![](table:ports) {for=minister}\n"
        release = released(tmp_path, files_of(CODE, text, section=section))
        assert rows_of(release) == [["Port", "In port"], ["Blyth", "4"]]
        assert errors(tmp_path, files_of(CODE, text, section=section)) == []


class TestOptions:
    def test_rows_and_columns_that_went_are_printed_no_more(self, tmp_path: Path) -> None:
        entry = CODE + f"  rows: {{Amble: {{{HIDDEN}}}, Blyth: {{{HIDDEN}}}}}\n"
        section = SECTION.replace("(table:ports)", '(table:ports){rows="amble, dunbar, craster" columns="in-port"}')
        release = released(tmp_path, files_of(entry, section=section))
        assert 'rows="dunbar, craster"' in release.content.files[f"{PRESS}/sections/20-vote.md"].decode()
        assert errors(tmp_path, files_of(entry, section=section)) == []

    @pytest.mark.parametrize("options", ['{rows="amble"}', '{order="-in-port"}'])
    def test_what_cannot_be_printed_so(self, options: str, tmp_path: Path) -> None:
        entry = (
            f"  rows: {{Amble: {{{HIDDEN}}}, Blyth: {{{HIDDEN}}}}}\n"
            f"  columns: {{Code: {{as: text}}, In port: {{{HIDDEN}}}}}\n"
        )
        section = SECTION.replace("(table:ports)", f"(table:ports){options}")
        assert errors(tmp_path, files_of(entry, section=section)) == [("BG903", "20-vote.md", 9)]


def test_marks_that_name_what_there_is_not(tmp_path: Path) -> None:
    entry = (
        "  rows: {Amble: {for: pres}}\n  columns: {Code: {as: text, marking: Officia}}\n"
        "  cells: {amble: {for: minster}}\n"
    )
    write_desk(tmp_path, files_of(entry))
    edition = open_project(tmp_path).latest
    report = check(edition.workspace, edition.name)
    assert [(each.code, each.place.line) for each in report.diagnostics if each.is_error] == [
        ("BG901", 6),
        ("BG403", 7),
        ("BG901", 8),
    ]


def test_the_edition_before_has_no_more_of_a_table_than_this_one(tmp_path: Path) -> None:
    last = "2031-04-28-herring"
    files = files_of(TestCells.ENTRY)
    before = {
        path.replace(EDITION, last): text.replace("2031-05-05", "2031-04-28")
        for path, text in {**FILES, **{f"{EDITION}{name}": str(text) for name, text in files.items()}}.items()
        if path.startswith(EDITION)
    }
    before[f"{last}/tables.yaml"] = ENTRY + CODE
    before[f"{last}/tables/ports.csv"] = CSV.replace("7,5", "6,9").replace("33,18", "32,22")
    follows = FILES[f"{EDITION}/edition.yaml"] + f"follows: {last}\n"
    content = write_desk(tmp_path, {**files, **before, "/edition.yaml": follows})
    (content / last / "halves.png").write_bytes(halves())
    release = open_whole(Folder(content), EDITION).release("press")
    text = release.content.files[f"{last}-press/tables/ports.csv"].decode()
    assert [row[2] for row in csv.reader(StringIO(text))] == ["In port", "[c]", "[c]", "9", "6", "22"]
