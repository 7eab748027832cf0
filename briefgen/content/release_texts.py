"""What a release has of texts and entries: without what is marked for others, and with what it says in their place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from briefgen import codes
from briefgen.content import yaml
from briefgen.content.braces import braces_behind, listed_in
from briefgen.content.content_texts import ContentTexts
from briefgen.content.left_over import leaves_signs, says_nothing
from briefgen.content.marked_text import Removal, TextOfReleases
from briefgen.content.marks import ReleaseMark
from briefgen.content.node_text import TextParts, Written
from briefgen.content.release_charts import fact_of
from briefgen.content.release_last import NO_WORDS
from briefgen.content.release_uses import NamedUse, named_in
from briefgen.content.schema import MarkedEntry
from briefgen.content.yaml import texts_under
from briefgen.errors import Diagnostic
from briefgen.model.kind import PointUse
from briefgen.model.release import Release
from briefgen.spans import SourceFile, Span

if TYPE_CHECKING:
    from briefgen.content.release_tables import ReleaseTable

Entries = dict[Any, Written]
"""What stands under keys, each as it was read or as a text."""

OF_MARKS = ("for", "marking")
_WITHOUT_WORDS = (
    *("id", "kind", "unit", "fact", "facts", "formula", "status", "arrangement", "direction", "scale", "starts"),
    *("via", "marking", "for", "format", "value", "by", "date", "period", "as_of", "covers", "as"),
)
"""Keys under which there are names of others, choices, and values, which the ledger tells in every form."""
_AROUND = 20
"""So many signs before and behind a gap are shown."""
_TABLE = re.compile(r"!\[[^\]]*\]\(\s*<?table:(?P<table>[A-Za-z0-9_.%-]+)[^)]*\)")
_CITATION = re.compile(r"\[(?:[^\[\]]|\[[^\[\]]*\])*\]\(\s*<?#?source:(?P<source>[A-Za-z0-9_.%-]+)>?\s*\)")
_SAID = {"para": "paragraph"}


@dataclass
class ReleaseTexts:
    """What a release has of the texts and entries of an edition.

    `hidden` names what it leaves out, such as "fact:toll"; of the last edition each block goes that needs it. `cites`
    has the sources that it cites in place of others, `tables` the tables before they are cut. Noted are the `texts`
    that it leaves out, where words of files are hidden, and the faults and warnings.
    """

    read: ContentTexts
    release: Release
    markings: tuple[str, ...]
    hidden: set[str]
    is_last: bool = False
    entries: dict[str, yaml.Mapping] = field(default_factory=dict)
    cites: dict[str, str] = field(default_factory=dict)
    tables: dict[str, ReleaseTable] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    hidden_words: dict[str, set[int]] = field(default_factory=dict)
    faults: list[Diagnostic] = field(default_factory=list)
    warnings: list[Diagnostic] = field(default_factory=list)

    def shows_entry(self, node: yaml.Mapping) -> bool:
        """Whether the release has what is marked by keys of its own."""
        return self.release.shows(texts_under(node, "for"), next(iter(texts_under(node, "marking")), ""), self.markings)

    def shows_marked(self, entry: MarkedEntry) -> bool:
        return self.release.shows(entry.for_, entry.marking, self.markings)

    def shows_item(self, node: yaml.Node) -> bool:
        """Whether the release has an item of a chart; what has no words any more has gone with them."""
        if isinstance(node, yaml.Mapping) and not self.shows_entry(node):
            return False
        fact = fact_of(node)
        if self.is_last and fact and self.home(f"fact:{fact.text}") in self.hidden:
            return False
        name = node.get("name") if isinstance(node, yaml.Mapping) else node
        return not isinstance(name, yaml.Scalar) or self.value(name) is not None

    def _shows(self, mark: ReleaseMark) -> bool:
        return self.release.shows(mark.releases, mark.marking, self.markings)

    def _needs_hidden(self, text: str) -> bool:
        return any(self.home(name) in self.hidden for name, _, _ in named_in(text))

    def parts(
        self,
        text: str,
        file: SourceFile,
        offset_of: Callable[[int], int],
        use: PointUse | None = None,
        place_of: Callable[[int, int], Span] | None = None,
    ) -> TextParts:
        """What the release has of a text, each part with where it stands in its file."""
        parts, at, length, gaps = [], 0, 0, []
        marked = self.read.marked(text)
        ends = {mark.end for mark in marked.marks if mark.is_inline}
        removals = self._removals(marked, file, offset_of, use)
        for each in removals:
            parts += [(text[at : each.start], offset_of(at)), (each.instead, offset_of(each.start))]
            length += each.start - at + len(each.instead)
            if each.is_hidden and each.end in ends:
                self.hidden_words.setdefault(Path(file.name).name, set()).add(offset_of(each.start))
                gaps += [] if each.instead else [(length, each)]
            if each.is_hidden:
                self.texts.append(text[each.start : each.end])
            at = each.end
        parts.append((text[at:], offset_of(at)))
        made = TextParts(tuple((part, offset) for part, offset in parts if part))
        if gaps and not self.is_last:
            place = place_of or (lambda start, end: file.span(offset_of(start), offset_of(end)))
            for start, end in marked.emptied_heads(removals):
                self.refuse_emptied("heading, caption or item", place(start, end))
            self._warn_of_signs(made.text, gaps, place)
        return made

    def _warn_of_signs(self, text: str, gaps: Sequence[tuple[int, Removal]], place: Callable[[int, int], Span]) -> None:
        """Warn of signs that belonged to words, where these have left gaps in a text that says something."""
        for at, gone in gaps if not says_nothing(text) else ():
            if leaves_signs(text[:at], text[at:]):
                before = text[max(0, at - _AROUND) : at].rpartition("\n\n")[2]
                behind = text[at : at + _AROUND].partition("\n\n")[0]
                said = " ".join(f"{before}{behind}".split())
                message = f'without these words the release "{self.release.name}" reads “{said}”'
                hint = 'take the signs around them into the brackets, or give it other words: otherwise="..."'
                self.warnings.append(codes.SIGNS_LEFT.at(place(gone.start, gone.end), message, hint))

    def _removals(
        self, marked: TextOfReleases, file: SourceFile, offset_of: Callable[[int], int], use: PointUse | None
    ) -> list[Removal]:
        """What goes out of a text: with what is marked, rows and columns of tables, and what cites another source."""
        text, found = marked.text, marked.removals(self._shows, self._needs_hidden if self.is_last else None, use)
        for match in _TABLE.finditer(text) if "](table:" in text else ():
            table = self.tables.get(unquote(match["table"]))
            braces = braces_behind(text, match.end())
            if table is None or braces is None or any(each.start <= match.start() < each.end for each in found):
                continue
            for option in (each for each in braces.entries if each.key in ("rows", "columns", "order")):
                kind = "columns" if option.key == "order" else option.key
                gone, said = table.hidden_lines(kind), text[slice(*option.value)]
                names = listed_in(said)
                left = [name for name in names if name.removeprefix("-") not in gone]
                if not left:
                    place = file.span(*map(offset_of, option.value))
                    self.refuse(NamedUse(f"{kind.removesuffix('s')}:{said}", place))
                elif left != names:
                    found.append(Removal(*option.value, ", ".join(left), is_hidden=False))
        for match in _CITATION.finditer(text) if "source:" in text else ():
            instead = self.cites.get(f"source:{unquote(match['source'])}")
            if instead and not any(each.start <= match.start() < each.end for each in found):
                found.append(Removal(*match.span(), f"[](#source:{instead})", is_hidden=False))
        return sorted(found, key=lambda each: each.start)

    def value(self, node: yaml.Node) -> Written | None:
        """What the release has under a key; none of what is marked for others."""
        if isinstance(node, yaml.Scalar):
            if "{" not in node.text and "<!--" not in node.text:
                return node
            parts = self.parts(node.text, node.file, lambda at: at, None, node.passage.place).in_file(node.passage)
            if parts.text != node.text and says_nothing(parts.text):
                return NO_WORDS if self.is_last else None
            return node if parts.text == node.text else parts
        if isinstance(node, yaml.Sequence):
            values = [self.value(item) for item in node.items]
            return [value for value in values if value is not None]
        if not self.shows_entry(node):
            self.texts += scalars(node)
            return None
        kept = ((key, self.value(value)) for key, value in node.entries if key.text not in OF_MARKS)
        return {key: value for key, value in kept if value is not None}

    def home(self, name: str) -> str:
        """The entry that has something of a name: a table has its cells, and a deadline is a fact as well."""
        kind, _, own = name.partition(":")
        if kind != "fact":
            return name
        if "." in own:
            return f"table:{own.partition('.')[0]}"
        return f"deadline:{own}" if f"deadline:{own}" in self.entries else name

    def refuse_emptied(self, what: str, place: Span) -> None:
        """Note a text that must stand there, and of which nothing is left."""
        message = f'the release "{self.release.name}" leaves out all words of this {what}, and needs some'
        self.faults.append(
            codes.LEFT_OUT.at(
                place,
                message,
                'mark the whole that it is of, or give the release other words: [words]{for=... otherwise="..."}',
            )
        )

    def refuse(self, use: NamedUse) -> None:
        if self.is_last:
            return
        kind, _, name = use.name.partition(":")
        message = f'the release "{self.release.name}" leaves out the {_SAID.get(kind, kind)} "{name}", which this needs'
        hint = 'mark this as well, or give the release other words: [words]{for=... otherwise="..."}'
        self.faults.append(codes.LEFT_OUT.at(use.place, message, hint))


def scalars(node: yaml.Node) -> Iterator[str]:
    """The texts in a node, but for its keys, and for what is under keys that have no words of people."""
    if isinstance(node, yaml.Scalar):
        yield node.text
    elif isinstance(node, yaml.Sequence):
        for item in node.items:
            yield from scalars(item)
    else:
        for key, value in node.entries:
            if key.text not in _WITHOUT_WORDS:
                yield from scalars(value)
