"""The plain text of a brief from the right: in the order that it is read in, with columns that stay where they are."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from briefgen.errors import ContentError
from briefgen.formats.text import TextForm, write, write_text
from briefgen.formats.text.lines import columns, from_right, grid, wrapped
from briefgen.formats.written import Job
from briefgen.model.direction import FSI, LRI, PDI, without_isolates
from briefgen.spans import whole_file
from tests.from_right import URDU
from tests.house import house
from tests.samples import DOCUMENT, MEDIA

TEXT = write_text(URDU, TextForm())
ZWNJ, RLM = "\u200c", "\u200f"


def test_marks_joiners_and_isolates_take_no_column() -> None:
    assert columns(f"{LRI}63%{PDI}") == 3
    assert columns("تقریباً") == 6
    assert columns(f"می{ZWNJ}شود") == 5
    assert all(columns(line) <= 72 for line in TEXT.splitlines())
    assert max(map(columns, TEXT.splitlines())) > 64


def test_each_line_says_that_it_runs_from_the_right_and_ends_what_it_isolates() -> None:
    for line in filter(None, TEXT.splitlines()):
        assert from_right(line) == line
        assert line.count(LRI) + line.count(FSI) == line.count(PDI)
    assert from_right("WHO کے") == f"{RLM}WHO کے"
    assert from_right(f"{LRI}WHO{PDI} کے") == f"{LRI}WHO{PDI} کے"
    assert from_right("----") == f"{RLM}----"


def test_an_isolate_goes_on_over_the_end_of_a_line() -> None:
    lines = wrapped(f"شمار {LRI}one two three four{PDI} ہے", width=14)
    assert lines == [f"شمار {LRI}one two{PDI}", f"{LRI}three four{PDI} ہے"]


def test_columns_begin_where_lines_do_and_hold_what_runs_otherwise() -> None:
    lines = list(grid(("صوبہ", "کوٹا"), (("کابل", "6,200"), ("WFP", "14,800")), (None, None), 40))
    assert [without_isolates(line) for line in lines] == [
        "صوبہ  کوٹا",
        "----  ------",
        "کابل  6,200",
        "WFP   14,800",
        "----  ------",
    ]
    assert lines[3] == f"{FSI}WFP{PDI}   {FSI}14,800{PDI}"


@pytest.mark.parametrize("language", ["ur", "ru"])
def test_ascii_is_refused_for_a_language_of_another_script(language: str) -> None:
    document = replace(DOCUMENT, properties=replace(DOCUMENT.properties, language=language))
    job = Job(document, MEDIA, house(), whole_file("content/edition"), is_ascii=True)
    with pytest.raises(ContentError) as caught:
        _ = write(job).data
    (fault,) = caught.value.diagnostics
    assert re.match(f"a brief in {language} is not written in Latin letters", fault.message)
    assert fault.hint == "leave out --ascii"
