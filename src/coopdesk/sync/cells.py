# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Columns of values in a payload: days as numbers, and a text that goes on to the end only once.

Both matter where leaves are few: in a long column the compressor finds what is alike itself.
"""

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from itertools import repeat, takewhile
from typing import Any

from coopdesk.sync import columns

MOST = 1_000_000
"""Values of all leaves of a payload together."""
LONGEST = 32
"""Letters of a text that stands for others like it: a few bytes must not become gigabytes."""
FIRST_DAY = date(2000, 1, 1)
_FEW = 256
_VALUES = frozenset({str, int, bool, type(None), dict})


def packed(column: Sequence[Any]) -> bytes | Sequence[Any]:
    """A column of at least one value as it stands in a payload."""
    if len(column) <= _FEW and (days := _days(column)):
        return columns.packed(days)
    last = column[-1]
    if not isinstance(last, str) or len(last) > LONGEST:
        return column
    same = sum(1 for _ in takewhile(lambda value: value == last, reversed(column)))
    return column[: len(column) - same + 1]


def unpacked(written: object, count: int) -> list[Any]:
    """The `count` values of a column that stands so in a payload; raises ValueError (OverflowError for
    days that no calendar has) where it is none, or holds what no field of any type can."""
    if isinstance(written, bytes):
        return [(FIRST_DAY + timedelta(day)).isoformat() for day in columns.unpacked(written, count)]
    if not isinstance(written, list) or not len(written) <= count or bool(written) != bool(count):
        raise ValueError("values")
    _check(written)
    if len(written) < count and not (isinstance(written[-1], str) and len(written[-1]) <= LONGEST):
        raise ValueError("values")
    return [*written, *repeat(written[-1], count - len(written))] if len(written) < count else written


def _days(column: Sequence[Any]) -> list[int]:
    """The days since the first of 2000 where all values are days as an ISO 8601 date, else nothing."""
    try:
        days = [date.fromisoformat(value) for value in column]
    except (TypeError, ValueError):
        return []
    # Python reads other forms too; what comes back must be the same text.
    same = all(day.isoformat() == value for day, value in zip(days, column, strict=True))
    return [(day - FIRST_DAY).days for day in days] if same else []


def _check(column: Collection[object]) -> None:
    """Raises ValueError for what no field of any type can hold."""
    kinds = set(map(type, column))
    if not kinds <= _VALUES:
        raise ValueError("values")
    if int in kinds:
        numbers = [value for value in column if type(value) is int]
        if not (min(numbers) >= -(1 << 63) and max(numbers) < 1 << 63):
            raise ValueError("numbers")
    if dict in kinds:
        slots = [slots for slots in column if isinstance(slots, dict)]
        if not all(set(map(type, one)) <= {str} for one in slots):
            raise ValueError("slots")
        inner = [value for one in slots for value in one.values()]
        if dict in set(map(type, inner)):
            raise ValueError("slots")
        _check(inner)
