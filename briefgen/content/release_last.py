"""What a release has of the edition before: the figures that it printed, so that it can tell changes, and no words."""

from __future__ import annotations

import re
from collections.abc import Mapping

from briefgen.content import yaml
from briefgen.content.node_text import TextParts, Written

NO_WORDS = "–"
"""What stands where the edition before had words."""

_PRINTS = re.compile(
    r"\{\{[^{}]*\}\}|!\[[^\]]*\]\(\s*<?(?P<of>(?:figure|table):[^)\s>]+)[^)]*\)(?P<options>\{[^{}\n]*\})?"
)
_OF_CHARTS = ("kind", "facts", "fact", "series", "arrangement")
_OF_TILES = ("fact", "format")


def values_in(text: str) -> str:
    """The figures, charts and tables of figures that a text prints, each as a paragraph; a sign for none."""
    found = (f"![]({each['of']}){each['options'] or ''}" if each["of"] else each[0] for each in _PRINTS.finditer(text))
    return "\n\n".join(dict.fromkeys(found)) or NO_WORDS


def without_words(written: Written | None) -> Written | None:
    """What stands under a key that has words, with the figures that it prints alone."""
    if isinstance(written, yaml.Scalar | TextParts):
        return values_in(written.text)
    if isinstance(written, yaml.Sequence):
        return [without_words(item) for item in written.items]
    if isinstance(written, yaml.Mapping | Mapping):
        entries = written.entries if isinstance(written, yaml.Mapping) else written.items()
        return {key: each if _name(key) in _OF_TILES else without_words(each) for key, each in entries}
    return [without_words(each) for each in written] if isinstance(written, list) else written


def chart_without_words(entry: Mapping[yaml.Scalar | str, Written]) -> dict[yaml.Scalar | str, Written]:
    """A chart with its facts, and signs where it has words."""
    made: dict[yaml.Scalar | str, Written] = {}
    for key, each in entry.items():
        name = _name(key)
        if name == "categories" and isinstance(each, list):
            made[key] = [f"{NO_WORDS} {number}" for number in range(len(each))]
        elif name == "series" and isinstance(each, list):
            made[key] = [chart_without_words(one) for one in each if isinstance(one, dict)]
        elif name == "facts" and isinstance(each, list):
            made[key] = [chart_without_words(one) if isinstance(one, dict) else one for one in each]
        elif name in _OF_CHARTS:
            made[key] = each
        elif name in ("title", "caption", "of", "name"):
            made[key] = NO_WORDS
    return made


def _name(key: object) -> str:
    return key.text if isinstance(key, yaml.Scalar) else str(key)
