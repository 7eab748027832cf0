"""An audit: a document read, its figures held against a ledger, and its sums and shares against themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, islice
from pathlib import Path

from briefgen import codes
from briefgen.cache import Cache
from briefgen.checks import Subject
from briefgen.checks.names import Names
from briefgen.codes import Code
from briefgen.errors import Diagnostic, StorageError, UsageError
from briefgen.formats.docx.safe_open import UnfitError
from briefgen.frozen import frozen
from briefgen.model.labels import DEFAULT_LANGUAGE
from briefgen.pipeline import check
from briefgen.proof.page_lines import UnreadablePdfError
from briefgen.render import Brief
from briefgen.review.audit.figures import AuditedFigure, figures_of
from briefgen.review.audit.ledger_match import Certainty, FigureFinding, FigureStatus, LedgerMatcher
from briefgen.review.audit.passages import AuditedDocument
from briefgen.review.audit.prose import sentence_faults
from briefgen.review.audit.statements import repeated_faults
from briefgen.review.audit.sums import DocumentFault, table_faults
from briefgen.review.audit.tables import figure_grid
from briefgen.review.audit.wording import Wording, by_passage, spoken
from briefgen.workspace import Workspace

WORD, PDF = ".docx", ".pdf"
MOST_BYTES, MOST_FIGURES = 1 << 26, 20_000
"""A document may have so many."""

_ROUNDED = "rounding"


@frozen
class DocumentAudit:
    """What an audit found: each figure with what the ledger says of it, and the faults by their places.

    Without an edition, all figures are unknown. `findings` and `diagnostics` are in the order of the document.
    """

    document: AuditedDocument
    edition: str
    findings: tuple[FigureFinding, ...]
    diagnostics: tuple[Diagnostic, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many figures agree, differ and are unknown."""
        return {status.value: sum(each.status is status for each in self.findings) for status in FigureStatus}

    @property
    def notices(self) -> tuple[str, ...]:
        """What of the document was not read."""
        unread = {"picture": self.document.pictures, "chart": self.document.charts}
        many = " and ".join(f"{number} {what}{'s' * (number > 1)}" for what, number in unread.items() if number)
        return (*self.document.notices, *([f"figures within {many} cannot be read"] if many else []))


def audit_document(
    path: Path, workspace: Workspace | None = None, edition: str = "", language: str = ""
) -> DocumentAudit:
    """Hold a document against itself, and against the ledger of an edition of a workspace if one is given.

    `language` is the document's, else that of the desk, or English.

    Raises UsageError for a document that cannot be read as one, StorageError for a file that cannot be read, and
    ContentError for an edition that cannot be read so far.
    """
    document = read_document(path)
    is_pdf = path.suffix.casefold() == PDF
    subject, printed = _edition_of(workspace, edition, is_pdf=is_pdf) if workspace else (None, ())
    language = language or (subject.edition.desk.language if subject else DEFAULT_LANGUAGE)
    names = _names(subject)
    figures = list(islice(figures_of(document, names, language), MOST_FIGURES + 1))
    if len(figures) > MOST_FIGURES:
        raise UsageError(f"{path}: it has more than {MOST_FIGURES:,} figures; audit it in parts")
    findings = tuple(
        _against(document, figures, subject, printed, names, language) if subject else map(FigureFinding, figures)
    )
    faults = _sorted(document, figures, [*_differing(findings), *_inner(document, figures)])
    return DocumentAudit(document, edition, findings, faults)


def read_document(path: Path) -> AuditedDocument:
    """A Word document or PDF, by the ending of its name. Raises UsageError and StorageError."""
    ending = path.suffix.casefold()
    if ending not in (WORD, PDF):
        hint = "save it as a Word document (.docx)" if ending == ".doc" else "an audit reads .docx and .pdf"
        raise UsageError(f"{path}: it is neither a Word document nor a PDF; {hint}")
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise StorageError(f"cannot read {path}: {error.strerror or error}") from error
    if len(data) > MOST_BYTES:
        raise UsageError(f"{path}: it is larger than {MOST_BYTES:,} bytes; audit it in parts")
    try:
        return _read(path, data)
    except (UnfitError, UnreadablePdfError) as error:
        hint = f"; {error.hint}" if error.hint else ""
        raise UsageError(f"{path}: {error.message}{hint}") from error


def _read(path: Path, data: bytes) -> AuditedDocument:
    if path.suffix.casefold() == PDF:
        from briefgen.review.audit.pages import read_pdf_text

        return read_pdf_text(path.name, data)
    from briefgen.review.audit.word import read_word

    return read_word(path.name, data)


