"""From content files to the document: what every brief has, in its order, with everything resolved."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from briefgen.assemble import make_document, with_pages
from briefgen.content import Folder, load_edition
from briefgen.ledger import build_ledger
from briefgen.model.blocks import (
    Align,
    Block,
    Callout,
    Contents,
    Figure,
    Heading,
    KeyFigures,
    List,
    Listed,
    Paragraph,
    Table,
)
from briefgen.model.document import Document
from briefgen.model.inlines import CrossReference, Inlines
from briefgen.model.traverse import blocks_of, inlines_of, plain_text, texts_of
from tests.desk import EDITION, FILES, replaced, write_desk


def document(folder: Path, changes: Mapping[str, str | None] | None = None) -> Document:
    loaded = load_edition(Folder(write_desk(folder, changes)), EDITION)
    assert loaded.edition is not None
    assert [fault for fault in loaded.diagnostics if fault.is_error] == []
    ledger, faults = build_ledger(loaded.edition, loaded.broken)
    assert faults == []
    made, faults = make_document(loaded.edition, ledger, loaded.broken)
    assert faults == []
    return made


@pytest.fixture(scope="module")
def brief(tmp_path_factory: pytest.TempPathFactory) -> Document:
    return document(tmp_path_factory.mktemp("desk"))


def text_of(block: Block) -> str:
    return " ".join(plain_text(text) for text in texts_of(block))


def find(brief: Document, kind: type[Block], identity: str) -> Block:
    return next(b for b in blocks_of(brief.blocks) if isinstance(b, kind) and identity in (b.id, b.anchor))


def cell_texts(table: Block) -> list[list[str]]:
    assert isinstance(table, Table)
    return [[plain_text(cell.content) for cell in row] for row in (table.header, *table.rows)]


def test_figures_and_tables_are_listed_where_the_desk_wants_it(tmp_path: Path, brief: Document) -> None:
    assert [block.of for block in brief.blocks if isinstance(block, Contents)] == [Listed.HEADINGS]
    wanted = {"desk.yaml": FILES["desk.yaml"] + "lists: [tables, figures, tables]\n"}
    listing = document(tmp_path, wanted)
    lists = [block for block in listing.blocks if isinstance(block, Contents)]
    assert [(block.title, block.of) for block in lists] == [
        ("Contents", Listed.HEADINGS),
        ("Tables", Listed.TABLES),
        ("Figures", Listed.FIGURES),
    ]
    for block, kind in zip(lists[1:], (Table, Figure), strict=True):
        labels = [each.label for each in blocks_of(listing.blocks) if isinstance(each, kind) and each.label]
        assert [entry.text.split(".")[0] for entry in block.entries] == labels
        assert len(labels) > 0
        assert all(isinstance(find(listing, kind, entry.target), kind) for entry in block.entries)
    paged = with_pages(listing, {entry.target: 4 for entry in lists[1].entries})
    assert {e.page for b in paged.blocks if isinstance(b, Contents) and b.of is Listed.TABLES for e in b.entries} == {4}


def test_a_list_of_nothing_is_left_out(tmp_path: Path) -> None:
    landings = FILES[f"{EDITION}/sections/10-landings.md"].replace("Table: The quota. {#quota}\n\n", "")
    changes = {
        "desk.yaml": FILES["desk.yaml"] + "lists: [figures, tables]\n",
        "/sections/10-landings.md": landings.replace("[](#table:quota)", "It"),
    }
    lists = [block.of for block in document(tmp_path, changes).blocks if isinstance(block, Contents)]
    assert lists == [Listed.HEADINGS, Listed.FIGURES]


def test_blocks_come_in_the_order_of_every_brief(brief: Document) -> None:
    kinds = [type(block) for block in brief.blocks]
    assert kinds[:5] == [Callout, KeyFigures, Contents, Heading, Table]
    assert [text_of(block) for block in brief.blocks if isinstance(block, Heading)] == [
        "Upcoming dates",
        "Landings",
        "The vote",
        "References",
        "Sources",
    ]
    assert kinds[-1] is List


def test_the_heads_have_the_short_title_where_there_is_one(tmp_path: Path, brief: Document) -> None:
    assert brief.front.running_title == "Herring"
    header = FILES[f"{EDITION}/edition.yaml"] + "short_title: 'Quota of {{ quota }}'\n"
    front = document(tmp_path, {"/edition.yaml": header}).front
    assert (plain_text(front.title), front.running_title) == ("Herring", "Quota of 11,000")


def test_front_has_what_the_edition_says(brief: Document) -> None:
    front = brief.front
    assert (front.desk, front.issue, front.marking) == ("Fisheries desk", "Brief No.\u00a019", "Official")
    assert (front.running_title, front.running_issue) == ("Herring", "No.\u00a019 · 5\u00a0May\u00a02031 · DRAFT")
    assert [(detail.label, plain_text(detail.text)) for detail in front.details] == [
        ("Edition", "5\u00a0May\u00a02031"),
        ("No.", "19"),
        ("Covers", "April\u00a02031"),
        ("Marking", "Official"),
        ("Status", "draft"),
        ("For", "Minister"),
        ("Prepared by", "Fisheries desk"),
        ("Distribution", "Minister’s office"),
        ("Clearance", "Legal adviser, 4\u00a0May\u00a02031; Head of desk, not yet"),
    ]


@pytest.mark.parametrize(
    ("clearances", "word"),
    [
        ("[{by: Legal adviser, date: 2031-05-04}, {by: Head of desk}]", "DRAFT"),
        ("[{by: Legal adviser}]", "DRAFT"),
        ("[{by: Legal adviser, date: 2031-05-04}, {by: Head of desk, date: 2031-05-05}]", ""),
        ("[]", ""),
    ],
)
def test_an_edition_is_a_draft_until_everybody_has_cleared_it(tmp_path: Path, clearances: str, word: str) -> None:
    header = FILES[f"{EDITION}/edition.yaml"]
    start, end = header.index("clearances:"), header.index("bottom_line:")
    changed = f"{header[:start]}clearances: {clearances}\n{header[end:]}"
    assert document(tmp_path, {"/edition.yaml": changed}).front.draft == word


def test_values_are_resolved_everywhere(brief: Document) -> None:
    text = " ".join(text_of(block) for block in blocks_of(brief.blocks))
    assert "Landings stood at 12,480\u00a0tonnes, +8% on the year before." in text
    assert "Boats landed 12,480\u00a0tonnes [1,\u00a0table\u00a01], which is 1,480 above the quota." in text
    assert "Anna Berg chairs the council that votes on 1\u00a0June\u00a02031, 27\u00a0days from now." in text


def test_sections_are_numbered_and_annexes_lettered_behind_them(tmp_path: Path) -> None:
    annex = "---\ntitle: Method\nkind: annex\n---\n\nAs in [](#section:method) before, after [](#section:vote).\n"
    made = document(tmp_path, {"/sections/15-method.md": annex})
    numbered = [(b.number, text_of(b)) for b in made.blocks if isinstance(b, Heading) and b.number]
    assert numbered == [("1", "Landings"), ("2", "The vote"), ("A", "Method")]
    assert "As in Annex\u00a0A before, after Section\u00a02." in " ".join(map(text_of, made.blocks))


def test_figures_and_captioned_tables_are_numbered_in_reading_order(brief: Document) -> None:
    labels = [block.label for block in blocks_of(brief.blocks) if isinstance(block, Figure | Table)]
    assert labels == ["", "Figure\u00a01", "Table\u00a01", "Figure\u00a02", "Figure\u00a03", ""]


def test_cross_references_name_what_they_lead_to(brief: Document) -> None:
    paragraph = next(b for b in brief.blocks if isinstance(b, Paragraph) and "show it" in text_of(b))
    assert "Figure\u00a01 and Table\u00a01 show it; Section\u00a02 says what comes next." in text_of(paragraph)
    anchors = {b.anchor for b in blocks_of(brief.blocks)} | {
        item.anchor for b in brief.blocks if isinstance(b, List) for item in b.items
    }
    targets = {i.target for t in texts_of(paragraph) for i in inlines_of(t) if isinstance(i, CrossReference)}
    assert len(targets) == 4
    assert targets <= anchors


def test_sources_are_numbered_by_their_first_citation_and_listed(brief: Document) -> None:
    sources = brief.blocks[-1]
    assert isinstance(sources, List)
    assert sources.numbered
    texts = [" ".join(text_of(block) for block in item.content) for item in sources.items]
    assert texts == [
        "Institute of the Sea. Coastal survey (survey; 30\u00a0April\u00a02031).",
        "Agreed minutes (minutes; undated: the minutes give no day), as reported in [1], to which the places refer.",
    ]


def test_key_figures_carry_the_numbers_of_their_sources(brief: Document) -> None:
    tiles = next(block for block in brief.blocks if isinstance(block, KeyFigures)).tiles
    assert [(tile.value.text, plain_text(tile.caption)) for tile in tiles] == [
        ("12,480", "tonnes landed"),
        ("+8%", "on the year before"),
    ]
    assert {tile.reference for tile in tiles} == {source_number(brief, "survey")}


def source_number(brief: Document, source: str) -> str:
    items = next(block for block in reversed(brief.blocks) if isinstance(block, List)).items
    return f"[{next(n for n, item in enumerate(items, 1) if item.anchor == f'source:{source}')}]"


def test_upcoming_dates_count_days_from_the_editions_date(brief: Document) -> None:
    minutes = source_number(brief, "minutes")
    assert cell_texts(find(brief, Table, "deadlines")) == [
        ["By", "Who must do what", "Days left"],
        ["1\u00a0Jun\u00a02031", f"The council: vote on the quota {minutes[:-1]},\u00a0page\u00a03]", "27"],
    ]


@pytest.mark.parametrize(
    ("by", "status", "printed"),
    [
        ("2031-05-04", "open", "passed"),
        ("2031-05-05", "open", "today"),
        ("2031-05-06", "open", "1"),
        ("2031-06-01", "met", "met"),
        ("2031-05-01", "withdrawn", "withdrawn"),
    ],
)
def test_deadlines_say_where_they_stand(tmp_path: Path, by: str, status: str, printed: str) -> None:
    text = FILES[f"{EDITION}/deadlines.yaml"].replace("2031-06-01", by) + f"  status: {status}\n"
    made = document(tmp_path, {"/deadlines.yaml": text})
    assert cell_texts(find(made, Table, "deadlines"))[1][2] == printed


def test_references_list_every_figure_with_its_derivation(brief: Document) -> None:
    rows = cell_texts(find(brief, Table, "references-table"))
    survey, minutes = source_number(brief, "survey")[:-1], source_number(brief, "minutes")[:-1]
    assert rows[1:] == [
        ["12,480\u00a0tonnes", "Landings, 2030", f"{survey},\u00a0table\u00a01]"],
        ["11,000\u00a0tonnes", "Quota, 2030", f"{minutes},\u00a0page\u00a02]"],
        ["1,480\u00a0tonnes", "Landed above the quota: 12,480\u00a0−\u00a011,000", "derived"],
        ["11,556\u00a0tonnes", "Landings of the year before, 2029", f"{survey},\u00a0table\u00a02]"],
        [
            "8%",
            "Rise of the landings: " + "(12,480 − 11,556) / 11,556".replace(" ", "\u00a0") + ", stated 8%: agrees",
            f"{survey},\u00a0summary]",
        ],
        ["1\u00a0Jun\u00a02031", "Deadline: vote on the quota", f"{minutes},\u00a0page\u00a03]"],
    ]


def test_source_line_of_a_chart_names_sources_and_derivations(brief: Document) -> None:
    figure = find(brief, Figure, "figure:landed")
    assert isinstance(figure, Figure)
    line = plain_text(figure.source).replace("\u00a0", " ")
    assert line.startswith("Source: Institute of the Sea, Coastal survey [")
    assert "; minutes [" in line
    assert line.endswith("]. Landed above the quota derived as 12,480 − 11,000.")


def test_source_line_of_a_table_comes_from_its_cells(brief: Document) -> None:
    table = find(brief, Table, "table:quota")
    assert isinstance(table, Table)
    assert plain_text(table.source).startswith("Source: Institute of the Sea, Coastal survey [")
    deadlines = find(brief, Table, "deadlines")
    assert isinstance(deadlines, Table)
    assert deadlines.source == ()


def test_alternative_text_is_written_from_the_data(brief: Document) -> None:
    chart, dates = find(brief, Figure, "figure:landed"), find(brief, Figure, "figure:dates")
    assert isinstance(chart, Figure)
    assert isinstance(dates, Figure)
    assert chart.alt == ("Bar chart, tonnes. Landings 12,480; Quota 11,000; Landed above the quota 1,480 (derived).")
    assert dates.alt == "Timeline. 5\u00a0May: this brief; 1\u00a0June: vote on the quota, 27\u00a0days left."


def test_alternative_text_of_the_author_wins(tmp_path: Path) -> None:
    change = replaced("/figures.yaml", "  facts: [vote]\n", "  facts: [vote]\n  alt: The vote on {{ vote | iso }}\n")
    figure = find(document(tmp_path, change), Figure, "figure:dates")
    assert isinstance(figure, Figure)
    assert figure.alt == "The vote on 2031-06-01"


def test_notes_are_numbered_by_their_first_reference(tmp_path: Path) -> None:
    section = "---\ntitle: Notes\n---\n\nTwo[^b] notes[^a], one twice[^b].\n\n[^a]: About {{ quota }}.\n[^b]: First.\n"
    made = document(tmp_path, {"/sections/30-notes.md": section})
    texts = [(note.number, " ".join(map(text_of, note.content))) for note in made.notes]
    assert texts == [(1, "Weighed at the quay."), (2, "First."), (3, "About 11,000.")]


def test_contents_list_the_sections_with_their_pages(brief: Document) -> None:
    contents = find(brief, Contents, "contents")
    assert isinstance(contents, Contents)
    assert [(entry.number, entry.text) for entry in contents.entries] == [
        ("", "Upcoming dates"),
        ("1", "Landings"),
        ("2", "The vote"),
        ("", "References"),
        ("", "Sources"),
    ]
    paged = find(with_pages(brief, {entry.target: 7 for entry in contents.entries}), Contents, "contents")
    assert isinstance(paged, Contents)
    assert {entry.page for entry in paged.entries} == {7}


def test_columns_stand_as_the_author_aligned_them(brief: Document) -> None:
    table = find(brief, Table, "table:quota")
    assert isinstance(table, Table)
    assert [column.align for column in table.columns] == [Align.LEFT, Align.RIGHT]


def test_ids_are_unique_and_kept_when_another_paragraph_is_edited(brief: Document, tmp_path: Path) -> None:
    def identities(made: Document) -> list[str]:
        return [block.id for block in blocks_of(made.blocks)]

    before = identities(brief)
    assert len(before) == len(set(before)) > 15
    assert all(before)
    after = identities(
        document(tmp_path, replaced("/sections/10-landings.md", "Boats landed", "New words first.\n\nBoats landed"))
    )
    assert set(before) < set(after) or len(set(before) - set(after)) <= 1


def test_texts_without_values_have_places(brief: Document) -> None:
    def places(text: Inlines) -> list[str]:
        return [inline.place.file for inline in inlines_of(text) if inline.place]

    files = {file for block in blocks_of(brief.blocks) for text in texts_of(block) for file in places(text)}
    assert {Path(file).name for file in files} >= {"10-landings.md", "20-vote.md", "edition.yaml", "figures.yaml"}


TWO = """\
vote:
  by: 2031-05-02
  who: The council
  what: vote on the quota
  source: {id: minutes, at: page 3}
  status: met
