"""The source map: what a pull could not carry back is not there."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from pathlib import Path

from briefgen.model.inlines import Inline, Text
from briefgen.model.traverse import blocks_of, inlines_of, map_blocks, texts_of
from briefgen.review.pull.source_map import trace
from briefgen.spans import SourceFile, Span
from tests.samples import DOCUMENT

FILE = SourceFile("content/edition/sections/10-landings.md", "Landings rose.")


def test_every_text_of_every_block_is_traced() -> None:
    numbers = count()

    def numbered(inline: Inline) -> Inline:
        place = Span(FILE, 0, len(FILE.text))
        return replace(inline, text=f"<{next(numbers)}>", place=place) if isinstance(inline, Text) else inline

    blocks = map_blocks(DOCUMENT.blocks, numbered)
    inlines = (each for block in blocks_of(blocks) for text in texts_of(block) for each in inlines_of(text))
    texts = [inline.text for inline in inlines if isinstance(inline, Text)]
    assert len(texts) > 60
    traced = "".join(text.text for text in trace(replace(DOCUMENT, blocks=blocks), Path("content")).values())
    assert [text for text in texts if text not in traced] == []
