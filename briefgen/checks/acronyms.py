"""Acronyms: spelt out where a reader first meets them."""

from __future__ import annotations

from collections.abc import Iterator

from babel.numbers import is_currency

from briefgen import codes
from briefgen.checks.subject import Subject
from briefgen.errors import Diagnostic
from briefgen.model.acronyms import acronyms_in


def acronyms_spelt_out(subject: Subject) -> Iterator[Diagnostic]:
    """Acronyms that the text uses before it has said what they stand for."""
    desk, document = subject.edition.desk, subject.document
    for acronym in acronyms_in(document.blocks, document.notes, desk.acronyms):
        is_known = acronym.letters in desk.understood or is_currency(acronym.letters)
        if acronym.is_spelt or is_known or not acronym.place:
            continue
        words = acronym.words or "..."
        message = f'"{acronym.letters}" is not spelt out where it is first used'
        hint = f"write {words} ({acronym.letters})"
        if not acronym.words:
            hint += f"; if all readers know it, add it to desk.yaml: understood: [{acronym.letters}]"
        yield codes.ACRONYM_NOT_SPELT.at(acronym.place, message, hint, len(acronym.letters))
