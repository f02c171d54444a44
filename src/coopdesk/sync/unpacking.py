# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A payload back into segments: references are followed, hashes computed again.

What comes out is only as good as its signature, which covers the last hash: whoever reads a
payload checks it before anything else happens.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, islice, repeat
from operator import sub
from struct import error as packing_error
from typing import Any, NamedTuple

import cbor2

from coopdesk.history import chain
from coopdesk.history.chain import HASH_SIZE
from coopdesk.history.segment import MOST_LEAVES, MOST_STEP, FeedName, Proven, Segment, identities
from coopdesk.records.values import Touches
from coopdesk.sync import cells, layout_one
from coopdesk.sync.columns import unpacked
from coopdesk.sync.limits import are_bytes, are_numbers, read_cbor, read_exactly
from coopdesk.sync.packing import LAYOUT, LOOSE, TOLD, Columns, Place

ID_SIZE = 16
MOST_SEGMENTS = 4096
MOST_TOGETHER = 1 << 17
"""Leaves of one payload: a second's work to prove. Senders stop at 20,000, or after one segment."""
LONGEST_NAME = 64
"""Letters of a type or a field: they are repeated in every leaf."""
_MOST_OF_HEADS = 1 << 26
"""Bytes of the heads of all saves together: a tail of some bytes stands for those of many saves."""
_MOST_OF_SHAPES = 1 << 24
"""Bytes of types and fields of all leaves together. A sender's payload holds a sixth of that."""
_MOST_SCHEMA = 1 << 31
_MOST_OF_SAVE = 1 << 40
KEY_SIZE, SIGNATURE_SIZE, MOST_OF_SPACE = 32, 64, 64
MOST_NUMBER = (1 << 53) - 1
"""No save and no incarnation has a higher number: far less than a database or another language can hold."""
LATEST_MS = 253_402_300_799_999
"""The last millisecond of the year 9999."""
READING_FAILS = (
    *(ValueError, IndexError, KeyError, TypeError, AttributeError),
    *(
        StopIteration,
        OverflowError,
        RecursionError,
        packing_error,
        cbor2.CBOREncodeError,
        cbor2.CBORDecodeError,
    ),
)
"""What goes wrong in a payload that was not written by `packing`."""


class Held(NamedTuple):
    """A leaf that the reader holds: its identity and its record."""

    hash: bytes
    record: bytes


Places = Mapping[tuple[bytes, int], tuple[bytes, bytes]]
"""What the reader holds: by Place, each Held."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A segment that refers to a version which has not arrived."""

    feed: FeedName
    missing: Place


class Payload:
    """A decoded payload. Making one, and going through its segments, raises ValueError where it is none."""

    def __init__(self, data: bytes) -> None:
        try:
            self._take_apart(data)
        except READING_FAILS as error:
            raise ValueError("payload") from error

    def _take_apart(self, data: bytes) -> None:
        written = read_cbor(data)
        columns = layout_one.columns(written) if written[0] == layout_one.LAYOUT else Columns(*written)
        if columns.layout != LAYOUT or len(columns.frames) > MOST_SEGMENTS:
            raise ValueError(columns.layout)
        if not isinstance(columns.entries, list):
            raise ValueError("entries")
        self.columns = columns
        dense = _Dense(columns.dense)
        self.frames = [_frame_of(dense, *frame) for frame in columns.frames]
        for number, frame in enumerate(self.frames):
            _check_frame(number, frame, len(columns.feeds))
        self.leaves = sum(frame.leaves for frame in self.frames)
        if self.leaves > MOST_TOGETHER:
            raise ValueError("leaves")
        self.feeds = [_feed_of(*feed) for feed in columns.feeds]
        self.heads = _heads_of(columns.heads, self.frames)
        self.shape = unpacked(columns.shape, self.leaves)
        self.shapes = _shapes_of(columns, self.shape)
        self.counts = unpacked(columns.counts, self.leaves)
        if min(self.counts, default=0) < 0:
            raise ValueError("counts")
        total = sum(self.counts)
        entry, leaf = unpacked(columns.entry, total), unpacked(columns.leaf, total)
        if total and not (min(entry) >= 0 and max(entry) <= len(columns.entries) and min(leaf) >= 0):
            raise ValueError("references")
        self.loose = dense.pieces(HASH_SIZE, entry.count(LOOSE))
        self.records = dense.rest(ID_SIZE)
        self.references = list(zip(entry, leaf, strict=True))
        ends = [end if isinstance(end, bytes) else b"" for end in (b"", *columns.entries)]
        self.outside = list(zip(map(ends.__getitem__, entry), leaf, strict=True))

    def wanted(self) -> list[tuple[bytes, int]]:
        """The leaves outside the payload that it refers to, each once."""
        return [place for place in dict.fromkeys(self.outside) if place[0]]

    def segments(self, held: Places) -> Iterator[Proven | Waiting]:
        """Each segment in turn, Waiting where it refers to something that is not in `held`."""
        try:
            reading = _Reading(self, held)
        except READING_FAILS as error:
            raise ValueError("columns") from error
        for number in range(len(self.frames)):
            try:
                found = reading.segment(number)
            except READING_FAILS as error:
                raise ValueError("segment") from error
            yield found


