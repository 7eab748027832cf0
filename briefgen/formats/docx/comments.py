"""Comments: what reviewers are told, in parts of their own, and the marks in the text around what it is about.

Beside the comments themselves ([MS-DOCX] 2.5.1 to 2.5.4 and 2.7) stand which of them answers which, ids by which
programs know them while several people work on the document, and who has written them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import field
from hashlib import sha256

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT

from briefgen.formats.docx.changes import Mark
from briefgen.formats.docx.elements import Markup
from briefgen.formats.docx.elements import w as markup
from briefgen.formats.docx.from_right import COMMENT
from briefgen.formats.docx.markup import Element, attribute, root, w, w15, w16cex, w16cid
from briefgen.formats.docx.package import Relations
from briefgen.formats.docx.styles import Style
from briefgen.frozen import mutable
from briefgen.model.remark import Remark
from briefgen.spans import Span

TEXT, REFERENCE = COMMENT, "CommentReference"
TEXT_SIZE, REFERENCE_SIZE = 20, 16
"""Half points, as Word itself has them."""

MOST_INITIALS = 3

KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"
RELATION = "http://schemas.microsoft.com/office/{}/relationships/{}"
EXTENDED = RELATION.format("2011", "commentsExtended")
PARAGRAPH_ID, TEXT_ID = "w14__paraId", "w14__textId"
NO_TEXT_ID = "77777777"
"""The id of a text that no program has counted, as Word writes it."""

IDS = 0x7FFFFFFE
"""How many ids there are: all below 0x80000000 but none ([MS-DOCX] 2.2.4.7 and 2.5.4.2)."""


@mutable
class Comments:
    """The comments of a document in the order in which they are met, each with the number of the one it answers."""

    _remarks: list[Remark] = field(default_factory=list)
    _parents: list[int | None] = field(default_factory=list)
    _heads: dict[Span, int] = field(default_factory=dict)

    def around(self, content: Iterable[Markup], remarks: Sequence[Remark], mark: Mark | None) -> Iterator[Markup]:
        """What stands in a paragraph, between the marks of the comments on it; a change covers their signs, too."""
        numbers = range(len(self._remarks), len(self._remarks) + len(remarks))
        for number, remark in zip(numbers, remarks, strict=True):
            self._remarks.append(remark)
            self._parents.append(self._heads.get(remark.answers) if remark.answers else None)
            if remark.place:
                self._heads.setdefault(remark.place, number)
        yield from (markup("commentRangeStart", id=number) for number in numbers)
        yield from content
        for number in numbers:
            yield markup("commentRangeEnd", id=number)
            properties = markup("rPr", markup("rStyle", val=REFERENCE))
            sign = markup("r", properties, markup("commentReference", id=number))
            yield mark.element(sign) if mark else sign

    def __len__(self) -> int:
        return len(self._remarks)

    def add_parts(self, relations: Relations, turn: Callable[[Sequence[Element]], None]) -> None:
        """Write the parts of the comments; `turn` lets what is written run as the document does."""
        taken: set[int] = set()
        comments = [_comment(number, remark, taken) for number, remark in enumerate(self._remarks)]
        part = root("comments", *comments)
        last = [attribute(comment[-1], "w14:paraId") or "" for comment in comments]
        turn([part])
        relations.add_part("/word/comments.xml", CT.WML_COMMENTS, RT.COMMENTS, part)
        lasting = [_free(f"comment {identity}", taken) for identity in last]
        parts = {
            "commentsExtended": ("2011", w15("commentsEx", *self._threads(last))),
            "commentsIds": ("2016/09", w16cid("commentsIds", *_ids(last, lasting))),
            "commentsExtensible": ("2018/08", w16cex("commentsExtensible", *self._days(lasting))),
            "people": ("2011", w15("people", *self._people())),
        }
        for name, (since, content) in parts.items():
            relations.add_part(f"/word/{name}.xml", KIND.format(name), RELATION.format(since, name), content)

    def _threads(self, ids: Sequence[str]) -> Iterator[Element]:
        for identity, parent in zip(ids, self._parents, strict=True):
            yield w15("commentEx", paraId=identity, paraIdParent=None if parent is None else ids[parent], done=0)

    def _days(self, ids: Sequence[str]) -> Iterator[Element]:
        for identity, remark in zip(ids, self._remarks, strict=True):
            yield w16cex("commentExtensible", durableId=identity, dateUtc=_moment(remark))

    def _people(self) -> Iterator[Element]:
        for author in dict.fromkeys(remark.author for remark in self._remarks):
            yield w15("person", w15("presenceInfo", providerId="None", userId=author), author=author)


def _ids(paragraphs: Sequence[str], lasting: Sequence[str]) -> Iterator[Element]:
    for paragraph, durable in zip(paragraphs, lasting, strict=True):
        yield w16cid("commentId", paraId=paragraph, durableId=durable)


def _free(text: str, taken: set[int]) -> str:
    """An id for a text, which is the same in each build, and which nothing has."""
    tries = 0
    while (number := int(sha256(f"{text}\n{tries}".encode()).hexdigest()[:8], 16) % IDS + 1) in taken:
        tries += 1
    taken.add(number)
    return f"{number:08X}"


def _moment(remark: Remark) -> str | None:
    return f"{remark.date.isoformat()}T00:00:00Z" if remark.date else None


def _comment(number: int, remark: Remark, taken: set[int]) -> Element:
    sign = w("r", w("rPr", w("rStyle", val=REFERENCE)), w("annotationRef"))
    texts = remark.text.split("\n")
    return w(
        "comment",
        *(
            _paragraph(text, _free(f"{remark.author}\n{remark.date}\n{text}", taken), *(() if line else (sign,)))
            for line, text in enumerate(texts)
        ),
        id=number,
        author=remark.author,
        date=_moment(remark),
        initials=initials(remark.author),
    )


def _paragraph(text: str, identity: str, *signs: Element) -> Element:
    run = w("r", w("t", text, xml__space="preserve"))
    ids = {PARAGRAPH_ID: identity, TEXT_ID: NO_TEXT_ID}
    return w("p", w("pPr", w("pStyle", val=TEXT)), *signs, run, **ids)


def initials(author: str) -> str:
    """The first letters of a name's words, as Word shows them beside a comment."""
    letters = (next((sign for sign in word if sign.isalnum()), "") for word in author.split())
    return "".join(letter.upper() for letter in letters)[:MOST_INITIALS]


def comment_styles() -> list[Element]:
    """The styles of comments under the names by which Word knows them; only a document with comments has them."""
    return [
        w(
            "style",
            w("name", val="annotation text"),
            w("basedOn", val=Style.NORMAL.value),
            w("uiPriority", val=99),
            w("unhideWhenUsed"),
            w("pPr", w("spacing", line=240, lineRule="auto")),
            w("rPr", w("sz", val=TEXT_SIZE), w("szCs", val=TEXT_SIZE)),
            type="paragraph",
            styleId=TEXT,
        ),
        w(
            "style",
            w("name", val="annotation reference"),
            w("basedOn", val="DefaultParagraphFont"),
            w("uiPriority", val=99),
            w("semiHidden"),
            w("unhideWhenUsed"),
            w("rPr", w("sz", val=REFERENCE_SIZE), w("szCs", val=REFERENCE_SIZE)),
            type="character",
            styleId=REFERENCE,
        ),
    ]
