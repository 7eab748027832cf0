"""briefgen: briefing documents from content files - checked figures, one text, DOCX and PDF.

    project = briefgen.open("my-desk")
    rendered = project.latest.render(formats=["pdf"])

Everything is loaded when it is first used.
"""

from __future__ import annotations

from briefgen.version import __version__

TYPE_CHECKING = False
"""Whether types are being checked; not from typing, which takes as long to import as Python does to start."""
if TYPE_CHECKING:
    from typing import Any

    from briefgen.api import Diff, EditSession, Project, ProjectEdition, Rendered, Report, audit, diff
    from briefgen.api import open_project as open  # noqa: A004
    from briefgen.archive.records import Record
    from briefgen.building import BuildOptions, Built
    from briefgen.content.tree import Content, Folder, Memory, Overlay
    from briefgen.errors import (
        BriefgenError,
        ContentError,
        Diagnostic,
        Fix,
        Severity,
        StorageError,
        TextEdit,
        UsageError,
    )
    from briefgen.publishing import Published, PublishOptions
    from briefgen.review.checksheet import SheetAnswers, SheetOptions, read_answers
    from briefgen.review.pull.pulling import Pulled, PullOptions
    from briefgen.spans import Span

__all__ = [
    "BriefgenError",
    "BuildOptions",
    "Built",
    "Content",
    "ContentError",
    "Diagnostic",
    "Diff",
    "EditSession",
    "Fix",
    "Folder",
    "Memory",
    "Overlay",
    "Project",
    "ProjectEdition",
    "PublishOptions",
    "Published",
    "PullOptions",
    "Pulled",
    "Record",
    "Rendered",
    "Report",
    "Severity",
    "SheetAnswers",
    "SheetOptions",
    "Span",
    "StorageError",
    "TextEdit",
    "UsageError",
    "__version__",
    "audit",
    "diff",
    "open",
    "read_answers",
]

_MODULES = {
    "Built": "building",
    "BuildOptions": "building",
    "Content": "content.tree",
    "Folder": "content.tree",
    "Memory": "content.tree",
    "Overlay": "content.tree",
    "PublishOptions": "publishing",
    "Published": "publishing",
    "PullOptions": "review.pull.pulling",
    "Pulled": "review.pull.pulling",
    "Record": "archive.records",
    **dict.fromkeys(("SheetAnswers", "SheetOptions", "read_answers"), "review.checksheet"),
    "Span": "spans",
    **dict.fromkeys(
        ("BriefgenError", "ContentError", "Diagnostic", "Fix", "Severity", "StorageError", "TextEdit", "UsageError"),
        "errors",
    ),
}
"""Where names are that are not in `api`."""


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    module = import_module(f"briefgen.{_MODULES.get(name, 'api')}")
    return getattr(module, "open_project" if name == "open" else name)


def __dir__() -> list[str]:
    return __all__
