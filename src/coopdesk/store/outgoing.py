# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sealed segments out of the log, as they travel; and which of their leaves a machine holds."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from typing import NamedTuple, cast, overload

from coopdesk.history.segment import FeedName, Segment
from coopdesk.records.identity import to_bytes
from coopdesk.store.connection import Connection, one
from coopdesk.store.connection import rows as all_rows

LeafRow = tuple[int, int, bytes | None, bytes, bytes, bytes, str, str, int | None]
_BEFORE = "(SELECT max(l) FROM log AS earlier WHERE earlier.rec = log.rec AND earlier.l < log.l)"
_LEAVES = (
    "SELECT log.l, log.pos, log.head, log.parents, log.body, log.hash, record.id, type, seen.l FROM log"
    f" JOIN record ON n = log.rec LEFT JOIN log AS seen ON seen.l = coalesce(log.seen, {_BEFORE})"
    " AND seen.hash = log.parents WHERE log.feed = ? AND log.l BETWEEN ? AND ? ORDER BY log.l"
)
"""The last column is the row of the version that a leaf was made upon, where that is the one which was last
when it was saved here, or stands before it in this log, as nearly always."""

_FACTS = "hash, n, id, type FROM log JOIN record WHERE n = rec"
_STRETCHES = (
    'SELECT "end", first, last, coalesce(base, 0), coalesce(shared, 0)'
    " FROM segment LEFT JOIN segment_base USING (s) WHERE"
)
_AT_ONCE = 500
_DENSE = 4
"""Where every fourth leaf of a stretch is wanted, reading all of it is quicker than looking for each."""


class Outgoing(NamedTuple):
    """A segment as it stands in the log, not computed again: who reads it elsewhere does that. `hashes` are
    the identities of its leaves; `seen` is for each the log row of its parent, None where it has none or
    several, or where it is to be looked for."""

    segment: Segment
    hashes: list[bytes]
    seen: list[int | None]


