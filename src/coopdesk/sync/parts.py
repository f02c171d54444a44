# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which parts of a shipment have come: each can be read alone, whatever is still missing."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from coopdesk.errors import WorldError
from coopdesk.sync import refusals
from coopdesk.sync.layout import Header


@dataclass(frozen=True, slots=True)
class Shipment:
    """A sending in parts: how many there are, and the numbers of those that have not come."""

    id: bytes
    parts: int
    missing: tuple[int, ...]

    def objection(self, sender: str = "") -> WorldError | None:
        """What to ask for, and whom, None where everything has come."""
        return refusals.parts_missing(self.missing, self.parts, sender) if self.missing else None


def shipments(
    headers: Iterable[Header], come_before: Callable[[bytes], Collection[int]] = lambda shipment: ()
) -> list[Shipment]:
    """The shipments that these bundles belong to, in the order in which they are first met;
    `come_before` gives the parts of one that were read earlier."""
    met: dict[tuple[bytes, int], set[int]] = {}
    for header in headers:
        met.setdefault((header.shipment, header.parts), set()).add(header.part)
    return [
        Shipment(shipment, parts, tuple(sorted(set(range(1, parts + 1)) - come - set(come_before(shipment)))))
        for (shipment, parts), come in met.items()
    ]
