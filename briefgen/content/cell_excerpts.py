"""The cells of data files to which facts are bound, with their neighbours."""

from __future__ import annotations

from collections.abc import Collection

from briefgen.content.data_sources import declared_of, read_source, selector_of
from briefgen.content.desk import read_sources
from briefgen.content.editions import FACTS
from briefgen.content.files import read_entries
from briefgen.content.schema import BindingEntry, FactEntry
from briefgen.content.source_reader import SourceReader
from briefgen.content.tree import Content
from briefgen.data_files import excerpt, read
from briefgen.errors import Diagnostic
from briefgen.model.evidence import CellExcerpt


def load_excerpts(content: Content, edition: str, facts: Collection[str]) -> dict[str, CellExcerpt]:
    """Those of some facts by their ids; what cannot be read is left out, since checking reports it."""
    reading = SourceReader(content)
    sources = read_sources(reading, "sources.yaml").data
    bound: dict[str, dict[str, BindingEntry]] = {}
    for name, fact in read_entries(reading, f"{edition}/{FACTS}", FactEntry).items():
        source = fact.entry.source.id if fact.entry.source else ""
        if name in facts and fact.entry.from_ and source in sources:
            bound.setdefault(source, {})[name] = fact.entry.from_
    found: dict[str, CellExcerpt | Diagnostic] = {}
    for source, entries in bound.items():
        data = read_source(reading, sources[source])
        if isinstance(data, Diagnostic):
            continue
        workbook = read(sources[source].entry.file, data, declared_of(sources[source].entry))
        if not isinstance(workbook, Diagnostic):
            found |= {name: excerpt(workbook, selector_of(entry)) for name, entry in entries.items()}
    return {name: each for name, each in found.items() if isinstance(each, CellExcerpt)}
