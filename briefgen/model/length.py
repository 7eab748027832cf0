"""Lengths on the page."""

from __future__ import annotations


class Length(float):
    """A length in points (1/72 inch), readable in the units of every writer."""

    @property
    def mm(self) -> float:
        return self / 72 * 25.4

    @property
    def inches(self) -> float:
        return self / 72

    @property
    def emu(self) -> int:
        """English Metric Units, 914,400 to the inch (ECMA-376 Part 1, 20.1.2.1)."""
        return round(self * 12700)


def pt(value: float) -> Length:
    """A length of `value` points."""
    return Length(value)


def mm(value: float) -> Length:
    """A length of `value` millimetres."""
    return Length(value / 25.4 * 72)
