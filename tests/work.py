"""What work costs: calls, which all machines count alike, and seconds, of which only a limit for hangs may judge."""

from __future__ import annotations

from collections.abc import Callable
from cProfile import Profile
from time import process_time

HANG = 20.0
"""Seconds of the processor that nothing takes which grows with its input and no faster, however busy the machine."""


def calls(do: Callable[[], object]) -> int:
    """How many functions are called, of Python and of C."""
    profile = Profile()
    profile.runcall(do)
    return sum(each.callcount for each in profile.getstats())


def seconds(do: Callable[[], object]) -> float:
    """The seconds of the processor that one call takes."""
    start = process_time()
    do()
    return process_time() - start
