"""New desks, new editions and reference documents: what `init`, `new` and `reference` write."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from functools import partial
from itertools import count
from pathlib import Path

from briefgen.content import (
    COMMENTS,
    CONFIRMATIONS,
    FILE_KINDS,
    REFERENCE_FILE,
    Content,
    Folder,
    find_kind,
    house_assets,
    load_edition,
    load_theme,
    place_in,
    releases_around,
    schema_text,
)
from briefgen.content.desk import read_desk
from briefgen.content.editions import FACTS, HEADER, SECTIONS
from briefgen.content.kinds import called, kind_names, kind_of
from briefgen.content.source_reader import SourceReader
from briefgen.errors import ContentError, StorageError, UsageError
from briefgen.folders import DESK
from briefgen.frozen import frozen
from briefgen.ledger import stale_since
from briefgen.model.edition import Desk, Edition
from briefgen.model.kind import BRIEF, DECIDES, EditionKind, KindPart
from briefgen.spans import SourceFile, Span
from briefgen.storage import replace_file
from briefgen.suggest import did_you_mean

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
REVIEW = "# REVIEW"
TO_WRITE = "To be written"
_GRACE, _WEEK = timedelta(days=14), timedelta(days=6)


@frozen
class NewEdition:
    """A new edition's folder, the places that were marked for review, and the given facts that it took over."""

    folder: Path
    marks: tuple[Span, ...]
    carried: tuple[str, ...]


def write_schemas(content: Path) -> list[Path]:
    """Write the JSON Schema of every kind of file into `content/.schema/`; gives the files. Raises StorageError."""
    folder = content / ".schema"
    paths = [folder / f"{kind}.json" for kind in FILE_KINDS]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for kind, path in zip(FILE_KINDS, paths, strict=True):
            path.write_text(schema_text(kind), encoding="utf-8")
    except OSError as error:
        raise StorageError(f"cannot write {folder}: {error.strerror or error}") from error
    return paths


def write_reference(assets: Path, path: Path | None, page: str, *, force: bool = False) -> Path:
    """Make the reference document of a house style, in its assets unless a path is given; gives the path.

    Raises UsageError where a file is there already, which somebody may have restyled, ContentError for an unfit theme,
    and StorageError.
    """
    from briefgen.formats import reference_document

    path = path or assets / REFERENCE_FILE
    if path.exists() and not force:
        raise UsageError(f"{path} is there already; name another file with --out, or replace it with --force")
    data = reference_document(load_theme(Folder(assets), page))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(path, data)
    except OSError as error:
        raise StorageError(f"cannot write {path}: {error.strerror or error}") from error
    return path


def start_desk(folder: Path, today: date, *, blank: bool = False, kind: str = BRIEF.name) -> list[Path]:
    """Make a desk with a starter edition of the given date, or one with nothing to take out; gives its files.

    One of another `kind` than a brief has its parts laid out.

    Raises UsageError where the folder holds anything already or there is no such kind, and StorageError.
    """
    form = form_files(kind, Desk("Desk"), today) if kind != BRIEF.name else {}
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder} is there already and not empty; name a new folder")
    try:
        for home in ("desk", "blank" if blank or form else "starter"):
            _copy_dated(house_assets().path / home, folder, today)
        if form:
            shutil.rmtree(folder / "content" / f"{today.isoformat()}-{BRIEF.name}")
            _write_files(folder / "content" / f"{today.isoformat()}-{kind}", form)
    except OSError as error:
        raise StorageError(f"cannot write {folder}: {error.strerror or error}") from error
    write_schemas(folder / "content")
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _copy_dated(home: Path, folder: Path, today: date) -> None:
    for path in sorted(home.rglob("*")):
        if path.is_file():
            target = folder / path.relative_to(home).as_posix().replace("DATE", today.isoformat())
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(_dated(path.read_bytes(), today))


def _dated(data: bytes, today: date) -> bytes:
    """A file for the day, as it is where it is no text."""
    days = {"@date@": today.isoformat(), "@deadline@": (today + _GRACE).isoformat(), "@month@": today.isoformat()[:7]}
    for mark, day in days.items():
        data = data.replace(mark.encode(), day.encode())
    return data


