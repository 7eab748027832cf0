"""Publishing and the archive as their users meet them."""

from __future__ import annotations

import csv
import json
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

import bagit
import pytest

from briefgen.archive.register import read_register
from briefgen.storage import digest
from tests.archive.test_verify import reseal, unlock
from tests.commands import briefgen, briefgen_process
from tests.desk import CLEARED, EDITION, FILES, replaced, write_desk

RECORD = "2031-05-05_herring_v001"
FOLDER = f"out/archive/2031/{RECORD}"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with two versions of its edition in the archive; not to be changed."""
    folder = tmp_path_factory.mktemp("desk")
    write_desk(folder, CLEARED)
    assert briefgen(folder, "publish").returncode == 0
    write_desk(folder, {**CLEARED, **replaced("/facts.yaml", "value: 12480", "value: 12490")})
    assert briefgen(folder, "publish", "--reason", "Landings  recounted").returncode == 0
    return folder


@pytest.fixture
def desk(published: Path, tmp_path: Path) -> Path:
    """A copy of it, to be changed."""
    shutil.copytree(published, tmp_path / "copy", symlinks=True)
    unlock(tmp_path / "copy/out")
    return tmp_path / "copy"


class TestPublish:
    def test_it_prints_the_record_and_the_head(self, tmp_path: Path) -> None:
        write_desk(tmp_path, CLEARED)
        ended = briefgen(tmp_path, "publish", EDITION)
        assert (ended.returncode, ended.stderr.splitlines()[-1]) == (0, f"{EDITION}: published as version 1")
        folder, head = ended.stdout.splitlines()
        assert folder == FOLDER
        line = (tmp_path / "out/archive/register.jsonl").read_text()
        assert head == f"register head {json.loads(line)['digest']}"

    def test_a_record_has_all_that_it_was_made_from(self, published: Path) -> None:
        data = published / FOLDER / "data"
        names = {path.relative_to(data).as_posix() for path in data.rglob("*") if path.is_file()}
        assert {f"{EDITION}.pdf", f"{EDITION}.docx", "ledger.json", "ledger.csv", "figures/landed.svg"} <= names
        content = {f"source/content/{name}" for name in FILES}
        assert content <= names
        assert "source/assets/theme.yaml" in names
        listed = list(csv.reader((data / "filelist.csv").read_text().splitlines(), delimiter="|"))
        assert {row[0] for row in listed[1:]} == names - {"filelist.csv"}
        made_with = json.loads((data / "environment.json").read_bytes())
        assert made_with["packages"]["briefgen"] == "0.1.0"
        assert len(made_with["fonts"]) > 5
        assert bagit.Bag(str(published / FOLDER)).validate()

    def test_a_second_version_wants_a_reason(self, desk: Path) -> None:
        ended = briefgen(desk, "publish")
        assert ended.returncode == 2
        assert "_v002 is published: say with --reason why another version follows" in ended.stderr
        assert len(list((desk / "out/archive/2031").iterdir())) == 2

    @pytest.mark.parametrize("reason", ["a\x07bell", "\u202eturned", "long " * 200])
    def test_a_reason_is_a_line_that_can_be_printed(self, published: Path, reason: str) -> None:
        ended = briefgen(published, "publish", "--reason", reason)
        assert (ended.returncode, "--reason: write one line" in ended.stderr) == (2, True)

    def test_the_second_version_says_so_in_both_documents(self, published: Path) -> None:
        data = published / "out/archive/2031/2031-05-05_herring_v002/data"
        assert "Version 2: Landings recounted" in " ".join(json.loads((data / "text.json").read_bytes())[0].split())
        described = json.loads((data / "record.json").read_bytes())
        assert (described["version"], described["reason"]) == (2, "Landings recounted")
        assert described["follows"] == RECORD

    def test_who_has_not_cleared_keeps_it_back(self, tmp_path: Path) -> None:
        write_desk(tmp_path)
        ended = briefgen(tmp_path, "publish")
        assert ended.returncode == 2
        assert "is not cleared by Head of desk; --without" in ended.stderr
        assert briefgen(tmp_path, "publish", "--without", "Head of desk").returncode == 2
        ended = briefgen(tmp_path, "publish", "--without", "Head of dsk", "--reason", "x")
        assert 'nobody waits for the clearance of "Head of dsk"; those are Head of desk' in ended.stderr
        assert not (tmp_path / "out/archive/2031").exists()
        ended = briefgen(tmp_path, "publish", "--without", "Head of desk", "--reason", "On leave")
        assert ended.returncode == 0
        described = json.loads((tmp_path / FOLDER / "data/record.json").read_bytes())
        assert described["waived"] == ["Head of desk"]
        assert "DRAFT" not in "".join(json.loads((tmp_path / FOLDER / "data/text.json").read_bytes()))

    def test_an_addendum_names_its_parent(self, desk: Path) -> None:
        later = "2031-05-12-herring-addendum"
        shutil.copytree(desk / "content" / EDITION, desk / "content" / later)
        header = desk / "content" / later / "edition.yaml"
        header.write_text(header.read_text().replace("date: 2031-05-05\nperiod", "date: 2031-05-12\nperiod"))
        ended = briefgen(desk, "publish", later, "--addendum-to", EDITION)
        assert ended.returncode == 0, ended.stderr
        data = desk / "out/archive/2031/2031-05-12_herring-addendum_v001/data"
        assert json.loads((data / "record.json").read_bytes())["addendum_to"] == "2031-05-05_herring_v002"
        assert "2031-05-05_herring_v002" in json.loads((data / "text.json").read_bytes())[0]
        ended = briefgen(desk, "publish", later, "--addendum-to", "2030-01-01", "--reason", "x")
        assert (ended.returncode, "is no record" in ended.stderr) == (2, True)

    def test_faulty_content_is_not_published(self, tmp_path: Path) -> None:
        write_desk(tmp_path, {**CLEARED, **replaced("/sections/20-vote.md", "{{ chair }}", "{{ chairs }}")})
        ended = briefgen(tmp_path, "publish")
        assert (ended.returncode, "nothing was published" in ended.stderr) == (1, True)
        assert not (tmp_path / "out/archive/2031").exists()

    def test_a_strict_desk_publishes_nothing_with_warnings(self, tmp_path: Path) -> None:
        unused = "spare:\n  value: 5\n  unit: tonnes\n  label: Spare\n  period: 2030\n  source: {id: survey, at: p}\n"
        facts = FILES[f"{EDITION}/facts.yaml"]
        strict = {"desk.yaml": FILES["desk.yaml"] + "strict_publishing: true\n", "/facts.yaml": f"{facts}\n{unused}"}
        write_desk(tmp_path, {**CLEARED, **strict})
        ended = briefgen(tmp_path, "publish")
        assert (ended.returncode, "warning" in ended.stderr) == (1, True)
        assert briefgen(tmp_path, "publish", "--leave-out-unused").returncode == 1
        write_desk(tmp_path, {**CLEARED, "/facts.yaml": f"{facts}\n{unused}"})
        assert briefgen(tmp_path, "publish").returncode == 2
        ended = briefgen(tmp_path, "publish", "--leave-out-unused")
        assert (ended.returncode, "1 fact that nothing uses left out" in ended.stderr) == (0, True)


class TestArchive:
    def test_list_shows_the_last_version_or_all(self, published: Path) -> None:
        ended = briefgen(published, "archive", "list")
        assert [line.split()[0] for line in ended.stdout.splitlines()] == ["record", "2031-05-05_herring_v002"]
        rows = json.loads(briefgen(published, "archive", "list", "--all", "--format", "json").stdout)
        assert [row["reason"] for row in rows] == ["", "Landings recounted"]
        assert briefgen(published, "archive", "list", "--since", "2031-05-06").stdout.count("\n") == 1

    def test_show_says_what_a_record_is(self, published: Path) -> None:
        ended = briefgen(published, "archive", "show", "2031-05-05")
        assert "  reason: Landings recounted\n" in ended.stdout
        assert "  clearance: Head of desk, 2031-05-05\n" in ended.stdout
        assert f"  {EDITION}.pdf\n" in ended.stdout

    def test_search_finds_pages_figures_and_sources(self, desk: Path) -> None:
        ended = briefgen(desk, "archive", "search", "above the quota", "--format", "json")
        hits = json.loads(ended.stdout)
        assert {(hit["kind"], hit["record"][-4:]) for hit in hits} >= {("page", "v001"), ("page", "v002")}
        assert any("12,490" in hit["snippet"] for hit in json.loads(
            briefgen(desk, "archive", "search", "12,490", "--format", "json").stdout
        ))  # fmt: skip
        for odd in ('"', "a AND OR (", "NEAR/3", "*", "text:x", "-", "';drop table"):
            ended = briefgen(desk, "archive", "search", "--", odd)
            assert "Traceback" not in ended.stderr
            assert ended.returncode in (0, 2)
        assert "nothing in" in briefgen(desk, "archive", "search", "zzz").stderr

    def test_a_damaged_record_is_not_searched_and_named(self, desk: Path) -> None:
        text = desk / FOLDER / "data/text.json"
        whole = text.read_bytes()
        text.write_text('["forged words"]')
        ended = briefgen(desk, "archive", "search", "forged")
        assert (ended.stdout, f"{FOLDER}: is damaged and was not looked at" in ended.stderr) == ("", True)
        text.write_bytes(whole)
        assert FOLDER in briefgen(desk, "archive", "search", "quota").stdout

    def test_the_catalogue_is_made_anew_from_the_records(self, desk: Path) -> None:
        first = briefgen(desk, "archive", "search", "quota").stdout
        catalogue = desk / "out/archive/catalogue.sqlite"
        for damage in (b"", b"no database at all" * 99):
            catalogue.write_bytes(damage)
            assert briefgen(desk, "archive", "search", "quota").stdout == first
        catalogue.unlink()
        assert briefgen(desk, "archive", "search", "quota").stdout == first
        ended = briefgen(desk, "archive", "search", "quota", "--anew")
        assert (ended.stdout, "catalogue of 2 records made anew" in ended.stderr) == (first, True)

    def test_verify_says_what_where_and_since_when(self, desk: Path) -> None:
        ended = briefgen(desk, "archive", "verify")
        assert (ended.returncode, ended.stdout) == (0, "")
        assert "2 records, all as published" in ended.stderr
        pdf = desk / FOLDER / "data" / f"{EDITION}.pdf"
        pdf.write_bytes(pdf.read_bytes() + b" ")
        ended = briefgen(desk, "archive", "verify")
        assert ended.returncode == 3
        assert re.fullmatch(rf"{FOLDER}/data/{EDITION}\.pdf: has changed \(sound until 20[^)]*\)\n", ended.stdout)
        assert len((desk / "out/archive/fixity.jsonl").read_text().splitlines()) == 2

    def test_verify_holds_against_a_head(self, desk: Path) -> None:
        register = desk / "out/archive/register.jsonl"
        first, last = register.read_text().splitlines(keepends=True)
        head = json.loads(last)["digest"]
        assert briefgen(desk, "archive", "verify", "--since", head.upper()).returncode == 0
        assert briefgen(desk, "archive", "verify", "--since", "12").returncode == 2
        register.write_text(first)
        shutil.rmtree(desk / "out/archive/2031/2031-05-05_herring_v002")
        ended = briefgen(desk, "archive", "verify")
        assert (ended.returncode, f"fixity.jsonl: says that the register had the head {head}" in ended.stdout) == (
            3,
            True,
        )
        (desk / "out/archive/fixity.jsonl").unlink()
        ended = briefgen(desk, "archive", "verify")
        assert (ended.returncode, "only `--since` with the last head that was noted can tell" in ended.stderr) == (
            0,
            True,
        )
        ended = briefgen(desk, "archive", "verify", "--since", head)
        assert (ended.returncode, head in ended.stdout) == (3, True)

    def test_extract_takes_out_a_desk_that_builds(self, desk: Path, tmp_path: Path) -> None:
        ended = briefgen(desk, "archive", "extract", RECORD, "--sources", "--to", str(tmp_path / "old"))
        assert ended.returncode == 0
        assert briefgen(tmp_path / "old", "build", "--format", "docx").returncode == 0
        assert briefgen(desk, "archive", "extract", RECORD, "--to", str(tmp_path / "old")).returncode == 2

    @pytest.mark.slow
    @pytest.mark.parametrize(
        "environment",
        [
            {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "5"},
            {"TZ": "America/St_Johns", "PYTHONHASHSEED": "77", "LC_ALL": "C", "HOME": "/nonexistent"},
        ],
    )
    def test_rebuild_gives_the_same_bytes_anywhere(
        self, published: Path, tmp_path: Path, environment: dict[str, str]
    ) -> None:
        archive = ("--archive", str(published / "out/archive"))
        for record in (RECORD, "2031-05-05_herring_v002"):
            ended = briefgen_process(tmp_path, "archive", "rebuild", record, *archive, umask=0o077, **environment)
            assert ended.returncode == 0, ended.stdout + ended.stderr
            assert "all to the byte as they were published" in ended.stderr

    @pytest.mark.slow
    def test_what_the_umask_would_close_is_readable_all_the_same(self, tmp_path: Path) -> None:
        write_desk(tmp_path, CLEARED)
        assert briefgen_process(tmp_path, "publish", umask=0o077).returncode == 0
        for path in (tmp_path / FOLDER, *(tmp_path / FOLDER).rglob("*")):
            assert path.stat().st_mode & 0o777 == (0o555 if path.is_dir() else 0o444), path

    def test_rebuild_wants_records_or_all_of_them(self, published: Path) -> None:
        for records in ((), (RECORD, "--all")):
            ended = briefgen(published, "archive", "rebuild", *records)
            assert (ended.returncode, "or all of them with --all" in ended.stderr) == (2, True)

    def test_rebuild_says_what_differs(self, desk: Path) -> None:
        data = desk / FOLDER / "data"
        made_with = json.loads((data / "environment.json").read_bytes())
        made_with["packages"] |= {"uharfbuzz": "1.0", "babel": "2.0", "num2words": "0.1"}
        made_with["fonts"]["SourceSerif4-Regular.ttf"] = "00"
        (data / "environment.json").write_text(json.dumps(made_with))
        facts = data / f"source/content/{EDITION}/facts.yaml"
        facts.write_text(facts.read_text().replace("12480", "12500"))
        reseal(desk / FOLDER)
        (entry,) = [e for e in read_register(desk / "out/archive").entries if e.record.endswith(RECORD)]
        manifest = digest((desk / FOLDER / "tagmanifest-sha256.txt").read_bytes())
        (desk / "out/archive/register.jsonl").write_bytes(replace(entry, manifest=manifest).sealed().line)
        ended = briefgen(desk, "archive", "rebuild", RECORD)
        assert ended.returncode == 3
        assert f"{FOLDER}/data/{EDITION}.pdf: is another when made again" in ended.stdout
        assert "made with uharfbuzz 1.0, now " in ended.stdout
        babel, words = version("babel"), version("num2words")
        worded = "may be worded otherwise for that\n"
        assert f"made with babel 2.0, now {babel}: dates, numbers and amounts of money {worded}" in ended.stdout
        assert f"made with num2words 0.1, now {words}: numbers in words {worded}" in ended.stdout
        assert "made with font SourceSerif4-Regular.ttf" in ended.stdout

    def test_history_follows_a_figure_or_a_phrase(self, desk: Path) -> None:
        ended = briefgen(desk, "archive", "history", "landings", "--all", "--chart", "landings.svg")
        rows = [line.split() for line in ended.stdout.splitlines()[1:]]
        assert [row[1] for row in rows] == ["12,480", "12,490"]
        assert b"12,490" in (desk / "landings.svg").read_bytes()
        assert briefgen(desk, "archive", "history", "landings", "--chart", "landings.svg").returncode == 3
        ended = briefgen(desk, "archive", "history", "Above  the QUOTA")
        record, times, *first = ended.stdout.splitlines()[1].split()
        assert (record, int(times) > 1, first) == ("2031-05-05_herring_v002", True, ["page", "1"])
        assert "no record in" in briefgen(desk, "archive", "history", "cod").stderr

    def test_export_copies_and_never_replaces(self, desk: Path, tmp_path: Path) -> None:
        copy = tmp_path / "vault"
        assert "2 records added" in briefgen(desk, "archive", "export", str(copy)).stderr
        assert "0 records added" in briefgen(desk, "archive", "export", str(copy)).stderr
        assert briefgen(desk, "archive", "export", str(copy), "--verify").returncode == 0
        file = copy / "2031" / RECORD / "data/ledger.csv"
        file.chmod(0o644)
        file.write_text("other")
        ended = briefgen(desk, "archive", "export", str(copy))
        assert (ended.returncode, "which is not replaced" in ended.stderr) == (3, True)
        assert file.read_text() == "other"
        ended = briefgen(desk, "archive", "export", str(copy), "--verify")
        assert (ended.returncode, f"{RECORD}/data/ledger.csv: has changed" in ended.stdout) == (3, True)
        (copy / "2031" / RECORD / "bagit.txt").unlink()
        assert "bagit.txt: is missing" in briefgen(desk, "archive", "export", str(copy), "--verify").stdout

    def test_what_is_damaged_is_neither_copied_nor_taken_out(self, desk: Path) -> None:
        (desk / FOLDER / "data/ledger.csv").write_text("other")
        for command in (("export", "vault"), ("extract", RECORD, "--to", "out2"), ("rebuild", RECORD)):
            ended = briefgen(desk, "archive", *command)
            assert (ended.returncode, "data/ledger.csv has changed" in ended.stderr) == (3, True), ended
        assert not (desk / "vault/2031").exists()

    def test_an_export_that_was_interrupted_goes_on(self, desk: Path, tmp_path: Path) -> None:
        copy = tmp_path / "vault"
        (copy / "2031" / RECORD / "data").mkdir(parents=True)
        (copy / "2031" / RECORD / "data" / ".record.json.new").write_text("half a file")
        assert briefgen(desk, "archive", "export", str(copy)).returncode == 0
        assert briefgen(tmp_path, "archive", "export", str(copy), "--verify").returncode == 0
        assert briefgen(desk, "archive", "export", str(copy), "--since", "0" * 64).returncode == 2

    def test_one_bad_record_hides_no_other(self, desk: Path) -> None:
        for text in ("{", "[1]", "[" * 200_000):
            (desk / FOLDER / "data/record.json").write_text(text)
            ended = briefgen(desk, "archive", "list", "--all")
            assert ended.returncode == 0, ended.stderr
            assert [line.split()[0] for line in ended.stdout.splitlines()[1:]] == [RECORD, "2031-05-05_herring_v002"]
            assert "cannot be read" in ended.stdout
            ended = briefgen(desk, "archive", "show", RECORD)
            assert (ended.returncode, "Traceback" in ended.stderr) == (3, False)

    def test_export_reaches_what_fsspec_reaches(self, desk: Path, tmp_path: Path) -> None:
        target = f"local://{tmp_path}/store"
        assert "2 records added" in briefgen(desk, "archive", "export", target).stderr
        assert briefgen(desk, "archive", "export", target, "--verify").returncode == 0
        assert (tmp_path / "store/2031" / RECORD / "bagit.txt").is_file()
        ended = briefgen(desk, "archive", "export", "nosuch://x")
        assert (ended.returncode, "Traceback" in ended.stderr) == (2, False)

    def test_without_an_archive_it_is_said_how_to_make_one(self, tmp_path: Path) -> None:
        for command in ("list", "verify", "export"):
            ended = briefgen(tmp_path, "archive", command, *(["x"] if command == "export" else []))
            assert ended.returncode == 2
            assert "there is no archive out/archive; `briefgen publish` makes one" in ended.stderr


NO_NETWORK = """
import socket, sys
def refuse(*_, **__):
    raise RuntimeError("the network was used")
socket.getaddrinfo = refuse
real = socket.socket
class Socket(real):
    def connect(self, *_): refuse()
    def connect_ex(self, *_): refuse()
    def bind(self, *_): refuse()
    def sendto(self, *_): refuse()
socket.socket = Socket
from briefgen.cli import run
sys.exit(run(sys.argv[1:]))
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    "command",
    [
        ("check",), ("build", "--force"), ("facts",), ("publish", "--reason", "again"), ("archive", "list"),
        ("archive", "verify"), ("archive", "search", "quota"), ("archive", "rebuild", RECORD),
        ("archive", "history", "landings"), ("schema", "desk"),
    ],
)  # fmt: skip
def test_no_command_uses_the_network(desk: Path, command: tuple[str, ...]) -> None:
    ended = subprocess.run([sys.executable, "-c", NO_NETWORK, *command], cwd=desk, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr
