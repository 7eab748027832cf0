"""YAML nodes against a schema: every fault as a diagnostic at its place, in words for those who write the files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import Enum
from typing import Any, TypeVar, cast, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from briefgen import codes
from briefgen.errors import Diagnostic, Place
from briefgen.load import yaml
from briefgen.suggest import did_you_mean

M = TypeVar("M", bound=BaseModel)
Location = tuple[int | str, ...]

_EXPECTED = {
    "string_type": "a text",
    "int_type": "a whole number",
    "bool_type": "true or false",
    "list_type": "a list, such as [one, two]",
    "tuple_type": "a list, such as [one, two]",
    "dict_type": "a mapping of keys to values",
    "model_type": "a mapping of keys to values",
    "string_too_short": "a text that is not empty",
}
_QUOTES = 'put it in quotes: "{}"'


def fault(code: codes.Code, message: str, hint: str = "") -> PydanticCustomError:
    """A fault that a schema's own check raises, under the diagnostic's code."""
    return PydanticCustomError(cast(Any, code.code), "{message}", {"message": message, "hint": hint})


def validated(model: type[M], node: yaml.Node, stand_ins: Mapping[str, object]) -> tuple[M | None, list[Diagnostic]]:
    """The model that the node gives, and the faults.

    What is faulty is left out, or replaced by its stand-in where it cannot be left out; none is returned where not
    even that makes a model.
    """
    value = node.value
    try:
        return model.model_validate(value), []
    except ValidationError as error:
        details = error.errors(include_url=False)
    diagnostics = [_diagnostic(model, node, detail) for detail in details]
    sound: Any = value
    for location in sorted((detail["loc"] for detail in details), key=_last_first):
        sound = _without(sound, location)
    if isinstance(sound, dict):
        sound = dict(stand_ins) | sound
    try:
        return model.model_validate(sound), diagnostics
    except ValidationError:
        return None, diagnostics


def node_at(node: yaml.Node, location: Location) -> yaml.Node:
    """The node at a location, or the innermost one on the way to it."""
    for step in location:
        inner: yaml.Node | None = None
        if isinstance(node, yaml.Mapping):
            inner = node.get(str(step))
        elif isinstance(node, yaml.Sequence) and isinstance(step, int) and step < len(node.items):
            inner = node.items[step]
        if inner is None:
            return node
        node = inner
    return node


def seen(node: yaml.Node) -> str:
    """What stands there, in words."""
    if isinstance(node, yaml.Sequence):
        return "a list"
    if isinstance(node, yaml.Mapping):
        return "a mapping of keys to values"
    text = node.text if len(node.text) <= 40 else f"{node.text[:39]}…"
    match node.value:
        case None:
            return "nothing"
        case bool():
            return f"{text} (yes or no)"
        case int() | Decimal():
            return f"the number {text}"
        case _:
            return f'the text "{text}"'


def _last_first(location: Location) -> list[tuple[int, str]]:
    """A sort key by which later items of a list come first, so that leaving one out moves no other."""
    return [(-step, "") if isinstance(step, int) else (0, step) for step in location]


def _without(value: Any, location: Location) -> Any:
    """The value without what stands at the location: an item of a list, or else the outermost key."""
    if not location:
        return {}
    step, rest = location[0], location[1:]
    if isinstance(value, dict):
        inner = value.get(str(step))
        if isinstance(inner, list) and rest and isinstance(rest[0], int):
            return value | {step: [item for number, item in enumerate(inner) if number != rest[0]]}
        return {key: item for key, item in value.items() if key != step}
    return value


def _diagnostic(model: type[BaseModel], node: yaml.Node, error: ErrorDetails) -> Diagnostic:
    location, kind = error["loc"], error["type"]
    here = node_at(node, location)
    if kind in codes.CODES:
        context = error["ctx"]
        return codes.CODES[kind].at(here.place, context["message"], context["hint"], here.width)
    name = str(location[-1]) if location else ""
    if kind == "missing":
        return codes.MISSING_KEY.at(here.place, f'the key "{name}" is missing', f'add a line "{name}: ..."')
    if kind == "extra_forbidden":
        place, width = _key_place(node, location)
        allowed = _model_at(model, location[:-1]).model_fields
        hint = did_you_mean(name, allowed) or f"the keys here are: {', '.join(allowed)}"
        return codes.UNKNOWN_KEY.at(place, f'the key "{name}" is not known here', hint, width)
    return _wrong_value(model, here, error)


def _wrong_value(model: type[BaseModel], here: yaml.Node, error: ErrorDetails) -> Diagnostic:
    expected, hint = _EXPECTED.get(error["type"], "another value"), ""
    if error["type"] == "enum":
        allowed = [str(member.value) for member in _enum_at(model, error["loc"])]
        expected = f"one of {', '.join(allowed)}"
        hint = did_you_mean(here.text, allowed) if isinstance(here, yaml.Scalar) else ""
    elif error["type"] == "string_type" and isinstance(here, yaml.Scalar) and here.text:
        hint = _QUOTES.format(here.text)
    elif error["type"] in ("too_short", "too_long"):
        context = error["ctx"]
        bound = f"at least {context['min_length']}" if "min_length" in context else f"at most {context['max_length']}"
        return codes.WRONG_VALUE.at(here.place, f"the list has {context['actual_length']} items; expected {bound}")
    return codes.WRONG_VALUE.at(here.place, f"{seen(here)} stands here; expected {expected}", hint, here.width)


def _key_place(node: yaml.Node, location: Location) -> tuple[Place, int]:
    parent = node_at(node, location[:-1])
    key = parent.key(str(location[-1])) if isinstance(parent, yaml.Mapping) else None
    return (key.place, key.width) if key else (parent.place, 1)


def _annotations(annotation: Any) -> Iterator[Any]:
    """An annotation and all that it is made of."""
    yield annotation
    for part in get_args(annotation):
        yield from _annotations(part)


def _annotation_at(model: type[BaseModel], location: Location) -> Any:
    """The annotation of what stands at a location of the model."""
    annotation: Any = model
    for step in location:
        inner = next((part for part in _annotations(annotation) if _is_model(part)), None)
        if inner is not None and step in inner.model_fields:
            annotation = inner.model_fields[str(step)].annotation
    return annotation


def _is_model(part: Any) -> bool:
    return isinstance(part, type) and issubclass(part, BaseModel)


def _model_at(model: type[BaseModel], location: Location) -> type[BaseModel]:
    parts = _annotations(_annotation_at(model, location))
    return next((part for part in parts if _is_model(part)), model)


def _enum_at(model: type[BaseModel], location: Location) -> type[Enum]:
    parts = _annotations(_annotation_at(model, location))
    return next(part for part in parts if isinstance(part, type) and issubclass(part, Enum))
