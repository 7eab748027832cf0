"""Leaves a build to this desk's builder, a process that `serve` or `build --watch` keeps ready, where there is one.

The builder runs the same command: in this working folder, with this environment, umask and terminal, by the same
installed files. Where anything is otherwise, or it does not answer, the build is done here as if there were none; what
it printed comes whole, with the end of the build, or not at all. Before that is known nothing is imported that the
start of Python has not imported already, since that takes longer than a small brief.
"""

from __future__ import annotations

import os
import sys
from os import path

from briefgen.folders import find_content, is_own
from briefgen.version import __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    from _socket import socket
    from collections.abc import Sequence

COMMAND = "build"
VALUED = ("--format", "--date", "--content", "--assets", "--out")
PLAIN = ("--embed-sources", "--no-embed-sources", "--comments", "--ascii", "--with-translations", "--force")
SAID = ("-q", "--quiet", "-v", "--verbose")
"""The options of builds that can be left to a builder: with a value, without, and those of every command."""

ANSWER, SILENCE = 1.0, 10.0
"""Seconds until a builder has taken a build on, and in which it then says that it gets on with it."""
TAKEN, BUSY, DONE = b"+", b".", b"="
"""What a builder says: that it has taken the build on, that it gets on with it, and that the end follows."""
STREAMS = b"1", b"2"
"""What stands before what was printed: whether to stdout or to stderr."""
LENGTH, LARGEST, PIECE = 8, 1 << 26, 1 << 16
"""Bytes in which a length is told, of the longest end of a build, and that are read at a time."""

_PACKAGE = path.dirname(path.abspath(__file__))
_READ_AT_START = (
    *(b"PYTHON", b"_PYTHON", b"LANG", b"LC_", b"TZ", b"HOME", b"XDG_C", b"XDG_DATA", b"LD_", b"GLIBC_", b"MALLOC_"),
    *(b"RL_", b"EVAL_DEBUG", b"PILLOW_", b"MPL", b"HB_", b"XML_", b"OMP_", b"OPENBLAS_", b"NPY_"),
)
"""How variables begin that Python and the libraries read when they are loaded; others are handed over."""


def handed_over(arguments: Sequence[str]) -> int | None:
    """The exit code of a build that was left to a builder, once all that it says is printed; none if it was not."""
    content = content_of_build(arguments)
    place = socket_of(content) if content else None
    if place is None:
        return None
    from _socket import AF_UNIX, SOCK_STREAM, socket  # socket itself imports more than all of this module

    builder = socket(AF_UNIX, SOCK_STREAM)
    try:
        builder.settimeout(ANSWER)
        builder.connect(place)
        if peer_of(builder) != os.getuid():
            return None
        _ask(builder, arguments)
        return _tell(_end(builder))
    except (OSError, ValueError):
        return None
    finally:
        builder.close()


def content_of_build(arguments: Sequence[str]) -> str | None:
    """The content folder of a build that a builder can do: of one edition, with options that are known here."""
    command, left, named, content = "", iter(arguments), 0, ""
    for argument in left:
        option, has_value, value = argument.partition("=")
        if argument in SAID:
            continue
        if not command:
            command = argument
        elif option in VALUED:
            value = value if has_value else next(left, "")
            content = value if option == "--content" else content
        elif not argument.startswith("-"):
            named += 1
        elif argument not in PLAIN:
            return None
    return (content or find_content()) if command == COMMAND and named <= 1 else None


def socket_of(content: str) -> str | None:
    """Where the builder of a desk listens: in the user's folder of running programs; none where that is not safe."""
    home = os.environ.get("XDG_RUNTIME_DIR", "")
    if sys.platform != "linux" or not path.isabs(home):
        return None
    folder = path.join(home, "briefgen")
    try:
        desk = os.stat(content)
        return path.join(folder, f"{desk.st_dev:x}-{desk.st_ino:x}") if is_own(home) and is_own(folder) else None
    except OSError:
        return None


def peer_of(connection: socket) -> int:
    """The user at the other end of a connection, by what the system says (SO_PEERCRED, unix(7))."""
    from _socket import SO_PEERCRED, SOL_SOCKET

    process_user_group = connection.getsockopt(SOL_SOCKET, SO_PEERCRED, 12)
    return int.from_bytes(process_user_group[4:8], sys.byteorder)


