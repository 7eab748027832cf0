"""A redline in Word: an independent reader that accepts all has the new text, one that rejects all the old one."""

from __future__ import annotations

import os
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from briefgen.assemble import with_pages
from briefgen.formats.docx import write
from briefgen.formats.pdf import write as write_pdf
from briefgen.model.blocks import ChangeKind, List, ListItem
from briefgen.model.traverse import number_paragraphs
from briefgen.proof import prove_docx, prove_pdf
from briefgen.proof.in_docx import docx_differences
from briefgen.review.diff.compare import mark_changes
from briefgen.spans import whole_file
from tests.formats.docx.lint import BY_CONTENT, faults
from tests.formats.docx.opened import Docx
from tests.formats.docx.validators import audited, validated
from tests.house import house
from tests.review.pairs import pair
from tests.review.test_compare import WHO, grid
from tests.review.tracked import HEADINGS, as_in_word, paragraphs, settled
from tests.samples import DOCUMENT, MEDIA, paragraph
from tests.test_validators import verdicts
from tests.turned_sample import from_right

pytestmark = pytest.mark.slow


def bullets(*words: str) -> List:
    return List(tuple(ListItem((paragraph(word, ""),)) for word in words))


PAIRS = int(os.environ.get("BRIEFGEN_SESSIONS", "60"))
"""How many pairs are written; .ci/run wants more than a staffer's machine has time for."""


@pytest.mark.sample(1)
@pytest.mark.parametrize("seed", range(PAIRS))
def test_docx_plus_has_the_new_text_or_the_old_one(seed: int) -> None:
    made = pair(seed)
    old, new, redline = (
        write(document, MEDIA, house()).data for document in (made.old, made.new, mark_changes(made.old, made.new, WHO))
    )
    for accepted, document in ((True, new), (False, old)):
        assert settled(redline, accepted=accepted) == "".join(paragraphs(document, HEADINGS)), made.edits
        assert as_in_word(redline, accepted=accepted) == paragraphs(document), made.edits


@pytest.mark.sample(1)
@pytest.mark.parametrize("seed", range(0, PAIRS, 3))
def test_numbers_of_paragraphs_are_those_of_the_new_text_or_the_old_one(seed: int) -> None:
    made = pair(seed)
    before, after = (
        replace(document, blocks=(*number_paragraphs(document.blocks, count(1)),)) for document in (made.old, made.new)
    )
    redline = mark_changes(before, after, WHO)
    old, new, tracked = (write(document, MEDIA, house()).data for document in (before, after, redline))
    assert docx_differences(redline, MEDIA, tracked) == []
    for accepted, document in ((True, new), (False, old)):
        assert as_in_word(tracked, accepted=accepted) == paragraphs(document), made.edits


@pytest.mark.sample(1)
@pytest.mark.parametrize("seed", range(0, PAIRS, 6))
def test_a_redline_from_the_right_has_the_new_text_or_the_old_one(seed: int) -> None:
    made = pair(seed)
    before, after = from_right("ur", made.old), from_right("ur", made.new)
    redline = mark_changes(before, after, WHO)
    old, new, tracked = (write(document, MEDIA, house()).data for document in (before, after, redline))
    assert faults(Docx(tracked), but={*BY_CONTENT, "direct looks"}) == []
    assert docx_differences(redline, MEDIA, tracked) == []
    for accepted, document in ((True, new), (False, old)):
        assert settled(tracked, accepted=accepted) == "".join(paragraphs(document, HEADINGS)), made.edits


ROWS = (("cod", "7"), ("eel", "9"), ("herring", "4"))
ITEMS = ("the cod of the north stays away", "the eel of the coast comes back late", "herring is dear")
MOVED = {
    "a table that lost a row": (grid(("fish", "boats"), *ROWS), grid(("fish", "boats"), *ROWS[:2])),
    "a table that got a row": (grid(("fish", "boats"), *ROWS[:2]), grid(("fish", "boats"), *ROWS)),
    "a table that lost a column": (
        grid(("fish", "boats", "ports"), *((*row, "1") for row in ROWS)),
        grid(("fish", "boats"), *ROWS),
    ),
    "a list that lost an item": (bullets(*ITEMS), bullets(*ITEMS[:2])),
}
AROUND = [
    paragraph(f"The {word} of the harbour stays where it has always been.", word) for word in ("quay", "mole", "pier")
]


@pytest.mark.parametrize("name", MOVED)
def test_what_went_from_a_block_that_moved_is_there_on_neither_side(name: str) -> None:
    before, after = MOVED[name]
    old = replace(DOCUMENT, blocks=(before, *AROUND), notes=())
    new = replace(DOCUMENT, blocks=(*AROUND, after), notes=())
    redline = mark_changes(old, new, WHO)
    assert ChangeKind.MOVED_TO in {block.change.kind for block in redline.blocks if block.change}
    data = write(redline, MEDIA, house()).data
    for accepted, document in ((True, new), (False, old)):
        made = write(document, MEDIA, house()).data
        assert settled(data, accepted=accepted) == "".join(paragraphs(made, HEADINGS))
        assert as_in_word(data, accepted=accepted) == paragraphs(made)


def rules(data: bytes) -> set[str]:
    """The rules of the lint that a document breaks."""
    return {str(fault).partition(":")[0] for fault in faults(Docx(data))}


@pytest.mark.sample(1)
@pytest.mark.parametrize("seed", range(PAIRS // 3))
def test_a_redline_is_as_sound_as_what_it_compares(seed: int, tmp_path: Path) -> None:
    made = pair(seed)
    old, new, redline = (
        write(document, MEDIA, house()).data for document in (made.old, made.new, mark_changes(made.old, made.new, WHO))
    )
    path = tmp_path / "redline.docx"
    path.write_bytes(redline)
    assert audited(path) == []
    assert rules(redline) <= rules(old) | rules(new)


@pytest.mark.sample(2)
@pytest.mark.parametrize("seed", range(20))
def test_both_documents_are_proven(seed: int) -> None:
    document = mark_changes(pair(seed).old, pair(seed).new, WHO)
    home, pdf = whole_file("content"), write_pdf(document, MEDIA, house())
    document = with_pages(replace(document, blocks=pdf.blocks), pdf.pages, pdf.page_count)
    assert prove_pdf(document, MEDIA, house(), pdf.data, home, ()) == []
    assert prove_docx(document, MEDIA, write(document, MEDIA, house()).data, home) == []


@pytest.mark.openxml
def test_the_validator_of_the_format_finds_nothing(tmp_path: Path) -> None:
    """Every fourth pair, because the validator is started for each."""
    seeds = range(0, PAIRS, 4)
    for seed in seeds:
        data = write(mark_changes(pair(seed).old, pair(seed).new, WHO), MEDIA, house()).data
        (tmp_path / f"{seed}.docx").write_bytes(data)
    found = validated(sorted(tmp_path.iterdir()))
    assert len(found) == len(seeds)
    assert {name: errors for name, errors in found.items() if errors} == {}


@pytest.mark.verapdf
@pytest.mark.parametrize("flavour", ["ua1", "2a"])
def test_the_pdf_conforms(flavour: str, tmp_path: Path) -> None:
    for seed in range(12):
        data = write_pdf(mark_changes(pair(seed).old, pair(seed).new, WHO), MEDIA, house()).data
        (tmp_path / f"{seed}.pdf").write_bytes(data)
    found = verdicts(sorted(tmp_path.iterdir()), flavour)
    assert len(found) == 12
    assert {name: verdict.clauses for name, verdict in found.items() if not verdict.compliant} == {}
