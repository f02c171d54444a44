# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sealed segments out of the log, as they travel; and which of them a machine holds."""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, cast

from coopdesk.history.chain import START
from coopdesk.history.segment import FeedName, Segment
from coopdesk.records.identity import to_bytes
from coopdesk.store.connection import Connection, one
from coopdesk.store.connection import rows as all_rows

LeafRow = tuple[int, int, bytes | None, bytes, bytes, str, str]
_LEAVES = (
    "SELECT l, pos, head, parents, body, record.id, record.type FROM log JOIN record ON n = rec"
    " WHERE log.feed = ? AND l BETWEEN ? AND ? ORDER BY l"
)


@dataclass(frozen=True, slots=True)
class Sealed:
    """A segment in the log: its number, feed, the hashes around it, how many leaves."""

    number: int
    feed: FeedName
    start: bytes
    end: bytes
    leaves: int


def sealed_segments(connection: Connection) -> list[Sealed]:
    """Every sealed segment that is here, also of devices whose word does not count, oldest first."""
    found = all_rows(
        connection,
        'SELECT s, feed.space, feed.device, feed.incarnation, start, "end", leaves'
        " FROM segment JOIN feed ON f = segment.feed ORDER BY s",
    )
    return [
        Sealed(number, FeedName(space, device, incarnation), start, end, leaves)
        for number, space, device, incarnation, start, end, leaves in found
    ]


def gaps(connection: Connection) -> int:
    """How many runs of segments lack what their device saved before them."""
    query = (
        "SELECT count(DISTINCT start) FROM segment WHERE start <> ? AND NOT EXISTS"
        ' (SELECT 1 FROM segment earlier WHERE earlier."end" = segment.start)'
        " AND s NOT IN (SELECT s FROM segment_base)"
    )
    return int(one(connection, query, START) or 0)


def segments(connection: Connection, numbers: Iterable[int]) -> Iterator[Segment]:
    """The segments with these numbers, one after the other, so that memory holds one."""
    for number in numbers:
        yield _segment(connection, number)


def _segment(connection: Connection, number: int) -> Segment:
    feed, space, device, incarnation, start, end, seed, signature = all_rows(
        connection,
        'SELECT segment.feed, feed.space, feed.device, feed.incarnation, start, "end", seed, signature'
        " FROM segment JOIN feed ON f = segment.feed WHERE s = ?",
        number,
    )[0]
    leaves = leaf_rows(connection, number)
    offset = leaves[0][1]
    return Segment(
        FeedName(space, device, incarnation),
        start,
        end,
        seed,
        signature,
        tuple(_saves(connection, feed, leaves)),
        offset,
        [to_bytes(row[5]) for row in leaves],
        [row[6] for row in leaves],
        [row[3] for row in leaves],
        [row[4] for row in leaves],
    )


def values_of(connection: Connection, number: int) -> list[tuple[str, bytes]]:
    """Type and encoded values of each leaf of a segment."""
    return [(row[6], row[4]) for row in leaf_rows(connection, number)]


def hashes(connection: Connection, number: int) -> list[bytes]:
    """The identities of the leaves of a segment in their order."""
    base = all_rows(connection, "SELECT base, shared FROM segment_base WHERE s = ?", number)
    shared = hashes(connection, base[0][0])[: base[0][1]] if base else []
    query = (
        "SELECT hash FROM segment JOIN log ON log.feed = segment.feed AND l BETWEEN first AND last"
        " WHERE s = ? ORDER BY l"
    )
    return shared + [row[0] for row in all_rows(connection, query, number)]


def offset(connection: Connection, number: int) -> int:
    """How many leaves of its first save lie before a segment."""
    base = one(connection, "SELECT base FROM segment_base WHERE s = ?", number)
    query = "SELECT pos FROM segment JOIN log ON l = first WHERE s = ?"
    return offset(connection, base) if base else int(one(connection, query, number) or 0)


