"""Which sources a desk's editions cite."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress

from briefgen.content.editions import DEADLINES, FACTS, FIGURES, HEADER, SECTIONS, find_editions
from briefgen.content.ledger_files import SOURCE_KIND
from briefgen.content.references import targets_mentioned
from briefgen.content.tree import YAML_LIMIT, Content, read_file
from briefgen.errors import Diagnostic
from briefgen.model.edition import Edition


def unused_sources(content: Content, edition: Edition) -> frozenset[str]:
    """The sources that neither this edition cites nor any other, whose files are only searched for citations."""
    unused = set(edition.sources) - cited_sources(edition)
    for path in _others_files(content, edition) if unused else ():
        unused -= _with_origins(_cited_in(content, path, unused), edition)
        if not unused:
            break
    return frozenset(unused)


def cited_sources(edition: Edition) -> set[str]:
    """The sources that an edition cites, and those in which they were read."""
    return _with_origins(_cited(edition), edition)


def _cited(edition: Edition) -> set[str]:
    citations = [fact.citation for fact in edition.facts] + [deadline.citation for deadline in edition.deadlines]
    targets = (target for target in targets_mentioned(edition) if target.startswith(SOURCE_KIND))
    return {
        *(citation.source for citation in citations if citation),
        *(target.removeprefix(SOURCE_KIND) for target in targets),
    }


def _with_origins(cited: Iterable[str], edition: Edition) -> set[str]:
    """The sources, and those in which they were read."""
    found: set[str] = set()
    for name in cited:
        while name in edition.sources and name not in found:
            found.add(name)
            name = edition.sources[name].via
    return found


def _others_files(content: Content, edition: Edition) -> Iterator[str]:
    """The files of the other editions that can cite a source, the newest edition first."""
    for name in reversed(find_editions(content)):
        if name != edition.id:
            yield from (f"{name}/{file}" for file in (FACTS, DEADLINES, FIGURES, HEADER))
            with suppress(OSError):
                sections = f"{name}/{SECTIONS}"
                yield from (f"{sections}/{file}" for file in content.list(sections) if file.endswith(".md"))


def _cited_in(content: Content, path: str, sources: Iterable[str]) -> set[str]:
    """Those of the sources that a file cites; of a file that cannot be read, none."""
    data = read_file(content, path, YAML_LIMIT)
    if isinstance(data, Diagnostic):
        return set()
    return {name for name in sources if name.encode() in data and _citation(name).search(data)}


def _citation(source: str) -> re.Pattern[bytes]:
    """What cites a source: a link's target, or its id behind one of the keys that take one, quoted or not.

    The id that is a key itself, as in "source:" with "id: ..." on the next line, is no value of the key before.
    """
    value = rf"(?:[|>][-+]?\s+)?[\"']?{re.escape(source)}(?![\w-])(?![\"']?[ \t]*:)"
    return re.compile(rf"(?<![\w-])(?:source|id|via)[\"']?[ \t]*:\s*{value}".encode())
