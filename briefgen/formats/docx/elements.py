"""What a document is written of: markup that is finished, and elements that can still change.

Most of a text is finished as soon as it is written, and takes a fraction of the time and the room of elements of
lxml's, which are for parts that are read and changed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import copy
from functools import cache, lru_cache
from typing import NewType, cast

from lxml import etree

from briefgen.formats.docx.markup import NAMESPACES, ROOT_PREFIXES, Element, IllegalCharacterError

Markup = NewType("Markup", str)
"""Elements as XML text, with the prefixes that the root of each part declares."""


NOTHING = Markup("")

# What XML 1.0 has no characters for (2.2), in one class: alternatives, or a class of all others, are five times slower.
_ILLEGAL = "\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff"
_CHARACTER = re.compile(f"[{_ILLEGAL}]")
_IN_TEXT = re.compile(f"[&<>\r{_ILLEGAL}]")
_IN_ATTRIBUTE = re.compile(f'[&<>"\t\n\r{_ILLEGAL}]')
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_ATTRIBUTE_ESCAPES = _ESCAPES | str.maketrans({'"': "&quot;", "\t": "&#9;", "\n": "&#10;"})


def escaped(text: str) -> Markup:
    """A text as XML; raises IllegalCharacterError for one that XML cannot hold."""
    return Markup(_legal(text).translate(_ESCAPES) if _IN_TEXT.search(text) else text)


def unescaped(markup: str) -> str:
    """The text that was escaped; of the library's way to do so, half of HTTP is imported."""
    for character, written in reversed(_ESCAPES.items()):
        markup = markup.replace(written, chr(character))
    return markup


@lru_cache(4096)
def quotable(text: str) -> str:
    """A text as it stands in an attribute; raises IllegalCharacterError for one that XML cannot hold."""
    return _legal(text).translate(_ATTRIBUTE_ESCAPES) if _IN_ATTRIBUTE.search(text) else text


def _legal(text: str) -> str:
    if _CHARACTER.search(text):
        raise IllegalCharacterError(text)
    return text


class OpenElement(list["OpenElement | Markup"]):
    """An element that can still change: its content is a list of others and of finished markup."""

    __slots__ = ("attributes", "tag")

    def __init__(self, tag: str, content: Iterable[OpenElement | Markup], attributes: dict[str, str]) -> None:
        super().__init__(content)
        self.tag = tag
        self.attributes = attributes

    def __copy__(self) -> OpenElement:
        content = [each if isinstance(each, str) else copy(each) for each in self]
        return OpenElement(self.tag, content, dict(self.attributes))

    @property
    def properties(self) -> OpenElement:
        """What comes first in most elements, and can change: their properties."""
        return cast("OpenElement", self[0])

    @property
    def elements(self) -> Iterator[OpenElement]:
        """Those of its content that can change."""
        return (each for each in self if isinstance(each, OpenElement))

    def iter(self, tag: str) -> Iterator[OpenElement]:
        """It and those in it that have a name, in their order."""
        if self.tag == tag:
            yield self
        for each in self.elements:
            yield from each.iter(tag)

    def find(self, tag: str) -> OpenElement | None:
        """The first of its content with a name."""
        return next((each for each in self.elements if each.tag == tag), None)

    def markup(self) -> Markup:
        """It as it stands now, finished."""
        named = "".join([f' {name}="{quotable(value)}"' for name, value in self.attributes.items()])
        if not self:
            return Markup(f"<{self.tag}{named}/>")
        return Markup(f"<{self.tag}{named}>{markup_of(self)}</{self.tag}>")

    def pieces(self) -> Iterator[OpenElement | Markup]:
        """What its markup is joined of: a table row by row."""
        if self.tag != "w:tbl":
            yield self
            return
        yield Markup("<w:tbl>")
        yield from self
        yield Markup("</w:tbl>")


def markup_of(content: Iterable[OpenElement | Markup]) -> Markup:
    """Elements and markup, finished."""
    return Markup("".join([each if isinstance(each, str) else each.markup() for each in content]))


