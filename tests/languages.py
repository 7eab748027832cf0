"""A small desk in each language, with every kind of block: what the writers, validators and readers look at."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import briefgen
from tests.desk import EDITION, halves, write_desk
from tests.shared import made_once

FORMATS = ("docx", "pdf", "html", "txt", "eml")


class Phrases(NamedTuple):
    """What the sample says in one language; `{}` is a figure."""

    title: str
    office: str
    landings: str
    quota: str
    tonnes: str
    forms: str
    rise: str
    first: str
    second: str
    note: str
    quote: str
    who: str
    task: str


PHRASES: Mapping[str, Phrases] = {
    "en": Phrases(
        "Herring",
        "Institute of the Sea",
        "Landings",
        "Quota",
        "tonnes",
        "one: tonne",
        "Landings stood at {}, {} on the year before.",
        "The first vote",
        "The second vote",
        "Weighed at the quay.",
        "The sea is full.",
        "The chair",
        "vote on the quota",
    ),
    "fr": Phrases(
        "Le hareng",
        "Institut de la mer",
        "Débarquements",
        "Quota",
        "tonnes",
        "one: tonne, many: de tonnes",
        "Les débarquements s'élèvent à {}, soit {} en un an !",
        "Le premier vote",
        "Le second vote",
        "Pesé à quai.",
        'La mer est "pleine".',
        "Le président",
        "voter le quota",
    ),
    "es": Phrases(
        "El arenque",
        "Instituto del Mar",
        "Desembarques",
        "Cuota",
        "toneladas",
        "one: tonelada, many: de toneladas",
        "Los desembarques fueron de {}, un {} en un año.",
        "La primera votación",
        "La segunda votación",
        "Pesado en el muelle.",
        'El mar está "lleno".',
        "El presidente",
        "votar la cuota",
    ),
    "de": Phrases(
        "Der Hering",
        "Institut für Meereskunde",
        "Anlandungen",
        "Quote",
        "Tonnen",
        "one: Tonne",
        "Die Anlandungen lagen bei {}, {} gegenüber dem Vorjahr.",
        "Die erste Abstimmung",
        "Die zweite Abstimmung",
        "Am Kai gewogen.",
        'Das Meer ist "voll".',
        "Der Vorsitzende",
        "über die Quote abstimmen",
    ),
    "pt": Phrases(
        "O arenque",
        "Instituto do Mar",
        "Desembarques",
        "Quota",
        "toneladas",
        "one: tonelada, many: de toneladas",
        "Os desembarques foram de {}, {} num ano.",
        "A primeira votação",
        "A segunda votação",
        "Pesado no cais.",
        'O mar está "cheio".',
        "O presidente",
        "votar a quota",
    ),
    "ru": Phrases(
        "Сельдь",
        "Институт моря",
        "Улов",
        "Квота",
        "тонны",
        "one: тонна, few: тонны, many: тонн",
        "Улов составил {}, за год — {}.",
        "Первое голосование",
        "Второе голосование",
        "Взвешено у причала.",
        'Море "полно".',
        "Председатель",
        "проголосовать за квоту",
    ),
    "ar": Phrases(
        "سمك الرنجة",
        "معهد البحار",
        "كمية الصيد",
        "الحصة",
        "طن",
        "one: طن, two: طنان, few: أطنان, many: طناً, zero: طن",
        "بلغت كمية الصيد {}، أي {} خلال سنة.",
        "التصويت الأول",
        "التصويت الثاني",
        "وُزنت على الرصيف.",
        'البحر "مليء".',
        "الرئيس",
        "التصويت على الحصة",
    ),
    "ur": Phrases(
        "ہیرنگ مچھلی",
        "ادارۂ بحریات",
        "پکڑی گئی مچھلی",
        "کوٹا",
        "ٹن",
        "one: ٹن",
        "پکڑی گئی مچھلی {} رہی، یعنی ایک سال میں {}۔",
        "پہلی رائے شماری",
        "دوسری رائے شماری",
        "گودی پر تولا گیا۔",
        'سمندر "بھرا" ہوا ہے۔',
        "صدر",
        "کوٹے پر رائے دے",
    ),
    "fa": Phrases(
        "شاه‌ماهی",
        "مؤسسه دریا",
        "صید",
        "سهمیه",
        "تن",
        "one: تن",
        "صید به {} رسید، یعنی {} در یک سال.",
        "رأی‌گیری نخست",
        "رأی‌گیری دوم",
        "در اسکله وزن شد.",
        'دریا "پر" است.',
        "رئیس",
        "درباره سهمیه رأی دهد",
    ),
    "ps": Phrases(
        "کب",
        "د سمندر اداره",
        "نیول شوي کبان",
        "ونډه",
        "ټنه",
        "one: ټن",
        "نیول شوي کبان {} وو، په یوه کال کې {}.",
        "لومړۍ رایه",
        "دویمه رایه",
        "په بندر کې وتلل شول.",
        'سمندر "ډک" دی.',
        "رییس",
        "پر ونډه رایه ورکړي",
    ),
}


def files_of(language: str) -> dict[str, str]:
    """The desk's files whose words are the language's."""
    said = PHRASES[language]
    rise = said.rise.format("{{ landings | unit }}", "{{ rise | signed }}")
    return {
        "desk.yaml": f"""\
name: {said.office}
language: {language}
contact: {{name: {said.who}, phone: +44 20 7946 0000, email: sea@example.org}}
lists: [figures, tables]
units:
  {said.tonnes}: {{{said.forms}}}
""",
        "sources.yaml": f"""\
