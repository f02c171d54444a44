# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Joined records in the rows: the other is hidden, and links to it lead to the one kept.

Every question looks here first; what joining needs besides loads when records are joined.
"""

from collections.abc import Mapping
from dataclasses import replace

from coopdesk.records.declaration import RecordType
from coopdesk.records.kinds import Rule
from coopdesk.records.types import STORED_BY_KEY
from coopdesk.records.types.joined import SAME_AS, kept_of
from coopdesk.records.values import Record, Value
from coopdesk.store import rows
from coopdesk.store.connection import Connection, one
from coopdesk.store.connection import rows as all_rows

JOINED = 2
"""In the column `removed`: neither shown nor in the bin, because another record stands for it."""


def kept_records(connection: Connection) -> dict[str, str]:
    """For each joined record the id of the one that stands for it."""
    return dict(all_rows(connection, "SELECT other, kept FROM joined_record"))


def refresh(connection: Connection) -> None:
    """Make the table of joined records, and what is hidden, follow from the records of joining."""
    before = kept_records(connection)
    after = kept_of(all_rows(connection, f'SELECT kept, other FROM "{SAME_AS.table}" WHERE removed = 0'))
    connection.execute("DELETE FROM joined_record")
    connection.executemany("INSERT INTO joined_record (other, kept) VALUES (?,?)", list(after.items()))
    for other in before.keys() - after.keys():
        _show(connection, other, hidden=False)
    for other in after.keys() - before.keys():
        _show(connection, other, hidden=True)
    _follow(connection, before, after)


def _follow(connection: Connection, before: Mapping[str, str], after: Mapping[str, str]) -> None:
    """Index what names a record for which another stands now, or no longer, and those others."""
    from coopdesk.store import indexing, linked_names

    turned = {other for other in before.keys() | after.keys() if before.get(other) != after.get(other)}
    kept = {found for one in turned for found in (before.get(one), after.get(one)) if found}
    changed = []
    for record_id in sorted(turned | kept):
        for n, kind in _called(connection, record_id):
            wholes = linked_names.wholes_in(kind, _values(connection, kind, n)) | {record_id}
            changed.append(linked_names.Turned(kind, record_id, wholes, record_id in turned))
    indexing.follow(connection, changed)


def _values(connection: Connection, kind: RecordType, n: int) -> Mapping[str, Value]:
    row = connection.execute(
        f'SELECT {rows.selection(kind)} FROM "{kind.table}" WHERE n = ?', (n,)
    ).fetchone()
    return rows.values_of(kind, row) if row else {}


def _show(connection: Connection, record_id: str, *, hidden: bool) -> None:
    from coopdesk.history.settle import settle
    from coopdesk.store import indexing, journal

    for n, kind in _called(connection, record_id):
        if hidden:
            removed = JOINED
        else:
            removed = int(settle(journal.leaves(connection, n), lambda _: Rule.VALUE).removed)
        connection.execute(f'UPDATE "{kind.table}" SET removed = ? WHERE n = ?', (removed, n))
        indexing.put(connection, kind, n, record_id, None if removed else _values(connection, kind, n))


def _called(connection: Connection, record_id: str) -> list[tuple[int, RecordType]]:
    """Row number and type of what has this id: one record, whatever a stranger calls so besides."""
    found = all_rows(connection, "SELECT n, type FROM record WHERE id = ? ORDER BY type", record_id)
    return [(n, STORED_BY_KEY[key]) for n, key in found if key in STORED_BY_KEY]


def is_joined(connection: Connection, record_id: str) -> bool:
    """Whether another record stands for this one."""
    return bool(one(connection, "SELECT 1 FROM joined_record WHERE other = ?", record_id))


def redirected(kind: RecordType, record: Record, kept: Mapping[str, str]) -> Record:
    """The record with its links leading to the records that are kept."""
    if not kept:
        return record
    values = dict(record.values)
    for what in rows.link_fields(kind):
        if what.key in values:
            values[what.key] = _redirected(values[what.key], kept)
    return replace(record, values=values)


def _redirected(value: Value, kept: Mapping[str, str]) -> Value:
    if isinstance(value, tuple):
        return tuple(sorted({kept.get(str(member), str(member)) for member in value}))
    return kept.get(str(value), str(value))


def standing_for(connection: Connection, record_id: str) -> list[str]:
    """A record's id and those of the records joined to it."""
    others = all_rows(connection, "SELECT other FROM joined_record WHERE kept = ?", record_id)
    return [record_id, *(row[0] for row in others)]
