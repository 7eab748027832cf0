"""Names of the code: each public class stands for one thing."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

PRODUCT = Path(__file__).parent.parent / "briefgen"
CLASS = re.compile(r"(?m)^class ([^\W_]\w*)")


def test_no_public_class_name_stands_twice() -> None:
    places = defaultdict[str, list[str]](list)
    for path in PRODUCT.rglob("*.py"):
        for name in CLASS.findall(path.read_text(encoding="utf-8")):
            places[name].append(path.relative_to(PRODUCT).as_posix())
    assert len(places) > 400
    assert {name: found for name, found in places.items() if len(found) > 1} == {}
