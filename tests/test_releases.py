"""Releases: what each audience may read of a brief, as packs and records of their own."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest

from briefgen.api import open_project
from briefgen.content import Folder, load_edition
from briefgen.errors import ContentError
from briefgen.ledger import build_ledger, tick_seal
from briefgen.pipeline import check
from briefgen.releases import open_whole
from briefgen.scaffold import start_desk
from tests.commands import briefgen
from tests.desk import EDITION, FILES, halves, replaced, write_desk

RELEASES = """\
releases:
  minister:
    audience: [Minister]
  press:
    marking: Official
    audience: [Press office]
    leave_out: [prepared_by]
"""
HIDDEN = "The fleet of Norvania lands at night."
PRESS = f"{EDITION}-press"
LAST = "2031-04-28-herring"


def marked(**changes: str) -> dict[str, str | None]:
    """The desk with releases, the minister alone reading of the year before and of the fleet of another country."""
    files = {
        "desk.yaml": FILES["desk.yaml"] + RELEASES,
        "/sections/20-vote.md": FILES[f"{EDITION}/sections/20-vote.md"] + f"\n{HIDDEN} {{for=minister}}\n",
        **replaced("/facts.yaml", "before:\n", "before:\n  for: minister\n"),
        **replaced(
            "/edition.yaml", "{{ rise | signed }} on", '[{{ rise | signed }} on]{for=minister otherwise="up on"}'
        ),
    }
    files["/edition.yaml"] = files["/edition.yaml"].replace(
        "  - {fact: rise, format", "  - {for: [minister], fact: rise, format"
    )
    return {**files, **changes}


def errors(folder: Path, release: str = "press") -> list[tuple[str, str, int]]:
    """The errors of a release, with file and line."""
    try:
        report = open_project(folder).latest.release(release).check()
    except ContentError as error:
        found = error.diagnostics
    else:
        found = report.diagnostics
    return [(each.code, Path(each.place.file).name, each.place.line) for each in found if each.is_error]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The content of the release to the press."""
    root = tmp_path_factory.mktemp("desk")
    content = open_whole(Folder(write_desk(root, marked())), EDITION).release("press").content
    return {path: data.decode("utf-8", "replace") for path, data in content.files.items()}


class TestContent:
    def test_it_has_nothing_of_what_is_marked_for_others(self, files: dict[str, str]) -> None:
        everything = "\n".join(files.values())
        for word in ("Norvania", "11556", "before:", "rise", "minister", "for="):
            assert word not in everything

    def test_it_is_an_edition_of_its_own(self, files: dict[str, str]) -> None:
        assert f"{PRESS}/edition.yaml" in files
        assert 'release": "press"' in files[f"{PRESS}/edition.yaml"]
        assert "Press office" in files[f"{PRESS}/edition.yaml"]
        assert "prepared_by" not in files[f"{PRESS}/edition.yaml"]

    def test_the_desk_has_only_what_the_release_needs(self, files: dict[str, str]) -> None:
        assert "releases" not in files["desk.yaml"]
        assert "Sensitive" not in files["desk.yaml"]
        assert "weekly" not in files["desk.yaml"]

    def test_checking_it_finds_nothing(self, tmp_path: Path) -> None:
        write_desk(tmp_path, marked())
        assert errors(tmp_path) == []


def test_since_the_last_brief_is_that_of_the_release(tmp_path: Path) -> None:
    """What is left out of this brief is left out of the last one, though nobody marked it there."""
    last = {path.replace(EDITION, LAST): text for path, text in FILES.items() if path.startswith(EDITION)}
    last[f"{LAST}/edition.yaml"] = last[f"{LAST}/edition.yaml"].replace("2031-05-05", "2031-04-28")
    last[f"{LAST}/facts.yaml"] = last[f"{LAST}/facts.yaml"].replace("12480", "12000")
    own = marked()
    own["/edition.yaml"] = str(own["/edition.yaml"]).replace("number: 19", f"number: 19\nfollows: {LAST}")
    content = write_desk(tmp_path, {**last, **own})
    (content / LAST / "halves.png").write_bytes(halves())
    release = open_project(tmp_path).latest.release("press")
    report = release.check()
    assert [each.code for each in report.diagnostics if each.is_error] == []
    held = "\n".join(data.decode("utf-8", "ignore") for data in release.workspace.release.content.files.values())
    assert "12000" in held
    assert "11556" not in held
    assert "12,000" in dict(release.render(["txt"]))[f"{PRESS}.txt"].decode()


