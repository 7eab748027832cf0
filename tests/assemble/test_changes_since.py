"""The part "Since the last brief": a short table, or one sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from briefgen.assemble.changes_since import SHOWN, since_the_last
from briefgen.assemble.resolve_facts import Resolver
from briefgen.ledger import build_ledger, compare
from briefgen.model.blocks import Align, Block, Heading, Paragraph, Table
from briefgen.model.edition import Deadline, KeyFigureSpec, SinceStyle
from briefgen.model.fact import Fact, NameValue
from briefgen.model.inlines import Text, Value
from briefgen.model.traverse import inlines_of, plain_text
from tests.ledger.editions import DESK, TODAY, derived, edition, given

LAST_WEEK = TODAY - timedelta(days=7)
NOTHING = "No figure or deadline has changed since the brief of 28\u00a0April\u00a02031."


def part(
    old: Sequence[Fact] = (),
    new: Sequence[Fact] = (),
    before: Sequence[Deadline] = (),
    after: Sequence[Deadline] = (),
) -> tuple[Heading, Block]:
    """The heading and what stands behind it, resolved as in the document."""
    last = edition(*old, deadlines=before, day=LAST_WEEK, desk=replace(DESK, language="en-US"))
    this = edition(*new, deadlines=after)
    (before_ledger, faults), (ledger, more) = build_ledger(last), build_ledger(this)
    assert (faults, more) == ([], [])
    resolver = Resolver(this, ledger)
    heading, body = resolver.blocks(since_the_last(compare(last, before_ledger, this, ledger)))
    assert resolver.diagnostics == []
    assert isinstance(heading, Heading)
    return heading, body


def rows(body: Block) -> list[tuple[str, ...]]:
    assert isinstance(body, Table)
    return [tuple(plain_text(cell.content).replace("\u00a0", " ") for cell in row) for row in body.rows]


def sentence(body: Block) -> str:
    assert isinstance(body, Paragraph)
    return plain_text(body.content)


def deadline(name: str = "vote", by: date = date(2031, 6, 1), status: str = "open", label: str = "") -> Deadline:
    return Deadline(name, by, (Text("The council"),), (Text("vote"),), status=status, label=label)


def test_heading_is_unnumbered_and_of_the_first_level() -> None:
    heading, _ = part()
    assert (heading.level, heading.number, plain_text(heading.content)) == (1, "", "Since the last brief")
    assert heading.anchor == "section:since-the-last-brief"


def test_nothing_has_changed() -> None:
    assert sentence(part([given("it", 5)], [given("it", 5, caveat="Provisional")])[1]) == NOTHING


def test_changed_figures_as_each_edition_prints_them() -> None:
    old = [given("landings", 1616, "tonnes"), given("opens", date(2031, 5, 9)), given("chair", NameValue("Anna Berg"))]
    new = [given("landings", 1650, "tonnes"), given("opens", date(2031, 5, 16)), given("chair", NameValue("Bo Ek"))]
    _, body = part(old, new)
    assert rows(body) == [
        ("Label of landings", "1,616 tonnes", "1,650 tonnes", "+34 (+2.1%)"),
        ("Label of opens", "May 9, 2031", "16 May 2031", "7 days later"),
        ("Label of chair", "Anna Berg", "Bo Ek", "–"),
    ]


def test_table_is_headed_with_both_dates_and_its_numbers_stand_right() -> None:
    _, body = part([given("it", 5)], [given("it", 6)])
    assert isinstance(body, Table)
    heads = ["Figure or deadline", "Last brief 28\u00a0Apr\u00a02031", "This brief 5\u00a0May\u00a02031", "Change"]
    assert [plain_text(cell.content) for cell in body.header] == heads
    assert [column.align for column in body.columns] == [Align.LEFT, Align.RIGHT, Align.RIGHT, Align.RIGHT]
    values = [inline.fact for inline in inlines_of(body.rows[0][2].content) if isinstance(inline, Value)]
    assert values == ["it"]
    ids = [cell.id for row in (body.header, *body.rows) for cell in row]
    assert ids[-4:] == [f"since-figure-it-{column}" for column in (1, 2, 3, 4)]
    assert len(ids) == len(set(ids))


def test_what_follows_from_the_date_alone_is_left_out() -> None:
    opens = given("opens", date(2031, 7, 1))
    left = derived("left", "days_left(opens)")
    assert sentence(part([opens, left], [opens, left, derived("more", "2 * left")])[1]) == NOTHING
    assert sentence(part([opens, left], [opens])[1]) == NOTHING


def test_new_and_dropped_figures_without_names() -> None:
    _, body = part(
        [given("old", 3), given("bay", NameValue("The bay"))], [given("new", 4, "boats"), given("sea", NameValue("S"))]
    )
    assert rows(body) == [
        ("Label of new", "–", "4 boats", "new"),
        ("Label of old", "3", "–", "no longer listed"),
    ]


ALL = [f"f{number}" for number in range(5)]


@pytest.mark.parametrize(("limit", "shown", "more"), [(1, ["f4"], 4), (2, ["f4", "f3"], 3), (4, ALL, 0), (5, ALL, 0)])
def test_of_many_changed_figures_those_are_shown_that_the_brief_prints_first(
    limit: int, shown: list[str], more: int
) -> None:
    old, new = ([given(name, number + week) for number, name in enumerate(ALL)] for week in (0, 1))
    last = edition(*old, day=LAST_WEEK)
    this = replace(
        edition(*new, desk=replace(DESK, since=SinceStyle(limit=limit))),
        bottom_line=(Paragraph((Value("f3", ()), Value("f4", ()))),),
        key_figures=(KeyFigureSpec("f4", (), ()),),
    )
    (before, _), (ledger, _) = build_ledger(last), build_ledger(this)
    _, body = Resolver(this, ledger).blocks(since_the_last(compare(last, before, this, ledger)))
    counted = [f"{more} more figures" for _ in range(more > 0)]
    assert [row[0] for row in rows(body)] == [*(f"Label of {name}" for name in shown), *counted]


@pytest.mark.parametrize(("count", "listed", "more"), [(SHOWN + 1, SHOWN + 1, 0), (SHOWN + 2, SHOWN, 2)])
def test_many_new_figures_are_counted(count: int, listed: int, more: int) -> None:
    _, body = part([], [given(f"f{number}", number) for number in range(count)])
    assert sum(row[0].startswith("Label") for row in rows(body)) == listed
    assert [row for row in rows(body) if not row[0].startswith("Label")] == [
        (f"{more} more figures", "", "", "new") for _ in range(more > 0)
    ]


@pytest.mark.parametrize(
    ("before", "after", "row"),
    [
        ([], [deadline()], ("The council: vote", "–", "1 Jun 2031", "new")),
        ([], [deadline(label="The vote")], ("Deadline: The vote", "–", "1 Jun 2031", "new")),
        (
            [deadline()],
            [deadline(by=date(2031, 6, 8))],
            ("The council: vote", "1 Jun 2031", "8 Jun 2031", "7 days later"),
        ),
        ([deadline()], [deadline(status="missed")], ("The council: vote", "1 Jun 2031", "1 Jun 2031", "missed")),
        ([deadline(status="met")], [deadline()], ("The council: vote", "1 Jun 2031", "1 Jun 2031", "open again")),
        (
            [deadline()],
            [deadline(by=date(2031, 6, 2), status="extended")],
            ("The council: vote", "1 Jun 2031", "2 Jun 2031", "1 day later"),
        ),
        (
            [deadline(by=date(2031, 5, 1))],
            [deadline(by=date(2031, 5, 1))],
            ("The council: vote", "1 May 2031", "1 May 2031", "passed"),
        ),
        ([deadline()], [], ("Deadline: vote", "1 Jun 2031", "–", "no longer listed")),
    ],
)
def test_deadlines(before: list[Deadline], after: list[Deadline], row: tuple[str, ...]) -> None:
    assert rows(part((), (), before, after)[1]) == [row]


def test_a_deadline_that_only_reads_otherwise_goes_without_a_word() -> None:
    _, nothing = part((), (), [deadline()], [replace(deadline(), who=(Text("The mayor"),))])
    assert isinstance(nothing, Paragraph)


def test_a_deadline_that_shares_its_id_with_a_fact_that_fails_is_called_by_its_own_label() -> None:
    last = edition(day=LAST_WEEK, deadlines=[deadline("older")])
    this = edition(derived("vote", "1 / 0"), deadlines=[deadline(label="The vote")])
    (before, _), (ledger, faults) = build_ledger(last), build_ledger(this)
    assert [fault.code for fault in faults] == ["BG109", "BG206"]
    _, body = since_the_last(compare(last, before, this, ledger))
    assert [row[0] for row in rows(body)] == ["Deadline: The vote", "Deadline: vote"]


def test_what_was_to_be_done_is_printed_with_the_figures_of_its_time() -> None:
    vote = replace(deadline(), what=(Text("cut "), Value("quota", ("unit",))))
    _, body = part([given("quota", 900, "boats")], [given("quota", 900, "boats")], [vote], [])
    assert rows(body) == [("Deadline: cut 900 boats", "1 Jun 2031", "–", "no longer listed")]


def test_a_settled_deadline_goes_without_a_word() -> None:
    assert sentence(part((), (), [deadline(status="met")], [])[1]) == NOTHING


def test_deadlines_stand_by_date_behind_the_figures() -> None:
    after = [deadline("c", date(2031, 8, 1)), deadline("b", date(2031, 6, 1)), deadline("a", date(2031, 7, 1))]
    _, body = part([given("it", 5)], [given("it", 6)], (), after)
    assert [row[2] for row in rows(body)] == ["6", "1 Jun 2031", "1 Jul 2031", "1 Aug 2031"]
