"""A build without tagging, checks and proof, to know what they take: python -m tests.benchmarks.unguarded build."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

from briefgen import cli, render


class Nothing(ModuleType):
    """A module whose functions find nothing, and which imports nothing either."""

    def __getattr__(self, name: str) -> Callable[..., list[Any]]:
        return lambda *_given, **_named: []


def main() -> None:
    """Run the command line without its guards."""
    for name in ("briefgen.checks", "briefgen.proof"):
        sys.modules[name] = Nothing(name)
    sound = render.set_pages

    def untagged(*given: Any) -> Iterator[Any]:
        from briefgen.formats.pdf import catalog

        catalog.tagged = lambda *_given: ""
        yield from sound(*given)

    render.set_pages = untagged
    cli.main()


if __name__ == "__main__":
    main()
