"""Markdown, HTML and plain text -> editions."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from briefgen.api import Folder, open_project
from briefgen.errors import UsageError
from briefgen.review.importing.importing import Imported, ImportOptions
from briefgen.review.importing.old_document import ImportFate
from tests.desk import halves, write_desk

WISH = ImportOptions(date(2031, 5, 12), "old")
HOME = "2031-05-12-old/"


def imported(folder: Path, name: str, text: str | bytes) -> tuple[Imported, dict[str, str]]:
    """What a file gives: the import, and the bodies of its texts by their names."""
    (folder / name).write_bytes(text.encode() if isinstance(text, str) else text)
    (folder / "halves.png").write_bytes(halves())
    found = open_project(Folder(write_desk(folder))).import_document(folder / name, WISH)
    files = {name.removeprefix(HOME): data for name, data in found.change.after.items() if not name.endswith(".png")}
    return found, {name: data.decode().rpartition("\n---\n\n")[2] for name, data in files.items()}


def left_out(found: Imported) -> dict[str, str]:
    return {part.what: part.text for part in found.listed if part.fate is ImportFate.LEFT_OUT}


def test_markdown(tmp_path: Path) -> None:
    text = """---
title: Prices
author: Ann
---

# Bread

It *rose* by **4.5%** ([May](https://example.org/x)).[^a] ~~Old~~

1. one
   - two
2. three

| Item | Price |
|------|------:|
| Rye  | 1,250 |
| Oats |   300 |

![Two fields](halves.png)

[^a]: The note.
"""
    found, texts = imported(tmp_path, "old.md", text)
    assert texts["edition.yaml"].partition("title: ")[2].startswith('"Prices"\n')
    assert texts["sections/10-bread.md"] == (
        "It *rose* by **4.5%** ([May](https://example.org/x)).[^1]\n\n1. one\n   - two\n2. three\n\n"
        "![](table:table)\n\n![Two fields](pictures/picture-1.png){#figure}\n\n[^1]: The note.\n"
    )
    assert texts["tables/table.csv"] == "Item,Price\nRye,1250\nOats,300\n"
    assert left_out(found) == {
        "lines at the top of the file": "title: Prices author: Ann",
        "struck through text": "Old",
    }


def test_html(tmp_path: Path) -> None:
    page = """<html><head><meta charset="windows-1252"><title>Prices</title><script>no text</script></head><body>
<h1>Prices</h1><h2>Bread</h2><p>Röse to 10<sup>6</sup><a href="#_ftn1"><sup>[1]</sup></a>, see <a href="file:///x">x</a>.
<table><caption>Table 1: Boats</caption><tr><th>Port<th>Boats<tr><td>North<td>1,234<tr><td>South<td>725</table>
<table><tr><td rowspan=2>A<td>b<tr><td>c</table><ul><li>one<ol><li>two</ol><li>three<p>more</ul>
<p style="display: none">unseen</p><blockquote><p>Said</blockquote><img src="../secret.png" alt="No"><math>x</math>
<div id="ftn1"><p><a href="#_ftnref1">[1]</a> The note.</p></div>"""
    (tmp_path / "secret.png").write_bytes(halves())
    home = tmp_path / "home"
    home.mkdir()
    found, texts = imported(home, "old.html", page.encode("cp1252"))
    assert texts["sections/10-bread.md"] == (
        "Röse to 10⁶[^1], see x.\n\n![](table:boats)\n\n| A | b |\n| --- | --- |\n|  | c |\n\n"
        "- one\n\n  1. two\n\n- three\n\n  more\n\n> Said\n\n[^1]: The note.\n"
    )
    assert left_out(found) == {
        "hidden text": "unseen",
        "link to file:///x, which is no address of the web or of mail": "",
        "picture that is not in or beside the document: ../secret.png": "No",
        "equation": "x",
    }


def test_plain_text(tmp_path: Path) -> None:
    text = """PRICES

Bread
=====

It rose, and that by more
than before.

- one
  goes on
- two
  * deeper

Item\tPrice
Rye\t1,250
Oats\t300

MILK

It fell.
"""
    _, texts = imported(tmp_path, "old.txt", text.replace("\n", "\r\n"))
    assert 'title: "PRICES"' in texts["edition.yaml"]
    assert texts["sections/10-bread.md"] == (
        "It rose, and that by more than before.\n\n- one goes on\n- two\n  - deeper\n\n![](table:table)\n"
    )
    assert texts["sections/20-milk.md"] == "It fell.\n"


@pytest.mark.slow
@pytest.mark.parametrize("name", ["old.md", "old.html", "old.txt"])
@pytest.mark.parametrize(
    "data", [b"", b"\xff\xfe\x00", b"<" * 5000, b"<table><tr><td>" * 900, b"[" * 5000, b"> " * 3000]
)
def test_what_makes_no_sense_makes_no_traceback(tmp_path: Path, name: str, data: bytes) -> None:
    imported(tmp_path, name, data)


@pytest.mark.parametrize("name", ["old.md", "old.html", "old.txt"])
def test_a_file_that_is_no_text_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match="it is no text, whatever its name says"):
        imported(tmp_path, name, b"PK\x03\x04\x00\x00" * 100)
