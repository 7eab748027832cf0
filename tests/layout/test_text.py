from __future__ import annotations

from dataclasses import replace

import pytest

from briefgen.layout import fonts
from briefgen.layout.style_context import Setting
from briefgen.layout.text import Line, Look, Run, balanced_lines, break_lines, width_of
from briefgen.model.labels import ENGLISH
from briefgen.theme import Role
from tests.house import house

SETTING = Setting(house(), ENGLISH, {})
LOOK = SETTING.look(Role.BODY)
BOLD = LOOK.weighted(bold=True, italic=False)


def texts(lines: tuple[Line, ...]) -> list[str]:
    return ["".join(fragment.text for fragment in line.fragments) for line in lines]


def broken(text: str, width: float, look: Look = LOOK) -> list[str]:
    return texts(break_lines([SETTING.run(text, look)], width))


def test_lines_are_filled_and_none_is_too_wide() -> None:
    text = "the line from the coast to the capital carried more freight than in any year before " * 5
    lines = break_lines([SETTING.run(text, LOOK)], 200)
    assert len(lines) > 5
    assert all(line.width <= 200.01 for line in lines)
    assert "".join(texts(lines)).split() == text.split()


def test_a_line_ends_with_its_space_which_has_no_width() -> None:
    lines = break_lines([Run("one two", LOOK)], LOOK.width("one ") + 1)
    assert texts(lines) == ["one ", "two"]
    assert lines[0].width == pytest.approx(LOOK.width("one"))


def test_white_space_is_one_space_and_soft_hyphens_are_none() -> None:
    assert broken("  one \n\t two\u00ad\u200bthree  ", 500) == ["one twothree "]


def test_spaces_that_must_not_break_do_not() -> None:
    assert broken("aaa 3.2\u00a0million", LOOK.width("aaa 3.2 mil")) == ["aaa ", "3.2\u00a0million"]


def test_a_word_over_several_runs_stays_whole() -> None:
    lines = break_lines([Run("aaa b", LOOK), Run("old", BOLD), Run("ly, c", LOOK)], BOLD.width("boldly,"))
    assert texts(lines) == ["aaa ", "boldly, ", "c"]
    assert [fragment.look for fragment in lines[1].fragments] == [LOOK, BOLD, LOOK]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("north-south line", ["north-", "south line"]),
        ("2030–2031 line-up", ["2030–2031 ", "line-up"]),
        ("−5 to -5 degrees", ["−5 to -5 ", "degrees"]),
    ],
)
def test_compounds_may_break_behind_their_hyphen_and_figures_may_not(text: str, lines: list[str]) -> None:
    assert broken(text, max(LOOK.width(line.rstrip()) for line in lines) + 1) == lines


def test_an_address_is_split_at_its_joints_and_a_word_anywhere() -> None:
    address = "https://example.org/a-long-path/to/the/survey?year=2031&region=south"
    lines = broken(address, 120)
    assert "".join(lines) == address
    assert all(line[-1] in "/?&=#.,:;_-@" for line in lines[:-1])
    letters = broken("m" * 100, 60)
    assert "".join(letters).replace("-", "") == "m" * 100
    assert all(line.endswith("-") for line in letters[:-1])
    assert all(LOOK.width(line) <= 60 for line in letters)
    assert "".join(broken("7" * 100, 60)) == "7" * 100


@pytest.mark.parametrize(
    "compound", ["intergovernmental/interministerial", "(organisation/administration),", "x" * 30 + "/and/all"]
)
def test_words_between_slashes_are_cut_as_words_and_no_address(compound: str) -> None:
    lines = broken(compound, LOOK.width("organisati"))
    assert all(line.endswith(("-", "/")) for line in lines[:-1])
    assert any(line.endswith("-") for line in lines)
    assert "".join(line.removesuffix("-") for line in lines) == compound


@pytest.mark.parametrize(
    "address", ["clinic@administration", "www.administration/all", "a/administration", "data_administration"]
)
def test_no_hyphen_is_put_into_what_may_be_an_address(address: str) -> None:
    assert "".join(broken(address, LOOK.width("adminis"))) == address


def test_bound_words_part_at_their_space_before_one_is_cut() -> None:
    """Digits that a space groups are parted last."""
    assert broken("48\u202f200\u00a0consultations", LOOK.width("consultations") + 1) == [
        "48\u202f200\u00a0",
        "consultations",
    ]
    assert broken("1\u202f234\u202f567\u202f890", LOOK.width("234\u202f567") + 1)[0] == "1\u202f234\u202f"


