"""The file of ticks: kept in order, read back as written, and never half of it."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.content import SIGN_OFFS, Folder, as_name, load_edition, load_sign_offs
from briefgen.errors import ContentError, StorageError, UsageError
from briefgen.ledger import build_ledger, seal
from briefgen.ledger.persons import mixed_alphabets
from briefgen.model.edition import Edition
from briefgen.model.fact import Ledger, LedgerEntry
from briefgen.sign_off import HEADS, confirm, sign_off
from tests.desk import EDITION, FILES, replaced, write_desk

DAY = date(2031, 5, 4)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return write_desk(tmp_path)


def loaded(content: Path) -> tuple[Edition, Ledger]:
    edition = load_edition(Folder(content), EDITION).edition
    assert edition
    return edition, build_ledger(edition)[0]


def sign(content: Path, *ids: str, by: str = "A. Berg", on: date = DAY) -> Path:
    edition, ledger = loaded(content)
    return sign_off(content, edition, [ledger[name] for name in ids], by, on)


def test_the_file_is_in_the_order_of_the_ledger(content: Path) -> None:
    path = sign(content, "vote", "landings")
    sign(content, "quota", by="C. Dorn", on=date(2031, 5, 5))
    _, ledger = loaded(content)
    assert path == content / EDITION / "signoffs.yaml"
    assert path.read_text() == HEADS[SIGN_OFFS] + (
        f'landings: {{by: "A. Berg", on: 2031-05-04, seal: "{seal(ledger["landings"])}"}}\n'
        f'quota: {{by: "C. Dorn", on: 2031-05-05, seal: "{seal(ledger["quota"])}"}}\n'
        f'vote: {{by: "A. Berg", on: 2031-05-04, seal: "{seal(ledger["vote"])}"}}\n'
    )


def test_earlier_ticks_stay_even_of_facts_that_are_gone(content: Path) -> None:
    sign(content, "chair", "quota")
    gone = content / EDITION / "facts.yaml"
    gone.write_text(FILES[f"{EDITION}/facts.yaml"].replace("chair:", "chairwoman:"))
    before = load_sign_offs(Folder(content), f"{EDITION}/signoffs.yaml")
    sign(content, "landings", "quota", by="C. Dorn")
    after = load_sign_offs(Folder(content), f"{EDITION}/signoffs.yaml")
    assert list(after) == ["landings", "quota", "chair"]
    assert after["chair"] == before["chair"]
    assert (before["quota"].by, after["quota"].by) == ("A. Berg", "C. Dorn")


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk whose facts do not change, for tests of many examples."""
    return write_desk(tmp_path_factory.mktemp("desk"))


@given(st.text().filter(lambda text: as_name(text) and not mixed_alphabets(text)))
def test_any_name_is_read_back_as_written(shared: Path, name: str) -> None:
    sign(shared, "landings", by=name)
    assert load_sign_offs(Folder(shared), f"{EDITION}/signoffs.yaml")["landings"].by == as_name(name)


def test_the_author_cannot_tick(content: Path) -> None:
    text = FILES[f"{EDITION}/facts.yaml"].replace("label: Quota\n", "label: Quota\n  author: Anna Berg\n")
    (content / EDITION / "facts.yaml").write_text(text)
    with pytest.raises(ContentError) as caught:
        sign(content, "landings", "quota", "chair")
    (fault,) = caught.value.diagnostics
    assert (fault.code, Path(fault.place.file).name, fault.place.line) == ("BG417", "facts.yaml", 8)
    assert fault.message == '"quota" was entered by Anna Berg, so that A. Berg cannot tick it'
    assert not (content / EDITION / "signoffs.yaml").exists()


def test_without_a_known_author_nobody_can_tick(tmp_path: Path) -> None:
    content = write_desk(tmp_path, replaced("/edition.yaml", "prepared_by: Fisheries desk\n", ""))
    with pytest.raises(ContentError) as caught:
        sign(content, "landings", "quota")
    (fault,) = caught.value.diagnostics
    assert (fault.code, Path(fault.place.file).name) == ("BG419", "edition.yaml")
    assert '"landings", "quota"' in fault.message
    assert fault.hint == 'add a line "author: ..." to edition.yaml'
    assert not (content / EDITION / "signoffs.yaml").exists()


