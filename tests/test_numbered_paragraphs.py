"""Paragraphs that are numbered through a whole brief, and references to them, in each format and in what comes back."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest

from briefgen.assemble.numbering import with_capitals
from briefgen.content import Folder, house_assets
from briefgen.formats import FORMATS
from briefgen.formats.docx import write as write_docx
from briefgen.formats.text import TextForm, write_text
from briefgen.formats.written import Job
from briefgen.model.blocks import Block, Change, ChangeKind, Heading, List, ListItem, Paragraph, Quotation
from briefgen.model.document import Document
from briefgen.model.inlines import CrossReference, Strong, Text
from briefgen.model.traverse import map_blocks, number_paragraphs
from briefgen.pipeline import Checked, check
from briefgen.proof import prove_docx
from briefgen.render import paginated
from briefgen.spans import whole_file
from briefgen.workspace import Workspace
from tests.archives import unzipped, zipped
from tests.desk import EDITION, FILES, write_desk
from tests.house import house
from tests.review.editing.opened import OpenFile, W
from tests.review.hands import paragraph, pulled_after, section, trip_with, typed
from tests.samples import DOCUMENT, text

pytestmark = pytest.mark.slow

HOME = whole_file("content/edition")
HEADER = FILES[f"{EDITION}/edition.yaml"]
HARBOURS = "/sections/30-harbours.md"
BODY = """---
title: Harbours
---

