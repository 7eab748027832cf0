"""What a reviewer puts into a text that is no text, and what breaks off in it: none of it is lost."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from briefgen.errors import UsageError
from briefgen.review.pull.changes import PulledKind
from tests.review.documents import RICH
from tests.review.editing.opened import MAIN, NOTES, OpenFile, W
from tests.review.hands import VOTE, left, paragraph, parsed, pulled_after, retype, section, trip_with

PLAIN = "A first paragraph of plain words that anybody can move about. It is not long."
SAID = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
BOX = f"<w:drawing><wps:txbx><w:txbxContent>{SAID.format('In a box')}</w:txbxContent></wps:txbx></w:drawing>"
THINGS = {
    "text box": (f"<w:r>{BOX}</w:r>", "[In a box]"),
    "equation": ("<m:oMath><m:r><m:t>x=y</m:t></m:r></m:oMath>", "[x=y]"),
    "ruby": (
        "<w:r><w:ruby><w:rt><w:r><w:t>above</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>below</w:t></w:r></w:rubyBase>"
        "</w:ruby></w:r>",
        "[abovebelow]",
    ),
    "sign of one typeface": ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', "[sign F0FC of Wingdings]"),
    "picture": ("<w:r><w:drawing/></w:r>", "[picture]"),
    "endnote that is not there": ('<w:r><w:endnoteReference w:id="5"/></w:r>', "[footnote: of no text]"),
}
WORDS = {
    "sign of every typeface": ('<w:r><w:sym w:font="Cambria Math" w:char="2192"/></w:r>', "→"),
    "line in a text": ("<w:r><w:t>one\ntwo</w:t></w:r>", "one two"),
    "field without an end": (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r>'
        "<w:r><w:t>More.</w:t></w:r>",
        "More.",
    ),
}


def append(file: OpenFile, markup: str) -> None:
    paragraph(file, PLAIN).append(parsed(f"<w:smartTag>{markup}</w:smartTag>"))


@pytest.mark.sample(1)
@pytest.mark.parametrize("name", THINGS)
def test_a_thing_that_is_no_text_is_listed_with_its_words(name: str, tmp_path: Path) -> None:
    markup, shown = THINGS[name]
    pulled = pulled_after(trip_with(tmp_path), lambda file: append(file, markup))
    (change,) = left(pulled)
    assert (change.new, dict(pulled.after)) == (shown, {})
    assert change.place is not None and change.place.file == VOTE


@pytest.mark.slow
@pytest.mark.parametrize("name", WORDS)
def test_words_come_however_they_are_written(name: str, tmp_path: Path) -> None:
    markup, words = WORDS[name]
    trip = trip_with(tmp_path)
    pulled = pulled_after(trip, lambda file: append(file, markup))
    assert left(pulled) == []
    assert f"\n{PLAIN}{words}\n" in section(trip, pulled)


@pytest.mark.slow
def test_an_endnote_becomes_a_footnote(tmp_path: Path) -> None:
    trip = trip_with(tmp_path)

    def change(file: OpenFile) -> None:
        append(file, '<w:r><w:endnoteReference w:id="5"/></w:r>')
        note = parsed(
            '<w:endnotes><w:endnote w:id="5"><w:p><w:r><w:t>At the end.</w:t></w:r></w:p></w:endnote></w:endnotes>'
        )
        file.add_part(
            "word/endnotes.xml",
            note,
            "application/vnd.openxmlformats-officedocument.wordprocessingml.endnotes+xml",
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships/endnotes",
        )

    pulled = pulled_after(trip, change)
    assert left(pulled) == []
    (label,) = re.findall(r"long\.\[\^(at-the-end-\w{4})\]", section(trip, pulled))
    assert f"{PLAIN}[^{label}]\n\n[^{label}]: At the end.\n" in section(trip, pulled)


@pytest.mark.slow
def test_a_comment_on_a_thing_names_it(tmp_path: Path) -> None:
    def change(file: OpenFile) -> None:
        picture = next(file.tree(MAIN).iter(f"{W}drawing")).getparent()
        assert picture is not None
        picture.addprevious(parsed('<w:commentRangeStart w:id="0"/>'))
        picture.addnext(parsed('<w:commentRangeEnd w:id="0"/>'))
        said = parsed(
            f'<w:comments><w:comment w:id="0" w:author="Ana Ruiz">{SAID.format("Too small.")}</w:comment></w:comments>'
        )
        kind = "officeDocument/2006/relationships/comments"
        file.add_part(
            "word/comments.xml",
            said,
            "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml",
            f"http://schemas.openxmlformats.org/{kind}",
        )

    pulled = pulled_after(trip_with(tmp_path), change)
    (comment,) = pulled.changes
    assert (comment.kind, comment.old) == (PulledKind.COMMENT, "[picture]")
    assert comment.where.startswith("picture: Bar chart, tonnes.")


@pytest.mark.slow
def test_a_document_without_its_footnotes_changes_nothing(tmp_path: Path) -> None:
    def change(file: OpenFile) -> None:
        notes = file.tree(NOTES)
        for note in list(notes):
            notes.remove(note)

    pulled = pulled_after(trip_with(tmp_path), change)
    assert [change.old for change in left(pulled)] == [
        "[footnote: Weighed at the quay.]",
        "[footnote: Some members told the desk, which could not ask the others.]",
    ]
    assert dict(pulled.after) == {}


def test_a_document_without_a_text_is_refused(tmp_path: Path) -> None:
    def change(file: OpenFile) -> None:
        main = file.tree(MAIN)
        main.remove(main[0])

    with pytest.raises(UsageError, match="no text"):
        pulled_after(trip_with(tmp_path), change)


@pytest.mark.slow
@pytest.mark.patch
def test_a_patch_counts_lines_as_patch_does(tmp_path: Path) -> None:
    """Other signs that end a line for some programs end none in a patch."""
    odd = RICH.replace("> [!NOTE]", "Odd\u2028one, and a form\x0cfeed.\n\n> [!NOTE]").rstrip("\n")
    trip = trip_with(tmp_path, {"/sections/20-vote.md": odd})
    pulled = pulled_after(trip, lambda file: retype(paragraph(file, "Talks go on"), "Talks", "Long talks"))
    (tmp_path / "changes.patch").write_bytes(pulled.patch("content").encode())
    done = subprocess.run(
        ["patch", "-p1", "-i", "changes.patch"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert (tmp_path / "content" / VOTE).read_bytes() == pulled.after[VOTE]


@pytest.mark.slow
def test_heads_may_follow_the_title_but_not_say_what_the_brief_does_not(tmp_path: Path) -> None:
    """Word lets the heads of pages follow an edited title by itself; whoever types into them is told where to."""

    def change(file: OpenFile) -> None:
        head = file.tree("word/header-default.xml")
        said = {text.text: text for text in head.iter(f"{W}t")}
        said["Herring"].text = "Herring and cod"
        said["Official"].text = "Secret"

    (change_left,) = left(pulled_after(trip_with(tmp_path), change))
    assert (change_left.new, change_left.where) == ("[DRAFT]Secret", "header or footer"), "DRAFT stands across pages"


@pytest.mark.slow
def test_heads_of_an_earlier_release_have_no_field_for_the_title(tmp_path: Path) -> None:
    def change(file: OpenFile) -> None:
        head = file.tree("word/header-default.xml")
        for sign in [*head.iter(f"{W}fldChar"), *head.iter(f"{W}instrText")]:
            sign.getparent().remove(sign)

    assert left(pulled_after(trip_with(tmp_path), change)) == []
