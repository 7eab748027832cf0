"""The mail: a message that programs open, with the brief in short and its documents, and nothing of anybody else's."""

from __future__ import annotations

import json
import re
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from briefgen.api import open_project
from briefgen.building import BuildOptions
from briefgen.errors import ContentError, UsageError
from briefgen.formats.mail import write
from briefgen.formats.written import Job, Sender
from briefgen.model.document import Attachment, Relationship
from briefgen.proof.in_mail import mail_differences
from briefgen.render import draw, paginated
from briefgen.spans import whole_file
from tests.commands import briefgen
from tests.desk import EDITION, FILES, replaced, write_desk
from tests.house import house
from tests.proof.test_catches_from_right import BRIEF, ENCLOSED, JOB
from tests.samples import DOCUMENT, MEDIA
from tests.shared import made_once

pytestmark = pytest.mark.slow

CONTACT = "contact: {name: Ana Ruiz, email: ana@example.org, phone: +34 91 555 0100}\n"
ONLINE = "online: https://briefs.example.org/{edition}.html\n"
DESK = {"desk.yaml": FILES["desk.yaml"] + CONTACT + ONLINE}
NAME = f"{EDITION}.eml"


def build(root: Path, *options: str) -> bytes:
    done = briefgen(root, "build", "--format", "eml", *options)
    assert done.returncode == 0, done.stderr
    return (root / "out" / EDITION / NAME).read_bytes()


@pytest.fixture
def data(tmp_path: Path) -> bytes:
    def make() -> bytes:
        write_desk(tmp_path, DESK)
        return build(tmp_path)

    return made_once("mail of the small desk", make)


def opened(data: bytes) -> EmailMessage:
    message = message_from_bytes(data, EmailMessage, policy=default)
    assert isinstance(message, EmailMessage)
    return message


def body(data: bytes, kind: str) -> str:
    part = opened(data).get_body((kind,))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


def test_the_telephone_of_a_desk_can_be_called(data: bytes) -> None:
    assert 'href="tel:+34915550100"' in body(data, "html")


def test_the_head_says_what_it_is_and_of_which_day(data: bytes) -> None:
    message = opened(data)
    assert message["Subject"] == "Official: DRAFT: Herring (Brief No.\u00a019)".replace("\u00a0", " ")
    assert message["From"] == "Fisheries desk <ana@example.org>"
    assert message["Date"] == "Mon, 05 May 2031 00:00:00 +0000"
    assert re.fullmatch(r"<[0-9a-f]{32}@example\.org>", message["Message-ID"])
    assert message["X-Unsent"] == "1"
    assert not {"To", "Cc", "Bcc", "X-Mailer"}.intersection(message)


def test_both_bodies_say_bottom_line_key_figures_dates_and_sections(data: bytes) -> None:
    text, page = body(data, "plain"), body(data, "html")
    words = " ".join(re.sub(r"<[^>]*>", " ", page).replace("\u00a0", " ").split())
    for said in (
        "Landings stood at 12,480 tonnes, +8% on the year before.",
        "12,480 tonnes landed [1]",
        "The council: vote on the quota",
        "1 Landings",
        f"Attached: {EDITION}.pdf, {EDITION}.docx",
    ):
        assert said in " ".join(text.split())
        assert said in words
    address = f"https://briefs.example.org/{EDITION}.html#section-landings"
    assert f"<{address}>" in text
    assert f'<a href="{address}"' in page
    assert "ana@example.org" in text
    assert "mailto:" not in text
    assert text.startswith("Official\nDRAFT\n")
    assert text.endswith("DRAFT\nOfficial\n")
    assert not re.search(r"<(?:script|img|link|style|form|iframe)|url\(", page)


def test_the_documents_are_attached_as_they_are(tmp_path: Path) -> None:
    write_desk(tmp_path, DESK)
    done = briefgen(tmp_path, "build", "--format", "eml", "--format", "pdf", "--format", "docx")
    assert done.returncode == 0, done.stderr
    folder = tmp_path / "out" / EDITION
    message = opened((folder / NAME).read_bytes())
    attached = {part.get_filename(): part.get_content() for part in message.iter_attachments()}
    assert list(attached) == [f"{EDITION}.pdf", f"{EDITION}.docx"]
    assert all((folder / str(name)).read_bytes() == content for name, content in attached.items())


@pytest.mark.slow
def test_lines_are_short_and_ascii_and_equal_input_gives_equal_bytes(data: bytes, tmp_path: Path) -> None:
    assert data.isascii()
    assert max(map(len, data.split(b"\r\n"))) <= 998
    assert data.count(b"\n") == data.count(b"\r\n") == data.count(b"\r")
    write_desk(tmp_path, DESK)
    assert build(tmp_path) == data
    assert b"Date: Tue, 06 May 2031 00:00:00 +0000" in build(tmp_path, "--date", "2031-05-06")


HEADS = {
    "a long title": "Ä" * 400,
    "a title that begins a header": "x Bcc: eve@example.org",
    "a title with signs of headers": "=?us-ascii?q?x?= (c), d; e:",
    "a title in other letters": "Минск и Łódź",
}