def test_a_line_that_is_to_end_does_so_before_a_last_word() -> None:
    """The last word is bound to the one before it, but not over a forced end."""
    lines = break_lines([Run("the council of the quay\nmet", LOOK)], 400)
    assert texts(lines) == ["the council of the quay ", "met"]


def test_a_title_is_made_even_without_cutting_a_word() -> None:
    runs = [SETTING.run("Rindfleischetikettierung und mehr", LOOK)]
    width = LOOK.width("Rindfleischetikettierung") + 5
    assert texts(balanced_lines(runs, width)) == ["Rindfleischetikettierung ", "und mehr"]


def test_a_letter_wider_than_the_line_stands_alone() -> None:
    assert broken("mmm", 1) == ["m", "m", "m"]


def test_a_forced_break_and_an_empty_line() -> None:
    assert texts(break_lines([Run("one", LOOK), Run("\n", LOOK), Run("\n", LOOK), Run("two", LOOK)], 500)) == [
        "one ",
        "",
        "two",
    ]


def test_no_short_word_ends_a_paragraph_alone() -> None:
    text = "the budget would then hold until the end of the year"
    width = LOOK.width(text) - 1
    assert broken(text, width)[-1] == "the year"


def test_nothing_is_no_line() -> None:
    assert break_lines([], 100) == ()
    assert break_lines([Run("", LOOK)], 100) == ()


def test_balanced_lines_are_as_many_but_evener() -> None:
    run = Run("The second track and what it will cost the three regions of the coast until 2036", LOOK)
    greedy, even = break_lines([run], 200), balanced_lines([run], 200)
    assert len(even) == len(greedy) > 1

    def spread(lines: tuple[Line, ...]) -> float:
        return max(line.width for line in lines) - min(line.width for line in lines)

    assert spread(even) < spread(greedy)


def test_tracking_widens_and_capitals_are_made() -> None:
    look = SETTING.look(Role.MARKING)
    run = SETTING.run("Official", look)
    assert run.text == "OFFICIAL"
    assert width_of([run]) == pytest.approx((look.font.width("OFFICIAL") + 8 * look.tracking) * look.size / 1000)


def test_letters_are_fitted_to_their_neighbours() -> None:
    font = LOOK.font
    assert 0 < font.width("AV") < font.width("A") + font.width("V")
    assert font.width("AV AV") == 2 * font.width("AV") + font.width(" ")
    assert [glyph.text for glyph in font.glyphs("office")] == ["o", "ffi", "c", "e"]
    assert [glyph.text for glyph in font.glyphs("office", (("liga", False),))] == list("office")
    assert [glyph.text for glyph in font.glyphs("e\u0301t")] == ["e\u0301", "t"]


def test_a_letter_stands_for_all_its_accents() -> None:
    glyphs = LOOK.font.glyphs("x\u0301\u0301t")
    assert [glyph.text for glyph in glyphs] == ["x\u0301\u0301", "", "", "t"]


def test_a_font_keeps_few_of_the_words_that_it_has_shaped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "MOST_KEPT", 50)
    font = replace(LOOK.font, shaped=fonts.Shaped())
    widths = [font.width(f"w{number}") for number in range(100)]
    assert 0 < sum(len(glyphs) for glyphs, _ in font.shaped.words.values()) <= 50
    assert [font.width(f"w{number}") for number in range(100)] == widths


def test_a_line_is_as_wide_wherever_it_is_broken() -> None:
    text = "Two-thirds of nine-year-old AVA–Tower, T. V. “Yes” – and (To) ﬁt 1,711 of 11.1%"
    (line,) = break_lines([Run(text, LOOK)], 10_000)
    assert line.width == pytest.approx(LOOK.width(text))


def test_characters_that_the_font_lacks_are_named() -> None:
    assert LOOK.font.missing("aé☃漢☃") == "☃漢"


def test_tabular_digits_are_equally_wide() -> None:
    table, text = SETTING.look(Role.TABLE), SETTING.look(Role.BODY)
    assert len({table.width(digit) for digit in "0123456789"}) == 1
    assert text.width("1") < text.width("0")


def test_words_stay_apart_at_a_forced_end_of_a_line() -> None:
    first, second = break_lines([Run("one\ntwo", LOOK)], 400)
    assert "".join(part.text for part in first.fragments) == "one "
    assert first.width == pytest.approx(LOOK.width("one"))
    assert "".join(part.text for part in second.fragments) == "two"
