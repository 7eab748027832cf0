"""What tagging, the checks and the proof take of a build: python -m tests.benchmarks.share DESK prints both parts."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time
from typing import Any

from briefgen import checks, proof
from briefgen.cache import user_cache
from briefgen.cli import SELDOM
from briefgen.pipeline import Desk, build
from briefgen.writers.pdf import finish
from tests.benchmarks.brief import EDITION

GUARDS = (
    (checks, "run_checks"),
    *((proof, name) for name in ("prove_moves", "prove_pdf", "prove_docx")),
    (finish, "tagged"),
)


def main(folder: Path) -> None:
    """Build with each guard timed, and print the seconds of the guards and of all else."""
    taken = 0.0

    def timed(function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            nonlocal taken
            start = process_time()
            try:
                return function(*arguments, **named)
            finally:
                taken += process_time() - start

        return call

    for module, name in GUARDS:
        setattr(module, name, timed(getattr(module, name)))
    gc.set_threshold(*SELDOM)  # as the command line does
    desk = Desk(folder / "content", folder / "assets", folder / "out", user_cache("charts"))
    start = process_time()
    build(desk, EDITION, force=True)
    whole = process_time() - start
    sys.stdout.write(f"{taken} {whole - taken}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
