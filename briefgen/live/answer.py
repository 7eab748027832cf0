"""Answers: what a browser gets, also of what has gone wrong, which the page then says."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import field
from http import HTTPStatus

from briefgen.errors import BriefgenError, ContentError, UsageError, as_rows
from briefgen.frozen import frozen
from briefgen.live.access import JSON
from briefgen.review.save import ConflictError


@frozen
class Answer:
    """What a browser gets; one that `is_page` has the nonce of its policy put in where {nonce} stands."""

    status: HTTPStatus
    body: bytes = field(repr=False)
    media_type: str = JSON
    policy: str = ""
    is_page: bool = False
    headers: Mapping[str, str] = field(default_factory=dict)


def as_answer(data: object, status: HTTPStatus = HTTPStatus.OK) -> Answer:
    """Data as JSON."""
    return Answer(status, json.dumps(data, ensure_ascii=False).encode(errors="replace"))


def answered(make: Callable[[], Answer]) -> Answer:
    """What something is answered; every fault becomes an answer that the page can show."""
    try:
        return make()
    except ContentError as error:
        return fault(HTTPStatus.UNPROCESSABLE_ENTITY, str(error), as_rows(error.diagnostics))
    except ConflictError as error:
        return fault(HTTPStatus.CONFLICT, str(error), current=error.current)
    except UsageError as error:
        return fault(HTTPStatus.BAD_REQUEST, str(error))
    except (BriefgenError, OSError) as error:
        return fault(HTTPStatus.INSUFFICIENT_STORAGE, str(error))
    except Exception as error:  # the page must say it as well, and the next request is to be answered
        reason = f"a fault of briefgen's own: {type(error).__name__}: {error}"
        return fault(HTTPStatus.INTERNAL_SERVER_ERROR, reason)


def fault(status: HTTPStatus, error: str, diagnostics: object = (), **more: object) -> Answer:
    """An answer that says what has gone wrong."""
    return as_answer({"error": error, "diagnostics": diagnostics, **more}, status)
