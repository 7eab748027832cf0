"""`briefgen pull` as a user types it: what it writes, proposes, lists and refuses."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.archive.test_verify import unlock
from tests.archives import unzipped, zipped
from tests.commands import briefgen
from tests.desk import CLEARED, EDITION, FILES, replaced, write_desk
from tests.remarks import NOTED
from tests.review.documents import RICH
from tests.review.editing import comments
from tests.review.editing.opened import W15, OpenFile
from tests.review.hands import hand

TEXT = {**NOTED, "/sections/20-vote.md": RICH}
VOTE, LANDINGS = "sections/20-vote.md", "sections/10-landings.md"
HEAD = "The vote</w:t></w:r><w:bookmarkEnd"
"""A heading, unlike the line of the contents that repeats it."""


def edited(document: bytes, change: Callable[[str], str], part: str = "word/document.xml") -> bytes:
    """A Word file with one of its parts changed as text."""
    parts = unzipped(document)
    before = parts[part].decode()
    after = change(before)
    assert after != before
    return zipped({**parts, part: after})


def swapped(*pairs: tuple[str, str]) -> Callable[[str], str]:
    """Texts exchanged for others, each at its first place."""

    def change(xml: str) -> str:
        for old, new in pairs:
            assert old in xml, old
            xml = xml.replace(old, new, 1)
        return xml

    return change


@dataclass(frozen=True)
class Out:
    """A desk whose document is out for review."""

    folder: Path

    @property
    def edition(self) -> Path:
        return self.folder / "content" / EDITION

    @property
    def document(self) -> bytes:
        return (self.folder / "out" / EDITION / f"{EDITION}.docx").read_bytes()

    def text(self, name: str) -> str:
        return (self.edition / name).read_text()

    def write(self, name: str, text: str) -> None:
        (self.edition / name).write_text(text)

    def reviewed(self, *pairs: tuple[str, str], name: str = "reviewed.docx", part: str = "word/document.xml") -> str:
        (self.folder / name).write_bytes(edited(self.document, swapped(*pairs), part))
        return name

    def pull(self, *arguments: str, code: int = 0) -> str:
        ended = briefgen(self.folder, "pull", *arguments)
        assert (ended.returncode, "Traceback" in ended.stderr) == (code, False), ended.stderr
        return ended.stdout + ended.stderr

    def data(self, *arguments: str) -> dict[str, list[dict[str, str]]]:
        return json.loads(briefgen(self.folder, "pull", *arguments, "--dry-run", "--format", "json").stdout)

    def bytes(self) -> dict[str, bytes]:
        return {str(path): path.read_bytes() for path in sorted(self.folder.rglob("content/**/*")) if path.is_file()}


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with its document built; not to be changed."""
    folder = tmp_path_factory.mktemp("desk")
    write_desk(folder, TEXT)
    ended = briefgen(folder, "build", "--format", "docx")
    assert ended.returncode == 0, ended.stderr
    return folder


@pytest.fixture
def out(sent: Path, tmp_path: Path) -> Out:
    shutil.copytree(sent, tmp_path / "desk")
    return Out(tmp_path / "desk")


