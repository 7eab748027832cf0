"""Talking points in releases: those that may be used freely, unless the release has all of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.content import Memory
from briefgen.releases import open_whole
from tests.content.test_release_tables import PRESS, errors, files_of, released
from tests.desk import EDITION, FILES

RELEASES = "releases:\n  minister: {talking_points: all}\n  press: {leave_out: [bottom_line]}\n"
POINTS = {
    "items": (
        '- One\n- Two {use="if raised"}\n  - inner\n- Three {use=freely}\n- Four {use="not to be used"}\n',
        "- One\n- Three {use=freely}\n",
    ),
    "a heading": (
        'One\n\n## A {#a use="if raised"}\n\nTwo\n\n- Three {use=freely}\n- Four\n\n## B\n\nFive\n',
        'One\n\n## A {#a use="if raised"}\n\n- Three {use=freely}\n\n## B\n\nFive\n',
    ),
    "a heading with nothing left": (
        'One\n\n## A {use="not to be used"}\n\nTwo\n\n## B\n\nFive\n',
        "One\n\n## B\n\nFive\n",
    ),
    "a part": ("---\nuse: if raised\n---\n\nOne\n\n- Two {use=freely}\n- Three\n", "- Two {use=freely}\n"),
    "written with spaces, curly quotation marks, or on two lines": (
        '- One\n- Two {use = "if raised"}\n- Three {use=“if raised”}\n- Four {#a\n  use="if raised"}\n',
        "- One\n",
    ),
    "an item with a mark as well": ("- One {use=freely for=minister}\n- Two\n", "- Two\n"),
}
KIND = {
    "/edition.yaml": FILES[f"{EDITION}/edition.yaml"] + "kind: talking-points\n",
    "/sections/10-landings.md": "---\ntitle: Objective\n---\n\nLandings.\n\n![](figure:landed)\n\n![](figure:dates)\n",
    "/sections/20-vote.md": None,
    "/tables.yaml": None,
    "/tables/ports.csv": None,
    "desk.yaml": FILES["desk.yaml"] + RELEASES,
}


def points(text: str, part: str = "points") -> dict[str, str | None]:
    head = "" if text.startswith("---") else "---\ntitle: Points\n---\n\n"
    text = text.replace("---\nuse", "---\ntitle: Points\nuse")
    files = {**files_of(), **KIND, "/sections/10-objective.md": KIND["/sections/10-landings.md"]}
    return {**files, "/sections/10-landings.md": None, f"/sections/20-{part}.md": head + text}


@pytest.mark.sample(2)
@pytest.mark.parametrize("case", POINTS)
def test_points_that_may_be_used_freely(case: str, tmp_path: Path) -> None:
    text, expected = POINTS[case]
    written = released(tmp_path, points(text)).content.files[f"{PRESS}/sections/20-points.md"].decode()
    assert written.split("---\n", 2)[2].strip() == expected.strip()
    assert errors(tmp_path, points(text)) == []


def test_a_release_with_all_points(tmp_path: Path) -> None:
    text = POINTS["items"][0]
    content = released(tmp_path, points(text), "minister").content
    assert text in content.files[f"{EDITION}-minister/sections/20-points.md"].decode()


def test_parts_that_are_not_for_free_use_as_their_kind_has_it(tmp_path: Path) -> None:
    files = {**points("- One\n"), "/sections/30-if-raised.md": "- Norvania asked first\n"}
    content = released(tmp_path, files).content
    assert not any(b"Norvania" in data for data in content.files.values())
    assert errors(tmp_path, files) == []


def test_a_part_that_the_kind_must_have_may_be_for_others(tmp_path: Path) -> None:
    objective = str(KIND["/sections/10-landings.md"]).replace("title: Objective", "title: Objective\nfor: minister")
    files = {**points("- One\n"), "/sections/10-objective.md": objective}
    assert errors(tmp_path, files) == []


def test_points_of_a_translation_are_used_as_the_kind_of_its_original_has_it() -> None:
    header = "kind: talking-points\ntitle: Talks\ndate: 2031-05-05\n"
    said = {
        "desk.yaml": "name: Desk\nreleases:\n  press: {}\n",
        "sources.yaml": "",
        f"{EDITION}/edition.yaml": header,
        f"{EDITION}/facts.yaml": "",
        **{
            f"{EDITION}{each}/sections/{part}.md": "- Oui.\n"
            for each in ("", "-fr")
            for part in ("1-objective", "2-points")
        },
        f"{EDITION}/sections/30-if-raised.md": "- They asked.\n- Ask us. {use=freely}\n",
        f"{EDITION}-fr/edition.yaml": f"translates: {EDITION}\nlanguage: fr\ntitle: Entretien\ndate: 2031-05-05\n",
        f"{EDITION}-fr/sections/30-if-raised.md": "- Ils ont demandé.\n- Demandez. {use=freely}\n",
    }
    content = Memory({name: text.encode() for name, text in said.items()})
    cut = open_whole(content, f"{EDITION}-fr").release("press").content.files
    assert cut[f"{EDITION}-fr-press/sections/30-if-raised.md"].decode().endswith("\n- Demandez. {use=freely}\n")
    assert not any("Ils ont" in data.decode() for data in cut.values())
