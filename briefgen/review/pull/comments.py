"""Comments: a reviewer's, as notes at their place in the content, or in the review.md of the edition."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from briefgen.frozen import frozen
from briefgen.review.pull.anchors import Anchor
from briefgen.review.pull.changes import Change, Edit, Fate, Kind
from briefgen.review.pull.reviewed import NOTE, Comment, shown
from briefgen.transforms import CHECK

NO_PLACE = "its words stand in no section: they are written in YAML, made by briefgen, new or taken out"
HEAD = "# Comments of reviewers\n\n"
_NO_NAME = re.compile(r"[(),:\s]+")


@frozen
class Thread:
    """A comment with its answers, and where its words are."""

    comments: tuple[Comment, ...]
    anchor: Anchor | None
    quoted: str = ""

    @property
    def is_done(self) -> bool:
        return self.comments[0].done


def threads(
    comments: Sequence[Comment], anchors: Mapping[tuple[str, bool], Anchor], known: frozenset[tuple[str, str]]
) -> list[Thread]:
    """The comments with their answers, without those that the document had when it went out."""
    by_id = {comment.id: comment for comment in comments}
    found: dict[str, list[Comment]] = {}
    for comment in comments:
        root = comment
        seen = {root.id}
        while root.parent in by_id and root.parent not in seen:
            root = by_id[root.parent]
            seen.add(root.id)
        found.setdefault(root.id, []).append(comment)
    result = []
    for identity, own in found.items():
        new = tuple(comment for comment in own if not _is_known(comment, known))
        if new:
            start, end = anchors.get((identity, True)), anchors.get((identity, False))
            quoted = end.quoted[len(start.quoted) :] if start and end and end.quoted.startswith(start.quoted) else ""
            result.append(Thread(new, end or start, " ".join(shown(quoted, "").replace(NOTE, "").split())))
    return result


def _is_known(comment: Comment, known: frozenset[tuple[str, str]]) -> bool:
    said = " ".join(comment.text.split())
    return any(text == said and author in ("", comment.author) for author, text in known) or _is_warning(comment)


def _is_warning(comment: Comment) -> bool:
    """Whether briefgen wrote the comment, of what its checks had to say."""
    return comment.author == CHECK


def as_change(thread: Thread, *, to_list: bool) -> Change:
    """A thread as a change: a note at its place, or none where it goes to the list, as a resolved one does."""
    first = thread.comments[0]
    change = Change(
        Kind.COMMENT,
        thread.quoted,
        "\n".join(f"{comment.author}: {comment.text}" for comment in thread.comments),
        place=thread.anchor.place if thread.anchor else None,
        where=thread.anchor.where if thread.anchor else "",
        authors=tuple(dict.fromkeys(comment.author for comment in thread.comments)),
    )
    if to_list or first.done or thread.anchor is None or thread.anchor.offset < 0:
        return change.left("" if to_list or first.done else NO_PLACE, Fate.LISTED)
    text = "".join(f" {_note(comment, in_cell=thread.anchor.in_cell)}" for comment in thread.comments)
    at = thread.anchor.offset
    return replace(change, edits=(Edit(thread.anchor.file, at, at, text),))


def _note(comment: Comment, *, in_cell: bool) -> str:
    """A comment as a note of the content, which holds no end of a comment, and in a table's cell no stroke."""
    said = _said(comment).replace("-->", "-- >").replace("--!>", "-- !>")
    note = f"<!-- note ({_signature(comment)}): {said} -->"
    return note.replace("|", "\\|") if in_cell else note


def listed(threads: Iterable[Thread], before: str) -> str:
    """The list of comments with those of some threads added, each once."""
    added = [entry for thread in threads if (entry := _entry(thread)) not in before]
    if not added:
        return before
    head = before.rstrip("\n") + "\n" if before.strip() else HEAD
    return head + "".join(added)


def _entry(thread: Thread) -> str:
    """A thread as an item of the list: who said when what about which words, and who has answered what."""
    first, *answers = thread.comments
    where = str(thread.anchor.place or thread.anchor.where) if thread.anchor else ""
    about = f'{where}: "{thread.quoted}"' if thread.quoted else where
    head = ", ".join(part for part in (_signature(first), about) if part)
    lines = [f"- [{'x' if thread.is_done else ' '}] {head} — {_said(first)}"]
    lines += (f"  {_signature(answer)}: {_said(answer)}" for answer in answers)
    return "".join(f"{line}\n" for line in lines)


def _signature(comment: Comment) -> str:
    name = " ".join(_NO_NAME.sub(" ", comment.author).split()) or "nobody"
    return ", ".join(part for part in (name, comment.date[:10]) if part)


def _said(comment: Comment) -> str:
    return " ".join(comment.text.split()) or "(empty)"
