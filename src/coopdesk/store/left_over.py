# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A write-ahead log that was left over, as after a power cut: is all of it there that was saved?

SQLite takes up such a log until the first frame whose checksum is wrong, and says nothing of what
stands behind. Usually that is a last save cut short, which nobody was told is safe. But with
synchronous=FULL a save only follows when the one before is on the disk: where a damaged frame is
followed by whole frames of a later save, the disk lost what was safe, and that is to be said.

What this can't see is damage in the very last save: it looks like one cut short.
The format: https://sqlite.org/fileformat2.html#the_write_ahead_log
"""

import struct
import sys
from collections.abc import Iterator
from pathlib import Path

from coopdesk.frozen import dataclass
from coopdesk.store.connection import Connection, transaction

_HEADER, _FRAME_HEADER = 32, 24
_ORDERS = ("<", ">") if sys.byteorder == "little" else (">", "<")
Sums = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Frame:
    """A frame of the log: whether it ends a save, and whether its checksum follows from the one before."""

    ends: bool
    sound: bool


def lost_saves(connection: Connection, log: Path) -> bool:
    """Whether a write-ahead log holds saves that SQLite left aside because of damage before them."""
    taken = max(0, connection.execute("PRAGMA wal_checkpoint(NOOP)").fetchone()[1])
    size = _FRAME_HEADER + int(connection.execute("PRAGMA page_size").fetchone()[0])
    if not _suspicious(log, taken, size):
        return False
    with transaction(connection):  # nobody writes while the log is read a second time
        return _suspicious(log, taken, size)


def _suspicious(log: Path, taken: int, size: int) -> bool:
    try:
        with log.open("rb") as file:
            header = file.read(_HEADER)
            if len(header) < _HEADER:
                return False
            written: Sums = struct.unpack(">II", header[24:])
            order = next((one for one in _ORDERS if _sums(header[:24], (0, 0), one) == written), "")
            damaged = not order
            order = order or _ORDERS[0]
            before = {_sums(header[:24], (0, 0), order), written}
            if taken:
                file.seek(_HEADER + (taken - 1) * size)
                before = {struct.unpack(">II", file.read(_FRAME_HEADER)[16:24])}
            file.seek(_HEADER + taken * size)
            raw = iter(lambda: file.read(size), b"")
            rest = (one for one in raw if len(one) == size)
            # Frames of other salts are of an earlier log in the same file; a damaged header knows none.
            salts = b"" if damaged else header[16:24]
            return _holds_later_saves(_frames(rest, before, order, salts), damaged)
    except FileNotFoundError:
        return False


def _frames(frames: Iterator[bytes], before: set[Sums], order: str, salts: bytes) -> Iterator[_Frame]:
    """The frames behind one whose checksum is `before`: as it is written there, or as it should be."""
    for raw in frames:
        written: Sums = struct.unpack(">II", raw[16:24])
        due = {_sums(raw[:8] + raw[_FRAME_HEADER:], start, order) for start in before}
        salted = not salts or raw[8:16] == salts
        yield _Frame(raw[4:8] != bytes(4), salted and written in due)
        before = due | {written}


def _sums(data: bytes, start: Sums, order: str) -> Sums:
    one, other = start
    words = struct.unpack(f"{order}{len(data) // 4}I", data)
    for first, second in zip(words[::2], words[1::2], strict=True):
        one = one + first + other & 0xFFFFFFFF
        other = other + second + one & 0xFFFFFFFF
    return one, other


def _holds_later_saves(frames: Iterator[_Frame], damaged: bool) -> bool:
    """Whether damage, in a frame that was not taken up or (`damaged`) before the first, is followed by
    whole frames of a later save."""
    for frame in frames:
        if damaged and not frame.sound:
            return False
        if damaged and frame.ends:
            break
        if not damaged and frame.sound and frame.ends:
            return False  # another process saved meanwhile
        damaged = damaged or not frame.sound
        if damaged and frame.ends:
            break
    following = next(frames, None)
    return following is not None and following.sound
