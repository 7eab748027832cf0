"""The server of the live page: one address of this machine, a thread a request, and nothing to anybody else."""

from __future__ import annotations

import ctypes
import gc
import json
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from socket import SHUT_RDWR
from socketserver import TCPServer, ThreadingMixIn
from threading import BoundedSemaphore, Lock, Thread, Timer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from briefgen.errors import UsageError
from briefgen.live.access import ADDRESS, Access, RefusedRequest
from briefgen.live.answer import Answer, answered
from briefgen.live.live_edition import LiveEdition
from briefgen.live.routes import ask, tell
from briefgen.render import give_back

PATIENCE = 60.0
"""Seconds after which a request is given up that does not end, and a silent stream says that it is alive."""
IDLE = 10.0
"""Seconds after which a connection is given up on which no request comes."""
QUIET = 3.0
"""Seconds after the last request until the memory is tidied up."""
SELDOM = 3600.0
"""Seconds after which the server looks whether it is to end, where nothing else wakes it."""
M_ARENA_MAX = -8
GARBAGE = 50_000, 10, 10
"""When to look for garbage in circles, which a command that soon ends does later."""
MOST = 64
"""How many requests are served at once, and how many connections wait; a browser has six, one of them a stream."""
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; frame-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


class LiveServer(ThreadingMixIn, TCPServer):
    """The page of one edition on a port of this machine; 0 is any free one. Raises UsageError where it is taken."""

    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 2 * MOST

    def __init__(self, edition: LiveEdition, port: int = 0, say: Callable[[str], None] = print) -> None:
        self.edition, self.say = edition, say
        self._answering: Thread | None = None
        self._places, self._waiting, self._turning = BoundedSemaphore(MOST), dict[Any, None](), Lock()
        try:
            super().__init__((ADDRESS, port), _Handler)
        except OSError as error:
            hint = "leave out --port, and a free one is taken"
            raise UsageError(f"port {port} cannot be used: {(error.strerror or str(error)).lower()}; {hint}") from error
        self.access = Access.new(self.server_address[1])
        self._at_rest = Timer(QUIET, _tidy)

    def start(self) -> None:
        """Answer from now on, in threads beside the one that calls this, all of which share one heap (mallopt(3))."""
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).mallopt(M_ARENA_MAX, 1)
        gc.set_threshold(*GARBAGE)
        self._answering = Thread(target=self.serve_forever, args=(SELDOM,), daemon=True)
        self._answering.start()

    def server_close(self) -> None:
        """Answer no more; who waits for connections would wait on whatever gets the number of the socket next."""
        if self._answering:
            with suppress(OSError):  # where a socket that listens cannot be shut down (macOS)
                self.socket.shutdown(SHUT_RDWR)  # which wakes that thread
                self.shutdown()
                self._answering.join()
        super().server_close()

    def rest(self) -> None:
        """Tidy up once nobody has asked for anything for a while."""
        self._at_rest.cancel()
        self._at_rest = Timer(QUIET, _tidy)
        self._at_rest.daemon = True
        self._at_rest.start()

    def process_request(self, request: Any, client_address: Any) -> None:
        """Serve a connection in a thread of its own; where too many wait, that which has waited longest is ended."""
        with self._turning:
            if len(self._waiting) >= MOST:
                with suppress(OSError):
                    next(iter(self._waiting)).shutdown(SHUT_RDWR)
                del self._waiting[next(iter(self._waiting))]
            self._waiting[request] = None
        super().process_request(request, client_address)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            with self._turning:
                self._waiting.pop(request, None)

    @contextmanager
    def admitted(self, request: Any) -> Iterator[bool]:
        """Take a connection, whose request has come, from those that wait; gives whether there is a place for it."""
        with self._turning:
            self._waiting.pop(request, None)
        is_free = self._places.acquire(blocking=False)
        try:
            yield is_free
        finally:
            if is_free:
                self._places.release()
            with self._turning:
                self._waiting[request] = None

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that has gone is no fault."""


def _tidy() -> None:
    """Let go of what checking and writing have left: a page is open all day."""
    gc.collect()
    give_back()


class _Handler(BaseHTTPRequestHandler):
    """One connection of a browser."""

    server: LiveServer
    server_version, sys_version = "briefgen", ""
    protocol_version = "HTTP/1.1"
    timeout = IDLE

    def do_GET(self) -> None:
        self._serve("GET")

    def do_POST(self) -> None:
        self._serve("POST")

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """The terminal is for what concerns the desk."""

    def _serve(self, method: str) -> None:
        access = self.server.access
        refusal = access.refusal(method, self.path, self.headers)
        if refusal:
            self._refuse(refusal)
            return
        with self.server.admitted(self.connection) as is_free:
            self.connection.settimeout(PATIENCE)
            if is_free:
                self._serve_admitted(method, access)
            else:
                self._refuse(RefusedRequest(HTTPStatus.SERVICE_UNAVAILABLE, "too much is asked at once: try again"))
            self.connection.settimeout(IDLE)

    def _serve_admitted(self, method: str, access: Access) -> None:
        if access.brings_token(self.path):
            self._enter(access)
        elif urlsplit(self.path).path == "/events":
            self._stream()
        else:
            self._answer(self._answered(method))
            self.server.rest()

    def _refuse(self, refusal: RefusedRequest) -> None:
        """Say why, and read no more of this connection, whose body nobody has looked at."""
        self.close_connection = True
        self._answer(Answer(refusal.status, f"{refusal.reason}\n".encode(), "text/plain; charset=utf-8"))

    def _enter(self, access: Access) -> None:
        """Give the browser the cookie, and take the token out of its address."""
        self.send_response(HTTPStatus.SEE_OTHER)
        self._send_headers({"Location": "/", "Set-Cookie": access.set_cookie, "Content-Length": "0"})

    def _answered(self, method: str) -> Answer:
        """What a request is answered; what is no fault of the browser's is said in the terminal as well."""
        address = urlsplit(self.path)
        edition = self.server.edition

        def answer() -> Answer:
            if method == "POST":
                return tell(edition, address.path, self._body())
            return ask(edition, address.path, {name: values[-1] for name, values in parse_qs(address.query).items()})

        found = answered(answer)
        if found.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            self.server.say(f"error: {json.loads(found.body)['error']}")
        return found

    def _body(self) -> dict[str, Any]:
        try:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        except (ValueError, RecursionError) as error:
            raise UsageError("the request is no JSON") from error
        if not isinstance(body, dict):
            raise UsageError("the request is no JSON object")
        return body

    def _answer(self, answer: Answer) -> None:
        nonce = secrets.token_urlsafe(16)
        body = answer.body.replace(b"{nonce}", nonce.encode()) if answer.is_page else answer.body
        self.send_response(answer.status)
        policy = answer.policy or POLICY.format(nonce=nonce)
        headers = {"Content-Type": answer.media_type, "Content-Length": str(len(body))}
        self._send_headers({**headers, "Content-Security-Policy": policy, **answer.headers})
        self.wfile.write(body)

    def _send_headers(self, headers: dict[str, str]) -> None:
        for name, value in {**HEADERS, **headers}.items():
            self.send_header(name, value)
        self.end_headers()

    def _stream(self) -> None:
        """Tell the browser of each new state until it goes (Server-Sent Events)."""
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        self._send_headers({"Content-Type": "text/event-stream", "Connection": "close"})
        number = 0
        while True:
            shown = self.server.edition.wait(number, PATIENCE)
            number = shown.number if shown else number
            self.wfile.write(f"data: {number}\n\n".encode() if shown else b":\n\n")
