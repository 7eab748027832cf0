"""What a writer gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Written:
    """A written document: its bytes and, where the format has pages, the page (from 1) on which each id starts."""

    data: bytes = field(repr=False)
    pages: Mapping[str, int] = field(default_factory=dict)
