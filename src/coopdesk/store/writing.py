# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A save on its way down: log first, then rows, links, open decisions and search.

The common case, a change made upon the version that is shown, only updates the columns it
touches; everything else settles the record anew from its leaves.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from coopdesk.errors import WorldError
from coopdesk.history.chain import HASH_SIZE, join_heads, version_name
from coopdesk.history.leaf import REMOVED
from coopdesk.history.settle import Reading, settle
from coopdesk.records.declaration import RecordType
from coopdesk.records.identity import not_found
from coopdesk.records.kinds import Rule
from coopdesk.records.types import STORED_BY_KEY
from coopdesk.records.types.joined import SAME_AS
from coopdesk.records.values import Touches, Value, apply, changed
from coopdesk.store import indexing, joins, journal, rows
from coopdesk.store.connection import Connection, one
from coopdesk.store.journal import Entry, Journal

BULK = 100
"""From this many changes in a save on, search follows later: see `indexing.catch_up`."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a verb wants to save: `seen` is the version before the officer's eyes, None for the
    one shown now; a record that doesn't exist yet is `new`."""

    type: RecordType
    id: str
    touches: Touches
    seen: str | None = None
    new: bool = False


@dataclass(frozen=True, slots=True)
class Saved:
    """A record after a save: `fields` are those that this save changed."""

    type: str
    id: str
    version: str
    fields: tuple[str, ...]


@dataclass(slots=True)
class _Plan:
    """One change with what is known of its record before the save."""

    change: Change
    entry: Entry
    before: Mapping[str, Value]
    removed: int
    simple: bool


class Writer:
    """Writes saves; one per connection, used inside the caller's transaction."""

    def __init__(self, connection: Connection, log: Journal) -> None:
        self._connection = connection
        self._log = log

    def save(
        self,
        changes: Sequence[Change],
        author: str,
        *,
        purpose: str = "",
        reverses: bytes = b"",
        act: str = "",
    ) -> list[Saved]:
        """One save; changes that change nothing are left out. Returns what was really changed."""
        self._log.refresh()
        next_n = self._next_n() if any(change.new for change in changes) else 0
        plans = []
        for change in changes:
            plan = self._plan(change, next_n)
            if plan:
                next_n += change.new
                plans.append(plan)
        if not plans:
            return []
        written = self._log.append(
            [plan.entry for plan in plans], author, purpose=purpose, reverses=reverses, act=act
        )
        later = len(plans) >= BULK
        self._create([(plan, at) for plan, at in zip(plans, written, strict=True) if plan.change.new], later)
        saved = []
        for plan, at in zip(plans, written, strict=True):
            version = version_name(at.hash) if plan.change.new else self._update(plan, at, later)
            saved.append(Saved(plan.change.type.key, plan.change.id, version, tuple(plan.entry.touches)))
        if any(plan.change.type is SAME_AS for plan in plans):
            joins.refresh(self._connection)
        return saved

    def _next_n(self) -> int:
        return int(one(self._connection, "SELECT max(n) FROM record") or 0) + 1

    def _plan(self, change: Change, next_n: int) -> _Plan | None:
        if change.new:
            entry = Entry(next_n, change.id, change.type.key, b"", changed({}, change.touches))
            return _Plan(change, entry, {}, 0, True)
        found = self._connection.execute(rows.shape(change.type).by_id, (change.id,)).fetchone()
        if found is None:
            raise not_found(change.type.label, change.id)
        n, heads, removed = found[0], found[2], found[3]
        before = rows.values_of(change.type, found)
        parents = self._parents(n, heads, change.seen)
        simple = parents == heads and len(heads) == HASH_SIZE and not found[6] and not found[7]
        touches = change.touches if not simple else _really(before, removed, change.touches)
        if not touches:
            return None
        return _Plan(change, Entry(n, change.id, change.type.key, parents, touches), before, removed, simple)

    def _parents(self, n: int, heads: bytes, seen: str | None) -> bytes:
        if seen is None or seen == version_name(heads):
            return heads
        known = journal.heads_named(journal.leaves(self._connection, n), seen)
        if known is None:
            raise WorldError(
                "unknown_version",
                "The version {version} of this record is not known here. Open it again.",
                version=seen,
            )
        return known

    def _create(self, made: Sequence[tuple[_Plan, journal.Written]], later: bool) -> None:
        if not made:
            return
        self._connection.executemany(
            "INSERT INTO record VALUES (?,?,?)",
            [(plan.entry.n, plan.change.id, plan.change.type.key) for plan, _ in made],
        )
        by_type: dict[str, list[tuple[object, ...]]] = {}
        links: list[tuple[str, str, int]] = []
        for plan, at in made:
            kind, n = plan.change.type, plan.entry.n
            values = apply({}, _fields(plan.entry.touches))
            by_type.setdefault(kind.key, []).append(_row(kind, n, plan.change.id, at, values))
            links.extend(rows.links(kind, n, values))
            if not later:
                indexing.put(self._connection, kind, n, values)
        for key, new_rows in by_type.items():
            self._connection.executemany(rows.shape(STORED_BY_KEY[key]).insert, new_rows)
        if links:
            self._connection.executemany("INSERT OR IGNORE INTO link VALUES (?,?,?)", links)
        if later:
            indexing.put_off(self._connection, (plan.entry.n for plan, _ in made))

    def _update(self, plan: _Plan, at: journal.Written, later: bool) -> str:
        kind, n = plan.change.type, plan.entry.n
        if not plan.simple:
            return resettle(self._connection, kind, n, later=later)
        fields = _fields(plan.entry.touches)
        values = apply(plan.before, fields)
        removed = _removed(plan)
        self._set_columns(kind, n, at, {key: values.get(key) for key in fields}, removed)
        if any(key in fields for key, _ in rows.shape(kind).links):
            refresh_links(self._connection, kind, n, plan.before, values)
        if removed != plan.removed or indexing.concerns(kind, fields):
            self._index(kind, n, {} if removed else values, later)
        return version_name(at.hash)

    def _set_columns(
        self, kind: RecordType, n: int, at: journal.Written, values: Mapping[str, Value | None], removed: int
    ) -> None:
        names = [key for key in values if key in kind.by_key]
        sets = "".join(f', "{key}" = ?' for key in names)
        self._connection.execute(
            f'UPDATE "{kind.table}" SET head = ?, changed = ?, removed = ?{sets} WHERE n = ?',
            (at.hash, at.row, removed, *(rows.into_column(values[key]) for key in names), n),
        )

    def _index(self, kind: RecordType, n: int, values: Mapping[str, Value], later: bool) -> None:
        if later:
            indexing.put_off(self._connection, (n,))
        else:
            indexing.put(self._connection, kind, n, values)


