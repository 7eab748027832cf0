#!/usr/bin/env bash
# LibreOffice Writer 7.4.7 (Debian 12): an entry taken out of a chart's key (c:legendEntry with c:delete), where the bars lie.
# Done: two Word documents with a stacked DrawingML bar chart of four series, whose key leaves out the entry of idx 3, one with standing bars (barDir col)
# and one with lying ones (bar); converted to PDF; the names in the key, which stand nowhere else, read by pdftotext in their
# order.
# Seen: the key of the standing bars leaves out the fourth series, that of the lying ones the first.
# Expected: the fourth in both (ISO/IEC 29500-1, 21.2.2.94 and 21.2.2.84: idx says which entry is meant); both keys are in the order of the series, so
# idx 3 is the fourth by its series and by its place.
# Needs: soffice and pdftotext.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check python-docx==1.2.0 lxml==6.1.0
(cd "$folder" && venv/bin/python) <<'PYTHON'
import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

SERIES = """<c:ser><c:idx val="{0}"/><c:order val="{0}"/>
<c:tx><c:strRef><c:f>Sheet1!$A$1</c:f><c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>{1}</c:v></c:pt></c:strCache></c:strRef></c:tx>
<c:cat><c:strLit><c:ptCount val="2"/><c:pt idx="0"><c:v>one</c:v></c:pt><c:pt idx="1"><c:v>two</c:v></c:pt></c:strLit></c:cat>
<c:val><c:numLit><c:ptCount val="2"/><c:pt idx="0"><c:v>3</c:v></c:pt><c:pt idx="1"><c:v>5</c:v></c:pt></c:numLit></c:val></c:ser>"""
CHART = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/>
<c:barChart><c:barDir val="{}"/><c:grouping val="stacked"/><c:varyColors val="0"/>{}<c:overlap val="100"/><c:axId val="1"/><c:axId val="2"/></c:barChart>
<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="maxMin"/></c:scaling><c:delete val="0"/><c:axPos val="l"/><c:crossAx val="2"/></c:catAx>
<c:valAx><c:axId val="2"/><c:scaling/><c:delete val="0"/><c:axPos val="b"/><c:crossAx val="1"/></c:valAx>
</c:plotArea><c:legend><c:legendPos val="b"/><c:legendEntry><c:idx val="3"/><c:delete val="1"/></c:legendEntry><c:overlay val="0"/></c:legend>
<c:plotVisOnly val="1"/></c:chart></c:chartSpace>"""
INLINE = """<wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><wp:extent cx="5000000" cy="3000000"/>
<wp:docPr id="1" name="Chart 1"/><wp:cNvGraphicFramePr/>
<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">
<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"
xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="{}"/></a:graphicData></a:graphic></wp:inline>"""
for direction in ("col", "bar"):
    document = docx.Document()
    series = "".join(SERIES.format(number, name) for number, name in enumerate(("first", "second", "third", "fourth")))
    part = Part(
        PackURI("/word/charts/chart1.xml"),
        "application/vnd.openxmlformats-officedocument.drawingml.chart+xml",
        CHART.format(direction, series).encode(),
        document.part.package,
    )
    inline = parse_xml(INLINE.format(document.part.relate_to(part, RELATIONSHIP_TYPE.CHART)))
    document.add_paragraph().add_run()._r.add_drawing(inline)
    document.save(f"{direction}.docx")
PYTHON
soffice --version
soffice -env:UserInstallation="file://$folder/profile" --headless --convert-to pdf --outdir "$folder" "$folder/col.docx" "$folder/bar.docx" >/dev/null 2>&1
for direction in col bar; do
    pdftotext "$folder/$direction.pdf" "$folder/text"
    echo "$direction: the key names$(grep -owE "first|second|third|fourth" "$folder/text" | sed 's/^/ /' | tr -d '\n')"
done | tee "$folder/seen"
diff "$folder/seen" - <<'SEEN' && echo "as stated"
col: the key names first second third
bar: the key names second third fourth
SEEN
