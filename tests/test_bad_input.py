"""Bad input from end to end: its code and place, never a traceback, and the last good pack stays."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from briefgen.building import BuildOptions, Built, Outcome, build, try_writing
from briefgen.content import Folder, house_assets
from briefgen.errors import ContentError
from briefgen.pipeline import check
from briefgen.workspace import Workspace
from tests.desk import EDITION, FILES, replaced, write_desk

FACTS = FILES[f"{EDITION}/facts.yaml"]
FIGURES = FILES[f"{EDITION}/figures.yaml"]
LANDINGS = FILES[f"{EDITION}/sections/10-landings.md"]
SOURCES_END = FILES["sources.yaml"].count("\n")
SURVEY = """\
Landings reached 12,480 tonnes, that is 12,480 herrings in a manner of speaking.

There was a quota of 11,000 tonnes.
"""
AGREED = (
    FILES["desk.yaml"]
    + """\
agreed:
  - text: All agree that the quota is set by no one state.
    about: [Dogger Bank]
"""
)
NONE = "none:\n  {value: 0, unit: tonnes, label: l, source: {id: survey, at: p}}"
FACTS_END = FACTS.count("\n")
FIGURES_END = FIGURES.count("\n")


def section(text: str) -> dict[str, str | None]:
    """One more section; its text starts at line 5."""
    return {"/sections/30-more.md": f"---\ntitle: More\n---\n\n{text}\n"}


def fact(entry: str) -> dict[str, str | None]:
    """One more fact, behind the others."""
    return {"/facts.yaml": FACTS + entry + "\n"}


def figure(entry: str) -> dict[str, str | None]:
    """One more figure, placed in one more section."""
    text = f"{FIGURES}\nmore:\n  title: More\n  caption: More.\n{entry}\n"
    return {"/figures.yaml": text, **section("![](figure:more)")}


def quoting(quote: str, at: str = "¶ 1") -> dict[str, str | None]:
    """The first fact with a quote, in the third line, and the survey's text kept."""
    facts = FACTS.replace("value: 12480\n", f"value: 12480\n  {quote}\n", 1).replace("at: table 1", f"at: {at}", 1)
    return {"/facts.yaml": facts, "sources/survey.txt": SURVEY}


def desk_at(content: Path) -> Workspace:
    return Workspace(Folder(content), house_assets(), content.parent / "out")


def faults(content: Path) -> list[tuple[str, str, int, int]]:
    """Code, file within the edition or the desk, line and column of every fault."""
    found = try_writing(check(desk_at(content), EDITION))[0].diagnostics
    prefix = f"{content.as_posix()}/"
    return [
        (
            fault.code,
            fault.place.file.removeprefix(prefix).removeprefix(f"{EDITION}/"),
            fault.place.line,
            fault.place.column,
        )
        for fault in found
    ]


PDF = BuildOptions(["pdf"])
MORE = "sections/30-more.md"

