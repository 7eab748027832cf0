"""The commands as a user types them: what they print where, what they write, and how they exit."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader

from briefgen.cli import COMMANDS
from briefgen.cli.archive import ArchiveGroup
from tests.cli.conftest import Run
from tests.commands import briefgen_process
from tests.desk import EDITION, FILES, replaced, write_desk


def break_desk(desk: Path) -> None:
    write_desk(desk, replaced("/sections/20-vote.md", "{{ chair }}", "{{ chairs }}"))


class TestBuild:
    def test_prints_the_documents_that_it_wrote(self, desk: Path, briefgen: Run) -> None:
        ended = briefgen("build")
        assert ended.code == 0
        documents = [Path(line) for line in ended.out.splitlines()]
        assert documents == [Path(f"out/{EDITION}/{EDITION}.{form}") for form in ("pdf", "docx")]
        assert documents[0].read_bytes().startswith(b"%PDF-")
        assert documents[1].read_bytes().startswith(b"PK")
        names = {path.relative_to(desk / "out" / EDITION).as_posix() for path in (desk / "out" / EDITION).rglob("*.*")}
        assert names == {
            f"{EDITION}.pdf",
            f"{EDITION}.docx",
            "figures/landed.png",
            "figures/landed.svg",
            "figures/dates.png",
            "figures/dates.svg",
            "ledger.csv",
            "ledger.json",
            "build.json",
        }

    @pytest.mark.usefixtures("desk")
    def test_one_format_on_request(self, briefgen: Run) -> None:
        ended = briefgen("build", "2031-05-05", "--format", "docx")
        assert ended.out.splitlines() == [f"out/{EDITION}/{EDITION}.docx"]
        assert not Path(f"out/{EDITION}/{EDITION}.pdf").exists()

    @pytest.mark.usefixtures("desk")
    def test_the_other_format_of_an_earlier_build_does_not_go_silently(self, briefgen: Run) -> None:
        briefgen("build")
        ended = briefgen("build", "--format", "docx")
        assert ended.err == f"out/{EDITION}/{EDITION}.pdf: removed, because it was not built anew\n"

    @pytest.mark.slow
    @pytest.mark.usefixtures("desk")
    def test_a_document_that_somebody_marked_up_is_kept(self, briefgen: Run) -> None:
        briefgen("build", "--format", "docx")
        Path(f"out/{EDITION}/{EDITION}.docx").write_bytes(b"with a reviewer's marks")
        ended = briefgen("build", "--format", "docx", "--quiet")
        assert ended.err.endswith(f"edited since it was built; that is now out/{EDITION}/{EDITION}.edited.docx\n")
        assert Path(f"out/{EDITION}/{EDITION}.edited.docx").read_bytes() == b"with a reviewer's marks"

    @pytest.mark.usefixtures("desk")
    def test_unchanged_content_says_so(self, briefgen: Run) -> None:
        briefgen("build")
        ended = briefgen("build")
        assert ended.code == 0
        assert "unchanged" in ended.err
        assert len(ended.out.splitlines()) == 2
        assert briefgen("--quiet", "build").err == briefgen("build", "-q").err == ""
        assert "built into out/" in briefgen("build", "--force", "-v").err

    def test_errors_stop_the_build_with_their_places(self, desk: Path, briefgen: Run) -> None:
        break_desk(desk)
        ended = briefgen("build")
        assert ended.code == 1
        assert ended.out == ""
        assert f"content/{EDITION}/sections/20-vote.md:5:1: error BG202: " in ended.err
        assert "{{ chairs }} chairs the council" in ended.err
        assert 'hint: did you mean "chair"?' in ended.err
        assert "nothing was written" in ended.err
        assert not (desk / "out").exists()

    @pytest.mark.slow
    def test_all_editions_by_several_processes(self, desk: Path, briefgen: Run) -> None:
        briefgen("new", "2031-05-12", "herring")
        briefgen("new", "2031-05-19", "herring")
        break_desk(desk)
        ended = briefgen("build", "--all", "--jobs", "2", "--format", "pdf")
        assert ended.code == 1
        assert [Path(line).stem for line in ended.out.splitlines()] == ["2031-05-12-herring", "2031-05-19-herring"]
        assert f"{EDITION}: 1 error; nothing was written" in ended.err

    @pytest.mark.slow
    def test_another_choice_of_attachments_builds_again(self, desk: Path, briefgen: Run) -> None:
        def chosen(*arguments: str) -> tuple[bool, bool | None]:
            """Whether a build with these arguments wrote anything, and the choice that its record names."""
            ended = briefgen("build", *arguments)
            assert (ended.code, len(ended.out.splitlines())) == (0, 2), ended.err
            record = json.loads((desk / "out" / EDITION / "build.json").read_bytes())
            return "unchanged" not in ended.err, record["embed_sources"]

        assert chosen() == (True, None)
        assert chosen("--embed-sources") == (True, True)
        assert chosen("--embed-sources") == (False, True)
        assert chosen("--no-embed-sources") == (True, False)
        assert chosen("--no-embed-sources") == (False, False)

    @pytest.mark.sample(1)
    @pytest.mark.parametrize(
        ("desks", "arguments", "carried"),
        [
            ("", (), False),
            ("", ("--embed-sources",), True),
            ("embed_sources: true\n", (), True),
            ("embed_sources: true\n", ("--no-embed-sources",), False),
        ],
    )
    def test_attachments_are_the_desks_choice_unless_the_command_says(
        self, desk: Path, briefgen: Run, desks: str, arguments: tuple[str, ...], *, carried: bool
    ) -> None:
        write_desk(desk, {"desk.yaml": FILES["desk.yaml"] + desks})
        ended = briefgen("build", *arguments)
        assert ended.code == 0, ended.err
        names = PdfReader(desk / "out" / EDITION / f"{EDITION}.pdf").attachments
        assert (f"content/{EDITION}/facts.yaml" in names) == carried

    @pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
    @pytest.mark.parametrize("command", ["check", "build"])
    def test_a_link_that_no_record_could_keep_is_refused(self, desk: Path, briefgen: Run, command: str) -> None:
        (desk / "secret.txt").write_text("secret", encoding="utf-8")
        (desk / "content" / EDITION / "notes.txt").symlink_to(desk / "secret.txt")
        ended = briefgen(command)
        assert (ended.code, "error BG004" in ended.err) == (1, True)
        assert not (desk / "out" / EDITION).exists()

    @pytest.mark.slow
    @pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="file names are Unicode there")
    def test_a_name_that_is_no_text_is_named_and_refused(self, desk: Path) -> None:
        (desk / "content" / EDITION / os.fsdecode(b"caf\xe9.txt")).write_bytes(b"x")
        ended = briefgen_process(desk, "build")
        assert ended.returncode == 1
        assert "error BG007: the file's name has the character U+DCE9" in ended.stderr

    @pytest.mark.usefixtures("desk")
    def test_date_counts_days_left_from_another_day(self, briefgen: Run) -> None:
        briefgen("build", "--date", "2031-05-30", "--format", "pdf")
        ledger = json.loads(Path(f"out/{EDITION}/ledger.json").read_text())
        assert next(row for row in ledger if row["id"] == "vote")["printed"] == "1 June 2031"
        svg = Path(f"out/{EDITION}/figures/dates.svg").read_text()
        assert "2\u00a0days left" in svg
        assert "30\u00a0May" in svg

    def test_out_that_cannot_be_written_exits_3(self, desk: Path, briefgen: Run) -> None:
        (desk / "out").write_text("no folder")
        ended = briefgen("build")
        assert ended.code == 3
        assert re.fullmatch(r"error: cannot write out/\S+: .+\n", ended.err)

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (("build", "--date", "2031-02-30"), '"2031-02-30" is not a date'),
            (("build", "--all", EDITION), "--all builds every edition"),
            (("build", "--assets", "nowhere"), "--assets: there is no folder nowhere"),
            (("build", "--format", "odt"), "odt"),
            (("build", "--format", "docx", "--embed-sources"), "--embed-sources puts files into the PDF"),
            (("bild",), 'did you mean "build"?'),
            (("verify",), 'did you mean "archive verify"?'),
            (("search", "quota"), 'did you mean "archive search"?'),
            (("explain", "BG999"), "there is no diagnostic BG999"),
            (("schema", "fact"), 'there is no kind of file "fact"'),
            (("new", "2031-05-12", "Two Words"), '"Two Words" cannot name an edition'),
            (("new", "2031-05-05", "herring"), "is there already"),
            (("init", "."), "not empty"),
        ],
    )
    @pytest.mark.usefixtures("desk")
    def test_wrong_usage_exits_2(self, briefgen: Run, arguments: tuple[str, ...], message: str) -> None:
        ended = briefgen(*arguments)
        assert ended.code == 2
        assert message in ended.err
        assert ended.out == ""

    @pytest.mark.parametrize(
        ("arguments", "code"),
        [(("build", "2031-06-01"), "BG002"), (("build", "--content", "none"), "BG001"), (("check", "none"), "BG002")],
    )
    @pytest.mark.usefixtures("desk")
    def test_missing_content_exits_1(self, briefgen: Run, arguments: tuple[str, ...], code: str) -> None:
        ended = briefgen(*arguments)
        assert ended.code == 1
        assert f"error {code}: " in ended.err


class TestCheck:
    def test_faultless_content(self, desk: Path, briefgen: Run) -> None:
        ended = briefgen("check", "--strict")
        assert (ended.code, ended.out, ended.err) == (0, "", "no faults\n")
        assert not (desk / "out").exists()

    @pytest.mark.slow
    def test_warnings_fail_only_when_strict(self, desk: Path, briefgen: Run) -> None:
        write_desk(desk, replaced("/deadlines.yaml", "2031-06-01", "2031-05-01"))
        ended = briefgen("check")
        assert ended.code == 0
        assert ended.err.endswith("1 warning\n")
        assert briefgen("check", "--strict").code == 1

    def test_json_for_programs(self, desk: Path, briefgen: Run) -> None:
        assert json.loads(briefgen("check", "--format", "json").out) == []
        break_desk(desk)
        ended = briefgen("check", "--format", "json")
        assert ended.code == 1
        assert [fault["code"] for fault in json.loads(ended.out)] == ["BG202"]
        assert ended.err == ""

    def test_annotations_for_github(self, desk: Path, briefgen: Run) -> None:
        break_desk(desk)
        ended = briefgen("check", "--format", "github")
        assert ended.out.startswith(f"::error file=content/{EDITION}/sections/20-vote.md,title=BG202,line=5,col=1::")


class TestFacts:
    @pytest.mark.usefixtures("desk")
    def test_table(self, briefgen: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("COLUMNS", "160")
        ended = briefgen("facts")
        assert ended.code == 0
        row = next(line for line in ended.out.splitlines() if line.startswith("excess"))
        assert row.split() == [
            "excess",
            "1,480",
            *["Landed", "above", "the", "quota", "12,480", "−", "11,000", "sections/10-landings.md:5"],
        ]

    @pytest.mark.usefixtures("desk")
    def test_json_and_csv_say_the_same(self, briefgen: Run) -> None:
        rows = json.loads(briefgen("facts", "--format", "json").out)
        assert [row["id"] for row in rows] == ["landings", "quota", "excess", "before", "rise", "chair", "vote"]
        table = list(csv.DictReader(io.StringIO(briefgen("facts", "--format", "csv").out)))
        assert [row["id"] for row in table] == [row["id"] for row in rows]
        assert table[2]["formula"] == rows[2]["formula"] == "landings - quota"
        assert table[2]["used"] == "; ".join(rows[2]["used"]) == "sections/10-landings.md:5; figure:landed"

    def test_a_use_in_the_title_counts(self, desk: Path, briefgen: Run) -> None:
        write_desk(desk, replaced("/edition.yaml", "title: Herring\n", "title: Herring, {{ quota }} tonnes\n"))
        rows = json.loads(briefgen("facts", "--format", "json").out)
        assert "edition.yaml:1" in next(row["used"] for row in rows if row["id"] == "quota")

    def test_the_ledger_is_shown_although_a_text_has_errors(self, desk: Path, briefgen: Run) -> None:
        break_desk(desk)
        ended = briefgen("facts")
        assert ended.code == 1
        assert "12,480" in ended.out
        assert "1 error; `briefgen check` shows them" in ended.err


class TestNew:
    def test_carries_the_last_edition_forward(self, desk: Path, briefgen: Run) -> None:
        write_desk(desk, replaced("/facts.yaml", "label: Quota\n", "label: Quota\n  stale_after: 2031-05-31\n"))
        ended = briefgen("new", "2031-06-02", "herring")
        assert ended.code == 0
        folder = Path(ended.out.strip())
        assert folder == Path("content/2031-06-02-herring")
        header = (folder / "edition.yaml").read_text()
        assert f"number: 20\nfollows: {EDITION}\ndate: 2031-06-02\n" in header
        assert "# REVIEW: stale since 2031-05-31\nquota:\n" in (folder / "facts.yaml").read_text()
        assert "# REVIEW: passed on 2031-06-01; set its status\nvote:\n" in (folder / "deadlines.yaml").read_text()
        for mark in ("period", "bottom_line", "clearances"):
            assert re.search(rf"# REVIEW: .+\n{mark}:", header)
        unchanged = "sections/10-landings.md"
        assert (folder / unchanged).read_bytes() == (desk / "content" / EDITION / unchanged).read_bytes()
        marks, carried = ended.err.splitlines()[:5], ended.err.splitlines()[5:]
        assert all(mark.endswith(": marked for review") for mark in marks)
        assert carried == [
            "carried forward unchanged: 4 (landings, quota, before, chair)",
            "bring them up to date, or confirm them: briefgen facts 2031-06-02-herring ID... --confirm --by NAME",
        ]

    @pytest.mark.usefixtures("desk")
    def test_marks_are_warnings_until_they_are_gone(self, briefgen: Run) -> None:
        briefgen("new", "2031-05-12", "herring")
        ended = briefgen("check", "2031-05-12", "--format", "json")
        assert ended.code == 0
        assert {fault["code"] for fault in json.loads(ended.out)} == {"BG406", "BG411"}
        assert briefgen("build", "2031-05-12").code == 0

    @pytest.mark.usefixtures("desk")
    def test_default_is_the_last_edition_before_the_date(self, briefgen: Run) -> None:
        briefgen("new", "2031-05-12", "herring")
        briefgen("new", "2031-05-26", "herring")
        briefgen("new", "2031-05-19", "herring")
        header = Path("content/2031-05-19-herring/edition.yaml").read_text()
        assert "follows: 2031-05-12-herring" in header
        assert header.count("# REVIEW") == 3

    @pytest.mark.usefixtures("desk")
    def test_nothing_is_carried_backwards(self, briefgen: Run) -> None:
        ended = briefgen("new", "2031-05-01", "early")
        assert ended.code == 2
        assert f"--from {EDITION}" in ended.err
        assert briefgen("new", "2031-05-01", "early", "--from", EDITION).code == 0

    def test_faulty_edition_is_not_carried_forward(self, desk: Path, briefgen: Run) -> None:
        (desk / "content" / EDITION / "edition.yaml").write_text("title: [")
        ended = briefgen("new", "2031-05-12", "herring")
        assert ended.code == 1
        assert "BG101" in ended.err
        assert [path.name for path in (desk / "content").glob("2031*")] == [EDITION]


class TestInit:
    def test_desk_is_sound_and_builds(self, tmp_path: Path, briefgen: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        ended = briefgen("init", str(tmp_path / "desk"), "--date", "2031-03-03")
        assert ended.code == 0
        assert str(tmp_path / "desk/content/2031-03-03-starter/facts.yaml") in ended.out.splitlines()
        monkeypatch.chdir(tmp_path / "desk")
        checked = briefgen("check", "--strict")
        assert checked.code == 0
        assert checked.err.startswith("no faults\n1 note to reviewers; `briefgen build --comments`")
        assert briefgen("build").code == 0

    @pytest.mark.parametrize(
        ("folder", "next_step"),
        [(".", "briefgen build"), ("a desk", "cd 'a desk' && briefgen build"), ("desk", "cd desk && briefgen build")],
    )
    def test_the_next_step_can_be_typed_as_it_stands(
        self, tmp_path: Path, briefgen: Run, monkeypatch: pytest.MonkeyPatch, folder: str, next_step: str
    ) -> None:
        monkeypatch.chdir(tmp_path)
        assert briefgen("init", folder, "--blank").err.splitlines()[-1] == f"next: {next_step}"

    def test_a_blank_desk_builds_and_has_no_content(
        self, tmp_path: Path, briefgen: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        ended = briefgen("init", str(tmp_path / "desk"), "--blank", "--date", "2031-03-03")
        written = {Path(line).relative_to(tmp_path / "desk").as_posix() for line in ended.out.splitlines()}
        assert {path for path in written if not path.startswith("content/.schema/")} == {
            ".gitignore",
            "content/desk.yaml",
            "content/sources.yaml",
            "content/2031-03-03-brief/edition.yaml",
            "content/2031-03-03-brief/facts.yaml",
            "content/2031-03-03-brief/sections/10-section.md",
            "out/README.md",
        }
        monkeypatch.chdir(tmp_path / "desk")
        assert briefgen("facts", "--format", "json").out == "[]\n"
        assert briefgen("check", "--strict").err == "no faults\n"
        assert briefgen("build").code == 0
        assert briefgen("new", "2031-03-10", "brief").code == 0

    def test_default_date_is_today(self, tmp_path: Path, briefgen: Run) -> None:
        assert briefgen("init", str(tmp_path / "desk")).code == 0
        assert len(list((tmp_path / "desk/content").glob("2*-starter"))) == 1


class TestSchema:
    def test_kinds_are_listed_and_printed(self, briefgen: Run) -> None:
        kinds = briefgen("schema").out.split()
        assert {"desk", "sources", "edition", "facts", "deadlines", "figures", "section"} <= set(kinds)
        for kind in kinds:
            schema = json.loads(briefgen("schema", kind).out)
            assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"

    def test_schemas_are_written_where_the_files_name_them(self, desk: Path, briefgen: Run) -> None:
        paths = [Path(line) for line in briefgen("schema", "--write").out.splitlines()]
        assert Path("content/.schema/facts.json") in paths
        assert all((desk / path).is_file() for path in paths)
        assert briefgen("check", "--strict").code == 0


class TestExplain:
    def test_a_code_is_explained(self, briefgen: Run) -> None:
        ended = briefgen("explain", "bg202")
        assert ended.code == 0
        assert ended.out.startswith("BG202: unknown fact (error)\n")
        assert "To mend it: " in ended.out

    def test_all_are_listed(self, briefgen: Run) -> None:
        assert "BG202  error    unknown fact" in briefgen("explain").out.splitlines()


class TestHelp:
    @pytest.mark.parametrize("command", [command for command in COMMANDS if command != "archive"])
    def test_every_command_takes_quiet_and_verbose(self, briefgen: Run, command: str) -> None:
        out = briefgen(command, "--help").out
        assert "-q, --quiet" in out
        assert "-v, --verbose" in out

    @pytest.mark.parametrize("command", COMMANDS)
    def test_every_command_has_help_with_an_example(self, briefgen: Run, command: str) -> None:
        ended = briefgen(command, "--help")
        assert ended.code == 0
        assert f"Example: briefgen {command}" in ended.out

    @pytest.mark.parametrize("command", ArchiveGroup.summaries)
    def test_so_has_every_command_of_the_archive(self, briefgen: Run, command: str) -> None:
        ended = briefgen("archive", command, "--help")
        assert ended.code == 0
        assert f"Example: briefgen archive {command}" in ended.out

    def test_commands_are_listed(self, briefgen: Run) -> None:
        out = briefgen("--help").out
        assert all(re.search(rf"^  {command}\s+\w", out, re.MULTILINE) for command in COMMANDS)

    def test_version(self, briefgen: Run) -> None:
        assert re.fullmatch(r"briefgen, version \d+\.\d+\.\d+\n", briefgen("--version").out)


class TestProcess:
    """What only a process of its own can show."""

    def test_help_loads_nothing_heavy(self, tmp_path: Path) -> None:
        code = "import sys; from briefgen.cli import run; run(['--help']); print(*sys.modules, file=sys.stderr)"
        ended = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
        loaded = set(ended.stderr.split())
        assert "click" in loaded
        assert not loaded & {"yaml", "uharfbuzz", "docx", "matplotlib", "numpy", "rich", "babel"}

    @pytest.mark.slow
    def test_documents_are_the_same_in_any_process(self, desk: Path) -> None:
        """Over hash seeds, time zones, locales and the way in which the desk is named."""
        first = briefgen_process(desk, "build", "--out", "one", PYTHONHASHSEED="1", TZ="Asia/Karachi", LC_ALL="C")
        assert first.returncode == 0, first.stderr
        content = str(desk / "content")
        second = briefgen_process(
            desk,
            "build",
            "--content",
            content,
            "--out",
            "two",
            PYTHONHASHSEED="2",
            TZ="America/Lima",
            HOME="/nowhere",
        )
        assert second.returncode == 0, second.stderr
        files = {path.relative_to(desk / "one") for path in (desk / "one").rglob("*.*") if path.is_file()}
        assert len(files) > 6
        assert [
            path for path in files if (desk / "one" / path).read_bytes() != (desk / "two" / path).read_bytes()
        ] == []

    @pytest.mark.slow
    def test_colour_only_on_a_terminal(self, desk: Path) -> None:
        break_desk(desk)
        assert "\x1b[" not in briefgen_process(desk, "check").stderr
        assert "\x1b[" not in briefgen_process(desk, "check", NO_COLOR="1").stderr

    @pytest.mark.slow
    def test_interrupted_watch_exits_130(self, desk: Path) -> None:
        with watching(desk) as (watch, lines):
            assert lines(2) == [f"out/{EDITION}/{EDITION}.pdf", f"out/{EDITION}/{EDITION}.docx"]
            watch.send_signal(signal.SIGINT)
            assert watch.wait(30) == 130
            assert watch.stderr is not None
            assert "Traceback" not in watch.stderr.read()

    @pytest.mark.slow
    def test_watch_builds_again_after_a_change(self, desk: Path) -> None:
        with watching(desk) as (watch, lines):
            lines(2)
            time.sleep(1)
            write_desk(desk, replaced("/facts.yaml", "label: Quota\n", "label: The quota\n"))
            assert lines(2) == [f"out/{EDITION}/{EDITION}.pdf", f"out/{EDITION}/{EDITION}.docx"]
            watch.send_signal(signal.SIGINT)
            assert watch.wait(30) == 130
        assert "The quota" in (desk / f"out/{EDITION}/ledger.json").read_text()

    @pytest.mark.slow
    @pytest.mark.parametrize("form", ["table", "json", "csv"])
    def test_output_that_cannot_hold_every_character_is_no_fault(self, desk: Path, form: str) -> None:
        """As on Windows, where a pipe is not UTF-8."""
        ended = briefgen_process(desk, "facts", "--format", form, PYTHONIOENCODING="latin-1")
        assert (ended.returncode, ended.stderr) == (0, "")
        assert "\\u2212" in ended.stdout
        assert form != "json" or "\u2212" in json.dumps(json.loads(ended.stdout), ensure_ascii=False)

    def test_a_reader_that_stops_reading_is_no_fault(self, desk: Path) -> None:
        pipe = f"'{sys.executable}' -m briefgen explain | true"
        ended = subprocess.run(["sh", "-c", pipe], cwd=desk, capture_output=True, text=True)
        assert ended.stderr == ""


class watching:  # noqa: N801
    """A `build --watch` in a process of its own, with a way to wait for its next lines."""

    def __init__(self, desk: Path) -> None:
        self._desk = desk

    def __enter__(self) -> tuple[subprocess.Popen[str], Callable[[int], list[str]]]:
        self._process = subprocess.Popen(
            [sys.executable, "-u", "-m", "briefgen", "build", "--watch"],
            cwd=self._desk,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        # A build that fails prints no lines: whoever waits for them would wait for ever.
        self._limit = threading.Timer(120, self._process.kill)
        self._limit.start()
        return self._process, lambda count: [line.strip() for _, line in zip(range(count), self._lines(), strict=False)]

    def _lines(self) -> Iterator[str]:
        assert self._process.stdout is not None
        while line := self._process.stdout.readline():
            yield line

    def __exit__(self, *_: object) -> None:
        self._limit.cancel()
        self._process.kill()
        self._process.communicate()


def test_the_small_desk_is_complete() -> None:
    assert len(FILES) == 8
