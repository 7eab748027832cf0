r"""Endings: no stream ends in a carriage return, which a reader could take for a part of the line's end behind it.

PDF/A wants each stream exactly as long as it says it is, from the line feed that begins it to the line's end before
`endstream` (ISO 19005-2, 6.1.7.1). A stream whose last byte is a carriage return is as long as it says, but validators
disagree on where it ends. Of compressed streams one in 256 has that last byte. Pictures keep the bytes that they have.
"""

from __future__ import annotations

import zlib
from io import BytesIO

from pikepdf import Dictionary, Name, Object, ObjectStreamMode, Pdf, Stream

AMBIGUOUS = b"\r\nendstream"
RETURN = b"\r"
UP = 12
"""PNG's predictor by which each row is what it adds to the row above it (ISO 32000-1, 7.4.4.4)."""
MOVABLE = ("/AF", "/MarkInfo", "/OutputIntents", "/PageLabels", "/ViewerPreferences")
"""Entries of the catalogue that can as well be objects of their own: each moves those behind it to other streams."""


def saved(pdf: Pdf) -> bytes:
    """The file, of the same bytes whenever it is made of the same objects."""
    for stream in [found for found in pdf.objects if isinstance(found, Stream)]:
        if "/Filter" not in stream and stream.get("/Type") != Name.Metadata:
            _compress(stream)
    entries = [key for key in MOVABLE if key in pdf.Root]
    data = _saved(pdf)
    while AMBIGUOUS in data and entries:
        key = entries.pop()
        pdf.Root[key] = pdf.make_indirect(pdf.Root[key])
        data = _saved(pdf)
    return data


def _saved(pdf: Pdf) -> bytes:
    file = BytesIO()
    pdf.save(
        file,
        deterministic_id=True,
        object_stream_mode=ObjectStreamMode.generate,
        force_version="1.7",
        min_version="",
    )
    return file.getvalue()


def _compress(stream: Object) -> None:
    """Compress a stream; one that would end in a carriage return as a single row that is added to nothing.

    The last byte of what is compressed is that of a sum over all bytes, which the row's own sign changes.
    """
    data = stream.read_raw_bytes()
    compressed, parameters = zlib.compress(data), None
    if compressed.endswith(RETURN):
        compressed = zlib.compress(b"\x02" + data)
        parameters = Dictionary(Predictor=UP, Colors=1, BitsPerComponent=8, Columns=len(data))
    stream.write(compressed, filter=Name.FlateDecode, decode_parms=parameters)
