# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Questions by day and by link: what falls into a window of days, and when something last happened.

They read what is asked for and no more, so that the first screen costs the same beside a hundred
thousand old records. The conditions on days are written as in the indexes of `orders`; CROSS JOIN
keeps SQLite from walking through a whole list in its order where a few links lead to the rows.
"""

from collections.abc import Iterable, Iterator

from coopdesk.frozen import dataclass
from coopdesk.records.declaration import RecordType
from coopdesk.records.values import Record
from coopdesk.store import joins, reading, rows
from coopdesk.store.connection import Connection
from coopdesk.store.connection import rows as all_rows

AT_ONCE = 500
_LAST = "~"
"""Greater than anything that may follow the day in a moment."""


@dataclass(frozen=True, slots=True)
class Source:
    """Records that tell of others: the `link` of a type, and the day it happened in the first of
    `days`, where `saved` says that a record without a day counts from its saving. `only` keeps those
    whose state is this one, `never` leaves out those of this state."""

    kind: RecordType
    link: str
    days: tuple[str, ...]
    saved: bool = False
    only: str = ""
    never: str = ""

    @property
    def day(self) -> str:
        """The SQL of its day."""
        parts = [f't."{key}"' for key in self.days]
        if self.saved:
            parts.append("datetime((SELECT wall FROM log WHERE l = t.created) / 1000, 'unixepoch')")
        return f"substr(coalesce({', '.join(parts)}, NULL), 1, 10)"

    @property
    def condition(self) -> tuple[str, tuple[str, ...]]:
        """What else holds for it."""
        if self.only:
            return ' AND t."state" = ?', (self.only,)
        if self.never:
            return ' AND (t."state" IS NULL OR t."state" <> ?)', (self.never,)
        return "", ()


def in_window(
    connection: Connection,
    kind: RecordType,
    key: str,
    first: str = "",
    last: str = "",
    *,
    states: Iterable[str | None] = (),
) -> list[Record]:
    """The records, not in the bin, whose day or moment in `key` lies from the first to the last day
    (both included, "" for no end), of these states where any are given; without stamps."""
    parts = ["removed = 0", f'("{key}" IS NULL) = 0']
    values: list[object] = []
    if first:
        parts.append(f'"{key}" COLLATE NOCASE >= ?')
        values.append(first)
    if last:
        parts.append(f'"{key}" COLLATE NOCASE <= ?')
        values.append(last + _LAST)
    state, more = _among("state", states)
    return _read(connection, kind, " AND ".join(parts) + state, [*values, *more])


def saved_before(connection: Connection, kind: RecordType, key: str, last: str) -> list[Record]:
    """The records without a day in `key` that were first saved on this day or before, with their stamps."""
    query = (
        f'SELECT id FROM "{kind.table}" AS t WHERE removed = 0 AND "{key}" IS NULL AND'
        " date((SELECT wall FROM log WHERE l = t.created) / 1000, 'unixepoch') <= ? ORDER BY n"
    )
    found = (reading.record(connection, kind, row[0]) for row in all_rows(connection, query, last))
    return [record for record in found if record]


def of_states(
    connection: Connection, kind: RecordType, key: str, states: Iterable[str | None]
) -> list[Record]:
    """The records, not in the bin, whose choice in `key` is one of these (None: not chosen)."""
    state, values = _among(key, states)
    return _read(connection, kind, f"removed = 0{state}", values)


def _among(key: str, states: Iterable[str | None]) -> tuple[str, list[object]]:
    wanted = list(states)
    if not wanted:
        return "", []
    named: list[object] = [state for state in wanted if state is not None]
    marks = ",".join("?" * len(named))
    empty = f' OR "{key}" IS NULL' if None in wanted else ""
    return f' AND ("{key}" IN ({marks}){empty})', named


def _read(connection: Connection, kind: RecordType, where: str, values: list[object]) -> list[Record]:
    kept = joins.kept_records(connection)
    query = f'SELECT {rows.selection(kind)} FROM "{kind.table}" WHERE {where} ORDER BY n'
    return [
        joins.redirected(kind, rows.read(kind, row), kept) for row in all_rows(connection, query, *values)
    ]


def columns(connection: Connection, kind: RecordType, *keys: str) -> list[Record]:
    """Every record not in the bin with these fields alone: a fraction of the cost of a whole."""
    kept = joins.kept_records(connection)
    readers = [dict(rows.shape(kind).readers)[key] for key in keys]
    names = ", ".join(f'"{key}"' for key in keys)
    query = f'SELECT id, {names} FROM "{kind.table}" WHERE removed = 0'
    found = []
    for record_id, *values in all_rows(connection, query):
        present = {
            key: reader(value) if reader else value
            for key, reader, value in zip(keys, readers, values, strict=True)
            if value is not None
        }
        found.append(joins.redirected(kind, Record(record_id, kind.key, "", present), kept))
    return found


def told_of(
    connection: Connection, sources: Iterable[tuple[Source, Iterable[str]]]
) -> list[tuple[str, str, str]]:
    """(type, id, day) of the records of these sources that tell of their targets, each once, the
    newest first, those without a day last."""
    parts: list[str] = []
    values: list[object] = []
    for source, targets in sources:
        wanted = sorted(_with_joined(connection, targets))[:AT_ONCE]
        if not wanted:
            continue
        kind, (extra, more) = source.kind, source.condition
        parts.append(
            f"SELECT '{kind.key}', t.id, coalesce({source.day}, '')"
            f' FROM link CROSS JOIN "{kind.table}" AS t'
            f" ON t.n = link.source WHERE link.target IN ({','.join('?' * len(wanted))}) AND link.path = ?"
            f" AND t.removed = 0{extra}"
        )
        values += [*wanted, f"{kind.key}.{source.link}", *more]
    if not parts:
        return []
    query = f"SELECT * FROM ({' UNION '.join(parts)}) ORDER BY 3 DESC, 1, 2"
    return [(key, record_id, day) for key, record_id, day in all_rows(connection, query, *values)]


def linked_from(connection: Connection, kind: RecordType, link: str, targets: Iterable[str]) -> list[Record]:
    """The records of a type, not in the bin, that link to any of these; each once, without stamps."""
    found: dict[str, Record] = {}
    kept = joins.kept_records(connection)
    for part in _parts(sorted(_with_joined(connection, targets))):
        marks = ",".join("?" * len(part))
        query = (
            f'SELECT {rows.selection(kind, "t")} FROM link CROSS JOIN "{kind.table}" AS t'
            f" ON t.n = link.source WHERE link.target IN ({marks}) AND link.path = ? AND t.removed = 0"
        )
        for row in all_rows(connection, query, *part, f"{kind.key}.{link}"):
            found[row[1]] = joins.redirected(kind, rows.read(kind, row), kept)
    return list(found.values())


def heard_of(connection: Connection, source: Source, first: str, last: str) -> dict[str, str]:
    """What records of a source from the first to the last day link to, with the newest day of each."""
    kind, (extra, more) = source.kind, source.condition
    key = source.days[0]
    found = all_rows(
        connection,
        f'SELECT link.target, max({source.day}) FROM "{kind.table}" AS t CROSS JOIN link ON link.source = t.n'
        f' WHERE t.removed = 0 AND (t."{key}" IS NULL) = 0 AND t."{key}" COLLATE NOCASE >= ?'
        f' AND t."{key}" COLLATE NOCASE <= ? AND link.path = ?{extra} GROUP BY link.target',
        first,
        last + _LAST,
        f"{kind.key}.{source.link}",
        *more,
    )
    return _standing(connection, found)


def last_days(connection: Connection, source: Source, targets: Iterable[str], last: str) -> dict[str, str]:
    """For each of the targets the newest day, up to the last one, that records of a source tell of it."""
    kind, (extra, more) = source.kind, source.condition
    found: list[tuple[str, str]] = []
    for part in _parts(sorted(_with_joined(connection, targets))):
        marks = ",".join("?" * len(part))
        found += all_rows(
            connection,
            f'SELECT link.target, max({source.day}) FROM link CROSS JOIN "{kind.table}" AS t'
            f" ON t.n = link.source WHERE link.target IN ({marks}) AND link.path = ? AND t.removed = 0"
            f" AND {source.day} <= ?{extra} GROUP BY link.target",
            *part,
            f"{kind.key}.{source.link}",
            last,
            *more,
        )
    return _standing(connection, found)


def _standing(connection: Connection, found: Iterable[tuple[str, str | None]]) -> dict[str, str]:
    kept, newest = joins.kept_records(connection), dict[str, str]()
    for target, day in found:
        if day:
            stands = kept.get(target, target)
            newest[stands] = max(day, newest.get(stands, day))
    return newest


def _with_joined(connection: Connection, targets: Iterable[str]) -> set[str]:
    wanted = set(targets)
    kept = joins.kept_records(connection)
    return wanted | {other for other, stands in kept.items() if stands in wanted}


def _parts(wanted: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(wanted), AT_ONCE):
        yield wanted[start : start + AT_ONCE]