CASES: dict[str, tuple[Mapping[str, str | None], list[tuple[str, str, int, int]]]] = {
    "unknown fact in text": (section("It is {{ landing }} here."), [("BG202", MORE, 5, 7)]),
    "unknown fact in a chart": (
        figure("  kind: bars\n  facts: [landings, nothing]"),
        [("BG202", "figures.yaml", FIGURES_END + 6, 21)],
    ),
    "unknown fact in a title": (
        replaced("/edition.yaml", "title: Herring\n", 'title: "{{ fish }}"\n'),
        [("BG202", "edition.yaml", 1, 9)],
    ),
    "unknown fact in a key figure": (
        replaced("/edition.yaml", "fact: rise", "fact: rises"),
        [("BG202", "edition.yaml", 17, 12)],
    ),
    "unknown fact in a footnote": (
        replaced("/sections/10-landings.md", "Weighed at", "{{ weight }} at"),
        [("BG202", "sections/10-landings.md", 19, 13)],
    ),
    "unfit format": (section("On {{ chair | long }}."), [("BG208", MORE, 5, 4)]),
    "unknown format": (section("On {{ landings | words | loud }}."), [("BG208", MORE, 5, 4)]),
    "unknown fact in a formula": (
        fact("twice:\n  label: l\n  formula: landings + quotas"),
        [("BG202", "facts.yaml", FACTS_END + 3, 23)],
    ),
    "bad formula": (
        fact("twice:\n  label: l\n  formula: landings * * 2"),
        [("BG204", "facts.yaml", FACTS_END + 3, 23)],
    ),
    "formula that refers to itself": (
        fact("a1:\n  label: l\n  formula: a2 * 2\na2:\n  label: l\n  formula: a1 / 2"),
        [("BG205", "facts.yaml", FACTS_END + 3, 12)],
    ),
    "division by zero": (
        fact(f"{NONE}\ndiv:\n  label: l\n  formula: quota / none"),
        [("BG206", "facts.yaml", FACTS_END + 5, 20)],
    ),
    "units that do not fit": (
        fact("odd:\n  label: l\n  formula: quota + vote"),
        [("BG207", "facts.yaml", FACTS_END + 3, 20)],
    ),
    "stated result that differs": (
        replaced("/facts.yaml", "stated: 8", "stated: 9"),
        [("BG209", "facts.yaml", 29, 11)],
    ),
    "unknown figure": (section("![](figure:landings)"), [("BG301", MORE, 5, 1)]),
    "chart without facts": (
        figure("  kind: bars\n  facts: []"),
        [("BG105", "figures.yaml", FIGURES_END + 6, 10)],
    ),
    "chart of zeros": (
        {
            **figure("  kind: bars\n  facts: [none]"),
            **fact(NONE),
        },
        [("BG302", "figures.yaml", FIGURES_END + 2, 1)],
    ),
    "chart of two units": (
        figure("  kind: bars\n  facts: [landings, rise]"),
        [("BG303", "figures.yaml", FIGURES_END + 6, 21)],
    ),
    "chart of a name": (figure("  kind: bars\n  facts: [chair]"), [("BG303", "figures.yaml", FIGURES_END + 6, 11)]),
    "timeline of a figure": (
        figure("  kind: timeline\n  facts: [vote, quota]"),
        [("BG303", "figures.yaml", FIGURES_END + 6, 17)],
    ),
    "share of tonnes": (
        figure("  kind: share\n  facts: [quota]\n  of: all"),
        [("BG306", "figures.yaml", FIGURES_END + 2, 1)],
    ),
    "chart of too many parts": (
        figure(
            "  kind: bars\n  arrangement: share\n  facts: [landings, quota, excess, before, landings, quota, excess]"
        ),
        [("BG306", "figures.yaml", FIGURES_END + 2, 1)],
    ),
    "scale that cannot be cut off": (
        figure("  kind: dot\n  scale: cut\n  facts: [landings, quota, excess]"),
        [("BG306", "figures.yaml", FIGURES_END + 2, 1)],
    ),
    "table of too many columns": (
        section("|" + " a |" * 60 + "\n|" + " - |" * 60 + "\n|" + " b |" * 60),
        [("BG308", MORE, 5, 1)],
    ),
    "typed figure": (section("Boats landed 4,321 tonnes."), [("BG201", MORE, 5, 14)]),
    "typed figure over a line's end": (
        {"/sections/30-more.md": "---\ntitle: More\n---\n\nBoats\nlanded *5* and 1 234\ntonnes.\n"},
        [("BG201", MORE, 6, 9), ("BG201", MORE, 6, 16)],
    ),
    "typed date": (section("The vote is on **1 June 2031**."), [("BG201", MORE, 5, 18)]),
    "typed percentage in a table": (
        section("| a |\n| - |\n| 12.5 % |"),
        [("BG201", MORE, 7, 3)],
    ),
    "typed figure in a footnote": (
        replaced("/sections/10-landings.md", "Weighed at the quay", "Weighed at 3 quays"),
        [("BG201", "sections/10-landings.md", 19, 24)],
    ),
    "typed figure in a title": (
        replaced("/sections/20-vote.md", "title: The vote", "title: The vote of 2031"),
        [("BG201", "sections/20-vote.md", 2, 20)],
    ),
    "typed figure in an image's words": (
        replaced("/sections/10-landings.md", "![A blue field", "![Field 7"),
        [("BG201", "sections/10-landings.md", 17, 9)],
    ),
    "typed figure in a chart's title, label and alternative text": (
        figure("  kind: bars\n  alt: 3 bars\n  facts: [{fact: landings, label: Top 10}]").copy()
        | {
            "/figures.yaml": f"{FIGURES}\nmore:\n  title: All 9\n  caption: More.\n  kind: bars\n  alt: 3 bars\n"
            "  facts: [{fact: landings, label: Top 10}]\n"
        },
        [
            ("BG201", "figures.yaml", FIGURES_END + 3, 14),
            ("BG201", "figures.yaml", FIGURES_END + 6, 8),
            ("BG201", "figures.yaml", FIGURES_END + 7, 39),
        ],
    ),
    "typed figure in a fact's label": (
        replaced("/facts.yaml", "label: Quota\n", "label: Quota of 7 states\n"),
        [("BG201", "facts.yaml", 11, 19)],
    ),
    "typed figure in a deadline": (
        replaced("/deadlines.yaml", "vote on the quota", "vote on 2 quotas"),
        [("BG201", "deadlines.yaml", 4, 17)],
    ),
    "number in words": (section("Landings doubled."), [("BG214", MORE, 5, 10)]),
    "sign beside a fact": (section("It fell by -{{ quota }}."), [("BG215", MORE, 5, 12)]),
    "percent sign in a file's name": (
        {"/in 5%.txt": "x"},
        [("BG006", "in 5%.txt", 0, 0), ("BG007", "in 5%.txt", 0, 0)],
    ),
    "percent sign behind a fact": (section("It is {{ rise }}%."), [("BG215", MORE, 5, 17)]),
    "power behind a fact": (section("It is {{ quota }} million."), [("BG215", MORE, 5, 19)]),
    "another unit behind a fact": (section("It is {{ quota }} boats."), [("BG215", MORE, 5, 19)]),
    "weekday beside a date": (section("Vote on Monday, {{ vote }}."), [("BG423", MORE, 5, 9)]),
    "source without a place": (
        fact("more: {value: 3, unit: boats, label: l, source: survey}") | section("{{ more }} boats"),
        [("BG213", "facts.yaml", FACTS_END + 1, 49)],
    ),
    "share over its whole": (
        fact("more: {formula: 'share(landings, quota)', label: l}") | section("{{ more }}"),
        [("BG216", "facts.yaml", FACTS_END + 1, 18)],
    ),
    "total that is not the sum of its parts": (
        replaced("/facts.yaml", "label: Quota\n", "label: Quota\n  parts: [excess, landings]\n"),
        [("BG217", "facts.yaml", 9, 10)],
    ),
    "negative count": (
        fact("more: {value: -3, unit: boats, label: l, source: {id: survey, at: p}}") | section("{{ more }}"),
        [("BG218", "facts.yaml", FACTS_END + 1, 15)],
    ),
    "facts that contradict each other": (
        fact("more: {value: 3, unit: tonnes, label: Quota, period: 2030, source: {id: survey, at: p}}")
        | section("{{ more }}"),
        [("BG219", "facts.yaml", FACTS_END + 1, 15)],
    ),
    "figures of different periods": (
        fact("more: {formula: landings + before, label: l}") | section("{{ more }}"),
        [("BG221", "facts.yaml", FACTS_END + 1, 28)],
    ),
    "unused fact": (
        fact("more: {value: 3, unit: boats, label: l, source: {id: survey, at: p}}"),
        [("BG222", "facts.yaml", FACTS_END + 1, 1)],
    ),
    "unused source": (
        {"sources.yaml": FILES["sources.yaml"] + "more: {kind: k, title: t, undated: u}\n"},
        [("BG223", "sources.yaml", SOURCES_END + 1, 1)],
    ),
    "quote that is not in the source": (
        quoting("quote: landings reached 12,480 tonnes last year"),
        [("BG224", "facts.yaml", 3, 10)],
    ),
    "quote at another place": (
        quoting("quote: Landings reached 12,480 tonnes", "¶ 2"),
        [("BG224", "facts.yaml", 7, 28)],
    ),
    "quote with another value": (quoting("quote: a quota of 11,000 tonnes", "¶ 2"), [("BG225", "facts.yaml", 2, 10)]),
    "quote with another unit": (quoting("quote: 12,480 herrings"), [("BG225", "facts.yaml", 4, 9)]),
    "quote without a text": (
        replaced("/facts.yaml", "value: 12480\n", "value: 12480\n  quote: 12,480 tonnes\n"),
        [("BG226", "facts.yaml", 3, 10)],
    ),
    "unit that the desk does not list": (
        fact("more: {value: 3, unit: boots, label: l, source: {id: survey, at: p}}") | section("{{ more }}"),
        [("BG227", "facts.yaml", FACTS_END + 1, 24)],
    ),
    "fact outside its source": (
        {"sources.yaml": FILES["sources.yaml"].replace("date: 2031-04-30", "date: 2031-04-30\n  covers: 2029")},
        [("BG228", "facts.yaml", 5, 11)],
    ),
    "fact that is later than its source": (
        {"sources.yaml": FILES["sources.yaml"].replace("date: 2031-04-30", "date: 2030-04-30")},
        [("BG228", "facts.yaml", 5, 11)],
    ),
    "fact of the future": (
        fact("more: {value: 3, unit: boats, label: l, as_of: 2031-06-01, source: {id: minutes, at: p}}")
        | section("{{ more }}"),
        [("BG421", "facts.yaml", FACTS_END + 1, 48)],
    ),
    "source of the future": (
        {"sources.yaml": FILES["sources.yaml"].replace("date: 2031-04-30", "date: 2031-05-30")},
        [("BG421", "sources.yaml", 5, 9)],
    ),
    "period that is not over": (
        replaced("/edition.yaml", "period: 2031-04\n", "period: 2031-05\n"),
        [("BG422", "edition.yaml", 5, 9)],
    ),
    "forbidden term": (
        {"desk.yaml": FILES["desk.yaml"] + "terms: [{forbid: [fish mongers]}]\n", **section("The fish\nmongers.")},
        [("BG451", MORE, 5, 5)],
    ),
    "acronym that is not spelt out": (
        section("The ICES met. The International Council (ICES) met."),
        [("BG452", MORE, 5, 5)],
    ),
    "agreed language changed": (
        {"desk.yaml": AGREED, **section("All agree that the quota is not set by one state.")},
        [("BG453", MORE, 5, 29)],
    ),
    "agreed language missing": (
        {"desk.yaml": AGREED, **section("The Dogger Bank is closed.")},
        [("BG454", MORE, 5, 5)],
    ),
    "unknown cross-reference": (section("See [](#table:quotas)."), [("BG304", MORE, 5, 5)]),
    "unknown source": (section("So it is [page 4](#source:surveys)."), [("BG304", MORE, 5, 10)]),
    "unknown source of a fact": (
        replaced("/facts.yaml", "source: {id: minutes, at: page 2}", "source: {id: minute, at: page 2}"),
        [("BG203", "facts.yaml", 13, 16)],
    ),
    "unknown source of a source": (
        replaced("sources.yaml", "via: survey", "via: surveys"),
        [("BG203", "sources.yaml", 11, 8)],
    ),
    "unknown sheet": (replaced("desk.yaml", "units:", "page: A5\nunits:"), [("BG105", "desk.yaml", 6, 7)]),
    "unknown sheet of an edition": (
        replaced("/edition.yaml", "number: 19", "page: Leter"),
        [("BG105", "edition.yaml", 3, 7)],
    ),
    "figure not placed": (
        replaced("/sections/20-vote.md", "![](figure:dates)\n", ""),
        [("BG305", "figures.yaml", 7, 1)],
    ),
    "chart with two alternative texts": (
        {
            **replaced("/figures.yaml", "  kind: timeline", "  alt: The vote in June.\n  kind: timeline"),
            **replaced("/sections/20-vote.md", "![](figure:dates)", "![The vote](figure:dates)"),
        },
        [("BG163", "sections/20-vote.md", 7, 1)],
    ),
    "headings of which nothing is seen": (
        section("## **&#x200B;**\n\nA.\n\n## *&zwj;*\n\nB.\n\n## &lrm;\n\nC."),
        [("BG163", MORE, 5, 1), ("BG163", MORE, 9, 1), ("BG163", MORE, 13, 1)],
    ),
    "link of which nothing is seen": (section("See [\u200b](https://example.org)."), [("BG161", MORE, 5, 5)]),
    "title of which nothing is seen": (
        replaced("/edition.yaml", "title: Herring\n", "title: '&lrm;'\n"),
        [("BG105", "edition.yaml", 1, 9)],
    ),
    "title of a section of which nothing is seen": (
        {"/sections/30-more.md": "---\ntitle: '&lrm;'\n---\n\nA.\n"},
        [("BG105", MORE, 2, 9)],
    ),
    "label of which nothing is seen": (
        replaced("/facts.yaml", "label: Quota\n", "label: '&zwj; '\n"),
        [("BG105", "facts.yaml", 11, 11)],
    ),
    "figure placed twice": (section("![](figure:dates)"), [("BG307", MORE, 5, 1)]),
    "deadline that has passed": (
        replaced("/deadlines.yaml", "2031-06-01", "2031-05-01"),
        [("BG401", "deadlines.yaml", 1, 1)],
    ),
    "stale fact": (
        replaced("/facts.yaml", "label: Quota\n", "label: Quota\n  stale_after: 2031-05-04\n"),
        [("BG407", "facts.yaml", 12, 16)],
    ),
    "term that the desk avoids": (
        {
            **replaced("desk.yaml", "units:", "terms:\n  - {use: quay, avoid: [dock]}\nunits:"),
            **section("To *Dock* docks."),
        },
        [("BG408", MORE, 5, 5)],
    ),
    "mark for review": (
        replaced("/facts.yaml", "quota:\n", "# REVIEW: stale\nquota:\n"),
        [("BG406", "facts.yaml", 8, 1)],
    ),
    "character that no font has": (section("The word 漢 here."), [("BG152", MORE, 5, 10)]),
    "section marked above the edition": (
        {"/sections/30-more.md": "---\ntitle: More\nmarking: Official-Sensitive\n---\n\nText.\n"},
        [("BG169", MORE, 3, 10)],
    ),
    "words from right to left": (section("The word \u06a9\u0627\u0628\u0644 here."), [("BG168", MORE, 5, 10)]),
    "character that no font has, in a label": (
        replaced("/facts.yaml", "label: Quota\n", "label: Quota 漢\n"),
        [("BG152", "facts.yaml", 11, 16), ("BG152", "sections/10-landings.md", 8, 7)],
    ),
    "bad YAML": (replaced("/facts.yaml", "value: 11000", "value: [11000"), [("BG101", "facts.yaml", 10, 7)]),
    "duplicate key": (
        fact("quota:\n  {value: 1, label: l, source: survey}"),
        [("BG102", "facts.yaml", FACTS_END + 1, 1)],
    ),
    "unknown key": (replaced("desk.yaml", "language:", "langage:"), [("BG103", "desk.yaml", 2, 1)]),
    "wrong type": (replaced("/edition.yaml", "number: 19", "number: [19]"), [("BG105", "edition.yaml", 3, 9)]),
    "impossible date": (
        replaced("/deadlines.yaml", "2031-06-01", "2031-06-31"),
        [("BG107", "deadlines.yaml", 2, 7)],
    ),
    "image that is missing": (section("![Boats](boats.png)"), [("BG155", MORE, 5, 1)]),
    "image outside the content": (section("![Boats](../../../boats.png)"), [("BG156", MORE, 5, 1)]),
    "unknown footnote": (section("So it is.[^nobody]"), [("BG158", MORE, 5, 10)]),
    "control character": (section("A bell\a rings."), [("BG151", MORE, 5, 7)]),
    "empty section": (section(""), [("BG153", MORE, 4, 1)]),
    "table without a line of dashes": (
        replaced("/sections/10-landings.md", "| -------- | --------------: |\n", ""),
        [("BG154", "sections/10-landings.md", 12, 1)],
    ),
    "table with uneven rows": (section("| a | b |\n| - | - |\n| 1 |"), [("BG154", MORE, 7, 1)]),
}


