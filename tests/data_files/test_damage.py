"""Whatever is wrong with a data file: a diagnostic comes out, or values, and never anything else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.data_files import (
    Declared,
    ReadAs,
    Selector,
    Taken,
    TakenTable,
    Workbook,
    caveats,
    left_out,
    offered_dates,
    read,
    take,
    take_table,
)
from briefgen.errors import Diagnostic
from tests.archives import unzipped, zipped
from tests.data_files.books import SAMPLES, ods
from tests.data_files.test_ods import HIDDEN, STYLES, TABLE

pytestmark = pytest.mark.slow

FILES = {path.name: path.read_bytes() for path in sorted(SAMPLES.iterdir())} | {
    "a.ods": ods(TABLE + HIDDEN, styles=STYLES),
    "a.json": b'{"a": [1, 2.5, {"b": "x"}], "c": null}',
}
SELECTORS = (
    Selector(row="North", column="Killed Men"),
    Selector(row="Northland", column="2030"),
    Selector(column="Refugees", where={"Year": "2014"}),
    Selector(sheet="Table 1", cell="B9"),
    Selector(name="a"),
    Selector(table="a"),
    Selector(pointer="/a/2/b"),
)
GERMAN = Declared(encoding="windows-1252", delimiter=";", decimal=",", thousands=".", dates="D.M.YYYY")


def outcomes(name: str, data: bytes) -> Iterator[object]:
    """All that comes of a file."""
    for declared in (Declared(), GERMAN):
        workbook = read(name, data, declared)
        yield workbook
        if not isinstance(workbook, Workbook):
            continue
        yield from left_out(workbook)
        for selector in SELECTORS:
            for read_as in ReadAs:
                yield take(workbook, selector, read_as, declared)
            yield take_table(workbook, selector, declared)
        for found in (offered_dates(workbook, Selector()), caveats(workbook, Selector(), {"Year": "2030"})):
            yield from found if isinstance(found, tuple) else (found,)


def hold(name: str, data: bytes) -> None:
    """Nothing but values and diagnostics that name the file comes of it."""
    count = 0
    for found in outcomes(name, data):
        count += 1
        if isinstance(found, Diagnostic):
            assert found.place.file == name
            assert found.message
        else:
            assert found is None or type(found).__module__.startswith(("briefgen.", "builtins"))
    assert count > 1


def test_the_files_are_there() -> None:
    assert len(FILES) == 10


def test_the_whole_files_give_values() -> None:
    found = [each for name, data in FILES.items() for each in outcomes(name, data)]
    assert sum(isinstance(each, Taken) for each in found) > 5
    assert sum(isinstance(each, TakenTable) for each in found) > 5


@pytest.mark.parametrize("name", FILES)
def test_files_that_are_cut_off(name: str) -> None:
    data = FILES[name]
    for end in range(0, len(data), max(1, len(data) // 40)):
        hold(name, data[:end])


@given(st.data())
def test_files_with_other_bytes(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(FILES)))
    hold(name, _damaged(data, FILES[name]))


@given(st.data())
def test_workbooks_whose_parts_have_other_bytes(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(["office-table.xlsx", "a.ods"]))
    parts = unzipped(FILES[name])
    part = data.draw(st.sampled_from(sorted(parts)))
    hold(name, zipped(parts | {part: _damaged(data, parts[part])}))


def _damaged(data: st.DataObject, content: bytes) -> bytes:
    """Some stretches of a content put out, doubled, or replaced by what has a meaning there."""
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(content)))
        length = data.draw(st.integers(0, 30))
        other = data.draw(st.sampled_from(PIECES) | st.binary(max_size=4))
        content = content[:start] + other + content[start + length :]
    return content


PIECES = tuple(
    piece.encode()
    for piece in (
        "", "<", ">", "&", '"', "'", "<!--", "<![CDATA[", "<!DOCTYPE a>", "<?a?>", "<row>", "</row>", "<c r='A1'>",
        "</c>", "1e999", "-1", "9" * 20, "<r/>", "<f>SUM(A1:A99)</f>", "\0", "\ufeff", ";;", "[<5]", "\r", "\n\n",
        ' r="ZZZ9999999"', ' hidden="1"', ' t="s"', ' t="d"', ' number-rows-repeated="9"',
    )
)  # fmt: skip


@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    for name in ("a.xlsx", "a.ods", "a.csv", "a.tsv", "a.json"):
        assert list(outcomes(name, data))
