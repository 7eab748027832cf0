"""LibreOffice sets the Word document as our PDF is set, and gives it back whole when it has saved it.

Measured with LibreOffice 7.4: of the two editions the first has 6 pages in both and the second 10 in the PDF and 9 in
LibreOffice, which sets tables a little tighter and does not hold text back for what must stay together; the sample has
3, the starter 2. One heading of each edition stands on another page than its contents say, by one. The body reads the
same word by word, but for what `body` leaves out on both sides.
"""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cached_property
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from lxml import etree
from pypdf import PdfReader

from briefgen.formats.docx.markup import Element
from briefgen.layout.document import FEWEST_WITH_CONTENTS
from briefgen.model.blocks import Contents, Figure, Heading, Listed, Table
from briefgen.model.direction import LEFT_TO_RIGHT, direction_of
from briefgen.model.drawing import Words
from briefgen.model.labels import labels_for
from briefgen.model.traverse import blocks_of, outline_name, plain_text
from tests.formats.docx.corpus import EDITIONS, Made, corpus, made_of
from tests.formats.docx.lint import fields
from tests.formats.docx.opened import Docx, find, text_of
from tests.formats.docx.said import said, squeezed
from tests.house import house
from tests.office import converted_together

NAMES = ("sample", *EDITIONS, "starter", "lists")
PAGES_APART = 1
"""By how many pages two engines may differ, in all and in where a heading stands."""

COPIED = re.compile(r"(_Copy_\d+)+$")
"""What LibreOffice adds to the names of bookmarks in every footnote but the first, which it reads twice."""

KEPT = ("SEQ", "REF", "NOTEREF", "TOC", "PAGE", "NUMPAGES")
"""The fields that LibreOffice keeps. PAGEREF in contents is a plain number then, which the contents' field renews."""

LANGUAGE = re.compile(r"^language: *(\S+)", re.MULTILINE)
"""The language in an edition's header, which names it where it is not the desk's."""

MARKS = str.maketrans("¹²³⁴⁵⁶⁷⁸⁹⁰", "1234567890")


@dataclass(frozen=True)
class LaidOut:
    """A document, our PDF of it, and what LibreOffice makes of its Word document."""

    name: str
    made: Made
    pdf: Path
    saved: Path

    @cached_property
    def ours(self) -> PdfReader:
        return PdfReader(BytesIO(self.made.pdf))

    @cached_property
    def theirs(self) -> PdfReader:
        return PdfReader(self.pdf)

    @property
    def charts(self) -> list[str]:
        """The words in the charts, which are drawn in our PDF and a picture in the other."""
        drawings = [each.drawing for each in self.made.media.values() if each.drawing]
        marks = [mark for drawing in drawings for mark in drawing.marks]
        return [word for mark in marks if isinstance(mark, Words) for word in words(mark.text)]


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> dict[str, LaidOut]:
    """The editions and the samples, all converted by one process for each format."""
    folder = tmp_path_factory.mktemp("office")
    made = {claim.name: _cleared(claim.make()) for claim in corpus() if claim.name in NAMES}
    assert set(made) == set(NAMES)
    for name, each in made.items():
        (folder / f"{name}.docx").write_bytes(each.docx)
    sources = [folder / f"{name}.docx" for name in made]
    printed = converted_together(sources, "pdf")
    saved = converted_together(sources, "docx:MS Word 2007 XML")
    return {name: LaidOut(name, made[name], *paths) for name, *paths in zip(made, printed, saved, strict=True)}


def _cleared(made: Made) -> Made:
    """The document without the word across the pages of a draft, which would stand in the midst of the text.

    Its charts are pictures: test_charts_in_libreoffice.py looks at those that programs draw themselves.
    """
    front = replace(made.document.front, draft="")
    pictures = {name: replace(picture, plot=None) for name, picture in made.media.items()}
    return made_of(replace(made.document, front=front), pictures)


def is_from_left(name: str) -> bool:
    """Whether a sample or edition runs from the left, by its header."""
    header = EDITIONS[name] / name / "edition.yaml" if name in EDITIONS else None
    found = LANGUAGE.search(header.read_text(encoding="utf-8")) if header else None
    return found is None or direction_of(found[1]) == LEFT_TO_RIGHT


@pytest.fixture(params=NAMES)
def document(request: pytest.FixtureRequest, documents: dict[str, LaidOut]) -> LaidOut:
    return documents[request.param]


def words(text: str) -> list[str]:
    """The words of a text, without points and commas; a figure with thin spaces between its thousands is one."""
    joined = text.translate(MARKS).replace("\u202f", "")
    return [word for word in re.split(r"[\s.,;]+", joined) if re.search(r"\w", word)]