def leaf_rows(connection: Connection, number: int) -> list[LeafRow]:
    """The log rows of a segment in their order, those that it shares with another branch included."""
    base = all_rows(connection, "SELECT base, shared FROM segment_base WHERE s = ?", number)
    shared = leaf_rows(connection, base[0][0])[: base[0][1]] if base else []
    feed, first, last = all_rows(connection, "SELECT feed, first, last FROM segment WHERE s = ?", number)[0]
    return shared + cast(list[LeafRow], all_rows(connection, _LEAVES, feed, first, last))


def _saves(connection: Connection, feed: int, leaves: Sequence[LeafRow]) -> Iterator[tuple[int, bytes]]:
    for place, row in enumerate(leaves):
        if row[1] == 0 and row[2] is not None:
            yield place, row[2]
        elif place == 0:
            yield 0, row[2] or _head_before(connection, feed, row)


def _head_before(connection: Connection, feed: int, row: LeafRow) -> bytes:
    """The head of a save that began in an earlier segment of this device."""
    head: bytes = one(
        connection,
        "SELECT head FROM log WHERE feed = ? AND l < ? AND head IS NOT NULL ORDER BY l DESC LIMIT 1",
        feed,
        row[0],
    )
    return head


def places_of(
    connection: Connection, numbers: Sequence[int], wanted: Collection[bytes]
) -> dict[bytes, tuple[int, int]]:
    """For the identity of each wanted version, in a sealed segment, of the records that these segments
    touch: the number of its segment and its place in it."""
    owners = _Owners(connection)
    found: dict[bytes, tuple[int, int]] = {}
    versions = (
        "SELECT l, hash FROM log WHERE rec IN"
        " (SELECT rec FROM segment JOIN log ON log.feed = segment.feed AND l BETWEEN first AND last"
        "  WHERE s = ?)"
    )
    for number in numbers:
        for row, identity in connection.execute(versions, (number,)):
            if identity not in wanted:
                continue
            place = owners.place(row)
            if place:
                found[identity] = place
    return found


class _Owners:
    """Which segment a log row belongs to: segments lie one behind the other in the log."""

    def __init__(self, connection: Connection) -> None:
        found = all_rows(
            connection,
            "SELECT first, last, s, coalesce(shared, 0) FROM segment LEFT JOIN segment_base USING (s)"
            " WHERE first <= last ORDER BY first",
        )
        self._found = found
        self._firsts = [row[0] for row in found]

    def place(self, row: int) -> tuple[int, int] | None:
        at = bisect_right(self._firsts, row) - 1
        if at < 0:
            return None
        first, last, number, shared = self._found[at]
        return (number, row - first + shared) if row <= last else None


class Found(NamedTuple):
    """A leaf that is here: its place, its identity, and number, id and type of its record."""

    end: bytes
    leaf: int
    hash: bytes
    n: int
    record: str
    kind: str


def held(connection: Connection, wanted: Iterable[tuple[bytes, int]]) -> Iterator[Found]:
    """Those leaves, named by the end of their segment and their place in it, that are here."""
    by_end: dict[bytes, list[int]] = {}
    for end, place in wanted:
        by_end.setdefault(end, []).append(place)
    for end, places in by_end.items():
        number = one(connection, 'SELECT s FROM segment WHERE "end" = ?', end)
        if number is not None:
            for found in _leaves_at(connection, number, places):
                yield Found(end, *found)


def _leaves_at(
    connection: Connection, number: int, places: list[int]
) -> Iterator[tuple[int, bytes, int, str, str]]:
    first, last, base, shared = all_rows(
        connection,
        "SELECT first, last, base, coalesce(shared, 0) FROM segment LEFT JOIN segment_base USING (s)"
        " WHERE s = ?",
        number,
    )[0]
    earlier = [place for place in places if place < shared]
    if earlier:
        yield from _leaves_at(connection, base, earlier)
    rows = {first + place - shared: place for place in places if place >= shared}
    if not rows:
        return
    query = "SELECT l, hash, n, id, type FROM log JOIN record ON n = rec WHERE l BETWEEN ? AND ?"
    for row, *found in connection.execute(query, (min(rows), min(max(rows), last))):
        if row in rows:
            yield rows[row], *found
