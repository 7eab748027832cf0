"""Generated briefs with marks at random: no release of one is refused, and none holds what is for others.

The scanner of this test shares nothing with that of the product: it unpacks whatever it finds, and reads PDFs with
pypdf, PDFium, poppler and pikepdf. What is hidden bears words and figures that stand nowhere else.
"""

from __future__ import annotations

import email
import html
import random
import re
import subprocess
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from email import policy
from io import BytesIO
from itertools import combinations
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from pypdf import PdfReader

from briefgen.api import BuildOptions, open_project
from briefgen.content import Memory
from briefgen.formats import FORMATS
from tests.desk import halves

RELEASES = ("minister", "partner", "press")
EDITION = "2031-05-05-generated"
DESK = """\
name: Generated desk
language: en-GB
contact: {email: desk@example.org}
markings: [Official, Secret]
units: {boats: boat, crates: crate}
releases:
  minister: {audience: [Minister]}
  partner: {marking: Official, audience: [Partner]}
  press: {marking: Official, audience: [Press]}
"""
GROUPS = [frozenset(group) for size in (1, 2) for group in combinations(RELEASES, size)]
ALL = frozenset(RELEASES)
FIGURE = re.compile(r"\d(?:[\d,.]*\d)?")
PLAIN = [
    "the",
    "council",
    "of",
    "the",
    "coast",
    "met",
    "again",
    "and",
    "heard",
    "what",
    "boats",
    "brought",
    "in",
    "while",
    "prices",
    "rose",
    "for",
    "most",
    "ports",
]


