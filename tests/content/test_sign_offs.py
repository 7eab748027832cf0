"""signoffs.yaml: who has ticked which fact, and what can be wrong with the file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from briefgen.content import Folder, as_name, load_sign_offs
from briefgen.errors import ContentError
from briefgen.model.edition import SignOff
from tests.content.contents import EDITION, FILES, faults, load, write

TICK = 'landings: {by: A. Berg, on: 2031-05-04, seal: "00000000deadbeef"}\n'


def test_ticks_are_loaded_with_their_places() -> None:
    loaded = load()
    assert loaded.edition
    assert loaded.edition.sign_offs == {
        "landings": SignOff("landings", "A. Berg", date(2031, 5, 4), "00000000deadbeef"),
    }
    place = loaded.edition.sign_offs["landings"].place
    assert str(place) == f"content/{EDITION}/signoffs.yaml:1:1"


def test_an_edition_needs_no_ticks() -> None:
    loaded = load({"signoffs.yaml": None})
    assert loaded.edition
    assert (faults(loaded), loaded.edition.sign_offs) == ([], {})


def test_authors_and_whether_the_desk_wants_ticks() -> None:
    edition = load().edition
    assert edition
    assert (edition.author, edition.desk.sign_off_required) == ("", False)
    assert {fact.author for fact in edition.facts} == {""}
    header, facts = (FILES[f"{EDITION}/{name}.yaml"] for name in ("edition", "facts"))
    changes: dict[str, str | bytes | None] = {
        "desk.yaml": FILES["desk.yaml"] + "sign_off_required: true\n",
        "edition.yaml": header + "author: Anna Berg\n",
        "facts.yaml": facts + "  author: Ben Ode\n",
    }
    loaded = load(changes)
    edition = loaded.edition
    assert edition
    assert faults(loaded) == []
    assert (edition.author, edition.desk.sign_off_required) == ("Anna Berg", True)
    assert [fact.author for fact in edition.facts if fact.author] == ["Ben Ode"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("landings:", "Landings:", ("BG108", 1, 1)),
        (", on: 2031-05-04", "", ("BG104", 1, 1)),
        ("2031-05-04", "4 May 2031", ("BG107", 1, 29)),
        ("2031-05-04", "2031-02-30", ("BG107", 1, 29)),
        ('"00000000deadbeef"', "deadbeef", ("BG105", 1, 47)),
        ('"00000000deadbeef"', "1234567812345678", ("BG105", 1, 47)),
        ("by: A. Berg", "by: \u0410. Berg", ("BG105", 1, 16)),
        ("by:", "bye:", ("BG103", 1, 12)),
    ],
)
def test_a_faulty_tick(old: str, new: str, expected: tuple[str, int, int]) -> None:
    assert old in TICK
    loaded = load({"signoffs.yaml": TICK.replace(old, new)})
    assert ("signoffs.yaml", *expected) in [(name, code, line, column) for code, name, line, column in faults(loaded)]
    assert loaded.edition
    assert loaded.edition.sign_offs == {}
    assert "landings" not in loaded.broken


def test_an_author_of_two_alphabets_is_refused() -> None:
    changes: dict[str, str | bytes | None] = {
        "edition.yaml": FILES[f"{EDITION}/edition.yaml"] + "author: Anna B\u0435rg\n",
        "facts.yaml": FILES[f"{EDITION}/facts.yaml"] + "  author: \u0392en Ode\n",
    }
    loaded = load(changes)
    assert [(name, code) for code, name, *_ in faults(loaded)] == [("edition.yaml", "BG105"), ("facts.yaml", "BG105")]
    messages = [fault.message for fault in loaded.diagnostics]
    assert ["Latin and Cyrillic" in messages[0], "Latin and Greek" in messages[1]] == [True, True]


def test_facts_that_could_not_be_read_are_not_unknown() -> None:
    ticks = TICK + TICK.replace("landings", "vote")
    for name in ("facts.yaml", "deadlines.yaml"):
        loaded = load({name: b"\xe9", "signoffs.yaml": ticks})
        assert [code for code, *_ in faults(loaded)] == ["BG004"]
        assert "vote" in loaded.broken


def test_ticks_are_read_anew_with_their_faults(tmp_path: Path) -> None:
    content = write(tmp_path)
    path = content / EDITION / "signoffs.yaml"
    assert list(load_sign_offs(Folder(content), f"{EDITION}/signoffs.yaml")) == ["landings"]
    path.write_text("landings: A. Berg\n")
    with pytest.raises(ContentError) as caught:
        load_sign_offs(Folder(content), f"{EDITION}/signoffs.yaml")
    assert [fault.code for fault in caught.value.diagnostics] == ["BG105"]
    path.unlink()
    assert load_sign_offs(Folder(content), f"{EDITION}/signoffs.yaml") == {}


def test_what_can_be_a_name() -> None:
    assert as_name("  Dr  Aña O’Neill-Berg ") == "Dr Aña O’Neill-Berg"
    assert as_name("A. Berg\n") == "A. Berg"
    for text in ("", " ", "-", "007", "{{ chair }}", "A.\a Berg", "A. \udce9", "\u202eA. Berg"):
        assert as_name(text) == "", text
