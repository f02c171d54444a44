# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Questions to the rows: one record, pages of a list, what links here, who changed what when."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from coopdesk.errors import WorldError
from coopdesk.frozen import dataclass
from coopdesk.records.declaration import Field, RecordType
from coopdesk.records.identity import LENGTH, is_id, may_be_prefix
from coopdesk.records.kinds import Link, Scalar
from coopdesk.records.types import STORED_BY_KEY
from coopdesk.records.values import Record, Stamp, Touches
from coopdesk.store import joins, orders, rows
from coopdesk.store.connection import Connection, one
from coopdesk.store.connection import rows as all_rows


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of a list: the field `what` (in `language` if it is multilingual) holds
    `value`, or with `least` that value or a later day or larger number; None: it is empty."""

    what: Field
    value: Scalar | None
    language: str = ""
    least: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """What to list: conditions (all must hold), order ("-" first for descending), from where, how many."""

    conditions: tuple[Condition, ...] = ()
    order: str = ""
    limit: int | None = None
    offset: int = 0
    removed: bool = False


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One save as the history of a record tells it."""

    stamp: Stamp
    device: str
    version: str
    purpose: str
    touches: Touches
    doubtful: bool


def record(connection: Connection, kind: RecordType, record_id: str) -> Record | None:
    """The record with this whole id, with its stamps and open decisions; None where there is none."""
    number = "(SELECT n FROM record WHERE id = ? AND type = ?)"
    row = connection.execute(
        f'SELECT {rows.selection(kind)} FROM "{kind.table}" WHERE n = {number}', (record_id, kind.key)
    ).fetchone()
    return _whole(connection, kind, row) if row else None


def _whole(connection: Connection, kind: RecordType, row: Sequence[Any]) -> Record:
    found = joins.redirected(kind, rows.read(kind, row), joins.kept_records(connection))
    conflicts = _conflicts(connection, row[0]) if row[6] else {}
    return replace(
        found, conflicts=conflicts, created=stamp(connection, row[4]), changed=stamp(connection, row[5])
    )


def _conflicts(connection: Connection, n: int) -> dict[str, str]:
    query = "SELECT field, slot, id FROM open_decision WHERE rec = ? ORDER BY field, slot"
    return {
        f"{field}.{slot}" if slot else field: found for field, slot, found in all_rows(connection, query, n)
    }


def stamp(connection: Connection, row: int) -> Stamp:
    """Who saved the log row, and when."""
    from coopdesk.history import chain
    from coopdesk.store import saves

    wall = one(connection, "SELECT wall FROM log WHERE l = ?", row)
    return Stamp(chain.decode_head(saves.head_of(connection, row)).author, moment_of(wall))


