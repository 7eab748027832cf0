"""What Word does to a file by itself when it is opened and saved, none of which is an edit."""

from __future__ import annotations

from random import Random

from lxml import etree

from tests.review.editing import strokes
from tests.review.editing.opened import (
    MAIN,
    NOTES,
    SETTINGS,
    SPACE,
    Element,
    OpenFile,
    W,
    in_contents,
    run_text,
    w,
)
from tests.review.editing.paragraphs import chance

RSID_TAGS = ("p", "r", "tr")
SHARE = 0.3
MOST_CONTROLS = 12
BEFORE_TRACKING = ("zoom", "embedTrueTypeFonts", "embedSystemFonts", "saveSubsetFonts", "mirrorMargins")
SMART = {"element": "place", "uri": "urn:schemas-microsoft-com:office:smarttags"}


def saved_by_word(file: OpenFile, random: Random, *, controls: bool) -> None:
    """Some of Word's habits, other ones each time; with content controls or without."""
    for part in filter(file.has, (MAIN, NOTES)):
        paragraphs = [each for each in file.tree(part).iter(f"{W}p") if not in_contents(each)]
        for paragraph in paragraphs:
            for habit in (_merge_runs, _split_runs, _note_spelling, _note_page, _tag_run):
                if chance(random, SHARE):
                    habit(paragraph, random, file)
    for habit in (_set_rsids, _go_back, _renumber_notes, _close_late):
        if chance(random):
            habit(file, random)
    if controls:
        for habit in (_control_runs, _control_paragraph):
            if chance(random):
                habit(file, random)


def turn_on_tracking(file: OpenFile) -> None:
    """Have the settings say that changes are recorded, as they do when somebody has turned it on.

    Documents of a desk whose settings ask for it say so from the start.
    """
    settings = file.tree(SETTINGS)
    if settings.find(f"{W}trackRevisions") is not None:
        return
    index = sum(each.tag.removeprefix(W) in BEFORE_TRACKING for each in settings)
    settings.insert(index, w("trackRevisions"))


def _simple_runs(paragraph: Element) -> list[Element]:
    """The runs of a paragraph that are a text and nothing else, in no field."""
    fields = strokes.fields_of(paragraph)
    return [
        run
        for run in paragraph.iterchildren(f"{W}r")
        if run not in fields and [each.tag for each in run if each.tag != f"{W}rPr"] == [f"{W}t"]
    ]


def _merge_runs(paragraph: Element, _: Random, __: OpenFile) -> None:
    """Make one run of neighbours that look alike."""
    simple = _simple_runs(paragraph)
    for run in reversed(simple):
        before = run.getprevious()
        if before in simple and _properties(before) == _properties(run):
            before.find(f"{W}t").text = run_text(before) + run_text(run)
            before.find(f"{W}t").set(SPACE, "preserve")
            paragraph.remove(run)


def _properties(run: Element) -> bytes:
    properties = run.find(f"{W}rPr")
    return etree.tostring(properties, method="c14n", exclusive=True) if properties is not None else b""


def _split_runs(paragraph: Element, random: Random, _: OpenFile) -> None:
    """Cut runs in two where somebody's cursor has been."""
    length = sum(len(run_text(run)) for run in _simple_runs(paragraph))
    for _each in range(random.randrange(4)):
        strokes.split(paragraph, random.randrange(length + 1))


def _note_spelling(paragraph: Element, random: Random, _: OpenFile) -> None:
    """Mark a run as wrongly spelt."""
    if simple := _simple_runs(paragraph):
        run = random.choice(simple)
        run.addprevious(w("proofErr", type="spellStart"))
        run.addnext(w("proofErr", type="spellEnd"))


def _note_page(paragraph: Element, random: Random, _: OpenFile) -> None:
    """Note where a page began when it was last laid out."""
    if simple := _simple_runs(paragraph):
        run = random.choice(simple)
        run.find(f"{W}t").addprevious(w("lastRenderedPageBreak"))


def _tag_run(paragraph: Element, random: Random, _: OpenFile) -> None:
    """Put a smart tag around a run, as older versions do to places and names."""
    if chance(random, SHARE) and (simple := _simple_runs(paragraph)):
        strokes.wrap([random.choice(simple)], w("smartTag", **SMART))


def _control_runs(file: OpenFile, random: Random) -> None:
    """Put content controls around some runs."""
    paragraphs = [each for each in file.tree(MAIN).iter(f"{W}p") if not in_contents(each)]
    for paragraph in random.sample(paragraphs, min(len(paragraphs), MOST_CONTROLS)):
        if simple := _simple_runs(paragraph):
            _control(random.choice(simple), file)


def _control_paragraph(file: OpenFile, random: Random) -> None:
    """Put a content control around a paragraph."""
    body = file.tree(MAIN).find(f"{W}body")
    _control(random.choice([each for each in body.iterchildren(f"{W}p") if not _is_marked(each)]), file)


def _is_marked(paragraph: Element) -> bool:
    """Whether a change is tracked at a paragraph's end."""
    return any(paragraph.find(f"{W}pPr/{W}rPr/{W}{kind}") is not None for kind in ("ins", "del", "moveFrom", "moveTo"))


def _control(element: Element, file: OpenFile) -> None:
    content = w("sdtContent")
    element.addprevious(w("sdt", w("sdtPr", w("id", val=file.next())), content))
    content.append(element)


def _set_rsids(file: OpenFile, random: Random) -> None:
    """Note in which session of work each paragraph and run was made."""
    for part in filter(file.has, (MAIN, NOTES)):
        for each in file.tree(part).iter(*(f"{W}{tag}" for tag in RSID_TAGS)):
            if chance(random, SHARE):
                each.set(f"{W}rsidR", f"00{random.randrange(16**6):06X}")


def _go_back(file: OpenFile, random: Random) -> None:
    """Mark where the cursor was."""
    number = file.next()
    paragraph = random.choice(list(file.tree(MAIN).iter(f"{W}p")))
    paragraph.append(w("bookmarkStart", id=number, name="_GoBack"))
    paragraph.append(w("bookmarkEnd", id=number))


def _close_late(file: OpenFile, random: Random) -> None:
    """Close bookmarks behind their paragraphs, as Word does where the end of the paragraph is marked with the text."""
    for paragraph in file.tree(MAIN).find(f"{W}body").findall(f"{W}p"):
        if chance(random, SHARE) and len(paragraph) and paragraph[-1].tag == f"{W}bookmarkEnd":
            paragraph.addnext(paragraph[-1])


def _renumber_notes(file: OpenFile, random: Random) -> None:
    """Give the footnotes other ids."""
    if not file.has(NOTES):
        return
    shift = random.randrange(1, 9)
    for each in (*file.tree(NOTES), *file.tree(MAIN).iter(f"{W}footnoteReference")):
        if each.get(f"{W}type") is None:
            each.set(f"{W}id", str(int(each.get(f"{W}id")) + shift))
