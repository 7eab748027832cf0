"""The ledger: facts resolved, derived by formula, compared with what is stated, and printed."""

from briefgen.ledger.build import build_ledger
from briefgen.ledger.changes import ChangePrinter, change_rows
from briefgen.ledger.comparison import Changes, compare
from briefgen.ledger.formats import FormatError
from briefgen.ledger.formatting import Printer
from briefgen.ledger.periods import parse_period
from briefgen.ledger.table import ledger_rows

__all__ = [
    "ChangePrinter",
    "Changes",
    "FormatError",
    "Printer",
    "build_ledger",
    "change_rows",
    "compare",
    "ledger_rows",
    "parse_period",
]
