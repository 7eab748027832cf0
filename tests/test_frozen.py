"""Frozen values: as the standard library's dataclasses, but cheap to declare."""

from __future__ import annotations

import pickle
import subprocess
import sys
from contextlib import suppress
from copy import copy
from dataclasses import field, fields, is_dataclass, replace
from inspect import signature
from pathlib import Path

import pytest

from briefgen.frozen import but, frozen, mutable


@frozen
class Point:
    """A place with a note that is not compared."""

    x: int
    y: int = 0
    note: str = field(default="", compare=False)
    hidden: list[int] = field(default_factory=list, compare=False, repr=False)

    def __post_init__(self) -> None:
        self.hidden.append(self.x)


@frozen
class Marked(Point):
    """A place with a mark."""

    mark: str = ""


@frozen(kw_only=True)
class Named:
    """Something that only takes names."""

    name: str
    others: list[str] = field(default_factory=list)
    size: int = 1


@frozen(eq=False)
class Itself:
    """Something that equals nothing else."""

    name: str


@frozen(slots=True)
class Small:
    """Something without room for more."""

    name: str
    count: int = 0


@frozen(slots=True)
class Smaller(Small):
    """Something that has one more, and something that is made for each."""

    parts: list[str] = field(default_factory=list)


class Outer:
    @frozen(slots=True)
    class Inner:
        name: str = field(default="inner", repr=False)


@frozen
class Nothing:
    """Something without fields."""


@frozen
class Own:
    """Something that says itself how it reads."""

    name: str

    def __repr__(self) -> str:
        return "own"


@mutable
class Growing:
    """Something that grows."""

    size: int = 0
    parts: list[str] = field(default_factory=list)
    first: str = field(init=False)

    def __post_init__(self) -> None:
        self.first = self.parts[0] if self.parts else ""


@mutable(slots=True)
class Narrow(Growing):
    """Something that grows, without room for more of its own."""

    name: str = ""


def test_what_changes_equals_itself_alone() -> None:
    one, other = Growing(1, ["a"]), Growing(size=1, parts=["a"])
    assert one != other
    assert len({one, other, one}) == 2
    one.size += 1
    assert repr(one) == "Growing(size=2, parts=['a'], first='a')"
    assert replace(one, parts=[]).size == 2
    assert Narrow(1, name="n").name == "n"
    assert "__dict__" not in vars(Narrow)


@pytest.mark.parametrize(
    "use", ["Late(1)", "fields(Late)", "hash(Late.__new__(Later))", "Later.__match_args__", "Later(1, 2)", "Later"]
)
def test_classes_are_made_when_they_are_first_used(use: str) -> None:
    def init() -> tuple[bool, bool]:
        """Whether each class has its own constructor."""
        return tuple(callable(vars(each)["__init__"]) for each in (Late, Later))  # type: ignore[return-value]

    @frozen
    class Late:
        name: int

    @frozen
    class Later(Late):
        size: int = 0

    assert init() == (False, False)
    with suppress(AttributeError):
        eval(use)  # noqa: S307
    assert init() == {"Late(1)": (True, False), "fields(Late)": (True, False), "Later": (False, False)}.get(
        use, (True, True)
    )
    assert Later(1) == Later(1, 0) != Late(1)


def test_fields_are_those_of_a_dataclass() -> None:
    assert is_dataclass(Point)
    assert [each.name for each in fields(Marked)] == ["x", "y", "note", "hidden", "mark"]
    assert Point(1).hidden == [1]
    assert Point(1).hidden is not Point(1).hidden
    assert replace(Point(1, 2), x=3) == Point(3, 2)
    match Point(1, 2):
        case Point(x, y):
            assert (x, y) == (1, 2)


def test_values_are_equal_by_class_and_compared_fields() -> None:
    assert Point(1, note="a") == Point(1, note="b")
    assert Point(1) != Point(2)
    assert Point(1) != Marked(1)
    assert Point(1) != (1, 0)
    assert Itself("a") != Itself("a")
    assert Nothing() == Nothing()
    assert len({Point(1, note="a"), Point(1, note="b"), Point(2), Marked(1), Nothing(), Nothing()}) == 4
    assert len({Itself("a"), Itself("a")}) == 2


def test_values_read_as_they_are_written() -> None:
    assert repr(Marked(1, 2, "n", mark="m")) == "Marked(x=1, y=2, note='n', mark='m')"
    assert repr(Small("a")) == "Small(name='a', count=0)"
    assert repr(Nothing()) == "Nothing()"
    assert repr(Own("a")) == "own"
    assert Own("a") == Own("a")


def test_names_may_be_wanted_and_room_may_be_none() -> None:
    with pytest.raises(TypeError, match="positional"):
        Named("a")  # type: ignore[misc]
    with pytest.raises(AttributeError):
        Small("a").more = 1  # type: ignore[attr-defined]
    with pytest.raises(AttributeError):
        Smaller("a").more = 1  # type: ignore[attr-defined]
    assert Smaller("a", parts=["p"]) == Smaller("a", 0, ["p"])
    assert (Smaller.__slots__, Smaller("a").parts) == (["parts"], [])  # type: ignore[attr-defined]
    assert repr(Outer.Inner()) == "Outer.Inner()"


def test_constructors_are_those_of_a_dataclass() -> None:
    assert str(signature(Point)) == "(x: 'int', y: 'int' = 0, note: 'str' = '', hidden: 'list[int]' = <made>) -> None"
    assert str(signature(Named)) == "(*, name: 'str', others: 'list[str]' = <made>, size: 'int' = 1) -> None"
    assert str(signature(Nothing)) == "() -> None"
    assert Named(size=2, name="a") == Named(name="a", others=[], size=2)
    assert Point(1, hidden=[2], note="n").hidden == [2, 1]
    for wrong in (lambda: Point(), lambda: Point(1, z=2), lambda: Small("a", 1, 2)):  # type: ignore[call-arg]
        with pytest.raises(TypeError, match=r"^(Point|Small)\.__init__\(\) "):
            wrong()


@pytest.mark.parametrize("value", [Marked(1, 2, "n"), Named(name="a"), Small("a", 1), Outer.Inner(), Nothing()])
def test_values_can_be_sent_to_other_processes(value: object) -> None:
    assert pickle.loads(pickle.dumps(value)) == value  # noqa: S301
    assert copy(value) == value


@pytest.mark.slow
def test_mypy_holds_them_frozen(tmp_path: Path) -> None:
    module = tmp_path / "changing.py"
    module.write_text(
        "from briefgen.frozen import frozen\n@frozen\nclass Point:\n    x: int\n\nPoint(1).x = 2\nPoint('a')\n"
    )
    command = [sys.executable, "-m", "mypy", "--config-file=", f"--cache-dir={tmp_path}", str(module)]
    said = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    assert 'Property "x" defined in "Point" is read-only' in said
    assert 'has incompatible type "str"; expected "int"' in said


@frozen
class Labelled:
    value: int
    cls: str = "a"


def test_fields_of_any_name_are_exchanged() -> None:
    assert but(Labelled(1), value=2) == Labelled(2)
    assert but(Labelled(1), value=2, cls="b") == Labelled(2, "b")


def test_a_class_with_a_constructor_of_its_own_finds_that_of_the_one_it_is_made_of() -> None:
    @mutable
    class Plain:
        name: str

    class Own(Plain):
        def __init__(self) -> None:
            super().__init__("own")

    assert Own().name == "own"
    assert Plain("plain").name == "plain"
