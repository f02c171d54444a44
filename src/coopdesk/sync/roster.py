# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whom to believe: a pure function of the set of statements, whatever the order they came in.

A statement counts when its signer was a steward by all that the statement had seen. Two that did not
see each other are told apart like this: a withdrawal also takes the force from what the withdrawn
steward said beside it, unless those two withdrew each other: then the one admitted earlier, along
the line of who admitted whom, keeps the word. The key on a recovery sheet stands for the steward
that printed it, as long as that one is a steward. Access that was withdrawn never comes back for
the same keys.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b

from coopdesk.sync.statements import (
    ACCEPT,
    ADMIT,
    FOUND,
    KEY,
    READER,
    RECOVERY,
    REVOKE,
    ROLE,
    ROLES,
    STEWARD,
    Statement,
)

NO_ROLE = ""
"""The role of a computer whose access was withdrawn."""
FINGERPRINT_BITS = 88

Rank = tuple[tuple[int, bytes], ...]
"""Who admitted whom, from the founder on: the smaller one has the longer standing."""


@dataclass(frozen=True, slots=True)
class Member:
    """A computer that was admitted once. `limits`: nothing of what it signed counts but what lies
    before each of these sets of segment ends; () where all of it counts."""

    device: bytes
    name: str
    reader: str
    letter: str
    role: str
    introduced_by: bytes
    limits: tuple[frozenset[bytes], ...] = ()

    @property
    def may_write(self) -> bool:
        """Whether what it saves counts without limit."""
        return not self.limits

    @property
    def is_member(self) -> bool:
        """Whether it has access today."""
        return self.role != NO_ROLE

    @property
    def fingerprint(self) -> int:
        """88 bits of both its public keys, to be compared as eight words."""
        return fingerprint(self.device, self.reader)


