# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Looking after a desk: is the log whole, do rows and search follow from it, make them anew."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from coopdesk.history import chain
from coopdesk.history.leaf import REMOVED, Leaf
from coopdesk.history.settle import Reading, settle
from coopdesk.language import Message, N_
from coopdesk.records.declaration import RecordType
from coopdesk.records.kinds import Attachment
from coopdesk.records.types import BY_KEY, TYPES
from coopdesk.records.values import apply
from coopdesk.store import files, journal, rows, searching, vault
from coopdesk.store.connection import Connection, one, transaction
from coopdesk.store.connection import rows as all_rows
from coopdesk.store.keeping import Store
from coopdesk.store.schema import SEARCH
from coopdesk.store.writing import known_values, put_reading, rule_of


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be: what, and where (ids and numbers, never values)."""

    what: Message
    where: str


def check(store: Store) -> list[Finding]:
    """Everything that is wrong with a desk; an empty list for a sound one."""
    connection = store.connection
    findings = list(_database(connection))
    findings += _chains(connection)
    findings += _segments(connection)
    for kind in TYPES:
        findings += _rows(connection, kind)
    findings += _search(connection)
    findings += _files(store)
    return findings


def _database(connection: Connection) -> Iterator[Finding]:
    for (text,) in all_rows(connection, "PRAGMA cipher_integrity_check"):
        yield Finding(N_("A page of the database is damaged"), str(text))
    for (text,) in all_rows(connection, "PRAGMA quick_check"):
        if text != "ok":
            yield Finding(N_("The database is not consistent"), str(text)[:200])


def _chains(connection: Connection) -> Iterator[Finding]:
    """Every leaf's running hash is what its content gives, from the start of each feed."""
    for (feed,) in all_rows(connection, "SELECT f FROM feed"):
        seeds = _seeds(connection, feed)
        previous, place, seed, last = chain.START, 0, b"", -1
        query = (
            "SELECT l, pos, head, parents, body, hash, record.id, type FROM log JOIN record ON n = rec"
            " WHERE feed = ? ORDER BY l"
        )
        for row, pos, head, parents, body, kept, record_id, kind in connection.execute(query, (feed,)):
            while row > last and place < len(seeds):
                last, seed = seeds[place]
                place += 1
            if pos == 0:
                previous = chain.open_save(previous, head)
            leaf_head = chain.encode_leaf_head(record_id, kind, parents, chain.decode_body(body))
            previous = chain.extend(previous, leaf_head, chain.commitment(chain.salt(previous, seed), body))
            if previous != kept:
                yield Finding(N_("The history does not follow from itself"), f"{kind} {record_id}, {row}")
                previous = kept


def _seeds(connection: Connection, feed: int) -> list[tuple[int, bytes]]:
    """(last log row, seed) of each segment of a feed, the open one last."""
    sealed = all_rows(connection, "SELECT last, seed FROM segment WHERE feed = ? ORDER BY s", feed)
    kept = one(connection, "SELECT value FROM meta WHERE key = 'seed'")
    return [*sealed, (2**62, bytes.fromhex(kept))] if kept else list(sealed)


def _segments(connection: Connection) -> Iterator[Finding]:
    query = 'SELECT s, id, device, start, "end", leaves, signature, last FROM segment JOIN feed ON f = feed ORDER BY s'
    for number, feed, device, start, end, leaves, signature, last in all_rows(connection, query):
        message = chain.segment_message(feed, start, end, leaves)
        kept = one(connection, "SELECT hash FROM log WHERE l = ?", last)
        if kept != end or not vault.signed_by(device, signature, message):
            yield Finding(N_("A sealed part of the history is not signed by its computer"), str(number))


def _rows(connection: Connection, kind: RecordType) -> Iterator[Finding]:
    columns = rows.selection(kind)
    for n, reading, first, last in readings(connection, kind):
        row = connection.execute(f'SELECT {columns} FROM "{kind.table}" WHERE n = ?', (n,)).fetchone()
        values = known_values(kind, reading)
        expected = (
            chain.join_heads(reading.heads),
            int(reading.removed),
            first,
            last,
            len(reading.open),
            ",".join(sorted(reading.joined)) or None,
            *(rows.into_column(values.get(what.key)) for what in kind.fields),
        )
        if row is None or tuple(row[2:]) != expected:
            yield Finding(N_("A record does not show what its history says"), f"{kind.key} {n}")
        elif set(rows.links(kind, n, values)) != _kept_links(connection, n):
            yield Finding(N_("The links of a record do not follow from it"), f"{kind.key} {n}")


