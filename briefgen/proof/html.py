"""The page as a reader finds it, read by the standard library alone."""

from __future__ import annotations

import json
import re
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from hashlib import blake2b, sha256
from typing import Any
from urllib.parse import unquote
from xml.parsers.expat import ExpatError, ParserCreate

from briefgen.frozen import frozen, mutable
from briefgen.model.drawing import Drawing, Picture, Segment, Shape, Words
from briefgen.proof.reading import Squeezed, alternative_sign, link_sign, picture_sign, reading

DOCTYPE = "<!DOCTYPE html>\n<html"
VOID = frozenset({"br", "img", "meta", "path"})
SELF_CLOSED = re.compile(r"<([^\s<>/]+)[^<>]*/>")
LINES = frozenset(
    """aside blockquote body br dd details div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 head header html li main
    nav ol p section summary svg table tbody td text th thead title tr ul""".split()  # noqa: SIM905
)
"""The elements that stand on lines of their own, or in cells."""
KNOWN = LINES | VOID | frozenset({"a", "del", "em", "head", "ins", "path", "script", "span", "strong", "style", "sup"})
PLAIN = frozenset({"id", "class", "scope"})
"""Attributes that do nothing."""
ALLOWED = PLAIN | frozenset(
    """alt aria-label aria-labelledby charset content d data-fact datetime dir direction fill font-size font-style
    font-weight height href http-equiv lang name rel role src start stroke stroke-dasharray stroke-dashoffset
    stroke-linecap stroke-linejoin stroke-width tabindex text-anchor textLength title transform type viewBox width x
    y""".split()  # noqa: SIM905
)
SPANS = ("colspan", "rowspan")
"""Attributes of headings in tables, and of nothing else."""
HEADING, GROUP = ["thead", "tr", "th"], ["tbody", "tr", "th"]
RAW = ("script", "style")
SHORT = 40
SET_APART = ("aside", "blockquote")
BULLETS = ("•", "–")
EVIDENCE = "evidence-data"
CLOSED = ("default-src", "base-uri", "form-action")
PLACES = 2
NUMBER = re.compile(r"-?[0-9.]+(?:e-?[0-9]+)?")
COMMAND = re.compile(r"[MLCZ][^MLCZ]*")


def picture_key(picture: Picture) -> str:
    """A picture by what the page must show of it: a chart's shapes, or an image's bytes."""
    if picture.drawing is None:
        return key_of([picture.media_type, blake2b(picture.data).hexdigest()])
    drawing = picture.drawing
    shapes = [shape for shape in drawing.marks if isinstance(shape, Shape)]
    words = [_words_listed(mark, drawing) for mark in drawing.marks if isinstance(mark, Words)]
    return key_of([_round(drawing.width), _round(drawing.height), [_listed(shape, drawing) for shape in shapes], words])


def key_of(parts: object) -> str:
    """A digest of what is known of something."""
    return blake2b(repr(parts).encode(), digest_size=16).hexdigest()


def _round(number: float | str) -> float:
    return round(float(number), PLACES) + 0.0


def _listed(shape: Shape, drawing: Drawing) -> list[object]:
    """A shape as the page must have it: its path from the top down, its fill and its line."""
    stroke = shape.stroke
    line = stroke and [stroke.colour, _round(stroke.width), [_round(each) for each in stroke.dashes]]
    return [[_step(segment, drawing.height) for segment in shape.segments], shape.fill or "none", line]


def _step(segment: Segment, height: float) -> list[object]:
    numbers = (height - number if index % 2 else number for index, number in enumerate(segment.points))
    return [{"move": "M", "line": "L", "curve": "C", "close": "Z"}[segment.kind], *map(_round, numbers)]


def _words_listed(words: Words, drawing: Drawing) -> list[object]:
    """Where words of a chart stand, how large, in which colour, how they are turned, and which way they run."""
    place = [_round(words.x), _round(drawing.height - words.baseline)]
    side = ["rtl", "end"] if drawing.direction == "rtl" else ["", ""]
    return [*place, _round(words.size), words.colour, _round(words.angle), *side]


Attributes = Mapping[str, str]
HeadingSpans = list[list[tuple[int, int]]]
"""How many columns and rows each cell of a table's header spans, by rows."""