The harbour stays shut. {#harbour}

[](#para:harbour) says why. See [](#para:quay), and cf. [](#para:harbour) for [the rest](#para:harbour):

- the boats stay out;
- so do the crews.

## The quay

The quay is open,
whatever is said. {#quay}

> [!NOTE]
> A callout has no number.

> Nor has a quotation.
"""
ANNEX = "---\ntitle: More\nkind: annex\n---\n\nAn annex has none; see [](#para:quay).\n"
NUMBERED = {
    "/edition.yaml": f"{HEADER}numbered_paragraphs: true\n",
    HARBOURS: BODY,
    "/sections/40-more.md": ANNEX,
}


def checked(folder: Path, changes: dict[str, str | None]) -> Checked:
    content = write_desk(folder, changes)
    return check(Workspace(Folder(content), house_assets(), folder / "out"), EDITION)


def document_of(folder: Path, changes: dict[str, str | None]) -> Document:
    found = checked(folder, changes)
    assert found.draft is not None and found.diagnostics == (), found.diagnostics
    return found.draft.document


@pytest.fixture(scope="module")
def brief(tmp_path_factory: pytest.TempPathFactory) -> Document:
    return document_of(tmp_path_factory.mktemp("numbered"), {**NUMBERED})


def test_paragraphs_of_sections_count_and_nothing_else_does(brief: Document) -> None:
    written = write_text(brief, TextForm())
    begun = r"^(?:(\d+)\. )?(Boats|The harbour|Paragraph|The quay is|An annex|A callout)"
    numbers = re.findall(begun, written, re.MULTILINE)
    assert numbers[:4] == [("1", "Boats"), ("3", "The harbour"), ("4", "Paragraph"), ("5", "The quay is")]
    assert {number for number, begins in numbers if begins in ("An annex", "A callout")} == {""}
    assert "Paragraph 3 says why. See paragraph 5, and cf. paragraph 3 for the\n   rest:\n" in written
    assert "An annex has none; see paragraph 5." in written


def test_a_mail_and_a_text_have_the_same_numbers(brief: Document) -> None:
    assert write_text(brief, TextForm()) == write_text(brief, TextForm(numbered=False))


@pytest.mark.parametrize(
    ("target", "changes", "message", "hint"),
    [
        ("para:harbor", {}, 'there is no paragraph "harbor" to refer to', 'did you mean "para:harbour"?'),
        (
            "para:note",
            {},
            'paragraph "note" has no number to refer to',
            "move it out of its block or annex, or write a paragraph above its list",
        ),
        ("para:quay", {"/edition.yaml": None}, 'paragraph "quay" has no number', "write `numbered_paragraphs: true`"),
        ("paragraph:quay", {}, '"#paragraph:quay" names nothing', "did you mean"),
    ],
)
def test_a_reference_to_no_number_is_an_error_with_the_way_out(
    tmp_path: Path, target: str, changes: dict[str, str | None], message: str, hint: str
) -> None:
    body = "---\ntitle: Harbours\n---\n\nThe quay. {#quay}\n\nThe harbour. {#harbour}\n\n- An item. {#note}\n\n"
    other = {HARBOURS: f"{body}See [](#{target}).\n"}
    header = {"/edition.yaml": HEADER} if changes else {}
    (fault,) = checked(tmp_path, {**NUMBERED, "/sections/40-more.md": None, **other, **header}).diagnostics
    assert fault.is_error and fault.message.startswith(message) and fault.hint.startswith(hint)
    assert (fault.place.line, fault.place.column) == (11, 5)


def test_items_of_lists_below_numbered_paragraphs_are_referred_to_by_both_numbers(tmp_path: Path) -> None:
    listed = "1. boats {#boats}\n2. crews:\n\n   1. north\n   2. south {#south}\n\n- A point. {#point}\n"
    body = f"---\ntitle: Harbours\n---\n\nThe quay.\n\nThe ministry asks for:\n\n{listed}\n"
    body += "See [](#para:boats) and [](#para:south). [](#para:south) holds.\n"
    other = {**NUMBERED, "/sections/40-more.md": None}
    document = document_of(tmp_path / "sound", {**other, HARBOURS: body})
    written = " ".join(write_text(document, TextForm()).split())
    number = re.findall(r"(\d+)\. The ministry asks", written)[0]
    south = f"{number}(b)(ii)"
    assert f"See paragraph {number}(a) and paragraph {south}. Paragraph {south} holds." in written
    (fault,) = checked(tmp_path / "point", {**other, HARBOURS: f"{body}\nSee [](#para:point).\n"}).diagnostics
    assert (fault.code, fault.message) == ("BG304", 'paragraph "point" has no number to refer to')


def test_an_id_alone_is_no_paragraph(tmp_path: Path) -> None:
    (fault,) = checked(tmp_path, {HARBOURS: "---\ntitle: Vote\n---\n\nSo.\n\n{#alone}\n"}).diagnostics
    assert fault.message == "the paragraph is empty"


def test_a_typed_number_is_a_warning_that_names_the_reference(tmp_path: Path) -> None:
    body = BODY.replace("See [](#para:quay)", "See paragraph 5")
    (fault,) = checked(tmp_path, {**NUMBERED, HARBOURS: body}).diagnostics
    assert (fault.code, fault.hint.partition(",")[0]) == ("BG455", "write [](#para:quay)")


@pytest.mark.parametrize(
    ("before", "is_capital"),
    [("", True), ("It ends. ", True), ("(It ends.) ", True), ("in ", False), ("cf. ", False), ("z. B. ", False)],
)
def test_a_reference_that_opens_a_sentence_has_a_capital(before: str, is_capital: bool) -> None:
    reference = CrossReference("para:x", text="paragraph 7")
    for inlines in ((Text(before), reference), (Strong((Text(before), reference)),)):
        (*_, last) = with_capitals(inlines)
        found = last.content[-1] if isinstance(last, Strong) else last
        assert found == replace(reference, text="Paragraph 7" if is_capital else "paragraph 7")


def numbered(blocks: tuple[Block, ...]) -> Document:
    return replace(DOCUMENT, blocks=tuple(number_paragraphs(blocks, count(1))), notes=())


SAMPLE = numbered(
    (
        Heading(1, text("Harbours"), "1", id="h-1"),
        Paragraph(text("The harbour stays shut."), id="p-1", anchor="para:harbour"),
        Paragraph((Text("See "), CrossReference("para:harbour", text="paragraph\u00a01"), Text(".")), id="p-2"),
        List((ListItem((Paragraph(text("The boats stay out."), id="p-i"),), id="i-1"),), numbered=True, id="l-1"),
        Quotation((Paragraph(text("We shall wait."), id="p-q"),), id="q-1"),
        Heading(2, text("The quay"), id="h-2"),
        Paragraph(text("The quay is open. " * 12), id="p-3"),
    )
)
PLACES = [place for place, block in enumerate(SAMPLE.blocks) if isinstance(block, Paragraph)]
LETTERED = numbered(
    (
        Paragraph(text("The ministry asks for:"), id="p-1"),
        List(
            (
                ListItem((Paragraph(text("more boats;"), id="p-a"),), id="i-a"),
                ListItem(
                    (
                        Paragraph(text("more crews:"), id="p-b"),
                        List(
                            tuple(
                                ListItem((Paragraph(text(f"crew {word}"), id=f"p-{word}"),), id=f"i-{word}")
                                for word in ("north", "south", "east", "west")
                            ),
                            numbered=True,
                            id="l-2",
                        ),
                    ),
                    id="i-b",
                ),
            ),
            numbered=True,
            id="l-1",
        ),
    )
)
GONE = Change(ChangeKind.DELETED, "Ana Ruiz", datetime(2031, 5, 6, tzinfo=UTC))


@pytest.mark.parametrize("name", ["pdf", "html", "txt"])
def test_the_proof_finds_a_wrong_number(name: str) -> None:
    format_, job = FORMATS[name], paginated(Job(SAMPLE, {}, house(), HOME))
    assert format_.prove(job, format_.write(job).data) == []
    for place, number in zip(PLACES, ("7", "", "2"), strict=True):
        blocks = [*job.document.blocks]
        wrong = blocks[place]
        assert isinstance(wrong, Paragraph)
        blocks[place] = replace(wrong, number=number)
        other = replace(job, document=replace(job.document, blocks=(*blocks,)))
        for expected in (job, *([other] if number else [])):
            (fault, *_) = format_.prove(expected, format_.write(other).data)
            assert "number of the paragraph" in fault.message, (name, place, number)


def docx_faults(document: Document, parts: dict[str, bytes]) -> list[str]:
    return [fault.message for fault in prove_docx(document, {}, zipped(parts), HOME)]


@pytest.mark.parametrize(
    ("part", "pattern", "other"),
    [
        ("numbering", rb'(<w:abstractNum w:abstractNumId="7">.*?<w:start w:val=)"1"', rb'\1"2"'),
        ("numbering", rb'(<w:abstractNum w:abstractNumId="7">.*?<w:lvlText w:val=)"%1\."', rb'\1"%1"'),
        ("styles", rb'<w:numPr><w:numId w:val="5"/></w:numPr>', rb""),
        ("document", rb'<w:pStyle w:val="NumberedParagraph"/>', rb'<w:pStyle w:val="BodyText"/>'),
    ],
)
def test_the_proof_finds_what_word_would_count_otherwise(part: str, pattern: bytes, other: bytes) -> None:
    parts = unzipped(write_docx(SAMPLE, {}, house()).data)
    assert docx_faults(SAMPLE, parts) == []
    name = f"word/{part}.xml"
    changed = re.sub(pattern, other, parts[name], count=1, flags=re.DOTALL)
    assert changed != parts[name]
    (fault, *_) = docx_faults(SAMPLE, {**parts, name: changed})
    assert "number of the paragraph" in fault


def test_word_counts_by_a_style_and_refers_by_a_field() -> None:
    parts = unzipped(write_docx(SAMPLE, {}, house()).data)
    document = parts["word/document.xml"].decode()
    assert document.count('<w:pPr><w:pStyle w:val="NumberedParagraph"/>') == len(PLACES)
    (bookmark,) = re.findall(r" REF (\S+) \\r \\h ", document)
    inside = document.partition(f'w:name="{bookmark}"/>')[2]
    assert inside.startswith('<w:r><w:t xml:space="preserve">The harbour stays shut.')
    assert "The harbour stays shut." in re.findall(r"<w:t [^>]*>([^<]*)", document)


@pytest.mark.parametrize(
    ("language", "marks"),
    [
        ("en-GB", ["(a)", "(b)", "(i)", "(ii)", "(iii)", "(iv)"]),
        ("fr-FR", ["a)", "b)", "i)", "ii)", "iii)", "iv)"]),
        ("ru-RU", ["1)", "2)", "1)", "2)", "3)", "4)"]),
        ("ur-PK", ["(1)", "(2)", "(1)", "(2)", "(3)", "(4)"]),
    ],
)
def test_lists_below_numbered_paragraphs_count_otherwise_than_these(language: str, marks: list[str]) -> None:
    document = replace(LETTERED, properties=replace(LETTERED.properties, language=language))
    written = write_text(document, TextForm())
    assert re.findall(r"^\W* (\(?\w+\)) ", written, re.MULTILINE) == marks
    names = ("pdf", "docx", "html", "txt") if language == "en-GB" else ("docx",)
    job = paginated(Job(document, {}, house(), HOME))
    assert {name: FORMATS[name].prove(job, FORMATS[name].write(job).data) for name in names} == {
        name: [] for name in names
    }


@pytest.mark.parametrize("name", ["pdf", "docx", "html", "txt"])
def test_the_proof_finds_a_list_that_counts_otherwise(name: str) -> None:
    job = paginated(Job(LETTERED, {}, house(), HOME))
    plain = map_blocks(LETTERED.blocks, change_block=lambda b: replace(b, lettered=False) if isinstance(b, List) else b)
    written = FORMATS[name].write(replace(job, document=replace(job.document, blocks=plain))).data
    (fault, *_) = FORMATS[name].prove(job, written)
    assert "number of the list item" in fault.message


def test_a_brief_without_numbers_knows_nothing_of_them() -> None:
    parts = unzipped(write_docx(replace(SAMPLE, blocks=SAMPLE.blocks[3:5]), {}, house()).data)
    assert b"NumberedParagraph" not in parts["word/styles.xml"] + parts["word/numbering.xml"]
    page = FORMATS["html"].write(paginated(Job(replace(SAMPLE, blocks=SAMPLE.blocks[3:5]), {}, house(), HOME))).data
    assert b"numbered" not in page


def test_what_a_redline_takes_out_has_no_number_until_it_is_rejected() -> None:
    blocks = [*SAMPLE.blocks]
    blocks[PLACES[0]] = replace(blocks[PLACES[0]], change=GONE, anchor="", id="")
    (first, last) = number_paragraphs([blocks[place] for place in PLACES[1:]], count(1))
    blocks[PLACES[1]], blocks[PLACES[2]] = first, last
    document = replace(SAMPLE, blocks=(*blocks,))
    for name in ("pdf", "docx", "html"):
        job = paginated(Job(document, {}, house(), HOME))
        assert FORMATS[name].prove(job, FORMATS[name].write(job).data) == []
    written = unzipped(write_docx(document, {}, house()).data)["word/document.xml"].decode()
    (change,) = re.findall(r"<w:pPrChange .*?</w:pPrChange>", written)
    assert change.endswith('><w:pPr><w:pStyle w:val="NumberedParagraph"/></w:pPr></w:pPrChange>')
    assert written.count('<w:pPr><w:pStyle w:val="NumberedParagraph"/>') == len(PLACES)


@pytest.mark.slow
def test_a_reviewers_paragraph_comes_back_without_a_number(tmp_path: Path) -> None:
    trip = trip_with(tmp_path, {**NUMBERED})

    def add(file: OpenFile) -> None:
        spot = paragraph(file, "The harbour stays")
        spot.addnext(typed("The owners know.", spot))

    pulled = pulled_after(trip, add)
    assert section(trip, pulled, EDITION + HARBOURS) == BODY.replace(
        "shut. {#harbour}\n", "shut. {#harbour}\n\nThe owners know.\n"
    )


@pytest.mark.slow
def test_an_untouched_document_changes_nothing_and_words_keep_their_references(tmp_path: Path) -> None:
    trip = trip_with(tmp_path, {**NUMBERED})
    assert pulled_after(trip, lambda _: None).changes == ()

    def retype(file: OpenFile) -> None:
        runs = [each for each in paragraph(file, "Paragraph").iter() if each.text == " says why. See "]
        runs[0].text = " says so. See "

    pulled = pulled_after(trip, retype)
    assert section(trip, pulled, EDITION + HARBOURS) == BODY.replace("says why", "says so")


@pytest.mark.slow
def test_numbers_that_word_has_updated_behind_a_new_paragraph_are_no_edits(tmp_path: Path) -> None:
    trip = trip_with(tmp_path, {**NUMBERED})

    def add(file: OpenFile) -> None:
        spot = paragraph(file, "The harbour stays")
        spot.addprevious(typed("The owners know.", spot))
        for begins in ("Paragraph", "An annex"):
            shown = [each for each in paragraph(file, begins).iter(f"{W}t") if each.text in ("3", "5")]
            assert shown
            for number in shown:
                number.text = {"3": "4", "5": "6"}[number.text or ""]

    pulled = pulled_after(trip, add)
    assert len(pulled.changes) == 1
    assert section(trip, pulled, EDITION + HARBOURS) == BODY.replace(
        "\n\nThe harbour stays", "\n\nThe owners know.\n\nThe harbour stays"
    )
