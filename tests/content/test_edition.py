from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from briefgen.content import Folder, find_editions, load_edition
from briefgen.model.blocks import Figure, List, Paragraph
from briefgen.model.edition import SectionKind, Term, Thousands, UnitWords
from briefgen.model.fact import NameValue, Quantity
from briefgen.model.inlines import Emphasis, Text, Value
from briefgen.model.protection import Protection, ReviewRules, SensitivityLabel
from briefgen.model.traverse import plain_text
from tests.content.contents import EDITION, FILES, FRONT, faults, load, write

REPOSITORY = Path(__file__).parent.parent.parent


def test_the_desks_own_editions_load_without_a_fault() -> None:
    content = REPOSITORY / "content"
    editions = find_editions(Folder(content))
    assert editions
    for edition in editions:
        assert load_edition(Folder(content), edition).diagnostics == ()


def test_a_sound_edition_has_no_fault() -> None:
    loaded = load()
    assert faults(loaded) == []
    assert loaded.broken == frozenset()


def test_the_desk() -> None:
    edition = load().edition
    assert edition
    desk = edition.desk
    assert (desk.name, desk.language, desk.page) == ("Fisheries desk", "en-GB", "A4")
    assert desk.markings == ("Official", "Restricted")
    assert (desk.numbers.thousands, desk.numbers.percent_space, desk.numbers.date) == (Thousands.SPACE, True, "long")
    assert desk.units == {"tonnes": UnitWords({"one": "tonne"})}
    assert desk.terms == (Term("fishers", ("fishermen",)),)


def test_the_header() -> None:
    edition = load().edition
    assert edition
    assert (edition.id, edition.number, edition.date) == (EDITION, "19", date(2031, 5, 5))
    assert plain_text(edition.title) == "Herring: weekly brief"
    assert edition.distribution == ("Minister", "Permanent Secretary")
    assert edition.period and edition.period.first == date(2031, 4, 1)
    assert edition.clearances[0].date == date(2031, 5, 2)
    figure = edition.key_figures[0]
    assert (figure.fact, figure.formats) == ("landings", ("signed", "unit"))
    assert figure.caption == (Text("landed in "), Value("year"))


def test_an_edition_sets_its_own_language_and_sheet() -> None:
    header = FILES[f"{EDITION}/edition.yaml"] + "language: en-US\npage: Letter\n"
    edition = load({"edition.yaml": header}).edition
    assert edition and (edition.desk.language, edition.desk.page) == ("en-US", "Letter")


def test_facts_keep_numbers_as_written() -> None:
    edition = load().edition
    assert edition
    facts = {fact.id: fact for fact in edition.facts}
    assert facts["landings"].value == Quantity(Decimal(12480), "tonnes")
    assert str(facts["quota"].value.amount) == "3.50"  # type: ignore[union-attr]
    assert facts["minister"].value == NameValue("Dr Ada North", "Dr North")
    days = facts["days"]
    assert (days.formula, days.decimals, days.stated, days.approx) == ("days_left(vote)", 1, Decimal(27), True)
    citation = facts["landings"].citation
    assert citation and (citation.source, citation.at) == ("survey", "table 2")
    assert facts["landings"].places["value"].line == 2


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2031-06-01", date(2031, 6, 1)),
        ('"2031-06-01"', date(2031, 6, 1)),
        ("-7", Quantity(Decimal(-7))),
        ("0.10", Quantity(Decimal("0.10"))),
        ("North", NameValue("North")),
        ('"2030"', NameValue("2030")),
        ("12th meeting", NameValue("12th meeting")),
    ],
)
def test_values(value: str, expected: object) -> None:
    facts = FILES[f"{EDITION}/facts.yaml"] + f"\nextra: {{value: {value}, label: An extra, source: survey}}\n"
    loaded = load({"facts.yaml": facts})
    assert faults(loaded) == []
    assert loaded.edition and loaded.edition.facts[-1].value == expected


@pytest.mark.parametrize(
    ("text", "digits", "exponent"),
    [
        ("63", (6, 3), 0),
        ("63.0", (6, 3, 0), -1),
        ("63.00", (6, 3, 0, 0), -2),
        ("1.20 million", (1, 2, 0), 4),
        ("1200 thousand", (1, 2, 0, 0), 3),
        ("-3 billion", (3,), 9),
    ],
)
def test_stated_results_keep_their_precision(text: str, digits: tuple[int, ...], exponent: int) -> None:
    facts = (
        FILES[f"{EDITION}/facts.yaml"] + f"\nextra: {{formula: landings, stated: {text}, label: l, source: survey}}\n"
    )
    loaded = load({"facts.yaml": facts})
    assert faults(loaded) == []
    assert loaded.edition and loaded.edition.facts[-1].stated
    found = loaded.edition.facts[-1].stated.as_tuple()
    assert (found.digits, found.exponent) == (digits, exponent)


def test_deadlines() -> None:
    edition = load().edition
    assert edition
    (vote,) = edition.deadlines
    assert (vote.id, vote.by, vote.status, vote.label) == ("vote", date(2031, 6, 1), "open", "The vote")
    assert vote.what == (Text("vote on the "), Emphasis((Text("quota"),)))
    assert vote.where == ()


