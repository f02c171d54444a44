# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Values in columns and back: a single value as it is, languages and sets as JSON."""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from coopdesk.history.chain import version_name
from coopdesk.records.declaration import Field, RecordType
from coopdesk.records.kinds import Link
from coopdesk.records.values import Record, Value
from coopdesk.store.schema import FRAME


def into_column(value: Value | None) -> object:
    """A value as its column keeps it."""
    if isinstance(value, Mapping):
        return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    if isinstance(value, tuple):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return value


def from_column(what: Field, kept: Any) -> Value:
    """The value that a column keeps (not None)."""
    if what.kind.multilingual:
        texts: dict[str, str] = json.loads(kept)
        return texts
    if what.kind.many:
        return tuple(json.loads(kept))
    scalar: str | int = kept
    return scalar


@cache
def selection(kind: RecordType, alias: str = "") -> str:
    """The columns of a record table in the order `read` expects."""
    at = f"{alias}." if alias else ""
    names = (*FRAME, *(what.key for what in kind.fields))
    return ", ".join(f'{at}"{name}"' for name in names)


def read(kind: RecordType, row: Sequence[Any]) -> Record:
    """The record of a row selected by `selection`; without stamps and open decisions."""
    frame = len(FRAME)
    values = {
        what.key: from_column(what, kept)
        for what, kept in zip(kind.fields, row[frame:], strict=False)
        if kept is not None
    }
    return Record(
        id=row[1],
        type=kind.key,
        version=version_name(row[2] or b""),
        values=values,
        removed=bool(row[3]),
        joined=tuple(row[7].split(",")) if row[7] else (),
    )


@cache
def link_fields(kind: RecordType) -> tuple[Field, ...]:
    """The fields of a type that point to other records."""
    return tuple(what for what in kind.fields if isinstance(what.kind, Link))


def links(kind: RecordType, n: int, values: Mapping[str, Value]) -> Iterator[tuple[str, str, int]]:
    """Rows of the link table for a record's values: target, "type.field", source."""
    for what in link_fields(kind):
        value = values.get(what.key)
        for target in value if isinstance(value, tuple) else (value,):
            if target is not None:
                yield str(target), f"{kind.key}.{what.key}", n
