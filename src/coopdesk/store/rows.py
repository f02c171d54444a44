# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Values in columns and back: a single value as it is, languages and sets as JSON.

What a type's table needs in statements and readers is made once: see `Shape`.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from coopdesk.history.chain import version_name
from coopdesk.records.declaration import Field, RecordType
from coopdesk.records.kinds import Link
from coopdesk.records.values import Record, Value
from coopdesk.store.schema import FRAME

_multilingual = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
_set = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_START = len(FRAME)


class Shape:
    """The table of a type: its columns in the order `read` expects, statements and readers."""

    def __init__(self, kind: RecordType) -> None:
        self.kind = kind
        self.names = (*FRAME, *(what.key for what in kind.fields))
        self.columns = ", ".join(f'"{name}"' for name in self.names)
        marks = ",".join("?" * len(self.names))
        self.insert = f'INSERT INTO "{kind.table}" ({self.columns}) VALUES ({marks})'
        self.replace = f'INSERT OR REPLACE INTO "{kind.table}" ({self.columns}) VALUES ({marks})'
        self.by_id = (
            f'SELECT {self.columns} FROM "{kind.table}" WHERE n = (SELECT n FROM record WHERE id = ?)'
        )
        self.keys = tuple(what.key for what in kind.fields)
        self.readers = tuple((what.key, _reader(what)) for what in kind.fields)
        self.link_fields = tuple(what for what in kind.fields if isinstance(what.kind, Link))
        self.links = tuple((what.key, f"{kind.key}.{what.key}") for what in self.link_fields)


_SHAPES: dict[int, Shape] = {}


def shape(kind: RecordType) -> Shape:
    """The shape of a type's table. Kept by the declaration's identity: to compare two whole
    declarations, field by field, would cost more than a save."""
    found = _SHAPES.get(id(kind))
    if found is None or found.kind is not kind:
        found = _SHAPES[id(kind)] = Shape(kind)
    return found


def into_column(value: Value | None) -> object:
    """A value as its column keeps it."""
    if value is None or isinstance(value, str | int):
        return value
    return _set(value) if isinstance(value, tuple) else _multilingual(value)


def _reader(what: Field) -> Callable[[Any], Value] | None:
    if what.kind.multilingual:
        return json.loads
    return _read_set if what.kind.many else None


def _read_set(kept: str) -> Value:
    return tuple(json.loads(kept))


def selection(kind: RecordType, alias: str = "") -> str:
    """The columns of a record table in the order `read` expects."""
    known = shape(kind)
    return ", ".join(f'{alias}."{name}"' for name in known.names) if alias else known.columns


def values_of(kind: RecordType, row: Sequence[Any]) -> dict[str, Value]:
    """The values in a row selected by `selection`."""
    return {
        key: reader(kept) if reader else kept
        for (key, reader), kept in zip(shape(kind).readers, row[_START:], strict=False)
        if kept is not None
    }


def read(kind: RecordType, row: Sequence[Any]) -> Record:
    """The record of a row selected by `selection`; without stamps and open decisions."""
    return Record(
        id=row[1],
        type=kind.key,
        version=version_name(row[2] or b""),
        values=values_of(kind, row),
        removed=bool(row[3]),
        joined=tuple(row[7].split(",")) if row[7] else (),
    )


def link_fields(kind: RecordType) -> tuple[Field, ...]:
    """The fields of a type that point to other records."""
    return shape(kind).link_fields


def links(kind: RecordType, n: int, values: Mapping[str, Value]) -> Iterator[tuple[str, str, int]]:
    """Rows of the link table for a record's values: target, "type.field", source."""
    for key, path in shape(kind).links:
        value = values.get(key)
        for target in value if isinstance(value, tuple) else (value,):
            if target is not None:
                yield str(target), path, n
