"""Redlines: what two briefs differ in as a Word document with tracked changes, and as a PDF with the same marks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from briefgen.assemble import with_pages
from briefgen.errors import ContentError
from briefgen.formats import WRITERS
from briefgen.frozen import frozen
from briefgen.model.blocks import Block, Figure
from briefgen.model.document import Document, Media
from briefgen.model.traverse import map_blocks
from briefgen.pipeline import Checked, Resolved, changes_between
from briefgen.press import Brief, draw
from briefgen.proof import prove_docx, prove_moves, prove_pdf
from briefgen.review.diff.compare import mark_changes
from briefgen.review.diff.inline_diff import Reviser
from briefgen.review.diff.running_heads import compare_running_heads
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
    """The files of a redline by name; the PDF opens with a summary, which the Word document leaves to its reader.

    Raises ContentError for what cannot be set, and for a document that says anything else than the comparison.
    """
    media, theme = redline.media, redline.brief.theme
    home = redline.brief.edition.home
    plain = WRITERS["pdf"](redline.document, media, theme)
    document = with_pages(replace(redline.document, blocks=plain.blocks), plain.pages, plain.page_count)
    word = WRITERS["docx"](document, media, theme).data
    pdf = WRITERS["pdf"](redline.summary, media, theme)
    as_set = replace(redline.summary, blocks=pdf.blocks)
    summary = with_pages(as_set, pdf.pages, pdf.page_count)
    faults = [
        *prove_moves(redline.document, replace(redline.document, blocks=plain.blocks), home),
        *prove_moves(redline.summary, as_set, home),
        *prove_docx(document, media, word, home),
        *prove_pdf(summary, media, theme, pdf.data, home, ()),
    ]
    if faults:
        raise ContentError(faults)
    return {f"{name}.docx": word, f"{name}.pdf": pdf.data}
