# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What came in and what went out: the log of bundles, and taking the last import back whole."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from coopdesk.records.types import STORED_BY_KEY
from coopdesk.records.types.joined import SAME_AS
from coopdesk.store import joins, saves, sealed, writing
from coopdesk.store.connection import Connection, one
from coopdesk.store.connection import rows as all_rows
from coopdesk.store.reading import moment_of

Counts = Mapping[str, Any]
_ENDS = {"log": "l", "segment": "s", "record": "n", "feed": "f"}


@dataclass(frozen=True, slots=True)
class Arrival:
    """A bundle that was read: when (RFC 3339), from which device, out of which file, what it brought."""

    id: str
    at: str
    sender: bytes
    file: str
    summary: Counts
    undone: bool


@dataclass(frozen=True, slots=True)
class Sending:
    """A bundle that was written: when (RFC 3339), to which file, what is inside."""

    id: str
    at: str
    file: str
    summary: Counts


def ends(connection: Connection) -> dict[str, int]:
    """Where the log, segments, records and feeds end now."""
    return {
        table: int(one(connection, f"SELECT max({key}) FROM {table}") or 0) for table, key in _ENDS.items()
    }


def note_arrival(
    connection: Connection, key: str, at: int, sender: bytes, file: str, summary: Counts, before: Counts
) -> None:
    """Write down what a bundle brought; `before` as `ends` gave it then."""
    last = int(one(connection, "SELECT max(l) FROM log") or 0)
    connection.execute(
        "INSERT OR REPLACE INTO arrival VALUES (?,?,?,?,?,?,?,0)",
        (key, at, sender, file, json.dumps(summary), json.dumps(before), last),
    )


def note_sending(connection: Connection, key: str, at: int, file: str, summary: Counts) -> None:
    """Write down that a bundle was written, and how far the log goes."""
    here = ends(connection)
    connection.execute(
        "INSERT OR REPLACE INTO sending VALUES (?,?,?,?,?,?)",
        (key, at, file, json.dumps(summary), here["segment"], here["log"]),
    )


def arrivals(connection: Connection) -> list[Arrival]:
    """Every bundle that was read, the newest first."""
    query = "SELECT id, at, sender, file, summary, undone FROM arrival ORDER BY rowid DESC"
    return [
        Arrival(key, moment_of(at), sender, file, json.loads(summary), bool(undone))
        for key, at, sender, file, summary, undone in all_rows(connection, query)
    ]


def sendings(connection: Connection) -> list[Sending]:
    """Every bundle that was written, the newest first."""
    query = "SELECT id, at, file, summary FROM sending ORDER BY rowid DESC"
    return [
        Sending(key, moment_of(at), file, json.loads(summary))
        for key, at, file, summary in all_rows(connection, query)
    ]


def forget_sending(connection: Connection, key: str) -> None:
    """A bundle that was written did not get where it was to be, inside the caller's transaction."""
    connection.execute("DELETE FROM sending WHERE id = ?", (key,))
    connection.execute("DELETE FROM bundle_read WHERE shipment = ?", (bytes.fromhex(key),))


def note_read(connection: Connection, mark: bytes, shipment: bytes, part: int, arrival: str = "") -> None:
    """Write down that a bundle, or a part of one, was read whole, inside the caller's transaction, with
    the entry it belongs to ("" for one that was written here, or of which nothing can be read here). It
    is known by the hash of its head: an id can be borrowed by anybody."""
    connection.execute("INSERT OR REPLACE INTO bundle_read VALUES (?,?,?,?)", (mark, shipment, part, arrival))


def bundles_read(connection: Connection) -> set[bytes]:
    """The marks of all bundles, and parts, that were read whole, or written here."""
    return {mark for (mark,) in all_rows(connection, "SELECT mark FROM bundle_read")}


def parts_read(connection: Connection, shipment: bytes) -> set[int]:
    """The numbers of those parts of a sending that were read whole."""
    found = all_rows(connection, "SELECT part FROM bundle_read WHERE shipment = ?", shipment)
    return {part for (part,) in found}


def segments_before(connection: Connection, key: str) -> int | None:
    """The number of the last segment that was here when a bundle was written, None for another."""
    found: int | None = one(connection, "SELECT held FROM sending WHERE id = ?", key)
    return found


