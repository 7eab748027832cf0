"""Whatever a broken writer does to the PDF is caught, and the block named: blocks, inlines, lines, pages, pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from briefgen.assemble import with_pages
from briefgen.formats import pdf as writer
from briefgen.formats.pdf import canvas
from briefgen.layout import blocks as block_writer
from briefgen.layout import document as laying_out
from briefgen.layout import footnotes, heads, inlines, page_breaks, pages, tables, tiles
from briefgen.layout.boxes import RowBox, StackBox, TextBox
from briefgen.layout.footnotes import Notes
from briefgen.model.blocks import Block, KeyFigures, Table
from briefgen.model.document import Document
from briefgen.model.inlines import Inline
from briefgen.model.traverse import blocks_of, inlines_of, map_blocks, plain_text, texts_of
from briefgen.proof import prove_pdf
from briefgen.proof.compare import Difference
from briefgen.proof.docx import FORM
from briefgen.proof.in_pdf import pdf_differences
from briefgen.proof.pdf import PILCROW
from briefgen.proof.reading import squeezed
from tests.formats.pdf.brief import document, generated, timetable
from tests.house import house
from tests.proof.breakages import Tally, texts_by_block
from tests.proof.documents import CUT, PICTURES
from tests.proof.proving import HOME
from tests.samples import BLOCKS, DOCUMENT, MEDIA, paragraph, picture, text

pytestmark = pytest.mark.slow

DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
Patch = pytest.MonkeyPatch
SAYS = texts_by_block(DOCUMENT, replace(FORM, note_number="{}.", comment=None, control=None))
"""What each block says."""


def paged(document: Document = DOCUMENT) -> Document:
    """The document with the pages of its contents, as a sound writer gives them: to be asked for first."""
    return _paged(document)


@cache
def _paged(document: Document) -> Document:
    return with_pages(document, writer.write(document, MEDIA, house()).pages)


def found(written: Document = DOCUMENT) -> list[Difference]:
    """What the proof finds in what the writer now writes."""
    return pdf_differences(paged(written), MEDIA, house(), writer.write(written, MEDIA, house()).data)


def saying(texts: Iterable[str]) -> list[str]:
    """The blocks that say one of the texts."""
    wanted = [squeezed(text).translate(DIGITS).upper() for text in texts if squeezed(text)]
    return [block for block, said in SAYS.items() if any(text.rstrip(PILCROW) in said.upper() for text in wanted)]


def inside(block: Block) -> list[str]:
    """A block and all in it that has a name of its own."""
    own = [inner.id for inner in blocks_of([block])]
    if isinstance(block, KeyFigures):
        own += [tile.id for tile in block.tiles]
    if isinstance(block, Table):
        own += [cell.id for row in (block.header, *block.rows) for cell in row]
    if "moved" in block.id:  # one paragraph at both ends of the move, with a page break between
        own += ["p-moved-from", "break", "p-moved-to"]
    return [*own, *(item.id for inner in blocks_of([block]) for item in getattr(inner, "items", ()))]


def test_a_sound_writer_is_proven() -> None:
    paged()
    assert found() == []


def dropped(blocks: tuple[Block, ...], index: int) -> tuple[Block, ...]:
    return (*blocks[:index], *blocks[index + 1 :])


def doubled(blocks: tuple[Block, ...], index: int) -> tuple[Block, ...]:
    return (*blocks[: index + 1], *blocks[index:])


def swapped(blocks: tuple[Block, ...], index: int) -> tuple[Block, ...]:
    return (*blocks[:index], *reversed(blocks[index : index + 2]), *blocks[index + 2 :])


@pytest.mark.sample(1)
@pytest.mark.parametrize("breakage", [dropped, doubled, swapped])
def test_every_block_is_missed(breakage: Callable[[tuple[Block, ...], int], tuple[Block, ...]]) -> None:
    tally = Tally()
    paged()
    for index, block in enumerate(BLOCKS[: -1 if breakage is swapped else None]):
        if breakage is doubled and block.id == "break":  # two page breaks are one
            continue
        with Patch.context() as patch:
            broken = breakage(BLOCKS, index)
            flow = block_writer.flow_blocks
            patch.setattr(laying_out, "flow_blocks", lambda _, *others, broken=broken, flow=flow: flow(broken, *others))
            right = [*inside(block), *(inside(BLOCKS[index + 1]) if breakage is swapped else ())]
            tally.count(f"{block.id} {breakage.__name__}", found(), right)
    tally.report(f"blocks of the PDF {breakage.__name__}")


def every_inline() -> Iterator[tuple[Block, Inline]]:
    """Each inline of the sample that prints something, with its block."""
    for block in blocks_of((*BLOCKS, *DOCUMENT.notes[0].content)):
        for content in texts_of(block):
            yield from ((block, inline) for inline in inlines_of(content) if squeezed_inline(inline))


def squeezed_inline(inline: Inline) -> bool:
    return bool(squeezed(getattr(inline, "text", "") or "x"))


def altered_run(run: Any) -> Any:
    """The run with its last character another."""
    return replace(run, text=run.text.rstrip()[:-1] + ("y" if run.text.rstrip()[-1:] == "x" else "x") + " ")


@pytest.mark.slow
@pytest.mark.parametrize("how", ["dropped", "doubled", "altered"])
def test_every_inline_is_missed(how: str) -> None:
    tally = Tally()
    paged()
    kinds = set()
    for block, inline in every_inline():
        if type(inline).__name__ == "LineBreak":  # no more than white space
            continue
        kinds.add(type(inline).__name__)

        def broken(
            one: Inline, look: Any, setting: Any, wanted: Inline = inline, sound: Any = inlines._inline
        ) -> Iterator[Any]:
            runs = list(sound(one, look, setting))
            if one is wanted:
                runs = {"dropped": [], "doubled": runs * 2, "altered": [*map(altered_run, runs)]}[how]
            return iter(runs)

        with Patch.context() as patch:
            patch.setattr(inlines, "_inline", broken)
            tally.count(f"{inline} {how}", found(), inside(block))
    assert len(kinds) == 12
    tally.report(f"inlines of the PDF {how}")


class Lines:
    """The lines of text that the canvas draws, one of them broken."""

    def __init__(self, index: int, how: str) -> None:
        self.index, self.how, self.count, self.text = index, how, 0, ""
        self.sound = canvas.PdfCanvas.line_of_text

    def draw(self, drawn: Any, fragments: Any, x: float, baseline: float, leading: float, element: Any = None) -> None:
        fragments = tuple(fragments)
        here = self.count == self.index and bool(fragments)
        self.count += bool(fragments)
        if here:
            self.text = "".join(fragment.text for fragment in fragments)
            if self.how == "dropped":
                for fragment in fragments:
                    drawn.owner_of(fragment.style.inline, element)
                drawn._decorate(fragments, x, baseline, leading, element)
                return
            if self.how == "altered":
                fragments = (*fragments[:-1], altered_run(fragments[-1]))
            if self.how == "doubled":
                self.sound(drawn, fragments, x, baseline - leading, leading, element)
        self.sound(drawn, fragments, x, baseline, leading, element)


@pytest.mark.slow
@pytest.mark.parametrize("how", ["dropped", "doubled", "altered"])
def test_every_line_is_missed(how: str) -> None:
    tally = Tally()
    paged()
    count, index = 1, 0
    while index < count:
        lines = Lines(index, how)
        with Patch.context() as patch:
            patch.setattr(canvas.PdfCanvas, "line_of_text", lambda *args, lines=lines: lines.draw(*args))
            differences = found()
        count, index = lines.count, index + 1
        # What stands around a page belongs to the front; put into the text, it follows whatever is there.
        right = saying([lines.text]) or (["front"] if how != "doubled" else [])
        tally.count(f"{lines.text!r} {how}", differences, right)
    assert count > 90
    tally.report(f"lines of the PDF {how}")


def test_every_line_of_a_cell_is_in_its_row() -> None:
    """Rows dropped, doubled and swapped, and cells that change places within one."""
    long = document([timetable(60, "tb")])
    paged(long)
    tally = Tally()
    sound = tables._row

    def broken(breakage: Callable[[Any], Any]) -> list[Difference]:
        def row(cells: Any, *others: Any, **named: Any) -> Any:
            return sound(breakage(cells), *others, **named)

        with Patch.context() as patch:
            patch.setattr(tables, "_row", row)
            return found(long)

    for number in (0, 7, 31, 59):
        first = f"tb-{number}-0"

        def at(cells: Any, change: Callable[[Any], Any], first: str = first) -> Any:
            return change(cells) if cells[0].id == first else cells

        cells = [f"tb-{number}-{column}" for column in range(4)]
        tally.count("cells swapped", broken(lambda c, at=at: at(c, lambda c: (c[1], c[0], *c[2:]))), cells)
        tally.count(
            "cell emptied", broken(lambda c, at=at: at(c, lambda c: (*c[:3], replace(c[3], content=())))), cells
        )
        digit = text("1,201" if number else "1,202")
        tally.count(
            "a digit", broken(lambda c, at=at, d=digit: at(c, lambda c: (*c[:3], replace(c[3], content=d)))), cells
        )
    tally.report("cells of a long table in the PDF")


def test_rows_are_missed() -> None:
    long = document([timetable(60, "tb")])
    paged(long)
    tally = Tally()
    sound = block_writer.table_boxes

    def broken(breakage: Callable[[tuple[Any, ...]], tuple[Any, ...]]) -> list[Difference]:
        with Patch.context() as patch:
            changed = lambda table, *others: sound(replace(table, rows=breakage(table.rows)), *others)  # noqa: E731
            patch.setattr(block_writer, "table_boxes", changed)
            return found(long)

    for index in (0, 5, 30, 31, 58):
        cells = [f"tb-{row}-{column}" for row in (index, index + 1) for column in range(4)]
        for breakage in (dropped, doubled, swapped):
            tally.count(f"row {index} {breakage.__name__}", broken(lambda rows, b=breakage, i=index: b(rows, i)), cells)
    tally.report("rows of a long table in the PDF")


def sheets(change: Callable[[list[Any]], list[Any]], written: Document = DOCUMENT) -> list[Difference]:
    """What is found when the pages are changed before anything is drawn."""
    sound = page_breaks.paginate
    paged(written)

    def changed(*args: Any) -> tuple[list[Any], list[int]]:
        made, order = sound(*args)
        return change(made), order

    with Patch.context() as patch:
        patch.setattr(laying_out, "paginate", changed)
        return found(written)


@pytest.mark.slow
def test_pages_are_missed() -> None:
    tally = Tally()
    count = 3
    for index in range(count):
        tally.count(f"page {index} lost", sheets(lambda s, n=index: [*s[:n], *s[n + 1 :]]), ())
        tally.count(f"page {index} doubled", sheets(lambda s, n=index: [*s[: n + 1], *s[n:]]), ())
        tally.count(f"page {index} emptied", sheets(lambda s, n=index: [*s[:n], pages.PlacedPage(()), *s[n + 1 :]]), ())
    for index in range(count - 1):
        tally.count(f"page {index} swapped", sheets(lambda s, n=index: [*s[:n], s[n + 1], s[n], *s[n + 2 :]]), ())
    long = document(CUT["two long cells"])
    tally.count("the middle of a cut row lost", sheets(lambda s: [s[0], *s[2:]], long), ())
    tally.count("the rest of a cut row lost", sheets(lambda s: s[:-1], long), ())
    tally.count("the parts of a cut row swapped", sheets(lambda s: [s[0], s[2], s[1], *s[3:]], long), ())
    tally.report("pages of the PDF")


def test_what_stands_around_the_text_is_missed() -> None:
    tally = Tally()
    paged()
    for name in ("_marking", "_head", "_foot"):
        sound: Any = getattr(heads.RunningHeads, name)
        for absent in range(3 if name != "_marking" else 6):
            calls = iter(range(99))

            def sometimes(*args: Any, sound: Any = sound, calls: Any = calls, absent: int = absent) -> None:
                if next(calls) != absent:
                    sound(*args)

            with Patch.context() as patch:
                patch.setattr(heads.RunningHeads, name, sometimes)
                tally.count(f"{name} {absent}", found(), ["front"])
    other = replace(DOCUMENT.front, marking="Unofficial", desk="Some desk", running_issue="No. 91 · 5 May 2031")
    for field in ("marking", "desk", "running_issue"):
        front = replace(DOCUMENT.front, **{field: getattr(other, field)})
        data = writer.write(replace(DOCUMENT, front=front), MEDIA, house()).data
        tally.count(f"another {field}", pdf_differences(paged(), MEDIA, house(), data), ["front"])
    tally.report("heads and feet of the PDF")


def test_the_header_of_a_table_stands_again_once_on_every_page() -> None:
    long = document([timetable(90, "tb")])
    paged(long)
    tally = Tally()
    sound = tables.TableBox._parts

    def lost(grid: tables.TableBox, first: Any, rest: Any) -> Any:
        one, other = sound(grid, first, rest)
        return one, replace(other, header=RowBox(cells=()))

    def twice(grid: tables.TableBox, first: Any, rest: Any) -> Any:
        one, other = sound(grid, first, rest)
        return one, replace(other, rows=(replace(other.header), *other.rows))

    for breakage in (lost, twice):
        with Patch.context() as patch:
            patch.setattr(tables.TableBox, "_parts", breakage)
            tally.count(breakage.__name__, found(long), [f"tb-head-{column}" for column in range(4)])
    tally.report("headers of a table in the PDF")


def test_pictures_are_those_of_the_document() -> None:
    tally = Tally()
    paged()
    image, boxes = canvas.image, block_writer.figure_boxes
    breakages: list[tuple[str, Any, str, Any]] = [
        ("not drawn", canvas.PdfCanvas, "image", lambda *_: None),
        (
            "drawn twice",
            canvas.PdfCanvas,
            "paint",
            lambda c, name, sound=canvas.PdfCanvas.paint: (sound(c, name), sound(c, name)),
        ),
        ("another", canvas, "image", lambda _: image(picture(640, 241))),
        ("other bytes", canvas, "image", lambda _: image(recoloured())),
        (
            "half of an alternative text",
            block_writer,
            "figure_boxes",
            lambda f, *a: boxes(replace(f, alt=f.alt[:9]), *a),
        ),
        ("another alternative text", block_writer, "figure_boxes", lambda f, *a: boxes(replace(f, alt="Bars."), *a)),
    ]
    for name, owner, attribute, broken in breakages:
        with Patch.context() as patch:
            patch.setattr(owner, attribute, broken)
            tally.count(name, found(), ["f-1"])
    tally.report("pictures of the PDF")


def recoloured() -> Any:
    """A picture of the sample's size in other colours."""
    from io import BytesIO

    from PIL import Image

    file = BytesIO()
    Image.new("RGB", (640, 240), "white").save(file, "PNG")
    return replace(picture(), data=file.getvalue())