def test_figures() -> None:
    series = """\
landed:
  kind: line
  categories: ["{{ year }}", "2031"]
  series:
    - {name: North, facts: [landings, null]}
    - {name: South, facts: [landings, {fact: landings, label: again}]}
  title: Two coasts
  caption: Landings.
part: {kind: share, facts: [quota], of: all herring, title: A part, caption: Quota.}
"""
    edition = load({"figures.yaml": series}).edition
    assert edition
    landed, part = edition.charts["landed"], edition.charts["part"]
    assert [len(each.items) for each in landed.series] == [2, 2]
    assert landed.series[0].items[1] is None
    assert landed.categories == ((Value("year"),), (Text("2031"),))
    assert part.kind == "share"
    assert part.categories == ((Text("all herring"),),)


def test_sections_are_in_the_order_of_their_numbers() -> None:
    more = {
        f"sections/{name}.md": "---\ntitle: T\nkind: annex\nmarking: Restricted\n---\ntext\n"
        for name in ("9-a", "100-b")
    }
    edition = load(more).edition
    assert edition
    assert [section.name for section in edition.sections] == ["a", "landings", "b"]
    assert (edition.sections[0].kind, edition.sections[0].marking) == (SectionKind.ANNEX, "Restricted")


def test_places_of_a_folded_text() -> None:
    edition = load().edition
    assert edition
    (paragraph,) = edition.bottom_line
    assert isinstance(paragraph, Paragraph)
    values = [(inline.fact, inline.place) for inline in paragraph.content if isinstance(inline, Value)]
    assert [(fact, place and (place.line, place.column)) for fact, place in values] == [
        ("landings", (11, 20)),
        ("days", (12, 18)),
    ]


def test_a_bottom_line_may_be_a_list() -> None:
    header = FILES[f"{EDITION}/edition.yaml"].replace(
        "  Landings rose to {{ landings }};\n  the vote is in {{ days | words }}.\n", "  - one\n  - two\n"
    )
    edition = load({"edition.yaml": header}).edition
    assert edition and isinstance(edition.bottom_line[0], List)


def test_what_was_read() -> None:
    loaded = load()
    assert {Path(path).name for path in loaded.files} == {Path(name).name for name in FILES}
    assert len(loaded.texts) == len(FILES)
    name = "content/desk.yaml"
    assert loaded.texts[name] == FILES["desk.yaml"]


def test_a_place_is_named_as_the_folder_was_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"desk.yaml": "nmae: x\n"})
    monkeypatch.chdir(tmp_path)
    loaded = load_edition(Folder(Path("content")), EDITION)
    assert "content/desk.yaml:1:1" in [str(diagnostic.place) for diagnostic in loaded.diagnostics]


def test_hidden_files_and_backups_are_no_concern() -> None:
    extra = {".schema/facts.json": "{}", "facts.yaml~": "", "sections/.10-a.md.swp": "", "sections/#10-a.md#": ""}
    assert faults(load(extra)) == []


def test_loading_twice_gives_the_same(tmp_path: Path) -> None:
    content = write(tmp_path, {"desk.yaml": "name: [\nfoo: 1\n"})
    assert load_edition(Folder(content), EDITION) == load_edition(Folder(content), EDITION)


def test_byte_order_mark_and_carriage_returns_move_no_place() -> None:
    text = b"\xef\xbb\xbf" + (FRONT + "one\n\ntwo {{ landings }}\n").replace("\n", "\r\n").encode()
    loaded = load({"sections/10-landings.md": text, "figures.yaml": None})
    assert faults(loaded) == []
    assert loaded.edition
    paragraph = loaded.edition.sections[0].blocks[1]
    assert isinstance(paragraph, Paragraph)
    value = paragraph.content[1].place
    assert value and (value.line, value.column) == (7, 5)