def printed(pdf: Path) -> list[str]:
    """The words between the running heads and feet, in the order in which they are drawn."""
    page = house().page
    top, height = int(page.top) - 8, int(page.height - page.top - page.bottom) + 16
    box = ("-x", "0", "-y", str(top), "-W", str(int(page.width)), "-H", str(height))
    run = subprocess.run(["pdftotext", "-raw", *box, pdf, "-"], check=True, capture_output=True, text=True)
    return words(run.stdout)


def without(stream: list[str], run: Sequence[str], keep: int = 0) -> tuple[list[str], int]:
    """The words without a run of them, but for its first occurrences; and how often it stood there."""
    left, found, index, size = list[str](), 0, 0, len(run)
    while index < len(stream):
        if run and stream[index : index + size] == list(run):
            left += run if found < keep else []
            found, index = found + 1, index + size
        else:
            left.append(stream[index])
            index += 1
    return left, found


def body(stream: list[str], made: Made) -> list[str]:
    """The words without footnotes, which stand at the foot of other pages, and header rows that are repeated there."""
    for note in made.document.notes:
        stream, found = without(stream, words(f"{note.number} {' '.join(said(note.content))}"))
        assert found == 1, note.name
    tables = [block for block in blocks_of(made.document.blocks) if isinstance(block, Table)]
    heads = {block.again: words(" ".join(plain_text(cell.content) for cell in block.header)) for block in tables}
    for again, head in heads.items():
        stream, _ = without(stream, [*words(again), *head]) if again else (stream, 0)
    for head in {tuple(head) for head in heads.values() if head}:
        stream, found = without(stream, head)
        assert found, head
    return stream


def outline(reader: PdfReader) -> list[tuple[int, str, int]]:
    """The levels, texts and pages of an outline."""
    return list(_outline(reader, reader.outline, 1))


def _outline(reader: PdfReader, items: list[object], level: int) -> Iterator[tuple[int, str, int]]:
    for item in items:
        if isinstance(item, list):
            yield from _outline(reader, item, level + 1)
        else:
            yield level, squeezed(item.title), reader.get_destination_page_number(item) + 1


@pytest.mark.libreoffice
def test_pages_are_as_many(document: LaidOut) -> None:
    assert abs(len(document.ours.pages) - len(document.theirs.pages)) <= PAGES_APART


@pytest.mark.libreoffice
def test_outlines_are_alike(document: LaidOut) -> None:
    """The same headings in the same order and on the same levels; ours leaves their markings out."""
    headings = [block for block in document.made.document.blocks if isinstance(block, Heading)]
    markings = {squeezed(f"({heading.marking})") for heading in headings if heading.marking}
    theirs = [(level, _unmarked(title, markings)) for level, title, _ in outline(document.theirs)]
    key_figures = labels_for(document.made.document.properties.language).key_figures
    others = {squeezed(outline_name(block, key_figures)) for block in document.made.document.blocks}
    assert theirs == [(level, title) for level, title, _ in outline(document.ours) if title not in others]
    assert len(theirs) == len(headings)


def _unmarked(title: str, markings: set[str]) -> str:
    return next((title.removesuffix(marking) for marking in markings if title.endswith(marking)), title)


@pytest.mark.libreoffice
def test_headings_stand_where_the_contents_say(document: LaidOut) -> None:
    contents = [block for block in document.made.document.blocks if isinstance(block, Contents)]
    if not contents:
        assert document.made.document.pages < FEWEST_WITH_CONTENTS
        return
    entries = [entry for block in contents if block.of is Listed.HEADINGS for entry in block.entries]
    said_pages = [entry.page for entry in entries if entry.level == 1]
    pages = [page for level, _, page in outline(document.theirs) if level == 1]
    assert len(pages) == len(said_pages)
    apart = [abs(page - told) for page, told in zip(pages, said_pages, strict=True)]
    assert max(apart, default=0) <= PAGES_APART
    assert sum(apart) <= 2, "more than the two headings that were measured"
    assert bool(apart) is (document.name != "lists"), "only the lists have no headings"


@pytest.mark.libreoffice
@pytest.mark.poppler
@pytest.mark.parametrize("document", [*filter(is_from_left, NAMES)], indirect=True)
def test_all_words_come_in_the_same_order(document: LaidOut, tmp_path: Path) -> None:
    """Body, figures' titles and captions, tables and notes; only the words in the charts are a picture there.

    Where a redline parts a paragraph, we print a sign of its end, which LibreOffice has on the screen alone.
    An edition from the right is left out: pdftotext gives the words of a line as they stand there, from the left. Its
    texts in their order are read in test_readers.py, and its figures on the page in test_figures_from_right.py.
    """
    pdf = tmp_path / "ours.pdf"
    pdf.write_bytes(document.made.pdf)
    ours, theirs = body(printed(pdf), document.made), body(printed(document.pdf), document.made)
    assert len(theirs) > 60
    assert differences([word.removesuffix("¶") for word in ours], theirs) == (Counter(document.charts), [])


