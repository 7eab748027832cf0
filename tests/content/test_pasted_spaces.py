"""Text that was pasted from word processors, spreadsheets and pages: its spaces are spaces, and no faults."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.content import Folder, house_assets
from briefgen.model.blocks import Heading, List, Paragraph, Table
from briefgen.model.traverse import blocks_of
from briefgen.pipeline import check
from briefgen.workspace import Workspace
from tests.desk import EDITION, FILES, write_desk

SPACES = {
    "tab": "\t",
    "no-break": "\u00a0",
    "en": "\u2002",
    "em": "\u2003",
    "figure": "\u2007",
    "punctuation": "\u2008",
    "thin": "\u2009",
    "hair": "\u200a",
    "narrow": "\u202f",
    "mathematical": "\u205f",
    "ideographic": "\u3000",
    "line tabulation": "\x0b",
    "form feed": "\x0c",
    "line separator": "\u2028",
    "paragraph separator": "\u2029",
    "next line": "\x85",
}
NOTHING = {
    "soft hyphen": "\u00ad",
    "no width": "\u200b",
    "non-joiner": "\u200c",
    "joiner": "\u200d",
    "word joiner": "\u2060",
    "byte order mark": "\ufeff",
    "left-to-right mark": "\u200e",
}
TEXT = """\
---
title: More
---

{c}The boats{c} left{c} the quay; {{{{{c}landings{c}|{c}unit{c}}}}} came,{c} and{c} 12,480 {c}tonnes stayed.{c}

- Nets{c}

| Port{c} | {c}Tonnes |
| --- | --- |
| Hull{c} | {c}{{{{ landings }}}}{c} |

## Boats{c} and nets
"""


@pytest.mark.parametrize("character", [*SPACES.values(), *NOTHING.values()], ids=[*SPACES, *NOTHING])
def test_what_is_pasted_for_spaces_is_no_fault_and_hides_no_figure(tmp_path: Path, character: str) -> None:
    ledger = FILES[f"{EDITION}/facts.yaml"].replace("value: 12480", f"value: 12480{character}")
    files = {"/sections/30-more.md": TEXT.format(c=character), "/facts.yaml": ledger}
    content = write_desk(tmp_path, files)
    checked = check(Workspace(Folder(content), house_assets(), tmp_path / "out"), EDITION)
    assert [(fault.code, fault.message) for fault in checked.diagnostics] == [
        ("BG201", 'figure "12,480" is not in the ledger')
    ]
    (fault,) = checked.diagnostics
    assert fault.hint == "write {{ landings }} (Landings)"
    line = TEXT.format(c="" if character in NOTHING.values() else " ").splitlines()[4]
    assert fault.place.line == 5 and fault.place.column >= line.index("12,480") + 1


def test_a_tab_before_a_paragraph_makes_no_code_of_it_and_keeps_lists(tmp_path: Path) -> None:
    text = "---\ntitle: More\n---\n\n\tThe boats left.\n\n- Nets\n\n\tand hooks\n\n\t- Lines\n\nMore.\n\n\tThe end.\n"
    content = write_desk(tmp_path, {"/sections/30-more.md": text})
    checked = check(Workspace(Folder(content), house_assets(), tmp_path / "out"), EDITION)
    assert checked.diagnostics == ()
    assert checked.brief
    section = checked.brief.edition.sections[-1]
    assert [type(block) for block in section.blocks] == [Paragraph, List, Paragraph, Paragraph]
    assert not any(isinstance(block, Heading | Table) for block in blocks_of(section.blocks))