report:
  by: 2031-05-20
  who: The ministry
  what: report
  source: minutes
"""


def test_what_is_still_to_come_stands_before_what_is_settled(tmp_path: Path) -> None:
    made = document(tmp_path, {"/deadlines.yaml": TWO})
    rows = cell_texts(find(made, Table, "deadlines"))[1:]
    assert [(row[0], row[2]) for row in rows] == [("20\u00a0May\u00a02031", "15"), ("2\u00a0May\u00a02031", "met")]


def test_timeline_says_how_each_date_stands(tmp_path: Path) -> None:
    facts = FILES[f"{EDITION}/facts.yaml"] + "start:\n  {value: 2031-04-01, label: start, source: survey}\n"
    figures = FILES[f"{EDITION}/figures.yaml"].replace("facts: [vote]", "facts: [start, vote, report]")
    made = document(tmp_path, {"/deadlines.yaml": TWO, "/facts.yaml": facts, "/figures.yaml": figures})
    figure = find(made, Figure, "figure:dates")
    assert isinstance(figure, Figure)
    assert figure.chart is not None
    assert [(event.label, event.days_left) for event in figure.chart.events] == [
        ("start", ""),
        ("vote on the quota", "met"),
        ("report", "15\u00a0days left"),
    ]
    assert figure.alt.startswith(
        "Timeline. 5\u00a0May: this brief; 1\u00a0April: start; 2\u00a0May: vote on the quota, met; "
    )


@pytest.mark.parametrize(
    ("day", "dates"),
    [
        ("2031-12-31", ["31\u00a0December", "20\u00a0May", "5\u00a0May: this brief"]),
        ("2032-01-01", ["1\u00a0January\u00a02032", "20\u00a0May\u00a02031", "5\u00a0May\u00a02031: this brief"]),
        ("2030-12-31", ["31\u00a0December\u00a02030", "20\u00a0May\u00a02031", "5\u00a0May\u00a02031: this brief"]),
    ],
)
def test_timeline_over_several_years_says_them(tmp_path: Path, day: str, dates: list[str]) -> None:
    facts = FILES[f"{EDITION}/facts.yaml"] + f"start:\n  {{value: {day}, label: start, source: survey}}\n"
    figures = FILES[f"{EDITION}/figures.yaml"].replace("facts: [vote]", "facts: [start, report]\n  data_table: true")
    made = document(tmp_path, {"/deadlines.yaml": TWO, "/facts.yaml": facts, "/figures.yaml": figures})
    figure, table = find(made, Figure, "figure:dates"), find(made, Table, "data:dates")
    assert isinstance(figure, Figure)
    assert figure.chart is not None
    assert {event.text for event in figure.chart.events} == set(dates[:2])
    assert f"{figure.chart.today_text}: {figure.chart.today_label}" == dates[2]
    assert all(text in figure.alt for text in dates)
    assert all(row[0].endswith(("\u00a02030", "\u00a02031", "\u00a02032")) for row in cell_texts(table)[1:])


def test_many_derivations_are_left_to_the_references(tmp_path: Path) -> None:
    facts = FILES[f"{EDITION}/facts.yaml"] + "".join(
        f"d{n}:\n  label: Part {n}\n  formula: landings / {n}\n" for n in (2, 3, 4)
    )
    figures = FILES[f"{EDITION}/figures.yaml"].replace("[landings, quota, excess]", "[landings, d2, d3, d4]")
    figure = find(document(tmp_path, {"/facts.yaml": facts, "/figures.yaml": figures}), Figure, "figure:landed")
    assert isinstance(figure, Figure)
    assert plain_text(figure.source).endswith("]. 3\u00a0figures derived, see the references.")


def test_a_heading_without_a_number_is_called_by_its_title(tmp_path: Path) -> None:
    text = "---\ntitle: More\n---\n\n## The *old* way {#old}\n\nAs in [](#section:old) and [there](#section:old).\n"
    made = document(tmp_path, {"/sections/30-more.md": text})
    assert "As in “The old way” and there." in " ".join(map(text_of, made.blocks))


@pytest.mark.parametrize(
    ("place", "printed"),
    [
        ("table 1", "[1,\u00a0table\u00a01]"),
        (
            "second paragraph of the letter that came with it",
            "[1,\u00a0second paragraph of the letter that came with it]",
        ),
    ],
)
def test_only_a_short_place_in_a_source_is_kept_on_one_line(tmp_path: Path, place: str, printed: str) -> None:
    brief = document(
        tmp_path, replaced("/sections/10-landings.md", "[table 1](#source:survey)", f"[{place}](#source:survey)")
    )
    texts = [
        i.text
        for b in blocks_of(brief.blocks)
        for t in texts_of(b)
        for i in inlines_of(t)
        if isinstance(i, CrossReference)
    ]
    assert printed in texts


def test_a_reference_inside_a_heading_is_in_its_name_too(tmp_path: Path) -> None:
    text = "---\ntitle: More\n---\n\n## As [](#figure:landed) shows {#as}\n\nIt is as in [](#section:as).\n"
    made = document(tmp_path, {"/sections/30-more.md": text})
    assert "It is as in “As Figure\u00a01 shows”." in " ".join(map(text_of, made.blocks))


@pytest.mark.slow
def test_long_chains_of_formulas_are_followed_once(tmp_path: Path) -> None:
    """A thousand facts in a row, and sixty of which each needs the two before it."""
    chain = "".join(f"c{n}:\n  label: c{n}\n  formula: {f'c{n - 1}' if n else 'landings'} * 1\n" for n in range(1000))
    web = "".join(f"w{n}:\n  label: w{n}\n  formula: w{n - 1} - w{n - 2}\n  signed: true\n" for n in range(2, 60))
    web = "w0:\n  label: w0\n  formula: landings\nw1:\n  label: w1\n  formula: quota\n" + web
    facts = FILES[f"{EDITION}/facts.yaml"] + chain + web
    text = "---\ntitle: More\n---\n\n| a | b |\n| - | - |\n| {{ c999 }} | {{ w59 }} |\n"
    made = document(tmp_path, {"/facts.yaml": facts, "/sections/30-more.md": text})
    table = next(
        b
        for b in made.blocks
        if isinstance(b, Table) and "12,480" in text_of(b) and len(b.columns) == 2 and not b.anchor
    )
    assert "Coastal survey" in plain_text(table.source)
    assert "minutes" in plain_text(table.source)


def test_annex_names_the_unit_wherever_it_can(tmp_path: Path) -> None:
    facts = FILES[f"{EDITION}/facts.yaml"]
    facts += 'a1:\n  {value: 41, unit: "%", label: a1, source: survey}\n'
    facts += 'a2:\n  {value: 40, unit: "%", label: a2, source: survey}\n'
    facts += (
        "gap:\n  formula: a1 - a2\n  label: gap\nleft:\n  formula: edition_date + 1 - edition_date\n  label: left\n"
    )
    facts += "one:\n  {value: 1, unit: crews, label: one, source: survey}\n"
    vote = FILES[f"{EDITION}/sections/20-vote.md"] + "\n{{ gap }}, {{ left }} and {{ one }}.\n"
    made = document(tmp_path, {"/facts.yaml": facts, "/sections/20-vote.md": vote})
    rows = cell_texts(find(made, Table, "references-table"))
    printed = {row[1].partition(":")[0]: row[0] for row in rows}
    assert printed["gap"] == "1\u00a0percentage point"
    assert printed["left"] == "1\u00a0day"
    assert printed["one"] == "1"
    assert printed["a1"] == "41%"


def test_a_reference_says_where_it_leads(tmp_path: Path) -> None:
    section = FILES[f"{EDITION}/sections/10-landings.md"] + "\nRead [](#table:quota) and [¶¶ 3 to 5](#source:survey).\n"
    found = document(tmp_path, {"/sections/10-landings.md": section})
    leads = {
        inline.leads
        for block in blocks_of(found.blocks)
        for text in texts_of(block)
        for inline in inlines_of(text)
        if isinstance(inline, CrossReference)
    }
    assert {"Source 1: Coastal survey, paragraph 3 to 5", "Table 1: The quota"} <= leads
    assert "" not in leads
