"""The page: what a browser is told of it, what stands above and below the text, and the text."""

from __future__ import annotations

import json
from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path

from briefgen.cache import Cache
from briefgen.formats.html.blocks import HtmlSetting, write_blocks
from briefgen.formats.html.changes import mark
from briefgen.formats.html.context import CALL, ENTRY, NOTE, HtmlContext, HtmlVoice, entry_of
from briefgen.formats.html.figures import PIXELS, embedded_picture
from briefgen.formats.html.fonts import font_faces
from briefgen.formats.html.inlines import write_inlines, write_text
from briefgen.formats.html.markup import element, tag, text, to
from briefgen.formats.html.stylesheet import stylesheet
from briefgen.model.direction import RIGHT_TO_LEFT, without_isolates
from briefgen.model.document import Detail, Logo, Note
from briefgen.model.supplement import EvidenceLine, FigureEvidence
from briefgen.theme import Role

WIDEST_LOGO = 260.0
"""The width of a logo at most, in points."""
TEXT = "text"
"""The id of the text, to which the first link of the page skips."""
NONE = "'none'"
FOR_SCRIPTS = str.maketrans({each: f"\\u{ord(each):04x}" for each in "<>&\u2028\u2029"})


def write_page(context: HtmlContext, cache: Cache | None) -> bytes:
    """The whole page; its faces come from the cache if it has them."""
    above, main, below = _above(context), _main(context), _below(context)
    script, data = (_script(), _data(context)) if context.supplement.evidence else ("", "")
    style = stylesheet(context, font_faces(context, cache))
    skip = element("a", text(context.labels.skip), class_="skip", href=to(TEXT))
    body = (skip, above, main, below, *([data, element("script", script)] if script else []))
    head, below_it = _head(context, style, script), _lines("body", *body)
    direction = RIGHT_TO_LEFT if context.from_right else None
    page = element("html", *head, *below_it, lang=context.language, dir=direction)
    return f"<!DOCTYPE html>\n{page}\n".encode()


def _lines(name: str, *content: str, **attributes: str | None) -> tuple[str, ...]:
    return (element(name, "\n", "\n".join(content), "\n", **attributes), "\n")


@cache
def _script() -> str:
    """The script, which has neither < nor &, since the page is XML as well."""
    return Path(__file__).with_name("script.js").read_text(encoding="utf-8")


def _head(context: HtmlContext, style: str, script: str) -> tuple[str, ...]:
    """What a browser is told of the page: that it loads nothing, and runs and shows only what stands in it."""
    properties = context.document.properties
    policy = (
        f"default-src {NONE}; img-src data:; font-src data:; base-uri {NONE}; form-action {NONE}; "
        f"style-src {_digest(style)}; script-src {_digest(script) if script else NONE}"
    )
    named = {
        "viewport": "width=device-width, initial-scale=1",
        "color-scheme": "light dark",
        "author": properties.author,
        "description": properties.subject,
        "keywords": ", ".join(properties.keywords),
        "dcterms.date": properties.date.isoformat(),
        "briefgen.edition": properties.edition,
        "briefgen.version": properties.version,
        "briefgen.ledger": properties.ledger,
    }
    return _lines(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=policy),
        element("title", text(without_isolates(properties.title))),
        *(tag("meta", name=name, content=content) for name, content in named.items() if content),
        element("style", style),
    )


def _digest(content: str) -> str:
    return f"'sha256-{b64encode(sha256(content.encode()).digest()).decode()}'"


def _above(context: HtmlContext) -> str:
    """The marking and the status, the desk and the number, the title and the details."""
    front = context.document.front
    parts = [_banner(context)]
    heads = [_span(Role.MASTHEAD, each, context) for each in (front.desk, front.issue) if each]
    parts.append(element("div", " ".join(heads), class_="masthead"))
    if front.logo:
        parts.append(_logo(front.logo))
    parts.append(element("h1", write_inlines(front.title, HtmlVoice(Role.TITLE), context)))
    if front.subtitle:
        parts.append(element("p", write_inlines(front.subtitle, HtmlVoice(Role.SUBTITLE), context), class_="subtitle"))
    if front.details:
        details = "\n".join(_detail(detail, context) for detail in front.details)
        parts.append(element("dl", "\n", details, "\n", class_="details"))
    return _lines("header", *filter(None, parts))[0]


def _logo(logo: Logo) -> str:
    width, height = (round(length * PIXELS) for length in logo.size(logo.height, WIDEST_LOGO))
    return element("p", embedded_picture(logo.picture, logo.alt, width, height), class_="logo")


def _banner(context: HtmlContext) -> str:
    front = context.document.front
    marking = element("span", write_text(front.marking, HtmlVoice(Role.MARKING), context), class_="marking")
    draft = element("strong", write_text(front.draft, HtmlVoice(Role.RUNNING, strong=True), context), class_="draft")
    parts = [part for part, given in ((marking, front.marking), (draft, front.draft)) if given]
    return element("div", " ".join(parts), class_="banner") if parts else ""


