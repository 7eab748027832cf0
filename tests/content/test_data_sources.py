"""Facts that are bound to cells of data files: held against what the file says, with faults at the fact."""

from __future__ import annotations

from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from briefgen.building import BuildOptions, Outcome, build
from briefgen.cache import Cache
from briefgen.content import Folder, load_edition
from briefgen.errors import ContentError
from briefgen.model.direction import without_isolates
from briefgen.pipeline import check
from briefgen.publishing import PublishOptions, publish
from briefgen.scaffold import carry_forward
from tests.data_files.books import SAMPLES, texts, xlsx
from tests.desk import EDITION, FILES, write_desk
from tests.test_bad_input import desk_at, faults

WORKBOOK = "data/2031-05.xlsx"
LANDED = xlsx(texts(("Port", "Landed 2029", "Landed 2030"), ("North", 11556, 12480), ("South", 7, 8)))
SOURCES = FILES["sources.yaml"].replace("title: Coastal survey", f"title: Coastal survey\n  file: {WORKBOOK}")
BOUND = "  from: {row: North, column: Landed 2030}\n"
FACTS = FILES[f"{EDITION}/facts.yaml"].replace("  value: 12480\n", "  value: 12480\n" + BOUND)


def bound_desk(root: Path, workbook: bytes = LANDED, facts: str = FACTS, sources: str = SOURCES) -> Path:
    content = write_desk(root, {"sources.yaml": sources, f"{EDITION}/facts.yaml": facts})
    (content / "data").mkdir()
    (content / WORKBOOK).write_bytes(workbook)
    return content


def messages(content: Path) -> list[tuple[str, str, str]]:
    """Code, message and hint of every fault of loading."""
    return [(each.code, each.message, each.hint) for each in load_edition(Folder(content), EDITION).diagnostics]


def test_a_bound_fact_that_its_cell_confirms_is_no_fault(tmp_path: Path) -> None:
    content = bound_desk(tmp_path)
    assert faults(content) == []
    loaded = load_edition(Folder(content), EDITION)
    assert loaded.files[WORKBOOK] == LANDED


def test_the_place_in_the_source_is_that_of_the_cell_unless_it_is_written(tmp_path: Path) -> None:
    for written, expected in (
        (", at: table 1", "table 1"),
        ("", "sheet Data, row North, column Landed 2030 (cell C2)"),
    ):
        facts = FACTS.replace("{id: survey, at: table 1}", f"{{id: survey{written}}}")
        loaded = load_edition(Folder(bound_desk(tmp_path / str(len(written)), facts=facts)), EDITION)
        assert loaded.edition is not None
        citation = loaded.edition.facts[0].citation
        assert citation is not None
        assert citation.at == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("de", "Blatt Data, Zeile North, Spalte Landed 2030 (Zelle C2)"),
        ("pt", "planilha Data, linha North, coluna Landed 2030 (célula C2)"),
        ("ur", "شیٹ Data، قطار North، کالم Landed 2030 (سیل C2)"),
    ],
)
def test_the_place_of_a_cell_is_in_the_language_of_the_desk(tmp_path: Path, language: str, expected: str) -> None:
    content = bound_desk(tmp_path, facts=FACTS.replace("{id: survey, at: table 1}", "survey"))
    desk = FILES["desk.yaml"].replace("language: en-GB", f"language: {language}")
    (content / "desk.yaml").write_text(desk, encoding="utf-8")
    loaded = load_edition(Folder(content), EDITION)
    assert loaded.edition is not None
    citation = loaded.edition.facts[0].citation
    assert citation is not None
    assert without_isolates(citation.at) == expected
    assert citation.at[0] == expected[0], "or it would run from the left behind a source's number"
    assert loaded.cells[0].place == "sheet Data, row North, column Landed 2030 (cell C2)"


def test_a_changed_cell_is_a_fault_at_the_value(tmp_path: Path) -> None:
    content = bound_desk(tmp_path, LANDED)
    (content / WORKBOOK).write_bytes(xlsx(texts(("Port", "Landed 2029", "Landed 2030"), ("North", 1, 12500))))
    assert faults(content)[0] == ("BG614", "facts.yaml", 2, 10)
    ((_, message, hint),) = messages(content)
    assert message.startswith("the ledger says 12480, ")
    assert message.endswith("data/2031-05.xlsx says 12500: sheet Data, row North, column Landed 2030 (cell C2)")
    assert hint == "take it over: `briefgen take landings --write`"