def test_of_the_last_brief_a_release_has_the_figures_and_no_words(tmp_path: Path) -> None:
    """What was never marked, because there were no releases then, goes into no record of one."""
    last = {path.replace(EDITION, LAST): text for path, text in FILES.items() if path.startswith(EDITION)}
    last[f"{LAST}/edition.yaml"] = last[f"{LAST}/edition.yaml"].replace("2031-05-05", "2031-04-28")
    for old, new in (("12480", "12000"), ("11000", "10900"), ("11556", "11111")):
        last[f"{LAST}/facts.yaml"] = last[f"{LAST}/facts.yaml"].replace(old, new)
    last[f"{LAST}/deadlines.yaml"] = last[f"{LAST}/deadlines.yaml"].replace("06-01", "05-29")
    secret = (
        last[f"{LAST}/sections/20-vote.md"]
        + "\n## Of Norvania\n\nIts {{ chair | short }} bribed them.[^n]\n\n[^n]: At night.\n"
    )
    last[f"{LAST}/sections/30-bribes.md"] = secret.replace("The vote", "Bribes").replace("![](figure:dates)\n", "")
    own = {
        path: str(text)
        for path, text in replaced("/edition.yaml", "number: 19", f"number: 19\nfollows: {LAST}").items()
    }
    content = write_desk(tmp_path, {"desk.yaml": FILES["desk.yaml"] + RELEASES, **last, **own})
    (content / LAST / "halves.png").write_bytes(halves())
    release = open_project(tmp_path).latest.release("press")
    assert [each.code for each in release.check().diagnostics if each.is_error] == []
    held = {path: data.decode("utf-8", "ignore") for path, data in release.workspace.content.files.items()}
    of_last = {path.partition("/")[2]: text for path, text in held.items() if path.startswith(LAST)}
    assert {*of_last} == {
        *("edition.yaml", "facts.yaml", "deadlines.yaml", "figures.yaml"),
        *(f"sections/{number}-printed.md" for number in (1, 2, 3)),
    }
    for word in (
        "Norvania",
        "bribe",
        "Bribes",
        "night",
        "Boats landed",
        "Herring",
        "fields",
        "passed the quota",
        "quay",
    ):
        assert word not in "\n".join(of_last.values())
    part = dict(release.render(["txt"]))[f"{PRESS}.txt"].decode().partition("Since the last brief")[2]
    for figure in ("12,000", "10,900", "11,111", "29 May 2031"):
        assert figure in part


class TestHeader:
    def test_names_that_only_a_hidden_text_has(self, tmp_path: Path) -> None:
        header = f"{marked()['/edition.yaml']}names: [Resolution 47, Norvania 2]\n"
        section = f"{marked()['/sections/20-vote.md']}\nResolution 47 and Norvania 2 stand. {{for=minister}}\n"
        section += "\nResolution 47 stands.\n"
        content = write_desk(tmp_path, marked(**{"/edition.yaml": header, "/sections/20-vote.md": section}))
        text = open_whole(Folder(content), EDITION).release("press").content.files[f"{PRESS}/edition.yaml"].decode()
        assert "Resolution 47" in text
        assert "Norvania" not in text

    def test_a_bottom_line_of_which_nothing_is_left(self, tmp_path: Path) -> None:
        header = str(marked()["/edition.yaml"]).replace("year before.", "year before. {for=minister}")
        content = write_desk(tmp_path, marked(**{"/edition.yaml": header}))
        text = open_whole(Folder(content), EDITION).release("press").content.files[f"{PRESS}/edition.yaml"].decode()
        assert "bottom_line" not in text
        assert errors(tmp_path) == []


