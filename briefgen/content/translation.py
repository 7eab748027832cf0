"""What a translation has of its original: the ledger with translated words, and what its header does not say itself."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace

from briefgen import codes
from briefgen.content.edition_context import EditionContext
from briefgen.content.editions import (
    DEADLINES,
    FACTS,
    FIGURES,
    LABELS,
    TABLES,
    TRANSLATED,
    edition_date,
    translated_by,
)
from briefgen.content.files import Located, read_entries, read_file
from briefgen.content.labels import OPTIONAL, Words, has_words, overlays, words_of
from briefgen.content.schema import DeskLabels, LabelsFile, TranslatedPart
from briefgen.content.source_reader import SourceReader
from briefgen.content.tree import YAML_LIMIT, Content, find_kind, is_folder
from briefgen.content.yaml import parse_yaml
from briefgen.model.edition import AgreedText, Desk, Edition, UnitWords
from briefgen.model.fact import NameValue
from briefgen.model.translation import ConfirmedText, Translation

FILES = {"facts": FACTS, "deadlines": DEADLINES, "figures": FIGURES, "tables": TABLES, "sources": "sources.yaml"}


def original_fault(reading: SourceReader, name: str, translates: str) -> str:
    """Why an edition cannot be the original of another one; "" where it can."""
    if name == translates:
        return "an edition translates no edition but another one"
    if not edition_date(translates) or not is_folder(reading.content, translates):
        return "which is not there"
    return "which is a translation itself" if translated_by(reading.content, translates) else ""


def read_labels(reading: SourceReader, folder: str, original: Edition) -> DeskLabels:
    """Lay labels.yaml over the files of the original; gives the words of the desk, and notes those that are missing."""
    path = f"{folder}/{LABELS}"
    before = len(reading.diagnostics)
    located = read_file(reading, path, LabelsFile, {}) if find_kind(reading.content, path) else None
    is_sound = not any(each.is_error for each in reading.diagnostics[before:])
    names = frozenset(fact.id for fact in original.facts if isinstance(fact.value, NameValue))
    home = reading.place(path)
    reading.labels = dict(overlays(located.node if located else None, home, original.id, FILES, names, is_sound))
    words = located.entry.desk if located else DeskLabels()
    place = located.place_of("desk") if located and "desk" in located.written else home
    for what, missing in _missing(words, original).items() if is_sound else ():
        message = f"not translated of the desk, {what}: {'; '.join(missing)}; the words of the original are printed"
        own = "..." if what == "name" else f"{{{json.dumps(missing[0], ensure_ascii=False)}: ...}}"
        hint = f"write in labels.yaml, under desk: `{what}: {own}`"
        reading.report(codes.LABEL_MISSING.at(place, message, hint))
    if located:
        _report_equal_markings(reading, located)
    return words


def _report_equal_markings(reading: SourceReader, located: Located[LabelsFile]) -> None:
    """Report markings that a translation prints in the same words, so that no reader can tell them apart."""
    known: dict[str, str] = {}
    for marking, words in located.entry.desk.markings.items():
        other = known.setdefault(words, marking)
        if other != marking:
            message = f'"{words}" is the translation of two markings: {other} and {marking}'
            place = located.place_of("desk", "markings", marking)
            reading.report(codes.WRONG_VALUE.at(place, message, "write for each what only that one is called"))


def _missing(words: DeskLabels, original: Edition) -> dict[str, list[str]]:
    """The words of the desk that the original prints, and that are not translated, by their keys."""
    markings = {original.marking, *(section.marking for section in original.sections)} - {""}
    wanted: dict[str, Iterable[str]] = {
        "name": () if words.name else (original.desk.name,),
        "markings": sorted(markings - set(words.markings)),
        "distribution": [name for name in original.distribution if name not in words.distribution],
    }
    return {what: list(missing) for what, missing in wanted.items() if missing}


def in_language(desk: Desk, words: DeskLabels, original: Edition) -> Desk:
    """The desk in the words of a translation, with the sheet, annex, charts and contact of the original."""
    distribution = {
        name: tuple(words.distribution.get(each, each) for each in members)
        for name, members in desk.distribution.items()
    }
    own = {unit: UnitWords(each.forms, tuple(each.also)) for unit, each in words.units.items()}
    return replace(
        desk,
        name=words.name or desk.name,
        page=original.desk.page,
        references=original.desk.references,
        word_charts=original.desk.word_charts,
        numbered_paragraphs=original.desk.numbered_paragraphs,
        contact=original.desk.contact,
        distribution=distribution,
        releases=original.desk.releases,
        units={**desk.units, **own},
        acronyms=words.acronyms,
        agreed=tuple(AgreedText(each.text, tuple(each.about)) for each in words.agreed),
        terms=(),
    )


def completed(edition: Edition, written: frozenset[str], words: DeskLabels, translation: Translation) -> Edition:
    """A translation with what its header leaves to the original, and with its markings in its own language."""
    original = translation.original
    left = ("number", "period", "marking", "audience", "prepared_by", "clearances", "follows", "author")
    taken = {key: getattr(original, key) for key in left if key not in written}
    heads = {"to": "to", "from": "sender"} | {key: key for key in ("decision_by", "next_report", "signatures")}
    head = {name: getattr(original.head, name) for key, name in heads.items() if key not in written}
    taken["head"] = replace(edition.head, **head)
    if "distribution" not in written:
        taken["distribution"] = tuple(words.distribution.get(name, name) for name in original.distribution)
    edition = replace(edition, translation=translation, names=(*original.names, *edition.names), **taken)
    marked = words.markings
    return replace(
        edition,
        marking=marked.get(edition.marking, edition.marking),
        sections=tuple(replace(each, marking=marked.get(each.marking, each.marking)) for each in edition.sections),
        desk=replace(edition.desk, markings=tuple(marked.get(each, each) for each in edition.desk.markings)),
        sign_offs={},
        confirmations={},
    )


def read_confirmed(context: EditionContext) -> Mapping[str, tuple[ConfirmedText, ...]] | None:
    """The texts of the original from which somebody has confirmed the translation.

    None where there is no such file, or it has faults, so that nobody knows what has been confirmed.
    """
    if not context.has(TRANSLATED):
        return None
    before = len(context.reading.diagnostics)
    entries = read_entries(context.reading, context.path(TRANSLATED), TranslatedPart, "translated:")
    if any(each.is_error for each in context.reading.diagnostics[before:]):
        return None
    return {
        part: tuple(ConfirmedText(each.digest, each.words, tuple(each.order)) for each in located.entry.texts)
        for part, located in entries.items()
    }


def report_shared_files(context: EditionContext, files: Iterable[str]) -> None:
    """Report files of a ledger that a translation has for itself."""
    for file in files:
        message = f"a translation has no {file} of its own, since the original's is printed: {context.original}"
        hint = f"delete it; its words are translated in {LABELS}"
        context.reading.report(codes.SHARED_FILE.at(context.reading.place(f"{context.folder}/{file}"), message, hint))


def words_to_translate(content: Content, original: Edition) -> dict[str, dict[str, dict[str, Words]]]:
    """The words of the sources' and the original's files that labels.yaml is to have, by kind and entry."""
    reading = SourceReader(content)
    names = frozenset(fact.id for fact in original.facts if isinstance(fact.value, NameValue))
    found: dict[str, dict[str, dict[str, Words]]] = {}
    for kind, file in FILES.items():
        path = file if kind == OPTIONAL else f"{original.id}/{file}"
        text = reading.text(path, YAML_LIMIT) if find_kind(content, path) else None
        node = parse_yaml(text.passage()).node if text else None
        if entries := words_of(kind, node, names) if node else {}:
            found[kind] = entries
    for name, table in original.tables.items():
        words = found.setdefault("tables", {}).setdefault(name, {})
        words |= {"heading": table.key} if has_words(table.key) else {}
        for kind, lines in (("rows", table.rows), ("columns", table.columns)):
            words[kind] = {line.id: line.name for line in lines.values() if has_words(line.name)}
    return found
