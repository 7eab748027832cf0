"""What may stand beside a printed fact, and what makes another figure of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.content import Folder, house_assets
from briefgen.pipeline import check
from briefgen.workspace import Workspace
from tests.desk import EDITION, FILES, write_desk

FACTS = (
    FILES[f"{EDITION}/facts.yaml"]
    + """
boats: {value: 403, unit: boats, label: Boats, source: {id: survey, at: page 4}}
about: {value: 77, unit: boats, approx: true, label: Boats at sea, source: {id: survey, at: page 5}}
fee: {value: 35, unit: GBP, label: Fee, source: {id: survey, at: page 6}}
points: {formula: rise - rise, label: Nothing}
fall: {value: -7, unit: "%", label: Fall, source: {id: survey, at: page 7}}
times: {value: 3.5, label: As many, source: {id: survey, at: page 8}}
daily: {formula: per_day(landings), label: Landed a day}
span: {value: 10 to 15, unit: boats, label: Boats in sight, source: {id: survey, at: page 10}}
most: {value: more than 90, unit: "%", label: Seen, source: {id: survey, at: page 11}}
signed: {value: 2031-04-28, label: Signed, source: {id: survey, at: page 9}}
"""
)
USED = ("boats", "about", "fee", "points", "fall", "times", "daily", "signed", "span", "most")
USES = f"{', '.join(f'{{{{ {fact} }}}}' for fact in USED)}."


def found(folder: Path, text: str) -> list[str]:
    section = f"---\ntitle: More\n---\n\n{text}\n\n{USES}\n"
    content = write_desk(folder, {"/facts.yaml": FACTS, "/sections/30-more.md": section})
    faults = check(Workspace(Folder(content), house_assets(), folder / "out"), EDITION).diagnostics
    lines = text.splitlines()
    shown = ((fault, lines[fault.place.line - 5][fault.place.column - 1 :]) for fault in faults)
    return [f"{fault.code} {rest[: fault.place.width]}" for fault, rest in shown]


@pytest.mark.sample(12)
@pytest.mark.parametrize(
    ("text", "beside"),
    [
        ("between {{ span }}", "between"),
        ("up to {{ span }}", "up to"),
        ("more than {{ most }}", "more than"),
        ("{{ most }} per cent", "per cent"),
        ("{{ span }} tonnes", "tonnes"),
        ("{{ span }} million", "million"),
        ("{{ span | unit }} boats", "boats"),
        ("{{ span }}m", "m"),
        ("by -{{ boats }}", "-"),
        ("by −{{ boats }}", "−"),
        ("by − {{ boats }}", "−"),
        ("by ~{{ boats }}", "~"),
        ("minus {{ boats }}", "minus"),
        ("negative {{ boats }}", "negative"),
        ("£{{ boats }}", "£"),
        ("CHF {{ boats }}", "CHF"),
        ("PKR {{ boats }}", "PKR"),
        ("Rs {{ boats }}", "Rs"),
        ("{{ boats }} USD", "USD"),
        ("{{ boats }} dollars", "dollars"),
        ("{{ boats }}€", "€"),
        ("{{ fee }} pounds", "pounds"),
        ("{{ boats }}%", "%"),
        ("{{ boats }}\u200b%", "%"),
        ("{{ boats }} per cent", "per cent"),
        ("{{ boats }} pct", "pct"),
        ("{{ rise }} percentage points", "percentage points"),
        ("{{ boats }} million", "million"),
        ("{{ boats }} Millions", "Millions"),
        ("{{ boats }} thousands", "thousands"),
        ("{{ boats }}-thousand", "-thousand"),
        ("{{ boats }} mn", "mn"),
        ("{{ boats }} k", "k"),
        ("{{ boats }}K", "K"),
        ("{{ boats }}m", "m"),
        ("{{ boats }} score", "score"),
        ("{{ boats }}-fold", "-fold"),
        ("{{ boats }} times", "times"),
        ("{{ boats }}x", "x"),
        ("{{ boats }}s", "s"),
        ("{{ boats }}th", "th"),
        ("{{ boats }}oo", "oo"),
        ("x{{ boats }}", "x"),
        (".{{ boats }}", "."),
        ("{{ boats }}/day", "/day"),
        ("{{ vote | days_left | count }} weeks", "weeks"),
        ("about {{ about }}", "about"),
        ("over {{ about }}", "over"),
        ("{{ boats | unit }} boats", "boats"),
        ("{{ boats }} tonnes", "tonnes"),
        ("{{ boats }}  %", "%"),
        ("minus  {{ boats }}", "minus"),
        ("{{ boats }}  tonnes", "tonnes"),
        ("{{ boats }} Canadian dollars", "Canadian dollars"),
        ("{{ fee }} pence", "pence"),
        ("{{ vote | days_left }} days", "days"),
        ("{{ vote | days_left | count }} million", "million"),
        ("{{ vote | days_left | count }} boats", "boats"),
        ("{{ vote | days_left | count }}-week", "week"),
        ("at least {{ about }}", "at least"),
        ("more than {{ about }}", "more than"),
        ("fell by {{ fall }}", "fell by"),
        ("{{ daily }} tonnes a week", "a week"),
    ],
)
def test_what_makes_another_figure(tmp_path: Path, text: str, beside: str) -> None:
    assert found(tmp_path, f"It is {text} in all.") == [f"BG215 {beside}"]


@pytest.mark.parametrize(
    "text", ["{{ signed | day_month }} {{ landings | period }}", "{{ vote | weekday }}, {{ signed | long }}"]
)
def test_dates_that_two_facts_make_together(tmp_path: Path, text: str) -> None:
    assert [fault[:5] for fault in found(tmp_path, f"On {text} they met.")] == ["BG215"]


@pytest.mark.parametrize("between", ["", ".", ",", "\u200b"])
def test_facts_without_a_space_between_them(tmp_path: Path, between: str) -> None:
    faults = found(tmp_path, f"It is {{{{ boats }}}}{between}{{{{ fee | bare }}}} in all.")
    assert faults
    assert {fault[:5] for fault in faults} == {"BG215"}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Monday, {{ vote }}", "Monday"),
        ("Monday the {{ vote | day_month }}", "Monday"),
        ("{{ vote }} (Friday)", "Friday"),
    ],
)
def test_weekdays(tmp_path: Path, text: str, day: str) -> None:
    assert found(tmp_path, f"On {text} they vote.") == [f"BG423 {day}"]


@pytest.mark.sample(6)
@pytest.mark.parametrize(
    "text",
    [
        "{{ times }} times as many; fell by {{ fall | magnitude }}, a change of {{ fall }}.",
        "{{ edition_date | year }}’s record, {{ boats }} people; {{ daily }} tonnes a day; {{ daily | unit }}.",
        "{{ signed | day_month }} {{ signed | year }}, {{ signed | weekday }}, {{ signed | long }}.",
        "Until {{ signed | day_month }}. {{ edition_date | year }} was good.",
        "{{ boats }} boats, ({{ boats }}), “{{ boats }}”, {{ boats }}; {{ boats }}: {{ boats }}!",
        "{{ boats }}–{{ quota }}, {{ boats }} to {{ quota }}, {{ boats }} or {{ quota }}.",
        "{{ boats | words }}-boat fleets, {{ rise | bare }}-point rises, pre-{{ edition_date | year }} fleets.",
        "June {{ edition_date | year }}, {{ vote | day_month }} {{ edition_date | year }}, since then.",
        "The rise – {{ rise }} – was {{ boats }} boats’ worth.",
        "{{ boats }} a year before, {{ boats | unit }} a month; {{ fee }} a day.",
        "{{ about | bare }}, about {{ about | bare }}, about {{ boats }}.",
        "{{ boats }} boats' crews; {{ boats | unit }} and more.",
        "{{ chair }}’s boats, {{ chair }}s.",
        "{{ vote | days_left }} and {{ vote | days_left | count }} days from now, Sunday, {{ vote }}.",
    ],
)
def test_what_may_stand_there(tmp_path: Path, text: str) -> None:
    assert found(tmp_path, text) == []
