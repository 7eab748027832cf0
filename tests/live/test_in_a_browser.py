"""The live page in a real browser, served by the command itself: what a reviewer does, and what others must not."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser import axe_violations, in_both_schemes
from tests.commands import ROOT
from tests.desk import EDITION, FILES, write_desk

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page, Route

pytestmark = pytest.mark.browser
VOTE = f"{EDITION}/sections/20-vote.md"
PANELS = ("Figures", "Notes", "Edit", "Status", "Changes", "Documents")
PATIENCE = 40_000
"""Milliseconds; everything comes within one second on a machine that does nothing else."""
Serve = Callable[..., "Served"]


class Served:
    """A desk that the command serves, until the test ends."""

    def __init__(self, root: Path, *options: str, edition: str = EDITION) -> None:
        self.content = root / "content"
        if not self.content.exists():
            write_desk(root)
        command = [sys.executable, "-m", "briefgen", "serve", "--no-browser", *options, edition]
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
        self.process = subprocess.Popen(command, cwd=root, env=environment, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout
        self.address = self.process.stdout.readline().strip()

    def text(self, path: str) -> str:
        return (self.content / path).read_text(encoding="utf-8")

    def write(self, path: str, text: str) -> None:
        (self.content / path).write_text(text, encoding="utf-8")


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Serve]:
    served: list[Served] = []

    def start(*options: str, edition: str = EDITION) -> Served:
        served.append(Served(tmp_path, *options, edition=edition))
        return served[-1]

    yield start
    for each in served:
        each.process.terminate()
        each.process.communicate()


def opened(page: Page, served: Served, name: str = "Ana Ruiz") -> Page:
    page.set_default_timeout(PATIENCE)
    page.goto(served.address)
    page.locator("#ticks-said").filter(has_text="ticked").wait_for(state="attached")
    page.get_by_label("Your name").fill(name)
    return page


def panel(page: Page, name: str) -> Locator:
    page.get_by_role("tab", name=name).click()
    return page.get_by_role("tabpanel", name=name)


def brief(page: Page) -> Locator:
    return page.frame_locator("#text").locator("body")


def edit(page: Page) -> Locator:
    """The editor with the section on the vote, the cursor at its end."""
    panel(page, "Edit").get_by_label("Text", exact=True).select_option(VOTE)
    text = page.locator(".cm-content")
    text.filter(has_text="chairs the council").wait_for()
    text.click()
    page.keyboard.press("Control+End")
    return text


def choose(page: Page, first: str, last: str) -> None:
    """Choose what stands in the brief from words of one stretch to the end of those of another."""
    brief(page).get_by_text(first).first.wait_for()
    brief(page).evaluate(
        """(body, [first, last]) => {
            const found = (words) => {
                const walker = document.createTreeWalker(body.querySelector("main"), NodeFilter.SHOW_TEXT);
                while (walker.nextNode()) if (walker.currentNode.data.includes(words)) return walker.currentNode;
            };
            const [start, end] = [found(first), found(last)];
            const at = [start.data.indexOf(first), end.data.indexOf(last) + last.length];
            body.ownerDocument.getSelection().setBaseAndExtent(start, at[0], end, at[1]);
        }""",
        [first, last],
    )


def said(page: Page, words: str) -> None:
    page.locator("#said").filter(has_text=words).wait_for()


def test_the_page_opens_and_is_read(page: Page, serve: Serve) -> None:
    served = serve()
    opened(page, served)
    assert "token" not in page.url
    assert page.get_by_role("heading", name="Herring", exact=True).is_visible()
    brief(page).get_by_text("votes on").wait_for()
    page.get_by_role("button", name="Text and pages").click()
    picture = page.get_by_role("img", name="Page 1")
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 1000


@pytest.mark.parametrize("name", PANELS)
def test_every_panel_is_accessible_in_light_and_dark(page: Page, serve: Serve, name: str) -> None:
    opened(page, serve())
    found = panel(page, name)
    if name == "Figures":
        found.get_by_role("button", name="Rise of the landings").click()
        found.get_by_role("heading", name="Rise of the landings").wait_for()
    if name == "Edit":
        edit(page)
        page.keyboard.type("A line.\n" * 40 + "\n{{ chairs }}")
        found.get_by_role("button", name='write "chair"').wait_for()
    page.wait_for_timeout(500)
    for _ in in_both_schemes(page):
        assert axe_violations(page) == []


def test_a_figure_leads_to_its_evidence(page: Page, serve: Serve) -> None:
    opened(page, serve())
    brief(page).locator("a[data-fact=excess]").first.click()
    evidence = page.get_by_role("region", name="Evidence of Landed above the quota")
    assert "12,480 − 11,000" in evidence.inner_text()
    evidence.get_by_role("button", name="Landings").click()
    assert "table 1" in page.get_by_role("region", name="Evidence of Landings").inner_text()


def test_a_tick_and_one_of_ones_own_that_is_refused(page: Page, serve: Serve) -> None:
    served = serve()
    opened(page, served, "Fisheries desk")
    figures = panel(page, "Figures")
    figures.get_by_role("button", name="Quota", exact=False).first.click()
    figures.get_by_role("button", name="Tick: it is right").click()
    said(page, "cannot tick it")
    assert not (served.content / EDITION / "signoffs.yaml").exists()
    page.get_by_label("Your name").fill("Ana Ruiz")
    figures.get_by_role("button", name="Tick: it is right").click()
    said(page, "Ticked by Ana Ruiz")
    page.locator("#ticks-said").filter(has_text="1 of").wait_for()
    assert "Ana Ruiz" in served.text(f"{EDITION}/signoffs.yaml")


def test_two_reviewers_at_once(chromium: Browser, serve: Serve) -> None:
    served = serve()
    with chromium.new_context() as one, chromium.new_context() as other:
        first, second = opened(one.new_page(), served), opened(other.new_page(), served, "Bilal Khan")
        for page, name in ((first, "Quota"), (second, "Chair of the council")):
            panel(page, "Figures").get_by_role("button", name=name).first.click()
            page.get_by_role("button", name="Tick: it is right").click()
        for page in (first, second):
            page.locator("#ticks-said").filter(has_text="2 of").wait_for()
        ticks = served.text(f"{EDITION}/signoffs.yaml")
        assert "Ana Ruiz" in ticks
        assert "Bilal Khan" in ticks


def test_a_note_on_words_and_its_answer(page: Page, serve: Serve) -> None:
    served = serve()
    opened(page, served)
    choose(page, "chairs the council", "chairs the council")
    page.get_by_role("button", name="Note on these words").click()
    page.get_by_label("The note").fill("Since when?")
    page.get_by_role("button", name="Write the note").click()
    said(page, "Noted")
    assert "chairs the council <!-- note (Ana Ruiz, " in served.text(VOTE)
    notes = page.get_by_role("tabpanel", name="Notes")
    notes.get_by_text("Answer or resolve").click()
    notes.get_by_label("Your answer").fill("Since May.")
    notes.get_by_role("button", name="Answer", exact=True).click()
    said(page, "Answered")
    assert "Since May. -->" in served.text(VOTE)


def test_a_note_on_words_around_the_call_of_a_footnote(page: Page, serve: Serve) -> None:
    served = serve()
    opened(page, served)
    choose(page, "above the quota.", "Figure\u00a01")
    page.get_by_role("button", name="Note on these words").click()
    page.get_by_role("tabpanel", name="Notes").get_by_text("above the quota. Figure 1").wait_for()
    page.get_by_label("The note").fill("By weight?")
    page.get_by_role("button", name="Write the note").click()
    said(page, "Noted")
    assert "[](#figure:landed) <!-- note (Ana Ruiz, " in served.text(f"{EDITION}/sections/10-landings.md")


def test_a_note_on_words_that_run_from_the_right(page: Page, serve: Serve, tmp_path: Path) -> None:
    """Figures stand in isolates among them, which no file has."""
    shutil.copytree(ROOT / "content", tmp_path / "content")
    served = serve(edition="2025-02-25-afghanistan-ur")
    opened(page, served)
    choose(page, "مجموعی طور پر", "جانیں ضائع ہوئیں، جو")
    page.get_by_role("button", name="Note on these words").click()
    page.get_by_label("The note").fill("By whom?")
    page.get_by_role("button", name="Write the note").click()
    said(page, "Noted")
    section = served.text("2025-02-25-afghanistan-ur/sections/40-security.md")
    assert "مجموعی طور پر {{ toll.losses.persons }} جانیں ضائع ہوئیں، جو <!-- note (Ana Ruiz, " in section


def test_a_fault_as_one_types_and_its_fix(page: Page, serve: Serve) -> None:
    served = serve()
    opened(page, served)
    edit(page)
    page.keyboard.type("\nShe is {{ chairs }} of {{ qu")
    page.get_by_role("option", name="quota").wait_for()
    page.wait_for_timeout(
        200
    )  # until then CodeMirror takes no key for the list, which might have been meant for the text
    page.keyboard.press("Enter")
    page.keyboard.type(" }}.")
    page.locator(".cm-printed", has_text="11,000").wait_for()
    page.get_by_role("button", name="Save", exact=True).click()
    said(page, "Nothing was written")
    assert served.text(VOTE) == FILES[VOTE]
    fix = page.locator(".faults").get_by_role("button", name='write "chair"')
    fix.click()
    fix.wait_for(state="hidden")
    page.keyboard.press("Control+s")
    said(page, "Saved in")
    assert served.text(VOTE) == FILES[VOTE] + "\nShe is {{ chair }} of {{ quota }}."
    brief(page).get_by_text("She is Anna Berg of 11,000").wait_for()


def test_an_edit_while_the_file_changes_on_the_disk(page: Page, serve: Serve) -> None:
    served = serve()
    opened(page, served)
    edit(page)
    page.keyboard.type("\nA new line.\n")
    served.write(VOTE, FILES[VOTE].replace("from now", "from this day"))
    page.locator("#edit-status").filter(has_text="changed on the disk").wait_for()
    page.get_by_role("button", name="Save", exact=True).click()
    said(page, "together with what was changed")
    both = served.text(VOTE)
    assert "from this day" in both
    assert "A new line." in both
    page.locator(".cm-content").filter(has_text="from this day").wait_for()


def test_a_check_that_answers_late_does_not_hide_that_the_file_changed(page: Page, serve: Serve) -> None:
    served = serve()
    opened(page, served)
    edit(page)
    page.route("**/api/check", lambda _: None)
    page.keyboard.type("\nA new line of {{ nobody }}.\n")
    served.write(VOTE, FILES[VOTE].replace("from now", "from this day"))
    status = page.locator("#edit-status")
    status.filter(has_text="changed on the disk").wait_for()
    page.unroute("**/api/check")
    status.filter(has_text="1 error").wait_for()
    assert "changed on the disk" in status.inner_text()


def test_evidence_that_answers_late_does_not_take_the_place_of_another_figure(page: Page, serve: Serve) -> None:
    served = serve()
    opened(page, served)
    brief(page).locator("a[data-fact='landings']").first.click()
    landings = page.get_by_role("region", name="Evidence of Landings", exact=True)
    landings.wait_for()
    page.route("**/api/evidence?fact=landings", lambda _: None)
    with page.expect_request("**/api/evidence?fact=landings"):
        served.write(VOTE, served.text(VOTE).replace("chairs the council", "chairs this council"))
    page.get_by_role("button", name="Next not ticked").click()
    landings.wait_for(state="hidden")
    with page.expect_response("**/api/evidence?fact=landings"):
        page.unroute("**/api/evidence?fact=landings")
    brief(page).get_by_text("chairs this council").wait_for()
    landings.wait_for(state="hidden")


def test_the_same_sentence_edited_in_two_places(page: Page, serve: Serve) -> None:
    served = serve()
    opened(page, served)
    edit(page)
    page.keyboard.press("Control+Home")
    for _ in range(4):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("End")
    page.keyboard.type(" Mine")
    theirs = FILES[VOTE].replace("from now", "from this day")
    served.write(VOTE, theirs)
    page.locator("#edit-status").filter(has_text="changed on the disk").wait_for()
    page.get_by_role("button", name="Save", exact=True).click()
    conflict = page.locator(".conflict")
    conflict.get_by_text("What the file says now").wait_for()
    assert served.text(VOTE) == theirs
    assert "Mine" in page.locator(".cm-content").inner_text()
    conflict.get_by_role("button", name="Take the file’s").click()
    page.locator(".cm-content").filter(has_text="from this day").wait_for()
    assert axe_violations(page) == []


def test_yaml_that_breaks_is_kept_in_the_page_and_not_written(page: Page, serve: Serve) -> None:
    served = serve()
    opened(page, served)
    panel(page, "Edit").get_by_label("Text", exact=True).select_option(f"{EDITION}/facts.yaml")
    page.locator(".cm-content").filter(has_text="landings").wait_for()
    page.locator(".cm-content").click()
    page.keyboard.press("Control+End")
    page.keyboard.type("broken: [")
    page.get_by_role("button", name="Save", exact=True).click()
    page.locator("#edit-status").filter(has_text="your text is kept here").wait_for()
    assert served.text(f"{EDITION}/facts.yaml") == FILES[f"{EDITION}/facts.yaml"]
    assert page.get_by_role("button", name="Save with its errors").is_hidden()
    assert "broken: [" in page.locator(".cm-content").inner_text()


def test_a_fact_in_a_form(page: Page, serve: Serve) -> None:
    served = serve()
    opened(page, served)
    figures = panel(page, "Figures")
    figures.get_by_role("button", name="Quota").first.click()
    figures.get_by_role("button", name="Edit", exact=True).click()
    form = page.get_by_role("dialog")
    form.get_by_label("Value").fill("about 11500")
    form.get_by_role("button", name="Save").click()
    form.get_by_text("write 11500, and add the line approx: true").wait_for()
    form.get_by_label("Value").fill("11500")
    form.get_by_role("button", name="Add approximate").click()
    form.get_by_label("Approximate").fill("true")
    assert axe_violations(page) == []
    form.get_by_role("button", name="Save").click()
    said(page, "Saved in")
    assert "value: 11500" in served.text(f"{EDITION}/facts.yaml")
    assert "approx: true" in served.text(f"{EDITION}/facts.yaml")
    brief(page).get_by_text("11,500").first.wait_for()


def test_the_page_follows_the_files_without_losing_its_place(page: Page, serve: Serve) -> None:
    served = serve()
    opened(page, served)
    body = brief(page)
    body.get_by_text("votes on").scroll_into_view_if_needed()
    place = body.evaluate("body => body.ownerDocument.defaultView.scrollY")
    served.write(VOTE, FILES[VOTE].replace("from now", "from this very day"))
    body.get_by_text("from this very day").wait_for()
    assert body.evaluate("body => body.ownerDocument.defaultView.scrollY") == place
    assert place > 0


def test_a_file_that_is_removed_and_a_desk_that_is_replaced_are_said(page: Page, serve: Serve, tmp_path: Path) -> None:
    served = serve()
    opened(page, served)
    (served.content / EDITION / "facts.yaml").rename(tmp_path / "facts.yaml")
    page.get_by_role("button", name="error").wait_for()
    (tmp_path / "facts.yaml").rename(served.content / EDITION / "facts.yaml")
    page.get_by_role("button", name="error").wait_for(state="hidden")
    served.content.rename(tmp_path / "old")
    page.locator("#banner").filter(has_text="This is what was there last").wait_for()
    write_desk(tmp_path, {"/edition.yaml": FILES[f"{EDITION}/edition.yaml"].replace("title: Herring", "title: Cod")})
    page.get_by_role("heading", name="Cod", exact=True).wait_for()
    page.locator("#banner").filter(has_text="another one than when").wait_for()


def test_what_is_typed_stays_while_files_change_and_other_panels_are_open(page: Page, serve: Serve) -> None:
    served = serve()
    opened(page, served, "Ruiz, Ana")
    brief(page).locator("a[data-fact='landings']").first.click()
    page.get_by_text("Query it").click()
    landings = page.get_by_role("region", name="Evidence of Landings", exact=True)
    question = landings.get_by_label("What is to be asked about this figure")
    question.fill("Of which year?")
    served.write(VOTE, served.text(VOTE).replace("chairs the council", "chairs this council"))
    brief(page).get_by_text("chairs this council").wait_for()
    page.get_by_role("button", name="Next not ticked").click()
    landings.wait_for(state="hidden")
    panel(page, "Notes")
    panel(page, "Figures")
    brief(page).locator("a[data-fact='landings']").first.click()
    assert question.input_value() == "Of which year?"
    page.get_by_role("button", name="Ask").click()
    said(page, "Queried")
    assert "Ruiz, Ana" in served.text(f"{EDITION}/review.md")
    question.wait_for(state="hidden")
    page.get_by_role("button", name="Edit", exact=True).click()
    page.get_by_label("Label").fill("Herring landed")
    page.get_by_role("button", name="Add caveat").click()
    page.get_by_label("Caveat").fill("Preliminary")
    page.keyboard.press("Escape")
    facts = f"{EDITION}/facts.yaml"
    served.write(facts, served.text(facts).replace("label: Landings", "label: All landings"))
    page.locator(".evidence").get_by_text("All landings").first.wait_for()
    page.get_by_role("button", name="Edit", exact=True).click()
    assert page.get_by_label("Label").input_value() == "Herring landed"
    assert page.get_by_label("Caveat").input_value() == "Preliminary"
    page.get_by_role("dialog").get_by_role("button", name="Save").click()
    said(page, "Saved in")
    assert "label: Herring landed" in served.text(facts)
    assert "caveat: Preliminary" in served.text(facts)


def test_another_file_is_chosen_while_one_is_saved(page: Page, serve: Serve) -> None:
    served = serve()
    opened(page, served)
    edit(page)
    page.keyboard.type("\nThe council has met.\n")
    held: list[Route] = []
    page.route("**/api/save", lambda route: held.append(route))
    page.keyboard.press("Control+s")
    text = page.get_by_label("Text", exact=True)
    text.select_option(f"{EDITION}/sections/10-landings.md")
    text.get_by_text("(not saved)").wait_for(state="attached")
    held[0].continue_()
    said(page, "Saved in sections/20-vote.md")
    assert "The council has met." in served.text(VOTE)
    text.get_by_text("(not saved)").wait_for(state="detached")
    page.locator("#edit-status").filter(has_text="As in the file.").wait_for()


def test_a_telephone(chromium: Browser, serve: Serve) -> None:
    served = serve()
    with chromium.new_context(viewport={"width": 360, "height": 740}, has_touch=True) as context:
        page = opened(context.new_page(), served)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        page.get_by_role("button", name="Review", exact=True).click()
        panel(page, "Figures").get_by_role("button", name="Quota").first.click()
        page.get_by_role("region", name="Evidence of Quota").wait_for()
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        assert axe_violations(page) == []


def test_the_keyboard_alone(page: Page, serve: Serve) -> None:
    served = serve()
    opened(page, served)
    page.get_by_role("tab", name="Figures").focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.id") == "tab-notes"
    page.keyboard.press("Home")
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "figure-quota":
            break
    page.keyboard.press("Enter")
    page.get_by_role("region", name="Evidence of Quota").wait_for()
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "tick":
            break
    page.keyboard.press("Space")
    said(page, "Ticked by Ana Ruiz")


def test_the_focus_stays_where_it_was_when_a_panel_is_drawn_anew(page: Page, serve: Serve) -> None:
    served = serve()
    opened(page, served)
    focused = page.locator("*:focus")
    figures = panel(page, "Figures")
    figures.get_by_role("button", name="Queried").press("Enter")
    figures.get_by_text("None.").wait_for()
    assert focused.inner_text() == "Queried"
    figures.get_by_role("button", name="All", exact=True).press("Enter")
    figures.get_by_role("button", name="Quota").first.press("Enter")
    figures.get_by_role("button", name="Edit", exact=True).press("Enter")
    form = page.get_by_role("dialog")
    form.get_by_label("Value").fill("11500")
    form.get_by_role("button", name="Save").press("Enter")
    brief(page).get_by_text("11,500").first.wait_for()
    figures.get_by_role("heading", name="11,500").wait_for()
    assert focused.inner_text() == "Edit"
    figures.get_by_text("Query it").press("Enter")
    figures.get_by_label("What is to be asked").fill("Still so?")
    figures.get_by_role("button", name="Ask").press("Enter")
    figures.get_by_text("1 query").wait_for()
    assert focused.inner_text() == "Query it"
    served.write(VOTE, FILES[VOTE].replace("from now", "from this day"))
    brief(page).get_by_text("from this day").wait_for()
    page.wait_for_timeout(500)
    assert focused.inner_text() == "Query it"
    notes = panel(page, "Notes")
    notes.get_by_role("button", name="Resolved ones, too").press("Enter")
    notes.locator("button[aria-pressed=true]").wait_for()
    assert focused.inner_text() == "Resolved ones, too"
    notes.get_by_text("Answer or resolve").press("Enter")
    notes.get_by_role("button", name="Resolve", exact=True).press("Enter")
    notes.locator("li.done").wait_for()
    assert focused.get_attribute("role") == "tabpanel"


def test_the_brief_is_printed_on_its_own(page: Page, serve: Serve) -> None:
    opened(page, serve())
    with page.expect_popup() as popup:
        page.get_by_role("link", name="Open alone").click()
    alone = popup.value
    alone.wait_for_load_state()
    assert "votes on" in alone.inner_text("body")
    assert alone.pdf()[:5] == b"%PDF-"
    page.emulate_media(media="print")
    assert "Open alone" in page.locator("body").inner_text()
    assert page.locator("body > :visible").count() == 1


def test_a_page_follows_the_next_server_of_its_address(page: Page, serve: Serve) -> None:
    """Its token is another one, which another page brings; what was changed in between is shown."""
    first = serve("--port", "0")
    port = first.address.rpartition(":")[2].partition("/")[0]
    opened(page, first)
    brief(page).get_by_text("from now").wait_for()
    first.process.terminate()
    first.process.wait()
    said(page, "still running")
    first.write(VOTE, first.text(VOTE).replace("from now", "from this day"))
    second = serve("--port", port)
    said(page, "lacks its token")
    page.context.new_page().goto(second.address)
    brief(page).get_by_text("from this day").wait_for()


def test_building_and_keeping_the_documents(page: Page, serve: Serve) -> None:
    opened(page, serve())
    documents = panel(page, "Documents")
    documents.get_by_role("button", name="Build").click()
    documents.get_by_text("Built and proven.").wait_for(timeout=60_000)
    with page.expect_download() as download:
        documents.get_by_role("link", name=f"{EDITION}.pdf").click()
    assert download.value.path().read_bytes()[:5] == b"%PDF-"


def test_who_only_reads_is_offered_nothing_to_write(page: Page, serve: Serve) -> None:
    opened(page, serve("--read-only"))
    panel(page, "Figures").get_by_role("button", name="Quota").first.click()
    page.get_by_role("region", name="Evidence of Quota").wait_for()
    assert page.get_by_role("button", name="Tick: it is right").count() == 0
    panel(page, "Edit").locator(".cm-content").filter(has_text="title").wait_for()
    assert page.get_by_role("button", name="Save", exact=True).is_hidden()


def test_another_page_another_name_and_no_token_are_refused(page: Page, chromium: Browser, serve: Serve) -> None:
    served = serve()
    opened(page, served)
    home, _, token = served.address.partition("?token=")
    port = home.rstrip("/").rpartition(":")[2]
    page.route("http://evil.test/", lambda route: route.fulfill(body="<p>other</p>", content_type="text/html"))
    page.goto("http://evil.test/")
    tried = """address => fetch(address, {method: "POST", mode: "no-cors", credentials: "include",
        body: "{}"}).then(() => "sent", () => "failed")"""
    page.evaluate(tried, f"{home}api/tick")
    assert (
        page.evaluate("address => fetch(address).then(() => 'read', () => 'refused')", f"{home}api/state") == "refused"
    )
    frame = "address => { const f = document.createElement('iframe'); f.src = address; document.body.append(f); }"
    page.evaluate(frame, home)
    page.wait_for_timeout(300)
    assert not any("Herring" in (each.title() or "") for each in page.frames)
    assert not (served.content / EDITION / "signoffs.yaml").exists()
    with chromium.new_context() as stranger:
        answer = stranger.new_page().goto(home)
        assert answer
        assert answer.status == 403
        named = stranger.request.get(served.address, headers={"Host": f"evil.test:{port}"})
        assert named.status == 403
        assert token not in named.text()


def test_undoing_never_brings_one_file_into_another(page: Page, serve: Serve) -> None:
    opened(page, serve())
    edit(page)
    panel(page, "Edit").get_by_label("Text", exact=True).select_option(f"{EDITION}/edition.yaml")
    text = page.locator(".cm-content")
    text.filter(has_text="subtitle").wait_for()
    text.click()
    for _ in range(3):
        page.keyboard.press("Control+z")
    assert "chairs the council" not in text.inner_text()
    assert "subtitle" in text.inner_text()
