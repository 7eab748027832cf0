"""What a document's settings let a reviewer do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from briefgen.formats.docx.markup import NAMESPACES, qualified
from briefgen.model.protection import Protection, ReviewRules, SensitivityLabel
from tests.formats.docx.reading import document_written
from tests.formats.docx.validators import audited
from tests.samples import DOCUMENT


@pytest.mark.parametrize(
    ("review", "tracks", "edits"),
    [
        (ReviewRules(), True, []),
        (ReviewRules(track_changes=False), False, []),
        (ReviewRules(protection=Protection.COMMENTS), True, ["comments"]),
        (ReviewRules(protection=Protection.TRACKED_CHANGES), True, ["trackedChanges"]),
        (ReviewRules(protection=Protection.READ_ONLY, track_changes=False), False, ["readOnly"]),
    ],
)
def test_word_tracks_and_lets_in_what_the_desk_says(review: ReviewRules, tracks: bool, edits: list[str]) -> None:
    document = replace(DOCUMENT, blocks=DOCUMENT.blocks[:1], properties=replace(DOCUMENT.properties, review=review))
    settings = document_written(document).xml("word/settings.xml")
    assert settings.xpath("boolean(w:trackRevisions)", namespaces=NAMESPACES) is tracks
    protected = settings.xpath("w:documentProtection[@w:enforcement=1]/@w:edit", namespaces=NAMESPACES)
    assert protected == edits


LABEL = SensitivityLabel("2096f6a2-d2f7-48be-b329-b73aaa526e5d", "Official", "cb46c030-1825-4e81-a295-151c039dbf02")


def test_a_label_of_sensitivity_is_there_for_each_reader(tmp_path: Path) -> None:
    """As [MS-OFFCRYPTO] 2.6.4 has it, and as the Microsoft Information Protection SDK writes it into properties."""
    properties = replace(DOCUMENT.properties, label=LABEL, date=date(2031, 5, 5))
    docx = document_written(replace(DOCUMENT, blocks=DOCUMENT.blocks[:1], properties=properties))
    (label,) = docx.xml("docMetadata/LabelInfo.xml")
    assert dict(label.attrib) == {
        "id": f"{{{LABEL.id}}}",
        "enabled": "1",
        "method": "Privileged",
        "siteId": f"{{{LABEL.site}}}",
        "contentBits": "0",
        "removed": "0",
    }
    assert "docMetadata/LabelInfo.xml" in {each.target for each in docx.relations("").values()}
    named = {each.get("name") or "": "".join(each.itertext()) for each in docx.xml("docProps/custom.xml")}
    said = {
        name.rpartition("_")[2]: value for name, value in named.items() if name.startswith(f"MSIP_Label_{LABEL.id}_")
    }
    assert said == {
        "Enabled": "true",
        "SetDate": "2031-05-05T00:00:00Z",
        "Method": "Privileged",
        "Name": "Official",
        "SiteId": LABEL.site,
        "ContentBits": "0",
    }
    path = tmp_path / "labelled.docx"
    path.write_bytes(docx.data)
    assert audited(path) == []


def test_styles_follow_the_fonts_of_the_theme() -> None:
    """Design > Fonts changes headings and text, and a program that knows no themes has the families' names."""
    docx = document_written(replace(DOCUMENT, blocks=DOCUMENT.blocks[:1]))
    styles, theme = docx.xml("word/styles.xml"), docx.xml("word/theme/theme1.xml")
    for style, slot in (("Heading1", "major"), ("BodyText", "minor"), ("Normal", "minor")):
        (fonts,) = styles.xpath(f"w:style[@w:styleId='{style}']/w:rPr/w:rFonts", namespaces=NAMESPACES)
        (family,) = theme.xpath(f"//a:{slot}Font/a:latin/@typeface", namespaces=NAMESPACES)
        for script in ("ascii", "hAnsi"):
            assert fonts.get(qualified(f"w:{script}Theme")) == f"{slot}HAnsi"
            assert fonts.get(qualified(f"w:{script}")) == family
