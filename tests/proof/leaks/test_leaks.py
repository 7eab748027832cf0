"""What a release must not hold is found wherever it stands, and nothing else is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

import pytest

from briefgen.proof.leaks import Leak, Withheld, find_leaks, found_in, markup
from briefgen.proof.leaks.found import FoundText
from briefgen.proof.leaks.needles import Needles
from briefgen.proof.leaks.parts import ReadBefore
from briefgen.proof.leaks.texts import tokens_of


def test_a_hidden_text_figure_word_and_name_are_found_in_a_file() -> None:
    withheld = Withheld(
        texts=["The border stays closed until May."],
        figures=["1,616", "12"],
        names=["kp_deaths"],
        shown=["The border is open."],
    )
    data = b'[{"id": "kp_deaths", "value": "1,616", "label": "It stays closed until 12 noon"}]'
    assert list(find_leaks({"ledger.json": data}, withheld)) == [
        Leak("ledger.json", "field “id”", "the name “kp_deaths”"),
        Leak("ledger.json", "field “value”", "the figure “1,616”"),
        Leak("ledger.json", "field “label”", "the words “stays closed until”"),
        Leak("ledger.json", "field “label”", "the word “closed”"),
    ]


@pytest.mark.parametrize("name", ["w", "uk", "b5"])
@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("ledger.json", '[{{"id": "{}"}}]'),
        ("facts.yaml", "{}:\n  value: 7\n"),
        ("10-a.md", "Boats: {{{{ {} }}}}."),
        ("a.html", '<p><a data-fact="{}">7</a></p>'),
        ("ledger.csv", "id,value\n{},7\n"),
    ],
)
def test_a_name_of_a_letter_or_two_is_found_where_it_is_one(name: str, path: str, text: str) -> None:
    leaks = find_leaks({path: text.format(name).encode()}, Withheld(names=[name]))
    assert {leak.what for leak in leaks} == {f"the name “{name}”"}


def test_files_are_gone_through_once_however_much_is_withheld(monkeypatch: pytest.MonkeyPatch) -> None:
    read = list[int]()

    def counted(text: str) -> list[str]:
        read.append(len(text))
        return tokens_of(text)

    files = {"a.txt": b"of boats and ports " * 50, "b.svg": b"<svg><text>of boats</text></svg>"}
    amounts = []
    for count in (1, 1000):
        texts = [f"ore{number} uranium" for number in range(count)]
        needles = Needles(Withheld(texts, [f"9,{number:03}" for number in range(count)]))
        monkeypatch.setattr("briefgen.proof.leaks.needles.tokens_of", counted)
        read.clear()
        assert not [part for path, data in files.items() for part in found_in(path, data, needles, ReadBefore())]
        amounts.append(sum(read))
        monkeypatch.undo()
    assert amounts[0] == amounts[1] > 900


def test_each_of_two_files_that_are_the_same_is_searched() -> None:
    page = b'<svg xmlns="x"><text>north quay</text></svg>'
    withheld = Withheld(["north quay closes"], [], [], {}, [])
    found = find_leaks({"one.svg": page, "two.svg": bytes(bytearray(page))}, withheld)
    assert {(leak.path, leak.what) for leak in found} == {
        (path, f"the word “{word}”") for path in ("one.svg", "two.svg") for word in ("north", "quay")
    }


def test_a_name_is_found_in_each_part_that_has_it_although_tags_are_read_once() -> None:
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        for name in ("word/one.xml", "word/two.xml"):
            archive.writestr(name, f'<w:p><w:tag w:val="fact:night_landings"/><w:t>{name}</w:t></w:p>')
    found = [*find_leaks({"a.docx": packed.getvalue()}, Withheld(names=["night_landings"]))]
    assert {leak.part.partition(",")[0] for leak in found} == {"word/one.xml", "word/two.xml"}


def test_tags_and_files_are_read_once_for_all_files_of_a_pack(monkeypatch: pytest.MonkeyPatch) -> None:
    read = Counter[str]()

    def counted(*given: object, **named: bool) -> Iterator[FoundText]:
        read["tags"] += len(given[0])  # type: ignore[arg-type]
        return attributes(*given, **named)  # type: ignore[arg-type]

    attributes = markup._attributes
    monkeypatch.setattr(markup, "_attributes", counted)
    drawings = {f"{number}.svg": f'<svg width="9"><text x="1">{number}</text></svg>'.encode() for number in range(9)}
    assert not list(find_leaks(drawings, Withheld(texts=["Closed border"])))
    assert read["tags"] == 2


def test_what_several_files_of_a_pack_have_is_told_of_each() -> None:
    shared = {f"{number}.svg": b'<svg aria-label="closed border"></svg>' for number in range(3)}
    found = list(find_leaks(shared, Withheld(texts=["Closed border"])))
    assert {leak.path for leak in found} == {*shared}
    assert {leak.part for leak in found} == {"name of an element for those who hear it"}