class _Dense:
    """Takes apart, one after the other, what stands together in a payload without lengths."""

    def __init__(self, data: object) -> None:
        if not isinstance(data, bytes):
            raise ValueError("dense")
        self._data, self._at = data, 0

    def piece(self, size: int) -> bytes:
        start, self._at = self._at, self._at + size
        if self._at > len(self._data):
            raise ValueError(size)
        return self._data[start : self._at]

    def pieces(self, size: int, count: int) -> list[bytes]:
        return [self.piece(size) for _ in range(count)]

    def rest(self, size: int) -> list[bytes]:
        count, over = divmod(len(self._data) - self._at, size)
        if over:
            raise ValueError(over)
        return self.pieces(size, count)


class _Frame(NamedTuple):
    """What a payload says of one segment."""

    feed: int
    start: bytes | int | None
    seed: bytes
    signature: bytes
    leaves: int
    offset: int


def _frame_of(dense: _Dense, feed: int, start: int | None, leaves: int, offset: int) -> _Frame:
    """What stands of a segment; its start (unless it is known), seed and signature are dense."""
    found = dense.piece(HASH_SIZE) if start is TOLD else start
    seed, signature = dense.piece(chain.SEED_SIZE), dense.piece(SIGNATURE_SIZE)
    return _Frame(feed, found, seed, signature, leaves, offset)


def _check_frame(number: int, frame: _Frame, feeds: int) -> None:
    """Raises ValueError where a segment says of itself what none can."""
    starts = (
        frame.start is None or are_bytes(HASH_SIZE, frame.start) or are_numbers(0, number - 1, frame.start)
    )
    counts = are_numbers(1, MOST_LEAVES, frame.leaves) and are_numbers(0, _MOST_OF_SAVE, frame.offset)
    if not (starts and counts and are_numbers(0, feeds - 1, frame.feed)):
        raise ValueError("frame")


def _feed_of(space: object, device: object, incarnation: object) -> FeedName:
    """The name of a feed; raises ValueError where it is none."""
    if not (isinstance(space, bytes) and isinstance(device, bytes) and isinstance(incarnation, int)):
        raise ValueError("feed")
    if not 0 < len(space) <= MOST_OF_SPACE or len(device) != KEY_SIZE:
        raise ValueError("feed")
    if not are_numbers(0, MOST_NUMBER, incarnation):
        raise ValueError("feed")
    return FeedName(space, device, incarnation)