def test_what_is_no_name_is_wrong_usage(content: Path) -> None:
    with pytest.raises(UsageError, match=r'" \. " is not a name'):
        sign(content, "landings", by=" . ")


def test_a_name_of_letters_that_only_look_like_the_authors_is_wrong_usage(content: Path) -> None:
    with pytest.raises(
        UsageError, match=r'"Fisheries d\u0435sk" mixes Latin and Cyrillic letters, which look alike; type'
    ):
        sign(content, "landings", by="Fisheries d\u0435sk")
    assert not (content / EDITION / "signoffs.yaml").exists()


def test_a_file_that_has_been_damaged_meanwhile_is_not_overwritten(content: Path) -> None:
    edition, ledger = loaded(content)
    path = sign(content, "quota")
    path.write_text("quota: {by: A. Berg\n")
    with pytest.raises(ContentError):
        sign_off(content, edition, [ledger["landings"]], "A. Berg", DAY)
    assert path.read_text() == "quota: {by: A. Berg\n"


def failing(*_: object) -> None:
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize("step", ["replace", "fsync"])
def test_a_disk_that_fails_leaves_the_file_as_it_was(content: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    before = sign(content, "quota").read_bytes()
    names = sorted(path.name for path in (content / EDITION).iterdir())
    monkeypatch.setattr(os, step, failing)
    with pytest.raises(StorageError, match=r"cannot write .*signoffs\.yaml: No space left on device"):
        sign(content, "landings")
    assert (content / EDITION / "signoffs.yaml").read_bytes() == before
    assert sorted(path.name for path in (content / EDITION).iterdir()) == names


def test_an_edition_that_is_no_folder_any_more(content: Path) -> None:
    edition, ledger = loaded(content)
    (content / EDITION).rename(content / "aside")
    (content / EDITION).write_text("")
    with pytest.raises(StorageError):
        sign_off(content, edition, [ledger["landings"]], "A. Berg", DAY)


def test_many_who_sign_at_once_lose_no_tick_and_leave_a_whole_file_at_any_time(content: Path) -> None:
    edition, ledger = loaded(content)
    sign(content, "landings")
    seen: set[int] = set()

    def tick(entry: LedgerEntry) -> None:
        sign_off(content, edition, [entry], "A. Berg", DAY)
        seen.add(len(load_sign_offs(Folder(content), f"{EDITION}/signoffs.yaml")))

    def look(_: LedgerEntry) -> None:
        seen.add(len(load_sign_offs(Folder(content), f"{EDITION}/signoffs.yaml")))

    tasks: list[tuple[Callable[[LedgerEntry], None], LedgerEntry]] = [
        (task, entry) for entry in ledger for task in (tick, look)
    ]
    with ThreadPoolExecutor(len(tasks)) as pool:
        for future in [pool.submit(task, entry) for task, entry in tasks]:
            future.result()
    assert list(load_sign_offs(Folder(content), f"{EDITION}/signoffs.yaml")) == [entry.fact.id for entry in ledger]
    assert min(seen) >= 1


def test_a_confirmation_is_another_file_and_may_be_the_authors(tmp_path: Path) -> None:
    content = write_desk(tmp_path)
    edition, ledger = loaded(content)
    path = confirm(content, edition, [ledger["landings"]], edition.prepared_by, date(2031, 5, 12))
    assert path.name == "confirmations.yaml"
    held = load_sign_offs(Folder(content), f"{EDITION}/confirmations.yaml")
    assert {name: (tick.by, tick.on) for name, tick in held.items()} == {
        "landings": (edition.prepared_by, date(2031, 5, 12))
    }
    assert not (content / EDITION / SIGN_OFFS).exists()
