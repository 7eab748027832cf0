"""Elements of HTML as text: everything that somebody has written is escaped here, and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from html import escape
from urllib.parse import quote

from briefgen.model.direction import without_isolates

VOID = frozenset({"br", "col", "img", "meta", "path"})
"""The elements that hold nothing; they end as XML has it, since pages are both."""


def text(characters: str) -> str:
    """Characters between tags."""
    return escape(characters, quote=False)


def tag(name: str, /, **attributes: str | float | None) -> str:
    """A start tag; `data_fact` is the attribute data-fact, `class_` is class, and what is none or empty is left out."""
    return f"{_open(name, attributes)}{'/>' if name in VOID else '>'}"


def _open(name: str, attributes: Mapping[str, str | float | None]) -> str:
    """A start tag up to its end."""
    given = [f' {_named(key)}="{_escaped(value)}"' for key, value in attributes.items() if value not in (None, "")]
    return f"<{name}{''.join(given)}"


def _escaped(value: object) -> str:
    """What stands in an attribute: without isolates, which programs that read attributes out do not know."""
    if not isinstance(value, str):
        return str(value)
    return escape(without_isolates(value))


@cache
def _named(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def element(name: str, /, *content: str, **attributes: str | float | None) -> str:
    """An element around content that is markup already."""
    if name in VOID:
        return f"{_open(name, attributes)}/>"
    return f"{_open(name, attributes) if attributes else f'<{name}'}>{''.join(content)}</{name}>"


def to(identity: str) -> str:
    """The address of an element of the page by its id."""
    return "#" + quote(identity, safe="/:.,;=@!$&'()*+~-_")
