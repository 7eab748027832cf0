"""review.md: what reviewers have said, in whatever form somebody has written it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from briefgen.content import COMMENTS, Folder, content_files, load_comments, load_edition
from briefgen.model.remark import Comment
from briefgen.scaffold import carry_forward
from briefgen.workspace import Workspace
from tests.desk import EDITION, write_desk

DAY = date(2031, 5, 6)
ABOUT = "sections/20-vote.md:5", "the council"
ITEM = '- [ ] Ana Ruiz, 2031-05-06, sections/20-vote.md:5: "the council" — Still so?'


def comments(tmp_path: Path, text: str) -> tuple[Comment, ...]:
    found, faults = load_comments(Folder(write_desk(tmp_path, {f"/{COMMENTS}": text})), EDITION)
    assert faults == []
    return found


@pytest.mark.parametrize(
    ("item", "comment"),
    [
        (ITEM, Comment("Still so?", "Ana Ruiz", DAY, *ABOUT)),
        (
            ITEM.replace("[ ]", "[x]"),
            Comment("Still so?", "Ana Ruiz", DAY, *ABOUT, False),
        ),
        ('- [ ] Bo Ek, 2031-05-06: "All: of it" — a: "b" — c', Comment('a: "b" — c', "Bo Ek", DAY, "", "All: of it")),
        ("- [X] Bo Ek, 2031-05-06, the title — Too long", Comment("Too long", "Bo Ek", DAY, "the title", "", False)),
        ("- [ ] Bo Ek, 2031-05-06: Odd", Comment("Odd", "Bo Ek", DAY)),
        ("* [ ] Bo Ek, 2031-02-30: Odd", Comment("Bo Ek, 2031-02-30: Odd")),
        ("+ [ ] a thought", Comment("a thought")),
    ],
)
def test_an_item_says_who_said_what_when_and_where(tmp_path: Path, item: str, comment: Comment) -> None:
    assert comments(tmp_path, f"# Comments\n\nOf the second round:\n\n{item}\n") == (comment,)


def test_what_is_indented_below_an_item_belongs_to_it(tmp_path: Path) -> None:
    text = "- [ ] first\n  goes on\n\n  and on\n- [ ] second\nNo item.\n  nor this\n- no box\n- [ ] third"
    found = comments(tmp_path, text)
    assert [comment.text for comment in found] == ["first goes on and on", "second", "third"]
    assert [comment.place.line for comment in found if comment.place] == [1, 5, 9]


def test_without_the_file_nobody_has_said_anything(tmp_path: Path) -> None:
    assert load_comments(Folder(write_desk(tmp_path)), EDITION) == ((), [])


def test_a_file_that_cannot_be_read_is_reported(tmp_path: Path) -> None:
    content = write_desk(tmp_path)
    (content / EDITION / COMMENTS).write_bytes(b"- [ ] \xff")
    found, (fault,) = load_comments(Folder(content), EDITION)
    assert (found, fault.place.file) == ((), (content / EDITION / COMMENTS).as_posix())


def test_the_file_is_no_part_of_the_brief(tmp_path: Path) -> None:
    """It is no section, is not reported as unknown, and is in nothing that is made of the edition."""
    content = write_desk(tmp_path)
    desk = Workspace(Folder(content), Folder(tmp_path / "assets"), tmp_path / "out")
    before, print_before = load_edition(Folder(content), EDITION), desk.fingerprint(EDITION)
    (content / EDITION / COMMENTS).write_text(ITEM)
    after = load_edition(Folder(content), EDITION)
    assert (after.edition, after.diagnostics) == (before.edition, before.diagnostics)
    assert desk.fingerprint(EDITION) == print_before
    assert after.edition is not None
    kept, _ = content_files(Folder(content), after.edition, after.files)
    assert f"{EDITION}/edition.yaml" in kept
    assert f"{EDITION}/{COMMENTS}" not in kept


def test_the_next_edition_does_not_take_it_over(tmp_path: Path) -> None:
    content = write_desk(tmp_path, {f"/{COMMENTS}": ITEM, "/sections/review.md": "---\ntitle: Review\n---\n\nText.\n"})
    made = carry_forward(content, EDITION, date(2031, 5, 12), "herring")
    assert not (made.folder / COMMENTS).exists()
    assert (made.folder / "sections/review.md").exists()