@mutable
class ReadChart:
    """A chart that is being read: where it is said, its size, shapes and the places of its words."""

    at: int
    size: list[float]
    alternative: str
    shapes: list[object] = field(default_factory=list)
    words: list[object] = field(default_factory=list)

    def path(self, attributes: Attributes) -> None:
        drawn = attributes.get("d", "")
        commands = COMMAND.findall(drawn)
        steps = [[command[0], *map(_round, NUMBER.findall(command[1:]))] for command in commands]
        if "".join(commands) != drawn:
            steps.append([drawn])
        line: object = None
        if stroke := attributes.get("stroke"):
            dashes = [_round(each) for each in attributes.get("stroke-dasharray", "").split()]
            line = [stroke, _round(attributes.get("stroke-width", "1")), dashes]
        self.shapes.append([steps, attributes.get("fill", ""), line])

    def word(self, attributes: Attributes) -> None:
        turned = NUMBER.search(attributes.get("transform", ""))
        place = [_round(attributes.get(name, "0")) for name in ("x", "y", "font-size")]
        angle = _round(-float(turned[0])) if turned else 0.0
        side = [attributes.get(name, "") for name in ("direction", "text-anchor")]
        self.words.append([*place, attributes.get("fill", ""), angle, *side])

    def sign(self) -> str:
        key = key_of([*self.size, self.shapes, self.words])
        return f"\n{picture_sign(key)} {alternative_sign(self.alternative)} "


@mutable
class ReadList:
    """A list that is being read: the number of its next item, none where it has signs; contents have neither."""

    next: int | None
    is_marked: bool
    depth: int


@frozen
class HtmlContent:
    """What was read: the text, ids, where links lead inside the page, the evidence, title and language, and faults.

    `headings` are the spans in the header of each table, and of those of groups of its rows.
    """

    text: Squeezed
    ids: Sequence[str]
    targets: Sequence[str]
    evidence: Mapping[str, Any]
    title: str
    language: str
    headings: Sequence[HeadingSpans]
    faults: Sequence[str]


