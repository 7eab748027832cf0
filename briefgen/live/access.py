"""Who may ask the live page for what: only the browser that was given the token, and only from the page itself."""

from __future__ import annotations

import secrets
from email.message import Message
from hmac import compare_digest
from http import HTTPStatus
from urllib.parse import parse_qs, urlsplit

from briefgen.frozen import frozen

ADDRESS = "127.0.0.1"
LIMIT = 1 << 22
"""The most bytes of a request's body: the largest text, with every character escaped."""
JSON = "application/json"


@frozen
class RefusedRequest:
    """Why a request is refused, as the browser is told."""

    status: HTTPStatus
    reason: str


@frozen
class Access:
    """The token and the port of one run. Raises nothing: every method gives a refusal, or none."""

    port: int
    token: str

    @classmethod
    def new(cls, port: int) -> Access:
        """That of a new run, with a token that nobody can guess."""
        return cls(port, secrets.token_urlsafe(32))

    @property
    def address(self) -> str:
        """Where a browser finds the page and is given the cookie."""
        return f"http://{ADDRESS}:{self.port}/?token={self.token}"

    @property
    def cookie(self) -> str:
        """The cookie's name; cookies do not know ports, so that each run has its own."""
        return f"briefgen-{self.port}"

    @property
    def set_cookie(self) -> str:
        """The header that gives a browser the cookie, until it is closed."""
        return f"{self.cookie}={self.token}; HttpOnly; SameSite=Strict; Path=/"

    def brings_token(self, path: str) -> bool:
        """Whether the address itself has the token, as the one that was printed does."""
        given = parse_qs(urlsplit(path).query).get("token", [""])[0]
        return compare_digest(given.encode(), self.token.encode())

    def refusal(self, method: str, path: str, headers: Message) -> RefusedRequest | None:
        """Why a request is refused.

        Another name of this machine may be that of somebody else's page (DNS rebinding), which the Host tells; another
        page is told by Origin and Sec-Fetch-Site (Fetch Metadata), since cookies do not tell ports apart.
        """
        if not path.startswith("/") or path.startswith("//"):
            return RefusedRequest(HTTPStatus.BAD_REQUEST, "the address is no path")
        hosts = [f"{name}:{self.port}" for name in (ADDRESS, "localhost")]
        if headers.get("Host", "") not in hosts:
            return _forbidden("this name of the machine is not known here")
        is_entry = method == "GET" and urlsplit(path).path == "/"
        site = headers.get("Sec-Fetch-Site", "same-origin")
        if site not in ("same-origin", "none") and not is_entry:
            return _forbidden("the request comes from another page")
        origin = headers.get("Origin", "")
        if origin not in ["", *(f"http://{host}" for host in hosts)] or (method == "POST" and not origin):
            return _forbidden("the request comes from another page")
        if not (is_entry and self.brings_token(path)) and not self._has_cookie(headers.get("Cookie", "")):
            return _forbidden("the address lacks its token: open the one that `briefgen serve` has printed")
        return _unfit_body(headers) if method == "POST" else None

    def _has_cookie(self, header: str) -> bool:
        """Whether the cookie is in a header, in which other programs of this machine may have any of theirs."""
        pairs = (part.strip().partition("=")[::2] for part in header.split(";"))
        return any(name == self.cookie and compare_digest(value.encode(), self.token.encode()) for name, value in pairs)


def _forbidden(reason: str) -> RefusedRequest:
    return RefusedRequest(HTTPStatus.FORBIDDEN, reason)


def _unfit_body(headers: Message) -> RefusedRequest | None:
    """Why the body of a request is not read."""
    if headers.get("Content-Type", "").partition(";")[0].strip().lower() != JSON:
        return RefusedRequest(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "the request is no JSON")
    length = headers.get("Content-Length", "")
    if not (length.isascii() and length.isdigit()):
        return RefusedRequest(HTTPStatus.LENGTH_REQUIRED, "the request does not say how long it is")
    if len(length) > len(str(LIMIT)) or int(length) > LIMIT:
        return RefusedRequest(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"the request has more than {LIMIT:,} bytes")
    return None