class _Reading:
    """Goes through the columns of a payload once."""

    def __init__(self, payload: Payload, held: Places) -> None:
        self._payload, self._held = payload, held
        columns = payload.columns
        self._entries = columns.entries
        self._loose, self._records = iter(payload.loose), iter(payload.records)
        made = [shape.touches() for shape in payload.shapes]
        self._touches = [next(made[number]) for number in payload.shape]
        self._bodies = list(map(cbor2.dumps, self._touches))
        self._outside = list(map(held.get, payload.outside))
        self._done: list[tuple[list[bytes], Sequence[bytes], bytes] | None] = []
        self._at = self._reference = 0

    def segment(self, number: int) -> Proven | Waiting:
        payload, at = self._payload, self._at
        frame, name = payload.frames[number], payload.feeds[payload.frames[number].feed]
        self._at = end = at + frame.leaves
        counts = payload.counts[at:end]
        first, self._reference = self._reference, self._reference + sum(counts)
        start, known = self._start(frame.start)
        shapes = [payload.shapes[shape] for shape in payload.shape[at:end]]
        # Columns of the segment that are filled while its references are followed.
        parents: list[bytes] = []
        records: list[bytes] = []
        segment = Segment(
            *(name, start, b"", frame.seed, frame.signature, tuple(payload.heads[number]), frame.offset),
            *(records, [shape.kind for shape in shapes], parents, self._bodies[at:end]),
        )
        heads = [shape.head for shape in shapes]
        seen = self._outside[first : self._reference]
        if counts.count(1) == len(counts) and None not in seen:
            # Every leaf was made upon a version that the reader holds: none waits for a hash of this segment.
            parents += [one[0] for one in seen if one]
            records += [one[1] for one in seen if one]
            hashes, missing = identities(segment, heads), None
        else:
            hashes, missing = self._one_by_one(segment, heads, parents, records, first)
        if missing or not known:
            self._done.append(None)
            return Waiting(name, missing or Place(start, 0))
        self._done.append((hashes, records, hashes[-1]))
        return Proven(replace(segment, end=hashes[-1]), hashes, self._touches[at:end])

    def _one_by_one(
        self, segment: Segment, shapes: list[bytes], parents: list[bytes], records: list[bytes], at: int
    ) -> tuple[list[bytes], Place | None]:
        """Find parents and records of a segment in whose leaves earlier ones of it may be named, from this
        reference on; the hashes, and what is missing."""
        missing: Place | None = None
        hashes: list[bytes] = []
        heads, salts, last = dict(segment.saves), chain.salts(segment.seed, len(shapes)), segment.start
        counts = self._payload.counts[self._at - len(shapes) : self._at]
        for place, count in enumerate(counts):
            seen, record, gap = self._parents(at, count, hashes, records)
            at += count
            missing = missing or gap
            sealed = chain.commitment(salts[place], segment.bodies[place])
            last = chain.extend(last, shapes[place] + record + seen, sealed, heads.get(place, b""))
            hashes.append(last)
            records.append(record)
            parents.append(seen)
        return hashes, missing

    def _start(self, start: bytes | int | None) -> tuple[bytes, bool]:
        if start is None:
            return chain.START, True
        if isinstance(start, bytes):
            return start, True
        earlier = self._done[start]
        return (earlier[2], True) if earlier else (chain.START, False)

    def _parents(
        self, at: int, count: int, hashes: list[bytes], records: Sequence[bytes]
    ) -> tuple[bytes, bytes, Place | None]:
        """The parents of the next leaf and its record; the place of a parent that is not held."""
        found: list[bytes] = []
        record: bytes | None = None
        missing: Place | None = None
        for (entry, index), held in zip(
            self._payload.references[at : at + count], self._outside[at : at + count], strict=True
        ):
            if entry == LOOSE:
                found.append(next(self._loose))
                continue
            record = record or b""
            target = self._entries[entry - 1]
            if isinstance(target, bytes):
                if held is None:
                    missing = Place(target, index)
                    continue
                found.append(held[0])
                record = held[1]
                continue
            done = (hashes, records) if target == len(self._done) else self._done[target]
            if done is None:
                missing = Place(chain.START, index)
                continue
            found.append(done[0][index])
            record = done[1][index]
        return b"".join(found), next(self._records) if record is None else record, missing


