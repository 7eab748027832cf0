"""YAML nodes against a schema: every fault as a diagnostic at its place, in words for those who write the files."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from enum import Enum
from types import MappingProxyType
from typing import Any, Generic, TypeVar, cast, get_args

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails, PydanticCustomError

from briefgen import codes
from briefgen.content import yaml
from briefgen.content.yaml_faults import NO_SPACE_HINT
from briefgen.errors import Diagnostic
from briefgen.frozen import frozen
from briefgen.model.edition import FiscalYear
from briefgen.spans import Span
from briefgen.suggest import did_you_mean

FISCAL_YEAR = "fiscal_year"
"""The key under which the desk's fiscal year is in the context of a schema's checks."""

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
    "string_pattern_mismatch": "an address, such as https://example.org/page.html",
}
_NO_SPACE = re.compile(r"[^\W\d][\w-]*:\S")
_QUOTES = 'put it in quotes: "{}"'


def fault(code: codes.Code, message: str, hint: str = "", key: str = "") -> PydanticCustomError:
    """A fault that a schema's own check raises, under the diagnostic's code; `key` is the key at fault, if one is."""
    return PydanticCustomError(cast(Any, code.code), "{message}", {"message": message, "hint": hint, "key": key})


@frozen
class Validated(Generic[M]):
    """The model that a node gives, none where it gives none; the node without what was faulty; and the faults."""

    entry: M | None
    node: yaml.Node
    diagnostics: list[Diagnostic]


def validated(
    model: type[M],
    node: yaml.Node,
    stand_ins: Mapping[str, object] = MappingProxyType({}),
    name: yaml.Scalar | None = None,
    lost: Collection[str] = (),
    fiscal_year: FiscalYear | None = None,
) -> Validated[M]:
    """The model that the node gives; what is faulty is left out, or replaced by its stand-in.

    Faults of the whole stand at its name, if it has one. Keys that are `lost` were reported already, and are not
    missing. The desk's `fiscal_year` says what days a period such as FY2025 covers.
    """
    context = {FISCAL_YEAR: fiscal_year}
    try:
        return Validated(model.model_validate(node.value, context=context), node, [])
    except ValidationError as error:
        details = error.errors(include_url=False)
    diagnostics = [
        _diagnostic(model, node, detail, name)
        for detail in details
        if not (detail["type"] == "missing" and detail["loc"] and detail["loc"][0] in lost)
    ]
    for location in sorted((detail["loc"] for detail in details), key=_last_first):
        node = _without(node, location)
    value = node.value
    try:
        sound = {**stand_ins, **value} if isinstance(value, dict) else value
        return Validated(model.model_validate(sound, context=context), node, diagnostics)
    except ValidationError:
        return Validated(None, node, diagnostics)


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


def keys_of(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """The keys that a model has in files, each with its field."""
    return {field.alias or name: field for name, field in model.model_fields.items()}


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


def _without(node: yaml.Node, location: Location) -> yaml.Node:
    """The node without what stands at the location: an item of a list, or else the outermost key."""
    if not isinstance(node, yaml.Mapping) or not location:
        return node
    inner, step = node.get(str(location[0])), location[1] if len(location) > 1 else None
    if isinstance(inner, yaml.Sequence) and isinstance(step, int):
        items = tuple(item for number, item in enumerate(inner.items) if number != step)
        shorter = replace(inner, items=items)
        return replace(node, entries=tuple((key, shorter if each is inner else each) for key, each in node.entries))
    return replace(node, entries=tuple((key, each) for key, each in node.entries if each is not inner))


def _diagnostic(model: type[BaseModel], node: yaml.Node, error: ErrorDetails, whole: yaml.Scalar | None) -> Diagnostic:
    location, kind = error["loc"], error["type"]
    if kind in codes.CODES:
        context = error["ctx"]
        here = _named(node, (*location, context["key"]) if context["key"] else location, whole)
        return codes.CODES[kind].at(here.place, context["message"], context["hint"])
    name = str(location[-1]) if location else ""
    if kind == "missing":
        here = _named(node, location[:-1], whole)
        return codes.MISSING_KEY.at(here.place, f'the key "{name}" is missing', f'add a line "{name}: ..."')
    if kind == "extra_forbidden":
        place = _key_place(node, location)
        allowed = keys_of(_model_at(model, location[:-1]))
        hint = did_you_mean(name, allowed) or f"the keys here are: {', '.join(allowed)}"
        return codes.UNKNOWN_KEY.at(place, f'the key "{name}" is not known here', hint)
    return _wrong_value(model, node_at(node, location), error)


def _named(node: yaml.Node, location: Location, whole: yaml.Scalar | None) -> yaml.Node:
    """What stands at the location; for the whole its name, which a reader looks for first."""
    return whole if whole and not location else node_at(node, location)


def _wrong_value(model: type[BaseModel], here: yaml.Node, error: ErrorDetails) -> Diagnostic:
    expected, hint = _EXPECTED.get(error["type"], "another value"), ""
    if error["type"] == "enum":
        allowed = error["ctx"].get("allowed") or [str(member.value) for member in _enum_at(model, error["loc"])]
        expected = f"one of {', '.join(allowed)}"
        hint = did_you_mean(here.text, allowed) if isinstance(here, yaml.Scalar) else ""
    elif error["type"] == "string_type" and isinstance(here, yaml.Scalar) and here.text:
        hint = _QUOTES.format(here.text)
    elif error["type"] == "bool_type" and isinstance(here, yaml.Scalar):
        hint = {"yes": "write true", "on": "write true", "no": "write false", "off": "write false"}.get(here.text, "")
    elif error["type"] in ("model_type", "dict_type") and isinstance(here, yaml.Scalar) and _NO_SPACE.match(here.text):
        hint = NO_SPACE_HINT
    elif error["type"] in ("greater_than_equal", "less_than_equal"):
        context = error["ctx"]
        expected = f"at least {context['ge']}" if "ge" in context else f"at most {context['le']}"
    elif error["type"] in ("too_short", "too_long"):
        context = error["ctx"]
        bound = f"at least {context['min_length']}" if "min_length" in context else f"at most {context['max_length']}"
        return codes.WRONG_VALUE.at(here.place, f"the list has {context['actual_length']} items; expected {bound}")
    return codes.WRONG_VALUE.at(here.place, f"{seen(here)} stands here; expected {expected}", hint)


def _key_place(node: yaml.Node, location: Location) -> Span:
    parent = node_at(node, location[:-1])
    key = parent.key(str(location[-1])) if isinstance(parent, yaml.Mapping) else None
    return (key or parent).place


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
        if inner is not None and step in keys_of(inner):
            annotation = keys_of(inner)[str(step)].annotation
    return annotation


def _is_model(part: Any) -> bool:
    return isinstance(part, type) and issubclass(part, BaseModel)


def _model_at(model: type[BaseModel], location: Location) -> type[BaseModel]:
    parts = _annotations(_annotation_at(model, location))
    return next((part for part in parts if _is_model(part)), model)


def _enum_at(model: type[BaseModel], location: Location) -> type[Enum]:
    parts = _annotations(_annotation_at(model, location))
    return next(part for part in parts if isinstance(part, type) and issubclass(part, Enum))