class TestFaults:
    def test_a_text_that_needs_what_is_left_out(self, tmp_path: Path) -> None:
        path = "/sections/20-vote.md"
        text = str(marked()[path]).replace("{{ chair }} chairs", "{{ before | unit }} were landed; {{ chair }} chairs")
        write_desk(tmp_path, marked(**{path: text}))
        assert errors(tmp_path) == [("BG903", "20-vote.md", 5)]
        assert errors(tmp_path, "minister") == []

    def test_a_derived_fact_whose_input_is_left_out(self, tmp_path: Path) -> None:
        write_desk(tmp_path, marked(**replaced("/edition.yaml", "{{ rise | signed }} on", "{{ rise | signed }}")))
        assert ("BG903", "facts.yaml", 28) in errors(tmp_path)

    def test_a_figure_that_can_be_worked_out(self, tmp_path: Path) -> None:
        facts = FILES[f"{EDITION}/facts.yaml"].replace("quota:\n", "quota:\n  for: minister\n", 1)
        figures = FILES[f"{EDITION}/figures.yaml"].replace("[landings, quota, excess]", "[landings, above]")
        above = "\nabove:\n  value: 1480\n  unit: tonnes\n  label: Above\n  period: 2030\n  source: {id: survey}\n"
        total = "\ntotal:\n  value: 12480\n  unit: tonnes\n  label: Both\n  period: 2030\n  parts: [quota, above]\n"
        facts += above + total + "  source: {id: survey}\n"
        section = FILES[f"{EDITION}/sections/10-landings.md"].replace("{{ excess }}", "{{ above }}, {{ total }}")
        row = "| Quota    |     {{ quota }} |"
        changes = {
            "desk.yaml": FILES["desk.yaml"] + RELEASES,
            "/facts.yaml": facts,
            "/figures.yaml": figures,
            "/sections/10-landings.md": section.replace(row, row.replace("}} |", "}} {for=minister} |")),
        }
        write_desk(tmp_path, changes)
        assert [code for code, *_ in errors(tmp_path)] == ["BG904"]

    @pytest.mark.parametrize(
        ("path", "old", "new"),
        [
            ("/edition.yaml", "title: Herring", "title: '[Herring]{for=minister}'"),
            ("/edition.yaml", "caption: tonnes landed", "caption: '[tonnes]{for=minister}.'"),
            ("/edition.yaml", "by: Legal adviser", "by: '[Legal adviser]{for=minister}'"),
            ("/facts.yaml", "label: Quota", "label: '[Quota]{for=minister}'"),
            ("/deadlines.yaml", "what: vote on the quota", "what: '[vote]{for=minister}'"),
            ("/figures.yaml", "caption: The vote.", "caption: '[The vote]{for=minister}.'"),
            ("sources.yaml", "title: Agreed minutes", "title: '[Agreed minutes]{for=minister}'"),
            ("/sections/20-vote.md", "title: The vote", "title: '[The vote]{for=minister}'"),
            ("/sections/20-vote.md", "from now.", "from now.\n\n## [Why]{for=minister}\n\nText."),
            ("/sections/20-vote.md", "from now.", "from now.\n\n- [Why]{for=minister}\n  - Text."),
            ("/sections/10-landings.md", "Table: The quota.", "Table: [The quota]{for=minister}."),
        ],
    )
    def test_words_without_which_something_would_have_none(self, path: str, old: str, new: str, tmp_path: Path) -> None:
        files = replaced(path, old, new)
        line = next(at for at, each in enumerate(files[path].splitlines(), 1) if "]{for=minister}" in each)
        write_desk(tmp_path, {"desk.yaml": FILES["desk.yaml"] + RELEASES, **files})
        assert errors(tmp_path) == [("BG903", Path(path).name, line)]
        assert errors(tmp_path, "minister") == []

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("Ports: [Amble]{for=minister}, Blyth.", "Ports:, Blyth."),
            ("Ports: Amble, [Blyth]{for=minister}.", "Ports: Amble,."),
            ("Ports: [Amble, Blyth]{for=minister}\n\nMore.", "Ports:"),
            ("[Yesterday]{for=minister}, it met.", ", it met."),
            ("It met ([in Amble]{for=minister}).", "It met ()."),
            ('It "[met]{for=minister}" there.', 'It "" there.'),
            ("It **[met]{for=minister}** there.", "It **** there."),
            ("Ready. [And set]{for=minister}.", "Ready.."),
            ('![A field](halves.png "[Of Amble]{for=minister}.")', '(halves.png ".")'),
            ("| a | b |\n| - | - |\n| Amble, [Blyth]{for=minister} | c |", "| Amble, | c |"),
        ],
    )
    def test_signs_that_are_left_of_words(self, text: str, said: str, tmp_path: Path) -> None:
        section = f"{marked()['/sections/20-vote.md']}\n{text}\n"
        write_desk(tmp_path, marked(**{"/sections/20-vote.md": section}))
        report = open_project(tmp_path).latest.release("press").check()
        found = [each for each in report.diagnostics if each.code == "BG910"]
        assert [Path(each.place.file).name for each in found] == ["20-vote.md"]
        assert said in found[0].message

    @pytest.mark.parametrize(
        "text",
        [
            "It met [in Amble]{for=minister}.",
            "It met [in Amble]{for=minister}, and left.",
            "In Amble [and Blyth]{for=minister} it met.",
            "It met in Amble[, Blyth]{for=minister} and Craster.",
            "Boats etc. [in Amble]{for=minister}, and more.",
            "[Yesterday it met.]{for=minister} It left.",
            "[Yesterday it met]{for=minister}.",
            'Ports: [Amble]{for=minister otherwise="two"}, Blyth.',
        ],
    )
    def test_words_that_leave_no_signs(self, text: str, tmp_path: Path) -> None:
        section = f"{marked()['/sections/20-vote.md']}\n{text}\n"
        write_desk(tmp_path, marked(**{"/sections/20-vote.md": section}))
        report = open_project(tmp_path).latest.release("press").check()
        assert not [each for each in report.diagnostics if each.code in ("BG903", "BG910")]

    def test_a_reference_to_a_paragraph_that_is_left_out(self, tmp_path: Path) -> None:
        path = "/sections/20-vote.md"
        text = str(marked()[path]).replace("{for=minister}", "{#night for=minister}") + "\nSee [](#para:night).\n"
        header = str(marked()["/edition.yaml"]) + "numbered_paragraphs: true\n"
        write_desk(tmp_path, marked(**{path: text, "/edition.yaml": header}))
        assert errors(tmp_path)[0] == ("BG903", "20-vote.md", 11)
        assert errors(tmp_path, "minister") == []

    def test_no_section_left(self, tmp_path: Path) -> None:
        paths = [path for path in FILES if "/sections/" in path]
        sections = {path: FILES[path].replace("title:", "for: minister\ntitle:", 1) for path in paths}
        write_desk(tmp_path, marked(**{path.removeprefix(EDITION): text for path, text in sections.items()}))
        assert errors(tmp_path)[0] == ("BG903", "edition.yaml", 1)

    def test_a_reference_to_a_section_that_is_left_out(self, tmp_path: Path) -> None:
        path = "/sections/20-vote.md"
        text = str(marked()[path]).replace("title: The vote\n", "title: The vote\nfor: minister\n")
        write_desk(tmp_path, marked(**{path: text}))
        assert errors(tmp_path) == [("BG903", "10-landings.md", 6)]

    @pytest.mark.parametrize(
        ("name", "code"),
        [("fact:chai", "BG908"), ("section:quay", "BG908"), ("prepared_bi", "BG907"), ("secton:vote", "BG907")],
    )
    @pytest.mark.slow
    def test_what_is_to_be_left_out_and_is_not_there(self, tmp_path: Path, name: str, code: str) -> None:
        desk = str(marked()["desk.yaml"]).replace("[prepared_by]", f'[prepared_by, "{name}"]')
        write_desk(tmp_path, marked(**{"desk.yaml": desk}))
        found = open_project(tmp_path).latest.release("press").check().diagnostics
        assert [(each.code, Path(each.place.file).name) for each in found] == [(code, "desk.yaml")]
        assert name in found[0].place.first_line

    def test_what_the_edition_leaves_out_must_be_there(self, tmp_path: Path) -> None:
        header = str(marked()["/edition.yaml"]) + "releases:\n  press: {leave_out: [fact:chai, table:quota, from]}\n"
        write_desk(tmp_path, marked(**{"/edition.yaml": header}))
        assert [code for code, *_ in errors(tmp_path)].count("BG907") == 2

    @pytest.mark.slow
    @pytest.mark.parametrize("own", ["", "contact: {phone: 12 34 56}\n"])
    def test_a_contact_that_is_left_out_is_the_desks_too(self, tmp_path: Path, own: str) -> None:
        desk = str(marked()["desk.yaml"]).replace("[prepared_by]", "[contact]") + "contact: {email: a@example.org}\n"
        write_desk(tmp_path, marked(**{"desk.yaml": desk, "/edition.yaml": f"{marked()['/edition.yaml']}{own}"}))
        assert briefgen(tmp_path, "build", "--release", "press", "--format", "txt").returncode == 0
        said = (tmp_path / "out" / PRESS / f"{PRESS}.txt").read_text("utf-8")
        assert not re.search("Contact|example|12 34 56", said)

    @pytest.mark.slow
    def test_a_mail_without_a_contact_asks_for_that_of_the_release(self, tmp_path: Path) -> None:
        desk = str(marked()["desk.yaml"]).replace("[prepared_by]", "[contact]") + "contact: {email: a@example.org}\n"
        write_desk(tmp_path, marked(**{"desk.yaml": desk}))
        asked = "build", "--release", "press", "--format", "eml"
        told = briefgen(tmp_path, *asked).stderr
        assert f'content/{EDITION}/edition.yaml:1:1: error BG104: the release "press" has no mail address' in told
        assert "hint: add to press, below `releases:`: contact: {email: name@example.org}" in told
        write_desk(
            tmp_path,
            marked(**{"desk.yaml": desk.replace("[contact]", "[contact]\n    contact: {email: b@example.org}")}),
        )
        assert briefgen(tmp_path, *asked).returncode == 0
        assert "a@example.org" not in (tmp_path / "out" / PRESS / f"{PRESS}.eml").read_text()

    def test_what_cannot_be_set_is_told_at_the_place_that_people_edit(self, tmp_path: Path) -> None:
        write_desk(tmp_path, marked(**{"/sections/20-vote.md": f"{marked()['/sections/20-vote.md']}\nИван votes.\n"}))
        told = briefgen(tmp_path, "build", "--release", "press", "--format", "txt", "--ascii").stderr
        assert f"content/{EDITION}/edition.yaml:1:1: error BG507" in told
        assert "  title: Herring\n" in told

    def test_a_release_that_there_is_not(self, tmp_path: Path) -> None:
        write_desk(tmp_path, marked())
        assert errors(tmp_path, "pres") == [("BG901", "edition.yaml", 1)]

    def test_two_releases_that_would_be_one_folder(self, tmp_path: Path) -> None:
        desk = FILES["desk.yaml"] + "releases:\n  a-b: {}\n  a_b: {}\n"
        write_desk(tmp_path, {"desk.yaml": desk})
        found = open_project(tmp_path).latest.check().diagnostics
        assert [each.code for each in found if each.is_error] == ["BG905"]

    def test_an_id_that_something_of_the_release_has_as_well(self, tmp_path: Path) -> None:
        """The section is left out, and the deadline of its name is not."""
        section = str(marked()["/sections/20-vote.md"]).replace("title: The vote\n", "title: The vote\nfor: minister\n")
        first = FILES[f"{EDITION}/sections/10-landings.md"].replace("[](#section:vote) says", "{{ vote | long }} is")
        write_desk(tmp_path, marked(**{"/sections/20-vote.md": section, "/sections/10-landings.md": first}))
        assert errors(tmp_path) == []

    def test_a_release_with_the_name_of_an_edition(self, tmp_path: Path) -> None:
        content = write_desk(tmp_path, marked())
        (content / PRESS).mkdir()
        with pytest.raises(ContentError, match="would be called"):
            open_project(tmp_path).edition(EDITION).release("press")