def surroundings() -> list[bytes]:
    """What must be the same of two processes for one to do exactly what the other would."""
    flags = sys.flags
    told = (
        *(__version__, _PACKAGE, sys.prefix, sys.version),
        *(flags.optimize, flags.utf8_mode, flags.no_site, flags.isolated, flags.dev_mode, flags.int_max_str_digits),
        *(sys._xoptions, sys.warnoptions, sorted(os.getgroups()), os.getegid(), sorted(os.sched_getaffinity(0))),
        *(os.readlink("/proc/self/ns/mnt"), os.stat("/").st_ino),
    )
    with open("/proc/self/limits", "rb") as file:
        limits = file.read()
    variables = (b"%s=%s" % each for each in sorted(os.environb.items()) if each[0].startswith(_READ_AT_START))
    return [*(str(each).encode(errors="surrogateescape") for each in told), limits, *variables]


def joined(fields: Sequence[bytes]) -> bytes:
    """Fields as one message, each behind its length."""
    return b"".join(part for field in fields for part in (len(field).to_bytes(LENGTH), field))


def parted(message: bytes) -> list[bytes]:
    """The fields of such a message; raises ValueError for what is none."""
    fields, place = [], 0
    while place < len(message):
        start = place + LENGTH
        place = start + int.from_bytes(message[place:start])
        if place > len(message):
            raise ValueError("a message has ended before its end")
        fields.append(message[start:place])
    return fields


def _ask(builder: socket, arguments: Sequence[str]) -> None:
    """Send what the builder needs in order to do as this process would.

    That is the terminal, too, where one is at the other end of a stream, for its width; and never a pipe, whose reader
    would wait for a builder that hangs.
    """
    from _socket import SCM_RIGHTS, SOL_SOCKET

    streams = sys.stdin, sys.stdout, sys.stderr
    if [stream and stream.fileno() for stream in streams] != [0, 1, 2]:
        raise ValueError("a stream was closed by whoever has started this")
    terminals = [number for number in range(3) if os.isatty(number)]
    here, mask = os.stat("."), os.umask(0)
    os.umask(mask)
    request = joined(
        [
            joined(surroundings()),
            joined([b"%s=%s" % each for each in os.environb.items()]),
            joined([os.fsencode(argument) for argument in arguments]),
            os.fsencode(os.getcwd()),
            *(b"%d" % number for number in (here.st_dev, here.st_ino, mask)),
            *(stream.encoding.encode() for stream in streams[1:]),
            bytes(terminals),
        ]
    )
    files = b"".join(number.to_bytes(4, sys.byteorder) for number in terminals)
    ancillary = [(SOL_SOCKET, SCM_RIGHTS, files)] if files else []
    builder.sendmsg([len(request).to_bytes(LENGTH)], ancillary)
    builder.sendall(request)


def _end(builder: socket) -> bytes:
    """The end of the build; raises OSError or ValueError where it does not come whole.

    When this process is interrupted so is the build, of which the builder then says how it has ended.
    """
    try:
        return _said(builder)
    except KeyboardInterrupt:
        from _socket import SHUT_WR

        builder.shutdown(SHUT_WR)
    try:
        return _said(builder)
    except (OSError, ValueError):
        raise KeyboardInterrupt from None


def _said(builder: socket) -> bytes:
    """What the builder says of the end, once it no longer says that it gets on."""
    while (word := builder.recv(1)) in (TAKEN, BUSY):
        builder.settimeout(SILENCE)
    length = int.from_bytes(read_whole(builder, LENGTH))
    if word != DONE or length > LARGEST:
        raise ValueError("the builder has not done the build")
    return read_whole(builder, length)


def read_whole(connection: socket, length: int) -> bytes:
    """So many bytes of a connection; raises ValueError where it ends before, and OSError where it takes too long."""
    data = b""
    while piece := connection.recv(min(PIECE, length - len(data))):
        data += piece
    if len(data) != length:
        raise ValueError("what was said has ended before its end")
    return data


def _tell(end: bytes) -> int:
    """Print what the build has printed, each to its stream and in its order, and give its exit code."""
    code, *said = parted(end)
    result, printed = (
        int(code),
        [(STREAMS.index(stream), data) for stream, data in zip(said[::2], said[1::2], strict=True)],
    )
    try:
        for stream, data in printed:
            left = memoryview(data)
            while left:
                left = left[os.write(stream + 1, left) :]
    except BrokenPipeError:  # nobody reads any more, as of any command
        return 0
    return result