@pytest.mark.sample(24)
@pytest.mark.parametrize(("changes", "expected"), CASES.values(), ids=CASES.keys())
def test_fault_has_its_code_and_place(
    tmp_path: Path, changes: Mapping[str, str | None], expected: list[tuple[str, str, int, int]]
) -> None:
    assert faults(write_desk(tmp_path, changes)) == expected


@pytest.mark.parametrize(
    ("changes", "width"),
    [
        (section("It is {{ landing | unit }} here."), len("{{ landing | unit }}")),
        (section("On {{ chair | long }}."), len("{{ chair | long }}")),
        (section("See [the table](#table:quotas)."), len("[the table](#table:quotas)")),
        (section("![](figure:landings)"), len("![](figure:landings)")),
        (section("With ![boats](halves.png) inside."), len("![boats](halves.png)")),
        (replaced("/edition.yaml", "fact: rise", "fact: rises"), len("rises")),
        (replaced("/sections/20-vote.md", "![](figure:dates)\n", ""), len("dates")),
        (section("The word 漢字 here."), 1),
    ],
)
def test_fault_covers_what_it_is_about(tmp_path: Path, changes: Mapping[str, str | None], width: int) -> None:
    found = check(desk_at(write_desk(tmp_path, changes)), EDITION).diagnostics
    assert {fault.place.width for fault in found} == {width}


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("[](#table:quotas)", 'did you mean "table:quota"?'),
        ("[](#figure:quota)", 'did you mean "table:quota"?'),
        ("[](#section:crews)", "the names here are: upcoming-dates, landings, vote, more, references, sources"),
    ],
)
def test_unknown_reference_hints_at_its_own_kind(tmp_path: Path, text: str, hint: str) -> None:
    (fault,) = check(desk_at(write_desk(tmp_path, section(text))), EDITION).diagnostics
    assert (fault.code, fault.hint) == ("BG304", hint)


