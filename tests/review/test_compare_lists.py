"""Lists that go on in a redline: what goes on is one list with what it was, though it begins with another number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from briefgen.formats.docx import write
from briefgen.formats.pdf import write as write_pdf
from briefgen.model.blocks import Block, List, ListItem, Quotation
from briefgen.model.document import Document
from briefgen.model.traverse import with_those_that_go_on
from briefgen.proof import prove_docx, prove_pdf
from briefgen.review.diff.compare import mark_changes
from briefgen.spans import whole_file
from tests.house import house
from tests.review.accept_reject import accept_changes, reject_changes
from tests.review.comparable import comparable
from tests.review.test_compare import WHO, told
from tests.review.tracked import as_in_word, paragraphs
from tests.samples import DOCUMENT, MEDIA, paragraph

WORDS = {
    "a": "Close the quay of the harbour",
    "b": "Tell all crews by radio",
    "c": "Weigh what the boats bring",
    "d": "Publish the catch on Friday",
    "e": "Open the market again",
    "|": "Then the council waits for some days.",
    "!": "Nobody has said so far who pays for it.",
}


END = paragraph("Whatever comes, the brief ends here.", "p-end")


def blocks(plan: str) -> tuple[Block, ...]:
    """Letters are items, which count on behind a paragraph `|` or `!`, and anew behind a stroke `/`."""
    made: list[Block] = []
    following = 1
    for letter in plan:
        if letter == "/":
            made.append(paragraph("The second list counts for itself.", f"p-{letter}"))
            following = 1
        elif letter in "|!":
            made.append(paragraph(WORDS[letter], f"p-{letter}"))
        else:
            item = ListItem((paragraph(WORDS[letter], f"p-{letter}"),), id=f"i-{letter}")
            if made and isinstance(last := made[-1], List):
                made[-1] = replace(last, items=(*last.items, item))
            else:
                made.append(List((item,), numbered=True, start=following, id=f"l-{letter}"))
            following += 1
    return tuple(with_those_that_go_on(made))


def brief(made: Sequence[Block]) -> Document:
    return replace(DOCUMENT, blocks=(*made, END), notes=())


PLANS = [
    ("ab|c", "adb|c"),
    ("abd|c", "ab|c"),
    ("ab|c!d", "abe|c!d"),
    ("ab|c!d", "ab|ce!d"),
    ("ab|cd", "abc|d"),
    ("ab|c", "c"),
    ("ab|c", "|c"),
    ("ab|c", "ab/c"),
    ("ab/c|d", "abe/c|d"),
    ("ab|c", "abc"),
    ("ab!c", "ab|!de/c"),
]


@pytest.mark.sample(1)
@pytest.mark.parametrize(("before", "after"), [*PLANS, *((new, old) for old, new in PLANS)])
@pytest.mark.parametrize("is_quoted", [False, True])
def test_word_has_the_numbers_of_the_new_list_or_of_the_old_one(before: str, after: str, is_quoted: bool) -> None:
    old, new = (brief((Quotation(found, id="q"),) if is_quoted else found) for found in (blocks(before), blocks(after)))
    merged = mark_changes(old, new, WHO)
    assert comparable(accept_changes(merged)) == comparable(new)
    assert comparable(reject_changes(merged)) == comparable(old)
    made = write(merged, MEDIA, house()).data
    for is_accepted, document in ((True, new), (False, old)):
        assert as_in_word(made, accepted=is_accepted) == paragraphs(write(document, MEDIA, house()).data)
    home, pdf = whole_file("content"), write_pdf(merged, MEDIA, house())
    assert prove_docx(merged, MEDIA, made, home) == []
    assert prove_pdf(merged, MEDIA, house(), pdf.data, home, ()) == []


def test_only_the_new_item_is_marked() -> None:
    assert told(blocks("ab|c!d"), blocks("aeb|c!d")) == [f"added: {WORDS['e']}"]
