# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The running hash of a feed, the commitments to values, and the identity of versions.

Every *leaf* (what one save changes in one record) carries its own running hash, which is its
identity: H(previous ‖ head ‖ commitment). A save is the run of leaves that starts with its
metadata. Naming each leaf by its own 32 bytes, instead of its save's hash and a position,
lets a segment end between any two leaves, however large the save.

A commitment hides the values: BLAKE2b(salt ‖ body). All salts of a segment come from one seed
of 16 bytes: salt = BLAKE2b(previous hash, key=seed), so nothing needs to be counted.
"""

from collections.abc import Iterable

import cbor2

from coopdesk.blake2 import blake2b
from coopdesk.frozen import dataclass
from coopdesk.history import leaf as one_leaf
from coopdesk.records.identity import to_bytes
from coopdesk.records.values import Touch, Touches

HASH_SIZE = one_leaf.HASH_SIZE
SALT_SIZE = 16
SEED_SIZE = 16
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
        """The bytes that are hashed."""
        return cbor2.dumps(
            [
                self.lamport,
                self.wall,
                self.author,
                self.schema,
                self.leaves,
                self.doubtful,
                self.purpose,
                self.reverses,
                self.act,
            ]
        )


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


def encode_leaf_head(record: str, kind: str, parents: bytes, keys: Iterable[str]) -> bytes:
    """What stays of a leaf even when its values are erased: record, type, parents, fields."""
    return cbor2.dumps([to_bytes(record), kind, parents, sorted(keys)])


def salt(previous: bytes, seed: bytes) -> bytes:
    """The salt of the leaf that follows `previous` in a segment with this seed."""
    return blake2b(previous, key=seed, digest_size=SALT_SIZE).digest()


def commitment(salt_bytes: bytes, body: bytes) -> bytes:
    """The commitment to the values of a leaf."""
    return blake2b(salt_bytes + body, digest_size=HASH_SIZE).digest()


def open_save(previous: bytes, head: bytes) -> bytes:
    """The running hash after the metadata of a save."""
    return blake2b(previous + head, digest_size=HASH_SIZE, person=b"coopdesk-save").digest()


def extend(previous: bytes, leaf_head: bytes, commitment_bytes: bytes) -> bytes:
    """The running hash after a leaf: the identity of that version of the record."""
    return blake2b(previous + leaf_head + commitment_bytes, digest_size=HASH_SIZE).digest()


def feed_id(space: bytes, device: bytes, incarnation: int) -> bytes:
    """The identity of a feed: H(space, device key, incarnation)."""
    return blake2b(cbor2.dumps([space, device, incarnation]), digest_size=HASH_SIZE).digest()


def segment_message(feed: bytes, first: bytes, end: bytes, leaves: int) -> bytes:
    """What the device signs when a segment is sealed: the hash before it, at its end, and its length."""
    return cbor2.dumps(["coopdesk segment 1", feed, first, end, leaves])


def split_heads(heads: bytes) -> tuple[bytes, ...]:
    """The single hashes of concatenated heads."""
    return tuple(heads[start : start + HASH_SIZE] for start in range(0, len(heads), HASH_SIZE))


def join_heads(heads: Iterable[bytes]) -> bytes:
    """Heads in their one order, concatenated."""
    return b"".join(sorted(heads))
