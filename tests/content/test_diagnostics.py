"""Every fault that loading reports: its code, file, line and column, and a hint where one can be given."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from briefgen import codes
from briefgen.content import Folder, load_edition
from tests.content.contents import EDITION, FILES, FRONT, faults, load, write

FACTS = FILES[f"{EDITION}/facts.yaml"]
HEADER = FILES[f"{EDITION}/edition.yaml"]
SOURCED = "label: l, source: survey"
MINUTES = "minutes: {kind: k, title: t, undated: u}\n"


def only(changes: dict[str, str | bytes | None], *expected: tuple[str, str, int, int]) -> None:
    """The changed edition has these faults and no others."""
    assert faults(load(changes)) == list(expected)


def facts(line: str) -> dict[str, str | bytes | None]:
    """The ledger with one more line, which is its line 28."""
    assert FACTS.count("\n") == 27
    return {"facts.yaml": FACTS + line + "\n"}


def header(line: str) -> dict[str, str | bytes | None]:
    """The edition's header with one more line, which is its line 1."""
    return {"edition.yaml": line + "\n" + HEADER}


def replaced(old: str, new: str) -> dict[str, str | bytes | None]:
    assert old in HEADER
    return {"edition.yaml": HEADER.replace(old, new)}


class TestFiles:
    @pytest.mark.parametrize("name", ["desk.yaml", "sources.yaml", "edition.yaml", "facts.yaml"])
    def test_missing_file(self, name: str) -> None:
        loaded = load({name: None})
        assert ("BG003", name, 0, 0) in faults(loaded)
        assert "briefgen init" in loaded.diagnostics[0].hint

    def test_missing_sections(self) -> None:
        changes: dict[str, str | bytes | None] = {"sections/10-landings.md": None, "figures.yaml": None}
        only(changes, ("BG003", "sections", 0, 0))

    def test_an_empty_folder_of_sections(self, tmp_path: Path) -> None:
        content = write(tmp_path, {"sections/10-landings.md": None})
        (content / EDITION / "sections").mkdir()
        (fault, *_) = [fault for fault in load_edition(Folder(content), EDITION).diagnostics if fault.code == "BG003"]
        assert (fault.message, Path(fault.place.file).name) == ("the edition has no sections", "sections")

    def test_missing_deadlines_that_a_formula_counts_down_to(self) -> None:
        loaded = load({"deadlines.yaml": None})
        assert faults(loaded) == [("BG003", "deadlines.yaml", 0, 0)]
        assert loaded.diagnostics[0].message.endswith("dates are used that no fact gives: vote")

    def test_optional_files(self) -> None:
        plain = FACTS.replace("days_left(vote)", "landings * 2")
        text = FRONT + "text\n"
        only(
            {"deadlines.yaml": None, "figures.yaml": None, "facts.yaml": plain, "sections/10-landings.md": text},
        )

    @pytest.mark.parametrize(
        ("data", "line", "column"),
        [("a: é".encode("utf-16"), 0, 0), (b"name: x\nunits: {a: \xe9}\n", 2, 12), (b"\x80", 1, 1)],
    )
    def test_not_utf_8(self, data: bytes, line: int, column: int) -> None:
        assert ("BG004", "desk.yaml", line, column) in faults(load({"desk.yaml": data}))

    def test_a_folder_in_a_files_place(self, tmp_path: Path) -> None:
        content = write(tmp_path, {"desk.yaml": None})
        (content / "desk.yaml").mkdir()
        assert ("BG004", "desk.yaml", 0, 0) in faults(load_edition(Folder(content), EDITION))

    def test_a_pipe_is_not_waited_for(self, tmp_path: Path) -> None:
        content = write(tmp_path, {"desk.yaml": None})
        os.mkfifo(content / "desk.yaml")
        assert ("BG004", "desk.yaml", 0, 0) in faults(load_edition(Folder(content), EDITION))

    def test_a_link_that_leads_out(self, tmp_path: Path) -> None:
        content = write(tmp_path, {"desk.yaml": None})
        (tmp_path / "secret.yaml").write_text("name: x\n")
        (content / "desk.yaml").symlink_to(tmp_path / "secret.yaml")
        assert ("BG004", "desk.yaml", 0, 0) in faults(load_edition(Folder(content), EDITION))

    @pytest.mark.parametrize(("name", "size"), [("desk.yaml", 1 << 20), ("sections/10-landings.md", 1 << 18)])
    def test_too_large(self, name: str, size: int) -> None:
        assert ("BG110", Path(name).name, 0, 0) in faults(load({name: "#" * (size + 1)}))

    @pytest.mark.parametrize("name", ["fact.yaml", "notes.txt", "sections/10-landings.txt", "old/facts.yaml"])
    def test_file_not_used(self, name: str) -> None:
        loaded = load({name: "x"})
        assert faults(loaded) == [("BG006", Path(name).name, 0, 0)]
        assert not loaded.diagnostics[0].is_error

    def test_the_folders_date(self) -> None:
        only(replaced("date: 2031-05-05", "date: 2031-05-06"), ("BG005", "edition.yaml", 3, 7))

    @pytest.mark.parametrize("name", ["sections/10-Landings.md", "sections/10-2nd.md"])
    def test_a_sections_file_name(self, name: str) -> None:
        only({name: FRONT + "text"}, ("BG108", Path(name).name, 0, 0))


