# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The log: this device's feed grows by saves, is sealed into signed segments, and is read back.

Several processes may write to one desk in turn: before each save the journal looks whether
another one wrote since, and takes up the new end.
"""

import os
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from coopdesk.history import chain
from coopdesk.history.leaf import Leaf
from coopdesk.records.values import Touches
from coopdesk.store import vault
from coopdesk.store.connection import Connection, one, rows

SCHEMA = 1
EARLIEST_MS = 1_735_689_600_000  # 2025-01-01: no clock that is right shows less
DAY_MS = 86_400_000
LEAF_LIMIT = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Entry:
    """One leaf to write: row number of the record, its id and type, versions seen, values."""

    n: int
    id: str
    type: str
    parents: bytes
    touches: Touches


@dataclass(frozen=True, slots=True)
class Written:
    """A leaf as it stands in the log: its row and its identity."""

    row: int
    hash: bytes


class Journal:
    """The end of this device's feed, kept in memory between saves."""

    def __init__(self, connection: Connection, keys: vault.Keys) -> None:
        self._connection = connection
        self._keys = keys
        self.feed, self.feed_id = rows(connection, "SELECT f, id FROM feed WHERE own = 1 ORDER BY incarnation DESC LIMIT 1")[0]
        self._last = -1
        self._tail = chain.START
        self._lamport = 0
        self._wall = 0
        self._seed = b""
        self._open_bytes = 0
        self._open_leaves = 0

    def refresh(self) -> None:
        """Take up what another process wrote since the last look."""
        last = one(self._connection, "SELECT max(l) FROM log") or 0
        if last == self._last:
            return
        sealed, tail = self._sealed_end()
        self._tail = one(
            self._connection, "SELECT hash FROM log WHERE feed = ? AND l > ? ORDER BY l DESC LIMIT 1", self.feed, sealed
        ) or tail
        lamport = one(self._connection, "SELECT max(lamport) FROM segment") or 0
        later = rows(self._connection, "SELECT max(lamport), max(wall) FROM log WHERE l > ?", sealed)[0]
        self._lamport = max(self._lamport, lamport, later[0] or 0)
        self._wall = max(self._wall, later[1] or 0)
        self._open_bytes, self._open_leaves = rows(
            self._connection,
            "SELECT coalesce(sum(length(body) + 100), 0), count(*) FROM log WHERE feed = ? AND l > ?",
            self.feed,
            sealed,
        )[0]
        self._seed = self._open_seed()
        self._last = last

    def _sealed_end(self) -> tuple[int, bytes]:
        found = rows(
            self._connection, 'SELECT last, "end" FROM segment WHERE feed = ? ORDER BY s DESC LIMIT 1', self.feed
        )
        return found[0] if found else (0, chain.START)

    def _open_seed(self) -> bytes:
        kept = one(self._connection, "SELECT value FROM meta WHERE key = 'seed'")
        return bytes.fromhex(kept) if kept else self._new_seed()

    def _new_seed(self) -> bytes:
        seed = os.urandom(chain.SEED_SIZE)
        self._connection.execute("INSERT OR REPLACE INTO meta VALUES ('seed', ?)", (seed.hex(),))
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
        now = int(time.time() * 1000) if wall is None else wall
        doubtful = now < EARLIEST_MS or now < self._wall - DAY_MS
        self._lamport += 1
        head = chain.SaveHead(
            self._lamport, now, author, SCHEMA, len(entries), doubtful, purpose, reverses, act
        ).encoded()
        written: list[Written] = []
        values = []
        previous, row, seed = chain.open_save(self._tail, head), self._last, self._seed
        for pos, entry in enumerate(entries):
            body = chain.encode_body(entry.touches)
            leaf_head = chain.encode_leaf_head(entry.id, entry.type, entry.parents, entry.touches)
            sealed = chain.commitment(chain.salt(previous, seed), body)
            previous = chain.extend(previous, leaf_head, sealed)
            row += 1
            values.append(
                (row, self.feed, entry.n, pos, self._lamport, now, None if pos else head, entry.parents, body, previous)
            )
            written.append(Written(row, previous))
            self._open_bytes += len(body) + 100
        self._connection.executemany("INSERT INTO log VALUES (?,?,?,?,?,?,?,?,?,?)", values)
        self._last, self._tail = row, previous
        self._wall = max(self._wall, now)
        self._open_leaves += len(entries)
        if self._open_bytes >= chain.SEGMENT_BYTES:
            self.seal()
        return written

    def forget(self) -> None:
        """After an undone transaction: look at the log afresh before the next save."""
        self._last = -1

    def seal(self) -> None:
        """Close the open segment with this device's signature, inside the caller's transaction."""
        sealed, start = self._sealed_end()
        if not self._open_leaves:
            return
        first = one(self._connection, "SELECT min(l) FROM log WHERE feed = ? AND l > ?", self.feed, sealed)
        message = chain.segment_message(self.feed_id, start, self._tail, self._open_leaves)
        self._connection.execute(
            "INSERT INTO segment VALUES (NULL,?,?,?,?,?,?,?,?,?)",
            (
                self.feed,
                first,
                self._last,
                self._open_leaves,
                self._lamport,
                self._seed,
                start,
                self._tail,
                vault.sign(self._keys, message),
            ),
        )
        self._seed = self._new_seed()
        self._open_bytes = self._open_leaves = 0

    @property
    def mark(self) -> tuple[int, str]:
        """How far this feed has come: last log row and its identity (for the high-water mark)."""
        return self._last, self._tail.hex()


def leaves(connection: Connection, n: int) -> list[Leaf]:
    """All versions of the record in row `n`."""
    found = rows(
        connection,
        "SELECT log.hash, parents, body, lamport, feed.id FROM log JOIN feed ON f = feed WHERE rec = ? ORDER BY l",
        n,
    )
    return [leaf_of(*row) for row in found]


def leaf_of(identity: bytes, parents: bytes, body: bytes, lamport: int, feed: bytes) -> Leaf:
    """A leaf of the columns of a log row."""
    return Leaf(identity, chain.split_heads(parents), chain.decode_body(body), (lamport, feed, identity))


def heads_named(found: Iterable[Leaf], version: str) -> bytes | None:
    """The concatenated heads that a version name stands for, None where one is unknown."""
    by_name = {chain.version_name(leaf.hash): leaf.hash for leaf in found}
    named = [by_name.get(name) for name in version.split("+")]
    known = [head for head in named if head is not None]
    return chain.join_heads(known) if len(known) == len(named) else None
