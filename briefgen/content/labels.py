"""labels.yaml of a translation: the words of the original's ledger, figures and tables, laid over its files."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from briefgen import codes
from briefgen.content import yaml
from briefgen.frozen import frozen
from briefgen.spans import SourceFile, Span
from briefgen.suggest import did_you_mean

if TYPE_CHECKING:
    from briefgen.content.source_reader import SourceReader

KEYS: Mapping[str, Mapping[str, str]] = {
    "facts": {"name": "value", "short": "short", "label": "label", "caveat": "caveat"},
    "deadlines": {key: key for key in ("label", "who", "what", "where", "document", "decision")},
    "figures": {key: key for key in ("title", "caption", "alt", "notes", "of")},
    "tables": {key: key for key in ("caption", "notes", "caveat", "label")},
    "sources": {key: key for key in ("kind", "title", "publisher", "undated", "location", "reliability")},
}
"""The words of each kind of entry as labels.yaml calls them, and the keys of the original that they stand for."""
OPTIONAL = "sources"
Words = str | list[str] | dict[str, str]
LINES = {"rows": "row", "columns": "column"}

_PRINTED = re.compile(r"\{\{?[^{}]*\}\}?")


def has_words(text: str) -> bool:
    """Whether a text has letters beside the facts that it prints, so that there is something to translate."""
    return any(character.isalpha() for character in _PRINTED.sub("", text))


@frozen(eq=False)
class LabelOverlay:
    """The labels of one kind of entry: `node` is what labels.yaml has of it, none if nothing; `home` is that file.

    `names` are the facts whose values are names. What is missing of a file that is not sound is not known.
    """

    kind: str
    node: yaml.Mapping | None
    home: Span
    names: frozenset[str] = frozenset()
    is_sound: bool = True

    def over(self, original: yaml.Mapping, reading: SourceReader) -> yaml.Mapping:
        """The original's entries with the words of the translation; missing and unknown ones are noted."""
        known = [key.text for key, _ in original.entries]
        for key, _ in self.node.entries if self.node else ():
            if key.text not in known:
                message = f'the original has nothing called "{key.text}" among its {self.kind}'
                hint = did_you_mean(key.text, known) or "delete it"
                reading.report(codes.LABEL_UNKNOWN.at(key.place, message, hint))
        return replace(
            original, entries=tuple((key, self._entry(key, node, reading)) for key, node in original.entries)
        )

    def _entry(self, key: yaml.Scalar, node: yaml.Node, reading: SourceReader) -> yaml.Node:
        if not isinstance(node, yaml.Mapping):
            return node
        given, made, missing = self._given(key.text), node, []
        for name, target in KEYS[self.kind].items():
            old, new = node.get(target), given.get(name) if given else None
            has_text = isinstance(old, yaml.Scalar) and (name != "name" or key.text in self.names)
            if new is not None and not has_text:
                self._report_unknown(key.text, name, new, reading)
            elif new is not None:
                made = _with(made, target, new)
            elif isinstance(old, yaml.Scalar) and has_text and has_words(old.text):
                missing.append(name)
        if self.kind == "figures":
            made = self._charted(made, key.text, given, missing, reading)
        self.report_missing(key.text, missing, reading)
        return made

    def _given(self, name: str) -> yaml.Mapping | None:
        found = self.node.get(name) if self.node else None
        return found if isinstance(found, yaml.Mapping) else None

    def _report_unknown(self, entry: str, name: str, node: yaml.Node, reading: SourceReader) -> None:
        message = f'"{entry}" has no {name} in the original that could be translated'
        reading.report(codes.LABEL_UNKNOWN.at(node.place, message, "delete it"))

    def report_missing(self, entry: str, missing: list[str], reading: SourceReader) -> None:
        """Note the words of an entry that labels.yaml does not have, at what it has of the entry."""
        if missing and self.is_sound and self.kind != OPTIONAL:
            key = self.node.key(entry) if self.node else None
            message = f'"{entry}" is not translated ({", ".join(missing)}): the words of the original are printed'
            hint = f"write in labels.yaml, under {self.kind}: `{entry}: {{{_as_written(missing[0])}}}`"
            reading.report(codes.LABEL_MISSING.at(key.place if key else self.home, message, hint))

    def _charted(
        self,
        node: yaml.Mapping,
        entry: str,
        given: yaml.Mapping | None,
        missing: list[str],
        reading: SourceReader,
    ) -> yaml.Mapping:
        """A chart with the labels of its facts, its categories and the names of its series."""
        labels = given.get("labels") if given else None
        labels = labels if isinstance(labels, yaml.Mapping) else None
        used: set[str] = set()
        facts = node.get("facts")
        if isinstance(facts, yaml.Sequence):
            items = tuple(_labelled(item, labels, used, missing) for item in facts.items)
            node = _with(node, "facts", replace(facts, items=items))
        series = node.get("series")
        if isinstance(series, yaml.Sequence):
            own = self._listed(entry, "series", [*map(_named, series.items)], given, missing, reading)
            parts = zip(series.items, own, strict=True)
            items = tuple(
                _with(each, "name", name) if isinstance(each, yaml.Mapping) and name else each for each, name in parts
            )
            node = _with(node, "series", replace(series, items=items))
        categories = node.get("categories")
        if isinstance(categories, yaml.Sequence):
            found = self._listed(entry, "categories", [*map(_named, categories.items)], given, missing, reading)
            node = _with(node, "categories", replace(categories, items=tuple(filter(None, found))))
        for key, value in labels.entries if labels else ():
            if key.text not in used:
                self._report_unknown(entry, f'label of "{key.text}"', value, reading)
        return node

    def _listed(
        self,
        entry: str,
        name: str,
        originals: list[yaml.Node | None],
        given: yaml.Mapping | None,
        missing: list[str],
        reading: SourceReader,
    ) -> list[yaml.Node | None]:
        """The items of a list, those of labels.yaml where it has as many."""
        own = given.get(name) if given else None
        if isinstance(own, yaml.Sequence) and len(own.items) == len(originals):
            return [*own.items]
        if isinstance(own, yaml.Sequence):
            message = f'"{entry}" has {len(originals)} {name} in the original, and {len(own.items)} here'
            reading.report(codes.LABEL_UNKNOWN.at(own.place, message, "translate each of them, in their order"))
        elif any(isinstance(node, yaml.Scalar) and has_words(node.text) for node in originals):
            missing.append(name)
        return originals

    def lines(self, table: str, kind: str, known: Mapping[str, str], reading: SourceReader) -> dict[str, str]:
        """The names of a table's rows or columns by their ids, of those that `known` has with their own names."""
        given = self._given(table)
        node = given.get(kind) if given else None
        entries = node.entries if isinstance(node, yaml.Mapping) else ()
        for key, value in entries:
            if key.text not in known:
                self._report_unknown(table, f'{LINES[kind]} "{key.text}"', value, reading)
        own = {key.text: value.text for key, value in entries if isinstance(value, yaml.Scalar)}
        missing = [name for name, text in known.items() if name not in own and has_words(text)]
        self.report_missing(table, [f"{LINES[kind]} {name}" for name in missing], reading)
        return own

    def text(self, entry: str, name: str) -> str:
        """One of the words of an entry; "" where labels.yaml does not have it."""
        given = self._given(entry)
        node = given.get(name) if given else None
        return node.text if isinstance(node, yaml.Scalar) else ""


