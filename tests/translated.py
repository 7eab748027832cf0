"""A French translation of the small desk's edition, complete and confirmed, to be changed and broken."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from briefgen.api import open_project
from briefgen.content import Memory
from briefgen.errors import Diagnostic
from tests.desk import EDITION, FILES, halves

TRANSLATION = f"{EDITION}-fr"
OWN_CODES = {f"BG80{number}" for number in range(1, 10)}

FRENCH: Mapping[str, str] = {
    "edition.yaml": f"""\
translates: {EDITION}
language: fr
title: Le hareng
subtitle: Débarquements et quota
number: 19
date: 2031-05-05
period: 2031-04
marking: Official
audience: [Ministre]
distribution: weekly
prepared_by: Bureau de la pêche
clearances:
  - {{by: Conseiller juridique, date: 2031-05-04}}
  - {{by: Chef du bureau}}
bottom_line: |
  Les débarquements ont atteint {{{{ landings | unit }}}}, soit {{{{ rise | signed }}}} en un an.
key_figures:
  - {{fact: landings, caption: tonnes débarquées}}
  - {{fact: rise, format: signed, caption: en un an}}
""",
    "labels.yaml": """\
desk:
  name: Bureau de la pêche
  markings: {Official: Officiel, Official-Sensitive: Officiel sensible}
  distribution: {Minister’s office: Cabinet du ministre}
  units:
    boats: {one: bateau, many: bateaux, other: bateaux}
    days: {one: jour, many: jours, other: jours}
    tonnes: {one: tonne, many: tonnes, other: tonnes}
facts:
  landings: {label: Débarquements}
  quota: {label: Quota}
  excess: {label: Débarqué au-delà du quota}
  before: {label: Débarquements de l’année précédente}
  rise: {label: Hausse des débarquements}
  chair: {name: Mme Anna Berg, label: Présidente du conseil}
deadlines:
  vote: {who: Le conseil, what: voter le quota}
figures:
  landed: {title: Les débarquements ont dépassé le quota, caption: "Débarquements et quota, {{ edition_date | year }}."}
  dates: {title: Le vote aura lieu en juin, caption: Le vote.}
""",
    "sections/10-landings.md": """\
---
title: Débarquements
---

Les bateaux ont débarqué {{ landings | unit }} [table 1](#source:survey), ce qui dépasse le quota
de {{ excess }}.[^weighed] [](#figure:landed) et [](#table:quota) le montrent ; [](#section:vote) dit la suite.

![](figure:landed)

Table: Le quota. {#quota}

| Quoi          |         Tonnes |
| ------------- | -------------: |
| Débarquements | {{ landings }} |
| Quota         |    {{ quota }} |

![Un champ bleu à côté d’un champ de sable](halves.png "Les champs.")

[^weighed]: Pesé au quai.
""",
    "sections/20-vote.md": """\
---
title: Le vote
---

{{ chair }} préside le conseil qui votera le {{ vote | long }}, dans {{ vote | days_left }}.

![](figure:dates)
""",
}


def files(changes: Mapping[str, str | None] | None = None) -> dict[str, bytes]:
    """The desk's files with the translation's; `changes` replace files of the content, or leave them out with None."""
    own = {f"{TRANSLATION}/{path}": text for path, text in FRENCH.items()}
    texts: dict[str, str | None] = {**FILES, **own, f"{TRANSLATION}/translated.yaml": confirmed(), **(changes or {})}
    pictures = {f"{edition}/halves.png": halves() for edition in (EDITION, TRANSLATION)}
    return {**pictures, **{path: text.encode() for path, text in texts.items() if text is not None}}


@cache
def confirmed() -> str:
    """What `briefgen translate --confirm` writes of the translation as it is."""
    pictures = {f"{edition}/halves.png": halves() for edition in (EDITION, TRANSLATION)}
    texts = {**FILES, **{f"{TRANSLATION}/{path}": text for path, text in FRENCH.items()}}
    project = open_project(Memory({**pictures, **{path: text.encode() for path, text in texts.items()}}))
    (data,) = project[TRANSLATION].confirm_translation().after.values()
    return data.decode()


def found(changes: Mapping[str, str | None] | None = None) -> list[Diagnostic]:
    """What checking the translation finds beyond what the original has as well."""
    project = open_project(Memory(files(changes)))
    return [fault for fault in project[TRANSLATION].facts().diagnostics if fault.code in OWN_CODES or fault.is_error]


def changed(path: str, old: str, new: str) -> dict[str, str | None]:
    """A change of one passage of a file of the translation, or of the original where the path says so."""
    folder, texts = (EDITION, FILES) if path.startswith("original/") else (TRANSLATION, FRENCH)
    name = path.removeprefix("original/")
    text = texts[f"{EDITION}/{name}" if texts is FILES else name]
    if text.count(old) != 1:
        raise ValueError(f"{old!r} stands {text.count(old)} times in {path}")
    return {f"{folder}/{name}": text.replace(old, new)}