@pytest.mark.parametrize(
    ("old", "new", "code", "words"),
    [
        ("row: North", "row: Nroth", "BG604", 'no row "Nroth" in column A'),
        ("column: Landed 2030", "column: Landed", "BG604", 'no column "Landed"'),
        ("row: North, column: Landed 2030", "cell: H7", "BG610", "Data!H7: the cell is blank"),
        ("row: North, column: Landed 2030", "sheet: Data", "BG105", "which cell is meant"),
        ("column: Landed 2030", "cell: C2, column: a", "BG105", "2 ways"),
        ("row: North", "roww: North", "BG103", '"roww" is not known'),
        ("from:", "form:", "BG103", '"form" is not known'),
        ("id: survey, at: table 1", "id: minutes, at: page 1", "BG104", "has no data file"),
    ],
)
def test_bindings_that_lead_nowhere(tmp_path: Path, old: str, new: str, code: str, words: str) -> None:
    found = messages(bound_desk(tmp_path, facts=FACTS.replace(old, new, 1)))
    assert [(each[0], words in each[1]) for each in found] == [(code, True)], found


def test_numbers_name_rows_and_columns_as_well(tmp_path: Path) -> None:
    workbook = xlsx(texts(("Port", "Year", 2030), ("North", 2029, 3), ("North", 2030, 12480)))
    facts = FACTS.replace("{row: North, column: Landed 2030}", "{row: North, column: 2030, where: {Year: 2030}}")
    assert messages(bound_desk(tmp_path, workbook, facts)) == []


def test_a_share_is_bound_to_a_share(tmp_path: Path) -> None:
    workbook = xlsx('<row r="1"><c r="A1" s="1"><v>0.63</v></c></row>', formats=("0%",))
    facts = FACTS.replace("{row: North, column: Landed 2030}", "{cell: A1}").replace("value: 12480", "value: 63")
    ((code, message, _),) = messages(bound_desk(tmp_path, workbook, facts))
    assert (code, "the ledger says 63 tonnes, " in message, " says 63%: " in message) == ("BG614", True, True)
    shared = facts.replace("unit: tonnes", 'unit: "%"', 1)
    assert messages(bound_desk(tmp_path / "b", workbook, shared)) == []


@pytest.mark.parametrize(
    ("unit", "shown", "is_one"),
    [
        ("EUR", "#,##0 [$€-407]", True),
        ("USD", "#,##0 [$€-407]", False),
        ("AUD", "&quot;$&quot;#,##0", True),
        ("MXN", "&quot;$&quot;#,##0", True),
        ("tonnes", "&quot;$&quot;#,##0", False),
        ("tonnes", "#,##0", True),
    ],
)
def test_an_amount_is_bound_to_one_in_its_currency(tmp_path: Path, unit: str, shown: str, is_one: bool) -> None:
    workbook = xlsx('<row r="1"><c r="A1" s="1"><v>12480</v></c></row>', formats=(shown,))
    facts = FACTS.replace("{row: North, column: Landed 2030}", "{cell: A1}").replace("unit: tonnes", f"unit: {unit}", 1)
    found = [each for each in messages(bound_desk(tmp_path, workbook, facts)) if each[0] == "BG614"]
    assert [message.partition(" is the unit of the fact")[0] for _, message, _ in found] == [f'"{unit}"'] * (not is_one)


def test_declared_signs_of_a_source_are_used(tmp_path: Path) -> None:
    data = (SAMPLES / "german-cp1252-semicolon.csv").read_bytes()
    facts = FACTS.replace("{row: North, column: Landed 2030}", "{row: Nord, column: Tote}")
    facts = facts.replace("value: 12480", "value: 1234")
    csv = SOURCES.replace(".xlsx", ".csv")
    content = bound_desk(tmp_path, facts=facts, sources=csv)
    (content / "data/2031-05.csv").write_bytes(data)
    ((code, _, hint),) = messages(content)
    assert (code, 'thousands: "."' in hint) == ("BG603", True)
    lines = "\n".join(f"  {line}" for line in hint.splitlines()[1:])
    (content / "sources.yaml").write_text(csv.replace("\n  publisher", f"\n{lines}\n  publisher", 1))
    assert messages(content) == []


@pytest.mark.parametrize(
    ("workbook", "code"), [(LANDED[:400], "BG601"), (bytes.fromhex("D0CF11E0A1B11AE1"), "BG602"), (None, "BG003")]
)
def test_a_file_that_cannot_be_read_is_one_fault(tmp_path: Path, workbook: bytes | None, code: str) -> None:
    facts = FACTS.replace("  value: 11556\n", "  value: 11556\n  from: {row: North, column: Landed 2029}\n")
    content = bound_desk(tmp_path, workbook or b"", facts)
    if workbook is None:
        (content / WORKBOOK).unlink()
    found = load_edition(Folder(content), EDITION).diagnostics
    assert [(each.code, each.place.file) for each in found] == [(code, f"{content.as_posix()}/{WORKBOOK}")]