def test_untouched_desk_has_no_fault(tmp_path: Path) -> None:
    assert faults(write_desk(tmp_path)) == []


def test_all_faults_of_all_files_come_in_one_run(tmp_path: Path) -> None:
    changes = {
        **replaced("desk.yaml", "name:", "nam:"),
        **replaced("/facts.yaml", "stated: 8", "stated: 9"),
        **section("It is {{ landing }} here, see [](#figure:none)."),
    }
    found = sorted(code for code, *_ in faults(write_desk(tmp_path, changes)))
    assert found == ["BG103", "BG104", "BG202", "BG209", "BG304"]


@pytest.mark.parametrize(
    "name", ["desk.yaml", "sources.yaml", "/edition.yaml", "/facts.yaml", "/deadlines.yaml", "/figures.yaml"]
)
def test_missing_file_is_the_only_fault(tmp_path: Path, name: str) -> None:
    assert faults(write_desk(tmp_path, {name: None})) == [("BG003", name.lstrip("/"), 0, 0)]


def test_missing_sections_are_the_only_fault(tmp_path: Path) -> None:
    content = write_desk(tmp_path)
    shutil.rmtree(content / EDITION / "sections")
    assert faults(content) == [("BG003", "sections", 0, 0)]


@pytest.mark.parametrize(
    "name",
    ["sources.yaml", "/facts.yaml", "/deadlines.yaml", "/figures.yaml", "/signoffs.yaml", "/sections/10-landings.md"],
)
def test_unreadable_file_is_the_only_fault(tmp_path: Path, name: str) -> None:
    content = write_desk(tmp_path)
    path = content / (f"{EDITION}{name}" if name.startswith("/") else name)
    path.write_bytes(b"\xe9")
    assert faults(content) == [("BG004", name.lstrip("/"), 1, 1)]


