"""Values taken from data files: shown as a diff, and written without another byte touched."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from briefgen.api import open_project
from briefgen.errors import ContentError, StorageError, UsageError
from tests.commands import briefgen
from tests.content.test_data_sources import BOUND, FACTS, LANDED, SOURCES, WORKBOOK, bound_desk
from tests.data_files.books import SAMPLES, texts, xlsx
from tests.desk import EDITION

CHANGED = xlsx(texts(("Port", "Landed 2029", "Landed 2030", "Chair"), ("North", 11556, 12600, "Bo Lind")))
NAMED = FACTS.replace("  value: Anna Berg\n", "  value: 'Anna Berg' # since May\n  from: {row: North, column: Chair}\n")
NAMED = NAMED.replace("source: {id: minutes, at: page 1}", "source: {id: survey, at: page 1}")
AUTHORED = "author: A. Writer\n"


def desk_with(root: Path, facts: str, newline: str = "\n", mark: bytes = b"", workbook: bytes = CHANGED) -> Path:
    """A desk whose workbook has changed; gives facts.yaml."""
    content = bound_desk(root, workbook, facts)
    path = content / EDITION / "facts.yaml"
    path.write_bytes(mark + facts.replace("\n", newline).encode())
    return path


def chair(root: Path, written: str, name: object = "Bo Lind") -> Path:
    """A desk whose chair is written so in facts.yaml, and is somebody else in the workbook; gives facts.yaml."""
    facts = NAMED.replace("value: 'Anna Berg' # since May", written)
    return desk_with(root, facts, workbook=xlsx(texts(("Port", "Landed 2030", "Chair"), ("North", 12480, name))))


def test_what_differs_is_shown_and_nothing_is_written(tmp_path: Path) -> None:
    path = desk_with(tmp_path, FACTS)
    done = briefgen(tmp_path, "take")
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert lines[0] == f"landings: 12480 -> 12600 ({WORKBOOK}: sheet Data, row North, column Landed 2030 (cell C2))"
    assert {f"--- a/content/{EDITION}/facts.yaml", "-  value: 12480", "+  value: 12600"} <= set(lines)
    assert "nothing was written" in done.stderr
    assert path.read_text() == FACTS


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_values_are_written_and_nothing_else(tmp_path: Path, newline: str, mark: bytes) -> None:
    path = desk_with(tmp_path, NAMED, newline, mark)
    before = path.read_bytes()
    done = briefgen(tmp_path, "take", "--write")
    assert (done.returncode, "wrote 2 facts" in done.stderr) == (0, True), done.stderr
    assert path.read_bytes() == before.replace(b"12480", b"12600").replace(b"Anna Berg", b"Bo Lind")
    assert "2 bound facts: 0 changed, 2 unchanged" in briefgen(tmp_path, "take").stderr


@pytest.mark.sample(4)
@pytest.mark.parametrize(
    ("written", "name", "then"),
    [
        ("value: Anna Berg", "Bo Lind", "value: Bo Lind"),
        ("value:   Anna Berg   # since May", "Bo Lind", "value:   Bo Lind   # since May"),
        ('value: "Anna Berg"', 'Bo "B" Lind', 'value: "Bo \\"B\\" Lind"'),
        ("value: 'Anna Berg'", "Bo O'Lind", "value: 'Bo O''Lind'"),
        ("value: Anna Berg", "Lind: Bo", 'value: "Lind: Bo"'),
        ("value: Anna Berg", "[Bo] Lind", 'value: "[Bo] Lind"'),
        ("value: Anna Berg", "# 1 Lind", 'value: "# 1 Lind"'),
        ("value: >-\n    Anna Berg", "Bo Lind", "value: >-\n    Bo Lind"),
        ("value: |\n    Anna Berg\n", "Bo Lind", "value: |\n    Bo Lind\n"),
        ("value:\n    Anna Berg", "Bo Lind", "value:\n    Bo Lind"),
        ('"value": Anna Berg', "Bo Lind", '"value": Bo Lind'),
    ],
)
def test_a_value_stays_as_it_was_written(tmp_path: Path, written: str, name: str, then: str) -> None:
    path = chair(tmp_path, written, name)
    before = path.read_text()
    done = briefgen(tmp_path, "take", "--write")
    assert done.returncode == 0, done.stderr
    assert path.read_text() == before.replace(written, then)


def test_a_fact_in_braces(tmp_path: Path) -> None:
    start, end = NAMED.index("chair:"), len(NAMED)
    flow = (
        "chair: {value: Anna Berg, label: Chair, source: {id: survey, at: p}, from: {row: North, column: Chair}} # x\n"
    )
    path = desk_with(
        tmp_path,
        NAMED[:start] + flow + NAMED[end:],
        workbook=xlsx(texts(("Port", "Landed 2030", "Chair"), ("North", 12480, "Lind, Bo"))),
    )
    assert briefgen(tmp_path, "take", "--write").returncode == 0
    assert path.read_text() == NAMED[:start] + flow.replace("Anna Berg", '"Lind, Bo"')


def test_only_some_facts_or_files_are_taken(tmp_path: Path) -> None:
    path = desk_with(tmp_path, NAMED)
    assert briefgen(tmp_path, "take", "chair").stdout.splitlines()[0].startswith("chair: ")
    for file in (f"content/{WORKBOOK}", WORKBOOK, str(tmp_path / "content" / WORKBOOK), Path(WORKBOOK).name):
        assert len(briefgen(tmp_path, "take", "2031-05-05", file, "-q", "--format", "json").stdout) > 2
    done = briefgen(tmp_path, "take", EDITION, f"content/{WORKBOOK}", "landings", "--write")
    assert "wrote 1 fact to" in done.stderr
    assert path.read_text() == NAMED.replace("12480", "12600")


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (("landing",), 'there is no fact "landing"; did you mean "landings"?'),
        (("quota",), '"quota" is bound to no cell; give it a `from:`'),
        (("2031-05-05", "2031-05-06"), "one edition"),
        (("data/2031-50.xlsx",), f'there is no data file "data/2031-50.xlsx"; did you mean "{WORKBOOK}"?'),
        (("2031-04.xlsx",), f'did you mean "{WORKBOOK}"?'),
        (("data/other.csv", "landings"), 'bound to "data/other.csv"; name it as the `file:` of a source'),
        (("data/nothing-like-it.ods",), 'there is no data file "data/nothing-like-it.ods"'),
    ],
)
def test_wrong_names(tmp_path: Path, names: tuple[str, ...], words: str) -> None:
    path = desk_with(tmp_path, FACTS)
    (tmp_path / "content/data/other.csv").write_text("a,b\n")
    done = briefgen(tmp_path, "take", *names, "--write")
    assert (done.returncode, words in done.stderr) == (2, True), done.stderr
    assert path.read_text() == FACTS


def test_a_fact_of_another_file(tmp_path: Path) -> None:
    sources = SOURCES.replace("title: Agreed minutes", "title: Agreed minutes\n  file: data/minutes.csv")
    facts = NAMED.replace("source: {id: survey, at: page 1}", "source: {id: minutes, at: page 1}")
    content = bound_desk(tmp_path, CHANGED, facts, sources)
    (content / "data/minutes.csv").write_text("Port,Chair\nNorth,Bo Lind\n")
    done = briefgen(tmp_path, "take", WORKBOOK, "chair")
    assert (done.returncode, f'"chair" is not taken from {WORKBOOK}' in done.stderr) == (2, True)
    taken = open_project(tmp_path).latest.take(["minutes.csv"])
    assert [cell.fact for cell in taken.changed] == ["chair"]


@pytest.mark.parametrize(
    ("number", "form", "old", "words"),
    [
        ("0.63", "0%", "value: 12480", "the ledger says 12480 tonnes, "),
        ("0.65", "0.00", 'value: 63\n  unit: "%"', "seems to be a share of 1"),
    ],
)
def test_a_unit_is_never_changed(tmp_path: Path, number: str, form: str, old: str, words: str) -> None:
    facts = FACTS.replace("{row: North, column: Landed 2030}", "{cell: A1}").replace("value: 12480", old)
    facts = facts.replace("  unit: tonnes\n", "", 1) if "%" in old else facts
    rows = f'<row r="1"><c r="A1" s="1"><v>{number}</v></c></row>'
    content = bound_desk(tmp_path, xlsx(rows, formats=(form,)), facts)
    done = briefgen(tmp_path, "take", "--write")
    assert (done.returncode, done.stderr.count("BG614"), words in done.stderr) == (1, 1, True), done.stderr
    assert (content / EDITION / "facts.yaml").read_text() == facts


@pytest.mark.parametrize(("name", "code"), [("5 March 2031", "BG107"), ("12 boats", "BG105"), ("{{ quota }}", "BG")])
def test_a_value_that_would_break_the_ledger_is_not_written(tmp_path: Path, name: str, code: str) -> None:
    rows = texts(("Port", "Landed 2030", "Chair"), ("North", 12600, name))
    content = bound_desk(tmp_path, xlsx(rows), NAMED)
    done = briefgen(tmp_path, "take", "--write")
    assert (done.returncode, code in done.stderr, "nothing was written" in done.stderr) == (1, True, True)
    assert "to take the others" not in done.stderr
    assert (content / EDITION / "facts.yaml").read_text() == NAMED


def test_one_cell_that_is_refused_stops_all_and_the_others_are_named(tmp_path: Path) -> None:
    facts = NAMED.replace("column: Chair", "column: Chairs")
    path = desk_with(tmp_path, facts)
    done = briefgen(tmp_path, "take", "--write")
    assert (done.returncode, 'no column "Chairs"' in done.stderr) == (1, True)
    assert f"to take the others: briefgen take {EDITION} landings --write" in done.stderr
    assert path.read_text() == facts
    assert briefgen(tmp_path, "take", "landings", "--write").returncode == 0
    assert path.read_text() == facts.replace("12480", "12600")


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("  value: 11000\n", "  value: &a 11000\n", "BG106"),
        ("  value: 11000\n", "  value: *a\n", "BG106"),
        ("  value: 11000\n", "  value: [11000\n", "BG101"),
        ("  value: 12480\n", "", "BG210"),
        ("  formula: landings - quota\n", f"  formula: landings - quota\n{BOUND}", "BG105"),
    ],
)
def test_a_ledger_with_faults_is_mended_first(tmp_path: Path, old: str, new: str, code: str) -> None:
    facts = FACTS.replace(old, new, 1)
    path = desk_with(tmp_path, facts)
    done = briefgen(tmp_path, "take", "--write")
    assert (done.returncode, f"error {code}" in done.stderr, "nothing was taken" in done.stderr) == (1, True, True)
    assert path.read_text() == facts


def test_a_bound_fact_without_a_value_is_told_how_to_take_one(tmp_path: Path) -> None:
    path = desk_with(tmp_path, FACTS.replace("  value: 12480\n", "", 1))
    told = briefgen(tmp_path, "check").stderr
    assert 'add a line "value: 0"; `briefgen take --write` then puts in what the cell says' in told
    path.write_text(FACTS.replace("  value: 12480\n", "  value: 0\n", 1))
    assert briefgen(tmp_path, "take", "--write").returncode == 0
    assert path.read_text() == FACTS.replace("12480", "12600", 1)


@pytest.mark.parametrize(
    ("workbook", "code"),
    [(LANDED[:400], "BG601"), (bytes.fromhex("D0CF11E0A1B11AE1"), "BG602"), (b"", "BG601"), (None, "BG003")],
)
def test_a_file_that_cannot_be_read_is_one_fault(tmp_path: Path, workbook: bytes | None, code: str) -> None:
    path = desk_with(tmp_path, NAMED, workbook=workbook or b"")
    if workbook is None:
        (tmp_path / "content" / WORKBOOK).rename(tmp_path / "content/data/2031-06.xlsx")
    done = briefgen(tmp_path, "take", "--write")
    assert (done.returncode, done.stderr.count("error BG"), f"error {code}" in done.stderr) == (1, 1, True), done.stderr
    assert ('did you mean "data/2031-06.xlsx"?' in done.stderr) == (workbook is None)
    assert path.read_text() == NAMED


def test_a_file_that_has_moved(tmp_path: Path) -> None:
    desk_with(tmp_path, FACTS)
    moved = tmp_path / "content/data/old" / Path(WORKBOOK).name
    moved.parent.mkdir()
    (tmp_path / "content" / WORKBOOK).rename(moved)
    hint = "it stands at data/old/2031-05.xlsx; write `file: data/old/2031-05.xlsx` in sources.yaml"
    assert hint in briefgen(tmp_path, "take").stderr
    assert hint in briefgen(tmp_path, "check").stderr


def test_the_day_as_of_which_a_figure_holds_and_its_place_follow_the_file(tmp_path: Path) -> None:
    head = (("Landings",), ("As of:", "4 May 2031"), ("Last updated:", "2 May 2031"), ("",))
    rows = texts(*head, ("Port", "Landed 2029", "Landed 2030"), ("North", 1, 12480), ("South", 2, 3))
    at = "sheet Data, row North, column Landed 2030 (cell C2)"
    facts = FACTS.replace("  period: 2030\n", "  as_of: 2031-04-30 # from the sheet\n", 1)
    facts = facts.replace("at: table 1", f'at: "{at}"')
    path = desk_with(tmp_path, facts, workbook=xlsx(rows))
    done = briefgen(tmp_path, "take", "--write")
    assert "landings: as_of 2031-04-30 -> 2031-05-04 " in done.stdout
    assert f"landings: at {at} -> " in done.stdout
    assert f"note: {WORKBOOK}: Last updated 2031-05-02 (cell B3), but sources.yaml says 2031-04-30" in done.stdout
    assert path.read_text() == facts.replace("as_of: 2031-04-30", "as_of: 2031-05-04").replace("C2", "C6")
    assert "0 changed" in briefgen(tmp_path, "take").stderr


def test_a_place_that_no_longer_holds_is_a_fault(tmp_path: Path) -> None:
    facts = FACTS.replace("at: table 1", "at: sheet Data (cell B2)")
    content = bound_desk(tmp_path, LANDED, facts)
    done = briefgen(tmp_path, "check")
    assert (done.returncode, "BG614" in done.stderr, "cell B2" in done.stderr) == (1, True, True)
    assert briefgen(tmp_path, "take", "--write").returncode == 0
    assert "row North" in (content / EDITION / "facts.yaml").read_text()


def test_a_day_is_offered_to_a_figure_without_a_time(tmp_path: Path) -> None:
    rows = texts(("Stand:", "4 May 2031"), ("Port", "Landed 2029", "Landed 2030"), ("North", 1, 12480))
    desk_with(tmp_path, FACTS.replace("  period: 2030\n", "", 1), workbook=xlsx(rows))
    taken = open_project(tmp_path).latest.take()
    assert [(note.fact, note.hint) for note in taken.notes] == [
        ("landings", "add `as_of: 2031-05-04` to it in facts.yaml")
    ]


def test_hidden_sheets_and_notes_on_rows_are_told(tmp_path: Path) -> None:
    facts = FACTS.replace(
        "{row: North, column: Landed 2030}",
        "{column: Asylum-seekers, where: {Year: 2030, Country of origin: Northland}}",
    )
    facts = facts.replace("value: 12480", "value: 50")
    sources = SOURCES.replace(f"file: {WORKBOOK}", "file: data/download.csv\n  notes: data/footnotes.csv")
    content = bound_desk(tmp_path, facts=facts, sources=sources)
    for name, sample in (("download", "unhcr-download"), ("footnotes", "unhcr-footnotes")):
        (content / f"data/{name}.csv").write_bytes((SAMPLES / f"{sample}.csv").read_bytes())
    done = briefgen(tmp_path, "take")
    assert "landings: 50 -> 51 " in done.stdout
    assert "data/footnotes.csv says of landings: Data refers to number of cases, not persons." in done.stdout
    assert "Last updated 2031-06-13 (cell B3), but sources.yaml says 2031-04-30" in done.stdout
    office = SOURCES.replace(WORKBOOK, "data/office.xlsx")
    bound = FACTS.replace("{row: North, column: Landed 2030}", "{sheet: Table 1, cell: B5}")
    (tmp_path / "b").mkdir()
    content = bound_desk(tmp_path / "b", facts=bound, sources=office)
    (content / "data/office.xlsx").write_bytes((SAMPLES / "office-table.xlsx").read_bytes())
    done = briefgen(tmp_path / "b", "take")
    assert (done.returncode, 'BG611: the sheet "old figures" is hidden' in done.stderr) == (0, True)
    assert "landings: 12480 -> 1234 " in done.stdout


def test_ticks_fall_and_what_is_open_then_is_said(tmp_path: Path) -> None:
    desk_with(tmp_path, FACTS, workbook=LANDED)
    header = tmp_path / f"content/{EDITION}/edition.yaml"
    header.write_text(header.read_text() + AUTHORED)
    assert briefgen(tmp_path, "facts", "landings", "excess", "--sign-off", "--by", "B. Reader").returncode == 0
    (tmp_path / "content" / WORKBOOK).write_bytes(CHANGED)
    assert "ticks that fall: excess, landings" in briefgen(tmp_path, "take").stderr
    done = briefgen(tmp_path, "take", "--write")
    assert "ticks fallen: excess, landings" in done.stderr
    assert "has 1 error that it had not" in done.stderr
    assert "stated 8%" in done.stderr
    assert briefgen(tmp_path, "facts", "landings", "--format", "csv").stdout.count("fallen") == 2


def test_review_counts_what_was_not_taken_yet(tmp_path: Path) -> None:
    desk_with(tmp_path, NAMED.replace("column: Chair", "column: Chairs"))
    done = briefgen(tmp_path, "review")
    assert "1 of 2 changed, not yet taken, 1 of 2 refused" in done.stdout
    assert "landings: 12480 → 12600" in done.stdout
    data = json.loads(briefgen(tmp_path, "review", "--format", "json").stdout)
    assert data["cells"] == {"bound": 2, "changed": ["landings"], "refused": ["chair"], "tables": []}
    (tmp_path / "content" / WORKBOOK).write_bytes(
        xlsx(texts(("P", "Landed 2030", "Chairs"), ("North", 12480, "Anna Berg")))
    )
    assert "2 as their data files say" in briefgen(tmp_path, "review").stdout


def test_a_file_that_changes_meanwhile_is_left(tmp_path: Path) -> None:
    path = desk_with(tmp_path, FACTS)
    edition = open_project(tmp_path).latest
    taken = edition.take(facts=["landings"])
    path.write_text(FACTS + "# more\n")
    with pytest.raises(StorageError, match="has changed since it was read"):
        edition.write_taken(taken)
    assert path.read_text() == FACTS + "# more\n"


def test_a_disk_that_fails_leaves_all_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = desk_with(tmp_path, FACTS)
    edition = open_project(tmp_path).latest
    taken = edition.take()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("briefgen.storage.write_new", full)
    with pytest.raises(StorageError, match="No space left"):
        edition.write_taken(taken)
    assert path.read_text() == FACTS
    assert sorted(each.name for each in path.parent.iterdir() if each.name.startswith(".")) == []


def test_programs_get_the_same(tmp_path: Path) -> None:
    path = desk_with(tmp_path, NAMED)
    edition = open_project(tmp_path)[str(date(2031, 5, 5))]
    taken = edition.take()
    assert [(cell.fact, cell.differences[0].ledger, cell.differences[0].says) for cell in taken.changed] == [
        ("landings", "12480", "12600"),
        ("chair", "Anna Berg", "Bo Lind"),
    ]
    assert (taken.agree, taken.refused, [fault.code for fault in taken.open]) == (0, (), ["BG209"])
    assert edition.write_taken(taken) == (path,)
    assert edition.take().changed == ()
    with pytest.raises(UsageError, match="is bound to no cell"):
        edition.take(facts=["quota"])
    path.write_text("a: [")
    with pytest.raises(ContentError):
        edition.take()


@pytest.mark.slow
def test_many_values_are_taken_in_little_time(tmp_path: Path) -> None:
    count = 400
    rows = texts(("Port", "Landed"), *((f"Port {at}", at + 1000) for at in range(count)))
    source = "source: {id: survey, at: page 1}"
    facts = FACTS + "".join(
        f"\np{at}: # a port\n  value: {at}\n  label: Port {at}\n  period: 2030\n  {source}\n"
        f"  from: {{row: Port {at}, column: Landed}}\n"
        for at in range(count)
    )
    path = desk_with(tmp_path, facts.replace(BOUND, ""), workbook=xlsx(rows))
    assert f"wrote {count} facts" in briefgen(tmp_path, "take", "--write").stderr
    assert path.read_text().count("# a port\n  value: 1") == count


def test_a_workbook_that_agrees(tmp_path: Path) -> None:
    content = bound_desk(tmp_path, LANDED, FACTS)
    assert BOUND in FACTS
    done = briefgen(tmp_path, "take", "--write")
    assert (done.returncode, done.stdout) == (0, "")
    assert (content / EDITION / "facts.yaml").read_text() == FACTS


def test_an_edition_without_bound_facts(tmp_path: Path) -> None:
    bound_desk(tmp_path, LANDED, FACTS.replace(BOUND, ""))
    assert "no fact of 2031-05-05-herring is bound to a cell" in briefgen(tmp_path, "take").stderr