@pytest.mark.parametrize("file", ["2031-05.xlsx", "/etc/passwd", "../a.xlsx"])
def test_data_files_stand_in_their_folder(tmp_path: Path, file: str) -> None:
    content = bound_desk(tmp_path, sources=SOURCES.replace(WORKBOOK, file))
    assert "BG105" in [each[0] for each in messages(content)]


def test_a_changed_workbook_stops_the_next_build(tmp_path: Path) -> None:
    content = bound_desk(tmp_path)
    workspace = desk_at(content)
    before = workspace.fingerprint(EDITION)
    assert build(workspace, EDITION, BuildOptions(formats=("docx",))).outcome is Outcome.BUILT
    assert build(workspace, EDITION, BuildOptions(formats=("docx",))).outcome is Outcome.UNCHANGED
    (content / WORKBOOK).write_bytes(xlsx(texts(("Port", "Landed 2030"), ("North", 5))))
    assert workspace.fingerprint(EDITION) != before
    found = build(workspace, EDITION, BuildOptions(formats=("docx",)))
    assert (found.outcome, found.diagnostics[0].code) == (Outcome.FAILED, "BG614")


def test_a_record_keeps_the_data_files_with_their_digests(tmp_path: Path) -> None:
    content = bound_desk(tmp_path)
    options = PublishOptions(reason="it is due", without=("Head of desk",))
    publish(desk_at(content), EDITION, options, datetime(2031, 5, 5, tzinfo=UTC))
    (kept,) = (tmp_path / "out").rglob("2031-05.xlsx")
    assert kept.read_bytes() == LANDED
    bag = next(folder for folder in kept.parents if (folder / "bagit.txt").exists())
    line = f"{sha256(LANDED).hexdigest()}  {kept.relative_to(bag).as_posix()}"
    assert line in (bag / "manifest-sha256.txt").read_text().splitlines()


def test_what_was_taken_from_a_workbook_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content, cache = bound_desk(tmp_path), Cache(tmp_path / "cache")
    (tmp_path / "cache").mkdir()
    first = load_edition(Folder(content), EDITION, cache)
    monkeypatch.setattr("briefgen.content.data_sources.read", lambda *_: pytest.fail("it was read again"))
    again = load_edition(Folder(content), EDITION, cache)
    assert first.edition == again.edition
    assert first.diagnostics == again.diagnostics == ()
    monkeypatch.undo()
    (content / WORKBOOK).write_bytes(xlsx(texts(("Port", "Landed 2030"), ("North", 5))))
    assert [each.code for each in load_edition(Folder(content), EDITION, cache).diagnostics] == ["BG614"]


def test_a_time_that_is_known_roughly_is_said_to_be(tmp_path: Path) -> None:
    workbook = xlsx(texts(("Event", "Dead", "time_precision"), ("North", 12480, 3)))
    facts = FACTS.replace("column: Landed 2030", "column: Dead")
    ((code, message, _),) = messages(bound_desk(tmp_path, workbook, facts))
    assert (code, 'the time of "landings" is known roughly' in message) == ("BG615", True)
    approximate = facts.replace("  value: 12480\n", "  value: 12480\n  approx: true\n")
    assert messages(bound_desk(tmp_path / "b", workbook, approximate)) == []


def test_an_edition_that_another_follows_is_not_held_against_newer_data(tmp_path: Path) -> None:
    content = bound_desk(tmp_path)
    workspace = desk_at(content)
    (content / WORKBOOK).write_bytes(xlsx(texts(("Port", "Landed 2030"), ("North", 5))))
    assert [each.code for each in check(workspace, EDITION).diagnostics] == ["BG614"]
    carry_forward(content, EDITION, date(2031, 5, 12), "herring")
    assert check(workspace, EDITION).diagnostics == ()
    assert "BG614" in [each.code for each in check(workspace, "2031-05-12-herring").diagnostics]
    options = PublishOptions(reason="it is due", without=("Head of desk",))
    with pytest.raises(ContentError, match="BG614"):
        publish(workspace, EDITION, options, datetime(2031, 5, 5, tzinfo=UTC))
    (content / WORKBOOK).unlink()
    assert check(workspace, EDITION).diagnostics == ()


def test_a_fact_whose_cell_is_refused_has_that_fault_only(tmp_path: Path) -> None:
    facts = FACTS.replace("{id: survey, at: table 1}", "survey", 1).replace("row: North", "row: Nroth")
    assert [each.code for each in check(desk_at(bound_desk(tmp_path, facts=facts)), EDITION).diagnostics] == ["BG604"]


