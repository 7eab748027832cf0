from __future__ import annotations

from dataclasses import replace

import pytest

from briefgen.formats.docx.markup import NAMESPACES, Element, attribute
from briefgen.formats.docx.settings import settings
from briefgen.model.blocks import Heading
from briefgen.model.document import Detail, Document
from briefgen.model.inlines import Inserted
from briefgen.model.length import mm
from briefgen.theme import Role
from tests.formats.docx.reading import Docx, document_written, find, text_of, written
from tests.formats.pdf.brief import timetable
from tests.house import house
from tests.samples import DOCUMENT, REVIEWED, paragraph, text

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def sample() -> Docx:
    return document_written(DOCUMENT)


@pytest.fixture(scope="module")
def draft() -> Docx:
    return document_written(replace(DOCUMENT, front=replace(DOCUMENT.front, draft="DRAFT")))


def furniture(docx: Docx, kind: str, pages: str) -> Element:
    """The header or footer to which the section refers for these pages."""
    (relation,) = docx.values(f"//w:sectPr/w:{kind}Reference[@w:type='{pages}']/@r:id")
    targets = {e.get("Id"): e.get("Target") for e in docx.xml("word/_rels/document.xml.rels")}
    return docx.xml(f"word/{targets[relation]}")


def lines(part: Element) -> list[str]:
    return [text_of(paragraph) for paragraph in find(part, "w:p")]


def test_the_first_page_has_the_masthead(sample: Docx) -> None:
    assert sample.all("//w:sectPr/w:titlePg")
    assert lines(furniture(sample, "header", "first")) == ["Official", "Fisheries desk\tBrief\u00a0No.\u00a019"]


def test_the_other_pages_have_a_running_head(sample: Docx) -> None:
    assert lines(furniture(sample, "header", "default")) == [
        "Official",
        "Herring: weekly brief\tNo.\u00a019\u00a0·\u00a05\u00a0May\u00a02031",
    ]


@pytest.mark.parametrize(
    ("pages", "line"), [("first", "Fisheries desk\t1 of 1"), ("default", "Fisheries desk\t2 of 2")]
)
def test_every_page_has_the_desk_its_number_and_the_marking(sample: Docx, pages: str, line: str) -> None:
    footer = furniture(sample, "footer", pages)
    assert lines(footer) == [line, "Official"]
    named = (' DOCPROPERTY "Desk" ', " PAGE ", " NUMPAGES ", ' DOCPROPERTY "Marking" ')
    assert find(footer, "//w:instrText/text()") == list(named)


def instructions(head: Element) -> list[str]:
    return [str(each).strip() for each in find(head, "//w:instrText/text()")]


def test_heads_repeat_the_title_as_it_is_edited_and_else_a_property() -> None:
    """Word looks up a style by its name in the language of its menus, unless the style is none of its own."""
    for front, said in (
        (DOCUMENT.front, 'STYLEREF "Brief Title"'),
        (replace(DOCUMENT.front, running_title="Herring"), 'DOCPROPERTY "Running title"'),
        (
            replace(DOCUMENT.front, title=(Inserted(DOCUMENT.front.title, "A. Reviewer", REVIEWED),)),
            'DOCPROPERTY "Running title"',
        ),
    ):
        docx = document_written(replace(DOCUMENT, front=front))
        head = instructions(furniture(docx, "header", "default"))
        assert head == ['DOCPROPERTY "Marking"', said, 'DOCPROPERTY "Running issue"']
    assert instructions(furniture(docx, "header", "first")) == [
        f'DOCPROPERTY "{n}"' for n in ("Marking", "Desk", "Issue")
    ]


def test_the_number_of_pages_is_that_of_the_pdf_until_word_counts() -> None:
    docx = document_written(replace(DOCUMENT, pages=7))
    assert lines(furniture(docx, "footer", "first"))[0] == "Fisheries desk\t1 of 7"


def test_the_running_head_has_the_room_of_its_role() -> None:
    styles, role = written().xml("word/styles.xml"), house().style(Role.RUNNING)
    assert find(styles, "//w:style[@w:styleId='Header']//w:bottom/@w:space") == [str(round(role.space_after))]
    assert find(styles, "//w:style[@w:styleId='Header']//w:spacing/@w:before") == [str(round(role.space_before * 20))]
    assert find(styles, "//w:style[@w:styleId='Footer']//w:top/@w:space") == [str(round(role.space_before))]
    assert find(styles, "//w:style[@w:styleId='Footer']//w:spacing/@w:after") == [str(round(role.space_after * 20))]


def test_no_marking_leaves_no_empty_line() -> None:
    docx = document_written(replace(DOCUMENT, front=replace(DOCUMENT.front, marking="")))
    assert len(lines(furniture(docx, "header", "first"))) == 1
    assert len(lines(furniture(docx, "footer", "default"))) == 1


