"""Redlines: what two briefs differ in as a Word document with tracked changes, and in other formats with marks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from briefgen.errors import ContentError
from briefgen.formats import FORMATS
from briefgen.formats.written import Job
from briefgen.frozen import frozen
from briefgen.model.blocks import Block, Figure
from briefgen.model.document import Document, Media
from briefgen.model.traverse import map_blocks
from briefgen.pipeline import Checked, Resolved, changes_between
from briefgen.render import Brief, draw, typeset
from briefgen.review.diff.compare import compare_running_heads, mark_changes
from briefgen.review.diff.inline_diff import Reviser
from briefgen.review.summary import Titles, with_summary

FORMER = "former "
"""What begins the name of a picture of the old brief, where the new one has another of its name."""


@frozen
class Redline:
    """The comparison of two briefs, ready to be written: the marked document and the pictures of both."""

    document: Document
    media: Media
    brief: Brief
    summary: Document


def compared(old: Checked, new: Checked, titles: Titles, reviser: Reviser) -> Redline | None:
    """The redline of two briefs without errors; none where they do not differ.

    Raises ContentError for the charts that cannot be drawn, and for briefs with errors.
    """
    first, second = _brief(old), _brief(new)
    before, after = draw(first), draw(second)
    names = {name: f"{FORMER}{name}" for name in before if name in after and before[name] != after[name]}
    document = mark_changes(_with_pictures(first.document, names), second.document, reviser)
    heads = compare_running_heads(first.document, second.document, reviser)
    if document == second.document and not heads:
        return None
    media = {**after, **{names.get(name, name): picture for name, picture in before.items()}}
    changes = changes_between(*(Resolved(brief.edition, brief.ledger, (), is_sound=True) for brief in (first, second)))
    return Redline(document, media, second, with_summary(document, changes, heads, titles, reviser))


def _brief(checked: Checked) -> Brief:
    if checked.brief is None:
        raise ContentError([fault for fault in checked.diagnostics if fault.is_error])
    return checked.brief


def _with_pictures(document: Document, names: Mapping[str, str]) -> Document:
    """The document with other names for some of its pictures."""

    def renamed(block: Block) -> Block:
        return replace(block, picture=names.get(block.picture, block.picture)) if isinstance(block, Figure) else block

    return replace(document, blocks=map_blocks(document.blocks, change_block=renamed))


def write(redline: Redline, name: str) -> dict[str, bytes]:
    """The files of a redline by name; all open with a summary but those in which a reader accepts each change.

    Raises ContentError for what cannot be set, and for a document that says anything else than the comparison.
    """
    brief = redline.brief
    files: dict[str, bytes] = {}
    for document, is_reviewed in ((redline.document, True), (redline.summary, False)):
        formats = [each for each, format_ in FORMATS.items() if format_.is_reviewed is is_reviewed]
        written = typeset(Job(document, redline.media, brief.theme, brief.edition.home), formats)
        files |= {f"{name}{FORMATS[each].extension}": written[each] for each in formats}
    return files