@pytest.mark.parametrize(
    ("binding", "key"),
    [
        ("{cell: C2, row: South}", "row"),
        ("{name: Toll, where: {Port: South}}", "where"),
        ("{pointer: /a, table: t}", "table"),
        ("{cell: C2, header: [1]}", "header"),
    ],
)
def test_what_a_binding_says_and_nothing_looks_at_is_refused(tmp_path: Path, binding: str, key: str) -> None:
    facts = FACTS.replace("{row: North, column: Landed 2030}", binding)
    ((code, message, hint),) = messages(bound_desk(tmp_path, facts=facts))
    assert (code, f"`{key}` would not be looked at" in message, f"delete `{key}`" in hint) == ("BG105", True, True)


@pytest.mark.parametrize(
    "signs",
    [
        'decimal: ","\n  thousands: ","',
        'thousands: "."',
        "decimal: x",
        'thousands: "5"',
        'decimal: "."\n  thousands: "."',
    ],
)
def test_signs_by_which_one_number_is_read_as_another_are_refused(tmp_path: Path, signs: str) -> None:
    sources = SOURCES.replace(f"file: {WORKBOOK}", f"file: {WORKBOOK}\n  {signs}")
    assert "BG105" in [code for code, *_ in messages(bound_desk(tmp_path, sources=sources))]


@pytest.mark.parametrize("attach", [False, True])
def test_a_data_file_goes_out_with_the_pdf_where_its_source_says_so(tmp_path: Path, attach: bool) -> None:
    content = bound_desk(tmp_path)
    sources = content / "sources.yaml"
    if attach:
        sources.write_text(
            sources.read_text().replace(f"  file: {WORKBOOK}\n", f"  file: {WORKBOOK}\n  attach: true\n")
        )
    checked = check(desk_at(content), EDITION, embed=True)
    assert checked.brief is not None
    attached = {each.name for each in checked.brief.attachments}
    assert (f"content/{WORKBOOK}" in attached, f"content/{EDITION}/facts.yaml" in attached) == (attach, attach)
    assert [each.hint for each in checked.diagnostics if each.code == "BG008"] == (
        [] if attach else ['if all of it may go out, say so in sources.yaml, under "survey": `attach: true`']
    )


OTHER = "other:\n  kind: report\n  title: Other\n  undated: not known\n"


@pytest.mark.parametrize(
    ("sources", "is_input"),
    [
        (OTHER, False),  # no source has it
        (f"{OTHER}  file: data/other.csv\n", False),  # the edition has nothing of this one
        (f"{OTHER.replace('other:', 'survey2:')}  file: data/other.csv\n", False),
        (f"{OTHER.replace('other:', 'survey:')}# of May\n  file: data/other.csv\n", True),
        (f"{OTHER}  file: data/./Other.csv\n", False),
        (f'{OTHER}  file: "data/\\x6fther.csv"\n', True),  # which cannot be told without reading the YAML
        (f"  {OTHER}  file: data/other.csv\n", True),
    ],
)
def test_an_edition_is_made_anew_for_its_own_data_files_alone(tmp_path: Path, sources: str, is_input: bool) -> None:
    content = bound_desk(tmp_path, sources=f"{SOURCES}{sources}")
    workspace = desk_at(content)
    (content / "data/other.csv").write_text("a,b\n")
    before = workspace.fingerprint(EDITION)
    (content / "data/other.csv").write_text("a,c\n")
    assert (workspace.fingerprint(EDITION) != before) is is_input


THOUSANDS = xlsx(texts(("Port", "Landed 2029", "Landed 2030 (000)"), ("North", 1, "12.48"), ("South", 7, 8)))


def test_thousands_are_taken_in_full_or_not_at_all(tmp_path: Path) -> None:
    facts = FACTS.replace("Landed 2030}", "Landed 2030 (000)}")
    ((code, message, hint),) = messages(bound_desk(tmp_path / "none", THOUSANDS, facts))
    assert (code, "gives 12.48 in thousands" in message) == ("BG620", True)
    assert hint == "write in `from` `in: thousand`, for 12480; `in: ones`, for 12.48"
    for scale, code in (("thousand", ""), ("million", "BG620"), ("ones", "BG614")):
        said = facts.replace("(000)}", f"(000), in: {scale}}}")
        assert [each[0] for each in messages(bound_desk(tmp_path / scale, THOUSANDS, said))] == [code] * bool(code)


def test_a_share_counts_in_no_thousands(tmp_path: Path) -> None:
    workbook = xlsx('<row r="1"><c r="A1" s="1"><v>0.63</v></c></row>', formats=("0%",))
    facts = FACTS.replace("{row: North, column: Landed 2030}", "{cell: A1, in: thousand}").replace("tonnes", '"%"')
    assert ("BG620", "delete the key `in`") in [
        (each[0], each[2]) for each in messages(bound_desk(tmp_path, workbook, facts))
    ]
