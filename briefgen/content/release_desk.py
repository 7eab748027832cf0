"""What a release has of the desk, and a translation's words for it: what the rest of its files needs."""

from __future__ import annotations

import re
from collections.abc import Callable, Container
from typing import TYPE_CHECKING

from briefgen.content import yaml
from briefgen.content.editions import HEADER, LABELS
from briefgen.content.node_text import MadeFile, Written, with_entries
from briefgen.content.release_texts import Entries, scalars
from briefgen.content.yaml import items_of, text_of, texts_under
from briefgen.folders import DESK

if TYPE_CHECKING:
    from briefgen.content.release_cutter import Cutter

_WORD = re.compile(r"\w+")


def desk_file(cutter: Cutter, text: str) -> MadeFile:
    """The desk as far as the files of the release need it, whose text is given."""
    words = set(_WORD.findall(text))
    uses: dict[str, Callable[[yaml.Node], Written]] = {
        "markings": lambda node: _markings(node, cutter),
        "distribution": lambda node: _only(node, set(texts_under(cutter.entry, "distribution"))),
        "acronyms": lambda node: _only(node, words),
        "units": lambda node: _only(node, text),
        "understood": lambda node: [item for item in items_of(node) if text_of(item) in words],
        "names": lambda node: [item for item in items_of(node) if text_of(item) in text],
        "agreed": lambda node: [
            item for item in items_of(node) if any(each in text for each in texts_under(item, "about"))
        ],
    }
    kept: Entries = {}
    for key, node in cutter.nodes[DESK].entries:
        if key.text == "contact" and key.text in cutter.left_out:
            cutter.has.texts += scalars(node)
        elif key.text not in ("releases", "terms"):
            kept[key] = uses[key.text](node) if key.text in uses else node
    return with_entries(cutter.nodes[DESK].file, kept)


def _markings(node: yaml.Node, cutter: Cutter) -> Written:
    """The markings up to the highest that the release may have."""
    items = items_of(node)
    own = cutter.nodes[HEADER].get("marking")
    highest = cutter.marking(own.text if isinstance(own, yaml.Scalar) else "")
    names = [text_of(item) or next(iter(texts_under(item, "name")), "") for item in items]
    return list(items[: names.index(highest) + 1] if highest in names else items)


def translated_words(cutter: Cutter, original: Cutter, text: str) -> MadeFile:
    """The words of a translation for what the release has of its original, and for the desk."""
    node = cutter.has.read.node(f"{cutter.edition}/{LABELS}")
    made: Entries = {}
    for kind, entries in node.entries:
        if kind.text == "desk":
            continue
        kept: Entries = {}
        for key, words in entries.entries if isinstance(entries, yaml.Mapping) else ():
            name = f"{kind.text.removesuffix('s')}:{key.text}"
            if name in original.needed:
                kept[key] = _words(name, words, cutter, original)
            else:
                cutter.has.texts += scalars(words)
        made[kind] = kept
    if (desk := node.key("desk")) is not None:
        made[desk] = _words_of_desk(node.get("desk"), cutter, original, text)
    return with_entries(node.file, made)


def _words(name: str, words: yaml.Node, cutter: Cutter, original: Cutter) -> Written:
    """The words of one entry, without those of parts that the release does not have."""
    value = cutter.has.value(words)
    kind, _, own = name.partition(":")
    if isinstance(value, dict) and name in original.charts:
        return {key: original.charts[name].words(key.text, each) for key, each in value.items()}
    if isinstance(value, dict) and kind == "table":
        return original.cut_tables[own].words(value)
    return value


def _words_of_desk(node: yaml.Node | None, cutter: Cutter, original: Cutter, text: str) -> Entries:
    """The words of the desk that the release has."""
    known, spoken = "\n".join(file.text for file in original.made.values()), set(_WORD.findall(text))
    lists = original.nodes[DESK].get("distribution")
    members = {name for key in texts_under(cutter.entry, "distribution") for name in texts_under(lists, key)}
    uses: dict[str, Callable[[yaml.Node], Written]] = {
        "markings": lambda words: _only(words, {each for each in cutter.has.markings if cutter.marking(each) == each}),
        "distribution": lambda words: _only(words, members),
        "units": lambda words: _only(words, known),
        "acronyms": lambda words: _only(words, spoken),
        "agreed": lambda words: [
            each for each in items_of(words) if any(w in text for w in texts_under(each, "about"))
        ],
    }
    entries = node.entries if isinstance(node, yaml.Mapping) else ()
    return {key: uses[key.text](each) if key.text in uses else each for key, each in entries}


def _only(node: yaml.Node, names: Container[str]) -> Written:
    entries = node.entries if isinstance(node, yaml.Mapping) else ()
    return {key: value for key, value in entries if key.text in names}