def moment_of(wall: int) -> str:
    """A wall time in milliseconds as RFC 3339 in UTC, to the second."""
    return datetime.fromtimestamp(wall / 1000, UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def type_of(connection: Connection, record_id: str) -> str | None:
    """The type of a record by its whole id. Of several, which no honest computer makes, the first of
    which something counts."""
    query = "SELECT type, n FROM record WHERE id = ? ORDER BY type"
    found = all_rows(connection, query, record_id)
    if len(found) == 1:
        return str(found[0][0])
    return next((key for key, n in found if _counts(connection, key, n)), found[0][0] if found else None)


def _counts(connection: Connection, key: str, n: int) -> bool:
    kind = STORED_BY_KEY.get(key)
    return bool(kind and one(connection, f'SELECT 1 FROM "{kind.table}" WHERE n = ?', n))


def standing(connection: Connection, record_id: str) -> str:
    """The id of the record that stands for this one: itself unless it was joined to another."""
    return joins.kept_records(connection).get(record_id, record_id)


def page(connection: Connection, kind: RecordType, wanted: Page = Page()) -> list[Record]:
    """The records of a list, without stamps."""
    which, values = where(connection, kind, wanted)
    by = orders.order(kind, wanted.order)
    if wanted.limit is None:
        # All rows are read faster as they lie than by the index.
        which = f"+{which}" if which.startswith("removed") else which
    query = f'SELECT {rows.selection(kind)} FROM "{kind.table}" WHERE {which} ORDER BY {by} LIMIT ? OFFSET ?'
    found = all_rows(connection, query, *values, -1 if wanted.limit is None else wanted.limit, wanted.offset)
    kept = joins.kept_records(connection)
    return [
        joins.redirected(kind, rows.read(kind, row), kept) if not row[6] else _whole(connection, kind, row)
        for row in found
    ]


def count(connection: Connection, kind: RecordType, wanted: Page = Page()) -> int:
    """How many records the conditions leave."""
    which, values = where(connection, kind, wanted)
    return int(one(connection, f'SELECT count(*) FROM "{kind.table}" WHERE {which}', *values))


def where(connection: Connection, kind: RecordType, wanted: Page) -> tuple[str, list[object]]:
    """The WHERE of a list, and the values in it."""
    parts: list[str] = ["removed = ?"]
    values: list[object] = [int(wanted.removed)]
    for condition in wanted.conditions:
        column = f'"{condition.what.key}"'
        if condition.value is None and condition.language:
            parts.append(f"json_extract({column}, '$.' || ?) IS NULL")
            values.append(condition.language)
        elif condition.value is None:
            parts.append(f"{column} IS NULL")
        elif condition.least:
            parts.append(f"{column} >= ?")
            values.append(condition.value)
        elif isinstance(condition.what.kind, Link):
            same = joins.standing_for(connection, str(condition.value))
            marks = ",".join("?" * len(same))
            # The plus keeps SQLite from walking through the whole list in its order instead.
            parts[0] = "+removed = ?"
            parts.append(f"n IN (SELECT source FROM link WHERE target IN ({marks}) AND path = ?)")
            values += [*same, f"{kind.key}.{condition.what.key}"]
        elif condition.what.kind.many:
            parts.append(f"EXISTS (SELECT 1 FROM json_each({column}) WHERE value = ?)")
            values.append(condition.value)
        elif condition.what.kind.multilingual:
            parts.append(
                f"EXISTS (SELECT 1 FROM json_each({column}) WHERE value = ? AND (? = '' OR key = ?))"
            )
            values += [condition.value, condition.language, condition.language]
        else:
            parts.append(f"{column} = ?")
            values.append(condition.value)
    return " AND ".join(parts), values


def linked(connection: Connection, kind: RecordType, field: str, target: str) -> list[Record]:
    """The records of a type, not in the bin, whose link field holds `target`; oldest first."""
    same = joins.standing_for(connection, target)
    marks = ",".join("?" * len(same))
    query = (
        f'SELECT DISTINCT {rows.selection(kind, "t")} FROM link JOIN "{kind.table}" AS t ON t.n = link.source'
        f" WHERE link.target IN ({marks}) AND link.path = ? AND t.removed = 0 ORDER BY t.n"
    )
    found = all_rows(connection, query, *same, f"{kind.key}.{field}")
    kept = joins.kept_records(connection)
    return [joins.redirected(kind, rows.read(kind, row), kept) for row in found]


def linking(connection: Connection, target: str) -> list[tuple[str, str, str]]:
    """Everything that links to a record or to one joined to it, also from the bin: type, field, id."""
    same = joins.standing_for(connection, target)
    marks = ",".join("?" * len(same))
    query = f"SELECT path, id FROM link JOIN record ON n = source WHERE target IN ({marks}) ORDER BY path, n"
    return [(*path.split(".", 1), found) for path, found in all_rows(connection, query, *same)]


def ids_beginning(
    connection: Connection, prefix: str, keys: Iterable[str], limit: int = 10
) -> list[tuple[str, str]]:
    """(type, id) of the records of these types whose id begins so."""
    if not may_be_prefix(prefix):
        return []
    wanted = list(keys)
    marks = ",".join("?" * len(wanted))
    query = f"SELECT type, id FROM record WHERE id >= ? AND id <= ? AND type IN ({marks}) ORDER BY id LIMIT ?"
    return [(key, found) for key, found in all_rows(connection, query, prefix, prefix + "~", *wanted, limit)]


def history(connection: Connection, kind: RecordType, record_id: str) -> list[HistoryEntry]:
    """Every version of a record, oldest first."""
    from coopdesk.history import chain
    from coopdesk.history.leaf import version_name
    from coopdesk.store import saves

    n = one(connection, "SELECT n FROM record WHERE id = ? AND type = ?", record_id, kind.key)
    if n is None:
        raise WorldError("not_found", "There is no {type} with the id {id}.", type=kind.label, id=record_id)
    query = (
        "SELECT l, log.hash, log.body, log.wall, feed.name FROM log JOIN feed ON f = log.feed"
        " WHERE log.rec = ? AND l NOT IN (SELECT l FROM unaccepted) ORDER BY lamport, log.hash"
    )
    entries = []
    for row, identity, body, wall, device in all_rows(connection, query, n):
        head = chain.decode_head(saves.head_of(connection, row))
        entries.append(
            HistoryEntry(
                Stamp(head.author, moment_of(wall)),
                device,
                version_name(identity),
                head.purpose,
                chain.decode_body(body),
                head.doubtful,
            )
        )
    return entries


def is_whole_id(text: str) -> bool:
    """Whether a text is an id in full."""
    return len(text) == LENGTH and is_id(text)


def kind_of(connection: Connection, record_id: str) -> RecordType | None:
    """The declaration of the record with this id."""
    key = type_of(connection, record_id)
    return STORED_BY_KEY.get(key) if key else None
