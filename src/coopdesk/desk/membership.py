# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which computers belong to the office, what they may do, and whose changes are set aside."""

from dataclasses import dataclass

from coopdesk.desk import trusting
from coopdesk.desk.computer_words import INTRODUCED, OWN, SEEN, VERIFIED, WITHDRAWN
from coopdesk.desk.desk import Desk, Touched
from coopdesk.desk.state import word_list
from coopdesk.errors import WorldError
from coopdesk.records.identity import to_text
from coopdesk.store import receipts
from coopdesk.store import roster as kept
from coopdesk.store.reading import moment_of
from coopdesk.sync import trust
from coopdesk.sync.roster import FINGERPRINT_BITS, Member, Roster
from coopdesk.sync.statements import ACCEPT, READER, REVOKE, ROLE, ROLES, STEWARD

WORD_BITS = 11
SHORTEST_HASH = 6


@dataclass(frozen=True, slots=True)
class Computer:
    """A computer of the office, or one that was only met. `state` is one of SEEN … OWN; `last` the last
    moment of what it saved that is here, `heard` when something last came of it by our clock (RFC 3339, ""
    for none); `officer` who saved there last, `words` the eight to compare ("" for one only met)."""

    device: bytes
    name: str
    role: str
    state: str
    introduced_by: str
    last: str
    letter: str
    officer: str = ""
    heard: str = ""
    words: str = ""

    @property
    def id(self) -> str:
        """26 letters that name it."""
        return trusting.device_id(self.device)


@dataclass(frozen=True, slots=True)
class Aside:
    """Changes that are kept but don't count: their hash, who signed them, why (a state or READER), how
    many, and when the last was made."""

    hash: str
    device: bytes
    name: str
    why: str
    changes: int
    last: str


def eight_words(fingerprint: int) -> str:
    """The words for 88 bits, the same on every computer and in every language."""
    places = range(FINGERPRINT_BITS - WORD_BITS, -1, -WORD_BITS)
    return " ".join(word_list()[fingerprint >> shift & 2047] for shift in places)


def computers(desk: Desk) -> list[Computer]:
    """Every computer of the office, those of longest standing first; then those that were only met."""
    connection = desk.store.connection
    office = trust.roster(desk.store)
    heard = {one.device: one for one in kept.heard(connection)}
    compared, came = kept.verified(connection), receipts.came(connection)
    officers = kept.last_officers(connection) | {desk.store.keys.public: desk.office.officer}
    found = [
        Computer(
            *(member.device, member.name, member.role, _state(desk, member, compared)),
            _introducer(office, member),
            heard[member.device].last if member.device in heard else "",
            member.letter,
            officers.get(member.device, ""),
            moment_of(came[member.device]) if member.device in came else "",
            eight_words(member.fingerprint),
        )
        for member in office.members.values()
    ]
    met = [one for one in heard.values() if one.device not in office.members]
    found += [
        Computer(
            *(one.device, one.name, "", OWN if one.device == desk.store.keys.public else SEEN),
            *("", one.last, "", officers.get(one.device, "")),
            moment_of(came[one.device]) if one.device in came else "",
        )
        for one in met
    ]
    return found


def _state(desk: Desk, member: Member, compared: frozenset[str]) -> str:
    if not member.is_member:
        return WITHDRAWN
    if member.device == desk.store.keys.public:
        return OWN
    return VERIFIED if f"{member.fingerprint:022x}" in compared else INTRODUCED


def _introducer(office: Roster, member: Member) -> str:
    by = office.members.get(member.introduced_by)
    return by.name if by else ""


def own_role(desk: Desk) -> str:
    """What this computer may do, "" where it has no access."""
    return trust.roster(desk.store).role(desk.store.keys.public)


def stewards(desk: Desk) -> tuple[str, ...]:
    """The names of the computers that admit others, those of longest standing first."""
    return tuple(member.name for member in trust.roster(desk.store).stewards)


def lacks_second_steward(desk: Desk) -> bool:
    """Whether the office would have nobody to admit computers if one broke."""
    office = trust.roster(desk.store)
    return len(office.stewards) < 2 and len(office.active) > 1


def need_steward(desk: Desk) -> None:
    """Raises WorldError where this computer may not change who belongs to the office."""
    office = trust.roster(desk.store)
    if office.role(desk.store.keys.public) != STEWARD:
        raise WorldError(
            "not_steward",
            "Only a steward can do this. Stewards of this office: {names}.",
            names=", ".join(member.name for member in office.stewards) or "–",
        )


