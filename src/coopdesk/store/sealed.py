# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The sealed segments that are here. They are remembered between two bundles: only what came since, or was
taken back, is looked at again, however long the history."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from operator import sub

from coopdesk.history.chain import START
from coopdesk.history.segment import FeedName
from coopdesk.store.connection import Connection, one
from coopdesk.store.connection import rows as all_rows

_LATER = (
    'SELECT s, feed.space, feed.device, feed.incarnation, start, "end", leaves, first, last,'
    " coalesce(shared, 0) FROM segment JOIN feed ON f = segment.feed LEFT JOIN segment_base USING (s)"
    " WHERE s > ? ORDER BY s"
)
_UNDONE = "segments_undone"


@dataclass(frozen=True, slots=True)
class Sealed:
    """A segment in the log: its number, feed, the hashes around it, how many leaves, the first and last of
    its log rows, and how many leaves stand in rows of another segment."""

    number: int
    feed: FeedName
    start: bytes
    end: bytes
    leaves: int
    first: int
    last: int
    shared: int


class SealedSegments:
    """Every sealed segment that is here, also of devices whose word does not count, oldest first."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._undone = ""
        self.forget()

    def all(self) -> Sequence[Sealed]:
        """As they stand now."""
        self._follow()
        return self._all

    def by_feed(self) -> Mapping[FeedName, Sequence[Sealed]]:
        """The same, of each feed."""
        self._follow()
        return self._by_feed

    def gaps(self) -> int:
        """How many runs of segments lack what their device saved before them."""
        self._follow()
        return len(self._starts.keys() - self._ends)

    def places(self, wanted: Iterable[int], segments: Container[int]) -> dict[int | None, tuple[bytes, int]]:
        """For each of these log rows that is in one of these segments: the hash at its end, and the leaf's
        place in it. None is in no segment."""
        rows = sorted(wanted)
        placed: dict[int | None, tuple[bytes, int]] = {}
        for found in self.all() if rows else ():
            if rows[0] <= found.last and found.first <= rows[-1] and found.number in segments:
                within = rows[bisect_left(rows, found.first) : bisect_right(rows, found.last)]
                leaves = map(sub, within, repeat(found.first - found.shared))
                placed.update(zip(within, zip(repeat(found.end), leaves, strict=False), strict=True))
        return placed

    def forget(self) -> None:
        """After an undone transaction: look at the log afresh."""
        self._all: list[Sealed] = []
        self._by_feed: dict[FeedName, list[Sealed]] = {}
        self._starts: Counter[bytes] = Counter()
        self._ends: set[bytes] = {START}

    def _follow(self) -> None:
        """Take up what was written or taken back, here or by others. Segments are only added behind the
        others; once some were taken back, their numbers may be others' by now."""
        undone = _undone_mark(self._connection)
        if undone != self._undone or not all(map(self._stands, self._all[-1:])):
            self.forget()
            self._undone = undone
        last = self._all[-1].number if self._all else 0
        for number, space, device, incarnation, *facts in all_rows(self._connection, _LATER, last):
            self._add(Sealed(number, FeedName(space, device, incarnation), *facts))

    def _add(self, one: Sealed) -> None:
        self._all.append(one)
        self._by_feed.setdefault(one.feed, []).append(one)
        self._ends.add(one.end)
        # A branch begins where a segment does of which it shares the first leaves.
        if not one.shared:
            self._starts[one.start] += 1

    def _stands(self, known: Sealed) -> bool:
        query = 'SELECT 1 FROM segment WHERE s = ? AND "end" = ? AND first = ? AND last = ?'
        return bool(one(self._connection, query, known.number, known.end, known.first, known.last))


def _undone_mark(connection: Connection) -> str:
    """Another text after each time that segments were taken out of the log."""
    found: str | None = one(connection, "SELECT value FROM meta WHERE key = ?", _UNDONE)
    return found or ""


def note_undone(connection: Connection) -> None:
    """Write down that segments were taken out of the log, inside the caller's transaction."""
    connection.execute("INSERT OR REPLACE INTO meta VALUES (?, hex(randomblob(8)))", (_UNDONE,))
