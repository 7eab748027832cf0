from __future__ import annotations

from dataclasses import replace

import pytest

from briefgen.layout import fonts
from briefgen.layout.style_context import StyleContext
from briefgen.layout.text import CharStyle, TextLine, TextRun, balanced_lines, break_lines, levelled, width_of
from briefgen.model.labels import labels_for
from briefgen.theme import Role
from tests.house import house

CONTEXT = StyleContext(house(), labels_for("en"), {})
STYLE = CONTEXT.char_style(Role.BODY)
BOLD = STYLE.weighted(bold=True, italic=False)


def texts(lines: tuple[TextLine, ...]) -> list[str]:
    return ["".join(fragment.text for fragment in line.fragments) for line in lines]


def broken(text: str, width: float, char_style: CharStyle = STYLE) -> list[str]:
    return texts(break_lines([CONTEXT.run(text, char_style)], width))


def test_lines_are_filled_and_none_is_too_wide() -> None:
    text = "the line from the coast to the capital carried more freight than in any year before " * 5
    lines = break_lines([CONTEXT.run(text, STYLE)], 200)
    assert len(lines) > 5
    assert all(line.width <= 200.01 for line in lines)
    assert "".join(texts(lines)).split() == text.split()


def test_a_line_ends_with_its_space_which_has_no_width() -> None:
    lines = break_lines([TextRun("one two", STYLE)], STYLE.width("one ") + 1)
    assert texts(lines) == ["one ", "two"]
    assert lines[0].width == pytest.approx(STYLE.width("one"))


def test_white_space_is_one_space_and_soft_hyphens_are_none() -> None:
    assert broken("  one \n\t two\u00ad\u200bthree  ", 500) == ["one twothree "]


def test_spaces_that_must_not_break_do_not() -> None:
    assert broken("aaa 3.2\u00a0million", STYLE.width("aaa 3.2 mil")) == ["aaa ", "3.2\u00a0million"]


def test_a_word_over_several_runs_stays_whole() -> None:
    lines = break_lines([TextRun("aaa b", STYLE), TextRun("old", BOLD), TextRun("ly, c", STYLE)], BOLD.width("boldly,"))
    assert texts(lines) == ["aaa ", "boldly, ", "c"]
    assert [fragment.style for fragment in lines[1].fragments] == [STYLE, BOLD, STYLE]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("north-south line", ["north-", "south line"]),
        ("2030–2031 line-up", ["2030–2031 ", "line-up"]),
        ("−5 to -5 degrees", ["−5 to -5 ", "degrees"]),
    ],
)
def test_compounds_may_break_behind_their_hyphen_and_figures_may_not(text: str, lines: list[str]) -> None:
    assert broken(text, max(STYLE.width(line.rstrip()) for line in lines) + 1) == lines


def test_an_address_is_split_at_its_joints_and_a_word_anywhere() -> None:
    address = "https://example.org/a-long-path/to/the/survey?year=2031&region=south"
    lines = broken(address, 120)
    assert "".join(lines) == address
    assert all(line[-1] in "/?&=#.,:;_-@" for line in lines[:-1])
    letters = broken("m" * 100, 60)
    assert "".join(letters).replace("-", "") == "m" * 100
    assert all(line.endswith("-") for line in letters[:-1])
    assert all(STYLE.width(line) <= 60 for line in letters)
    assert "".join(broken("7" * 100, 60)) == "7" * 100


@pytest.mark.parametrize(
    "compound", ["intergovernmental/interministerial", "(organisation/administration),", "x" * 30 + "/and/all"]
)
def test_words_between_slashes_are_cut_as_words_and_no_address(compound: str) -> None:
    lines = broken(compound, STYLE.width("organisati"))
    assert all(line.endswith(("-", "/")) for line in lines[:-1])
    assert any(line.endswith("-") for line in lines)
    assert "".join(line.removesuffix("-") for line in lines) == compound


@pytest.mark.parametrize(
    "address", ["clinic@administration", "www.administration/all", "a/administration", "data_administration"]
)
def test_no_hyphen_is_put_into_what_may_be_an_address(address: str) -> None:
    assert "".join(broken(address, STYLE.width("adminis"))) == address


def test_bound_words_part_at_their_space_before_one_is_cut() -> None:
    """Digits that a space groups are parted last."""
    assert broken("48\u202f200\u00a0consultations", STYLE.width("consultations") + 1) == [
        "48\u202f200\u00a0",
        "consultations",
    ]
    assert broken("1\u202f234\u202f567\u202f890", STYLE.width("234\u202f567") + 1)[0] == "1\u202f234\u202f"


def test_a_line_that_is_to_end_does_so_before_a_last_word() -> None:
    """The last word is bound to the one before it, but not over a forced end."""
    lines = break_lines([TextRun("the council of the quay\nmet", STYLE)], 400)
    assert texts(lines) == ["the council of the quay ", "met"]


def test_a_title_is_made_even_without_cutting_a_word() -> None:
    runs = [CONTEXT.run("Rindfleischetikettierung und mehr", STYLE)]
    width = STYLE.width("Rindfleischetikettierung") + 5
    assert texts(balanced_lines(runs, width)) == ["Rindfleischetikettierung ", "und mehr"]


