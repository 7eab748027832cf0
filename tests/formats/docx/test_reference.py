from __future__ import annotations

import hashlib
import re
import subprocess
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile

import docx
import matplotlib
import pytest
import uharfbuzz
from fontTools.ttLib import TTFont
from lxml import etree

from briefgen.cache import Cache
from briefgen.errors import ContentError
from briefgen.formats import reference_document
from briefgen.formats.docx import safe_open, style_source, write
from briefgen.formats.docx.font_subsets import font_key, letters_for, subset
from briefgen.formats.docx.fonts import OBFUSCATED, hidden, is_font, may_be_embedded
from briefgen.formats.docx.markup import Element, qualified
from briefgen.formats.docx.office_theme import office_theme
from briefgen.formats.docx.reference import Reference, read_reference
from briefgen.formats.docx.style_source import house_style, house_style_faults
from briefgen.formats.docx.styles import Style
from briefgen.formats.docx.stylesheet import stylesheet
from briefgen.model.length import pt
from briefgen.theme import Face, Role, Theme
from tests import office
from tests.formats.docx.reading import Docx, document_written, find, text_of
from tests.formats.docx.references import (
    NUMBERING,
    PATH,
    SETTINGS_RELATIONS,
    STYLES,
    added,
    changed,
    faults,
    house_parts,
    packed,
    relation,
    replaced,
    style,
    styled,
    themed,
    with_style,
    without_style,
)
from tests.house import house
from tests.samples import DOCUMENT, MEDIA, paragraph

pytestmark = pytest.mark.slow

FONTS = [name for name in house_parts() if name.endswith(".odttf")]


@pytest.fixture(scope="module")
def made() -> Docx:
    return Docx(reference_document(house()))


@pytest.fixture(scope="module")
def committed() -> Docx:
    return Docx(PATH.read_bytes())


def canonical(element: Element) -> bytes:
    return bytes(etree.tostring(element, method="c14n"))


def by_id(part: Element, identity: Style | str) -> Element:
    name = identity.value if isinstance(identity, Style) else identity
    (found,) = find(part, f"w:style[@w:styleId='{name}']")
    return found


class TestTheHousesOwn:
    @pytest.mark.slow
    def test_it_is_what_the_command_makes(self, made: Docx, committed: Docx) -> None:
        """If this fails: briefgen reference --force, then pytest --update-golden."""
        assert made.names == committed.names
        assert len(FONTS) == 9
        assert [name for name in made.names if name not in FONTS and made.parts[name] != committed.parts[name]] == []

    @pytest.mark.sample(1)
    @pytest.mark.parametrize("name", FONTS)
    def test_its_fonts_are_those_that_the_command_makes(self, name: str, committed: Docx) -> None:
        """Compared by what they hold, because versions of the font library pack it in different ways."""
        key = font_keys(committed)[name]
        (face,) = (face for face in house().faces if font_key(face.data) == key)
        new, old = (
            TTFont(BytesIO(data)) for data in (subset(face, letters_for("")), hidden(committed.parts[name], key))
        )
        assert new.getBestCmap().keys() == old.getBestCmap().keys()
        assert new["hmtx"].metrics == old["hmtx"].metrics
        assert set(new.keys()) == set(old.keys())

    @pytest.mark.slow
    def test_equal_themes_give_equal_bytes(self, made: Docx) -> None:
        assert reference_document(replace(house(), reference=None)) == made.data

    def test_every_style_has_a_sample_that_says_its_name(self, committed: Docx) -> None:
        main = committed.xml("word/document.xml")
        heads = [committed.xml(name) for name in committed.names if re.match("word/(header|footer)", name)]
        used = {
            value for part in (main, *heads) for value in find(part, "//@w:val[parent::w:pStyle or parent::w:rStyle]")
        }
        used |= {*find(main, "//w:tblStyle/@w:val")}
        assert {each.value for each in Style} - {Style.NORMAL.value} <= used
        said = "".join(text_of(part) for part in (main, *heads)).casefold()
        names = find(committed.xml(STYLES), "//w:style[not(@w:default) or @w:styleId='Normal']/w:name/@w:val")
        assert len(names) == len(Style)
        assert [name for name in names if str(name).casefold() not in said] == []

    def test_nothing_of_a_template_or_of_a_person_is_in_it(self, committed: Docx) -> None:
        assert sorted(name.rpartition("/")[2] for name in committed.names if "docProps" in name) == [
            "app.xml",
            "core.xml",
            "custom.xml",
        ]
        core = committed.xml("docProps/core.xml")
        assert [etree.QName(each).localname for each in core] == ["title", "language"]
        mode = find(committed.xml("word/settings.xml"), "//w:compatSetting[@w:name='compatibilityMode']/@w:val")
        assert mode == ["15"]
        opened = docx.Document(BytesIO(committed.data))
        assert opened.paragraphs[0].text == "House style for Word"

    def test_it_changes_nothing_of_the_theme(self) -> None:
        """Adopted, it gives the very styles that are made from the theme."""
        theme = house()
        adopted = house_style(theme, "en-GB")
        assert adopted.faults == ()
        assert canonical(adopted.styles) == canonical(stylesheet(theme, "en-GB"))
        assert canonical(adopted.theme) == canonical(office_theme(theme))

    def test_what_stands_at_the_right_margin_follows_the_sheet(self) -> None:
        letter = house("Letter")
        assert house_style(letter, "en-GB").faults == ()
        assert canonical(house_style(letter, "en-GB").styles) == canonical(stylesheet(letter, "en-GB"))
        assert canonical(stylesheet(letter, "en-GB")) != canonical(stylesheet(house(), "en-GB"))

    @pytest.mark.parametrize("page", ["A4", "Letter"])
    def test_the_language_is_the_briefs(self, page: str) -> None:
        styles = house_style(house(page), "fr-CA").styles
        assert set(find(styles, "//w:lang/@w:val")) == {"fr-CA"}


