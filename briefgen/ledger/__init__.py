"""The ledger: facts resolved, derived by formula, compared with what is stated, and printed."""

from briefgen.ledger.build import build_ledger
from briefgen.ledger.carried import carried_forward, confirmation_seal, ended_before, is_confirmed, stale_since
from briefgen.ledger.changes import ChangePrinter, change_rows
from briefgen.ledger.comparison import Changes, compare
from briefgen.ledger.formats import FormatError
from briefgen.ledger.formatting import Printer
from briefgen.ledger.periods import parse_period
from briefgen.ledger.print_forms import every_print_form
from briefgen.ledger.printed import printed, tells_of, unprinted
from briefgen.ledger.sign_off import (
    author_of,
    entries_to_tick,
    facts_to_tick,
    is_by_author,
    seal,
    tick_seal,
    valid_sign_off,
)
from briefgen.ledger.table import ledger_rows, place_in_edition
from briefgen.ledger.totals import stacked_totals

__all__ = [
    "ChangePrinter",
    "Changes",
    "FormatError",
    "Printer",
    "author_of",
    "build_ledger",
    "carried_forward",
    "change_rows",
    "compare",
    "confirmation_seal",
    "ended_before",
    "entries_to_tick",
    "every_print_form",
    "facts_to_tick",
    "is_by_author",
    "is_confirmed",
    "ledger_rows",
    "parse_period",
    "place_in_edition",
    "printed",
    "seal",
    "stacked_totals",
    "stale_since",
    "tells_of",
    "tick_seal",
    "unprinted",
    "valid_sign_off",
]
