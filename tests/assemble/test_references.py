"""The references annex: who ticked a figure, and the acronyms that stand before it."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from briefgen.assemble import make_document
from briefgen.assemble.resolve_facts import Resolver
from briefgen.assemble.sources import describe
from briefgen.content import Folder, load_edition
from briefgen.ledger import build_ledger
from briefgen.model.blocks import Heading, List, Table
from briefgen.model.document import Document
from briefgen.model.edition import Desk, Source
from briefgen.model.fact import Ledger
from briefgen.model.labels import labels_for
from briefgen.model.traverse import plain_text
from briefgen.sign_off import sign_off
from tests.desk import EDITION, FILES, write_desk
from tests.ledger.editions import edition


def document_of(content: Path) -> Document:
    edition = load_edition(Folder(content), EDITION).edition
    assert edition
    ledger, _ = build_ledger(edition)
    return make_document(edition, ledger, frozenset())[0]


def annex(content: Path, identity: str) -> list[list[str]]:
    """The cells of a table of the document."""
    table = next(block for block in document_of(content).blocks if isinstance(block, Table) and block.id == identity)
    return [[plain_text(cell.content) for cell in row] for row in (table.header, *table.rows)]


def sign(content: Path, *ids: str) -> None:
    edition = load_edition(Folder(content), EDITION).edition
    assert edition
    ledger, _ = build_ledger(edition)
    sign_off(content, edition, [ledger[name] for name in ids], "A. Berg", date(2031, 5, 4))


def test_who_ticked_stands_in_a_column_where_anybody_did(tmp_path: Path) -> None:
    content = write_desk(tmp_path)
    assert annex(content, "references-table")[0] == ["Figure", "What it is, and how it was derived", "Source"]
    sign(content, "landings", "rise")
    head, *rows = annex(content, "references-table")
    assert head[3] == "Ticked"
    ticked = {row[1].partition(",")[0].partition(":")[0]: row[3] for row in rows}
    assert ticked["Landings"] == ticked["Rise of the landings"] == "A.\u00a0Berg, 4\u00a0May\u00a02031"
    assert ticked["Quota"] == ""


def test_a_tick_that_has_fallen_is_not_printed(tmp_path: Path) -> None:
    content = write_desk(tmp_path)
    sign(content, "landings")
    facts = content / EDITION / "facts.yaml"
    facts.write_text(facts.read_text(encoding="utf-8").replace("12480", "12490"), encoding="utf-8")
    assert annex(content, "references-table")[1][3] == ""


def test_the_column_stands_where_ticks_are_required_though_there_are_none(tmp_path: Path) -> None:
    content = write_desk(tmp_path, {"desk.yaml": FILES["desk.yaml"] + "sign_off_required: true\n"})
    assert [row[3] for row in annex(content, "references-table")[:2]] == ["Ticked", ""]


def test_acronyms_are_listed_by_letter_before_the_references(tmp_path: Path) -> None:
    section = "---\ntitle: More\n---\n\nThe World Fish Club (WFC), the Deep Sea Board (DSB) and the EU met.\n"
    desk = FILES["desk.yaml"] + "understood: [EU]\n"
    content = write_desk(tmp_path, {"/sections/30-more.md": section, "desk.yaml": desk})
    rows = annex(content, "acronyms-table")
    assert rows == [["Acronym", "In full"], ["DSB", "Deep Sea Board"], ["WFC", "World Fish Club"]]
    edition = load_edition(Folder(content), EDITION).edition
    assert edition
    blocks = make_document(edition, build_ledger(edition)[0], frozenset())[0].blocks
    titles = [plain_text(block.content) for block in blocks if isinstance(block, Heading) and block.level == 1]
    assert titles[-3:] == ["Acronyms", "References", "Sources"]


@pytest.mark.parametrize(
    ("desk", "edition", "listed", "sources"),
    [
        ("full", "", {"Landings", "Rise of the landings"}, 3),
        ("derived", "", {"Rise of the landings"}, 3),
        ("sources", "", set(), 3),
        ("none", "", set(), 2),
        ("none", "references: full\n", {"Landings", "Rise of the landings"}, 3),
    ],
)
def test_the_annex_lists_what_the_desk_or_the_edition_asks_for(
    tmp_path: Path, desk: str, edition: str, listed: set[str], sources: int
) -> None:
    """The sources that a text or the upcoming dates cite are listed in any case, "records" with its figure."""
    header, facts = f"{EDITION}/edition.yaml", f"{EDITION}/facts.yaml"
    files = {
        "desk.yaml": f"{FILES['desk.yaml']}references: {desk}\n",
        "sources.yaml": FILES["sources.yaml"] + "\nrecords: {kind: report, title: Records, date: 2030-01-31}\n",
        header: FILES[header] + edition,
        facts: FILES[facts].replace("{id: survey, at: table 2}", "{id: records, at: table 2}"),
    }
    document = document_of(write_desk(tmp_path, files))
    blocks = {block.id: block for block in document.blocks if isinstance(block, Table | List)}
    table, citations = blocks.get("references-table"), blocks["sources-list"]
    assert isinstance(citations, List)
    assert len(citations.items) == sources
    labels = [plain_text(row[1].content) for row in table.rows] if isinstance(table, Table) else []
    assert {name for name in ("Landings", "Rise of the landings") if any(map(re.compile(name).match, labels))} == listed


SOURCES_OF_COD = ["Institute of the Sea, Coastal survey [1]", "Agreed minutes [2]", "Derived"]


def test_figures_of_a_chart_from_one_place_share_a_row_below_their_source(tmp_path: Path) -> None:
    ports = [f"  value: {200 + n}\n  unit: tonnes\n  label: Cod, port {n}\n  period: 2030" for n in range(1, 9)]
    source = "  source: {id: survey, at: table 4}\n"
    facts = "\n".join(f"cod_{n}:\n{port}\n{source}" for n, port in enumerate(ports, 1))
    facts = facts.replace("Cod, port 6", "Haddock, port 6")
    said = "Cod {{ cod_1 | unit }}, {{ cod_7 | unit }}, {{ cod_8 | unit }}.\n\n![](figure:cod)\n"
    names = ", ".join(f"cod_{n}" for n in range(1, 7))
    chart = f"\ncod:\n  kind: bars\n  facts: [{names}]\n  title: Cod\n  caption: Cod.\n"
    files = {
        "/facts.yaml": FILES[f"{EDITION}/facts.yaml"] + facts,
        "/figures.yaml": FILES[f"{EDITION}/figures.yaml"] + chart,
        "/sections/30-cod.md": f"---\ntitle: Cod\n---\n\n{said}",
    }
    head, *rows = annex(write_desk(tmp_path, files), "references-table")
    printed = [[cell.replace("\u00a0", " ") for cell in row] for row in rows]
    assert head == ["Figure", "What it is, and how it was derived", "Source"]
    shared = "Figure 4. 2030. Cod, port 1: 201 tonnes; Cod, port 2: 202 tonnes; Cod, port 3: 203 tonnes; "
    shared += "Cod, port 4: 204 tonnes; Cod, port 5: 205 tonnes; Haddock, port 6: 206 tonnes"
    assert ["6 figures", shared, "table 4"] in printed
    assert ["12,480 tonnes", "Landings, 2030", "table 1"] in printed
    assert [row[0] for row in printed if not any(row[1:])] == SOURCES_OF_COD


def test_names_from_the_left_stand_whole_among_words_from_the_right() -> None:
    source = Source("s", "report", "Yearbook (2031)", "Agency (AB)", url="https://a.example/2031-05/")
    resolver = Resolver(edition(desk=Desk("Desk", "ur")), Ledger({}))
    text = plain_text(describe(source, resolver, labels_for("ur")))
    assert "\u2068Agency (AB)\u2069۔ \u2068Yearbook (2031)\u2069" in text
    assert text.endswith("\u2066https://a.example/2031-05/\u2069")
