"""The README does what it says: its commands run, its options exist, its examples load."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from briefgen.cli import COMMANDS, run
from briefgen.codes import CODES
from briefgen.ledger import Printer, build_ledger
from briefgen.load import load_edition
from briefgen.pipeline import Desk, check
from tests.desk import EDITION, FILES, write_desk

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
CODE = re.compile(r"^ *```(\w*)\n(.*?)^ *```", re.MULTILINE | re.DOTALL)


def section(title: str) -> str:
    """The text below a heading, up to the next one that is not inside an example."""
    start = README.index(f"# {title}\n")
    masked = CODE.sub(lambda match: "." * len(match[0]), README)
    end = masked.find("\n#", start)
    return README[start : end if end > 0 else None]


def examples(language: str, title: str) -> list[str]:
    return [text for found, text in CODE.findall(section(title)) if found == language]


def test_the_two_commands_stand_at_the_top() -> None:
    install, test = (text.strip() for _, text in CODE.findall(README)[:2])
    assert install == "python3 -m venv .venv && .venv/bin/pip install -e . && .venv/bin/briefgen build"
    assert test == "python3 -m venv .venv && .venv/bin/pip install -e '.[dev]' && .venv/bin/pytest"


def test_a_first_edition_in_five_minutes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The steps as written: a desk, a build, a figure that no longer agrees, its correction, another build."""
    told = section("A first edition in five minutes")
    clone = tmp_path / "clone"
    clone.mkdir()
    monkeypatch.chdir(clone)
    assert "briefgen init ../my-desk && cd ../my-desk\nbriefgen build" in told
    assert run(["init", "../my-desk"]) == 0
    monkeypatch.chdir(tmp_path / "my-desk")
    assert run(["build"]) == 0
    assert "Set `doses` to 48900" in told
    facts = next(Path("content").glob("*/facts.yaml"))
    text = facts.read_text(encoding="utf-8")
    facts.write_text(text.replace("value: 48200", "value: 48900"), encoding="utf-8")
    capsys.readouterr()
    assert run(["check"]) == 1
    message = capsys.readouterr().err
    shown = next(text for _, text in CODE.findall(README) if "BG209" in text)
    printed = re.sub(r"content/\S+/facts", "content/…/facts", message)
    assert [line.strip() for line in shown.splitlines()] == [line.strip() for line in printed.splitlines()[:3]]
    facts.write_text(facts.read_text(encoding="utf-8").replace("stated: 80", "stated: 81.5"), encoding="utf-8")
    assert run(["build"]) == 0
    (command,) = re.findall(r"`briefgen (new \S+ \S+)`", told)
    assert run(command.split()) == 0


def commands() -> dict[str, set[str]]:
    """Each command of the README's table, and the options that its row names."""
    rows = re.findall(r"^\| `briefgen (\w+)[^|]*\|(.*)\|$", section("Commands"), re.MULTILINE)
    return {command: set(re.findall(r"--[a-z]+", row)) for command, row in rows}


