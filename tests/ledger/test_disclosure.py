"""What a reader can work out of the facts that a release shows, and what stays withheld."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from briefgen.content import Memory, load_edition
from briefgen.ledger import build_ledger
from briefgen.ledger.disclosure import Disclosure, disclosed, disclosed_by_difference, withheld_inputs
from briefgen.model.fact import Ledger
from briefgen.model.fact_table import FactTable
from tests.places import span_at

EDITION = "2031-05-05-herring"
DESK = """\
name: Fisheries desk
language: en-GB
markings: [Official]
"""
EDITION_FILE = """\
title: Herring
number: 19
date: 2031-05-05
period: 2031-04
marking: Official
audience: [Minister]
bottom_line: Landings rose.
"""
DEADLINES = """\
vote: {by: 2031-06-01, label: The vote, who: All states, what: vote, source: {id: survey, at: item 4}}
"""
Tables = Mapping[str, FactTable]


def resolved(facts: str, tables: str = "", **csv: str) -> tuple[Ledger, Tables]:
    """The ledger of an edition with facts as `entry` reads them, and its tables, each with its CSV."""
    files = {
        "desk.yaml": DESK,
        "sources.yaml": "survey: {kind: survey, title: Coastal survey, date: 2031-04-30}\n",
        f"{EDITION}/edition.yaml": EDITION_FILE,
        f"{EDITION}/deadlines.yaml": DEADLINES,
        f"{EDITION}/facts.yaml": "".join(entry(line) for line in facts.splitlines() if line.strip()),
        f"{EDITION}/tables.yaml": tables,
        f"{EDITION}/sections/10-text.md": "---\ntitle: Text\n---\n\nNothing.\n",
        **{f"{EDITION}/tables/{name}.csv": text for name, text in csv.items()},
    }
    loaded = load_edition(Memory({name: text.encode() for name, text in files.items() if text}), EDITION)
    assert loaded.edition is not None
    ledger, faults = build_ledger(loaded.edition)
    assert [*loaded.diagnostics, *faults] == []
    return ledger, loaded.edition.tables


def entry(line: str) -> str:
    """A fact of facts.yaml: "a: 5", "a: 5; unit: tonnes" or "a: = b + c; round: 0"."""
    name, _, rest = line.strip().partition(": ")
    value, *more = rest.split("; ")
    key, defaults = ("formula", []) if value.startswith("= ") else ("value", ["source: survey"])
    if key == "value" and not more:
        more = ["unit: boats"]
    what = f'"{value.removeprefix("= ")}"' if key == "formula" else value
    return f"{name}: {{{', '.join([f'label: Label of {name}', f'{key}: {what}', *defaults, *more])}}}\n"


def found(facts: str, known: str, withheld: str) -> list[Disclosure]:
    ledger, tables = resolved(facts)
    return list(disclosed(ledger, known.split(), withheld.split(), tables))


def workings(facts: str, known: str, withheld: str) -> list[str]:
    return [f"{'about ' * each.is_about}{each.fact}: {each.working}" for each in found(facts, known, withheld)]


SUM = "a: 5\nb: 7\nc: 9\ntotal: = a + b + c\n"
SHARES = (
    SUM + "share_a: = share(a, total); round: 0\nshare_b: = share(b, total); round: 0\nshare_c: = share(c, total)\n"
)


@pytest.mark.parametrize(
    ("facts", "known", "withheld", "expected"),
    [
        (SUM, "total b c", "a", ["a: total - b - c"]),
        (SUM, "a b c", "total", ["total: a + b + c"]),
        (SUM, "total b", "a", []),
        (SUM, "total b", "a c", []),
        (SUM, "total a b c", "a", []),
        ("a: 5\nb: 7\nrest: = b - a", "rest b", "a", ["a: b - rest"]),
        ("a: 5\nb: 7\nall: = sum(a, b)", "all a", "b", ["b: all - a"]),
        ("a: 5\nb: 7\nt: 12; unit: boats; parts: [a, b]", "t a", "b", ["b: t - a"]),
        ("a: 5\nb: 7\nt: 12", "t a", "b", []),
        ("a: 5\nsame: 5", "same", "a", []),
        ("a: 5\nsame: = a", "same", "a", ["a: same"]),
        (SHARES, "share_a total", "a", ["about a: share_a = share(a, total)"]),
        (SHARES, "share_a a", "total", ["about total: share_a = share(a, total)"]),
        (SHARES, "a total", "share_a", ["share_a: share_a = share(a, total)"]),
        (SHARES, "share_a", "a total", []),
    ],
)
def test_what_follows_from_one_relation(facts: str, known: str, withheld: str, expected: list[str]) -> None:
    assert workings(facts, known, withheld) == expected


MEANS = "a: 6\nb: 8\nmean: = (a + b) / count(a, b)\nboth: = count(a, b)"
CHANGE = "old: 50\nnew: 60\nrise: = change(old, new)"
DAILY = "landed: 62; unit: tonnes; period: 2031-03\ndaily: = per_day(landed)"
TIME = "left: = days_left(vote)\nopen: 2031-05-20; as_of: 2031-05-01\nlasts: = vote - open"
MONEY = "aid: 10; unit: USD\nrate: 86; unit: AFN per USD\nlocal: = aid * rate; unit: AFN"
RISEN = "a: 200\np: 5; unit: '%'\nb: = a * (1 + p)"
ROUGH = "a: 5\nb: 7\nt: 12; unit: boats; approx: true; parts: [a, b]"
RANGE = "a: 10 to 15; unit: boats\nb: 7\nt: = a + b"


@pytest.mark.parametrize(
    ("facts", "known", "withheld", "expected"),
    [
        (MEANS, "mean a", "b", ["b: mean = (a + b) / count(a, b)"]),
        (MEANS, "a b", "both", ["both: both = count(a, b)"]),
        (MEANS, "both a", "b", []),
        (CHANGE, "rise new", "old", ["old: rise = change(old, new)"]),
        (CHANGE, "rise old", "new", ["new: rise = change(old, new)"]),
        (CHANGE, "rise", "old new", []),
        (DAILY, "daily", "landed", ["landed: daily = per_day(landed)"]),
        (TIME, "left", "vote", ["vote: left = days_left(vote)"]),
        (TIME, "lasts vote", "open", ["open: vote - lasts"]),
        (MONEY, "local aid", "rate", ["rate: local = aid * rate"]),
        (MONEY, "local rate", "aid", ["aid: local = aid * rate"]),
        (RISEN, "b p", "a", ["a: b = a * (1 + p)"]),
        (RISEN, "b a", "p", ["p: b = a * (1 + p)"]),
        (ROUGH, "t a", "b", ["about b: t - a"]),
        (RANGE, "t b", "a", ["about a: t - b"]),
    ],
)
def test_each_kind_of_formula_is_turned_round(facts: str, known: str, withheld: str, expected: list[str]) -> None:
    assert workings(facts, known, withheld) == expected


def test_the_fault_stands_at_the_fact_that_completes_the_sum() -> None:
    ledger, _ = resolved(SUM)
    (each,) = found(SUM, "total b c", "a")
    fault = each.fault(ledger, 'release "press"', span_at("edition.yaml", 1, 1))
    assert (fault.code, fault.place.line, fault.place.column) == ("BG904", 4, 42)
    assert fault.message == 'what release "press" shows gives "a" away, by total - b - c'
    assert fault.hint == 'withhold "total" or "b", "c" as well, or print other words instead: `otherwise`'


CHAIN = "a: 5\nb: 7\nc: 9\nab: = a + b\nabc: = ab + c"
NESTED = (
    "dead: 100\ncivil: 60\nyoung: 18\ns1: = share(civil, dead)\ns2: = share(young, civil)\ns3: = share(young, dead)"
)


@pytest.mark.parametrize(
    ("facts", "known", "withheld", "expected"),
    [
        (CHAIN, "abc c b", "a", ["a: ab - b, where abc = ab + c"]),
        (CHAIN, "abc c b", "a ab", ["a: ab - b", "ab: abc - c"]),
        (CHAIN, "abc b", "a c", []),
        (SHARES, "share_a share_b", "share_c", ["about share_c: "]),
        (SHARES, "share_a", "share_b share_c", []),
        (SHARES, "share_a b c", "a total", ["about a: ", "about total: "]),
        (SHARES, "share_a b", "a total c", []),
        (NESTED, "s1 s2", "s3", ["s3: "]),
        (NESTED, "s1 s3", "s2", ["s2: "]),
        (NESTED, "s1 s2", "dead civil young", []),
        ("a: 5\nb: 7\nc: 9\nx: = a + b\ny: = b + c\nz: = a + c", "x y z", "a b c", ["a: ", "b: ", "c: "]),
        ("a: 5\nb: 7\nc: 9\nx: = a + b\ny: = b + c\nz: = c - a", "x y z", "a b c", []),
        ("a: 5; as_of: 2031-05-01\nsquare: = a * a", "square", "a", ["a: square = a * a"]),
    ],
)
def test_what_follows_from_several_relations(facts: str, known: str, withheld: str, expected: list[str]) -> None:
    told = workings(facts, known, withheld)
    assert len(told) == len(expected)
    assert all(each.startswith(start) for each, start in zip(told, expected, strict=True))


TABLE = "toll:\n  source: survey\n  caption: Toll\n  unit: people\n  period: 2030\n  total: {columns: [All]}\n"
CSV = "Port,Men,Women,Children,All\nNorth,5,7,9,21\nSouth,6,8,10,24\nEast,7,9,12,28\nTotal,18,24,31,73\n"


def cells_told(withheld: str, known: str = "") -> list[str]:
    """The withheld cells of the table that can be worked out, where all others are shown, or those that are `known`."""
    ledger, tables = resolved("a: 5", TABLE, toll=CSV)
    hidden = [f"toll.{each}" for each in withheld.split()]
    shown = [f"toll.{each}" for each in known.split()] or [each for each in ledger.entries if each not in hidden]
    return [each.fact.removeprefix("toll.") for each in disclosed(ledger, shown, hidden, tables)]


def test_a_cell_follows_from_the_total_of_its_row_or_column() -> None:
    assert cells_told("north.men") == ["north.men"]
    assert cells_told("north.men north.women") == ["north.men", "north.women"]


def test_four_cells_in_two_rows_and_columns_protect_each_other() -> None:
    assert cells_told("north.men north.women south.men south.women") == []
    assert cells_told("north.men north.women south.men") == ["north.men", "north.women", "south.men"]


def test_six_cells_of_which_each_row_and_column_has_two_protect_each_other() -> None:
    assert cells_told("north.men north.women south.women south.children east.men east.children") == []


def test_two_cells_in_each_row_give_away_what_stands_alone_in_its_column() -> None:
    told = cells_told("north.men north.women south.men south.women east.men east.children")
    assert told == ["east.men", "east.children"]


def test_totals_alone_give_the_total_that_is_missing() -> None:
    assert cells_told("total.men", "north.all south.all east.all total.women total.children") == ["total.men"]
    assert cells_told("total.men", "north.all south.all total.women total.children") == []


def test_a_formula_over_a_whole_column() -> None:
    ledger, tables = resolved("men: = sum(toll.*.men)\nmean: = sum(toll.*.men) / count(toll.*.men)", TABLE, toll=CSV)
    known = ["mean", "toll.north.men", "toll.south.men"]
    (told,) = disclosed(ledger, known, ["toll.east.men"], tables)
    assert told.working == "mean = sum(toll.*.men) / count(toll.*.men)"


def test_what_two_releases_tell_together() -> None:
    ledger, tables = resolved(SUM)
    both = (["total", "b"], ["c"])
    (told,) = disclosed_by_difference(ledger, both, (["a", "c"], ["a", "b"]), tables)
    assert (told.fact, told.known) == ("a", ("b", "c", "total"))
    assert list(disclosed_by_difference(ledger, both, (["a", "c"], ["b"]), tables)) == []


def test_what_one_of_two_releases_tells_is_its_own_fault() -> None:
    ledger, tables = resolved(SUM)
    assert list(disclosed_by_difference(ledger, (["total", "b", "c"], ["c"]), (["a"], ["a"]), tables)) == []


def test_the_withheld_inputs_of_a_fact() -> None:
    ledger, _ = resolved(CHAIN)
    assert withheld_inputs(ledger, "abc", ["b", "a"]) == ("a", "b")
    assert withheld_inputs(ledger, "abc", ["ab", "a"]) == ("ab",)
    assert withheld_inputs(ledger, "abc", ["abc"]) == ()


def test_a_cell_that_the_source_suppresses_may_follow_and_give_others_away() -> None:
    csv = CSV.replace("North,5,7,9", "North,5,7,*")
    table = TABLE + '  missing: {"*": suppressed}\n'
    ledger, tables = resolved("a: 5", table, toll=csv)
    hidden = ["toll.north.men"]
    shown = [fact for fact in ledger.entries if fact not in hidden]
    (told,) = disclosed(ledger, shown, hidden, tables)
    assert told.working == "toll.total.men - toll.south.men - toll.east.men"
    hidden += ["toll.south.men"]
    shown.remove("toll.south.men")
    assert [each.fact for each in disclosed(ledger, shown, hidden, tables)] == hidden
    hidden += ["toll.south.children"]
    shown.remove("toll.south.children")
    assert list(disclosed(ledger, shown, hidden, tables)) == []
