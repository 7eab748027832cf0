#!/usr/bin/env bash
# LibreOffice Writer 7.4.7 (Debian 12): the alternative text of a native chart, when a Word document is saved as one.
# Done: a Word document with an inline picture and an inline DrawingML chart, each with words of its own as descr of its wp:docPr; converted to .docx.
# Seen: the picture keeps its descr, the chart has none.
# Expected: both keep it (ISO/IEC 29500-1, 20.4.2.5): it is what a blind reader has of the chart.
# Needs: soffice.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check python-docx==1.2.0 lxml==6.1.0
(cd "$folder" && venv/bin/python) <<'PYTHON'
import io
import struct
import zlib

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.shared import Pt

CHART = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart><c:plotArea><c:layout/>
<c:barChart><c:barDir val="col"/><c:grouping val="clustered"/><c:varyColors val="0"/>
<c:ser><c:idx val="0"/><c:order val="0"/>
<c:cat><c:strLit><c:ptCount val="2"/><c:pt idx="0"><c:v>one</c:v></c:pt><c:pt idx="1"><c:v>two</c:v></c:pt></c:strLit></c:cat>
<c:val><c:numLit><c:ptCount val="2"/><c:pt idx="0"><c:v>3</c:v></c:pt><c:pt idx="1"><c:v>5</c:v></c:pt></c:numLit></c:val></c:ser>
<c:axId val="1"/><c:axId val="2"/></c:barChart>
<c:catAx><c:axId val="1"/><c:scaling/><c:delete val="0"/><c:axPos val="b"/><c:crossAx val="2"/></c:catAx>
<c:valAx><c:axId val="2"/><c:scaling/><c:delete val="0"/><c:axPos val="l"/><c:crossAx val="1"/></c:valAx>
</c:plotArea></c:chart></c:chartSpace>"""
INLINE = """<wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><wp:extent cx="3600000" cy="2400000"/>
<wp:docPr id="2" name="Chart 2" descr="the words of the chart"/><wp:cNvGraphicFramePr/>
<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">
<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"
xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="{}"/></a:graphicData></a:graphic></wp:inline>"""


def block(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


picture = b"\x89PNG\r\n\x1a\n" + block(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)) + block(b"IDAT", zlib.compress(b"\0\0")) + block(b"IEND", b"")
document = docx.Document()
shape = document.add_picture(io.BytesIO(picture), width=Pt(100))
shape._inline.docPr.set("descr", "the words of the picture")
part = Part(
    PackURI("/word/charts/chart1.xml"),
    "application/vnd.openxmlformats-officedocument.drawingml.chart+xml",
    CHART.encode(),
    document.part.package,
)
run = document.add_paragraph().add_run()
run._r.add_drawing(parse_xml(INLINE.format(document.part.relate_to(part, RELATIONSHIP_TYPE.CHART))))
document.save("chart.docx")
PYTHON
mkdir "$folder/saved"
soffice --version
soffice -env:UserInstallation="file://$folder/profile" --headless --convert-to "docx:MS Word 2007 XML" --outdir "$folder/saved" "$folder/chart.docx" >/dev/null 2>&1
(cd "$folder" && venv/bin/python) <<'PYTHON' | tee "$folder/seen"
import docx

for file in ("chart.docx", "saved/chart.docx"):
    for inline in docx.Document(file).element.body.iter("{*}inline"):
        kind = inline.find("{*}graphic/{*}graphicData").get("uri").rsplit("/", 1)[1]
        print(f"{file}: {kind}: descr {inline.docPr.get('descr')!r}")
PYTHON
diff "$folder/seen" - <<'SEEN' && echo "as stated"
chart.docx: picture: descr 'the words of the picture'
chart.docx: chart: descr 'the words of the chart'
saved/chart.docx: picture: descr 'the words of the picture'
saved/chart.docx: chart: descr None
SEEN
