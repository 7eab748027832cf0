#!/usr/bin/env bash
# LibreOffice Writer 7.4.7 (Debian 12): an inline content control for plain text whose text has isolates (U+2066, U+2069) or two scripts, when a Word
# document is saved as one.
# Done: a Word document with an inline content control in each of its five paragraphs; converted to .docx. Controls of w:text and of w:comboBox are around
# "<U+2066>927<U+2069>", each after a word of Urdu from the right, and around "a", a word of Urdu and "b"; one of w:text is around "a b".
# Seen: the number with its isolates and the text of two scripts are there several times, whole and in parts, in several controls, where the control is
# w:text; they are there once in w:comboBox, and so is "a b" in w:text.
# Expected: each text once, as it was, in one control.
# Needs: soffice.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check python-docx==1.2.0 lxml==6.1.0
(cd "$folder" && venv/bin/python) <<'PYTHON'
import docx
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls

URDU = "\u0627\u0631\u062f\u0648"
ISOLATED, MIXED = "\u2066927\u2069", f"a {URDU} b"
document = docx.Document()
for kind, text in (("text", ISOLATED), ("comboBox", ISOLATED), ("text", MIXED), ("comboBox", MIXED), ("text", "a b")):
    paragraph = document.add_paragraph()
    right = text == ISOLATED
    if right:
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
        paragraph.add_run(f"{URDU} ").font.rtl = True
    control = f"""<w:sdt {nsdecls("w")}><w:sdtPr><w:{kind}/></w:sdtPr><w:sdtContent>
<w:r>{"<w:rPr><w:rtl/></w:rPr>" if right else ""}<w:t>{text}</w:t></w:r></w:sdtContent></w:sdt>"""
    paragraph._p.append(parse_xml(control))
document.save("isolates.docx")
PYTHON
mkdir "$folder/saved"
soffice --version
soffice -env:UserInstallation="file://$folder/profile" --headless --convert-to "docx:MS Word 2007 XML" --outdir "$folder/saved" "$folder/isolates.docx" >/dev/null 2>&1
(cd "$folder" && venv/bin/python) <<'PYTHON' | tee "$folder/seen"
import docx

for file in ("isolates.docx", "saved/isolates.docx"):
    for kind, paragraph in zip(("text", "comboBox", "text", "comboBox", "text"), docx.Document(file).paragraphs, strict=True):
        controls = list(paragraph._p.iter("{*}sdt"))
        text = "".join(element.text or "" for control in controls for element in control.iter("{*}t"))
        print(f"{file}: {kind}: controls {len(controls)}: {ascii(text)}")
PYTHON
diff "$folder/seen" - <<'SEEN' && echo "as stated"
isolates.docx: text: controls 1: '\u2066927\u2069'
isolates.docx: comboBox: controls 1: '\u2066927\u2069'
isolates.docx: text: controls 1: 'a \u0627\u0631\u062f\u0648 b'
isolates.docx: comboBox: controls 1: 'a \u0627\u0631\u062f\u0648 b'
isolates.docx: text: controls 1: 'a b'
saved/isolates.docx: text: controls 3: '\u2066927\u2069927\u2066927\u2069\u2069\u2066927\u2069'
saved/isolates.docx: comboBox: controls 1: '\u2066927\u2069'
saved/isolates.docx: text: controls 4: 'a \u0627\u0631\u062f\u0648 b\u0627\u0631\u062f\u0648a \u0627\u0631\u062f\u0648 b a \u0627\u0631\u062f\u0648 bba \u0627\u0631\u062f\u0648 b'
saved/isolates.docx: comboBox: controls 1: 'a \u0627\u0631\u062f\u0648 b'
saved/isolates.docx: text: controls 1: 'a b'
SEEN
