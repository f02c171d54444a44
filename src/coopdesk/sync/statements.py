# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Signed words of the office: who may write, whose access ended, under which key bundles go.

Each names the newest statements its signer had seen, as a leaf names its parents: so it can be told
which of two came first without any clock, and what a signer could know. Nothing is ever deleted.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

import cbor2

from coopdesk.store.vault import signed_by
from coopdesk.sync.limits import read_exactly

FOUND = "found"
"""The first computer of an office; facts: name, reader (its age recipient), letter."""
ADMIT = "admit"
"""facts: device, name, reader, letter, role, and the request that was answered."""
ROLE = "role"
"""facts: device, role; tips: as for REVOKE where the new role may not write."""
REVOKE = "revoke"
"""facts: device, tips: the ends of the segments of that device that still count."""
ACCEPT = "accept"
"""facts: segment: the end of a segment that counts although its signer's word doesn't."""
KEY = "key"
"""facts: recipient of a new key of the space, earlier: [[recipient, its identity sealed to the new]]."""
RECOVERY = "recovery"
"""facts: key: the public key on the recovery sheet, which may do what a steward may."""
STEWARD, OFFICER, READER = "steward", "officer", "reader"
ROLES = (READER, OFFICER, STEWARD)
"""From the one who may least to the one who may most."""

HASH_SIZE = 32
KEY_SIZE = 32
SIGNATURE_SIZE = 64
MOST_SEEN = 256
LONGEST = 64 * 1024
LONGEST_NAME = 200
_PURPOSE = "coopdesk statement 1"
_READING_FAILS = (ValueError, TypeError, KeyError, AttributeError)

Facts = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Statement:
    """What a device said. `seen` are the hashes of the newest statements it knew, in order; `hash` is
    the statement's own name."""

    space: bytes
    signer: bytes
    kind: str
    seen: tuple[bytes, ...]
    facts: Facts
    signature: bytes
    hash: bytes

    def encoded(self) -> bytes:
        """The bytes that are kept and sent."""
        return cbor2.dumps(
            [self.space, self.signer, self.kind, list(self.seen), dict(self.facts), self.signature]
        )

    @property
    def subject(self) -> bytes:
        """The device that it is about, b"" where it is about none."""
        if self.kind == FOUND:
            return self.signer
        device: bytes = self.facts["device"] if self.kind in (ADMIT, ROLE, REVOKE) else b""
        return device


def signed(
    space: bytes,
    signer: bytes,
    sign: Callable[[bytes], bytes],
    kind: str,
    facts: Facts,
    seen: tuple[bytes, ...] = (),
) -> Statement:
    """A statement of the device with this public key; `sign` makes its signature."""
    ordered = {key: facts[key] for key in sorted(facts)}
    message = _message(space, signer, kind, tuple(sorted(seen)), ordered)
    return Statement(space, signer, kind, tuple(sorted(seen)), ordered, sign(message), _hash(message))


def read(data: bytes) -> Statement:
    """The statement in these bytes, its signature verified; raises ValueError where it is none. Kinds
    of later versions are read too, they are kept and passed on."""
    if len(data) > LONGEST:
        raise ValueError(len(data))
    try:
        space, signer, kind, seen, facts, signature = read_exactly(data)
        _check(space, signer, kind, seen, facts, signature)
    except _READING_FAILS as error:
        raise ValueError("statement") from error
    message = _message(space, signer, kind, tuple(seen), facts)
    if not signed_by(signer, signature, message):
        raise ValueError("signature")
    return Statement(space, signer, kind, tuple(seen), facts, signature, _hash(message))


def known(space: bytes, signer: bytes, kind: str, content: bytes, signature: bytes) -> Statement:
    """A statement of which the desk verified the signature before it kept it."""
    seen, facts = cbor2.loads(content)
    message = _message(space, signer, kind, tuple(seen), facts)
    return Statement(space, signer, kind, tuple(seen), facts, signature, _hash(message))


def content_of(statement: Statement) -> bytes:
    """What `known` reads again."""
    return cbor2.dumps([list(statement.seen), dict(statement.facts)])


def _message(space: bytes, signer: bytes, kind: str, seen: tuple[bytes, ...], facts: Facts) -> bytes:
    return cbor2.dumps([_PURPOSE, space, signer, kind, list(seen), dict(facts)])


def _hash(message: bytes) -> bytes:
    return blake2b(message, digest_size=HASH_SIZE, person=b"coopdesk-said").digest()


def _check(space: Any, signer: Any, kind: Any, seen: Any, facts: Any, signature: Any) -> None:
    if not isinstance(space, bytes) or not isinstance(kind, str) or not isinstance(facts, dict):
        raise ValueError("shape")
    _sized(signer, KEY_SIZE)
    _sized(signature, SIGNATURE_SIZE)
    _hashes(seen)
    if seen != sorted(set(seen)) or len(seen) > MOST_SEEN or list(facts) != sorted(facts):
        raise ValueError("order")
    _CHECKS.get(kind, _anything)(facts)


def _sized(value: Any, size: int) -> None:
    if not isinstance(value, bytes) or len(value) != size:
        raise ValueError(size)


def _hashes(values: Any) -> None:
    if not isinstance(values, list):
        raise ValueError("hashes")
    for value in values:
        _sized(value, HASH_SIZE)


def _text(value: Any) -> None:
    if not isinstance(value, str) or len(value) > LONGEST_NAME:
        raise ValueError("text")


def _anything(facts: Facts) -> None:
    """A later version knows what this means."""


def _check_computer(facts: Facts) -> None:
    for key in ("name", "reader", "letter"):
        _text(facts[key])


def _check_admit(facts: Facts) -> None:
    _check_computer(facts)
    _sized(facts["device"], KEY_SIZE)
    if facts["role"] not in ROLES:
        raise ValueError("role")


def _check_role(facts: Facts) -> None:
    _sized(facts["device"], KEY_SIZE)
    _hashes(facts["tips"])
    if facts["role"] not in ROLES:
        raise ValueError("role")


def _check_revoke(facts: Facts) -> None:
    _sized(facts["device"], KEY_SIZE)
    _hashes(facts["tips"])


def _check_accept(facts: Facts) -> None:
    _sized(facts["segment"], HASH_SIZE)


def _check_key(facts: Facts) -> None:
    _text(facts["recipient"])
    for recipient, sealed in facts["earlier"]:
        _text(recipient)
        if not isinstance(sealed, bytes):
            raise ValueError("sealed")


def _check_recovery(facts: Facts) -> None:
    _sized(facts["key"], KEY_SIZE)


_CHECKS: dict[str, Callable[[Facts], None]] = {
    FOUND: _check_computer,
    ADMIT: _check_admit,
    ROLE: _check_role,
    REVOKE: _check_revoke,
    ACCEPT: _check_accept,
    KEY: _check_key,
    RECOVERY: _check_recovery,
}
