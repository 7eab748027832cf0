"""What several processes of one run of the tests look at: made by the first that asks, and read by the others."""

from __future__ import annotations

import hashlib
import os
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

FOLDER = "BRIEFGEN_TEST_DOCUMENTS"
"""The variable that names the folder of a run."""

Made = TypeVar("Made")


def made_once(name: str, make: Callable[[], Made]) -> Made:
    """What is made under a name, by whichever process of the run needs it first."""
    path = Path(os.environ[FOLDER]) / hashlib.sha256(name.encode()).hexdigest()
    if path.exists():
        found: Made = pickle.loads(path.read_bytes())  # noqa: S301  # another process of this run has written it
        return found
    made = make()
    draft = path.with_suffix(f".{os.getpid()}")
    draft.write_bytes(pickle.dumps(made))
    draft.replace(path)
    return made
