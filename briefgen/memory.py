"""Memory: what has been freed goes back to the system, so that a long document never holds what it needs in turn."""

from __future__ import annotations

from contextlib import suppress


def give_back() -> None:
    """Let the C library return what was freed, which glibc else keeps; others have no such call (malloc_trim(3))."""
    import ctypes

    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