class PageReader:
    """Reads a page from its first character to its last.

    The page is XML as well as HTML, and read as XML, which is stricter: what a browser would mend is an error.
    """

    def __init__(self) -> None:
        self.said: list[str] = []
        self.open: list[str] = []
        self.lists: list[ReadList] = []
        self.chart: ReadChart | None = None
        self.ids: list[str] = []
        self.targets: list[str] = []
        self.headings: list[HeadingSpans] = []
        self.raw: dict[str, list[str]] = {name: [] for name in (*RAW, EVIDENCE, "title")}
        self.raw_name = ""
        self.policy = ""
        self.language = ""
        self.faults: list[str] = []

    def read(self, data: bytes) -> HtmlContent:
        """All that a page says; raises ValueError for what is none."""
        parser = ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.CommentHandler = lambda text: self.faults.append(f"has a comment: {text[:SHORT]}")
        parser.ProcessingInstructionHandler = lambda name, _: self.faults.append(f"has an instruction: {name[:SHORT]}")
        parser.StartCdataSectionHandler = lambda: self.faults.append("has a stretch of XML that is no HTML")
        try:
            parser.Parse(data, True)
        except ExpatError as error:
            raise ValueError(str(error)) from error
        text = data.decode()
        self._check_html(text)
        self._check_policy(text)
        evidence = json.loads("".join(self.raw[EVIDENCE]) or "{}")
        said = reading("".join(self.said))
        title = "".join(self.raw["title"])
        return HtmlContent(said, self.ids, self.targets, evidence, title, self.language, self.headings, self.faults)

    def _start(self, tag: str, attributes: Attributes) -> None:
        self.open.append(tag)
        if attributes:
            if not attributes.keys() <= PLAIN:
                self._check(tag, attributes)
            if id_ := attributes.get("id"):
                self.ids.append(id_)
        if tag in LINES:
            self.said.append("\n")
        elif tag not in KNOWN:
            self.faults.append(f"has the element <{tag}>")
        if start := STARTS.get(tag):
            start(self, attributes)

    def _end(self, tag: str) -> None:
        self.open.pop()
        if tag in LINES:
            self.said.append("\n")
            if tag in ("ul", "ol"):
                self.lists.pop()
            elif tag == "svg" and self.chart:
                self.said[self.chart.at] = self.chart.sign()
                self.chart = None
        if self.raw_name:
            self.raw_name = ""

    def _characters(self, text: str) -> None:
        if self.raw_name:
            self.raw[self.raw_name].append(text)
        else:
            self.said.append(text)

    def _check(self, tag: str, attributes: Attributes) -> None:
        """Note attributes that a page must not have, since they hide, restyle, load or run anything."""
        for name in attributes.keys() - ALLOWED - (set(SPANS) if self.open[-3:] in (HEADING, GROUP) else set()):
            self.faults.append(f"has the attribute {name} on <{tag}>")
        if "src" in attributes and not attributes["src"].startswith("data:image/"):
            self.faults.append(f"loads {attributes['src'][:SHORT]}")

    def _check_html(self, text: str) -> None:
        """Note what XML and HTML take for different things: an element that ends where it starts, other doctypes."""
        closed = {name for name in SELF_CLOSED.findall(text) if name not in VOID}
        self.faults += [f"ends <{name}> where it starts" for name in sorted(closed)]
        if not text.startswith(DOCTYPE):
            self.faults.append("does not begin as HTML")

    def start_link(self, attributes: Attributes) -> None:
        href = attributes.get("href", "")
        if not href.lower().startswith(("#", "https://", "http://", "mailto:", "tel:")):
            self.faults.append(f"has a link to {href[:40]}")
        if href.startswith("#"):
            self.targets.append(unquote(href[1:]))
        address = unquote(href) if href.startswith("#") else href
        leads = attributes.get("title", "") or attributes.get("aria-label", "")
        self.said.append(link_sign(address, attributes.get("data-fact", ""), leads))

    def start_list(self, attributes: Attributes) -> None:
        """A list, which counts those around it, as far as no callout or quotation stands between them."""
        start = int(attributes.get("start", "1")) if self.open[-1] == "ol" else None
        around = len(self.open) - 1
        while around and self.open[around - 1] not in SET_APART:
            around -= 1
        depth = sum(tag in ("ul", "ol") for tag in self.open[around:-1])
        self.lists.append(ReadList(start, attributes.get("role") != "list", depth))

    def start_item(self, _: Attributes) -> None:
        if not self.lists or not self.lists[-1].is_marked:
            return
        current = self.lists[-1]
        if current.next is None:
            self.said.append(f"{BULLETS[min(current.depth, len(BULLETS) - 1)]} ")
        else:
            self.said.append(f"{current.next}. ")
            current.next += 1

    def start_header(self, _: Attributes) -> None:
        self.headings.append([])

    def start_row(self, _: Attributes) -> None:
        if self.open[-2:] == HEADING[:2]:
            self.headings[-1].append([])

    def start_heading(self, attributes: Attributes) -> None:
        if self.open[-3:] == HEADING:
            columns, rows = (int(attributes.get(name, "1")) for name in SPANS)
            self.headings[-1][-1].append((columns, rows))
        elif "colspan" in attributes:
            self.headings[-1].append([(int(attributes["colspan"]), int(attributes.get("rowspan", "1")))])

    def start_image(self, attributes: Attributes) -> None:
        type_, _, data = attributes.get("src", "").removeprefix("data:").partition(";base64,")
        key = key_of([type_, blake2b(b64decode(data)).hexdigest()])
        self.said.append(f"\n{picture_sign(key)} {alternative_sign(attributes.get('alt', ''))} ")

    def start_chart(self, attributes: Attributes) -> None:
        size = [_round(each) for each in attributes.get("viewBox", "").split()[2:]]
        self.chart = ReadChart(len(self.said), size, attributes.get("aria-label", ""))
        self.said.append("")

    def start_path(self, attributes: Attributes) -> None:
        if self.chart:
            self.chart.path(attributes)

    def start_words(self, attributes: Attributes) -> None:
        if self.chart:
            self.chart.word(attributes)

    def start_page(self, attributes: Attributes) -> None:
        self.language = attributes.get("lang", "")

    def start_meta(self, attributes: Attributes) -> None:
        if attributes.get("http-equiv"):
            self.policy += attributes.get("content", "")

    def start_raw(self, attributes: Attributes) -> None:
        is_data = self.open[-1] == "script" and attributes.get("type") == "application/json"
        self.raw_name = EVIDENCE if is_data else self.open[-1]

    def _check_policy(self, text: str) -> None:
        """Note a policy that lets a page load anything, or run and show what is not its own."""
        if not all("".join(self.raw[name]) in text for name in RAW):
            self.faults.append("has a script or style that HTML reads otherwise than XML")
        rules = dict(rule.strip().partition(" ")[::2] for rule in self.policy.split(";"))
        own = {name: f"'sha256-{_sha256(''.join(self.raw[name]))}'" if self.raw[name] else "'none'" for name in RAW}
        wanted = dict.fromkeys(CLOSED, "'none'") | {
            "img-src": "data:",
            "font-src": "data:",
            "style-src": own["style"],
            "script-src": own["script"],
        }
        if rules != wanted:
            self.faults.append("has a policy that does not fit its script and style")


def _sha256(content: str) -> str:
    return b64encode(sha256(content.encode()).digest()).decode()


STARTS: Mapping[str, Callable[[PageReader, Attributes], None]] = {
    "a": PageReader.start_link,
    "html": PageReader.start_page,
    "img": PageReader.start_image,
    "li": PageReader.start_item,
    "meta": PageReader.start_meta,
    "ol": PageReader.start_list,
    "path": PageReader.start_path,
    "script": PageReader.start_raw,
    "style": PageReader.start_raw,
    "svg": PageReader.start_chart,
    "text": PageReader.start_words,
    "th": PageReader.start_heading,
    "thead": PageReader.start_header,
    "title": PageReader.start_raw,
    "tr": PageReader.start_row,
    "ul": PageReader.start_list,
}
"""What each element says to a reader; all others say nothing by themselves."""