def _span(role: Role, characters: str, context: HtmlContext) -> str:
    return element("span", write_text(characters, HtmlVoice(role), context))


def _detail(detail: Detail, context: HtmlContext) -> str:
    voice = HtmlVoice(Role.DETAIL)
    label = write_text(detail.label, HtmlVoice(Role.DETAIL, strong=True), context)
    content = write_inlines(detail.text, voice, context)
    if detail.change:
        label, content = mark(detail.change, label), mark(detail.change, content)
    return element("div", element("dt", label), " ", element("dd", content))


def _main(context: HtmlContext) -> str:
    parts = [write_blocks(context.document.blocks, HtmlSetting(), context)]
    if context.document.notes:
        parts.append(_notes(context))
    if context.own_entries:
        parts.append(_entries(context))
    return _lines("main", *parts, id=TEXT, tabindex="-1")[0]


def _notes(context: HtmlContext) -> str:
    """The footnotes behind the text, each of which leads back to its first reference."""
    title = element("h2", write_text(context.labels.footnotes, HtmlVoice(Role.HEADING_1), context), id="notes/title")
    notes = [_note(note, context) for note in context.document.notes]
    return _lines("section", title, *notes, class_="notes", role="doc-endnotes", aria_labelledby="notes/title")[0]


def _note(note: Note, context: HtmlContext) -> str:
    number = write_text(f"{note.number}.", HtmlVoice(Role.NOTE), context)
    if note.name in context.called:
        back = f"{context.labels.back_to_text}: {number}"
        number = element("a", number, class_="number", href=to(CALL.format(note.name)), aria_label=back)
    content = write_blocks(note.content, HtmlSetting().inside(Role.NOTE), context)
    parts = (number, element("div", content))
    return element("div", "\n".join(parts), class_="footnote", id=context.claim(NOTE.format(note.name)))


def _entries(context: HtmlContext) -> str:
    """The evidence of the figures that the references leave out."""
    title = element("h2", write_text(context.labels.evidence, HtmlVoice(Role.HEADING_1), context), id="evidence/title")
    entries = "\n".join(_entry(evidence, context) for evidence in context.own_entries)
    listed = element("dl", "\n", entries, "\n")
    return _lines("section", title, listed, class_="evidence", aria_labelledby="evidence/title")[0]


def _entry(evidence: FigureEvidence, context: HtmlContext) -> str:
    voice = HtmlVoice(Role.NOTE)
    name = element("dt", write_text(evidence.value, HtmlVoice(Role.NOTE, strong=True), context))
    parts = [element("dd", write_text(evidence.label, voice, context))] if evidence.label else []
    parts += [element("dd", _line(line, context)) for line in evidence.lines]
    return element("div", name, "\n", "\n".join(parts), id=ENTRY.format(evidence.fact))


def _line(line: EvidenceLine, context: HtmlContext) -> str:
    voice = HtmlVoice(Role.NOTE)
    written = write_text(line.text, voice, context)
    if address := _address(line, context):
        written = element("a", written, href=address, data_fact=line.fact)
    return f"{write_text(f'{line.label}:', voice, context)} {written}"


def _address(line: EvidenceLine, context: HtmlContext) -> str:
    """Where a line of evidence leads, if anywhere."""
    if line.fact in context.supplement.evidence:
        return entry_of(context.supplement.evidence[line.fact])
    return to(line.target) if line.target else ""


def _data(context: HtmlContext) -> str:
    """The evidence for the script, in which no character can end the element."""
    labels = context.labels
    figures = {
        each.fact: {
            "value": each.value,
            "label": each.label,
            "entry": entry_of(each),
            "lines": [_line_data(line, context) for line in each.lines],
        }
        for each in context.supplement.evidence.values()
    }
    named = {"entry": labels.evidence_entry, "back": labels.back, "close": labels.close}
    data = json.dumps({"labels": named, "figures": figures}, ensure_ascii=False, separators=(",", ":"))
    context.set_in(HtmlVoice(Role.NOTE), data)
    context.set_in(HtmlVoice(Role.HEADING_1), "".join(each.value for each in context.supplement.evidence.values()))
    return element("script", data.translate(FOR_SCRIPTS), type="application/json", id="evidence-data")


def _line_data(line: EvidenceLine, context: HtmlContext) -> dict[str, str]:
    parts = {"label": line.label, "text": line.text, "fact": line.fact, "target": _address(line, context)}
    return {name: part for name, part in parts.items() if part}


def _below(context: HtmlContext) -> str:
    front = context.document.front
    desk = element("p", write_text(front.desk, HtmlVoice(Role.RUNNING), context))
    return _lines("footer", *filter(None, (desk, _banner(context))))[0]
