"""What the quick reader of YAML takes, it reads as the careful one does; all else it leaves to that one."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.load.yaml_events import Event, NotPlainError, careful_events, quick_events
from tests.desk import FILES
from tests.samples import ASSETS

CONTENT = Path(__file__).parents[2] / "content"
TEXTS = (
    'a: b\nc: {d: e, f: "g"}\n',
    "- a\n- b: c\n  d: |\n    x\n    y\n",
    "a: >-\n  x\n  y\n\n  z\nb: 'it''s'\n",
    "k: [a, {b: c}]\n# c\nz: 1 # d\n",
    'a: "x\n  y"\nb: x\n  y\n',
    "a:\n  b: 1\n  c: [x, y]\n  d: {e: f}\ng:\n- h: i\n  j: k l\n",
)
PIECES = (
    *(" ", "  ", "\n", "\n  ", ":", ": ", "- ", "-", "?", "? ", "{", "}", "[", "]", ",", ", ", '"', "'", "|", ">"),
    *("|-", "#", " #", "&a", "*a", "!", "%", "@", "`", "\t", "\\", "a", "b: c", "1", "é", "\u2028", "\x85", "---\n"),
    *("...\n", "~", "<<", "=", "\u00a0", "\ufeff", "\r", "x:y", "{a: 1}", "[a, b]", '"a":1', "\\/", "\\x41", "!!str"),
)


def quick(text: str) -> list[Event] | None:
    """What the quick reader takes; none where it leaves a text to the careful one."""
    try:
        return list(quick_events(text))
    except Exception:
        return None


@pytest.mark.parametrize("path", sorted(CONTENT.rglob("*.yaml")), ids=lambda path: path.name)
def test_the_repositorys_content_is_read_alike(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert quick(text) in (None, list(careful_events(text)))


def test_ordinary_files_are_read_quickly() -> None:
    texts = [text for name, text in FILES.items() if name.endswith(".yaml")]
    assert texts
    assert all(quick(text) == list(careful_events(text)) for text in texts)
    assert quick((ASSETS / "theme.yaml").read_text(encoding="utf-8"))


@settings(max_examples=1500)
@given(
    text=st.sampled_from(TEXTS),
    changes=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 3), st.sampled_from(("", *PIECES))), max_size=4),
)
def test_any_text_is_read_alike_or_left(text: str, changes: list[tuple[float, int, str]]) -> None:
    for where, cut, piece in changes:
        at = round(where * len(text))
        text = text[:at] + piece + text[at + cut :]
    taken = quick(text)
    assert taken is None or taken == list(careful_events(text))


@pytest.mark.parametrize(
    "text", ["a: &b c\n", "a: *b\n", "a: !!str c\n", "a:\n", "a:\tb\n", "%YAML 1.1\n---\na: b\n", "a: b\n...\n...\n"]
)
def test_what_is_not_plain_is_left(text: str) -> None:
    with pytest.raises(NotPlainError):
        list(quick_events(text))
