"""Markup of neighbouring dialects is told from text: reported where it would be printed, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.content import Folder, load_edition
from tests.content.contents import EDITION, FILES, section, write

REST = "\n\n{{ landings }}\n\n![](figure:landed)\n"


@pytest.mark.sample(14)
@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("## Boats {#boats .unnumbered}", 1, 18),
        ("## Boats {.unnumbered}", 1, 10),
        ("## Boats {-}", 1, 10),
        ("{:.boats} Boats", 1, 1),
        ("Boats <% sail %> away", 1, 7),
        ("Boats of ${town} sail", 1, 10),
        ("Boats, as @fig:boats shows", 1, 11),
        ("#. Boats", 1, 1),
        ("[toc] of boats", 1, 1),
        ("The boats {key=value} left", 1, 11),
        ("The boats {#boats} left", 1, 11),
        ("**Boats**{.red}", 1, 10),
        ("| Boats {.red} |\n| - |\n| x |", 1, 9),
        ("- Nets\n- [ ] Boats", 2, 3),
        ("1. [x] Boats", 1, 4),
        ("Boats^[of wood] left", 1, 6),
        ("Boats[^of wood] left", 1, 6),
        ("::: warning\nBoats\n:::", 1, 1),
        ("CO~2~ and m^2^", 1, 3),
        ("some ==boats== left", 1, 6),
        ("some ++boats++ left", 1, 6),
        ("Nets.\n\\pagebreak\nBoats.", 2, 1),
        ("\\textbf{Boats}", 1, 1),
        ("twelve\\ boats", 1, 7),
        ("so $n_1 = x$ boats", 1, 4),
        ("$$x$$", 1, 1),
        ("[TOC]", 1, 1),
        ("see [[the boats]]", 1, 5),
        ("left :boat: again", 1, 6),
        ("!!! note\n    Boats", 1, 1),
        ("so [see @berg, p. x] and [@berg]", 1, 26),
        ("as @berg2030 says", 1, 4),
        ("Boats\n:   of wood", 2, 1),
        ("| Boats\n| Nets", 1, 1),
        (".. note::\n\n   Boats", 1, 1),
        ("{% include boats %}", 1, 1),
        ("{--boats--}", 1, 1),
        ("*[EU]: European Union", 1, 1),
        ("[!NOTE] Boats", 1, 1),
        ("== Boats ==", 1, 1),
        ("'''Boats''' left", 1, 1),
        ("a [url=x]boat[/url]", 1, 3),
        ("``boats''", 1, 1),
        ("%%boats%%", 1, 1),
    ],
)
def test_markup_of_other_dialects_is_refused(text: str, line: int, column: int) -> None:
    faults = section(text + REST).diagnostics
    assert ("BG163", line + 4, column) == (faults[0].code, faults[0].place.line, faults[0].place.column)
    assert faults[0].hint


@pytest.mark.parametrize(
    "text",
    [
        "about ~10 boats and ~20 nets, ~ more",
        "mail a@b.org, or @Harbour_Watch",
        "$5 and $6, US$5m–US$6m, A$ and US$, the US$-A$ rate",
        "a = b == c, C++ and C++, a ^ b, 10^6",
        "C:\\Boats\\Nets, 5% %, 50%%",
        "https://x.org/~a/~b/{x=y}?a==b==&c=:d: so",
        "<https://x.org/~a~b~>",
        "the [sic] word, say [a] [b], [x]",
        "Boats:\nmore: so: it is",
        "'so' and ''; 'Tis rock 'n' roll!!!",
        "\\{#boats}, \\[[boats]], \\^[boats], \\$x$, \\:boat:, \\{{ x | y }}",
        "a | b | c",
        "{ boats }",
    ],
)
def test_text_is_left_alone(text: str) -> None:
    assert section(text + REST).diagnostics == ()


def test_texts_of_yaml_files_as_well(tmp_path: Path) -> None:
    changed = FILES[f"{EDITION}/figures.yaml"].replace("Landings, {{ year }}.", "Landings^[of herring], {{ year }}.")
    (fault,) = load_edition(Folder(write(tmp_path, {"figures.yaml": changed})), EDITION).diagnostics
    assert (fault.code, fault.place.line, fault.place.column) == ("BG163", 5, 20)
