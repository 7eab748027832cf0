"""Where the program starts: a build that another process has ready is left to it, and all else is done here."""

from __future__ import annotations

import atexit
import os
import sys

from briefgen.handover import handed_over

INTERRUPTED = 130


def main() -> None:
    """Run the command line and leave with its exit code."""
    try:
        code = handed_over(sys.argv[1:])
    except KeyboardInterrupt:
        sys.stderr.write("interrupted\n")
        sys.exit(INTERRUPTED)
    if code is not None:  # all is printed, and nobody needs what Python would give back one by one
        atexit._run_exitfuncs()
        os._exit(code)
    from briefgen.cli import main as run_here  # which takes longer than all of the above

    run_here()
