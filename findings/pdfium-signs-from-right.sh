#!/usr/bin/env bash
# pypdfium2 5.15.2 (PDFium): signs that stand for several, in lines that run from the right.
# Done: a page of one line with a simple font whose /ToUnicode gives each code one character: six letters and ½, №, ™ or …, read
# with get_text_range. The letters are Latin in the first line of each pair, Arabic in the second.
# Seen: beside Latin letters the sign comes back as /ToUnicode has it; beside Arabic ones it comes back as "1/2", "No", "TM", "...".
# Expected: the characters of /ToUnicode in both, or the same compatibility forms in both.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pypdfium2==5.15.2
"$folder/venv/bin/python" - <<'PYTHON' | tee "$folder/seen"
import pypdfium2

LETTERS = {"Latin": "abcdef", "Arabic": "\u0633\u0644\u0627\u0645\u062f\u0631"}


def page(letters, sign):
    """A document of one page, which shows the letters and then the sign between them, by codes A to G."""
    codes = [*letters[:3], sign, *letters[3:]]
    pairs = "\n".join(f"<{65 + n:02x}> <{ord(each):04x}>" for n, each in enumerate(codes))
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Own def /CMapType 2 def "
        f"1 begincodespacerange <00> <ff> endcodespacerange\n{len(codes)} beginbfchar\n{pairs}\nendbfchar\n"
        "endcmap CMapName currentdict /CMap defineresource pop end end"
    )
    shown = "BT /F 20 Tf 50 100 Td (ABCDEFG) Tj ET"
    parts = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 200] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>",
        f"<< /Length {len(shown)} >>\nstream\n{shown}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>",
        f"<< /Length {len(cmap)} >>\nstream\n{cmap}\nendstream",
    ]
    data, places = "%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{part}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 {len(parts) + 1}\n0000000000 65535 f \n{table}trailer << /Size {len(parts) + 1} /Root 1 0 R >>\n"
    return pypdfium2.PdfDocument(f"{data}{end}startxref\n{len(data)}\n%%EOF\n".encode())


for sign in "½№™…":
    for name, letters in LETTERS.items():
        text = page(letters, sign)[0].get_textpage().get_text_range()
        print(ascii(sign), name, ascii("".join(each for each in text if each not in letters)))
PYTHON
diff "$folder/seen" - <<'SEEN' && echo "as stated"
'\xbd' Latin '\xbd'
'\xbd' Arabic '1/2'
'\u2116' Latin '\u2116'
'\u2116' Arabic 'No'
'\u2122' Latin '\u2122'
'\u2122' Arabic 'TM'
'\u2026' Latin '\u2026'
'\u2026' Arabic '...'
SEEN
