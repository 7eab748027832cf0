"""Mails as they are sent: every header, and every part, decoded."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import Message

from briefgen.proof.leaks.found import FoundText, HeldFile, Unread, Zone, within

_READ = {"subject", "comments", "keywords", "content-description"}
_SUFFIXES = {"text/html": ".html", "application/json": ".json", "message/rfc822": ".eml"}


def mail_parts(data: bytes, around: str) -> Iterator[FoundText | HeldFile | Unread]:
    """All that a mail says, and the files in it."""
    for number, part in enumerate(message_from_bytes(data, policy=policy.default).walk()):
        name = within(around, f"part {number}") if number else around
        for header, value in part.items():
            zone = Zone.TEXT if header.lower() in _READ else Zone.MARKUP
            yield FoundText(within(name, f"header {header}"), zone, f"{header}: {value}")
        for before in filter(None, (part.preamble, part.epilogue)):
            yield FoundText(within(name, "around its parts"), Zone.DATA, before)
        if not part.is_multipart():
            yield _body(part, name, around)


def _body(part: Message, name: str, around: str) -> HeldFile | Unread:
    content = part.get_payload(decode=True)
    path = part.get_filename() or ""
    if not isinstance(content, bytes):
        return Unread(name, "it cannot be decoded")
    if path:
        return HeldFile(within(around, f"attached {path}"), content, path)
    charset = part.get_content_charset() or "utf-8"
    if part.get_content_maintype() == "text" and charset != "utf-8":
        try:
            content = content.decode(charset).encode()
        except (LookupError, UnicodeDecodeError) as error:
            return Unread(name, str(error))
    return HeldFile(name or "text", content, f"text{_SUFFIXES.get(part.get_content_type(), '.txt')}")