def test_section_cut_off_is_the_only_fault(tmp_path: Path) -> None:
    cut = LANDINGS.replace("---\n\n", "---\n\n<!-- ", 1)
    assert faults(write_desk(tmp_path, {"/sections/10-landings.md": cut})) == [
        ("BG160", "sections/10-landings.md", 5, 1)
    ]


def test_misspelt_date_is_no_sign_of_missing_deadlines(tmp_path: Path) -> None:
    changes = {
        **fact("election: {value: 2031-07-01, label: l, source: {id: survey, at: p}}"),
        **replaced("/figures.yaml", "facts: [vote]", "facts: [election]"),
        **replaced("/sections/20-vote.md", "{{ vote | long }}, {{ vote | days_left }}", "{{ elecion | long }}, soon"),
        "/deadlines.yaml": None,
    }
    assert faults(write_desk(tmp_path, changes)) == [("BG202", "sections/20-vote.md", 5, 46)]


def test_misplaced_chart_and_damaged_image_are_not_called_unused(tmp_path: Path) -> None:
    content = write_desk(tmp_path, replaced("/sections/20-vote.md", "![](figure:dates)", "![](figure:dates)\nBelow."))
    (content / EDITION / "halves.png").write_bytes(b"no image")
    assert faults(content) == [("BG157", "sections/10-landings.md", 17, 1), ("BG163", "sections/20-vote.md", 7, 1)]


