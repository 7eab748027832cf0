"""Marks in texts: what they are about, what the whole brief prints of them, and what a release does."""

from __future__ import annotations

import pytest

from briefgen.content.marked_text import TextOfReleases
from briefgen.content.marks import find_marks, without_marks
from briefgen.content.source_reader import SourceReader
from briefgen.content.tree import Memory
from briefgen.model.release import MarkScheme, Release
from briefgen.spans import SourceFile

IN_WHOLE_DESKS = ("BG903", "BG905", "BG907", "BG908", "BG909", "BG910")
"""Faults of releases that tests/test_releases.py tries, since only a whole desk has them."""
MARKINGS = ("Official", "Secret")
RELEASES = {name: Release(name, marking) for name, marking in (("minister", "Secret"), ("press", "Official"))}


def whole(text: str) -> tuple[str, list[str]]:
    """What the whole brief prints of a text, and the codes of the faults."""
    reading = SourceReader(Memory({}), scheme=MarkScheme(RELEASES, MARKINGS))
    printed = without_marks(SourceFile("a.md", text).passage(), reading).text
    return printed, [fault.code for fault in reading.diagnostics]


def released(text: str, name: str = "press") -> str:
    """What a release prints of it."""
    release, parts, at = RELEASES[name], [], 0
    shown = lambda mark: release.shows(mark.releases, mark.marking, MARKINGS)  # noqa: E731
    for each in TextOfReleases(text).removals(shown):
        parts += [text[at : each.start], each.instead]
        at = each.end
    return "".join((*parts, text[at:]))


