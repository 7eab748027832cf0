"""`briefgen check --format sarif`: a log that code scanning takes."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from briefgen.cli.sarif import as_sarif
from briefgen.codes import CODES, UNKNOWN_FACT, UNUSED_NOTE
from briefgen.spans import Span, whole_file
from tests.cli.conftest import Ended, Run
from tests.desk import EDITION, FILES, replaced, write_desk
from tests.places import span_at

VOTE = f"content/{EDITION}/sections/20-vote.md"
WARNED = FILES["sources.yaml"] + "spare:\n  kind: survey\n  title: Spare\n  undated: by nobody\n"
SARIF = ("check", "--format", "sarif")


def run_of(ended: Ended) -> Any:
    """The one run of a log."""
    log = json.loads(ended.out)
    (found,) = log["runs"]
    assert log["version"] == "2.1.0"
    assert found["columnKind"] == "unicodeCodePoints"
    return found


def only(place: Span, text: str = "") -> Any:
    """The physical location of a fault."""
    log = as_sarif([UNKNOWN_FACT.at(place, "wrong")], {place.file: text})
    return log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]


def test_faults_have_rules_levels_hints_and_regions(desk: Path, briefgen: Run) -> None:
    write_desk(desk, {**replaced("/sections/20-vote.md", "{{ chair }}", "😀 {{ chairs }}"), "sources.yaml": WARNED})
    ended = briefgen(*SARIF)
    found = run_of(ended)
    assert (ended.code, ended.err) == (1, "")
    by_rule = {result["ruleId"]: result for result in found["results"]}
    error, warning = by_rule["BG202"], by_rule["BG223"]
    rules = [rule["id"] for rule in found["tool"]["driver"]["rules"]]
    assert [rules[result["ruleIndex"]] for result in (error, warning)] == [error["ruleId"], warning["ruleId"]]
    assert (error["level"], warning["level"]) == ("error", "warning")
    assert error["message"]["text"].endswith('hint: did you mean "chair"?')
    (fix,) = error["fixes"]
    (change,) = fix["artifactChanges"]
    assert (fix["description"], fix["properties"]) == ({"text": 'write "chair"'}, {"safe": False})
    assert change["replacements"] == [
        {
            "deletedRegion": {"startLine": 5, "startColumn": 6, "endLine": 5, "endColumn": 12},
            "insertedContent": {"text": "chair"},
        }
    ]
    (place,) = error["locations"]
    assert place["physicalLocation"] == {
        "artifactLocation": {"uri": VOTE, "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 5, "startColumn": 3, "endLine": 5, "endColumn": 15},
    }
    rule = found["tool"]["driver"]["rules"][error["ruleIndex"]]
    assert rule["help"]["text"] == CODES["BG202"].remedy
    assert rule["defaultConfiguration"] == {"level": "error"}


@pytest.mark.usefixtures("desk")
def test_no_faults_are_a_log_too(briefgen: Run) -> None:
    ended = briefgen(*SARIF)
    assert (ended.code, run_of(ended)["results"]) == (0, [])


def test_no_desk_is_a_result(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, briefgen: Run) -> None:
    monkeypatch.chdir(tmp_path)
    ended = briefgen(*SARIF)
    (result,) = run_of(ended)["results"]
    assert (ended.code, ended.err, result["ruleId"]) == (1, "", "BG001")
    artifact = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert artifact == {"uri": "content", "uriBaseId": "%SRCROOT%"}


def test_addresses_lead_from_the_desk_wherever_one_stands(
    desk: Path, monkeypatch: pytest.MonkeyPatch, briefgen: Run
) -> None:
    write_desk(desk, replaced("/sections/20-vote.md", "{{ chair }}", "{{ chairs }}"))
    here = run_of(briefgen(*SARIF))
    monkeypatch.chdir(desk / "content" / EDITION)
    assert run_of(briefgen(*SARIF)) == here


def test_addresses_are_uris() -> None:
    assert only(whole_file("content/a b%é#.md"))["artifactLocation"]["uri"] == "content/a%20b%25%C3%A9%23.md"
    assert only(whole_file("/desk/content/a.md"))["artifactLocation"] == {"uri": "file:///desk/content/a.md"}
    assert only(whole_file("content/caf\udce9.md"))["artifactLocation"]["uri"] == "content/caf%E9.md"


@pytest.mark.parametrize(
    ("place", "text", "columns"),
    [
        (span_at("f", 1, 2, 3), "abcdef", (2, 5)),
        (span_at("f", 1, 5, 3), "abcdef\r\ng", (5, 7)),
        (span_at("f", 1, 7, 3), "abcdef\ng", (7, 7)),
        (span_at("f", 9, 4, 3), "a", (4, 4)),
        (whole_file("f"), "abc", (1, 1)),
    ],
)
def test_regions_stay_on_their_line(place: Span, text: str, columns: tuple[int, int]) -> None:
    region = only(place, text)["region"]
    assert (region["startColumn"], region["endColumn"]) == columns


@pytest.mark.sarif
def test_the_reference_validator_has_nothing_against_it(desk: Path, tmp_path: Path, briefgen: Run) -> None:
    write_desk(desk, {**replaced("/sections/20-vote.md", "{{ chair }}", "😀 {{ chairs }}"), "sources.yaml": WARNED})
    log = tmp_path / "log.sarif"
    log.write_text(briefgen(*SARIF).out, encoding="utf-8")
    every = tmp_path / "every.sarif"
    faults = [code.at(span_at("content/a b.md", 1, 1), "wrong", "right") for code in CODES.values()]
    every.write_text(json.dumps(as_sarif([*faults, UNUSED_NOTE.at(whole_file("content"), "w")], {})), encoding="utf-8")
    command = [os.environ["BRIEFGEN_SARIF_MULTITOOL"], "validate", str(log), str(every)]
    ended = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False)
    assert "Analysis completed successfully." in ended.stdout
    said = [line for line in ended.stdout.splitlines() if ": error" in line or ": warning" in line]
    assert [line for line in said if "SARIF2005" not in line] == []  # briefgen has no page that could be named
