"""Word briefs as people write them, by a seed: every structure that an import meets, in any order."""

from __future__ import annotations

from io import BytesIO
from random import Random

from docx import Document
from docx.document import Document as WordFile
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from tests.desk import halves

_WORDS = (
    *("Boats", "landed", "herring", "in the north", "crates", "the council", "votes on", "quota", "of", "and", "with"),
    *("[bracketed]", "*starred*", "_low_", "a_b_c", "{{braced}}", "}}", "50%", "1,234", "£4.5 million", "2024", "#tag"),
    *("<tag>", "&amp;", "~x~", "$x_1$", "^up^", "“quoted”", "don’t", "3 March 2031", "a|b", "\\back", "e.g.", "…", "—"),
    *("mail@example.org", "https://example.org/a_b?c=d&e=f", "@fig:one", ":smile:", "F-16", "10–15", "naïve", "Ünal"),
    *(
        "100",
        "7",
        "(see Figure 1)",
        "Table 2",
        "[1, ¶ 3]",
        "!",
        "?",
        "`code`",
        "``",
        "''",
        "--",
        "...",
        "1.",
        "+",
        "==",
    ),
)
_MATHS = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'


def word_brief(seed: int) -> bytes:
    """The Word document of a seed."""
    random = Random(seed)  # noqa: S311  # whose documents are the same each time
    document = Document()
    writer = _Writer(document, random)
    writer.front()
    for _ in range(random.randint(1, 25)):
        writer.block()
    file = BytesIO()
    document.save(file)
    return file.getvalue()