BLOCKS = {
    "paragraph": ("One.\n\nTwo\nthree. {for=minister}\n\nFour.\n", "One.\n\nFour.\n"),
    "first item of a numbered list": ("1. One {for=minister}\n2. Two\n3. Three\n", "1. Two\n3. Three\n"),
    "lists that count on": (
        "4. One\n5. Two {for=minister}\n\nText.\n\n6. Three {for=minister}\n7. Four\n\nText.\n\n8. Five\n",
        "4. One\n\nText.\n\n5. Four\n\nText.\n\n6. Five\n",
    ),
    "numbers within an item": ("- One\n\n  1. In {for=minister}\n  2. It\n", "- One\n\n  1. It\n"),
    "quoted value": ('One. {for="minister"}\n\nFour.\n', "Four.\n"),
    "marking above": ("One. {marking=Secret}\n\nFour.\n", "Four.\n"),
    "unknown to the scheme": ("One. {marking=Cosmic}\n\nFour.\n", "Four.\n"),
    "item with all that is in it": ("- One\n- Two {for=minister}\n  - inner\n\n  more\n- Three\n", "- One\n- Three\n"),
    "last item and what follows it": (
        "- One\n- Two {for=minister}\n\nThree. {for=minister}\n\n> [!KEY] {for=minister}\n> Four.\n\nFive.\n",
        "- One\n\nFive.\n",
    ),
    "inner item": ("- One\n  - inner {for=minister}\n- Two\n", "- One\n- Two\n"),
    "heading with all below it": (
        "## A {for=minister}\n\nOne.\n\n### B\n\nTwo.\n\n## C\n\nThree.\n",
        "## C\n\nThree.\n",
    ),
    "heading with an id": ("## A {#a for=minister}\n\nOne.\n\n## C\n\nThree.\n", "## C\n\nThree.\n"),
    "callout": ("> [!KEY] {for=minister}\n> One.\n>\n> Two.\n\nFour.\n", "Four.\n"),
    "paragraph of a callout": (
        "> [!KEY]\n> One.\n>\n> Two. {for=minister}\n\nFour.\n",
        "> [!KEY]\n> One.\n>\n\nFour.\n",
    ),
    "quotation": ("> One.\n>\n> Two. {for=minister}\n> — Berg\n\nFour.\n", "Four.\n"),
    "caption with table and notes": (
        "Table: A. {#a for=minister}\n\n| a |\n| - |\n| 1 |\n\nNotes: Weighed.\n\nFour.\n",
        "Four.\n",
    ),
    "row": ("| a |\n| - |\n| 1 {for=minister} |\n| 2 |\n", "| a |\n| - |\n| 2 |\n"),
    "figure": ("![](figure:a) {for=minister}\n\nFour.\n", "Four.\n"),
    "footnote and what calls it": ("One.[^a] Two.\n\n[^a]: Note. {for=minister}\n\nFour.\n", "One. Two.\n\nFour.\n"),
    "comment": ("One.<!-- two --> Three.\n\n<!-- four\n\nfive -->\n\nSix.\n", "One. Three.\n\nSix.\n"),
    "in other words": ('One. {for=minister otherwise="Two."}\n\nFour.\n', "Two.\n\nFour.\n"),
    "in other words under its id": (
        'One. {#a for=minister otherwise="Two."}\n\n- Three {for=minister #b otherwise=Four}\n',
        "Two. {#a}\n\n- Four {#b}\n",
    ),
    "in other words with an id of their own": ('One. {#a for=minister otherwise="Two. {#b}"}\n', "Two. {#b}\n"),
    "heading in other words": (
        '## A {#a for=minister otherwise="Two."}\n\nOne.\n\n## B\n\nC.\n',
        "Two.\n\n## B\n\nC.\n",
    ),
    "picture in other words": ('![A](x.png){#a for=minister otherwise="Two."}\n\nFour.\n', "Two.\n\nFour.\n"),
    "item in other words": ("- One {for=minister otherwise=Two}\n- Three\n", "- Two\n- Three\n"),
    "footnote that only the hidden call": (
        "One.[^a] {for=minister}\n\nTwo.[^b]\n\n[^a]: A.\n[^b]: B.\n",
        "Two.[^b]\n\n[^b]: B.\n",
    ),
    "footnote below a heading that goes": (
        "One.[^a]\n\n## A {for=minister}\n\nTwo.[^b]\n\n[^a]: A.\n\n[^b]: B.\n",
        "One.[^a]\n\n[^a]: A.\n\n",
    ),
    "footnote of a footnote": ("One.[^a] {for=minister}\n\nTwo.\n\n[^a]: A.[^b]\n\n[^b]: B.\n", "Two.\n\n"),
    "footnote that others call as well": (
        "One.[^a] {for=minister}\n\nTwo.[^a]\n\n[^a]: A.\n",
        "Two.[^a]\n\n[^a]: A.\n",
    ),
    "item whose words all go": ("- [One]{for=minister}\n- Two\n", "- Two\n"),
    "words and the point behind them": ("[One two]{for=minister}.\n\nThree.\n", "Three.\n"),
    "words, the point and the note": (
        "[One]{for=minister}.[^a] {#one}\n\nThree.[^b]\n\n[^a]: A.\n[^b]: B.\n",
        "Three.[^b]\n\n[^b]: B.\n",
    ),
    "first item of a numbered list whose words all go": (
        "1. [One]{for=minister}.\n2. Two\n3. Three\n",
        "1. Two\n3. Three\n",
    ),
    "bold item whose words all go": ("- **[One]{for=minister}**.\n- Two\n", "- Two\n"),
    "item whose last words stay": ("- [One]{for=minister}, or two\n- Two\n", "- , or two\n- Two\n"),
    "row whose words all go": (
        "| a | b |\n| - | - |\n| [1]{for=minister} | [{{ x }}]{for=minister} |\n| 2 | 3 |\n",
        "| a | b |\n| - | - |\n| 2 | 3 |\n",
    ),
    "row that heads others of which none is left": (
        "| a | b |\n| - | - |\n| North ||\n| 1 | 2 {for=minister} |\n| South ||\n| 3 | 4 |\n| 5 | 6 {for=minister} |\n",
        "| a | b |\n| - | - |\n| South ||\n| 3 | 4 |\n",
    ),
    "last rows below a row that heads them": (
        "| a | b |\n| - | - |\n| 1 | 2 |\n| North ||\n| 3 | 4 {for=minister} |\n",
        "| a | b |\n| - | - |\n| 1 | 2 |\n",
    ),
    "item that has others in it": ("- [One]{for=minister}\n  - Two\n", "-\n  - Two\n"),
    "callout of which nothing is left": ("> [!KEY]\n> One. {for=minister}\n\nFour.\n", "Four.\n"),
    "heading below which nothing is left": ("## A\n\nOne. {for=minister}\n\n## B\n\nTwo.\n", "## B\n\nTwo.\n"),
    "table of which nothing is left": (
        "Table: A. {#a}\n\n| a |\n| - |\n| 1 {for=minister} |\n\nNotes: Weighed.\n\nFour.\n",
        "Four.\n",
    ),
    "ordered items keep their numbers": ("1. One\n2. Two {for=minister}\n3. Three\n", "1. One\n3. Three\n"),
    "mark before a comment": ("One. {for=minister} <!-- why -->\n\nFour.\n", "Four.\n"),
    "table of figures with options": ('![](table:a){#b page="landscape" for=minister}\n\nFour.\n', "Four.\n"),
    "picture with an id": ('![A](x.png "c") {#a for=minister}\n\nFour.\n', "Four.\n"),
    "numbered paragraph": ("One. {#para:a for=minister}\n\nTwo. {#para:b}\n", "Two. {#para:b}\n"),
    "tabs": ("-\tOne {for=minister}\n-\tTwo\n", "-\tTwo\n"),
    "item of a list in a callout": (
        "> [!KEY]\n> One.\n>\n> - A {for=minister}\n> - B\n",
        "> [!KEY]\n> One.\n>\n> - B\n",
    ),
    "no end of the line": ("One.\n\nTwo {for=minister}", "One.\n\n"),
    "words from the right": ("الميناء السري. {for=minister}\n\nFour.\n", "Four.\n"),
    "spaces around the sign": ('One. {for = minister otherwise= "Two."}\n', "Two.\n"),
    "curly quotation marks": ('One. {for=“minister” otherwise=“Two "or" three.”}\n', 'Two "or" three.\n'),
    "note in other words": ("A.[^a]\n\n[^a]: Note. {for=minister otherwise=B}\n", "A.[^a]\n\n[^a]: B\n"),
}
WORDS = {
    "words": ("One [two three]{for=minister} four.", "One four."),
    "words at the end": ("One [two]{for=minister}.", "One."),
    "words before the call of a note": ("One [two]{for=minister}[^a] b.", "One[^a] b."),
    "words at the end of a caption": ('![](figure:a "One [two]{for=minister}")', '![](figure:a "One")'),
    "words in other words": (
        'One [{{ two }}]{for=minister otherwise="{{ b }} or so"} four.',
        "One {{ b }} or so four.",
    ),
    "words with brackets in them": ("One [two [¶ 1](#source:a) b]{for=minister} c.", "One c."),
    "several on one line": ("A [b]{for=minister} c [d]{for=press} e [f]{marking=Secret} g.", "A c d e g."),
    "marks in other words": ('A [b]{for=minister otherwise="c [d]{for=press} [e]{for=minister}"} f.', "A c d f."),
    "words of a caption": ('![](figure:a "One [two]{for=minister} three")', '![](figure:a "One three")'),
    "words from the right": ("الميناء [السري]{for=minister} هنا.", "الميناء هنا."),
    "words in another language": ("One [mots]{lang=fr for=minister} c.", "One c."),
}


