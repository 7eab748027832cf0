"""The server: what it gives to the page, with which headers, and what becomes of what it cannot answer."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from briefgen.errors import UsageError
from briefgen.live.server import MOST, LiveServer
from tests.commands import ROOT, briefgen
from tests.desk import EDITION
from tests.live.serving import Client, served

LIVE = ROOT / "briefgen/live"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    with served(tmp_path_factory.mktemp("desk")) as found:
        yield found


def test_the_token_becomes_a_cookie_and_leaves_the_address(client: Client) -> None:
    access = client.server.access
    entered = client.request("GET", f"/?token={access.token}", Cookie=None)
    assert (entered.status, entered.headers["Location"]) == (303, "/")
    assert entered.headers["Set-Cookie"] == access.set_cookie
    assert client.request("GET", "/", Cookie=None).status == 403


def test_the_page_runs_no_script_but_its_own(client: Client) -> None:
    page = client.request("GET", "/")
    policy = dict(part.strip().partition(" ")[::2] for part in page.headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'self'"
    assert policy["frame-ancestors"] == "'none'"
    text = page.body.decode()  # type: ignore[attr-defined]
    assert "{nonce}" not in text
    assert text.count("<script") == text.count("</script>") == text.count('<script type="module" src="/static/')


def test_every_answer_forbids_others_to_keep_or_show_it(client: Client) -> None:
    for path in ("/", "/api/state", "/static/app.js", "/nothing"):
        headers = client.request("GET", path).headers
        assert headers["Cache-Control"] == "no-store"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert "Access-Control-Allow-Origin" not in headers


@pytest.mark.parametrize(
    "path",
    [
        *("/static/../routes.py", "/static/%2e%2e/routes.py", "/static//etc/passwd", "/static/", "/content/desk.yaml"),
        *("/pages/0123456789abcdef/1.png", "/pages/../1.png", "/api/", "/api/save"),
    ],
)
def test_nothing_but_the_files_of_the_page_is_given_out(client: Client, path: str) -> None:
    answer = client.request("GET", path)
    assert answer.status == 404
    assert json.loads(answer.body)["error"]  # type: ignore[attr-defined]


def test_other_methods_are_refused(client: Client) -> None:
    for method in ("PUT", "DELETE", "OPTIONS", "TRACE"):
        assert client.request(method, "/").status == 501


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'"a"', b"\xff", b"[" * 100_000])
def test_a_body_that_is_none_is_refused(client: Client, body: bytes) -> None:
    answer = client.request("POST", "/api/save", body)
    assert answer.status == 400
    assert "Traceback" not in answer.body.decode()  # type: ignore[attr-defined]


def test_an_address_that_is_no_path_is_refused(client: Client) -> None:
    for path in ("http://[", "//[", "nothing", "*"):
        assert client.request("GET", path).status in (400, 404)


def test_connections_without_a_request_keep_nobody_out(client: Client) -> None:
    address = ("127.0.0.1", client.server.access.port)
    with ExitStack() as stack:
        idle = [stack.enter_context(socket.create_connection(address, 10)) for _ in range(MOST + 16)]
        for each in idle:
            each.sendall(b"GET / HTTP/1.1\r\n")
        assert client.request("GET", "/api/state").status == 200
        assert [each.recv(1) for each in idle[:8]] == [b""] * 8


@pytest.mark.slow
def test_no_module_of_the_desk_is_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with served(tmp_path) as client:
        (tmp_path / "json.py").write_text("raise SystemExit('run')")
        monkeypatch.chdir(tmp_path)
        assert client.ask("/api/status")["figures"]


def test_a_body_in_pieces_of_no_told_length_is_refused(client: Client) -> None:
    chunk = b"2\r\n{}\r\n0\r\n\r\n"
    assert client.request("POST", "/api/save", chunk, Transfer_Encoding="chunked", Content_Length=None).status == 411


def test_the_page_learns_where_it_is(client: Client) -> None:
    state = client.ask("/api/state")
    assert (state["edition"], state["title"], state["fault"]) == (EDITION, "Herring", "")
    assert (state["language"], state["direction"]) == ("en-GB", "ltr")


def test_a_change_of_a_file_is_told_to_who_listens(tmp_path: Path) -> None:
    with served(tmp_path) as client:
        access = client.server.access
        with socket.create_connection(("127.0.0.1", access.port), 10) as stream:
            head = (
                f"GET /events HTTP/1.1\r\nHost: 127.0.0.1:{access.port}\r\nCookie: {access.cookie}={access.token}\r\n"
            )
            stream.sendall(f"{head}\r\n".encode())
            lines = stream.makefile("rb")
            assert b"200" in lines.readline()
            before = client.live.shown.number
            assert _next(lines) == b"data: %d\n" % before
            path = client.content / EDITION / "edition.yaml"
            path.write_text(path.read_text().replace("title: Herring", "title: Mackerel"))
            client.live.refresh()
            assert _next(lines) == b"data: %d\n" % (before + 1)
        assert client.ask("/api/state")["title"] == "Mackerel"


def _next(lines: object) -> bytes:
    return next(line for line in lines if line.startswith(b"data"))  # type: ignore[attr-defined]


def test_an_edition_that_goes_while_it_is_open_is_said_and_what_was_there_stays(tmp_path: Path) -> None:
    with served(tmp_path) as client:
        client.content.rename(tmp_path / "away")
        client.live.refresh()
        gone = client.ask("/api/state")
        assert "content" in gone["fault"]
        (tmp_path / "away").rename(client.content)
        client.live.refresh()
        assert client.ask("/api/state")["fault"] == ""


def test_a_port_that_is_taken_is_said(client: Client) -> None:
    port = client.server.access.port
    with pytest.raises(UsageError, match=f"port {port} cannot be used: address already in use"):
        LiveServer(client.live, port)
    done = briefgen(client.content.parent, "serve", "--no-browser", "--port", str(port), EDITION)
    assert done.returncode == 2
    assert f"port {port} cannot be used" in done.stderr


def test_a_page_that_is_closed_leaves_nobody_who_waits_for_connections(tmp_path: Path) -> None:
    """Its socket's number is that of whatever is opened next."""
    before = set(threading.enumerate())
    with served(tmp_path) as client:
        client.ask("/api/state")
    assert not {each.name for each in set(threading.enumerate()) - before if "serve_forever" in each.name}