def test_a_letter_wider_than_the_line_stands_alone() -> None:
    assert broken("mmm", 1) == ["m", "m", "m"]


def test_a_forced_break_and_an_empty_line() -> None:
    assert texts(
        break_lines([TextRun("one", STYLE), TextRun("\n", STYLE), TextRun("\n", STYLE), TextRun("two", STYLE)], 500)
    ) == [
        "one ",
        "",
        "two",
    ]


def test_no_short_word_ends_a_paragraph_alone() -> None:
    text = "the budget would then hold until the end of the year"
    width = STYLE.width(text) - 1
    assert broken(text, width)[-1] == "the year"


def test_nothing_is_no_line() -> None:
    assert break_lines([], 100) == ()
    assert break_lines([TextRun("", STYLE)], 100) == ()


def test_balanced_lines_are_as_many_but_evener() -> None:
    run = TextRun("The second track and what it will cost the three regions of the coast until 2036", STYLE)
    greedy, even = break_lines([run], 200), balanced_lines([run], 200)
    assert len(even) == len(greedy) > 1

    def spread(lines: tuple[TextLine, ...]) -> float:
        return max(line.width for line in lines) - min(line.width for line in lines)

    assert spread(even) < spread(greedy)


def test_tracking_widens_and_capitals_are_made() -> None:
    char_style = CONTEXT.char_style(Role.MARKING)
    run = CONTEXT.run("Official", char_style)
    assert run.text == "OFFICIAL"
    assert width_of([run]) == pytest.approx(
        (char_style.font.width("OFFICIAL") + 8 * char_style.tracking) * char_style.size / 1000
    )


def test_letters_are_fitted_to_their_neighbours() -> None:
    font = STYLE.font
    assert 0 < font.width("AV") < font.width("A") + font.width("V")
    assert font.width("AV AV") == 2 * font.width("AV") + font.width(" ")
    assert [glyph.text for glyph in font.glyphs("office")] == ["o", "ffi", "c", "e"]
    assert [glyph.text for glyph in font.glyphs("office", (("liga", False),))] == list("office")
    assert [glyph.text for glyph in font.glyphs("e\u0301t")] == ["e\u0301", "t"]


def test_a_letter_stands_for_all_its_accents() -> None:
    glyphs = STYLE.font.glyphs("x\u0301\u0301t")
    assert [glyph.text for glyph in glyphs] == ["x\u0301\u0301", "", "", "t"]


def test_a_font_keeps_few_of_the_words_that_it_has_shaped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "MOST_KEPT", 50)
    font = replace(STYLE.font, shaped=fonts.Shaped())
    widths = [font.width(f"w{number}") for number in range(100)]
    assert 0 < sum(len(glyphs) for glyphs, _ in font.shaped.words.values()) <= 50
    assert [font.width(f"w{number}") for number in range(100)] == widths


def test_a_line_is_as_wide_wherever_it_is_broken() -> None:
    text = "Two-thirds of nine-year-old AVA–Tower, T. V. “Yes” – and (To) ﬁt 1,711 of 11.1%"
    (line,) = break_lines([TextRun(text, STYLE)], 10_000)
    assert line.width == pytest.approx(STYLE.width(text))


def test_characters_that_the_font_lacks_are_named() -> None:
    assert STYLE.font.missing("aé☃漢☃") == "☃漢"


def test_tabular_digits_are_equally_wide() -> None:
    table, text = CONTEXT.char_style(Role.TABLE), CONTEXT.char_style(Role.BODY)
    assert len({table.width(digit) for digit in "0123456789"}) == 1
    assert text.width("1") < text.width("0")


def test_words_stay_apart_at_a_forced_end_of_a_line() -> None:
    first, second = break_lines([TextRun("one\ntwo", STYLE)], 400)
    assert "".join(part.text for part in first.fragments) == "one "
    assert first.width == pytest.approx(STYLE.width("one"))
    assert "".join(part.text for part in second.fragments) == "two"


def test_whatever_the_house_fonts_have_can_be_set_in_any_text() -> None:
    """Each character in Latin and in Arabic words: some are in one of the fonts alone."""
    for code in sorted(house().characters):
        for words in ("a{}b", "\u0628{}\u0628"):
            CONTEXT.run(words.format(chr(code)), CONTEXT.char_style(Role.BODY))


def test_accents_and_joiners_have_a_font_that_draws_them() -> None:
    style = CONTEXT.char_style(Role.BODY)
    joined = levelled([TextRun("a\u200db \u0628\u0331\u200d\u0628", style)])
    assert [(run.text, run.style.font.name.split("-")[0]) for run in joined] == [
        ("ab ", style.font.name.split("-")[0]),
        ("\u0628", "NotoNaskhArabic"),
        ("\u0331", style.font.name.split("-")[0]),
        ("\u200d\u0628", "NotoNaskhArabic"),
    ]


def test_a_joiner_alone_is_not_drawn_between_latin_letters() -> None:
    (run,) = levelled([CONTEXT.run("a\u200db", CONTEXT.char_style(Role.BODY))])
    assert run.text == "ab"


def test_no_text_has_controls_of_which_a_font_has_a_glyph() -> None:
    assert not {0x0, 0xD, 0xFEFF} & house().characters
    assert any(0xD in face.characters for each in house().writings.values() for face in each.family.faces)