def font_keys(document: Docx) -> dict[str, str]:
    """The key of each embedded font, by the name of its part."""
    targets = {e.get("Id"): f"word/{e.get('Target')}" for e in document.xml("word/_rels/fontTable.xml.rels")}
    table = document.xml("word/fontTable.xml")
    return {
        targets[slot.get(qualified("r:id"))]: slot.get(qualified("w:fontKey"))
        for slot in find(table, "//w:font/*[@w:fontKey]")
    }


class TestEmbeddedFonts:
    def test_the_example_of_the_standard(self) -> None:
        """The key's bytes are taken from the last to the first (ISO/IEC 29500-1, 17.8.1)."""
        key = "{1DB3EDBC-D10F-4F6E-8D6C-0F0E0D0C0B0A}"
        assert hidden(bytes(16), key).hex() == "0a0b0c0d0e0f6c8d6e4f0fd1bcedb31d"
        assert hidden(bytes(40), key)[OBFUSCATED:] == bytes(8)

    @pytest.mark.parametrize("length", [0, 5, 32, 100])
    def test_hiding_twice_shows_again(self, length: int) -> None:
        data = bytes(range(length))
        assert hidden(hidden(data, font_key(b"a")), font_key(b"a")) == data

    def test_a_key_is_that_of_its_font(self) -> None:
        assert font_key(b"a") == font_key(b"a") != font_key(b"b")
        assert re.fullmatch(r"\{[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}\}", font_key(b"a"))

    def test_a_document_carries_every_face(self) -> None:
        document = document_written(DOCUMENT)
        table = document.xml("word/fontTable.xml")
        carried = {
            (e.getparent().get(qualified("w:name")), etree.QName(e).localname) for e in find(table, "//*[@w:fontKey]")
        }
        assert carried == {
            *(("Source Serif 4", slot) for slot in ("embedRegular", "embedBold", "embedItalic", "embedBoldItalic")),
            *(
                (family, "embedRegular")
                for family in ("Source Serif 4 Display", "Source Sans 3", "Source Sans 3 Semibold")
            ),
            *((family, "embedItalic") for family in ("Source Sans 3", "Source Sans 3 Semibold")),
        }
        assert find(document.xml("word/settings.xml"), "w:embedTrueTypeFonts")
        assert find(document.xml("word/settings.xml"), "w:saveSubsetFonts") == []

    @pytest.mark.sample(1)
    @pytest.mark.parametrize("name", FONTS)
    def test_each_is_a_sound_font_under_its_name(self, name: str) -> None:
        document = document_written(DOCUMENT)
        data = document.parts[name]
        assert not is_font(data)
        font = TTFont(BytesIO(hidden(data, font_keys(document)[name])), checkChecksums=2)
        for tag in font.keys():  # noqa: SIM118  # a font is no mapping
            assert font[tag] is not None
        assert font["OS/2"].fsType == 0
        assert "Open Font License" in font["name"].getDebugName(13)
        families = {face.family for face in house().faces}
        assert font["name"].getDebugName(1) in families

    @pytest.mark.slow
    def test_they_have_all_letters_that_western_reviewers_type(self) -> None:
        languages = {
            "French": "Où est l’œuvre ? Ça, c’est déjà « fait » à Noël. ÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸ",
            "German": "„Straße“, ‚Maß‘: ÄÖÜäöüßẞ",
            "Spanish": "¿Qué? ¡Señor, pingüino! ñÑ 1.º 2.ª",
            "Portuguese": "ação, õ, à, ê, ü",
            "Swedish": "åäöÅÄÖ",
            "Danish": "æøåÆØÅ",
            "Czech": "příliš žluťoučký kůň úpěl ďábelské ódy",
            "Hungarian": "árvíztűrő tükörfúrógép",
            "Latvian": "ģ ķ ļ ņ Ģ Ķ Ļ Ņ ū",
            "Catalan": "col·lecció",
            "Polish": "zażółć gęślą jaźń",
            "Turkish": "ığüşöç İ",
            "Romanian": "știință țară",
            "Icelandic": "þ ð æ Þ Ð",
            "Maltese": "ġħż ĦĠŻ",
            "Welsh": "ŵ ŷ ẁ ẃ ẅ ỳ",
            "signs": "€ £ ₹ – — … “ ” ‘ ’ « » † ‡ ‰ ′ ″ ← → ↑ ↓ ≤ ≥ ≠ ≈ ± × ÷ − ½ ¼ ⅓ ⅔ ² ³ ¹ ⁰ ₂ ° § ¶ • · № ™ © ®",
        }
        whole, missing = house().characters, []
        document = document_written(DOCUMENT)
        for name, key in font_keys(document).items():
            font = TTFont(BytesIO(hidden(document.parts[name], key)))
            wanted = {ord(c) for words in languages.values() for c in words} & whole
            missing += [chr(code) for code in wanted - font.getBestCmap().keys()]
            assert "kern" in {record.FeatureTag for record in font["GPOS"].table.FeatureList.FeatureRecord}
            assert "liga" in {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}
        assert missing == []

    @pytest.mark.parametrize(
        ("printed", "brought", "left"),
        [("Москва", "ґЇЩ", "Ω"), ("5 Ω", "ψΆ", "Щ"), ("ḥadīth", "ḥ", "ḍЩ"), ("", "é", "ḥЩΩ")],
    )
    def test_whole_writings_and_single_signs_come_with_what_is_printed(
        self, printed: str, brought: str, left: str
    ) -> None:
        document = document_written(replace(DOCUMENT, blocks=(paragraph(printed, "p"),), notes=()))
        ((name, key), *_) = font_keys(document).items()
        (face,) = (face for face in house().faces if font_key(face.data) == key)
        assert face.characters.issuperset(map(ord, brought + left))
        found = {*TTFont(BytesIO(hidden(document.parts[name], key))).getBestCmap()}
        assert found.issuperset(map(ord, f"{printed}{brought}"))
        assert found.isdisjoint(map(ord, left))

    @pytest.mark.parametrize(
        ("name", "text"),
        [
            *((name, "AVATAR fi Tə 1,250 Žluťoučký") for name in ("SourceSerif4-Regular", "SourceSans3-Semibold")),
            ("NotoNastaliqUrdu-Regular", "پچھلے مہینے کے مقابلے میں ہلاکتیں"),
            ("NotoNaskhArabic-Bold", "مُحَمَّد لا إله"),
        ],
    )
    def test_a_subset_sets_words_as_the_whole_font_does(self, name: str, text: str) -> None:
        path = PATH.parent / "fonts" / f"{name}.ttf"
        face = Face(path, name, path.read_bytes())
        whole, part = (shaped(data, text) for data in (face.data, subset(face, letters_for(text))))
        assert whole == part
        assert len(whole) > 10

    def test_the_weight_of_a_document(self) -> None:
        assert 300_000 < len(document_written(DOCUMENT).data) < 420_000

    def test_a_desk_without_a_reference_document_carries_the_same_fonts(self) -> None:
        bare, own = (house_style(theme, "en-GB").embedded("") for theme in (replace(house(), reference=None), house()))
        assert bare == own

    @pytest.mark.parametrize(
        ("rights", "may"), [(0, True), (0x0002, False), (0x0004, True), (0x0008, True), (0x0100, True), (0x0200, False)]
    )
    def test_the_rights_of_a_font(self, rights: int, may: bool) -> None:
        assert may_be_embedded(with_rights(house().faces[0], rights)) is may

    @pytest.mark.slow
    def test_a_font_that_forbids_it_is_not_embedded(self) -> None:
        theme = forbidding(replace(house(), reference=None))
        (fault,) = house_style_faults(theme, "en-GB")
        assert (fault.code, fault.is_error) == ("BG436", False)
        assert '"Source Serif 4 Display" may not be embedded' in fault.message
        assert "Source Serif 4 Display" not in {name.family for name in house_style(theme, "en-GB").fonts}
        made = Docx(reference_document(theme))
        assert find(made.xml("word/fontTable.xml"), "w:font[@w:name='Source Serif 4 Display']/*[@w:fontKey]") == []


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """The reference documents that are read."""
    documents: list[bytes] = []

    def noting(data: bytes) -> Reference:
        documents.append(data)
        return read_reference(data)

    monkeypatch.setattr(style_source, "read_reference", noting)
    return documents


