"""Translating an edition: how far it is, and what somebody has confirmed."""

from __future__ import annotations

import json
from collections.abc import Collection

from briefgen import codes
from briefgen.checks.translation import TextPair, confirmed_order, is_outdated, text_pairs
from briefgen.content import LABELS as FILE
from briefgen.content import TRANSLATED, translated_by
from briefgen.errors import ContentError, Diagnostic, UsageError, errors_among
from briefgen.frozen import frozen
from briefgen.model.edition import Edition
from briefgen.model.inlines import Text
from briefgen.model.translation import LABELS, SECTION, Translation
from briefgen.model.traverse import inlines_of
from briefgen.pipeline import Checked, check
from briefgen.review.content_change import ContentChange, change_of
from briefgen.spans import Span
from briefgen.workspace import Workspace

APART = {code.code for code in (codes.FIGURES_APART, codes.NOT_TRANSLATED, codes.DETAILS_APART)}
UNTRANSLATED = {code.code for code in (codes.NOT_TRANSLATED, codes.LABEL_MISSING)}


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
            parts.setdefault(pair.part, []).append((_is_translated(pair), is_changed))
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


def _is_translated(pair: TextPair) -> bool:
    """Whether a translation has a text of its own; a label that it does not have is the original's, if it has words."""
    if pair.translated is None or pair.part != LABELS:
        return pair.translated is not None
    words = "".join(each.text for each in inlines_of(pair.translated.content) if isinstance(each, Text))
    place = pair.translated.place
    return not any(map(str.isalpha, words)) or (place is not None and place.file.endswith(FILE))


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
    edition = checked.require_draft().edition
    if edition.translation is None:
        if not translated_by(workspace.content, name):
            raise UsageError(f"{name} is no translation: `translates` in its edition.yaml names no edition")
        raise ContentError(errors_among(checked.diagnostics))
    return checked, edition, edition.translation