class TestFollowUps:
    """One fault is one diagnostic: what is broken is known all the same."""

    def test_a_broken_fact_is_known(self) -> None:
        facts = FILES[f"{EDITION}/facts.yaml"].replace("value: 12480", "value: 12,480")
        loaded = load({"facts.yaml": facts})
        assert [code for code, *_ in faults(loaded)] == ["BG105"]
        assert loaded.broken == {"landings"}

    def test_a_broken_line_costs_one_entry(self) -> None:
        facts = FILES[f"{EDITION}/facts.yaml"].replace("label: Minister", "label: Minister: the first")
        loaded = load({"facts.yaml": facts})
        assert faults(loaded) == [("BG101", "facts.yaml", 17, 18)]
        assert loaded.broken == {"minister"}
        assert loaded.edition and len(loaded.edition.facts) == 4

    def test_broken_sources_and_figures_are_known_under_their_kind(self) -> None:
        loaded = load({"sources.yaml": "survey: 1\nminutes: 2\n", "figures.yaml": "landed: 3\n"})
        assert [code for code, *_ in faults(loaded)] == ["BG105"] * 3
        assert loaded.broken == {"source:survey", "source:minutes", "figure:landed"}

    def test_an_unreadable_ledger_makes_no_fact_unknown(self) -> None:
        loaded = load({"facts.yaml": b"\xff\xfea\x00"})
        assert [code for code, *_ in faults(loaded)] == ["BG004"]
        assert {"landings", "quota", "year", "days"} <= loaded.broken

    def test_a_broken_desk_makes_no_marking_unknown(self) -> None:
        loaded = load({"desk.yaml": "name: x\nmarkings: 3\n"})
        assert [code for code, *_ in faults(loaded)] == ["BG105"]

    def test_a_broken_header_still_gives_an_edition(self) -> None:
        loaded = load({"edition.yaml": "title: a: b\ndate: 2031-05-35\nbottom_line: {{ x }}\nmarking: 3\n"})
        assert [code for code, *_ in faults(loaded)] == ["BG101", "BG107", "BG101", "BG105"]
        assert loaded.edition and loaded.edition.date == date(2031, 5, 5)
        assert len(loaded.edition.facts) == 5

    def test_a_faulty_item_of_a_list_leaves_the_places_of_the_others(self) -> None:
        header = FILES[f"{EDITION}/edition.yaml"].replace("key_figures:\n", "key_figures:\n  - 3\n")
        loaded = load({"edition.yaml": header})
        assert [code for code, *_ in faults(loaded)] == ["BG105"]
        assert loaded.edition
        (figure,) = loaded.edition.key_figures
        assert figure.place and figure.place.line == 15
        assert figure.caption[1].place and figure.caption[1].place.line == 15

    def test_a_missing_image_drops_its_figure_only(self) -> None:
        loaded = load({"sections/10-landings.md": FRONT + "text\n\n![a](b.png)\n\n![](figure:landed)\n"})
        assert [code for code, *_ in faults(loaded)] == ["BG155"]
        assert loaded.edition
        assert [type(block) for block in loaded.edition.sections[0].blocks] == [Paragraph, Figure]


@pytest.mark.parametrize(
    ("desk", "edition", "rules"),
    [
        ("", "", ReviewRules()),
        ("track_changes: off\n", "", ReviewRules(track_changes=False)),
        ("track_changes: false\n", "track_changes: on\n", ReviewRules()),
        ("protection: comments\n", "", ReviewRules(protection=Protection.COMMENTS)),
        ("protection: comments\n", "protection: none\n", ReviewRules()),
        ("", "protection: tracked changes\n", ReviewRules(protection=Protection.TRACKED_CHANGES)),
        ("", "protection: read-only\n", ReviewRules(protection=Protection.READ_ONLY)),
    ],
)
def test_a_desk_and_an_edition_say_what_reviewers_can_do(desk: str, edition: str, rules: ReviewRules) -> None:
    loaded = load({"desk.yaml": FILES["desk.yaml"] + desk, "edition.yaml": FILES[f"{EDITION}/edition.yaml"] + edition})
    assert faults(loaded) == []
    assert loaded.edition and loaded.edition.desk.review == rules


@pytest.mark.parametrize(
    ("desk", "edition", "place"),
    [
        ("protection: tracked changes\ntrack_changes: off\n", "", "desk.yaml"),
        ("track_changes: off\n", "protection: tracked changes\n", "edition.yaml"),
        ("protection: tracked changes\n", "track_changes: off\n", "edition.yaml"),
    ],
)
def test_what_is_let_in_only_where_it_is_tracked_is_tracked(desk: str, edition: str, place: str) -> None:
    loaded = load({"desk.yaml": FILES["desk.yaml"] + desk, "edition.yaml": FILES[f"{EDITION}/edition.yaml"] + edition})
    (fault,) = loaded.diagnostics
    assert (fault.code, Path(fault.place.file).name) == ("BG105", place)
    assert fault.message == 'with protection "tracked changes" Word tracks changes, but track_changes is off'


LABEL = """\
  - name: Restricted
    label: {id: 2096F6A2-D2F7-48BE-B329-B73AAA526E5D, name: Limited, site: cb46c030-1825-4e81-a295-151c039dbf02}
"""


def test_a_marking_has_the_label_that_the_tenant_gives() -> None:
    markings = "markings: [Official, Restricted]\n"
    assert markings in FILES["desk.yaml"]
    desk = FILES["desk.yaml"].replace(markings, f"markings:\n  - Official\n{LABEL}")
    loaded = load({"desk.yaml": desk})
    assert faults(loaded) == []
    assert loaded.edition
    found = loaded.edition.desk
    assert found.markings == ("Official", "Restricted")
    site = "cb46c030-1825-4e81-a295-151c039dbf02"
    assert found.label_of("Restricted") == SensitivityLabel("2096f6a2-d2f7-48be-b329-b73aaa526e5d", "Limited", site)
    assert found.label_of("Official") is None
    (fault,) = load({"desk.yaml": desk.replace("cb46c030", "xb46c030")}).diagnostics
    assert (fault.code, "no GUID" in fault.message) == ("BG105", True)
