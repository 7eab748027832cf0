"""What was taken from cells as plain bytes and back, for a cache."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from briefgen.data_files.figures import DataFigure
from briefgen.data_files.taking import Taken


def packed(cells: Sequence[Taken]) -> bytes:
    """Cells as JSON."""
    rows = [[*_packed_value(cell.value), cell.place, cell.address, cell.is_approximate] for cell in cells]
    return json.dumps(rows, ensure_ascii=False).encode()


def _packed_value(value: DataFigure | str | date) -> tuple[str, object]:
    match value:
        case DataFigure():
            return "figure", [str(value.value), value.unit, None if value.stored is None else str(value.stored)]
        case date():
            return "date", value.isoformat()
    return "text", value


def unpacked(data: bytes) -> list[Taken] | None:
    """The cells that were packed; None for anything else."""
    try:
        rows = json.loads(data)
        return [Taken(_value(kind, value), str(place), str(at), bool(rough)) for kind, value, place, at, rough in rows]
    except (ValueError, TypeError, ArithmeticError):
        return None


def _value(kind: str, value: object) -> DataFigure | str | date:
    if kind == "figure" and isinstance(value, list):
        number, unit, stored = value
        return DataFigure(Decimal(number), str(unit), None if stored is None else Decimal(stored))
    return date.fromisoformat(str(value)) if kind == "date" else str(value)
