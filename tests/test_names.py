"""Names of the code: each public class stands for one thing."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

PRODUCT = Path(__file__).parent.parent / "briefgen"


def test_no_public_class_name_stands_twice() -> None:
    places = defaultdict[str, list[str]](list)
    for path in PRODUCT.rglob("*.py"):
        for node in ast.parse(path.read_bytes()).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places[node.name].append(path.relative_to(PRODUCT).as_posix())
    assert len(places) > 400
    assert {name: found for name, found in places.items() if len(found) > 1} == {}
