"""Translating an edition: the files to begin with, how far it is, and what somebody has confirmed."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping

from briefgen import codes
from briefgen.checks.translation import confirmed_order, is_outdated, text_pairs
from briefgen.content import (
    LABELS,
    TRANSLATED,
    find_kind,
    load_edition,
    section_files,
    translated_by,
    words_to_translate,
)
from briefgen.errors import ContentError, Diagnostic, UsageError
from briefgen.frozen import frozen
from briefgen.languages import locale_of
from briefgen.model.edition import Edition
from briefgen.model.labels import PLURALS, labels_for
from briefgen.model.translation import SECTION, Translation
from briefgen.pipeline import Checked, Workspace, check
from briefgen.review.content_change import ContentChange, change_of
from briefgen.scaffold import SLUG
from briefgen.spans import Span

APART = {code.code for code in (codes.FIGURES_APART, codes.NOT_TRANSLATED, codes.DETAILS_APART)}
UNTRANSLATED = {code.code for code in (codes.NOT_TRANSLATED, codes.LABEL_MISSING)}
_ITS_OWN = (
    "title",
    "subtitle",
    "short_title",
    "to",
    "from",
    "audience",
    "prepared_by",
    "clearances",
    "bottom_line",
    "key_figures",
    "names",
)
_KEY = re.compile(r"^(\w+):", re.MULTILINE)
_BLOCKS = re.compile(r"\n{2,}")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_AS_IT_IS = re.compile(r"!\[\]\((?:figure|table):[^)\s]*\)(?:\{[^}]*\})?")
_FRONT = re.compile(r"---[ \t]*\n(.*?)^---[ \t]*$", re.DOTALL | re.MULTILINE)


@frozen
class OpenText:
    """A text that is not translated, or whose original has changed since: its place, and what is so in words."""

    place: Span
    message: str


@frozen
class PartTranslated:
    """How far a part is: how many texts the original has there, how many of them are translated, and have changed."""

    part: str
    texts: int
    translated: int
    changed: int


@frozen
class TranslationStatus:
    """How far a translation is. `is_confirmed` says that somebody has confirmed it at least once."""

    edition: str
    original: str
    language: str
    parts: tuple[PartTranslated, ...]
    untranslated: tuple[OpenText, ...]
    changed: tuple[OpenText, ...]
    apart: tuple[Diagnostic, ...]
    is_confirmed: bool

    @property
    def is_complete(self) -> bool:
        """Whether nothing is left to translate, nothing has changed, and all figures agree."""
        return not (self.untranslated or self.changed or self.apart) and self.is_confirmed


def translation_status(workspace: Workspace, name: str) -> TranslationStatus:
    """How far a translation is; raises UsageError for what is none, and ContentError where it cannot be read so far."""
    checked, edition, translation = _checked(workspace, name)
    pairs = text_pairs(translation.original, edition)
    parts: dict[str, list[tuple[bool, bool]]] = {}
    for pair in pairs:
        if pair.original:
            is_changed = translation.confirmed is not None and bool(pair.translated) and is_outdated(pair, translation)
            parts.setdefault(pair.part, []).append((pair.translated is not None, is_changed))
    counted = tuple(
        PartTranslated(part, len(texts), sum(there for there, _ in texts), sum(changed for _, changed in texts))
        for part, texts in parts.items()
    )
    untranslated, changed, apart = (
        [each for each in checked.diagnostics if each.code in group]
        for group in (UNTRANSLATED, {codes.CHANGED_SINCE.code}, APART - UNTRANSLATED)
    )
    return TranslationStatus(
        name,
        translation.original.id,
        edition.desk.language,
        counted,
        tuple(OpenText(each.place, each.message) for each in untranslated),
        tuple(OpenText(each.place, each.message) for each in changed if translation.confirmed is not None),
        tuple(apart),
        translation.confirmed is not None,
    )


def confirm_translation(workspace: Workspace, name: str, sections: Collection[str] = ()) -> ContentChange:
    """The change that writes of which texts an edition is the translation now: of all, or of some sections.

    Raises UsageError for an edition that is no translation and a section that there is not, and ContentError where the
    two differ.
    """
    checked, edition, translation = _checked(workspace, name)
    if apart := [each for each in checked.diagnostics if each.code in APART]:
        raise ContentError(apart)
    parts: dict[str, list[str]] = {}
    for pair in text_pairs(translation.original, edition):
        if pair.original and pair.translated:
            order = confirmed_order(pair.original, pair.translated)
            parts.setdefault(pair.part, []).append(_line(pair.original.digest, pair.original.words, order))
    wanted = [part if part in parts else SECTION + part for part in sections]
    if unknown := [part for part in wanted if part not in parts]:
        names = ", ".join(part.removeprefix(SECTION) for part in parts)
        raise UsageError(f'there is no section "{unknown[0].removeprefix(SECTION)}" in {name}; there are {names}')
    known = translation.confirmed or {}
    kept = {part: [_line(text.digest, text.words, text.order) for text in texts] for part, texts in known.items()}
    written = {part: lines if not wanted or part in wanted else kept.get(part, []) for part, lines in parts.items()}
    body = "".join(f"\n{part}:\n  texts:\n{''.join(lines)}" for part, lines in written.items() if lines)
    original = translation.original.id
    head = "# yaml-language-server: $schema=../.schema/translated.json\n"
    head += f"# From which texts of {original} this was translated; briefgen translate --confirm writes it.\n"
    return change_of(workspace.content, {f"{name}/{TRANSLATED}": (head + body).encode()})


def _line(digest: str, words: str, order: Collection[str]) -> str:
    ordered = f", order: {json.dumps([*order], ensure_ascii=False)}" if order else ""
    return f'    - {{digest: "{digest}", words: {json.dumps(words, ensure_ascii=False)}{ordered}}}\n'


def _checked(workspace: Workspace, name: str) -> tuple[Checked, Edition, Translation]:
    checked = check(workspace, name)
    edition = checked.draft.edition if checked.draft else None
    if edition is None:
        raise ContentError([each for each in checked.diagnostics if each.is_error])
    if edition.translation is None:
        if not translated_by(workspace.content, name):
            raise UsageError(f"{name} is no translation: `translates` in its edition.yaml names no edition")
        raise ContentError([each for each in checked.diagnostics if each.is_error])
    return checked, edition, edition.translation


def start_translation(workspace: Workspace, name: str, language: str) -> ContentChange:
    """The files of a translation to begin with, with the original's texts as comments, as a change to be written.

    Raises UsageError for a language that there is not, an original that is none, and a translation that is there, and
    ContentError where the original has errors.
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
    if loaded.edition is None or any(each.is_error for each in loaded.diagnostics):
        raise ContentError(loaded.diagnostics)
    files = {
        "edition.yaml": _header(loaded.files[f"{name}/edition.yaml"].decode("utf-8-sig"), loaded.edition, language),
        LABELS: _labels(words_to_translate(content, loaded.edition), loaded.edition, language),
    }
    sections = f"{name}/sections"
    for file in section_files(content, sections):
        files[f"sections/{file}"] = _section(loaded.files[f"{sections}/{file}"].decode("utf-8-sig"))
    pictures = {
        path.removeprefix(f"{name}/"): data
        for path, data in loaded.files.items()
        if path.startswith(f"{name}/") and not path.endswith((".md", ".yaml", ".csv"))
    }
    made = {**{file: text.encode() for file, text in files.items()}, **pictures}
    return change_of(content, {f"{folder}/{file}": data for file, data in made.items()})


