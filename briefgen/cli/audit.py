"""`briefgen audit`: any document's figures against a ledger, and its sums and shares against themselves."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefgen.api import audit
from briefgen.cli.options import (
    complete_edition,
    content_of_desk,
    form_option,
    make_project,
    say,
    verbosity_options,
)
from briefgen.cli.report import count, is_verbose, plural, print_json, show, texts_of
from briefgen.cli.terminal import show_table
from briefgen.errors import Diagnostic, UsageError
from briefgen.languages import language_of, languages

if TYPE_CHECKING:
    from briefgen.review.audit.audit import DocumentAudit
    from briefgen.review.audit.ledger_match import FigureFinding

COLUMNS = ("place", "figure", "status", "ledger", "words around")
AGREES, DIFFERS, UNKNOWN = "agrees", "differs", "unknown"


@click.command(epilog="Example: briefgen audit report.pdf 2025-02-25 --strict")
@click.argument("document", type=click.Path(path_type=Path), metavar="FILE.docx|.pdf")
@click.argument("edition", required=False, metavar="[EDITION]", shell_complete=complete_edition)
@form_option("text", "json")
@click.option("--alone", is_flag=True, help="Hold the document against itself only, and against no ledger.")
@click.option("--language", help="The document's language, such as fr.  [default: the desk's, else English]")
@click.option("--strict", is_flag=True, help="Let warnings and figures that the ledger does not know fail, too.")
@click.option(
    "--content", type=click.Path(path_type=Path), help="The desk's editions.  [default: of the desk here, if any]"
)
@verbosity_options
@click.pass_context
def command(
    ctx: click.Context,
    document: Path,
    edition: str | None,
    form: str,
    content: Path | None,
    *,
    alone: bool,
    language: str | None,
    strict: bool,
) -> int:
    """Find what does not hold in a Word document or PDF that was not made here.

    Each figure agrees with the ledger of the edition, differs from it, or is unknown to it. Sums and shares in tables
    and sentences are calculated again. Without a desk around this folder, or with --alone, only the latter is done.

    The table has the figures that differ or are unknown; with --verbose, all.
    """
    if language and language_of(language) not in languages():
        raise UsageError(f'no language "{language}"; the languages are: {", ".join(languages())}')
    found = _audited(document, edition, content, language or "", alone=alone)
    if form == "json":
        print_json(_as_data(found))
    else:
        _show(ctx, found)
    is_unknown = bool(found.edition) and any(each.status.value == UNKNOWN for each in found.findings)
    return int(any(fault.is_error or strict for fault in found.diagnostics) or (strict and is_unknown))


def _audited(document: Path, edition: str | None, content: Path | None, language: str, *, alone: bool) -> DocumentAudit:
    if alone:
        if edition or content:
            raise UsageError("--alone asks for no ledger; leave out the edition and --content")
        return audit(document, language)
    folder = content or content_of_desk()
    if not (edition or content or folder.is_dir()):
        return audit(document, language)
    return make_project(folder, None, None).edition(edition).audit(document, language)


def _show(ctx: click.Context, found: DocumentAudit) -> None:
    for fault in found.diagnostics:
        show((fault,), texts_of((fault,)))  # with its own words of a paragraph that has others
    listed = [each for each in found.findings if is_verbose(ctx) or (found.edition and each.status.value != AGREES)]
    if listed:
        show_table(COLUMNS, map(_cells, listed), right=("figure",))
    for notice in found.notices:
        say(ctx, f"{found.document.name}: {notice}")
    say(ctx, _summary(found))


def _cells(each: FigureFinding) -> tuple[str, ...]:
    sure = f" ({each.certainty.value})" if each.certainty else ""
    named = f"{each.ledger} ({each.fact})" if each.fact else each.ledger
    return each.place, each.figure.text, f"{each.status.value}{sure}", named, each.around


def _summary(found: DocumentAudit) -> str:
    figures = plural(len(found.findings), "figure")
    if not found.edition:
        return f"{figures}, held against no ledger; {count(found.diagnostics)}"
    numbers = found.counts
    return (
        f"{figures} against {found.edition}: {numbers[AGREES]} agree, {numbers[DIFFERS]} differ, "
        f"{numbers[UNKNOWN]} unknown; {count(found.diagnostics)}"
    )


def _as_data(found: DocumentAudit) -> dict[str, Any]:
    return {
        "document": found.document.name,
        "edition": found.edition or None,
        "counts": found.counts,
        "figures": [_as_row(each, has_ledger=bool(found.edition)) for each in found.findings],
        "faults": [_fault_row(each, found.document.name) for each in found.diagnostics],
        "unread": {"pictures": found.document.pictures, "charts": found.document.charts},
        "notices": list(found.notices),
    }


def _fault_row(fault: Diagnostic, document: str) -> dict[str, Any]:
    return {
        "code": fault.code,
        "severity": fault.severity.value,
        "place": fault.place.file.removeprefix(f"{document}: "),
        "text": fault.place.first_line,
        "around": fault.place.source.text,
        "message": fault.message,
        "hint": fault.hint,
    }


def _as_row(each: FigureFinding, *, has_ledger: bool) -> dict[str, Any]:
    return {
        "place": each.place,
        "heading": each.figure.passage.heading,
        "text": each.figure.text,
        "around": each.around,
        "status": each.status.value if has_ledger else None,
        "certainty": each.certainty.value if each.certainty else None,
        "fact": each.fact or None,
        "label": each.label or None,
        "ledger": each.ledger or None,
    }
