"""What a process of its own does for the page: what sets, draws, writes or compares whole documents."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from typing import Any

from briefgen.api import BuildOptions, Diff
from briefgen.archive.records import versions_of
from briefgen.building import try_writing
from briefgen.errors import ContentError, UsageError, as_rows, errors_among
from briefgen.live import views
from briefgen.live.live_edition import LiveEdition
from briefgen.proof.pictures import page_sizes
from briefgen.publishing import archive_of
from briefgen.render import draw
from briefgen.review.status import status_rows

Row = dict[str, Any]
Wish = Mapping[str, Any]


def status(live: LiveEdition, _wish: Wish) -> Row:
    """Where the edition stands, as `briefgen review --format json` has it."""
    report, found = live.edition.status()
    if found is None:
        raise ContentError(errors_among(report.diagnostics))
    return status_rows(found, report.diagnostics)


def changes(live: LiveEdition, wish: Wish) -> Row:
    """What has changed since the last record or since the last brief, passage by passage."""
    found = _difference(live, wish.get("since", ""))
    return {"old": found.before.name, "new": found.after.name, **found.changes}


def redline(live: LiveEdition, wish: Wish) -> Row:
    """The brief as HTML with these changes marked; raises UsageError where there are none."""
    files = _difference(live, wish.get("since", "")).render(["html"])
    if not files:
        raise UsageError("nothing has changed")
    return {"html": next(iter(files.values())).decode()}


def _difference(live: LiveEdition, since: str) -> Diff:
    if since == "record":
        if not versions_of(archive_of(live.workspace), live.name):
            raise UsageError("the edition has not been published yet: there is no record to compare it with")
        return live.project.compare(live.name)
    draft = live.shown.report.checked.draft
    if draft is None or not draft.edition.follows:
        raise UsageError("the edition follows no other one")
    return live.project.compare(draft.edition.follows, live.name)


def build(live: LiveEdition, body: Mapping[str, Any]) -> Row:
    """Build the edition in some formats, or in all."""
    formats = body.get("formats") or []
    if not isinstance(formats, list) or not all(isinstance(each, str) for each in formats):
        raise UsageError("the request has no list of formats")
    made = live.edition.build(BuildOptions(formats, parallel=True))
    return {
        "outcome": made.outcome.value,
        "diagnostics": as_rows(made.diagnostics),
        "kept": {edited.name: other.name for edited, other in made.kept.items()},
        **views.documents(live, {}),
    }


def pdf(live: LiveEdition, _wish: Wish) -> Row:
    """The PDF, and the sizes of its pages in points; raises ContentError where it cannot be made."""
    checked, files = try_writing(live.shown.report.checked, BuildOptions(["pdf"]), live.workspace.cache)
    data = files.get(f"{live.name}.pdf")
    if data is None:
        raise ContentError(errors_among(checked.diagnostics))
    return {"pdf": b64encode(data).decode(), "sizes": page_sizes(data)}


def charts(live: LiveEdition, _wish: Wish) -> Row:
    """Nothing but that the charts are in the cache from now on; raises ContentError for those that cannot be drawn."""
    if draft := live.shown.report.checked.draft:
        draw(draft, live.workspace.cache)
    return {}
