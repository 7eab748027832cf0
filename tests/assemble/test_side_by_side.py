"""A translation and its original in one document: every text beside its counterpart, figures once, nothing lost."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from briefgen.api import BuildOptions, open_project
from briefgen.building import side_by_side_of
from briefgen.content import Memory
from briefgen.errors import UsageError
from briefgen.model.blocks import Contents, Figure, Heading, KeyFigures, Quotation, Table
from briefgen.model.document import Document
from briefgen.model.traverse import blocks_of, plain_text, texts_of
from briefgen.pipeline import check
from briefgen.releases import OpenRelease
from briefgen.render import Brief
from tests.desk import EDITION, FILES
from tests.languages import written
from tests.translated import FRENCH, TRANSLATION, changed, files

CITED = re.compile(r"\[(\d),\sp\.\s(\d)\]")
NAME = f"{TRANSLATION}-side-by-side"
BOTH = {f"{TRANSLATION}/edition.yaml": f"{FRENCH['edition.yaml']}side_by_side: true\n"}


def document(changes: Mapping[str, str | None] | None = None) -> Document:
    project = open_project(Memory(files({**BOTH, **(changes or {})})))
    beside = side_by_side_of(check(project.workspace, TRANSLATION))
    assert beside is not None
    return beside.document


def rows(document: Document) -> list[list[str]]:
    """The rows of running text."""
    tables = [each for each in blocks_of(document.blocks) if isinstance(each, Table) and each.parallel]
    return [[plain_text(cell.content) for cell in row] for table in tables for row in (table.header, *table.rows)]


def test_every_text_stands_beside_its_counterpart() -> None:
    made = document()
    found = rows(made)
    assert ["English", "Français"] in found
    beginnings = [(first[:20], second[:20]) for first, second in found]
    assert ("Boats landed 12,480\xa0", "Les bateaux ont déba") in beginnings
    heads = [plain_text(block.content) for block in made.blocks if isinstance(block, Heading)]
    assert "Landings · Débarquements" in heads
    (contents,) = (block for block in made.blocks if isinstance(block, Contents))
    assert [entry.text for entry in contents.entries] == heads


STRUCTURED = """
## Harbours

> The sea is full.
>
> — Anna Berg

1. One
   - One in one
2. Two
"""
STRUCTURED_IN_FRENCH = """
## Ports

> La mer est pleine.
>
> — Anna Berg

1. Un
   - Un dans un
