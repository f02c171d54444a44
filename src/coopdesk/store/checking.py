# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Looking after a desk: is the log whole, do rows and search follow from it, make them anew."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

import cbor2

from coopdesk.history import chain
from coopdesk.history.leaf import REMOVED, Leaf
from coopdesk.history.settle import Reading, settle
from coopdesk.language import N_, Message
from coopdesk.records.declaration import RecordType
from coopdesk.records.types import STORED
from coopdesk.records.values import apply
from coopdesk.store import deciding, files, indexing, joins, journal, orders, outgoing, rows, vault
from coopdesk.store.connection import Connection, DatabaseError, one, one_state, transaction
from coopdesk.store.connection import rows as all_rows
from coopdesk.store.keeping import Store
from coopdesk.store.linked_names import Names
from coopdesk.store.schema import SEARCH
from coopdesk.store.writing import RuleOf, known_values, put_reading, rule_of

_UNREADABLE = (cbor2.CBORDecodeError, ValueError, TypeError, AttributeError, EOFError)
"""What reading a leaf raises that nobody wrote so."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be: what, and where (ids and numbers, never values)."""

    what: Message
    where: str


def check(store: Store) -> list[Finding]:
    """Everything that is wrong with a desk; an empty list for a sound one. One state of the desk is
    looked at, whatever others save meanwhile."""
    connection = store.connection
    findings = _damaged_pages(connection)
    if findings:
        return findings
    try:
        with one_state(connection):
            findings += _chains(connection)
            findings += _segments(connection)
            for kind in STORED:
                findings += _rows(connection, kind)
            findings += _search(connection)
    except DatabaseError as error:
        findings.append(Finding(N_("The database is not consistent"), str(error)[:200]))
    return findings + list(_files(store))


def _damaged_pages(connection: Connection) -> list[Finding]:
    found = _integrity(connection)
    if not found:
        return []
    # Pages that a power cut tore while they were brought into the database lie whole in the log: they
    # are read from there, and only this look at the file itself meets them.
    with suppress(DatabaseError):
        connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
    # Asked twice: a page that another process was just writing is whole the second time.
    return [finding for finding in _integrity(connection) if finding in found]


def _integrity(connection: Connection) -> list[Finding]:
    try:
        pages = all_rows(connection, "PRAGMA cipher_integrity_check")
        found = [Finding(N_("A page of the database is damaged"), str(text)) for (text,) in pages]
        for text in _inconsistencies(connection):
            found.append(Finding(N_("The database is not consistent"), text[:200]))
    except DatabaseError as error:
        return [Finding(N_("The database is not consistent"), str(error)[:200])]
    return found


def _inconsistencies(connection: Connection) -> list[str]:
    with one_state(connection):
        # Asking the search makes it forget what it remembers of its segments: it would look for those
        # that another process replaced since, and call that damage.
        connection.execute("SELECT rowid FROM search WHERE search MATCH 'a' LIMIT 1").fetchone()
        return [str(text) for (text,) in all_rows(connection, "PRAGMA quick_check") if text != "ok"]


def _chains(connection: Connection) -> Iterator[Finding]:
    """Every leaf's running hash is what its content gives, from the start of each feed."""
    query = (
        "SELECT l, pos, head, parents, body, hash, record.id, type FROM log LEFT JOIN record ON n = rec"
        " WHERE feed = ? AND l BETWEEN ? AND ? ORDER BY l"
    )
    for feed, first, end, seed, start, place in _stretches(connection):
        previous = start
        found = connection.execute(query, (feed, first, end))
        for at, (row, pos, head, parents, body, kept, record_id, kind) in enumerate(found, place):
            try:
                leaf_head = chain.encode_leaf_head(record_id, kind, parents, chain.decode_body(body))
                sealed = chain.commitment(chain.salt(seed, at), body)
                previous = chain.extend(previous, leaf_head, sealed, b"" if pos and at else head)
            except _UNREADABLE:
                previous = b""
            if previous != kept:
                yield Finding(N_("The history does not follow from itself"), f"{kind} {record_id}, {row}")
                previous = kept