class TestText:
    def test_words_are_written_to_their_place_and_nothing_else_changes(self, out: Out) -> None:
        before = out.bytes()
        said = out.pull(out.reviewed(("It is not long.", "It is rather *short*.")))
        after = out.bytes()
        (changed,) = [name for name in after if after[name] != before[name]]
        assert changed.endswith(VOTE)
        assert out.text(VOTE) == before[changed].decode().replace("It is not long.", r"It is rather \*short\*.")
        assert "[-not long-] {+rather *short*+}" in said
        assert "not tracked" in said
        assert "1 file changed" in said

    @pytest.mark.slow
    def test_what_was_replaced_is_kept(self, out: Out) -> None:
        before = out.text(VOTE)
        out.pull(out.reviewed(("It is not long.", "It is short.")))
        (copy,) = (out.folder / "out/before-pull").rglob("*.md")
        assert copy.read_text() == before

    def test_an_unedited_document_changes_nothing(self, out: Out) -> None:
        before = out.bytes()
        (out.folder / "same.docx").write_bytes(out.document)
        assert "nothing was changed" in out.pull("same.docx")
        assert out.bytes() == before
        assert not (out.folder / "out/before-pull").exists()

    @pytest.mark.slow
    @pytest.mark.patch
    def test_a_dry_run_prints_a_patch_that_applies(self, out: Out) -> None:
        before = out.bytes()
        name = out.reviewed(("It is not long.", "It is short."), ("Landings and quota", "Landings and the quota"))
        printed = briefgen(out.folder, "pull", name, "--dry-run").stdout
        out.pull(name, "--as", "changes.patch")
        assert (out.folder / "changes.patch").read_text() == printed
        assert out.bytes() == before
        subprocess.run(["patch", "-p1", "-i", "changes.patch"], cwd=out.folder, check=True, capture_output=True)
        patched = out.bytes()
        shutil.rmtree(out.folder / "content")
        write_desk(out.folder, TEXT)
        out.pull(name)
        assert {n: d for n, d in out.bytes().items() if not n.endswith(".orig")} == patched

    @pytest.mark.slow
    @pytest.mark.parametrize(
        ("pair", "name", "old", "new"),
        [
            (("Landings and quota", "Landings: “all” of them # now"), "edition.yaml", "Landings and quota", None),
            (("The vote comes in June", "The vote: in June"), "figures.yaml", "The vote comes in June", None),
            (("stood at", "still stood at"), "edition.yaml", "Landings stood at", "Landings still stood at"),
            (
                ("The vote</w:t></w:r><w:bookmarkEnd", "The late vote</w:t></w:r><w:bookmarkEnd"),
                VOTE,
                "title: The vote",
                "title: The late vote",
            ),
            (("fewer boats", "fewer | boats"), VOTE, "**fewer boats**", "**fewer | boats**"),
            (("split in the middle", "split"), VOTE, "**split in the middle**", "**split**"),
            (("What follows", "What may follow"), VOTE, "What follows {#", "What may follow {#"),
            (("nothing is ", "nothing was "), VOTE, "nothing is *", "nothing was *"),
        ],
    )
    def test_texts_of_all_kinds(self, out: Out, pair: tuple[str, str], name: str, old: str, new: str | None) -> None:
        before = out.text(name)
        out.pull(out.reviewed(pair))
        after = out.text(name)
        assert after != before
        if new is not None:
            assert after == before.replace(old, new, 1)
        assert briefgen(out.folder, "build", "--format", "docx").returncode == 0
        assert pair[1].partition("<")[0] in " ".join(re.sub(r"<[^>]+>", "", _xml(out.document)).split()).replace(
            "&quot;", '"'
        )

    @pytest.mark.slow
    def test_line_ends_and_byte_order_marks_stay(self, out: Out) -> None:
        path = out.edition / VOTE
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
        assert briefgen(out.folder, "build", "--format", "docx").returncode == 0
        before = path.read_bytes()
        out.pull(out.reviewed(("It is not long.", "It is short.")))
        assert path.read_bytes() == before.replace(b"It is not long.", b"It is short.")


def _xml(document: bytes) -> str:
    return ZipFile(BytesIO(document)).read("word/document.xml").decode()


