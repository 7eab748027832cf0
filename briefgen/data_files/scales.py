"""What headings, titles and units say of the size of figures: "USD million", "(thousands)", "in Mio. EUR"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType

from briefgen.data_files.cells import DataCell, DataSheet, NoCells
from briefgen.data_files.selection import SelectedCell
from briefgen.data_files.tables import FoundTable, notes_below

ONES = "ones"
"""Says that figures stand in full, whatever the words around them seem to say."""
SCALES: Mapping[str, int] = MappingProxyType(
    {"thousand": 3, "lakh": 5, "million": 6, "crore": 7, "billion": 9, "trillion": 12}
)
"""By which power of ten figures are multiplied."""
_WORDS = {
    "thousand": r"thousands?|tausend|tsd\b\.?|milliers?|miles de|em mil|(?<=r\$ )mil|тыс(?:\.|яч[аи]?\b)"
    r"|(?:بال)?[أآ]?لاف|[اأ]لف|بالألف|ہزار|هزار|زره|['’‘]000s?|000s|t€|teur|k€|keur|kusd",
    "lakh": r"lakhs?|لاکھ|लाख",
    "million": r"millions?|millionen|mio\b\.?|mln\b\.?|(?-i:mn)\b|millones|milhões|milhão|млн|миллион(?:а|ов|ы)?"
    r"|(?:بال)?ملايين|(?:بال)?مليون|ملین|میلیون|ملایین",
    "crore": r"crores?|کروڑ|करोड़",
    "billion": r"billions?|milliarden?|mrd\b\.?|milliards?|mil millones|mil milhões|bilhões|bilhão|(?-i:bn)\b|млрд"
    r"|миллиард(?:а|ов|ы)?|(?:بال)?مليارات|(?:بال)?مليار|ارب|میلیارد",
    "trillion": r"trillions?|трлн|(?-i:tn)\b",
}
_MONEY = r"(?:[A-Z]{3}\b|[A-Z]{0,3}[$€£¥₹])"
_LETTERS = {"k": "thousand", "m": "million", "b": "billion", "t": "trillion"}
_LETTER = re.compile(rf"{_MONEY} ?(?P<a>(?i:k|[mb]n?|tn))\b(?![²³/])|(?<![^\s(])(?P<b>[kKmMbB]) ?{_MONEY}")
_SPELT = re.compile(
    "|".join(
        rf"(?P<{name}>(?<![^\W_])(?:{words})(?![^\W_]))"
        for name, words in sorted(_WORDS.items(), key=lambda each: -SCALES[each[0]])
    ),
    re.IGNORECASE,
)
_THOUSAND = re.compile(
    r"(?:^|[(\[]\s*|[,;:]\s+|(?<!\w)(?:in|en|em|в)\s+|[x×]\s*)(?:[A-Z]{3} )?(?:1[ .,'’]?)?000s?(?=$|[\s)\],;])"
)
_OF_EACH = re.compile(
    r"\b(?:per|pro|par|por|pour|je|each|every|cada|a|на)\b[^()\[\]]*$|(?:لكل|فی|در هر)[^()]*$", re.IGNORECASE
)
_COUNTED = re.compile(
    r"[0-9½¼¾]\s?-?$|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|half|hundred|several|many|few)[ -]$",
    re.IGNORECASE,
)
_SAID_IN_TITLES = re.compile(
    r"\((?P<brackets>[^()]*)\)|\[(?P<square>[^\[\]]*)\]"
    r"|(?:(?<!\w)(?:in|en|em|в|units?|einheit|unités?|unidade?)(?!\w)|[,;:–—])[ :]+(?P<behind>[^,;()\[\]]+)$",
    re.IGNORECASE,
)
_SAID_IN_NOTES = re.compile(r"(?<!\w)(?:in|en|em|в)\s+(?P<said>\S+(?:\s+\S+)?)", re.IGNORECASE)
_NUMBER = re.compile(r"[-−+(]?[0-9][0-9 .,'’]*%?\)?")
_COUNT = re.compile(r"[1-9][0-9 .,'’]*")
_UNIT_HEADINGS = re.compile(
    r"units?(?: of measure(?:ment)?)?|unit[ _]mult(?:iplier)?|power ?code|(?:mess|maß)?einheit|unités?|unidades?"
    r"|ед\. изм\.?",
    re.IGNORECASE,
)
_POWERS = {str(power): frozenset({name}) for name, power in SCALES.items()}
"""What data of statistical offices have in a column of their own."""
_MOST_WORDS, _MOST_ALONE = 4, 3
_MOST_ABOVE = 8
_MOST_SEARCHED = 200


def multiplied(number: Decimal, scale: str) -> Decimal:
    """A number of thousands, millions or the like in full, without zeros behind a decimal point."""
    product = number.scaleb(SCALES[scale])
    return product if product != product.to_integral_value() else product.quantize(Decimal(1))


@lru_cache(1024)
def scales_in(text: str) -> frozenset[str]:
    """The sizes in which a heading or a unit says that figures are: `million` for "Cost (USD million)".

    What figures are held against is none ("per million", "per 1,000"), nor is a number ("above 5 million").
    """
    found = {
        str(match.lastgroup)
        for match in _SPELT.finditer(text)
        if not (_OF_EACH.search(text[: match.start()]) or _COUNTED.search(text[: match.start()]))
    }
    found |= {_LETTERS[(match["a"] or match["b"])[0].lower()] for match in _LETTER.finditer(text)}
    if not _COUNT.fullmatch(text) and (match := _THOUSAND.search(text)) and not _OF_EACH.search(text[: match.start()]):
        found.add("thousand")
    return frozenset(found)


def scales_in_title(text: str) -> frozenset[str]:
    """The sizes that a title gives in brackets, behind "in" or at its end; others are words of what it tells."""
    if _NUMBER.fullmatch(text):
        return frozenset()
    parts = [next(filter(None, match.groups()), "") for match in _SAID_IN_TITLES.finditer(text)]
    if len(text.split()) <= _MOST_ALONE:
        parts.append(text)
    return _joined(scales_in(part.strip()) for part in parts if len(part.split()) <= _MOST_WORDS)


def scales_around(found: SelectedCell) -> tuple[str, ...]:
    """The sizes of a cell's figure by the nearest words that give any: of its row, its headings, the lines above."""
    if isinstance(found.sheet.source, NoCells):
        return tuple(sorted(scales_in(found.cell.sheet.rpartition("/")[2].replace("_", " "))))
    if said := _of_row(found):
        return tuple(sorted(said))
    if found.table is not None:
        return scales_above(found.table, found.cell.column)
    headings = [*_headings(found.sheet, found.cell)]
    first = min((row for row, _ in headings), default=found.cell.row)
    return tuple(sorted(_joined(scales_in(text) for _, text in headings) or _of_title(found.sheet, first)))


