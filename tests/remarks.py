"""The small desk with notes to reviewers wherever text can stand, and comments as they stand in a Word document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from lxml import etree

from tests.desk import EDITION, FILES

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ODD = "R&D < 3, ]]> “quotes”, 😀 and -- {{ no fact }}"

LANDINGS = f"""\
---
title: Landings
---

<!-- note: n01 at the start -->

Boats landed {{{{ landings | unit }}}}<!-- note: n02 on a fact --> [table 1](#source:survey), which is {{{{ excess }}}}
above the quota. <!-- note (Ana Ruiz, 2031-05-02): n03 {ODD} --> That is
"a lot".[^weighed]<!-- note: n04 on a footnote -->

<!-- note: n05 on lines

of its own -->

## Boats <!-- note: n06 in a heading --> {{#boats}}

## <!-- note: n07 before a heading --> Quota

![](figure:landed)

<!-- note: n08 below a chart -->

Table: The quota. <!-- note: n09 in a caption --> {{#quota}}

| What <!-- note: n10 in a header --> | Tonnes |
| --- | --: |
| Landings | {{{{ landings }}}} <!-- note: n11 in a cell --> |
| Quota | {{{{ quota }}}} |
| <!-- note: n12 in an empty cell --> | |

<!-- note: n13 below a table -->

- one *with stress <!-- note: n14 in stress --> inside*
- two
  <!-- note: n15 below an item -->

> [!KEY]
> Set apart [in words](https://example.org/) <!-- note: n16 behind a link -->

![A blue field beside a sand one](halves.png) <!-- note: n17 beside an image -->

[^weighed]: Weighed at the quay. <!-- note: n18 in a footnote -->
"""

NOTED: Mapping[str, str | None] = {
    "/sections/10-landings.md": LANDINGS,
    "/edition.yaml": FILES[f"{EDITION}/edition.yaml"].replace("the year before.\nkey", "the year before. B.\nkey"),
    "/figures.yaml": FILES[f"{EDITION}/figures.yaml"].replace(
        "caption: The vote.", "caption: 'The vote. <!-- note: n19 in figures.yaml -->'"
    ),
}

COVERED = {
    "n01": "Landings",
    "n02": "12,480\u00a0tonnes",
    "n03": "quota.",
    "n04": "¹",
    "n05": "Boats landed 12,480\u00a0tonnes [1,\u00a0table\u00a01], which is 1,480 above the quota. That is “a lot”.¹",
    "n06": "Boats",
    "n07": "Quota",
    "n08": "Landings passed the quota",
    "n09": "quota.",
    "n10": "What",
    "n11": "12,480",
    "n12": "",
    "n13": "The quota.",
    "n14": "stress",
    "n15": "two",
    "n16": "in words",
    "n17": "",
    "n18": "¹",
    "n19": "vote.",
}
"""The words that each note's comment stands on; ¹ is the sign of a footnote."""


@dataclass(frozen=True)
class Comment:
    """A comment as a reader finds it: what it says, by whom and when, what it stands on, and its paragraph's style."""

    text: str
    author: str
    initials: str
    date: str
    about: str
    style: str


def comments_in(docx: bytes | Path) -> list[Comment]:
    """The comments of a Word document, in the order of the text."""
    with ZipFile(BytesIO(docx) if isinstance(docx, bytes) else docx) as archive:
        if "word/comments.xml" not in archive.namelist():
            return []
        part, main = (etree.fromstring(archive.read(f"word/{name}.xml")) for name in ("comments", "document"))
    by_id = {comment.get(f"{W}id"): comment for comment in part}
    return [_comment(by_id[start.get(f"{W}id")], start) for start in main.iter(f"{W}commentRangeStart")]


def _comment(comment: etree._Element, start: etree._Element) -> Comment:
    paragraph = next(start.iterancestors(f"{W}p"))
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return Comment(
        "\n".join("".join(text.text or "" for text in each.iter(f"{W}t")) for each in comment.iter(f"{W}p")),
        comment.get(f"{W}author", ""),
        comment.get(f"{W}initials", ""),
        comment.get(f"{W}date", ""),
        _about(paragraph, start.get(f"{W}id", "")),
        style.get(f"{W}val", "") if style is not None else "",
    )


def _about(paragraph: etree._Element, number: str) -> str:
    """The characters between the marks of a comment."""
    found, inside = "", False
    for element in paragraph.iter():
        if element.tag == f"{W}commentRangeStart" and element.get(f"{W}id") == number:
            inside = True
        elif element.tag == f"{W}commentRangeEnd" and element.get(f"{W}id") == number:
            return found
        elif inside and element.tag == f"{W}t":
            found += element.text or ""
        elif inside and element.tag == f"{W}footnoteReference":
            found += "¹"
    raise AssertionError(f"comment {number} has no end in its paragraph")