class TestFigures:
    def test_a_figure_is_proposed_and_the_prose_keeps_its_fact(self, out: Out) -> None:
        before = out.bytes()
        said = out.pull(out.reviewed((">12,480\u00a0tonnes<", ">12,500\u00a0tonnes<")))
        assert "landings: [-12,480\u00a0tonnes-] → {+12,500\u00a0tonnes+}".replace("\u00a0", " ") in said.replace(
            "\u00a0", " "
        )
        assert "from survey, table 1; ticked by nobody" in said
        assert out.bytes() == before

    def test_an_accepted_figure_is_written_to_the_ledger(self, out: Out) -> None:
        facts = out.text("facts.yaml")
        out.pull(out.reviewed((">12,480\u00a0tonnes<", ">12,500\u00a0tonnes<")), "--accept-figures")
        assert out.text("facts.yaml") == facts.replace("value: 12480", "value: 12500", 1)

    def test_a_date_is_written_to_the_deadlines(self, out: Out) -> None:
        deadlines = out.text("deadlines.yaml")
        out.pull(out.reviewed((">1\u00a0June\u00a02031<", ">12 June 2031<")), "--accept-figures")
        assert out.text("deadlines.yaml") == deadlines.replace("by: 2031-06-01", "by: 2031-06-12", 1)

    def test_a_derived_figure_needs_a_hand(self, out: Out) -> None:
        said = out.pull(out.reviewed((">1,480<", ">1,500<")), "--accept-figures")
        assert "derived (landings - quota): change the facts of its formula" in said
        assert "no file was changed" in said

    @pytest.mark.slow
    def test_who_ticked_it_is_named(self, out: Out) -> None:
        write_desk(out.folder, {**TEXT, **replaced("/edition.yaml", "prepared_by:", "author: Ana Ruiz\nprepared_by:")})
        assert briefgen(out.folder, "facts", "landings", "--sign-off", "--by", "Bo Ek").returncode == 0
        assert briefgen(out.folder, "build", "--format", "docx").returncode == 0
        said = out.pull(out.reviewed((">12,480\u00a0tonnes<", ">12,500\u00a0tonnes<")))
        assert "ticked by Bo Ek, whose tick falls" in said

    @pytest.mark.slow
    def test_a_figure_that_goes_from_the_prose_stays_in_the_ledger(self, out: Out) -> None:
        facts = out.text("facts.yaml")
        out.pull(out.reviewed((", which is ", ", well "), (">1,480<", "><")))
        assert "{{ excess }}" not in out.text(LANDINGS)
        assert "well above the quota" in " ".join(out.text(LANDINGS).split())
        assert out.text("facts.yaml") == facts


class TestComments:
    COMMENT = """<w:comment w:id="900" w:author="Ana Ruiz" w:date="2031-05-06T10:00:00Z"><w:p><w:r>
        <w:t>{text}</w:t></w:r></w:p></w:comment></w:comments>"""

    @pytest.fixture
    def noted(self, out: Out) -> Out:
        assert briefgen(out.folder, "build", "--format", "docx", "--comments").returncode == 0
        return out

    def reviewed(self, out: Out, words: str, text: str) -> str:
        around = (
            f'</w:t></w:r><w:commentRangeStart w:id="900"/><w:r><w:t>{words}</w:t></w:r><w:commentRangeEnd w:id="900"/>'
            '<w:r><w:commentReference w:id="900"/></w:r><w:r><w:t xml:space="preserve">'
        )
        out.reviewed((words, around), name="a.docx")
        comment = self.COMMENT.format(text=text)
        document = edited(
            (out.folder / "a.docx").read_bytes(), swapped(("</w:comments>", comment)), "word/comments.xml"
        )
        (out.folder / "a.docx").write_bytes(document)
        return "a.docx"

    @pytest.mark.slow
    def test_a_comment_becomes_a_note_behind_its_words(self, noted: Out) -> None:
        before = noted.text(VOTE)
        noted.pull(self.reviewed(noted, "anybody can move about", "Who? Ask --&gt; them."))
        note = "<!-- note (Ana Ruiz, 2031-05-06): Who? Ask -- > them. -->"
        assert noted.text(VOTE) == before.replace("anybody can move about", f"anybody can move about {note}", 1)
        assert briefgen(noted.folder, "check").returncode == 0

    @pytest.mark.slow
    def test_comments_that_went_out_do_not_come_back(self, noted: Out) -> None:
        (noted.folder / "same.docx").write_bytes(noted.document)
        assert "nothing was changed" in noted.pull("same.docx")

    @pytest.mark.slow
    def test_comments_go_to_a_list_if_asked(self, noted: Out) -> None:
        before = noted.text(VOTE)
        name = self.reviewed(noted, "anybody can move about", "Who?")
        noted.pull(name, "--comments-to", "review.md")
        listed = noted.text("review.md")
        assert re.search(
            r'- \[ \] Ana Ruiz, 2031-05-06, .*20-vote\.md:\d+:\d+: "anybody can move about" — Who\?', listed
        )
        assert noted.text(VOTE) == before
        assert re.search(r"comments +1 open", briefgen(noted.folder, "review").stdout)
        noted.pull(name, "--comments-to", "review.md")
        assert noted.text("review.md") == listed

    @pytest.mark.slow
    def test_what_stands_in_yaml_is_listed(self, noted: Out) -> None:
        assert "they are written in YAML" in noted.pull(self.reviewed(noted, "Landings and quota", "Dull."))
        assert "Dull." in noted.text("review.md")


