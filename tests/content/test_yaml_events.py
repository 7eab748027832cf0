"""YAML as this project reads it: by libyaml, and the same where PyYAML was installed without that."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from briefgen.content.yaml import Mapping, Node, Parsed, Scalar, Sequence, parse_yaml
from briefgen.spans import SourceFile
from tests.desk import FILES

ROOT = Path(__file__).parents[2]
REAL = sorted([*(ROOT / "content").rglob("*.yaml"), ROOT / "assets/theme.yaml"])


def parsed(text: str) -> Parsed:
    return parse_yaml(SourceFile("f.yaml", text).passage())


def told(node: Node | None) -> object:
    """All that was read of a node."""
    match node:
        case Scalar():
            return node.text, node.style, node.start, node.end
        case Sequence():
            return node.start, node.end, [told(item) for item in node.items]
        case Mapping():
            return node.start, node.end, [(told(key), told(value)) for key, value in node.entries]
    return None


def values(text: str) -> dict[str, str]:
    """The top-level texts of a file without faults."""
    found = parsed(text)
    assert found.diagnostics == []
    assert isinstance(found.node, Mapping)
    return {key.text: node.text for key, node in found.node.entries if isinstance(node, Scalar)}


@pytest.mark.parametrize("path", REAL, ids=lambda path: path.name)
def test_files_are_read_alike_without_libyaml(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = path.read_text(encoding="utf-8")
    quick = told(parsed(text).node)
    assert quick
    monkeypatch.setattr(yaml, "__with_libyaml__", False)
    assert told(parsed(text).node) == quick


def test_the_small_desk_is_read_alike_without_libyaml(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [text for name, text in FILES.items() if name.endswith(".yaml")]
    quick = [told(parsed(text).node) for text in texts]
    assert None not in quick
    monkeypatch.setattr(yaml, "__with_libyaml__", False)
    assert [told(parsed(text).node) for text in texts] == quick


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('a: "x\\/y"\n', "x/y"),
        ("%YAML 1.2\n---\na: b\n", "b"),
        ("%YAML 1.1\n---\na: b\n", "b"),
        ("a: yes\n", "yes"),
        ("a: 012\n", "012"),
        ("a: 1:30\n", "1:30"),
        ("a:\tb\n", "b"),
        ("a: b\tc\n", "b\tc"),
        ("a: b # c\n", "b"),
        ("a: b#c\n", "b#c"),
        ("a: >-\n  b\n  c\n\n  d\n", "b c\nd"),
        ("a: |\n  b\n\n  c\n", "b\n\nc\n"),
        ("a:\n", ""),
        ("a: b\n...\n", "b"),
    ],
)
def test_values_are_texts_as_written(text: str, value: str) -> None:
    assert values(text) == {"a": value}


@pytest.mark.parametrize(
    "text", ["a: [b?, c:d]\n", 'a: {"b":1, c?: d}\n', "a: [\n  b,\n  c,\n]\n", "a: {b: 'c, d'}\r\n"]
)
def test_what_stands_in_brackets(text: str) -> None:
    assert parsed(text).diagnostics == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: b\n: c\n", "a key is missing here"),
        ("- a: b\n- : c\n", "a key is missing here"),
        ("a: b\n'': c\n", "a key is missing here"),
        ("a: {b:?c, d: e}\n", "a space is missing behind the colon"),
        ("a: b\n\tc: d\n", "a tab stands before the text"),
        ("a: |\n  b\n \tc\n", "a tab stands before the text"),
        ('a: "\\ud800"\n', "\\ud800 stands for no character"),
        ('a: "\\U0000DFFF"\n', "\\U0000DFFF stands for no character"),
        ('a: "\\UFFFFFFFF"\n', "\\UFFFFFFFF stands for no character"),
        ('a: "\\q"\n', "the file cannot be read from here on"),
        ("%YAML 2.0\n---\na: b\n", "a text cannot start with % unless it stands in quotes"),
        ("a: b\n---\nc: d\n", "a second document starts here"),
    ],
)
@pytest.mark.parametrize("is_quick", [True, False])
def test_faults_are_told(text: str, message: str, *, is_quick: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml, "__with_libyaml__", is_quick)
    found = [fault.message for fault in parsed(text).diagnostics]
    assert message in found or (not is_quick and any("may not stand in content" in each for each in found))
