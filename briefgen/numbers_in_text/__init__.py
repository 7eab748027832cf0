"""Figures in prose: every figure in a text, with all that it can mean; text in, mentions out."""

from briefgen.numbers_in_text.characters import has_numeric
from briefgen.numbers_in_text.mention import Mention, MentionKind, TextDate, Weekday
from briefgen.numbers_in_text.naming import is_figure, is_measure
from briefgen.numbers_in_text.reading import find, weekdays

__all__ = [
    "Mention",
    "MentionKind",
    "TextDate",
    "Weekday",
    "find",
    "has_numeric",
    "is_figure",
    "is_measure",
    "weekdays",
]
