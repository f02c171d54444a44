# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a change of some fields asks for, found once for each set of fields: a save that only touches
what no search knows reads and writes these columns and nothing else."""

from collections.abc import Iterable

from coopdesk.history.leaf import REMOVED
from coopdesk.records.declaration import RecordType
from coopdesk.store import indexing, linked_names, rows


class Way:
    """What a change of some fields of a type asks for: `part` is what it writes, `read` what has to be
    known of the row before; whether the record's own words follow, and whether others' may."""

    def __init__(self, shape: rows.Shape, keys: tuple[str, ...]) -> None:
        kind, moved = shape.kind, REMOVED in keys
        self.part = rows.Part(shape, keys)
        self.words = indexing.concerns(kind, keys)
        self.others = linked_names.matters(kind, keys, moved=moved)
        self.read = shape.whole if moved or self.words or self.others else self.part


_WAYS: dict[tuple[rows.Shape, tuple[str, ...]], Way] = {}
_MOST_WAYS = 2_000


def way_of(kind: RecordType, keys: Iterable[str]) -> Way:
    """The way of a change of these fields of a type."""
    key = rows.shape(kind), tuple(keys)
    found = _WAYS.get(key)
    if found is None:
        if len(_WAYS) > _MOST_WAYS:
            _WAYS.clear()
        found = _WAYS[key] = Way(*key)
    return found
