"""The mail writer: a message with the front page as HTML and as text, and the documents attached; nothing is sent.

It is a message of RFC 5322 and MIME (RFC 2045 to 2049) without recipients; its bytes depend on nothing but the brief.
"""

from __future__ import annotations

from datetime import UTC, datetime, time
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from hashlib import sha256

from briefgen import codes
from briefgen.errors import ContentError
from briefgen.formats.mail.body import write_body
from briefgen.formats.text import TextForm, write_text
from briefgen.formats.written import Job, Sender, Written
from briefgen.model.direction import without_isolates
from briefgen.model.document import Document
from briefgen.model.front_page import front_page

DIGITS = 32


def write(job: Job) -> Written:
    """The brief as a mail; its bytes raise ContentError where nobody says from whom it is."""
    return Written(lambda: _message(job, job.sender, _address(job, job.sender)).as_bytes())


def _address(job: Job, sender: Sender) -> Address:
    """Whom the mail is from."""
    place = job.home if sender.release else sender.place or job.home
    if not sender.address:
        whose, where = "the desk", "desk.yaml"
        if sender.release:
            whose, where = f'the release "{sender.release}"', f"{sender.release}, below `releases:`"
        message = f"{whose} has no mail address, which a mail needs to say from whom it is"
        raise ContentError(
            [codes.MISSING_KEY.at(place, message, f"add to {where}: contact: {{email: name@example.org}}")]
        )
    if (address := _parsed(sender)) is None:
        message = f'"{sender.address}" is no address that a mail can be from'
        hint = "write name@example.org, in ASCII: a domain with other letters begins with xn--"
        raise ContentError([codes.WRONG_VALUE.at(place, message, hint)])
    return address


def _parsed(sender: Sender) -> Address | None:
    """The sender's address with the desk's name; none of what heads of mails do not have, or not to the letter."""
    try:
        address = Address(one_line(sender.name), addr_spec=sender.address)
    except (ValueError, IndexError, MessageError):
        return None
    return address if address.addr_spec == sender.address and sender.address.isascii() else None


def _message(job: Job, sender: Sender, address: Address) -> EmailMessage:
    document = front_page(job.document, sender.online, [each.name for each in job.enclosures])
    text, page = write_text(document, TextForm(numbered=False)), write_body(document, job.theme)
    parts = (text.encode(), page.encode(), *(each.data for each in job.enclosures))
    digest = sha256(b"".join(sha256(part).digest() for part in parts)).hexdigest()[:DIGITS]
    message = EmailMessage(SMTP)
    message["From"] = address
    message["Subject"] = subject_of(document)
    message["Date"] = datetime.combine(document.properties.date, time(), UTC)
    message["Message-ID"] = f"<{digest}@{address.domain}>"
    message["X-Unsent"] = "1"  # so that Outlook opens it as a draft
    message.set_content(text, cte="quoted-printable")
    message.add_alternative(page, subtype="html", cte="quoted-printable")
    message.set_boundary(f"=_{digest}_bodies")
    for each in job.enclosures:
        kind, _, form = each.media_type.partition("/")
        message.add_attachment(each.data, kind, form, filename=each.name)
    if job.enclosures:
        message.set_boundary(f"=_{digest}_parts")
    message["Content-Language"] = document.properties.language  # which the parts above would take along
    return message


def subject_of(document: Document) -> str:
    """The marking, the draft status, the title and the number of the brief, on one line."""
    front = document.front
    title = " ".join(filter(None, (document.properties.title, f"({front.issue})" if front.issue else "")))
    return one_line(without_isolates(": ".join(filter(None, (front.marking, front.draft, title)))))


def one_line(text: str) -> str:
    """A text as a header has it: on one line, and with nothing in it that reads as an encoded word (RFC 2047)."""
    return " ".join(text.split()).replace("=?", "=\u200b?")
