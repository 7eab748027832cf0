"""The way there and back: a document goes out, is edited and is pulled; what the content then says is compared.

    python -m tests.review.trips --count 300 --first 0 --desk small [--office]

Prints every session in which something was lost, invented or put elsewhere.
"""

from __future__ import annotations

import argparse
import re
import shutil
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

from briefgen.content import Content, Folder, Overlay, house_assets
from briefgen.formats import FORMATS
from briefgen.formats.docx.reader import read_reviewed
from briefgen.pipeline import check
from briefgen.render import draw, paginated
from briefgen.review.diff.tokens import split_words
from briefgen.review.pull.changes import ChangeOutcome, PulledChange, PulledKind
from briefgen.review.pull.pulling import Pulled, PullOptions, pull
from briefgen.review.pull.tokens import loose
from briefgen.workspace import Workspace
from tests.desk import EDITION, FILES, write_desk
from tests.remarks import NOTED
from tests.review.documents import FIRST, RICH, ROOT
from tests.review.editing.view import view
from tests.review.editor import Session

FRENCH = {
    "desk.yaml": FILES["desk.yaml"].replace("en-GB", "fr-FR") + "contents: always\n",
    "/sections/20-vote.md": """\
---
title: "Vote : quand ?"
---

Le ministre l'a dit: "c'est 'fini'!" - et qu'en penser? L'"accord" du 5 mai, « signé » hier; voir page 3.

- Les "pêcheurs": oui!
- M. Dupont, lui, n'est "pas" d'accord...
""",
}
"""A desk whose language puts spaces where none were typed."""

COUNTED = {
    "desk.yaml": FILES["desk.yaml"] + "contents: always\nnumbered_paragraphs: true\n",
    "/sections/20-vote.md": RICH.replace("It is not long.", "It is not long. {#long}").replace(
        "Nobody would miss it.", "Nobody would miss [](#para:long)."
    ),
}
"""A desk whose paragraphs have numbers."""

GENERATED = re.compile(r"(?:acronym|reference|source|deadlines|contents)|.*/source$")
"""The ids of what briefgen makes by itself, which may be another once the content is."""

_SOURCE = re.compile(r"(?:^|\s)Source: .*")


@dataclass
class Trip:
    """A desk whose edition goes out; it stays as it is, and what a pull would make of it is tried on copies."""

    desk: Workspace
    edition: str

    @classmethod
    def of(cls, name: str, folder: Path) -> Trip:
        """The trip of a desk of the tests, by name, in a folder of its own."""
        if name == "first":
            shutil.copytree(ROOT / "content", folder / "content")
            return cls(Workspace(Folder(folder / "content"), house_assets(), folder / "out"), FIRST)
        rich = {**NOTED, "/sections/20-vote.md": RICH}
        more = {"rich": rich, "french": FRENCH, "numbered": {**rich, **COUNTED}}.get(name, {})
        content = write_desk(folder, {"desk.yaml": FILES["desk.yaml"] + "contents: always\n", **more})
        return cls(Workspace(Folder(content), house_assets(), folder / "out"), EDITION)

    def document(self, content: Content | None = None) -> bytes:
        """The Word document of the desk's content, or of another; one that has errors is written as far as it goes."""
        checked = check(Workspace(content or self.desk.content, self.desk.assets, self.desk.out), self.edition)
        brief = checked.brief or checked.draft
        assert brief is not None, checked.diagnostics
        job = brief.job(draw(brief))
        return FORMATS["docx"].write(job if checked.brief is None else paginated(job)).data

    def pulled(self, document: bytes, wish: PullOptions | None = None) -> Pulled:
        path = Path(self.desk.content.name).parent / "reviewed.docx"
        path.write_bytes(document)
        return pull(self.desk, [path], wish or PullOptions())

    def rebuilt(self, pulled: Pulled) -> bytes:
        """The document of the content that a pull would leave."""
        return self.document(Overlay(self.desk.content, pulled.after))


