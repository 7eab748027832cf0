"""Directions: letters in runs that run as they do, isolates that end, tables and pages that turn with the text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from unicodedata import bidirectional

from briefgen.formats.docx.markup import Element
from briefgen.model.direction import PDI, RLI
from tests.formats.docx.opened import Docx, find, text_of

STYLES = "word/styles.xml"
OPENING = "\u2066\u2067\u2068"
FROM_THE_RIGHT = frozenset({"R", "AL"})
ON = "not(@w:val='0' or @w:val='false')"
FROM_RIGHT = f"//w:style[@w:type='paragraph' and @w:default='1']/w:pPr/w:bidi[{ON}]"
NAMED = "//wp:docPr/@name | //wp:docPr/@descr | //w:tblCaption/@w:val | //v:textpath/@string"


def letters(docx: Docx) -> Iterator[str]:
    """Letters from the right in a run that is not, and letters from the left in one that is (17.3.2.30).

    Letters from the left alone in an isolate from the right are marked so because their author says how they run.
    """
    for name, story in docx.stories.items():
        begun = list[str]()
        for run in find(story, "//w:r[w:t or w:delText]"):
            from_right = bool(find(run, f"w:rPr/w:rtl[{ON}]"))
            kinds, is_said = set[str](), True
            for sign in "".join(find(run, "w:t/text() | w:delText/text()")):
                kind = bidirectional(sign)
                kinds.add(kind)
                if sign in OPENING:
                    begun.append(sign)
                elif sign == PDI:
                    del begun[-1:]
                elif kind == "L":
                    is_said = is_said and begun[-1:] == [RLI]
            found = kinds & FROM_THE_RIGHT
            if ("L" in kinds and (found or not is_said)) if from_right else found:
                yield f"{name}: {text_of(run)!r} is {'' if from_right else 'not '}marked as from the right"


def isolates(docx: Docx) -> Iterator[str]:
    """Isolates that do not end in their paragraph, and those in what is read out and never set."""
    for name, story in docx.stories.items():
        for paragraph in find(story, "//w:p"):
            depth = 0
            for sign in "".join(find(paragraph, ".//w:t/text() | .//w:delText/text()")):
                depth += (sign in OPENING) - (sign == PDI)
                if depth < 0:
                    break
            if depth:
                yield f"{name}: {text_of(paragraph)!r}"
        yield from (f"{name}: {value!r}" for value in find(story, NAMED) if {*OPENING, PDI}.intersection(str(value)))


def turned(docx: Docx) -> Iterator[str]:
    """Tables, sections and ends of paragraphs that do not run as the text does; Word asks no table's style."""
    wanted = bool(find(docx.xml(STYLES), FROM_RIGHT))
    for name, story in docx.stories.items():
        for element, path in _turning(story):
            if bool(find(element, path)) is not wanted:
                yield f"{name}: {path} {'is missing' if wanted else 'stands'} in {element.tag.rpartition('}')[2]}"


def _turning(story: Element) -> Iterator[tuple[Element, str]]:
    kinds = {
        "//w:tbl": "w:tblPr/w:bidiVisual",
        "//w:sectPr": "w:bidi",
        "//w:p[w:r][not(w:pPr/w:bidi[@w:val='0'])]": "w:pPr/w:rPr/w:rtl",
    }
    for elements, path in kinds.items():
        yield from ((element, path) for element in find(story, elements))


def complex_scripts(docx: Docx) -> Iterator[str]:
    """Sizes and weights that letters of complex scripts do not get."""
    for name, part in (docx.stories | {STYLES: docx.xml(STYLES)}).items():
        for plain, of_script in (("sz", "szCs"), ("b", "bCs")):
            yield from (f"{name}: {plain} alone" for _ in find(part, f"//w:rPr[w:{plain} and not(w:{of_script})]"))


RULES: Mapping[str, Callable[[Docx], Iterator[str]]] = {
    "direction of letters": letters,
    "isolates": isolates,
    "direction of tables": turned,
    "complex scripts": complex_scripts,
}
