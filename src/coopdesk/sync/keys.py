# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The keys of a space: a new one when access ends, the earlier ones sealed to it, wraps for members.

Whoever holds the newest key opens all earlier ones with what its statement carries, so that a late
joiner reads old bundles. That an identity is the right one is seen by its recipient, which is signed.
"""

from collections.abc import Iterable, Mapping, Sequence

import cbor2

from coopdesk.sync.bundle_keys import SpaceKeys, recipient_of
from coopdesk.sync.limits import read_exactly
from coopdesk.sync.roster import Roster
from coopdesk.sync.statements import Facts

WRAPS = "wraps"
"""The kind of item in a bundle that carries keys for members who may not have them."""
MOST_WRAPS = 64
MOST_MEMBERS = 1024
_WRAP_ROOM = 160
_ROOM = 1024

Identities = Mapping[str, str]
"""Identities that a desk holds, by their recipients."""


def key_facts(identity: str, held: Identities, before: Sequence[str]) -> Facts:
    """What the statement of a new key says: `before` are the recipients of the keys it follows."""
    recipient = recipient_of(identity)
    known = [one for one in before if one in held]
    sealed = [[one, _encrypted(held[one].encode(), [recipient])] for one in known]
    return {"recipient": recipient, "earlier": sealed}


def opened(roster: Roster, held: Identities) -> dict[str, str]:
    """What is held, and all earlier identities that follow from it."""
    found = dict(held)
    ready = [recipient for recipient in held if recipient in roster.all_keys]
    for recipient in ready:
        for earlier, sealed in roster.all_keys[recipient].earlier:
            identity = None if earlier in found else _identity(sealed, found[recipient], earlier)
            if identity:
                found[earlier] = identity
                if earlier in roster.all_keys:
                    ready.append(earlier)
    return found


def wraps_of(held: Identities, roster: Roster, readers: Sequence[str]) -> bytes:
    """The body of an item that gives the newest keys held here to these age recipients."""
    newest = [key.recipient for key in roster.keys if key.recipient in held]
    if not readers:
        return cbor2.dumps([])
    return cbor2.dumps([[one, _encrypted(held[one].encode(), readers)] for one in newest])


def unwrapped(body: bytes, identity: str) -> dict[str, str]:
    """The identities in such an item that the device with this identity can open, by recipient; raises
    ValueError for a body that is none."""
    entries = read_exactly(body)
    if not isinstance(entries, list) or len(entries) > MOST_WRAPS:
        raise ValueError("wraps")
    found: dict[str, str] = {}
    for entry in entries:
        if not isinstance(entry, list) or len(entry) != 2:
            raise ValueError("wrap")
        recipient, sealed = entry
        if not isinstance(recipient, str) or not isinstance(sealed, bytes):
            raise ValueError("wrap")
        if len(sealed) > _ROOM + MOST_MEMBERS * _WRAP_ROOM:
            raise ValueError("size")
        opened_one = _identity(sealed, identity, recipient)
        if opened_one:
            found[recipient] = opened_one
    return found


def space_keys(space: bytes, roster: Roster, held: Identities) -> SpaceKeys | None:
    """The keys to write and read bundles of the space with, None where none is held."""
    order = [key.recipient for key in roster.keys if key.recipient in held]
    order += [recipient for recipient in held if recipient not in order]
    if not order:
        return None
    return SpaceKeys(space, held[order[0]], tuple(held[recipient] for recipient in order[1:]))


def _encrypted(content: bytes, recipients: Iterable[str]) -> bytes:
    import pyrage

    sealed: bytes = pyrage.encrypt(content, [pyrage.x25519.Recipient.from_str(one) for one in recipients])
    return sealed


def _identity(sealed: bytes, identity: str, recipient: str) -> str | None:
    """The identity in an age file, None where it can't be opened or is not the one of this recipient."""
    import pyrage

    try:
        found = pyrage.decrypt(sealed, [pyrage.x25519.Identity.from_str(identity)]).decode("ascii")
        return found if recipient_of(found) == recipient else None
    except (pyrage.DecryptError, pyrage.IdentityError, UnicodeDecodeError, ValueError):
        return None