class TestMerging:
    @pytest.mark.slow
    def test_what_changed_in_the_content_since_stays(self, out: Out) -> None:
        name = out.reviewed(("It is not long.", "It is short."))
        out.write(VOTE, out.text(VOTE).replace("Nobody would miss it.", "Everybody would."))
        said = out.pull(name)
        assert "made from the draft that was built" in said
        assert "It is short." in out.text(VOTE)
        assert "Everybody would." in out.text(VOTE)

    @pytest.mark.slow
    def test_one_sentence_changed_on_both_sides_is_a_conflict_with_both_texts(self, out: Out) -> None:
        name = out.reviewed(("It is not long.", "It is short."))
        out.write(VOTE, out.text(VOTE).replace("It is not long.", "It was never long."))
        said = out.pull(name)
        assert "Conflicts, not written (1)" in said
        assert "[-not long-] {+short+}" in said
        assert "“It was never long.”" in said
        assert "It was never long." in out.text(VOTE)

    @pytest.mark.slow
    def test_two_reviewers_are_merged_and_their_conflicts_name_both(self, out: Out) -> None:
        first = out.reviewed(("It is not long.", "It is short."), ("Nobody would", "None would"), name="ana.docx")
        second = out.reviewed(
            ("It is not long.", "It is brief."), ("a few words more", "few words more"), name="bo.docx"
        )
        said = out.pull(first, second)
        assert "None would miss it." in out.text(VOTE)
        assert "with few words more." in out.text(VOTE)
        assert "It is not long." in out.text(VOTE)
        assert "bo.docx has edited the same sentence: “brief”" in said
        assert "ana.docx has edited the same sentence: “short”" in said

    @pytest.mark.slow
    def test_one_after_the_other_the_first_is_named_too(self, out: Out) -> None:
        first = out.reviewed(("It is not long.", "It is short."), name="ana.docx")
        second = out.reviewed(("It is not long.", "It is brief."), name="bo.docx")
        out.pull(first)
        assert "ana.docx has edited the same sentence: “It is short.”" in out.pull(second)
        assert "the content says so already" in out.pull(first)

    def test_without_its_draft_what_is_still_the_same_is_placed(self, out: Out) -> None:
        name = out.reviewed(("It is not long.", "It is short."), ("Nobody would miss it.", "None would."))
        out.write(VOTE, out.text(VOTE).replace("says little", "says nothing"))
        shutil.rmtree(out.folder / "out/.drafts")
        said = out.pull(name)
        assert "was not kept" in said
        assert "It is short." in out.text(VOTE)
        assert "the content has changed here since the document was made" in said
        assert "says nothing. Nobody would miss it." in out.text(VOTE)

    @pytest.mark.slow
    def test_a_record_is_found_as_the_base(self, out: Out) -> None:
        write_desk(out.folder, {**TEXT, **CLEARED})
        assert briefgen(out.folder, "publish").returncode == 0
        record = out.folder / f"out/archive/2031/2031-05-05_herring_v001/data/{EDITION}.docx"
        (out.folder / "r.docx").write_bytes(edited(record.read_bytes(), swapped(("It is not long.", "It is short."))))
        out.write(VOTE, out.text(VOTE).replace("Nobody would miss it.", "Everybody would."))
        shutil.rmtree(out.folder / "out/.drafts", ignore_errors=True)
        said = out.pull("r.docx")
        assert "made from record 2031-05-05_herring_v001" in said
        assert "It is short." in out.text(VOTE)
        unlock(out.folder / "out")