@pytest.mark.parametrize(("page", "width", "height", "left"), [("A4", 210, 297, 25), ("Letter", 215.9, 279.4, 28)])
def test_the_sheet_is_the_themes(page: str, width: float, height: float, left: float) -> None:
    docx = written(page=page)
    (size,), (margins,) = docx.all("//w:sectPr/w:pgSz"), docx.all("//w:sectPr/w:pgMar")
    assert attribute(size, "w:w") == str(round(mm(width) * 20))
    assert attribute(size, "w:h") == str(round(mm(height) * 20))
    assert attribute(margins, "w:left") == attribute(margins, "w:right") == str(round(mm(left) * 20))
    tab = find(docx.xml("word/styles.xml"), "//w:style[@w:styleId='Footer']//w:tab/@w:pos")
    assert tab == [str(round(house(page).page.text_width * 20))]


def test_the_title_stands_first(sample: Docx) -> None:
    first, second, third = sample.body[:3]
    assert (text_of(first), text_of(second)) == ("Herring: weekly brief", "Landings, quota and the vote in June")
    assert text_of(third).startswith("Edition\u00a05\u00a0May\u00a02031 Covers\u00a0April\u00a02031")


def test_a_detail_longer_than_a_line_may_break() -> None:
    details = (Detail("For", text("; ".join(["Minister", "Permanent Secretary"] * 5))),)
    docx = document_written(replace(DOCUMENT, front=replace(DOCUMENT.front, details=details)))
    assert "; Permanent Secretary" in docx.texts("Details")[0]


def test_a_long_detail_has_lines_of_its_own() -> None:
    details = (
        Detail("Edition", text("5 May")),
        Detail("For", text("Minister; " * 18)),
        Detail("By", text("Desk")),
        Detail("Of", text("May")),
    )
    docx = document_written(replace(DOCUMENT, front=replace(DOCUMENT.front, details=details)))
    lines = docx.texts("Details")[0].split("\n")
    assert [line.split("\u00a0")[0] for line in lines] == ["Edition", "For", "By"]
    assert lines[-1].endswith("Desk Of\u00a0May")


def test_a_bare_front_is_a_title() -> None:
    docx = document_written(
        replace(DOCUMENT, front=replace(DOCUMENT.front, subtitle=(), details=()), blocks=(), notes=())
    )
    assert [text_of(p) for p in docx.all("/w:document/w:body/w:p")] == ["Herring: weekly brief"]


class TestWatermark:
    @pytest.mark.parametrize("pages", ["first", "default"])
    def test_a_draft_says_so_across_every_page(self, draft: Docx, pages: str) -> None:
        (shape,) = find(furniture(draft, "header", pages), "//v:shape")
        assert find(shape, "v:textpath/@string") == ["DRAFT"]
        assert find(shape, "@fillcolor") == [house().colours.watermark]
        assert str(shape.get("id")).startswith("PowerPlusWaterMarkObject")

    def test_the_words_have_ids_of_their_own(self, draft: Docx) -> None:
        shapes = [find(furniture(draft, "header", pages), "//v:shape")[0] for pages in ("first", "default")]
        assert len({shape.get("id") for shape in shapes}) == 2

    def test_a_cleared_brief_has_none(self, sample: Docx) -> None:
        assert not any(b"v:shape" in data for data in sample.parts.values())


class TestProperties:
    def properties(self, docx: Docx) -> dict[str, str]:
        return {e.tag.split("}")[1]: e.text or "" for e in docx.xml("docProps/core.xml")}

    def test_they_are_the_documents(self, sample: Docx) -> None:
        assert self.properties(sample) == {
            "title": "Herring: weekly brief",
            "subject": "Landings, quota and the vote in June",
            "creator": "Fisheries desk",
            "keywords": "herring, quota",
            "language": "en-GB",
            "lastModifiedBy": "Fisheries desk",
            "revision": "1",
            "created": "2031-05-05T00:00:00Z",
            "modified": "2031-05-05T00:00:00Z",
        }

    def test_edition_version_and_ledger_are_properties_of_their_own(self) -> None:
        properties = replace(DOCUMENT.properties, edition="2031-05-05-herring", version="3", ledger="ab" * 32)
        docx = document_written(replace(DOCUMENT, properties=properties))
        named = {e.get("name"): "".join(e.itertext()) for e in docx.xml("docProps/custom.xml")}
        repeated = {name: named.pop(name) for name in ("Desk", "Marking", "Issue", "Running issue")}
        assert list(repeated.values())[:2] == ["Fisheries desk", "Official"]
        assert named == {"Edition": "2031-05-05-herring", "Version": "3", "Ledger SHA-256": "ab" * 32}
        manifest = docx.xml("customXml/item1.xml")
        assert [manifest.get(name) for name in ("edition", "version", "ledger")] == list(named.values())

    def test_nothing_is_left_of_a_template(self, sample: Docx) -> None:
        whole = b"".join(sample.parts.values())
        for leftover in (b"python-docx", b"Normal.dotm", b"Light Shading", b"Calibri Light", b"en-US"):
            assert leftover not in whole
        assert whole.count(b"Calibri") == whole.count(b'<w:altName w:val="Calibri"/>') > 0


