# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What each computer has heard of the office, by its own word: the rest is what a bundle has to say.

Nobody has to say it: without it, bundles only repeat more.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import cbor2

from coopdesk.store.vault import signed_by
from coopdesk.sync.limits import read_exactly
from coopdesk.sync.roster import Roster
from coopdesk.sync.statements import ADMIT, HASH_SIZE, KEY_SIZE, SIGNATURE_SIZE, Statement

KNOWS = "knows"
"""The word of an entry that tells it."""
MOST_HEADS = 256
_PURPOSE = "coopdesk knows 1"

ByHash = Mapping[bytes, Statement]


@dataclass(frozen=True, slots=True)
class Knows:
    """The newest statements that a device has heard, and the newest keys of the space that it holds, by
    the hash of their statements; `raw` is what is kept."""

    device: bytes
    heads: tuple[bytes, ...] = ()
    holds: tuple[bytes, ...] = ()
    raw: bytes = b""


def told(space: bytes, knows: Knows, sign: Callable[[bytes], bytes]) -> bytes:
    """What this device says of itself, signed."""
    facts: list[object] = [knows.device, sorted(knows.heads), sorted(knows.holds)]
    return cbor2.dumps([*facts, sign(_message(space, facts))])


def read(body: bytes, space: bytes) -> Knows:
    """What a device said of itself; raises ValueError where it is nothing that it signed."""
    try:
        device, heads, holds, signature = read_exactly(body)
        sizes = [(device, KEY_SIZE), (signature, SIGNATURE_SIZE)]
        sizes += [(one, HASH_SIZE) for one in [*heads, *holds]]
    except TypeError as error:
        raise ValueError("knows") from error
    if len(sizes) > MOST_HEADS or not all(isinstance(one, bytes) and len(one) == size for one, size in sizes):
        raise ValueError("sizes")
    if not signed_by(device, signature, _message(space, [device, heads, holds])):
        raise ValueError("signature")
    return Knows(device, tuple(heads), tuple(holds), body)


def _message(space: bytes, facts: list[object]) -> bytes:
    return cbor2.dumps([_PURPOSE, space, *facts])


def past(by_hash: ByHash, heads: Iterable[bytes]) -> set[bytes]:
    """These statements and all that they had seen, as far as they are here."""
    ready = [head for head in dict.fromkeys(heads) if head in by_hash]
    found = set(ready)
    for hash_ in ready:
        new = [one for one in by_hash[hash_].seen if one in by_hash and one not in found]
        ready += dict.fromkeys(new)
        found.update(new)
    return found


def heard_by(by_hash: ByHash, device: bytes, knows: Knows | None) -> set[bytes]:
    """The statements that a computer surely has: those it told of, and those that invited it."""
    invited = [one.hash for one in by_hash.values() if one.kind == ADMIT and one.subject == device]
    return past(by_hash, [*invited, *(knows.heads if knows else ())])


def lacks_key(by_hash: ByHash, office: Roster, device: bytes, knows: Knows | None) -> bool:
    """Whether a computer may not hold the current key of the space: it neither made it, nor was invited
    with it, nor told that it holds it."""
    current = office.keys[0].statement
    if by_hash[current].signer == device or (knows and current in knows.holds):
        return False
    return current not in heard_by(by_hash, device, None)
