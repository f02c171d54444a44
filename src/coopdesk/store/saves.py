# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which save a leaf in the log belongs to. A save of this computer lies in one piece; one that came from
another may lie in several, where it spans segments that arrived one by one."""

from collections.abc import Iterable
from typing import NamedTuple

from coopdesk.history import chain
from coopdesk.store.connection import Connection, one
from coopdesk.store.connection import rows as all_rows

IN_PART = "part"
"""Why a leaf does not count yet: the rest of its save is in a segment that has not arrived."""


class Part(NamedTuple):
    """A leaf of a save as it stands in the log; `head` is the encoded head of its save."""

    row: int
    pos: int
    head: bytes
    parents: bytes
    hash: bytes
    body: bytes
    n: int
    record: str
    kind: str


def head_of(connection: Connection, row: int) -> bytes:
    """The encoded head of the save that a log row belongs to."""
    query = (
        "SELECT head.head FROM log JOIN log AS head ON head.l = log.l - log.pos AND head.feed = log.feed"
        " AND head.lamport = log.lamport AND head.pos = 0 WHERE log.l = ?"
    )
    found: bytes | None = one(connection, query, row)
    # The first leaf of each piece of a save carries its head.
    nearest = (
        "SELECT head FROM log WHERE l <= ? AND feed = (SELECT feed FROM log WHERE l = ?)"
        " AND head IS NOT NULL ORDER BY l DESC LIMIT 1"
    )
    return found or one(connection, nearest, row, row) or b""


def rows_of_save(connection: Connection, row: int) -> list[int]:
    """The log rows of the save that a row belongs to, in order."""
    feed, lamport = all_rows(connection, "SELECT feed, lamport FROM log WHERE l = ?", row)[0]
    head = head_of(connection, row)
    return [part.row for found in saves_at(connection, feed, lamport) for part in found if part.head == head]


def saves_at(connection: Connection, feed: int, lamport: int) -> list[list[Part]]:
    """The saves of a feed with a number, each as its leaves in order: one save, or one of each branch."""
    found: dict[bytes, list[Part]] = {}
    query = (
        "SELECT l, pos, head, parents, hash, body, n, record.id, record.type FROM log"
        " JOIN record ON n = rec WHERE feed = ? AND lamport = ? AND l BETWEEN ? AND ? ORDER BY l"
    )
    head = b""
    for first, last in _stretches(connection, feed, lamport):
        for row in connection.execute(query, (feed, lamport, first, last)):
            head = row[2] or head
            found.setdefault(head, []).append(Part(row[0], row[1], head, *row[3:]))
    return [sorted(parts, key=lambda part: part.pos) for parts in found.values()]


def _stretches(connection: Connection, feed: int, lamport: int) -> list[tuple[int, int]]:
    """The log rows, from first to last, of the segments that may hold leaves of a save."""
    query = (
        "SELECT first, last FROM segment JOIN log ON l = first WHERE segment.feed = ? AND first <= last"
        " AND segment.lamport >= ? AND log.lamport <= ? ORDER BY first"
    )
    found = all_rows(connection, query, feed, lamport, lamport)
    if not one(connection, "SELECT own FROM feed WHERE f = ?", feed):
        return found
    sealed = one(connection, "SELECT max(last) FROM segment WHERE feed = ?", feed) or 0
    return [*found, (sealed + 1, 2**62)]


def hold_parts(connection: Connection, feed: int, lamports: Iterable[int]) -> tuple[list[Part], list[Part]]:
    """Hold back saves of a feed of which a part is missing; the leaves of those that are complete now
    and were not, and of those that are held back now and were not."""
    completed: list[Part] = []
    held: list[Part] = []
    for lamport in lamports:
        for parts in saves_at(connection, feed, lamport):
            whole = len({part.pos for part in parts}) >= chain.decode_head(parts[0].head).leaves
            for part in parts:
                why = one(connection, "SELECT why FROM unaccepted WHERE l = ?", part.row)
                if whole and why == IN_PART:
                    connection.execute("DELETE FROM unaccepted WHERE l = ?", (part.row,))
                    completed.append(part)
                elif not whole and why is None:
                    connection.execute("INSERT INTO unaccepted VALUES (?,?)", (part.row, IN_PART))
                    held.append(part)
    return completed, held


def at_the_edges(connection: Connection, feed: int) -> list[int]:
    """The numbers of the saves with which the segments of a feed begin and end: these may be in part."""
    query = (
        "SELECT DISTINCT log.lamport FROM segment JOIN log ON l IN (first, last)"
        " WHERE segment.feed = ? AND first <= last"
    )
    return [row[0] for row in all_rows(connection, query, feed)]
