"""Places in the content of releases: each word stands where the files have it that people edit."""

from __future__ import annotations

import re
from bisect import bisect_right
from pathlib import Path

import pytest

from briefgen.content import Folder
from briefgen.releases import open_whole
from briefgen.spans import SourceFile
from tests.content.test_release_tables import CODE, CSV, HIDDEN, files_of, found
from tests.desk import EDITION, FILES, write_desk

USE = "{{ before | unit }}"
SECTION = FILES[f"{EDITION}/sections/10-landings.md"]
WAYS = {
    "bottom line": (
        "edition.yaml",
        "on the year before.",
        f"on the year.\n\n  - [One]{{for=minister}} two\n  - {USE}.",
    ),
    "title in quotes": ("edition.yaml", "title: Herring", f'title: "Herring \\u2013 [a]{{for=press}} {USE}"'),
    "caption of a tile": ("edition.yaml", "caption: tonnes landed", f"caption: 'tonnes [a]{{for=minister}} {USE}'"),
    "deadline": ("deadlines.yaml", "what: vote", f"what: >-\n    vote [a]{{for=minister}}\n    and {USE}\n    then"),
    "caption of a chart": ("figures.yaml", "caption: Landings and", f"caption: Landings {USE} and"),
    "front matter": ("sections/10-landings.md", "title: Landings", f"title: Landings [a]{{for=minister}} {USE}"),
    "text": ("sections/10-landings.md", "above the quota.", f"above.\n\nGone. {{for=minister}}\n\nThe {USE}."),
    "row": ("sections/10-landings.md", "| Quota    |", f"| Gone | x {{for=minister}} |\n| Quota {USE} |"),
    "note": ("sections/10-landings.md", "Weighed at", f"[Gone]{{for=minister}} {USE} weighed at"),
}


def changed(path: str, old: str, new: str) -> dict[str, str | None]:
    files = files_of(
        **{"/facts.yaml": FILES[f"{EDITION}/facts.yaml"].replace("before:\n", "before:\n  for: minister\n")}
    )
    text = FILES[f"{EDITION}/{path}"]
    assert old in text
    return {**files, f"/{path}": text.replace(old, new, 1)}


@pytest.mark.sample(2)
@pytest.mark.parametrize("way", WAYS)
def test_a_fault_is_told_where_it_is_written(way: str, tmp_path: Path) -> None:
    path, old, new = WAYS[way]
    write_desk(tmp_path, changed(path, old, new))
    places = [each.place for each in found(tmp_path) if each.code == "BG903"]
    texts = [place.source.text[place.start : place.end] for place in places if place.file.endswith(path)]
    assert "before" in texts, [(str(place), place.source.text[place.start : place.end]) for place in places]


def test_each_word_stands_where_it_stood(tmp_path: Path) -> None:
    files = files_of(CODE + f"  rows: {{Amble: {{{HIDDEN}}}, Blyth: {{{HIDDEN}}}}}\n", csv_text=CSV)
    bottom = "Landings stood at {{ landings | unit }}\n  and [gone]{for=minister} went on.\n\n"
    bottom += "  - One\n  - Two {for=minister}\n  - Three"
    edition = FILES[f"{EDITION}/edition.yaml"].partition("bottom_line: |\n  ")
    files["/edition.yaml"] = f"{edition[0]}{edition[1]}{bottom}\n{edition[2].partition(chr(10))[2]}"
    files["/sections/10-landings.md"] = SECTION.replace("[](#fig", "[gone]{for=minister} [](#fig")
    cut = open_whole(Folder(write_desk(tmp_path, files)), EDITION).release("press").cut
    seen = 0
    for made in cut.made.values():
        for word in re.finditer(r"(?<![\\\w])[^\W\d_]{4,}", made.text):
            place = made.at_origin(SourceFile("made", made.text).span(*word.span()))
            if made.offsets[bisect_right(made.starts, word.start()) - 1] >= 0:  # else it is new
                seen += 1
                assert made.origin.text[place.start : place.end] == word[0], (made.origin.name, word[0])
    assert seen > 150