@pytest.mark.slow
@pytest.mark.parametrize("title", HEADS.values(), ids=HEADS)
def test_no_title_breaks_the_head(tmp_path: Path, title: str) -> None:
    changes = replaced("/edition.yaml", "title: Herring", f"title: {json.dumps(title, ensure_ascii=False)}")
    write_desk(tmp_path, {**DESK, **changes})
    message = opened(build(tmp_path))
    assert "Bcc" not in message
    assert "".join(title.split()) in "".join(message["Subject"].replace("\u200b", "").split())
    assert not message.defects


@pytest.mark.slow
@pytest.mark.parametrize("name", ["A, B; <c@d> (e)", "Ministère de la Mer", '"quoted" desk'])
def test_no_name_of_a_desk_breaks_the_sender(tmp_path: Path, name: str) -> None:
    desk = DESK["desk.yaml"].replace("name: Fisheries desk", f"name: {json.dumps(name, ensure_ascii=False)}")
    write_desk(tmp_path, {"desk.yaml": desk})
    (sender,) = opened(build(tmp_path))["From"].addresses
    assert (sender.display_name, sender.addr_spec) == (name, "ana@example.org")


@pytest.mark.parametrize(
    ("contact", "code", "words"),
    [
        ("", "BG104", "the desk has no mail address"),
        ('contact: {email: "a,b@example.org"}\n', "BG105", '"a,b@example.org" is no address that a mail can be from'),
    ],
)
def test_a_mail_needs_to_say_from_whom_it_is(tmp_path: Path, contact: str, code: str, words: str) -> None:
    write_desk(tmp_path, {"desk.yaml": FILES["desk.yaml"] + contact})
    done = briefgen(tmp_path, "build", "--format", "eml")
    assert done.returncode == 1
    assert f"error {code}: " in done.stderr
    assert words in done.stderr
    assert not (tmp_path / "out" / EDITION).exists()


@pytest.mark.parametrize(
    "address",
    ["ä@example.org", "a@exämple.org", "a@example.org.", "a@example..org", "a@.org.x", "a(b)@c.org", "=?u?q?a?=@b.org"],
)
def test_an_address_that_no_mail_can_be_from_is_a_fault(address: str) -> None:
    job = Job(DOCUMENT, MEDIA, house(), whole_file("content/edition"), sender=Sender("A desk", address))
    with pytest.raises(ContentError, match=re.escape(f'"{address}" is no address that a mail can be from')):
        write(job).finish()


def test_comments_for_reviewers_are_not_sent(tmp_path: Path) -> None:
    write_desk(tmp_path, DESK)
    done = briefgen(tmp_path, "build", "--format", "eml", "--comments")
    assert (done.returncode, "comments for reviewers are in no document that is sent" in done.stderr) == (2, True)
    with pytest.raises(UsageError):
        open_project(tmp_path).latest.build(BuildOptions(["docx", "eml"], comments=True))


def test_without_a_page_online_the_sections_are_named_with_their_pages(tmp_path: Path) -> None:
    for rule, pages in (("always", r", page \d of the PDF"), ("auto", "")):
        write_desk(tmp_path, {"desk.yaml": f"{FILES['desk.yaml']}{CONTACT}contents: {rule}\n"})
        text = body(build(tmp_path), "plain")
        assert re.search(rf"\nContents\n.*\n *• 1 Landings{pages}\n", text, re.DOTALL)
        assert "https://" not in text


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"Subject: ", b"X-Subject: "),
        (b"\r\nX-Unsent: 1", b"\r\nX-Unsent: 1\r\nBcc: eve@example.org"),
        (b"Date: Mon, 05", b"Date: Mon, 12"),
        (b"12,480", b"12,490"),
        (b"<p style=3D", b"<script></script><p style=3D"),
        (b"section-", b"section_"),
        (b"</table>", b"</table><p>x</p>"),
        (b"JVBERi0", b"JVBERi1"),
        (b"\r\n", b"\n"),
        (b"multipart/alternative", b"multipart/related"),
    ],
)
@pytest.mark.sample(3)
def test_whatever_is_broken_is_caught(data: bytes, tmp_path: Path, old: bytes, new: bytes) -> None:
    write_desk(tmp_path, DESK)
    assert old in data
    files = {str(part.get_filename()): part for part in opened(data).iter_attachments()}
    enclosures = [
        Attachment(name, part.get_content(), part.get_content_type(), "", Relationship.ALTERNATIVE)
        for name, part in files.items()
    ]
    checked = open_project(tmp_path).latest.check().checked
    assert checked.brief is not None
    job = paginated(checked.brief.job(draw(checked.brief)))
    online = f"https://briefs.example.org/{EDITION}.html"
    assert mail_differences(job.document, job.media, data, online, enclosures) == []
    assert mail_differences(job.document, job.media, data.replace(old, new, 1), online, enclosures)


def test_a_mail_from_the_right_says_so_wherever_a_program_looks() -> None:
    data = write(JOB).data
    assert mail_differences(BRIEF, MEDIA, data, "", ENCLOSED) == []
    page = body(data, "html")
    assert '<html lang="ur-PK" dir="rtl">' in page
    assert '" dir="rtl">' in page.split("<td", 1)[1]
    assert "border-right:4px" in page
    assert "border-left" not in page
    assert "text-align:left" not in page
    subject = str(opened(data)["Subject"])
    assert subject.startswith("سرکاری: صحت: ہفتہ وار بریف")
    assert not re.search("[\u2066-\u2069]", subject)
