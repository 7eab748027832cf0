"""A real browser, as the tests run it: Debian's chromium, driven by Playwright and looked through by axe-core.

A test that is marked `browser` asks for `page`, or for `chromium` where it needs pages of its own.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The browser, started once a file of tests: while it runs, their process can run no other loop of asyncio."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=arguments)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page of its own profile, 1280 by 900 pixels; a script's error on it fails the test."""
    with chromium.new_context(viewport={"width": 1280, "height": 900}) as context:
        opened = context.new_page()
        errors: list[str] = []
        opened.on("pageerror", lambda error: errors.append(str(error)))
        yield opened
        assert errors == []


@cache
def _axe() -> str:
    return Path(os.environ["BRIEFGEN_AXE"]).read_text(encoding="utf-8")


def axe_violations(page: Page) -> list[str]:
    """What axe-core finds at fault on a page as it stands: each rule with the elements that break it."""
    page.evaluate(_axe())
    found = page.evaluate("tags => axe.run(document, {runOnly: tags})", RULES)
    assert found["passes"], "axe-core has looked at nothing"
    return [
        f"{rule['id']}: {rule['help']}: {'; '.join(node['html'] for node in rule['nodes'])}"
        for rule in found["violations"]
    ]


def in_both_schemes(page: Page) -> Iterator[str]:
    """The page in light and in dark colours, one after the other."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        yield scheme
