"""What the page changes: texts, facts, deadlines and cells, notes and ticks, by the code that pull and sign-off use.

Everything is tried before it is written: what brings a new error is not, and nothing but what was edited changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import PurePosixPath
from threading import Lock
from typing import Any

from briefgen.content import CONFIRMATIONS, SIGN_OFFS, TABLE_FILES, as_name
from briefgen.content.text import clean
from briefgen.errors import ContentError, UsageError, as_rows, new_errors
from briefgen.live.live_edition import LiveEdition
from briefgen.model.edition import Edition
from briefgen.model.fact_table import cell_of
from briefgen.model.remark import Comment, Remark
from briefgen.review import notes, save
from briefgen.review.content_change import ContentChange
from briefgen.review.uses import uses_in
from briefgen.spans import Span

FACTS, DEADLINES = "facts.yaml", "deadlines.yaml"
Body = Mapping[str, Any]
Row = dict[str, Any]
_WRITING = Lock()


def text_in(body: Body, name: str) -> str:
    """A text of a request; raises UsageError where it is none."""
    value = body.get(name)
    if not isinstance(value, str):
        raise UsageError(f'the request has no text "{name}"')
    return value


def who(body: Body, text: str = "") -> notes.SignedText:
    """Who says something, today; raises UsageError without a name."""
    name = as_name(text_in(body, "by"))
    if not name:
        raise UsageError("write your name at the top of the page first")
    return notes.SignedText(name, date.today(), clean(text))


def editable(live: LiveEdition) -> list[str]:
    """The files of the edition that are edited as texts: all but ticks, which have rules of their own."""
    files = live.shown.report.checked.files
    home = f"{live.name}/"
    ticks = {f"{home}{SIGN_OFFS}", f"{home}{CONFIRMATIONS}"}
    return sorted(
        name for name in files if name.startswith(home) and name.endswith((".md", ".yaml")) and name not in ticks
    )


def file_text(live: LiveEdition, wish: Mapping[str, str]) -> Row:
    """A file's text; none where it is gone."""
    path = _path(live, wish)
    return {"file": path, "text": save.read_text(live.workspace.content, path)[1]}


def _path(live: LiveEdition, wish: Body) -> str:
    """The file that a request names, which must be one that the page has offered."""
    path = text_in(wish, "file")
    live.offered.update(editable(live))
    if path not in live.offered:
        raise UsageError(f'"{path}" is no text of this edition')
    return path


def check_text(live: LiveEdition, body: Body) -> Row:
    """What checking finds with a text that is not saved, and what its places print."""
    path, text = _path(live, body), text_in(body, "text")
    report = live.check({path: text.encode(errors="replace")})
    draft = report.checked.draft
    file = str(PurePosixPath(live.workspace.content.name, path))
    printed = uses_in(draft.edition, draft.ledger) if draft else ()
    return {
        "diagnostics": as_rows(report.diagnostics),
        "printed": [
            {"fact": use.fact, "text": use.printed, **_span(use.place)}
            for use in printed
            if use.place.file == file and use.printed
        ],
    }


def _span(place: Span) -> Row:
    return {"line": place.line, "column": place.column, "width": place.width}


def save_text(live: LiveEdition, body: Body) -> Row:
    """Write a text that was edited, in the file as it is now."""
    path, text = _path(live, body), text_in(body, "text")
    base = None if body.get("base") is None else text_in(body, "base")
    anyway = path.endswith(".md") and body.get("anyway") is True
    _write(live, lambda: save.save_text(live.workspace.content, path, base, text), anyway=anyway)
    return file_text(live, {"file": path})


def _write(live: LiveEdition, make: Callable[[], ContentChange], *, anyway: bool = False) -> None:
    """Write a change, one at a time; raises ContentError for errors that it would bring, and writes nothing then."""
    folder = live.workspace.content_folder
    with _WRITING:
        before = live.check({}).diagnostics
        change = make()
        after = live.check(change.after).diagnostics
        if not anyway and (faults := new_errors(before, after)):
            raise ContentError(faults)
        change.write(folder)


def entry(live: LiveEdition, wish: Mapping[str, str]) -> Row:
    """A fact, deadline or cell as a form shows it."""
    name = text_in(wish, "id")
    content, edition = live.workspace.content, _edition(live)
    if (found := _cell(edition, name)) is not None:
        path, place, _ = found
        text = save.read_text(content, path)[1] or ""
        return {"id": name, "file": path, "values": {"value": text[place.start : place.end]}, "add": []}
    path = _home(live, edition, name)
    keys = (
        ["quote", "caveat", "as_of", "period", "stale_after", "approx"] if path.endswith(FACTS) else ["quote", "status"]
    )
    values = save.read_entry(content, path, name)
    return {"id": name, "file": path, "values": values, "add": [key for key in keys if key not in values]}


