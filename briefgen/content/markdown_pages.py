"""Markdown that was written elsewhere, as the HTML of a page: CommonMark with tables, strikes and footnotes."""

from __future__ import annotations

from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin


def page_of(text: str) -> str:
    """The HTML that a text in Markdown gives; HTML in it stays as it is."""
    grammar = MarkdownIt("commonmark", {"maxNesting": 100}).enable(["table", "strikethrough"]).use(footnote_plugin)
    html: str = grammar.render(text)
    return html