@pytest.mark.slow
def test_a_sound_style_is_kept_and_makes_the_same_documents(tmp_path: Path, read: list[bytes]) -> None:
    documents = []
    for cache in (Cache(tmp_path), Cache(tmp_path), None):
        style_source._made.cache_clear()
        assert house_style_faults(house(), "en-GB", cache) == ()
        documents.append((write(DOCUMENT, MEDIA, house(), cache).data, len(read)))
        read.clear()
    (first, once), (kept, not_at_all), (alone, again) = documents
    assert first == kept == alone
    assert (once, not_at_all, again) == (1, 0, 1)
    restyled = themed(changed(with_style("Title", "1C2430", "1C2431")))
    for theme, language in ((restyled, "en-GB"), (house(), "fr-CA"), (house("letter"), "en-GB"), (house(), "en-GB")):
        house_style(theme, language, cache=Cache(tmp_path))
    assert len(read) == 3


def test_what_a_style_lacks_is_told_each_time(tmp_path: Path, read: list[bytes]) -> None:
    theme = replace(themed(changed()), colours=replace(house().colours, link="#123456"))
    for _ in range(2):
        style_source._made.cache_clear()
        (fault,) = house_style_faults(theme, "en-GB", Cache(tmp_path))
        assert fault.code == "BG435"
    assert len(read) == 2


def shaped(data: bytes, words: str) -> list[tuple[int, ...]]:
    """Where each glyph of some words stands, and how large it is."""
    font, buffer = uharfbuzz.Font(uharfbuzz.Face(data)), uharfbuzz.Buffer()
    buffer.add_str(words)
    buffer.guess_segment_properties()
    uharfbuzz.shape(font, buffer)
    glyphs = zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
    return [
        (info.cluster, *place.position, *(font.get_glyph_extents(info.codepoint) or (0,))) for info, place in glyphs
    ]


def with_rights(face: Face, rights: int) -> Face:
    font = TTFont(BytesIO(face.data))
    font["OS/2"].fsType = rights
    file = BytesIO()
    font.save(file)
    return replace(face, data=file.getvalue())


def forbidding(theme: Theme) -> Theme:
    display = theme.families["display"]
    families = {**theme.families, "display": replace(display, regular=with_rights(display.regular, 0x0002))}
    return replace(theme, families=families)


