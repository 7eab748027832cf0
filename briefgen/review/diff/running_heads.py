"""Running heads: what stands at the top and bottom of pages, which a redline has of the new document alone."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.model.document import Document, Front
from briefgen.model.inlines import Inline, Inlines, Text
from briefgen.review.diff.inline_diff import Reviser
from briefgen.review.diff.tokens import Token, pieces_of


def compare_running_heads(old: Document, new: Document, reviser: Reviser) -> Inlines:
    """What differs in the heads and feet of pages, as it was and as it is; nothing where they are the same."""
    made: list[Inline] = []
    for before, after in zip(_heads(old.front), _heads(new.front), strict=True):
        if before != after:
            made += [Text("; ")] if made else []
            made += reviser.deleted(_pieces(before))
            made += reviser.inserted(_pieces(after))
    return tuple(made)


def _heads(front: Front) -> Iterator[str]:
    yield from (front.marking, front.desk, front.issue, front.draft)


def _pieces(text: str) -> list[Token]:
    return list(pieces_of((Text(text),))) if text else []