class TestYaml:
    @pytest.mark.sample(10)
    @pytest.mark.parametrize(
        ("text", "code", "line", "column"),
        [
            ("name: Fish: desk\n", "BG101", 1, 11),
            ("name: {{ x }}\n", "BG101", 1, 7),
            ("name: {{ x }} and more\n", "BG101", 1, 7),
            ("name: 'open\nlanguage: en\n", "BG101", 1, 7),
            ("\tname: x\n", "BG101", 1, 1),
            ("name: x\nunits:\n\ta: b\n", "BG101", 3, 1),
            ("name: @x\n", "BG101", 1, 7),
            ("name: x\nunits: [a\n", "BG101", 3, 1),
            ("name: x\n? [a]\n: b\n", "BG101", 2, 3),
            ("name: x\n: b\n", "BG101", 2, 1),
            ('name: "\\UFFFFFFFF"\n', "BG101", 1, 8),
            ('name: "\\uD800"\n', "BG101", 1, 8),
            ('name: "a \\uD83D\\uDE00"\n', "BG101", 1, 10),
            ("name: x\nunits: {a:?b, c: d}\n", "BG101", 2, 10),
            ("name: x\nname: y\n", "BG102", 2, 1),
            ("name: x\nunits:\n  a: b\n  a: c\n", "BG102", 4, 3),
            ("name: !!str x\n", "BG106", 1, 7),
            ("name: !!python/object:os.system x\n", "BG106", 1, 7),
            ("name: &a x\n", "BG106", 1, 7),
            ("name: x\nlanguage: *a\n", "BG106", 2, 11),
            ("name: x\n<<: {page: A4}\n", "BG106", 2, 1),
            ("name: x\n---\nname: y\n", "BG106", 2, 1),
            ("name: " + "[" * 40, "BG110", 1, 38),
            ('name: "a\\0b"\n', "BG151", 1, 9),
        ],
    )
    def test_what_yaml_may_not_hold(self, text: str, code: str, line: int, column: int) -> None:
        assert (code, "desk.yaml", line, column) in faults(load({"desk.yaml": text}))

    def test_a_duplicate_key_names_both_places(self) -> None:
        (fault,) = load({"desk.yaml": FILES["desk.yaml"] + "name: y\n"}).diagnostics
        assert "line 1" in fault.message
        assert (fault.place.line, fault.place.width) == (12, 4)

    def test_each_broken_entry_is_reported(self) -> None:
        text = "a: {{ x }}\nb: 'x\nc: [\n" + MINUTES + MINUTES.replace("minutes", "survey")
        only(
            {"sources.yaml": text},
            *[("BG101", "sources.yaml", line, column) for line, column in [(1, 4), (2, 4), (4, 1)]],
        )

    def test_a_list_of_sources(self) -> None:
        assert ("BG105", "sources.yaml", 1, 1) in faults(load({"sources.yaml": "- a\n- b\n"}))

    def test_too_many_values(self) -> None:
        text = "[" + "1," * 60_000 + "]"
        assert [code for code, *_ in faults(load({"figures.yaml": text}))] == ["BG110"]

    @pytest.mark.parametrize(
        ("text", "hint"),
        [
            ("name: {{ x }}\n", 'put the whole text in quotes: "{{ ... }}"'),
            ("name: Fish: desk\n", 'put the text in quotes: "Fish: desk"'),
            ("nmae: x\n", 'did you mean "name"?'),
            ("name: 8\n", 'put it in quotes: "8"'),
            ("name: x\nnumbers: {percent_space: yes}\n", "write true"),
            ("name: x\nnumbers: {thousands: spaces}\n", 'did you mean "space"?'),
        ],
    )
    def test_hints(self, text: str, hint: str) -> None:
        assert hint in [diagnostic.hint for diagnostic in load({"desk.yaml": text}).diagnostics]


