#!/usr/bin/env bash
# LibreOffice Writer 7.4.7 (Debian 12): the title, tag and lock of an inline check box control.
# Done: a Word document of one paragraph with two inline content controls, w14:checkbox with w:alias, w:tag and w:lock, and text between them,
# saved as a Word document again; where title and tag stand in that is read with lxml.
# Seen: neither control has a title, tag or lock any more; a control around the whole paragraph has come in, with the title of the second.
# Expected: each control keeps its own (ISO/IEC 29500-1, 17.5.2), and no other one comes in.
# Needs: soffice.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check python-docx==1.2.0 lxml==6.1.0
(cd "$folder" && venv/bin/python) <<'PYTHON'
import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

BOX = """<w:sdt {names} xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"><w:sdtPr><w:alias w:val="{title}"/><w:tag w:val="answer"/>
<w:id w:val="{number}"/><w:lock w:val="sdtLocked"/><w14:checkbox><w14:checked w14:val="0"/>
<w14:checkedState w14:val="2612" w14:font="MS Gothic"/><w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox></w:sdtPr>
<w:sdtContent><w:r><w:t>&#x2610;</w:t></w:r></w:sdtContent></w:sdt>"""
document = docx.Document()
paragraph = document.add_paragraph()
for number, title in enumerate(("Agree", "Disagree"), 1000001):
    paragraph._p.append(parse_xml(BOX.format(names=nsdecls("w"), title=title, number=number)))
    paragraph.add_run(f" {title.lower()} ")
document.save("boxes.docx")
PYTHON
soffice --version
mkdir "$folder/saved"
soffice -env:UserInstallation="file://$folder/profile" --headless --convert-to docx --outdir "$folder/saved" "$folder/boxes.docx" >/dev/null 2>&1
(cd "$folder" && venv/bin/python) <<'PYTHON' | tee "$folder/seen"
import zipfile
from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
for name in ("boxes.docx", "saved/boxes.docx"):
    body = etree.fromstring(zipfile.ZipFile(name).read("word/document.xml"))
    for control in body.iter(f"{W}sdt"):
        kind = "around a paragraph" if control.find(f"{W}sdtContent/{W}p") is not None else "in the line"
        said = [control.find(f"{W}sdtPr/{W}{key}") for key in ("alias", "tag", "lock")]
        print(f"{name}: {kind}:", *["none" if each is None else each.get(f"{W}val") for each in said])
PYTHON
diff "$folder/seen" - <<'SEEN' && echo "as stated"
boxes.docx: in the line: Agree answer sdtLocked
boxes.docx: in the line: Disagree answer sdtLocked
saved/boxes.docx: around a paragraph: Disagree none none
saved/boxes.docx: in the line: none none none
saved/boxes.docx: in the line: none none none
SEEN