class TestRestyling:
    def test_a_changed_style_is_the_documents(self) -> None:
        house = styled(with_style("heading 1", '<w:color w:val="1F3A5F"/>', '<w:color w:val="AA0000"/>'))
        assert house.faults == ()
        assert find(by_id(house.styles, Style.HEADING_1), ".//w:color/@w:val") == ["AA0000"]
        assert find(by_id(house.styles, Style.TITLE), ".//w:color/@w:val") == ["1C2430"]

    def test_it_is_what_the_writer_writes(self) -> None:
        from briefgen.formats.docx import write

        change = with_style("heading 1", '<w:color w:val="1F3A5F"/>', '<w:color w:val="AA0000"/>')
        written = Docx(write(DOCUMENT, MEDIA, themed(changed(change))).data)
        assert find(by_id(written.xml(STYLES), Style.HEADING_1), ".//w:color/@w:val") == ["AA0000"]
        plain = document_written(DOCUMENT)
        assert [name for name in plain.names if plain.parts[name] != written.parts[name]] == [STYLES]

    def test_ids_of_other_languages_become_the_writers(self) -> None:
        """A German Word has id "berschrift1" for "heading 1", and "Standard" for "Normal"."""
        changes = [
            replaced(STYLES, f'"{old}"', f'"{new}"', -1)
            for old, new in {
                "Normal": "Standard",
                "Heading1": "berschrift1",
                "BodyText": "Textkrper",
                "Table": "T",
            }.items()
            if f'"{old}"' in house_parts()[STYLES].decode()
        ]
        assert len(changes) == 3
        names = replaced(STYLES, '<w:name w:val="Standard"/>', '<w:name w:val="Normal"/>')
        house_ = styled(*changes, names)
        assert house_.faults == ()
        assert canonical(house_.styles) == canonical(stylesheet(house(), "en-GB"))

    @pytest.mark.parametrize(
        ("name", "other"),
        [("heading 1", "Heading 1"), ("toc 1", "TOC 1"), ("toc 2", "Contents 2"), ("caption", "Caption")],
    )
    def test_names_in_other_letters(self, name: str, other: str) -> None:
        assert styled(with_style(name, f'<w:name w:val="{name}"/>', f'<w:name w:val="{other}"/>')).faults == ()

    def test_a_style_on_which_another_is_based_comes_with_it(self) -> None:
        own = '<w:style w:type="paragraph" w:styleId="{0}"><w:name w:val="{0}"/><w:basedOn w:val="Normal"/></w:style>'
        house = styled(
            replaced(STYLES, "</w:styles>", f"{own.format('Ours')}{own.format('Others')}</w:styles>"),
            with_style("Title", '<w:basedOn w:val="Normal"/>', '<w:basedOn w:val="Ours"/>'),
        )
        assert house.faults == ()
        assert find(by_id(house.styles, Style.TITLE), "w:basedOn/@w:val") == ["Ours"]
        assert by_id(house.styles, "Ours") is not None
        assert find(house.styles, "w:style[@w:styleId='Others']") == []

    def test_a_foreign_style_with_an_id_of_the_writers_gets_another(self) -> None:
        """What has the id Title here is no title, and what is one has another."""
        house = styled(
            replaced(STYLES, 'w:styleId="Title"', 'w:styleId="Titel"'),
            replaced(
                STYLES,
                "</w:styles>",
                '<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Placard"/></w:style></w:styles>',
            ),
            with_style("Subtitle", '<w:basedOn w:val="Normal"/>', '<w:basedOn w:val="Title"/>'),
        )
        (base,) = find(by_id(house.styles, Style.SUBTITLE), "w:basedOn/@w:val")
        assert find(by_id(house.styles, str(base)), "w:name/@w:val") == ["Placard"]
        assert find(by_id(house.styles, Style.TITLE), "w:name/@w:val") == ["Title"]

    def test_how_far_a_list_is_set_in_is_the_documents(self) -> None:
        house = styled(with_style("List Bullet", 'w:left="320"', 'w:left="500"'))
        assert house.faults == ()
        (indent,) = find(house.lists[0], "w:lvl[@w:ilvl='0']/w:pPr/w:ind/@w:left")
        assert indent == "500"

    def test_signs_of_a_list_are_the_briefs(self) -> None:
        data = changed(replaced(NUMBERING, '<w:lvlText w:val="•"/>', '<w:lvlText w:val="■"/>'))
        (fault,) = faults(data)
        assert fault == 'BG434 "List Bullet" has another sign or number than the brief, "■"'
        assert find(house_style(themed(data), "en-GB").lists[0], "w:lvl[1]/w:lvlText/@w:val") == ["•"]

    def test_colours_and_fonts_that_word_offers_are_the_documents(self) -> None:
        house = styled(
            replaced("word/theme/theme1.xml", '<a:srgbClr val="AC873A"/>', '<a:sysClr val="x" lastClr="00ff00"/>')
        )
        assert house.theme.xpath(
            "//a:accent2/a:srgbClr/@val", namespaces={"a": etree.QName(house.theme).namespace}
        ) == ["00FF00"]

    def test_nothing_else_is_carried_over(self) -> None:
        """What a document may hold beside formatting: text, settings, properties, revisions, changes, languages."""
        noise = (
            '<w:rsid w:val="00AB12CD"/><w:pPr><w:pPrChange w:id="1" w:author="Somebody"><w:pPr/></w:pPrChange>'
            '<w:keepNext xmlns:x="urn:x" x:secret="yes"/></w:pPr><w:rPr><w:lang w:val="de-DE"/></w:rPr>'
        )
        own = f'<w:style w:type="paragraph" w:styleId="Ours"><w:name w:val="Ours"/>{noise}</w:style></w:styles>'
        house = styled(
            replaced(STYLES, "</w:styles>", own),
            with_style("Title", '<w:basedOn w:val="Normal"/>', '<w:basedOn w:val="Ours"/>'),
            replaced("word/document.xml", "House style for Word", "Secret words"),
            replaced("word/settings.xml", "<w:zoom", '<w:documentProtection w:edit="readOnly"/><w:zoom'),
            replaced("docProps/core.xml", "House style for Word", "Secret words"),
        )
        text = b"".join(etree.tostring(part) for part in (house.styles, house.theme, house.font_table)).decode()
        assert by_id(house.styles, "Ours") is not None
        for trace in ("Secret", "secret", "Somebody", "00AB12CD", "de-DE", "documentProtection"):
            assert trace not in text

    @pytest.mark.libreoffice
    def test_what_libreoffice_has_saved_again(self, tmp_path: Path) -> None:
        source = tmp_path / "reference.docx"
        source.write_bytes(changed(with_style("heading 1", '<w:color w:val="1F3A5F"/>', '<w:color w:val="AA0000"/>')))
        data = office.converted(office.converted(source, "odt"), "docx").read_bytes()
        assert "InternetLink" in Docx(data).parts[STYLES].decode()
        house = house_style(themed(data), "en-GB")
        assert [fault for fault in house.faults if fault.is_error] == []
        assert find(by_id(house.styles, Style.HEADING_1), ".//w:color/@w:val") == ["AA0000"]