def carry_forward(content: Path, previous: str, day: date, slug: str) -> NewEdition:
    """Make the edition of `day` from the previous one; what may be out of date is marked `# REVIEW`.

    Raises UsageError for a bad slug, an edition that is there already and a translation, ContentError where the
    previous edition has faults of its own, and StorageError.
    """
    folder = content / new_name(Folder(content), day, slug)
    loaded = load_edition(Folder(content), previous, holds_cells=False)
    if loaded.edition is None or any(diagnostic.is_error for diagnostic in loaded.diagnostics):
        raise ContentError(loaded.diagnostics)
    _refuse_translation(content, loaded.edition, day)
    texts = dict(_updated(loaded.edition, loaded.files, day))

    def fill(staging: Path) -> None:
        shutil.copytree(content / previous, staging, dirs_exist_ok=True, ignore=_left_behind(content / previous))
        for name, text in texts.items():
            (staging / name).write_text(text, encoding="utf-8")

    place_edition(folder, fill)
    marks = tuple(mark for name, text in texts.items() for mark in _marks_in(folder / name, text))
    return NewEdition(folder, marks, tuple(fact.id for fact in loaded.edition.facts if not fact.formula))


def _refuse_translation(content: Path, edition: Edition, day: date) -> None:
    """Raises UsageError for a translation, since the next one is that of the next original, whose ledger it prints."""
    if edition.translation is None:
        return
    original = edition.translation.original.id
    slug = original[len("YYYY-MM-DD-") :]
    steps = [f"briefgen translate {day}-{slug} --language {edition.desk.language} --stub"]
    if not (content / f"{day}-{slug}").exists():
        steps.insert(0, f"briefgen new {day} {slug} --from {original}")
    raise UsageError(f"{edition.id} translates {original}: {', then '.join(steps)}")


def new_form(content: Path, day: date, slug: str, kind: str) -> NewEdition:
    """Make an edition of a kind with its parts laid out, to be written.

    Raises UsageError for a bad slug, an edition that is there already and a kind that there is not, ContentError where
    the desk has faults, and StorageError.
    """
    folder = content / new_name(Folder(content), day, slug)
    reading = SourceReader(Folder(content))
    files = form_files(kind, read_desk(reading, DESK), day)
    if any(diagnostic.is_error for diagnostic in reading.diagnostics):
        raise ContentError(reading.diagnostics)
    place_edition(folder, partial(_write_files, files=files))
    return NewEdition(folder, (), ())


