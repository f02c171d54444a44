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
from coopdesk.history.chain import SaveHead
from coopdesk.history.segment import Proven, Segment
from coopdesk.sync.columns import packed

LAYOUT = 1
LOOSE = 0
"""The entry of a parent that is written out, because the reader may not hold it."""


class Place(NamedTuple):
    """Where a leaf stands: the running hash at the end of its segment, and its number in it."""

    end: bytes
    leaf: int


Places = Callable[[bytes], Place | None]
"""Gives for the identity of a leaf its place in a segment that the reader holds, None otherwise."""


class Columns(NamedTuple):
    """A payload as it is encoded: a list of these, in this order. FORMAT.md explains each."""

    layout: int
    feeds: list[Any]
    frames: list[Any]
    heads: list[Any]
    words: list[str]
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
    odd: dict[int, bytes]


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
        self._feeds, self._kinds, self._shapes, self._words = _Table(), _Table(), _Table(), _Table()
        self._counts: list[int] = []
        self._entry: list[int] = []
        self._index: list[int] = []
        self._records: list[bytes] = []
        self._shape: list[int] = []
        self._values: dict[tuple[int, str], list[Any]] = {}
        self._odd_bodies: dict[int, bytes] = {}
        self._heads = _Heads(self._words)

    def written(self, sent: Sequence[Proven]) -> Columns:
        frames = []
        for number, proven in enumerate(sent):
            segment = proven.segment
            feed = self._feeds.number((segment.feed.space, segment.feed.device, segment.feed.incarnation))
            frames.append(
                [feed, segment.start, segment.seed, segment.signature, len(proven.hashes), segment.offset]
            )
            self._heads.add(segment)
            for place in range(len(proven.hashes)):
                self._leaf(number, proven, place)
        return Columns(
            layout=LAYOUT,
            feeds=[list(feed) for feed in self._feeds],
            frames=_without_known_starts(frames, [proven.segment.end for proven in sent]),
            heads=self._heads.written(),
            words=list(self._words),
            kinds=list(self._kinds),
            shapes=[[kind, list(keys)] for kind, keys in self._shapes],
            entries=[entry if isinstance(entry, bytes) else entry[0] for entry in self._entries],
            counts=packed(self._counts),
            entry=packed(self._entry),
            leaf=packed(self._index),
            loose=b"".join(self._loose),
            records=b"".join(self._records),
            shape=packed(self._shape),
            values=[[kind, key, column] for (kind, key), column in self._values.items()],
            odd=self._odd_bodies,
        )

    def _leaf(self, number: int, proven: Proven, place: int) -> None:
        segment = proven.segment
        parents = chain.split_heads(segment.parents[place])
        known = [self._parent(number, parent) for parent in parents]
        self._counts.append(len(parents))
        if not any(known):
            self._records.append(segment.records[place])
        self._here[proven.hashes[place]] = (number, place)
        kind = self._kinds.number(segment.kinds[place])
        touches = proven.touches[place]
        if cbor2.dumps(touches) != segment.bodies[place]:
            self._odd_bodies[len(self._shape)] = segment.bodies[place]
            touches = {}
        self._shape.append(self._shapes.number((kind, tuple(touches))))
        for key, touch in touches.items():
            self._values.setdefault((kind, key), []).append(touch)

    def _parent(self, number: int, parent: bytes) -> bool:
        """Write a parent down; whether it is a reference, from which the record follows."""
        here = self._here.get(parent)
        if here:
            entry, index = self._entries.setdefault((here[0],), len(self._entries)) + 1, here[1]
        else:
            place = self._places(parent)
            if place is None:
                self._loose.append(parent)
                self._entry.append(LOOSE)
                self._index.append(0)
                return False
            entry, index = self._entries.setdefault(place.end, len(self._entries)) + 1, place.leaf
        self._entry.append(entry)
        self._index.append(index)
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
    """The heads of saves as columns."""

    def __init__(self, words: _Table) -> None:
        self._words = words
        self._of_segment: list[int] = []
        self._gaps: list[int] = []
        self._columns: list[list[int]] = [[] for _ in range(8)]
        self._reverses: list[bytes] = []
        self._odd: dict[int, bytes] = {}

    def add(self, segment: Segment) -> None:
        self._of_segment.append(len(segment.saves))
        before = 0
        for place, raw in segment.saves:
            self._gaps.append(place - before)
            before = place
            facts = cbor2.loads(raw)
            head = _head_of(facts)
            if head is None or head.encoded() != raw:
                self._odd[len(self._columns[0])] = raw
                head = SaveHead(0, 0, "", 0, 0)
            numbers = (
                *(head.lamport, head.wall, self._words.number(head.author), head.schema, head.leaves),
                *(int(head.doubtful), self._words.number(head.purpose), self._words.number(head.act)),
            )
            for column, number in zip(self._columns, numbers, strict=True):
                column.append(number)
            self._reverses.append(head.reverses)

    def written(self) -> list[Any]:
        reverses = {place: raw for place, raw in enumerate(self._reverses) if raw}
        columns = [packed(column) for column in self._columns]
        return [packed(self._of_segment), packed(self._gaps), columns, reverses, self._odd]


def _head_of(facts: Any) -> SaveHead | None:
    if not isinstance(facts, list) or len(facts) != 9:
        return None
    return SaveHead(*facts)
