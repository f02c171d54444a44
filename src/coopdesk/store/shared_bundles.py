# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The bundles that this computer left in a shared folder, and what is in them: so that it can take them
away again once nobody needs them."""

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from coopdesk.store.connection import Connection
from coopdesk.store.connection import rows as all_rows


@dataclass(frozen=True, slots=True)
class Left:
    """A bundle, or a part of one, in a shared folder: the hash of its head, the sending it belongs to,
    its file, when it was written (milliseconds since 1970 by our clock), for which devices (none: for
    all), the numbers of its segments; `complete`: 1 where it holds everything for those who were members
    then, 2 where any later one can open it too, else 0."""

    mark: bytes
    sending: str
    file: str
    at: int
    readers: frozenset[bytes]
    segments: frozenset[int]
    complete: int


def note(connection: Connection, left: Left) -> None:
    """Write down that a bundle goes into a shared folder, inside the caller's transaction."""
    connection.execute(
        "INSERT OR REPLACE INTO shared_bundle (mark, sending, file, at, readers, segments, complete)"
        " VALUES (?,?,?,?,?,?,?)",
        (
            *(left.mark, left.sending, left.file, left.at),
            json.dumps(sorted(device.hex() for device in left.readers)),
            json.dumps(list(_runs(left.segments))),
            left.complete,
        ),
    )


def note_delivered(connection: Connection, sending: str) -> None:
    """Write down that a bundle got there."""
    connection.execute("UPDATE shared_bundle SET lies = 1 WHERE sending = ?", (sending,))


def lost(connection: Connection, before: int) -> list[str]:
    """The sendings written before a moment of which nobody knows that they got there."""
    query = "SELECT DISTINCT sending FROM shared_bundle WHERE lies = 0 AND at < ?"
    return [sending for (sending,) in all_rows(connection, query, before)]


def forget(connection: Connection, sending: str) -> None:
    """A bundle did not get there, inside the caller's transaction."""
    connection.execute("DELETE FROM shared_bundle WHERE sending = ?", (sending,))


def left(connection: Connection) -> list[Left]:
    """Every bundle that was left in a shared folder, the oldest first, whether it lies there still or not."""
    query = "SELECT mark, sending, file, at, readers, segments, complete FROM shared_bundle ORDER BY rowid"
    return [
        Left(
            *(bytes(mark), sending, file, at),
            frozenset(map(bytes.fromhex, json.loads(readers))),
            frozenset(_numbers(json.loads(segments))),
            complete,
        )
        for mark, sending, file, at, readers, segments, complete in all_rows(connection, query)
    ]


def _runs(numbers: Collection[int]) -> Iterator[tuple[int, int]]:
    """First and last of each run of consecutive numbers."""
    ordered = sorted(numbers)
    starts = [one for one in ordered if one - 1 not in numbers]
    ends = [one for one in ordered if one + 1 not in numbers]
    return zip(starts, ends, strict=True)


def _numbers(runs: Iterable[Sequence[int]]) -> Iterator[int]:
    for first, last in runs:
        yield from range(first, last + 1)
