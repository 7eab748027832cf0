"""Sign-off: what `check` says of ticks, and of facts without one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from briefgen.content import Folder, house_assets, load_edition
from briefgen.errors import Diagnostic
from briefgen.ledger import build_ledger
from briefgen.pipeline import check
from briefgen.sign_off import sign_off
from briefgen.workspace import Workspace
from tests.desk import EDITION, FILES, write_desk

REQUIRED = {"desk.yaml": FILES["desk.yaml"] + "sign_off_required: true\n"}
FACTS = FILES[f"{EDITION}/facts.yaml"]
ALL = ("landings", "quota", "excess", "before", "rise", "chair", "vote")
COMMAND = f"briefgen facts {EDITION} {{}} --sign-off --by NAME"


def ticked(tmp_path: Path, *ids: str, changes: dict[str, str] | None = None) -> Path:
    """The small desk with these facts ticked."""
    content = write_desk(tmp_path, changes)
    edition = load_edition(Folder(content), EDITION).edition
    assert edition
    ledger, _ = build_ledger(edition)
    sign_off(content, edition, [ledger[name] for name in ids], "A. Berg", date(2031, 5, 4))
    return content


def edit(content: Path, name: str, old: str, new: str) -> None:
    path = content / EDITION / name
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def found(content: Path) -> tuple[Diagnostic, ...]:
    """The faults but for those of facts that no text of the small desk uses."""
    faults = check(Workspace(Folder(content), house_assets(), content.parent / "out"), EDITION).diagnostics
    return tuple(fault for fault in faults if fault.code != "BG222")


def places(content: Path) -> list[tuple[str, str, int, int]]:
    return [(each.code, Path(each.place.file).name, each.place.line, each.place.width) for each in found(content)]


def test_ticks_that_hold_are_no_fault(tmp_path: Path) -> None:
    assert found(ticked(tmp_path, *ALL)) == ()


@pytest.mark.sample(5)
@pytest.mark.parametrize(
    ("name", "old", "new", "fallen"),
    [
        ("facts.yaml", "value: 11000", "value: 11001", [("quota", 8), ("excess", 15)]),
        ("facts.yaml", "value: 11000", "value: 11000.0", [("quota", 8), ("excess", 15)]),
        ("facts.yaml", "landings - quota", "landings + -quota", [("excess", 15)]),
        ("facts.yaml", "label: Quota", "label: The quota", [("quota", 8)]),
        ("facts.yaml", "at: page 2", "at: page 3", [("quota", 8)]),
        ("facts.yaml", "period: 2029", "as_of: 2029-12-31", [("before", 19)]),
        ("facts.yaml", "label: Quota\n", "label: Quota\n  approx: true\n", [("quota", 8), ("excess", 16)]),
        ("facts.yaml", "label: Quota\n", "label: Quota\n  caveat: Without eels\n", [("quota", 8)]),
        ("deadlines.yaml", "2031-06-01", "2031-06-02", [("vote", 1)]),
        ("deadlines.yaml", "vote on the quota", "vote", [("vote", 1)]),
        ("facts.yaml", "label: Quota\n", "label: Quota\n  stale_after: 2032-01-01\n", []),
        ("facts.yaml", "label: Quota\n", "label: Quota\n  author: Ben Ode\n", []),
        ("facts.yaml", "quota:\n", "# checked\nquota:\n", []),
        ("edition.yaml", "number: 19", "number: 20", []),
    ],
)
def test_a_tick_falls_when_its_fact_changes(
    tmp_path: Path, name: str, old: str, new: str, fallen: list[tuple[str, int]]
) -> None:
    content = ticked(tmp_path, *ALL)
    edit(content, name, old, new)
    diagnostics = [each for each in found(content) if each.code != "BG209"]
    assert [(each.code, each.is_error) for each in diagnostics] == [("BG415", False)] * len(fallen)
    assert [(each.message.split('"')[1], each.place.line) for each in diagnostics] == fallen
    assert {Path(each.place.file).name for each in diagnostics} <= {name}
    for each, (fact, _) in zip(diagnostics, fallen, strict=True):
        assert each.message == f'"{fact}" has changed since A. Berg ticked it on 2031-05-04'
        assert each.hint.endswith(COMMAND.format(fact))


def test_days_left_are_no_change(tmp_path: Path) -> None:
    left = {"/facts.yaml": FACTS + "left:\n  formula: days_left(vote)\n  label: Days left\n"}
    content = ticked(tmp_path, "left", "vote", changes=left)
    desk = Workspace(Folder(content), house_assets(), tmp_path / "out")
    assert {fault.code for fault in check(desk, EDITION, date(2031, 5, 12)).diagnostics} == {"BG222"}


def test_a_tick_of_an_unknown_fact(tmp_path: Path) -> None:
    content = ticked(tmp_path, "quota", "chair")
    edit(content, "signoffs.yaml", "quota:", "quotas:")
    edit(content, "signoffs.yaml", "chair:", "zebra:")
    line = 5
    assert places(content) == [("BG416", "signoffs.yaml", line, 6), ("BG416", "signoffs.yaml", line + 1, 5)]
    assert [each.hint for each in found(content)] == ['did you mean "quota"?', "delete the entry"]


def test_a_tick_of_a_fact_that_is_faulty_is_not_unknown(tmp_path: Path) -> None:
    content = ticked(tmp_path, "quota", "chair")
    edit(content, "facts.yaml", "value: Anna Berg", "value: [Anna Berg]")
    assert [code for code, *_ in places(content)] == ["BG105"]


def test_a_tick_of_the_author_is_an_error_whatever_the_seal(tmp_path: Path) -> None:
    content = ticked(tmp_path, "quota", "chair")
    edit(content, "edition.yaml", "number: 19\n", "number: 19\nauthor: Anna Berg\n")
    edit(content, "facts.yaml", "value: 11000", "value: 11001")
    edit(content, "facts.yaml", "label: Chair of the council\n", "label: Chair of the council\n  author: Ben Ode\n")
    (fault,) = found(content)
    assert (fault.code, fault.is_error) == ("BG417", True)
    assert (Path(fault.place.file).name, fault.place.line, fault.place.width) == ("signoffs.yaml", 5, len("quota"))
    assert fault.message == '"quota" was entered by Anna Berg, and A. Berg ticked it'


def test_every_fact_must_be_ticked_where_the_desk_says_so(tmp_path: Path) -> None:
    assert found(ticked(tmp_path / "none required", "quota")) == ()
    content = ticked(tmp_path / "required", "landings", "chair", changes=REQUIRED)
    (fault,) = found(content)
    assert (fault.code, fault.is_error) == ("BG418", False)
    assert fault.message == "5 of 7 facts are not signed off: quota, excess, before, rise, vote"
    assert (Path(fault.place.file).name, fault.place.line, fault.place.width) == ("facts.yaml", 8, len("quota"))
    assert fault.hint.endswith(COMMAND.format("ID..."))
    assert found(ticked(tmp_path / "all", *ALL, changes=REQUIRED)) == ()


def test_a_tick_that_has_fallen_is_none(tmp_path: Path) -> None:
    content = ticked(tmp_path, *ALL, changes=REQUIRED)
    edit(content, "facts.yaml", "value: Anna Berg", "value: Anna Holm")
    assert [code for code, *_ in places(content)] == ["BG415", "BG418"]
    assert found(content)[1].message == "1 of 7 facts is not signed off: chair"


def test_ten_facts_are_named_and_the_others_counted(tmp_path: Path) -> None:
    more = "".join(
        f"more{n}:\n  {{value: {n}, label: More of {n}, source: {{id: survey, at: page {n}}}}}\n" for n in range(5)
    )
    content = write_desk(tmp_path, {**REQUIRED, "/facts.yaml": FACTS + more})
    (fault,) = found(content)
    assert fault.message.startswith("12 of 12 facts are not signed off: landings, quota, ")
    assert fault.message.endswith("more2, more3 and 2 more")


def test_facts_that_only_count_days_need_no_tick(tmp_path: Path) -> None:
    left = {**REQUIRED, "/facts.yaml": FACTS + "left:\n  formula: days_left(vote)\n  label: Days left\n"}
    assert found(ticked(tmp_path, *ALL, changes=left)) == ()


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("deadlines.yaml", "who: The council", "who: Everybody but the council"),
        (
            "deadlines.yaml",
            "  source: {id: minutes, at: page 3}",
            "  status: withdrawn\n  source: {id: minutes, at: page 3}",
        ),
    ],
)
def test_the_tick_of_a_deadline_holds_for_all_its_words(tmp_path: Path, name: str, old: str, new: str) -> None:
    content = ticked(tmp_path, "vote")
    edit(content, name, old, new)
    assert [each.code for each in found(content)] == ["BG415"]


def test_a_tick_does_not_hold_for_another_document_under_the_sources_id(tmp_path: Path) -> None:
    content = ticked(tmp_path, "landings")
    sources = content / "sources.yaml"
    sources.write_text(sources.read_text().replace("title: Coastal survey", "title: A blog"))
    assert [each.code for each in found(content)] == ["BG415"]


def test_a_number_of_its_own_needs_a_tick_though_it_counts_days(tmp_path: Path) -> None:
    more = "some:\n  formula: days_left(vote) / days_left(vote) * 4321\n  label: Some\n"
    content = write_desk(tmp_path, {**REQUIRED, "/facts.yaml": FACTS + more})
    messages = [each.message for each in found(content) if each.code == "BG418"]
    assert "some" in messages[0]