class TestRelease:
    @pytest.mark.parametrize("case", [*BLOCKS, *WORDS])
    def test_what_is_marked_for_others_is_cut(self, case: str) -> None:
        text, expected = {**BLOCKS, **WORDS}[case]
        assert released(text) == expected

    @pytest.mark.parametrize("case", sorted({*BLOCKS} - {"unknown to the scheme", "comment", "mark before a comment"}))
    def test_the_minister_has_what_the_whole_brief_has(self, case: str) -> None:
        text, _ = BLOCKS[case]
        assert released(text, "minister") == whole(text)[0]

    def test_what_is_inside_of_what_is_cut_goes_with_it(self) -> None:
        assert released("One [two]{for=press} three. {for=minister}\n\nFour.\n") == "Four.\n"


class TestWhole:
    def test_marks_are_not_printed(self) -> None:
        text = "One [two]{for=press} and [mots]{lang=fr for=press}. {marking=Secret}\n\n## A {#a for=minister}\n"
        assert whole(text) == ("One two and [mots]{lang=fr}.\n\n## A {#a}\n", [])

    def test_what_others_read_instead_is_not_printed(self) -> None:
        assert whole('One [two]{for=press otherwise="three"}.') == ("One two.", [])

    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("One. {for=pres}", "BG901"),
            ("One. {marking=Officia}", "BG403"),
            ("One {for=press} two.", "BG902"),
            ("One. {for=press for=minister}", "BG902"),
            ("One. {press}", "BG902"),
            ("One. {for press}", "BG902"),
            ("One. {f\u200bor=press}", "BG902"),
            ("One. {for=press", "BG902"),
            ("One.[^a]{for=press}", "BG902"),
            ("One.\n\n{for=press}\n\nTwo.", "BG902"),
            ("## A\n{for=press}\n- One", "BG902"),
            ("| a |\n| - |\n| 1 |\n{for=press}", "BG902"),
            ("One {for = press, minister}", "BG902"),
            ("One {FOR=press}", "BG902"),
            ("One {for=}", "BG902"),
            ('One {for=""}', "BG902"),
            ("One {for: press}", "BG902"),
            ('One {for="press}', "BG902"),
            ("One {for=press, minister}", "BG902"),
            ('One {for=press\notherwise="x"}', "BG902"),
        ],
    )
    def test_marks_at_fault(self, text: str, code: str) -> None:
        assert whole(text)[1] == [code]

    def test_a_mark_above_the_edition(self) -> None:
        reading = SourceReader(Memory({}), scheme=MarkScheme(RELEASES, MARKINGS, "Official"))
        without_marks(SourceFile("a.md", "One. {marking=Secret}").passage(), reading)
        assert [fault.code for fault in reading.diagnostics] == ["BG169"]

    @pytest.mark.parametrize("text", ["One\n{for=press}", "{for=press}\nOne", "- One\n  {for=press}"])
    def test_a_mark_on_a_line_of_its_own_within_a_paragraph(self, text: str) -> None:
        assert whole(text)[1] == []
        assert released(text, "minister").strip() == ""

    def test_a_mark_in_a_comment_is_none(self) -> None:
        text = "One. <!-- later [two]{for=press} {for = x} {for=pres} -->\n\nFour.\n"
        assert whole(text) == (text, [])
        assert released(text) == "One.\n\nFour.\n"

    def test_what_is_no_mark(self) -> None:
        text = 'A {#id} and \\{for=press} and {{ fact }} and [mots]{lang=fr} and {page="landscape"}'
        assert not list(find_marks(text))
        assert whole(text) == (text, [])
