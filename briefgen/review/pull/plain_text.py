"""Plain text: what lines say, in a form by which documents are compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from briefgen.formats.docx.word_model import NOTE
from briefgen.review.diff.tokens import Hunk, split_at_ends
from briefgen.review.pull.source_map import Atom, Container
from briefgen.review.pull.tokens import LineDiff, WordToken, loose


def said_before_and_after(diff: LineDiff, hunks: Sequence[Hunk]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What each paragraph of ours says, and what each says once some hunks are carried out."""
    found: list[WordToken] = []
    at = 0
    for hunk in hunks:
        found += [*written(diff.ours[at : hunk.start]), *hunk.new(diff.theirs)]
        at = hunk.end
    found += written(diff.ours[at:])
    return lines_spoken(list(written(diff.ours))), lines_spoken(found)


def written(ours: Iterable[WordToken]) -> Iterator[WordToken]:
    """Those of our tokens that stand in a text, without labels and numbers."""
    return (token for token in ours if token.extent is not None or token.is_end)


def lines_spoken(tokens: Sequence[WordToken]) -> tuple[str, ...]:
    """What each paragraph says, to compare documents by."""
    return tuple(text for line in split_at_ends(tokens) if (text := spoken(line)))


def spoken(tokens: Sequence[WordToken]) -> str:
    """What tokens say, to compare documents by: without space, facts, notes and references by name, looks by signs."""
    said: list[str] = []
    look = False, False
    before: Atom | None = None
    for token in tokens:
        if token.atom is not None:
            if token.atom is not before:
                said.append(f"⟦{token.atom.kind} {token.atom.name.rpartition(':')[2]}⟧")
        elif token.text == NOTE:
            said.append(f"⟦note {token.note}⟧")
        else:
            own = look_of(token.containers) if token.unit else token.look
            if own != look and not token.is_space:
                said.append(f"⟦look {own}⟧")
                look = own
            said.append(token.text)
        before = token.atom
    return "".join(loose("".join(said)).split())


def look_of(containers: Sequence[Container]) -> tuple[bool, bool]:
    """Whether something in some containers is bold, and italic."""
    return any(each.bold for each in containers), any(each.italic for each in containers)