def test_every_command_is_in_the_table() -> None:
    assert set(commands()) == set(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_exists(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([command, "--help"]) == 0
    known = set(re.findall(r"--[a-z]+", capsys.readouterr().out))
    assert commands()[command] <= known


SURVEY = "source: {id: survey, at: table 3}"
YEARBOOK = "source: {id: minutes, at: table 3}"
UNUSED = {"BG222", "BG223"}


def content(tmp_path: Path, changes: Mapping[str, str]) -> list[str]:
    """The faults of the small desk with some files replaced, but for what no text of it uses."""
    units = FILES["desk.yaml"].replace("  tonnes: tonne\n", "  tonnes: tonne\n  deaths: death\n  trains: train\n")
    desk = Desk(write_desk(tmp_path, {"desk.yaml": units, **changes}), ROOT / "assets", tmp_path / "out")
    faults = (fault for fault in check(desk, EDITION).diagnostics if fault.code not in UNUSED)
    return [f"{fault.code} {fault.message}" for fault in faults]


def test_facts_of_the_example_load(tmp_path: Path) -> None:
    (example,) = examples("yaml", "facts.yaml")
    entry = "{}:\n  value: {}\n  unit: deaths\n  label: {}\n  period: 2024\n  source: {{id: crss, at: ¶ 7}}\n"
    losses = entry.format("losses", 1612, "Losses") + entry.format("militants", 934, "Militants")
    source = "crss:\n  kind: report\n  title: Report\n  undated: not given\n"
    changes = {
        "/facts.yaml": f"{FILES[f'{EDITION}/facts.yaml']}\n{example}\n{losses}",
        "sources.yaml": f"{FILES['sources.yaml']}\n{source}",
        "sources/crss.txt": "…\n" * 8 + "There were 2,546 violence-related deaths, and 1,612 losses.\n",
    }
    assert content(tmp_path, changes) == []


def test_text_of_the_example_loads(tmp_path: Path) -> None:
    (example,) = examples("markdown", "Text")
    names = {"losses": "landings", "losses_share": "rise", "militant_deaths": "quota", "year": "before"}
    for name, ours in names.items():
        example = example.replace(f"{{{{ {name} }}}}", f"{{{{ {ours} }}}}")
    example = example.replace("who-was-killed", "more").replace("source:crss", "source:survey")
    figures = f"{FILES[f'{EDITION}/figures.yaml']}\nmore:\n  kind: bars\n  facts: [quota]\n  title: t\n  caption: c\n"
    assert content(tmp_path, {"/sections/30-more.md": example, "/figures.yaml": figures}) == []


def test_figures_of_the_examples_load(tmp_path: Path) -> None:
    bars, line = examples("yaml", "figures.yaml")
    ids = sorted({*re.findall(r"\b(?:north|south)_\d{4}\b", line), "kp_deaths", "other_deaths"})
    trains = "{}:\n  {{value: 5, unit: trains, label: l, period: {}, {}}}\n"
    facts = "".join(trains.format(name, name[-4:] if name[-1].isdigit() else 2030, YEARBOOK) for name in ids)
    facts += "provinces:\n  {formula: 'count(kp_deaths, other_deaths)', label: l}\n"
    facts += f'two_provinces_share:\n  {{value: 94, unit: "%", label: l, {SURVEY}}}\n'
    facts += f"year:\n  {{value: 2030, unit: year, label: l, {SURVEY}}}\n"
    changes = {
        "/facts.yaml": f"{FILES[f'{EDITION}/facts.yaml']}\n{facts}",
        "/figures.yaml": f"{FILES[f'{EDITION}/figures.yaml']}\n{bars.replace('alt: …', 'alt: A chart')}\n{line}",
        "/sections/30-more.md": "---\ntitle: More\n---\n\n![](figure:by-province)\n\n![](figure:punctuality)\n",
    }
    assert content(tmp_path, changes) == []


FORMS = {
    "landings": ("unit", "words", "compact", "ordinal", "magnitude", "period"),
    "rise": ("signed", "bare"),
    "vote": ("short", "long", "day_month", "weekday_long", "month_year", "iso", "days_left"),
}


def test_every_format_of_the_table_prints(tmp_path: Path) -> None:
    table = section("Text")
    named = set(re.findall(r"\\\| (\w+)(?: }}|`)", table)) - {"as_of"}
    assert named == {form for forms in FORMS.values() for form in forms}
    loaded = load_edition(write_desk(tmp_path), EDITION)
    assert loaded.edition is not None
    printer = Printer(loaded.edition, build_ledger(loaded.edition)[0])
    assert all(printer.text(fact, (form,)) for fact, forms in FORMS.items() for form in forms)


def test_pictures_of_the_readme_are_there() -> None:
    pictures = re.findall(r"!\[[^\]]+\]\((assets/[^)]+)\)", README)
    assert pictures
    assert all((ROOT / picture).is_file() for picture in pictures)


def test_terms_of_the_example_load(tmp_path: Path) -> None:
    (example,) = examples("yaml", "No wrong, stale or unsourced figure")
    assert content(tmp_path, {"desk.yaml": FILES["desk.yaml"] + example}) == []


def test_codes_that_the_readme_names_exist() -> None:
    named = set(re.findall(r"BG[0-9]{3}", README))
    assert len(named) > 15
    assert named <= set(CODES)
