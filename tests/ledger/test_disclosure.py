"""What a reader can work out of the facts that a release shows, and what stays withheld."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given as example
from hypothesis import strategies as st

from briefgen.content import Memory, load_edition
from briefgen.ledger import build_ledger, disclosure
from briefgen.ledger.disclosure import Disclosure, disclosed, disclosed_by_difference
from briefgen.model.fact import Fact, Ledger
from briefgen.model.fact_table import FactTable
from tests.ledger.editions import derived, given, resolve
from tests.work import calls

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
NOTHING = "a: 5\nzero: 0; as_of: 2031-05-01\nnone: = a * zero\ntwice: = 2 * a * zero"
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
        (NOTHING, "none", "a", []),
        (NOTHING, "none zero twice", "a", []),
        (NOTHING, "none a", "zero", ["zero: none = a * zero"]),
        (ROUGH, "t a", "b", ["about b: t - a"]),
        (RANGE, "t b", "a", ["about a: t - b"]),
    ],
)
def test_each_kind_of_formula_is_turned_round(facts: str, known: str, withheld: str, expected: list[str]) -> None:
    assert workings(facts, known, withheld) == expected


def test_a_disclosure_names_what_completes_it() -> None:
    (each,) = found(SUM, "total b c", "a")
    assert (each.known, each.completed_by) == (("b", "c", "total"), "total")
    assert [relation.text for relation in each.relations] == ["total = a + b + c"]
    assert [(each.known, each.completed_by) for each in found(SHARES, "share_a b c", "a total")] == [
        (("b", "c", "share_a"), "share_a"),
        (("b", "c", "share_a"), "share_a"),
    ]
    (each,) = found(SUM, "a b c", "total")
    assert (each.known, each.completed_by) == (("a", "b", "c"), "c")


CHAIN = "a: 5\nb: 7\nc: 9\nab: = a + b\nabc: = ab + c"
WOMEN = "men: 40; period: 2031-03\nwomen: 30; period: 2031-03\nall: = men + women\n"
EMPTY = "a: 0; unit: boats\nb: 0; unit: boats\nc: 9; unit: boats\ntotal: = a + b + c\n"
NESTED = (
    "dead: 100\ncivil: 60\nyoung: 18\ns1: = share(civil, dead)\ns2: = share(young, civil)\ns3: = share(young, dead)"
)


@pytest.mark.parametrize(
    ("facts", "known", "withheld", "expected"),
    [
        (CHAIN, "abc c b", "a", ["a: ab - b, where abc = ab + c"]),
        (CHAIN, "abc c b", "a ab", ["a: ab - b", "ab: abc - c"]),
        (CHAIN, "abc b", "a c", []),
        (EMPTY, "total c", "a b", ["a: total = a + b + c", "b: total = a + b + c"]),
        (EMPTY, "total", "a b c", []),
        (EMPTY.replace("9", "0"), "total", "a c", ["a: total = a + b + c", "c: total = a + b + c"]),
        (EMPTY.replace("boats", '"%"'), "total c", "a b", []),
        (EMPTY.replace("boats", "boats; signed: true"), "total c", "a b", []),
        (EMPTY + "all: = total + a - b", "all", "a b total c", []),
        (SHARES, "share_a share_b", "share_c", ["about share_c: "]),
        (SHARES, "share_a", "share_b share_c", []),
        (SHARES, "share_a b c", "a total", ["about a: ", "about total: "]),
        (SHARES, "share_a b", "a total c", []),
        (NESTED, "s1 s2", "s3", ["s3: "]),
        (NESTED, "s1 s3", "s2", ["s2: "]),
        (NESTED, "s1 s2", "dead civil young", []),
        ("old: 80\nnew: 92\nrise: = change(old, new)\nwas: = share(old, new)", "was", "rise", ["about rise: "]),
        (WOMEN + "ratio: = men / women\nshare: = share(women, all)", "ratio", "share", ["about share: "]),
        (WOMEN + "ratio: = men / women\nshare: = share(women, all)", "share", "ratio men women all", ["about ratio: "]),
        (WOMEN + "daily: = per_day(all)\nshare: = share(women, all)", "daily share", "men", ["about men: "]),
        ("a: 5\nb: 7\nc: 9\nx: = a + b\ny: = b + c\nz: = a + c", "x y z", "a b c", ["a: ", "b: ", "c: "]),
        ("a: 5\nb: 7\nc: 9\nx: = a + b\ny: = b + c\nz: = c - a", "x y z", "a b c", []),
        ("a: 0\nall: 7\npart: = share(a, all)", "part", "a", ["a: part = share(a, all)"]),
        ("a: 0\nall: 7\npart: = share(a, all)", "part", "all", []),
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


def test_what_too_many_sums_hide_is_not_taken_for_safe(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disclosure, "MOST_STEPS", 5)
    ledger, tables = resolved("a: 5\nb: 7\nc: 9\nx: = a + b\ny: = b + c\nz: = a + c\nother: 5")
    told = list(disclosed(ledger, ["x", "y", "z"], ["a", "b", "c", "other"], tables))
    assert [(each.fact, each.is_certain) for each in told] == [("a", False), ("b", False), ("c", False)]
    assert told[0].working == "too many sums hang together to tell"


PORTS, KINDS = ("north", "south", "east"), ("men", "women", "children")


@pytest.mark.slow
@example(st.sets(st.sampled_from([(port, kind) for port in PORTS for kind in KINDS])))
def test_a_cell_of_a_table_is_safe_only_in_a_ring_of_withheld_ones(hidden: set[tuple[str, str]]) -> None:
    expected = [f"{port}.{kind}" for port, kind in hidden if not _is_joined(port, kind, hidden - {(port, kind)})]
    assert sorted(cells_told(" ".join(map(".".join, hidden)))) == sorted(expected)


def _is_joined(start: str, end: str, edges: set[tuple[str, str]]) -> bool:
    """Whether one goes from a row to a column over withheld cells, each of which joins its row and its column."""
    reached, before = {start}, set[str]()
    while reached != before:
        before, reached = reached, {name for edge in edges if reached.intersection(edge) for name in edge} | reached
    return end in reached


Rows = list[list[Fraction]]


@st.composite
def ledgers(draw: st.DrawFn) -> tuple[list[Fact], dict[str, Fraction], list[dict[str, Fraction]], bool]:
    """Facts, their values, for each formula what it changes by if a figure does, and whether all are plain sums."""
    values = {f"g{number}": Fraction(draw(st.integers(1, 900))) for number in range(draw(st.integers(3, 6)))}
    facts = [given(name, int(value), "boats", signed=True) for name, value in values.items()]
    counts, slopes, is_linear = list(values), [], True
    for number in range(draw(st.integers(1, 6))):
        name = f"d{number}"
        one, other, *more = draw(st.permutations(counts))
        if draw(st.booleans()):
            parts = [other, *more[: draw(st.integers(0, 2))]]
            signs = [draw(st.sampled_from((1, 1, -1))) for _ in parts]
            text = "".join(f" {'+' if sign > 0 else '-'} {part}" for part, sign in zip(parts, signs, strict=True))
            facts.append(derived(name, one + text, signed=True))
            values[name] = values[one] + sum(sign * values[part] for part, sign in zip(parts, signs, strict=True))
            taken = {part: Fraction(-sign) for part, sign in zip(parts, signs, strict=True)}
            slopes.append({name: Fraction(1), one: Fraction(-1), **taken})
            counts.append(name)
        elif 0 <= values[one] <= values[other] and values[other]:
            facts.append(derived(name, f"share({one}, {other})"))
            values[name] = values[one] / values[other] * 100
            slopes.append({name: values[other], other: values[name], one: Fraction(-100)})
            is_linear = False
    return facts, values, slopes, is_linear


@pytest.mark.slow
@example(ledgers(), st.randoms(use_true_random=False))
def test_what_follows_is_what_linear_algebra_says(
    made: tuple[list[Fact], dict[str, Fraction], list[dict[str, Fraction]], bool], chance: Random
) -> None:
    facts, values, slopes, is_linear = made
    ledger = resolve(*facts)
    known = [name for name in values if chance.random() < 0.5]
    hidden = [name for name in values if name not in known]
    rows = [[slope.get(name, Fraction(0)) for name in hidden] for slope in slopes]
    units = {name: [Fraction(name == each) for each in hidden] for name in hidden}
    expected = {name for name in hidden if _rank([*rows, units[name]]) == _rank(rows)}
    told = {each.fact for each in disclosed(ledger, known, hidden, {})}
    assert told <= expected
    assert told == expected or not is_linear


def _rank(rows: Rows) -> int:
    """How many of the rows are no sum of others."""
    left, rank = [row for row in rows if any(row)], 0
    while left:
        pivot, rank = left.pop(), rank + 1
        at = next(number for number, found in enumerate(pivot) if found)
        left = [[a - b * row[at] / pivot[at] for a, b in zip(row, pivot, strict=True)] for row in left]
        left = [row for row in left if any(row)]
    return rank


@pytest.mark.slow
def test_work_grows_with_the_ledger_and_no_faster() -> None:
    small, large = (_calls(count) for count in (500, 1000))
    assert large < 2.1 * small


def _calls(count: int) -> int:
    """How many functions are called to follow the shares of some wholes, of five facts each."""
    facts = []
    for number in range(count):
        facts += [given(f"a{number}", number + 3, "boats"), given(f"b{number}", 2 * number + 5, "boats")]
        facts += [derived(f"all{number}", f"a{number} + b{number}")]
        facts += [derived(f"{part}_share{number}", f"share({part}{number}, all{number})") for part in "ab"]
    facts.append(derived("whole", " + ".join(f"all{number}" for number in range(90))))
    ledger = resolve(*facts)
    known, hidden = ([f"{part}_share{number}" for number in range(count)] for part in "ab")
    found = list[Disclosure]()
    work = calls(lambda: found.extend(disclosed(ledger, known, hidden, {})))
    assert len(found) == count
    return work
