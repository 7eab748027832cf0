"""References that are typed: "Table 2" or "[1]" where the brief itself has one, whose number would not follow."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefgen import codes
from briefgen.checks.subject import Subject
from briefgen.errors import Diagnostic, Fix, TextEdit
from briefgen.model.blocks import Figure, Heading, List, Paragraph, Table
from briefgen.model.characters import plain
from briefgen.model.labels import labels_for
from briefgen.model.traverse import blocks_of
from briefgen.patterns import lazy_regex
from briefgen.spans import Span

_SOURCE = "source:"
_NUMBERED = re.compile(
    r"(?<![\w-])(?P<kind>[Tt]able|[Ff]igure|[Ff]ig\.|[Cc]hart|[Ss]ection|[Ff]ootnote|[Nn]ote|[Aa]nnex|[Pp]ara\.?|[Pp]aragraph)"
    r" (?P<number>\d{1,2}(?:\.\d{1,2})*|[A-Z])(?![\w%-]|[.,]\d| ?(?:million|billion|thousand)\b)"
)
_NUMBER = lazy_regex(r" (?:\d|[A-Z](?![\w%-]))")
"""What each of these ends with, and few texts have."""
_CITED = re.compile(r"\[(?P<number>\d{1,3})(?:, (?P<at>[^\[\]\n]{1,60}))?\]")
_ELSEWHERE = lazy_regex(r" (?:of|in|to|from) (?!this\b)", re.IGNORECASE)
"""Behind a reference to something in another document."""
_KINDS = {"fig.": "figure", "chart": "figure", "footnote": "note", "para": "paragraph", "para.": "paragraph"}

_ANCHORS = {"paragraph": "para"}


def typed_references(subject: Subject) -> Iterator[Diagnostic]:
    """Typed references to a table, figure, section, note or source that the brief has."""
    targets = _targets(subject)
    for run, _ in subject.runs:
        text = plain(run.text)
        for match, written in (*_references(text, targets), *_citations(text, targets)):
            place = subject.at(run.place(*match.span()))
            message = f'"{match[0]}" is typed: its number does not follow where things move'
            yield codes.TYPED_REFERENCE.at(place, message, f"write {written}", _fixes(match, written, place))


def _fixes(match: re.Match[str], written: str, place: Span) -> tuple[Fix, ...]:
    """The reference instead of the typed one; not safe, since nobody knows of which document that speaks."""
    reference = written.partition(", or ")[0]
    is_whole = place.source.text[place.start : place.end] == match[0] and ":name" not in reference
    return (Fix(f"write {reference}", (TextEdit(place, reference),)),) if is_whole else ()


def _references(text: str, targets: dict[str, str]) -> Iterator[tuple[re.Match[str], str]]:
    """References by number to what the brief has, and not to a part of another document, with what to write."""
    for match in _NUMBERED.finditer(text) if _NUMBER.search(text) else ():
        kind = match["kind"].lower()
        kind = _KINDS.get(kind, kind)
        anchor = targets.get(f"{kind} {match['number']}")
        if anchor is None or _ELSEWHERE.match(text, match.end()):
            continue
        if kind == "note":
            yield match, f"[^{anchor}]"
        elif anchor:
            yield match, f"[](#{anchor}), or say of which other document it is: {match[0]} of ..."
        else:
            yield match, f"[](#{_ANCHORS.get(kind, kind)}:name), and {{#name}} behind what it refers to"


def _citations(text: str, targets: dict[str, str]) -> Iterator[tuple[re.Match[str], str]]:
    for match in _CITED.finditer(text):
        if anchor := targets.get(_SOURCE + match["number"]):
            yield match, f"[{match['at'] or ''}](#{anchor})"


def _targets(subject: Subject) -> dict[str, str]:
    """The anchor of each thing that has a number, by "table 2"; "" where it has none."""
    labels = labels_for(subject.edition.desk.language)
    found = {f"note {note.number}": note.name.rpartition(":")[2] for note in subject.document.notes}
    for block in blocks_of(subject.document.blocks):
        match block:
            case Table() | Figure() if block.label:
                found[plain(block.label).lower()] = block.anchor
            case Paragraph() if block.number:
                found[f"paragraph {block.number}"] = block.anchor
            case Heading() if block.number:
                kind = labels.annex if block.number[0].isalpha() else labels.section
                found[f"{kind.lower()} {block.number}"] = block.anchor
            case List():
                for number, item in enumerate(block.items, 1):
                    if item.anchor.startswith(_SOURCE):
                        found[f"{_SOURCE}{number}"] = item.anchor
            case _:
                pass
    return found