class TestWhatItLacks:
    @pytest.mark.sample(3)
    @pytest.mark.parametrize("name", ["heading 1", "Title", "Normal", "List Bullet", "Strong", "Brief Table", "toc 2"])
    def test_a_missing_style(self, name: str) -> None:
        data = changed(without_style(name))
        found = faults(data)
        assert f'BG433 the style "{name}" is missing' in found
        adopted = house_style(themed(data), "en-GB").styles
        ours = find(stylesheet(house(), "en-GB"), f"w:style[w:name/@w:val='{name}']")
        assert [canonical(each) for each in find(adopted, f"w:style[w:name/@w:val='{name}']")] == [
            canonical(each) for each in ours
        ]

    def test_a_style_that_was_taken_out_leaves_references_that_hold(self) -> None:
        """Whatever was based on it is based on the one that stands in."""
        adopted = styled(without_style("Normal")).styles
        ids = {*find(adopted, "w:style/@w:styleId")}
        assert {*find(adopted, "//w:basedOn/@w:val | //w:next/@w:val | //w:link/@w:val")} <= ids

    def test_a_style_of_the_wrong_kind(self) -> None:
        data = changed(with_style("Callout", 'w:type="paragraph"', 'w:type="character"'))
        assert faults(data)[0] == 'BG434 "Callout" is a character style where a paragraph style is needed'
        adopted = by_id(house_style(themed(data), "en-GB").styles, Style.CALLOUT)
        assert adopted.get(qualified("w:type")) == "paragraph"

    def test_a_heading_without_an_outline_level(self) -> None:
        data = changed(with_style("heading 2", '<w:outlineLvl w:val="1"/>', ""))
        assert faults(data) == ['BG434 "heading 2" has no outline level, so that Word takes it for no heading']
        adopted = by_id(house_style(themed(data), "en-GB").styles, Style.HEADING_2)
        assert find(adopted, "w:pPr/w:outlineLvl/@w:val") == ["1"]

    def test_a_list_style_without_a_list(self) -> None:
        number = '<w:numPr><w:numId w:val="2"/></w:numPr>'
        data = changed(with_style("List Number", number, ""), replaced(NUMBERING, '<w:pStyle w:val="ListNumber"/>', ""))
        assert faults(data) == ['BG434 "List Number" is linked to no list']
        adopted = by_id(house_style(themed(data), "en-GB").styles, Style.LIST_NUMBER_1)
        assert find(adopted, "w:pPr/w:numPr/w:numId/@w:val") == ["2"]

    def test_a_list_that_only_names_its_style(self) -> None:
        number = '<w:numPr><w:numId w:val="2"/></w:numPr>'
        assert faults(changed(with_style("List Number", number, ""))) == []

    def test_numbers_of_a_heading_are_the_writers(self) -> None:
        number = '<w:numPr><w:numId w:val="2"/></w:numPr><w:spacing'
        (fault,) = faults(changed(with_style("heading 2", "<w:spacing", number)))
        assert fault == 'BG434 "heading 2" has numbers or signs of its own'
        (fault,) = faults(changed(with_style("heading 1", '<w:numId w:val="3"/>', '<w:numId w:val="2"/>')))
        assert fault == 'BG434 "heading 1" has another sign or number than the brief, "%1."'

    def test_headings_of_an_earlier_document_count_as_well(self) -> None:
        """One made before headings were linked to their numbers, and restyled since, with no style for annexes."""
        linked = '<w:numPr><w:numId w:val="3"/></w:numPr>'
        earlier = style("heading 1").replace(linked, "").replace("1F3A5F", "AA0000")
        later = ("Heading 1 Unnumbered", "Heading 1 Annex", "Table Number", "Table Number Header")
        data = changed(replaced(STYLES, style("heading 1"), earlier), *map(without_style, later))
        assert faults(data) == []

    def test_hidden_text_is_shown(self) -> None:
        data = changed(with_style("Body Text", "<w:color", "<w:vanish/><w:color"))
        assert faults(data) == ['BG434 "Body Text" hides its text']
        assert find(house_style(themed(data), "en-GB").styles, "//w:vanish") == []

    @pytest.mark.parametrize("switch", ["vanish", "specVanish", "webHidden"])
    def test_hidden_text_is_shown_wherever_it_is_hidden(self, switch: str) -> None:
        hidden = f"<w:rPr><w:{switch}/></w:rPr>"
        based = f'<w:style w:type="paragraph" w:styleId="Ours"><w:name w:val="Ours"/>{hidden}</w:style></w:styles>'
        base = with_style("Title", '<w:basedOn w:val="Normal"/>', '<w:basedOn w:val="Ours"/>')
        own, header = replaced(STYLES, "</w:styles>", based), '<w:tblStylePr w:type="firstRow">'
        cases = {
            '"Ours" hides its text': (own, base),
            '"Brief Table" hides its text': (with_style("Brief Table", header, header + hidden),),
            "the defaults of all styles hide text": (
                replaced(STYLES, "<w:rPrDefault><w:rPr>", f"<w:rPrDefault><w:rPr><w:{switch}/>"),
            ),
        }
        for message, changes in cases.items():
            data = changed(*changes)
            assert faults(data) == [f"BG434 {message}"]
            assert find(house_style(themed(data), "en-GB").styles, f"//w:{switch}") == []
        assert faults(changed(own)) == []  # no text of the brief has that style

    def test_what_is_said_not_to_be_hidden_is_nothing_to_report(self) -> None:
        assert faults(changed(with_style("Body Text", "<w:color", '<w:vanish w:val="0"/><w:color'))) == []

    def test_hidden_numbers_of_a_list_are_shown(self) -> None:
        level = '<w:pStyle w:val="ListNumber"/>'
        parts = house_parts()[NUMBERING].decode()
        found = re.search(f"{level}.*?</w:lvl>", parts)
        assert found is not None
        hiding = found[0].replace("</w:lvl>", '<w:rPr><w:rStyle w:val="Ours"/><w:vanish/></w:rPr></w:lvl>')
        data = changed(replaced(NUMBERING, found[0], hiding))
        assert faults(data) == ['BG434 "List Number" hides its signs or numbers']
        lists = house_style(themed(data), "en-GB").lists.values()
        assert [each for part in lists for each in find(part, "//w:vanish | //w:rStyle")] == []

    def test_sides_of_the_strict_schema(self) -> None:
        """LibreOffice writes them, and where the numbers of lists stand, the schema that we follow has none."""
        data = changed(replaced(NUMBERING, '<w:lvlJc w:val="left"/>', '<w:lvlJc w:val="start"/>', -1))
        lists = house_style(themed(data), "en-GB").lists.values()
        assert {value for part in lists for value in find(part, ".//w:lvlJc/@w:val")} == {"left"}

    @pytest.mark.parametrize(
        "base", ['<w:basedOn w:val="Nothing"/>', '<w:basedOn w:val="Strong"/>', '<w:basedOn w:val="Title"/>']
    )
    def test_a_base_that_is_none(self, base: str) -> None:
        data = changed(with_style("Title", '<w:basedOn w:val="Normal"/>', base))
        assert faults(data) == ['BG434 "Title" refers to a style that is not there or does not fit']
        assert find(by_id(house_style(themed(data), "en-GB").styles, Style.TITLE), "w:basedOn") == []

    def test_styles_based_on_each_other(self) -> None:
        data = changed(
            with_style("Title", '<w:basedOn w:val="Normal"/>', '<w:basedOn w:val="Subtitle"/>'),
            with_style("Subtitle", '<w:basedOn w:val="Normal"/>', '<w:basedOn w:val="Title"/>'),
        )
        assert [fault[:5] for fault in faults(data)] == ["BG434"]

    def test_two_styles_of_one_name(self) -> None:
        twice = style("Title").replace('w:styleId="Title"', 'w:styleId="Title2"')
        assert faults(changed(replaced(STYLES, "</w:styles>", f"{twice}</w:styles>"))) == [
            'BG434 there are two styles "Title"'
        ]

    @pytest.mark.slow
    def test_another_house_style(self) -> None:
        body = replace(house().style(Role.BODY), size=pt(11))
        theme = replace(house(), styles={**house().styles, Role.BODY: body})
        assert faults(PATH.read_bytes(), theme) == [
            "BG435 theme.yaml or a font has changed since this was made from it"
        ]
        assert faults(reference_document(theme), theme) == []

    def test_a_document_that_nobody_made_from_a_house_style(self) -> None:
        file = BytesIO()
        docx.Document().save(file)
        found = faults(file.getvalue())
        assert "BG435 the document does not say from which house style it was made" in found
        assert 'BG433 the style "Bottom Line" is missing' in found
        assert {fault[:5] for fault in found} <= {"BG433", "BG434", "BG435", "BG436"}
        styles = house_style(themed(file.getvalue()), "en-GB").styles
        assert {each.value for each in Style} <= {*find(styles, "w:style/@w:styleId")}

    def test_a_font_that_nobody_else_has(self) -> None:
        old = re.search("<w:rFonts[^>]*/>", style("Title"))
        assert old is not None
        data = changed(with_style("Title", old[0], '<w:rFonts w:ascii="Comic Sans MS" w:hAnsi="Comic Sans MS"/>'))
        (fault,) = faults(data)
        assert fault.startswith('BG436 the font "Comic Sans MS" of the style "Title" is neither embedded nor')

    @pytest.mark.parametrize("prefix", ["w14", "x", "loext"])
    def test_a_font_is_described_by_nothing_that_is_not_of_the_format(self, prefix: str) -> None:
        """Programs add attributes of their own; a child of one, a second of a kind and another order go as well."""
        old = re.search("<w:rFonts[^>]*/>", style("Title"))
        assert old is not None
        described = (
            f'<w:font w:name="Gill Sans" xmlns:{prefix}="urn:other" {prefix}:made="by-other">'
            f'<w:family w:val="swiss" {prefix}:made="by-other"><{prefix}:made/></w:family>'
            f'<w:charset w:val="00" {prefix}:made="by-other" made="by-other"/><w:charset w:val="EE"/></w:font>'
        )
        house = styled(
            with_style("Title", old[0], '<w:rFonts w:ascii="Gill Sans" w:hAnsi="Gill Sans"/>'),
            replaced("word/fontTable.xml", "</w:fonts>", f"{described}</w:fonts>"),
        )
        (entry,) = find(house.font_table, "w:font[@w:name='Gill Sans']")
        expected = {"charset": [(qualified("w:val"), "00")], "family": [(qualified("w:val"), "swiss")]}
        assert {etree.QName(child).localname: child.items() for child in entry} == expected
        assert list(expected) == [etree.QName(child).localname for child in entry]
        assert b"made" not in etree.tostring(house.font_table)

    def test_a_font_called_by_the_theme(self) -> None:
        old = re.search("<w:rFonts[^>]*/>", style("Title"))
        assert old is not None
        title = with_style("Title", old[0], '<w:rFonts w:asciiTheme="majorHAnsi" w:hAnsiTheme="majorHAnsi"/>')
        assert faults(changed(title)) == []
        other = replaced("word/theme/theme1.xml", 'typeface="Source Sans 3 Semibold"', 'typeface="Aptos Display"')
        assert [fault[:32] for fault in faults(changed(title, other))] == ['BG436 the font "Aptos Display" o']

    def test_a_font_with_only_the_characters_of_the_document_is_replaced_by_the_themes(self) -> None:
        data = changed(replaced("word/fontTable.xml", "w:fontKey=", 'w:subsetted="1" w:fontKey=', -1))
        assert faults(data) == []
        assert house_style(themed(data), "en-GB").embedded("") == house_style(house(), "en-GB").embedded("")

    def test_a_font_that_is_not_the_themes_is_carried_as_it_is(self) -> None:
        key, other = font_keys(Docx(PATH.read_bytes()))[FONTS[0]], font_key(b"another")
        data = hidden(hidden(house_parts()[FONTS[0]], key), other)
        table = house_parts()["word/fontTable.xml"].replace(key.encode(), other.encode())
        parts = packed({**house_parts(), FONTS[0]: data, "word/fontTable.xml": table})
        carried = {font.key: font.data for font in house_style(themed(parts), "en-GB").embedded("").values()}
        assert carried[other] == data
        assert key not in carried