class TestValues:
    @pytest.mark.sample(12)
    @pytest.mark.parametrize(
        ("line", "code", "column"),
        [
            ("x: {value: 1, " + SOURCED + ", foo: 1}", "BG103", 41),
            ("x: {value: 1, source: survey}", "BG104", 1),
            ("x: {value: '1,234', unit: t, " + SOURCED + "}", "BG105", 12),
            ("x: {value: 1_000, " + SOURCED + "}", "BG105", 12),
            ("x: {value: 1e5, " + SOURCED + "}", "BG105", 12),
            ("x: {value: .inf, " + SOURCED + "}", "BG105", 12),
            ("x: {value: 50%, " + SOURCED + "}", "BG105", 12),
            ("x: {value: [1], " + SOURCED + "}", "BG105", 12),
            ("x: {value: true, " + SOURCED + "}", "BG105", 12),
            ("x: {value: " + "9" * 5000 + ", " + SOURCED + "}", "BG105", 12),
            ("x: {value: 1, approx: yes, " + SOURCED + "}", "BG105", 23),
            ("x: {formula: 'year', label: l, round: 11}", "BG105", 39),
            ("x: {formula: 'year', label: l, round: 1.5}", "BG105", 39),
            ("x: {formula: 'year', label: l, stated: about 7}", "BG105", 40),
            ("x: {value: 1, stated: 1, " + SOURCED + "}", "BG105", 23),
            ("x: {value: 1, short: a, " + SOURCED + "}", "BG105", 22),
            ("x: {value: 1, label: 7, source: survey}", "BG105", 22),
            ("x: {value: 1, label: '', source: survey}", "BG105", 22),
            ("x: 7", "BG105", 4),
            ("x: {value: 2031-02-30, " + SOURCED + "}", "BG107", 12),
            ("x: {value: 1, as_of: 2031-2-3, " + SOURCED + "}", "BG107", 22),
            ("x: {value: 1, stale_after: soon, " + SOURCED + "}", "BG107", 28),
            ("x: {value: 1, period: 2031-13, " + SOURCED + "}", "BG107", 23),
            ("x: {value: 1, period: 2031/2030, " + SOURCED + "}", "BG107", 23),
            ("X: {value: 1, " + SOURCED + "}", "BG108", 1),
            ("x y: {value: 1, " + SOURCED + "}", "BG108", 1),
            ("x: {value: 1, label: l, source: Survey}", "BG108", 33),
            ("x: {value: Ada, label: l, short: 'l {{ year }}', source: survey}", "BG162", 34),
            ("x: {value: 1, label: l, source: surve}", "BG203", 33),
            ("x: {value: 1, label: l, source: {id: surve}}", "BG203", 38),
            ("x: {value: 1, formula: year, " + SOURCED + "}", "BG210", 24),
            ("x: {label: l, source: survey}", "BG210", 1),
            ("x: {value: 1, label: l}", "BG211", 1),
        ],
    )
    def test_facts(self, line: str, code: str, column: int) -> None:
        only(facts(line), (code, "facts.yaml", 28, column))

    @pytest.mark.parametrize(
        ("line", "code", "column"),
        [
            ("x: {by: 2031-06-31, who: a, what: b, source: survey}", "BG107", 9),
            ("x: {by: 2031-06-30, who: a, what: b, source: survey, status: opne}", "BG105", 62),
            ("x: {by: 2031-06-30, who: a, what: b}", "BG211", 1),
            ("x: {by: 2031-06-30, who: a, source: survey}", "BG104", 1),
            ("x: {by: 2031-06-30, who: '{{ }}', what: b, source: survey}", "BG162", 27),
            ("x: {by: 2031-06-30, who: 'a [^n]', what: b, source: survey}", "BG158", 29),
            ("x: {by: 2031-06-30, who: a, what: b, source: surve}", "BG203", 46),
            ("landings: {by: 2031-06-30, who: a, what: b, source: survey}", "BG109", 1),
        ],
    )
    def test_deadlines(self, line: str, code: str, column: int) -> None:
        text = FILES[f"{EDITION}/deadlines.yaml"] + line
        only({"deadlines.yaml": text}, (code, "deadlines.yaml", 7, column))

    @pytest.mark.parametrize(
        ("line", "code", "column"),
        [
            ("x: {kind: bar, facts: [year], title: t, caption: c}", "BG105", 11),
            ("x: {kind: bars, title: t, caption: c}", "BG105", 1),
            ("x: {kind: bars, facts: [], title: t, caption: c}", "BG105", 24),
            ("x: {kind: bars, facts: [Year], title: t, caption: c}", "BG108", 25),
            ("x: {kind: bars, facts: [{fact: year, lable: a}], title: t, caption: c}", "BG103", 38),
            ("x: {kind: bars, facts: [year], categories: [a], title: t, caption: c}", "BG105", 44),
            (
                "x: {kind: bars, series: [{name: a, facts: [year]}], categories: [a, b], title: t, caption: c}",
                "BG105",
                1,
            ),
            ("x: {kind: share, facts: [quota], title: t, caption: c}", "BG104", 1),
            ("x: {kind: bars, facts: [quota], of: a, title: t, caption: c}", "BG105", 37),
            ("x: {kind: bars, facts: [quota], title: t, caption: 'in {{ year'}", "BG162", 56),
            ("x: {kind: bars, facts: [quota], title: t, caption: c, alt: 'a [](#figure:x)'}", "BG163", 63),
            (
                "x: {kind: bars, facts: [{fact: quota, label: '**[a](https://x.org)**'}], title: t, caption: c}",
                "BG163",
                49,
            ),
            ("x: {kind: share, facts: [quota], of: 'a [](#figure:x)', title: t, caption: c}", "BG163", 41),
        ],
    )
    def test_figures(self, line: str, code: str, column: int) -> None:
        text = FILES[f"{EDITION}/figures.yaml"] + line
        only({"figures.yaml": text}, (code, "figures.yaml", 7, column))

    @pytest.mark.parametrize(
        ("text", "code", "line", "column"),
        [
            ("survey: {kind: k, title: t, undated: u, via: survey}\n" + MINUTES, "BG105", 1, 46),
            (
                "survey: {kind: k, title: t, undated: u}\nminutes: {kind: k, title: t, undated: u, via: nobody}\n",
                "BG203",
                2,
                47,
            ),
            ("survey: {kind: k, undated: u}\n" + MINUTES, "BG104", 1, 1),
            ("survey: {kind: k, title: t, date: yesterday}\n" + MINUTES, "BG107", 1, 35),
            ("survey: {kind: k, title: t}\n" + MINUTES, "BG104", 1, 1),
            ("survey: {kind: k, title: t, date: 2031-04-30, undated: u}\n" + MINUTES, "BG105", 1, 56),
        ],
    )
    def test_sources(self, text: str, code: str, line: int, column: int) -> None:
        only({"sources.yaml": text}, (code, "sources.yaml", line, column))

    @pytest.mark.parametrize(
        ("old", "new", "code", "line", "column"),
        [
            ("marking: Official", "marking: Oficial", "BG403", 5, 10),
            ("marking: Official\n", "", "BG403", 1, 1),
            ("distribution: weekly", "distribution: weakly", "BG404", 6, 15),
            ("number: 19", "language: tlh", "BG402", 2, 11),
            ("number: 19", "follows: 2031-04-28-herring", "BG002", 2, 10),
            ("number: 19", "follows: 2031-05-05-herring", "BG425", 2, 10),
            ("number: 19", "number: [19]", "BG105", 2, 9),
            ("audience: [Minister]", "audience: Minister", "BG105", 7, 11),
            ("period: 2031-04", "period: April", "BG107", 4, 9),
            ("title: ", "titel: ", "BG103", 1, 1),
            ("number: 19", "subtitle: as of [](#table:x)", "BG163", 2, 17),
            ("  Landings rose", "  ## Landings rose", "BG163", 11, 3),
            ("  Landings rose", "  Landings[^a] rose", "BG158", 11, 11),
        ],
    )
    def test_header(self, old: str, new: str, code: str, line: int, column: int) -> None:
        assert (code, "edition.yaml", line, column) in faults(load(replaced(old, new)))

    def test_at_most_four_key_figures(self) -> None:
        five = replaced("key_figures:\n", "key_figures:\n" + "  - {fact: year, caption: c}\n" * 4)
        only(five, ("BG105", "edition.yaml", 14, 3))

    def test_the_desks_language(self) -> None:
        desk = FILES["desk.yaml"].replace("en-GB", "xx")
        only({"desk.yaml": desk}, ("BG402", "desk.yaml", 2, 11))


