"""The documents say what is so: their commands run, their options exist, their examples load, their links arrive."""

from __future__ import annotations

import doctest
import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import click
import pytest
import yaml

from briefgen.charts import CHART_TYPES
from briefgen.cli import COMMANDS, INTERRUPTED, group, run
from briefgen.codes import CODES
from briefgen.content import FILE_KINDS, Folder, load_edition, schema_text
from briefgen.errors import ContentError, StorageError, UsageError
from briefgen.ledger import Printer, build_ledger
from briefgen.ledger.formula import FUNCTIONS
from briefgen.pipeline import check
from briefgen.workspace import Workspace
from tests.archives import unzipped, zipped
from tests.data_files.books import texts, xlsx
from tests.desk import EDITION, FILES, write_desk
from tests.reference import FOLDER, PAGES, RENEW, renewed

ROOT = Path(__file__).parent.parent
PRODUCT = ROOT / "briefgen"
DOCS = [path.relative_to(ROOT).as_posix() for path in sorted(ROOT.glob("docs/**/*.md"))]
MARKDOWN = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", "findings/README.md", *DOCS]
CODE = re.compile(r"^ *```(\w*)\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
INLINE_CODE = re.compile(r"`([^`\n]+)`")


def read(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def prose(page: str) -> str:
    """The page without its examples."""
    return INLINE_CODE.sub("", CODE.sub("", read(page)))


def section(page: str, title: str) -> str:
    """The text below a heading, up to the next one that is not inside an example."""
    text = read(page)
    start = text.index(f"# {title}\n")
    masked = CODE.sub(lambda match: "." * len(match[0]), text)
    end = masked.find("\n#", start)
    return text[start : end if end > 0 else None]


def examples(language: str, page: str) -> list[str]:
    return [text for found, text in CODE.findall(read(page)) if found == language]


def test_the_two_commands_stand_at_the_top() -> None:
    install, test = (text.strip() for _, text in CODE.findall(read("README.md"))[:2])
    assert install == "python3 -m venv .venv && .venv/bin/pip install -e . && .venv/bin/briefgen build"
    assert test == "python3 -m venv .venv && .venv/bin/pip install -e '.[dev]' && .venv/bin/pytest"


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_what_everybody_reads_is_short(page: str) -> None:
    assert len(read(page).encode()) <= 8000


def test_the_tutorial(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The steps as written: a desk, a build, a figure that no longer agrees, a new fact, the next edition."""
    page = "docs/tutorial.md"
    told = read(page)
    clone = tmp_path / "clone"
    clone.mkdir()
    monkeypatch.chdir(clone)
    for text in (read("README.md"), told):
        assert "briefgen init ../my-desk && cd ../my-desk\nbriefgen build" in text
    assert run(["init", "../my-desk"]) == 0
    monkeypatch.chdir(tmp_path / "my-desk")
    assert run(["build"]) == 0
    assert "Set `doses` to 48900" in told
    facts = next(Path("content").glob("*/facts.yaml"))
    first, fact = (text for text in (*examples("yaml", "README.md"), *examples("yaml", page)) if "value:" in text)
    assert all(entry in facts.read_text(encoding="utf-8") for entry in first.split("\n\n"))
    edit(facts, "value: 48200", "value: 48900")
    capsys.readouterr()
    assert run(["check"]) == 1
    printed = re.sub(r"content/\S+/facts", "content/…/facts", capsys.readouterr().err)
    for text in (read("README.md"), told):
        shown = next(example for _, example in CODE.findall(text) if "BG209" in example)
        assert [line.strip() for line in shown.splitlines()] == [line.strip() for line in printed.splitlines()[:3]]
    assert "Set `stated` to 81.5." in told
    edit(facts, "stated: 80", "stated: 81.5")
    assert run(["build"]) == 0
    append(facts, fact.replace("\n   ", "\n").strip())
    (sentence,) = (text.strip() for text in examples("markdown", page))
    append(facts.parent / "sections/10-position.md", sentence)
    (unit,) = (text.strip() for text in examples("yaml", page) if "value:" not in text)
    edit(Path("content/desk.yaml"), "  doses: dose\n", f"  doses: dose\n  {unit}\n")
    assert run(["build"]) == 0
    assert "change the 29 clinics of the south that have reported to 33" in told
    recalculated(Path("content/data/clinics.xlsx"), {"C6": "33", "D6": str(33 / 36), "C7": "74", "D7": str(74 / 80)})
    assert run(["check"]) == 1
    capsys.readouterr()
    assert run(["take"]) == 0
    assert "+South,36,33,92%\n+Total,80,74,93%" in capsys.readouterr().out
    assert run(["take", "--write"]) == 0
    assert run(["build"]) == 0
    assert "74 of 80 clinics" in told
    (command,) = re.findall(r"^briefgen (new \S+ \S+)$", told, re.MULTILINE)
    assert run(command.split()) == 0
    assert run(["build"]) == 0


def recalculated(path: Path, values: Mapping[str, str]) -> None:
    """A workbook as a spreadsheet program saves it with other values of some cells."""
    parts = unzipped(path.read_bytes())
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    for cell, value in values.items():
        sheet, count = re.subn(rf'(<c r="{cell}".*?<v>)[^<]*(</v>)', rf"\g<1>{value}\g<2>", sheet, count=1)
        assert count == 1
    path.write_bytes(zipped({**parts, "xl/worksheets/sheet1.xml": sheet}))


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def append(path: Path, text: str) -> None:
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{text}\n", encoding="utf-8")


@pytest.mark.slow
def test_the_examples_of_the_python_api(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_desk(tmp_path / "my-desk")
    monkeypatch.chdir(tmp_path)
    ended = doctest.testfile(str(ROOT / "docs/reference/python-api.md"), module_relative=False, encoding="utf-8")
    assert ended.attempted > 20
    assert ended.failed == 0


@pytest.mark.parametrize("page", PAGES)
def test_pages_made_from_the_code_are_those_of_the_code(page: str) -> None:
    assert (FOLDER / page).read_text(encoding="utf-8") == renewed(page), f"stale; to renew it: {RENEW}"


def options(command: click.Command) -> set[str]:
    return {name for option in command.params for name in (*option.opts, *option.secondary_opts) if name[0] == "-"}


def commands(folder: click.Group, name: str) -> Iterator[tuple[str, click.Command]]:
    """Each command below a group, by all its words."""
    yield name, folder
    context = click.Context(folder)
    for own in folder.list_commands(context):
        command = folder.get_command(context, own)
        assert command
        if isinstance(command, click.Group):
            yield from commands(command, f"{name} {own}")
        else:
            yield f"{name} {own}", command


KNOWN = {name: options(command) | {"--help", "-h"} for name, command in commands(group, "briefgen")}


def test_every_command_is_in_the_reference() -> None:
    headed = set(re.findall(r"^#{2,3} (briefgen .+)$", read("docs/reference/commands.md"), re.MULTILINE))
    assert headed == set(KNOWN) - {"briefgen"}
    assert {name.split()[1] for name in headed} == set(COMMANDS)


def code(page: str) -> list[str]:
    """The code in a page's sentences, and the lines of its examples in no language or in YAML."""
    lines = (
        line for language, text in CODE.findall(read(page)) if language in ("", "yaml") for line in text.split("\n")
    )
    return [*INLINE_CODE.findall(CODE.sub("", read(page))), *lines]


COMMAND = re.compile(r"(?:- run: |\S+/)?(briefgen [a-z].*)")


@pytest.mark.parametrize("page", MARKDOWN)
def test_every_command_that_is_named_exists_with_its_options(page: str) -> None:
    called = [match[1] for line in code(page) for part in line.split(" && ") if (match := COMMAND.match(part))]
    assert called or not page.startswith(("README", "docs/how-to", "docs/tutorial"))
    for line in called:
        name = max((known for known in KNOWN if f"{line} ".startswith(f"{known} ")), key=len)
        is_group = name in ("briefgen", "briefgen archive")
        assert not is_group or re.fullmatch(r"( \[OPTIONS\])?( COMMAND.*)?", line.removeprefix(name)), (
            f"no such command: {line}"
        )
        named = set(re.findall(r"(?<!\S)--?[a-z][a-z-]*", line))
        assert named <= KNOWN[name], f"no such option: {line}"


OF_TESTS = re.compile(r"(?:add_argument|addoption)\(\"(--[a-z-]+)\"")
OF_OTHERS = {"--durations", "--convert-to", "--headless", "--check", "--quiet", "--validate"}
"""Options of pytest, LibreOffice, sha256sum and bagit."""


@cache
def options_of_tests() -> set[str]:
    """The options of the programs in tests."""
    found = {option for path in (ROOT / "tests").rglob("*.py") for option in OF_TESTS.findall(path.read_text("utf-8"))}
    assert "--update-golden" in found
    return found


@pytest.mark.parametrize("page", MARKDOWN)
def test_every_option_that_is_named_exists(page: str) -> None:
    known = set().union(*KNOWN.values()) | options_of_tests() | OF_OTHERS | {"--version", "--write"}
    named = {option for span in code(page) for option in re.findall(r"(?<![\w-])--[a-z][a-z-]*", span)}
    assert named <= known


@pytest.mark.parametrize("page", MARKDOWN)
def test_every_code_that_is_named_exists(page: str) -> None:
    assert set(re.findall(r"BG[0-9]{3}", read(page))) <= set(CODES)


def test_the_pages_name_codes() -> None:
    assert len(set(re.findall(r"BG[0-9]{3}", "".join(map(read, MARKDOWN)).replace(read(PAGE_OF_CODES), "")))) > 15


PAGE_OF_CODES = "docs/reference/diagnostics.md"


def anchors(page: str) -> set[str]:
    """What links to headings of a page end in, as GitHub makes them: words and hyphens, a second one with -1."""
    seen: Counter[str] = Counter()
    found = set()
    for heading in re.findall(r"^#+ (.+)$", CODE.sub("", read(page)), re.MULTILINE):
        name = re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        found.add(f"{name}-{seen[name]}" if seen[name] else name)
        seen[name] += 1
    return found


def links(page: str) -> list[str]:
    return [link for link in re.findall(r"\]\(([^)\s]+)\)", prose(page)) if not re.match(r"https?:", link)]


@pytest.mark.parametrize("page", MARKDOWN)
def test_every_link_leads_somewhere(page: str) -> None:
    for link in links(page):
        path, _, anchor = link.partition("#")
        target = ((ROOT / page).parent / path).resolve() if path else ROOT / page
        assert target.exists(), link
        assert target.is_relative_to(ROOT), link
        assert not anchor or anchor in anchors(target.relative_to(ROOT).as_posix()), link


def test_the_index_leads_to_every_page() -> None:
    index = "docs/README.md"
    assert index in {link.partition("#")[0] for link in links("README.md")}
    assert len(DOCS) > 15
    assert set(DOCS) - {index} <= {f"docs/{link.partition('#')[0]}" for link in links(index)}


@pytest.mark.parametrize("page", ["CONTRIBUTING.md", *DOCS])
def test_every_file_of_the_code_that_is_named_exists(page: str) -> None:
    named = {span for span in INLINE_CODE.findall(CODE.sub("", read(page))) if re.fullmatch(r"[\w./-]+\.py", span)}
    assert named or page != "docs/explanation/architecture.md"
    assert not {path for path in named if not (ROOT / path).exists() and not [*PRODUCT.rglob(path)]}


def test_the_architecture_names_every_package_and_its_layer() -> None:
    page = read("docs/explanation/architecture.md")
    children = {path.stem for path in PRODUCT.iterdir() if not path.name.startswith("__") and path.suffix != ".typed"}
    assert sorted(re.findall(r"^  (\w+)(?:/|\.py) ", page, re.MULTILINE)) == sorted(children)
    contracts = tomllib.loads(read("pyproject.toml"))["tool"]["importlinter"]["contracts"]
    (layers,) = (contract["layers"] for contract in contracts if contract["type"] == "layers")
    listed = re.findall(r"^[0-9]+\. (`.+)$", page, re.MULTILINE)
    assert [set(INLINE_CODE.findall(line)) for line in listed] == [set(layer.split(" | ")) for layer in layers]


def test_every_package_has_its_section_in_the_architecture() -> None:
    headings = re.findall(r"^## [^:\n]+: (.+)$", read("docs/explanation/architecture.md"), re.MULTILINE)
    rooms = [room for heading in headings for room in heading.split(", ")]
    assert sorted(set(rooms)) == sorted(rooms)
    assert not [room for room in rooms if not (PRODUCT / room).exists()]
    assert {path.parent.name for path in PRODUCT.glob("*/__init__.py")} <= set(rooms)


def checklists() -> dict[str, list[str]]:
    """What CONTRIBUTING says of adding each kind of thing: its items."""
    _, _, text = read("CONTRIBUTING.md").partition("\n## Adding things\n")
    parts = (part.partition("\n") for part in text.split("\n### ")[1:])
    return {title: re.findall(r"^- (.+(?:\n  .+)*)", items, re.MULTILINE) for title, _, items in parts}


def named_files(title: str) -> set[str]:
    spans = (span for item in checklists()[title] for span in INLINE_CODE.findall(item))
    return {span for span in spans if "/" in span and " " not in span}


@pytest.mark.parametrize("title", checklists())
def test_what_a_checklist_names_is_there(title: str) -> None:
    files = named_files(title)
    assert files
    assert not {path for path in files if not (ROOT / path).exists()}
    for item in checklists()[title]:
        for path, names in re.findall(r"`([\w/.]+\.(?:py|yaml))`: ((?:[^`;\n]*`[A-Za-z_]+`)+)", item):
            for name in INLINE_CODE.findall(names):
                assert re.search(rf"\b{name}\b", read(path)), f"{path} has no {name}"


def users_of(pattern: str) -> set[str]:
    """The files of the package in which a pattern occurs."""
    found = {path for path in PRODUCT.rglob("*.py") if re.search(pattern, path.read_text(encoding="utf-8"))}
    return {path.relative_to(ROOT).as_posix() for path in found}


def test_a_chart_kind_is_treated_in_its_own_file_alone() -> None:
    names = {name: type(kind).__name__ for name, kind in CHART_TYPES.items()}
    assert len(names) > 5
    for name, cls in names.items():
        treated = users_of(rf"""\b(?:chart|entry|self|spec)\.kind (?:[=!]=|in) .*["']{name}["']|\b{cls}\b""")
        assert treated == {f"briefgen/charts/{name.replace('-', '_')}.py", "briefgen/charts/__init__.py"}


def test_no_file_is_missing_for_a_block() -> None:
    users, guarded = users_of(r"\bQuotation\b"), users_of(r"\bassert_never\(")
    assert len(users & guarded) > 8
    assert users - guarded <= named_files("A block")


def test_every_kind_of_chart_has_its_row() -> None:
    rows = re.findall(r"^\| `([\w-]+)` \|", section("docs/reference/figures.md", "Kinds"), re.MULTILINE)
    assert set(rows) == set(CHART_TYPES)


SURVEY = "source: {id: survey, at: table 3}"
YEARBOOK = "source: {id: minutes, at: table 3}"
UNUSED = {"BG222", "BG223"}


def content(tmp_path: Path, changes: Mapping[str, str]) -> list[str]:
    """The faults of the small desk with some files replaced, but for what no text of it uses."""
    units = FILES["desk.yaml"].replace("  tonnes: tonne\n", "  tonnes: tonne\n  deaths: death\n  trains: train\n")
    desk = Workspace(
        Folder(write_desk(tmp_path, {"desk.yaml": units, **changes})), Folder(ROOT / "assets"), tmp_path / "out"
    )
    faults = (fault for fault in check(desk, EDITION).diagnostics if fault.code not in UNUSED)
    return [f"{fault.code} {fault.message}" for fault in faults]


def test_facts_of_the_example_load(tmp_path: Path) -> None:
    example, _ = examples("yaml", "docs/reference/facts.md")
    entry = "{}:\n  value: {}\n  unit: deaths\n  label: {}\n  period: 2024\n  source: {{id: crss, at: ¶ 7}}\n"
    losses = entry.format("losses", 1612, "Losses") + entry.format("militants", 934, "Militants")
    source = "crss:\n  kind: report\n  title: Report\n  undated: not given\n"
    changes = {
        "/facts.yaml": f"{FILES[f'{EDITION}/facts.yaml']}\n{example}\n{losses}",
        "sources.yaml": f"{FILES['sources.yaml']}\n{source}",
        "sources/crss.txt": "…\n" * 8 + "There were 2,546 violence-related deaths, and 1,612 losses.\n",
    }
    assert content(tmp_path, changes) == []


def test_the_fact_of_the_example_is_held_against_its_cell(tmp_path: Path) -> None:
    _, example = examples("yaml", "docs/reference/facts.md")
    rows = texts(("Province", "Deaths 2024"), ("Khyber Pakhtunkhwa", 1616))
    (tmp_path / "content/data").mkdir(parents=True)
    (tmp_path / "content/data/2031-05.xlsx").write_bytes(xlsx(rows))
    source = "moh:\n  kind: workbook\n  title: Deaths\n  undated: not given\n  file: data/2031-05.xlsx\n"
    changes = {
        "/facts.yaml": f"{FILES[f'{EDITION}/facts.yaml']}\n{example.replace('sheet: Provinces', 'sheet: Data')}\n",
        "sources.yaml": f"{FILES['sources.yaml']}\n{source}",
    }
    assert content(tmp_path, changes) == []
    (changed,) = content(tmp_path, {**changes, "/facts.yaml": changes["/facts.yaml"].replace("1616", "1640")})
    assert changed.startswith("BG614 the ledger says 1640, ")


def test_text_of_the_example_loads(tmp_path: Path) -> None:
    (example,) = examples("markdown", "docs/reference/text.md")[:1]
    names = {"losses": "landings", "losses_share": "rise", "militant_deaths": "quota", "year": "before"}
    for name, ours in names.items():
        example = example.replace(f"{{{{ {name} }}}}", f"{{{{ {ours} }}}}")
    example = example.replace("who-was-killed", "more").replace("source:crss", "source:survey")
    figures = f"{FILES[f'{EDITION}/figures.yaml']}\nmore:\n  kind: bars\n  facts: [quota]\n  title: t\n  caption: c\n"
    assert content(tmp_path, {"/sections/30-more.md": example, "/figures.yaml": figures}) == []


def test_notes_of_the_example_load(tmp_path: Path) -> None:
    _, example = examples("markdown", "docs/reference/text.md")
    assert content(tmp_path, {"/sections/30-more.md": f"---\ntitle: More\n---\n\n{example}"}) == []


def test_figures_of_the_examples_load(tmp_path: Path) -> None:
    bars, line, ranges = examples("yaml", "docs/reference/figures.md")
    ids = sorted({*re.findall(r"\b(?:north|south)_\d{4}\b", line), "kp_deaths", "other_deaths"})
    trains = "{}:\n  {{value: 5, unit: trains, label: l, period: {}, {}}}\n"
    facts = "".join(trains.format(name, name[-4:] if name[-1].isdigit() else 2030, YEARBOOK) for name in ids)
    between = "lost_{}: {{value: {}, unit: trains, label: l {}, period: 2030, {}}}\n"
    values = {"north": "4 to 7", "south": "at least 5", "north_best": "5"}
    facts += "".join(between.format(name, value, name, YEARBOOK) for name, value in values.items())
    facts += "provinces:\n  {formula: 'count(kp_deaths, other_deaths)', label: l}\n"
    facts += f'two_provinces_share:\n  {{value: 94, unit: "%", label: l, {SURVEY}}}\n'
    facts += f"year:\n  {{value: 2030, unit: year, label: l, {SURVEY}}}\n"
    figures = "by-province", "punctuality", "riders-lost"
    changes = {
        "/facts.yaml": f"{FILES[f'{EDITION}/facts.yaml']}\n{facts}",
        "/figures.yaml": "\n".join(
            (FILES[f"{EDITION}/figures.yaml"], bars.replace("alt: …", "alt: A chart"), line, ranges)
        ),
        "/sections/30-more.md": "---\ntitle: More\n---\n\n" + "\n\n".join(map("![](figure:{})".format, figures)) + "\n",
    }
    assert content(tmp_path, changes) == []


PAGE_OF_KIND = {
    "facts": "facts.md",
    "figures": "figures.md",
    "tables": "tables.md",
    "section": "text.md",
    "labels": "translations.md",
    **dict.fromkeys(("desk", "edition", "deadlines", "sources"), "desk-and-edition.md"),
}


def keys(schema: object) -> Iterator[str]:
    """Every key of a content file, those of entries within it among them."""
    if isinstance(schema, dict):
        yield from schema.get("properties", {})
        schema = list(schema.values())
    if isinstance(schema, list):
        for each in schema:
            yield from keys(each)


@pytest.mark.parametrize("kind", FILE_KINDS)
def test_every_key_of_the_content_files_is_in_the_reference(kind: str) -> None:
    known = set(keys(json.loads(schema_text(kind))))
    assert len(known) > 2
    if kind in ("signoffs", "confirmations", "translated"):  # which people do not write
        return
    page = read(f"docs/reference/{PAGE_OF_KIND[kind]}")
    assert not {key for key in known if not re.search(rf"\b{key}\b", page)}


def test_every_function_of_formulas_is_in_the_reference() -> None:
    table = section("docs/reference/facts.md", "Formulas")
    assert len(FUNCTIONS) > 4
    assert all(f"`{form.replace('...', '…')}`" in table for form in FUNCTIONS.values())


def test_the_exit_codes_are_those_of_the_command_line() -> None:
    rows = re.findall(r"^\| (\d+) \|", section("docs/how-to/ci.md", "Exit codes"), re.MULTILINE)
    failures = (ContentError, UsageError, StorageError)
    assert [int(row) for row in rows] == [0, *(failure.exit_code for failure in failures), INTERRUPTED]


def test_the_hook_of_the_example_exists() -> None:
    example, _ = examples("yaml", "docs/how-to/ci.md")
    (repository,) = yaml.safe_load(example)["repos"]
    known = {hook["id"] for hook in yaml.safe_load(read(".pre-commit-hooks.yaml"))}
    assert {hook["id"] for hook in repository["hooks"]} <= known


FORMS = {
    "landings": ("unit", "words", "compact", "ordinal", "magnitude", "period"),
    "rise": ("signed", "bare"),
    "crew": ("to", "between"),
    "seen": ("over", "symbol"),
    "part": ("fraction",),
    "talks": ("to", "between", "short", "day_month"),
    "call": ("am_pm", "no_zone"),
    "camp": ("decimal", "minutes"),
    "vote": ("short", "long", "day_month", "weekday_long", "month_year", "iso", "days_left"),
}


def test_every_format_of_the_table_prints(tmp_path: Path) -> None:
    table = section("docs/reference/text.md", "What you write and what it prints")
    named = set(re.findall(r"\\\| (\w+)(?: }}|`)", table)) - {"as_of"}
    assert named == {form for forms in FORMS.values() for form in forms}
    ranges = """
crew: {value: 15 to 71, label: Crew, source: {id: survey, at: page 2}}
part: {value: 40, unit: "%", label: Part, source: {id: survey, at: page 4}}
talks: {value: 2031-05-03/2031-05-05, label: Talks, source: {id: survey, at: page 3}}
call: {value: "14:30 UTC", label: Call, source: {id: survey, at: page 3}}
camp: {value: 34.5°N 69.2°E, label: Camp, source: {id: survey, at: page 3}}
seen: {value: more than 90, label: Seen, source: {id: survey, at: page 3}}
"""
    facts = {"/facts.yaml": FILES[f"{EDITION}/facts.yaml"] + ranges}
    loaded = load_edition(Folder(write_desk(tmp_path, facts)), EDITION)
    assert loaded.edition is not None
    printer = Printer(loaded.edition, build_ledger(loaded.edition)[0])
    assert all(printer.text(fact, (form,)) for fact, forms in FORMS.items() for form in forms)


def test_terms_of_the_example_load(tmp_path: Path) -> None:
    (example,) = examples("yaml", "docs/explanation/how-figures-are-checked.md")
    assert content(tmp_path, {"desk.yaml": FILES["desk.yaml"] + example}) == []
