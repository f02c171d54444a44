# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Values in columns and back: a single value as it is, languages and sets as JSON.

What a type's table needs in statements and readers is made once: see `Shape`.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from coopdesk.history.leaf import version_name
from coopdesk.records.declaration import Field, RecordType
from coopdesk.records.kinds import Link, Scalar
from coopdesk.records.values import Record, Touch, Touches, Value
from coopdesk.store.schema import FRAME

_one = json.encoder.encode_basestring
_START = len(FRAME)
N, HEAD, REMOVED_AT, CHANGED, OPEN, JOINED_TEXTS = (
    FRAME.index(name) for name in ("n", "head", "removed", "changed", "open", "joined")
)
"""Where a selected row has its number, its heads, whether it is removed, the log row of its last version,
its open decisions and its joined texts."""


class Shape:
    """The table of a type: its columns in the order `read` expects, statements and readers."""

    def __init__(self, kind: RecordType) -> None:
        self.kind = kind
        self.names = (*FRAME, *(what.key for what in kind.fields))
        self.columns = ", ".join(f'"{name}"' for name in self.names)
        marks = ",".join("?" * len(self.names))
        self.insert = f'INSERT INTO "{kind.table}" ({self.columns}) VALUES ({marks})'
        self.replace = f'INSERT OR REPLACE INTO "{kind.table}" ({self.columns}) VALUES ({marks})'
        self.keys = tuple(what.key for what in kind.fields)
        self.readers = tuple((what.key, _reader(what)) for what in kind.fields)
        self.places = {key: (place, read) for place, (key, read) in enumerate(self.readers, _START)}
        self._groups = _groups(kind)
        self.link_fields = tuple(what for what in kind.fields if isinstance(what.kind, Link))
        self.links = tuple((what.key, f"{kind.key}.{what.key}") for what in self.link_fields)
        self.whole = Part(self, self.keys)

    def fresh(self, touches: Touches) -> tuple[Touches, list[object]]:
        """What a new record is made of: what sets a value, in the order of keys and slots, and the
        columns of its fields. The same as `values.changed` and `values.apply` upon nothing, at once."""
        kept: Touches = {}
        columns: list[object] = [None] * len(self.keys)
        for key in sorted(touches):
            touch = touches[key]
            column: object = touch
            if isinstance(touch, dict):
                touch = {slot: touch[slot] for slot in sorted(touch) if touch[slot]}
                column = _column(touch)
            if touch is None or touch == {}:
                continue
            kept[key] = touch
            if key in self.places:
                columns[self.places[key][0] - _START] = column
        return kept, columns

    def with_companions(self, keys: Iterable[str]) -> list[str]:
        """These fields and those that are one value with one of them (start and end)."""
        if not self._groups:
            return list(keys)
        return list(dict.fromkeys(found for key in keys for found in self._groups.get(key, (key,))))


class Part:
    """Some fields of a table: the statement that reads them with the frame of their row, by the record's
    id, and the one that changes them, by its row number."""

    def __init__(self, whole: Shape, keys: tuple[str, ...]) -> None:
        self.together = tuple(whole.with_companions(keys))
        self.keys = tuple(key for key in self.together if key in whole.places)
        table = whole.kind.table
        names = ", ".join(f'"{name}"' for name in (*FRAME, *self.keys))
        number = f"(SELECT n FROM record WHERE id = ? AND type = '{whole.kind.key}')"
        self.by_id = f'SELECT {names} FROM "{table}" WHERE n = {number}'
        # Only what changes is named: an index is written whenever one of its columns is.
        sets = "".join(f', "{key}" = ?' for key in self.keys)
        self.update = f'UPDATE "{table}" SET head = ?, changed = ?{sets} WHERE n = ?'
        self.has_links = any(key in self.keys for key, _ in whole.links)
        self._readers = [(key, whole.places[key][1]) for key in self.keys]

    def values(self, row: Sequence[Any]) -> dict[str, Value]:
        """The values in a row that `by_id` found, as far as there are any."""
        return {
            key: reader(kept) if reader else kept
            for (key, reader), kept in zip(self._readers, row[_START:], strict=True)
            if kept is not None
        }


def _groups(kind: RecordType) -> dict[str, tuple[str, ...]]:
    """For each field that is one value with others, all of them."""
    grouped: dict[str, list[str]] = {}
    for what in kind.fields:
        if what.together:
            grouped.setdefault(what.together, []).append(what.key)
    return {key: tuple(keys) for keys in grouped.values() for key in keys}


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


def _column(slots: Mapping[str, Scalar | bool | None]) -> str:
    """The column of a set or of languages, made of slots that are all filled."""
    return _set(slots) if True in slots.values() else _multilingual(slots)


def _set(members: Iterable[Scalar]) -> str:
    return f"[{','.join([_one(member) if isinstance(member, str) else str(member) for member in members])}]"


def _multilingual(texts: Mapping[str, object]) -> str:
    # Each text by itself: the encoder is far quicker with a text than with what holds one.
    return f"{{{','.join([f'{_one(language)}:{_one(str(texts[language]))}' for language in sorted(texts)])}}}"


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


def links(kind: RecordType, n: int, values: Mapping[str, Value | Touch]) -> Iterator[tuple[str, str, int]]:
    """Rows of the link table for a record's values, or for what makes a new one: target, "type.field",
    source."""
    for key, path in shape(kind).links:
        value = values.get(key)
        for target in value if isinstance(value, tuple | dict) else (value,):
            if target is not None:
                yield str(target), path, n
