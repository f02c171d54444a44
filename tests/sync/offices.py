# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""An invented office with its keys, and what its devices write."""

import os
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from coopdesk.history import chain
from coopdesk.history.chain import SaveHead
from coopdesk.history.segment import FeedName, Proven, Segment
from coopdesk.records.values import Touches
from coopdesk.sync.bundle_keys import ForSpace, ReaderKeys, SenderKeys, SpaceKeys, new_identity
from coopdesk.sync.container_writing import Written, write_bundle
from coopdesk.sync.items import Item
from tests.sync.proving import prove


@dataclass
class Device:
    """A device of an office: its signing key and its age identity."""

    private: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    age: str = field(default_factory=new_identity)

    @property
    def public(self) -> bytes:
        return self.private.public_key().public_bytes_raw()

    @property
    def sender(self) -> SenderKeys:
        return SenderKeys(self.public, self.private.sign)


@dataclass
class Office:
    """A space with its key and one device that writes."""

    keys: SpaceKeys = field(default_factory=lambda: SpaceKeys(os.urandom(16), new_identity()))
    device: Device = field(default_factory=Device)

    @property
    def reader(self) -> ReaderKeys:
        return ReaderKeys(self.keys, self.device.age)

    def writes(self, file: Path, *contents: Item, part_size: int | None = None) -> list[Written]:
        """A bundle for the whole office."""
        return write_bundle(file, contents, ForSpace(self.keys), self.device.sender, part_size=part_size)


def segment(
    office: Office, saves: list[list[tuple[bytes, str, Touches]]], start: bytes = chain.START
) -> Proven:
    """A sealed segment of the office's device: saves of leaves (record id, type, values), none of
    which had parents."""
    device = office.device
    feed = FeedName(office.keys.space, device.public, 1)
    leaves = [leaf for save in saves for leaf in save]
    heads, place = [], 0
    for number, save in enumerate(saves):
        head = SaveHead(number + 1, 1_790_000_000_000 + number * 7_919, "Ama Kossi", 1, len(save))
        heads.append((place, head.encoded()))
        place += len(save)
    seed = os.urandom(chain.SEED_SIZE)
    bodies = [chain.encode_body(touches) for _, _, touches in leaves]
    last, placed = start, dict(heads)
    for number, ((record, kind, touches), body) in enumerate(zip(leaves, bodies, strict=True)):
        leaf_head = _leaf_head(record, kind, touches)
        sealed = chain.commitment(chain.salt(seed, number), body)
        last = chain.extend(last, leaf_head, sealed, placed.get(number, b""))
    message = chain.segment_message(feed.id, start, last, len(leaves), 0)
    made = Segment(
        *(feed, start, last, seed, device.private.sign(message), tuple(heads), 0),
        [record for record, _, _ in leaves],
        [kind for _, kind, _ in leaves],
        [b""] * len(leaves),
        bodies,
    )
    proven = prove(made)
    assert proven is not None
    return proven


def _leaf_head(record: bytes, kind: str, touches: Touches) -> bytes:
    from coopdesk.records.identity import to_text

    return chain.encode_leaf_head(to_text(record), kind, b"", touches)
