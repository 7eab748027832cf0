"""What a page says between its tags, text by text."""

from __future__ import annotations

from lxml import html


def said(data: bytes) -> list[str]:
    """The texts of a page's body, but for its scripts."""
    body = html.document_fromstring(data.decode()).find("body")
    assert body is not None
    for script in body.iter("script"):
        script.text = ""
    return [text for text in body.itertext() if text.strip()]