def _stretches(connection: Connection) -> Iterator[tuple[int, int, int, bytes, bytes, int]]:
    """Feed, first and last log row, seed, the running hash before and the place in the segment, of each
    segment and of what is not sealed yet."""
    query = (
        "SELECT segment.feed, first, last, seed, start, base, shared FROM segment"
        " LEFT JOIN segment_base USING (s) ORDER BY s"
    )
    for feed, first, last, seed, start, base, shared in all_rows(connection, query):
        if first <= last:
            before = outgoing.hashes(connection, base)[shared - 1] if base else start
            yield feed, first, last, seed, before, shared or 0
    for (feed,) in all_rows(connection, "SELECT f FROM feed WHERE own = 1"):
        sealed, end = journal.sealed_end(connection, feed)
        yield feed, sealed + 1, 2**62, journal.open_seed(connection, feed), end, 0


def _segments(connection: Connection) -> Iterator[Finding]:
    query = (
        'SELECT s, id, device, start, "end", leaves, signature FROM segment JOIN feed ON f = feed ORDER BY s'
    )
    for number, feed, device, start, end, leaves, signature in all_rows(connection, query):
        message = chain.segment_message(feed, start, end, leaves, outgoing.offset(connection, number))
        kept = outgoing.hashes(connection, number)[-1:]
        if kept != [end] or not vault.signed_by(device, signature, message):
            yield Finding(N_("A sealed part of the history is not signed by its computer"), str(number))


