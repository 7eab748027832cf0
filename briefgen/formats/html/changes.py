"""Redlines: the marks of what was added, is gone or has moved, in words as well as in lines."""

from __future__ import annotations

from briefgen.formats.html.context import HtmlContext, HtmlVoice
from briefgen.formats.html.inlines import marked, write_text
from briefgen.formats.html.markup import element
from briefgen.model.blocks import Change, ChangeKind
from briefgen.model.labels import Labels
from briefgen.theme import Role

OLD = (ChangeKind.DELETED, ChangeKind.MOVED_FROM)
MOVED = (ChangeKind.MOVED_FROM, ChangeKind.MOVED_TO)


def is_gone(change: Change | None) -> bool:
    """Whether a redline takes a block out of its place."""
    return change is not None and change.kind in OLD


def mark(change: Change, content: str, *, whole: bool = False) -> str:
    """Content inside the mark of a change; `whole` blocks have a bar beside them."""
    classes = [*(["whole"] if whole else []), *(["moved"] if change.kind in MOVED else [])]
    return marked("del" if is_gone(change) else "ins", content, change.author, change.date, " ".join(classes))


def whole(change: Change, content: str, context: HtmlContext) -> str:
    """Blocks inside the mark of their change, which says in words what it is."""
    word = write_text(change_word(change, context.labels), HtmlVoice(Role.MARKING), context)
    return mark(change, f"{element('p', word, class_='change')}\n{content}", whole=True)


def change_word(change: Change, labels: Labels) -> str:
    """What a mark says of whole blocks."""
    words = {
        ChangeKind.INSERTED: labels.redline_added,
        ChangeKind.DELETED: labels.redline_gone,
        ChangeKind.MOVED_FROM: labels.redline_moved_from,
        ChangeKind.MOVED_TO: labels.redline_moved_to,
    }
    return words[change.kind]
