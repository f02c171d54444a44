# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The running hash of a feed, the commitments to values, and the identity of versions.

Every *leaf* (what one save changes in one record) carries its own running hash, which is its
identity: H(previous ‖ head ‖ commitment). The first leaf of a save, and the first of a segment, hash the
metadata of the save besides. Naming each leaf by its own 32 bytes, instead of its save's hash and a position,
lets a segment end between any two leaves, however large the save.

A commitment hides the values: BLAKE2b(salt ‖ body). All salts of a segment come from one seed
of 16 bytes, in blocks, by the place of the leaf in its segment: a whole segment has them at once,
and a single save need not begin at the first.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from hashlib import shake_128
from struct import Struct

import cbor2

from coopdesk.blake2 import blake2b
from coopdesk.frozen import dataclass
from coopdesk.history import leaf as one_leaf
from coopdesk.records.identity import to_bytes
from coopdesk.records.values import Touch, Touches

HASH_SIZE = one_leaf.HASH_SIZE
SALT_SIZE = 16
SEED_SIZE = 16
NUMBERS = Struct(">qq")
"""Number and time of a save as its head begins."""
HEAD_FACTS = 7
"""How many facts follow them."""
SALTS_AT_ONCE = 64
"""How many salts one call gives."""
SEGMENT_BYTES = 256 * 1024
START = bytes(HASH_SIZE)


@dataclass(frozen=True, slots=True)
class SaveHead:
    """What is known of a save besides its leaves. `wall` is in milliseconds since 1970 UTC and
    for display only; `doubtful` says that the clock looked wrong; `reverses` is the first leaf
    of the save that this one takes back (undo) or brings back (redo); `act` names a longer
    work of several saves, such as an import."""

    lamport: int
    wall: int
    author: str
    schema: int
    leaves: int
    doubtful: bool = False
    purpose: str = ""
    reverses: bytes = b""
    act: str = ""

    def encoded(self) -> bytes:
        """The bytes that are hashed: number and time, then what is alike in many saves."""
        facts = [
            *(self.author, self.schema, self.leaves, self.doubtful),
            *(self.purpose, self.reverses, self.act),
        ]
        return NUMBERS.pack(self.lamport, self.wall) + cbor2.dumps(facts)


def decode_head(head: bytes) -> SaveHead:
    """What the encoded head of a save says; raises ValueError, TypeError or struct.error for another.
    A later version may add facts, which are passed over."""
    facts = cbor2.loads(head[NUMBERS.size :])
    return SaveHead(*NUMBERS.unpack(head[: NUMBERS.size]), *facts[:HEAD_FACTS])


def encode_body(touches: Touches) -> bytes:
    """The deterministic bytes of the values a leaf sets: keys and slots sorted."""
    return encode_ordered({key: _ordered(touches[key]) for key in sorted(touches)})


def encode_ordered(touches: Touches) -> bytes:
    """The same where keys and slots stand in their order already."""
    return cbor2.dumps(touches)


def _ordered(touch: Touch) -> Touch:
    return {slot: touch[slot] for slot in sorted(touch)} if isinstance(touch, dict) else touch


def decode_body(body: bytes) -> Touches:
    """The values that a leaf sets."""
    touches: Touches = cbor2.loads(body)
    return touches


def decode_bodies(bodies: Sequence[bytes]) -> list[Touches]:
    """The same of many at once; raises ValueError where one is not a body."""
    try:
        # An array of them all: one call of the decoder instead of thousands.
        found: list[Touches] = cbor2.loads(b"\x9a" + len(bodies).to_bytes(4, "big") + b"".join(bodies))
    except cbor2.CBORDecodeError as error:
        raise ValueError("bodies") from error
    return found


def encode_leaf_head(record: str, kind: str, parents: bytes, keys: Iterable[str]) -> bytes:
    """What stays of a leaf even when its values are erased: type and fields, record, parents."""
    return encode_shape(kind, keys) + to_bytes(record) + parents


def encode_shape(kind: str, keys: Iterable[str]) -> bytes:
    """The beginning of a leaf's head, the same for all leaves that touch these fields of this type."""
    return cbor2.dumps([kind, sorted(keys)])


def salts(seed: bytes, count: int) -> list[bytes]:
    """The salts of the first `count` leaves of a segment with this seed."""
    blocks = b"".join(_salts(seed, block) for block in range(-(-count // SALTS_AT_ONCE)))
    return [blocks[at : at + SALT_SIZE] for at in range(0, count * SALT_SIZE, SALT_SIZE)]


def salt(seed: bytes, place: int) -> bytes:
    """The salt of the leaf that has this place, from 0, in a segment with this seed."""
    block, at = divmod(place, SALTS_AT_ONCE)
    return _salts(seed, block)[at * SALT_SIZE : (at + 1) * SALT_SIZE]


@lru_cache(maxsize=4)
def _salts(seed: bytes, block: int) -> bytes:
    # One output tells nothing about another, nor about the seed: some can be shown while others stay hidden.
    return shake_128(b"coopdesk salts 1" + seed + block.to_bytes(4, "big")).digest(SALTS_AT_ONCE * SALT_SIZE)


def commitment(salt_bytes: bytes, body: bytes) -> bytes:
    """The commitment to the values of a leaf."""
    return blake2b(salt_bytes + body, digest_size=HASH_SIZE).digest()


def extend(previous: bytes, leaf_head: bytes, commitment_bytes: bytes, save_head: bytes = b"") -> bytes:
    """The running hash after a leaf: the identity of that version of the record. The first leaf of a
    save, and of a segment, takes in the head of the save, which begins as no leaf's head does."""
    return blake2b(previous + save_head + leaf_head + commitment_bytes, digest_size=HASH_SIZE).digest()


def feed_id(space: bytes, device: bytes, incarnation: int) -> bytes:
    """The identity of a feed: H(space, device key, incarnation)."""
    return blake2b(cbor2.dumps([space, device, incarnation]), digest_size=HASH_SIZE).digest()


def segment_message(feed: bytes, first: bytes, end: bytes, leaves: int, offset: int) -> bytes:
    """What the device signs when a segment is sealed: the hash before it and at its end, its length, and how
    many leaves of its first save lie in the segment before."""
    return cbor2.dumps(["coopdesk segment 1", feed, first, end, leaves, offset])


def split_heads(heads: bytes) -> tuple[bytes, ...]:
    """The single hashes of concatenated heads."""
    return tuple(heads[start : start + HASH_SIZE] for start in range(0, len(heads), HASH_SIZE))


def join_heads(heads: Iterable[bytes]) -> bytes:
    """Heads in their one order, concatenated."""
    return b"".join(sorted(heads))
