# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What travels in random histories: bundles of all forms, lost, torn, doubled, late and out of order."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coopdesk.desk import trusting
from coopdesk.store import arrivals
from coopdesk.store import roster as kept
from coopdesk.sync import outbox
from coopdesk.sync.bundle_keys import ForDevices, ForSpace, Recipients, recipient_of
from coopdesk.sync.items import Item
from coopdesk.sync.receipts import Receipt
from tests.sync.exchange import NOW, bundle, parts, take

if TYPE_CHECKING:
    from tests.journeys.replicas import Offices, Replica


@dataclass(frozen=True)
class Bundle:
    """What is inside, and who can open it."""

    items: Sequence[Item]
    readers: Recipients


def written(replica: "Replica", found: Sequence[Item], readers: Recipients | None = None) -> Bundle:
    """A bundle of these items for the office as this machine knows it, or for these readers."""
    return Bundle(found, readers or trusting.readers(replica.desk, ()))


def contents(
    replica: "Replica",
    receipts: Sequence[Receipt] = (),
    *,
    everything: bool = False,
    thin: bool = False,
    held: int = 0,
) -> list[Item]:
    """What a bundle for those who gave these receipts carries."""
    said = trusting.statements(replica.desk, everything)
    return bundle(replica.store, receipts, said=said, everything=everything, thin=thin, held=held)


def opens(replica: "Replica", sent: Bundle) -> bool:
    """Whether a machine has a key to a bundle."""
    if isinstance(sent.readers, ForDevices):
        return recipient_of(replica.store.keys.identity) in sent.readers.recipients
    assert isinstance(sent.readers, ForSpace)
    return sent.readers.keys.current in kept.space_keys(replica.store.connection).values()


def read(replica: "Replica", sent: Bundle) -> bool:
    """Read a bundle, where this machine has a key to it; whether it had."""
    if not opens(replica, sent):
        return False
    take(replica.store, sent.items, trusting.door(replica.desk))
    return True


def full(office: "Offices", replica: "Replica", *_: int) -> None:
    office.flying.append(written(replica, contents(replica, everything=True)))


def delta(office: "Offices", replica: "Replica", first: int, *_: int) -> None:
    office.flying.append(written(replica, contents(replica, _receipts(replica, first))))


def thin(office: "Offices", replica: "Replica", first: int, *_: int) -> None:
    office.flying.append(written(replica, contents(replica, _receipts(replica, first), thin=True)))


def since(office: "Offices", replica: "Replica", first: int, *_: int) -> None:
    """On the officer's word without the segments of long ago, though they may have been lost."""
    held = arrivals.ends(replica.store.connection)["segment"] * first // 12
    office.flying.append(written(replica, contents(replica, _receipts(replica, 0), held=held)))


def _receipts(replica: "Replica", first: int) -> list[Receipt]:
    """Of all machines heard of, or of one of them."""
    known = trusting.with_access(replica.desk, outbox.receipts_of(replica.store, NOW))
    return known[first % len(known) :][:1] if known and first % 2 else known


def single(office: "Offices", replica: "Replica", first: int, *_: int) -> None:
    """A bundle in parts: each segment travels alone."""
    found = parts(replica.store, _receipts(replica, first))
    office.flying += [written(replica, part) for part in found]


def lose(office: "Offices", _: "Replica", first: int, *__: int) -> None:
    if office.flying:
        del office.flying[first % len(office.flying)]


def tear(office: "Offices", _: "Replica", first: int, other: int, __: int) -> None:
    """A damaged frame: some of what is inside is lost."""
    if office.flying:
        place = first % len(office.flying)
        torn = office.flying[place]
        kept_items = [one for number, one in enumerate(torn.items) if number % 12 != other]
        office.flying[place] = Bundle(kept_items, torn.readers)


def deliver(office: "Offices", replica: "Replica", first: int, *_: int) -> None:
    """One of those under way, which stays under way: it may come twice."""
    if office.flying:
        read(replica, office.flying[-1 - first % len(office.flying)])


def swap(office: "Offices", replica: "Replica", first: int, other: int, _: int) -> None:
    """Two machines tell each other all."""
    partner = office.machines[other % len(office.machines)]
    read(partner, written(replica, contents(replica)))
    read(replica, written(partner, contents(partner)))


def take_back(_: "Offices", replica: "Replica", *__: int) -> None:
    """Take the last bundle back; it may come again."""
    found = arrivals.arrivals(replica.store.connection)
    if not found or not arrivals.can_undo(replica.store.connection, found[0].id):
        return
    with replica.store.alone():
        arrivals.undo(replica.store.connection, found[0].id)
    replica.store.note_end()


ACTS = {act.__name__: act for act in (full, delta, thin, since, single, lose, tear, deliver, swap, take_back)}
OFTEN = ("full", *["delta"] * 3, "thin", "since", "single", "lose", "tear", *["deliver"] * 6, "swap")
