# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The log: this device's feed grows by saves, is sealed into signed segments, and is read back.

Several processes may write to one desk in turn: before each save the journal looks whether
another one wrote since, and takes up the new end.
"""

import os
import time
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from coopdesk.history import chain
from coopdesk.history.leaf import Leaf, version_name
from coopdesk.records.values import Touches
from coopdesk.store import vault
from coopdesk.store.connection import Connection, one, rows

SCHEMA = 1
EARLIEST_MS = 1_735_689_600_000  # 2025-01-01: no clock that is right shows less
DAY_MS = 86_400_000
_OTHERS_VERSION = "PRAGMA data_version"
"""Changes whenever another connection has written."""
LONGEST_AUTHOR = 200
"""Letters of a name that a save carries: it stands in each, and a bundle of many must stay one that others
read."""
LEAF_BYTES = 100
"""What a leaf takes in a segment besides its values, about."""


class Entry(NamedTuple):
    """One leaf to write: row number of the record, its id and type, versions seen, values, the bytes of
    the values where they are known, and the log row in which the version seen is likely to stand."""

    n: int
    id: str
    type: str
    parents: bytes
    touches: Touches
    body: bytes = b""
    seen: int | None = None


class Written(NamedTuple):
    """A leaf as it stands in the log: its row and its identity."""

    row: int
    hash: bytes


class Journal:
    """The end of this device's feed, kept in memory between saves."""

    def __init__(self, connection: Connection, keys: vault.Keys) -> None:
        self._connection = connection
        self._keys = keys
        self.feed = own_feed(connection)
        self._seen: tuple[int, int] | None = None
        self._last = -1
        self._tail = chain.START
        self._lamport = 0
        self._wall = 0
        self._seed = b""
        self._open_bytes = self._open_leaves = 0

    def refresh(self) -> bool:
        """Take up what was written since the last look by other processes, or here by another way than
        a save; whether there may be such."""
        version = self._connection.execute(_OTHERS_VERSION).fetchone()[0]
        if (version, self._connection.total_changes) == self._seen:
            return False
        self._take_up()
        self._seen = version, self._connection.total_changes
        return True

    def note(self) -> None:
        """What this connection wrote up to now, since the last look, is known here."""
        if self._seen:
            self._seen = self._seen[0], self._connection.total_changes

    def follows(self) -> bool:
        """Whether all that this connection wrote is known here."""
        return self._seen is not None and self._seen[1] == self._connection.total_changes

    def _take_up(self) -> None:
        self.feed = own_feed(self._connection)
        sealed, tail = sealed_end(self._connection, self.feed)
        self._lamport = max(self._lamport, highest_lamport(self._connection))
        self._last = one(self._connection, "SELECT max(l) FROM log") or 0
        self._seed, self._tail = open_seed(self._connection, self.feed), tail
        self._open_bytes = self._open_leaves = 0
        if self._seed:
            self._take_up_segment(sealed)

    def _take_up_segment(self, sealed: int) -> None:
        """Go on with the open segment, whose leaves stand behind the row `sealed`. Where none is open,
        looking for them would be a walk through all that came from others since."""
        query = (
            "SELECT max(lamport), max(wall), coalesce(sum(length(body) + ?), 0), count(*) FROM log"
            " WHERE feed = ? AND l > ?"
        )
        found = rows(self._connection, query, LEAF_BYTES, self.feed, sealed)[0]
        lamport, wall, self._open_bytes, self._open_leaves = found
        self._lamport, self._wall = max(self._lamport, lamport or 0), max(self._wall, wall or 0)
        last = "SELECT hash FROM log WHERE feed = ? AND l > ? ORDER BY l DESC LIMIT 1"
        self._tail = one(self._connection, last, self.feed, sealed) or self._tail

    def _begin_segment(self) -> bytes:
        seed = os.urandom(chain.SEED_SIZE)
        self._connection.execute("INSERT INTO meta VALUES (?,?)", (_seed_key(self.feed), seed.hex()))
        return seed

    def append(
        self,
        entries: Sequence[Entry],
        author: str,
        *,
        purpose: str = "",
        reverses: bytes = b"",
        act: str = "",
        wall: int | None = None,
    ) -> list[Written]:
        """Write one save, inside the caller's transaction; the log rows of its leaves in order."""
        # A clock set before 1970 shows a time that no other machine would take.
        now = max(0, int(time.time() * 1000)) if wall is None else wall
        doubtful = now < EARLIEST_MS or now < self._wall - DAY_MS
        self._lamport += 1
        self._wall = max(self._wall, now)
        told = author[:LONGEST_AUTHOR]
        head = chain.SaveHead(
            self._lamport, now, told, SCHEMA, len(entries), doubtful, purpose, reverses, act
        ).encoded()
        written: list[Written] = []
        for part in _parts(entries, chain.SEGMENT_BYTES - self._open_bytes):
            written += self._append(part, head, len(written), now)
            if self._open_bytes >= chain.SEGMENT_BYTES:
                self.seal()
        return written

    def _append(self, part: Sequence[tuple[Entry, bytes]], head: bytes, pos: int, now: int) -> list[Written]:
        """Write leaves that belong to one segment."""
        seed = self._seed = self._seed or self._begin_segment()
        previous, row = self._tail, self._last
        written: list[Written] = []
        values = []
        for entry, body in part:
            leaf_head = chain.encode_leaf_head(entry.id, entry.type, entry.parents, entry.touches)
            # Also the first leaf of a segment that goes on with a save says which save that is.
            first = not pos or not written
            sealed = chain.commitment(chain.salt(seed, self._open_leaves), body)
            previous = chain.extend(previous, leaf_head, sealed, head if first else b"")
            row += 1
            values.append(
                (
                    row,
                    self.feed,
                    entry.n,
                    pos,
                    self._lamport,
                    now,
                    head if first else None,
                    entry.parents,
                    body,
                    previous,
                    entry.seen,
                )
            )
            written.append(Written(row, previous))
            self._open_bytes += len(body) + LEAF_BYTES
            self._open_leaves += 1
            pos += 1
        self._connection.executemany("INSERT INTO log VALUES (?,?,?,?,?,?,?,?,?,?,?)", values)
        self._last, self._tail = row, previous
        return written

    def forget(self) -> None:
        """After an undone transaction: look at the log afresh before the next save."""
        self._seen = None

    def seal(self) -> None:
        """Close the open segment with this device's signature, inside the caller's transaction."""
        seal_feed(self._connection, self._keys, self.feed)
        self._seed, self._open_bytes, self._open_leaves = b"", 0, 0


