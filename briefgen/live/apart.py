"""What takes long and much memory, in a process of its own, which answers and ends: the page stays small and quick."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from http import HTTPStatus
from pathlib import Path
from typing import Any

from briefgen.api import open_project
from briefgen.errors import StorageError
from briefgen.live import heavy
from briefgen.live.answer import Answer, answered, as_answer
from briefgen.live.live_edition import LiveEdition

TASKS: Mapping[str, Callable[[LiveEdition, Mapping[str, Any]], object]] = {
    "/api/status": heavy.status,
    "/api/changes": heavy.changes,
    "/api/build": heavy.build,
    "redline": heavy.redline,
    "pdf": heavy.pdf,
    "charts": heavy.charts,
}


def done_apart(live: LiveEdition, task: str, wish: Mapping[str, Any]) -> Answer:
    """The answer of another process to one of these tasks; raises StorageError where it does not come to its end."""
    workspace = live.workspace
    folders = {"content": workspace.content.name, "assets": workspace.assets.name, "out": str(workspace.out)}
    request = json.dumps({**folders, "edition": live.name, "task": task, "wish": dict(wish)}).encode()
    command = [sys.executable, "-P", "-m", __name__]  # no module is taken from the folder in which it is called
    done = subprocess.run(command, input=request, capture_output=True, check=False)  # noqa: S603  # our own module
    status, _, body = done.stdout.partition(b"\n")
    if done.returncode or not status.isdigit():
        raise StorageError("the process that was to do this has ended before it was done")
    return Answer(HTTPStatus(int(status)), body)


def main() -> None:
    """Do one task: read it as JSON, write the status of its answer in a line, and the answer behind it."""
    asked = json.loads(sys.stdin.buffer.read())

    def do() -> Answer:
        project = open_project(Path(asked["content"]).parent, assets=asked["assets"], out=asked["out"])
        return as_answer(TASKS[asked["task"]](LiveEdition(project, asked["edition"]), asked["wish"]))

    answer = answered(do)
    sys.stdout.buffer.write(f"{answer.status.value}\n".encode() + answer.body)


if __name__ == "__main__":
    main()
