"""Whatever is broken in the Word document is caught, and the block named: every text, paragraph, row, cell, picture."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import replace
from functools import cache
from itertools import zip_longest

import pytest
from lxml import etree

from briefgen.formats.docx import write
from briefgen.proof.compare import Difference
from briefgen.proof.in_docx import docx_differences
from briefgen.proof.reading import squeezed
from tests.archives import unzipped, zipped
from tests.house import house
from tests.proof.breakages import Tally, texts_by_block
from tests.proof.proving import Files, written
from tests.samples import DOCUMENT, picture

Element = etree._Element
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
BODY = "word/document.xml"
BLOCKS = texts_by_block(DOCUMENT)


@cache
def sample() -> Files:
    return written(DOCUMENT)


@cache
def parts() -> dict[str, bytes]:
    return unzipped(sample().docx)


def differences(changed: dict[str, bytes | None]) -> list[Difference]:
    """What is found when parts of the file are others, or gone."""
    kept = {name: data for name, data in {**parts(), **changed}.items() if data is not None}
    return docx_differences(sample().document, sample().media, zipped(kept))


def broken(breakage: Callable[[list[Element]], None], path: str, part: str = BODY) -> list[Difference]:
    """What is found when the elements of a part that a path finds are broken."""
    root = etree.fromstring(parts()[part])
    breakage(list(root.iterfind(path)))
    return differences({part: etree.tostring(root)})


def saying(text: str) -> list[str]:
    """The blocks that say a text."""
    return [block for block, said in BLOCKS.items() if text in said]


def altered(text: str) -> str:
    """The text with one character another: the last digit where there is one."""
    place = max((n for n, sign in enumerate(text) if sign.isdigit()), default=len(text.rstrip()) - 1)
    other = str((int(text[place]) + 1) % 10) if text[place].isdigit() else "x" if text[place] != "x" else "y"
    return text[:place] + other + text[place + 1 :]


def texts(part: str = BODY) -> Iterator[tuple[str, int, str]]:
    """Every element that holds text: its kind, its number among them, its text."""
    root = etree.fromstring(parts()[part])
    for kind in ("t", "delText"):
        for index, element in enumerate(root.iter(f"{W}{kind}")):
            if (element.text or "").strip():
                yield kind, index, element.text or ""


def test_a_whole_file_is_proven() -> None:
    assert differences({}) == []


@pytest.mark.slow
def test_every_text_is_missed_and_read() -> None:
    tally = Tally()
    found = list(texts())
    assert len(found) > 90
    for kind, index, text in found:

        def set_text(elements: list[Element], new: str, at: int = index) -> None:
            elements[at].text = new

        blocks = saying(squeezed(text))
        for how, new in (("dropped", ""), ("altered", altered(text)), ("doubled", f"{text} {text}")):
            tally.count(f"{text!r} {how}", broken(lambda e, new=new: set_text(e, new), f".//{W}{kind}"), blocks)
    tally.report("texts of the Word document")


def swap(first: Element, second: Element) -> None:
    """Let two elements change places."""
    parent, at = second.getparent(), first.getparent()
    assert parent is not None and at is not None
    index = at.index(first)
    parent.replace(second, deepcopy(first))
    at[index] = second


def remove(elements: list[Element], index: int) -> None:
    parent = elements[index].getparent()
    assert parent is not None
    parent.remove(elements[index])


def first_text(element: Element) -> str:
    """The first of the texts in an element, and empty where there is none."""
    return next((text for e in element.iter(f"{W}t", f"{W}delText") if (text := squeezed(e.text or ""))), "")


def beside(block: str) -> list[str]:
    """The blocks around another: the item or page break that it starts with, and what counts on behind it."""
    names = list(BLOCKS)
    index = names.index(block)
    return names[max(index - 1, 0) : index + 2]


@pytest.mark.sample(1)
@pytest.mark.parametrize("tag", ["p", "tr", "tc", "tbl"])
@pytest.mark.slow
def test_every_paragraph_row_and_cell_is_missed(tag: str) -> None:
    tally = Tally()
    path = f".//{W}{tag}"
    elements = [(n, e) for n, e in enumerate(etree.fromstring(parts()[BODY]).iterfind(path)) if first_text(e)]
    for (index, element), (other, following) in zip_longest(elements, elements[1:], fillvalue=(0, None)):
        blocks = saying(first_text(element))
        named = f"{tag} {first_text(element)}"
        tally.count(f"{named} dropped", broken(lambda e, n=index: remove(e, n), path), blocks)
        twice = broken(lambda e, n=index: e[n].addnext(deepcopy(e[n])), path)
        tally.count(f"{named} doubled", twice, [name for block in blocks for name in beside(block)])
        if following is not None and first_text(following) != first_text(element):
            swapped = broken(lambda e, n=index, m=other: swap(e[n], e[m]), path)
            tally.count(f"{named} swapped", swapped, [*blocks, *saying(first_text(following))])
    tally.report(f"{tag} of the Word document")


def test_the_head_and_foot_of_every_page_are_read() -> None:
    tally = Tally()
    names = [name for name in parts() if name.startswith(("word/header", "word/footer")) and name.endswith(".xml")]
    assert len(names) == 4
    for name in names:
        for kind, index, text in texts(name):
            if text.isdigit():  # a number that Word counts
                continue

            def set_text(elements: list[Element], new: str, at: int = index) -> None:
                elements[at].text = new

            for how, new in (("dropped", ""), ("altered", altered(text))):
                faults = broken(lambda e, new=new: set_text(e, new), f".//{W}{kind}", name)
                tally.count(f"{name} {text!r} {how}", faults, ["front"])
        tally.count(f"{name} lost", differences({name: b"<x/>"}), ["front"])
    tally.report("heads and feet of the Word document")


def test_page_numbers_must_be_fields() -> None:
    def plain(elements: list[Element]) -> None:
        (page,) = (each for each in elements if each.text == " PAGE ")
        page.text = " AUTHOR "

    for part in ("word/footer-first.xml", "word/footer-default.xml"):
        assert [d.piece.block for d in broken(plain, f".//{W}instrText", part)] == ["front"]


def test_notes_are_read_where_they_stand() -> None:
    tally = Tally()
    part, call = "word/footnotes.xml", f".//{W}footnoteReference"
    found = list(texts(part))
    assert len(found) == 1
    for kind, index, text in found:
        for how, new in (("dropped", ""), ("altered", altered(text)), ("doubled", f"{text} {text}")):

            def set_text(elements: list[Element], new: str = new, at: int = index) -> None:
                elements[at].text = new

            tally.count(f"{text!r} {how}", broken(set_text, f".//{W}{kind}", part), ["p-note-1"])
    tally.count("no number", broken(lambda e: remove(e, 0), f".//{W}footnoteRef", part), ["n-method"])
    tally.count("no note", broken(lambda e: remove(e, -1), f"./{W}footnote", part), ["n-method", "p-note-1"])
    tally.count("no notes", differences({part: None}), ["n-method", "p-note-1", "p-inlines"])
    tally.count("no reference", broken(lambda e: remove(e, 0), call), ["p-inlines"])
    tally.count("another note", broken(lambda e: e[0].set(f"{W}id", "2"), call), ["n-method"])
    tally.count("a rule", broken(lambda e: e[-1].set(f"{W}type", "separator"), f"./{W}footnote", part), ())
    tally.report("notes of the Word document")


def test_the_word_across_a_draft_is_read() -> None:
    whole = written(replace(DOCUMENT, front=replace(DOCUMENT.front, draft="DRAFT")))
    assert docx_differences(whole.document, whole.media, whole.docx) == []
    for word in ("", "FINAL"):
        other = replace(whole.document, front=replace(DOCUMENT.front, draft=word))
        assert [d.piece.block for d in docx_differences(other, whole.media, whole.docx)] == ["front", "front"]
    assert [d.piece.block for d in docx_differences(whole.document, whole.media, sample().docx)] == ["front", "front"]


def test_the_twin_of_a_chart_is_that_of_the_document() -> None:
    image = replace(picture(), outlines=b"<svg xmlns='http://www.w3.org/2000/svg'/>")
    media = {**sample().media, "landings": image}
    data = write(sample().document, media, house()).data
    assert docx_differences(sample().document, media, data) == []
    other = {**media, "landings": replace(image, outlines=b"<svg/>")}
    assert [d.piece.block for d in docx_differences(sample().document, other, data)] == ["f-1"]
    assert [d.piece.block for d in docx_differences(sample().document, sample().media, data)] == ["f-1"]


def test_pictures_are_those_of_the_document() -> None:
    media = [name for name in parts() if name.startswith("word/media/")]
    assert len(media) == 1
    tally = Tally()
    tally.count("other bytes", differences({media[0]: picture(641, 240).data}), ["f-1"])
    tally.count("no bytes", differences({media[0]: None}), ["f-1"])
    relations = parts()["word/_rels/document.xml.rels"].replace(b"media/", b"")
    tally.count("no relationship", differences({"word/_rels/document.xml.rels": relations}), ["f-1"])
    path = ".//{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
    tally.count("no alternative text", broken(lambda e: e[0].set("descr", ""), path), ["f-1"])
    tally.count("another alternative text", broken(lambda e: e[0].set("descr", "A bar."), path), ["f-1"])
    tally.count("no picture", broken(lambda e: remove(e, 0), f".//{W}drawing"), ["f-1"])
    tally.report("pictures of the Word document")


def test_links_lead_where_they_should() -> None:
    name = "word/_rels/document.xml.rels"
    other = parts()[name].replace(b"?a=1&amp;b=2", b"?a=2&amp;b=1")
    assert other != parts()[name]
    tally = Tally()
    tally.count("another address", differences({name: other}), ["p-inlines"])
    link = f".//{W}hyperlink[@{{{R}}}id]"
    tally.count("no address", broken(lambda e: e[0].attrib.clear(), link), ["p-inlines"])
    told = f".//{W}hyperlink[@{W}tooltip]"
    tally.count("leads in other words", broken(lambda e: e[0].set(f"{W}tooltip", "Source 9"), told), ())
    tally.count("a link twice", broken(lambda e: e[0].addnext(etree.Element(f"{W}hyperlink", e[0].attrib)), link), ())
    tally.report("links of the Word document")


def test_lists_count_as_they_should() -> None:
    tally = Tally()
    path = f".//{W}startOverride"
    tally.count("another start", broken(lambda e: e[0].set(f"{W}val", "4"), path, "word/numbering.xml"), ["i-n1"])
    tally.count("no start", broken(lambda e: remove(e, 0), path, "word/numbering.xml"), ["i-n1"])
    items = list(etree.fromstring(parts()[BODY]).iterfind(f".//{W}numPr"))
    assert len(items) == 5
    for index, item in enumerate(["i-1", "i-2", "i-3", "i-n1", "i-n2"]):
        tally.count(f"no sign {index}", broken(lambda e, n=index: e[n].set(f"{W}val", "0"), f".//{W}numId"), [item])
    heading, other = f".//{W}pStyle[@{W}val='Heading1']", "Heading1Unnumbered"
    for index, item in enumerate(["h-landings", "h-quota"]):
        tally.count(f"no number {index}", broken(lambda e, n=index: e[n].set(f"{W}val", other), heading), [item])
    counting = f".//{W}style[@{W}styleId='Heading1']//{W}numId"
    tally.count(
        "a style of another list",
        broken(lambda e: e[0].set(f"{W}val", "4"), counting, "word/styles.xml"),
        ["h-landings"],
    )
    tally.report("lists of the Word document")


def test_breaks_and_properties_are_read() -> None:
    tally = Tally()
    tally.count("no page break", broken(lambda e: remove(e, 0), f".//{W}pageBreakBefore"), ["break"])
    core = parts()["docProps/core.xml"]
    tally.count("another title", differences({"docProps/core.xml": core.replace(b"Herring", b"Cod")}), ["front"])
    tally.count("another language", differences({"docProps/core.xml": core.replace(b"en-GB", b"fr-FR")}), ["front"])
    tally.count("no file", docx_differences(DOCUMENT, sample().media, b"nothing"), ["front"])
    tally.count("no text", differences({BODY: b"<x"}), ["front"])
    tally.count("no styles of lists", differences({"word/numbering.xml": None}), ["front"])
    tally.report("breaks and properties of the Word document")


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        (b">12,480<", b">12,840<", "should read"),
        (b">Third step.<", b"> <", "is missing"),
    ],
)
def test_a_fault_says_what_was_to_be_read_and_what_was(old: bytes, new: bytes, what: str) -> None:
    assert old in parts()[BODY]
    found = differences({BODY: parts()[BODY].replace(old, new, 1)})
    assert [what in difference.how for difference in found] == [True]


def test_a_control_of_another_fact_or_node_is_caught() -> None:
    """Its tag, each part of what binds it, and a control that is gone, one after the other."""
    tally, path = Tally(), f".//{W}sdtPr/{W}dataBinding/../.."
    binding = f"{W}sdtPr/{W}dataBinding"
    for number, control in enumerate(etree.fromstring(parts()[BODY]).iterfind(path)):
        text = "".join(control[1].itertext())

        def put(element: str, name: str, value: str, at: int = number) -> list[Difference]:
            return broken(lambda found: found[at].find(element).set(f"{W}{name}", value), path)

        def unwrap(found: list[Element], at: int = number) -> None:
            for run in list(found[at][1]):
                found[at].addprevious(run)
            found[at].getparent().remove(found[at])

        tally.count(f"tag of {text}", put(f"{W}sdtPr/{W}tag", "val", "fact:other"), [])
        tally.count(f"part of {text}", put(binding, "storeItemID", "{0}"), [])
        tally.count(f"names of {text}", put(binding, "prefixMappings", "xmlns:f='urn:other'"), [])
        tally.count(f"node of {text}", put(binding, "xpath", "/f:figures/f:figure[1]"), [])
        tally.count(f"no control around {text}", broken(unwrap, path), [])
    tally.report("controls of figures")
    assert tally.tried > 20


def test_a_node_that_says_something_else_or_that_nothing_prints_is_caught() -> None:
    """A figure that nobody prints would go out with the document."""
    part, path = "customXml/item2.xml", "{urn:briefgen:figures}figure"
    changed = broken(lambda found: setattr(found[0], "text", "999"), path, part)
    assert all("control of another" in each.how for each in changed) and changed
    offer = etree.Element(path, fact="offer", form="1")
    secret = broken(lambda found: found[-1].addnext(offer), path, part)
    assert [each.how for each in secret] == ["holds “”, which no control prints"]
