# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Leaves that met another version: the two branches of a record, from the log.

Where a row shows one version that saw all others, what came in may begin at an earlier one. Then what lies
between the two is all that has to be read: see `history.meeting`. After a bundle whose changes met others
made here this is most of the work.
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
_COUNTING = (
    "SELECT log.l, rec, hash, parents, body, lamport, feed FROM log"
    " LEFT JOIN unaccepted ON unaccepted.l = log.l WHERE log.{column} IN ({marks}) AND unaccepted.l IS NULL"
)
_ROW, _RECORD, _HASH, _PARENTS, _BODY, _LAMPORT, _FEED = range(7)

Line = list[tuple[Any, ...]]
"""Leaves as the log keeps them, each made upon the one before."""


class Shown(NamedTuple):
    """What a row shows: its one version, and the log rows of the first and the last leaf that count."""

    head: bytes
    first: int
    last: int


class Arrived(NamedTuple):
    """The leaves that came in for a record, which all count, and what its row shows yet."""

    n: int
    shown: Shown
    leaves: Sequence[log_rows.Leaf]


class Branches(NamedTuple):
    """What was saved upon one version: what the row shows, and what came in; each oldest first."""

    n: int
    ours: Sequence[Leaf]
    theirs: Sequence[Leaf]


def branches(connection: Connection, arrived: Sequence[Arrived]) -> Iterator[Branches]:
    """The two branches of those records that have just two, each a straight line."""
    feeds: dict[int, bytes] = dict(all_rows(connection, "SELECT f, id FROM feed"))
    for start in range(0, len(arrived), _AT_ONCE):
        part = [one for one in arrived[start : start + _AT_ONCE] if _is_line(one.leaves)]
        lines = _short_lines(connection, part)
        lines |= _long_lines(connection, [one for one in part if one.n not in lines])
        found = [(one, lines[one.n]) for one in part if one.n in lines]
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


def _is_line(leaves: Sequence[log_rows.Leaf]) -> bool:
    """Whether each was made upon the one before, and the first upon a single version."""
    if len(leaves[0].parents) != HASH_SIZE:
        return False
    return all(leaf.parents == before.hash for before, leaf in pairwise(leaves))


def _short_lines(connection: Connection, part: Sequence[Arrived]) -> dict[int, Line]:
    """The lines of one leaf, by record: nearly all, and found without the long past of some records."""
    ends = [row for one in part for row in (one.shown.first, one.shown.last)]
    kept = {found[_ROW]: found for found in _counting(connection, "l", ends)}
    lines = {}
    for n, shown, leaves in part:
        first, last = kept.get(shown.first), kept.get(shown.last)
        # Where an earlier leaf counts, the version shown has seen it through the one it was made upon.
        has_past = first and last and first[_HASH] != last[_HASH] == shown.head
        if last and has_past and last[_PARENTS] == leaves[0].parents and last[_HASH] != leaves[0].hash:
            lines[n] = [last]
    return lines


def _long_lines(connection: Connection, part: Sequence[Arrived]) -> dict[int, Line]:
    """The lines of those records that have one, by record, from all their leaves."""
    known: dict[int, dict[bytes, tuple[Any, ...]]] = {one.n: {} for one in part}
    for found in _counting(connection, "rec", list(known)):
        known[found[_RECORD]][found[_HASH]] = found
    lines = {one.n: _between(known[one.n], one.leaves[0].parents, one.shown.head) for one in part}
    # What was here already, and came once more, is no other branch.
    come = {leaf.hash for one in part for leaf in one.leaves}
    return {n: line for n, line in lines.items() if line and not any(kept[_HASH] in come for kept in line)}


def _between(known: dict[bytes, tuple[Any, ...]], begun: bytes, head: bytes) -> Line:
    """The line from the version `begun`, without it, to the `head`; none where it is no such line."""
    line, at = [], head
    while at != begun and at in known:
        line.append(known.pop(at))
        at = line[-1][_PARENTS]
    return line[::-1] if at == begun and begun in known else []


def _counting(connection: Connection, column: str, values: Sequence[int]) -> list[tuple[Any, ...]]:
    """The leaves that count with one of these values in a column of the log."""
    marks = ",".join("?" * len(values))
    return all_rows(connection, _COUNTING.format(column=column, marks=marks), *values)
