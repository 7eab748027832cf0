"""Editions of a kind laid out by `init --kind` and `new --kind`: they build at once, without a word."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.content.kinds import kind_names, kind_of
from tests.commands import briefgen

KINDS = [name for name in kind_names() if name != "brief"]


@pytest.mark.sample(1)
@pytest.mark.parametrize("kind", KINDS)
def test_a_new_desk_of_a_kind_has_its_parts_and_no_fault(tmp_path: Path, kind: str) -> None:
    made = briefgen(tmp_path, "init", "desk", "--kind", kind, "--date", "2031-05-05")
    assert made.returncode == 0
    checked = briefgen(tmp_path / "desk", "check", "--strict")
    assert (checked.returncode, checked.stderr) == (0, "no faults\n")
    sections = sorted(path.name for path in (tmp_path / f"desk/content/2031-05-05-{kind}/sections").iterdir())
    required = [part.name for part in kind_of(kind).parts if not part.is_optional]
    assert sections == ([f"{number}0-{name}.md" for number, name in enumerate(required, 1)] or ["10-subject.md"])


@pytest.mark.slow
def test_a_new_desk_says_whom_readers_can_ask_and_sends_a_mail(tmp_path: Path) -> None:
    assert briefgen(tmp_path, "init", "desk", "--date", "2031-05-05").returncode == 0
    built = briefgen(tmp_path / "desk", "build", "--format", "eml", "--format", "txt")
    assert (built.returncode, built.stderr) == (0, "")
    said = (tmp_path / "desk/out/2031-05-05-starter/2031-05-05-starter.txt").read_text("utf-8")
    assert "Contact Duty officer; tel. +44 1632 960 014; desk@example.org Bottom" in " ".join(said.split())


def test_a_blank_desk_has_a_contact_once_the_signs_before_it_are_gone(tmp_path: Path) -> None:
    assert briefgen(tmp_path, "init", "desk", "--blank", "--date", "2031-05-05").returncode == 0
    path = tmp_path / "desk/content/desk.yaml"
    said = path.read_text("utf-8")
    path.write_text(said.replace("# contact", "contact").replace("#   ", "  "), encoding="utf-8")
    assert briefgen(tmp_path / "desk", "check", "--strict").stderr == "no faults\n"
    assert "contact:" in path.read_text("utf-8").splitlines()[-3]


def test_a_new_edition_of_a_kind_is_made_from_no_other(tmp_path: Path) -> None:
    assert briefgen(tmp_path, "init", "desk", "--blank", "--date", "2031-05-05").returncode == 0
    desk = tmp_path / "desk"
    (desk / "content/desk.yaml").write_text('name: "Desk: one"\nmarkings: ["Official: low"]\n', encoding="utf-8")
    made = briefgen(desk, "new", "2031-05-06", "quota", "--kind", "submission")
    assert (made.returncode, made.stdout) == (0, "content/2031-05-06-quota\n")
    assert briefgen(desk, "check", "2031-05-06-quota", "--strict").stderr == "no faults\n"
    header = (desk / "content/2031-05-06-quota/edition.yaml").read_text(encoding="utf-8")
    assert 'marking: "Official: low"\nto: To be written\nfrom: "Desk: one"\ndecision_by: 2031-05-20\n' in header


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("init", "other", "--kind", "submision"), 'there is no kind "submision"; did you mean "submission"?'),
        (("new", "2031-05-06", "quota", "--kind", "memo"), 'there is no kind "memo"; the kinds are: brief, '),
        (("new", "2031-05-06", "quota", "--kind", "submission", "--from", "x"), "or carried forward"),
    ],
)
def test_what_cannot_be_laid_out_is_refused(tmp_path: Path, arguments: tuple[str, ...], message: str) -> None:
    briefgen(tmp_path, "init", "desk", "--blank", "--date", "2031-05-05")
    refused = briefgen(tmp_path / "desk", *arguments)
    assert refused.returncode == 2
    assert message in refused.stderr
    assert not (tmp_path / "desk/other").exists()
