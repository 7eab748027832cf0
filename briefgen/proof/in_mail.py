"""A mail against the document that it was written from, and what is attached against the documents themselves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from email.utils import parsedate_to_datetime

from briefgen.model.document import Attachment, Document, Media
from briefgen.model.front_page import front_page
from briefgen.model.labels import labels_for
from briefgen.proof.addresses import addresses_of, in_order
from briefgen.proof.compare import Difference, Script, compared, different
from briefgen.proof.expected import FormatProfile, of_front
from briefgen.proof.in_text import text_differences, text_pieces
from briefgen.proof.mail import MailContent, read_mail
from briefgen.proof.reading import squeezed

HEADERS = frozenset(
    {"from", "subject", "date", "message-id", "content-language", "x-unsent", "mime-version", "content-type"}
)
PAGE = FormatProfile(lambda _: "", has_pages=False, repeats_heads=True)


def mail_differences(
    document: Document, media: Media, data: bytes, online: str, enclosures: Sequence[Attachment]
) -> list[Difference]:
    """How a mail differs from the document, in its headers, its text, its HTML and its attachments."""
    try:
        found = read_mail(data)
    except (ValueError, KeyError, AttributeError, IndexError, TypeError) as error:
        return [Difference(of_front("", "file"), f"cannot be read: {error}")]
    said = front_page(document, online, [each.name for each in enclosures])
    labels = labels_for(document.properties.language)
    form = replace(PAGE, note_call=squeezed(labels.footnote_call).replace("{number}", "{}"))
    return [
        *_header_differences(document, found),
        *text_differences(said, media, found.text.encode(), numbered=False),
        *compared(Script(list(text_pieces(said, media, form, labels.footnotes))), found.page),
        *in_order(addresses_of(said), found.links),
        *_attachment_differences(enclosures, found),
    ]


def _header_differences(document: Document, found: MailContent) -> Iterator[Difference]:
    properties, front = document.properties, document.front
    subject = squeezed(found.headers.get("subject", ""))
    for what, wanted in (("marking", front.marking), ("draft status", front.draft), ("title", properties.title)):
        if squeezed(wanted) not in subject:
            yield different(of_front(squeezed(wanted), f"{what} in the subject"), subject)
    if squeezed(found.title) != squeezed(properties.title):
        yield different(of_front(squeezed(properties.title), "title of the HTML"), squeezed(found.title))
    sent = parsedate_to_datetime(found.headers["date"]).date() if "date" in found.headers else None
    if sent != properties.date:
        yield different(of_front(properties.date.isoformat(), "date of the mail"), str(sent))
    for name in sorted(HEADERS.symmetric_difference(found.headers)):
        yield Difference(of_front("", f"header {name}"), "is missing" if name in HEADERS else "is none that it has")


def _attachment_differences(enclosures: Sequence[Attachment], found: MailContent) -> Iterator[Difference]:
    wanted = {each.name: (each.media_type, each.data) for each in enclosures}
    for name in dict.fromkeys((*wanted, *found.attached)):
        if wanted.get(name) != found.attached.get(name):
            yield Difference(of_front("", f"attached file {name}"), "is not the document that was made")
