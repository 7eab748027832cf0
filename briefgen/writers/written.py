"""What a writer gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from briefgen.frozen import frozen
from briefgen.model.blocks import Block


@frozen
class Written:
    """A written document: its bytes and, where the format has pages, the page (from 1) of each id, and their count.

    `blocks` are the document's, in the order in which they stand, where the format has moved any.
    """

    data: bytes = field(repr=False)
    pages: Mapping[str, int] = field(default_factory=dict)
    page_count: int = 0
    blocks: tuple[Block, ...] = field(default=(), repr=False)