def _parts(entries: Sequence[Entry], room: int) -> Iterator[list[tuple[Entry, bytes]]]:
    """The entries with their bodies, cut where a segment is full: a large save spans several."""
    part: list[tuple[Entry, bytes]] = []
    for entry in entries:
        body = entry.body or chain.encode_body(entry.touches)
        part.append((entry, body))
        room -= len(body) + LEAF_BYTES
        if room <= 0:
            yield part
            part, room = [], chain.SEGMENT_BYTES
    if part:
        yield part


def _seed_key(feed: int) -> str:
    return f"seed.{feed}"


def own_feed(connection: Connection) -> int:
    """The feed that this device writes: its newest incarnation."""
    return int(one(connection, "SELECT f FROM feed WHERE own = 1 ORDER BY incarnation DESC, f DESC LIMIT 1"))


def highest_lamport(connection: Connection) -> int:
    """The highest number of a sealed save that counts; a stranger's must not push ours up."""
    # The last leaf of a segment has its highest number.
    query = (
        "SELECT max(lamport) FROM segment WHERE last >= first AND last NOT IN"
        " (SELECT l FROM unaccepted WHERE why <> 'part')"
    )
    return int(one(connection, query) or 0)


def open_seed(connection: Connection, feed: int) -> bytes:
    """The seed of a feed's open segment, b"" where none is open."""
    kept: str | None = one(connection, "SELECT value FROM meta WHERE key = ?", _seed_key(feed))
    return bytes.fromhex(kept or "")


def sealed_end(connection: Connection, feed: int) -> tuple[int, bytes]:
    """The last log row of a feed that is sealed, and the running hash there."""
    query = 'SELECT last, "end" FROM segment WHERE feed = ? ORDER BY s DESC LIMIT 1'
    found = rows(connection, query, feed)
    return found[0] if found else (0, chain.START)


def seal_feed(connection: Connection, keys: vault.Keys, feed: int) -> None:
    """Sign what a feed of this device holds since its last segment, inside the caller's transaction."""
    seed = open_seed(connection, feed)
    if not seed:
        return  # nothing was saved since: no need to look through the log
    sealed, start = sealed_end(connection, feed)
    query = "SELECT min(l), max(l), count(*), max(lamport) FROM log WHERE feed = ? AND l > ?"
    first, last, count, lamport = rows(connection, query, feed, sealed)[0]
    if not count:
        return
    end = one(connection, "SELECT hash FROM log WHERE l = ?", last)
    offset = one(connection, "SELECT pos FROM log WHERE l = ?", first)
    feed_id = one(connection, "SELECT id FROM feed WHERE f = ?", feed)
    signature = vault.sign(keys, chain.segment_message(feed_id, start, end, count, offset))
    connection.execute(
        "INSERT INTO segment VALUES (NULL,?,?,?,?,?,?,?,?,?)",
        (feed, first, last, count, lamport, seed, start, end, signature),
    )
    connection.execute("DELETE FROM meta WHERE key = ?", (_seed_key(feed),))


def leaves(connection: Connection, n: int) -> list[Leaf]:
    """All versions of the record in row `n`."""
    found = rows(
        connection,
        "SELECT log.hash, parents, body, lamport, feed.id, unaccepted.l IS NULL FROM log"
        " JOIN feed ON f = feed LEFT JOIN unaccepted ON unaccepted.l = log.l WHERE rec = ? ORDER BY log.l",
        n,
    )
    return [leaf_of(*row) for row in found]


def rows_that_count(connection: Connection, n: int) -> tuple[int, int]:
    """The first and last log row of the record in row `n` whose values count, zeros where none does."""
    query = "SELECT min(l), max(l) FROM log WHERE rec = ? AND l NOT IN (SELECT l FROM unaccepted)"
    first, last = rows(connection, query, n)[0]
    return first or 0, last or 0


def leaf_of(
    identity: bytes, parents: bytes, body: bytes, lamport: int, feed: bytes, accepted: int = 1
) -> Leaf:
    """A leaf of the columns of a log row, and whether its values count."""
    order = (lamport, feed, identity)
    return Leaf(identity, chain.split_heads(parents), chain.decode_body(body), order, bool(accepted))


def heads_named(found: Iterable[Leaf], version: str) -> bytes | None:
    """The concatenated heads that a version name stands for, None where one is unknown."""
    by_name = {version_name(leaf.hash): leaf.hash for leaf in found}
    named = [by_name.get(name) for name in version.split("+")]
    known = [head for head in named if head is not None]
    return chain.join_heads(known) if len(known) == len(named) else None
