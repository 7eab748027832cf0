"""A check sheet in a real browser: marked, saved and sent by somebody who has nothing else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser import axe_violations, in_both_schemes
from tests.commands import briefgen
from tests.desk import EDITION, FILES, write_desk
from tests.review.test_checksheet import DESK, sheet
from tests.review.test_sheet_answers import sign_off, ticked
from tests.test_fact_tables import desk as desk_with_table

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


def opened(page: Page, path: Path) -> Page:
    """The sheet in the browser, which fails on anything that it would load."""
    page.on("request", lambda request: pytest.fail(request.url) if not request.url.startswith("file:") else None)
    page.goto(path.as_uri())
    return page


def mark(page: Page, number: int, verdict: str, remark: str = "") -> None:
    part = page.locator(f"#item-{number}")
    part.get_by_label(verdict, exact=True).check()
    part.get_by_label("Remark").fill(remark)


def saved(page: Page, root: Path) -> Path:
    with page.expect_download() as download:
        page.get_by_role("button", name="Save answers").click()
    path = root / download.value.suggested_filename
    download.value.save_as(path)
    return path


def test_answers_are_saved_as_a_file_that_makes_ticks(page: Page, tmp_path: Path) -> None:
    write_desk(tmp_path, DESK)
    opened(page, sheet(tmp_path))
    status = page.get_by_role("status")
    assert status.inner_text() == "0 of 7 answered."
    mark(page, 1, "right")
    mark(page, 2, "wrong", 'the “minutes” say\n11,500 \\ "on page 2" > 1 \u0085 \ud83d\ude00 €')
    mark(page, 3, "unclear")
    page.locator("#item-4").get_by_label("Remark").fill("lost")
    assert status.inner_text() == (
        "3 of 7 answered. 1 wrong or unclear without a remark. "
        "1 with a remark but without an answer: these are not sent. Not saved yet."
    )
    path = saved(page, tmp_path)
    assert path.name == f"answers_{EDITION}_a-ruiz.json"
    assert "Saved as" in status.inner_text()
    code, said = sign_off(tmp_path, path)
    assert code == 1
    assert [line.split(":")[0] for line in ticked(tmp_path)] == ["landings"]
    assert 'was called wrong by A. Ruiz: the “minutes” say 11,500 \\ "on page 2" > 1 😀 €' in said
    assert "1 ticked, 2 called wrong or unclear, 4 without an answer" in said


def test_the_text_of_a_mail_says_the_same(page: Page, tmp_path: Path) -> None:
    contact = "contact: {name: Ana Ruiz, email: desk@example.org}\n"
    write_desk(tmp_path, {**DESK, "desk.yaml": FILES["desk.yaml"] + contact})
    opened(page, sheet(tmp_path))
    mark(page, 1, "right")
    page.get_by_role("button", name="Answers as mail").click()
    text = page.get_by_label("Text of the mail").input_value()
    link = page.get_by_role("link", name="Open it in your mail program").get_attribute("href") or ""
    assert link.startswith("mailto:desk@example.org?subject=Answers%20of%20A.%20Ruiz%20to%20the%20check%20sheet")
    (tmp_path / "mail.txt").write_text(f"Dear Ana,\n\n{text}\n\nA. Ruiz\n")
    assert sign_off(tmp_path, tmp_path / "mail.txt")[0] == 0
    for number in range(2, 8):
        mark(page, number, "wrong", "x" * 300)
    page.get_by_role("button", name="Answers as mail").click()
    link = page.get_by_role("link", name="too short for so many").get_attribute("href") or ""
    assert "body=" not in link


def test_a_planted_wrong_figure_is_found_by_the_sheet_alone(page: Page, tmp_path: Path) -> None:
    """The text prints the landings of another year than it speaks of: no check can tell, and only a person sees it."""
    text = FILES[f"{EDITION}/sections/10-landings.md"].replace(
        "Boats landed {{ landings | unit }}", "In the year before, boats landed {{ landings | unit }}"
    )
    write_desk(tmp_path, {**DESK, f"{EDITION}/sections/10-landings.md": text})
    assert briefgen(tmp_path, "check").returncode == 0
    path = sheet(tmp_path)
    opened(page, path)
    landings = page.get_by_role("region", name="1. Landings")
    assert landings.get_by_role("row", name="Time 2030").is_visible()
    assert "In the year before, boats landed 12,480" in landings.get_by_role("row", name="In the brief").inner_text()
    assert "In 2030 the landings rose." in landings.get_by_role("row", name="In the source").inner_text()
    mark(page, 1, "wrong", "the sentence speaks of the year before, the source of 2030")
    code, said = sign_off(tmp_path, saved(page, tmp_path))
    assert code == 1
    assert '"landings", 12,480 tonnes, was called wrong by A. Ruiz: the sentence speaks of the year before' in said


def test_it_is_answered_by_the_keyboard_alone(page: Page, tmp_path: Path) -> None:
    write_desk(tmp_path)
    opened(page, sheet(tmp_path))
    next_open = page.get_by_role("button", name="Next open figure")
    for keys in (["ArrowRight"], ["ArrowRight", "ArrowRight", "Tab", *"unit"]):
        next_open.focus()
        page.keyboard.press("Enter")
        for key in keys:
            page.keyboard.press(key)
    assert page.get_by_role("status").inner_text().startswith("2 of 7 answered.")
    focused = page.evaluate("document.activeElement.closest('.item').id")
    assert focused == "item-2"
    page.get_by_role("button", name="Save answers").focus()
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    given = json.loads(Path(download.value.path()).read_text())["answers"]
    assert [(each["answer"], each["remark"]) for each in given] == [("right", ""), ("wrong", "unit")]


def test_unsaved_answers_are_not_lost_without_a_word(page: Page, tmp_path: Path) -> None:
    write_desk(tmp_path)
    opened(page, sheet(tmp_path))
    asked: list[str] = []

    def answer(dialog: object) -> None:
        asked.append(dialog.type)  # type: ignore[attr-defined]
        dialog.dismiss()  # type: ignore[attr-defined]

    page.on("dialog", answer)
    mark(page, 1, "right")
    page.close(run_before_unload=True)
    page.wait_for_timeout(300)
    assert (asked, page.is_closed()) == (["beforeunload"], False)
    saved(page, tmp_path)
    with page.expect_event("close"):
        page.close(run_before_unload=True)
    assert asked == ["beforeunload"]


def test_without_a_script_it_has_room_for_marks(chromium: Browser, tmp_path: Path) -> None:
    write_desk(tmp_path)
    with chromium.new_context(java_script_enabled=False) as context:
        page = opened(context.new_page(), sheet(tmp_path))
        assert page.locator(".marks").count() == 7
        assert "☐ right" in page.locator("#item-1 .marks").inner_text()
        assert page.get_by_text("mark the last row of each table").is_visible()
        assert not page.get_by_text("Your answers stay in this page").is_visible()
        assert page.get_by_role("button").count() == 0


@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing_and_nothing_is_cut_off(page: Page, tmp_path: Path, width: int) -> None:
    desk_with_table(tmp_path)
    page.set_viewport_size({"width": width, "height": 800})
    opened(page, sheet(tmp_path))
    mark(page, 1, "wrong", "no")
    page.get_by_role("button", name="Answers as mail").click()
    for scheme in in_both_schemes(page):
        assert axe_violations(page) == [], scheme
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