def scales_above(table: FoundTable, column: int) -> tuple[str, ...]:
    """The sizes of a column's figures by its headings, by a row of units below these, or by the lines above."""
    row = table.header[-1] + 1
    below, name = table.sheet.cell(row, column), table.sheet.cell(row, table.key)
    is_number = table.sheet.text is not None and _NUMBER.fullmatch(below.text) is not None
    is_of_units = name.is_blank or _UNIT_HEADINGS.fullmatch(name.text) is not None
    texts = [table.headings[column]]
    if is_of_units and isinstance(below.value, str) and not is_number:
        texts.append(below.text)
    found = _joined(map(scales_in, texts)) or _of_title(table.sheet, table.header[0])
    return tuple(sorted(found or _joined(map(_scales_in_note, notes_below(table)))))


def _scales_in_note(text: str) -> frozenset[str]:
    """The sizes that a note gives behind "in": those of other words in it are of what it tells."""
    return _joined(scales_in(match["said"]) for match in _SAID_IN_NOTES.finditer(text))


def _of_row(found: SelectedCell) -> frozenset[str]:
    """What the row's name says, or a cell of the row that names a unit."""
    cells = [cell for column, cell in found.sheet.row(found.cell.row).items() if column != found.cell.column]
    texts = [cell.text for cell in cells if isinstance(cell.value, str)]
    if found.table is None:
        return _joined(map(scales_in_title, texts))
    units = (cell for cell in cells if _UNIT_HEADINGS.fullmatch(found.table.headings.get(cell.column, "").strip()))
    return _joined((*map(scales_in_title, texts), *(_POWERS.get(cell.text) or scales_in(cell.text) for cell in units)))


def _of_title(sheet: DataSheet, first: int) -> frozenset[str]:
    """What the lines above a table say, or else the name of its sheet."""
    return _joined(map(scales_in_title, _title_lines(sheet, first))) or scales_in_title(sheet.name)


def _title_lines(sheet: DataSheet, first: int) -> Iterator[str]:
    """The texts above the headings of a table that begins in a row, until another table ends."""
    for row in range(first - 1, max(0, first - 1 - _MOST_ABOVE), -1):
        filled = [cell for cell in sheet.row(row).values() if not cell.is_blank]
        if any(not isinstance(cell.value, str) for cell in filled):
            return
        yield from (cell.text for cell in filled)


def _headings(sheet: DataSheet, cell: DataCell) -> Iterator[tuple[int, str]]:
    """The texts above a cell that stand together, each with its row; joined cells are above each of their columns."""
    begun = False
    for row in range(cell.row - 1, max(0, cell.row - 1 - _MOST_SEARCHED), -1):
        area = next((each for each in sheet.merged if (row, cell.column) in each), None)
        above = sheet.cell(area.top, area.left) if area else sheet.cell(row, cell.column)
        is_words = isinstance(above.value, str) and any(map(str.isalpha, above.text))
        is_title = is_words and sum(not each.is_blank for each in sheet.row(row).values()) == 1
        if begun and (not is_words or is_title):
            return
        if is_words and not is_title:
            begun = True
            yield row, above.text


def _joined(found: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset().union(*found)
