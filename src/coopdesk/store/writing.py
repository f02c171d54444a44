# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A save on its way down: log first, then rows, links, open decisions and search.

The common case, a change made upon the version that is shown, only updates the columns it
touches; everything else settles the record anew from its leaves.
"""

from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import Any

from coopdesk.collector import without_collector
from coopdesk.errors import BugError, WorldError
from coopdesk.frozen import dataclass
from coopdesk.history import chain
from coopdesk.history.chain import join_heads
from coopdesk.history.leaf import HASH_SIZE, REMOVED, version_name
from coopdesk.history.settle import Reading, settle
from coopdesk.records.declaration import RecordType
from coopdesk.records.identity import not_found
from coopdesk.records.kinds import Rule, Scalar
from coopdesk.records.types import STORED_BY_KEY
from coopdesk.records.types.joined import SAME_AS
from coopdesk.records.values import Touches, Value, apply, changed, replacing
from coopdesk.store import deciding, indexing, joins, journal, linked_names, rows
from coopdesk.store.connection import Connection, one
from coopdesk.store.journal import Entry, Journal
from coopdesk.store.linked_names import Turned
from coopdesk.store.rows import CHANGED, HEAD, JOINED_TEXTS, OPEN, REMOVED_AT, N
from coopdesk.store.ways import Way, way_of

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
    """One change with what is known of its record before the save: its row, the values of the touched
    fields, what really changes, and the way that goes (None: not made upon the only version there is,
    so the record is read anew). Of a new record `row` holds the columns of its fields."""

    change: Change
    entry: Entry
    fields: tuple[str, ...]
    way: Way | None = None
    before: Mapping[str, Value] = field(default_factory=dict)
    row: Sequence[Any] = ()


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
        """One save; changes that change nothing are left out. Returns what was really changed.

        Raises BugError where a record is named twice: a save holds one version of a record.
        """
        if len(changes) > 1 and len({change.id for change in changes}) < len(changes):
            raise BugError("named_twice", "A save names one record twice.")
        if len(changes) < BULK:
            return self._save(changes, author, purpose, reverses, act)
        with without_collector():
            return self._save(changes, author, purpose, reverses, act)

    def _save(
        self, changes: Sequence[Change], author: str, purpose: str, reverses: bytes, act: str
    ) -> list[Saved]:
        n = 0
        plans = []
        for change in changes:
            if change.new:
                n = n + 1 if n else self._next_n()
                plans.append(_begun(change, n))
            elif plan := self._plan(change):
                plans.append(plan)
        if not plans:
            return []
        written = self._log.append(
            [plan.entry for plan in plans], author, purpose=purpose, reverses=reverses, act=act
        )
        later = len(plans) >= BULK
        if n:
            self._create(
                [(plan, at) for plan, at in zip(plans, written, strict=True) if plan.change.new], later
            )
        saved, turned, joining = [], [], False
        for plan, at in zip(plans, written, strict=True):
            change = plan.change
            version = version_name(at.hash) if change.new else self._update(plan, at, later)
            saved.append(Saved(change.type.key, change.id, version, plan.fields))
            if moved := _turned(plan):
                turned.append(moved)
            joining = joining or change.type is SAME_AS
        if joining:
            joins.refresh(self._connection)
        if turned:
            indexing.follow(self._connection, turned, later=later)
        self._log.note()
        return saved

    def _next_n(self) -> int:
        return int(one(self._connection, "SELECT max(n) FROM record") or 0) + 1

    def _plan(self, change: Change) -> _Plan | None:
        """What a change of a record that is here really changes; None where nothing."""
        kind, touches = change.type, change.touches
        way = way_of(kind, touches)
        row = self._connection.execute(way.read.by_id, (change.id,)).fetchone()
        if row is None:
            raise not_found(kind.label, change.id)
        heads = row[HEAD]
        parents = heads if change.seen is None else self._parents(row[N], heads, change.seen)
        before = way.read.values(row)
        touches = _emptied_by_slots(kind, before, touches)
        if parents != heads or len(heads) != HASH_SIZE or row[OPEN] or row[JOINED_TEXTS]:
            entry = Entry(row[N], change.id, kind.key, parents, touches)
            return _Plan(change, entry, tuple(touches), None, {}, row) if touches else None
        really = _really(before, row[REMOVED_AT], touches)
        if not really:
            return None
        if len(really) < len(change.touches):
            way = way_of(kind, really)
        touches = _grouped(way.part, before, really)
        entry = Entry(row[N], change.id, kind.key, parents, touches, seen=row[CHANGED])
        return _Plan(change, entry, tuple(really), way, before, row)

    def _parents(self, n: int, heads: bytes, seen: str) -> bytes:
        if seen == version_name(heads):
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
        shown = []
        for plan, at in made:
            kind, n = plan.change.type, plan.entry.n
            row = (n, plan.change.id, at.hash, 0, at.row, at.row, 0, None, *plan.row)
            by_type.setdefault(kind.key, []).append(row)
            links += rows.links(kind, n, plan.entry.touches)
            if not later:
                shown.append((kind, n, plan.change.id, apply({}, _fields(plan.entry.touches))))
        for key, new_rows in by_type.items():
            self._connection.executemany(rows.shape(STORED_BY_KEY[key]).insert, new_rows)
        if links:
            self._connection.executemany("INSERT OR IGNORE INTO link VALUES (?,?,?)", links)
        if later:
            indexing.put_off(self._connection, (plan.entry.n for plan, _ in made))
            return
        for record in shown:
            indexing.put(self._connection, *record)

    def _update(self, plan: _Plan, at: journal.Written, later: bool) -> str:
        kind, n, way = plan.change.type, plan.entry.n, plan.way
        if way is None:
            return resettle(self._connection, kind, n, later=later)
        fields = _fields(plan.entry.touches)
        values = apply(plan.before, fields)
        part = way.part
        columns = [rows.into_column(values.get(key)) for key in part.keys]
        self._connection.execute(part.update, (at.hash, at.row, *columns, n))
        removed = _removed(plan)
        moved = removed != plan.row[REMOVED_AT]
        if moved:
            self._connection.execute(f'UPDATE "{kind.table}" SET removed = ? WHERE n = ?', (removed, n))
        if part.has_links:
            refresh_links(self._connection, kind, n, plan.before, values)
        if moved or way.words:
            whole = None if removed else apply(rows.values_of(kind, plan.row), fields)
            self._index(plan.change, n, whole, later)
        return version_name(at.hash)

    def _index(self, change: Change, n: int, values: Mapping[str, Value] | None, later: bool) -> None:
        if later:
            indexing.put_off(self._connection, (n,))
        else:
            indexing.put(self._connection, change.type, n, change.id, values)


def _begun(change: Change, n: int) -> _Plan:
    """What begins a new record in row `n`."""
    made, columns = rows.shape(change.type).fresh(change.touches)
    entry = Entry(n, change.id, change.type.key, b"", made, chain.encode_ordered(made))
    return _Plan(change, entry, tuple(made), row=columns)


def _turned(plan: _Plan) -> Turned | None:
    """What a plan means for the words of other records; `resettle` sees to its own."""
    change, touches = plan.change, plan.entry.touches
    kind = change.type
    if change.new:
        wholes = linked_names.wholes_in(kind, touches)
        return Turned(kind, change.id, wholes, named=False) if wholes else None
    if plan.way is None or not plan.way.others:
        return None
    before, fields = rows.values_of(kind, plan.row), _fields(touches)
    after = apply(before, fields)
    return linked_names.turned(kind, change.id, fields, before, after, moved=REMOVED in touches)


def _removed(plan: _Plan) -> int:
    """What the column says after a plan: the bin is for records for which no other stands."""
    touch, before = plan.entry.touches.get(REMOVED), int(plan.row[REMOVED_AT])
    return before if touch is None or before == joins.JOINED else int(bool(touch))


def _fields(touches: Touches) -> Touches:
    return {key: touch for key, touch in touches.items() if key != REMOVED} if REMOVED in touches else touches


def _emptied_by_slots(kind: RecordType, before: Mapping[str, Value], touches: Touches) -> Touches:
    """Sets and languages that a save empties are emptied slot by slot: a leaf that said so in one value would
    hide all that later ones put in."""
    named = kind.by_key
    emptied = {
        key: replacing(before.get(key), None)
        for key, touch in touches.items()
        if touch is None and key in named and (named[key].kind.many or named[key].kind.multilingual)
    }
    if not emptied:
        return touches
    kept = {key: touch for key, touch in touches.items() if key not in emptied}
    return kept | {key: touch for key, touch in emptied.items() if touch}


def _really(before: Mapping[str, Value], removed: int, touches: Touches) -> Touches:
    kept = changed(before, _fields(touches))
    if REMOVED in touches and bool(touches[REMOVED]) != bool(removed):
        kept[REMOVED] = touches[REMOVED]
    return kept


def _grouped(part: rows.Part, before: Mapping[str, Value], touches: Touches) -> Touches:
    """Fields that are one value together are saved together: what is not changed comes along, so that two
    versions never show a mixture of both."""
    if len(part.together) == len(touches):
        return touches
    return {**touches, **{key: _scalar(before.get(key)) for key in part.together if key not in touches}}


def _scalar(value: Value | None) -> Scalar | None:
    return value if isinstance(value, str | int) else None


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
    kept = connection.execute(
        f'SELECT {rows.selection(kind)} FROM "{kind.table}" WHERE n = ?', (n,)
    ).fetchone()
    found = journal.leaves(connection, n)
    reading = settle(found, rule_of(kind))
    first, last = journal.rows_that_count(connection, n)
    shown = put_reading(connection, kind, n, reading, first, last)
    record_id = one(connection, "SELECT id FROM record WHERE n = ?", n)
    values = known_values(kind, reading)
    if later:
        indexing.put_off(connection, (n,))
    else:
        indexing.put(connection, kind, n, record_id, values if shown else None)
    before = rows.values_of(kind, kept) if kept else {}
    moved = kept is None or bool(kept[REMOVED_AT]) == shown
    keys = [key for key in before.keys() | values.keys() if before.get(key) != values.get(key)]
    turned = linked_names.turned(kind, record_id, keys, before, values, moved=moved)
    indexing.follow(connection, [turned] if turned else [], later=later)
    return version_name(join_heads(reading.heads))


def known_values(kind: RecordType, reading: Reading) -> dict[str, Value]:
    """The values of fields that this version of coopdesk declares."""
    return {key: value for key, value in reading.values.items() if key in kind.by_key}


def put_reading(
    connection: Connection, kind: RecordType, n: int, reading: Reading, first: int, last: int
) -> bool:
    """Write a settled record over its row, with its links and open decisions; whether it is shown. Where
    no leaf of it counts there is no row."""
    connection.execute("DELETE FROM link WHERE source = ?", (n,))
    connection.execute("DELETE FROM open_decision WHERE rec = ?", (n,))
    if not reading.heads:
        connection.execute(f'DELETE FROM "{kind.table}" WHERE n = ?', (n,))
        return False
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
    connection.executemany("INSERT OR IGNORE INTO link VALUES (?,?,?)", list(rows.links(kind, n, values)))
    deciding.put(connection, deciding.kept(n, reading.open))
    return not removed


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
