"""What the page changes: only what was edited, onto the files as they are now, and nothing that brings an error."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desk import EDITION, FILES, halves
from tests.live.serving import Client, served
from tests.translated import FRENCH, TRANSLATION

VOTE = f"{EDITION}/sections/20-vote.md"
LANDINGS = f"{EDITION}/sections/10-landings.md"
FACTS = f"{EDITION}/facts.yaml"
BY = "Ana Ruiz"


@pytest.fixture
def client(tmp_path: Path) -> Iterator[Client]:
    with served(tmp_path) as found:
        yield found


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """One that no test changes."""
    with served(tmp_path_factory.mktemp("desk")) as found:
        yield found


def text(client: Client, path: str) -> str:
    return (client.content / path).read_bytes().decode()


def save(client: Client, path: str, base: str | None, new: str, **more: object) -> tuple[int, dict[str, object]]:
    return client.tell("/api/save", file=path, base=base, text=new, **more)


def test_a_text_that_is_saved_changes_nothing_else(client: Client) -> None:
    path = client.content / VOTE
    path.write_bytes(b"\xef\xbb\xbf" + FILES[VOTE].replace("\n", "\r\n").encode())
    base = client.ask(f"/api/file?file={VOTE}")["text"]
    assert base == FILES[VOTE]
    status, found = save(client, VOTE, base, base.replace("from now", "from today"))
    assert (status, found["text"]) == (200, base.replace("from now", "from today"))
    assert (
        path.read_bytes()
        == b"\xef\xbb\xbf" + FILES[VOTE].replace("from now", "from today").replace("\n", "\r\n").encode()
    )


def test_a_text_that_was_changed_on_the_disk_meanwhile_is_brought_together(client: Client) -> None:
    base = FILES[LANDINGS]
    (client.content / LANDINGS).write_text(base.replace("Weighed at the quay", "Weighed on land"))
    status, found = save(client, LANDINGS, base, base.replace("says what comes next", "says what follows"))
    assert status == 200
    assert "Weighed on land" in str(found["text"])
    assert "says what follows" in text(client, LANDINGS)
    assert "Weighed on land" in text(client, LANDINGS)


def test_the_same_sentence_changed_twice_is_a_conflict_and_nothing_is_written(client: Client) -> None:
    now = FILES[VOTE].replace("from now", "from this day")
    (client.content / VOTE).write_text(now)
    status, found = save(client, VOTE, FILES[VOTE], FILES[VOTE].replace("from now", "from today"))
    assert status == 409
    assert found["current"] == text(client, VOTE) == now
    assert "same sentence" in str(found["error"])


@pytest.mark.slow
def test_a_file_that_was_removed_is_a_conflict_and_can_be_written_again(client: Client) -> None:
    client.ask(f"/api/file?file={VOTE}")
    (client.content / VOTE).unlink()
    new = FILES[VOTE].replace("from now", "from today")
    status, found = save(client, VOTE, FILES[VOTE], new)
    assert (status, found["current"]) == (409, None)
    assert not (client.content / VOTE).exists()
    assert save(client, VOTE, None, new)[0] == 200
    assert text(client, VOTE) == new


def test_a_new_error_is_not_written_unless_the_section_is_to_be_saved_with_it(client: Client) -> None:
    new = FILES[VOTE].replace("{{ chair }}", "{{ chairs }}")
    status, found = save(client, VOTE, FILES[VOTE], new)
    assert status == 422
    assert [(row["code"], row["fixes"][0]["title"]) for row in found["diagnostics"]] == [("BG202", 'write "chair"')]  # type: ignore[attr-defined,index]
    assert text(client, VOTE) == FILES[VOTE]
    assert save(client, VOTE, FILES[VOTE], new, anyway=True)[0] == 200
    assert text(client, VOTE) == new


def test_yaml_that_breaks_is_never_written(client: Client) -> None:
    status, found = save(
        client, FACTS, FILES[FACTS], FILES[FACTS].replace("value: 12480", "value: [12480"), anyway=True
    )
    assert (status, found["diagnostics"][0]["code"]) == (422, "BG101")  # type: ignore[index]
    assert text(client, FACTS) == FILES[FACTS]


@pytest.mark.parametrize(
    "path",
    [
        *("", "desk.yaml", "../secret", f"{EDITION}/../desk.yaml", f"{EDITION}/signoffs.yaml", f"{EDITION}/halves.png"),
        *("/etc/passwd", f"{EDITION}/sections/30-new.md", f"{EDITION}\0"),
    ],
)
def test_no_other_file_is_read_or_written(desk: Client, path: str) -> None:
    assert save(desk, path, "", "x")[0] == 400
    assert save(desk, path, None, "x")[0] == 400
    assert desk.tell("/api/check", file=path, text="x")[0] == 400


@pytest.mark.slow
def test_a_link_out_of_the_content_is_not_followed(client: Client, tmp_path: Path) -> None:
    secret = tmp_path / "secret.md"
    secret.write_text("secret")
    (client.content / VOTE).unlink()
    (client.content / VOTE).symlink_to(secret)
    client.live.refresh()
    answer = client.request("GET", f"/api/file?file={VOTE}")
    assert b"secret" not in answer.body  # type: ignore[attr-defined]
    assert save(client, VOTE, "secret", "other")[0] != 200
    assert secret.read_text() == "secret"


def test_what_is_typed_is_checked_and_shows_what_it_prints(desk: Client) -> None:
    typed = FILES[VOTE].replace("{{ chair }}", "{{ chairs }}")
    status, found = desk.tell("/api/check", file=VOTE, text=typed)
    assert status == 200
    assert [
        (row["code"], row["line"], row["column"]) for row in found["diagnostics"] if row["severity"] == "error"
    ] == [("BG202", 5, 1)]
    assert {"fact": "vote", "text": "1 June 2031", "line": 5, "column": 50, "width": 4} in found["printed"]
    assert text(desk, VOTE) == FILES[VOTE]


@pytest.mark.slow
def test_a_fact_in_a_form(client: Client) -> None:
    entry = client.ask("/api/entry?id=quota")
    assert entry["values"]["value"] == "11000"
    assert "quote" in entry["add"]
    wish = {"value": {"old": "11000", "new": "11500"}, "source.at": {"old": "page 2", "new": "page 4"}}
    status, found = client.tell("/api/entry", id="quota", values=wish, add={"quote": "a quota: of 11,500 tonnes"})
    assert (status, found["values"]["value"]) == (200, "11500")
    wanted = FILES[FACTS].replace("value: 11000", "value: 11500").replace("at: page 2", "at: page 4")
    wanted = wanted.replace("page 4}\n", 'page 4}\n  quote: "a quota: of 11,500 tonnes"\n')
    assert text(client, FACTS) == wanted


def test_an_amount_in_a_form_becomes_a_range_or_limit_and_an_amount_again(tmp_path: Path) -> None:
    crews = "\ncrews:\n  value: 6\n  label: Crews\n  source: {id: survey, at: table 3}\n"
    with served(tmp_path, {"/facts.yaml": FILES[FACTS] + crews}) as client:
        for old, new in (("6", "5 to 7"), ("5 to 7", "8"), ("8", "at least 400"), ("at least 400", "9")):
            assert client.tell("/api/entry", id="crews", values={"value": {"old": old, "new": new}}, add={})[0] == 200
            assert text(client, FACTS) == FILES[FACTS] + crews.replace("value: 6", f"value: {new}")
        for new in ("many", "{{ quota }}", "null"):
            status, found = client.tell(
                "/api/entry", id="quota", values={"value": {"old": "11000", "new": new}}, add={}
            )
            assert (status in (400, 422), bool(found["error"])) == (True, True)
        assert text(client, FACTS) == FILES[FACTS] + crews.replace("value: 6", "value: 9")


@pytest.mark.parametrize("source", ["{id: survey, at: table 3}", "minutes"])
@pytest.mark.parametrize(
    ("value", "written"), [("of old nets, mostly", '"of old nets, mostly"'), ("old nets", "old nets")]
)
def test_a_key_is_added_to_an_entry_in_one_line(tmp_path: Path, source: str, value: str, written: str) -> None:
    crews = f"\ncrews: {{value: 6, label: Crews, source: {source}}} # counted\n"
    with served(tmp_path, {"/facts.yaml": FILES[FACTS] + crews}) as client:
        assert client.tell("/api/entry", id="crews", values={}, add={"caveat": value})[0] == 200
        assert text(client, FACTS) == FILES[FACTS] + crews.replace("} #", f", caveat: {written}}} #")


def test_a_form_over_a_value_that_is_another_by_now_is_a_conflict(client: Client) -> None:
    status, found = client.tell("/api/entry", id="quota", values={"value": {"old": "10000", "new": "1"}}, add={})
    assert status == 409
    assert "11000" in found["error"]
    assert text(client, FACTS) == FILES[FACTS]


@pytest.mark.slow
def test_a_deadline_in_a_form_and_a_value_that_is_none(client: Client) -> None:
    change = {"by": {"old": "2031-06-01", "new": "2031-06-02"}}
    assert client.tell("/api/entry", id="vote", values=change, add={})[0] == 200
    assert "by: 2031-06-02" in text(client, f"{EDITION}/deadlines.yaml")
    change = {"by": {"old": "2031-06-02", "new": "next week"}}
    status, found = client.tell("/api/entry", id="vote", values=change, add={})
    assert status in (400, 422)
    assert found["error"]
    assert "by: 2031-06-02" in text(client, f"{EDITION}/deadlines.yaml")


def test_a_tick_is_of_the_figure_that_was_shown(client: Client) -> None:
    seal = client.ask("/api/evidence?fact=quota")["seal"]
    assert client.tell("/api/tick", fact="quota", seal=seal, by=BY)[0] == 200
    client.live.refresh()
    (row,) = (each for each in client.ask("/api/facts")["facts"] if each["id"] == "quota")
    assert (row["tick"], row["ticked_by"]) == ("valid", BY)
    (client.content / FACTS).write_text(FILES[FACTS].replace("value: 12480", "value: 12500"))
    status, found = client.tell(
        "/api/tick", fact="landings", seal=client.ask("/api/evidence?fact=landings")["seal"], by=BY
    )
    assert status == 409
    assert "12,500" in found["error"]


def test_nobody_ticks_a_figure_of_their_own(desk: Client) -> None:
    seal = desk.ask("/api/evidence?fact=quota")["seal"]
    status, found = desk.tell("/api/tick", fact="quota", seal=seal, by="Fisheries desk")
    assert (status, found["diagnostics"][0]["code"]) == (422, "BG417")
    assert desk.tell("/api/tick", fact="quota", seal=seal, by=" ")[0] == 400
    assert not (desk.content / EDITION / "signoffs.yaml").exists()


@pytest.mark.slow
@pytest.mark.parametrize("name", ["Ruiz, Ana", "Press office: A. Ruiz (MFA)", "A --> <b>"])
def test_a_name_of_any_form_is_read_back(client: Client, name: str) -> None:
    assert client.tell("/api/query", fact="quota", text="Still so: yes, 2031-01-01?", by=name)[0] == 200
    client.live.refresh()
    (note,) = client.ask("/api/notes")["notes"]
    assert (note["author"], note["where"], note["text"]) == (name, "fact quota", "Still so: yes, 2031-01-01?")


def test_the_figures_of_a_translation_are_ticked_and_edited_in_its_original(tmp_path: Path) -> None:
    home = tmp_path / "content" / TRANSLATION
    home.mkdir(parents=True)
    (home / "halves.png").write_bytes(halves())
    with served(
        tmp_path, {f"{TRANSLATION}/{path}": said for path, said in FRENCH.items()}, edition=TRANSLATION
    ) as page:
        assert page.ask("/api/state")["original"] == EDITION
        assert not any(each["wanted"] for each in page.ask("/api/facts")["facts"])
        seal = page.ask("/api/evidence?fact=quota")["seal"]
        told = {"seal": seal, "by": BY, "fact": "quota", "id": "quota", "add": {}}
        for path in ("tick", "entry"):
            status, found = page.tell(f"/api/{path}", **told, values={"value": {"old": "11000", "new": "12000"}})
            assert (status, EDITION in found["error"]) == (400, True)
        assert page.tell("/api/query", text="Still so?", **told)[0] == 200
        assert sorted(path.name for path in home.glob("*.*")) == [
            "edition.yaml",
            "halves.png",
            "labels.yaml",
            "review.md",
        ]


def test_a_query_of_a_figure_stands_in_review_md(client: Client) -> None:
    assert client.tell("/api/query", fact="quota", text="Is this\nstill so?", by=BY)[0] == 200
    assert ', fact quota: "11,000 tonnes" — Is this still so?' in text(client, f"{EDITION}/review.md")
    (row,) = (each for each in client.ask("/api/facts")["facts"] if each["id"] == "quota")
    assert row["queries"] == 1


@pytest.mark.slow
def test_a_note_on_words_is_answered_and_resolved(client: Client) -> None:
    document = client.live.shown.report.document
    assert document
    assert client.tell("/api/note", place="", quoted="chairs the council", text="Since when?", by=BY)[0] == 200
    assert f"chairs the council <!-- note ({BY}, " in text(client, VOTE)
    client.live.refresh()
    (note,) = client.ask("/api/notes")["notes"]
    assert (note["author"], note["text"], note["in_text"]) == (BY, "Since when?", True)
    assert client.tell("/api/answer", id=note["id"], text="Since May.", by="Bilal Khan")[0] == 200
    assert "Since when? --> <!-- note (Bilal Khan, " in text(client, VOTE)
    client.live.refresh()
    for note in client.ask("/api/notes")["notes"]:
        assert client.tell("/api/resolve", id=note["id"], text="", by="Bilal Khan")[0] == 200
        client.live.refresh()
    assert text(client, VOTE) == FILES[VOTE]
    notes = client.ask("/api/notes")["notes"]
    assert [(each["text"][:11], each["open"]) for each in notes] == [("Since when?", False), ("Since May. ", False)]


@pytest.mark.parametrize(
    ("place", "before", "line"),
    [("t3215b23616", 1, "| Quota <!-- note: x -->"), ("p587df4eddd", 0, "above the quota <!-- note: x -->.[^weighed]")],
)
def test_a_note_stands_behind_the_words_that_were_chosen(client: Client, place: str, before: int, line: str) -> None:
    quoted = "Quota" if before else "above the quota"
    if before:
        edition = client.content / LANDINGS
        edition.write_text(FILES[LANDINGS].replace("| What     |", "| Quota |"))
        client.live.refresh()
        document = client.live.shown.report.document
        assert document
        place = next(block.id for block in document.blocks if block.anchor == "table:quota")
    assert client.tell("/api/note", place=place, quoted=quoted, before=before, text="x", by=BY)[0] == 200
    written = re.sub(r"note \(.*?\)", "note", text(client, LANDINGS))
    assert line in written


def test_a_note_on_words_around_the_call_of_a_footnote(client: Client) -> None:
    quoted = "above the quota. Figure 1"
    assert client.tell("/api/note", place="", quoted=quoted, text="By weight?", by=BY)[0] == 200
    assert "above the quota.[^weighed]\n[](#figure:landed) <!-- note (" in text(client, LANDINGS)


@pytest.mark.slow
def test_a_note_on_words_of_no_section_stands_in_review_md(client: Client) -> None:
    assert client.tell("/api/note", place="front/title", quoted="Herring", text="Or cod?", by=BY)[0] == 200
    (note,) = client.ask("/api/notes")["notes"]
    assert (note["quoted"], note["text"], note["in_text"]) == ("Herring", "Or cod?", False)
    assert client.tell("/api/answer", id=note["id"], text="Both.", by="Bilal Khan")[0] == 200
    (note,) = client.ask("/api/notes")["notes"]
    assert client.tell("/api/resolve", id=note["id"], text="", by="Bilal Khan")[0] == 200
    lines = text(client, f"{EDITION}/review.md").splitlines()
    assert lines[2].startswith("- [x] Ana Ruiz, ")
    assert lines[3].endswith(": Both.")
    assert lines[4].startswith("  Bilal Khan, ")


@pytest.mark.parametrize(
    ("anchor", "quoted", "file"),
    [
        ("figure:landed", "chairs the council", "figures.yaml"),
        ("figure:landed", "Landings 12,480", "figures.yaml"),
        ("table:quota", "Landings 12,480", "sections/10-landings.md"),
        ("section:landings", "1", "sections/10-landings.md"),
    ],
)
def test_a_note_on_words_that_are_made_names_the_file_of_what_has_them(
    client: Client, anchor: str, quoted: str, file: str
) -> None:
    """Words of a chart, of several cells or of a number stand in no text, even if the same words stand elsewhere."""
    document = client.live.shown.report.document
    assert document
    place = next(block.id for block in document.blocks if block.anchor == anchor)
    assert client.tell("/api/note", place=place, quoted=quoted, text="x", by=BY)[0] == 200
    assert text(client, f"{EDITION}/review.md").endswith(f', {file}: "{quoted}" — x\n')
    assert text(client, VOTE) == FILES[VOTE]


def test_words_that_no_text_has_are_refused(desk: Client) -> None:
    assert desk.tell("/api/note", place="x", quoted="no such words", text="a", by=BY)[0] == 400
    assert desk.tell("/api/note", place="x", quoted="", text="a", by=BY)[0] == 400
    assert desk.tell("/api/answer", id="x", text="a", by=BY)[0] == 409


def test_who_only_reads_writes_nothing(tmp_path: Path) -> None:
    with served(tmp_path, is_read_only=True) as client:
        for path in ("save", "entry", "tick", "query", "note", "answer", "resolve", "build"):
            status, found = client.tell(f"/api/{path}", file=VOTE, base=FILES[VOTE], text="x", by=BY)
            assert (status, "--read-only" in found["error"]) == (400, True)
        assert client.tell("/api/check", file=VOTE, text=FILES[VOTE])[0] == 200
        assert text(client, VOTE) == FILES[VOTE]


def test_a_disk_that_is_full_is_said_in_the_page_and_the_terminal(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(path: Path, _data: bytes) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))

    monkeypatch.setattr("briefgen.review.content_change.replace_file", fail)
    status, found = save(client, VOTE, FILES[VOTE], FILES[VOTE].replace("from now", "from today"))
    assert (status, "No space left on device" in str(found["error"])) == (507, True)
    assert "No space left on device" in client.said[0]
    assert text(client, VOTE) == FILES[VOTE]