def test_the_contents_the_outline_and_the_properties_are_right() -> None:
    tally = Tally()
    paged()
    numbers = pages.page_numbers

    def moved(sheets: Any) -> dict[str, int]:
        return {name: page + (name == "h-quota") for name, page in numbers(sheets).items()}

    with Patch.context() as patch:
        patch.setattr(laying_out, "page_numbers", moved)
        tally.count("a wrong page in the PDF", found(), ["contents"])
        wrong = writer.write(DOCUMENT, MEDIA, house())
    both = pdf_differences(with_pages(DOCUMENT, wrong.pages), MEDIA, house(), wrong.data)
    tally.count("the same wrong page in both", both, ["contents"])
    outline = canvas.PdfCanvas.outline
    for wanted in ("1 Landings", "Third level"):

        def without(drawn: Any, title: str, level: int, top: float, wanted: str = wanted) -> None:
            if title != wanted:
                outline(drawn, title, level, top)

        def renamed(drawn: Any, title: str, level: int, top: float, wanted: str = wanted) -> None:
            outline(drawn, title.upper() if title == wanted else title, level, top)

        for breakage in (without, renamed):
            with Patch.context() as patch:
                patch.setattr(canvas.PdfCanvas, "outline", breakage)
                tally.count(f"{wanted} {breakage.__name__}", found(), ())
    for field in ("title", "language"):
        properties = replace(DOCUMENT.properties, **{field: "en-US"})
        data = writer.write(replace(DOCUMENT, properties=properties), MEDIA, house()).data
        tally.count(f"another {field}", pdf_differences(paged(), MEDIA, house(), data), ["front"])
    tally.count("no file", pdf_differences(paged(), MEDIA, house(), b"nothing"), ["front"])
    tally.report("contents, outline and properties of the PDF")


