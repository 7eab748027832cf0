"""Which sources a desk's editions cite."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from briefgen.load.editions import DEADLINES, FACTS, SECTIONS, find_editions
from briefgen.load.ledger_files import SOURCE_KIND
from briefgen.load.mentions import targets_mentioned
from briefgen.load.reading import YAML_LIMIT
from briefgen.model.edition import Edition

_WORD = re.compile(r"[a-z][a-z0-9_-]*")


def unused_sources(content: Path, edition: Edition) -> frozenset[str]:
    """The sources that neither this edition cites nor any other, whose files are only searched for the ids."""
    unused = set(edition.sources) - _with_origins(_cited(edition), edition)
    for name in reversed(find_editions(content)) if unused else ():
        if name != edition.id:
            unused -= _with_origins(unused.intersection(_words(content / name)), edition)
        if not unused:
            break
    return frozenset(unused)


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


def _words(folder: Path) -> set[str]:
    """All words of an edition that can be ids; of a file that cannot be read, none."""
    words: set[str] = set()
    for path in (folder / FACTS, folder / DEADLINES, *sorted((folder / SECTIONS).glob("*.md"))):
        try:
            if path.stat().st_size <= YAML_LIMIT:
                words.update(_WORD.findall(path.read_text(encoding="utf-8", errors="replace")))
        except OSError:
            continue
    return words
