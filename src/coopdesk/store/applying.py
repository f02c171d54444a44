# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Leaves of others into the rows: by columns where they follow upon what is shown, or where all that is in
the way lies on two branches; else by settling.

Costs grow with what came in, not with the desk: rows are read and written in batches.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from coopdesk.history.chain import HASH_SIZE, join_heads
from coopdesk.history.leaf import REMOVED
from coopdesk.history.meeting import meet
from coopdesk.records.declaration import RecordType
from coopdesk.records.types import STORED_BY_KEY
from coopdesk.records.values import Touches, Value, apply
from coopdesk.store import deciding, forks, indexing, joins, linked_names, rows
from coopdesk.store.connection import Connection
from coopdesk.store.connection import rows as all_rows
from coopdesk.store.forks import Shown
from coopdesk.store.linked_names import Turned
from coopdesk.store.resettling import resettle_all
from coopdesk.store.writing import BULK, refresh_links, resettle, rule_of

if TYPE_CHECKING:
    from coopdesk.store.log_rows import Leaf

AT_ONCE = 500


@dataclass(slots=True)
class _Row:
    """A record while leaves arrive, and what is to become of its row: `sound` says that only fields change,
    `plain` that the leaves follow upon what was shown, one upon the other. `shown` is that where it was one
    version without anything to decide. `values` are read only where something rests on what they were."""

    n: int
    record: str
    kind: RecordType
    new: bool
    shown: Shown | None
    head: bytes
    sound: bool
    plain: bool
    open: int = 0
    values: Mapping[str, Value] = field(default_factory=dict)
    first: int = 0
    last: int = 0
    touches: Touches = field(default_factory=dict)
    single: bool = True
    leaves: list["Leaf"] = field(default_factory=list)


