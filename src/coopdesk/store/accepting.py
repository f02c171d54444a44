# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whose saves count: what trust says of devices, brought to the leaves in the log.

A leaf that does not count is transparent: what its author had seen stays seen, what it set is not
shown. Everything stays in the log and is passed on, so that a later word can let it count.
"""

from collections.abc import Callable, Iterable, Mapping

from coopdesk.frozen import dataclass
from coopdesk.store import saves
from coopdesk.store.connection import Connection
from coopdesk.store.connection import rows as all_rows

STRANGE = "signer"
"""Why a leaf does not count: nobody admitted the device that signed it, or its word was revoked."""

Limits = tuple[frozenset[bytes], ...]
"""Nothing of a device counts but the segments up to each of these sets of segment ends; () without limit,
one empty set for a device that nobody knows."""
NOTHING: Limits = (frozenset(),)


def no_limits(device: bytes) -> Limits:
    """Everybody counts."""
    return ()


@dataclass(frozen=True, slots=True)
class Trust:
    """The limits of each device by its public key; `accepted` are the ends of single segments that count
    although they lie behind the limits."""

    limits: Callable[[bytes], Limits] = no_limits
    accepted: frozenset[bytes] = frozenset()


EVERYBODY = Trust()


@dataclass(frozen=True, slots=True)
class Stretch:
    """A segment as the limits see it: its number, the hashes around it, its own log rows, and those of
    its first leaves that lie in another segment."""

    number: int
    start: bytes
    end: bytes
    first: int
    last: int
    base: int
    shared: int


def reconsider(connection: Connection, trust: Trust, devices: Iterable[bytes] | None = None) -> list[int]:
    """Bring the leaves of these devices (of all) into line with what trust says now, inside the caller's
    transaction; the row numbers of the records to be read anew."""
    wanted = None if devices is None else set(devices)
    changed: dict[int, None] = {}
    for feed, device in all_rows(connection, "SELECT f, device FROM feed ORDER BY f"):
        if wanted is None or device in wanted:
            limits = trust.limits(device)
            refused = _refused(connection, feed, limits, trust.accepted) if limits else set()
            turned = _mark(connection, feed, refused)
            changed |= dict.fromkeys(turned)
            if turned:
                edges = saves.at_the_edges(connection, feed)
                completed, held = saves.hold_parts(connection, feed, edges)
                changed |= dict.fromkeys(part.n for part in completed + held)
    return list(changed)


def _refused(connection: Connection, feed: int, limits: Limits, accepted: frozenset[bytes]) -> set[int]:
    """The log rows of a feed that don't count."""
    stretches = _stretches(connection, feed)
    by_end = {one.end: one for one in stretches.values()}
    within = [_up_to(tips, by_end) for tips in limits]
    ends = set.intersection(*within) | (accepted & by_end.keys())
    counting: set[int] = set()
    for end in ends:
        counting.update(_rows(by_end[end], stretches))
    return {row for one in stretches.values() for row in range(one.first, one.last + 1)} - counting


def _stretches(connection: Connection, feed: int) -> dict[int, Stretch]:
    query = (
        'SELECT s, start, "end", first, last, coalesce(base, 0), coalesce(shared, 0)'
        " FROM segment LEFT JOIN segment_base USING (s) WHERE feed = ? ORDER BY s"
    )
    return {row[0]: Stretch(*row) for row in all_rows(connection, query, feed)}


def _up_to(tips: Iterable[bytes], by_end: Mapping[bytes, Stretch]) -> set[bytes]:
    """The ends of the segments that lie before these ends, and these themselves."""
    found: set[bytes] = set()
    for tip in tips:
        at = tip
        while at in by_end and at not in found:
            found.add(at)
            at = by_end[at].start
    return found


def _rows(one: Stretch, stretches: Mapping[int, Stretch]) -> list[int]:
    """The log rows of a segment in order, those that lie in another one first."""
    shared = _rows(stretches[one.base], stretches)[: one.shared] if one.base else []
    return shared + list(range(one.first, one.last + 1))


def _mark(connection: Connection, feed: int, refused: set[int]) -> list[int]:
    """Make these the rows of a feed that don't count for their signer; the records this concerns."""
    query = "SELECT l FROM unaccepted JOIN log USING (l) WHERE feed = ? AND why = ?"
    before = {row for (row,) in all_rows(connection, query, feed, STRANGE)}
    connection.executemany("DELETE FROM unaccepted WHERE l = ?", [(row,) for row in sorted(before - refused)])
    connection.executemany(
        "INSERT OR REPLACE INTO unaccepted VALUES (?,?)", [(row, STRANGE) for row in sorted(refused - before)]
    )
    turned = sorted(before ^ refused)
    found: dict[int, None] = {}
    for start in range(0, len(turned), 500):
        part = turned[start : start + 500]
        marks = ",".join("?" * len(part))
        query = f"SELECT DISTINCT rec FROM log WHERE l IN ({marks})"
        found |= dict.fromkeys(n for (n,) in all_rows(connection, query, *part))
    return list(found)
