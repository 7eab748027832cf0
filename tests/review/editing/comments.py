"""Comments, answers to them and their being resolved, in the parts in which Word keeps them."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from tests.review.editing import strokes
from tests.review.editing.opened import (
    COMMENTS,
    EXTENDED,
    MAIN,
    NOTES,
    STYLES,
    W14,
    W14_SPACE,
    W15,
    W15_SPACE,
    W_SPACE,
    Element,
    Hand,
    OpenFile,
    W,
    runs_of,
    said,
    w,
)

KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml."
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
EXTENDED_RELATION = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
IGNORABLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable"
SPACES = {
    "w": W_SPACE,
    "w14": W14_SPACE,
    "w15": W15_SPACE,
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
}
FIRST_PARAGRAPH = 0x10000000


def comments(file: OpenFile) -> list[Element]:
    """The comments of a document."""
    return list(file.tree(COMMENTS)) if file.has(COMMENTS) else []


def text_of(comment: Element) -> str:
    """What a comment says, a line for each paragraph."""
    paragraphs = comment.iter(f"{W}p")
    return "\n".join("".join(each.text or "" for each in paragraph.iter(f"{W}t")) for paragraph in paragraphs)


def add(paragraph: Element, start: int, end: int, text: str, hand: Hand) -> Element:
    """Comment on the text between two offsets; on a whole paragraph where they are equal."""
    runs = strokes.between(paragraph, start, end) if start < end else runs_of(paragraph)
    comment = _comment(text, hand)
    number = comment.get(f"{W}id")
    first, last = (_child(paragraph, run) for run in (runs[0], runs[-1]))
    first.addprevious(w("commentRangeStart", id=number))
    last.addnext(w("commentRangeEnd", id=number))
    last.getnext().addnext(_sign(number))
    return comment


def reply(file: OpenFile, parent: Element, text: str, hand: Hand) -> Element:
    """Answer a comment, which in the text stands around the same words."""
    comment = _comment(text, hand)
    number, old = comment.get(f"{W}id"), parent.get(f"{W}id")
    for part in filter(file.has, (MAIN, NOTES)):
        for tag in ("commentRangeStart", "commentRangeEnd"):
            for each in file.tree(part).iterfind(f".//{W}{tag}[@{W}id='{old}']"):
                each.addnext(w(tag, id=number))
        for each in file.tree(part).iterfind(f".//{W}commentReference[@{W}id='{old}']"):
            each.getparent().addnext(_sign(number))
    entry = _entry(file, comment)
    entry.set(f"{W15}paraIdParent", _paragraph_id(file, parent))
    _entry(file, parent)
    return comment


def resolve(file: OpenFile, comment: Element) -> None:
    """Mark a comment as done."""
    _entry(file, comment).set(f"{W15}done", "1")


def is_open(file: OpenFile, comment: Element) -> bool:
    """Whether a comment is neither done nor an answer."""
    if not file.has(EXTENDED):
        return True
    number = comment.findall(f"{W}p")[-1].get(f"{W14}paraId")
    entry = next((each for each in file.tree(EXTENDED) if each.get(f"{W15}paraId") == number), None)
    return entry is None or (entry.get(f"{W15}done") != "1" and entry.get(f"{W15}paraIdParent") is None)


def _sign(number: str | None) -> Element:
    return w("r", w("rPr", w("rStyle", val="CommentReference")), w("commentReference", id=number))


def _child(paragraph: Element, run: Element) -> Element:
    """The child of a paragraph that a run stands in."""
    while run.getparent() is not paragraph:
        run = run.getparent()
    return run


def _comment(text: str, hand: Hand) -> Element:
    """A new comment in the document's part of comments."""
    file = hand.file
    if not file.has(COMMENTS):
        file.add_part(COMMENTS, _root("comments"), f"{KIND}comments+xml", RELATION)
    _add_styles(file)
    part = file.tree(COMMENTS)
    initials = "".join(word[0] for word in hand.author.split())
    number = max((int(each.get(f"{W}id", "0")) for each in part), default=-1) + 1
    comment = w("comment", id=number, author=hand.author, date=hand.date, initials=initials)
    for index, line in enumerate(text.split("\n")):
        sign = [w("r", w("rPr", w("rStyle", val="CommentReference")), w("annotationRef"))] if index == 0 else []
        properties = w("pPr", w("pStyle", val="CommentText"))
        comment.append(w("p", properties, *sign, w("r", said("t", line))))
    part.append(comment)
    return part[-1]


def _entry(file: OpenFile, comment: Element) -> Element:
    """What Word keeps of a comment besides its text: what it answers and whether it is done."""
    if not file.has(EXTENDED):
        root = etree.Element(f"{W15}commentsEx", nsmap={key: SPACES[key] for key in ("w15", "mc")})
        root.set(IGNORABLE, "w15")
        file.add_part(EXTENDED, root, f"{KIND}commentsExtended+xml", EXTENDED_RELATION)
    number = _paragraph_id(file, comment)
    part = file.tree(EXTENDED)
    for each in part:
        if each.get(f"{W15}paraId") == number:
            return each
    return etree.SubElement(part, f"{W15}commentEx", {f"{W15}paraId": number, f"{W15}done": "0"})


def _paragraph_id(file: OpenFile, comment: Element) -> str:
    """The id of a comment's last paragraph, by which Word knows the comment."""
    last = comment.findall(f"{W}p")[-1]
    if last.get(f"{W14}paraId") is None:
        last.set(f"{W14}paraId", f"{FIRST_PARAGRAPH + file.next():08X}")
    return last.get(f"{W14}paraId", "")


def _root(tag: str) -> Element:
    root = etree.Element(f"{W}{tag}", nsmap={key: SPACES[key] for key in ("w", "w14", "mc")})
    root.set(IGNORABLE, "w14")
    return root


def _add_styles(file: OpenFile) -> None:
    """Take in the styles of comments, as Word does when the first is made."""
    styles = file.tree(STYLES)
    known = {each.get(f"{W}styleId") for each in styles.iter(f"{W}style")}
    for kind, identity, name in (
        ("paragraph", "CommentText", "annotation text"),
        ("character", "CommentReference", "annotation reference"),
    ):
        if identity not in known:
            styles.append(deepcopy(w("style", w("name", val=name), type=kind, styleId=identity)))
