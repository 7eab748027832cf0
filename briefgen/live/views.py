"""What the page shows, as plain data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from briefgen.errors import as_rows
from briefgen.formats import FORMATS
from briefgen.ledger import facts_to_tick, ledger_rows
from briefgen.live.editing import editable
from briefgen.live.live_edition import LiveEdition, Pages
from briefgen.model.direction import LEFT_TO_RIGHT, direction_of
from briefgen.model.labels import DEFAULT_LANGUAGE
from briefgen.model.remark import Comment
from briefgen.model.traverse import plain_text
from briefgen.spans import Span

Row = dict[str, Any]
Wish = Mapping[str, str]


def state(live: LiveEdition, _wish: Wish) -> Row:
    """What stands at the head of the page, every fault, and the files that can be edited."""
    shown = live.shown
    draft = shown.report.checked.draft
    return {
        "number": shown.number,
        "edition": live.name,
        "content": live.workspace.content.name,
        "readOnly": live.is_read_only,
        "language": draft.edition.desk.language if draft else DEFAULT_LANGUAGE,
        "direction": direction_of(draft.edition.desk.language) if draft else LEFT_TO_RIGHT,
        "title": plain_text(draft.edition.title) if draft else live.name,
        "follows": draft.edition.follows if draft else "",
        "original": draft.edition.translation.original.id if draft and draft.edition.translation else "",
        "signOff": draft.edition.desk.sign_off_required if draft else False,
        "fault": shown.fault,
        "notice": shown.notice,
        "diagnostics": as_rows(shown.report.diagnostics),
        "files": editable(live),
        "formats": list(FORMATS),
    }


def facts(live: LiveEdition, _wish: Wish) -> Row:
    """Every figure with its tick, those that must be ticked marked; a translation's are ticked in its original."""
    draft = live.shown.report.checked.draft
    if draft is None:
        return {"facts": []}
    wanted = facts_to_tick(draft.edition, draft.ledger)
    asked = Counter(
        each.where.removeprefix("fact ") for _, each in live.notes() if isinstance(each, Comment) and each.is_open
    )
    return {
        "facts": [
            {
                **{key: row[key] for key in ("id", "label", "printed", "tick", "ticked_by", "ticked_on")},
                "wanted": row["id"] in wanted,
                "queries": asked[row["id"]],
            }
            for row in ledger_rows(draft.edition, draft.ledger)
        ]
    }


def evidence(live: LiveEdition, wish: Wish) -> Row:
    """What a person holds a fact against."""
    name = wish.get("fact", "")
    return asdict(live.edition.evidence([name], live.shown.report)[name])


def notes(live: LiveEdition, _wish: Wish) -> Row:
    """The notes in the files and the comments of review.md."""
    return {
        "notes": [
            {
                "id": identity,
                "author": each.author,
                "date": each.date.isoformat() if each.date else "",
                "text": each.text,
                "open": each.is_open if isinstance(each, Comment) else True,
                "where": each.where if isinstance(each, Comment) else "",
                "quoted": each.quoted if isinstance(each, Comment) else _before(each.place),
                "file": each.place.file if each.place else "",
                "line": each.place.line if each.place else 0,
                "in_text": not isinstance(each, Comment),
            }
            for identity, each in live.notes()
        ]
    }


def _before(place: Span | None, reach: int = 80) -> str:
    """The words of its line before a place, the last of them."""
    if place is None:
        return ""
    line = place.source.text[: place.start].rpartition("\n")[2].strip()
    return line if len(line) <= reach else f"…{line[-reach:].partition(' ')[2]}"


def pages(found: Pages) -> Row:
    """The pages of the PDF, and where their pictures are."""
    return {
        "number": found.number,
        "fault": found.fault,
        "pages": [
            {"src": f"/pages/{found.digest}/{number}.png", "width": width, "height": height}
            for number, (width, height) in enumerate(found.sizes, 1)
        ],
    }


def documents(live: LiveEdition, _wish: Wish) -> Row:
    """The documents that were built last, and when."""
    return {
        "documents": [
            {"name": path.name, "size": path.stat().st_size, "built": path.stat().st_mtime} for path in built(live)
        ]
    }


def built(live: LiveEdition) -> list[Path]:
    """The documents of the edition's pack, as far as they were built."""
    folder = live.workspace.out / live.name
    paths = (folder / f"{live.name}{format_.extension}" for format_ in FORMATS.values())
    return [path for path in paths if path.is_file()]