def test_broken_entries_cause_no_further_faults(tmp_path: Path) -> None:
    changes = {
        **replaced("/facts.yaml", "value: 12480", "value: 12,480"),
        **replaced("/figures.yaml", "kind: timeline", "kind: timelines"),
        **replaced("sources.yaml", "kind: minutes", "kind: [minutes]"),
    }
    assert sorted(code for code, *_ in faults(write_desk(tmp_path, changes))) == ["BG105", "BG105", "BG105"]


def built(content: Path) -> Built:
    return build(desk_at(content), EDITION, PDF)


def test_faulty_content_leaves_the_last_good_pack(tmp_path: Path) -> None:
    content = write_desk(tmp_path)
    first = built(content)
    assert first.outcome is Outcome.BUILT
    before = {path: path.read_bytes() for path in first.folder.rglob("*") if path.is_file()}
    assert len(before) > 5
    write_desk(tmp_path, section("{{ nothing }}"))
    assert built(content).outcome is Outcome.FAILED
    assert {path: path.read_bytes() for path in first.folder.rglob("*") if path.is_file()} == before


def test_unchanged_content_is_not_built_again(tmp_path: Path) -> None:
    content = write_desk(tmp_path)
    assert built(content).outcome is Outcome.BUILT
    assert built(content).outcome is Outcome.UNCHANGED
    write_desk(tmp_path, replaced("/facts.yaml", "label: Quota\n", "label: The quota\n"))
    assert built(content).outcome is Outcome.BUILT
    assert build(desk_at(content), EDITION, BuildOptions(["pdf"], force=True)).outcome is Outcome.BUILT


