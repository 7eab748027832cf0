"""Who may ask: the browser with the token, from the page itself, under a name of this machine.

Those who may not are among the attacks of `tests/test_threats.py`.
"""

from __future__ import annotations

import pytest

from briefgen.live.access import Access
from tests.live.serving import COOKIE, HOST, JSON, ORIGIN, Headers, status_of


@pytest.mark.parametrize(
    ("method", "path", "headers"),
    [
        ("GET", "/?token=secret", HOST),
        ("GET", "/?token=secret", {**HOST, "Sec-Fetch-Site": "cross-site"}),  # a link in a mail
        ("GET", "/", {**HOST, **COOKIE, "Sec-Fetch-Site": "none"}),
        ("GET", "/api/state", {**COOKIE, "Host": "localhost:8123", "Sec-Fetch-Site": "same-origin"}),
        ("GET", "/", {**HOST, "Cookie": 'other={"a": "1, 2"}; briefgen-8123=secret'}),  # of another program
        ("POST", "/api/save", {**HOST, **COOKIE, **ORIGIN, **JSON}),
        ("POST", "/api/save", {**HOST, **COOKIE, **JSON, "Origin": "http://localhost:8123"}),
    ],
)
def test_the_page_itself_may_ask(method: str, path: str, headers: Headers) -> None:
    assert status_of(method, path, headers) == 200


def test_each_run_has_a_token_and_a_cookie_of_its_own() -> None:
    one, other = Access.new(1), Access.new(2)
    assert one.token != other.token
    assert len(one.token) >= 43
    assert one.cookie != other.cookie
    assert {"HttpOnly", "SameSite=Strict"} <= {part.strip() for part in one.set_cookie.split(";")}