def zip_of(name: str, data: bytes, method: int = ZIP_DEFLATED) -> bytes:
    file = BytesIO(PATH.read_bytes())
    with ZipFile(file, "a", method) as archive:
        archive.writestr(name, data)
    return file.getvalue()


def lied_about(data: bytes) -> bytes:
    """A document of which one part is not what its checksum says."""
    with ZipFile(BytesIO(data)) as archive:
        entry = archive.getinfo(STYLES)
    start = entry.header_offset + 30 + len(STYLES) + 200
    return data[:start] + bytes(byte ^ 0xFF for byte in data[start : start + 20]) + data[start + 20 :]


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE w:styles [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {n} "{f"&{o};" * 10}">' for o, n in ("ab", "bc", "cd", "de", "ef", "fg"))
    + ']><w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">&g;</w:styles>'
)
EXTERNAL_ENTITY = (
    '<!DOCTYPE w:styles [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">&x;</w:styles>'
)
TYPES = "[Content_Types].xml"
MAIN = "wordprocessingml.document.main+xml"
WORD = f"application/vnd.openxmlformats-officedocument.{MAIN}"
MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
STRICT = "http://purl.oclc.org/ooxml/officeDocument"
SHEET = "spreadsheetml.sheet.main+xml"


def in_utf16(text: str) -> bytes:
    return text.replace('<?xml version="1.0"?>', '<?xml version="1.0" encoding="UTF-16"?>').encode("utf-16")


