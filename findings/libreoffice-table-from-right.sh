#!/usr/bin/env bash
# LibreOffice Writer 7.4.7 (Debian 12): tables whose columns run from the right (bidiVisual), narrower than their text.
# Done: a Word document with two tables of one column 100 pt wide between margins 72 pt from the sides of a page 612 pt wide, both with bidiVisual, one
# without jc and one with jc "right"; converted to PDF; the places of their words read by pdftotext.
# Seen: the one without jc stands at the left margin, the one with "right" at the right margin.
# Expected: at the right margin without jc, the leading edge of such a table, and at the left one with "right", its trailing edge (ISO/IEC 29500-1,
# 17.4.1: properties of the table are turned with it; 17.18.45 in transitional documents: left and right mean leading and trailing).
# Needs: soffice and pdftotext.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check python-docx==1.2.0 lxml==6.1.0
(cd "$folder" && venv/bin/python) <<'PYTHON'
import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

document = docx.Document()
section = document.sections[0]
section.page_width, section.left_margin, section.right_margin = Pt(612), Pt(72), Pt(72)
for word, jc in (("plain", ""), ("right", "right")):
    table = document.add_table(1, 1)
    table.autofit = False
    properties = table._tbl.tblPr
    turned = OxmlElement("w:bidiVisual")
    properties.insert(1, turned)
    for old in properties.findall(qn("w:jc")):
        properties.remove(old)
    if jc:
        element = OxmlElement("w:jc")
        element.set(qn("w:val"), jc)
        properties.find(qn("w:tblW")).addnext(element)
    table.columns[0].width = Pt(100)
    table.cell(0, 0).width = Pt(100)
    table.cell(0, 0).text = word
    document.add_paragraph()
document.save("tables.docx")
PYTHON
soffice -env:UserInstallation="file://$folder/profile" --headless --convert-to pdf --outdir "$folder" "$folder/tables.docx" >/dev/null 2>&1
pdftotext -bbox "$folder/tables.pdf" "$folder/words"
side() {
    local x
    x=$(grep ">$1<" "$folder/words" | sed 's/.*xMin="\([0-9]*\).*/\1/')
    if [ "$x" -lt 306 ]; then echo "$1: on the left half"; else echo "$1: on the right half"; fi
}
{
    side plain
    side right
} | tee "$folder/seen"
diff "$folder/seen" - <<'SEEN' && echo "as stated"
plain: on the left half
right: on the right half
SEEN
