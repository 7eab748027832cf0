#!/usr/bin/env bash
# LibreOffice Writer 7.4.7 (Debian 12): the look of a run in an inline content control for plain text.
# Done: a Word document with three paragraphs, each with an inline content control, w:text, w:comboBox or w:richText, around a bold run of 30 pt;
# converted to PDF; the heights of the words read by pdftotext.
# Seen: the word in w:text is as small as the words around it, those in w:comboBox and w:richText are large.
# Expected: all three are large: the properties of a run are its own in every kind of control (ISO/IEC 29500-1, 17.3.2.28).
# Needs: soffice and pdftotext.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check python-docx==1.2.0 lxml==6.1.0
(cd "$folder" && venv/bin/python) <<'PYTHON'
import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

document = docx.Document()
for kind in ("text", "comboBox", "richText"):
    paragraph = document.add_paragraph(f"before{kind} ")
    control = f"""<w:sdt {nsdecls("w")}><w:sdtPr><w:{kind}/></w:sdtPr><w:sdtContent>
<w:r><w:rPr><w:b/><w:sz w:val="60"/></w:rPr><w:t>in{kind}</w:t></w:r></w:sdtContent></w:sdt>"""
    paragraph._p.append(parse_xml(control))
    paragraph.add_run(" after")
document.save("controls.docx")
PYTHON
soffice --version
soffice -env:UserInstallation="file://$folder/profile" --headless --convert-to pdf --outdir "$folder" "$folder/controls.docx" >/dev/null 2>&1
pdftotext -bbox "$folder/controls.pdf" "$folder/words"
height() { sed -n "s/.*yMin=\"\([0-9.]*\)\".*yMax=\"\([0-9.]*\)\">$1<.*/\2 - \1/p" "$folder/words" | python3 -c 'print(eval(input()))'; }
for kind in text comboBox richText; do
    echo "$kind: the control's word is $(python3 -c "print('large' if $(height "in$kind") > 2 * $(height "before$kind") else 'as small as the words around it')")"
done | tee "$folder/seen"
diff "$folder/seen" - <<'SEEN' && echo "as stated"
text: the control's word is as small as the words around it
comboBox: the control's word is large
richText: the control's word is large
SEEN