@pytest.mark.slow
def test_the_pages_of_the_pdf_as_pictures(client: Client) -> None:
    found = client.ask("/api/pages")
    assert len(found["pages"]) >= 2
    picture = client.request("GET", found["pages"][0]["src"])
    assert picture.body[:8] == b"\x89PNG\r\n\x1a\n"  # type: ignore[attr-defined]
    assert client.request("GET", found["pages"][0]["src"].replace("/1.png", "/99.png")).status == 404


def test_the_licences_are_those_of_what_the_editor_is_built_from() -> None:
    named = json.loads((LIVE / "editor/package.json").read_text())["dependencies"]
    licences = (LIVE / "static/editor.licences.txt").read_text()
    assert len(named) > 5
    assert [f"{name} {version}" for name, version in named.items() if f"{name} {version}\n" not in licences] == []


def test_an_edition_that_cannot_be_read_is_served_with_its_faults(tmp_path: Path) -> None:
    with served(tmp_path, {"/edition.yaml": None}) as client:
        state = client.ask("/api/state")
        assert '"edition.yaml" is missing' in state["fault"]
        assert state["diagnostics"][0]["code"] == "BG003"
        assert client.ask("/api/facts") == {"facts": []}
        brief = client.request("GET", "/brief.html")
        assert brief.status == 404
        assert '"edition.yaml" is missing' in json.loads(brief.body)["error"]  # type: ignore[attr-defined]
