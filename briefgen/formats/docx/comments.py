"""Comments: what reviewers are told, in a part of its own, and the marks in the text around what it is about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from briefgen.formats.docx.changes import Mark
from briefgen.formats.docx.from_right import COMMENT
from briefgen.formats.docx.markup import Element, root, w
from briefgen.formats.docx.styles import Style
from briefgen.model.remark import Remark

TEXT, REFERENCE = COMMENT, "CommentReference"
TEXT_SIZE, REFERENCE_SIZE = 20, 16
"""Half points, as Word itself has them."""

MOST_INITIALS = 3


@dataclass
class Comments:
    """The comments of a document in the order in which they are met."""

    _remarks: list[Remark] = field(default_factory=list)

    def around(self, elements: Iterable[Element], remarks: Sequence[Remark], mark: Mark | None) -> Iterator[Element]:
        """What stands in a paragraph, between the marks of the comments on it; a change covers their signs, too."""
        numbers = range(len(self._remarks), len(self._remarks) + len(remarks))
        self._remarks += remarks
        yield from (w("commentRangeStart", id=number) for number in numbers)
        yield from elements
        for number in numbers:
            yield w("commentRangeEnd", id=number)
            sign = w("r", w("rPr", w("rStyle", val=REFERENCE)), w("commentReference", id=number))
            yield mark.element(sign) if mark else sign

    def __len__(self) -> int:
        return len(self._remarks)

    def part(self, turn: Callable[[Sequence[Element]], None]) -> Element:
        """The comments part; `turn` lets what is written run as the document does."""
        part = root("comments", *(_comment(number, remark) for number, remark in enumerate(self._remarks)))
        turn([part])
        return part


def _comment(number: int, remark: Remark) -> Element:
    first, *others = remark.text.split("\n")
    sign = w("r", w("rPr", w("rStyle", val=REFERENCE)), w("annotationRef"))
    return w(
        "comment",
        _paragraph(first, sign),
        *(_paragraph(text) for text in others),
        id=number,
        author=remark.author,
        date=f"{remark.date.isoformat()}T00:00:00Z" if remark.date else None,
        initials=initials(remark.author),
    )


def _paragraph(text: str, *signs: Element) -> Element:
    run = w("r", w("t", text, xml__space="preserve"))
    return w("p", w("pPr", w("pStyle", val=TEXT)), *signs, run)


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
