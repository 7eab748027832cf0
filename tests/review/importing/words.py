"""Every word of a Word file, against every word of what was imported and of what was listed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

from docx.oxml.ns import qn
from lxml import etree

from briefgen.review.importing.importing import Imported

_PARTS = re.compile(
    r"word/(?:document|footnotes|endnotes|comments|header\d*|footer\d*|charts/chart\d+|diagrams/data\d+)\.xml"
)
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SAID = {qn("w:t"), qn("w:delText"), qn("a:t"), f"{_MATHS}t", f"{_CHART}v"}
_APART = {qn("w:tab"), qn("w:br"), qn("w:cr"), qn("w:noBreakHyphen")}
_GROUPED = re.compile(r"(?<=\d)[,'’\u00a0\u2009\u202f](?=\d{3}(?!\d))")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉ⁿ", "01234567890123456789n")
_REFERENCE = re.compile(r"\]\(#(?:figure|table):")
_CITATION = re.compile(r"\]\(#source:([^)]+)\)")
_LISTED_SOURCE = re.compile(r"^([^\s:]+):\n  kind: source of an earlier brief$", re.MULTILINE)
_MARKUP = re.compile(r"\\(?=[!-/:-@\[-`{-~])|\*+")


def words(text: str) -> Counter[str]:
    """The words of a text and how often each stands in it; figures without signs between their thousands."""
    return Counter(re.findall(r"\w+", plain(text).casefold()))


def plain(text: str) -> str:
    """A text whose figures have no signs between their thousands, as each desk has its own, nor raised digits."""
    return _GROUPED.sub("", text.translate(_RAISED).replace("\u00ad", ""))


def words_of_file(data: bytes) -> Counter[str]:
    """The words of all parts of a Word file that have text."""
    found: Counter[str] = Counter()
    with ZipFile(BytesIO(data)) as archive:
        for name in archive.namelist():
            if _PARTS.fullmatch(name):
                found += words("\n".join(_paragraphs(etree.fromstring(archive.read(name)))))
    return found


def _paragraphs(root: etree._Element) -> Iterator[str]:
    """The text of each paragraph; of alternatives that an old program reads, none."""
    texts: dict[etree._Element, list[str]] = {}
    for element in root.iter(*_SAID, *_APART):
        if next(element.iterancestors(f"{_COMPATIBLE}Fallback"), None) is not None:
            continue
        home = next(element.iterancestors(qn("w:p"), qn("a:p"), f"{_CHART}pt", f"{_MATHS}oMath"), root)
        run = next(element.iterancestors(qn("w:r")), None)
        if run is not None and _is_apart(element, run):
            home = run
        texts.setdefault(home, []).append((element.text or "") if element.tag in _SAID else " ")
    return ("".join(parts) for parts in texts.values())


def _is_apart(element: etree._Element, run: etree._Element) -> bool:
    """Whether a text is no part of the words beside it, being deleted, struck out or hidden."""
    return element.tag == qn("w:delText") or next(run.iter(qn("w:strike"), qn("w:vanish")), None) is not None


def words_imported(imported: Imported) -> Counter[str]:
    """The words of the files that an import makes, and of its list; a citation has its source's number by its id."""
    after = imported.change.after
    files = [data.decode() for name, data in after.items() if name.endswith((".md", ".yaml"))]
    files += [data.decode().replace(",", "\n") for name, data in after.items() if name.endswith(".csv")]
    text = "\n".join(_MARKUP.sub("", each) for each in files)
    found = words(text) + words("\n".join(f"{part.what}\n{part.text}" for part in imported.listed))
    labels = words("\n".join(part.text for part in imported.listed if part.what.startswith("labels of pictures")))
    found += _cited(text)
    return found + Counter({word: count * len(_REFERENCE.findall(text)) for word, count in labels.items()})


def _cited(text: str) -> Counter[str]:
    """The numbers of the sources that a text cites by their ids, which stand in their order among the desk's."""
    numbers = {name: str(number) for number, name in enumerate(_LISTED_SOURCE.findall(text), 1)}
    return Counter(numbers[name] for name in _CITATION.findall(text) if name in numbers)


def lost(data: bytes, imported: Imported) -> Counter[str]:
    """The words of a file that stand neither in what was imported nor in the list."""
    return words_of_file(data) - words_imported(imported)