2. Deux
"""


def test_headings_and_quotations_stay_what_they_are_and_items_have_their_signs() -> None:
    path = "sections/10-landings.md"
    made = document(
        {
            f"{EDITION}/{path}": f"{FILES[f'{EDITION}/{path}']}{STRUCTURED}",
            f"{TRANSLATION}/{path}": f"{FRENCH[path]}{STRUCTURED_IN_FRENCH}",
        }
    )
    below = [plain_text(block.content) for block in made.blocks if isinstance(block, Heading) and block.level > 1]
    assert below == ["Harbours · Ports"]
    (quotation,) = (block for block in made.blocks if isinstance(block, Quotation))
    assert plain_text(quotation.attribution) == "Anna Berg"
    found = rows(made)
    assert ["The sea is full.", "La mer est pleine."] in found
    items = [["1. One", "1. Un"], ["– One in one", "– Un dans un"], ["2. Two", "2. Deux"]]
    assert [[cell.strip() for cell in row] for row in found if row[0].strip()[:2] in ("1.", "2.", "– ")] == items


def test_what_stands_on_the_pages_is_in_both_languages() -> None:
    front = document().front
    assert (front.marking, front.desk) == ("Official · Officiel", "Fisheries desk · Bureau de la pêche")
    assert " ".join(front.running_issue.split()) == "No. 19 · 5 May 2031 · DRAFT · N° 19 · 5 mai 2031 · PROJET"
    assert front.draft == "DRAFT"


def test_a_marking_that_is_too_long_in_both_languages_is_that_of_the_original() -> None:
    long = FRENCH["labels.yaml"].replace("Official: Officiel,", f"Official: {'Officiel et très long ' * 5},")
    assert long != FRENCH["labels.yaml"]
    front = document({f"{TRANSLATION}/labels.yaml": long}).front
    assert front.marking == "Official"
    assert any("très long" in plain_text(detail.text) for detail in front.details)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("pair", "first", "second"), [("en+ur", "Herring", "ہیرنگ مچھلی"), ("ar+ru", "سمك الرنجة", "Сельдь")]
)
def test_the_page_is_that_of_the_original_and_words_that_run_the_other_way_are_isolated(
    pair: str, first: str, second: str, tmp_path: Path
) -> None:
    project = open_project(written(pair, tmp_path).parent)
    beside = side_by_side_of(check(project.workspace, f"{EDITION}-{pair[3:]}"))
    assert beside is not None
    made = beside.document
    assert made.properties.language == pair[:2]
    isolate = "\u2067" if pair.endswith("ur") else "\u2066"
    assert made.front.running_title == f"{first} · {isolate}{second}\u2069"
    listed = [[entry.text for entry in block.entries] for block in made.blocks if isinstance(block, Contents)]
    assert listed
    assert all(text.count(" · ") == 1 and text.endswith("\u2069") for texts in listed for text in texts)
    tables = [each for each in blocks_of(made.blocks) if isinstance(each, Table) and each.parallel]
    assert {column.width for table in tables for column in table.columns} == {0.5}
    assert not any(table.heads_rows for table in tables)


def test_numbers_of_paragraphs_stand_on_both_sides() -> None:
    header = f"{EDITION}/edition.yaml"
    found = rows(document({header: f"{FILES[header]}numbered_paragraphs: true\n"}))
    assert [(first[:11], second[:14]) for first, second in found if first.startswith("1. ")] == [
        ("1. Boats la", "1. Les bateaux")
    ]


def test_tables_and_key_figures_stand_once_and_charts_twice() -> None:
    made = document()
    quota = next(block for block in made.blocks if isinstance(block, Table) and block.anchor == "table:quota")
    assert [plain_text(row[0].content) for row in quota.rows] == ["Landings Débarquements", "Quota"]
    assert [plain_text(row[1].content) for row in quota.rows] == ["12,480 12\u202f480", "11,000 11\u202f000"]
    (tiles,) = (block for block in made.blocks if isinstance(block, KeyFigures))
    assert plain_text(tiles.tiles[0].caption) == "tonnes landed 12\u202f480\u00a0tonnes débarquées"
    figures = [block for block in made.blocks if isinstance(block, Figure)]
    assert len({figure.picture for figure in figures}) == len(figures) == 6
    assert [figure.label for figure in figures] == ["Figure\xa01", "", "Figure\xa02", "", "Figure\xa03", ""]
    assert plain_text(figures[1].caption).startswith("Figure\xa01. Débarquements et quota")


def test_a_note_stands_once_in_both_languages() -> None:
    (note,) = document().notes
    assert len(note.content) == 2
    assert "Pesé au quai." in plain_text(next(iter(texts_of(note.content[1]))))


def test_a_long_title_is_cut_in_the_heads_of_pages() -> None:
    long = FILES[f"{EDITION}/edition.yaml"].replace("title: Herring\n", f"title: {'Herring and its landings ' * 6}\n")
    title = document({f"{EDITION}/edition.yaml": long}).front.running_title
    assert title.endswith(" and its…")
    assert len(title) < 100


def test_no_id_is_there_twice() -> None:
    ids = [block.id for block in blocks_of(document().blocks) if block.id]
    assert len(ids) == len(set(ids))


def test_sources_have_the_numbers_of_the_original_whatever_is_cited_first() -> None:
    path = "sections/10-landings.md"
    cites = " [p. 1](#source:minutes) [p. 2](#source:survey)"
    original = changed(f"original/{path}", "Boats landed", f"As is known{cites}, boats landed")
    turned = " [p. 2](#source:survey) [p. 1](#source:minutes)"
    own = changed(path, "Les bateaux ont débarqué", f"Comme on le sait{turned}, les bateaux ont débarqué")
    (both,) = (row for row in rows(document({**original, **own})) if row[1].startswith("Comme"))
    cited = [dict(reversed(each) for each in CITED.findall(text)) for text in both]
    assert cited[0] == cited[1]
    assert len(set(cited[0].values())) == 2


def test_an_edition_that_translates_none_has_no_other_side() -> None:
    header = files()[f"{EDITION}/edition.yaml"].decode() + "side_by_side: true\n"
    report = open_project(Memory(files({f"{EDITION}/edition.yaml": header})))[EDITION].facts()
    assert [(fault.code, fault.message) for fault in report.diagnostics if fault.is_error] == [
        ("BG801", "`side_by_side` is for a translation, and this edition translates none")
    ]


@pytest.mark.slow
def test_it_is_written_in_every_format_and_said_of_again(tmp_path: Path) -> None:
    desk = "desk.yaml"
    own = {desk: files()[desk].decode() + "contact: {email: desk@example.org}\n"}
    project = open_project(Memory(files({**BOTH, **own})), out=tmp_path)
    options = BuildOptions(["pdf", "docx", "html", "txt", "eml"])
    built = project[TRANSLATION].build(options)
    made = {f"{NAME}/{NAME}.{kind}" for kind in ("pdf", "docx", "html", "txt", "eml")}
    names = {str(path.relative_to(built.folder)) for path in built.documents}
    assert made < names
    assert all((built.folder / name).stat().st_size for name in names)
    again = project[TRANSLATION].build(options)
    assert (again.outcome.value, set(again.documents)) == ("unchanged", set(built.documents))
    document = built.folder / NAME / f"{NAME}.docx"
    with pytest.raises(UsageError, match=f"let reviewers mark up the document of {TRANSLATION}, or of its original"):
        project.pull([document])


SENTENCES = {EDITION: "Talks with Norvania go on.", TRANSLATION: "Les pourparlers avec la Norvanie continuent."}


@pytest.mark.slow
def test_that_of_a_release_holds_no_more_than_the_release_and_is_proven_so(monkeypatch: pytest.MonkeyPatch) -> None:
    releases = "releases:\n  minister: {audience: [Minister]}\n  press: {audience: [Press office]}\n"
    path, own = "sections/10-landings.md", {TRANSLATION: FRENCH["sections/10-landings.md"]}
    texts = {name: own.get(name) or FILES[f"{name}/{path}"] for name in SENTENCES}
    marked = {f"{name}/{path}": f"{texts[name]}\n{SENTENCES[name]} {{for=minister}}\n" for name in SENTENCES}
    desk = {"desk.yaml": f"{FILES['desk.yaml']}{releases}"}
    release = open_project(Memory(files({**BOTH, **desk, **marked})))[TRANSLATION].release("press")
    name, proven = f"{TRANSLATION}-press-side-by-side", list[set[str]]()
    prove = OpenRelease.prove

    def recorded(self: OpenRelease, brief: Brief, files: Mapping[str, bytes], *more: Any) -> None:
        proven.append(set(files))
        prove(self, brief, files, *more)

    monkeypatch.setattr(OpenRelease, "prove", recorded)
    written = release.render(["txt"])[f"{name}/{name}.txt"].decode()
    assert "Boats landed" in written
    assert "Norvan" not in written
    assert [f"{name}.txt" in files for files in proven] == [False, True]
