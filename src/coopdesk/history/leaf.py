# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A leaf as the settling rules see it: one version of one record."""

from coopdesk.frozen import dataclass
from coopdesk.records.values import Touches

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
