"""Kinds of edition: each a data file that says what an edition has unless the desk or the edition says otherwise."""

from __future__ import annotations

from pathlib import Path

from briefgen.content import Folder, house_assets, load_edition
from briefgen.content.kinds import kind_names, kind_of
from briefgen.languages import languages
from briefgen.model.edition import Edition
from briefgen.model.kind import BRIEF, ContentsRule, ListedReferences, PointUse
from briefgen.model.labels import labels_for
from briefgen.model.traverse import plain_text
from briefgen.pipeline import check
from briefgen.workspace import Workspace
from tests.desk import EDITION, FILES, write_desk
from tests.forms import PARTS, SUBMISSION, form

HEADER = FILES[f"{EDITION}/edition.yaml"]


def loaded(content: Path) -> Edition:
    found = load_edition(Folder(content), EDITION)
    assert found.diagnostics == ()
    assert found.edition
    return found.edition


def faults(content: Path) -> list[tuple[str, str, str]]:
    """The code, the place and the message of each fault."""
    found = load_edition(Folder(content), EDITION).diagnostics
    return [(each.code, f"{Path(each.place.file).name}:{each.place.line}", each.message) for each in found]


def test_a_brief_is_what_an_edition_is_that_names_no_kind(tmp_path: Path) -> None:
    assert kind_names()[0] == BRIEF.name
    assert kind_of(BRIEF.name) == BRIEF
    loaded = load_edition(Folder(write_desk(tmp_path)), EDITION)
    assert loaded.edition
    assert loaded.edition.kind == BRIEF


def test_a_kind_that_there_is_not_is_named_with_the_nearest(tmp_path: Path) -> None:
    content = write_desk(tmp_path, {"/edition.yaml": f"{HEADER}kind: submision\n"})
    (found,) = load_edition(Folder(content), EDITION).diagnostics
    assert (found.code, found.hint) == ("BG105", 'did you mean "submission"?')
    assert found.place.file.endswith("edition.yaml")


def test_what_a_desk_or_an_edition_says_wins_over_the_kind(tmp_path: Path) -> None:
    content = write_desk(tmp_path, {"desk.yaml": f"{FILES['desk.yaml']}references: derived\n", "/edition.yaml": HEADER})
    header = content / EDITION / "edition.yaml"
    header.write_text(f"{HEADER}kind: submission\n", encoding="utf-8")
    edition = load_edition(Folder(content), EDITION).edition
    assert edition
    assert (edition.contents, edition.references) == (ContentsRule.NEVER, ListedReferences.DERIVED)
    header.write_text(f"{HEADER}kind: submission\ncontents: always\nreferences: none\n", encoding="utf-8")
    edition = load_edition(Folder(content), EDITION).edition
    assert edition
    assert (edition.contents, edition.references) == (ContentsRule.ALWAYS, ListedReferences.NONE)


def test_the_parts_of_a_kind_are_called_by_their_names_in_each_language(tmp_path: Path) -> None:
    edition = loaded(form(tmp_path))
    titles = [plain_text(section.title) for section in edition.sections]
    assert titles == ["Issue", "Recommendation", "Timing", "Background"]
    named = {part.name for name in kind_names() for part in kind_of(name).parts}
    named |= {label for name in kind_names() if (label := kind_of(name).bottom_line_label)}
    answers = {answer for name in kind_names() for part in kind_of(name).parts for answer in part.answers}
    for language in languages():
        labels = labels_for(language)
        assert labels.parts.keys() == named
        assert labels.answers.keys() >= answers
        assert labels.uses.keys() == {use.value for use in PointUse}
        assert labels.kinds.keys() == labels.kind_numbers.keys() == set(kind_names()) - {BRIEF.name}


def test_a_part_may_have_a_title_of_its_own(tmp_path: Path) -> None:
    edition = loaded(form(tmp_path, **{"10-issue.md": "---\ntitle: What is asked\n---\n\nWhether to sign.\n"}))
    assert plain_text(edition.sections[0].title) == "What is asked"


def test_a_section_that_is_no_part_has_a_title(tmp_path: Path) -> None:
    assert [code for code, *_ in faults(form(tmp_path, **{"50-views.md": "They differ.\n"}))] == ["BG104"]
    own = {"50-views.md": "---\nmarking: Official\n---\n\nThey differ.\n"}
    assert faults(form(tmp_path / "own", **own)) == [("BG104", "50-views.md:2", 'the key "title" is missing')]


