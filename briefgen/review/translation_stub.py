"""The files of a translation to begin with: the original's texts as comments, but for what was translated before."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import field
from pathlib import PurePosixPath

from briefgen.content import (
    LABELS,
    TRANSLATED,
    Content,
    Loaded,
    find_kind,
    load_edition,
    section_files,
    section_name,
    translated_by,
    translations_of,
    words_to_translate,
)
from briefgen.content.yaml import parse_yaml
from briefgen.errors import ContentError, UsageError
from briefgen.frozen import frozen
from briefgen.languages import locale_of
from briefgen.model.edition import Edition
from briefgen.model.labels import PLURALS, labels_for
from briefgen.review.content_change import ContentChange, change_of
from briefgen.scaffold import SLUG
from briefgen.spans import SourceFile
from briefgen.workspace import Workspace

_EDITION = "edition.yaml"
_ITS_OWN = (
    "title",
    "subtitle",
    "short_title",
    "to",
    "from",
    "signatures",
    "audience",
    "prepared_by",
    "clearances",
    "bottom_line",
    "key_figures",
    "names",
)
_TOP_LEVEL = re.compile(r"^(?=\w)", re.MULTILINE)
_NOTE = re.compile(r"^#.*\n?", re.MULTILINE)
_BLOCKS = re.compile(r"\n{2,}")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_AS_IT_IS = re.compile(r"!\[\]\((?:figure|table):[^)\s]*\)(?:\{[^}]*\})?")
_FRONT = re.compile(r"---[ \t]*\n(.*?)^---[ \t]*$", re.DOTALL | re.MULTILINE)

Words = Mapping[str, object]
Files = Mapping[str, bytes]


def start_translation(workspace: Workspace, name: str, language: str) -> ContentChange:
    """The files of a translation to begin with, as a change to be written.

    What the edition before has in the same words, and in a translation of the same language, is taken from there; all
    else is a comment. Raises UsageError for a language that there is not, an original that is none, and a translation
    that is there, and ContentError where the original has errors.
    """
    content = workspace.content
    folder = f"{name}-{language.lower()}"
    try:
        labels_for(language)
    except KeyError as error:
        raise UsageError(f'briefgen has no words for the language "{language}"') from error
    if of := translated_by(content, name):
        raise UsageError(f"{name} is a translation itself; translate {of}")
    if not SLUG.fullmatch(folder) or find_kind(content, folder):
        raise UsageError(f"{folder} is there already")
    loaded = load_edition(content, name, holds_cells=False)
    edition = loaded.edition
    if edition is None or any(each.is_error for each in loaded.diagnostics):
        raise ContentError(loaded.diagnostics)
    own, before = _files_of(edition, loaded), _before(content, edition, language)
    files = {
        _EDITION: _header(_text(own, _EDITION), edition, language, before),
        LABELS: _labels(_words(content, edition, language), edition, before),
    }
    for name_of_file in section_files(content, f"{name}/sections"):
        path = f"sections/{name_of_file}"
        files[path] = _section(_text(own, path), before.blocks(path))
    if confirmed := _text(before.translated, TRANSLATED):
        files[TRANSLATED] = confirmed.replace(edition.follows, name, 1)
    pictures = {path: data for path, data in own.items() if not path.endswith((".md", ".yaml", ".csv"))}
    made = {**{file: text.encode() for file, text in files.items()}, **before.pictures(pictures)}
    return change_of(content, {f"{folder}/{file}": data for file, data in made.items()})


@frozen
class _Before:
    """The files of the edition before and of its translation into the same language, by their paths in its folder.

    `words` are those that its labels.yaml could have. All are empty where there is no such translation.
    """

    original: Files = field(default_factory=dict)
    translated: Files = field(default_factory=dict)
    words: Words = field(default_factory=dict)

    def header(self) -> Mapping[str, tuple[str, str]]:
        """Each entry of edition.yaml that both have, as the original has it and as the translation has it."""
        original, translated = (_entries(_text(files, _EDITION)) for files in (self.original, self.translated))
        return {key: (text, translated[key]) for key, text in original.items() if key in translated}

    def labels(self) -> object:
        """What labels.yaml says; nothing where there is none."""
        node = parse_yaml(SourceFile(LABELS, _text(self.translated, LABELS)).passage()).node
        return node.value if node else None

    def blocks(self, path: str) -> Mapping[str, str]:
        """The front matter and the blocks of a section with their translations; none where their numbers differ."""
        (front, blocks), (front_after, blocks_after) = (
            _parted(_section_named(section_name(PurePosixPath(path).name), files))
            for files in (self.original, self.translated)
        )
        if not blocks or len(blocks) != len(blocks_after):
            return {}
        return dict(zip((front, *blocks), (front_after, *blocks_after), strict=True))

    def pictures(self, own: Files) -> Files:
        """The pictures of an edition: those that have not changed as the translation has them."""
        known = {path: self.translated.get(path, data) for path, data in self.original.items() if own.get(path) == data}
        return {**own, **known}


def _before(content: Content, edition: Edition, language: str) -> _Before:
    for name in translations_of(content, edition.follows) if edition.follows else ():
        loaded, of = (load_edition(content, each, holds_cells=False) for each in (name, edition.follows))
        translated, original = loaded.edition, of.edition
        if translated and original and translated.desk.language.lower() == language.lower():
            words = _words(content, original, language)
            return _Before(_files_of(original, of), _files_of(translated, loaded), words)
    return _Before()


def _files_of(edition: Edition, loaded: Loaded) -> Files:
    folder = f"{edition.id}/"
    return {path.removeprefix(folder): data for path, data in loaded.files.items() if path.startswith(folder)}


def _text(files: Files, path: str) -> str:
    """A file's text, "" where it is not there."""
    return files.get(path, b"").decode("utf-8-sig")


