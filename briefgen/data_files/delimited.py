"""CSV and TSV files: text whose encoding and delimiter are declared, or UTF-8 with commas (RFC 4180) or tabs."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Collection, Iterator
from dataclasses import field
from functools import lru_cache
from io import StringIO

from briefgen.codes import DATA_FILE_DAMAGED, DATA_FILE_FORM, DATA_FILE_REFUSED
from briefgen.data_files.cells import MOST_COLUMNS, MOST_ROWS, DataCell, DataSheet, Refusal, Workbook, refusal
from briefgen.data_files.declared import DELIMITERS, Declared
from briefgen.frozen import frozen
from briefgen.spans import SourceFile, Span

_OTHERS = (";", "\t", "|", ",")
_SAMPLE = 40


def _before_decimals(sign: str, between: str) -> str:
    """A pattern of numbers in which a sign stands before decimals: not before three digits behind one to three."""
    whole = rf"(?:0|[0-9]{{4,}}|[0-9]{{1,3}}(?:{between}[0-9]{{3}})+)"
    return rf"[-−+]?(?:[0-9]+{sign}(?:[0-9]{{1,2}}|[0-9]{{4,}})|{whole}{sign}[0-9]+)\s*%?"


_FIELD_BEGINS, _FIELD_ENDS = r'(?:^|[,"])\s*', r'\s*(?=[,"\r\n]|$)'
_DECIMAL_POINT = re.compile(_FIELD_BEGINS + _before_decimals("[.]", ",") + _FIELD_ENDS, re.MULTILINE)
_DECIMAL_COMMA = f'"{_before_decimals(",", "[.]")}"'
_TWO_POINTS = _FIELD_BEGINS + r"[-−+]?[0-9]{1,3}(?:\.[0-9]{3}){2,}" + _FIELD_ENDS
_OTHER_POINT = re.compile(f"{_DECIMAL_COMMA}|{_TWO_POINTS}", re.MULTILINE)
"""Numbers that say of the points of a text that they stand between thousands."""
_ENCODINGS = frozenset(
    {"utf-8", "cp1252", "iso8859-1", "iso8859-15", "cp1250", "cp1251", "cp1256", "utf-16", "gb18030"}
)


@frozen(eq=False)
class _Lines:
    """The cells of a text: fields of its records, with the offset at which each record begins."""

    sheet: str
    records: list[list[str]] = field(repr=False)
    offsets: list[int] = field(repr=False)
    delimiter: str = ","

    @property
    def numbers(self) -> Collection[int]:
        return range(1, len(self.records) + 1)

    def read(self, rows: Collection[int], column: int | None = None) -> Iterator[DataCell]:
        """The cells of some records, or of one column of them."""
        for row in rows:
            if not 0 < row <= len(self.records):
                continue
            record, offset = self.records[row - 1], self.offsets[row - 1]
            if column is None:
                for at, text in enumerate(record, 1):
                    yield DataCell(self.sheet, row, at, text, text, offset=offset)
            elif column <= len(record):
                yield DataCell(self.sheet, row, column, record[column - 1], record[column - 1], offset=offset)


def read_delimited(file: str, data: bytes, suffix: str, declared: Declared) -> Workbook:
    """The one sheet of a text. Raises Refusal, with what to declare, where it is not written as it should be."""
    text = _decoded(file, data, declared)
    delimiter = declared.delimiter or DELIMITERS[suffix]
    if len(delimiter) != 1 or delimiter in '"\r\n':
        raise refusal(DATA_FILE_FORM, file, f'"{delimiter}" cannot divide fields', 'declare delimiter: ";" or the like')
    records, offsets = _records(file, text, delimiter)
    if not declared.delimiter and (other := _other_delimiter(text, delimiter)):
        message = f'its fields seem to be divided by "{_named(other)}", not by "{_named(delimiter)}"'
        raise refusal(DATA_FILE_FORM, file, message, declaration(delimiter=other, text=text))
    sheet = DataSheet(file, "", _Lines("", records, offsets, delimiter), text=SourceFile(file, text))
    return Workbook(file, (sheet,))


def _decoded(file: str, data: bytes, declared: Declared) -> str:
    encoding = declared.encoding or ("utf-16" if data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else "utf-8")
    try:
        known = codecs.lookup(encoding).name
    except (LookupError, ValueError):
        known = ""
    if known not in _ENCODINGS:
        raise refusal(
            DATA_FILE_FORM, file, f'"{encoding}" is no encoding that is read', "declare encoding: windows-1252 or utf-8"
        )
    try:
        text = data.decode(known)
    except UnicodeDecodeError as error:
        if declared.encoding or b"\0" in data:
            raise refusal(DATA_FILE_DAMAGED, file, f"this is no text in {encoding}") from error
        guess = data.decode("cp1252", "replace")
        other = _other_delimiter(guess, DELIMITERS[".csv"])
        hint = declaration(encoding="windows-1252", delimiter=declared.delimiter or other, text=guess)
        raise refusal(DATA_FILE_FORM, file, "its text is not UTF-8, and no encoding is declared", hint) from error
    if "\r" in text and "\n" not in text:
        message = "its lines end as those of old Macintosh computers do, which are not read"
        raise refusal(DATA_FILE_FORM, file, message, "save it again as CSV UTF-8")
    if "\0" in text:
        raise refusal(DATA_FILE_DAMAGED, file, "this is no text: it has characters numbered 0")
    return text.removeprefix("\ufeff")


def declaration(*, text: str, encoding: str = "", delimiter: str = "") -> str:
    """The lines to declare for a text that looks so; a country that divides by ";" writes decimal commas."""
    lines = [f"encoding: {encoding}"] if encoding else []
    lines += [f'delimiter: "{_named(delimiter)}"'] if delimiter and delimiter != "," else []
    if delimiter == ";":
        lines += ['decimal: ","', 'thousands: "."']
        lines += ["dates: D.M.YYYY"] if "." in text else []
    return "if that is right, declare\n" + "\n".join(lines)


def has_decimal_points(sheet: DataSheet) -> bool:
    """Whether commas divide the fields of a text, and its other numbers say that points stand before decimals.

    One at least can mean nothing else, as 12.5 and 0.125 cannot, and none has points between thousands.
    """
    lines, file = sheet.source, sheet.text
    return isinstance(lines, _Lines) and file is not None and lines.delimiter == "," and _decimal_point(file.text)


@lru_cache(maxsize=4)
def _decimal_point(text: str) -> bool:
    return _DECIMAL_POINT.search(text) is not None and _OTHER_POINT.search(text) is None


def _named(delimiter: str) -> str:
    return "\\t" if delimiter == "\t" else delimiter


def _records(file: str, text: str, delimiter: str) -> tuple[list[list[str]], list[int]]:
    records: list[list[str]] = []
    offsets = [0]
    source = StringIO(text, newline="\n")
    try:
        for record in csv.reader(iter(source.readline, ""), delimiter=delimiter, strict=True):
            records.append(record)
            offsets.append(source.tell())
            if len(record) > MOST_COLUMNS or len(records) > MOST_ROWS:
                limit = f"{MOST_ROWS:,} rows and {MOST_COLUMNS:,} columns"
                raise refusal(DATA_FILE_REFUSED, file, f"a table may have at most {limit}")
    except csv.Error as error:
        place = SourceFile(file, text).span(min(offsets[-1], max(len(text) - 1, 0)))
        message = "a field that begins in this record is not closed, or is too long"
        hint = 'a field in quotes ends with one: "like this"'
        raise Refusal(DATA_FILE_DAMAGED.at(place, message, hint)) from error
    return records, offsets


def _other_delimiter(text: str, delimiter: str) -> str:
    """Another delimiter that stands in all of the first lines that are divided at all, and divides them better.

    That is: oftener than the own one, or alike in each where the own one is not, as decimal commas among semicolons.
    """
    lines = [line for line in text.splitlines()[:_SAMPLE] if line.strip()]
    for other in _OTHERS:
        divided = [line for line in lines if other in line or delimiter in line]
        counts = [line.count(other) for line in divided]
        own = [line.count(delimiter) for line in divided]
        if other == delimiter or not min(counts, default=0) or (len({*own}) == 1 and own[0] > 1):
            continue
        if max(counts) > max(own) or (len({*counts}) == 1 and len({*own}) > 1):
            return other
    return ""


def field_spans(sheet: DataSheet, row: int) -> list[Span]:
    """Where the fields of a record stand in the text of its sheet, quotes included; none of other sheets."""
    lines, file = sheet.source, sheet.text
    if not isinstance(lines, _Lines) or file is None or not 0 < row <= len(lines.records):
        return []
    start, end = lines.offsets[row - 1], lines.offsets[row]
    record = file.text[start:end].rstrip("\r\n")
    spans, at = [], 0
    while True:
        behind = _behind_field(record, at, lines.delimiter)
        spans.append(file.span(start + at, start + behind))
        if behind >= len(record):
            return spans
        at = behind + 1


def _behind_field(record: str, at: int, delimiter: str) -> int:
    """The offset behind the field that begins at one; in quotes, two of them are one."""
    if record.startswith('"', at):
        at += 1
        while (closing := record.find('"', at)) >= 0:
            at = closing + 1
            if not record.startswith('"', at):
                break
            at += 1
    found = record.find(delimiter, at)
    return found if found >= 0 else len(record)
