# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Leaves that were made upon the version which stands in the row: many at once, by plain updates.

An update says which version it expects. Where it finds another one, and wherever more than the touched
columns follows, the leaf is left to `applying`, which looks at each record. What comes out is the same.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from itertools import chain, compress
from typing import Any, NamedTuple, TypeVar

from coopdesk.history.chain import HASH_SIZE
from coopdesk.records.declaration import RecordType
from coopdesk.records.types import STORED_BY_KEY
from coopdesk.records.values import Touches
from coopdesk.store import indexing, joins, linked_names, rows
from coopdesk.store.connection import Connection
from coopdesk.store.connection import rows as all_rows
from coopdesk.store.log_rows import Leaf, LogRows
from coopdesk.store.writing import BULK

_PLAIN = frozenset({int, str, bool, type(None)})
_T = TypeVar("_T")
Touched = dict[str, list[str]]
Shape = tuple[str, tuple[str, ...]]


class _Plan(NamedTuple):
    """How leaves of a type that touch the same fields are brought into their rows."""

    kind: RecordType
    update: str
    searched: bool


class _Leaves(NamedTuple):
    """Leaves by columns."""

    rows: Sequence[int]
    numbers: Sequence[int]
    records: Sequence[str]
    parents: Sequence[bytes]
    hashes: Sequence[bytes]
    touches: Sequence[Touches]

    def at(self, places: Sequence[int]) -> "_Leaves":
        """Some of them, at least one."""
        if len(places) == len(self.rows):
            return self
        return _Leaves(*zip(*map(list(zip(*self, strict=True)).__getitem__, places), strict=True))


class Straight:
    """Collects leaves whose values count, in segments as they come."""

    def __init__(self) -> None:
        self._segments: list[LogRows] = []

    def __len__(self) -> int:
        return sum(map(len, self._segments))

    def add(self, made: LogRows) -> None:
        """The leaves of a segment more."""
        self._segments.append(made)

    def follow(self, connection: Connection, others: Set[int]) -> tuple[Touched, list[Leaf]]:
        """Bring into the rows what can be; the ids of the records by type, and the leaves that are left.
        `others` are records of which leaves came that are not here."""
        touched: Touched = {}
        done: set[int] = set()
        # So few as make no bulk are searchable at once, for which their whole records are read anyway.
        if len(self) >= BULK:
            for (key, keys), leaves in self._by_shape(connection, others):
                plan = _plan(STORED_BY_KEY.get(key), keys)
                if plan and _is_plain(leaves):
                    found = _update(connection, plan, leaves)
                    done.update(found.rows)
                    touched.setdefault(key, []).extend(found.records)
        if len(done) == len(self):
            return touched, []
        return touched, [leaf for made in self._segments for leaf in made.leaves(done)]

    def _by_shape(self, connection: Connection, others: Set[int]) -> Iterator[tuple[Shape, _Leaves]]:
        """The leaves that are made upon one version and alone in their records, by type and fields."""
        leaves = _Leaves(
            *(self._column(lambda made: made.rows), self._column(lambda made: made.numbers)),
            *(self._column(lambda made: made.records), self._column(lambda made: made.parents)),
            *(self._column(lambda made: made.hashes), self._column(lambda made: made.touches)),
        )
        shapes = list(zip(self._column(lambda made: made.kinds), map(tuple, leaves.touches), strict=True))
        apart = others | _repeated(leaves.numbers)
        hidden = joins.kept_records(connection)
        alike, sizes = set(shapes), set(map(len, leaves.parents))
        free = apart.isdisjoint(leaves.numbers) and hidden.keys().isdisjoint(leaves.records)
        if free and sizes == {HASH_SIZE} and len(alike) == 1:
            # As an import brings them that was made from a table: nothing to look at one by one.
            yield alike.pop(), leaves
            return
        places: dict[Shape, list[int]] = {}
        for place, (shape, n, parents) in enumerate(zip(shapes, leaves.numbers, leaves.parents, strict=True)):
            if len(parents) == HASH_SIZE and n not in apart and leaves.records[place] not in hidden:
                places.setdefault(shape, []).append(place)
        for shape, found in places.items():
            yield shape, leaves.at(found)

    def _column(self, of: Callable[[LogRows], Iterable[_T]]) -> list[_T]:
        return list(chain.from_iterable(map(of, self._segments)))


def _repeated(numbers: Sequence[int]) -> Set[int]:
    """Those that stand there more than once."""
    if len(set(numbers)) == len(numbers):
        return frozenset()
    return {n for n, count in Counter(numbers).items() if count > 1}


def _plan(kind: RecordType | None, keys: tuple[str, ...]) -> _Plan | None:
    """None where more follows from these fields than their columns, or where one is not declared here."""
    if kind is None or linked_names.matters(kind, keys, moved=False):
        return None
    links = {key for key, _ in rows.shape(kind).links}
    for key in keys:
        what = kind.by_key.get(key)
        if what is None or what.kind.many or what.kind.multilingual or key in links:
            return None
    sets = "".join([f', "{key}" = ?' for key in keys])
    update = (
        f'UPDATE "{kind.table}" SET head = ?, changed = ?{sets}'
        " WHERE n = ? AND head = ? AND removed = 0 AND open = 0 AND joined IS NULL"
    )
    return _Plan(kind, update, indexing.concerns(kind, keys))


def _is_plain(leaves: _Leaves) -> bool:
    """Whether a column can keep each value as it is."""
    return all(set(map(type, column)) <= _PLAIN for column in _columns(leaves))


def _columns(leaves: _Leaves) -> list[tuple[Any, ...]]:
    return list(zip(*map(dict.values, leaves.touches), strict=True))


def _update(connection: Connection, plan: _Plan, leaves: _Leaves) -> _Leaves:
    """Update the rows that show what the leaves were made upon; the leaves that did."""
    # bytearray: see connection.py.
    heads, parents = map(bytearray, leaves.hashes), map(bytearray, leaves.parents)
    values = zip(heads, leaves.rows, *_columns(leaves), leaves.numbers, parents, strict=True)
    if connection.executemany(plan.update, values).rowcount != len(leaves.rows):
        left = _left(connection, plan.kind, leaves)
        done = [n not in left for n in leaves.numbers]
        columns: Iterator[Any] = (list(compress(column, done)) for column in leaves)
        leaves = _Leaves(*columns)
    if plan.searched:
        indexing.put_off(connection, leaves.numbers)
    return leaves


def _left(connection: Connection, kind: RecordType, leaves: _Leaves) -> set[int]:
    """The records that did not change with these leaves, whose log rows are later than all before."""
    query = (
        f'SELECT value FROM json_each(?) LEFT JOIN "{kind.table}" ON n = value'
        " WHERE changed IS NULL OR changed < ?"
    )
    return {n for (n,) in all_rows(connection, query, str(list(leaves.numbers)), leaves.rows[0])}