UNFIT = {
    "nothing": (b"", "BG431 it is not a Word document, or damaged"),
    "text": (b"Not a document at all", "BG431 it is not a Word document, or damaged"),
    "cut short": (PATH.read_bytes()[:-2000], "BG431 it is not a Word document, or damaged"),
    "another archive": (packed({"a.txt": b"a"}), "BG431 it is damaged: its part"),
    "a part that does not unpack": (lied_about(PATH.read_bytes()), "BG431 it is damaged: its part"),
    "a password": (safe_open.COMPOUND_FILE + bytes(600) + safe_open.ENCRYPTED, "BG431 it is protected by a password"),
    "Word 97": (safe_open.COMPOUND_FILE + bytes(600), "BG431 it is in the format of Word 97"),
    "a spreadsheet": (changed(replaced(TYPES, MAIN, SHEET)), "BG431 it is not a Word document, but"),
    "strict": (
        changed(replaced("_rels/.rels", OFFICE, STRICT, -1)),
        "BG431 it is a Strict",
    ),
    "no styles": (
        changed(replaced("word/_rels/document.xml.rels", "relationships/styles", "relationships/stylish")),
        "BG431 it has no styles",
    ),
    "broken XML": (changed(replaced(STYLES, "</w:styles>", "")), "BG431 it is damaged: its part"),
    "other XML": (changed(added(STYLES, "<html/>")), 'BG431 its part "word/styles.xml" does not hold styles'),
    "a size that is none": (
        changed(with_style("Title", '<w:sz w:val="50"/>', '<w:sz w:val="huge"/>')),
        'BG431 its formatting is damaged: "huge" is no measure, in w:sz w:val',
    ),
    "an element astray": (
        changed(with_style("Title", "<w:qFormat/>", "<w:qFormat/><w:tbl/>")),
        "BG431 its formatting is damaged: w:tbl may not stand in w:style",
    ),
    "a font that is none": (
        changed(added(FONTS[0], bytes(500))),
        "BG431 the embedded font",
    ),
    "a key that is none": (
        changed(replaced("word/fontTable.xml", 'fontKey="{', 'fontKey="{x')),
        "BG431 the embedded font",
    ),
    "nesting": (
        changed(replaced(STYLES, "</w:styles>", "<w:style>" * 400 + "</w:style>" * 400 + "</w:styles>")),
        "BG431 it is damaged: its part",
    ),
    "entities": (changed(added(STYLES, BOMB)), "BG432 its part"),
    "entities in UTF-16": (changed(added(STYLES, in_utf16(BOMB))), "BG432 its part"),
    "an entity from outside": (changed(added(STYLES, EXTERNAL_ENTITY)), "BG432 its part"),
    "a bomb": (zip_of("word/media/zeros.bin", bytes(30_000_000)), "BG432 its part"),
    "too much": (zip_of("word/zeros.bin", bytes(safe_open.MOST_BYTES + 1)), "BG431 it is damaged: it unpacks to more"),
    "too many": (
        packed({**house_parts(), **{f"a{n}": b"" for n in range(safe_open.MOST_ENTRIES)}}),
        "BG431 it is damaged: it has 1,0",
    ),
    "another packing": (zip_of("word/a.xml", b"<a/>", ZIP_BZIP2), "BG431 it is damaged: its part"),
    "a name that climbs": (zip_of("word/../../a.xml", b"<a/>"), "BG432 the name of its part"),
    "a name twice": (zip_of("word/STYLES.xml", b"<a/>"), "BG432 the name of its part"),
    "macros": (changed(added("word/vbaProject.bin", b"x")), "BG432 it holds macros"),
    "the type of macros": (
        changed(replaced(TYPES, WORD, MACROS)),
        "BG432 it holds macros",
    ),
    "a template from outside": (
        changed(added(SETTINGS_RELATIONS, relation("attachedTemplate", "https://evil.example/t.dotm"))),
        "BG432 it loads a template from 'https://evil.example/t.dotm'",
    ),
    "a template from outside that says it is inside": (
        changed(added(SETTINGS_RELATIONS, relation("attachedTemplate", "https://evil.example/t.dotm", external=False))),
        "BG432 it loads a template",
    ),
    "a picture from outside": (
        changed(added("word/_rels/header-first.xml.rels", relation("image", "file://server/share/x.png"))),
        "BG432 its part",
    ),
    "a font from outside": (
        changed(replaced("word/_rels/fontTable.xml.rels", "fonts/font1.odttf", "\\\\server\\f.odttf")),
        "BG432 its part",
    ),
}  # fmt: skip


