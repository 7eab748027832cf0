"""Diagnostics in each form that a reader or a program wants."""

from __future__ import annotations

import click
import pytest

from briefgen.cli.report import as_github, as_rows, count, show, show_in_short
from briefgen.codes import UNKNOWN_FACT, UNUSED_FACT, UNUSED_NOTE
from briefgen.spans import whole_file
from tests.places import span_at

FAULT = UNKNOWN_FACT.at(span_at("content/e/sections/a.md", 2, 6, 5), 'fact "doses" is not in the ledger', "add it")
WARNING = UNUSED_NOTE.at(whole_file("content/e/sections/a.md"), "100%, unused:\nnobody refers to it")


def test_text_shows_the_line_with_a_mark_and_the_hint(capsys: pytest.CaptureFixture[str]) -> None:
    show([FAULT], {"content/e/sections/a.md": "first\n\tThe {{ doses }}.\nlast"})
    assert capsys.readouterr().err == (
        'content/e/sections/a.md:2:6: error BG202: fact "doses" is not in the ledger\n'
        "  \tThe {{ doses }}.\n"
        "  \t    ^^^^^\n"
        "  hint: add it\n"
    )


def test_text_without_the_file_shows_no_line(capsys: pytest.CaptureFixture[str]) -> None:
    show([FAULT])
    assert capsys.readouterr().err.count("\n") == 2


def test_a_text_with_many_faults_is_taken_into_lines_once() -> None:
    taken = []

    class Text(str):
        def split(self, *args: str) -> list[str]:  # type: ignore[override]
            taken.append(args)
            return super().split(*args)

    show([FAULT] * 3, {"content/e/sections/a.md": Text("one\nof many faults")})
    assert len(taken) == 1


def test_json_holds_everything() -> None:
    assert as_rows([FAULT])[0] == {
        "code": "BG202",
        "severity": "error",
        "file": "content/e/sections/a.md",
        "line": 2,
        "column": 6,
        "width": 5,
        "message": 'fact "doses" is not in the ledger',
        "hint": "add it",
        "fixes": [],
    }


def test_github_annotations_are_escaped() -> None:
    first, second = as_github([FAULT, WARNING]).splitlines()
    assert first == (
        "::error file=content/e/sections/a.md,title=BG202,line=2,col=6::"
        'fact "doses" is not in the ledger%0Ahint: add it'
    )
    assert second == ("::warning file=content/e/sections/a.md,title=BG159::100%25, unused:%0Anobody refers to it")


def test_count_reads_well() -> None:
    assert count([]) == "no faults"
    assert count([FAULT]) == "1 error"
    assert count([FAULT, FAULT, WARNING]) == "2 errors, 1 warning"


def test_in_short_errors_are_whole_and_warnings_a_line_for_each_kind(capsys: pytest.CaptureFixture[str]) -> None:
    ctx = click.Context(click.Command("build"))
    spare = [UNUSED_FACT.at(span_at("content/e/facts.yaml", line), f'"f{line}"', "write it") for line in range(1, 41)]
    show_in_short(ctx, [spare[0], FAULT, WARNING, *spare[1:]], {}, "e")
    assert capsys.readouterr().err.splitlines() == [
        'content/e/sections/a.md:2:6: error BG202: fact "doses" is not in the ledger',
        "  hint: add it",
        'content/e/facts.yaml:1:1: warning BG222: "f1" (and 39 more)',
        "content/e/sections/a.md: warning BG159: 100%, unused:",
        "nobody refers to it",
        "41 warnings; `briefgen check e` shows all, with hints",
    ]
    show_in_short(ctx, [FAULT], {}, "e")
    assert "briefgen check" not in capsys.readouterr().err