def _section_named(name: str, files: Files) -> str:
    """The text of the section of that name, whose file may have another number; "" for none."""
    paths = (PurePosixPath(path) for path in files)
    found = (path for path in paths if path.parent.name == "sections" and section_name(path.name) == name)
    return _text(files, str(next(found, "")))


def _header(text: str, edition: Edition, language: str, before: _Before) -> str:
    """edition.yaml: what is the translation's own; the rest is left to the original."""
    known = before.header()
    own = {key: part for key, part in _entries(text).items() if key in _ITS_OWN}
    parts = (known[key][1] if known.get(key, ("",))[0] == part else _commented(part) for key, part in own.items())
    head = "# yaml-language-server: $schema=../.schema/edition.json\n\n"
    given = f"translates: {edition.id}\nlanguage: {language}\ndate: {edition.date}\n"
    why = "\n# What stands here in the original: translate it, and take the marks of comments out.\n\n"
    return head + given + why + "".join(f"\n{part}" if part.count("\n") > 1 else part for part in parts)


def _entries(text: str) -> dict[str, str]:
    """The top level of a YAML file by its keys, as it is written, without notes and empty lines."""
    parts = _TOP_LEVEL.split(_NOTE.sub("", text))
    return {part.partition(":")[0]: part.rstrip() + "\n" for part in parts if part.strip()}


def _words(content: Content, edition: Edition, language: str) -> Words:
    """What labels.yaml can have, in the words of the original."""
    desk = edition.desk
    plurals = [each for each in PLURALS if each == "other" or each in locale_of(language).plural_form.tags]
    own: dict[str, object] = {"name": desk.name}
    own |= {"markings": {marking: marking for marking in desk.markings}} if desk.markings else {}
    own |= {"distribution": {name: name for name in edition.distribution}} if edition.distribution else {}
    if desk.units:
        own["units"] = {
            unit: {each: words.forms.get(each, unit) for each in plurals} for unit, words in desk.units.items()
        }
    return {"desk": own, **words_to_translate(content, edition)}


def _labels(words: Words, edition: Edition, before: _Before) -> str:
    head = "# yaml-language-server: $schema=../.schema/labels.json\n"
    why = f"# The words of {edition.id} beside its texts: translate them, and take the marks of comments out.\n\n"
    lines = (line if is_known else f"# {line}" for line, is_known in _lines(words, before.words, before.labels()))
    return head + why + "\n".join(lines) + "\n"


def _lines(words: Words, original: object, translated: object, indent: str = "") -> Iterator[tuple[str, bool]]:
    """The lines of labels.yaml, and whether each was translated before of the same words."""
    for key, value in words.items():
        name = key if re.fullmatch(r"[\w.-]+", key) else json.dumps(key, ensure_ascii=False)
        old, new = (each.get(key) if isinstance(each, Mapping) else None for each in (original, translated))
        if isinstance(value, Mapping) and value:
            inside = [*_lines(value, old, new, f"{indent}  ")]
            yield f"{indent}{name}:", any(is_known for _, is_known in inside)
            yield from inside
        elif value:
            is_known = old == value and new is not None
            yield f"{indent}{name}: {json.dumps(new if is_known else value, ensure_ascii=False)}", is_known


def _section(text: str, known: Mapping[str, str]) -> str:
    """A section: what was translated before, its figures and tables as they are, and all else as comments."""
    front, blocks = _parted(text)
    made = [known.get(each) or (each if _AS_IT_IS.fullmatch(each) else f"<!--\n{each}\n-->") for each in blocks]
    return f"---\n{known.get(front) or _commented(front)}---\n\n" + "\n\n".join(made) + "\n"


def _parted(text: str) -> tuple[str, list[str]]:
    """A section's front matter and its blocks, without comments."""
    front = _FRONT.match(text)
    body = text[front.end() :] if front else text
    blocks = [block.strip("\n") for block in _BLOCKS.split(_COMMENT.sub("", body)) if block.strip()]
    return front[1] if front else "", blocks


def _commented(text: str) -> str:
    return "".join(f"# {line}" if line.strip() else line for line in text.splitlines(keepends=True))
