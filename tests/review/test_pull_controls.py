"""Figures in controls: what a reviewer types into one, what its node says, and where a control is gone or copied."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy

import pytest
from lxml import etree

from briefgen.review.pull.changes import ChangeOutcome, PulledKind
from briefgen.review.pull.pulling import Pulled, PullOptions
from tests.archives import unzipped, zipped
from tests.desk import EDITION, FILES
from tests.review.editing.opened import OpenFile
from tests.review.hands import hand, left, paragraph, parsed, replace_words, section, trip_with
from tests.review.test_pull_charts import edited as in_chart
from tests.review.trips import Trip

pytestmark = pytest.mark.slow

Element = etree._Element
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FIGURE = "{urn:briefgen:figures}figure"
BODY, NODES = "word/document.xml", "customXml/item2.xml"
MORE = """
crews: {value: 48, unit: boats, label: Crews, period: 2030, source: {id: survey, at: p. 2}}
ports: {value: 12, label: Ports, period: 2030, source: {id: survey, at: p. 6}}
"""
SECTION = """---
title: Crews
---

Of {{ crews }} from {{ ports }} there were few.

Then {{ crews }} came.
"""
Change = Callable[[Element, Element], object]


@pytest.fixture(scope="module")
def trip(tmp_path_factory: pytest.TempPathFactory) -> Trip:
    files = {"/facts.yaml": FILES[f"{EDITION}/facts.yaml"] + MORE, "/sections/40-crews.md": SECTION}
    return trip_with(tmp_path_factory.mktemp("desk"), files)


@pytest.fixture(scope="module")
def document(trip: Trip) -> bytes:
    return trip.document()


def changed(document: bytes, change: Change) -> bytes:
    """The document with a change of its body and of the nodes."""
    parts = unzipped(document)
    roots = {name: etree.fromstring(parts[name]) for name in (BODY, NODES)}
    change(roots[BODY], roots[NODES])
    return zipped({**parts, **{name: etree.tostring(root) for name, root in roots.items()}})


def controls(body: Element, fact: str) -> list[Element]:
    """The controls of a fact in running text."""
    tags = (tag for tag in body.iter(f"{W}tag") if tag.get(f"{W}val") == f"fact:{fact}")
    found = [tag.getparent().getparent() for tag in tags]
    return [each for each in found if next(each.iterancestors(f"{W}tbl"), None) is None]


def write(control: Element, text: str) -> None:
    next(control.iter(f"{W}t")).text = text


def set_node(nodes: Element, fact: str, text: str) -> None:
    next(node for node in nodes.iter(FIGURE) if node.get("fact") == fact).text = text


def pulled(trip: Trip, document: bytes, change: Change) -> Pulled:
    return trip.pulled(changed(document, change), PullOptions(accept_figures=True))


def figures(pulled: Pulled) -> set[tuple[str, str, str, ChangeOutcome]]:
    assert {change.kind for change in pulled.changes} == {PulledKind.FIGURE}
    return {(change.fact, change.old, change.new, change.outcome) for change in pulled.changes}


def in_one_place(body: Element, _: Element) -> None:
    write(controls(body, "crews")[0], "49")


def in_the_node(_: Element, nodes: Element) -> None:
    set_node(nodes, "crews", "49")


def everywhere(body: Element, nodes: Element) -> None:
    """As Word does when somebody has typed into one of the controls."""
    for control in controls(body, "crews"):
        write(control, "49")
    set_node(nodes, "crews", "49")


@pytest.mark.parametrize(
    ("change", "places"),
    [
        (in_one_place, 1),
        (in_the_node, 2),
        (everywhere, 2),
    ],
)
def test_a_figure_that_was_changed_is_a_new_value_of_its_fact(
    trip: Trip, document: bytes, change: Change, places: int
) -> None:
    found = pulled(trip, document, change)
    assert figures(found) == {("crews", "48", "49", ChangeOutcome.PLACED)}
    assert len(found.changes) == places
    assert "crews: {value: 49," in found.after[f"{EDITION}/facts.yaml"].decode()
    assert list(found.after) == [f"{EDITION}/facts.yaml"]


def test_each_of_two_figures_is_known_though_all_words_around_them_are_new(trip: Trip, document: bytes) -> None:
    """By the words alone it would not tell which figure is meant for which fact."""

    def change(body: Element, _: Element) -> None:
        crews, ports = controls(body, "crews")[0], controls(body, "ports")[0]
        for words, text in zip(crews.getparent().findall(f"{W}r"), ("Nearly ", " at ", " quays."), strict=True):
            write(words, text)
        write(crews, "13")
        write(ports, "47")

    found = pulled(trip, document, change)
    assert left(found) == []
    assert "crews: {value: 13," in found.after[f"{EDITION}/facts.yaml"].decode()
    assert "ports: {value: 47," in found.after[f"{EDITION}/facts.yaml"].decode()
    words = section(trip, found, f"{EDITION}/sections/40-crews.md")
    assert "Nearly {{ crews }} at {{ ports }} quays." in words


@pytest.mark.parametrize("is_tracked", [True, False])
@pytest.mark.parametrize(
    ("old", "new", "outcome"),
    [("tonnes", "crates of cod", ChangeOutcome.NEEDS_A_HAND), ("tonnes", "tonnes of cod", ChangeOutcome.PLACED)],
)
def test_words_typed_for_the_last_ones_of_a_control_are_not_parted_from_it(
    trip: Trip, document: bytes, old: str, new: str, outcome: ChangeOutcome, is_tracked: bool
) -> None:
    """Else a part of them would be written behind the figure, which stays as it was until somebody accepts it."""
    file = OpenFile(document)
    replace_words(paragraph(file, "Landings stood"), old, new, hand(file, tracked=is_tracked))
    found = trip.pulled(file.saved())
    (change,) = found.changes
    assert (change.outcome, change.new.replace("\u00a0", " ")) == (outcome, f"12,480 {new}")
    written = next(iter(found.after.values()), b"").decode()
    assert ("{{ landings | unit }} of cod" in written) is (outcome is ChangeOutcome.PLACED)


def test_a_control_that_is_gone_or_empty_takes_its_figure_out(trip: Trip, document: bytes) -> None:
    """A control that asks for a text has none."""

    def gone(body: Element, _: Element) -> None:
        control = controls(body, "crews")[1]
        control.getparent().remove(control)

    def empty(body: Element, _: Element) -> None:
        control = controls(body, "crews")[1]
        control[0].insert(4, etree.Element(f"{W}showingPlcHdr"))
        write(control, "Click or tap here to enter text.")

    for change in (gone, empty):
        found = pulled(trip, document, change)
        assert left(found) == []
        assert "Then came." in section(trip, found, f"{EDITION}/sections/40-crews.md")


def test_a_copied_control_prints_its_fact(trip: Trip, document: bytes) -> None:
    def copied(body: Element, _: Element) -> None:
        paragraph = controls(body, "crews")[1].getparent()
        words, ports = deepcopy(paragraph.find(f"{W}r")), deepcopy(controls(body, "ports")[0])
        write(words, " They are of ")
        end = deepcopy(words)
        write(end, " ports.")
        paragraph.extend((words, ports, end))

    found = pulled(trip, document, copied)
    assert left(found) == []
    assert "came. They are of {{ ports }} ports." in section(trip, found, f"{EDITION}/sections/40-crews.md")


def test_tracked_words_in_a_control_are_its_figure(trip: Trip, document: bytes) -> None:
    def tracked(body: Element, _: Element) -> None:
        content = controls(body, "crews")[0][1]
        run = content[0]
        new = deepcopy(run)
        write(new, "49")
        run.find(f"{W}t").tag = f"{W}delText"
        for number, (kind, each) in enumerate((("del", run), ("ins", new)), 9001):
            mark = etree.SubElement(content, f"{W}{kind}", {f"{W}id": str(number), f"{W}author": "Ana"})
            mark.append(each)

    found = pulled(trip, document, tracked)
    assert figures(found) == {("crews", "48", "49", ChangeOutcome.PLACED)}
    assert [(change.authors, change.tracked) for change in found.changes] == [(("Ana",), True)]


def test_a_document_without_controls_is_pulled_by_its_words(trip: Trip, document: bytes) -> None:
    def bare(body: Element, _: Element) -> None:
        write(controls(body, "crews")[0], "49")
        for tag in list(body.iter(f"{W}tag")):
            control = tag.getparent().getparent()
            for run in list(control[1]):
                control.addprevious(run)
            control.getparent().remove(control)

    assert figures(pulled(trip, document, bare)) == {("crews", "48", "49", ChangeOutcome.PLACED)}


def a_tracked_word(body: Element, _: Element) -> None:
    run = next(each for each in body.iter(f"{W}t") if each.text == " came.").getparent()
    run.addnext(parsed('<w:ins w:id="9001" w:author="Ana Ruiz"><w:r><w:t> At last.</w:t></w:r></w:ins>'))


def test_a_chart_a_control_and_tracked_text_all_come_back(trip: Trip, document: bytes) -> None:
    def change(body: Element, nodes: Element) -> None:
        everywhere(body, nodes)
        a_tracked_word(body, nodes)

    made = trip.pulled(in_chart(changed(document, change)), PullOptions(accept_figures=True))
    assert {each.outcome for each in made.changes} == {ChangeOutcome.PLACED}
    assert {each.fact for each in made.changes if each.kind is PulledKind.FIGURE} == {"crews", "quota"}
    facts = made.after[f"{EDITION}/facts.yaml"].decode()
    assert "value: 49" in facts
    assert "value: 11040.5" in facts
    assert "came. At last." in made.after[f"{EDITION}/sections/40-crews.md"].decode()
