"""`briefgen translate`: a translation begun, followed and confirmed, as a translator types it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.cli.test_json import validator
from tests.commands import briefgen
from tests.desk import EDITION, write_desk
from tests.translated import FRENCH, TRANSLATION, confirmed, files


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A desk with an edition and its translation, confirmed."""
    for path, data in files().items():
        (tmp_path / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "content" / path).write_bytes(data)
    return tmp_path


def test_a_stub_has_the_original_as_comments_and_all_of_it_is_open(tmp_path: Path) -> None:
    write_desk(tmp_path)
    begun = briefgen(tmp_path, "translate", EDITION, "--language", "fr", "--stub")
    assert (begun.returncode, begun.stderr) == (0, "")
    made = [Path(line).relative_to(f"content/{TRANSLATION}").as_posix() for line in begun.stdout.splitlines()]
    assert made == ["edition.yaml", "halves.png", "labels.yaml", "sections/10-landings.md", "sections/20-vote.md"]
    vote = (tmp_path / f"content/{TRANSLATION}/sections/20-vote.md").read_text(encoding="utf-8")
    assert "<!--\n{{ chair }} chairs the council" in vote
    assert "\n![](figure:dates)\n" in vote
    labels = (tmp_path / f"content/{TRANSLATION}/labels.yaml").read_text(encoding="utf-8")
    assert '#     boats:\n#       one: "boat"\n#       many: "boats"\n#       other: "boats"\n' in labels
    shown = briefgen(tmp_path, "translate", TRANSLATION)
    assert shown.returncode == 0
    assert 'the paragraph "{{ chair }} chairs the council that votes…" of the original is not in the' in shown.stdout
    assert 'the key figure "{{ landings }} tonnes landed" of the original is not in the' in shown.stdout
    assert "nobody has confirmed it yet" in shown.stdout
    assert re.search(r"labels +0 of \d+ texts", shown.stdout)  # the words of the original stand in for them
    again = briefgen(tmp_path, "translate", EDITION, "--language", "fr", "--stub")
    assert (again.returncode, again.stderr) == (2, f"error: {TRANSLATION} is there already\n")


def test_a_stub_that_is_filled_in_is_the_translation(tmp_path: Path) -> None:
    write_desk(tmp_path)
    briefgen(tmp_path, "translate", "--language", "fr", "--stub")
    folder = tmp_path / "content" / TRANSLATION
    for path, text in FRENCH.items():
        (folder / path).write_text(text, encoding="utf-8")
    ended = briefgen(tmp_path, "translate", TRANSLATION, "--confirm")
    assert (ended.returncode, ended.stdout) == (0, f"content/{TRANSLATION}/translated.yaml\n")
    assert (folder / "translated.yaml").read_text(encoding="utf-8") == confirmed()
    shown = briefgen(tmp_path, "translate", TRANSLATION).stdout
    assert "complete, and confirmed" in shown
    assert (done := re.search(r"labels +(\d+) of (\d+) texts", shown)) and done[1] == done[2]
    assert "was confirmed already" in briefgen(tmp_path, "translate", TRANSLATION, "--confirm").stderr


def test_what_changed_is_listed_until_its_section_is_confirmed(desk: Path) -> None:
    vote = desk / f"content/{EDITION}/sections/20-vote.md"
    vote.write_text(vote.read_text(encoding="utf-8").replace("chairs", "leads"), encoding="utf-8")
    landings = desk / f"content/{EDITION}/sections/10-landings.md"
    landings.write_text(landings.read_text(encoding="utf-8").replace("Boats landed", "Boats took"), encoding="utf-8")

    def changed() -> list[str]:
        shown = briefgen(desk, "translate", TRANSLATION, "--status", "--format", "json")
        data = json.loads(shown.stdout)
        validator("translate").validate(data)
        return [Path(each["file"]).name for each in data["changed"]]

    assert changed() == ["10-landings.md", "20-vote.md"]
    assert briefgen(desk, "translate", TRANSLATION, "--confirm", "--section", "vote").returncode == 0
    assert changed() == ["10-landings.md"]
    written = briefgen(desk, "translate", TRANSLATION, "--confirm", "--format", "json")
    validator("translate").validate(json.loads(written.stdout))
    assert changed() == []


def test_a_translation_that_differs_cannot_be_confirmed(desk: Path) -> None:
    vote = desk / f"content/{TRANSLATION}/sections/20-vote.md"
    before = (desk / f"content/{TRANSLATION}/translated.yaml").read_bytes()
    vote.write_text(vote.read_text(encoding="utf-8").replace("{{ chair }}", "Elle"), encoding="utf-8")
    ended = briefgen(desk, "translate", TRANSLATION, "--confirm")
    assert ended.returncode == 1
    assert "BG803: the original prints {{ chair }} here" in ended.stderr
    assert (desk / f"content/{TRANSLATION}/translated.yaml").read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((EDITION,), f"{EDITION} is no translation"),
        ((TRANSLATION, "--language", "fr", "--stub"), f"{TRANSLATION} is a translation itself; translate {EDITION}"),
        ((EDITION, "--language", "xx", "--stub"), 'briefgen has no words for the language "xx"'),
        ((EDITION, "--stub"), "--stub and --language belong together"),
        ((EDITION, "--stub", "--confirm"), "give one of"),
        ((TRANSLATION, "--section", "vote"), "--section says what --confirm confirms"),
        ((TRANSLATION, "--confirm", "--section", "votes"), 'there is no section "votes"'),
    ],
)
def test_what_cannot_be_meant_is_refused(desk: Path, arguments: tuple[str, ...], message: str) -> None:
    ended = briefgen(desk, "translate", *arguments)
    assert ended.returncode == 2
    assert message in ended.stderr