def unsent(connection: Connection) -> int:
    """How many saves made here are in no bundle that was written."""
    written = one(connection, "SELECT max(last) FROM sending") or 0
    query = "SELECT count(*) FROM log JOIN feed ON f = feed WHERE own = 1 AND pos = 0 AND l > ?"
    own = int(one(connection, query, written))
    if not own:
        return 0
    # What came in of this device's own feed was sent by somebody.
    returned = "SELECT before, last FROM arrival WHERE undone = 0 AND last > ?"
    for before, last in all_rows(connection, returned, written):
        first = max(json.loads(before)["log"], written)
        own -= int(one(connection, f"{query} AND l <= ?", first, last))
    return own


def devices(connection: Connection) -> dict[bytes, str]:
    """Every device of which there is a feed, by its public key, with its newest name."""
    query = "SELECT device, name FROM feed ORDER BY name <> '', f"
    return dict(all_rows(connection, query))


def can_undo(connection: Connection, key: str) -> bool:
    """Whether nothing was saved, read or written since this bundle was read."""
    last = one(connection, "SELECT last FROM arrival WHERE id = ? AND undone = 0", key)
    if last is None or last != one(connection, "SELECT max(l) FROM log"):
        return False
    newest = "SELECT id FROM arrival WHERE undone = 0 ORDER BY rowid DESC LIMIT 1"
    written = one(connection, "SELECT max(last) FROM sending")
    return bool(one(connection, newest) == key and (written is None or written < last))


def undo(connection: Connection, key: str) -> dict[str, list[str]]:
    """Take back all that a bundle brought, inside the caller's transaction, once `can_undo` said so;
    ids of the records that changed or are gone, by type."""
    before = json.loads(one(connection, "SELECT before FROM arrival WHERE id = ?", key))
    changed = all_rows(
        connection, "SELECT DISTINCT n, id, type FROM log JOIN record ON n = rec WHERE l > ?", before["log"]
    )
    cut = _cut_saves(connection, before["log"])
    _delete(connection, before)
    for feed, lamport in cut:
        _, held = saves.hold_parts(connection, feed, [lamport])
        changed += [(part.n, part.record, part.kind) for part in held]
    touched: dict[str, list[str]] = {}
    for n, record, kind in dict.fromkeys(changed):
        if kind in STORED_BY_KEY:
            writing.resettle(connection, STORED_BY_KEY[kind], n)
            touched.setdefault(kind, []).append(record)
    connection.execute("DELETE FROM record WHERE n > ?", (before["record"],))
    if SAME_AS.key in touched:
        joins.refresh(connection)
    connection.execute("UPDATE arrival SET undone = 1 WHERE id = ?", (key,))
    # What was taken up with it names segments that are gone; their numbers will be others'.
    read = "SELECT mark FROM bundle_read WHERE arrival = ?"
    connection.execute(f"DELETE FROM shared_bundle WHERE mark IN ({read})", (key,))
    connection.execute("DELETE FROM bundle_read WHERE arrival = ?", (key,))
    return touched


def _delete(connection: Connection, before: Mapping[str, int]) -> None:
    connection.execute("DELETE FROM unaccepted WHERE l > ?", (before["log"],))
    connection.execute("DELETE FROM log WHERE l > ?", (before["log"],))
    connection.execute("DELETE FROM segment_base WHERE s > ?", (before["segment"],))
    connection.execute("DELETE FROM segment WHERE s > ?", (before["segment"],))
    sealed.note_undone(connection)
    # A new incarnation of this device, begun because its own saves came back, stays.
    connection.execute("DELETE FROM feed WHERE f > ? AND own = 0", (before["feed"],))


def _cut_saves(connection: Connection, row: int) -> list[tuple[int, int]]:
    """Feed and number of the saves that the segments behind a log row begin or end with."""
    query = (
        "SELECT DISTINCT log.feed, log.lamport FROM segment JOIN log ON l IN (first, last)"
        " WHERE first > ? AND first <= last"
    )
    return [(feed, lamport) for feed, lamport in all_rows(connection, query, row)]
