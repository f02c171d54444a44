# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A segment: consecutive leaves of one feed under one signature, as it travels between machines.

Columns rather than objects, because ten thousand leaves are read at once: `records`,
`kinds`, `parents` and `bodies` hold one item for each leaf. Running hashes are not carried but
computed again, which proves them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b

from coopdesk.history import chain
from coopdesk.records.values import Touches

MOST_STEP = 1 << 32
"""So much higher than the highest known a number of a save may be: else one save would use up all numbers."""
MOST_LEAVES = 65_536
"""No honest segment has more: 256 KiB hold fewer."""


@dataclass(frozen=True, slots=True)
class FeedName:
    """Whose saves these are: the space, the public key of the device, and its incarnation."""

    space: bytes
    device: bytes
    incarnation: int

    @property
    def id(self) -> bytes:
        """The identity of the feed, 32 bytes."""
        return chain.feed_id(self.space, self.device, self.incarnation)


@dataclass(frozen=True, slots=True)
class Segment:
    """Leaves of a feed from the running hash `start` to the running hash `end`.

    `saves` gives for each save that has leaves here the place of its first one and its encoded
    SaveHead; the first entry may be a save that began in the segment before: then `offset` is
    how many of its leaves came earlier, and its head is repeated.
    `records` are raw ids of 16 bytes, `parents` concatenated hashes, `bodies` the values as
    `chain.encode_body` writes them.
    """

    feed: FeedName
    start: bytes
    end: bytes
    seed: bytes
    signature: bytes
    saves: tuple[tuple[int, bytes], ...]
    offset: int
    records: Sequence[bytes]
    kinds: Sequence[str]
    parents: Sequence[bytes]
    bodies: Sequence[bytes]

    def message(self) -> bytes:
        """What the device signed."""
        return chain.segment_message(self.feed.id, self.start, self.end, len(self.bodies), self.offset)


@dataclass(frozen=True, slots=True)
class Proven:
    """A segment whose running hashes were computed and lead from `start` to `end`; `touches` are
    its bodies decoded. Whether the signature is right, only the keys of devices can tell."""

    segment: Segment
    hashes: list[bytes]
    touches: list[Touches]


def identities(segment: Segment, shapes: Iterable[bytes]) -> list[bytes]:
    """The running hash after each leaf, computed from all that a segment holds but its end; `shapes` are
    the beginnings of the heads of leaves."""
    # The same as chain.commitment and chain.extend, without a call for each of them.
    hash_of = partial(blake2b, digest_size=chain.HASH_SIZE)
    salts = chain.salts(segment.seed, len(segment.bodies))
    sealed = [hash_of(salt + body).digest() for salt, body in zip(salts, segment.bodies, strict=True)]
    heads = dict(segment.saves)
    columns = zip(shapes, segment.records, segment.parents, sealed, strict=True)
    behind = [
        heads.get(place, b"") + shape + record + parents + commitment
        for place, (shape, record, parents, commitment) in enumerate(columns)
    ]
    last = segment.start
    return [last := hash_of(last + one).digest() for one in behind]
