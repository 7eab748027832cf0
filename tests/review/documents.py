"""The Word documents that reviewers of the tests edit, built as anybody builds them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.commands import briefgen
from tests.desk import EDITION, FILES, write_desk
from tests.remarks import NOTED

ROOT = Path(__file__).parent.parent.parent
FIRST = "2025-02-25-afghanistan"
RICH = (
    FILES[f"{EDITION}/sections/20-vote.md"]
    + """
The council is **split in the middle**, and *nobody* says so [in public](https://example.org/minutes?a=1&b=2).[^said]

1. The south wants more days.
2. The north wants **fewer boats**, and says why
   on a line of its own.

> [!NOTE]
> Talks go on; nothing is *agreed* yet.

## What follows {#follows}

A first paragraph of plain words that anybody can move about. It is not long.

Another paragraph stands below it, and says little. Nobody would miss it.

The last paragraph ends the section with a few words more.

[^said]: Some members told the desk, which could not ask the others.
"""
)


@cache
def small() -> bytes:
    """The small desk's edition, with notes to reviewers as comments."""
    with TemporaryDirectory() as folder:
        write_desk(Path(folder), {**NOTED, "/sections/20-vote.md": RICH})
        return built(Path(folder), EDITION, "--comments")


@cache
def quiet() -> bytes:
    """The small desk's edition without comments."""
    with TemporaryDirectory() as folder:
        write_desk(Path(folder), {**NOTED, "/sections/20-vote.md": RICH})
        return built(Path(folder), EDITION)


@cache
def first() -> bytes:
    """The repository's edition, without comments."""
    with TemporaryDirectory() as folder:
        return built(Path(folder), FIRST, "--content", str(ROOT / "content"))


def built(folder: Path, edition: str, *options: str) -> bytes:
    """The Word document of an edition, built in a folder."""
    ended = briefgen(folder, "build", edition, "--format", "docx", "--out", "out", *options)
    assert ended.returncode == 0, ended.stderr
    return (folder / "out" / edition / f"{edition}.docx").read_bytes()