def test_notes_and_tiles_are_missed() -> None:
    tally = Tally()
    paged()
    breakages: list[tuple[str, Any, str, Any, list[str]]] = [
        ("all notes", laying_out, "page_notes", lambda *_: Notes({}), ["n-method", "p-note-1"]),
        ("a note", footnotes, "_note", lambda *_: StackBox(children=()), ["n-method", "p-note-1"]),
        ("a caption", tiles, "_caption", lambda *_: TextBox(lines=(), leading=1), ["t-1", "t-2", "t-3", "t-4"]),
        ("list signs", block_writer, "_markers", lambda block, _: ["*"] * len(block.items), ["i-1", "i-n1"]),
        ("a caption", tables, "captioned", lambda *_: [], ["tb-1"]),
    ]
    for name, owner, attribute, broken, right in breakages:
        with Patch.context() as patch:
            patch.setattr(owner, attribute, broken)
            tally.count(name, found(), right)
    tally.report("notes and tiles of the PDF")


def test_an_accent_above_another_is_missed() -> None:
    once, twice = (document([paragraph(f"Zu{accents}rich", "p")]) for accents in ("\u0301", "\u0301\u0301"))
    data = writer.write(once, MEDIA, house()).data
    assert pdf_differences(once, MEDIA, house(), data) == []
    assert [difference.piece.block for difference in pdf_differences(twice, MEDIA, house(), data)] == ["p"]