class Ids(Sequence[bytes]):
    """Ids of records as bytes, made of their letters only where they are asked for."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts

    def __len__(self) -> int:
        return len(self._texts)

    @overload
    def __getitem__(self, place: int) -> bytes: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[bytes]: ...
    def __getitem__(self, place: int | slice) -> bytes | Sequence[bytes]:
        texts = self._texts[place]
        return to_bytes(texts) if isinstance(texts, str) else Ids(texts)


def segments(connection: Connection, numbers: Iterable[int]) -> Iterator[Outgoing]:
    """The segments with these numbers, one after the other, so that memory holds one."""
    for number in numbers:
        yield _segment(connection, number)


def _segment(connection: Connection, number: int) -> Outgoing:
    space, device, incarnation, start, end, seed, signature = all_rows(
        connection,
        'SELECT feed.space, feed.device, feed.incarnation, start, "end", seed, signature'
        " FROM segment JOIN feed ON f = segment.feed WHERE s = ?",
        number,
    )[0]
    leaves = leaf_rows(connection, number)
    _, places, heads, parents, bodies, identities, ids, kinds, seen = zip(*leaves, strict=True)
    # The first leaf of a segment says which save it belongs to, also where that began before.
    begun = enumerate(zip(places, heads, strict=True))
    saves = tuple([(at, head) for at, (pos, head) in begun if head is not None and not (pos and at)])
    segment = Segment(
        *(FeedName(space, device, incarnation), start, end, seed, signature, saves, places[0]),
        *(Ids(ids), kinds, parents, bodies),
    )
    return Outgoing(segment, list(identities), list(seen))


def values_with(connection: Connection, number: int, words: Collection[bytes]) -> Iterator[tuple[str, bytes]]:
    """Type and encoded values of the leaves of a segment in which one of these words may stand."""
    base = all_rows(connection, "SELECT base, shared FROM segment_base WHERE s = ?", number)
    if base:
        yield from values_with(connection, base[0][0], words)
    found = " OR ".join("instr(body, ?)" for _ in words) or "0"
    query = (
        "SELECT type, body FROM segment JOIN log ON log.feed = segment.feed AND l BETWEEN first AND last"
        f" JOIN record ON n = rec WHERE s = ? AND ({found})"
    )
    yield from connection.execute(query, (number, *words))


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


def versions_of(connection: Connection, found: Iterable[tuple[str, bytes]]) -> dict[bytes, int]:
    """The log rows of these versions, each given by its record and its identity, as far as they are here."""
    query = "SELECT l FROM log WHERE rec IN (SELECT n FROM record WHERE id = ?) AND hash = ?"
    rows = ((identity, one(connection, query, record, identity)) for record, identity in found)
    return {identity: row for identity, row in rows if row is not None}


Found = tuple[int, bytes, int, str, str]
"""A leaf that is here: its place in its segment, its identity, and number, id and type of its record."""


class _Stretch(NamedTuple):
    """Leaves of a segment that are asked for: the hash at its end, how much higher than its place the log row
    of a leaf is, and these rows, sorted."""

    end: bytes
    before: int
    rows: list[int]


def held(connection: Connection, wanted: Iterable[tuple[bytes, int]]) -> Iterator[tuple[bytes, list[Found]]]:
    """Those leaves, named by the end of their segment and their place in it, that are here; together for
    each segment."""
    by_end: dict[bytes, set[int]] = {}
    for end, place in wanted:
        by_end.setdefault(end, set()).add(place)
    scattered = []
    for stretch in _stretches(connection, by_end):
        if stretch.rows[-1] - stretch.rows[0] < _DENSE * len(stretch.rows):
            yield stretch.end, _between(connection, stretch)
        else:
            scattered.append(stretch)
    facts = _facts(connection, [row for stretch in scattered for row in stretch.rows])
    for end, before, rows in scattered:
        yield end, [(row - before, *facts[row]) for row in rows if row in facts]


def _stretches(connection: Connection, by_end: Mapping[bytes, Set[int]]) -> Iterator[_Stretch]:
    """The log rows of these leaves, by the ends of their segments, as far as the segments are here."""
    ends = list(by_end)
    for start in range(0, len(ends), _AT_ONCE):
        part = ends[start : start + _AT_ONCE]
        query = f'{_STRETCHES} "end" IN ({",".join("?" * len(part))})'
        for end, *facts in all_rows(connection, query, *part):
            yield from _stretches_of(connection, end, by_end[end], *facts)


def _stretches_of(
    connection: Connection, end: bytes, places: Set[int], first: int, last: int, base: int, shared: int
) -> Iterator[_Stretch]:
    before = first - shared
    rows = sorted(before + place for place in places if shared <= place <= last - before)
    if rows:
        yield _Stretch(end, before, rows)
    # What a branch shares with another segment stands there.
    elsewhere = {place for place in places if place < shared}
    if elsewhere:
        facts = all_rows(connection, f"{_STRETCHES} s = ?", base)[0]
        yield from _stretches_of(connection, end, elsewhere, *facts[1:])


def _between(connection: Connection, stretch: _Stretch) -> list[Found]:
    wanted = set(stretch.rows)
    query = f"SELECT l, l - ?, {_FACTS} AND l BETWEEN ? AND ?"
    found = all_rows(connection, query, stretch.before, stretch.rows[0], stretch.rows[-1])
    return [row[1:] for row in found if row[0] in wanted]


def _facts(connection: Connection, rows: Sequence[int]) -> dict[int, tuple[bytes, int, str, str]]:
    """What is known of leaves that lie far from one another, by their log rows."""
    facts: dict[int, tuple[bytes, int, str, str]] = {}
    for start in range(0, len(rows), _AT_ONCE):
        part = rows[start : start + _AT_ONCE]
        query = f"SELECT l, {_FACTS} AND l IN ({','.join('?' * len(part))})"
        facts |= {row: tuple(found) for row, *found in all_rows(connection, query, *part)}
    return facts