def _header(text: str, edition: Edition, language: str) -> str:
    """edition.yaml: what is the translation's own as comments; the rest is left to the original."""
    own = [part for part in re.split(r"^(?=\w)", text, flags=re.MULTILINE) if part.partition(":")[0] in _ITS_OWN]
    head = "# yaml-language-server: $schema=../.schema/edition.json\n\n"
    given = f"translates: {edition.id}\nlanguage: {language}\ndate: {edition.date}\n"
    why = "\n# What stands here in the original: translate it, and take the marks of comments out.\n\n"
    return head + given + why + _commented("".join(own))


def _labels(words: Mapping[str, Mapping[str, Mapping[str, object]]], edition: Edition, language: str) -> str:
    desk = edition.desk
    plurals = [each for each in PLURALS if each == "other" or each in locale_of(language).plural_form.tags]
    own: dict[str, object] = {"name": desk.name}
    own |= {"markings": {marking: marking for marking in desk.markings}} if desk.markings else {}
    own |= {"distribution": {name: name for name in edition.distribution}} if edition.distribution else {}
    if desk.units:
        own["units"] = {
            unit: {each: words.forms.get(each, unit) for each in plurals} for unit, words in desk.units.items()
        }
    head = "# yaml-language-server: $schema=../.schema/labels.json\n"
    why = f"# The words of {edition.id} beside its texts: translate them, and take the marks of comments out.\n\n"
    return head + why + _commented("\n".join(_yaml({"desk": own, **words}))) + "\n"


def _yaml(node: Mapping[str, object], indent: str = "") -> Iterator[str]:
    for key, value in node.items():
        name = key if re.fullmatch(r"[\w.-]+", key) else json.dumps(key, ensure_ascii=False)
        if isinstance(value, Mapping) and value:
            yield f"{indent}{name}:"
            yield from _yaml(value, f"{indent}  ")
        elif value:
            yield f"{indent}{name}: {json.dumps(value, ensure_ascii=False)}"


def _section(text: str) -> str:
    """A section: its figures and tables as they are, and all else as comments."""
    front = _FRONT.match(text)
    body = text[front.end() :] if front else text
    blocks = [block.strip("\n") for block in _BLOCKS.split(_COMMENT.sub("", body)) if block.strip()]
    made = [block if _AS_IT_IS.fullmatch(block.strip()) else f"<!--\n{block}\n-->" for block in blocks]
    head = f"---\n{_commented(front[1]) if front else ''}---\n\n"
    return head + "\n\n".join(made) + "\n"


def _commented(text: str) -> str:
    return "".join(f"# {line}" if line.strip() else line for line in text.splitlines(keepends=True))
