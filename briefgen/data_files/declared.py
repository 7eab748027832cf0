"""What a desk declares of a data file, because nobody can tell it from the file alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from types import MappingProxyType

from briefgen.frozen import frozen

DELIMITERS = {".csv": ",", ".tsv": "\t", ".tab": "\t"}
"""What stands between the values of a text file, by the end of its name."""
BLANK = "blank"
MISSING: Mapping[str, str] = MappingProxyType(
    {
        "": BLANK,
        "_": BLANK,
        "..": "not available",
        "...": "not available",
        "n/a": "not available",
        "N/A": "not available",
        "NA": "not available",
        "-": "does not apply",
        "–": "does not apply",
        "—": "does not apply",
        "*": "suppressed",
    }
)
"""What marks of missing values mean where nothing else is declared. None of them is 0."""


@frozen(kw_only=True)
class Declared:
    """How a data file is written: "" where nothing is declared.

    `dates` is the form of dates that are text, such as D.M.YYYY or MM/DD/YYYY. `stored` takes numbers as they are
    stored where the program shows something else.
    """

    encoding: str = ""
    delimiter: str = ""
    decimal: str = ""
    thousands: str = ""
    dates: str = ""
    missing: Mapping[str, str] = field(default_factory=lambda: MISSING)
    stored: bool = False
