"""The bidirectional algorithm against Unicode's own table of cases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from unicodedata import bidirectional

import pytest

from briefgen.layout.bidi import REMOVED, embedding_levels, visual_order
from briefgen.layout.directions import levels_of

TABLE = Path("/usr/share/unicode/BidiCharacterTest.txt")
SAMPLE = """\
05D0 05D1 0028 05D2 05D3 005B 0026 0065 0066 005D 002E 0029 0067 0068;1;1;1 1 1 1 1 1 1 2 2 1 1 1 2 2;12 13 11 10 9 7 8 6 5 4 3 2 1 0
0061 0062 0063 0020 0028 0064 0065 0066 0020 0627 0628 062C 0029 0020 05D0 05D1 05D2;0;0;0 0 0 0 0 0 0 0 0 1 1 1 0 0 1 1 1;0 1 2 3 4 5 6 7 8 11 10 9 12 13 16 15 14
0627 0628 062C 0020 0062 006F 006F 006B 0028 0073 0029;1;1;1 1 1 1 2 2 2 2 2 2 2;4 5 6 7 8 9 10 3 2 1 0
202E 0061 202A 0062 202C 2066 0063 2069 202A 0064 202C 0065 202C;2;0;x 1 x 2 x 1 2 1 x 2 x 1 x;11 9 7 6 5 3 1
202E 0061 202A 0062 202C 2066 0063 2069 202A 0064 202C 0065 202C;1;1;x 3 x 4 x 3 4 3 x 4 x 3 x;11 9 7 6 5 3 1
"""  # noqa: E501


def cases(lines: Iterable[str]) -> Iterator[tuple[str, int | None, int, list[int], list[int]]]:
    """Each line's text, the level it asks for, its paragraph's, the levels of its characters, and their order."""
    for line in lines:
        if line.strip() and not line.startswith("#"):
            codes, asked, base, levels, order = line.split(";")
            text = "".join(chr(int(code, 16)) for code in codes.split())
            wanted = [REMOVED if each == "x" else int(each) for each in levels.split()]
            yield text, {"0": 0, "1": 1, "2": None}[asked], int(base), wanted, [int(each) for each in order.split()]


def line_levels(text: str, levels: Sequence[int], base: int) -> list[int]:
    """The levels of a line's characters, white space at its end and before tabs at the paragraph's (L1)."""
    found = list(levels)
    trailing = True
    for at in range(len(text) - 1, -1, -1):
        each = bidirectional(text[at])
        if each in ("B", "S"):
            trailing = True
        elif each not in ("WS", "BN", "LRI", "RLI", "FSI", "PDI", "LRE", "RLE", "LRO", "RLO", "PDF"):
            trailing = False
        if trailing and found[at] != REMOVED:
            found[at] = base
    return found


def failures(lines: Iterable[str]) -> tuple[int, list[str]]:
    """How many lines there are, and the texts of those that come out otherwise."""
    count, failed = 0, []
    for text, asked, base, wanted, order in cases(lines):
        count += 1
        levels = line_levels(text, embedding_levels(text, asked), base)
        if levels != wanted or visual_order(levels) != order:
            failed.append(ascii(text))
    return count, failed


def test_a_sample_of_unicodes_cases() -> None:
    assert failures(SAMPLE.splitlines()) == (5, [])


@pytest.mark.slow
@pytest.mark.unicode_data
def test_every_line_of_unicodes_cases() -> None:
    with TABLE.open(encoding="utf-8") as lines:
        count, failed = failures(lines)
    assert count > 90_000
    assert failed == []


def test_figures_behind_arabic_words_move_unless_they_are_isolated() -> None:
    def shown(text: str) -> str:
        return "".join(text[at] for at in visual_order(embedding_levels(text, 1)))

    assert "7–5" in shown("من 5–7")
    assert "5–7" in shown("من \u20665–7\u2069")


def test_a_number_in_a_languages_own_digits_is_one_stretch() -> None:
    text = "تعداد \u2066۴۸٬۲۰۰\u2069 ہے"
    levels = levels_of(text, 1)
    assert {levels[at] for at, sign in enumerate(text) if sign in "۴۸٬۲۰"} == {2}
    assert levels[0] == levels[-1] == 1