def _rows(connection: Connection, kind: RecordType) -> Iterator[Finding]:
    columns = rows.selection(kind)
    joined = joins.kept_records(connection)
    strays = {n for (n,) in all_rows(connection, f'SELECT n FROM "{kind.table}"')}
    for n, reading, first, last in readings(connection, kind):
        strays.discard(n)
        if reading is None:
            yield Finding(N_("The history of a record cannot be read"), f"{kind.key} {n}")
            continue
        row = connection.execute(f'SELECT {columns} FROM "{kind.table}" WHERE n = ?', (n,)).fetchone()
        values = known_values(kind, reading)
        expected = (
            chain.join_heads(reading.heads),
            int(reading.removed) if row is None or row[1] not in joined else joins.JOINED,
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
        elif set(deciding.kept(n, reading.open)) != _kept_decisions(connection, n):
            yield Finding(
                N_("The open decisions of a record do not follow from its history"), f"{kind.key} {n}"
            )
    for n in sorted(strays):
        yield Finding(N_("A record has no history"), f"{kind.key} {n}")


def _kept_decisions(connection: Connection, n: int) -> set[tuple[Any, ...]]:
    return set(all_rows(connection, "SELECT * FROM open_decision WHERE rec = ?", n))


def _kept_links(connection: Connection, n: int) -> set[tuple[Any, ...]]:
    return set(all_rows(connection, "SELECT target, path, source FROM link WHERE source = ?", n))


def readings(connection: Connection, kind: RecordType) -> Iterator[tuple[int, Reading | None, int, int]]:
    """Every record of a type settled from its leaves: row number, reading (None where a leaf can't be
    read), first and last log row."""
    rule = rule_of(kind)
    query = (
        "SELECT rec, log.l, log.hash, parents, body, lamport, feed.id, unaccepted.l IS NULL FROM record"
        " JOIN log ON rec = n JOIN feed ON f = feed LEFT JOIN unaccepted ON unaccepted.l = log.l"
        " WHERE type = ? ORDER BY rec, log.l"
    )
    for n, group in groupby(connection.execute(query, (kind.key,)), key=itemgetter(0)):
        found = list(group)
        counting = [row[1] for row in found if row[-1]]
        if counting:
            yield n, _reading([row[2:] for row in found], rule), counting[0], counting[-1]


def _reading(found: list[tuple[Any, ...]], rule: RuleOf) -> Reading | None:
    try:
        leaves = [journal.leaf_of(*row) for row in found]
        return _straight(leaves) or settle(leaves, rule)
    except _UNREADABLE:
        return None


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
    """Every record is found by just the words that are in it."""
    indexed = _indexed(connection)
    waiting = indexing.waiting(connection)
    names = Names(connection)
    for kind in STORED:
        for n, mark in _marks(connection, kind, names):
            if indexed.pop(n, 0) != mark and n not in waiting:
                yield Finding(N_("The search does not know a record as it is"), f"{kind.key} {n}")
    for n in sorted(indexed.keys() - waiting):
        yield Finding(N_("The search knows a record that is not shown"), str(n))


def _indexed(connection: Connection) -> dict[int, int]:
    """For each row in the index a mark of all its words: the sum of their hashes."""
    connection.execute(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.entries USING fts5vocab(main, search, instance)"
    )
    marks: dict[int, int] = {n: 0 for (n,) in all_rows(connection, "SELECT rowid FROM search")}
    for term, n, column in connection.execute("SELECT term, doc, col FROM temp.entries"):
        marks[n] = marks.get(n, 0) + hash((column, term))
    return marks


def _marks(connection: Connection, kind: RecordType, names: Names) -> Iterator[tuple[int, int]]:
    """Row number of each record that is shown, and the mark that its words in the index should give."""
    shown = connection.execute(f'SELECT {rows.selection(kind)} FROM "{kind.table}" WHERE removed = 0')
    while part := shown.fetchmany(500):
        records = [(row[0], row[1], rows.values_of(kind, row)) for row in part]
        for made in indexing.entries(kind, records, names):
            columns = zip(("title", "body", "kind"), made[1:], strict=True)
            yield made[0], sum(hash((column, word)) for column, words in columns for word in words.split())


def _files(store: Store) -> Iterator[Finding]:
    sound: dict[str, bool] = {}
    for key, n, address in files.named(store.connection):
        if not files.place(store.profile, store.keys, address).is_file():
            yield Finding(N_("An attached file is missing"), f"{key} {n}: {address[:12]}")
            continue
        if address not in sound:
            sound[address] = files.is_sound(store.profile, store.keys, address)
        if not sound[address]:
            yield Finding(N_("An attached file is damaged"), f"{key} {n}: {address[:12]}")


def rebuild(store: Store) -> int:
    """Make rows, links, open decisions and search anew from the log; how many records there are."""
    connection = store.connection
    total = 0
    with transaction(connection):
        orders.drop(connection, STORED)
        for table in (
            "link",
            "open_decision",
            "search_pending",
            "joined_record",
            *(f'"{kind.table}"' for kind in STORED),
        ):
            connection.execute(f"DELETE FROM {table}")
        connection.execute("DROP TABLE search")
        connection.execute(SEARCH)
        for kind in STORED:
            total += _rebuild_type(connection, kind)
        joins.refresh(connection)
        orders.make(connection, STORED)
    store.index_all()
    files.clear_strays(store.profile, store.keys, connection)
    return total


def _rebuild_type(connection: Connection, kind: RecordType) -> int:
    numbers = []
    for n, reading, first, last in list(readings(connection, kind)):
        if reading is None:
            continue  # `check` names it; the others shall not wait for it
        put_reading(connection, kind, n, reading, first, last)
        if not reading.removed:
            numbers.append(n)
    indexing.put_off(connection, numbers)
    return len(numbers)


def summary(connection: Connection) -> dict[str, int]:
    """How many records, versions and sealed segments there are."""
    return {
        "records": int(one(connection, "SELECT count(*) FROM record")),
        "versions": int(one(connection, "SELECT count(*) FROM log")),
        "segments": int(one(connection, "SELECT count(*) FROM segment")),
    }
