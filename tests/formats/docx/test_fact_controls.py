"""Each printed fact stands in a control, locked and bound to the one node of its text."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from briefgen.formats.docx import write
from briefgen.formats.docx.fact_controls import LONGEST, tag_of
from briefgen.formats.docx.markup import Element
from briefgen.model.blocks import Heading, Paragraph
from briefgen.model.document import Note
from briefgen.model.inlines import (
    CrossReference,
    Deleted,
    Foreign,
    Inline,
    Inserted,
    Link,
    NoteReference,
    Reformatted,
    Strong,
    Text,
    Value,
)
from tests.formats.docx.opened import Docx, find, text_of
from tests.formats.pdf.brief import document
from tests.house import house
from tests.samples import REVIEWED

LANDED = Value("landings", text="12,480")
ITEM = "customXml/item2.xml"


def written(*inlines: Inline, note: Inline | None = None, edition: str = "2031-05-05-herring") -> Docx:
    called = (*inlines, NoteReference("a", 1)) if note else inlines
    blocks = (Heading(1, (Text("Landings"),), "1", id="h", anchor="h"), Paragraph(called, id="p"))
    notes = (Note("a", (Paragraph((note,), id="n"),), 1),) if note else ()
    made = document(blocks)
    made = replace(made, notes=notes, properties=replace(made.properties, edition=edition))
    return Docx(write(made, {}, house()).data)


def controls(docx: Docx) -> list[Element]:
    return [each for story in docx.stories.values() for each in find(story, "//w:sdt[w:sdtPr/w:dataBinding]")]


def nodes(docx: Docx) -> list[tuple[str | None, str | None]]:
    return [(node.get("fact"), node.text) for node in docx.xml(ITEM)]


@pytest.mark.parametrize(
    "inline",
    [
        LANDED,
        Strong((LANDED,)),
        Link((LANDED,), "https://example.org"),
        CrossReference("h", (LANDED,)),
        Foreign((LANDED,), "fr"),
        Foreign((LANDED,), "ur", "rtl"),
    ],
)
def test_a_fact_stands_in_a_control_wherever_it_is_printed(inline: Inline) -> None:
    docx = written(Text("Fleets landed "), inline, Text(" tonnes."), note=LANDED)
    for control in controls(docx):
        assert text_of(control) == "12,480"
        assert find(control, "w:sdtPr/w:tag/@w:val") == ["fact:landings"]
        assert find(control, "w:sdtPr/w:lock/@w:val") == ["contentLocked"]
        assert find(control, "string(w:sdtPr/w:rPr)") == find(control, "string(w:sdtContent/w:r/w:rPr)")
    assert len(controls(docx)) == 2
    assert nodes(docx) == [("landings", "12,480")]


def test_each_text_of_a_fact_has_one_node() -> None:
    words = Value("landings", ("words",), "twelve thousand")
    docx = written(LANDED, words, LANDED, Value("quota", text="12,480"), words)
    assert nodes(docx) == [("landings", "12,480"), ("landings", "twelve thousand"), ("quota", "12,480")]
    paths = [str(find(each, "w:sdtPr/w:dataBinding/@w:xpath")[0]) for each in controls(docx)]
    assert paths[0] == paths[2] and paths[1] == paths[4] and len(set(paths)) == 3


def test_what_a_redline_marks_stands_in_no_control() -> None:
    """Word writes the text of the node into a control, which would bring back what was deleted."""
    gone, new = Deleted((LANDED,), "A", REVIEWED), Inserted((LANDED,), "A", REVIEWED)
    reset = Reformatted((Strong((LANDED,)),), (LANDED,), "A", REVIEWED)
    docx = written(gone, new, reset)
    assert controls(docx) == [] and ITEM not in docx.parts
    assert text_of(docx.body).count("12,480") == 3


def test_a_control_finds_no_node_in_another_brief() -> None:
    one, other = (written(LANDED, edition=f"2031-05-{day}-herring") for day in ("05", "12"))
    binding = find(controls(one)[0], "w:sdtPr/w:dataBinding")[0]
    path, names = binding.get(binding.keys()[1]), {"f": "urn:briefgen:figures"}
    assert one.xml(ITEM).getroottree().xpath(path, namespaces=names) != []
    assert other.xml(ITEM).getroottree().xpath(path, namespaces=names) == []
    items = [docx.parts["customXml/itemProps2.xml"] for docx in (one, other)]
    assert all(first != second for first, second in pairwise(items))


def test_a_long_id_makes_a_tag_of_its_own() -> None:
    tags = [tag_of(f"{'towns' * 12}.{row}.stock") for row in ("north", "south")]
    assert len(set(tags)) == 2 and all(len(tag) <= LONGEST for tag in tags)
    assert tag_of("landings") == "fact:landings"
