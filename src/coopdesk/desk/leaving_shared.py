# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What this computer leaves in a shared folder: bundles for the others, and taking them away again.

A bundle is written and noted here first, then carried to the folder: whoever waits for the folder holds
nothing else. It goes once all whom it is for have said by receipt that they hold what is in it. A computer
that says nothing keeps it there; after 60 days without a word the officer is told which one it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from coopdesk.desk import sending, trusting
from coopdesk.desk.desk import Desk
from coopdesk.desk.passing import PassingFolder
from coopdesk.desk.sending import Inside, Packed, Sent, Wish
from coopdesk.language import N_
from coopdesk.store import arrivals, shared_bundles, vault
from coopdesk.store import receipts as kept_receipts
from coopdesk.store.receipts import KeptReceipt
from coopdesk.store.shared_bundles import Left
from coopdesk.sync import outbox, receipts, trust
from coopdesk.sync.carriers import own_part
from coopdesk.sync.carriers.own_part import Ours
from coopdesk.sync.carriers.reaching import Sign, reached
from coopdesk.sync.container_writing import Written
from coopdesk.sync.outbox import HEARD_MS

PATIENCE = 30.0
"""Seconds that a folder may take to keep for good what was written: slow drives do it at the end."""
LONGEST_WAY_MS = 3_600_000
"""A bundle that did not get there within an hour does not get there any more: the power failed."""
KEPT_FOR = N_(
    "Nothing came from: {names}, for 60 days. Bundles for them stay in the shared folder."
    " Let them send a bundle, or withdraw their access."
)


@dataclass(frozen=True, slots=True)
class Parcel:
    """A bundle on its way into a shared folder; `remove` it here once it is there, or cannot be."""

    folder: Path
    space: bytes
    device: bytes
    key: str
    parts: tuple[Written, ...]
    inside: Inside
    passing: PassingFolder

    def remove(self) -> None:
        """Take away what was written here."""
        self.passing.remove()


