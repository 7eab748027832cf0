from __future__ import annotations

import pytest
from lxml import etree

from briefgen.formats.docx.markup import NAMESPACES
from briefgen.formats.docx.reference import read_reference
from briefgen.formats.docx.sanitize import only_known
from tests.formats.docx.references import PATH, STYLES, changed, faults, replaced


def cleaned(markup: str) -> tuple[str, list[str]]:
    """Formatting without what the schema does not know, as markup without its namespace, and what was taken out."""
    root = etree.fromstring(f'<w:rPr xmlns:w="{NAMESPACES["w"]}">{markup}</w:rPr>')
    taken = list(only_known(root))
    return "".join(etree.tostring(child).decode().replace(f' xmlns:w="{NAMESPACES["w"]}"', "") for child in root), taken


KNOWN = (
    '<w:charset w:val="EE"/>',
    '<w:jc w:val="both"/>',
    '<w:shd w:val="pct15" w:color="auto" w:fill="D9D9D9" w:themeFill="background1" w:themeFillShade="D9"/>',
    '<w:rFonts w:asciiTheme="minorHAnsi" w:hAnsi="Any name, at all" w:cstheme="minorBidi" w:hint="eastAsia"/>',
    '<w:tab w:val="decimal" w:leader="middleDot" w:pos="-720"/>',
    '<w:spacing w:before="0" w:afterAutospacing="1" w:line="240" w:lineRule="auto"/>',
    '<w:tblBorders><w:start w:val="single" w:sz="4" w:space="0"/><w:insideH w:val="dotDash"/></w:tblBorders>',
    '<w:start w:val="3"/>',
    '<w:cols w:space="720"/>',
    '<w:outlineLvl w:val="9"/>',
    '<w:sig w:usb0="E0002AFF" w:csb1="00000000"/>',
    '<w:tblW w:w="5000" w:type="pct"/>',
    '<w:b w:val="off"/>',
    '<w:numFmt w:val="lowerRoman"/>',
)
UNKNOWN = (
    ('<w:charset w:val="238"/>', ""),
    ('<w:family w:val="sans"/><w:pitch w:val="1"/><w:panose1 w:val="02"/>', ""),
    ('<w:u w:val="curly"/>', ""),
    ('<w:outlineLvl w:val="10"/><w:uiPriority w:val="100"/><w:kern w:val="-1"/><w:w w:val="601"/>', ""),
    ('<w:spacing w:val="-31681"/><w:sz w:val="-2"/><w:tab w:val="left" w:pos="40000"/>', ""),
    ('<w:tabs><w:tab w:val="left" w:pos="40000"/></w:tabs>', ""),
    ('<w:spacing w:before="-20" w:line="-20"/>', '<w:spacing w:line="-20"/>'),
    ('<w:ind w:left="-20" w:hanging="-5"/>', '<w:ind w:left="-20"/>'),
    ('<w:top w:val="single" w:sz="-1" w:space="32"/>', '<w:top w:val="single"/>'),
    (f'<w:rFonts w:ascii="{"A" * 32}" w:hAnsi="{"A" * 31}"/>', f'<w:rFonts w:hAnsi="{"A" * 31}"/>'),
    ('<w:highlight w:val="FFFF00"/>', ""),
    ('<w:color w:val="#1F3A5F"/>', ""),
    ('<w:color w:val="FF0000" w:themeColor="accent9"/>', '<w:color w:val="FF0000"/>'),
    ('<w:spacing w:line="240" w:lineRule="atMost"/>', '<w:spacing w:line="240"/>'),
    ('<w:b w:val="yes"/>', "<w:b/>"),
    ('<w:tab w:val="left" w:leader="stars" w:pos="9"/>', '<w:tab w:val="left" w:pos="9"/>'),
    ('<w:pBdr><w:top w:val="apples" w:sz="4"/></w:pBdr>', "<w:pBdr/>"),
    ('<w:shd w:val="clear" w:fill="none"/>', '<w:shd w:val="clear"/>'),
    ('<w:sz w:val="20" w:unheard="1"/>', '<w:sz w:val="20"/>'),
    ('<w:tblLayout w:type="elastic"/>', "<w:tblLayout/>"),
)


@pytest.mark.parametrize("markup", KNOWN)
def test_what_the_schema_knows_stays(markup: str) -> None:
    assert cleaned(markup) == (markup, [])


@pytest.mark.parametrize(("markup", "left"), UNKNOWN)
def test_a_value_that_the_schema_does_not_know_is_left_out(markup: str, left: str) -> None:
    found, taken = cleaned(markup)
    assert found == left
    assert taken


def test_the_houses_own_document_has_none() -> None:
    assert read_reference(PATH.read_bytes()).unknown == ()


def test_what_is_left_out_is_told() -> None:
    damaged = changed(replaced(STYLES, "<w:caps/>", '<w:caps w:val="loud"/>'))
    assert any('BG434 its formatting has val="loud" of w:caps' in fault for fault in faults(damaged))