class TestText:
    @pytest.mark.sample(24)
    @pytest.mark.parametrize(
        ("body", "code", "line", "column"),
        [
            ("a \u202eb", "BG151", 5, 3),
            ("a\x07", "BG151", 5, 2),
            ("a &#8238; b", "BG151", 5, 3),
            ("a\ufffe", "BG151", 5, 2),
            ("", "BG153", 4, 1),
            ("<!-- nothing -->", "BG153", 4, 1),
            ("| a | b |\n|---|---|\n| 1 |\n", "BG154", 7, 1),
            ("> | a | b |\n> |---|---|\n> | 1 | 2 | 3 |\n", "BG154", 7, 3),
            ("| a | b |\n|---|---|\nunder the table\n", "BG154", 7, 1),
            ("| a | b |\n|---|\n| 1 | 2 |\n", "BG154", 6, 1),
            ("a [^x] b", "BG158", 5, 3),
            ("a[^x]\n\n[^x]: b[^x]", "BG158", 7, 8),
            ("a[^x]\n\n[^x]: b\n\n    [^y]: c", "BG163", 9, 5),
            ("a[^x]\n\n[^x]: b\n\n    ## c", "BG163", 9, 5),
            ("a[^x]\n\n[^x]: b\n\n    | c | d |\n    | - | - |\n    | 1 | 2 |", "BG163", 9, 5),
            ("a[^x]\n\n[^x]: ![](figure:landed)", "BG163", 7, 7),
            ("a[^x]\n\n[^x]: - > [!KEY]\n        > c", "BG163", 7, 1),
            ("a\n\n[^x]: b", "BG159", 7, 1),
            ("a\n\n[x]: b", "BG163", 7, 1),
            ("[p. 4[^x]](#source:survey)\n\n[^x]: b", "BG161", 5, 10),
            ("a [b](https://x.org/{{ landings }})", "BG161", 5, 5),
            ("a [b] (https://x.org) and \\[b](https://x.org)", "BG161", 5, 30),
            ("a\n\n> b\n>\n> [x]: https://x.org", "BG163", 9, 3),
            ("a [x]\n\n[x]: https://x.org\n[x]: https://y.org", "BG163", 8, 1),
            ("a[^x]\n\n[^x]: b\n\n[^x]: c", "BG109", 9, 1),
            ("<div>\na\n</div>\n", "BG160", 5, 1),
            ("a <b>c", "BG160", 5, 3),
            ("a\n\n<!-- b", "BG160", 7, 1),
            ("<!-- b --> c", "BG160", 5, 1),
            ("a [b](javascript:alert(1))", "BG161", 5, 3),
            ("a [b](file:///etc/passwd)", "BG161", 5, 3),
            ("a [b](page.html)", "BG161", 5, 3),
            ("a [b](#nothing)", "BG161", 5, 3),
            ("a [](https://example.org)", "BG161", 5, 3),
            ("a {{ }}", "BG162", 5, 3),
            ("a {{ b", "BG162", 5, 3),
            ("a }} b", "BG162", 5, 3),
            ("a {{ Landings }}", "BG162", 5, 3),
            ("a {{ b | }}", "BG162", 5, 3),
            ("a {{ b | c d }}", "BG162", 5, 3),
            ("a `b`", "BG163", 5, 3),
            ("a\n\n---\n", "BG163", 7, 1),
            ("```\na\n```\n", "BG163", 5, 1),
            ("a\n\n    b", "BG163", 7, 5),
            ("a ~~b~~", "BG163", 5, 3),
            ("a ![b](c.png) d", "BG163", 5, 3),
            ("a [b](https://example.org 'c')", "BG163", 5, 3),
            ("a [b]{class=c}", "BG163", 5, 7),
            ("a [b]{lang=?}", "BG163", 5, 12),
            ("a [b]{dir=up}", "BG105", 5, 11),
            ("- a\n-\n- b", "BG163", 6, 1),
            ("##a", "BG163", 5, 1),
            ("a\n\n##", "BG163", 7, 1),
            ("a\n\n> [!KEY]", "BG163", 7, 1),
            ("a\n\n>", "BG163", 7, 1),
            ("Table: {#b}\n\n| a | b |\n| - | - |\n| 1 | 2 |", "BG163", 5, 1),
            ("a[^x]\n\n[^x]:\n\nb", "BG163", 7, 1),
            ("> " * 7 + "a", "BG164", 5, 1),
            ("*a **" * 14 + "b" + "** c*" * 14, "BG164", 5, 31),
            ("# a", "BG165", 5, 1),
            ("### a", "BG165", 5, 1),
            ("## a\n\n#### b", "BG165", 7, 1),
            ("## a\n\n### b\n\n#### c\n\n##### d", "BG165", 11, 1),
            ("> [!TIP]\n> a", "BG166", 5, 3),
            ("## a {#A}", "BG108", 5, 8),
            ("## a {#b}\n\n## c {#b}", "BG109", 7, 8),
            ("## a {#landings}", "BG109", 5, 8),
            ("![](figure:A)", "BG108", 5, 1),
            ("![](figure:landed 'b')", "BG163", 5, 1),
            ("a" * 20_001, "BG110", 5, 1),
            ("a[^x] " * 4_000 + "\n\n[^x]: b", "BG110", 5, 1),
        ],
    )
    def test_sections(self, body: str, code: str, line: int, column: int) -> None:
        only({"sections/10-landings.md": FRONT + body}, (code, "10-landings.md", line, column))

    @pytest.mark.parametrize(
        ("text", "code", "line", "column"),
        [
            ("a", "BG104", 1, 1),
            ("---\ntitle: a\n", "BG104", 1, 1),
            ("---\n---\na", "BG104", 1, 1),
            ("---\nkind: annex\n---\na", "BG104", 2, 1),
            ("---\ntitle: a: b\n---\na", "BG101", 2, 9),
            ("---\ntitle: a\nkind: anex\n---\na", "BG105", 3, 7),
            ("---\ntitle: a\nmarking: Secret\n---\na", "BG403", 3, 10),
            ("---\ntitle: a {{ 1 }}\n---\na", "BG162", 2, 10),
            ("---\ntitle: a\nauthor: b\n---\na", "BG103", 3, 1),
        ],
    )
    def test_front_matter(self, text: str, code: str, line: int, column: int) -> None:
        only({"sections/10-landings.md": text}, (code, "10-landings.md", line, column))

    def test_two_sections_of_one_name(self) -> None:
        only({"sections/20-landings.md": FRONT + "a"}, ("BG109", "20-landings.md", 0, 0))


def test_every_code_that_loading_uses_is_in_the_table() -> None:
    source = "".join(path.read_text() for path in (Path(codes.__file__).parent / "content").glob("*.py"))
    used = {
        code.code for name, code in vars(codes).items() if isinstance(code, codes.Code) and f"codes.{name}" in source
    }
    assert used
    tested = "".join(path.read_text() for path in Path(__file__).parent.glob("test_*.py"))
    assert {code for code in used if f'"{code}"' not in tested} == set()
