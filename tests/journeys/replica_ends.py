# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What must hold at the end of a random history, when everything was told to everybody who belongs to
the office: they show the same, and nothing that anybody saved is silently gone."""

from typing import TYPE_CHECKING

import cbor2

from coopdesk.store import checking, files
from coopdesk.store import roster as kept
from coopdesk.store.accepting import NOTHING, STRANGE
from coopdesk.store.connection import rows
from coopdesk.store.keeping import Store
from coopdesk.sync import trust
from coopdesk.sync.bundle_keys import ForDevices
from coopdesk.sync.roster import evaluate
from tests.journeys.replica_traffic import Bundle, contents, read, written
from tests.store.test_random_histories import nothing_is_silently_gone
from tests.sync.exchange import SPACE, state_of

if TYPE_CHECKING:
    from tests.journeys.replicas import Offices, Replica

ROUNDS = 6
"""Of telling each other everything: some of it can only be read once more is known of the office."""


def agree(office: "Offices") -> None:
    """Everything to everybody; then all is equal, sound, and nothing is gone."""
    together = _told_everything(office)
    if not together:
        return
    said = {identity for replica in together for identity in identities(replica.store)}
    first, sound = together[0], _sound_files(office, together)
    members = trust.roster(first.store)
    assert len({state_of(replica.store).hash for replica in together}) == 1
    for replica in together:
        store = replica.store
        assert said == set(identities(store))
        assert trust.roster(store) == members
        assert {key.recipient for key in members.keys} <= kept.space_keys(store.connection).keys()
        store.index_all()
        assert checking.check(store) == []
        for address in sound:
            assert files.get(store.profile, store.keys, address) == office.attached[address]
        _only_what_the_rules_set_aside(office, store)
    nothing_is_silently_gone(first.store)
    before = state_of(first.store)
    checking.rebuild(first.store)
    assert state_of(first.store) == before


def _told_everything(office: "Offices") -> list["Replica"]:
    """Everybody tells one member everything, who tells it to all, until all know the same; the machines
    that belong to the office."""
    for _ in range(ROUNDS):
        together = _members(office)
        if not together:
            return []
        for replica in office.machines:
            _tell(replica, together[0])
        for replica in office.machines:
            _tell(together[0], replica)
            _tell(replica, together[0])  # it may have made a key of the office
        together = _members(office)
        known = _knowledge(together[0].store)
        if all(_knowledge(replica.store) == known for replica in together):
            return together
    raise AssertionError("telling each other everything comes to no end")


def _members(office: "Offices") -> list["Replica"]:
    """The machines that belong to the office by all that anybody said about it."""
    said = [one for replica in office.machines for one in trust.said(replica.store)]
    found = evaluate(said, kept.root(office.machines[0].store.connection) or b"")
    return [one for one in office.machines if found.role(one.store.keys.public)]


def _tell(replica: "Replica", partner: "Replica") -> None:
    """As `bundle write --everything --for PARTNER`, or for the whole office where it is no member."""
    if replica is partner:
        return
    member = trust.roster(replica.store).members.get(partner.store.keys.public)
    found = contents(replica, everything=True)
    if member and member.is_member:
        read(partner, Bundle(found, ForDevices(SPACE, (member.reader,))))
    elif trust.space_keys(replica.store, trust.roster(replica.store)):
        read(partner, written(replica, found))


def _knowledge(store: Store) -> tuple[object, ...]:
    return (
        *(trust.roster(store), sorted(identities(store))),
        sorted(address for address in files.addresses(store.connection) if _is_here(store, address)),
    )


def _is_here(store: Store, address: str) -> bool:
    return files.place(store.profile, store.keys, address).is_file()


def identities(store: Store) -> list[bytes]:
    """The identities of all leaves on a machine."""
    return [row[0] for row in store.connection.execute("SELECT hash FROM log")]


def _sound_files(office: "Offices", together: list["Replica"]) -> set[str]:
    """The addresses of the files that records name and that lie whole with one of these."""
    named = set(files.addresses(together[0].store.connection))
    assert named <= office.attached.keys()
    return {address for address in named for replica in together if _is_here(replica.store, address)}


def _only_what_the_rules_set_aside(office: "Offices", store: Store) -> None:
    """What does not count was said by a machine that nobody let in, or after its access ended, or its
    save never came whole. What was known where access was ended counts, and what was said later doesn't."""
    members = trust.roster(store).members
    for identity, device, why in rows(store.connection, _LEAVES):
        limits = members[device].limits if device in members else NOTHING
        endings = [office.endings.get((device, tips)) for tips in limits]
        known = all(ending and identity in ending.known for ending in endings)
        later = any(ending and office.born[identity] > ending.step for ending in endings)
        allowed = identity in office.let_count
        if why == STRANGE:
            assert not known
        elif later or (limits and limits == NOTHING):
            assert allowed
    for feed, lamport, first, last, positions, leaves in _in_part(store):
        assert first != last or positions < leaves, (feed, lamport)


def _in_part(store: Store) -> list[tuple[int, int, bytes, bytes, int, int]]:
    """The saves held back for what has not come: feed and number, heads, leaves here and altogether."""
    return [
        (feed, lamport, first, last, positions, cbor2.loads(first)[4])
        for feed, lamport, first, last, positions in rows(store.connection, _HELD)
    ]


_LEAVES = (
    "SELECT hash, device, coalesce(why, '') FROM log JOIN feed ON f = log.feed LEFT JOIN unaccepted USING (l)"
)
_HELD = (
    "SELECT feed, lamport, min(head), max(head), count(DISTINCT pos) FROM log WHERE (feed, lamport) IN"
    " (SELECT feed, lamport FROM log JOIN unaccepted USING (l) WHERE why = 'part') GROUP BY feed, lamport"
)