def _removed(plan: _Plan) -> int:
    """What the column says after a plan: the bin is for records for which no other stands."""
    touch = plan.entry.touches.get(REMOVED)
    return plan.removed if touch is None or plan.removed == joins.JOINED else int(bool(touch))


def _fields(touches: Touches) -> Touches:
    return {key: touch for key, touch in touches.items() if key != REMOVED} if REMOVED in touches else touches


def _row(
    kind: RecordType, n: int, record_id: str, at: journal.Written, values: Mapping[str, Value]
) -> tuple[object, ...]:
    column = rows.into_column
    fields = [column(values[key]) if key in values else None for key in rows.shape(kind).keys]
    return (n, record_id, at.hash, 0, at.row, at.row, 0, None, *fields)


def _really(before: Mapping[str, Value], removed: int, touches: Touches) -> Touches:
    kept = changed(before, _fields(touches))
    if REMOVED in touches and bool(touches[REMOVED]) != bool(removed):
        kept[REMOVED] = touches[REMOVED]
    return kept


def refresh_links(
    connection: Connection, kind: RecordType, n: int, before: Mapping[str, Value], after: Mapping[str, Value]
) -> None:
    """Make the link rows of a record follow its values."""
    old, new = set(rows.links(kind, n, before)), set(rows.links(kind, n, after))
    if old - new:
        connection.executemany(
            "DELETE FROM link WHERE target = ? AND path = ? AND source = ?", sorted(old - new)
        )
    if new - old:
        connection.executemany("INSERT OR IGNORE INTO link VALUES (?,?,?)", sorted(new - old))


def rule_of(kind: RecordType) -> "RuleOf":
    """The settling rule of each field of a type; what is not declared here is a single value."""
    known = {what.key: what.kind.rule for what in (*kind.own_fields, *kind.fields)}
    return RuleOf(known)


@dataclass(frozen=True, slots=True)
class RuleOf:
    """Gives a field's rule by its key."""

    known: Mapping[str, Rule]

    def __call__(self, key: str) -> Rule:
        return self.known.get(key, Rule.VALUE)


def resettle(connection: Connection, kind: RecordType, n: int, *, later: bool = False) -> str:
    """Read a record anew from all its leaves into its row; the version it now shows."""
    found = journal.leaves(connection, n)
    reading = settle(found, rule_of(kind))
    first, last = connection.execute("SELECT min(l), max(l) FROM log WHERE rec = ?", (n,)).fetchone()
    shown = put_reading(connection, kind, n, reading, first, last)
    if later:
        indexing.put_off(connection, (n,))
    else:
        indexing.put(connection, kind, n, known_values(kind, reading) if shown else {})
    return version_name(join_heads(reading.heads))


def known_values(kind: RecordType, reading: Reading) -> dict[str, Value]:
    """The values of fields that this version of coopdesk declares."""
    return {key: value for key, value in reading.values.items() if key in kind.by_key}


def put_reading(
    connection: Connection, kind: RecordType, n: int, reading: Reading, first: int, last: int
) -> bool:
    """Write a settled record over its row, with its links and open decisions; whether it is shown."""
    values = known_values(kind, reading)
    record_id = one(connection, "SELECT id FROM record WHERE n = ?", n)
    removed = joins.JOINED if joins.is_joined(connection, record_id) else int(reading.removed)
    row = (
        n,
        record_id,
        join_heads(reading.heads),
        removed,
        first,
        last,
        len(reading.open),
        ",".join(sorted(reading.joined)) or None,
        *(rows.into_column(values.get(what.key)) for what in kind.fields),
    )
    connection.execute(rows.shape(kind).replace, row)
    connection.execute("DELETE FROM link WHERE source = ?", (n,))
    connection.executemany("INSERT OR IGNORE INTO link VALUES (?,?,?)", list(rows.links(kind, n, values)))
    connection.execute("DELETE FROM open_decision WHERE rec = ?", (n,))
    connection.executemany("INSERT OR REPLACE INTO open_decision VALUES (?,?,?,?,?,?)", decisions(n, reading))
    return not removed


def decisions(n: int, reading: Reading) -> Iterable[tuple[object, ...]]:
    """The rows of the open decisions of a record."""
    for decision in reading.open:
        versions = [[version.leaf.hex(), version.value] for version in decision.versions]
        yield (decision.id, n, decision.field, decision.slot, json.dumps(versions), int(decision.waiting))


__all__ = [
    "BULK",
    "Change",
    "RuleOf",
    "Saved",
    "Writer",
    "known_values",
    "put_reading",
    "resettle",
    "rule_of",
]
