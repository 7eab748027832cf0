"""Figures in section text: charts placed by their id, and images read from the content folder."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from markdown_it.token import Token

from briefgen import codes
from briefgen.content.braces import ID, Sayable, braces_at_end, braces_behind, said_by
from briefgen.content.edition_context import EditionContext, EditionPart
from briefgen.content.inlines import InlineReader, is_comment, read_inlines, read_words, shows_nothing
from briefgen.content.schema_types import is_id
from briefgen.content.source_reader import SourceReader
from briefgen.content.tree import IMAGE_ENDINGS, IMAGE_LIMIT, Content, files_below, files_typed
from briefgen.model.blocks import Figure
from briefgen.model.drawing import Picture
from briefgen.model.inlines import Inlines
from briefgen.model.traverse import plain_text
from briefgen.spans import SourceText, Span
from briefgen.suggest import did_you_mean

if TYPE_CHECKING:
    from PIL.Image import Image as PillowImage

_OF_PICTURE = Sayable("a picture", (ID,), "write {#id}")
_CHART = "figure:"
_NETWORK = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")

PIXEL_LIMIT = 40_000_000
DOTS_PER_INCH = 144.0
QUALITY = 95
SEVERAL = "MPO"
"""What Pillow calls a JPEG that holds further images behind the first, as telephones make them (CIPA DC-007)."""
ORIENTATION, UPRIGHT = 0x0112, 1
"""The tag of EXIF by which a camera says how it was held (CIPA DC-008, 4.6.5), and its usual value."""

_MEDIA_TYPES = {"PNG": "image/png", "JPEG": "image/jpeg"}
_RESOLUTIONS = (36.0, 2400.0)


def is_image_alone(tokens: list[Token]) -> bool:
    """Whether a paragraph is an image alone, with or without braces behind it."""
    shown = shown_in(tokens)
    if not shown or shown[0].type != "image" or any(token.type != "text" for token in shown[1:]):
        return False
    rest = "".join(token.content for token in shown[1:]).strip()
    braces = braces_behind(rest, 0)
    return not rest or (braces is not None and braces.end == len(rest))


def shown_in(tokens: list[Token]) -> list[Token]:
    """The tokens of which something is seen."""
    return [token for token in tokens if not is_invisible(token)]


def is_invisible(token: Token) -> bool:
    """Whether nothing is seen of a token."""
    return is_comment(token) or token.type == "softbreak" or (token.type == "text" and not token.content.strip())


def read_figure(
    tokens: list[Token], content: SourceText, context: EditionContext, part: EditionPart, identity: str
) -> Iterator[Figure]:
    """The figure of such a paragraph, or nothing, with the fault noted, where there is no usable image."""
    image = next(token for token in tokens if token.type == "image")
    start = int(image.meta["at"])
    place = content.place(start, int(image.meta["end"]))
    _read_remarks(tokens, InlineReader(content, context, part))
    braces = braces_at_end(content.text)
    said = said_by(braces, content, _OF_PICTURE, context.reading) if braces else {}
    source = unquote(str(image.attrs.get("src", "")))
    alt = _alternative(image, content, start, context, part)
    caption = image_caption(image, content, start, context, part)
    if source.startswith(_CHART):
        name = source.removeprefix(_CHART)
        if not is_id(name):
            context.reading.report(codes.BAD_ID.at(place, f'"{name}" is not a figure\'s id', "write ![](figure:name)"))
            return
        if caption:
            message, hint = "a chart's caption stands in figures.yaml", "delete the words in quotes"
            context.reading.report(codes.UNSUPPORTED_MARKUP.at(place, message, hint))
        yield Figure(name, plain_text(alt), id=identity, anchor=f"figure:{name}", place=place, spoken=alt)
        return
    anchor = context.anchor("figure", said[ID].text, said[ID].whole) if ID in said else ""
    name = PurePosixPath(source).as_posix()
    context.images.add(name)
    picture = read_picture(source, context.reading, context.folder, place)
    if shows_nothing(alt):
        message = "the image has no text for those who cannot see it"
        hint = f"say in the brackets what it shows: ![...]({source})"
        context.reading.report(codes.IMAGE_WITHOUT_ALT.at(place, message, hint))
    if picture:
        context.media[name] = picture
        yield Figure(name, plain_text(alt), caption=caption, id=identity, anchor=anchor, place=place, spoken=alt)
    elif anchor:
        context.reading.broken.add(anchor)


def _alternative(image: Token, content: SourceText, start: int, context: EditionContext, part: EditionPart) -> Inlines:
    """What is read out for an image, which may hold facts, in the brackets before its address."""
    opening = start + len("![")
    return read_words(content.part(opening, opening + len(image.content)), context, part)


def _read_remarks(tokens: list[Token], reader: InlineReader) -> None:
    """Note what comments beside an image tell reviewers."""
    for token in filter(is_comment, tokens):
        reader.read_remarks(token, int(token.meta["at"]))


def image_caption(image: Token, content: SourceText, start: int, context: EditionContext, part: EditionPart) -> Inlines:
    """The caption in quotes behind an image's address."""
    title = str(image.attrs.get("title", ""))
    if not title:
        return ()
    at = content.text.rfind(title, start)
    passage = content.part(at, at + len(title)) if at >= 0 else _unescaped(title, content, start)
    return read_inlines(passage, context, part)