class MarkupVocabulary:
    """Makes finished elements of one namespace, as `Vocabulary` makes those of lxml: `w("p", w("r"), rsidR="1")`.

    What is `None` is left out. A namespace that no root declares is `declared` by each element that stands alone.
    """

    def __init__(self, prefix: str, *, qualified_attributes: bool = False, declared: bool = False) -> None:
        self._prefix = prefix
        self._qualified_attributes = qualified_attributes
        self._declaration = f' xmlns:{prefix}="{NAMESPACES[prefix]}"' if declared else ""
        self._names: dict[str, str] = {}

    def __call__(self, local: str, *children: Markup | None, **attributes: str | int | None) -> Markup:
        content = "".join([child for child in children if child is not None])
        start = f"{self._prefix}:{local}{self._declaration}{self._attributes(attributes) if attributes else ''}"
        return Markup(f"<{start}>{content}</{self._prefix}:{local}>" if content else f"<{start}/>")

    def holding(self, local: str, text: str, **attributes: str | int | None) -> Markup:
        """An element that holds a text."""
        start = f"{self._prefix}:{local}{self._attributes(attributes) if attributes else ''}"
        return Markup(f"<{start}>{escaped(text)}</{self._prefix}:{local}>")

    def open(self, local: str, *content: OpenElement | Markup | None, **attributes: str | int | None) -> OpenElement:
        """An element that can still change."""
        given = {self._full(name): str(value) for name, value in attributes.items() if value is not None}
        return OpenElement(f"{self._prefix}:{local}", [each for each in content if each is not None], given)

    def _attributes(self, attributes: dict[str, str | int | None]) -> str:
        return "".join(
            [
                f'{self._names.get(name) or self._name(name)}{quotable(value) if isinstance(value, str) else value}"'
                for name, value in attributes.items()
                if value is not None
            ]
        )

    def _name(self, name: str) -> str:
        return self._names.setdefault(name, f' {self._full(name)}="')

    def _full(self, name: str) -> str:
        """The name of an attribute; one of another namespace is written with two underscores: `r__id`."""
        if "__" in name:
            return name.replace("__", ":")
        return f"{self._prefix}:{name}" if self._qualified_attributes else name


w = MarkupVocabulary("w", qualified_attributes=True)
w14 = MarkupVocabulary("w14", qualified_attributes=True)
wp, a, pic, c = (MarkupVocabulary(each) for each in ("wp", "a", "pic", "c"))
lone_c, lone_asvg = (MarkupVocabulary(each, declared=True) for each in ("c", "asvg"))

_DECLARATION = "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
_PREFIXES = {address: prefix for prefix, address in NAMESPACES.items()}
_DECLARED = re.compile("|".join(f' xmlns:{prefix}="{NAMESPACES[prefix]}"' for prefix in ROOT_PREFIXES))


def part_of(name: str, prefixes: Sequence[str], content: str, attributes: str = "") -> bytes:
    """A part with a root that declares the namespaces with these prefixes, and some content."""
    declared = "".join(f' xmlns:{prefix}="{NAMESPACES[prefix]}"' for prefix in prefixes)
    return f"{_DECLARATION}<{name}{declared}{attributes}>{content}</{name}>".encode()


def word_part(local: str, content: Markup) -> bytes:
    """A WordprocessingML part with some content, whose root declares every namespace that this may use."""
    return part_of(f"w:{local}", ROOT_PREFIXES, content, ' mc:Ignorable="w14"')


@cache
def _prefixed(name: str) -> str:
    """A name of lxml's as it stands in a file: `w:p`."""
    address, _, local = name[1:].rpartition("}")
    return f"{_PREFIXES[address]}:{local}" if address else name


def opened(element: Element) -> OpenElement:
    """An element of lxml's as one that can still change; what it holds is finished."""
    attributes = {_prefixed(str(name)): str(value) for name, value in element.items()}
    return OpenElement(_prefixed(str(element.tag)), [finished(child) for child in element], attributes)


def finished(element: Element) -> Markup:
    """An element of lxml's as markup."""
    return Markup(_DECLARED.sub("", etree.tostring(element, encoding="unicode", with_tail=False)))


def changed(markup: Markup, change: Callable[[Sequence[Element]], None]) -> Markup:
    """Markup after a change of its elements, which are lxml's meanwhile."""
    body = etree.fromstring(word_part("body", markup))
    change(list(body))
    whole = etree.tostring(body, encoding="unicode")
    return Markup(whole[whole.index(">") + 1 : whole.rindex("<")]) if len(body) else markup
