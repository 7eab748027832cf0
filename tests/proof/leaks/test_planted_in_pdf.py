"""One thing that must not be there is put into one part of a PDF, and is found and named with that part."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from briefgen.proof.leaks import find_leaks
from tests.archives import zipped
from tests.proof.leaks.test_planted import CONVOY, FIGURE, FILE, PRINTED, SOURCE, TEXT, WITHHELD, WORD
from tests.proof.proving import written
from tests.samples import DOCUMENT, MEDIA

PATH = "brief.pdf"
Change = Callable[[Pdf], object]


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return written(DOCUMENT, MEDIA).pdf


def changed(data: bytes, change: Change, *, objects_apart: bool = False) -> bytes:
    """The PDF with a change, written by another program."""
    file = BytesIO()
    with pikepdf.open(BytesIO(data)) as opened:
        change(opened)
        mode = pikepdf.ObjectStreamMode.disable if objects_apart else pikepdf.ObjectStreamMode.generate
        opened.save(file, object_stream_mode=mode, fix_metadata_version=False)
    return file.getvalue()


def drawn(text: bytes, where: bytes = b"72 72") -> Change:
    """A text drawn on the first page in a standard font."""

    def change(opened: Pdf) -> None:
        page = opened.pages[0]
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
        page.Resources.Font["/Planted"] = opened.make_indirect(font)
        page.contents_add(b"BT /Planted 9 Tf " + where + b" Td " + text + b" ET")

    return change


def entry(find: Callable[[Pdf], Dictionary], key: str, value: object) -> Change:
    def change(opened: Pdf) -> None:
        find(opened)[key] = value

    return change


def element(opened: Pdf) -> Dictionary:
    """The first element of the structure."""
    kids = opened.Root.StructTreeRoot.K
    return kids[0] if isinstance(kids, Array) else kids


def annotation(opened: Pdf) -> Dictionary:
    return next(each for page in opened.pages for each in page.get("/Annots", []))


def outline(opened: Pdf) -> Dictionary:
    return opened.Root.Outlines.First


def font(opened: Pdf) -> Dictionary:
    return next(each for each in opened.objects if isinstance(each, Dictionary) and "/BaseFont" in each)


def attached(name: str, data: bytes) -> Change:
    def change(opened: Pdf) -> None:
        opened.attachments[name] = pikepdf.AttachedFileSpec(opened, data, filename=name, description="Zanzibar")

    return change


def metadata(opened: Pdf) -> None:
    packet = opened.Root.Metadata.read_bytes()
    assert b"</rdf:RDF>" in packet
    planted = b"<rdf:Description>Zanzibar</rdf:Description></rdf:RDF>"
    opened.Root.Metadata.write(packet.replace(b"</rdf:RDF>", planted))


def unused(data: bytes, **entries: object) -> Change:
    """A stream to which nothing refers but a key that no reader knows."""
    return lambda opened: opened.Root.__setitem__("/Unknown", opened.make_indirect(Stream(opened, data, **entries)))


def in_own_letters(opened: Pdf) -> None:
    """An unused stream that says a word by the glyphs of a font of the file."""
    maps = (
        each.ToUnicode.read_bytes() for each in opened.objects if isinstance(each, Dictionary) and "/ToUnicode" in each
    )
    from briefgen.proof.leaks.pdf import character_map

    for each in maps:
        codes = {letter: code for code, letter in character_map(each).items()}
        if all(letter in codes for letter in "thorn"):
            word = b"".join(codes[letter] for letter in "thorn").hex().encode()
            unused(b"BT /F1 9 Tf <" + word + b"> Tj ET")(opened)
            return
    raise AssertionError("no font has all letters")


PLANTED: Mapping[str, tuple[Change, str, str]] = {
    "a page": (drawn(b"(Zanzibar smuggled uranium) Tj"), "page 1", TEXT),
    "letters apart": (drawn(b"[(Zanz) -20 (ibar smug) 15 (gled uranium)] TJ"), "page 1", TEXT),
    "unseen letters": (drawn(b"3 Tr (Zanzibar) Tj"), "page 1", WORD),
    "beside the page": (drawn(b"(987,654) Tj", b"-900 -900"), "page 1", PRINTED),
    "a word cut by a line's end": (drawn(b"(Zanzi-) Tj 0 -12 Td (bar smuggled uranium) Tj"), "page 1", TEXT),
    "the properties": (
        lambda pdf: pdf.docinfo.__setitem__("/Title", "Zanzibar"),
        "title in the properties or the outline",
        WORD,
    ),
    "a property of its own": (lambda pdf: pdf.docinfo.__setitem__("/Ore", "Zanzibar’s"), "entry Ore", WORD),
    "XMP": (metadata, "XMP metadata, text", WORD),
    "the outline": (entry(outline, "/Title", "987,654"), "title in the properties or the outline", PRINTED),
    "a destination": (
        lambda pdf: pdf.Root.__setitem__("/Dests", Dictionary({"/hidden_convoy": Array([])})),
        "names of its objects",
        CONVOY,
    ),
    "a destination in a tree": (
        lambda pdf: pdf.Root.__setitem__("/Ore", Dictionary(Names=Array([String("hidden_convoy"), 1]))),
        "name of a destination",
        CONVOY,
    ),
    "an alternative text": (entry(element, "/Alt", "Zanzibar, ٩٨٧٬٦٥٤"), "alternative text in the structure", PRINTED),
    "an actual text": (entry(element, "/ActualText", "Zan\u00adzibar"), "actual text in the structure", WORD),
    "an expansion": (entry(element, "/E", "Zanzibar"), "expansion in the structure", WORD),
    "a title": (entry(element, "/T", "Zanzibar"), "title in the structure", WORD),
    "an id": (entry(element, "/ID", "hidden_convoy"), "id in the structure", CONVOY),
    "an annotation": (entry(annotation, "/Contents", "Zanzibar (there)"), "words of an annotation", WORD),
    "an address": (
        entry(annotation, "/A", Dictionary(S=Name.URI, URI="https://e.org/hidden_convoy")),
        "address of a link",
        CONVOY,
    ),
    "an attached file": (attached("ore.yaml", SOURCE), "attached ore.yaml", FILE),
    "an attached file's text": (attached("ore.yaml", SOURCE + b"\n"), "attached ore.yaml, text", FIGURE),
    "an attached file's name": (attached("convoys.png", b"a"), "name of an attached file", "the name “convoys.png”"),
    "an attached file's description": (attached("ore.yaml", b"a"), "description of an attached file", WORD),
    "an archive in an attached file": (
        attached("a.zip", zipped({"b/c.txt": b"Zanzibar"})),
        "attached a.zip, b/c.txt, text",
        WORD,
    ),
    "a font's name": (entry(font, "/BaseFont", Name("/ABCDEF+Zanzibar")), "names of its objects", WORD),
    "an unused stream": (unused(b"BT /F1 9 Tf (Zanzi) Tj (bar) Tj ET"), ", which no page uses", WORD),
    "an unused stream in UTF-16": (
        unused(b"BT /F1 9 Tf <FEFF005A0061006E007A0069006200610072> Tj ET"),
        ", which no page uses",
        WORD,
    ),
    "an unused text": (unused(b"Zanzibar 987654"), ", text", FIGURE),
    "an unused form": (unused(b"q (Zanzibar) Tj Q", BBox=Array([0, 0, 1, 1])), ", which no page uses", WORD),
    "an actual text in a page": (
        lambda pdf: pdf.pages[0].contents_add(b"/Span <</ActualText (Zanzibar)>> BDC EMC"),
        "actual text in the structure",
        WORD,
    ),
    "a remark in a page": (
        lambda pdf: pdf.pages[0].contents_add(b"% Zanzibar smuggled uranium\n"),
        "stream of object",
        TEXT,
    ),
    "a script": (
        lambda pdf: pdf.Root.__setitem__("/OpenAction", Dictionary(S=Name.JavaScript, JS="var ore = 'Zanzibar'")),
        "entry JS",
        WORD,
    ),
}


@pytest.mark.sample(6)
@pytest.mark.parametrize("name", PLANTED)
def test_what_is_put_into_a_pdf_is_found(name: str, pdf: bytes) -> None:
    change, part, what = PLANTED[name]
    for objects_apart in (False, True):
        found = {
            (leak.part, leak.what)
            for leak in find_leaks({PATH: changed(pdf, change, objects_apart=objects_apart)}, WITHHELD)
        }
        assert any(part in place and said == what for place, said in found), found


def test_a_pdf_holds_nothing_of_what_is_not_in_it(pdf: bytes) -> None:
    assert list(find_leaks({PATH: pdf}, WITHHELD)) == []
    assert list(find_leaks({PATH: changed(pdf, lambda _: None)}, WITHHELD)) == []


def test_the_letters_of_an_unused_stream_are_those_of_the_files_fonts(pdf: bytes) -> None:
    from briefgen.proof.leaks import Withheld

    withheld = Withheld(texts=["thorn"])
    assert list(find_leaks({PATH: pdf}, withheld)) == []
    (leak,) = find_leaks({PATH: changed(pdf, in_own_letters)}, withheld)
    assert leak.what == "the word “thorn”"


@pytest.mark.parametrize("planted", [b"% (Zanzibar)", b"<</Ore /Zanz#69bar>>", b"(Zanz\\151b\\\nar)", b"(\\(Zanzibar)"])
def test_what_stands_behind_the_end_of_a_pdf_is_found(planted: bytes, pdf: bytes) -> None:
    assert WORD in {leak.what for leak in find_leaks({PATH: pdf + b"\n" + planted}, WITHHELD)}


def test_a_pdf_that_cannot_be_read_is_no_clean_one(tmp_path: Path, pdf: bytes) -> None:
    with pikepdf.open(BytesIO(pdf)) as opened:
        opened.save(tmp_path / PATH, encryption=pikepdf.Encryption(owner="a", user="b"))
    found = list(find_leaks({PATH: (tmp_path / PATH).read_bytes()}, WITHHELD))
    assert found
    assert all("cannot be read" in leak.what for leak in found)


def test_a_picture_of_a_pdf_is_read_as_the_file_that_it_is(pdf: bytes) -> None:
    jpeg = b"\xff\xd8\xff\xfe\x00\x0aZanzibar\xff\xda\x00\x02\xff\xd9"
    change = unused(jpeg, Subtype=Name.Image, Filter=Name.DCTDecode, Width=1, Height=1)
    found = {(leak.part.partition(", ")[2], leak.what) for leak in find_leaks({PATH: changed(pdf, change)}, WITHHELD)}
    assert ("comment in the picture", WORD) in found