def _write_files(folder: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def form_files(name: str, desk: Desk, day: date) -> dict[str, str]:
    """The files of an edition of a kind with its parts laid out; raises UsageError for a kind that there is not."""
    if name not in kind_names():
        listed = f"the kinds are: {', '.join(kind_names())}"
        raise UsageError(f'there is no kind "{name}"; {did_you_mean(name, kind_names()) or listed}')
    kind = kind_of(name)
    parts = [part for part in kind.parts if not part.is_optional]
    texts = {f"{number}-{part.name}": _text_of(part) for number, part in zip(count(10, 10), parts, strict=False)}
    if not parts:
        question = f"## Question?\n\n{TO_WRITE}.\n" if kind.asks else f"{TO_WRITE}.\n"
        texts = {"10-subject": f"---\ntitle: Subject\n---\n\n{question}"}
    return {
        HEADER: _header_of(kind, desk, day),
        FACTS: "# yaml-language-server: $schema=../.schema/facts.json\n# The ledger: every figure, date and name.\n",
        **{f"{SECTIONS}/{section}.md": text for section, text in texts.items()},
    }


def _text_of(part: KindPart) -> str:
    sign = "1. " if part.answers else "- " if part.use else ""
    return f"{sign}{TO_WRITE}: {part.says}.\n"


def _header_of(kind: EditionKind, desk: Desk, day: date) -> str:
    """edition.yaml with all keys that the kind must have."""
    values = {
        "kind": kind.name,
        "title": called(kind).capitalize(),
        "date": day.isoformat(),
        **({"marking": json.dumps(desk.markings[0], ensure_ascii=False)} if desk.markings else {}),
    }
    samples = {
        "to": f"{TO_WRITE}",
        "from": json.dumps(desk.name, ensure_ascii=False),
        "decision_by": (day + _GRACE).isoformat(),
        "period": f"{(day - _WEEK).isoformat()}/{day.isoformat()}",
        "bottom_line": f"{TO_WRITE}.",
    }
    values |= {key: samples[key] for key in kind.required}
    signed = [f"  - {{as: {role}{'' if role == DECIDES else f', name: {TO_WRITE}'}}}\n" for role in kind.signatures]
    optional = ", ".join(part.name for part in kind.parts if part.is_optional)
    more = f"# It can also have these sections: {optional}.\n" if optional else ""
    lines = "".join(f"{key}: {value}\n" for key, value in values.items())
    lines += "".join(["signatures:\n", *signed]) if signed else ""
    return f"# yaml-language-server: $schema=../.schema/edition.json\n{more}\n{lines}"


def new_name(content: Content, day: date, slug: str) -> str:
    """The folder's name of a new edition; raises UsageError for a bad slug or an edition that is there already."""
    if not SLUG.fullmatch(slug):
        raise UsageError(f'"{slug}" cannot name an edition; use small letters, digits and hyphens')
    name = f"{day.isoformat()}-{slug}"
    if find_kind(content, name):
        raise UsageError(f"{place_in(content, name).file} is there already")
    if of := releases_around(content, name).get(name):
        raise UsageError(f'"{name}" is what the release "{of[1]}" of {of[0]} is called; choose another slug')
    return name


def place_edition(folder: Path, fill: Callable[[Path], None]) -> None:
    """Make the folder of an edition, as a whole or not at all; `fill` writes its files. Raises StorageError."""
    try:
        staging = Path(tempfile.mkdtemp(prefix=".new-", dir=folder.parent))
        try:
            fill(staging)
            staging.chmod(0o755)
            staging.rename(folder)
        finally:
            shutil.rmtree(staging, ignore_errors=True)
    except OSError as error:
        raise StorageError(f"cannot write {folder}: {error.strerror or error}") from error


def _left_behind(previous: Path) -> Callable[[str, list[str]], set[str]]:
    """What the next edition does not take over: hidden files, backups, and what was said of the previous one alone."""
    hidden, about_previous = shutil.ignore_patterns(".*", "*~"), {COMMENTS, CONFIRMATIONS}
    return lambda folder, names: hidden(folder, names) | (about_previous if Path(folder) == previous else set())


def _updated(edition: Edition, files: Mapping[str, bytes], day: date) -> Iterator[tuple[str, str]]:
    """The texts of an edition's files that are others for the new date, by the files' names."""
    changes = {
        "edition.yaml": _edition_marks(edition),
        "facts.yaml": _stale_facts(edition, day),
        "deadlines.yaml": _passed_deadlines(edition, day),
    }
    for name, marks in changes.items():
        if (data := files.get(f"{edition.id}/{name}")) is not None:
            text = data.decode().replace("\r\n", "\n")
            yield name, _marked(_redated(text, edition, day) if name == "edition.yaml" else text, marks)


def _marks_in(path: Path, text: str) -> Iterator[Span]:
    source = SourceFile(path.as_posix(), text)
    for mark in re.finditer(rf"^{re.escape(REVIEW)}.*", text, re.MULTILINE):
        yield source.span(*mark.span())


def _edition_marks(edition: Edition) -> dict[str, str]:
    marks = dict.fromkeys(("bottom_line", "decision_by", "next_report"), "written for the last edition")
    if edition.period:
        marks["period"] = "the last edition's period"
    if any(clearance.date for clearance in edition.clearances):
        marks["clearances"] = "given for the last edition"
    return marks


def _stale_facts(edition: Edition, day: date) -> dict[str, str]:
    days = {fact.id: stale_since(fact, edition.desk) for fact in edition.facts}
    return {fact: f"stale since {stale}" for fact, stale in days.items() if stale and stale < day}


def _passed_deadlines(edition: Edition, day: date) -> dict[str, str]:
    return {
        deadline.id: f"passed on {deadline.by}; set its status"
        for deadline in edition.deadlines
        if deadline.status == "open" and deadline.by < day
    }


def _redated(text: str, edition: Edition, day: date) -> str:
    """edition.yaml with the new date, the next number, and the edition that it follows, if that is an earlier one."""
    text = _with_value(text, "date", day.isoformat())
    if edition.number.isdecimal():
        text = _with_value(text, "number", str(int(edition.number) + 1))
    if edition.date >= day:
        return re.sub(rf"{_key('follows')}.*\n?", "", text, count=1)
    if re.search(_key("follows"), text):
        return _with_value(text, "follows", edition.id)
    return re.sub(_key("date"), rf"follows: {edition.id}\n\g<key>", text, count=1)


def _with_value(text: str, key: str, value: str) -> str:
    return re.sub(
        rf"{_key(key)}[^\S\n]*[^#\n]*?(?P<rest>[^\S\n]*(?:#.*)?)$",
        rf"\g<key> {value}\g<rest>",
        text,
        count=1,
        flags=re.MULTILINE,
    )


def _marked(text: str, marks: dict[str, str]) -> str:
    """The text with a comment above each key; an older mark in that place gives way."""
    for key, reason in marks.items():
        text = re.sub(rf"(?m)(^{REVIEW}.*\n)?{_key(key)}", rf"{REVIEW}: {reason}\n\g<key>", text, count=1)
    return text


def _key(key: str) -> str:
    """A pattern for a top-level key of a YAML file, at the start of its line."""
    return rf"(?m:^)(?P<key>(?P<quote>['\"]?){re.escape(key)}(?P=quote)[^\S\n]*:)"