class Generated:
    """A desk, made of a seed: its files, and the tokens that each release must not hold."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311  # briefs, not keys
        self.hidden: dict[str, set[str]] = {name: set() for name in RELEASES}
        self.words = 0
        self.facts: dict[str, frozenset[str]] = {}
        self.files: dict[str, str | bytes] = {"desk.yaml": DESK}
        self.sources = self._sources()
        self.ledger: list[str] = []
        for _ in range(self.random.randint(6, 14)):
            self._fact()
        self.files[f"{EDITION}/facts.yaml"] = "\n".join(self.ledger)
        self.charts: list[str] = []
        sections = [self._section(number) for number in range(self.random.randint(2, 4))]
        self.files |= {f"{EDITION}/sections/{number}0-part{number}.md": text for number, text in enumerate(sections, 1)}
        self.files[f"{EDITION}/figures.yaml"] = "\n".join(self.charts)
        self.files[f"{EDITION}/edition.yaml"] = self._header()
        self.files[f"{EDITION}/halves.png"] = halves()

    def _group(self, within: frozenset[str] = ALL) -> frozenset[str]:
        """Whom something is for, out of those who have what it stands in."""
        group = self.random.choice([ALL, ALL, ALL, *GROUPS]) & within
        return group or within

    def _token(self, group: frozenset[str]) -> str:
        """A word that stands nowhere else, and that only some releases may hold."""
        self.words += 1
        word = "".join(self.random.choice("bdfgklmnprstvz") + self.random.choice("aeiou") for _ in range(5))
        word += "aeiou"[self.words % 5] + "bdfgk"[self.words // 5 % 5]
        for name in ALL - group:
            self.hidden[name].add(word)
        return word

    def _mark(self, group: frozenset[str], within: frozenset[str], otherwise: str = "") -> str:
        if group == within:
            return ""
        other = f' otherwise="{otherwise}"' if otherwise else ""
        if group == {"minister"} and not other and self.random.random() < 0.5:
            return "{marking=Secret}"
        return f'{{for="{", ".join(sorted(group))}"{other}}}'

    def _for(self, group: frozenset[str]) -> str:
        return "" if group == ALL else f"  for: [{', '.join(sorted(group))}]\n"

    def _sources(self) -> dict[str, frozenset[str]]:
        found, text = {}, []
        for number in range(3):
            group = ALL if not number else self._group()
            name = f"source{number}"
            found[name] = group
            title = f"Report {self._token(group)}"
            text.append(f"{name}:\n{self._for(group)}  kind: report\n  title: {title}\n  date: 2031-04-0{number + 1}\n")
        self.files["sources.yaml"] = "\n".join(text)
        return found

    def _fact(self) -> None:
        group = self._group()
        name = f"fact-{self._token(group)}"
        inputs = [each for each, of in self.facts.items() if of == group]
        label = f"Landed {self._token(group)}"
        source = self.random.choice([each for each, of in self.sources.items() if of >= group])
        value = self.random.randint(100_000, 9_999_999)
        if len(inputs) >= 2 and self.random.random() < 0.3:
            a, b = self.random.sample(inputs, 2)
            self.ledger.append(f"{name}:\n{self._for(group)}  formula: {a} + {b}\n  label: {label}\n")
        else:
            for other in ALL - group:
                self.hidden[other] |= {f"{value:,}", str(value)}
            self.ledger.append(
                f"{name}:\n{self._for(group)}  value: {value}\n  unit: boats\n  label: {label}\n  period: 2030\n"
                f"  source: {{id: {source}, at: page {len(self.facts) + 1}}}\n"
            )
        self.facts[name] = group

    def _words(self, group: frozenset[str]) -> str:
        """A sentence that a group may read: plain words, words of its own, and facts that it may know."""
        known = [name for name, of in self.facts.items() if of >= group]
        words = [*self.random.sample(PLAIN, 6), self._token(group)]
        if known and self.random.random() < 0.6:
            words.append(f"{{{{ {self.random.choice(known)} }}}}")
        if self.random.random() < 0.3 and (inner := self._group(group)) < group:
            words.append(f"[{self._token(inner)} or so]{self._mark(inner, group, self.random.choice(['', 'others']))}")
        if self.random.random() < 0.2:
            source = self.random.choice([name for name, of in self.sources.items() if of >= group])
            words.append(f"[page 1](#source:{source})")
        return f"The {' '.join(words)}."

    def _block(self, within: frozenset[str], number: int) -> str:
        group = self._group(within)
        mark = self._mark(group, within)
        match self.random.choice(["text", "text", "list", "callout", "table", "chart", "quotation", "note", "comment"]):
            case "list":
                groups = [self._group(group) for _ in range(3)]
                items = [f"- {self._words(each)} {self._mark(each, within)}".rstrip() for each in groups]
                return f"{self._words(within)}\n\n" + "\n".join(items)
            case "callout":
                return f"> [!NOTE] {mark}\n> {self._words(group)}"
            case "quotation":
                return f"> {self._words(group)} {mark}".rstrip()
            case "table":
                rows = [self._group(group) for _ in range(3)]
                lines = [f"| {self._token(each)} | {self._token(each)} {self._mark(each, group)} |" for each in rows]
                caption = f"Table: Of {self._token(group)}. {mark}".rstrip()
                return f"{caption}\n\n| What | Who |\n| ---- | ---- |\n| all | all |\n" + "\n".join(lines)
            case "chart":
                known = [name for name, of in self.facts.items() if of >= group][:3]
                if len(known) < 2:
                    return f"{self._words(group)} {mark}".rstrip()
                name = f"chart-{self._token(group)}"
                self.charts.append(
                    f"{name}:\n{self._for(group)}  kind: bars\n  facts: [{', '.join(known)}]\n"
                    f"  title: Shown {self._token(group)}\n  caption: Of {self._token(group)}.\n"
                )
                return f"![](figure:{name}) {mark}".rstrip()
            case "note":
                label = f"n{number}{len(self.ledger)}{self.words}"
                inner = self._group(group)
                note = f"[^{label}]: {self._words(inner)} {self._mark(inner, group)}".rstrip()
                return (
                    f"{self._words(group)}[^{label}] {mark}".rstrip()
                    + f"\n\n{note if inner < group or group == within else note + ' ' + mark}"
                )
            case "comment":
                return f"<!-- note: {self._token(frozenset())} -->\n\n{self._words(within)}"
            case _:
                return f"{self._words(group)} {mark}".rstrip()

    def _section(self, number: int) -> str:
        group = ALL if not number else self._group()
        front = f"title: Part {self._token(group)}\n" + self._for(group).replace("  for", "for")
        blocks = [self._words(group), *(self._block(group, number) for _ in range(self.random.randint(2, 6)))]
        if number and self.random.random() < 0.5:
            below = self._group(group)
            blocks.append(f"## Below {self._token(below)} {self._mark(below, group)}\n\n{self._words(below)}")
        return f"---\n{front}---\n\n" + "\n\n".join(blocks) + "\n"

    def _header(self) -> str:
        inner = self._group()
        tiles = [name for name, of in self.facts.items() if of == ALL][:2]
        hidden = [name for name, of in self.facts.items() if of != ALL][:1]
        figures = [f"  - {{fact: {name}, caption: of {self._token(ALL)}}}" for name in tiles]
        figures += [
            f"  - {{fact: {name}, for: [{', '.join(sorted(self.facts[name]))}], caption: of "
            f"{self._token(self.facts[name])}}}"
            for name in hidden
        ]
        tail = f"\nkey_figures:\n{chr(10).join(figures)}\n" if figures else "\n"
        words = f"[{self._token(inner)}]{self._mark(inner, ALL)} " if inner < ALL else ""
        return (
            f"title: Generated {self._token(ALL)}\nnumber: 1\ndate: 2031-05-05\nmarking: Secret\n"
            f"audience: [{self._token(frozenset())}]\nbottom_line: |\n  All is {words}well.\n{tail}"
        )

    @property
    def content(self) -> Memory:
        """The desk's content."""
        return Memory({path: data if isinstance(data, bytes) else data.encode() for path, data in self.files.items()})


