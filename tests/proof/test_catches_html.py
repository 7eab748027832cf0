"""Whatever is broken in the page is caught: every text, part and link, and what a figure tells."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import cache
from itertools import islice

import pytest
from lxml import html
from lxml.html import HtmlElement

from briefgen.proof.html import PageReader
from tests.formats.html.sample import sample

BODY = re.compile(r"<body>.*?(?=<script)", re.DOTALL)
TEXT = re.compile(r"(?<=>)[^<]*[^<\s][^<]*(?=<)")


@cache
def page() -> str:
    return sample().data.decode()


def caught(broken: str) -> bool:
    assert broken != page()
    return bool(sample().differences(broken.encode()))


def test_the_whole_page_is_as_it_should_be() -> None:
    assert sample().differences() == []


def texts() -> Iterator[tuple[int, int]]:
    """Where each text of the body starts and ends."""
    body = BODY.search(page())
    assert body is not None
    for found in TEXT.finditer(page(), body.start(), body.end()):
        yield found.span()


@pytest.mark.parametrize("share", [pytest.param(1, marks=pytest.mark.slow), 40])
def test_every_text_is_read(share: int) -> None:
    missed, tried = [], 0
    for start, end in islice(texts(), 0, None, share):
        text = page()[start:end]
        for other in ("", f"{text[:-1]}{'x' if text[-1] != 'x' else 'y'}", f"{text} {text}"):
            tried += 1
            if not caught(page()[:start] + other + page()[end:]):
                missed.append((text, other))
    assert tried * share > 250
    assert missed == []


def broken(tag: str, change: Callable[[list[HtmlElement], int], None]) -> Iterator[tuple[str, str]]:
    """The page with each element of a kind changed, one after the other, with what the element says."""
    count = len(list(html.fromstring(page()).iter(tag)))
    assert count
    for index in range(count):
        root = html.document_fromstring(page())
        elements = [each for each in root.iter(tag) if "head" not in [a.tag for a in each.iterancestors()]]
        if index < len(elements) and elements[index].text_content().strip():
            said = elements[index].text_content().strip()
            change(elements, index)
            yield said, "<!DOCTYPE html>\n" + html.tostring(root, encoding="unicode")


def drop(elements: list[HtmlElement], index: int) -> None:
    elements[index].drop_tree()


def double(elements: list[HtmlElement], index: int) -> None:
    elements[index].addnext(deepcopy(elements[index]))


@pytest.mark.sample(4)
@pytest.mark.parametrize("change", [drop, double])
@pytest.mark.parametrize(
    "tag", ["p", "tr", "td", "th", "table", "li", "figure", "aside", "nav", "details", "svg", "h3"]
)
def test_every_part_is_read(tag: str, change: Callable[[list[HtmlElement], int], None]) -> None:
    missed = [said for said, other in broken(tag, change) if not caught(other)]
    assert missed == []


ATTRIBUTES = (
    *('href="#', 'href="http', 'id="', 'alt="', ' d="', ' fill="', 'stroke="', 'viewBox="0 0 ', 'data-fact="'),
    *("base64,", '<text x="', '<svg role="img" aria-label="', 'font-size="', 'start="'),
)


@pytest.mark.sample(4)
@pytest.mark.parametrize("attribute", ATTRIBUTES)
def test_every_attribute_that_says_anything_is_read(attribute: str) -> None:
    body = BODY.search(page())
    assert body is not None
    places = [
        found.end() for found in re.finditer(re.escape(attribute), page()[: body.end()]) if found.end() > body.start()
    ]
    assert places
    missed = [page()[at - 20 : at + 20] for at in places if not caught(f"{page()[:at]}9{page()[at:]}")]
    if attribute == 'id="':  # ids that nothing leads to say nothing
        missed = [each for each in missed if f'"#{each.partition(attribute)[2].partition(chr(34))[0]}' in page()]
    assert missed == []


def test_what_a_figure_tells_is_read() -> None:
    start = page().index('id="evidence-data">') + len('id="evidence-data">')
    end = page().index("</script>", start)
    data = json.loads(page()[start:end])
    assert len(data["figures"]) > 3

    def with_data(other: object) -> str:
        return page()[:start] + json.dumps(other).replace("<", "\\u003c").replace("&", "\\u0026") + page()[end:]

    assert sample().differences(with_data(data).encode()) == []
    for name, figure in data["figures"].items():
        others = [{**figure, "value": "17"}, {**figure, "label": ""}, {**figure, "entry": "#h-quota"}]
        others += [{**figure, "lines": figure["lines"][:-1]}, {**figure, "lines": figure["lines"][::-1]}]
        for other in others:
            assert caught(with_data({**data, "figures": {**data["figures"], name: other}}))
        assert caught(with_data({**data, "figures": {k: v for k, v in data["figures"].items() if k != name}}))
    assert caught(with_data({**data, "figures": {**data["figures"], "other": {}}}))
    assert caught(with_data({**data, "labels": {}}))
    assert caught(page()[:start] + page()[end:])


DOORS = (
    *("<script>alert(1)</script>", "<img src='https://example.org/x.png' alt=''>", "<iframe></iframe>", "<!-- x -->"),
    *("<p hidden></p>", "<p style='display:none'></p>", "<p onclick='x()'></p>", "<a href='javascript:x()'></a>"),
    *("<style>p{display:none}</style>", "<base href='https://example.org'>", "<form></form>", "<p></div>", "<p>"),
    *("<link rel='stylesheet' href='x'>", "<meta http-equiv='refresh' content='0'>", "<p aria-hidden='true'></p>"),
)


@pytest.mark.parametrize("door", DOORS)
def test_no_door_stands_open(door: str) -> None:
    assert caught(page().replace("</main>", f"{door}</main>"))


def test_the_policy_fits_the_page() -> None:
    for old, new in (("default-src &#x27;none&#x27;", "default-src *"), ("font-src data:", "font-src *")):
        assert caught(page().replace(old, new))
    assert caught(page().replace("color-scheme:light;", "color-scheme:dark;", 1))
    assert caught(page().replace('"use strict";', '"use strict"; alert(1);', 1))
    assert caught(re.sub("<meta http-equiv[^>]*>", "", page()))


def test_title_and_language_are_read() -> None:
    assert caught(page().replace("<title>", "<title>Another "))
    assert caught(page().replace('lang="en-GB"', 'lang="de"', 1))


@pytest.mark.parametrize("data", [b"", b"\xff", b"<html>", b"<svg viewBox='a b c d'></svg>", b"<a href='#x", b"</p>"])
def test_what_is_no_page_is_no_crash(data: bytes) -> None:
    assert sample().differences(data)


def test_every_element_of_the_page_is_known() -> None:
    assert PageReader().read(sample().data).faults == []
    assert len({*re.findall(r"<([a-z0-9]+)", page())}) > 30
