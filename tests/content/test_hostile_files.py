"""Whatever stands in the files, loading gives diagnostics, each at a place that there is; it never raises or hangs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.content import Loaded
from tests.content.contents import EDITION, FILES, FRONT, load
from tests.work import HANG, seconds

NAMES = st.sampled_from(sorted(FILES))
SIGNS = (
    "{{ }} [ ] ( ) | ``` < > <!-- --> &#0; &#x202e; \\ * _ ** ` : ' \" &a *a !!x % ![ ]( figure: {#x} {lang=fr} [^a] "
    "@ 1e9 ~~ https:// null ~ true 2031-02-30 |-|-|"
)
SPACED = ["\n", "\n\n", "  ", "\t", "> ", "- ", "1. ", "## ", "---\n", ": ", "[^a]: ", "Table: ", "? ", "<<: "]
FORBIDDEN = ["\x00", "\x01", "\r", "\x85", "\u2028", "\u202e", "\ufeff"]
PIECES = st.sampled_from([*SIGNS.split(), *SPACED, *FORBIDDEN, "\xa0", "9" * 50])
SCRAPS = st.lists(st.one_of(PIECES, st.text(max_size=5)), max_size=30).map("".join)


def check(loaded: Loaded) -> None:
    for diagnostic in loaded.diagnostics:
        place = diagnostic.place
        assert diagnostic.message and diagnostic.place.width > 0
        if place.line and place.file in loaded.texts:
            line = loaded.texts[place.file].split("\n")[place.line - 1]
            assert 1 <= place.column <= len(line) + 1, diagnostic


def loaded_with(name: str, data: bytes) -> Loaded:
    return load({name.removeprefix(f"{EDITION}/"): data})


@given(NAMES, st.binary(max_size=200))
def test_random_bytes(name: str, data: bytes) -> None:
    check(loaded_with(name, data))


@pytest.mark.slow
@given(NAMES, st.data())
def test_sound_files_with_something_put_in(name: str, data: st.DataObject) -> None:
    text = FILES[name]
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(len(text), start + 20)))
        text = text[:start] + data.draw(SCRAPS) + text[end:]
    check(loaded_with(name, text.encode("utf-8", "surrogatepass")))


@pytest.mark.slow
@given(SCRAPS)
def test_random_section_text(text: str) -> None:
    check(loaded_with(f"{EDITION}/sections/10-landings.md", (FRONT + text).encode("utf-8", "surrogatepass")))


@pytest.mark.sample(5)
@pytest.mark.parametrize(
    "text",
    [
        "[",
        "![",
        "*a ",
        "*a **b ",
        "> ",
        "- ",
        "[a](",
        "{{",
        "<a ",
        "<!-- ",
        "|",
        "[^a]",
        "[a]{lang=fr}",
        "## a\n\n",
        "\\*",
    ],
)
def test_repetition_takes_no_long_time(text: str) -> None:
    body = text * (100_000 // len(text))
    assert seconds(lambda: check(load({"sections/10-landings.md": FRONT + body}))) < HANG


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    "text",
    [
        "a: " + "[" * 300_000,
        "a: " + "{" * 300_000,
        "? " * 100_000,
        "a: ]\n" * 60_000,
        "a: " + "9" * 300_000,
        "a:" * 200_000,
    ],
)
def test_deep_and_long_yaml_takes_no_long_time(text: str) -> None:
    assert seconds(lambda: check(load({"figures.yaml": text}))) < HANG
