"""What programs use: `import briefgen`, its names, the examples of their docstrings, and what is raised."""

from __future__ import annotations

import doctest
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import briefgen
from briefgen import api
from tests.desk import EDITION, FILES, write_desk
from tests.review.accept_reject import accept_changes, reject_changes
from tests.review.comparable import comparable

ROOT = Path(__file__).parent.parent
OPTIONS = doctest.IGNORE_EXCEPTION_DETAIL
EXAMPLES = [test for test in doctest.DocTestFinder().find(api, "briefgen") if test.examples]


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    releases = "releases:\n  minister: {audience: [Minister]}\n  press: {marking: Official}\n"
    write_desk(tmp_path / "my-desk", {"desk.yaml": FILES["desk.yaml"] + releases})
    monkeypatch.chdir(tmp_path)
    return tmp_path / "my-desk"


@pytest.mark.parametrize("example", EXAMPLES, ids=[test.name for test in EXAMPLES])
def test_examples_give_what_they_say(example: doctest.DocTest) -> None:
    example.globs = {"briefgen": briefgen}
    assert doctest.DocTestRunner(optionflags=OPTIONS).run(example).failed == 0


def test_every_use_case_has_an_example() -> None:
    named = {test.name.rpartition(".")[2] for test in EXAMPLES}
    assert {"open_project", "diff", "compare", "pull", "new_edition", "check", "render", "build", "publish"} <= named


def test_names_are_those_that_are_offered() -> None:
    assert sorted(briefgen.__all__) == briefgen.__all__ == dir(briefgen)
    assert all(getattr(briefgen, name) is not None for name in briefgen.__all__)
    assert briefgen.open is api.open_project
    with pytest.raises(AttributeError):
        _ = briefgen.nothing  # type: ignore[attr-defined]


def test_importing_it_imports_next_to_nothing() -> None:
    code = "import sys, briefgen; print(*(name for name in sys.modules if name.startswith('briefgen')))"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert ended.stdout.split() == ["briefgen.version", "briefgen"]


def test_it_is_typed() -> None:
    assert (ROOT / "briefgen/py.typed").is_file()


def test_content_in_memory_is_the_same_brief(desk: Path) -> None:
    content = desk / "content"
    paths = [path for path in content.rglob("*") if path.is_file()]
    memory = briefgen.Memory({path.relative_to(content).as_posix(): path.read_bytes() for path in paths})
    there, here = (briefgen.open(each).latest.render(formats=["docx"]) for each in (desk, memory))
    assert dict(there) == dict(here)


def test_content_in_memory_is_published_and_pulled(desk: Path) -> None:
    content = desk / "content"
    paths = [path for path in content.rglob("*") if path.is_file()]
    memory = briefgen.Memory({path.relative_to(content).as_posix(): path.read_bytes() for path in paths})
    project = briefgen.open(memory, out=desk / "elsewhere")
    published = project.latest.publish(briefgen.PublishOptions(reason="Out of office", without=("Head of desk",)))
    assert project.records == [published.record]
    pulled = project.pull([published.record.data / f"{EDITION}.docx"])
    assert (pulled.is_exact, pulled.changes) == (True, ())
    with pytest.raises(briefgen.UsageError, match="no folder"):
        project.apply(pulled)


def test_edits_that_are_not_saved_are_checked(desk: Path) -> None:
    facts = FILES[f"{EDITION}/facts.yaml"].replace("stated: 8", "stated: 9")
    edited = briefgen.Overlay(briefgen.Folder(desk / "content"), {f"{EDITION}/facts.yaml": facts.encode()})
    report = briefgen.open(edited).latest.check()
    assert not report.ok
    (fault,) = (each for each in report.diagnostics if each.is_error)
    assert fault.place.file.endswith("facts.yaml")
    assert briefgen.open(desk).latest.check().ok


class TestRaises:
    def test_errors_of_the_content(self, desk: Path) -> None:
        (desk / "content" / EDITION / "facts.yaml").write_text("landings: {value: many}\n")
        edition = briefgen.open(desk).latest
        for use in (edition.render, edition.publish):
            with pytest.raises(briefgen.ContentError) as raised:
                use()
            assert any(each.is_error for each in raised.value.diagnostics)
        assert edition.check().document is None or not edition.check().ok

    def test_a_format_that_there_is_not(self, desk: Path) -> None:
        for formats in (["odt"], "pdf"):
            with pytest.raises(briefgen.UsageError, match="is no format"):
                briefgen.open(desk).latest.render(formats=formats)

    def test_no_content(self, tmp_path: Path) -> None:
        with pytest.raises(briefgen.ContentError, match="BG001"):
            _ = briefgen.open(tmp_path / "nowhere").latest

    def test_writing_to_what_is_no_folder(self) -> None:
        files = {name: text.encode() for name, text in FILES.items()}
        with pytest.raises(briefgen.UsageError, match="no folder"):
            briefgen.open(briefgen.Memory(files)).new_edition(date(2031, 5, 12), "herring")


def test_a_difference_has_both_documents(desk: Path) -> None:
    before = briefgen.open(desk).latest.check()
    text = FILES[f"{EDITION}/edition.yaml"].replace("Landings stood", "Catches stood").encode()
    edited = briefgen.Overlay(briefgen.Folder(desk / "content"), {f"{EDITION}/edition.yaml": text})
    after = briefgen.open(edited).latest.check()
    found = briefgen.diff(before, after)
    for document, report in ((accept_changes(found.document), after), (reject_changes(found.document), before)):
        assert report.document
        assert comparable(document) == comparable(report.document)
    assert [entry.kind.value for entry in found.passages()] == ["changed"]
    assert {Path(name).suffix for name in found.render()} == {".docx", ".pdf"}
