#!/usr/bin/env bash
# openxml-audit 0.8.0: a paragraph whose number is turned off.
# Done: a Word document with two paragraphs of the style "List Number", the second with numId 0 of its own, as Word writes it where
# somebody turns the number of one paragraph off; the file is validated.
# Seen: "Numbering definition '0' referenced but not found" for the second paragraph.
# Expected: nothing. The value 0 never points to a definition; it removes the number that a style gives (ISO/IEC 29500-1, 17.9.18).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check python-docx==1.2.0 openxml-audit==0.8.0
(cd "$folder" && venv/bin/python) <<'PYTHON' | tee "$folder/seen"
import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from openxml_audit import OpenXmlValidator

off = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'
for name in ("numbered", "turned off"):
    document = docx.Document()
    paragraph = document.add_paragraph("A paragraph", style="List Number")
    if name == "turned off":
        paragraph._p.get_or_add_pPr().append(parse_xml(off))
    document.save("document.docx")
    result = OpenXmlValidator().validate("document.docx")
    found = [error.description for error in result.errors if "umbering" in error.description]
    print(f"{name}:", *found or ["no error of numbering"])
PYTHON
diff "$folder/seen" - <<'SEEN' && echo "as stated"
numbered: no error of numbering
turned off: Numbering definition '0' referenced but not found
SEEN
