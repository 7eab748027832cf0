"""Faults planted in an Urdu brief as a page, a text and a mail are found, and a sound one has none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache

import pytest

from briefgen.formats import html, mail
from briefgen.formats.text import TextForm, write_text
from briefgen.formats.written import Job, Sender
from briefgen.model.blocks import Callout, KeyFigures
from briefgen.model.document import Attachment, Relationship
from briefgen.proof.compare import Difference
from briefgen.proof.in_html import html_differences
from briefgen.proof.in_mail import mail_differences
from briefgen.proof.in_text import text_differences
from briefgen.spans import whole_file
from tests.formats.html.sample import STYLE
from tests.from_right import URDU
from tests.samples import MEDIA

SHORT, TILES, *OTHERS = URDU.blocks
assert isinstance(SHORT, Callout)
assert isinstance(TILES, KeyFigures)
BRIEF = replace(URDU, blocks=(replace(SHORT, id="bottom-line"), replace(TILES, id="key-figures"), *OTHERS))
"""The Urdu brief, of which a mail shows the first blocks."""
ENCLOSED = (Attachment("brief.pdf", b"%PDF", "application/pdf", "", Relationship.ALTERNATIVE),)
SENDER = Sender("شعبۂ صحت", "a@example.org")
JOB = Job(BRIEF, MEDIA, STYLE, whole_file("content/edition"), sender=SENDER, enclosures=ENCLOSED)


@cache
def sound(form: str) -> bytes:
    if form == "txt":
        return write_text(BRIEF, TextForm()).encode()
    return html.write(JOB).data if form == "html" else mail.write(JOB).data


def differences(form: str, data: bytes) -> Sequence[Difference]:
    if form == "txt":
        return text_differences(BRIEF, MEDIA, data)
    return html_differences(BRIEF, MEDIA, JOB.supplement, data) if form == "html" else of_mail(data)


def of_mail(data: bytes) -> Sequence[Difference]:
    return mail_differences(BRIEF, MEDIA, data, "", ENCLOSED)


FORMS = ("html", "txt", "eml")
FAULTS: dict[str, Callable[[str], str]] = {
    "exchanged": lambda said: said.replace("2,546", "\0", 1).replace("63.4%", "2,546", 1).replace("\0", "63.4%", 1),
    "lost": lambda said: said.replace("63.4%", "", 1),
    "doubled": lambda said: said.replace("63.4%", "63.4% 63.4%", 1),
    "turned": lambda said: said.replace("5–7", "7–5", 1),
    "sign behind": lambda said: said.replace("−3.5%", "3.5%−", 1),
    "own digits": lambda said: said.replace("6,200", "۶,۲۰۰", 1),
    "letters lost": lambda said: said.replace("اضلاع", "اضلا", 1),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_sound_brief_has_no_difference(form: str) -> None:
    assert differences(form, sound(form)) == []


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("form", FORMS[:2])
def test_a_planted_fault_is_found(form: str, fault: str) -> None:
    said = sound(form).decode()
    broken = FAULTS[fault](said)
    assert broken != said
    assert differences(form, broken.encode())


@pytest.mark.parametrize(("before", "after"), [("63%", "36%"), ("=D9=85=D8=B1", "=D9=85=D8=B2")])
def test_a_planted_fault_in_a_mail_is_found(before: str, after: str) -> None:
    said = sound("eml").decode()
    assert before in said
    assert differences("eml", said.replace(before, after).encode())