class _Writer:
    def __init__(self, document: WordFile, random: Random) -> None:
        self._document, self._random = document, random
        self._has_headings = random.random() < 0.8
        self._ids = iter(range(100, 10_000))

    def front(self) -> None:
        random = self._random
        if random.random() < 0.6:
            self._filled("Title")
        if random.random() < 0.3:
            self._filled("Subtitle")
        if random.random() < 0.3:
            self._document.add_paragraph("Bottom line:")
        if random.random() < 0.6:
            self._filled()
        if random.random() < 0.5:
            section = self._document.sections[0]
            section.header.paragraphs[0].text = self._text(4)
            section.footer.paragraphs[0].text = "Official"

    def block(self) -> None:
        """One structure at the end of the document."""
        kinds = (
            *(self._paragraph, self._paragraph, self._list, self._table, self._quotation, self._tracked, self._things),
            *(self._picture, self._figures, self._heading, self._heading, self._empty, self._breaks),
        )
        self._random.choice(kinds)()

    def _text(self, most: int = 14) -> str:
        return " ".join(self._random.choices(_WORDS, k=self._random.randint(1, most)))

    def _filled(self, style: str | None = None) -> Paragraph:
        return self._fill(self._document.add_paragraph(style=style))

    def _fill(self, line: Paragraph) -> Paragraph:
        """Put runs of several looks into a line, sometimes within a word."""
        random = self._random
        for _ in range(random.randint(1, 4)):
            run = line.add_run(self._text(6) + random.choice((" ", " ", "\n", "\t")))
            run.bold, run.italic = random.random() < 0.2, random.random() < 0.2
            run.font.strike, run.font.hidden = random.random() < 0.03, random.random() < 0.03
            if random.random() < 0.1:
                line.add_run("km")
                line.add_run(random.choice(("2", "6", "th", "note"))).font.superscript = True
                line.add_run(" in")
                line.add_run("side ").bold = True
            if random.random() < 0.06:
                self._document.add_comment(run, text=self._text(), author=random.choice(("Ann", "Bob (x)")))
            if random.random() < 0.06:
                self._link(line)
        return line

    def _link(self, line: Paragraph) -> None:
        address = self._random.choice(("https://example.org/a(b)", "mailto:a@example.org", "file:///c:/x.docx"))
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), line.part.relate_to(address, kind, is_external=True))
        run = line.add_run(self._text(3))
        link.append(run._r)
        line._p.append(link)
        line.add_run(" ")

    def _paragraph(self) -> None:
        self._filled()

    def _empty(self) -> None:
        self._document.add_paragraph("  ")

    def _breaks(self) -> None:
        line = self._filled()
        line.add_run().add_break()
        line.add_run(self._text(4))
        self._document.add_page_break()

    def _heading(self) -> None:
        if self._has_headings:
            self._document.add_heading(self._text(5), self._random.randint(1, 6))
        else:
            self._document.add_paragraph().add_run(self._text(4)).bold = True

    def _list(self) -> None:
        kinds = ("List Bullet", "List Bullet 2", "List Bullet 3", "List Number", "List Number 2", "List Continue")
        for _ in range(self._random.randint(1, 6)):
            self._filled(self._random.choice(kinds))

    def _quotation(self) -> None:
        self._filled(self._random.choice(("Quote", "Intense Quote")))

    def _table(self) -> None:
        random = self._random
        table = self._document.add_table(random.randint(1, 5), random.randint(1, 5))
        cells = [cell for row in table.rows for cell in row.cells]
        for cell in cells:
            self._cell(cell)
        if random.random() < 0.3 and len(cells) > 1:
            random.choice(cells).merge(random.choice(cells))
        if random.random() < 0.3:
            self._filled("Caption")

    def _cell(self, cell: _Cell) -> None:
        random = self._random
        if random.random() < 0.6:
            cell.text = random.choice(("12", "1,234", "4.5%", "-", "", "North", "South", "2024", "a|b", "n/a"))
        else:
            self._fill(cell.paragraphs[0])
        if random.random() < 0.1:
            cell.add_paragraph(self._text(3))
        if random.random() < 0.05:
            cell.add_table(1, 2).cell(0, 0).text = self._text(2)

    def _figures(self) -> None:
        """A table of figures with a caption, and a total that holds or does not."""
        random = self._random
        self._document.add_paragraph(f"Table {random.randint(1, 9)}. {self._text(4)}", style="Caption")
        parts = [random.randint(1, 4000) for _ in range(random.randint(2, 5))]
        table = self._document.add_table(len(parts) + 2, 2)
        rows = [("Port", "Boats"), *((f"Port {chr(65 + n)}", f"{part:,}") for n, part in enumerate(parts))]
        rows.append(("Total", f"{sum(parts) + random.choice((0, 0, 1)):,}"))
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text

    def _picture(self) -> None:
        data = halves() if self._random.random() < 0.8 else halves()[:90] + halves()[90:]
        self._document.add_picture(BytesIO(data), Mm(30))
        for named in self._document.element.body.iter(qn("wp:docPr")):
            named.set("descr", self._text(5))
        if self._random.random() < 0.7:
            self._document.add_paragraph(f"Figure {self._random.randint(1, 9)}: {self._text(5)}", style="Caption")

    def _tracked(self) -> None:
        line = self._filled()
        for kind, tag in (("del", "delText"), ("ins", "t")):
            xml = f'<w:{kind} {nsdecls("w")} w:id="{next(self._ids)}" w:author="Cleo"><w:r><w:{tag}/></w:r></w:{kind}>'
            change = parse_xml(xml)
            change[0][0].text = f"{self._text(3)} "
            change[0][0].set(qn("xml:space"), "preserve")
            line._p.append(change)

    def _things(self) -> None:
        """A line with a box, an equation, a field or a control for content."""
        line = self._filled()
        text = self._random.choice(("box", "12 in the box", "a b"))
        line._p.append(
            parse_xml(
                self._random.choice(
                    (
                        f'<w:r {nsdecls("w")}><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox>'
                        f"<w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape>"
                        "</w:pict></w:r>",
                        f"<m:oMath {_MATHS}><m:r><m:t>x=12</m:t></m:r></m:oMath>",
                        f'<w:fldSimple {nsdecls("w")} w:instr="DATE"><w:r><w:t>{text}</w:t></w:r></w:fldSimple>',
                        f"<w:sdt {nsdecls('w')}><w:sdtContent><w:r><w:t>{text}</w:t></w:r></w:sdtContent></w:sdt>",
                        f'<w:r {nsdecls("w")}><w:sym w:font="Wingdings" w:char="F0E0"/></w:r>',
                    )
                )
            )
        )
