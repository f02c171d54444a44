# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The computers of one city hall: they ask, are let in, and bring each other bundles."""

import shutil
from collections.abc import Iterable
from pathlib import Path

from coopdesk.desk import admitting, membership, receiving, sending, trusting
from coopdesk.desk.admitting import Admitted
from coopdesk.desk.desk import Desk
from coopdesk.desk.receiving import Brought
from coopdesk.desk.sending import Wish
from coopdesk.desk.state import state
from coopdesk.sync import outbox
from coopdesk.sync.bundle_keys import ForSpace
from coopdesk.sync.container_writing import write_bundle
from tests.desk.officer import Officer


class Computer(Officer):
    """A computer with its desk, and a folder through which bundles go."""

    def __init__(self, desk: Desk, way: Path) -> None:
        super().__init__(desk)
        self.way = way

    def admits(self, name: str, role: str = "officer") -> "Computer":
        """A computer that asked and was let in, with everything."""
        self.invites(name, role)
        joined = admitting.complete(self.way / name, self.way / f"{name}.coopx", None)
        return Computer(joined.desk, self.way)

    def invites(self, name: str, role: str = "officer") -> Admitted:
        """The answer to a computer that asks; its invitation lies on the way."""
        request = self.way / f"{name}.coopjoin"
        if not request.exists():
            admitting.ask(self.way / name, request, f"Officer at {name}", None, name)
        return admitting.admit(self.desk, request, self.way / f"{name}.coopx", role)

    def sends(self, *names: str) -> Path:
        """A bundle with all this computer has."""
        number = len(list(self.way.glob("bundle*")))
        sent = sending.write(self.desk, self.way / f"bundle{number}.coopx", Wish(names, everything=True))
        return sent.files[0]

    def sends_saying_nothing(self) -> Path:
        """A bundle under the key of the office that doesn't say who belongs to it, as a wrong or an old
        program might write it."""
        store, file = self.desk.store, self.way / "nothing-said.coopx"
        store.seal()
        with store.alone():
            contents = list(outbox.contents(store, outbox.load(store, [], everything=True)))
            write_bundle(file, contents, ForSpace(trusting.space_keys(self.desk)), trusting.sender(self.desk))
        return file

    def reads(self, bundle: Path) -> Brought:
        """What a bundle brought."""
        return receiving.read(self.desk, [bundle])[0]

    def hears(self, *others: "Computer") -> "Computer":
        """Reads what others send."""
        for other in others:
            self.reads(other.sends())
        return self

    def titles(self) -> set[str]:
        """The titles of all notes shown."""
        rows = self.desk.store.connection.execute("SELECT title FROM note WHERE removed = 0")
        return {title for (title,) in rows}

    def role_of(self, name: str) -> str:
        """What this desk lets a computer do."""
        return {one.name: one.role for one in membership.computers(self.desk)}[name]

    def words(self) -> str:
        """The state in four words."""
        return state(self.desk).words

    def stolen(self) -> "Computer":
        """A copy of the profile in other hands."""
        return Computer(Desk.open(self.copied("stolen")), self.way)

    def copied(self, name: str) -> Path:
        """A copy of the profile as it is now."""
        self.desk.store.seal()
        self.desk.close()
        copy = self.way / name
        shutil.copytree(self.desk.profile, copy)
        self.desk = Desk.open(self.desk.profile)
        return copy


def all_hear_all(computers: Iterable[Computer]) -> None:
    """Everybody reads everybody, twice."""
    every = list(computers)
    for _ in range(2):
        for one in every:
            one.hears(*(other for other in every if other is not one))
