"""Releases of translations: their own words and the original's figures, each cut as the original's release is."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from briefgen.api import open_project
from briefgen.content import Memory
from briefgen.pipeline import check
from briefgen.releases import OpenRelease, open_whole
from tests.desk import EDITION, FILES
from tests.translated import FRENCH, TRANSLATION, files

pytestmark = pytest.mark.slow

RELEASES = "releases:\n  minister: {}\n  press: {marking: Official}\n"
MARKED = {
    "desk.yaml": FILES["desk.yaml"] + RELEASES,
    f"{EDITION}/facts.yaml": FILES[f"{EDITION}/facts.yaml"].replace("before:\n", "before:\n  for: minister\n"),
    f"{EDITION}/figures.yaml": FILES[f"{EDITION}/figures.yaml"].replace(
        "[landings, quota, excess]", "[landings, {fact: excess, label: Excess of Norvania, for: minister}, quota]"
    ),
    f"{EDITION}/edition.yaml": FILES[f"{EDITION}/edition.yaml"]
    .replace("{{ rise | signed }} on", '[{{ rise | signed }} on]{for=minister otherwise="up on"}')
    .replace("  - {fact: rise,", "  - {for: minister, fact: rise,"),
    f"{EDITION}/sections/20-vote.md": FILES[f"{EDITION}/sections/20-vote.md"] + "\nNorvania votes no. {for=minister}\n",
    f"{TRANSLATION}/edition.yaml": FRENCH["edition.yaml"]
    .replace(", soit {{ rise | signed }} en", '[, soit {{ rise | signed }}]{for=minister otherwise=", en hausse"} en')
    .replace("  - {fact: rise,", "  - {for: minister, fact: rise,"),
    f"{TRANSLATION}/sections/20-vote.md": FRENCH["sections/20-vote.md"] + "\nLa Norvanie vote non. {for=minister}\n",
    f"{TRANSLATION}/labels.yaml": FRENCH["labels.yaml"].replace(
        "  landed: {", "  landed: {labels: {excess: Excédent de la Norvanie}, "
    ),
}


def released(name: str = "press", **changes: str) -> OpenRelease:
    return open_whole(Memory(files({**MARKED, **changes})), TRANSLATION).release(name)


def errors(**changes: str) -> list[tuple[str, str]]:
    release = open_project(Memory(files({**MARKED, **changes})))[TRANSLATION].release("press")
    found = check(release.workspace, release.name).diagnostics
    return [
        (each.code, Path(each.place.file).name) for each in found if each.is_error or each.code[:4] in ("BG80", "BG90")
    ]


def test_messages_name_places_in_the_files_that_people_edit() -> None:
    said = f"{EDITION}/edition.yaml"
    changes = {said: MARKED[said].replace('otherwise="up on"', 'otherwise="up, to {{ quota }}, on"')}
    release = open_project(Memory(files({**MARKED, **changes})))[TRANSLATION].release("press")
    (found,) = (each for each in check(release.workspace, release.name).diagnostics if each.code == "BG803")
    line = next(number for number, each in enumerate(changes[said].splitlines(), 1) if "to {{ quota }}" in each)
    assert f"{said}:{line}:" in found.message
    assert "-press" not in f"{found.message} {found.hint} {found.place}"


def test_no_hidden_word_in_any_language() -> None:
    content = released().content
    everything = "\n".join(
        data.decode("utf-8", "replace") for path, data in content.files.items() if path[-4:] != ".png"
    )
    assert "Le hareng" in everything
    for word in ("orvani", "Hausse", "Excédent", "11556", "minister:", "for=", "translated"):
        assert word not in everything


def test_it_translates_the_release_of_its_original() -> None:
    content = released().content
    assert f'"{EDITION}-press"' in content.files[f"{TRANSLATION}-press/edition.yaml"].decode()
    assert f"{EDITION}-press/facts.yaml" in content.files
    assert errors() == []


def test_a_chart_whose_hidden_category_has_hidden_figures() -> None:
    chart = "\nby:\n  kind: bars\n  title: Boats came\n  caption: Boats.\n"
    chart += "  categories: [Now, {name: Before, for: minister}]\n"
    chart += (
        "  series:\n    - {name: Landed, facts: [landings, before]}\n    - {name: Allowed, facts: [quota, excess]}\n"
    )
    section, own = (f"{folder}/sections/20-vote.md" for folder in (EDITION, TRANSLATION))
    changes = {path: MARKED[path] + "\n![](figure:by)\n" for path in (section, own)}
    labels = MARKED[f"{TRANSLATION}/labels.yaml"].replace(
        "figures:\n",
        "figures:\n  by: {title: Bateaux, caption: Les bateaux., series: [Debarque, Permis], categories: [La, Hier]}\n",
    )
    changes |= {
        f"{EDITION}/figures.yaml": MARKED[f"{EDITION}/figures.yaml"] + chart,
        f"{TRANSLATION}/labels.yaml": labels,
    }
    assert errors(**changes) == []
    assert "Hier" not in "".join(map(str, released(**changes).content.files.values()))


def test_marks_that_only_the_original_has() -> None:
    own = f"{TRANSLATION}/sections/20-vote.md"
    assert ("BG805", "20-vote.md") in errors(**{own: MARKED[own].replace(" {for=minister}", "")})


@pytest.mark.parametrize("path", ["edition.yaml", "sections/20-vote.md"])
def test_marked_words_that_the_translation_does_not_mark(path: str) -> None:
    """Nobody can tell that these are the words that are left out of the original, but by their number."""
    first = f"{EDITION}/sections/20-vote.md"
    changes = {first: MARKED[first].replace("chairs the council", "chairs the council [of Norvania]{for=minister}")}
    own = MARKED[f"{TRANSLATION}/edition.yaml"].replace("[, soit {{ rise | signed }}]{for=minister otherwise=", "[")
    if path == "edition.yaml":
        changes = {f"{TRANSLATION}/edition.yaml": own.replace('[", en hausse"}', ", en hausse")}
    assert ("BG909", path.rpartition("/")[2]) in errors(**changes)


def test_the_minister_has_all_of_it() -> None:
    text = released("minister").content.files[f"{TRANSLATION}-minister/sections/20-vote.md"].decode()
    assert "La Norvanie vote non." in text


def test_a_picture_that_only_the_original_has_and_marks_is_looked_for() -> None:
    first, picture = f"{EDITION}/sections/10-landings.md", f"{EDITION}/halves.png"
    everything = files({**MARKED, first: FILES[first].replace('"The fields.")', '"The fields.") {for=minister}')})
    own = BytesIO()
    Image.new("RGB", (300, 100), "#c9a66b").save(own, "PNG")
    release = open_whole(Memory({**everything, picture: own.getvalue()}), TRANSLATION).release("press")
    assert release.cut.withheld.files == {picture: own.getvalue()}


def test_releases_that_the_original_declares() -> None:
    own = {"desk.yaml": FILES["desk.yaml"], f"{EDITION}/edition.yaml": MARKED[f"{EDITION}/edition.yaml"] + RELEASES}
    assert errors(**own) == []
    assert open_project(Memory(files({**MARKED, **own})))[TRANSLATION].releases == ["minister", "press"]


@pytest.mark.slow
def test_its_files_have_no_hidden_word() -> None:
    report = open_project(Memory(files(MARKED)))[TRANSLATION].release("press").check()
    assert report.diagnostics == ()
