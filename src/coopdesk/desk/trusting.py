# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What sending and receiving asks about the office: its keys, its computers, whom to believe."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from coopdesk.desk.desk import Desk
from coopdesk.errors import WorldError
from coopdesk.records.identity import SHORTEST_PREFIX, to_text
from coopdesk.store import roster as kept
from coopdesk.store import vault
from coopdesk.sync import trust
from coopdesk.sync.bundle_keys import ForDevices, ForSpace, ReaderKeys, Recipients, SenderKeys, SpaceKeys
from coopdesk.sync.container_reading import Judge, Opened, Standing
from coopdesk.sync.inbox import Doorkeeper
from coopdesk.sync.limits import MOST_RECIPIENTS
from coopdesk.sync.receipts import Receipt
from coopdesk.sync.roster import Member, Roster


def space(desk: Desk) -> bytes:
    """The id of the space of this desk."""
    return kept.space(desk.store.connection)


def space_keys(desk: Desk) -> SpaceKeys:
    """The keys of the space that are held here, the current one first; raises WorldError where a
    restored or withdrawn computer holds none."""
    found = trust.space_keys(desk.store, trust.roster(desk.store))
    if found is None:
        raise WorldError(
            "no_space_key",
            "This computer has no key of the office. Ask a steward for a bundle for this computer.",
        )
    return found


def sender(desk: Desk) -> SenderKeys:
    """What signs the bundles of this device."""
    keys = desk.store.keys
    return SenderKeys(keys.public, lambda message: vault.sign(keys, message))


def readers(desk: Desk, devices: Sequence[bytes]) -> Recipients:
    """Who can open a bundle for these devices, for the whole office where none is named: that is
    whoever holds its key, once all members surely do, and until then each of them by name."""
    office = trust.roster(desk.store)
    chosen = [_member(desk, office, device) for device in devices]
    if not chosen and trust.without_key(desk.store, office) and len(office.active) <= MOST_RECIPIENTS:
        chosen = office.active
    if not chosen:
        return ForSpace(space_keys(desk))
    return ForDevices(space(desk), tuple(member.reader for member in chosen))


def _member(desk: Desk, office: Roster, device: bytes) -> Member:
    member = office.members.get(device)
    if member is None or not member.is_member:
        raise no_access(device_name(desk, device) or device_id(device))
    return member


def no_access(name: str) -> WorldError:
    """The error for a computer that is no member of the office, or no longer."""
    return WorldError(
        "no_access",
        "This computer has no access: {name}. Let it ask: coopdesk join FILE.coopjoin",
        name=name,
    )


def with_access(desk: Desk, receipts: Sequence[Receipt]) -> list[Receipt]:
    """The receipts of the members of the office."""
    office = trust.roster(desk.store)
    return [receipt for receipt in receipts if office.role(receipt.device)]


def reader_keys(desk: Desk, passphrase: str | None = None) -> ReaderKeys:
    """What this desk can open bundles with."""
    return ReaderKeys(space_keys(desk), desk.store.keys.identity, passphrase)


def door(desk: Desk) -> Doorkeeper:
    """Whom to believe, as the office says it."""
    office, called = trust.roster(desk.store), names(desk)
    return Doorkeeper(
        trust.trust(desk.store),
        lambda device: called.get(device, ""),
        lambda device: device in office.members,
        lambda entries: trust.take(desk.store, entries),
    )


def judge(desk: Desk) -> Judge:
    """What to think of the device that signed a bundle."""
    office = trust.roster(desk.store)

    def standing(device: bytes, space_id: bytes) -> Standing:
        member = office.members.get(device)
        if member is None or space_id != space(desk):
            return Standing.STRANGER
        return Standing.ACCEPTED if member.is_member else Standing.REVOKED

    return standing


def objection(desk: Desk, opened: Opened) -> WorldError | None:
    """Why what the signer of a bundle itself saved does not count, now that the bundle was read."""
    standing = judge(desk)(opened.device, opened.space)
    return replace(opened, standing=standing).objection(device_name(desk, opened.device))


def statements(desk: Desk, everything: bool = False, named: Collection[bytes] = ()) -> list[bytes]:
    """What a bundle carries about who belongs to the office: what not all surely have heard, or all; and
    the keys of the office for the devices that it is named for."""
    return trust.entries(desk.store, everything=everything, named=named)


def device_name(desk: Desk, device: bytes) -> str:
    """How a computer is called, "" where it has no name here."""
    return names(desk).get(device, "")


def names(desk: Desk) -> dict[bytes, str]:
    """The names of all computers that were admitted or heard of; the office's name for one wins."""
    found = {heard.device: heard.name for heard in kept.heard(desk.store.connection)}
    return found | {device: member.name for device, member in trust.roster(desk.store).members.items()}


def devices(desk: Desk) -> dict[bytes, str]:
    """The other computers that were admitted or heard of, with their names."""
    return {device: name for device, name in names(desk).items() if device != desk.store.keys.public}


def device_id(device: bytes) -> str:
    """How a computer is named where its name is not enough: 26 letters."""
    return to_text(device[:16])


def device_named(desk: Desk, text: str) -> bytes:
    """The other computer that a name or the beginning of an id means; raises WorldError where none or
    several do."""
    return _named(devices(desk), text)


def any_device_named(desk: Desk, text: str) -> bytes:
    """The same, this computer included."""
    return _named(names(desk), text)


def _named(known: dict[bytes, str], text: str) -> bytes:
    wanted = text.strip().casefold()
    found = [key for key, name in known.items() if name.casefold() == wanted]
    if not found and len(wanted) >= SHORTEST_PREFIX:
        found = [key for key in known if device_id(key).startswith(wanted)]
    if len(found) == 1:
        return found[0]
    if found:
        raise WorldError(
            "ambiguous_device",
            "Several computers have this name: {name}. Give the id of one: {ids}.",
            name=text,
            ids=", ".join(map(device_id, found)),
        )
    raise WorldError(
        "unknown_device",
        "No computer of the office is called {name}. Known here: {names}.",
        name=text,
        names=", ".join(name or device_id(key)[:SHORTEST_PREFIX] for key, name in known.items()) or "–",
    )
