"""What can be asked and told: each path of the page with the function that answers it, as JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from functools import cache, partial
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import quote

from briefgen.errors import UsageError
from briefgen.formats import FORMATS
from briefgen.live import editing, views
from briefgen.live.answer import Answer, as_answer, fault
from briefgen.live.apart import done_apart
from briefgen.live.live_edition import LiveEdition
from briefgen.storage import media_type

STATIC = Path(__file__).parent / "static"
SCRIPTS = {".js": "text/javascript", ".css": "text/css", ".html": "text/html"}
FRAMED = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'"
)
"""The policy of the brief itself, which stands in the page as a frame, and runs no script there."""
_ALONE = re.compile(rb'<meta http-equiv="Content-Security-Policy"[^>]*>|<script\b.*?</script>', re.DOTALL)
"""What a brief has where it stands alone: the policy of its one style sheet, which is renewed here, and its script."""
IN_FRAME = {"X-Frame-Options": "SAMEORIGIN"}
_DOCUMENT = re.compile(r"/documents/([\w.-]+)")
_PAGE = re.compile(r"/pages/([0-9a-f]{16})/([0-9]{1,6})\.png")


NOT_FOUND = fault(HTTPStatus.NOT_FOUND, "there is nothing here")

ASKED: Mapping[str, Callable[[LiveEdition, Mapping[str, str]], object]] = {
    "/api/state": views.state,
    "/api/facts": views.facts,
    "/api/evidence": views.evidence,
    "/api/notes": views.notes,
    "/api/documents": views.documents,
    "/api/file": editing.file_text,
    "/api/entry": editing.entry,
}
READING: Mapping[str, Callable[[LiveEdition, Mapping[str, Any]], object]] = {"/api/check": editing.check_text}
"""What is told without anything being written, and so by those who only read as well."""
WRITING: Mapping[str, Callable[[LiveEdition, Mapping[str, Any]], object]] = {
    "/api/save": editing.save_text,
    "/api/entry": editing.save_entry,
    "/api/tick": editing.tick,
    "/api/query": editing.query,
    "/api/note": editing.add_note,
    "/api/answer": editing.answer_note,
    "/api/resolve": editing.resolve_note,
}


BUILD = "/api/build"


def _pages(edition: LiveEdition, _path: str, _wish: Mapping[str, str]) -> Answer:
    return as_answer(views.pages(edition.pages(partial(done_apart, edition, "pdf", {}))))


def _brief(edition: LiveEdition, _path: str, _wish: Mapping[str, str]) -> Answer:
    """The brief; a header says why the newest cannot be shown, if so."""
    page, fault = edition.page(partial(done_apart, edition, "charts", {}))
    if not page:
        return as_answer({"error": fault}, HTTPStatus.NOT_FOUND)
    return _framed(page, {"Brief-Fault": quote(fault)} if fault else {})


def _redline(edition: LiveEdition, _path: str, wish: Mapping[str, str]) -> Answer:
    """The whole brief with its changes marked, or why there is none, on a page of its own."""
    found = done_apart(edition, "redline", wish)
    told = json.loads(found.body)
    if found.status is HTTPStatus.OK:
        return _framed(told["html"].encode())
    return Answer(found.status, f"{told['error']}\n".encode(), "text/plain; charset=utf-8")


def _framed(page: bytes, headers: Mapping[str, str] = {}) -> Answer:
    """A page of the HTML writer, without its script."""
    return Answer(
        HTTPStatus.OK, _ALONE.sub(b"", page), "text/html; charset=utf-8", FRAMED, headers={**IN_FRAME, **headers}
    )


WHOLE: Mapping[str, Callable[[LiveEdition, str, Mapping[str, str]], Answer]] = {
    "/api/status": done_apart,
    "/api/changes": done_apart,
    "/api/pages": _pages,
    "/brief.html": _brief,
    "/redline.html": _redline,
}


def ask(edition: LiveEdition, path: str, wish: Mapping[str, str]) -> Answer:
    """The answer to a GET; raises BriefgenError for what cannot be had."""
    if path in WHOLE:
        return WHOLE[path](edition, path, wish)
    if path in ASKED:
        return as_answer(ASKED[path](edition, wish))
    if found := _PAGE.fullmatch(path):
        picture = edition.page_picture(found[1], int(found[2]))
        return Answer(HTTPStatus.OK, picture, "image/png") if picture else NOT_FOUND
    if found := _DOCUMENT.fullmatch(path):
        return _document(edition, found[1])
    name = "index.html" if path == "/" else path.removeprefix("/static/")
    if name not in _static():
        return NOT_FOUND
    kind = f"{media_type(name, SCRIPTS)}; charset=utf-8"
    return Answer(HTTPStatus.OK, (STATIC / name).read_bytes(), kind, is_page=path == "/")


def _document(edition: LiveEdition, name: str) -> Answer:
    """A document of the pack, to be kept."""
    path = next((path for path in views.built(edition) if path.name == name), None)
    if path is None:
        return NOT_FOUND
    kind = media_type(name, {each.extension: each.media_type for each in FORMATS.values()})
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Answer(HTTPStatus.OK, path.read_bytes(), kind, headers=headers)


def tell(edition: LiveEdition, path: str, body: Mapping[str, Any]) -> Answer:
    """The answer to a POST; raises BriefgenError for what cannot be done, of which nothing is then done."""
    if path in READING:
        return as_answer(READING[path](edition, body))
    if path not in (*WRITING, BUILD):
        return NOT_FOUND
    if edition.is_read_only:
        raise UsageError("the page was opened with --read-only: nothing is written")
    return done_apart(edition, path, body) if path == BUILD else as_answer(WRITING[path](edition, body))


@cache
def _static() -> frozenset[str]:
    """The files of the page, which alone are given out."""
    return frozenset(path.name for path in STATIC.iterdir() if path.is_file())
