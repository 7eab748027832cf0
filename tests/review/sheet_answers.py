"""Answers to a check sheet without a browser: what its page's script would save, made from the page alone."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

SHOWN = ("seal", "figure", "source", "wording")


class SheetReader(HTMLParser):
    """What a page says: its elements with their data, its words, and the words of each item."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.main: dict[str, str] = {}
        self.items: dict[str, dict[str, str]] = {}
        self.words: dict[str, str] = {"": ""}
        self.head = ""
        self._item = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        data = {name.removeprefix("data-"): value or "" for name, value in attrs if name.startswith("data-")}
        if tag == "main":
            self.main = data
        elif tag == "section":
            self._item = data["fact"]
            self.items[self._item] = data
            self.words[self._item] = ""
        elif tag in ("p", "tr", "th", "td", "li"):
            self.words[self._item] += "\n"

    def handle_endtag(self, tag: str) -> None:
        if tag == "section":
            self._item = ""

    def handle_data(self, data: str) -> None:
        self.words[self._item] += data


def answers(sheet: Path, given: Mapping[str, str], day: str = "2031-05-04", **changes: Any) -> dict[str, Any]:
    """The answers to a sheet: of each figure a word and, behind a colon, a remark; `changes` are summed."""
    page = SheetReader(sheet.read_text("utf-8"))
    found = []
    for name, words in given.items():
        verdict, _, remark = words.partition(": ")
        item = page.items[name]
        shown = {key: item[key] for key in SHOWN}
        printed = " ".join(item["printed"].split())
        found.append({"fact": name, "printed": printed, "answer": verdict, "remark": remark, **shown})
    main = page.main
    whole: dict[str, Any] = {"briefgen": "answers", "form": 1, "desk": main["desk"], "edition": main["edition"]}
    whole |= {"by": main["by"], "on": day, "figures": int(main["figures"]), "answers": found, **changes}
    return {**whole, "checksum": f"{zlib.crc32(as_written(whole)):08x}"}


def as_written(whole: Mapping[str, Any]) -> bytes:
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()


def save(folder: Path, whole: Mapping[str, Any], name: str = "answers.json") -> Path:
    path = folder / name
    path.write_bytes(as_written(whole))
    return path
