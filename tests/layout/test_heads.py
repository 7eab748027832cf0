from __future__ import annotations

from dataclasses import replace

import pytest

from briefgen.layout.heads import RUNNING_GAP, with_running_title
from briefgen.layout.text import TextRun, char_style, width_of
from briefgen.model.length import pt
from briefgen.theme import Role, Theme
from tests.house import house
from tests.samples import DOCUMENT

ISSUE = "No. 112 · 5 May 2031 · DRAFT"
WORDS = "The quota of herring, the mackerel – and what the ports and the fleets of four countries say of 12,400 tonnes"


def head(title: str, theme: Theme | None = None, issue: str = ISSUE) -> str:
    front = replace(DOCUMENT.front, running_title=title, running_issue=issue)
    return with_running_title(replace(DOCUMENT, front=front), theme or house()).front.running_title


def larger(theme: Theme, size: float) -> Theme:
    styles = {**theme.styles, Role.RUNNING: replace(theme.style(Role.RUNNING), size=pt(size))}
    return replace(theme, styles=styles)


def test_a_short_title_stays() -> None:
    assert head("Herring") == "Herring"


@pytest.mark.parametrize("size", [7.5, 8.5, 12, 16])
def test_a_long_title_ends_behind_its_last_word_that_fits(size: float) -> None:
    own = larger(house(), size)
    shortened = head(WORDS * 3, own)
    assert shortened.endswith("…")
    assert (WORDS * 3).startswith(f"{shortened[:-1]}")
    assert (WORDS * 3)[len(shortened) - 1] in " ,"
    look = char_style(own, Role.RUNNING, "en")
    width = sum(width_of([TextRun(text, look)]) for text in (shortened, ISSUE)) + RUNNING_GAP
    assert 0.8 * own.page.text_width < width <= own.page.text_width


def test_a_head_is_not_cut_behind_a_comma_or_a_dash() -> None:
    found = {head(f"Herring, mackerel – and {'sprat ' * count}" + "x" * 60) for count in range(16)}
    assert len(found) > 5
    assert all(each[-2].isalnum() for each in found)


def test_a_word_that_is_longer_than_the_line_stays_whole() -> None:
    assert head("q" * 200) == "q" * 200
    assert head("q" * 200 + " is long") == "q" * 200 + "…"
