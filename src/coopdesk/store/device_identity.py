# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The second key of a device, which opens what others send to it alone.

It follows from the first, so that a profile keeps one secret; age identities are written in Bech32
(BIP-173), of which age uses the plain form without a limit on length.
"""

from collections.abc import Iterator, Sequence
from hashlib import blake2b

_LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_PREFIX = "age-secret-key-"
_CHECK = 6


def identity_of(secret: bytes) -> str:
    """The age identity (AGE-SECRET-KEY-1…) that belongs to the secret of a device."""
    key = blake2b(secret, digest_size=32, person=b"coopdesk-age").digest()
    return _bech32(_PREFIX, key).upper()


def _bech32(prefix: str, content: bytes) -> str:
    values = list(_fives(content))
    spread = [ord(letter) >> 5 for letter in prefix] + [0] + [ord(letter) & 31 for letter in prefix]
    check = _remainder([*spread, *values, *[0] * _CHECK]) ^ 1
    values += [check >> 5 * (_CHECK - 1 - place) & 31 for place in range(_CHECK)]
    return f"{prefix}1" + "".join(_LETTERS[value] for value in values)


def _fives(content: bytes) -> Iterator[int]:
    """The bits of the content, five at a time, zeros at the end."""
    number, bits = int.from_bytes(content, "big"), 8 * len(content)
    spare = -bits % 5
    number <<= spare
    return (number >> shift & 31 for shift in range(bits + spare - 5, -1, -5))


def _remainder(values: Sequence[int]) -> int:
    found = 1
    for value in values:
        top = found >> 25
        found = (found & 0x1FFFFFF) << 5 ^ value
        for place, term in enumerate(_GENERATOR):
            found ^= term if top >> place & 1 else 0
    return found
