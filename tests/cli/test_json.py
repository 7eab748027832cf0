"""What commands print for programs, held against the schemas in docs/reference/json."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import click
import pytest
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource

from briefgen.cli import group, run
from tests.archive.test_verify import unlock
from tests.cli.conftest import Ended, Run
from tests.commands import ROOT
from tests.desk import CLEARED, EDITION, replaced, write_desk

SCHEMAS = ROOT / "docs/reference/json"
NEXT = "2031-05-12-herring"
BROKEN = replaced("/sections/20-vote.md", "{{ chair }}", "{{ chairs }}")
NO_LEDGER = {"/facts.yaml": "landings: [\n"}
JSON = ("--format", "json")


@cache
def validator(name: str) -> Draft202012Validator:
    """The schema of a command's output, which may refer to those beside it."""
    schemas = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in SCHEMAS.glob("*.json")}
    registry = Registry().with_resources((file, Resource.from_contents(schema)) for file, schema in schemas.items())
    return Draft202012Validator(schemas[f"{name}.json"], registry=registry, format_checker=FormatChecker())


def valid(name: str, ended: Ended) -> Any:
    """What was printed as data, which its schema must allow."""
    data = json.loads(ended.out)
    validator(name).validate(data)
    return data


def commands_with_json(command: click.Command, *names: str) -> Iterator[str]:
    """The commands that have --format json, by the names of their schemas."""
    if isinstance(command, click.Group):
        with click.Context(command) as ctx:
            for name in command.list_commands(ctx):
                inner = command.get_command(ctx, name)
                assert inner is not None
                yield from commands_with_json(inner, *names, name)
    elif any(isinstance(each.type, click.Choice) and "json" in each.type.choices for each in command.params):
        yield "-".join(names)