def test_a_part_that_is_missing_is_reported_where_the_kind_is_named(tmp_path: Path) -> None:
    content = form(tmp_path, **{"30-timing.md": None, "30-timings.md": "---\ntitle: Timings\n---\n\nBy Friday.\n"})
    (found,) = load_edition(Folder(content), EDITION).diagnostics
    assert (found.code, found.place.line) == ("BG172", 1)
    assert found.message == 'an edition of the kind "submission" has a part "timing", and this one has none'
    assert found.hint == 'rename the section "timings" to "timing", or write sections/30-timing.md'


def test_parts_in_another_order_are_reported_where_they_stand(tmp_path: Path) -> None:
    content = form(tmp_path, **{"20-recommendation.md": None, "45-recommendation.md": "1. Sign the minutes.\n"})
    (found,) = load_edition(Folder(content), EDITION).diagnostics
    assert found.code == "BG173"
    assert found.place.file.endswith("45-recommendation.md")
    assert found.message == '"recommendation" stands behind "background", before which it stands in a submission'
    assert found.hint.endswith("issue, recommendation, timing, background")


def test_the_keys_of_a_kind_must_be_there_all_of_them_at_once(tmp_path: Path) -> None:
    header = SUBMISSION.replace("to: Minister for Fisheries\n", "").replace("decision_by: 2031-05-09\n", "")
    missing = [message for _, _, message in faults(form(tmp_path, header))]
    assert missing == [
        f'the key "{key}" is missing, which an edition of the kind "submission" has' for key in ("decision_by", "to")
    ]


def test_no_decision_is_asked_for_in_the_past(tmp_path: Path) -> None:
    (found,) = faults(form(tmp_path, SUBMISSION.replace("2031-05-09", "2031-05-04")))
    assert found[:2] == ("BG105", "edition.yaml:7")


def test_the_head_of_a_submission_is_printed_line_by_line(tmp_path: Path) -> None:
    checked = check(Workspace(Folder(form(tmp_path)), house_assets(), tmp_path / "out"), EDITION)
    assert checked.diagnostics == ()
    assert checked.brief
    front = checked.brief.document.front
    assert front.issue == "Submission No.\u00a04"
    said = [(each.label, plain_text(each.text).replace("\u00a0", " ")) for each in front.details if each.is_apart]
    assert said == [
        ("To", "Minister for Fisheries"),
        ("From", "Head of the fisheries desk"),
        ("Decision by", "Friday 9 May 2031 (4 days left)"),
    ]


def test_an_edition_that_is_no_brief_does_not_call_itself_one(tmp_path: Path) -> None:
    labels = loaded(form(tmp_path)).labels
    assert (labels.since, labels.this_brief) == ("Since the last edition", "this edition")
    assert labels.since_what == labels_for("en").since_what
    brief = load_edition(Folder(write_desk(tmp_path / "brief")), EDITION).edition
    assert brief
    assert brief.labels.since == "Since the last brief"
    keys = set(labels_for("en").of_other_kinds)
    assert all(set(labels_for(language).of_other_kinds) == keys for language in languages())


def test_original_and_translation_say_alike_what_a_point_is_for(tmp_path: Path) -> None:
    said = {"20-points.md": '- The stock is safe. {use="if raised"}\n', "10-objective.md": "To agree.\n"}
    gone = dict.fromkeys(PARTS)
    content = form(tmp_path, "kind: talking-points\ntitle: Talks\ndate: 2031-05-05\n", **{**gone, **said})
    french = content / f"{EDITION}-fr"
    (french / "sections").mkdir(parents=True)
    header = f"translates: {EDITION}\nlanguage: fr\ntitle: Entretien\ndate: 2031-05-05\n"
    (french / "edition.yaml").write_text(header, encoding="utf-8")
    (french / "labels.yaml").write_text("desk: {name: Bureau}\n", encoding="utf-8")
    (french / "sections/10-objective.md").write_text("Un accord.\n", encoding="utf-8")
    text = french / "sections/20-points.md"
    for use, expected in (("if raised", []), ("freely", ["BG805", "BG805"])):
        text.write_text(f'- Le stock est sauf. {{use="{use}"}}\n', encoding="utf-8")
        found = check(Workspace(Folder(content), house_assets(), tmp_path / "out"), french.name)
        assert [each.code for each in found.diagnostics if each.is_error] == expected
        assert found.brief is None or found.brief.edition.kind.name == "talking-points"
