"""Places: whatever stands in the content is found again at the place that loading gives it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.content import Folder, Loaded, find_editions, load_edition
from briefgen.model.blocks import Block
from briefgen.model.edition import Edition
from briefgen.model.inlines import (
    CrossReference,
    Emphasis,
    Foreign,
    Inline,
    Inlines,
    Link,
    NoteReference,
    Strong,
    Text,
    Value,
)
from briefgen.model.traverse import blocks_of, inlines_of, texts_of
from briefgen.spans import Span
from tests.content.contents import EDITION, FILES, load, section

REPOSITORY = Path(__file__).parent.parent.parent

WORDS = st.sampled_from(
    ["herring", "of", "é", "(cod)", "5,000", "—", "漢字", "a*b", "x_y", "{z}", "&amp;", "\\*", "T."]
)
INLINE = st.recursive(
    st.one_of(
        WORDS, st.sampled_from(["{{ year }}", "{{ landings | signed | unit }}", "[^n]", "[](#section:landings)"])
    ),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(" ".join),
        inner.map(lambda text: f"**{text}**"),
        inner.map(lambda text: f"*{text}*"),
        inner.map(lambda text: f"[{text}](https://x.org 'see')"),
        inner.map(lambda text: f"[{text}](#source:survey)"),
        inner.map(lambda text: f"[{text}]{{lang=fr}}"),
        st.tuples(inner, inner).map("\n".join),
        st.tuples(inner, inner).map("  \n".join),
    ),
    max_leaves=8,
)


def _indented(text: str, first: str, others: str) -> str:
    return first + text.replace("\n", "\n" + others)


BLOCK = st.recursive(
    st.one_of(
        INLINE,
        INLINE.map(lambda text: "## " + text.replace("\n", " ") + " {#" + "id}"),
        INLINE.map(lambda text: _table(text.replace("\n", " "))),
        INLINE.map(lambda text: "Table: " + text.replace("\n", " ") + "\n\n" + _table("b")),
        INLINE.map(lambda text: _indented(text, "[^n]: ", "    ")),
    ),
    lambda inner: st.one_of(
        inner.map(lambda text: _indented(text, "- ", "  ")),
        inner.map(lambda text: _indented(text, "12. ", "    ")),
        inner.map(lambda text: _indented(text, "> ", "> ")),
        inner.map(lambda text: _indented("[!NOTE]\n" + text, "> ", "> ")),
        inner.map(lambda text: _indented(text + "\n— " + "{{ year }}", "> ", "> ")),
        st.tuples(inner, inner).map("\n\n".join),
    ),
    max_leaves=5,
)


def _table(cell: str) -> str:
    return f"| a | {cell} |\n| --- | ---: |\n| {cell} | \\| {{{{ year | words }}}} |"


def all_texts(edition: Edition) -> Iterator[Inlines]:
    """Every run of inlines of an edition."""
    blocks: list[Block] = [*edition.bottom_line]
    for part in edition.sections:
        yield part.title
        blocks += part.blocks
    for note in edition.notes.values():
        blocks += note.content
    for block in blocks_of(blocks):
        yield from texts_of(block)
    yield edition.title
    yield edition.subtitle
    yield from (figure.caption for figure in edition.key_figures)
    for spec in edition.charts.values():
        yield from (spec.title, spec.caption, spec.notes, *spec.categories)
        yield from (item.label for series in spec.series for item in series.items if item)
    for deadline in edition.deadlines:
        yield from (deadline.who, deadline.what, deadline.where, deadline.document, deadline.decision)


def check_places(loaded: Loaded) -> int:
    """Compare each inline with what stands at its place; gives how many were compared."""
    assert loaded.edition
    count = 0
    for inlines in all_texts(loaded.edition):
        for inline in inlines_of(inlines):
            place = inline.place
            if loaded.edition.translation and f"{loaded.edition.translation.original.id}/tables" in str(place):
                continue  # a translated name stands in labels.yaml, and what is said of it is about the table
            if isinstance(inline, Strong) and any("/tables" in str(part.place) for part in inline.content):
                continue  # bold because its row is a total
            assert place, inline
            line = loaded.texts[place.file].split("\n")[place.line - 1]
            assert line[place.column - 1 :].startswith(written(place)[:1].strip("\n"))
            assert _stands(inline, place), (inline, written(place))
            count += 1
    return count


def written(place: Span) -> str:
    """What stands in the file."""
    return place.source.text[place.start : place.end]


def _stands(inline: Inline, place: Span) -> bool:
    text = written(place)
    match inline:
        case Value():
            braces = text.startswith("{{") and text.endswith("}}")
            return text == "toll.losses.persons - toll.security.persons" or (
                text.isdecimal() if place.file.endswith(".csv") else braces
            )
        case Strong():
            return text[:2] in ("**", "__") and text.endswith(text[:2])
        case Emphasis():
            return text[:1] in ("*", "_") and text.endswith(text[:1])
        case NoteReference():
            return text.startswith("[^") and text.endswith("]")
        case CrossReference():
            return text.startswith("[") and text.endswith(")")
        case Foreign():
            return text.startswith("[") and text.endswith("}")
        case Link():
            return (text[:1], text[-1:]) in (("[", ")"), ("[", "]"), ("<", ">"))
        case Text() if place.offsets is None:
            return "".join(text.replace("\n", " ").split(" ")) == "".join(inline.text.split(" "))
        case Text():
            return all(_is_written(character, written(place.part(at))) for at, character in enumerate(inline.text))
        case _:
            return True


def _is_written(character: str, text: str) -> bool:
    """Whether a character stands there: itself, escaped, as an entity, or as a line's end."""
    return text.lstrip("\\'")[:1] in (character, "&") or text.endswith(character) or text[:1] + character == "\n "


def test_places_in_the_desks_own_editions() -> None:
    content = REPOSITORY / "content"
    editions = find_editions(Folder(content))
    assert editions
    for edition in editions:
        assert check_places(load_edition(Folder(content), edition)) > 100


@given(st.lists(BLOCK, min_size=1, max_size=4).map("\n\n".join))
def test_places_in_sections(body: str) -> None:
    assert check_places(section(body)) > 0


@pytest.mark.slow
@given(INLINE, st.sampled_from(["quoted", "single", "literal", "folded", "plain"]))
def test_places_in_yaml(text: str, style: str) -> None:
    text = text.replace("[^n]", "n")
    written = {
        "quoted": lambda: '"' + text.replace("\\", "\\\\").replace("\n", "\\n") + '"',
        "single": lambda: "'" + text.replace("'", "''").replace("\n", "\n\n    ") + "'",
        "literal": lambda: "|\n    " + text.replace("\n", "\n    "),
        "folded": lambda: ">-\n    " + text.replace("\n", "\n\n    "),
        "plain": lambda: "w " + text.replace("\n", "\n    ").replace("'", "’"),
    }[style]()
    deadlines = FILES[f"{EDITION}/deadlines.yaml"] + f"  where: {written}\n"
    loaded = load({"deadlines.yaml": deadlines})
    assert not [fault for fault in loaded.diagnostics if fault.code == "BG101"]
    if style != "quoted":  # an escape in a quoted text moves what stands behind it
        assert check_places(loaded) > 0
