#!/usr/bin/env bash
# LibreOffice Writer 7.4.7 (Debian 12): a no-break space in the result of a REF field.
# Done: a Word document with forty paragraphs of growing length, each with "Table<U+00A0>1" as the result of a REF field and "12<U+00A0>April"
# as plain text, converted to PDF; the lines read by pdftotext.
# Seen: lines end inside "Table 1"; none ends inside "12 April".
# Expected: no line ends at a no-break space, in a field's result or outside it (Unicode Standard Annex 14, class GL).
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

document = docx.Document()


def add(paragraph, name, text="", **attributes):
    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    element.text = text or None
    run = paragraph.add_run()._r
    run.append(element)
    return run


def field(paragraph, code, result):
    add(paragraph, "w:fldChar", fldCharType="begin")
    add(paragraph, "w:instrText", f" {code} ")
    add(paragraph, "w:fldChar", fldCharType="separate")
    paragraph.add_run(result)
    add(paragraph, "w:fldChar", fldCharType="end")


caption = document.add_paragraph()
start = OxmlElement("w:bookmarkStart")
start.set(qn("w:id"), "1")
start.set(qn("w:name"), "_Ref1")
end = OxmlElement("w:bookmarkEnd")
end.set(qn("w:id"), "1")
caption._p.append(start)
caption.add_run("Table\u00a0")
field(caption, "SEQ Table \\* ARABIC", "1")
caption._p.append(end)
for number in range(40):
    paragraph = document.add_paragraph("i" * number + " ")
    for _ in range(12):
        paragraph.add_run("in ")
        field(paragraph, "REF _Ref1 \\h", "Table\u00a01")
        paragraph.add_run(" of 12\u00a0April ")
document.save("fields.docx")
PYTHON
soffice -env:UserInstallation="file://$folder/profile" --headless --convert-to pdf --outdir "$folder" "$folder/fields.docx" >/dev/null 2>&1
pdftotext -raw "$folder/fields.pdf" "$folder/text"
torn() { if grep -q "$1\$" "$folder/text"; then echo "$2: torn"; else echo "$2: whole"; fi; }
{
    torn Table "in a field"
    torn 12 "plain"
} | tee "$folder/seen"
diff "$folder/seen" - <<'SEEN' && echo "as stated"
in a field: torn
plain: whole
SEEN