def texts(name: str, data: bytes) -> Iterator[tuple[str, str]]:
    """Whatever can be read in a file as text, by the names of its parts."""
    yield name, data.decode("utf-8", "ignore")
    yield f"{name} as UTF-16", data.decode("utf-16-be", "ignore")
    if data[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(BytesIO(data)) as archive:
            for member in archive.namelist():
                yield f"{name}/{member}", member
                yield from texts(f"{name}/{member}", archive.read(member))
    elif data[:5] == b"%PDF-":
        yield from of_pdf(name, data)
    elif name.endswith(".eml"):
        for part in email.message_from_bytes(data, policy=policy.default).walk():
            yield name, "\n".join(f"{key}: {value}" for key, value in part.items())
            if not part.is_multipart():
                yield from texts(
                    f"{name}/{part.get_filename() or part.get_content_type()}", part.get_payload(decode=True)
                )
    elif name.endswith((".html", ".svg")):
        yield f"{name} unescaped", html.unescape(data.decode())


def of_pdf(name: str, data: bytes) -> Iterator[tuple[str, str]]:
    reader = PdfReader(BytesIO(data))
    yield f"{name} by pypdf", "\n".join(page.extract_text() for page in reader.pages)
    document = pypdfium2.PdfDocument(data)
    yield f"{name} by PDFium", "\n".join(page.get_textpage().get_text_bounded() for page in document)
    printed = subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=True).stdout
    yield f"{name} by poppler", printed.decode()
    with pikepdf.open(BytesIO(data)) as pdf:
        for number, each in enumerate(pdf.objects):
            if isinstance(each, pikepdf.Stream):
                with suppress(pikepdf.PdfError, zlib.error):
                    yield from texts(f"{name}/stream {number}", each.read_bytes())
            for value in strings(each):
                yield f"{name}/object {number}", value


def strings(value: object, depth: int = 0) -> Iterator[str]:
    if isinstance(value, pikepdf.String):
        yield str(value)
    elif depth < 4 and isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
        for key in value.keys():  # noqa: SIM118  # pikepdf's are no mappings
            yield str(key)
            if key not in ("/Parent", "/P", "/Prev", "/Next"):
                yield from strings(value[key], depth + 1)
    elif depth < 4 and isinstance(value, pikepdf.Array):
        for item in value:
            yield from strings(item, depth + 1)


def folded(text: str) -> str:
    return "".join(filter(str.isalpha, text.casefold()))


def leaks(files: dict[str, bytes], hidden: set[str]) -> list[str]:
    """What is found of the hidden tokens, with where."""
    found = set()
    for path, data in files.items():
        for part, text in texts(path, data):
            seen, figures = folded(text), set(FIGURE.findall(text))
            found |= {f"{part}: {token}" for token in hidden if token in figures or (token.isalpha() and token in seen)}
    return sorted(found)


@pytest.mark.slow
@pytest.mark.poppler
@pytest.mark.parametrize("first", range(0, 20, 5))
def test_no_release_is_refused_or_holds_what_is_for_others(first: int, tmp_path: Path) -> None:
    for seed in range(first, first + 5):
        assert tried(seed, tmp_path) == []


@pytest.mark.slow
@pytest.mark.poppler
def test_the_scanner_finds_in_the_whole_what_releases_hide(tmp_path: Path) -> None:
    generated = Generated(4)
    files = dict(open_project(generated.content, out=tmp_path).latest.render(["pdf"]))
    hidden = generated.hidden["press"]
    found = {leak.rpartition(": ")[2] for leak in leaks(files, hidden)}
    assert len(hidden) > 10
    assert len(found) > len(hidden) * 0.8  # comments, and one of two forms of a figure, are not in it


def tried(seed: int, folder: Path) -> list[str]:
    """What is wrong with the releases of a generated brief."""
    generated, wrong = Generated(seed), []
    whole = open_project(generated.content, out=folder).latest
    report = whole.facts()
    wrong += [f"{seed}: {each.place}: {each.code} {each.message}" for each in report.diagnostics if each.is_error]
    for release in RELEASES if not wrong else ():
        edition = whole.release(release)
        checked = edition.check(BuildOptions([*FORMATS]))
        errors = [f"{seed} {release}: {each.place}: {each.code} {each.message}" for each in checked.diagnostics]
        wrong += [each for each, fault in zip(errors, checked.diagnostics, strict=True) if fault.is_error]
        if checked.ok:
            files = dict(edition.render([*FORMATS]))
            content = edition.workspace.content
            files |= {f"content/{path}": content.read(path) for path in content.files}  # type: ignore[attr-defined]
            wrong += [f"{seed} {release}: {leak}" for leak in leaks(files, generated.hidden[release])]
    return wrong
