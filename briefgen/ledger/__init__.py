"""The ledger: facts resolved, derived by formula, compared with what is stated, and printed."""

from briefgen.ledger.build import build_ledger
from briefgen.ledger.formats import FormatError
from briefgen.ledger.formatting import Printer
from briefgen.ledger.periods import parse_period
from briefgen.ledger.table import fact_uses, ledger_rows

__all__ = ["FormatError", "Printer", "build_ledger", "fact_uses", "ledger_rows", "parse_period"]
