# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Segments into one payload: columns over all leaves, and references instead of hashes.

A version that the reader holds, or that stands earlier in the payload, is named by the end of its
segment and its place in it; the record then follows from it. What can be computed again is left
out. What no compressor makes smaller stands together at the end. The layout is in FORMAT.md; a change
of it is a new number in `LAYOUT`.
"""

import sys
from array import array
from collections.abc import Callable, Sequence
from itertools import count, pairwise, repeat
from typing import Any, NamedTuple

import cbor2

from coopdesk.history import chain
from coopdesk.history.chain import HASH_SIZE
from coopdesk.history.segment import Proven, Segment
from coopdesk.records.values import Touches
from coopdesk.sync import cells
from coopdesk.sync.columns import packed

LAYOUT = 2
TOLD = True
"""Stands for the start of a segment that is in the dense bytes."""
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
    entries: list[bytes | int]
    counts: bytes
    entry: bytes
    leaf: bytes
    shape: bytes
    shapes: list[Any]
    dense: bytes


class _Table(dict[Any, int]):
    """Numbers for things, in the order in which they are first met."""

    def number(self, thing: Any) -> int:
        return self.setdefault(thing, len(self))


class Sent(NamedTuple):
    """A segment to be packed: the identities of its leaves, its bodies decoded, and for each leaf the Place
    of the only version that it was made upon, where the reader holds it and that is known already."""

    segment: Segment
    hashes: Sequence[bytes]
    touches: Sequence[Touches]
    seen: Sequence[tuple[bytes, int] | None] = ()


def encode(sent: Sequence[Proven | Sent], places: Places) -> bytes:
    """The payload of these segments; `places` knows what the reader holds already."""
    return cbor2.dumps(_Writer(places).written(sent))


class _Writer:
    def __init__(self, places: Places) -> None:
        self._places = places
        self._here: dict[bytes, tuple[int, int]] = {}
        self._unlisted: list[tuple[int, Sequence[bytes]]] = []
        self._entries: dict[int | bytes, int] = {}
        self._loose: list[bytes] = []
        self._feeds = _Table()
        self._counts: list[int] = []
        self._entry: list[int] = []
        self._index: list[int] = []
        self._records: list[bytes] = []
        self._shape: list[int] = []
        self._shapes: dict[tuple[str, tuple[str, ...]], tuple[int, list[Any]]] = {}
        self._heads = _Heads()

    def written(self, sent: Sequence[Proven | Sent]) -> Columns:
        frames: list[list[Any]] = []
        dense: list[bytes] = []
        ends: dict[bytes, int] = {}
        for number, one in enumerate(sent):
            segment = one.segment
            feed = self._feeds.number((segment.feed.space, segment.feed.device, segment.feed.incarnation))
            start = None if segment.start == chain.START else ends.get(segment.start, TOLD)
            frames.append([feed, start, len(one.hashes), segment.offset])
            dense += [segment.start if start is TOLD else b"", segment.seed, segment.signature]
            ends[segment.end] = number
            self._heads.add(segment)
            self._unlisted.append((number, one.hashes))
            self._references(segment, one.seen if isinstance(one, Sent) else ())
            self._values(segment.kinds, one.touches)
        return Columns(
            layout=LAYOUT,
            feeds=[list(feed) for feed in self._feeds],
            frames=frames,
            heads=self._heads.written(),
            entries=list(self._entries),
            counts=packed(self._counts),
            entry=packed(self._entry),
            leaf=packed(self._index),
            shape=packed(self._shape),
            shapes=[_written_shape(*shape, leaves) for shape, (_, leaves) in self._shapes.items()],
            dense=b"".join([*dense, *self._loose, *self._records]),
        )

    def _references(self, segment: Segment, seen: Sequence[tuple[bytes, int] | None]) -> None:
        self._counts += [len(parents) // HASH_SIZE for parents in segment.parents]
        known = [place for place in seen if place]
        if len(known) == len(segment.parents):
            # Every leaf was made upon a version that the reader holds: the columns at once.
            self._refer(known)
            return
        for at, parents in enumerate(segment.parents):
            places = [seen[at]] if seen and seen[at] else list(map(self._place, chain.split_heads(parents)))
            for parent, place in zip(chain.split_heads(parents), places, strict=True):
                if place:
                    self._refer([place])
                    continue
                self._loose.append(parent)
                self._entry.append(LOOSE)
                self._index.append(0)
            # From a version that the reader finds, the record follows.
            if not any(places):
                self._records.append(segment.records[at])

    def _refer(self, places: Sequence[tuple[int | bytes, int]]) -> None:
        """Name these versions, one after the other."""
        entries = self._entries
        ends, leaves = zip(*places, strict=True)
        numbers = {end: entries.setdefault(end, len(entries)) + 1 for end in dict.fromkeys(ends)}
        self._entry += map(numbers.__getitem__, ends)
        self._index += leaves

    def _place(self, parent: bytes) -> tuple[int | bytes, int] | None:
        """Where a version stands: earlier in the payload, or with the reader."""
        for number, hashes in self._unlisted:
            self._here.update(zip(hashes, zip(repeat(number), count()), strict=False))
        self._unlisted.clear()
        return self._here.get(parent) or self._places(parent)

    def _values(self, kinds: Sequence[str], touches: Sequence[Touches]) -> None:
        found = list(zip(kinds, map(tuple, touches), strict=True))
        alike = dict.fromkeys(found)
        for shape in alike:
            self._shapes.setdefault(shape, (len(self._shapes), []))
        if len(alike) == 1:
            number, leaves = self._shapes[found[0]]
            leaves += map(dict.values, touches)
            self._shape += repeat(number, len(found))
            return
        for shape, touched in zip(found, touches, strict=True):
            number, leaves = self._shapes[shape]
            leaves.append(touched.values())
            self._shape.append(number)


def _written_shape(kind: str, keys: tuple[str, ...], leaves: list[Any]) -> list[Any]:
    """A type, its keys, and for each key the values of the leaves."""
    return [kind, list(keys), *(map(cells.packed, zip(*leaves, strict=True)) if keys else ())]


class _Heads:
    """The heads of saves as columns: number, time, and which of the tails they have."""

    def __init__(self) -> None:
        self._of_segment: list[int] = []
        self._gaps: list[int] = []
        self._numbers = array("q")
        self._which: list[int] = []
        self._tails: dict[bytes, int] = {}

    def add(self, segment: Segment) -> None:
        places = [place for place, _ in segment.saves]
        self._of_segment.append(len(places))
        self._gaps += [after - before for before, after in pairwise([0, *places])]
        heads = [head for _, head in segment.saves]
        self._numbers.frombytes(b"".join([head[: chain.NUMBERS.size] for head in heads]))
        found = [head[chain.NUMBERS.size :] for head in heads]
        tails = self._tails
        for tail in dict.fromkeys(found):
            tails.setdefault(tail, len(tails))
        self._which += map(tails.__getitem__, found)

    def written(self) -> list[Any]:
        # Two whole numbers of eight bytes begin each head, the highest byte first.
        if sys.byteorder == "little":
            self._numbers.byteswap()
        lamports, walls = self._numbers[::2], self._numbers[1::2]
        columns = (self._of_segment, self._gaps, lamports, walls, self._which)
        return [*map(packed, columns), list(self._tails)]