class TestUnfitDocuments:
    @pytest.mark.sample(12)
    @pytest.mark.parametrize("case", UNFIT)
    def test_each_is_an_error_at_the_file(self, case: str) -> None:
        data, start = UNFIT[case]
        (fault,) = house_style_faults(themed(data), "en-GB")
        assert (fault.is_error, fault.place.file) == (True, PATH.as_posix())
        code, message = start.split(" ", 1)
        assert (fault.code, fault.message[: len(PREFIX + message)]) == (code, PREFIX + message)
        with pytest.raises(ContentError):
            house_style(themed(data), "en-GB")

    def test_links_may_lead_outside(self) -> None:
        links = added("word/_rels/header-first.xml.rels", relation("hyperlink", "https://example.org"))
        assert faults(changed(links)) == []

    @pytest.mark.sample(20)
    @pytest.mark.parametrize("seed", range(60))
    def test_damage_anywhere_is_no_traceback(self, seed: int) -> None:
        """Bytes changed at places that differ from seed to seed: the document is used, or refused with a diagnostic."""
        data = bytearray(PATH.read_bytes())
        state = hashlib.sha256(str(seed).encode()).digest()
        directory = len(data) - 3000
        for index in range(0, 24, 4):
            spot = int.from_bytes(state[index : index + 3], "big")
            data[directory + spot % 3000 if seed % 2 else spot % len(data)] = state[index + 3]
        assert all(
            fault.code in {"BG431", "BG432", "BG433", "BG434", "BG435", "BG436"}
            for fault in house_style_faults(themed(bytes(data)), "en-GB")
        )

    @pytest.mark.sample(6)
    @pytest.mark.parametrize("seed", range(60))
    def test_damage_of_its_formatting_is_no_traceback(self, seed: int) -> None:
        text = house_parts()[STYLES].decode()
        elements = re.findall(r"<w:[^/>]*/>", text)
        one, other = elements[seed * 7 % len(elements)], elements[(seed * 13 + 5) % len(elements)]
        data = changed(replaced(STYLES, one, other, 3))
        assert all(fault.code.startswith("BG43") for fault in house_style_faults(themed(data), "en-GB"))

    def test_it_is_read_once(self) -> None:
        data = PATH.read_bytes()
        assert read_reference(data) is read_reference(bytes(bytearray(data)))


PREFIX = "the reference document cannot be used: "


SHOWN = ("SourceSerif4-Regular", "SourceSerif4Display-Regular", "SourceSans3-Regular", "SourceSans3-Semibold")


def without_fonts(document: Docx) -> bytes:
    """A document from which the fonts were taken out."""
    parts = {name: data for name, data in document.parts.items() if not name.endswith((".odttf", "fontTable.xml.rels"))}
    parts["word/fontTable.xml"] = re.sub(rb"<w:embed[^>]*/>", b"", parts["word/fontTable.xml"])
    return packed(parts)


@pytest.mark.libreoffice
@pytest.mark.poppler
@pytest.mark.parametrize("carries", [True, False])
def test_it_shows_the_house_fonts_where_they_are_not_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, carries: bool
) -> None:
    """A machine with other fonts alone; the document from which the fonts were taken out shows that it is one."""
    monkeypatch.setattr(office, "FONTS_FOLDER", Path(matplotlib.get_data_path()) / "fonts/ttf")
    source = tmp_path / "sample.docx"
    document = document_written(DOCUMENT)
    source.write_bytes(document.data if carries else without_fonts(document))
    pdf = office.converted(source)
    listed = subprocess.run(["pdffonts", pdf], capture_output=True, text=True, check=True).stdout
    assert [name for name in SHOWN if f"+{name} " in listed] == (list(SHOWN) if carries else [])
