"""The editions of a desk: which there are, and which one is meant."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from briefgen import codes
from briefgen.content.tree import YAML_LIMIT, Content, is_folder, place_in, read_file
from briefgen.errors import ContentError, Diagnostic
from briefgen.suggest import did_you_mean

SECTIONS = "sections"
TABLE_FILES = "tables"
HEADER, FACTS, DEADLINES, FIGURES, TABLES, SIGN_OFFS, CONFIRMATIONS = FILES = (
    "edition.yaml",
    "facts.yaml",
    "deadlines.yaml",
    "figures.yaml",
    "tables.yaml",
    "signoffs.yaml",
    "confirmations.yaml",
)
LEDGER_FILES = FILES[1:]
"""What a translation has none of, since they are the original's."""
LABELS, TRANSLATED = TRANSLATION_FILES = ("labels.yaml", "translated.yaml")
"""What only a translation has: its labels of the original's facts and figures, and what it was made from."""
COMMENTS = "review.md"
"""What reviewers have said; no part of the brief, and of nothing that is made from it."""

SHOWN = 5

_TRANSLATES = re.compile(rb"""^translates:[ \t]*["']?([^\s"'#]+)""", re.MULTILINE)
_LANGUAGE = re.compile(rb"""^language:[ \t]*["']?([A-Za-z-]+)""", re.MULTILINE)
_FOLDER = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})-[a-z0-9]+(?:-[a-z0-9]+)*")


def edition_date(folder: str) -> date | None:
    """The date in an edition's folder name, none where the name is not that of an edition."""
    match = _FOLDER.fullmatch(folder)
    try:
        return date.fromisoformat(match[1]) if match else None
    except ValueError:
        return None


def find_editions(content: Content) -> list[str]:
    """The folder names of the editions, the oldest first; raises ContentError (BG001) without a content folder."""
    place = place_in(content)
    if not is_folder(content, ""):
        hint = "run briefgen in a desk, which has content/desk.yaml, or below it, or name the folder with --content"
        raise ContentError([codes.CONTENT_MISSING.at(place, f'there is no content folder "{content.name}"', hint)])
    try:
        return [name for name in content.list("") if edition_date(name) and is_folder(content, name)]
    except OSError as error:
        reason = (error.strerror or "unknown").lower()
        raise ContentError([codes.CONTENT_MISSING.at(place, f'"{content.name}" cannot be read: {reason}')]) from error


def translated_by(content: Content, name: str) -> str:
    """The edition of which another one is a translation, by its header, which is not parsed; "" where it is none."""
    header = read_file(content, f"{name}/{HEADER}", YAML_LIMIT)
    found = None if isinstance(header, Diagnostic) else _TRANSLATES.search(header)
    return found[1].decode("utf-8", "replace") if found else ""


def language_named(content: Content, name: str) -> str:
    """The language that an edition's header names, which is not parsed; "" where it is the desk's."""
    header = read_file(content, f"{name}/{HEADER}", YAML_LIMIT)
    found = None if isinstance(header, Diagnostic) else _LANGUAGE.search(header)
    return found[1].decode("ascii") if found else ""


def translations_of(content: Content, name: str) -> list[str]:
    """The translations of an edition."""
    return [each for each in find_editions(content) if each != name and translated_by(content, each) == name]


def originals(content: Content, names: Iterable[str]) -> list[str]:
    """Those of some editions that are no translations."""
    return [name for name in names if not translated_by(content, name)]


def editions_named(content: Content, name: str) -> list[str]:
    """The other editions that an edition's header names, the one that it follows among them, and an original's.

    The header is not parsed, because that takes long: a name counts wherever it stands, in quotes or not.
    """
    header = read_file(content, f"{name}/{HEADER}", YAML_LIMIT)
    if isinstance(header, Diagnostic):
        return []
    named = dict.fromkeys(match[0] for match in _FOLDER.finditer(header.decode("utf-8", "replace")))
    original = _TRANSLATES.search(header)
    if original and (of := original[1].decode("utf-8", "replace")) != name and not translated_by(content, of):
        named |= dict.fromkeys(editions_named(content, of))
    return [each for each in named if each != name and is_folder(content, each)]


def is_followed(content: Content, name: str) -> bool:
    """Whether a later edition follows an edition, so that the data files of the desk may have moved on."""
    later = [each for each in find_editions(content) if each[:10] > name[:10]]
    return any(name in editions_named(content, each) for each in later)


def choose_edition(content: Content, asked: str | None) -> str:
    """The folder name of the edition that is meant: by folder, by date, or the newest where none is asked for.

    A date means the original, not its translations.

    Raises ContentError: BG001 without a content folder, BG002 where no edition or more than one fits, BG005 where the
    folder that is asked for has a name that no edition can have.
    """
    names = find_editions(content)
    place = place_in(content)
    if not names and asked is None:
        raise ContentError([codes.NO_EDITION.at(place, "the desk has no edition yet", "briefgen new DATE SLUG")])
    name = names[-1][:10] if asked is None else folder_named(asked)
    if name in names:
        return name
    dated = [each for each in names if each[:10] == name]
    fitting = (originals(content, dated) or dated) if len(dated) > 1 else dated
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        message = f"{len(fitting)} editions have the date {name}: {', '.join(fitting)}"
        raise ContentError([codes.NO_EDITION.at(place, message, "name the folder of the one that is meant")])
    if name and not edition_date(name) and is_folder(content, name):
        message = f'the folder "{name}" is not named as an edition'
        hint = "rename it to YYYY-MM-DD-slug, in small letters, such as 2031-05-05-herring"
        raise ContentError([codes.EDITION_NAME.at(place_in(content, name), message, hint)])
    raise ContentError([codes.NO_EDITION.at(place, f'there is no edition "{asked}"', _nearest(name, names))])


def folder_named(asked: str) -> str:
    """The name of the folder that is asked for by its path."""
    return asked.rstrip("/\\").replace("\\", "/").rpartition("/")[2]


def _nearest(name: str, names: list[str]) -> str:
    if hint := did_you_mean(name, [*names, *(each[:10] for each in names)]):
        return hint
    if not names:
        return "the desk has no edition yet: briefgen new DATE SLUG"
    newest = names[: -SHOWN - 1 : -1]
    more = f" and {len(names) - len(newest)} older ones" if len(names) > len(newest) else ""
    return f"there are {', '.join(newest)}{more}"