class TestTicks:
    def test_a_tick_of_the_whole_holds_in_what_is_left(self, tmp_path: Path) -> None:
        tables = "ports:\n  source: survey\n  unit: boats\n  period: 2030\n"
        tables += "  rows: {B: {for: minister}, C: {for: minister}}\n"
        section = str(marked()["/sections/20-vote.md"]) + "\n![](table:ports)\n"
        files = marked(
            **{
                "desk.yaml": str(marked()["desk.yaml"]) + "sign_off_required: true\n",
                "/tables.yaml": tables,
                "/tables/ports.csv": "Port,Boats\nA,1\nB,2\nC,3\nTotal,6\n",
                "/sections/20-vote.md": section,
                "/facts.yaml": str(marked()["/facts.yaml"]).replace(
                    "label: Quota\n", "label: Quota\n  quote: 11,000\n"
                ),
            }
        )
        write_desk(tmp_path, files)
        loaded = load_edition(Folder(tmp_path / "content"), EDITION).edition
        assert loaded is not None
        ledger, _ = build_ledger(loaded)
        ticked = {
            "ports": ledger["ports.a.boats"],
            **{name: ledger[name] for name in loaded.declared if "." not in name},
        }
        lines = [
            f'{name}: {{by: A. Klein, on: 2031-05-04, seal: "{tick_seal(loaded, name, entry)}"}}'
            for name, entry in ticked.items()
        ]
        write_desk(tmp_path, {**files, "/signoffs.yaml": "\n".join(lines) + "\n"})
        assert not {"BG415", "BG418"}.intersection(self._codes(tmp_path))
        lines[0] = re.sub("seal: .*", 'seal: "0123456789abcdef"}', lines[0])
        write_desk(tmp_path, {**files, "/signoffs.yaml": "\n".join(lines) + "\n"})
        assert {"BG415", "BG418"} <= self._codes(tmp_path)

    def _codes(self, root: Path) -> set[str]:
        release = open_project(root).latest.release("press")
        return {each.code for each in check(release.workspace, release.name).diagnostics}


