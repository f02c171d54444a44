# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The leaves of a segment that came in, as rows of the log: columns, not a row at a time."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import compress, repeat
from typing import NamedTuple

from coopdesk.history import chain
from coopdesk.history.segment import Proven, Segment
from coopdesk.records.values import Touches
from coopdesk.store.connection import Connection

_LOG = "INSERT INTO log VALUES (?,?,?,?,?,?,?,?,?,?,NULL)"


class Leaf(NamedTuple):
    """A leaf on its way into the rows."""

    row: int
    lamport: int
    n: int
    record: str
    kind: str
    parents: bytes
    hash: bytes
    touches: Touches
    feed: int


@dataclass(frozen=True, slots=True)
class LogRows:
    """Leaves by columns: their log rows, places in their saves, saves' numbers and times, heads where the log
    keeps one, records by number and id, and what the segment says of each. `lamport` is the number of
    the last save; `edges` are the numbers of the saves of which another segment may hold a part."""

    feed: int
    rows: range
    positions: Sequence[int]
    lamports: Sequence[int]
    walls: Sequence[int]
    heads: Sequence[bytes | None]
    numbers: Sequence[int]
    records: Sequence[str]
    kinds: Sequence[str]
    parents: Sequence[bytes]
    bodies: Sequence[bytes]
    hashes: Sequence[bytes]
    touches: Sequence[Touches]
    lamport: int
    edges: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.rows)

    def write(self, connection: Connection) -> None:
        """Write them into the log."""
        heads = (head if head is None else bytearray(head) for head in self.heads)
        # bytearray: see connection.py.
        kept = (map(bytearray, column) for column in (self.parents, self.bodies, self.hashes))
        numbers = zip(
            *(self.rows, repeat(self.feed), self.numbers, self.positions, self.lamports, self.walls),
            *(heads, *kept),
            strict=False,
        )
        connection.executemany(_LOG, numbers)

    def leaves(self, without: Set[int] = frozenset()) -> Iterator[Leaf]:
        """The same as leaves, one by one, but for those in the rows `without`."""
        wanted = [row not in without for row in self.rows]
        columns = (
            *(self.rows, self.lamports, self.numbers, self.records, self.kinds),
            *(self.parents, self.hashes, self.touches),
        )
        return map(Leaf, *(compress(column, wanted) for column in columns), repeat(self.feed))


def rows_of(
    proven: Proven, feed: int, records: tuple[Sequence[int], Sequence[str]], first: int, skip: int
) -> LogRows:
    """The rows of a segment, from the log row `first` on; its first `skip` leaves lie in another segment.
    `records` are for each leaf the number and the id of its record."""
    segment = proven.segment
    positions, lamports, walls, heads, told = _saves(segment)
    if 0 < skip < len(heads):
        # Also what is left of a save that begins in another segment says which save it is.
        heads[skip] = next(head for place, head in reversed(segment.saves) if place <= skip)
    count = len(proven.hashes) - skip
    begins_within = count and positions[skip]
    ends_within = positions[-1] + 1 < told.leaves
    return LogRows(
        feed=feed,
        rows=range(first, first + count),
        positions=positions[skip:],
        lamports=lamports[skip:],
        walls=walls[skip:],
        heads=heads[skip:],
        numbers=records[0][skip:],
        records=records[1][skip:],
        kinds=segment.kinds[skip:],
        parents=segment.parents[skip:],
        bodies=segment.bodies[skip:],
        hashes=proven.hashes[skip:],
        touches=proven.touches[skip:],
        lamport=told.lamport,
        edges=(*([lamports[skip]] if begins_within else []), *([told.lamport] if ends_within else [])),
    )


def _saves(
    segment: Segment,
) -> tuple[list[int], list[int], list[int], list[bytes | None], chain.SaveHead]:
    """For each leaf its place in its save, the save's number and time, and its head at its first leaf; and
    what the last head says."""
    total, saves = len(segment.bodies), segment.saves
    told = chain.decode_head(saves[-1][1])
    heads: list[bytes | None] = [head for _, head in saves]
    numbers = [chain.NUMBERS.unpack_from(head) for _, head in saves]
    if len(saves) == total and not segment.offset:
        lamports, walls = zip(*numbers, strict=True)
        return [0] * total, list(lamports), list(walls), heads, told
    starts = [place for place, _ in saves]
    positions: list[int] = []
    spread: list[tuple[int, int]] = []
    heads = [None] * total
    for (place, head), end, pair in zip(saves, [*starts[1:], total], numbers, strict=True):
        begun = 0 if place else segment.offset
        positions += range(begun, begun + end - place)
        spread += [pair] * (end - place)
        heads[place] = head
    lamports, walls = zip(*spread, strict=True)
    return positions, list(lamports), list(walls), heads, told