def _as_written(missing: str) -> str:
    """How labels.yaml has what is missing: a key, or the line of a table or the label of a fact under its own."""
    first, _, name = missing.partition(" ")
    parents = {"label": "labels", **{line: kind for kind, line in LINES.items()}}
    return f"{parents[first]}: {{{name.removeprefix('of ')}: ...}}" if name else f"{first}: ..."


def _labelled(item: yaml.Node, labels: yaml.Mapping | None, used: set[str], missing: list[str]) -> yaml.Node:
    """An item of a chart's facts with its label."""
    fact = item.get("fact") if isinstance(item, yaml.Mapping) else item
    if not isinstance(fact, yaml.Scalar):
        return item
    own = labels.get(fact.text) if labels else None
    if own is not None:
        used.add(fact.text)
        made = item if isinstance(item, yaml.Mapping) else _mapping(fact)
        return _with(made, "label", own)
    label = item.get("label") if isinstance(item, yaml.Mapping) else None
    if isinstance(label, yaml.Scalar) and has_words(label.text):
        missing.append(f"label of {fact.text}")
    return item


def _mapping(fact: yaml.Scalar) -> yaml.Mapping:
    key = replace(fact, text="fact", style="", end=fact.start)
    return yaml.Mapping(fact.file, fact.start, fact.end, ((key, fact),))