def test_every_command_that_prints_json_has_a_schema() -> None:
    named = set(commands_with_json(group))
    assert len(named) > 12
    assert {path.stem for path in SCHEMAS.glob("*.json")} == {"diagnostics", *named}
    for name in named:
        Draft202012Validator.check_schema(validator(name).schema)
        assert (
            f"briefgen {name.replace('-', ' ')} --format json: " in validator(name).schema["title"] or name == "archive"
        )


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with an edition that is published, and a next one; not to be changed."""
    folder = tmp_path_factory.mktemp("desk")
    write_desk(folder, CLEARED)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert run(["publish"]) == 0
        assert run(["new", NEXT[:10], NEXT[11:]]) == 0
    facts = folder / "content" / NEXT / "facts.yaml"
    facts.write_text(facts.read_text(encoding="utf-8").replace("12480", "12490"), encoding="utf-8")
    return folder


class TestSound:
    """Commands on content without errors."""

    @pytest.fixture(autouse=True)
    def _here(self, archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(archive)

    @pytest.mark.sample(1)
    @pytest.mark.parametrize(
        ("name", "command"),
        [
            ("check", ("check", "--all")),
            ("facts", ("facts",)),
            ("facts", ("facts", "landings")),
            ("facts", ("facts", "--where", "landings")),
            ("facts", ("facts", "--impact", "survey")),
            ("diff", ("diff", EDITION, NEXT)),
            ("diff", ("diff", EDITION)),
            ("diff", ("diff", EDITION, NEXT, "--stat")),
            ("review", ("review",)),
            ("review", ("review", EDITION)),
            ("archive-list", ("archive", "list", "--all")),
            ("archive-show", ("archive", "show", EDITION)),
            ("archive-search", ("archive", "search", "landings")),
            ("archive-search", ("archive", "search", "nowhere-to-be-found")),
            ("archive-history", ("archive", "history", "landings")),
            ("archive-history", ("archive", "history", "herring")),
            ("archive-verify", ("archive", "verify")),
        ],
    )
    def test_output_is_as_documented(self, briefgen: Run, name: str, command: tuple[str, ...]) -> None:
        ended = briefgen(*command, *JSON)
        assert ended.code == 0
        data = valid(name, ended)
        assert data or command[0] == "check" or "nowhere" in command[-1]

    def test_an_undocumented_key_is_refused(self, briefgen: Run) -> None:
        data = valid("review", briefgen("review", *JSON))
        assert list(validator("review").iter_errors({**data, "more": 1}))

    def test_schemas_refuse_each_others_outputs(self, briefgen: Run) -> None:
        data = valid("review", briefgen("review", *JSON))
        assert [name for name in commands_with_json(group) if validator(name).is_valid(data)] == ["review"]


class TestBuild:
    def test_what_was_built(self, desk: Path, briefgen: Run) -> None:
        document = f"out/{EDITION}/{EDITION}.docx"
        (built,) = valid("build", briefgen("build", "--format", "docx", *JSON))["editions"]
        assert (built["edition"], built["outcome"], built["documents"]) == (EDITION, "built", [document])
        (desk / document).write_bytes(b"marked up")
        (built,) = valid("build", briefgen("build", "--format", "docx", *JSON))["editions"]
        assert built["kept"] == {document: f"out/{EDITION}/{EDITION}.edited.docx"}
        ended = briefgen("build", "--format", "docx", *JSON)
        assert valid("build", ended)["editions"][0]["outcome"] == "unchanged"
        assert ended.err == f"{EDITION}: unchanged since the last build\n"

    def test_json_alone_builds_both_documents(self, desk: Path, briefgen: Run) -> None:
        (built,) = valid("build", briefgen("build", *JSON))["editions"]
        assert [Path(name).suffix for name in built["documents"]] == [".pdf", ".docx"]
        assert all((desk / name).is_file() for name in built["documents"])

    def test_one_edition_that_fails_among_others(self, desk: Path, briefgen: Run) -> None:
        briefgen("new", NEXT[:10], NEXT[11:])
        write_desk(desk, BROKEN)
        ended = briefgen("build", "--all", "--format", "pdf", *JSON)
        failed, built = valid("build", ended)["editions"]
        assert (ended.code, failed["outcome"], built["outcome"]) == (1, "failed", "built")
        assert [fault["code"] for fault in failed["diagnostics"]] == ["BG202"]
        assert ended.err == f"{EDITION}: 1 error; nothing was written\n"

    def test_a_disk_that_fails(self, desk: Path, briefgen: Run) -> None:
        (desk / "out").write_text("no folder")
        ended = briefgen("build", *JSON)
        (failed,) = valid("build", ended)["editions"]
        assert (ended.code, failed["outcome"]) == (3, "failed")
        assert failed["error"].startswith("cannot write out/")
        assert ended.err == f"error: {failed['error']}\n"

    @pytest.mark.usefixtures("desk")
    def test_not_while_watching(self, briefgen: Run) -> None:
        assert briefgen("build", "--watch", *JSON).code == 2


class TestNewAndPublish:
    @pytest.mark.slow
    @pytest.mark.usefixtures("desk")
    def test_new(self, briefgen: Run) -> None:
        ended = briefgen("new", NEXT[:10], NEXT[11:], *JSON)
        data = valid("new", ended)
        assert (ended.code, data["edition"], data["folder"]) == (0, NEXT, f"content/{NEXT}")
        assert {mark["file"] for mark in data["marks"]} == {f"content/{NEXT}/edition.yaml"}

    @pytest.mark.slow
    def test_publish_of_releases(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, briefgen: Run) -> None:
        releases = replaced("desk.yaml", "units:\n", "releases:\n  press: {}\n  partner: {}\nunits:\n")
        write_desk(tmp_path, {**CLEARED, **releases})
        monkeypatch.chdir(tmp_path)
        both = valid("publish", briefgen("publish", "--all-releases", *JSON))
        assert [each["edition"] for each in both["records"]] == [f"{EDITION}-press", f"{EDITION}-partner"]
        whole = valid("publish", briefgen("publish", *JSON))
        assert whole["releases"] == {"press": "current", "partner": "current"}
        states = valid("review", briefgen("review", *JSON))["releases"]
        assert [(each["release"], each["pack"]) for each in states] == [("press", "none"), ("partner", "none")]
        assert valid("archive-show", briefgen("archive", "show", f"{EDITION}-press", *JSON))["release_of"] == EDITION
        assert {each["release"] for each in valid("archive-list", briefgen("archive", "list", *JSON))} == {
            "",
            "press",
            "partner",
        }

    def test_publish(self, desk: Path, briefgen: Run) -> None:
        write_desk(desk, CLEARED)
        ended = briefgen("publish", *JSON)
        data = valid("publish", ended)
        assert (ended.code, data["record"]) == (0, "2031-05-05_herring_v001")
        assert (desk / data["folder"] / "data/record.json").is_file()
        assert data["register_head"] == json.loads((desk / "out/archive/register.jsonl").read_text())["digest"]
        unlock(desk / "out")
        (desk / data["folder"] / "data/ledger.csv").write_text("other")
        ended = briefgen("archive", "verify", *JSON)
        (finding,) = valid("archive-verify", ended)["findings"]
        assert ended.code == 3
        assert finding["where"].endswith("data/ledger.csv")

    @pytest.mark.slow
    @pytest.mark.usefixtures("desk")
    def test_pull(self, briefgen: Run) -> None:
        briefgen("build", "--format", "docx")
        assert valid("pull", briefgen("pull", f"out/{EDITION}/{EDITION}.docx", "--dry-run", *JSON))["changes"] == []


class TestErrors:
    """Content with errors: data on stdout, exit code 1, and no text that a program would stumble over."""

    @pytest.mark.parametrize("command", [("publish",), ("new", NEXT[:10], NEXT[11:])])
    def test_what_is_refused(self, desk: Path, briefgen: Run, command: tuple[str, ...]) -> None:
        write_desk(desk, {**CLEARED, **NO_LEDGER})
        ended = briefgen(*command, *JSON)
        assert ended.code == 1
        assert "BG101" in [fault["code"] for fault in valid(command[0], ended)["diagnostics"]]

    @pytest.mark.parametrize("command", [("facts",), ("diff", EDITION, EDITION), ("review",)])
    def test_what_cannot_be_shown(self, desk: Path, briefgen: Run, command: tuple[str, ...]) -> None:
        write_desk(desk, {"/edition.yaml": None, "desk.yaml": None})
        (desk / "content" / EDITION / "edition.yaml").unlink(missing_ok=True)
        ended = briefgen(*command, *JSON)
        assert ended.code == 1
        assert valid(command[0], ended)["diagnostics"]
        assert "hint" not in ended.err

    @pytest.mark.parametrize(
        "command", ["build", "facts", "review", "diff none none", "publish", f"new {NEXT[:10]} x", "check"]
    )
    def test_no_desk(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, briefgen: Run, command: str) -> None:
        monkeypatch.chdir(tmp_path)
        ended = briefgen(*command.split(), *JSON)
        data = valid(command.partition(" ")[0], ended)
        faults = data if command == "check" else data["diagnostics"]
        assert (ended.code, [fault["code"] for fault in faults], ended.err) == (1, ["BG001"], "")
