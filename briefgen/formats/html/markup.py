"""Elements of HTML as text: everything that somebody has written is escaped here, and nowhere else."""

from __future__ import annotations

from functools import cache
from html import escape
from urllib.parse import quote

VOID = frozenset({"br", "col", "img", "meta"})


def text(characters: str) -> str:
    """Characters between tags."""
    return escape(characters, quote=False)


def tag(name: str, /, **attributes: str | float | None) -> str:
    """A start tag; `data_fact` is the attribute data-fact, `class_` is class, and what is none or empty is left out."""
    given = "".join(
        f' {_named(key)}="{escape(str(value))}"' for key, value in attributes.items() if value not in (None, "")
    )
    return f"<{name}{given}>"


@cache
def _named(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def element(name: str, /, *content: str, **attributes: str | float | None) -> str:
    """An element around content that is markup already."""
    return f"{tag(name, **attributes)}{''.join(content)}" + ("" if name in VOID else f"</{name}>")


def to(identity: str) -> str:
    """The address of an element of the page by its id."""
    return "#" + quote(identity, safe="/:.,;=@!$&'()*+~-_")
