"""Markings: no section is marked above the edition, whose marking stands on every page."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen import codes
from briefgen.checks.subject import Subject
from briefgen.errors import Diagnostic


def sections_above_the_edition(subject: Subject) -> Iterator[Diagnostic]:
    """Sections whose marking stands behind the edition's in the desk's scheme, which goes from the lowest up."""
    scheme, marking = subject.edition.desk.markings, subject.edition.marking
    if marking not in scheme:
        return
    for section in subject.edition.sections:
        if section.marking in scheme and scheme.index(section.marking) > scheme.index(marking):
            message = f'the section is marked "{section.marking}", above "{marking}", which stands on its pages'
            hint = f'write "marking: {section.marking}" into edition.yaml'
            yield codes.MARKED_ABOVE.at(subject.at(section.marking_place), message, hint, len(section.marking))