def _names(subject: Subject | None) -> Names:
    """The names that the desk and the edition declare, which hold numbers and are no figures."""
    if subject is None:
        return Names(())
    desk = subject.edition.desk
    return Names((*desk.names, *subject.edition.names), subject.words_of_units, desk.language)


def _edition_of(workspace: Workspace, edition: str, *, is_pdf: bool) -> tuple[Subject, Sequence[AuditedDocument]]:
    """The edition, and its documents as readers find them, where they can be written."""
    checked = check(workspace, edition)
    draft, brief = checked.require_draft(), checked.brief
    subject = Subject(draft.edition, draft.ledger, draft.document, draft.theme, checked.texts)
    return subject, _printed(brief, workspace.cache, is_pdf=is_pdf) if brief else ()


def _printed(brief: Brief, cache: Cache | None, *, is_pdf: bool) -> Sequence[AuditedDocument]:
    """The brief's Word document, and the PDF, which has the words in charts as well, for one of its kind."""
    from briefgen.formats import FORMATS
    from briefgen.formats.docx.reader import read_reviewed
    from briefgen.render import draw, paginated
    from briefgen.review.audit.word import as_audited

    job = paginated(brief.job(draw(brief, cache)))
    word = as_audited("", read_reviewed(FORMATS["docx"].write(job).data), with_contents=True)
    if not is_pdf:
        return (word,)
    from briefgen.review.audit.pages import read_pdf_text

    return word, read_pdf_text("", FORMATS["pdf"].write(job).data)


def _against(
    document: AuditedDocument,
    figures: Sequence[AuditedFigure],
    subject: Subject,
    printed: Sequence[AuditedDocument],
    names: Names,
    language: str,
) -> Iterator[FigureFinding]:
    """The figures against the ledger, those of a sentence or cell together."""
    lines = [line for each in printed for line in spoken(each, names, language)]
    matcher = LedgerMatcher(subject, Wording(lines))
    around = {
        (id(figure.passage), figure.mention.start): (before, behind)
        for line in spoken(document, names, language)
        for figure, before, behind in line.windows()
    }
    found = (matcher.find(figure, *around[id(figure.passage), figure.mention.start]) for figure in figures)
    for _, group in groupby(found, lambda finding: (id(finding.figure.passage), finding.figure.sentence)):
        yield from matcher.settle(group)


def _differing(findings: Sequence[FigureFinding]) -> Iterator[DocumentFault]:
    """The faults of figures that are not what the ledger says."""
    for each in findings:
        if each.status is not FigureStatus.DIFFERS or each.certainty is None:
            continue
        code, how = _KINDS[each.certainty]
        named = f" ({each.fact}: {each.label})" if each.fact else ""
        message = f"the document says {each.figure.with_noun}, the ledger {each.ledger}{named}"
        yield DocumentFault(code, each.figure, message, how)


_KINDS: Mapping[Certainty, tuple[Code, str]] = {
    Certainty.CERTAIN: (codes.DOCUMENT_DIFFERS, "certain: the edition says the same words with its own figure"),
    Certainty.LIKELY: (codes.DOCUMENT_DIFFERS, "likely: all words of the fact's label stand around it"),
    Certainty.POSSIBLE: (
        codes.DOCUMENT_MAY_DIFFER,
        "possible: most words of the fact's label stand around it, or its only word",
    ),
}


def _inner(document: AuditedDocument, figures: Sequence[AuditedFigure]) -> Iterator[DocumentFault]:
    """The faults of the document in itself."""
    is_rounded = any(_ROUNDED in passage.text.casefold() for passage in document.passages)
    own = by_passage(figures)
    for table in document.tables:
        yield from table_faults(figure_grid(table, own), is_rounded=is_rounded)
    yield from sentence_faults(figures)
    yield from repeated_faults(figures)


def _sorted(
    document: AuditedDocument, figures: Sequence[AuditedFigure], faults: Sequence[DocumentFault]
) -> tuple[Diagnostic, ...]:
    """The faults as diagnostics, in the order of the document."""
    order = {id(figure): number for number, figure in enumerate(figures)}
    ordered = sorted(faults, key=lambda fault: order[id(fault.figure)])
    return tuple(dict.fromkeys(_diagnostic(document, fault) for fault in ordered))


def _diagnostic(document: AuditedDocument, fault: DocumentFault) -> Diagnostic:
    mention = fault.figure.mention
    return fault.code.at(document.span(fault.figure.passage, mention.start, mention.end), fault.message, fault.hint)