def test_a_date_means_the_original_and_so_does_the_newest(desk: Path) -> None:
    for asked in ((), ("2031-05-05",)):
        assert "Anna Berg" in (printed := briefgen(desk, "facts", *asked, "chair").stdout)
        assert "Mme" not in printed
    ended = briefgen(desk, "new", "2031-05-12", "herring")
    assert "translates" not in (Path(desk / ended.stdout.strip()) / "edition.yaml").read_text(encoding="utf-8")


def test_a_label_that_only_prints_a_fact_needs_no_translation(desk: Path) -> None:
    figures = desk / f"content/{EDITION}/figures.yaml"
    text = figures.read_text(encoding="utf-8")
    labelled = text.replace("[landings,", '[{fact: landings, label: "{{ edition_date | year }}"},')
    assert labelled != text
    figures.write_text(labelled, encoding="utf-8")
    shown = briefgen(desk, "translate", TRANSLATION).stdout
    assert (done := re.search(r"labels +(\d+) of (\d+) texts", shown)) and done[1] == done[2]


def test_an_edition_is_not_carried_forward_from_a_translation(desk: Path) -> None:
    ended = briefgen(desk, "new", "2031-05-12", "herring", "--from", TRANSLATION)
    first = f"briefgen new 2031-05-12 herring --from {EDITION}"
    then = "briefgen translate 2031-05-12-herring --language fr --stub"
    assert (ended.returncode, ended.stderr) == (2, f"error: {TRANSLATION} translates {EDITION}: {first}, then {then}\n")
    assert not (desk / "content/2031-05-12-herring").exists()
    for command in (first, then):
        assert briefgen(desk, *command.split()[1:]).returncode == 0
    assert "Le hareng" in (desk / "content/2031-05-12-herring-fr/edition.yaml").read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_pack_has_the_translations_in_folders_of_their_own(desk: Path) -> None:
    options = ("--format", "html", "--with-translations")
    built = briefgen(desk, "build", *options)
    documents = [f"{EDITION}.html", f"{TRANSLATION}/{TRANSLATION}.html"]
    assert (built.returncode, built.stdout.splitlines()) == (0, [f"out/{EDITION}/{name}" for name in documents])
    page = (desk / f"out/{EDITION}/{TRANSLATION}/{TRANSLATION}.html").read_text(encoding="utf-8")
    assert "Le hareng" in page
    assert "unchanged" in briefgen(desk, "build", *options).stderr
    vote = desk / f"content/{TRANSLATION}/sections/20-vote.md"
    vote.write_text(vote.read_text(encoding="utf-8").replace("{{ chair }}", "Elle"), encoding="utf-8")
    refused = briefgen(desk, "build", *options)
    assert refused.returncode == 1
    assert "BG803" in refused.stderr
    assert "Le hareng" in (desk / f"out/{EDITION}/{TRANSLATION}/{TRANSLATION}.html").read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_record_has_both_and_is_made_again_to_the_byte(desk: Path) -> None:
    waived = ("--without", "Head of desk", "--reason", "Out of office")
    published = briefgen(desk, "publish", "--with-translations", *waived)
    assert published.returncode == 0, published.stderr
    data = desk / published.stdout.splitlines()[0] / "data"
    assert {f"{EDITION}.pdf", TRANSLATION} <= {path.name for path in data.iterdir()}
    assert (data / f"source/content/{TRANSLATION}/translated.yaml").is_file()
    rebuilt = briefgen(desk, "archive", "rebuild", data.parent.name)
    assert rebuilt.returncode == 0, rebuilt.stderr
    assert briefgen(desk, "archive", "verify").returncode == 0
    shown = briefgen(desk, "archive", "show", data.parent.name, "--format", "json")
    validator("archive-show").validate(json.loads(shown.stdout))
    described = json.loads((data / "record.json").read_bytes())
    assert described["translations"] == [TRANSLATION]
    assert "no changes" in briefgen(desk, "review").stdout
    labels = desk / f"content/{TRANSLATION}/labels.yaml"
    labels.write_text(labels.read_text(encoding="utf-8") + "# read once more\n", encoding="utf-8")
    assert f"changed: {TRANSLATION}/labels.yaml" in briefgen(desk, "review").stdout


@pytest.mark.parametrize(
    "command",
    [
        ("facts", TRANSLATION, "quota", "--sign-off", "--by", "Ana Ruiz"),
        ("facts", TRANSLATION, "quota", "--confirm", "--by", "Ana Ruiz"),
        ("checksheet", TRANSLATION, "--for", "Ana Ruiz"),
    ],
)
def test_figures_are_ticked_and_confirmed_in_the_original(desk: Path, command: tuple[str, ...]) -> None:
    """A file of ticks in the translation would be an error there."""
    before = sorted(desk.rglob("*"))
    ended = briefgen(desk, *command)
    assert (ended.returncode, f"{TRANSLATION} prints the figures of {EDITION}" in ended.stderr) == (2, True)
    assert sorted(desk.rglob("*")) == before
    assert f"figures     signed off in {EDITION}\n" in briefgen(desk, "review", TRANSLATION).stdout
