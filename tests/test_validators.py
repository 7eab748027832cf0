"""The validators that are programs pass all that is written, and catch damage: veraPDF and qpdf, the Open XML SDK."""

from __future__ import annotations

import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.formats.docx import controls as word
from tests.formats.docx.corpus import corpus as word_corpus
from tests.formats.docx.corpus import draft
from tests.formats.docx.validators import validated
from tests.formats.pdf.controls import CONTROLS, CONTROLS_OF_PDF_2, UNSEEN_BY_VERAPDF, damaged
from tests.formats.pdf.corpus import FLAVOURS, Claim, corpus

MAIN = "org.verapdf.apps.GreenfieldCliWrapper"


@dataclass(frozen=True)
class Verdict:
    """What veraPDF says of a file: how many checks it passed and failed, and the clauses of the failed ones."""

    compliant: bool
    passed: int
    failed: int
    clauses: tuple[str, ...]


def verdicts(files: list[Path], flavour: str) -> dict[str, Verdict]:
    """The verdict on each file, by its name, for a flavour, as ua1 or 2a."""
    jars = Path(os.environ["BRIEFGEN_VERAPDF"]) / "*"
    command = ["java", "-cp", str(jars), MAIN, "--flavour", flavour, "--format", "xml", *map(str, files)]
    run = subprocess.run(command, capture_output=True, check=False)
    found = dict(map(_verdict, ET.fromstring(run.stdout).iter("job")))  # noqa: S314  # what we have just made
    assert set(found) == {file.stem for file in files}, run.stderr.decode()
    return found


def _verdict(job: ET.Element) -> tuple[str, Verdict]:
    report, details = job.find("validationReport"), job.find("validationReport/details")
    assert report is not None and details is not None, ET.tostring(job)
    rules = details.findall("rule")
    clauses = tuple(f"{rule.attrib['clause']}-{rule.attrib['testNumber']}" for rule in rules)
    counts = int(details.attrib["passedChecks"]), int(details.attrib["failedChecks"])
    return Path(job.findtext("item/name", "")).stem, Verdict(report.attrib["isCompliant"] == "true", *counts, clauses)


@pytest.mark.verapdf
def test_all_that_is_written_passes(tmp_path: Path) -> None:
    claimed: dict[str, list[Path]] = {}
    for claim in corpus():
        path = tmp_path / f"{claim.name}.pdf"
        path.write_bytes(claim.write())
        for flavour in claim.flavours:
            claimed.setdefault(flavour, []).append(path)
    assert all(len(claimed[flavour]) > 50 for flavour in ("ua1", "2a"))
    assert all(len(claimed[flavour]) > 5 for flavour in ("3a", "ua2", "wt1a", "4f"))
    for flavour, files in claimed.items():
        found = verdicts(files, flavour)
        checks = sum(verdict.passed for verdict in found.values())
        sys.stdout.write(f"veraPDF {flavour}: {len(found)} files, {checks} checks passed\n")
        assert checks > (1000 if "a" in flavour else 100) * len(found)
        assert {name: verdict.clauses for name, verdict in found.items() if verdict.failed or verdict.clauses} == {}
        assert all(verdict.compliant for verdict in found.values())


@pytest.mark.verapdf
def test_damaged_files_of_pdf_2_fail(tmp_path: Path) -> None:
    good = next(claim for claim in corpus() if claim.name == "brief, PDF 2.0").write()
    files = [tmp_path / f"{name}.pdf" for name in CONTROLS_OF_PDF_2]
    for file, damage in zip(files, CONTROLS_OF_PDF_2.values(), strict=True):
        file.write_bytes(damaged(good, damage))
    found = {flavour: verdicts(files, flavour) for flavour in FLAVOURS[4]}
    passed = {name for name in CONTROLS_OF_PDF_2 if all(each[name].compliant for each in found.values())}
    assert passed == set()


@pytest.mark.verapdf
def test_damaged_files_fail(tmp_path: Path) -> None:
    good = next(claim for claim in corpus() if claim.name == "brief").write()
    files = []
    for name, damage in CONTROLS.items():
        files.append(tmp_path / f"{name}.pdf")
        files[-1].write_bytes(damaged(good, damage))
    found = {flavour: verdicts(files, flavour) for flavour in ("ua1", "2a")}
    passed = {name for name in CONTROLS if all(found[flavour][name].compliant for flavour in found)}
    sys.stdout.write(f"veraPDF: {len(CONTROLS) - len(passed)} of {len(CONTROLS)} damaged files caught\n")
    assert passed == UNSEEN_BY_VERAPDF


@pytest.mark.sample(1)
@pytest.mark.qpdf
@pytest.mark.parametrize("claim", [claim for claim in corpus() if claim.name[0] == "2"], ids=lambda claim: claim.name)
def test_qpdf_finds_no_fault_in_an_edition(claim: Claim, tmp_path: Path) -> None:
    path = tmp_path / "edition.pdf"
    path.write_bytes(claim.write())
    assert b"No syntax or stream encoding errors found" in checked(path).stdout
    path.write_bytes(path.read_bytes()[:-2000])
    assert checked(path).returncode != 0


def checked(path: Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(["qpdf", "--check", path], capture_output=True, check=False)


@pytest.mark.openxml
def test_every_word_document_passes(tmp_path: Path) -> None:
    files = []
    for claim in word_corpus():
        files.append(tmp_path / f"{claim.name}.docx")
        files[-1].write_bytes(claim.make().docx)
    assert len(files) > 65
    found = validated(files)
    sys.stdout.write(f"Open XML SDK: {len(found)} files\n")
    assert {name: faults for name, faults in found.items() if faults} == {}


@pytest.mark.openxml
def test_damaged_word_documents_fail(tmp_path: Path) -> None:
    """All damage that it sees and an eighth of what it does not, because the validator is started for each."""
    good = draft().docx
    files = []
    for name in [*(word.CONTROLS.keys() - word.UNSEEN_BY_SDK), *sorted(word.UNSEEN_BY_SDK)[::8]]:
        _, damage = word.CONTROLS[name]
        files.append(tmp_path / f"{name}.docx")
        files[-1].write_bytes(word.damaged(good, damage))
    found = validated(files)
    passed = {name for name, faults in found.items() if not faults}
    sys.stdout.write(f"Open XML SDK: {len(found) - len(passed)} of {len(found)} damaged files caught\n")
    assert passed == word.UNSEEN_BY_SDK & found.keys()
    assert len(found) > len(passed) + 20
