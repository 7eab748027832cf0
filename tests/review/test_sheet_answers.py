"""Answers to check sheets: what is ticked, what is refused, and that nothing is taken from a file that is not whole."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from tests.commands import briefgen
from tests.desk import EDITION, FILES, write_desk
from tests.review.sheet_answers import answers, as_written, save
from tests.review.test_checksheet import DESK, sheet
from tests.test_fact_tables import desk as desk_with_table

TICKS = f"content/{EDITION}/signoffs.yaml"


def sign_off(root: Path, path: Path, *more: str) -> tuple[int, str]:
    """The exit code of taking answers, and all that it says."""
    done = briefgen(root, "facts", "--sign-off", "--from", str(path), *more)
    return done.returncode, done.stdout + done.stderr


def ticked(root: Path) -> list[str]:
    path = root / TICKS
    return [line for line in path.read_text().splitlines() if line[:1].isalpha()] if path.exists() else []


def edited(root: Path, name: str, old: str, new: str) -> None:
    path = root / "content" / name
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_right_figures_are_ticked_and_the_others_listed_with_remarks(tmp_path: Path) -> None:
    write_desk(tmp_path, DESK)
    given = {"landings": "right", "quota": "wrong: page 2 says 11,500", "rise": "right", "chair": "unclear"}
    code, said = sign_off(tmp_path, save(tmp_path, answers(sheet(tmp_path), given)))
    assert code == 1
    assert [line.split(", seal")[0] for line in ticked(tmp_path)] == [
        'landings: {by: "A. Ruiz", on: 2031-05-04',
        'rise: {by: "A. Ruiz", on: 2031-05-04',
    ]
    facts = f"content/{EDITION}/facts.yaml"
    assert f'{facts}:9:1: error BG428: "quota", 11,000 tonnes, was called wrong by A. Ruiz: page 2 says 11,500' in said
    assert 'error BG428: "chair", Anna Berg, was called unclear by A. Ruiz, without a remark' in said
    assert "7 figures on the check sheet of A. Ruiz: 2 ticked, 2 called wrong or unclear, 3 without an answer" in said
    assert "valid" in briefgen(tmp_path, "facts", "landings", "--format", "json").stdout


def test_the_same_answers_twice_change_nothing(tmp_path: Path) -> None:
    write_desk(tmp_path)
    path = save(tmp_path, answers(sheet(tmp_path), {"landings": "right", "vote": "right"}))
    assert sign_off(tmp_path, path)[0] == 0
    before = (tmp_path / TICKS).read_bytes()
    code, said = sign_off(tmp_path, path)
    assert (code, "2 ticked so already" in said, "signed off in" in said) == (0, True, False)
    assert (tmp_path / TICKS).read_bytes() == before


@pytest.mark.sample(2)
@pytest.mark.parametrize(
    ("name", "old", "new", "what"),
    [
        ("facts.yaml", "value: 12480", "value: 12490", "its figure, source and wording have changed"),
        ("facts.yaml", "at: ¶ 2}", "at: paragraph 2}", "its source has changed"),
        ("facts.yaml", "label: Landings\n", "label: Landed\n", "its wording has changed"),
        ("sections/10-landings.md", "Boats landed", "Ships landed", "its wording has changed"),
        ("edition.yaml", "Landings stood", "Catches stood", "its wording has changed"),
        ("../sources/survey.txt", "rose.", "rose again.", "its source has changed"),
    ],
)
def test_what_has_changed_since_is_refused(tmp_path: Path, name: str, old: str, new: str, what: str) -> None:
    write_desk(tmp_path, DESK)
    path = save(tmp_path, answers(sheet(tmp_path), {"landings": "right", "chair": "right"}))
    edited(tmp_path, f"{EDITION}/{name}", old, new)
    if "value" in old:
        edited(tmp_path, f"{EDITION}/facts.yaml", "12,480", "12,490")
        edited(tmp_path, "sources/survey.txt", "12,480", "12,490")
    code, said = sign_off(tmp_path, path)
    assert (code, [line.split(":")[0] for line in ticked(tmp_path)]) == (1, ["chair"]), said
    assert f'error BG427: "landings" was found right as 12,480 tonnes; since then {what}' in said


@pytest.mark.slow
def test_other_sentences_of_a_paragraph_may_change(tmp_path: Path) -> None:
    write_desk(tmp_path)
    path = save(tmp_path, answers(sheet(tmp_path), {"landings": "right"}))
    edited(tmp_path, f"{EDITION}/sections/10-landings.md", "says what comes next", "tells what comes next")
    assert sign_off(tmp_path, path)[0] == 0


@pytest.mark.slow
def test_a_figure_that_is_gone_is_refused(tmp_path: Path) -> None:
    write_desk(tmp_path)
    path = save(tmp_path, answers(sheet(tmp_path), {"chair": "right"}))
    edited(tmp_path, f"{EDITION}/facts.yaml", "chair:", "chairman:")
    edited(tmp_path, f"{EDITION}/sections/20-vote.md", "{{ chair", "{{ chairman")
    code, said = sign_off(tmp_path, path)
    assert code == 1
    assert "since then it is gone" in said


@pytest.mark.slow
def test_nobody_ticks_figures_that_became_their_own(tmp_path: Path) -> None:
    write_desk(tmp_path)
    path = save(tmp_path, answers(sheet(tmp_path), {"quota": "right", "landings": "right"}))
    edited(tmp_path, f"{EDITION}/facts.yaml", "label: Quota\n", "label: Quota\n  author: Ana Ruiz\n")
    code, said = sign_off(tmp_path, path)
    assert code == 1
    assert "error BG417" in said
    assert [line.split(":")[0] for line in ticked(tmp_path)] == ["landings"]


def test_rows_and_cells_of_tables_are_ticked_as_such(tmp_path: Path) -> None:
    desk_with_table(tmp_path)
    given = {"catch.sule": "right", "catch.wick": "wrong: 100 is of 2029", "catch.total": "right"}
    path = save(tmp_path, answers(sheet(tmp_path, "catch"), given))
    edited(tmp_path, f"{EDITION}/tables/catch.csv", '"1,200"', '"1,300"')
    code, said = sign_off(tmp_path, path)
    assert code == 1
    assert [line.split(":")[0] for line in ticked(tmp_path)] == ["catch.sule"]
    assert '"catch.total" was found right as 1,200' in said
    assert 'error BG428: "catch.wick", 100' in said
    cell = save(tmp_path, answers(sheet(tmp_path, "catch.wick.after"), {"catch.wick.after": "right"}), "cell.json")
    assert sign_off(tmp_path, cell)[0] == 0
    assert [line.split(":")[0] for line in ticked(tmp_path)] == ["catch.wick.after", "catch.sule"]


def mailed(whole: dict[str, Any]) -> bytes:
    """The answers in a mail as programs leave them: quoted, with lines broken at spaces."""
    text = as_written(whole).decode().replace('", "', '",\n> "').replace(" ", "\n> ", 3)
    return f"Dear all,\n\nhere they are.\n\n> {text}\n\n-- \nA. Ruiz\n".encode()


def saved_mail(whole: dict[str, Any]) -> bytes:
    message = EmailMessage()
    message["Subject"] = "Answers"
    message.set_content("They are attached.\n")
    message.add_attachment(as_written(whole), "application", "json", filename="answers.json")
    return message.as_bytes()


@pytest.mark.sample(2)
@pytest.mark.parametrize(
    ("name", "form"),
    [("a.txt", mailed), ("a.eml", saved_mail), ("a.json", lambda whole: "\ufeff".encode() + as_written(whole))],
)
def test_answers_come_as_a_file_or_in_a_mail(
    tmp_path: Path, name: str, form: Callable[[dict[str, Any]], bytes]
) -> None:
    write_desk(tmp_path)
    remark = "wrong: “11,500” says the chair’s office, and 3 > 2"
    whole = answers(sheet(tmp_path), {"landings": "right", "quota": remark})
    (tmp_path / name).write_bytes(form(whole))
    code, said = sign_off(tmp_path, tmp_path / name)
    assert (code, len(ticked(tmp_path)), remark in said.replace("was called wrong by A. Ruiz", "wrong")) == (1, 1, True)


def damaged(whole: dict[str, Any]) -> dict[str, bytes]:
    """Files from which nothing may be taken, by what is said of each."""
    text = as_written(whole).decode()
    first = whole["answers"][0]

    def summed(**changes: Any) -> bytes:
        other = {key: value for key, value in {**whole, **changes}.items() if key != "checksum"}
        return as_written({**other, "checksum": f"{zlib.crc32(as_written(other)):08x}"})

    return {
        "edited or damaged since": text.replace('"wrong"', '"right"').encode(),
        "there are no whole answers in it": text[:-9].encode(),
        "it is no text in UTF-8": b"\x81\x82",
        "there are several answers in it": text.encode() + text.replace("A. Ruiz", "B. Ruiz").encode(),
        'it has a key that no check sheet writes: "note"': summed(note="x"),
        'it has a key that no check sheet writes: "value"': summed(answers=[{**first, "value": 1}]),
        'it lacks the key "desk"': text.replace('"desk":"Fisheries desk",', "").encode(),
        "it is of form 2, which this release of briefgen does not read": summed(form=2),
        "a key stands twice in it": text.replace('"form":1', '"form":1,"form":1').encode(),
        "a figure is answered twice in it": summed(answers=[first, first]),
        "it was not written by a check sheet": summed(answers=[{**first, "answer": "fine"}]),
        "or has been edited": summed(on="yesterday"),
        "by a check sheet, or": summed(figures="7"),
        "has been edited or damaged": summed(answers=[{**first, "remark": ["x"]}]),
        "damaged since": summed(answers=["landings"]),
        "not written by": ("{" * 100_000 + text).replace('"desk":', '"desk":' + "[" * 100_000).encode(),
    }


def test_nothing_is_taken_from_damaged_or_edited_answers(tmp_path: Path) -> None:
    write_desk(tmp_path)
    whole = answers(sheet(tmp_path), {"landings": "right", "quota": "wrong"})
    for number, (words, data) in enumerate(damaged(whole).items()):
        path = tmp_path / f"{number}.json"
        path.write_bytes(data)
        code, said = sign_off(tmp_path, path)
        assert (code, ticked(tmp_path)) == (1, []), words
        assert said.startswith(f"{path}: error BG420: the answers cannot be used: "), said
        assert words in said
        assert said.endswith("1 error; nothing was signed off\n")


@pytest.mark.slow
def test_answers_to_other_sheets_are_refused(tmp_path: Path) -> None:
    write_desk(tmp_path)
    path = save(tmp_path, answers(sheet(tmp_path), {"landings": "right"}))
    other = tmp_path / "other"
    write_desk(other, {"desk.yaml": FILES["desk.yaml"].replace("Fisheries", "Sea")})
    code, said = sign_off(other, path)
    assert (code, ticked(other)) == (1, [])
    assert 'error BG426: the answers are to the desk "Fisheries desk", not to "Sea desk"' in said
    edition = save(
        tmp_path, json.loads(as_written(answers(sheet(tmp_path), {"vote": "right"}, edition="2030-01-01-x")))
    )
    code, said = sign_off(tmp_path, edition)
    assert (code, f'to the edition "2030-01-01-x", not to "{EDITION}"' in said, ticked(tmp_path)) == (1, True, [])


def test_a_name_that_differs_is_refused(tmp_path: Path) -> None:
    write_desk(tmp_path)
    path = save(tmp_path, answers(sheet(tmp_path), {"landings": "right"}))
    code, said = sign_off(tmp_path, path, "--by", "B. Khan")
    assert (code, ticked(tmp_path)) == (2, [])
    assert "the answers are those of A. Ruiz, not of B. Khan" in said
    assert sign_off(tmp_path, path, "--by", "Ana Ruiz", "--on", "2031-05-03")[0] == 0
    assert 'landings: {by: "A. Ruiz", on: 2031-05-03' in ticked(tmp_path)[0]


@pytest.mark.slow
def test_a_remark_cannot_command_the_terminal(tmp_path: Path) -> None:
    write_desk(tmp_path)
    path = save(tmp_path, answers(sheet(tmp_path), {"landings": "wrong: \x1b[2J\x07red\u202edne"}))
    said = sign_off(tmp_path, path)[1]
    assert "red dne" in said
    assert not {"\x1b", "\x07", "\u202e"}.intersection(said)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--from", "a.json"), "give --sign-off with it"),
        (("--from", "a.json", "--sign-off", "landings"), "without ids and other options"),
        (("--from", "a.json", "--sign-off", "--format", "json"), "without ids and other options"),
        (("--from", "none.json", "--sign-off"), "none.json"),
    ],
)
def test_options_that_do_not_go_together(tmp_path: Path, arguments: tuple[str, ...], words: str) -> None:
    write_desk(tmp_path)
    (tmp_path / "a.json").write_text("{}")
    done = briefgen(tmp_path, "facts", *arguments)
    assert (done.returncode, words in done.stderr) == (2, True), done.stderr
