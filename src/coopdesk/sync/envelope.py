# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who can open a bundle: a key made for this one bundle, wrapped for its readers (frame 0).

Everything is age (age-encryption.org/v1), read and written by pyrage. Only the passphrase has a
wrap of its own, because age's leaves to the sender how much memory the reader spends.
"""

import os
import unicodedata
from collections.abc import Iterable, Sequence
from hashlib import blake2b

import cbor2

from coopdesk.sync import layout, limits, refusals
from coopdesk.sync.bundle_keys import (
    ForDevices,
    ForPassphrase,
    ForSpace,
    ReaderKeys,
    Recipients,
    recipient_of,
)
from coopdesk.sync.layout import Head

MEMORY_KIB = 64 * 1024
ROUNDS = 3
LANES = 2
MOST_ROUNDS = 4
_NONCE = 12
_PURPOSE = b"coopdesk bundle 1"
_FRAME, _READER = 102, 98
"""Bytes of an age file besides its content, and for each reader, without the line of random length."""
_SHORT_LINE = 40
"""One line in ten is that short or shorter."""
_TRIES = 60
_FEELS_IT = 4096
_AGE_END = b"\n--- "
_AGE_STANZA = b"\n-> X25519 "


def encrypted(content: bytes, recipients: Sequence[str]) -> bytes:
    """age for these recipients."""
    import pyrage

    frame: bytes = pyrage.encrypt(content, [pyrage.x25519.Recipient.from_str(one) for one in recipients])
    return frame


def shortest(content: bytes, recipients: Sequence[str]) -> bytes:
    """The same, for a small frame one of the shortest there are: age adds a line of random length to each."""
    found = encrypted(content, recipients)
    enough = len(content) + _FRAME + _READER * len(recipients) + _SHORT_LINE
    for _ in range(_TRIES if len(content) <= _FEELS_IT else 0):
        if len(found) <= enough:
            break
        found = min(found, encrypted(content, recipients), key=len)
    return found


def decrypted(frame: bytes, identities: Iterable[str], most_header: int = limits.MOST_AGE_HEADER) -> bytes:
    """What an age frame holds; raises ValueError where none of the identities opens it, or where it
    is for more readers than it may be."""
    import pyrage

    readers = frame.count(_AGE_STANZA, 0, frame.find(_AGE_END, 0, most_header) + 1)
    if not 0 < readers <= limits.MOST_RECIPIENTS:
        raise ValueError("readers")
    try:
        content: bytes = pyrage.decrypt(frame, [pyrage.x25519.Identity.from_str(one) for one in identities])
    except (pyrage.DecryptError, pyrage.IdentityError) as error:
        raise ValueError("age") from error
    return content


def wrapped(identity: str, recipients: Recipients) -> bytes:
    """Frame 0: the identity of this bundle for its readers."""
    if isinstance(recipients, ForSpace):
        return shortest(identity.encode(), [recipient_of(recipients.keys.current)])
    if isinstance(recipients, ForDevices):
        if not 0 < len(recipients.recipients) <= limits.MOST_RECIPIENTS:
            raise refusals.too_many_recipients(limits.MOST_RECIPIENTS)
        return shortest(identity.encode(), recipients.recipients)
    return _locked(identity, recipients.passphrase)


def key_hint(bundle: bytes, recipients: Recipients) -> bytes:
    """The header's hint of the space key; zeros for the other ways."""
    if isinstance(recipients, ForSpace):
        return layout.hint(bundle, recipient_of(recipients.keys.current).encode())
    return bytes(layout.HINT_SIZE)


def way(recipients: Recipients) -> int:
    """How the identity of the bundle is wrapped, as the header says it."""
    ways = {ForSpace: layout.FOR_SPACE, ForDevices: layout.FOR_DEVICES, ForPassphrase: layout.FOR_PASSPHRASE}
    return ways[type(recipients)]


