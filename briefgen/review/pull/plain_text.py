"""Plain text: what lines say, in a form by which documents are compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from briefgen.review.pull.edit_words import spoken
from briefgen.review.pull.tokens import END, WordHunk, WordToken


def carried_out(ours: Sequence[WordToken], theirs: Sequence[WordToken], hunks: Sequence[WordHunk]) -> list[WordToken]:
    """Our tokens with the hunks carried out."""
    found: list[WordToken] = []
    at = 0
    for hunk in hunks:
        found += [*written(ours[at : hunk.start]), *theirs[hunk.new_start : hunk.new_end]]
        at = hunk.end
    return [*found, *written(ours[at:])]


def written(ours: Iterable[WordToken]) -> Iterator[WordToken]:
    """Those of our tokens that stand in a text, without labels and numbers."""
    return (token for token in ours if token.extent is not None or token.text == END)


def lines_spoken(tokens: Sequence[WordToken]) -> tuple[str, ...]:
    """What each paragraph says, to compare documents by."""
    lines: list[list[WordToken]] = [[]]
    for token in tokens:
        if token.text == END:
            lines.append([])
        else:
            lines[-1].append(token)
    return tuple(text for line in lines if (text := spoken(line)))