def _kept_links(connection: Connection, n: int) -> set[tuple[Any, ...]]:
    return set(all_rows(connection, "SELECT target, path, source FROM link WHERE source = ?", n))


def readings(connection: Connection, kind: RecordType) -> Iterator[tuple[int, Reading, int, int]]:
    """Every record of a type settled from its leaves: row number, reading, first and last log row."""
    rule = rule_of(kind)
    query = (
        "SELECT rec, l, log.hash, parents, body, lamport, feed.id FROM record JOIN log ON rec = n"
        " JOIN feed ON f = feed WHERE type = ? ORDER BY rec, l"
    )
    for n, group in groupby(connection.execute(query, (kind.key,)), key=itemgetter(0)):
        found = list(group)
        leaves = [journal.leaf_of(*row[2:]) for row in found]
        reading = _straight(leaves) or settle(leaves, rule)
        yield n, reading, found[0][1], found[-1][1]


def _straight(leaves: list[Leaf]) -> Reading | None:
    """The reading of a record whose every version was made upon the one before; else None."""
    values: dict[str, Any] = {}
    head: tuple[bytes, ...] = ()
    removed = False
    for leaf in leaves:
        if leaf.parents != head or not leaf.accepted:
            return None
        head = (leaf.hash,)
        removed = bool(leaf.touches.get(REMOVED, removed))
        values = apply(values, {key: touch for key, touch in leaf.touches.items() if key != REMOVED})
    return Reading(values, head, removed)


def _search(connection: Connection) -> Iterator[Finding]:
    waiting = searching.pending(connection)
    indexed = {row[0] for row in all_rows(connection, "SELECT rowid FROM search")}
    if waiting:
        return
    for kind in TYPES:
        live = {row[0] for row in all_rows(connection, f'SELECT n FROM "{kind.table}" WHERE removed = 0')}
        for n in sorted(live - indexed):
            yield Finding(N_("A record is missing from the search"), f"{kind.key} {n}")


def _files(store: Store) -> Iterator[Finding]:
    for kind in TYPES:
        for what in kind.fields:
            if not isinstance(what.kind, Attachment):
                continue
            query = f'SELECT n, "{what.key}" FROM "{kind.table}" WHERE "{what.key}" IS NOT NULL'
            for n, kept in all_rows(store.connection, query):
                for scalar in json.loads(kept) if what.kind.many else [kept]:
                    address = scalar.split(" ", 1)[0]
                    if not files.place(store.profile, store.keys, address).is_file():
                        yield Finding(N_("An attached file is missing"), f"{kind.key} {n}: {address[:12]}")


def rebuild(store: Store) -> int:
    """Make rows, links, open decisions and search anew from the log; how many records there are."""
    connection = store.connection
    total = 0
    with transaction(connection):
        for table in ("link", "open_decision", "search_pending", *(f'"{kind.table}"' for kind in TYPES)):
            connection.execute(f"DELETE FROM {table}")
        connection.execute("DROP TABLE search")
        connection.execute(SEARCH)
        for kind in TYPES:
            total += _rebuild_type(connection, kind)
    store.index_all()
    return total


def _rebuild_type(connection: Connection, kind: RecordType) -> int:
    numbers = []
    for n, reading, first, last in list(readings(connection, kind)):
        put_reading(connection, kind, n, reading, first, last)
        if not reading.removed:
            numbers.append(n)
    searching.put_off(connection, numbers)
    return len(numbers)


def summary(connection: Connection) -> dict[str, int]:
    """How many records, versions and sealed segments there are."""
    return {
        "records": int(one(connection, "SELECT count(*) FROM record")),
        "versions": int(one(connection, "SELECT count(*) FROM log")),
        "segments": int(one(connection, "SELECT count(*) FROM segment")),
    }


__all__ = ["BY_KEY", "Finding", "check", "readings", "rebuild", "summary"]