@pytest.mark.parametrize(
    ("theme", "column"), [("colours: 3\n", 1), ("nonsense: {}\n", 1), ("fonts: {serif: [}\n", 17), ("", 0)]
)
def test_damaged_theme_is_a_diagnostic(tmp_path: Path, theme: str, column: int) -> None:
    content = write_desk(tmp_path)
    assets = tmp_path / "assets"
    assets.mkdir()
    (assets / "theme.yaml").write_text(theme)
    found = check(Workspace(Folder(content), Folder(assets), tmp_path / "out"), EDITION)
    assert found.brief is None
    assert {fault.place.file for fault in found.diagnostics} == {(assets / "theme.yaml").as_posix()}
    assert column == 0 or found.diagnostics[0].place.column >= 1


def test_no_such_edition(tmp_path: Path) -> None:
    from briefgen.content import choose_edition

    content = write_desk(tmp_path)
    with pytest.raises(ContentError) as caught:
        choose_edition(Folder(content), "2031-05-06")
    assert [fault.code for fault in caught.value.diagnostics] == ["BG002"]
    with pytest.raises(ContentError) as caught:
        choose_edition(Folder(tmp_path / "none"), None)
    assert [fault.code for fault in caught.value.diagnostics] == ["BG001"]


def test_hidden_files_and_files_that_vanish_stop_no_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = write_desk(tmp_path)
    assert built(content).outcome is Outcome.BUILT
    (content / EDITION / ".facts.yaml.swp").write_bytes(b"an editor's own")
    assert built(content).outcome is Outcome.UNCHANGED
    (content / EDITION / "4913").write_bytes(b"gone in a moment")
    original = Path.read_bytes

    def read(path: Path) -> bytes:
        if path.name == "4913":
            raise FileNotFoundError(path)
        return original(path)

    monkeypatch.setattr(Path, "read_bytes", read)
    assert built(content).outcome is Outcome.UNCHANGED


def test_a_pack_that_a_killed_build_moved_aside_is_put_back_even_if_the_content_is_faulty(tmp_path: Path) -> None:
    content = write_desk(tmp_path)
    folder = built(content).folder
    folder.rename(folder.with_name(f".{EDITION}.old-4711-0"))
    write_desk(tmp_path, section("{{ nothing }}"))
    assert built(content).outcome is Outcome.FAILED
    assert (folder / f"{EDITION}.pdf").is_file()
