"""`briefgen facts`: which facts it shows, and how somebody signs them off."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from briefgen.cli import run
from tests.commands import briefgen
from tests.desk import EDITION, FILES, replaced, write_desk

SIGN = ("--sign-off", "--by", "A. Berg")
TICKS = f"content/{EDITION}/signoffs.yaml"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    write_desk(tmp_path)
    return tmp_path


def start(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "briefgen", "facts", *arguments],
        cwd=folder,
        env={**os.environ, "COLUMNS": "200"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def facts(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return briefgen(folder, "facts", *arguments)


def listed(folder: Path, *arguments: str) -> dict[str, dict[str, Any]]:
    ended = facts(folder, *arguments, "--format", "json")
    assert ended.returncode == 0, ended.stderr
    return {row["id"]: row for row in json.loads(ended.stdout)}


class TestList:
    def test_ids_choose_facts_in_the_order_of_the_ledger(self, desk: Path) -> None:
        assert list(listed(desk, "vote", "quota", "quota")) == ["quota", "vote"]
        assert list(listed(desk, EDITION, "rise")) == ["rise"]
        assert list(listed(desk, EDITION[:10], "rise")) == ["rise"]
        assert list(listed(desk, f"content/{EDITION}/", "rise")) == ["rise"]
        assert len(listed(desk)) == 7

    def test_unknown_ids_are_wrong_usage(self, desk: Path) -> None:
        ended = facts(desk, "quotas", "quota", "Vote", "zebra")
        assert (ended.returncode, ended.stdout) == (2, "")
        assert ended.stderr.splitlines() == [
            'error: there is no fact "quotas"; did you mean "quota"?',
            '       there is no fact "Vote"; did you mean "vote"?',
            '       there is no fact "zebra"',
        ]

    def test_an_unknown_edition_is_none_of_the_facts(self, desk: Path) -> None:
        ended = facts(desk, "2031-06-01", "quota")
        assert ended.returncode == 1
        assert "BG002" in ended.stderr

    def test_who_has_ticked_is_a_column(self, desk: Path) -> None:
        assert facts(desk, "quota", "chair", *SIGN, "--on", "2031-05-04").returncode == 0
        write_desk(desk, replaced("/facts.yaml", "value: Anna Berg", "value: Anna Holm"))
        rows = listed(desk)
        assert {name: row["ticked"] for name, row in rows.items() if row["ticked"]} == {
            "quota": "A. Berg, 2031-05-04",
            "chair": "fallen: A. Berg, 2031-05-04",
        }
        assert [rows["quota"][key] for key in ("tick", "ticked_by", "ticked_on")] == ["valid", "A. Berg", "2031-05-04"]
        assert rows["chair"]["tick"] == "fallen"
        assert [rows["vote"][key] for key in ("tick", "ticked_by", "ticked_on")] == ["", "", ""]
        table = list(csv.DictReader(io.StringIO(facts(desk, "--format", "csv").stdout)))
        assert {row["id"]: row["ticked"] for row in table} == {name: row["ticked"] for name, row in rows.items()}
        header, *lines = facts(desk, "quota", "chair").stdout.splitlines()
        assert "ticked" in header.split()
        assert "A. Berg, 2031-05-04" in lines[0]
        assert any("fallen: A. Berg, 2031-05-04" in line for line in lines)

    def test_the_pack_says_who_has_ticked(self, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(desk)
        assert run(["build"]) == 0
        assert facts(desk, "quota", *SIGN, "--on", "2031-05-04").returncode == 0
        assert run(["build"]) == 0
        ledger = json.loads((desk / f"out/{EDITION}/ledger.json").read_bytes())
        assert [(row["tick"], row["ticked_by"]) for row in ledger if row["id"] == "quota"] == [("valid", "A. Berg")]


class TestSignOff:
    def test_the_signer_sees_what_was_ticked(self, desk: Path) -> None:
        ended = facts(desk, "vote", "landings", "excess", "rise", *SIGN, "--on", "2031-05-04")
        assert ended.returncode == 0
        assert ended.stdout.splitlines() == [
            "landings: 12,480 (survey, table 1)",
            "excess: 1,480 (12,480 − 11,000)",
            "rise: 8% ((12,480 − 11,556) / 11,556; survey, summary)",
            "vote: 1 June 2031 (minutes, page 3)",
        ]
        assert ended.stderr == f"signed off in {TICKS}\n"
        ticks = (desk / TICKS).read_text().splitlines()
        assert [line.partition(":")[0] for line in ticks[-4:]] == ["landings", "excess", "rise", "vote"]
        assert {re.sub(r'".{16}"', "SEAL", line.partition(": ")[2]) for line in ticks[-4:]} == {
            '{by: "A. Berg", on: 2031-05-04, seal: SEAL}'
        }

    def test_the_day_is_today_by_default(self, desk: Path) -> None:
        before = date.today()
        assert facts(desk, "quota", *SIGN).returncode == 0
        assert before <= date.fromisoformat(listed(desk)["quota"]["ticked_on"]) <= date.today()

    @pytest.mark.sample(1)
    @pytest.mark.parametrize(
        ("name", "old", "new", "fallen"),
        [
            ("/facts.yaml", "value: 12480", "value: 12482", {"landings", "excess", "rise"}),
            ("/facts.yaml", "landings - quota", "landings - before", {"excess"}),
            ("/facts.yaml", "label: Landings of the year before", "label: Earlier landings", {"before"}),
            ("/edition.yaml", "number: 19", "number: 20", set()),
        ],
    )
    def test_ticks_fall_with_what_they_ticked(
        self, desk: Path, name: str, old: str, new: str, fallen: set[str]
    ) -> None:
        assert facts(desk, *listed(desk), *SIGN).returncode == 0
        write_desk(desk, replaced(name, old, new))
        rows = listed(desk)
        assert {name for name, row in rows.items() if row["tick"] == "fallen"} == fallen
        assert {row["tick"] for name, row in rows.items() if name not in fallen} == {"valid"}
        assert facts(desk, *rows, *SIGN).returncode == 0
        assert {row["tick"] for row in listed(desk).values()} == {"valid"}

    @pytest.mark.parametrize(
        ("header", "by"),
        [
            ("prepared_by: Fisheries desk", "fisheries  desk"),
            ("author: Amina Khan", "A. Khan"),
            ("author: A. Khan", "Āmina KHAN"),
        ],
    )
    def test_the_author_is_refused_and_nothing_is_written(self, desk: Path, header: str, by: str) -> None:
        text = FILES[f"{EDITION}/facts.yaml"].replace(
            "label: Chair of the council\n", "label: Chair\n  author: B. Ode\n"
        )
        write_desk(desk, {**replaced("/edition.yaml", "prepared_by: Fisheries desk", header), "/facts.yaml": text})
        ended = facts(desk, "quota", "chair", "vote", "--sign-off", "--by", by)
        assert (ended.returncode, ended.stdout) == (1, "")
        assert re.findall(r'BG417: "(\w+)" was entered by', ended.stderr) == ["vote", "quota"]
        assert ended.stderr.endswith("2 errors; nothing was signed off\n")
        assert not (desk / TICKS).exists()
        assert facts(desk, "chair", "--sign-off", "--by", by).returncode == 0

    def test_a_tick_that_replaces_another_persons_says_so(self, desk: Path) -> None:
        write_desk(desk)
        assert facts(desk, "quota", "chair", "vote", "--sign-off", "--by", "B. Dorn", "--on", "2031-05-04").stderr == (
            f"signed off in {TICKS}\n"
        )
        write_desk(desk, replaced("/facts.yaml", "value: Anna Berg", "value: Anna Holm"))
        ended = facts(desk, "quota", "chair", "landings", *SIGN)
        assert ended.returncode == 0
        assert ended.stderr == f"quota: replaces the tick of B. Dorn, 2031-05-04\nsigned off in {TICKS}\n"
        assert facts(desk, "quota", "--sign-off", "--by", "Dr Anna Berg").stderr == f"signed off in {TICKS}\n"

    def test_without_an_author_there_is_a_hint(self, desk: Path) -> None:
        write_desk(desk, replaced("/edition.yaml", "prepared_by: Fisheries desk\n", ""))
        ended = facts(desk, "quota", *SIGN)
        assert ended.returncode == 1
        assert 'hint: add a line "author: ..." to edition.yaml' in ended.stderr
        assert not (desk / TICKS).exists()

    def test_one_unknown_fact_and_none_is_ticked(self, desk: Path) -> None:
        ended = facts(desk, "quota", "chairs", *SIGN)
        assert ended.returncode == 2
        assert 'there is no fact "chairs"; did you mean "chair"?' in ended.stderr
        assert not (desk / TICKS).exists()

    def test_faulty_content_is_not_signed_off(self, desk: Path) -> None:
        write_desk(desk, replaced("/sections/20-vote.md", "{{ chair }}", "{{ chairs }}"))
        ended = facts(desk, "quota", *SIGN)
        assert (ended.returncode, ended.stdout) == (1, "")
        assert "error BG202" in ended.stderr
        assert ended.stderr.endswith("1 error; nothing was signed off\n")
        assert not (desk / TICKS).exists()

    def test_a_folder_in_the_place_of_the_file(self, desk: Path) -> None:
        (desk / TICKS).mkdir()
        ended = facts(desk, "quota", *SIGN)
        assert ended.returncode == 1
        assert "BG004" in ended.stderr
        assert list((desk / TICKS).iterdir()) == []

    def test_a_full_disk_exits_3(
        self, desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        def fails(*_: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.chdir(desk)
        monkeypatch.setattr(os, "replace", fails)
        assert run(["facts", "quota", *SIGN]) == 3
        captured = capsys.readouterr()
        assert captured.out == ""
        assert captured.err == f"error: cannot write {TICKS}: No space left on device\n"
        assert not (desk / TICKS).exists()

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (("quota", "--sign-off"), "--sign-off needs the name of who has ticked the facts: --by NAME"),
            (("quota", "--by", "A. Berg"), "--by belongs to --sign-off"),
            (("quota", "--on", "2031-05-04"), "--on belongs to --sign-off"),
            (SIGN, "--sign-off needs the ids of the facts"),
            ((EDITION, *SIGN), "--sign-off needs the ids of the facts"),
            ((EDITION, "2031-05-12", "quota"), "the facts of one edition are shown at a time"),
            (("quota", "--format", "json", *SIGN), "--format belongs to the list of facts"),
            (("quota", "--sign-off", "--by", ""), '"" is not a name'),
            (("quota", "--sign-off", "--by", "{{ chair }}"), '"{{ chair }}" is not a name'),
            (("quota", *SIGN, "--on", "4 May"), '"4 May" is not a date'),
        ],
    )
    def test_wrong_usage(
        self,
        desk: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
        arguments: tuple[str, ...],
        message: str,
    ) -> None:
        monkeypatch.chdir(desk)
        assert run(["facts", *arguments]) == 2
        captured = capsys.readouterr()
        assert message in captured.err
        assert captured.out == ""
        assert not (desk / TICKS).exists()

    @pytest.mark.slow
    def test_several_at_once_lose_no_tick(self, desk: Path) -> None:
        names = ["landings", "quota", "before", "chair"]
        processes = [start(desk, name, *SIGN) for name in names]
        assert [process.communicate(timeout=120)[1] for process in processes] == [f"signed off in {TICKS}\n"] * 4
        assert [name for name, row in listed(desk).items() if row["tick"] == "valid"] == names
        assert not list((desk / TICKS).parent.glob(".*"))

    def test_ticks_are_carried_forward_while_their_facts_stay(
        self, desk: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(desk)
        assert facts(desk, *listed(desk), *SIGN, "--on", "2031-05-04").returncode == 0
        assert run(["new", "2031-05-12", "herring"]) == 0
        later = "2031-05-12-herring"
        assert {row["ticked"] for row in listed(desk, later).values()} == {"A. Berg, 2031-05-04"}
        ledger = desk / "content" / later / "facts.yaml"
        ledger.write_text(ledger.read_text().replace("value: 11000", "value: 11500"))
        fallen = [name for name, row in listed(desk, later).items() if row["tick"] == "fallen"]
        assert fallen == ["quota", "excess"]
        assert {row["tick"] for row in listed(desk, EDITION).values()} == {"valid"}
        first = (desk / TICKS).read_text()
        assert facts(desk, later, *fallen, "--sign-off", "--by", "C. Dorn").returncode == 0
        assert (desk / TICKS).read_text() == first


class TestRequired:
    @pytest.mark.slow
    def test_only_strict_fails_without_ticks(
        self, desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.chdir(desk)
        write_desk(desk, {"desk.yaml": FILES["desk.yaml"] + "sign_off_required: true\n"})
        assert run(["check"]) == 0
        assert "BG418: 7 of 7 facts are not signed off" in capsys.readouterr().err
        assert run(["check", "--strict"]) == 1
        assert facts(desk, *listed(desk), *SIGN).returncode == 0
        assert run(["check", "--strict"]) == 0
