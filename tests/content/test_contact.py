"""Whom readers can ask: said once for the desk or for an edition, and printed below the title of both documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.content import Folder, house_assets
from briefgen.model.inlines import Link
from briefgen.model.traverse import plain_text
from briefgen.pipeline import check
from briefgen.workspace import Workspace
from tests.desk import EDITION, FILES, write_desk

CONTACT = """\
contact:
  name: Anna Berg
  phone: +00 55 501 40 17
  email: desk7@example.org
  web: www.example.org/7
  address: Quay Street 12, 1209 Northport 7
"""
DESK, HEADER = FILES["desk.yaml"], FILES[f"{EDITION}/edition.yaml"]


def printed(folder: Path, desk: str = "", header: str = "") -> str:
    """What the front says of the contact; no number of it is a figure that were missing in the ledger."""
    content = write_desk(folder, {"desk.yaml": DESK + desk, "/edition.yaml": HEADER + header})
    checked = check(Workspace(Folder(content), house_assets(), folder / "out"), EDITION)
    assert checked.diagnostics == ()
    assert checked.brief
    details = {each.label: plain_text(each.text) for each in checked.brief.document.front.details}
    return details.get("Contact", "").replace("\u00a0", " ")


def test_a_contact_is_printed_below_the_title(tmp_path: Path) -> None:
    assert printed(tmp_path, CONTACT) == (
        "Anna Berg; tel. +00 55 501 40 17; desk7@example.org; www.example.org/7; Quay Street 12, 1209 Northport 7"
    )


def test_an_edition_can_have_a_contact_of_its_own(tmp_path: Path) -> None:
    assert printed(tmp_path / "own", CONTACT, "contact: {phone: 12 34 56}\n") == "tel. 12 34 56"
    assert printed(tmp_path / "none") == ""


@pytest.mark.parametrize(
    ("contact", "fault"),
    [
        ("contact: {name: Anna Berg}\n", "the contact does not say how to reach anybody"),
        ("contact: {email: desk7}\n", '"desk7" is no mail address'),
    ],
)
def test_a_contact_says_how_somebody_is_reached(tmp_path: Path, contact: str, fault: str) -> None:
    content = write_desk(tmp_path, {"desk.yaml": DESK + contact})
    (found,) = check(Workspace(Folder(content), house_assets(), tmp_path / "out"), EDITION).diagnostics
    assert fault in found.message
    assert found.place.file.endswith("desk.yaml")


def test_the_ways_to_reach_somebody_are_links(tmp_path: Path) -> None:
    content = write_desk(tmp_path, {"desk.yaml": DESK + CONTACT})
    brief = check(Workspace(Folder(content), house_assets(), tmp_path / "out"), EDITION).brief
    assert brief
    (detail,) = [each for each in brief.document.front.details if each.label == "Contact"]
    links = [each.target for each in detail.text if isinstance(each, Link)]
    assert links == ["tel:+00555014017", "mailto:desk7@example.org", "https://www.example.org/7"]
