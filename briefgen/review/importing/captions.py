"""Captions of tables and pictures in old documents: by their style, or by the label that they begin with."""

from __future__ import annotations

import re

from briefgen.formats.docx.word_model import WordParagraph

LONGEST_CAPTION = 250
_OF_TABLES = r"Table|Tabelle|Tableau|Tab|Cuadro|Tabla|Quadro|Tabela|Таблица|Табл|الجدول|جدول"
CAPTION = re.compile(
    rf"(?P<kind>(?P<table>{_OF_TABLES})|Figure|Fig|Chart|Graph|Map|Exhibit|Picture|Photo|Image|Box|Abbildung|Abb|Schaubild"
    r"|Karte|Graphique|Carte|Encadré|Gráfico|Gráfica|Figura|Mapa|Рисунок|Рис|График|Карта|الشكل|شكل|شکل)\.?[ \u00a0]"
    r"(?P<number>\d+(?:[.-]\d+)*)(?P<mark>[ \u00a0\u202f]?[.:]|[ \u00a0]*[–—-](?=\s))?\s*",
    re.IGNORECASE,
)
"""The label at the beginning of a caption, in the languages of briefs."""


def is_caption(line: WordParagraph, kind: str) -> bool:
    """Whether a line is the caption of a picture or table: by its style, and by its label where it has one."""
    label = CAPTION.match(line.text)
    is_table = label is not None and label["table"] is not None
    if line.style == "table caption":
        return kind == "table"
    if line.style == "caption":
        return label is None or is_table == (kind == "table")
    is_plain = line.outline == 0 and line.listed < 0 and len(line.text) <= LONGEST_CAPTION
    return label is not None and label["mark"] is not None and is_table == (kind == "table") and is_plain
