"""Fonts in a page: of each face that it uses just the characters that it sets, as WOFF2."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Iterator, Set
from functools import lru_cache
from operator import itemgetter

from briefgen.cache import Cache, kept
from briefgen.formats.html.context import HtmlContext
from briefgen.installed import release_of
from briefgen.theme import Face, Writing

USUAL = "".join(map(chr, range(0x20, 0x7F))) + "\u00a0–—‘’“”…•§¶€£°×−½¼¾é"
"""The characters that every subset has, so that a word more hardly makes another one."""
KEPT_FEATURES = (b"tnum", b"lnum")


def font_faces(context: HtmlContext, cache: Cache | None) -> Iterator[str]:
    """The rules of CSS that carry the faces in use; none where the reader's own are to be used."""
    if context.theme.system_fonts:
        return
    for (family, bold, italic), letters in sorted(context.letters.items()):
        face = context.families[family].face(bold=bold, italic=italic)
        data = _woff2(face, frozenset(map(ord, (*letters, *USUAL))) & face.characters, cache)
        yield _rule(family, data, bold=bold, italic=italic)
    for writing, bold, held in _written(context):
        face = writing.family.face(bold=bold)
        yield _rule(face.family, _woff2(face, held, cache), bold=bold, scale=writing.scale)


def _rule(family: str, data: bytes, *, bold: bool, italic: bool = False, scale: float = 1) -> str:
    source = f'url(data:font/woff2;base64,{b64encode(data).decode()}) format("woff2")'
    return (
        f'@font-face{{font-family:"{family}";font-weight:{"bold" if bold else "normal"};'
        f"font-style:{'italic' if italic else 'normal'};src:{source}"
        f"{f';size-adjust:{scale:.4%}' if scale != 1 else ''}}}"
    )


def _written(context: HtmlContext) -> Iterator[tuple[Writing, bool, Set[int]]]:
    """The letters that the families of the styles lack, by their writing and whether they are bold."""
    for name, writing in sorted(set(context.writings.values()), key=itemgetter(0)):
        for bold in (False, True):
            languages = [language for language, (own, _) in context.writings.items() if own == name]
            letters = frozenset[int]().union(*(context.lacking(language, bold=bold) for language in languages))
            if held := letters & writing.family.face(bold=bold).characters:
                yield writing, bold, held


def _woff2(face: Face, characters: Set[int], cache: Cache | None) -> bytes:
    """A face with these characters, made once and then kept."""
    named = f"{hashlib.sha256(face.data).hexdigest()} {sorted(characters)} {_compressor()}"
    return kept(cache, "font", named, lambda: _compressed(face.data, frozenset(characters)))


@lru_cache
def _compressor() -> str:
    """What makes a subset, by the releases, since another one may make other bytes."""
    return " ".join(map(release_of, ("uharfbuzz", "fontTools", "brotli")))


@lru_cache(maxsize=64)
def _compressed(data: bytes, characters: frozenset[int]) -> bytes:
    from io import BytesIO

    import uharfbuzz
    from fontTools.ttLib import TTFont

    wanted = uharfbuzz.SubsetInput()
    wanted.unicode_set.update(characters)
    wanted.layout_feature_tag_set.update(map(int.from_bytes, KEPT_FEATURES))
    subset = uharfbuzz.subset(uharfbuzz.Face(data), wanted)
    font = TTFont(BytesIO(bytes(subset.blob.data)), recalcTimestamp=False)
    font.flavor = "woff2"
    file = BytesIO()
    font.save(file)
    return file.getvalue()
