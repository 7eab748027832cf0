"""The live page as a browser asks it: how soon an edit is checked and shown, and what a page takes at rest."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from time import perf_counter, sleep
from urllib.parse import parse_qs, urlsplit

from tests.benchmarks.brief import EDITION
from tests.benchmarks.measure import BRIEFGEN, PATIENCE, environment, held

QUIET = 0.5
"""Seconds after an edit until the next one."""
SETTLED = 5.0
"""Seconds after the last edit until all that follows from it is done."""


@dataclass(frozen=True)
class LivePage:
    """A page that is served, and who serves it."""

    process: int
    port: int
    token: str
    section: Path

    def shown_after_edits(self, count: int) -> list[float]:
        """The seconds from each edit of a word on the disk to the brief that shows it."""
        before, took = self.section.read_text(encoding="utf-8"), []
        with closing(self._connection()) as connection:
            events = self._asked(connection, "GET", "/events")
            events.fp.readline()
            for number in range(count):
                sleep(QUIET)
                word = f"zebra{number}"
                start = perf_counter()
                self.section.write_text(f"{before}\nA {word} ran.\n", encoding="utf-8")
                while word.encode() not in self._read("GET", "/brief.html"):
                    events.fp.readline()
                took.append(perf_counter() - start)
        self.section.write_text(before, encoding="utf-8")
        return took

    def checked_after_keys(self, count: int) -> list[float]:
        """The seconds that the server takes to check a text which is not saved."""
        text, took = self.section.read_text(encoding="utf-8"), []
        for number in range(count):
            edited = {"file": f"{EDITION}/sections/{self.section.name}", "text": f"{text}\nWe saw {number}7 boats.\n"}
            start = perf_counter()
            found = json.loads(self._read("POST", "/api/check", json.dumps(edited).encode()))
            took.append(perf_counter() - start)
            assert any(each["code"] == "BG201" for each in found["diagnostics"]), found
        return took

    def at_rest(self, seconds: float) -> tuple[float, int]:
        """The seconds of the processor that it takes while nothing happens, and the bytes that it holds."""
        sleep(SETTLED)
        before = _processor(self.process)
        sleep(seconds)
        return _processor(self.process) - before, held(self.process)

    def _connection(self) -> HTTPConnection:
        return HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)

    def _asked(self, connection: HTTPConnection, method: str, path: str, body: bytes | None = None) -> HTTPResponse:
        headers = {"Cookie": f"briefgen-{self.port}={self.token}", "Sec-Fetch-Site": "same-origin"}
        if body is not None:
            headers |= {"Origin": f"http://127.0.0.1:{self.port}", "Content-Type": "application/json"}
        connection.request(method, path, body, headers)
        return connection.getresponse()

    def _read(self, method: str, path: str, body: bytes | None = None) -> bytes:
        with closing(self._connection()) as connection:
            return self._asked(connection, method, path, body).read()


@contextmanager
def served(desk: Path) -> Iterator[LivePage]:
    """The live page of a desk, which has been read once."""
    command = (*BRIEFGEN, "serve", "--no-browser", "--no-builder")
    section = min((desk / "content" / EDITION / "sections").iterdir())
    with subprocess.Popen(
        command, cwd=desk, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        try:
            assert process.stdout
            address = urlsplit(process.stdout.readline().strip())
            page = LivePage(process.pid, address.port or 0, parse_qs(address.query)["token"][0], section)
            page._read("GET", "/brief.html")
            yield page
        finally:
            process.terminate()


def _processor(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:13])) / os.sysconf("SC_CLK_TCK")