def differences(ours: list[str], theirs: list[str]) -> tuple[Counter[str], list[str]]:
    """The words that only we have, wherever, and those that only they have or have elsewhere, in their order."""
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    changes = [change for change in matcher.get_opcodes() if change[0] != "equal"]
    lacking = Counter(word for _, begin, end, _, _ in changes for word in ours[begin:end])
    return lacking, [word for _, _, _, begin, end in changes for word in theirs[begin:end]]


def test_words_that_are_lost_added_or_moved_are_differences() -> None:
    ours = ["the", "quota", "fell", "and", "landings", "rose"]
    assert differences(ours, ours) == (Counter(), [])
    assert differences(ours, ours[:2] + ours[3:]) == (Counter(["fell"]), [])
    assert differences(ours, [*ours, "again"]) == (Counter(), ["again"])
    assert differences(ours, [*ours[4:], *ours[:4]]) == (Counter(["landings", "rose"]), ["landings", "rose"])


@pytest.mark.libreoffice
@pytest.mark.poppler
def test_pictures_are_as_many(document: LaidOut) -> None:
    figures = [block for block in blocks_of(document.made.document.blocks) if isinstance(block, Figure)]
    rows = subprocess.run(["pdfimages", "-list", document.pdf], check=True, capture_output=True, text=True).stdout
    assert sum(row.split()[2] == "image" for row in rows.splitlines()[2:]) == len(figures)
    with pikepdf.open(BytesIO(document.made.pdf)) as pdf:
        tagged = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/Figure"]
        assert len(tagged) == len(figures)


@pytest.mark.libreoffice
def test_a_save_keeps_every_id(document: LaidOut) -> None:
    """Every bookmark of the manifest still stands, around a text that is the same."""
    before, after = Docx(document.made.docx), Docx(document.saved.read_bytes())
    listed = [each.get("bookmark") for each in before.xml("customXml/item1.xml")]
    assert len(listed) > 10
    texts = {COPIED.sub("", name): text for name, text in _bookmarked(after)}
    assert [name for name in listed if name not in texts] == []
    assert {name: text for name, text in _bookmarked(before) if texts[name] != text} == {}


def _bookmarked(docx: Docx) -> Iterator[tuple[str, str]]:
    """The texts of the paragraphs in which bookmarks begin, by the bookmarks' names; not the footnotes' numbers."""
    for story in docx.stories.values():
        for start in find(story, "//w:p//w:bookmarkStart"):
            name = str(find(start, "@w:name")[0])
            paragraph = find(start, "ancestor::w:p[1]")[0]
            yield name, squeezed("".join(find(paragraph, ".//w:t/text() | .//w:delText/text()")))


@pytest.mark.libreoffice
def test_a_save_keeps_the_manifest_and_the_properties(document: LaidOut) -> None:
    before, after = Docx(document.made.docx), Docx(document.saved.read_bytes())
    kept = [after.xml(name) for name in after.names if re.fullmatch(r"customXml/item\d+\.xml", name)]
    assert _canonical(before.xml("customXml/item1.xml")) in list(map(_canonical, kept))
    assert _custom(before).items() <= _custom(after).items()
    assert len(_custom(before)) > 0
    assert text_of_property(after, "title") == text_of_property(before, "title") != ""


def _canonical(root: Element) -> bytes:
    return etree.tostring(root, method="c14n")


def _custom(docx: Docx) -> dict[str, str]:
    if "docProps/custom.xml" not in docx.parts:
        return {}
    return {each.get("name", ""): "".join(each.itertext()) for each in docx.xml("docProps/custom.xml")}


def text_of_property(docx: Docx, name: str) -> str:
    return "".join(docx.xml("docProps/core.xml").xpath(f"//*[local-name()='{name}']/text()"))


@pytest.mark.libreoffice
def test_a_save_keeps_the_fields(document: LaidOut) -> None:
    before, after = Docx(document.made.docx), Docx(document.saved.read_bytes())
    assert _fields(after) == _fields(before)
    assert _fields(before)["SEQ"] + _fields(before)["TOC"] > 1


def _fields(docx: Docx) -> Counter[str]:
    read = (each for story in docx.stories.values() for each in fields.read(story) if isinstance(each, fields.Field))
    return Counter(each.words[0] for each in read if each.words[0] in KEPT)


@pytest.mark.libreoffice
def test_a_save_keeps_the_footnotes(document: LaidOut) -> None:
    before, after = Docx(document.made.docx), Docx(document.saved.read_bytes())
    if not document.made.document.notes:
        assert not any(after.footnotes.values()) if "word/footnotes.xml" in after.parts else True
        return
    assert [squeezed(text_of(note)) for note in after.footnotes.values()] == [
        squeezed(text_of(note)) for note in before.footnotes.values()
    ]
    assert len(find(after.body, "//w:footnoteReference")) == len(document.made.document.notes)