def _with(node: yaml.Mapping, name: str, value: yaml.Node) -> yaml.Mapping:
    """The mapping with another value under a key, which is added where there is none."""
    if node.key(name) is None:
        return replace(node, entries=(*node.entries, (_key(value.file, name, value.start), value)))
    return replace(node, entries=tuple((key, value if key.text == name else old) for key, old in node.entries))


def _key(file: SourceFile, name: str, at: int) -> yaml.Scalar:
    return yaml.Scalar(file, name, "", at, at)


def overlays(
    labels: yaml.Node | None, home: Span, folder: str, files: Mapping[str, str], names: frozenset[str], is_sound: bool
) -> Iterator[tuple[str, LabelOverlay]]:
    """The labels of each kind of entry, by the path of the original's file that they are laid over."""
    for kind, path in files.items():
        node = labels.get(kind) if isinstance(labels, yaml.Mapping) else None
        whole = path if kind == OPTIONAL else f"{folder}/{path}"
        yield whole, LabelOverlay(kind, node if isinstance(node, yaml.Mapping) else None, home, names, is_sound)


def words_of(kind: str, original: yaml.Node, names: frozenset[str]) -> dict[str, dict[str, Words]]:
    """What of a file of the original is to be translated, by entry, as labels.yaml has it."""
    entries = original.entries if isinstance(original, yaml.Mapping) else ()
    found = {key.text: _texts(kind, key.text, node, names) for key, node in entries if isinstance(node, yaml.Mapping)}
    return {entry: texts for entry, texts in found.items() if texts}


def _texts(kind: str, entry: str, node: yaml.Mapping, names: frozenset[str]) -> dict[str, Words]:
    wanted = {name: node.get(key) for name, key in KEYS[kind].items() if name != "name" or entry in names}
    texts: dict[str, Words] = {
        name: text.text for name, text in wanted.items() if isinstance(text, yaml.Scalar) and has_words(text.text)
    }
    if kind != "figures":
        return texts
    lists = {
        "series": [_named(each) for each in _items(node, "series")],
        "categories": [_named(each) for each in _items(node, "categories")],
    }
    listed = {name: [each.text for each in nodes if isinstance(each, yaml.Scalar)] for name, nodes in lists.items()}
    texts |= {name: found for name, found in listed.items() if any(map(has_words, found))}
    labels = dict(_labels_of(_items(node, "facts")))
    return {**texts, "labels": labels} if labels else texts


def _items(node: yaml.Mapping, name: str) -> tuple[yaml.Node, ...]:
    found = node.get(name)
    return found.items if isinstance(found, yaml.Sequence) else ()


def _named(item: yaml.Node) -> yaml.Node | None:
    """The name of a series or category, which may be all that there is of it."""
    return item.get("name") if isinstance(item, yaml.Mapping) else item


def _labels_of(items: tuple[yaml.Node, ...]) -> Iterator[tuple[str, str]]:
    for item in items:
        fact, label = (item.get(key) if isinstance(item, yaml.Mapping) else None for key in ("fact", "label"))
        if isinstance(fact, yaml.Scalar) and isinstance(label, yaml.Scalar) and has_words(label.text):
            yield fact.text, label.text