def test_links_lead_where_they_should() -> None:
    tally = Tally()
    paged()
    link = canvas.PdfCanvas.link
    breakages = {
        "lost": lambda drawn, url, *others: link(drawn, url[:0], *others),
        "another": lambda drawn, url, *others: link(drawn, url.replace("a=1", "a=2"), *others),
    }
    for name, broken in breakages.items():
        with Patch.context() as patch:
            patch.setattr(canvas.PdfCanvas, "link", broken)
            tally.count(name, found(), ["p-inlines"])

    def silent(drawn: Any, url: str, target: str, box: Any, element: Any, _: str) -> None:
        link(drawn, url, target, box, element, "[1]")

    with Patch.context() as patch:
        patch.setattr(canvas.PdfCanvas, "link", silent)
        tally.count("not told where it leads", found(), ())
    tally.report("links of the PDF")


@pytest.mark.slow
def test_a_whole_other_document_is_told_in_reasonable_time() -> None:
    """Ten differences at most, each in its block, however much differs."""
    other = document(generated(3, 400))
    written_ = writer.write(other, PICTURES, house()).data
    for expected in (document(generated(4, 400)), document(CUT["equal cells"]), DOCUMENT):
        faults = prove_pdf(expected, PICTURES, house(), written_, HOME)
        assert 0 < len(faults) <= 10


@pytest.mark.slow
def test_a_word_lost_in_a_row_that_is_cut_through_is_missed() -> None:
    tally = Tally()
    for name, blocks in CUT.items():
        table = next(block for block in blocks_of(blocks) if isinstance(block, Table))
        for number, row in enumerate(table.rows):
            words = plain_text(row[0].content).split()
            if len(words) < 100:
                continue
            shorter = replace(row[0], content=text(" ".join([*words[:400], *words[401:]])))
            rows = (*table.rows[:number], (shorter, *row[1:]), *table.rows[number + 1 :])
            broken = map_blocks(blocks, change_block=lambda b, t=table, r=rows: replace(t, rows=r) if b == t else b)
            assert broken != blocks
            data = writer.write(document(broken), PICTURES, house()).data
            tally.count(name, pdf_differences(document(blocks), PICTURES, house(), data), [row[0].id])
    tally.report("cells that are cut through in the PDF")
