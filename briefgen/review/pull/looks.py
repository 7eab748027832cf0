"""Looks: how a reviewer has set lines and marked words by hand, of which the content can say little."""

from __future__ import annotations

from collections.abc import Sequence

from briefgen.formats.docx.styles import PARAGRAPH_STYLES
from briefgen.formats.docx.word_model import WordParagraph
from briefgen.review.diff.tokens import Hunk, joined_text
from briefgen.review.pull.align_lines import ParagraphGroup
from briefgen.review.pull.edit_words import CannotPlaceError
from briefgen.review.pull.session import level_of
from briefgen.review.pull.tokens import HARD, LineDiff, WordToken, loose, same_address

HOUSE_STYLES = frozenset(each.name.lower() for each in PARAGRAPH_STYLES)
PLAIN_STYLES = ("body text", "list continue", "numbered paragraph", "footnote text", "table ")
"""How the names of those styles begin that a new paragraph may have and is written as it is."""

UNWRITABLE = frozenset(("struck through", "hidden", "raised", "lowered"))
"""The marks without which words say something else."""


def what_is_lost(hunk: Hunk, diff: LineDiff) -> str:
    """Raises CannotPlaceError for the same words with another address, or marked by hand; says what new words lose."""
    old, new = hunk.old(diff.ours), hunk.new(diff.theirs)
    marks = _new_marks(old, new)
    if loose(joined_text(old)) != loose(joined_text(new)):
        _refuse_marks(marks)
        return _said_of(marks)
    if marks:
        raise CannotPlaceError(_said_of(marks))
    before, after = ("".join(dict.fromkeys(token.link for token in side)) for side in (old, new))
    if not same_address(before, after):
        raise CannotPlaceError(f"it leads to {after or 'no address'} now; write that in the content")
    return ""


def lost_by_new(new: WordParagraph, tokens: Sequence[WordToken]) -> str:
    """What a new paragraph does not keep of how it is set, and its words of their marks.

    Raises CannotPlaceError where they would say something else.
    """
    marks = _new_marks((), tokens)
    _refuse_marks(marks)
    return "; ".join(filter(None, (_said_of(marks), _lost_setting(new))))


def _new_marks(old: Sequence[WordToken], new: Sequence[WordToken]) -> list[str]:
    """The marks that words have and none of ours in their place has."""
    found = dict.fromkeys(mark for token in new if not token.is_space for mark in token.marks)
    return [mark for mark in found if not any(mark in token.marks for token in old)]


def _said_of(marks: Sequence[str]) -> str:
    return f"it is {' and '.join(marks)} now, which the content cannot say" if marks else ""


def _refuse_marks(marks: Sequence[str]) -> None:
    """Raises CannotPlaceError for marks without which words would say something else."""
    if UNWRITABLE.intersection(marks):
        raise CannotPlaceError(_said_of(marks))


def differs_in_signs(diff: LineDiff) -> bool:
    """Whether words that are the same differ in quotation marks, dashes or new hard spaces, which the house sets."""
    at = new_at = 0
    for hunk in (*diff.hunks, Hunk(len(diff.ours), len(diff.ours), len(diff.theirs), len(diff.theirs))):
        one, other = joined_text(diff.ours[at : hunk.start]), joined_text(diff.theirs[new_at : hunk.new_start])
        if one.split() != other.split() or any(other.count(sign) > one.count(sign) for sign in HARD):
            return True
        at, new_at = hunk.end, hunk.new_end
    return False


def is_listed_otherwise(group: ParagraphGroup) -> bool:
    """Whether a line stands in another list than before, at another of its levels, or in none."""
    (ours, *others), (theirs, *rest) = group.base, group.reviewed
    return not others and not rest and (ours.listed, ours.numbered) != (theirs.listed, theirs.numbered)


def is_set_otherwise(group: ParagraphGroup) -> bool:
    """Whether a line is a heading of another level than before, or of another style of the house."""
    (ours, *others), (theirs, *rest) = group.base, group.reviewed
    if others or rest:
        return False
    is_restyled = ours.style != theirs.style and HOUSE_STYLES.issuperset({ours.style, theirs.style})
    return level_of(ours) != level_of(theirs) or (is_restyled and max(ours.listed, theirs.listed) < 0)


def setting_of(line: WordParagraph) -> str:
    """How a line is set now, for who is to write that."""
    if line.listed >= 0:
        kind = "numbers" if line.numbered else "bullets"
        return f"it stands in a list with {kind} now, at its level {line.listed + 1}; write that in the section"
    return f"the paragraph is set as {line.style or 'another style'} now; write that in the section"


def _lost_setting(new: WordParagraph) -> str:
    """What a new paragraph is set as and is not written as."""
    is_odd = new.style in HOUSE_STYLES and not new.style.startswith(PLAIN_STYLES)
    return setting_of(new) if is_odd and new.listed < 0 and level_of(new) <= 1 else ""
