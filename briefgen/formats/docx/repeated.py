"""What the heads and feet of pages repeat: a property of the file or the title, shown there by a field."""

from __future__ import annotations

from collections.abc import Mapping
from unicodedata import bidirectional

from briefgen.formats.docx.elements import Markup
from briefgen.formats.docx.paragraphs import field, text
from briefgen.model.characters import has_words_from_right
from briefgen.model.document import Front
from briefgen.model.inlines import Deleted, Inserted
from briefgen.model.traverse import inlines_of, plain_text

TITLE_STYLE = "Brief Title"
"""Word looks a style up by its name, which it has in another language where the style is one of its own."""


def repeated(front: Front) -> Mapping[str, str]:
    """What is a property of the file, by its name."""
    named = {
        "Desk": front.desk,
        "Marking": front.marking,
        "Issue": _unbroken(front.issue),
        "Running title": "" if _repeats_title(front) else front.running_title,
        "Running issue": _unbroken(front.running_issue),
    }
    return {name: value for name, value in named.items() if value}


def property_field(name: str, front: Front) -> list[Markup]:
    """A property where it is printed; nothing of one that the brief does not have.

    What runs both ways is printed without a field, whose result Word would set in one way when it updates it.
    """
    value = repeated(front).get(name, "")
    if has_words_from_right(value) and any(bidirectional(sign) == "L" for sign in value):
        return [text(value)]
    return field(f'DOCPROPERTY "{name}"', value) if value else []


def title_field(front: Front) -> list[Markup]:
    """The title of the pages behind the first: the brief's own, as it is edited, or a shorter one."""
    if _repeats_title(front):
        return field(f'STYLEREF "{TITLE_STYLE}"', front.running_title)
    return property_field("Running title", front)


def _repeats_title(front: Front) -> bool:
    """Whether the heads have the whole title, of which a redline marks nothing."""
    is_marked = any(isinstance(inline, Inserted | Deleted) for inline in inlines_of(front.title))
    return not is_marked and bool(front.running_title) and front.running_title == plain_text(front.title)


def _unbroken(text: str) -> str:
    return text.replace(" ", "\u00a0")
