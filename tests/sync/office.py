# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""An office of invented computers that say things to each other, on paper only."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from coopdesk.store.vault import Keys, new_keys, sign
from coopdesk.sync.bundle_keys import recipient_of
from coopdesk.sync.roster import Roster, evaluate
from coopdesk.sync.statements import (
    ACCEPT,
    ADMIT,
    FOUND,
    KEY,
    OFFICER,
    RECOVERY,
    REVOKE,
    ROLE,
    STEWARD,
    Facts,
    Statement,
    signed,
)

SPACE = bytes(range(16))
KEYS = {name: new_keys() for name in ("hall", "mayor", "north", "south", "laptop", "thief", "sheet")}


@dataclass
class Computer:
    """A computer with its keys and the statements that it has seen; `root` is whom it trusts."""

    name: str
    root: bytes = b""
    said: dict[bytes, Statement] = field(default_factory=dict)

    @property
    def keys(self) -> Keys:
        return KEYS[self.name]

    @property
    def roster(self) -> Roster:
        return evaluate(self.said.values(), self.root)

    def say(self, kind: str, facts: Facts, seen: tuple[bytes, ...] | None = None) -> Statement:
        """Sign something, having seen all that this computer knows, unless told otherwise."""
        heads = self.roster.heads if seen is None else seen
        made = signed(SPACE, self.keys.public, lambda message: sign(self.keys, message), kind, facts, heads)
        self.said[made.hash] = made
        return made

    def found(self) -> "Computer":
        self.root = self.say(FOUND, {**_computer(self.name), "letter": "A"}).hash
        return self

    def admit(self, name: str, role: str = OFFICER, seen: tuple[bytes, ...] | None = None) -> Statement:
        facts = {**_computer(name), "letter": "B", "device": KEYS[name].public, "role": role, "request": b""}
        return self.say(ADMIT, facts, seen)

    def revoke(self, name: str, *tips: bytes, seen: tuple[bytes, ...] | None = None) -> Statement:
        return self.say(REVOKE, {"device": KEYS[name].public, "tips": sorted(tips)}, seen)

    def change(self, name: str, role: str, *tips: bytes) -> Statement:
        return self.say(ROLE, {"device": KEYS[name].public, "role": role, "tips": sorted(tips)})

    def accept(self, segment: bytes) -> Statement:
        return self.say(ACCEPT, {"segment": segment})

    def make_key(self, identity: str) -> Statement:
        return self.say(KEY, {"recipient": recipient_of(identity), "earlier": []})

    def print_sheet(self) -> Statement:
        return self.say(RECOVERY, {"key": KEYS["sheet"].public})

    def hears(self, other: "Computer") -> "Computer":
        self.said.update(other.said)
        return self

    def joined(self, name: str) -> "Computer":
        """A computer that trusts the same founding and has seen what this one has."""
        return Computer(name, self.root, dict(self.said))

    def role_of(self, name: str) -> str:
        return self.roster.role(KEYS[name].public)


def _computer(name: str) -> dict[str, object]:
    return {"name": name, "reader": recipient_of(KEYS[name].identity)}


def together(computers: Iterable[Computer]) -> Roster:
    """The roster once everybody heard everything."""
    every = list(computers)
    said = {hash_: statement for one in every for hash_, statement in one.said.items()}
    return evaluate(said.values(), every[0].root)


def two_stewards() -> tuple[Computer, Computer]:
    """The cooperation office and the mayor's office, both stewards."""
    hall = Computer("hall").found()
    hall.admit("mayor", STEWARD)
    return hall, hall.joined("mayor")
