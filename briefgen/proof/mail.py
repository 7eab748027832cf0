"""A mail as a reader finds it: headers, two bodies and what is attached, read by the standard library alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from html.parser import HTMLParser

from briefgen.frozen import frozen
from briefgen.proof.reading import Squeezed, reading

LONGEST_LINE = 998
"""The characters of a line of a message, without its end (RFC 5322, section 2.1.1)."""
KNOWN = frozenset(
    """a blockquote body br caption em h1 h2 head html li meta ol p span strong table tbody td th thead title tr
    ul""".split()  # noqa: SIM905
)
SPANS = frozenset({"a", "em", "span", "strong"})
LISTS = ("ol", "ul")
BULLETS = ("•", "–")
VOID = frozenset({"br", "meta"})
ATTRIBUTES = frozenset(
    """align cellpadding cellspacing charset dir href lang role scope start style width""".split()  # noqa: SIM905
)


@frozen
class MailContent:
    """A mail as read: its headers, the words of its bodies, the links of that in HTML, and its attachments by name."""

    headers: Mapping[str, str]
    text: str
    page: Squeezed
    links: tuple[str, ...]
    title: str
    attached: Mapping[str, tuple[str, bytes]]


def read_mail(data: bytes) -> MailContent:
    """A mail as read; raises ValueError, KeyError or AttributeError for what is no such mail."""
    _check_lines(data)
    message = message_from_bytes(data, EmailMessage, policy=default)
    if message.defects or any(part.defects for part in message.walk()):
        raise ValueError("its structure is damaged")
    bodies, *files = message.iter_parts()
    plain, html = bodies.iter_parts()
    kinds = [part.get_content_type() for part in (message, bodies, plain, html)]
    if kinds != ["multipart/mixed", "multipart/alternative", "text/plain", "text/html"]:
        raise ValueError(f"its parts are {', '.join(kinds)}")
    page = BodyReader()
    page.feed(html.get_content())
    page.close()
    names = [name.lower() for name, _ in message.items()]
    if len(set(names)) < len(names):
        raise ValueError("a header stands twice in it")
    attached = {str(each.get_filename()): (each.get_content_type(), each.get_content()) for each in files}
    headers = {name.lower(): str(value) for name, value in message.items()}
    text = plain.get_content().replace("\r\n", "\n")
    return MailContent(headers, text, page.words, tuple(page.links), page.title, attached)


def _check_lines(data: bytes) -> None:
    lines: Sequence[bytes] = data.split(b"\r\n")
    if any(len(line) > LONGEST_LINE or b"\n" in line or b"\r" in line for line in lines) or not data.isascii():
        raise ValueError("a line of it is too long, ends otherwise than by CR and LF, or is not ASCII")


class BodyReader(HTMLParser):
    """Reads the HTML body: its words, of which those of elements stand on lines of their own, and its links.

    Raises ValueError for an element or attribute that a mail must not have, such as a script or a picture.
    """

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.title = ""
        self._parts: list[str] = []
        self._open: list[str] = []
        self._lists: list[int] = []

    @property
    def words(self) -> Squeezed:
        return reading("".join(self._parts))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        unknown = {name for name, _ in attrs} - ATTRIBUTES
        if tag not in KNOWN or unknown:
            raise ValueError(f"its HTML has <{tag}> {' '.join(sorted(unknown))}".rstrip())
        given = dict(attrs)
        if "url" in (given.get("style") or "") or "expression" in (given.get("style") or ""):
            raise ValueError("a style of its HTML loads something")
        if tag == "a":
            self.links.append(given.get("href") or "")
        self._parts += [] if tag in SPANS else ["\n"]
        if tag in LISTS:
            self._lists.append(int(given.get("start") or 1) if tag == "ol" else 0)
        elif tag == "li" and self._lists:
            self._parts.append(self._sign())
        self._open += [] if tag in VOID else [tag]

    def _sign(self) -> str:
        """What stands before an item: the number that it has, or the sign of its list."""
        if number := self._lists[-1]:
            self._lists[-1] += 1
            return f"{number}. "
        return f"{BULLETS[min(len(self._lists), len(BULLETS)) - 1]} "

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self._open or self._open.pop() != tag:
            raise ValueError(f"its HTML ends <{tag}> where it is not open")
        if tag in LISTS:
            self._lists.pop()
        self._parts += [] if tag in SPANS else ["\n"]

    def handle_data(self, data: str) -> None:
        if "title" in self._open:
            self.title += data
        else:
            self._parts.append(data)
