"""Ticks: the boxes of answers that a reviewer has ticked, each as what they say of the recommendation above it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from briefgen.formats.docx.word_model import WordComment, WordDocument, WordParagraph, lines_of
from briefgen.model.blocks import BOX
from briefgen.review.pull.baseline import BaseDocument
from briefgen.review.pull.comments import Anchor, Thread
from briefgen.review.pull.session import beginning


def ticks(base: BaseDocument, theirs: WordDocument, who: str) -> Iterator[Thread]:
    """What was answered by ticks, in reading order."""
    points = _points(base)
    for line in lines_of(theirs.accepted.body):
        for author, own in groupby(line.ticks, lambda tick: tick.author or who):
            point = points.get(base.id_of(line))
            quoted = " ".join(point.shown.split()) if point else ""
            unit = base.unit_of(point)
            anchor = Anchor(quoted, beginning(quoted), place=unit.place if unit else None)
            answers = (line.text[tick.at + 1 :].partition(BOX)[0].strip() for tick in own)
            yield Thread(
                (WordComment("", author, "", f"ticked: {', '.join(answers)}"),), anchor, quoted, is_answer=True
            )


def _points(base: BaseDocument) -> dict[str, WordParagraph]:
    """The paragraph that each line of ours stands below: the last of an author before it."""
    found: dict[str, WordParagraph] = {}
    point: WordParagraph | None = None
    for line in lines_of(base.reviewed.body):
        if base.unit_of(line) is not None:
            point = line
        elif point is not None and base.id_of(line):
            found[base.id_of(line)] = point
    return found
