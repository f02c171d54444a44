# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Leaves that met another version: the two branches of a record, from the log.

Where a row shows one version that saw all others, what came in may begin at an earlier one. Then what lies
between the two in the log is all that has to be read: see `history.meeting`. After a bundle whose changes
met others made here this is most of the work, and reading each record whole took four times as long.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from coopdesk.history.chain import HASH_SIZE, decode_bodies
from coopdesk.history.leaf import Leaf
from coopdesk.store import log_rows
from coopdesk.store.connection import Connection
from coopdesk.store.connection import rows as all_rows

_AT_ONCE = 500
_EARLIER = (
    "SELECT rec, log.hash, parents, body, lamport, feed, unaccepted.l IS NULL FROM log"
    " LEFT JOIN unaccepted ON unaccepted.l = log.l WHERE rec IN ({marks}) AND log.l < ?"
)
_HASH, _PARENTS, _BODY, _LAMPORT, _FEED, _COUNTS = range(1, 7)
_Kept = tuple[Any, ...]


class Arrived(NamedTuple):
    """A record whose row shows the one version `head`, and the leaves that came in for it and count."""

    n: int
    head: bytes
    leaves: Sequence[log_rows.Leaf]


class Branches(NamedTuple):
    """What was saved upon one version: what the row shows, and what came in; each oldest first."""

    n: int
    ours: Sequence[Leaf]
    theirs: Sequence[Leaf]


def branches(connection: Connection, arrived: Sequence[Arrived], before: int) -> Iterator[Branches]:
    """The two branches of those records that have just two, each a straight line; what came in stands in
    the log from the row `before` on."""
    feeds: dict[int, bytes] = dict(all_rows(connection, "SELECT f, id FROM feed"))
    for start in range(0, len(arrived), _AT_ONCE):
        part = [one for one in arrived[start : start + _AT_ONCE] if _is_chain(one.leaves)]
        known = _earlier(connection, [one.n for one in part], before)
        found = [(one, line) for one in part if (line := _between(known[one.n], one))]
        touches = iter(decode_bodies([kept[_BODY] for _, line in found for kept in line]))
        for one, line in found:
            ours = [
                Leaf(kept[_HASH], (), next(touches), (kept[_LAMPORT], feeds[kept[_FEED]], kept[_HASH]))
                for kept in line
            ]
            theirs = [
                Leaf(leaf.hash, (), leaf.touches, (leaf.lamport, feeds[leaf.feed], leaf.hash))
                for leaf in one.leaves
            ]
            yield Branches(one.n, ours, theirs)


def _is_chain(leaves: Sequence[log_rows.Leaf]) -> bool:
    """Whether each was made upon the one before, and the first upon a single version."""
    if len(leaves[0].parents) != HASH_SIZE:
        return False
    return all(leaf.parents == before.hash for before, leaf in pairwise(leaves))


def _earlier(connection: Connection, numbers: Sequence[int], before: int) -> dict[int, dict[bytes, _Kept]]:
    """What the log held of these records before the row `before`, by record and identity."""
    known: dict[int, dict[bytes, _Kept]] = {n: {} for n in numbers}
    marks = ",".join("?" * len(numbers))
    for kept in all_rows(connection, _EARLIER.format(marks=marks), *numbers, before):
        known[kept[0]][kept[_HASH]] = kept
    return known


def _between(known: dict[bytes, _Kept], one: Arrived) -> Sequence[_Kept]:
    """The line of leaves from the version that what came in was made upon, without it, to the one shown;
    none where it is no such line, or where what came in was here already."""
    line: list[_Kept] = []
    begun, at = one.leaves[0].parents, one.head
    if begun not in known or any(leaf.hash in known for leaf in one.leaves):
        return ()
    while at != begun:
        kept = known.pop(at, None)
        if kept is None or not kept[_COUNTS]:
            return ()
        line.append(kept)
        at = kept[_PARENTS]
    return line[::-1]
