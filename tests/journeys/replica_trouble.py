# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What befalls machines in random histories: wrong clocks, disks put back and copied, backups restored;
and who is let into the office and who out."""

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coopdesk.desk import membership, trusting
from coopdesk.store import backup
from coopdesk.store import roster as kept
from coopdesk.store.accepting import STRANGE
from coopdesk.sync import trust
from coopdesk.sync.bundle_keys import ForDevices, recipient_of
from coopdesk.sync.statements import ADMIT, OFFICER, READER, ROLES, STEWARD
from tests.journeys.replica_traffic import Bundle, read
from tests.sync.exchange import bundle

if TYPE_CHECKING:
    from tests.journeys.replicas import Offices, Replica

YEAR_MS = 31_557_600_000
CLOCKS = (0, -56 * YEAR_MS, 13 * YEAR_MS, -3_600_000, 86_400_000, -400 * 86_400_000)


@dataclass(frozen=True)
class Ending:
    """When the word of a machine stopped to count, and what of it was known where that was decided."""

    step: int
    known: frozenset[bytes]


GIVEN = (OFFICER, OFFICER, STEWARD, STEWARD, READER)


def clock(_: "Offices", replica: "Replica", first: int, *__: int) -> None:
    replica.shift = CLOCKS[first % len(CLOCKS)]


def keep_copy(office: "Offices", replica: "Replica", *_: int) -> None:
    replica.copy = office.copied(replica)


def go_back(_: "Offices", replica: "Replica", *__: int) -> None:
    """The disk is put back as it was when it was copied."""
    if replica.copy is None:
        return
    replica.store.close()
    shutil.rmtree(replica.profile)
    shutil.copytree(replica.copy, replica.profile)
    replica.opened()


def clone(office: "Offices", replica: "Replica", *_: int) -> None:
    if office.has_room():
        office.add(office.copied(replica))


def from_backup(office: "Offices", replica: "Replica", first: int, *_: int) -> None:
    """A backup restored on another machine, which then is a stranger until it is let in."""
    if not office.has_room() or trust.roster(replica.store).role(replica.store.keys.public) == "":
        return
    made = backup.back_up(replica.store, office.folder / f"{office.next_number()}.coopbackup")
    profile = office.folder / f"restored {office.next_number()}"
    backup.restore(made.file, profile, device=f"PC {first}")
    restored = office.add(profile)
    if kept.root(restored.store.connection) != kept.root(replica.store.connection):
        office.leave(restored)  # the last of its office: it begins one of its own


def reopen(_: "Offices", replica: "Replica", *__: int) -> None:
    replica.store.close()
    replica.opened()


def seal(_: "Offices", replica: "Replica", *__: int) -> None:
    replica.store.seal()


def admit(office: "Offices", replica: "Replica", first: int, other: int, _: int) -> None:
    """Let in a machine that was restored, or a new one."""
    membership.need_steward(replica.desk)
    members = trust.roster(replica.store).members
    strange = [one for one in office.machines if one.store.keys.public not in members]
    if strange:
        let_in(office, replica, strange[first % len(strange)], GIVEN[other % len(GIVEN)])
    elif office.has_room():
        let_in(office, replica, office.fresh(), GIVEN[other % len(GIVEN)])


def let_in(office: "Offices", steward: "Replica", asking: "Replica", role: str) -> None:
    """Admit a machine and read the invitation there; a restored one may get it late or never."""
    store, keys = steward.store, asking.store.keys
    with store.alone():
        letter = trust.next_letter(trust.roster(store))
        facts = {"device": keys.public, "name": asking.profile.name, "reader": recipient_of(keys.identity)}
        trust.say(store, ADMIT, {**facts, "letter": letter, "role": role, "request": b""})
        kept.recount(store.connection, trust.trust(store))
    member = trust.roster(store).members[keys.public]
    said = trust.entries(store, invited=member)
    invitation = Bundle(
        bundle(store, said=said, everything=True), ForDevices(trusting.space(steward.desk), (member.reader,))
    )
    if kept.root(asking.store.connection) is not None:
        office.flying.append(invitation)
        return
    with asking.store.alone():
        kept.set_root(asking.store.connection, kept.root(store.connection) or b"")
        kept.note_standing(asking.store.connection, keys.public)
        trust.take(asking.store, said)
    asking.begins()
    assert read(asking, invitation)


def revoke(office: "Offices", replica: "Replica", first: int, *_: int) -> None:
    device = _member(replica, first)
    known = _said_by(replica, device)
    membership.revoke(replica.desk, trusting.device_id(device))
    _note_endings(office, replica, device, known)


def role(office: "Offices", replica: "Replica", first: int, other: int, _: int) -> None:
    device = _member(replica, first)
    known = _said_by(replica, device)
    membership.change_role(replica.desk, trusting.device_id(device), ROLES[other % len(ROLES)])
    _note_endings(office, replica, device, known)


def accept(office: "Offices", replica: "Replica", first: int, *_: int) -> None:
    aside = membership.set_aside(replica.desk)
    if aside:
        before = _strange(replica)
        membership.accept(replica.desk, aside[first % len(aside)].hash)
        office.let_count |= before - _strange(replica)


def _member(replica: "Replica", number: int) -> bytes:
    devices = list(trust.roster(replica.store).members)
    return devices[number % len(devices)]


def _said_by(replica: "Replica", device: bytes) -> frozenset[bytes]:
    query = "SELECT hash FROM log JOIN feed ON f = log.feed WHERE device = ?"
    return frozenset(row[0] for row in replica.store.connection.execute(query, (device,)))


def _strange(replica: "Replica") -> set[bytes]:
    query = "SELECT hash FROM log JOIN unaccepted USING (l) WHERE why = ?"
    return {row[0] for row in replica.store.connection.execute(query, (STRANGE,))}


def _note_endings(office: "Offices", replica: "Replica", device: bytes, known: frozenset[bytes]) -> None:
    for tips in trust.roster(replica.store).members[device].limits:
        office.endings.setdefault((device, tips), Ending(office.step, known))


ACTS = {
    act.__name__: act
    for act in (
        *(clock, keep_copy, go_back, clone, from_backup, reopen, seal),
        *(admit, revoke, role, accept),
    )
}
OFTEN = ("clock", "keep_copy", "go_back", "clone", "from_backup", "reopen", "seal")
MEMBERS = ("admit", "admit", "admit", "revoke", "role", "accept", "accept")
