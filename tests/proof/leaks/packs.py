"""Packs and records as builds and publications make them, and the words in them that are the formats' own."""

from __future__ import annotations

import re
import shutil
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from briefgen.proof.leaks.found import PARTED, FoundText, HeldFile, Zone
from briefgen.proof.leaks.needles import KINDS, RUN, VOCABULARY, _grams, subwords
from briefgen.proof.leaks.parts import ReadBefore, parts_of
from briefgen.proof.leaks.texts import folded, tokens_of
from tests.commands import ROOT, briefgen
from tests.desk import write_desk
from tests.shared import made_once

RENEW = "python -m tests.proof.leaks.packs --write"
ALL_FORMATS = [part for form in ("docx", "pdf", "html", "txt", "eml") for part in ("--format", form)]
DAY = "2031-05-05"
CONTACT = "\ncontact: {email: desk@example.org}\n"
_LINES = {ord(PARTED): "\n"}
_WORD = re.compile(r"[^\W\d_]{3,}")

Files = Mapping[str, bytes]


def files_of(folder: Path) -> dict[str, bytes]:
    """All files of a folder, by their paths in it."""
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def built(desk: Path, *options: str) -> dict[str, bytes]:
    """The pack of a desk's newest edition in all formats, which gets an address for its mail if it has none."""
    settings = desk / "content/desk.yaml"
    if "contact:" not in (text := settings.read_text(encoding="utf-8")):
        settings.write_text(text + CONTACT, encoding="utf-8")
    ended = briefgen(desk, "build", *ALL_FORMATS, *options)
    assert ended.returncode == 0, ended.stderr
    (pack,) = (path for path in (desk / "out").iterdir() if path.is_dir() and not path.name.startswith("."))
    return files_of(pack)


def published(desk: Path) -> dict[str, bytes]:
    """The record of a desk's newest edition."""
    ended = briefgen(desk, "publish")
    assert ended.returncode == 0, ended.stderr
    return {path: data for path, data in files_of(desk / "out/archive").items() if path != ".lock"}


def fragments_of(files: Files) -> Iterator[FoundText]:
    """All pieces of text in some files."""
    for path, data in files.items():
        yield from (part for part in parts_of(HeldFile("", data, path), ReadBefore()) if isinstance(part, FoundText))


def _words(files: Files, *zones: Zone) -> set[str]:
    texts = (fragment.text for fragment in fragments_of(files) if fragment.zone in zones)
    tokens = {token for text in texts for token in tokens_of(folded(text))}
    return {part for token in tokens for part in (token, *token.split("_")) if _WORD.fullmatch(part)}


def own_words(packs: list[tuple[Files, Files]]) -> set[str]:
    """The words of the formats, given packs each with the content files that it was made from.

    They are those that no author of a desk has written, and those that stand in the files of two desks.
    """
    seen = Counter[str]()
    own = set[str]()
    for pack, content in packs:
        found = _words(pack, Zone.MARKUP, Zone.DATA, Zone.CODE)
        texts = (folded(data.decode("utf-8", "replace")) for data in content.values())
        authored = {part for text in texts for token in tokens_of(text) for part in (token, *token.split("_"))}
        seen.update(found | set(filter(_WORD.fullmatch, authored)))
        own |= found - authored
    return own | {word for word, count in seen.items() if count > 1}


def own_texts(packs: list[tuple[Files, Files]]) -> set[str]:
    """What the formats say in several words: names of styles, lines of scripts, licences of fonts.

    Of what stands outside of texts it is whatever two desks have alike.
    """
    seen = Counter(text for pack, _ in packs for text in _texts(pack) | _ids(pack))
    return {text for text, count in seen.items() if count > 1}


def _texts(files: Files) -> set[str]:
    """The texts that have three words in a row, outside of those that people read."""
    pieces = (each for each in fragments_of(files) if each.zone in (Zone.MARKUP, Zone.DATA, Zone.CODE))
    lines = (tokens_of(folded(line)) for each in pieces for line in each.text.translate(_LINES).split("\n"))
    return {" ".join(line) for line in lines if any(map(_are_words, _grams(line, RUN)))}


def _ids(files: Files) -> set[str]:
    """The ids in files, each behind what it is the id of."""
    texts = (folded(each.text) for each in fragments_of(files) if each.zone in (Zone.MARKUP, Zone.DATA))
    pairs = (pair for text in texts for pair in pairwise(subwords([text])))
    return {f"{kind} {name}" for kind, name in pairs if kind in KINDS and _WORD.fullmatch(name)}


def _are_words(tokens: tuple[str, ...]) -> bool:
    return sum(token.isalpha() for token in tokens) > 1 and all(map(str.isalnum, tokens))


def starter() -> Files:
    """The pack of the edition that `init` makes, in all formats, and its record; one for all processes of a run."""
    return made_once("the starter's pack and record", _pack_of_starter)


def _pack_of_starter() -> Files:
    with TemporaryDirectory() as folder:
        desk = _starter(Path(folder))
        return {**built(desk), **published(desk)}


def _starter(folder: Path) -> Path:
    ended = briefgen(folder, "init", "starter", "--date", DAY)
    assert ended.returncode == 0, ended.stderr
    return folder / "starter"


def _copied(source: Path, *names: str) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        desk = folder / source.name
        for name in names:
            shutil.copytree(source / name, desk / name)
        return desk

    return make


def _herring(folder: Path) -> Path:
    write_desk(folder / "herring")
    return folder / "herring"


DESKS: tuple[Callable[[Path], Path], ...] = (
    _starter,
    _copied(ROOT, "content", "assets"),
    _copied(ROOT / "tests/desks/rail", "content"),
    _herring,
)
PUBLISHED = (_starter,)


def all_packs() -> list[tuple[Files, Files]]:
    """The packs and records of desks on different matters, each with its content files."""
    packs: list[tuple[Files, Files]] = []
    with TemporaryDirectory() as folder:
        for make in DESKS:
            desk = make(Path(folder))
            files = {**built(desk), **(published(desk) if make in PUBLISHED else {})}
            packs.append((files, files_of(desk / "content")))
    return packs


def vocabulary_text() -> str:
    """The file of the formats' words, made anew."""
    packs = all_packs()
    return "".join(f"{line}\n" for line in sorted(own_words(packs) | own_texts(packs)))


if __name__ == "__main__":
    if sys.argv[1:] == ["--write"]:
        VOCABULARY.write_text(vocabulary_text(), encoding="utf-8")