@pytest.mark.parametrize("language", ["en-GB", "ur"])
def test_a_table_that_is_taken_from_a_workbook_keeps_its_source(tmp_path: Path, language: str) -> None:
    start_desk(tmp_path / "desk", date(2031, 5, 5))
    desk = tmp_path / "desk/content/desk.yaml"
    written = desk.read_text(encoding="utf-8").replace("language: en-GB", f"language: {language}")
    desk.write_text(f"{written}releases: {{press: {{}}}}\n", encoding="utf-8")
    release = open_project(tmp_path / "desk").latest.release("press")
    assert [found for found in release.facts().diagnostics if found.is_error or language == "en-GB"] == []
    assert b"Register of clinics" in release.workspace.content.read("sources.yaml")


@pytest.mark.slow
class TestCommands:
    def test_build_all_releases(self, tmp_path: Path) -> None:
        write_desk(tmp_path, marked())
        built = briefgen(tmp_path, "build", "--all-releases")
        assert built.returncode == 0, built.stderr
        assert sorted(path.name for path in (tmp_path / "out").iterdir() if path.name[0] != ".") == [
            f"{EDITION}-minister",
            PRESS,
        ]
        ledger = json.loads((tmp_path / "out" / PRESS / "ledger.json").read_text())
        assert "before" not in json.dumps(ledger)

    def test_a_record_of_a_release_rebuilds_from_itself(self, tmp_path: Path) -> None:
        write_desk(tmp_path, marked())
        published = briefgen(tmp_path, "publish", "--release", "press", "--without", "Head of desk", "--reason", "Out")
        assert published.returncode == 0, published.stderr
        rebuilt = briefgen(tmp_path, "archive", "rebuild", PRESS)
        assert rebuilt.returncode == 0, rebuilt.stdout + rebuilt.stderr
        held = [path.read_bytes() for path in (tmp_path / "out/archive").rglob("*") if path.is_file()]
        assert not any(b"Norvania" in data or b"11556" in data for data in held)

    def test_a_record_says_nothing_of_it_either(self, tmp_path: Path) -> None:
        write_desk(tmp_path, marked())
        reason = "The fleet of Norvania is left out"
        published = briefgen(tmp_path, "publish", "--release", "press", "--without", "Head of desk", "--reason", reason)
        assert published.returncode == 1
        assert "BG504" in published.stderr
        assert "record.json" in published.stderr
        assert not list((tmp_path / "out").rglob("record.json"))
