from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest

from tests.samples import DOCUMENT
from tests.writers.docx.reading import Docx, document_written, faults


def spoilt(old: str, new: str) -> Docx:
    """The sample with one change in its main part."""
    sample = document_written(DOCUMENT)
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        for name, data in sample.parts.items():
            if name == "word/document.xml":
                assert old.encode() in data
                data = data.replace(old.encode(), new.encode(), 1)
            archive.writestr(name, data)
    return Docx(file.getvalue())


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('<w:fldChar w:fldCharType="end"/>', "", "field not closed"),
        ('<w:fldChar w:fldCharType="begin"/>', '<w:fldChar w:fldCharType="end"/>', "field closed but not opened"),
        ('w:fldCharType="begin"', 'w:dirty="true" w:fldCharType="begin"', "make Word ask"),
        ("<w:bookmarkEnd", "<w:proofErr", "not closed once"),
        ('w:name="_Ref_', 'w:name="_other_', "no bookmark"),
        ("<w:delText", "<w:t/><w:delText", "inside a deletion"),
        ('<w:pStyle w:val="BodyText"/>', '<w:pStyle w:val="Gone"/>', "no style Gone"),
        ('<w:numId w:val="', '<w:numId w:val="99', "no list 99"),
        ('r:embed="rId', 'r:embed="rId99', "no relationship"),
        ("</w:p></w:tc>", "</w:p><w:tbl/></w:tc>", "cell without a paragraph"),
    ],
)
def test_faults_are_found(old: str, new: str, fault: str) -> None:
    assert any(fault in found for found in faults(spoilt(old, new)))