survey:
  kind: {said.landings}
  title: {said.title}
  publisher: {said.office}
  date: 2031-04-30
""",
        "/edition.yaml": f"""\
title: {said.title}
number: 19
date: 2031-05-05
period: 2031-04
audience: [{said.who}]
clearances:
  - {{by: {said.who}, date: 2031-05-04}}
bottom_line: |
  {rise}
key_figures:
  - {{fact: landings, caption: {said.landings}}}
  - {{fact: rise, format: signed, caption: {said.landings}}}
""",
        "/facts.yaml": f"""\
landings: {{value: 12480, unit: {said.tonnes}, label: {said.landings}, period: 2030, source: {{id: survey, at: p. 1}}}}
quota: {{value: 11000, unit: {said.tonnes}, label: {said.quota}, period: 2030, source: {{id: survey, at: p. 2}}}}
before: {{value: 11556, unit: {said.tonnes}, label: {said.landings}, period: 2029, source: {{id: survey, at: p. 2}}}}
rise: {{formula: "change(before, landings)", label: {said.landings}}}
""",
        "/deadlines.yaml": f"""\
vote: {{by: 2031-06-01, who: {said.who}, what: {said.task}, source: {{id: survey, at: p. 3}}}}
""",
        "/figures.yaml": f"""\
landed:
  kind: bars
  facts: [landings, quota]
  title: {said.landings}
  caption: {said.landings}, {{{{ edition_date | year }}}}.
dates:
  kind: timeline
  facts: [vote]
  title: {said.first}
  caption: {said.first}.
""",
        "/sections/10-landings.md": f"""\
---
title: {said.title}
---

{rise}[^weighed] [](#figure:landed) · [](#table:quota) · [](#section:vote) · [International Council]{{lang=en}}

> [!NOTE]
> **{said.quota}** *{said.landings}* {{{{ quota }}}}

- {said.first}
- {said.second}
  1. {said.first}
  2. {said.second}

> {said.quote}
>
> — {said.who}

![](figure:landed)

## {said.quota}

Table: {said.quota}. {{#quota}}

| {said.title} | {said.tonnes} |
| -------- | --------------: |
| {said.landings} |  {{{{ landings }}}} |
| {said.quota}    |     {{{{ quota }}}} |

![{said.first}](halves.png "{said.second}")

[^weighed]: {said.note}
""",
        "/sections/20-vote.md": f"""\
---
title: {said.second}
---

{said.who}: {{{{ vote | long }}}}, {{{{ vote | days_left }}}}.

![](figure:dates)
""",
    }


PAIRS = ("en+ur", "ar+ru", "ur+fa", "de+fr")
"""Originals with their translations: each direction beside each."""


def files_of_pair(pair: str) -> dict[str, str]:
    """The desk's files of an original and its translation, which want a document of both."""
    original, translation = pair.split("+")
    said, own = PHRASES[original], files_of(translation)
    words = PHRASES[translation]
    header = own["/edition.yaml"].partition("number: 19\n")[0] + own["/edition.yaml"].partition("period: 2031-04\n")[2]
    labels = f"""\
desk:
  name: {words.office}
  units:
    {said.tonnes}: {{{words.forms}, other: {words.tonnes}}}
facts:
  landings: {{label: {words.landings}}}
  quota: {{label: {words.quota}}}
  before: {{label: {words.landings}}}
  rise: {{label: {words.landings}}}
deadlines:
  vote: {{who: {words.who}, what: {words.task}}}
figures:
  landed: {{title: {words.landings}, caption: "{words.landings}, {{{{ edition_date | year }}}}."}}
  dates: {{title: {words.first}, caption: {words.first}.}}
sources:
  survey: {{kind: {words.landings}, title: {words.title}, publisher: {words.office}}}
"""
    folder = f"{EDITION}-{translation}"
    start = f"translates: {EDITION}\nlanguage: {translation}\ndate: 2031-05-05\nside_by_side: true\n"
    return {
        **files_of(original),
        f"{folder}/edition.yaml": start + header,
        f"{folder}/labels.yaml": labels,
        **{f"{folder}{name}": text for name, text in own.items() if name.startswith("/sections/")},
    }


def written(language: str, root: Path) -> Path:
    """The desk of a language, or of a pair of them, below a folder."""
    if language not in PAIRS:
        return write_desk(root, files_of(language))
    content = write_desk(root, files_of_pair(language))
    (content / f"{EDITION}-{language.partition('+')[2]}" / "halves.png").write_bytes(halves())
    return content


@cache
def documents(language: str) -> Mapping[str, bytes]:
    """The brief of a language in every format, by the end of its name."""
    return made_once(f"language {language}", lambda: _built(language))


def pdf_2(language: str) -> bytes:
    """The PDF of a language's brief by PDF/UA-2 and PDF/A-4f."""
    with TemporaryDirectory() as folder:
        content = written(language, Path(folder))
        with (content / "desk.yaml").open("a") as desk:
            desk.write("\npdf: ua-2+a-4f\n")
        return briefgen.open(content.parent)[EDITION].render(["pdf"])[f"{EDITION}.pdf"]


def _built(language: str) -> Mapping[str, bytes]:
    with TemporaryDirectory() as folder:
        project, translation = briefgen.open(written(language, Path(folder)).parent), language.partition("+")[2]
        if not translation:
            files = project[EDITION].render(FORMATS)
            return {name.rpartition(".")[2]: files[name] for name in files}
        files = project[f"{EDITION}-{translation}"].render(FORMATS)
        return {name.rpartition(".")[2]: files[name] for name in files if f"side-by-side/{EDITION}" in name}
