"""Syntax: values as a PDF writes them (ISO 32000-1, 7.3), all of it in ASCII."""

from __future__ import annotations

import re
from collections.abc import Mapping

ESCAPED = re.compile(r"[()\\]")
IRREGULAR = re.compile(r"[^!-~]|[#()<>\[\]{}/%]")


def number(value: float) -> str:
    """A number of points, to a thousandth."""
    written = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if written == "-0" else written


def numbers(*values: float) -> str:
    """Numbers side by side."""
    return " ".join(map(number, values))


def name(text: str) -> str:
    """A name, in which what has a meaning of its own, or is no ASCII, stands as digits."""
    return "/" + IRREGULAR.sub(lambda found: "".join(f"#{byte:02X}" for byte in found[0].encode()), text)


def encoded(text: str) -> bytes:
    """The bytes of a text string: those of ASCII as they are, all else as UTF-16 (7.9.2.2)."""
    return text.encode() if text.isascii() and text.isprintable() else b"\xfe\xff" + text.encode("utf-16-be")


def string(text: str) -> str:
    """A text string."""
    if text.isascii() and text.isprintable():
        return f"({ESCAPED.sub(_escaped, text)})"
    return f"<{encoded(text).hex()}>"


def _escaped(found: re.Match[str]) -> str:
    return f"\\{found[0]}"


def reference(number: int) -> str:
    """What stands for an object, by its number."""
    return f"{number} 0 R"


def destination(page: int, top: float) -> str:
    """A place on a page, by the page's number (12.3.2.2)."""
    return f"[{reference(page)}/XYZ 0 {number(top)} 0]"


def name_tree(places: Mapping[str, int]) -> str:
    """Objects by their names, in the order of the names' bytes (7.9.6)."""
    entries = sorted(places.items(), key=lambda place: encoded(place[0]))
    return f"<</Names[{' '.join(f'{string(key)} {reference(place)}' for key, place in entries)}]>>"
