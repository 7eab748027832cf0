"""Agreed language: to the letter, or reported."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from briefgen.assemble import make_document
from briefgen.checks import Subject
from briefgen.checks.agreed import agreed_texts
from briefgen.content import Folder, house_assets, load_edition, load_theme
from briefgen.errors import Diagnostic
from briefgen.ledger import build_ledger
from briefgen.model.edition import AgreedText
from briefgen.pipeline import check
from briefgen.workspace import Workspace
from tests.desk import EDITION, FILES, write_desk
from tests.work import calls

AGREED = """\
agreed:
  - text: The bank is closed to all until the council has met.
    about: [Dogger Bank]
  - text: Isles’ Illegally Fished North Sea and Dogger Bank
"""
EXACT = "The bank is closed to all until the council has met."


def faults(folder: Path, text: str) -> list[Diagnostic]:
    changes = {"desk.yaml": FILES["desk.yaml"] + AGREED, "/sections/30-more.md": f"---\ntitle: More\n---\n\n{text}\n"}
    content = write_desk(folder, changes)
    return check(Workspace(Folder(content), house_assets(), folder / "out"), EDITION).diagnostics


def found(folder: Path, text: str) -> list[tuple[str, int, int, int]]:
    return [(fault.code, fault.place.line, fault.place.column, fault.place.width) for fault in faults(folder, text)]


@pytest.mark.parametrize(
    "text",
    [
        EXACT,
        f"Of the Dogger Bank: {EXACT}",
        "Of the Dogger Bank: The bank is closed\nto all until the council has met.",
        "Of the Dogger Bank: The bank is closed to **all** until the council has met.",
        "The bank has closed.",
        "All is closed.",
        f"{EXACT} {EXACT}",
        f"The Isles' Illegally Fished North\u00a0Sea and Dogger Bank. {EXACT}",
    ],
)
def test_agreed_words_and_others_altogether(tmp_path: Path, text: str) -> None:
    assert found(tmp_path, text) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("The bank is closed to most until the council has met.", ("BG453", 5, 23, 4)),
        ("the bank is closed to all until the council has met.", ("BG453", 5, 1, 3)),
        ("The bank is closed to all until the council has met!", ("BG453", 5, 49, 4)),
        ("They said: The bank is open to all until the council has met.", ("BG453", 5, 24, 4)),
        (f"{EXACT} Again: The bank is closed to all till the council has met.", ("BG453", 5, 87, 4)),
    ],
)
def test_changed_words(tmp_path: Path, text: str, fault: tuple[str, int, int, int]) -> None:
    assert found(tmp_path, text) == [fault]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The Isles’ Illegally Closed North Sea and Dogger Bank.", "Closed"),
        ("The Isles' Illegally Fished North Sea and Dogger Banks.", "Banks."),
        ("The xIsles’ Illegally Fished North Sea and Dogger Bank.", "xIsles’"),
    ],
)
def test_changed_words_among_capitals(tmp_path: Path, text: str, word: str) -> None:
    text = f"{EXACT} {text}"
    assert found(tmp_path, text) == [("BG453", 5, text.index(word) + 1, len(word))]


def test_missing_words(tmp_path: Path) -> None:
    assert found(tmp_path, "Boats left the\nDogger Bank, the Dogger Bank.") == [("BG454", 6, 1, 11)]


CHANGED = "The bank is {} to all until the council has {}."


def test_every_changed_passage_of_a_paragraph_is_found(tmp_path: Path) -> None:
    text = f"{CHANGED.format('open', 'met')} {CHANGED.format('closed', 'left')} Boats. {CHANGED.format('shut', 'met')}"
    words = ("open", "left.", "shut")
    assert found(tmp_path, text) == [("BG453", 5, text.index(word) + 1, len(word)) for word in words]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (CHANGED.format("open", "met"), '"open" is not what was agreed here, which is "closed"'),
        ("The bank is to all until the council has met.", '"closed" is missing beside "to" from what was agreed here'),
        (
            "The bank is closed to all until the council",
            '"has met." is missing beside "council" from what was agreed here',
        ),
        (
            "He said: The bank is closed to all until the council",
            '"has met." is missing beside "council" from what was agreed here',
        ),
        ("is closed to all until the council has met.", '"The bank" is missing beside "is" from what was agreed here'),
        ("The bank is closed to almost all until the council has met.", '"almost" is not in what was agreed here'),
        (
            "The bank is closed to all until the council. Boats left.",
            '"Boats left." is not what was agreed here, which is "has met."',
        ),
    ],
)
def test_what_is_said_of_a_change(tmp_path: Path, text: str, message: str) -> None:
    assert [fault.message for fault in faults(tmp_path, text)] == [message]


def test_the_hint_says_where_the_words_were_agreed(tmp_path: Path) -> None:
    line = (FILES["desk.yaml"] + AGREED).splitlines().index("  - text: " + EXACT) + 1
    (changed,) = faults(tmp_path / "changed", CHANGED.format("open", "met"))
    (missing,) = faults(tmp_path / "missing", "The Dogger Bank.")
    assert changed.hint == missing.hint == f"write: {EXACT} (desk.yaml:{line})"


@pytest.mark.slow
def test_long_agreed_texts_cost_no_more_than_short_ones(tmp_path: Path) -> None:
    """An agreed text of ten times the words takes less than twice the calls."""
    words = [f"{word}{number % 89}" if number % 3 else word for number, word in enumerate(EXACT.split() * 2000)]
    paragraphs = [" ".join(words[start : start + 1000]) for start in range(0, len(words), 1000)]
    subject = subject_of(tmp_path, "\n\n".join(paragraphs))
    texts = [AgreedText(" ".join(f"{EXACT} {EXACT} {number}" for number in range(size))) for size in (1, 10)]
    short, long = (calls(partial(_unaltered, subject, text)) for text in texts)
    assert long < 2 * short


def subject_of(folder: Path, text: str) -> Subject:
    content = write_desk(folder, {"/sections/30-more.md": f"---\ntitle: More\n---\n\n{text}\n"})
    loaded = load_edition(Folder(content), EDITION)
    assert loaded.edition
    assert not loaded.diagnostics
    ledger, _ = build_ledger(loaded.edition, loaded.broken)
    document, _ = make_document(loaded.edition, ledger, loaded.broken)
    return Subject(loaded.edition, ledger, document, load_theme(house_assets()))


def _unaltered(subject: Subject, agreed: AgreedText) -> None:
    desk = replace(subject.edition.desk, agreed=(agreed,))
    assert list(agreed_texts(replace(subject, edition=replace(subject.edition, desk=desk)))) == []
