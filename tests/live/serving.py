"""The live page of the small desk, asked as a browser asks it, without one."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any

from briefgen.api import open_project
from briefgen.live.access import Access
from briefgen.live.live_edition import LiveEdition
from briefgen.live.server import LiveServer
from tests.desk import EDITION, write_desk

ACCESS = Access(8123, "secret")
Headers = Mapping[str, str]
COOKIE: Headers = {"Cookie": "other=1; briefgen-8123=secret"}
HOST: Headers = {"Host": "127.0.0.1:8123"}
ORIGIN: Headers = {"Origin": "http://127.0.0.1:8123"}
JSON: Headers = {"Content-Type": "application/json; charset=utf-8", "Content-Length": "2"}


def status_of(method: str, path: str, headers: Headers) -> int:
    """With which status a request to that page would be refused; 200 where it is not."""
    message = Message()
    for name, value in headers.items():
        message[name.lower()] = value  # no name of a header has a case (RFC 9110, 5.1)
    refusal = ACCESS.refusal(method, path, message)
    return refusal.status.value if refusal else 200


@dataclass
class Client:
    """A browser that has the cookie of a page."""

    server: LiveServer
    content: Path
    said: list[str] = field(default_factory=list)

    @property
    def live(self) -> LiveEdition:
        return self.server.edition

    def request(self, method: str, path: str, body: bytes | None = None, **headers: str | None) -> HTTPResponse:
        """A request as the page makes it; a header that is None is left out. Its body is read already."""
        access = self.server.access
        usual: dict[str, str | None] = {
            "Host": f"127.0.0.1:{access.port}",
            "Cookie": f"{access.cookie}={access.token}",
            "Sec-Fetch-Site": "same-origin",
        }
        if method == "POST":
            usual |= {"Origin": f"http://127.0.0.1:{access.port}", "Content-Type": "application/json"}
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        connection = HTTPConnection("127.0.0.1", access.port, timeout=30)
        connection.putrequest(method, path, skip_host=True)
        for name, value in {**usual, **given}.items():
            if value is not None:
                connection.putheader(name, value)
        if body is not None and "Content-Length" not in given:
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body)
        answer = connection.getresponse()
        answer.body = answer.read()  # type: ignore[attr-defined]
        connection.close()
        return answer

    def ask(self, path: str) -> Any:
        answer = self.request("GET", path)
        return json.loads(answer.body)  # type: ignore[attr-defined]

    def tell(self, path: str, **body: object) -> tuple[int, Any]:
        """The status of a POST and its answer."""
        answer = self.request("POST", path, json.dumps(body).encode())
        return answer.status, json.loads(answer.body)  # type: ignore[attr-defined]


@contextmanager
def served(
    root: Path, changes: Mapping[str, str | None] | None = None, *, is_read_only: bool = False, edition: str = EDITION
) -> Iterator[Client]:
    """The small desk, written below `root` and served."""
    content = write_desk(root, changes)
    said: list[str] = []
    live = LiveEdition(open_project(root), edition, is_read_only=is_read_only)
    with LiveServer(live, say=said.append) as server:
        server.start()
        yield Client(server, content, said)
