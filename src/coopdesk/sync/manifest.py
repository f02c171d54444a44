# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The signed manifest (frame 1): which device put this bundle together, for whom, of what.

That a bundle opens with the office's key does not say who made it: only this signature does. It
covers the header, with the hashes of all frames, and frame 0, so that nobody can wrap what a
colleague signed for somebody else.
"""

from dataclasses import dataclass
from hashlib import blake2b

import cbor2

from coopdesk.sync import layout, limits
from coopdesk.sync.bundle_keys import SenderKeys

KEY_SIZE = 32
SIGNATURE_SIZE = 64
LONGEST_SPACE = 64
_PURPOSE = "coopdesk bundle 1"


@dataclass(frozen=True, slots=True)
class Manifest:
    """The device that signed (its Ed25519 public key), the space, the digest of the readers, when by
    the sender's clock (milliseconds since 1970 UTC, for display only), and the signature."""

    device: bytes
    space: bytes
    readers: bytes
    made: int
    signature: bytes

    @property
    def context(self) -> bytes:
        """What is appended to the dictionary of small frames."""
        return context(self.space, self.device)

    def encoded(self) -> bytes:
        """The content of frame 1 before it is encrypted."""
        return cbor2.dumps([self.device, self.space, self.readers, self.made, self.signature])


def context(space: bytes, device: bytes) -> bytes:
    """What is appended to the dictionary of small frames: both know it before a frame is opened."""
    return space + device


def signed(
    header: bytes, wrapped: bytes, sender: SenderKeys, space: bytes, readers: bytes, made: int
) -> Manifest:
    """The manifest of a bundle with this encoded header and this frame 0."""
    signature = sender.sign(_message(header, wrapped, sender.device, space, readers, made))
    return Manifest(sender.device, space, readers, made, signature)


def read(content: bytes) -> Manifest:
    """The manifest in the content of frame 1; raises ValueError where it is none."""
    device, space, readers, made, signature, *_ = limits.read_exactly(content)
    sizes = ((device, KEY_SIZE), (readers, layout.HASH_SIZE), (signature, SIGNATURE_SIZE))
    if not all(isinstance(one, bytes) and len(one) == size for one, size in sizes):
        raise ValueError("sizes")
    if not isinstance(space, bytes) or not 0 < len(space) <= LONGEST_SPACE or type(made) is not int:
        raise ValueError("space")
    return Manifest(device, space, readers, made, signature)


def is_signed(manifest: Manifest, header: bytes, wrapped: bytes) -> bool:
    """Whether the device that the manifest names signed exactly this."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    message = _message(header, wrapped, manifest.device, manifest.space, manifest.readers, manifest.made)
    try:
        Ed25519PublicKey.from_public_bytes(manifest.device).verify(manifest.signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _message(header: bytes, wrapped: bytes, device: bytes, space: bytes, readers: bytes, made: int) -> bytes:
    return cbor2.dumps([_PURPOSE, _hash(header), _hash(wrapped), device, space, readers, made])


def _hash(content: bytes) -> bytes:
    return blake2b(content, digest_size=layout.HASH_SIZE, person=b"coopdesk-signed").digest()
