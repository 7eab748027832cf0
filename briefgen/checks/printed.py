"""A text as it prints: the facts' values in their places, each with the place where it was written."""

from __future__ import annotations

from bisect import bisect_right

from briefgen.frozen import frozen
from briefgen.ledger import FormatError, Printer
from briefgen.model.inlines import Value
from briefgen.model.runs import Run


@frozen
class PrintedValue:
    """A fact in a printed text: where its value stands there, and where its stand-in stands in the run."""

    start: int
    end: int
    offset: int
    value: Value


@frozen
class PrintedRun:
    """A run with its facts' values in place of their stand-ins."""

    run: Run
    text: str
    values: tuple[PrintedValue, ...]

    def offset(self, at: int) -> int:
        """The offset in the run of a character of the printed text; a value's characters are its stand-in's."""
        number = bisect_right(self.values, at, key=lambda value: value.start) - 1
        if number < 0:
            return at
        value = self.values[number]
        return value.offset if at < value.end else value.offset + 1 + at - value.end


def printed_run(run: Run, printer: Printer) -> PrintedRun:
    """The run as it prints; a fact that cannot be printed stays its stand-in."""
    text, values, last = "", [], 0
    for offset, value in run.values:
        text += run.text[last:offset]
        shown = _shown(value, printer) or run.text[offset]
        values.append(PrintedValue(len(text), len(text) + len(shown), offset, value))
        text += shown
        last = offset + 1
    return PrintedRun(run, text + run.text[last:], tuple(values))


def _shown(value: Value, printer: Printer) -> str:
    try:
        return printer.text(value.fact, value.formats)
    except (FormatError, KeyError):
        return ""