@dataclass(frozen=True, slots=True)
class _Shape:
    """A type and some of its fields, and the values of all leaves that touch just these."""

    kind: str
    keys: tuple[str, ...]
    head: bytes
    columns: tuple[list[Any], ...]
    leaves: int

    def touches(self) -> Iterator[Touches]:
        """What each leaf sets."""
        rows = zip(*self.columns, strict=True) if self.columns else iter([()] * self.leaves)
        return map(dict, map(zip, repeat(self.keys), rows))


def _shapes_of(columns: Columns, numbers: list[int]) -> list[_Shape]:
    """The shapes with their values; raises ValueError where these are not as many as the leaves."""
    leaves = Counter(numbers)
    if not leaves.keys() <= set(range(len(columns.shapes))):
        raise ValueError("shapes")
    if sum(leaves[number] * len(keys) for number, (_, keys, *_) in enumerate(columns.shapes)) > cells.MOST:
        raise ValueError("values")
    found = []
    for number, (kind, keys, *written) in enumerate(columns.shapes):
        # Sorted, each once: a body has one form only.
        if keys != sorted(set(keys)) or len(written) != len(keys):
            raise ValueError("keys")
        if not all(isinstance(text, str) and len(text) <= LONGEST_NAME for text in (kind, *keys)):
            raise ValueError("names")
        values = tuple(cells.unpacked(column, leaves[number]) for column in written)
        found.append(_Shape(kind, tuple(keys), chain.encode_shape(kind, keys), values, leaves[number]))
    if sum(shape.leaves * len(shape.head) for shape in found) > _MOST_OF_SHAPES:
        raise ValueError("names")
    return found


def _heads_of(written: list[Any], frames: list[_Frame]) -> list[list[tuple[int, bytes]]]:
    """For each segment the places and encoded heads of its saves; raises ValueError."""
    counts, gaps, lamports, walls, which, tails = written
    per_segment = unpacked(counts, len(frames))
    total = sum(per_segment)
    if total > sum(frame.leaves for frame in frames):
        raise ValueError("saves")
    if len(tails) > total:
        raise ValueError("tails")
    for tail in tails:
        _check_tail(tail)
    columns = [unpacked(column, total) for column in (lamports, walls, which)]
    if sum(len(tails[tail]) for tail in columns[2]) > _MOST_OF_HEADS:
        raise ValueError("tails")
    _check_numbers(columns[0], columns[1], per_segment)
    numbers = zip(*columns, strict=True)
    pack = chain.NUMBERS.pack
    # The bytes that SaveHead.encoded() gives.
    heads = iter([pack(lamport, wall) + tails[tail] for lamport, wall, tail in numbers])
    steps = iter(unpacked(gaps, total))
    found = []
    for count, frame in zip(per_segment, frames, strict=True):
        places = list(accumulate(islice(steps, count)))
        if not places or places[0] != 0 or places[-1] >= frame.leaves or places != sorted(set(places)):
            raise ValueError("saves")
        found.append(list(zip(places, islice(heads, count), strict=True)))
    return found


def _check_numbers(lamports: list[int], walls: list[int], saves: list[int]) -> None:
    """Raises ValueError where the numbers of a segment's saves don't rise, or no clock can show a time."""
    if not (_all_within(1, MOST_NUMBER, lamports) and _all_within(0, LATEST_MS, walls)):
        raise ValueError("numbers")
    found = iter(lamports)
    for count in saves:
        of_segment = list(islice(found, count))
        if not _all_within(1, MOST_STEP, list(map(sub, islice(of_segment, 1, None), of_segment))):
            raise ValueError("numbers")


def _all_within(least: int, most: int, column: list[int]) -> bool:
    return not column or (min(column) >= least and max(column) <= most)


def _check_tail(tail: bytes) -> None:
    """Raises ValueError where this is not what follows number and time in the head of a save."""
    author, schema, leaves, doubtful, purpose, reverses, act, *_ = read_exactly(tail)
    texts = all(isinstance(text, str) for text in (author, purpose, act))
    if not (texts and are_numbers(0, _MOST_SCHEMA, schema) and are_numbers(1, _MOST_OF_SAVE, leaves)):
        raise ValueError("tail")
    if not isinstance(doubtful, bool) or not isinstance(reverses, bytes):
        raise ValueError("tail")