def _unescaped(title: str, content: SourceText, start: int) -> SourceText:
    """A caption that has escapes, each character where it stands; all at the image where it has more than these."""
    for opening in re.finditer(r"""["'(]""", content.text[start:]):
        found = [*re.finditer(r"\\(?=[!-/:-@\[-`{-~])(.)|([^\\]|\\)", content.text[start + opening.end() :])]
        if "".join(each[1] or each[2] for each in found[: len(title)]) == title:
            first = start + opening.end()
            offsets = [content.offsets[first + each.start(each.lastindex or 0)] for each in found[: len(title)]]
            end = content.offsets[first + found[len(title) - 1].end()]
            return SourceText(title, content.span.source.mapped([*offsets, end]))
    place = content.place(start)
    return SourceText(title, replace(place, offsets=[place.start] * (len(title) + 1)))


def read_picture(source: str, reading: SourceReader, folder: str, place: Span) -> Picture | None:
    """The picture that a folder of the content has at a path; none, with the fault noted, where it has none.

    In the content folder itself, which has no name, it must be named without a path.
    """
    where = "the edition's folder" if folder else "the folder of desk.yaml"
    outside = _NETWORK.match(source) or source.startswith(("/", "~")) or "\\" in source
    if not source or outside or (not folder and "/" in source):
        message = f'"{source[:60]}" is not a file of {"this edition" if folder else "that folder"}'
        named = " and name it by its path from there: photo.png" if folder else " and name it: crest.png"
        reading.report(codes.IMAGE_OUTSIDE.at(place, message, f"copy the image into {where}{named}"))
        return None
    content = reading.content
    path = f"{folder}/{source}".lstrip("/")
    try:
        leads_out = content.resolve(path) is None
        paths = files_typed(content, folder, source)
    except (OSError, RuntimeError, ValueError):
        leads_out, paths = False, []
    if leads_out:
        message = f'"{source[:60]}" leads out of the content folder'
        reading.report(codes.IMAGE_OUTSIDE.at(place, message, f"copy the image into {where}"))
        return None
    if not paths:
        hint = did_you_mean(source, _images(content, folder)) or f"put the file into {where}"
        reading.report(codes.IMAGE_MISSING.at(place, f'there is no image "{source[:60]}"', hint))
        return None
    if len(paths) > 1:
        message = f'{len(paths)} files are called "{source[:60]}", and differ only in how their accents are stored'
        reading.report(codes.FILE_NAME.at(place, message, "rename or delete all but one of them"))
        return None
    data = reading.data(paths[0], IMAGE_LIMIT)
    if data is None:
        return None
    return _decoded(data, source, reading, place)


def _images(content: Content, folder: str) -> list[str]:
    files = files_below(content, folder, lambda _: False) if folder else content.list("")
    return [path.removeprefix(f"{folder}/") for path in files if is_image(path)]


def is_image(path: str) -> bool:
    """Whether the file's name is that of an image."""
    return PurePosixPath(path).suffix.lower() in IMAGE_ENDINGS


def _decoded(data: bytes, source: str, reading: SourceReader, place: Span) -> Picture | None:
    """The picture in a file, upright; none, with the fault noted, where it is no sound PNG or JPEG of a fit size."""
    from PIL import Image, ImageOps  # here, because charts do without

    is_turned = False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image = Image.open(BytesIO(data), formats=list(_MEDIA_TYPES))
            pixels = image.width * image.height
            if pixels <= PIXEL_LIMIT:
                image.load()
                is_turned = image.getexif().get(ORIENTATION, UPRIGHT) != UPRIGHT
    except Image.DecompressionBombError:
        pixels = PIXEL_LIMIT + 1
    except Exception:  # whatever a damaged image makes the image library raise
        message = f'"{source[:60]}" is not a sound PNG or JPEG image'
        reading.report(codes.IMAGE_UNFIT.at(place, message, "save it again as PNG or JPEG"))
        return None
    if pixels > PIXEL_LIMIT:
        message = f'"{source[:60]}" has more than {PIXEL_LIMIT // 1_000_000} million pixels'
        reading.report(codes.IMAGE_UNFIT.at(place, message, "save it in a smaller size"))
        return None
    across, down = _resolution(image)
    form = "PNG" if image.format == "PNG" else "JPEG"
    if is_turned or image.format == SEVERAL:
        before = image.size
        ImageOps.exif_transpose(image, in_place=True)
        data = _saved(image, form)
        if image.size != before:
            across, down = down, across
    return Picture(data, _MEDIA_TYPES[form], image.width / across * 72, image.height / down * 72)


def _saved(image: PillowImage, form: str) -> bytes:
    """The image anew, with nothing but its pixels; colours for print become those of the screen."""
    file = BytesIO()
    pixels = image.convert("RGB") if image.mode == "CMYK" else image
    pixels.info.clear()
    pixels.save(file, form, quality=QUALITY, subsampling=0)
    return file.getvalue()


def _resolution(image: PillowImage) -> tuple[float, float]:
    """Dots per inch across and down, as the file says, if it says something that can be."""
    given = image.info.get("dpi", ())
    lowest, highest = _RESOLUTIONS
    if len(given) == 2 and all(lowest <= float(each) <= highest for each in given):
        return float(given[0]), float(given[1])
    return DOTS_PER_INCH, DOTS_PER_INCH