@dataclass(frozen=True, slots=True)
class Clearing:
    """What this computer left in a shared folder, the oldest first, and for which silent computers each
    bundle stays; `devices` are the keys under which it did."""

    folder: Path
    space: bytes
    devices: tuple[bytes, ...]
    ours: tuple[Ours, ...]
    silent: dict[bytes, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Cleared:
    """The files that were taken away, and the computers of which nothing came for 60 days and for which
    others stay."""

    gone: tuple[str, ...] = ()
    kept_for: tuple[str, ...] = ()

    def remarks(self) -> tuple[str, ...]:
        """What an officer should know of it, in the current language."""
        return (KEPT_FOR.format(names=", ".join(self.kept_for)),) if self.kept_for else ()


# Leaving


def parcel(desk: Desk, shared: Path, wish: Wish) -> Parcel:
    """Write a bundle here, and note it as one for a shared folder. Raises WorldError as `sending.write`
    does."""
    _forget_lost(desk)
    passing = PassingFolder()
    try:
        with sending.packing(desk, passing.path, wish) as packed:
            sending.note(desk, packed, packed.parts[0].file, wish)
            if wish.passphrase is None:  # else nobody knows whom it is for, and it stays
                _note(desk, packed)
    except BaseException:
        passing.remove()
        raise
    own, space = desk.store.keys.public, trusting.space(desk)
    return Parcel(shared, space, own, packed.key, packed.parts, packed.inside, passing)


def _note(desk: Desk, packed: Packed) -> None:
    for part in packed.parts:
        what = (packed.at, frozenset(packed.devices), packed.segments, packed.complete)
        left = Left(part.mark, packed.key, part.file.name, *what)
        shared_bundles.note(desk.store.connection, left)


def deliver(parcel: Parcel) -> tuple[Path, ...]:
    """Carry it to the folder; its files there. Needs no desk. Raises WorldError where the folder is not
    there, cannot be written, or does not answer."""

    def lay(sign: Sign) -> tuple[Path, ...]:
        return own_part.lay(parcel.folder, parcel.space, parcel.device, parcel.parts, sign)

    return reached(parcel.folder, lay, PATIENCE)


def withdraw(desk: Desk, parcel: Parcel) -> None:
    """It could not be delivered: nothing of it counts as sent."""
    _forget(desk, [parcel.key])


def note_delivered(desk: Desk, parcel: Parcel) -> None:
    """It is there."""
    with desk.store.alone():
        shared_bundles.note_delivered(desk.store.connection, parcel.key)


def _forget_lost(desk: Desk) -> None:
    """What was on its way when the power failed does not count as sent either."""
    lost = shared_bundles.lost(desk.store.connection, outbox.clock() - LONGEST_WAY_MS)
    if lost:
        _forget(desk, lost)


def _forget(desk: Desk, sendings: Sequence[str]) -> None:
    with desk.store.alone():
        for key in sendings:
            arrivals.forget_sending(desk.store.connection, key)
            shared_bundles.forget(desk.store.connection, key)


def sent(parcel: Parcel, files: Sequence[Path], remarks: tuple[str, ...] = ()) -> Sent:
    """What is told of a bundle that was delivered."""
    return Sent(parcel.key, tuple(files), sum(part.size for part in parcel.parts), parcel.inside, (), remarks)


# Clearing


def to_clear(desk: Desk, shared: Path) -> Clearing:
    """What this computer left in a shared folder, and what of it all have whom it is for."""
    left = shared_bundles.left(desk.store.connection)
    holding = _Holding(desk, outbox.clock())
    ours: list[Ours] = []
    silent: dict[bytes, tuple[str, ...]] = {}
    for one in left:
        missing = holding.missing(one)
        is_done = missing is not None and not missing
        what = (one.complete, not one.readers, is_done, one.taken_up)
        ours.append(Ours(one.file, one.mark, one.sending, *what))
        silent[one.mark] = holding.silent(missing or frozenset(), one.at)
    return Clearing(shared, trusting.space(desk), _own_keys(desk), tuple(ours), silent)


def _own_keys(desk: Desk) -> tuple[bytes, ...]:
    """The key of this computer, and those that it had before it was restored from a backup, once their access
    was withdrawn: until then, the computer that has them may be at work somewhere."""
    members = trust.roster(desk.store).members
    withdrawn = {device for device, member in members.items() if not member.is_member}
    return (desk.store.keys.public, *(shared_bundles.own_devices(desk.store.connection) & withdrawn))


def clear(what: Clearing) -> Cleared:
    """Take away what nobody needs. Needs no desk. Raises WorldError where the folder is not there, or does
    not answer."""
    if not what.ours:
        return Cleared()

    def go(sign: Sign) -> own_part.Swept:
        return own_part.clear(what.folder, what.space, what.devices, what.ours, sign)

    swept = reached(what.folder, go)
    names = {name for one in swept.left for name in what.silent[one.mark]}
    return Cleared(swept.gone, tuple(sorted(names)))


class _Holding:
    """Who holds what, by the receipts that came; a computer that has a double, or was put back to an
    earlier day, holds what both say, unless nothing came from one of them for 60 days."""

    def __init__(self, desk: Desk, now: int) -> None:
        self._desk, self._now = desk, now
        self._receipts: dict[bytes, list[KeptReceipt]] = {}
        for one in kept_receipts.kept(desk.store.connection):
            self._receipts.setdefault(one.device, []).append(one)
        own = desk.store.keys.public
        members = {member.device for member in trust.roster(desk.store).active}
        # This computer itself counts where it has a double.
        self._waited = {one for one in members if one != own or self._lately(one)}
        self._held = {device: self._held_by(device) for device in self._waited}

    def missing(self, left: Left) -> frozenset[bytes] | None:
        """The members for whom a bundle is and who did not confirm all of it; None where it is for all,
        and there is nobody yet."""
        if not left.readers:
            if not self._waited:
                return None
            return frozenset(one for one in self._waited if not left.segments <= self._held[one])
        named = self._waited & left.readers
        return frozenset(
            one for one in named if not left.segments <= self._held[one] or self._heard(one) < left.at
        )

    def silent(self, devices: frozenset[bytes], since: int) -> tuple[str, ...]:
        """The names of those of these devices of which nothing came for 60 days; of one of which nothing
        came at all, the days since a bundle was left for it count."""
        long = [one for one in devices if (self._heard(one) or since) < self._now - HEARD_MS]
        return tuple(trusting.device_name(self._desk, one) or one.hex()[:8] for one in long)

    def _heard(self, device: bytes) -> int:
        return max((one.at for one in self._receipts.get(device, ())), default=0)

    def _lately(self, device: bytes) -> list[KeptReceipt]:
        return [one for one in self._receipts.get(device, ()) if one.at >= self._now - HEARD_MS]

    def _held_by(self, device: bytes) -> frozenset[int]:
        every = self._receipts.get(device, [])
        counted = self._lately(device) or sorted(every, key=lambda one: one.at)[-1:]
        given = [receipts.read(one.raw, vault.signed_by) for one in counted]
        return outbox.confirmed(self._desk.store, given)
