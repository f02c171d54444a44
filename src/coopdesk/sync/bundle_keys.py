# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The keys that writing and reading a bundle takes. Secrets are never shown in a repr.

An *identity* is age's secret key as text (AGE-SECRET-KEY-1…), a *recipient* its public key (age1…).
"""

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class SpaceKeys:
    """The keys that every member of a space holds: the current identity, and those before it."""

    space: bytes
    current: str = field(repr=False)
    earlier: tuple[str, ...] = field(default=(), repr=False)

    @property
    def identities(self) -> tuple[str, ...]:
        """All of them, the current one first."""
        return self.current, *self.earlier


@dataclass(frozen=True, slots=True)
class SenderKeys:
    """The device that signs: its Ed25519 public key (32 bytes), and what signs a message for it."""

    device: bytes
    sign: Callable[[bytes], bytes] = field(repr=False)


@dataclass(frozen=True, slots=True)
class ReaderKeys:
    """What a reader can open bundles with; any of them may be missing."""

    space: SpaceKeys | None = None
    device: str | None = field(default=None, repr=False)
    """The age identity of this device."""
    passphrase: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class ForSpace:
    """For whoever holds the current key of the space."""

    keys: SpaceKeys


@dataclass(frozen=True, slots=True)
class ForDevices:
    """For chosen devices of a space, by their age recipients (32 at most)."""

    space: bytes
    recipients: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ForPassphrase:
    """For whoever knows the passphrase."""

    space: bytes
    passphrase: str = field(repr=False)


Recipients = ForSpace | ForDevices | ForPassphrase


def space_of(recipients: Recipients) -> bytes:
    """The space that a bundle for these recipients belongs to."""
    return recipients.keys.space if isinstance(recipients, ForSpace) else recipients.space


def new_identity() -> str:
    """A fresh age identity."""
    from pyrage import x25519

    return str(x25519.Identity.generate())


def recipient_of(identity: str) -> str:
    """The age recipient of an identity; raises ValueError where it is none."""
    from pyrage import IdentityError, x25519

    try:
        return str(x25519.Identity.from_str(identity).to_public())
    except IdentityError as error:
        raise ValueError("identity") from error