def words_of(desk: Desk, text: str) -> tuple[str, str]:
    """The name of a computer and its eight words, to be compared with those that it shows itself."""
    member = _member(desk, text)
    return member.name, eight_words(member.fingerprint)


def note_verified(desk: Desk, text: str) -> None:
    """Write down that the eight words of a computer were compared and are the same."""
    member = _member(desk, text)
    with desk.store.alone():
        kept.note_verified(desk.store.connection, f"{member.fingerprint:022x}")


def _member(desk: Desk, text: str) -> Member:
    device = trusting.any_device_named(desk, text)
    member = trust.roster(desk.store).members.get(device)
    if member is None:
        raise trusting.no_access(text)
    return member


def _active(desk: Desk, text: str) -> Member:
    member = _member(desk, text)
    if not member.is_member:
        raise WorldError(
            "access_withdrawn", "The access of this computer was withdrawn already: {name}.", name=member.name
        )
    return member


def known_role(role: str) -> None:
    """Raises WorldError for a word that is no role."""
    if role not in ROLES:
        known = ", ".join(ROLES)
        raise WorldError(
            "unknown_role", "There is no such role: {role}. Roles: {roles}.", role=role, roles=known
        )


def change_role(desk: Desk, text: str, role: str) -> Touched:
    """Let a computer be steward, officer or reader; what changed in the records. What a computer that
    becomes a reader saved before stays. Raises WorldError."""
    known_role(role)
    with desk.store.alone():
        need_steward(desk)
        member = _active(desk, text)
        if role != STEWARD:
            _keep_a_steward(desk, member)
        tips = _tips(desk, member) if role == READER else []
        trust.say(desk.store, ROLE, {"device": member.device, "role": role, "tips": tips})
        return _recount(desk)


def revoke(desk: Desk, text: str) -> Touched:
    """End the access of a computer: what it saved up to here stays, what comes later is set aside, and a
    new key closes the bundles of the office to it. Raises WorldError."""
    with desk.store.alone():
        need_steward(desk)
        member = _active(desk, text)
        _keep_a_steward(desk, member)
        trust.say(desk.store, REVOKE, {"device": member.device, "tips": _tips(desk, member)})
        trust.renew_key(desk.store)
        return _recount(desk)


def _keep_a_steward(desk: Desk, member: Member) -> None:
    stewards = trust.roster(desk.store).stewards
    if [one.device for one in stewards] == [member.device]:
        raise WorldError(
            "last_steward",
            "This is the only steward: {name}. Make another computer steward first:"
            " coopdesk role COMPUTER steward",
            name=member.name,
        )


def _tips(desk: Desk, member: Member) -> list[bytes]:
    """Up to where the word of a computer counts: all that is here."""
    if member.device == desk.store.keys.public:
        desk.store.journal.refresh()
        desk.store.journal.seal()
    return kept.tips(desk.store.connection, member.device)


def _recount(desk: Desk) -> Touched:
    trust.note_role(desk.store)
    touched = kept.recount(desk.store.connection, trust.trust(desk.store))
    return Touched({key: tuple(ids) for key, ids in touched.items()})


def set_aside(desk: Desk) -> list[Aside]:
    """The changes that are kept but don't count, and why, the oldest first."""
    office, called = trust.roster(desk.store), trusting.names(desk)
    return [
        Aside(
            to_text(one.end[:16]),
            one.device,
            called.get(one.device, ""),
            _why(office, one.device),
            one.saves,
            one.last,
        )
        for one in kept.set_aside(desk.store.connection)
    ]


def _why(office: Roster, device: bytes) -> str:
    member = office.members.get(device)
    if member is None:
        return SEEN
    return READER if member.is_member else WITHDRAWN


def accept(desk: Desk, text: str) -> Touched:
    """Let changes count that are set aside, by the beginning of their hash; what changed in the records.
    Raises WorldError."""
    with desk.store.alone():
        need_steward(desk)
        trust.say(desk.store, ACCEPT, {"segment": _aside_named(desk, text)})
        return _recount(desk)


def _aside_named(desk: Desk, text: str) -> bytes:
    ends = {to_text(one.end[:16]): one.end for one in kept.set_aside(desk.store.connection)}
    wanted = text.strip().lower()
    found = [end for name, end in ends.items() if len(wanted) >= SHORTEST_HASH and name.startswith(wanted)]
    if len(found) != 1:
        raise WorldError(
            "unknown_aside",
            "No changes with this hash are set aside: {hash}. See them all: coopdesk quarantine",
            hash=text,
        )
    return found[0]