def _edition(live: LiveEdition) -> Edition:
    draft = live.check({}).checked.draft
    if draft is None:
        raise UsageError("the edition cannot be read as it is: mend its errors first")
    if draft.edition.translation:
        raise UsageError(f"the figures are those of {draft.edition.translation.original.id}: edit them there")
    return draft.edition


def _home(live: LiveEdition, edition: Edition, name: str) -> str:
    """The file in which a fact or deadline is written."""
    if name in {deadline.id for deadline in edition.deadlines}:
        return f"{live.name}/{DEADLINES}"
    if name in {fact.id for fact in edition.facts}:
        return f"{live.name}/{FACTS}"
    raise UsageError(f'there is no fact "{name}"')


def _cell(edition: Edition, name: str) -> tuple[str, Span, Any] | None:
    """The file and the place of a table's cell, and its table; none for other facts."""
    parts = cell_of(name)
    table = edition.tables.get(parts[0]) if parts else None
    fact = table.facts.get(name) if table else None
    if table is None or fact is None or fact.place is None:
        return None
    return f"{edition.id}/{TABLE_FILES}/{table.id}.csv", fact.place, table


def save_entry(live: LiveEdition, body: Body) -> Row:
    """Write what a form has changed, each value from what it was."""
    name = text_in(body, "id")
    content, edition = live.workspace.content, _edition(live)
    values = {key: (old, new) for key, old, new in _changes(body)}
    added = {key: text_in(body["add"], key) for key in _mapping(body, "add")}
    if (found := _cell(edition, name)) is not None:
        path, place, table = found
        _write(live, lambda: save.save_cell(content, path, place, table, values["value"]))
    else:
        path = _home(live, edition, name)
        _write(live, lambda: save.save_entry(content, path, name, values, added))
    return entry(live, {"id": name})


def _changes(body: Body) -> Iterator[tuple[str, str, str]]:
    for key, change in _mapping(body, "values").items():
        if not isinstance(change, dict):
            raise UsageError(f'the request does not say what "{key}" was and is to be')
        yield key, text_in(change, "old"), text_in(change, "new")


def _mapping(body: Body, name: str) -> Mapping[str, Any]:
    value = body.get(name)
    if not isinstance(value, dict):
        raise UsageError(f'the request has no object "{name}"')
    return value


def tick(live: LiveEdition, body: Body) -> Row:
    """Tick a fact as it was shown under a name; raises ConflictError where it is another by now."""
    fact, said = text_in(body, "fact"), who(body)
    report = live.check({})
    found = live.edition.evidence([fact], report)[fact]
    if found.seal != text_in(body, "seal"):
        raise save.ConflictError(f"{fact} has changed since you looked at it: it is {found.printed} now; look again")
    with _WRITING:
        live.edition.sign_off([fact], said.by, said.on, report)
    return {"fact": fact}


def query(live: LiveEdition, body: Body) -> Row:
    """Ask about a fact, in review.md."""
    fact, said = text_in(body, "fact"), who(body, _words(body))
    found = live.edition.evidence([fact], live.check({}))[fact]
    printed = " ".join(found.printed.split())
    _write(live, lambda: notes.list_comment(live.workspace.content, live.name, f"fact {fact}", printed, said))
    return {"fact": fact}


def _words(body: Body) -> str:
    words = text_in(body, "text").strip()
    if not words:
        raise UsageError("write what you want to say")
    return words


def add_note(live: LiveEdition, body: Body) -> Row:
    """Write a note on words of the brief."""
    document = live.check({}).document
    if document is None:
        raise UsageError("the edition cannot be read as it is: mend its errors first")
    said, before = who(body, _words(body)), body.get("before", 0)
    if not isinstance(before, int) or before < 0:
        raise UsageError("the request does not say how often the words stand before")
    chosen = notes.ChosenWords(text_in(body, "place"), " ".join(text_in(body, "quoted").split()), before)
    _write(live, lambda: notes.add_note(live.workspace.content, live.name, document, chosen, said))
    return {}


def answer_note(live: LiveEdition, body: Body) -> Row:
    """Answer a note or comment."""
    said = who(body, _words(body))
    _write(live, lambda: _on_note(live, body, said, done=False))
    return {}


def resolve_note(live: LiveEdition, body: Body) -> Row:
    """Say that a note or comment has been dealt with."""
    said = who(body, str(body.get("text") or "").strip())
    _write(live, lambda: _on_note(live, body, said, done=True))
    return {}


def _on_note(live: LiveEdition, body: Body, said: notes.SignedText, *, done: bool) -> ContentChange:
    content, asked = live.workspace.content, text_in(body, "id")
    found = next((each for identity, each in live.notes() if identity == asked), None)
    match found:
        case None:
            raise save.ConflictError("the note was changed or taken out meanwhile")
        case Comment():
            return notes.change_comment(content, live.name, found, said, done=done)
        case Remark():
            path = PurePosixPath(found.place.file).relative_to(content.name).as_posix() if found.place else ""
            if done:
                return notes.resolve_note(content, live.name, found, path, said)
            return notes.answer_note(content, found, path, said)