def faults(trip: Trip, session: Session, sent: bytes) -> list[str]:
    """What a pull of a session with the document that was sent loses, invents, misplaces, or says falsely of it."""
    pulled = trip.pulled(session.docx)
    document = trip.rebuilt(pulled)
    wanted, got = (
        [said for line in lines if (said := _said(line))]
        for lines in (
            _authored(session.accepted, sent, session),
            _authored(view(document, accepted=True), document),
        )
    )
    aside = [
        change
        for change in pulled.changes
        if change.outcome is not ChangeOutcome.PLACED and change.kind is not PulledKind.COMMENT
    ]
    lost = _count(wanted) - _count(got) - Counter(word for change in aside for word in _said(change.new))
    invented = _count(got) - _count(wanted) - Counter(word for change in aside for word in _said(change.old))
    found = [f"{name}: {' '.join(words)}" for name, words in (("lost", lost), ("invented", invented)) if words]
    if not aside and sorted(wanted) != sorted(got):
        found.append("other paragraphs than the reviewer's")
    return [*found, *_unsaid(session, pulled), *_mistracked(session, pulled.changes)]


def _authored(lines: Iterable[str], document: bytes, session: Session | None = None) -> Iterator[str]:
    """The lines without those that briefgen makes by itself, as they were and as a reviewer has left them.

    An empty one of these, such as a cell, is no text from which an added paragraph could have come.
    """
    reviewed = read_reviewed(document)
    ids = reviewed.manifest.ids if reviewed.manifest else {}
    made = {
        line.text
        for line in reviewed.all_lines()
        if line.text and any(GENERATED.match(ids.get(name, "")) for name in line.names)
    }
    for edit in session.edits if session else ():
        if GENERATED.match(ids.get(edit.unit, "")) or edit.old in made:
            made.add(edit.new)
    return (line for line in lines if line not in made)


def _said(text: str) -> list[str]:
    """The words of a text, without what the house's typography decides and without the source of a chart."""
    text = _SOURCE.sub("", text.replace("\ufffc", "").replace("\xad", ""))
    return [word for word in split_words(loose(text)) if not word.isspace()]


def _count(lines: Iterable[Sequence[str]]) -> Counter[str]:
    return Counter(word for line in lines for word in line)


def _unsaid(session: Session, pulled: Pulled) -> Iterator[str]:
    """Comments of which the content does not have every word."""
    content = "\n".join(data.decode("utf-8", "replace") for data in pulled.after.values())
    for edit in session.edits:
        if edit.kind in ("comment", "reply"):
            missing = [
                word
                for word in edit.text.replace("-->", "-- >").split()
                if word.replace("|", "\\|") not in content and word not in content
            ]
            if missing:
                yield f"comment without {' '.join(missing)}"


def _mistracked(session: Session, changes: Iterable[PulledChange]) -> Iterator[str]:
    """Changes that are said to be tracked and are not, where all of a session's are of one sort.

    LibreOffice loses some marks, and makes some of its own when it writes what it has read: it is not asked.
    """
    if session.by == "LibreOffice":
        return
    edits = [edit for edit in session.edits if edit.kind not in ("comment", "reply", "resolve")]
    tracked = {edit.tracked for edit in edits}
    for change in changes:
        if len(tracked) == 1 and change.kind is not PulledKind.COMMENT and change.tracked not in tracked:
            yield f"said to be {'tracked' if change.tracked else 'silent'}: {change.old!r} -> {change.new!r}"


def main() -> int:
    from tests.review.editor import sessions

    parser = argparse.ArgumentParser(prog="python -m tests.review.trips", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--desk", choices=["small", "rich", "french", "numbered", "first"], default="small")
    parser.add_argument("--office", action="store_true", help="let LibreOffice save every document")
    given = parser.parse_args()
    trip = Trip.of(given.desk, Path(mkdtemp()))
    sent, bad = trip.document(), 0
    for session in sessions(sent, range(given.first, given.first + given.count), office_every=int(given.office)):
        found = faults(trip, session, sent)
        bad += bool(found)
        if found:
            edits = [
                f"  {e.kind}, {'tracked' if e.tracked else 'silent'}: {e.old!r} -> {e.new!r} {e.text!r}"
                for e in session.edits
            ]
            sys.stdout.write("\n".join([f"session {session.seed}: {'; '.join(found)}", *edits, ""]))
            sys.stdout.flush()
    sys.stdout.write(f"{given.count} sessions, {bad} with faults\n")
    return int(bool(bad))


if __name__ == "__main__":
    sys.exit(main())
