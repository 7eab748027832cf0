"""Readers in other languages open every document and read it whole: docx4j in Java, mammoth, and pandoc."""

from __future__ import annotations

import json
import os
import subprocess
from collections import Counter
from io import BytesIO
from pathlib import Path

import pytest

from briefgen.model.direction import without_isolates
from tests.formats.docx.corpus import corpus
from tests.formats.docx.said import squeezed
from tests.formats.docx.test_readers import CLAIMS, PLAIN, opened, seen_by_the_library, text

PROGRAMS = Path(__file__).parent / "readers"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Every document of the corpus as a file, by its name."""
    folder = tmp_path_factory.mktemp("documents")
    paths = [folder / f"{claim.name}.docx" for claim in corpus()]
    for path in paths:
        path.write_bytes(CLAIMS[path.stem].make().docx)
    assert len(paths) > 65
    return paths


@pytest.mark.readers
def test_docx4j_opens_and_saves_every_document(files: list[Path], tmp_path: Path) -> None:
    """Every part of each that it knows; what it saves says the same."""
    jars = Path(os.environ["BRIEFGEN_DOCX4J"]) / "*"
    run = subprocess.run(
        ["java", "-cp", str(jars), PROGRAMS / "OpenDocuments.java", tmp_path, *files], capture_output=True, check=False
    )
    assert (run.returncode, run.stdout.decode()) == (0, ""), run.stderr.decode()
    for path in files:
        saved = opened((tmp_path / path.name).read_bytes())
        assert seen_by_the_library(saved) == seen_by_the_library(opened(path.read_bytes())), path.stem


@pytest.mark.readers
def test_mammoth_reads_every_document(files: list[Path]) -> None:
    import mammoth

    for path in files:
        read = mammoth.extract_raw_text(BytesIO(path.read_bytes()))
        assert [each for each in read.messages if each.type == "error"] == [], path.stem
        if path.stem in PLAIN:
            wanted = text(CLAIMS[path.stem].make(), contents=True)
            assert wanted in squeezed(without_isolates(read.value)), path.stem


@pytest.mark.readers
def test_pandoc_reads_every_document(files: list[Path]) -> None:
    """No character is lost; it puts alternative texts between, and the number of a source before its table."""
    import pypandoc

    command = [pypandoc.get_pandoc_path(), "lua", PROGRAMS / "texts.lua", *files]
    run = subprocess.run(command, capture_output=True, check=True)
    read = dict(map(json.loads, run.stdout.decode().rstrip("\n").split("\n")))
    assert len(read) == len(files)
    for path in files:
        assert read[str(path)], path.stem
        if path.stem in PLAIN:
            wanted = Counter(text(CLAIMS[path.stem].make(), contents=False))
            assert wanted - Counter(squeezed(without_isolates(read[str(path)]))) == Counter(), path.stem
