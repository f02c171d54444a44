# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Segments into one payload: columns over all leaves, and references instead of hashes.

A version that the reader holds, or that stands earlier in the payload, is named by the end of its
segment and its place in it; the record then follows from it. What can be computed again is left
out. The layout is in FORMAT.md; a change of it is a new number in `LAYOUT`.
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import cbor2

from coopdesk.history import chain
from coopdesk.history.chain import HASH_SIZE
from coopdesk.history.segment import Proven, Segment
from coopdesk.records.values import Touches
from coopdesk.sync.columns import packed

LAYOUT = 1
LOOSE = 0
"""The entry of a parent that is written out, because the reader may not hold it."""


class Place(NamedTuple):
    """Where a leaf stands: the running hash at the end of its segment, and its number in it."""

    end: bytes
    leaf: int


Places = Callable[[bytes], tuple[bytes, int] | None]
"""Gives for the identity of a leaf its Place in a segment that the reader holds, None otherwise."""


class Columns(NamedTuple):
    """A payload as it is encoded: a list of these, in this order. FORMAT.md explains each."""

    layout: int
    feeds: list[Any]
    frames: list[Any]
    heads: list[Any]
    kinds: list[str]
    shapes: list[Any]
    entries: list[bytes | int]
    counts: bytes
    entry: bytes
    leaf: bytes
    loose: bytes
    records: bytes
    shape: bytes
    values: list[Any]


class _Table(dict[Any, int]):
    """Numbers for things, in the order in which they are first met."""

    def number(self, thing: Any) -> int:
        return self.setdefault(thing, len(self))


def encode(sent: Sequence[Proven], places: Places) -> bytes:
    """The payload of these segments; `places` knows what the reader holds already."""
    return cbor2.dumps(_Writer(places).written(sent))


class _Writer:
    def __init__(self, places: Places) -> None:
        self._places = places
        self._here: dict[bytes, tuple[int, int]] = {}
        self._entries: dict[Any, int] = {}
        self._loose: list[bytes] = []
        self._feeds, self._kinds = _Table(), _Table()
        self._counts: list[int] = []
        self._entry: list[int] = []
        self._index: list[int] = []
        self._records: list[bytes] = []
        self._shape: list[int] = []
        self._shapes: dict[tuple[str, ...], tuple[int, list[list[Any]]]] = {}
        self._heads = _Heads()

    def written(self, sent: Sequence[Proven]) -> Columns:
        frames = []
        for number, proven in enumerate(sent):
            segment = proven.segment
            feed = self._feeds.number((segment.feed.space, segment.feed.device, segment.feed.incarnation))
            frames.append(
                [feed, segment.start, segment.seed, segment.signature, len(proven.hashes), segment.offset]
            )
            self._heads.add(segment)
            self._leaves(number, proven)
        shapes = [[self._kinds.number(kind), keys] for kind, *keys in self._shapes]
        return Columns(
            layout=LAYOUT,
            feeds=[list(feed) for feed in self._feeds],
            frames=_without_known_starts(frames, [proven.segment.end for proven in sent]),
            heads=self._heads.written(),
            kinds=list(self._kinds),
            shapes=shapes,
            entries=[entry if isinstance(entry, bytes) else entry[0] for entry in self._entries],
            counts=packed(self._counts),
            entry=packed(self._entry),
            leaf=packed(self._index),
            loose=b"".join(self._loose),
            records=b"".join(self._records),
            shape=packed(self._shape),
            values=[columns for _, columns in self._shapes.values()],
        )

    def _leaves(self, number: int, proven: Proven) -> None:
        segment = proven.segment
        columns = zip(
            *(proven.hashes, segment.parents, segment.records, segment.kinds, proven.touches), strict=True
        )
        here, parent, shapes = self._here, self._parent, self._shapes
        for place, (identity, parents, record, kind, touches) in enumerate(columns):
            if len(parents) == HASH_SIZE:
                self._counts.append(1)
                follows = parent(parents)
            else:
                known = [parent(one) for one in chain.split_heads(parents)]
                self._counts.append(len(known))
                follows = any(known)
            if not follows:
                self._records.append(record)
            here[identity] = (number, place)
            shape, fields = shapes.get((kind, *touches)) or self._new_shape(kind, touches)
            self._shape.append(shape)
            for values, touch in zip(fields, touches.values(), strict=True):
                values.append(touch)

    def _new_shape(self, kind: str, touches: Touches) -> tuple[int, list[list[Any]]]:
        """The number of a combination of fields, and the columns for their values."""
        found = self._shapes[(kind, *touches)] = len(self._shapes), [[] for _ in touches]
        return found

    def _parent(self, parent: bytes) -> bool:
        """Write a parent down; whether it is a reference, from which the record follows."""
        here = self._here.get(parent)
        place = here or self._places(parent)
        if place is None:
            self._loose.append(parent)
            self._entry.append(LOOSE)
            self._index.append(0)
            return False
        entries = self._entries
        entry = entries.setdefault(place[:1] if here else place[0], len(entries))
        self._entry.append(entry + 1)
        self._index.append(place[1])
        return True


def _without_known_starts(frames: list[list[Any]], ends: list[bytes]) -> list[list[Any]]:
    """A segment that begins where an earlier one of the payload ends says which, not the hash."""
    known = {end: number for number, end in enumerate(ends)}
    for number, frame in enumerate(frames):
        earlier = known.get(frame[1])
        if frame[1] == chain.START:
            frame[1] = None
        elif earlier is not None and earlier < number:
            frame[1] = earlier
    return frames


class _Heads:
    """The heads of saves as columns: number, time, and which of the tails they have."""

    def __init__(self) -> None:
        self._of_segment: list[int] = []
        self._gaps: list[int] = []
        self._lamports: list[int] = []
        self._walls: list[int] = []
        self._which: list[int] = []
        self._tails: dict[bytes, int] = {}

    def add(self, segment: Segment) -> None:
        self._of_segment.append(len(segment.saves))
        before, tails = 0, self._tails
        for place, head in segment.saves:
            self._gaps.append(place - before)
            before = place
            lamport, wall = chain.NUMBERS.unpack_from(head)
            self._lamports.append(lamport)
            self._walls.append(wall)
            self._which.append(tails.setdefault(head[chain.NUMBERS.size :], len(tails)))

    def written(self) -> list[Any]:
        columns = (self._of_segment, self._gaps, self._lamports, self._walls, self._which)
        return [*map(packed, columns), list(self._tails)]
