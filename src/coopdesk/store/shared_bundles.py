# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The bundles that this computer left in a shared folder, and what is in them: so that it can take them
away again once nobody needs them. One that it left and does not remember, since it was put back to an
earlier day, is taken up when it is read."""

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from coopdesk.store.connection import Connection, one
from coopdesk.store.connection import rows as all_rows


@dataclass(frozen=True, slots=True)
class Left:
    """A bundle, or a part of one, in a shared folder: the hash of its head, the sending it belongs to,
    its file, when it was written (milliseconds since 1970 by our clock), for which devices (none: for
    all), the numbers of its segments; `complete`: 1 where it holds everything for those who were members
    then, 2 where any later one can open it too, else 0; `taken_up`: it was not written by this desk as it
    is now, but lay there."""

    mark: bytes
    sending: str
    file: str
    at: int
    readers: frozenset[bytes]
    segments: frozenset[int]
    complete: int
    taken_up: bool = False


_ON_THE_WAY, _LIES, _TAKEN_UP = range(3)


def note(connection: Connection, left: Left) -> None:
    """Write down that a bundle goes into a shared folder, or lies there, inside the caller's transaction."""
    connection.execute(
        "INSERT OR REPLACE INTO shared_bundle (mark, sending, file, at, readers, segments, complete, lies)"
        " VALUES (?,?,?,?,?,?,?,?)",
        (
            *(left.mark, left.sending, left.file, left.at),
            json.dumps(sorted(device.hex() for device in left.readers)),
            json.dumps(list(_runs(left.segments))),
            left.complete,
            _TAKEN_UP if left.taken_up else _ON_THE_WAY,
        ),
    )


def note_delivered(connection: Connection, sending: str) -> None:
    """Write down that a bundle got there."""
    connection.execute("UPDATE shared_bundle SET lies = ? WHERE sending = ?", (_LIES, sending))


def lost(connection: Connection, before: int) -> list[str]:
    """The sendings written before a moment of which nobody knows that they got there."""
    query = "SELECT DISTINCT sending FROM shared_bundle WHERE lies = ? AND at < ?"
    return [sending for (sending,) in all_rows(connection, query, _ON_THE_WAY, before)]


def forget(connection: Connection, sending: str) -> None:
    """A bundle did not get there, inside the caller's transaction."""
    connection.execute("DELETE FROM shared_bundle WHERE sending = ?", (sending,))


def left(connection: Connection) -> list[Left]:
    """Every bundle that was left in a shared folder, the oldest first, whether it lies there still or not."""
    query = (
        "SELECT mark, sending, file, at, readers, segments, complete, lies FROM shared_bundle ORDER BY rowid"
    )
    return [
        Left(
            *(bytes(mark), sending, file, at),
            frozenset(map(bytes.fromhex, json.loads(readers))),
            frozenset(_numbers(json.loads(segments))),
            *(complete, lies == _TAKEN_UP),
        )
        for mark, sending, file, at, readers, segments, complete, lies in all_rows(connection, query)
    ]


def own_devices(connection: Connection) -> frozenset[bytes]:
    """The public key of this computer, and those that it had before it was restored from backups."""
    found = all_rows(connection, "SELECT DISTINCT device FROM feed WHERE own = 1")
    return frozenset(bytes(device) for (device,) in found)


def segments_signed(connection: Connection, signatures: Collection[bytes]) -> frozenset[int]:
    """The numbers of the segments that are here with these signatures."""
    found = all_rows(connection, "SELECT s, signature FROM segment")
    wanted = set(signatures)
    return frozenset(number for number, signature in found if bytes(signature) in wanted)


def first_segment(connection: Connection) -> int:
    """The number of the segment that was here first, 0 where there is none."""
    return int(one(connection, "SELECT min(s) FROM segment") or 0)


def is_written_here(connection: Connection, mark: bytes) -> bool:
    """Whether a bundle was noted when it was written."""
    query = "SELECT 1 FROM shared_bundle WHERE mark = ? AND lies <> ?"
    return one(connection, query, mark, _TAKEN_UP) is not None


def _runs(numbers: Collection[int]) -> Iterator[tuple[int, int]]:
    """First and last of each run of consecutive numbers."""
    ordered = sorted(numbers)
    starts = [one for one in ordered if one - 1 not in numbers]
    ends = [one for one in ordered if one + 1 not in numbers]
    return zip(starts, ends, strict=True)


def _numbers(runs: Iterable[Sequence[int]]) -> Iterator[int]:
    for first, last in runs:
        yield from range(first, last + 1)
