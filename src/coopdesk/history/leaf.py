# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A leaf as the settling rules see it: one version of one record."""

from coopdesk.frozen import dataclass
from coopdesk.records.identity import to_text
from coopdesk.records.values import Touches

HASH_SIZE = 32
"""Bytes of the hash that a leaf is known by."""
REMOVED = "~removed"
"""The slot that a removal sets to 1 and a restoration to 0, beside the fields of the type."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One version of a record: its identity, the versions seen before it, what it sets.

    `order` breaks ties between versions that did not see each other, and never holds a clock:
    (lamport, feed, hash). `accepted` is False for a signer who is not trusted: then the parents
    count and the values don't.
    """

    hash: bytes
    parents: tuple[bytes, ...]
    touches: Touches
    order: tuple[int, bytes, bytes]
    accepted: bool = True


def version_name(heads: bytes) -> str:
    """How a version is named outside: 26 letters for each head, joined by "+"."""
    return "+".join(to_text(heads[start : start + 16]) for start in range(0, len(heads), HASH_SIZE))