def fingerprint(device: bytes, reader: str) -> int:
    """88 bits of the public keys of a computer."""
    digest = blake2b(device + reader.encode(), digest_size=FINGERPRINT_BITS // 8, person=b"coopdesk-words")
    return int.from_bytes(digest.digest(), "big")


@dataclass(frozen=True, slots=True)
class SpaceKey:
    """A key of the space: its age recipient, and earlier identities sealed to it, by recipient."""

    recipient: str
    earlier: tuple[tuple[str, bytes], ...]
    statement: bytes


@dataclass(frozen=True, slots=True)
class Roster:
    """The office as its statements have it. `keys` are the newest keys of the space, the one to use
    first (several: two were made at once, or `renew_key`: one is due); `all_keys` by recipient. `heads`
    are the newest statements; `waiting` ones refer to others that have not arrived."""

    root: bytes
    members: Mapping[bytes, Member] = field(default_factory=dict)
    accepted: frozenset[bytes] = frozenset()
    recovery: frozenset[bytes] = frozenset()
    keys: tuple[SpaceKey, ...] = ()
    all_keys: Mapping[str, SpaceKey] = field(default_factory=dict)
    renew_key: bool = False
    heads: tuple[bytes, ...] = ()
    waiting: frozenset[bytes] = frozenset()

    @property
    def active(self) -> list[Member]:
        """The computers with access, those of longest standing first."""
        return [member for member in self.members.values() if member.is_member]

    @property
    def stewards(self) -> list[Member]:
        """The stewards, those of longest standing first."""
        return [member for member in self.active if member.role == STEWARD]

    def role(self, device: bytes) -> str:
        """The role of a device, NO_ROLE where it has none."""
        member = self.members.get(device)
        return member.role if member else NO_ROLE


def evaluate(statements: Iterable[Statement], root: bytes) -> Roster:
    """The roster that these statements make, from the founding statement with the hash `root` on."""
    given = {statement.hash: statement for statement in statements}
    judging = _Judging(_ordered(given, root))
    if not judging.statements:
        return Roster(root, waiting=frozenset(given))
    judging.settle()
    return judging.roster(root, frozenset(given) - {statement.hash for statement in judging.statements})


def _ordered(given: Mapping[bytes, Statement], root: bytes) -> list[tuple[int, Statement]]:
    """Those that lead back to the root without a gap, with their depth; earlier ones come first."""
    founding = given.get(root)
    if founding is None or founding.kind != FOUND:
        return []
    later: dict[bytes, list[Statement]] = {}
    open_ends: dict[bytes, int] = {}
    for statement in given.values():
        if statement.seen and statement.space == founding.space:
            open_ends[statement.hash] = len(statement.seen)
            for hash_ in statement.seen:
                later.setdefault(hash_, []).append(statement)
    depths = {root: 0}
    ready = [founding]
    for statement in ready:
        for following in later.get(statement.hash, ()):
            depth = max(depths.get(following.hash, 0), depths[statement.hash] + 1)
            depths[following.hash] = depth
            open_ends[following.hash] -= 1
            if not open_ends[following.hash]:
                ready.append(following)
    return sorted(((depths[one.hash], one) for one in ready), key=lambda found: (found[0], found[1].hash))


class _Judging:
    """Statements in an order in which none comes before one it had seen; sets of them as bits."""

    def __init__(self, ordered: Sequence[tuple[int, Statement]]) -> None:
        self.statements = [statement for _, statement in ordered]
        self.depths = [depth for depth, _ in ordered]
        places = {statement.hash: place for place, statement in enumerate(self.statements)}
        self.past: list[int] = []
        self.about: dict[bytes, list[int]] = {}
        self.by: dict[bytes, list[int]] = {}
        for place, statement in enumerate(self.statements):
            past = 0
            for hash_ in statement.seen:
                past |= self.past[places[hash_]] | 1 << places[hash_]
            self.past.append(past)
            self.about.setdefault(statement.subject, []).append(place)
            self.by.setdefault(statement.signer, []).append(place)
        self.recoveries = [place for place, one in enumerate(self.statements) if one.kind == RECOVERY]
        self.printed_by = {one.facts["key"]: one.signer for one in self.statements if one.kind == RECOVERY}
        for sheet, signer in self.printed_by.items():
            self.by.setdefault(signer, []).extend(self.by.get(sheet, ()))
        self.void = 0
        self.counted: set[int] = set()
        self.effective = 0
        self.ranks: dict[bytes, Rank] = {}

    def settle(self) -> None:
        """Let each withdrawal take the force from what its target said beside it, those of the longest
        standing first."""
        self._judge()
        while due := [place for place in self._takings() if place not in self.counted]:
            place = min(due, key=lambda one: (self._rank(self.statements[one].signer), one))
            self.counted.add(place)
            target = self.statements[place].subject
            beside = [
                other
                for other in self.by.get(target, ())
                if other != place and other not in self.counted and not self._in_order(place, other)
            ]
            if beside:
                self.void |= sum(1 << other for other in beside)
                self._judge()

    def _takings(self) -> list[int]:
        """The effective statements by which a steward loses the word."""
        return [
            place
            for place, one in enumerate(self.statements)
            if self._counts(place)
            and (one.kind == REVOKE or (one.kind == ROLE and one.facts["role"] != STEWARD))
        ]

    def _in_order(self, one: int, other: int) -> bool:
        """Whether one of the two had seen the other."""
        return bool(self.past[one] >> other & 1 or self.past[other] >> one & 1)

    def _judge(self) -> None:
        """Which statements count, now that some are void, and how long each device stands."""
        self.effective = 0
        self.ranks = {}
        for place, statement in enumerate(self.statements):
            void = self.void >> place & 1
            if place and statement.kind == FOUND:
                continue
            if place and place not in self.counted and (void or not self._is_authorised(place)):
                continue
            self.effective |= 1 << place
            if statement.kind in (FOUND, ADMIT):
                line = self._rank(statement.signer) if place else ()
                rank = (*line, (self.depths[place], statement.hash))
                self.ranks[statement.subject] = min(rank, self.ranks.get(statement.subject, rank))

    def _is_authorised(self, place: int) -> bool:
        signer = self.statements[place].signer
        past = self.past[place]
        return self._role(signer, past) == STEWARD or signer in self._recovery_keys(past)

    def _counts(self, place: int) -> bool:
        return bool(self.effective >> place & 1)

    def _rank(self, device: bytes) -> Rank:
        found = self.ranks.get(device)
        if found is None and device in self.printed_by:
            return self.ranks.get(self.printed_by[device], ())
        return found or ()

    def _said(self, device: bytes, within: int) -> list[int]:
        """The effective statements about a device."""
        return [place for place in self.about.get(device, ()) if within & self.effective & 1 << place]

    def _newest(self, places: Sequence[int]) -> list[int]:
        """Those that none of the others had seen."""
        return [one for one in places if not any(self.past[other] >> one & 1 for other in places)]

    def _role(self, device: bytes, within: int) -> str:
        said = self._said(device, within)
        if not any(self.statements[place].kind in (FOUND, ADMIT) for place in said):
            return NO_ROLE
        if any(self.statements[place].kind == REVOKE for place in said):
            return NO_ROLE
        return min((self._given(place) for place in self._newest(said)), key=ROLES.index)

    def _given(self, place: int) -> str:
        statement = self.statements[place]
        return STEWARD if statement.kind == FOUND else str(statement.facts["role"])

    def _recovery_keys(self, within: int) -> frozenset[bytes]:
        printed: dict[bytes, list[int]] = {}
        for place in self.recoveries:
            if within & self.effective & 1 << place:
                printed.setdefault(self.statements[place].signer, []).append(place)
        return frozenset(
            self.statements[place].facts["key"]
            for signer, places in printed.items()
            if self._role(signer, within) == STEWARD
            for place in self._newest(places)
        )

    def roster(self, root: bytes, waiting: frozenset[bytes]) -> Roster:
        """What the effective statements say together."""
        everything = (1 << len(self.statements)) - 1
        effective = [place for place in range(len(self.statements)) if self._counts(place)]
        keys = [place for place in effective if self.statements[place].kind == KEY]
        newest = sorted(self._newest(keys), key=lambda place: self.statements[place].hash)
        gone = [place for place in effective if self.statements[place].kind == REVOKE]
        # Doubles of one computer that answer each other in turn would make new keys without end.
        makers = {self.statements[place].signer for place in newest}
        renew = len(makers) != 1 or any(not self.past[newest[0]] >> place & 1 for place in gone)
        return Roster(
            root,
            {device: self._member(device, everything) for device in sorted(self.ranks, key=self._rank)},
            frozenset(
                self.statements[place].facts["segment"]
                for place in effective
                if self.statements[place].kind == ACCEPT
            ),
            self._recovery_keys(everything),
            tuple(self._key(place) for place in newest),
            {key.recipient: key for key in map(self._key, keys)},
            renew,
            tuple(sorted(self.statements[place].hash for place in self._newest(effective))),
            waiting,
        )

    def _member(self, device: bytes, within: int) -> Member:
        said = self._said(device, within)
        first = next(place for place in said if self.statements[place].kind in (FOUND, ADMIT))
        role = self._role(device, within)
        facts = self.statements[first].facts
        return Member(
            *(device, str(facts["name"]), str(facts["reader"]), str(facts["letter"]), role),
            b"" if self.statements[first].kind == FOUND else self.statements[first].signer,
            self._limits(said),
        )

    def _limits(self, said: Sequence[int]) -> tuple[frozenset[bytes], ...]:
        """What may count at most: each withdrawal says it, and a role that may not write."""
        gone = [place for place in said if self.statements[place].kind == REVOKE]
        roles = [place for place in said if place not in gone]
        reading = [place for place in self._newest(roles) if self._given(place) == READER]
        return tuple(
            dict.fromkeys(frozenset(self.statements[place].facts.get("tips", ())) for place in gone + reading)
        )

    def _key(self, place: int) -> SpaceKey:
        facts = self.statements[place].facts
        earlier = tuple((str(recipient), bytes(sealed)) for recipient, sealed in facts["earlier"])
        return SpaceKey(str(facts["recipient"]), earlier, self.statements[place].hash)
