"""A build without tagging, checks and proof, to know what they take: python -m tests.benchmarks.unguarded build."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

from briefgen import cli, render

GUARDS = ("briefgen.checks", "briefgen.proof")


class Nothing(ModuleType):
    """A module whose functions find nothing, and which imports nothing either."""

    def __getattr__(self, name: str) -> Callable[..., list[Any]]:
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *_given, **_named: []


class NoGuards(MetaPathFinder, Loader):
    """Finds nothing in the place of each guard, and of each module in it."""

    def find_spec(self, fullname: str, _path: Sequence[str] | None, _target: Any = None) -> ModuleSpec | None:
        is_guard = any(f"{fullname}.".startswith(f"{guard}.") for guard in GUARDS)
        return ModuleSpec(fullname, self, is_package=True) if is_guard else None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return Nothing(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """There is nothing to execute."""


def main() -> None:
    """Run the command line without its guards."""
    sys.meta_path.insert(0, NoGuards())
    sound = render.set_pages

    def untagged(*given: Any) -> Iterator[Any]:
        from briefgen.formats.pdf import catalog, tags

        catalog.tagged = lambda *_given: ""
        tags.StructureTag.all = lambda _root: iter(())  # since each element that has a number must be written
        yield from sound(*given)

    render.set_pages = untagged
    cli.main()


if __name__ == "__main__":
    main()