def digest(recipients: Recipients) -> bytes:
    """What the signed manifest says of the readers, 32 bytes."""
    if isinstance(recipients, ForPassphrase):
        return _digest([])
    if isinstance(recipients, ForSpace):
        return _digest([recipient_of(recipients.keys.current)])
    return _digest(recipients.recipients)


def _digest(recipients: Sequence[str]) -> bytes:
    told = cbor2.dumps(sorted(recipients))
    return blake2b(told, digest_size=layout.HASH_SIZE, person=b"coopdesk-to").digest()


def is_for_space(head: Head, space: bytes) -> bool:
    """Whether the header's hint means this space."""
    return layout.hint(head.header.id, space) == head.header.space_hint


def unwrapped(head: Head, keys: ReaderKeys, name: str) -> tuple[str, bytes | None]:
    """The identity of a bundle, and the digest of its readers where the reader can tell it; raises
    WorldError saying why these keys don't open it."""
    if head.header.wrap == layout.FOR_PASSPHRASE:
        return _unlocked(head.wrapped, keys.passphrase, name), _digest([])
    if keys.space is not None and not is_for_space(head, keys.space.space):
        raise refusals.other_office(name)
    if head.header.wrap == layout.FOR_DEVICES:
        return _opened_by(head.wrapped, keys.device, refusals.someone_else(name), name), None
    for identity in keys.space.identities if keys.space else ():
        recipient = recipient_of(identity)
        if layout.hint(head.header.id, recipient.encode()) == head.header.key_hint:
            opened = _opened_by(head.wrapped, identity, refusals.forged(name), name)
            return opened, _digest([recipient])
    raise refusals.unknown_key(name) if keys.space else refusals.someone_else(name)


def _opened_by(frame: bytes, identity: str | None, refusal: Exception, name: str) -> str:
    if identity is None:
        raise refusal
    try:
        return decrypted(frame, [identity], limits.MOST_SMALL_FRAME).decode("ascii")
    except UnicodeDecodeError as error:
        raise refusals.excessive(name) from error
    except ValueError as error:
        raise refusals.excessive(name) if str(error) == "readers" else refusal from error


def _locked(identity: str, passphrase: str) -> bytes:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    salt, nonce = os.urandom(16), os.urandom(_NONCE)
    key = _stretched(passphrase, salt, MEMORY_KIB, ROUNDS, LANES)
    sealed = ChaCha20Poly1305(key).encrypt(nonce, identity.encode(), _PURPOSE)
    return cbor2.dumps([salt, MEMORY_KIB, ROUNDS, LANES, nonce, sealed])


def _unlocked(frame: bytes, passphrase: str | None, name: str) -> str:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    try:
        salt, memory, rounds, lanes, nonce, sealed = limits.read_exactly(frame)
        costs = ((memory, MEMORY_KIB), (rounds, MOST_ROUNDS), (lanes, MOST_ROUNDS))
        if not all(type(cost) is int and 0 < cost <= most for cost, most in costs) or memory < 8 * lanes:
            raise ValueError(memory)
        if len(salt) != 16 or len(nonce) != _NONCE or not isinstance(sealed, bytes):
            raise ValueError("sizes")
    except (ValueError, TypeError) as error:
        raise refusals.excessive(name) from error
    if passphrase is None:
        raise refusals.passphrase_needed(name)
    try:
        key = _stretched(passphrase, salt, memory, rounds, lanes)
        return ChaCha20Poly1305(key).decrypt(nonce, sealed, _PURPOSE).decode("ascii")
    except InvalidTag:
        raise refusals.wrong_passphrase() from None
    except UnicodeDecodeError as error:
        raise refusals.excessive(name) from error


def _stretched(passphrase: str, salt: bytes, memory: int, rounds: int, lanes: int) -> bytes:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    words = unicodedata.normalize("NFKC", passphrase).encode()
    return Argon2id(salt=salt, length=32, iterations=rounds, lanes=lanes, memory_cost=memory).derive(words)
