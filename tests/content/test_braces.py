"""What stands in braces is read by one set of rules, whatever it stands behind."""

from __future__ import annotations

from itertools import product

import pytest

from briefgen.content.braces import braces_at_end, braces_behind, braces_in, ids_in
from briefgen.model.blocks import Heading, List, Paragraph, Table
from briefgen.model.inlines import Foreign
from briefgen.model.kind import PointUse
from briefgen.model.traverse import blocks_of
from tests.content.contents import faults, section

REST = "\n\n{{ landings }}\n\n![](figure:landed)\n"
WAYS = {
    "straight marks": '{#a KEY="VALUE"}',
    "the id last": '{KEY="VALUE" #a}',
    "curly marks": "{#a KEY=“VALUE”}",
    "German marks": "{#a KEY=„VALUE“}",
    "spaces": '{ #a  KEY = "VALUE" }',
    "two lines": '{#a\n  KEY="VALUE"}',
}
GRID = "\n\n| a |\n| - |\n| b |\n"
BEHIND = {
    "a point": ("- A ", "use", "if raised", ""),
    "a heading": ("## A ", "use", "if raised", "\n\nB\n"),
    "a caption": ("Table: A. ", "page", "landscape", GRID),
    "words": ("A [mots]", "lang", "fr-CH", "."),
}


def of_block(block: object) -> object:
    match block:
        case List():
            point = block.items[0].content[0]
            assert isinstance(point, Paragraph)
            return point.anchor, point.use
        case Heading():
            return block.anchor, block.use
        case Table():
            return block.anchor, block.turned
        case Paragraph():
            return tuple(each.language for each in block.content if isinstance(each, Foreign))
    return None


READ = {
    "a point": ("para:a", PointUse.IF_RAISED),
    "a heading": ("section:a", PointUse.IF_RAISED),
    "a caption": ("table:a", True),
    "words": ("fr-CH",),
}


@pytest.mark.parametrize(
    ("what", "way"),
    [pair for pair in product(BEHIND, WAYS) if pair != ("a heading", "two lines")],  # a heading is one line
)
def test_braces_are_read_alike_behind_everything(what: str, way: str) -> None:
    before, key, value, behind = BEHIND[what]
    written = WAYS[way].replace("KEY", key).replace("VALUE", value)
    written = written.replace("#a ", "").replace(" #a", "").replace("#a\n", "\n") if what == "words" else written
    loaded = section(f"{before}{written}{behind}{REST}")
    assert loaded.diagnostics == ()
    assert loaded.edition
    first = next(iter(blocks_of(loaded.edition.sections[0].blocks)))
    assert of_block(first) == READ[what]


@pytest.mark.parametrize(
    ("text", "code", "column"),
    [
        ('- A {use="if asked"}', "BG105", 11),
        ("- A {#a use=freely use=freely}", "BG163", 20),
        ("- A {#a use=freely page=landscape}", "BG163", 20),
        ("- A {#a use=freely .red}", "BG163", 20),
        ("- A {answers=agree,note}", "BG105", 20),
        ("Table: A. {#a page=wide}\n\n| a |\n| - |\n| b |", "BG105", 20),
        ("Table: A. {#a use=freely}\n\n| a |\n| - |\n| b |", "BG163", 15),
        ("A [mots]{lang=fr dir=up}", "BG105", 22),
        ("A [mots]{lang=fr up}", "BG163", 18),
        ("A [mots]{}", "BG163", 9),
        ("- A {if raised}", "BG163", 5),
        ("- A {Use: if raised}.", "BG163", 5),
        ("- A {agree} b", "BG163", 5),
        ('- A {use="if raised"} {#a}', "BG163", 5),
        ("![](figure:landed){#a width=80}", "BG163", 23),
    ],
)
def test_faults_are_told_at_their_column(text: str, code: str, column: int) -> None:
    assert faults(section(text + REST)) == [(code, "10-landings.md", 5, column)]


@pytest.mark.parametrize(
    "text", ["{{ a }}", "\\{#a}", "{% a %}", "{a", "{#a\n\n}", '{a="b}', "{ {a}", "{a=“b}"], ids=lambda text: text
)
def test_what_is_no_braces(text: str) -> None:
    assert braces_behind(text, 0) is None
    assert text == "{ {a}" or not [*braces_in(text)]
    assert text == "{ {a}" or braces_at_end(text) is None


def test_braces_may_stand_in_values() -> None:
    (braces,) = braces_in('[a]{otherwise="{{ b }} or {c}" for=press}')
    assert braces.words('[a]{otherwise="{{ b }} or {c}" for=press}') == {"otherwise": "{{ b }} or {c}", "for": "press"}


def test_the_ids_of_a_text() -> None:
    assert ids_in('A {#a}\n\nB {for=press #b} <!-- c -->\n\n{{ d }} \\{#e} {f="#g"}') == {"a", "b"}
