"""What the page shows, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from briefgen.errors import as_rows
from briefgen.live.live_edition import LiveEdition
from briefgen.model.traverse import plain_text

Row = dict[str, Any]


def state(live: LiveEdition, _wish: Mapping[str, str]) -> Row:
    """What stands at the head of the page, and every fault."""
    shown = live.shown
    draft = shown.report.checked.draft
    return {
        "number": shown.number,
        "edition": live.name,
        "content": live.workspace.content.name,
        "readOnly": live.is_read_only,
        "title": plain_text(draft.edition.title) if draft else live.name,
        "language": draft.edition.desk.language if draft else "en",
        "fault": shown.fault,
        "notice": shown.notice,
        "diagnostics": as_rows(shown.report.diagnostics),
    }


def pages(live: LiveEdition, _wish: Mapping[str, str]) -> Row:
    """The pages of the PDF, which is made first if it has not been yet."""
    found = live.pages()
    return {
        "number": found.number,
        "fault": found.fault,
        "pages": [
            {"src": f"/pages/{found.digest}/{number}.png", "width": width, "height": height}
            for number, (width, height) in enumerate(found.sizes, 1)
        ],
    }
