"""The check sheet as one page: readable and markable without a script, and answered by buttons with one."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator, Mapping
from hashlib import sha256
from importlib.resources import files
from string import Template

from briefgen.content import Content
from briefgen.formats.html.markup import element, tag, text
from briefgen.frozen import frozen
from briefgen.languages import language_of
from briefgen.ledger import Printer
from briefgen.model.direction import direction_of
from briefgen.model.edition import Edition
from briefgen.model.evidence import CellExcerpt, FactEvidence, MarkedText
from briefgen.model.labels import DEFAULT_LANGUAGE
from briefgen.pipeline import Checked
from briefgen.render import Brief
from briefgen.review.checksheet.choice import CheckItem, Choice, SheetOptions, choose, facts_of, item_of
from briefgen.review.evidence import cell_text, gather_evidence

Own = Mapping[str, str]
FORECAST = "Forecast"
LONGEST_NAME = 60
BLANK = "_" * 30
WHOLE_ROW = -1
RULED = {"border": 1, "cellspacing": 0, "cellpadding": 4}
"""For programs that show mail and know little of styles."""


@frozen
class CheckSheet:
    """A check sheet: the name of its file, its bytes, whom it is for, and the names of what it asks for."""

    name: str
    data: bytes
    reader: str
    names: tuple[str, ...]


def make_sheet(checked: Checked, content: Content, options: SheetOptions) -> CheckSheet:
    """A sheet of an edition without errors; raises what `choose` raises, and ContentError for errors."""
    brief = checked.require_brief()
    choice = choose(brief, options)
    facts = [fact for name in choice.names for fact in facts_of(name, brief.edition)]
    evidence = gather_evidence(checked, content, facts)
    items = [item_of(name, brief, evidence) for name in choice.names]
    reader = _file_name(choice.reader)
    page = _Page(brief, choice, items, reader)
    return CheckSheet(f"{brief.edition.id}_{reader}.html", page.written().encode(), choice.reader, choice.names)


def _file_name(reader: str) -> str:
    return re.sub(r"\W+", "-", reader.casefold()).strip("-")[:LONGEST_NAME]


@frozen
class _Page:
    brief: Brief
    choice: Choice
    items: list[CheckItem]
    reader: str

    @property
    def edition(self) -> Edition:
        return self.brief.edition

    def written(self) -> str:
        """The whole page: nothing is loaded, and nothing runs or styles it but what its policy names by digest."""
        front = self.brief.document.front
        style = Template(_part("sheet.css")).substitute(_colours(self.brief))
        script = _part("sheet.js")
        title = f"Check sheet for {self.choice.reader}: {self.brief.document.properties.title}"
        head = (
            tag("meta", charset="utf-8"),
            tag("meta", http_equiv="Content-Security-Policy", content=_policy(style, script)),
            tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
            tag("meta", name="color-scheme", content="light dark"),
            tag("meta", name="referrer", content="no-referrer"),
            element("title", text(title)),
            element("style", style),
        )
        marking = element("p", text(front.marking), class_="marking") if front.marking else ""
        draft = element("p", text(front.draft), class_="marking") if front.draft else ""
        main = element(
            "main",
            marking,
            draft,
            element("h1", text(title)),
            *self._instructions(),
            *(self._item(number, item) for number, item in enumerate(self.items, 1)),
            draft,
            marking,
            data_desk=self.edition.desk.name,
            data_edition=self.edition.id,
            data_by=self.choice.reader,
            data_name=self.reader,
            data_figures=len(self.items),
            data_mail=self.edition.desk.contact.email,
        )
        language = self.edition.desk.language
        of_page = DEFAULT_LANGUAGE if self.own else language
        body = element("body", main, element("script", script))
        return f"<!DOCTYPE html>\n{element('html', element('head', *head), body, lang=of_page)}\n"

    @property
    def own(self) -> Own:
        """What an element says that holds words of a brief in another language than the sheet."""
        language = self.edition.desk.language
        is_of_sheet = language_of(language) == language_of(DEFAULT_LANGUAGE)
        return {} if is_of_sheet else {"lang": language, "dir": direction_of(language)}

    def _instructions(self) -> Iterator[str]:
        count = len(self.items)
        figures = f"{count} figure" if count == 1 else f"{count} figures"
        yield element("p", text(f"{self.edition.desk.name}, edition {self.edition.id}: {figures} to check."))
        if self.choice.seed:
            drawn = f"They were drawn by chance from {self.choice.of}, by the seed “{self.choice.seed}”, "
            yield element("p", text(f"{drawn}so that the same request draws the same figures."))
        if self.choice.own:
            own = (
                f"{self.choice.own} that {self.choice.reader} entered are left out: nobody checks figures of their own."
            )
            yield element("p", text(own))
        yield element(
            "p",
            text(
                "Compare each figure with what its source says, and with the sentences of the brief that print it: is "
                "it this figure, of this time, in this unit, about this? Then mark it right, wrong or unclear, and say "
                "in a remark what is wrong or unclear."
            ),
        )
        plain = (
            "To answer on paper or in a reply, mark the last row of each table, or write the numbers of the figures "
            "that are wrong or unclear, with a remark. To answer by buttons, open this file in a browser."
        )
        yield element("p", text(plain), id="plain")

    def _item(self, number: int, item: CheckItem) -> str:
        rows = self._rows_of_table(item) if item.is_row else _rows_of_fact(item.evidence[0], self.own)
        marks = f"☐ right   ☐ wrong   ☐ unclear   Remark: {BLANK}".replace("   ", "\u00a0 \u00a0")
        answer = _row("Your answer", element("div", text(marks), class_="marks"), "answer")
        what = self._row_name(item) if item.is_row else item.evidence[0].label
        name = element("span", text(what), **self.own) if self.own else text(what)
        return element(
            "section",
            element("h2", f"{number}. {name}", id=f"title-{number}"),
            element("table", element("tbody", *rows, answer), class_="evidence", **RULED),
            class_="item",
            id=f"item-{number}",
            aria_labelledby=f"title-{number}",
            data_number=number,
            data_fact=item.name,
            data_printed=item.printed,
            data_seal=item.seal,
            **{f"data_{kind}": digest for kind, digest in item.digests.items()},
        )

    def _row_name(self, item: CheckItem) -> str:
        table, _, row = item.name.partition(".")
        return f"{self.edition.tables[table].rows[row].name} (row of the table {table})"

    def _rows_of_table(self, item: CheckItem) -> Iterator[str]:
        first = item.evidence[0]
        yield _row("Figures", "".join(element("p", *_said(each), **self.own) for each in item.evidence))
        yield from _rows_of_source(first, with_cell=False)
        yield _row("In the file", _cells(self._neighbours(item), item.name))
        passages = [(each, passage) for each in item.evidence for passage in each.passages]
        if passages:
            shown = dict.fromkeys((passage.where, passage.passage) for _, passage in passages)
            yield _row("In the brief", "".join(_passage(where, passage, self.own) for where, passage in shown))
        yield from _rows_of_people(first)

    def _neighbours(self, item: CheckItem) -> CellExcerpt:
        """The whole row between those above and below it."""
        name, _, row = item.name.partition(".")
        table = self.edition.tables[name]
        printer = Printer(self.edition, self.brief.ledger)
        names = list(table.rows)
        at = names.index(row)
        rows = names[max(0, at - 1) : at + 2]
        return CellExcerpt(
            f"tables/{name}.csv",
            "",
            tuple(column.name for column in table.columns.values()),
            tuple(table.rows[each].name for each in rows),
            tuple(tuple(cell_text(table, each, column, printer) for column in table.columns) for each in rows),
            rows.index(row),
            WHOLE_ROW,
        )


def _colours(brief: Brief) -> Mapping[str, str]:
    colours = brief.theme.colours
    return {"ink": colours.ink, "rule": colours.rule, "tint": colours.tint, "link": colours.link}


def _part(name: str) -> str:
    return files(__package__).joinpath(name).read_text("utf-8")


def _policy(style: str, script: str) -> str:
    """A policy under which the page loads nothing, sends nothing, and runs its one script (CSP Level 3)."""
    digests = (b64encode(sha256(part.encode()).digest()).decode() for part in (style, script))
    style_digest, script_digest = digests
    return (
        f"default-src 'none'; style-src 'sha256-{style_digest}'; script-src 'sha256-{script_digest}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _row(head: str, content: str, class_: str = "", own: Own | None = None) -> str:
    cell = element("td", content, **(own or {}))
    return element("tr", element("th", text(head), scope="row"), cell, class_=class_)


def _said(evidence: FactEvidence) -> Iterator[str]:
    """A figure with what it is."""
    time = [
        evidence.period,
        f"as of {evidence.as_of}" if evidence.as_of else "",
        "forecast" if evidence.forecast else "",
    ]
    about = ", ".join(filter(None, (evidence.label, *time)))
    yield element("span", text(evidence.printed), class_="printed")
    yield text(f" {about}")


def _rows_of_fact(evidence: FactEvidence, own: Own) -> Iterator[str]:
    yield _row("Figure", element("span", text(evidence.printed), class_="printed"), own=own)
    for head, words in (
        ("What it is", evidence.label),
        *evidence.terms,
        ("Time", evidence.period),
        ("As of", evidence.as_of),
        (FORECAST, "yes" if evidence.forecast else ""),
        ("To know of it", evidence.caveat),
    ):
        if words:
            yield _row(head, text(words), own={} if head == FORECAST else own)
    yield from _rows_of_formula(evidence)
    yield from _rows_of_source(evidence)
    if evidence.passages:
        yield _row("In the brief", "".join(_passage(each.where, each.passage, own) for each in evidence.passages))
    yield from _rows_of_people(evidence)


def _rows_of_formula(evidence: FactEvidence) -> Iterator[str]:
    if evidence.formula:
        working = f"{evidence.formula} = {evidence.working or evidence.printed}"
        shown = working if working.endswith(evidence.printed) else f"{working} → {evidence.printed}"
        inputs = (element("li", text(f"{each.fact}: {each.printed}, {each.label}")) for each in evidence.inputs)
        yield _row("Derived as", element("p", text(shown)) + element("ul", *inputs))
    if evidence.stated:
        yield _row("Stated by the source", text(evidence.stated))


def _rows_of_source(evidence: FactEvidence, *, with_cell: bool = True) -> Iterator[str]:
    if evidence.cited:
        yield _row("Source", text(evidence.cited))
    if evidence.at:
        yield _row("Place in it", text(evidence.at))
    if evidence.quote:
        yield _row("Quote", text(f"“{evidence.quote}”"))
    if evidence.paragraphs:
        yield _row("In the source", "".join(element("p", _marked(each)) for each in evidence.paragraphs))
    if evidence.cell and with_cell:
        place = f"{evidence.cell.file}: {evidence.cell.place}" if evidence.cell.place else evidence.cell.file
        yield _row("In the file", element("p", text(place)) + _cells(evidence.cell, evidence.fact))


def _rows_of_people(evidence: FactEvidence) -> Iterator[str]:
    if evidence.author:
        yield _row("Entered by", text(evidence.author))
    if evidence.tick == "valid":
        yield _row("Ticked by", text(f"{evidence.ticked_by}, {evidence.ticked_on}"))


def _passage(where: str, passage: MarkedText, own: Own) -> str:
    words = element("span", _marked(passage), **own) if own else _marked(passage)
    return element("p", element("span", text(f"{where}: "), class_="where"), words)


def _marked(marked: MarkedText) -> str:
    """A text with its marks as strong words, which every program shows."""
    parts, at = [], 0
    for start, end in marked.marks:
        parts += [text(marked.text[at:start]), element("strong", text(marked.text[start:end]), class_="mark")]
        at = end
    return "".join((*parts, text(marked.text[at:])))


def _cells(excerpt: CellExcerpt, what: str) -> str:
    """The cells around one, which is marked; a whole row is where no column is named."""
    columns = (element("th", text(each), scope="col") for each in excerpt.columns)
    head = element("tr", element("td"), *columns)
    rows = (
        element("tr", element("th", text(name), scope="row"), *_cells_of_row(excerpt, at))
        for at, name in enumerate(excerpt.names)
    )
    table = element("table", element("thead", head), element("tbody", *rows), class_="cells", **RULED)
    return element("div", table, class_="scroll", tabindex=0, role="group", aria_label=f"Cells around {what}")


def _cells_of_row(excerpt: CellExcerpt, row: int) -> Iterator[str]:
    for column, cell in enumerate(excerpt.cells[row]):
        is_meant = row == excerpt.row and excerpt.column in (column, WHOLE_ROW)
        yield element("td", element("strong", text(cell), class_="mark") if is_meant else text(cell))
