"""Hints that hold: what they propose for every figure of a typed text passes the next check, and prints the same."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from briefgen.content import Folder, house_assets
from briefgen.errors import Diagnostic
from briefgen.pipeline import check
from briefgen.workspace import Workspace
from tests.desk import EDITION, FILES, write_desk

SECTION = "---\ntitle: More\n---\n\n"
FILE = f"{EDITION}/sections/30-more.md"


def checked(folder: Path, body: str, facts: str = "", names: Sequence[str] = ()) -> list[Diagnostic]:
    """What checking says of the small desk with a text of its own."""
    header = FILES[f"{EDITION}/edition.yaml"] + (f"names: [{', '.join(names)}]\n" if names else "")
    ledger = FILES[f"{EDITION}/facts.yaml"] + facts
    changes = {"/sections/30-more.md": SECTION + body, "/facts.yaml": ledger, "/edition.yaml": header}
    content = write_desk(folder, changes)
    return list(check(Workspace(Folder(content), house_assets(), folder / "out"), EDITION).diagnostics)


def unbound(faults: Sequence[Diagnostic]) -> list[Diagnostic]:
    """The typed figures of the text, the last first."""
    own = [fault for fault in faults if fault.code == "BG201" and fault.place.file.endswith("30-more.md")]
    return sorted(own, key=lambda fault: (fault.place.line, fault.place.column), reverse=True)


def followed(body: str, faults: Sequence[Diagnostic]) -> tuple[str, str, list[str]]:
    """The text, the entries and the names when every hint is taken as it stands, with a source filled in."""
    lines = (SECTION + body).split("\n")
    entries: dict[str, None] = {}
    names: list[str] = []
    for fault in faults:
        if "{{ " in fault.hint:
            said = re.sub(r"\A(?:add to facts.yaml, and )?write ", "", fault.hint)
            braces = re.match(r"\{\{[^}]*\}\}(?: \{\{[^}]*\}\})*", said)
            assert braces, fault.hint
            line, start = lines[fault.place.line - 1], fault.place.column - 1
            lines[fault.place.line - 1] = line[:start] + braces[0] + line[start + fault.place.width :]
        elif ": names: [" in fault.hint:
            names.append(fault.hint.rpartition("names: [")[2].removesuffix("]"))
        if "add to facts.yaml" in fault.hint:
            entry = fault.hint.partition(":\n")[2].split("\nor,")[0]
            entries[entry.replace("{id: ..., at: ...}", "{id: survey, at: page 1}")] = None
    return "\n".join(lines)[len(SECTION) :], "\n" + "\n".join(entries) + "\n", names


TEXTS = {
    "economy": """\
The port’s economy shrank by 12.5% in 2030, after 3.1% a year earlier. About 4.4 million people live on the
coast, out of 6 million to 7 million;
some 1,250 of them own a boat. On March 3, 2031 the bank lent $250 million, £12.4m and EUR 3 billion [3, page
4]. Rates rose by 2 percentage points.
A krone cost USD 0.095 before the strike and NOK 11.20 afterwards; see Table 2, P.L. 104-12 and Resolution 2615
(2031).

| Port | Boats 2030 | Landed, tonnes | Share |
| --- | --- | --- | --- |
| Hull | 1,298 | 768.5 | 41% |
| Wick | 3,924 | 2,210 | 54% |
| In all | 5,222 | 2,978.5 | 100% |

Source: the survey [1]. Boats derived as 1,298 + 3,924; the rest as 5,222 − 1,298.
""",
    "health": """\
Up to 4 May 2031 (epidemiological week 18), 803 cases and 38 deaths had been reported. In Hull there were 15 new
cases in week 18, and in Wick 20.
Between 15 and 71 boats stayed; 401 health-care workers are ill, 232 have died, a fatality of 58%. This is the
7th report.

1. Data as of 18:00, 5 May. The second meeting took place from 16 – 21 April 2031, the first in April 2030.
2. All 891 contacts have completed the 21-day follow-up (362 in Hull, 529 in Wick) since Monday 28 April 2031.

For more: desk7@example.org, tel. +00 12 345 67, Quay Street 12, 3210 Northport 7, at 53°44′N 0°20′W.

| | North | South |
| --- | --- | --- |
| Cases, all | 282 | 615 |
| Cases, new | 0 | 14 |
| Fatality | 4% | 5% |
""",
    "prices": """\
Prices rose by 4.81% in the year to 1 June 2031, after 4.31% in the month before (2020 = 100). They came from
1,114 markets and 98.9% of the villages.
The index stood at 180.9, from 172.6; the inflation is (180.9 − 172.6) / 172.6 = 4.809%. The next release is on
Monday 14 July 2031 at 5.30 p.m.
More than 12,000 nets, at least 300 lines and up to 45 hooks were sold; one in four boats had 3,500 litres of
oil, −5 degrees or +12 units.
""",
}


@pytest.mark.parametrize("body", TEXTS.values(), ids=TEXTS)
def test_nothing_that_a_hint_proposes_is_refused_by_the_next_check(tmp_path: Path, body: str) -> None:
    before = checked(tmp_path / "before", body)
    figures = unbound(before)
    assert len(figures) > 12
    text, entries, names = followed(body, figures)
    after = checked(tmp_path / "after", text, entries, names)
    known = {(fault.code, fault.message) for fault in before}
    assert [str(fault) for fault in after if (fault.code, fault.message) not in known] == []
    left = {fault.message for fault in unbound(after)}
    assert left <= {fault.message for fault in figures if "{{ " not in fault.hint and "names: [" not in fault.hint}


def test_what_identifies_something_in_these_texts_is_not_reported(tmp_path: Path) -> None:
    for name, body in TEXTS.items():
        typed = {fault.message.split('"')[1] for fault in unbound(checked(tmp_path / name, body))}
        assert typed.isdisjoint(
            {"18", "104-12", "104", "2615", "1", "3", "4", "12", "3210", "7", "53", "20°", "2020", "100"}
        )
        assert {"4 May 2031", "£12.4m", "1,114"} & typed