class Applying:
    """Collects leaves in an order in which no version comes before one its author had seen."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._leaves: list[Leaf] = []

    def add(self, leaf: "Leaf") -> None:
        """One leaf more."""
        self._leaves.append(leaf)

    def finish(self) -> dict[str, list[str]]:
        """Write the rows, links, decisions and search; ids of the records by type."""
        refused = self._unaccepted()
        found = self._rows()
        hidden = joins.kept_records(self._connection)
        for row in found.values() if hidden else ():
            row.sound = row.plain = row.plain and row.record not in hidden
        for leaf in self._leaves:
            at = found.get(leaf.n)
            if at is not None:
                _follow(at, leaf, counts=leaf.row not in refused)
        touched: dict[str, list[str]] = {}
        for row in found.values():
            touched.setdefault(row.kind.key, []).append(row.record)
        later = len(found) >= BULK
        self._decide([row for row in found.values() if row.plain and row.open])
        self._meet([(row, row.shown) for row in found.values() if row.sound and row.shown and not row.plain])
        changed = [row for row in found.values() if row.plain and not row.new]
        self._read_values(changed, later)
        self._insert([row for row in found.values() if row.new and row.plain])
        self._update(changed)
        self._resettle([row for row in found.values() if not row.plain], later)
        self._index([row for row in found.values() if row.plain], later)
        return touched

    def _decide(self, found: list[_Row]) -> None:
        """Close the decisions that were taken: what those leaves touch they touch in view of all versions."""
        left = deciding.taken(self._connection, [(row.n, row.touches) for row in found])
        for row in found:
            row.open = left.get(row.n, 0)

    def _meet(self, found: list[tuple[_Row, Shown]]) -> None:
        """Let those rows follow whose leaves met other versions of some fields, which are to be decided
        from now on."""
        met = {row.n: (row, shown) for row, shown in found}
        rules = {kind: rule_of(STORED_BY_KEY[kind]) for kind in {row.kind.key for row, _ in found}}
        arrived = [forks.Arrived(row.n, shown, row.leaves) for row, shown in found]
        open_ones: list[tuple[object, ...]] = []
        for n, ours, theirs in forks.branches(self._connection, arrived):
            row, shown = met[n]
            meeting = meet(ours, theirs, rules[row.kind.key])
            if meeting is not None:
                row.plain, row.touches, row.single = True, meeting.shown, _is_single(meeting.shown)
                row.head, row.open = join_heads((shown.head, row.head)), len(meeting.open)
                open_ones += deciding.kept(n, meeting.open)
        deciding.put(self._connection, open_ones)

    def _resettle(self, found: list[_Row], later: bool) -> None:
        """Read those records anew from all their leaves."""
        if not later:
            for row in found:
                resettle(self._connection, row.kind, row.n)
            return
        for key in dict.fromkeys(row.kind.key for row in found):
            numbers = [row.n for row in found if row.kind.key == key]
            resettle_all(self._connection, STORED_BY_KEY[key], numbers)

    def _unaccepted(self) -> set[int]:
        if not self._leaves:
            return set()
        ends = min(leaf.row for leaf in self._leaves), max(leaf.row for leaf in self._leaves)
        query = "SELECT l FROM unaccepted WHERE l BETWEEN ? AND ?"
        return {row[0] for row in all_rows(self._connection, query, *ends)}

    def _rows(self) -> dict[int, _Row]:
        """The rows of all records that leaves touch, of types known here, by their numbers."""
        by_type: dict[str, dict[int, str]] = {}
        for leaf in self._leaves:
            by_type.setdefault(leaf.kind, {})[leaf.n] = leaf.record
        found: dict[int, _Row] = {}
        for key, numbers in by_type.items():
            kind = STORED_BY_KEY.get(key)
            for part in _parts(list(numbers)) if kind else ():
                found.update(self._rows_of(STORED_BY_KEY[key], {n: numbers[n] for n in part}))
        return found

    def _rows_of(self, kind: RecordType, numbers: Mapping[int, str]) -> Iterable[tuple[int, _Row]]:
        marks = ",".join("?" * len(numbers))
        frame = "n, head, removed, open, joined, created, changed"
        query = f'SELECT {frame} FROM "{kind.table}" WHERE n IN ({marks})'
        found = {row[0]: row for row in all_rows(self._connection, query, *numbers)}
        for n, record in numbers.items():
            row = found.get(n)
            if row is None:
                yield n, _Row(n, record, kind, True, None, b"", True, True)
                continue
            _, head, removed, open_ones, joined, created, changed = row
            sound = bool(head) and not (removed or joined)
            shown = None if open_ones or len(head) != HASH_SIZE else Shown(head, created, changed)
            yield n, _Row(n, record, kind, False, shown, head, sound, sound, open_ones, last=changed)

    def _read_values(self, changed: Iterable[_Row], later: bool) -> None:
        """Read what those rows showed on which something else rests: languages and members beside the
        changed ones, links, names in the words of others, the words of the whole record."""
        wanted: dict[str, dict[int, _Row]] = {}
        rests = _Rests(later)
        for row in changed:
            if not row.single or rests.on(row.kind, tuple(row.touches)):
                wanted.setdefault(row.kind.key, {})[row.n] = row
        for key, rows_by_number in wanted.items():
            kind = STORED_BY_KEY[key]
            for part in _parts(list(rows_by_number)):
                marks = ",".join("?" * len(part))
                query = f'SELECT {rows.shape(kind).columns} FROM "{kind.table}" WHERE n IN ({marks})'
                for kept in all_rows(self._connection, query, *part):
                    rows_by_number[kept[0]].values = rows.values_of(kind, kept)

    def _insert(self, made: Iterable[_Row]) -> None:
        by_kind: dict[str, list[tuple[Any, ...]]] = {}
        links: list[tuple[str, str, int]] = []
        for row in made:
            values = _after(row)
            columns = [rows.into_column(values.get(key)) for key in rows.shape(row.kind).keys]
            made_row = (row.n, row.record, row.head, 0, row.first, row.last, 0, None, *columns)
            by_kind.setdefault(row.kind.key, []).append(made_row)
            links.extend(rows.links(row.kind, row.n, values))
        for key, new_rows in by_kind.items():
            self._connection.executemany(rows.shape(STORED_BY_KEY[key]).insert, new_rows)
        self._connection.executemany("INSERT OR IGNORE INTO link VALUES (?,?,?)", links)

    def _update(self, changed: Iterable[_Row]) -> None:
        by_columns: dict[tuple[str, tuple[str, ...]], list[tuple[object, ...]]] = {}
        for row in changed:
            known = row.kind.by_key
            keys = tuple([key for key in row.touches if key in known])
            columns: Iterable[object]
            if row.single:
                columns = [row.touches[key] for key in keys]
            else:
                values = _after(row)
                columns = [rows.into_column(values.get(key)) for key in keys]
            by_columns.setdefault((row.kind.key, keys), []).append(
                (bytearray(row.head), row.last, row.open, *columns, row.n)
            )
            if any(key in row.touches for key, _ in rows.shape(row.kind).links):
                refresh_links(self._connection, row.kind, row.n, row.values, _after(row))
        for (kind, names), found in by_columns.items():
            sets = "".join([f', "{name}" = ?' for name in names])
            table = STORED_BY_KEY[kind].table
            self._connection.executemany(
                f'UPDATE "{table}" SET head = ?, changed = ?, open = ?{sets} WHERE n = ?', found
            )

    def _index(self, changed: Iterable[_Row], later: bool) -> None:
        """Index the records that were written by columns, and those whose words follow from theirs."""
        turned: list[Turned] = []
        searched: list[int] = []
        rests = _Rests(later)
        for row in changed:
            keys = tuple(row.touches)
            if row.new:
                turned.append(Turned(row.kind, row.record, linked_names.wholes_in(row.kind, _after(row))))
            elif rests.matters(row.kind, keys):
                found = linked_names.turned(row.kind, row.record, keys, row.values, _after(row), moved=False)
                turned += [found] if found else []
            if not (row.new or rests.is_searched(row.kind, keys)):
                continue
            searched.append(row.n)
            if not later:
                indexing.put(self._connection, row.kind, row.n, row.record, _after(row))
        if later:
            indexing.put_off(self._connection, searched)
        indexing.follow(self._connection, turned, later=later)


class _Rests:
    """What rests on fields besides their own columns; asked once for each set of fields."""

    def __init__(self, later: bool) -> None:
        self._later = later
        self._known: dict[tuple[str, tuple[str, ...]], tuple[bool, bool, bool]] = {}

    def _of(self, kind: RecordType, keys: tuple[str, ...]) -> tuple[bool, bool, bool]:
        found = self._known.get((kind.key, keys))
        if found is None:
            matters = linked_names.matters(kind, keys, moved=False)
            searched = indexing.concerns(kind, keys)
            links = any(key in keys for key, _ in rows.shape(kind).links)
            found = (links or matters or (searched and not self._later), matters, searched)
            self._known[kind.key, keys] = found
        return found

    def on(self, kind: RecordType, keys: tuple[str, ...]) -> bool:
        """Whether the earlier values of the record are needed when these fields change."""
        return self._of(kind, keys)[0]

    def matters(self, kind: RecordType, keys: tuple[str, ...]) -> bool:
        """Whether words of other records may follow from these fields."""
        return self._of(kind, keys)[1]

    def is_searched(self, kind: RecordType, keys: tuple[str, ...]) -> bool:
        """Whether the record is found by one of these fields."""
        return self._of(kind, keys)[2]


def _parts(numbers: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(numbers), AT_ONCE):
        yield numbers[start : start + AT_ONCE]


def _follow(row: _Row, leaf: "Leaf", *, counts: bool) -> None:
    """Let the row follow a leaf, or leave it to settling."""
    number, touches = leaf.row, leaf.touches
    # What came earlier, in part, and counts only now, also changes when the record was made.
    row.sound = row.sound and counts and REMOVED not in touches and (row.new or number > row.last)
    row.plain = row.plain and row.sound and leaf.parents == row.head
    row.leaves.append(leaf)
    row.first, row.last = min(row.first or number, number), max(row.last, number)
    row.head = leaf.hash
    if not row.touches and _is_single(touches):
        row.touches = dict(touches)
        return
    for key, touch in touches.items():
        if isinstance(touch, dict):
            row.single = False
            before = row.touches.get(key)
            row.touches[key] = {**before, **touch} if isinstance(before, dict) else touch
        else:
            row.touches[key] = touch


def _is_single(touches: Touches) -> bool:
    """Whether it says of no language and of no member anything by itself."""
    return not any(isinstance(touch, dict) for touch in touches.values())


def _after(row: _Row) -> Mapping[str, Value]:
    known = row.kind.by_key
    return apply(row.values, {key: touch for key, touch in row.touches.items() if key in known})
