"""Time stamps (RFC 3161): requests for the register's head, and the replies that somebody has put beside them.

A request's message imprint is the head itself, which is the SHA-256 of the register's last line without its digest.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from briefgen.archive.register import Register, locked, sound_register
from briefgen.errors import StorageError, UsageError
from briefgen.storage import place_new

STAMPS = "stamps"
REQUEST, REPLY = ".tsq", ".tsr"
BEFORE_HEAD = bytes.fromhex("3039 020101 3031 300d 0609608648016503040201 0500 0420")
"""DER of a TimeStampReq: version 1 and, in the message imprint, SHA-256 and that 32 bytes follow."""
AFTER_HEAD = bytes.fromhex("0101ff")
"""The end of a TimeStampReq: certReq true. There is no nonce, so that a head has one request only."""
REQUEST_IMPRINT = (0, 1)
TOKEN = (0, 1)
REPLY_IMPRINT = (*TOKEN, 1, 0, 2, 1, 0, 0, 2)
"""The way to the message imprint: ContentInfo, SignedData, its encapContentInfo, and TSTInfo within."""
LONG = 0x80


def request_of(head: str) -> bytes:
    """The request for a time stamp of a head."""
    return BEFORE_HEAD + bytes.fromhex(head) + AFTER_HEAD


def request_stamp(archive: Path) -> Path:
    """Write the request for the register's head, and give its file; one that is there already stays as it is.

    Raises UsageError where nothing is published, and StorageError where the register is damaged, the disk fails or the
    file holds something else.
    """
    register = sound_register(archive)
    if not register.entries:
        raise UsageError(f"{archive} has no record yet, and so no head to stamp")
    path = archive / STAMPS / f"{_name(register, register.head)}{REQUEST}"
    data = request_of(register.head)
    try:
        with locked(archive):
            if not path.exists():
                place_new(path, data)
            elif path.read_bytes() != data:
                raise StorageError(f"{path} is there already, and no request for the head {register.head}")
    except OSError as error:
        raise StorageError(f"cannot write {path}: {error.strerror or error}") from error
    return path


def _name(register: Register, head: str) -> str:
    return f"{register.numbers[head]:04}-{head[:12]}"


def stamp_faults(archive: Path, register: Register) -> Iterator[tuple[str, str]]:
    """What is wrong with the requests and replies: the file's path in the archive, and what.

    A reply's signature is not looked at: whom to trust is not known here.
    """
    folder = archive / STAMPS
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.suffix in (REQUEST, REPLY) and (fault := _fault(path, register)):
            yield f"{STAMPS}/{path.name}", fault


def _fault(path: Path, register: Register) -> str:
    try:
        return _request_fault(path, register) if path.suffix == REQUEST else _reply_fault(path)
    except OSError as error:
        return f"cannot be read: {error.strerror or error}"


def _request_fault(path: Path, register: Register) -> str:
    head = path.read_bytes()[len(BEFORE_HEAD) : -len(AFTER_HEAD)].hex()
    if path.read_bytes() != request_of(head):
        return "is no request for a time stamp as briefgen writes it"
    if head not in register.numbers:
        return f"stamps the head {head}, which the register has never had: it was rewritten, or lines have been dropped"
    if path.stem != _name(register, head):
        return f"has been renamed: it was {_name(register, head)}{REQUEST}"
    return ""


def _reply_fault(path: Path) -> str:
    reply, request = path.read_bytes(), path.with_suffix(REQUEST)
    if not request.is_file():
        return f"has no request {request.name} beside it"
    if not _holds(reply, TOKEN):
        return "holds no time stamp: the request was refused, or this is no reply to one"
    if not _holds(reply, REPLY_IMPRINT):
        return "holds a time stamp that cannot be read"
    return "" if _imprint(reply, REPLY_IMPRINT) == _imprint(request.read_bytes(), REQUEST_IMPRINT) else OTHER


OTHER = "stamps something else than its request asks for"


def _imprint(data: bytes, way: tuple[int, ...]) -> tuple[bytes, bytes] | None:
    """The algorithm and the digest of a message imprint; none where there is none."""
    try:
        return _at(data, *way, 0, 0), _at(data, *way, 1)
    except ValueError:
        return None


def _holds(data: bytes, way: tuple[int, ...]) -> bool:
    try:
        return bool(_at(data, *way))
    except ValueError:
        return False


def _at(data: bytes, *way: int) -> bytes:
    """The content of a DER element within others, each named by its position; raises ValueError where there is none."""
    for position in way:
        elements = list(_elements(data))
        if position >= len(elements):
            raise ValueError(f"has only {len(elements)} elements")
        data = elements[position]
    return data


def _elements(data: bytes) -> Iterator[bytes]:
    """The contents of DER elements that stand one behind the other."""
    while data:
        if len(data) < 2 or data[1] == LONG:
            raise ValueError("is no DER")
        start = 2 + (data[1] - LONG if data[1] > LONG else 0)
        end = start + (int.from_bytes(data[2:start]) if start > 2 else data[1])
        if end > len(data):
            raise ValueError("ends too early")
        yield data[start:end]
        data = data[end:]