class TestSettings:
    def test_word_opens_it_in_its_own_mode(self, sample: Docx) -> None:
        settings = sample.xml("word/settings.xml")
        assert find(settings, "//w:compatSetting[@w:name='compatibilityMode']/@w:val") == ["15"]

    def test_the_language_is_the_documents(self) -> None:
        document = replace(DOCUMENT, properties=replace(DOCUMENT.properties, language="en-AU"))
        docx = document_written(document)
        assert find(docx.xml("word/styles.xml"), "//w:rPrDefault//w:lang/@w:val") == ["en-AU"]
        assert find(docx.xml("word/settings.xml"), "//w:themeFontLang/@w:val") == ["en-AU"]

    @pytest.mark.parametrize(("language", "signs"), [("fr", ",;"), ("de-CH", ".,"), ("es-MX", ".,"), ("ru", ",;")])
    def test_tables_calculate_with_the_signs_of_the_language(self, language: str, signs: str) -> None:
        part = settings(language, has_notes=False, has_fonts=False)
        assert find(part, "//w:decimalSymbol/@w:val | //w:listSeparator/@w:val") == list(signs)


class TestStyles:
    def style(self, docx: Docx, name: str) -> Element:
        (style,) = find(docx.xml("word/styles.xml"), f"//w:style[w:name/@w:val='{name}']")
        return style

    @pytest.mark.parametrize(
        ("name", "role"),
        [("Title", Role.TITLE), ("heading 1", Role.HEADING_1), ("Body Text", Role.BODY), ("Table Text", Role.TABLE)],
    )
    def test_they_are_set_as_the_theme_says(self, sample: Docx, name: str, role: Role) -> None:
        style, wanted = self.style(sample, name), house().style(role)
        assert find(style, "w:rPr/w:rFonts/@w:ascii") == [house().face(role).family]
        assert find(style, "w:rPr/w:sz/@w:val") == [str(round(wanted.size * 2))]
        assert find(style, "w:rPr/w:color/@w:val") == [wanted.colour[1:].upper()]
        assert find(style, "w:pPr/w:spacing/@w:line") == [str(round(wanted.leading * 20))]

    def test_no_size_is_rounded(self) -> None:
        sizes = {role: style.size for role, style in house().styles.items()}
        assert {role: size for role, size in sizes.items() if size * 2 != round(size * 2)} == {}

    def test_a_semibold_is_a_family_and_not_a_smeared_one(self, sample: Docx) -> None:
        heading = self.style(sample, "heading 1")
        assert find(heading, "w:rPr/w:rFonts/@w:ascii") == ["Source Sans 3 Semibold"]
        assert find(heading, "w:rPr/w:b") == []

    def test_strong_serif_is_the_familys_bold(self, sample: Docx) -> None:
        strong = self.style(sample, "Strong")
        assert find(strong, "w:rPr/w:rFonts") == []
        assert find(strong, "w:rPr/w:b")

    def test_markings_are_capitals_with_tracking(self, sample: Docx) -> None:
        marking = self.style(sample, "Marking")
        assert find(marking, "w:rPr/w:caps")
        assert find(marking, "w:rPr/w:spacing/@w:val") == ["10"]

    def test_all_based_on_and_next_styles_exist(self, sample: Docx) -> None:
        styles = sample.xml("word/styles.xml")
        known = set(find(styles, "//w:style/@w:styleId"))
        assert set(find(styles, "//w:basedOn/@w:val | //w:next/@w:val")) <= known
        assert len(known) == len(find(styles, "//w:style"))

    def test_every_font_is_described(self, sample: Docx) -> None:
        families = find(sample.xml("word/fontTable.xml"), "//w:font/@w:name")
        assert families == sorted({face.family for face in house().faces})
        used = set(find(sample.xml("word/styles.xml"), "//w:rFonts/@w:ascii"))
        assert used <= set(families)
        kinds = find(sample.xml("word/fontTable.xml"), "//w:font[@w:name='Source Serif 4']/w:family/@w:val")
        assert kinds == ["roman"]

    def test_the_theme_has_the_house_colours(self, sample: Docx) -> None:
        theme = sample.xml("word/theme/theme1.xml")
        accents = theme.xpath("//a:accent1/a:srgbClr/@val", namespaces=NAMESPACES)
        assert accents == [house().colours.data[0][1:].upper()]


def test_documents_without_anything_can_be_written() -> None:
    empty = Document(replace(DOCUMENT.front, title=(), subtitle=(), details=()), DOCUMENT.properties, ())
    assert document_written(empty).all("//w:sectPr")


def test_landscape_tables_in_a_row_share_a_section_with_the_heading_above_them() -> None:
    turned = [replace(timetable(2, name), turned=True, id=name) for name in ("Ab", "Bc", "Cd")]
    heading = Heading(1, text("Lines"), id="h")
    docx = written(paragraph("Before.", "b"), heading, *turned[:2], paragraph("After.", "a"), turned[2])
    assert docx.values("//w:sectPr/w:pgSz/@w:orient") == ["landscape", "landscape"]
    assert len(docx.all("//w:sectPr")) == 4
    assert find(docx.all("//w:p[.//w:sectPr]")[0], ".//w:t/text()") == ["Before."]
    assert not docx.all("//w:tbl[last()]/following-sibling::w:p[.//w:sectPr]")
