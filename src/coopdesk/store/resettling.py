# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Many records read anew from their leaves: the same as `writing.resettle` for each, with few statements.

For what columns and two branches don't tell (`applying`): texts that may be joined, the bin, third branches.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from coopdesk.history.chain import decode_bodies, join_heads, split_heads
from coopdesk.history.leaf import Leaf
from coopdesk.history.settle import Reading, settle
from coopdesk.records.declaration import RecordType
from coopdesk.store import deciding, indexing, joins, linked_names, rows
from coopdesk.store.connection import Connection
from coopdesk.store.connection import rows as all_rows
from coopdesk.store.linked_names import Turned
from coopdesk.store.writing import known_values, rule_of

_AT_ONCE = 500
_LEAVES = (
    "SELECT rec, log.l, log.hash, parents, body, lamport, feed.id, unaccepted.l IS NULL FROM log"
    " JOIN feed ON f = feed LEFT JOIN unaccepted ON unaccepted.l = log.l"
    " WHERE rec IN ({marks}) ORDER BY rec, log.l"
)


def resettle_all(connection: Connection, kind: RecordType, numbers: Sequence[int]) -> None:
    """Read the records in these rows anew from all their leaves; search follows later."""
    for start in range(0, len(numbers), _AT_ONCE):
        _resettle(connection, kind, numbers[start : start + _AT_ONCE])


def _resettle(connection: Connection, kind: RecordType, numbers: Sequence[int]) -> None:
    marks = ",".join("?" * len(numbers))
    query = f'SELECT {rows.selection(kind)} FROM "{kind.table}" WHERE n IN ({marks})'
    before = {row[0]: row for row in all_rows(connection, query, *numbers)}
    ids: dict[int, str] = dict(
        all_rows(connection, f"SELECT n, id FROM record WHERE n IN ({marks})", *numbers)
    )
    hidden = joins.kept_records(connection)
    made: list[tuple[object, ...]] = []
    links: list[tuple[str, str, int]] = []
    open_ones: list[tuple[object, ...]] = []
    turned: list[Turned] = []
    for n, reading, first, last in _readings(connection, kind, numbers, marks):
        values = known_values(kind, reading)
        removed = joins.JOINED if ids[n] in hidden else int(reading.removed)
        if reading.heads:
            made.append(_row(kind, n, ids[n], reading, removed, first, last))
            links += rows.links(kind, n, values)
            open_ones += deciding.kept(n, reading.open)
        found = _turned(kind, ids[n], before.get(n), values, shown=bool(reading.heads) and not removed)
        turned += [found] if found else []
    gone = [(n,) for n in numbers]
    connection.executemany("DELETE FROM link WHERE source = ?", gone)
    connection.executemany("DELETE FROM open_decision WHERE rec = ?", gone)
    connection.executemany(f'DELETE FROM "{kind.table}" WHERE n = ?', gone)
    connection.executemany(rows.shape(kind).insert, made)
    connection.executemany("INSERT OR IGNORE INTO link VALUES (?,?,?)", links)
    deciding.put(connection, open_ones)
    indexing.put_off(connection, numbers)
    indexing.follow(connection, turned, later=True)


def _readings(
    connection: Connection, kind: RecordType, numbers: Sequence[int], marks: str
) -> Iterator[tuple[int, Reading, int, int]]:
    """Each record settled, with the first and last log row that counts (0 where none does)."""
    rule = rule_of(kind)
    found = all_rows(connection, _LEAVES.format(marks=marks), *numbers)
    touches = iter(decode_bodies([row[4] for row in found]))
    for n, group in groupby(found, key=itemgetter(0)):
        leaves: list[Leaf] = []
        counting: list[int] = []
        for _, row, identity, parents, _, lamport, feed, accepted in group:
            order = (lamport, feed, identity)
            leaves.append(Leaf(identity, split_heads(parents), next(touches), order, bool(accepted)))
            if accepted:
                counting.append(row)
        yield n, settle(leaves, rule), counting[0] if counting else 0, counting[-1] if counting else 0


def _row(
    kind: RecordType, n: int, record: str, reading: Reading, removed: int, first: int, last: int
) -> tuple[object, ...]:
    values: Mapping[str, Any] = known_values(kind, reading)
    return (
        *(n, record, join_heads(reading.heads), removed, first, last, len(reading.open)),
        ",".join(sorted(reading.joined)) or None,
        *(rows.into_column(values.get(what.key)) for what in kind.fields),
    )


def _turned(
    kind: RecordType, record: str, kept: Sequence[Any] | None, values: Mapping[str, Any], *, shown: bool
) -> Turned | None:
    """What the change of a record means for the words of others, None where nothing."""
    before = rows.values_of(kind, kept) if kept else {}
    moved = kept is None or bool(kept[rows.REMOVED_AT]) == shown
    keys = [key for key in before.keys() | values.keys() if before.get(key) != values.get(key)]
    return linked_names.turned(kind, record, keys, before, values, moved=moved)
