"""The languages that a brief can be in, each of which is a file of the house's assets."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefgen.installed import house_folder

if TYPE_CHECKING:
    from babel import Locale


@cache
def languages() -> tuple[str, ...]:
    """The languages that have a file, in order: "en"."""
    return tuple(sorted(path.stem for path in _folder().glob("*.yaml")))


@cache
def entries_of(language: str) -> Mapping[str, Any]:
    """What a language's file says, as mappings, lists and texts; raises KeyError for one that has no file.

    The nodes are taken as libyaml composes them: to have them constructed takes twice as long.
    """
    if language not in languages():
        raise KeyError(language)
    import yaml

    text = (_folder() / f"{language}.yaml").read_text(encoding="utf-8")
    node = yaml.compose(text, Loader=yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader)
    return dict(_plain(node))


GUARDS = {
    "words of size (2.5 million)": ("finder", "scales"),
    "per cent in words": ("finder", "percent"),
    "numbers and fractions in words (thirty-seven, two thirds)": ("finder", "number_words"),
    "labels before numbers (article 5)": ("finder", "labels"),
    "currencies in words (rupees)": ("checks", "currencies"),
    "words that make a figure approximate (about)": ("checks", "hedges"),
    "names of totals (total)": ("checks", "totals"),
    "ranges, bounds and rates in words (at least 10 to 15 per 1,000)": ("finder", "grammar"),
    "ranks, multiples and ratios in words (third, threefold, 1 in 4)": ("finder", "grammar"),
    "addresses, laws and other names with numbers by their words": ("finder", "grammar"),
    "articles and plurals of words that a fix puts in": ("finder", "grammar"),
}
"""What texts are read for beside digits and signs, and where a language's file has the words for it."""

_NONE = "none"


def guards(language: str) -> dict[str, bool]:
    """Whether each guard is on in a language: whether its file has the words for it."""
    entries = entries_of(language)
    grammar = _section(entries, "finder").get("grammar", _NONE)
    return {guard: _section(entries, section).get(key, grammar) != _NONE for guard, (section, key) in GUARDS.items()}


def _section(entries: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = entries.get(name, _NONE)
    return {} if isinstance(found, str) else found


def language_of(tag: str) -> str:
    """The language of a tag, without its region, by which words are kept: "en"."""
    return tag.split("-")[0].lower()


@cache
def locale_of(tag: str) -> Locale:
    """How a tag's language is written in its country; as the language alone where the country is not known for it."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(tag, sep="-")
    except UnknownLocaleError:
        return Locale(language_of(tag))


def name_of(tag: str) -> str:
    """What a tag's language is called in itself: "English", "Français"."""
    locale = locale_of(tag)
    name = locale.get_language_name(locale) or tag
    return name[:1].upper() + name[1:]


def _folder() -> Path:
    return house_folder() / "languages"


def _plain(node: Any) -> Any:
    if isinstance(node.value, str):
        return node.value
    if node.id == "sequence":
        return tuple(_plain(item) for item in node.value)
    return {key.value: _plain(value) for key, value in node.value}