class TestRefusals:
    @pytest.mark.parametrize(
        ("data", "message"),
        [
            (b"not a document", "it is not a Word document"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
            (b"PK\x03\x04 truncated", "it is not a Word document, or damaged"),
        ],
    )
    def test_what_is_no_document_is_refused_in_one_line(self, out: Out, data: bytes, message: str) -> None:
        (out.folder / "odd.docx").write_bytes(data)
        said = out.pull("odd.docx", code=2)
        assert message in said
        assert said.count("\n") == 1

    def test_a_document_of_another_edition_is_refused(self, out: Out) -> None:
        (out.folder / "r.docx").write_bytes(
            edited(out.document, swapped((EDITION, "2031-04-28-cod")), "customXml/item1.xml")
        )
        assert "made from 2031-04-28-cod, which content does not have" in out.pull("r.docx", code=2)
        assert "made from 2031-04-28-cod, not from" in out.pull("r.docx", "--edition", EDITION, code=2)

    @pytest.mark.slow
    def test_without_marks_the_edition_must_be_named_and_texts_are_placed_by_likeness(self, out: Out) -> None:
        plain = edited(out.document, swapped(("It is not long.", "It is short.")))
        plain = edited(plain, lambda xml: re.sub(r"<w:bookmark(Start|End)[^>]*/>", "", xml))
        plain = edited(plain, swapped(("urn:briefgen:manifest", "urn:other")), "customXml/item1.xml")
        (out.folder / "plain.docx").write_bytes(plain)
        assert "name the edition with --edition" in out.pull("plain.docx", code=2)
        assert "placed by likeness" in out.pull("plain.docx", "--edition", EDITION)
        assert "It is short." in out.text(VOTE)


@pytest.mark.slow
def test_threads_go_out_as_threads_and_come_back_as_they_were_left(tmp_path: Path) -> None:
    """One note is answered, one resolved with its answer; a protected document is no other."""
    asked = "Talks<!-- note (Ana Ruiz): Where? --> <!-- note (Bo Ek): In town. --> resume.\n\n"
    left = "Boats<!-- note (Ana Ruiz): How many? --> wait. <!-- note (Bo Ek): Apart. -->\n"
    section = f"---\ntitle: The vote\n---\n\n{asked}{left}"
    write_desk(tmp_path, {"/sections/20-vote.md": section, **protected("comments")})
    assert briefgen(tmp_path, "build", "--format", "docx", "--comments").returncode == 0
    built = tmp_path / "out" / EDITION / f"{EDITION}.docx"
    file = OpenFile(built.read_bytes())
    first, answer, second, _ = comments.comments(file)
    threads = file.tree("word/commentsExtended.xml")
    parents = [each.get(f"{W15}paraIdParent") for each in threads]
    assert parents == [None, threads[0].get(f"{W15}paraId"), None, None]
    comments.reply(file, second, "Nine.", hand(file))
    for each in (first, answer):
        comments.resolve(file, each)
    path = tmp_path / "back.docx"
    path.write_bytes(file.saved())
    pulled = briefgen(tmp_path, "pull", str(path))
    assert pulled.returncode == 0, pulled.stderr
    text = (tmp_path / "content" / EDITION / "sections/20-vote.md").read_text()
    answered = left.replace("many? -->", "many? --> <!-- note (Ana Ruiz, 2031-05-06): Nine. -->")
    assert text == section.replace(asked, "Talks resume.\n\n").replace(left, answered)
    listed = (tmp_path / "content" / EDITION / "review.md").read_text()
    assert "- [x] Ana Ruiz" in listed
    assert "— Where?" in listed
    assert "  Bo Ek, 2031-05-05: In town." in listed


def protected(protection: str) -> dict[str, str | None]:
    return {"desk.yaml": FILES["desk.yaml"] + f"protection: {protection}\n"}
