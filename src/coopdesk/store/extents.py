# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What an export needs to know of many records at once: languages, lengths, and records by ids."""

from collections.abc import Iterable

from coopdesk.records.declaration import Field, RecordType
from coopdesk.records.types import STORED_BY_KEY
from coopdesk.records.values import Record
from coopdesk.store import rows
from coopdesk.store.connection import Connection
from coopdesk.store.connection import rows as all_rows

_AT_ONCE = 500


def languages(connection: Connection, kind: RecordType, what: Field) -> list[str]:
    """The languages that a multilingual field has a text in, in any record outside the bin."""
    query = (
        f'SELECT DISTINCT j.key FROM "{kind.table}" AS t, json_each(t."{what.key}") AS j'
        f' WHERE t.removed = 0 AND t."{what.key}" IS NOT NULL ORDER BY j.key'
    )
    return [row[0] for row in all_rows(connection, query)]


def longest(connection: Connection, kind: RecordType, what: Field) -> dict[str, int]:
    """The letters of the longest text of a field, by language ("" where it has none)."""
    column = f't."{what.key}"'
    if what.kind.multilingual:
        query = (
            f'SELECT j.key, max(length(j.value)) FROM "{kind.table}" AS t, json_each({column}) AS j'
            f" WHERE t.removed = 0 AND {column} IS NOT NULL GROUP BY j.key"
        )
    else:
        query = f"SELECT '', max(length({column})) FROM \"{kind.table}\" AS t WHERE t.removed = 0"
    return {language: int(size or 0) for language, size in all_rows(connection, query)}


def every_id(connection: Connection, kind: RecordType) -> list[str]:
    """The ids of all records of a type, also from the bin, oldest first."""
    return [
        row[0] for row in all_rows(connection, "SELECT id FROM record WHERE type = ? ORDER BY n", kind.key)
    ]


def by_ids(connection: Connection, wanted: Iterable[str]) -> dict[str, Record]:
    """The records with these ids, whatever their types, without stamps."""
    found: dict[str, Record] = {}
    ids = sorted(set(wanted))
    for start in range(0, len(ids), _AT_ONCE):
        for key, numbers in _numbers(connection, ids[start : start + _AT_ONCE]).items():
            kind = STORED_BY_KEY[key]
            marks = ",".join("?" * len(numbers))
            query = f'SELECT {rows.selection(kind)} FROM "{kind.table}" WHERE n IN ({marks})'
            for row in all_rows(connection, query, *numbers):
                record = rows.read(kind, row)
                found[record.id] = record
    return found


def _numbers(connection: Connection, ids: list[str]) -> dict[str, list[int]]:
    marks = ",".join("?" * len(ids))
    by_type: dict[str, list[int]] = {}
    query = f"SELECT n, type FROM record WHERE id IN ({marks}) ORDER BY type DESC"
    for n, key in all_rows(connection, query, *ids):
        if key in STORED_BY_KEY:
            by_type.setdefault(key, []).append(n)
    return by_type
