# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""An office of up to six machines for random histories: real stores, bundles in flight, wrong clocks."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from hypothesis import note
from hypothesis import strategies as st

from coopdesk.desk.desk import Desk
from coopdesk.errors import WorldError
from coopdesk.history import chain
from coopdesk.store import files, journal, roster
from coopdesk.store.keeping import Store
from coopdesk.sync.statements import STEWARD
from tests.journeys import replica_traffic, replica_trouble, replica_work
from tests.journeys.replica_ends import identities
from tests.journeys.replica_traffic import Bundle
from tests.journeys.replica_trouble import Ending
from tests.sync.exchange import NOW, desk_of, machine

MOST = 6
SEGMENT = 400
"""Bytes: a save of several records spans segments."""
CHUNK = 700
"""Bytes: most attached files travel in several pieces."""
ACTS = replica_work.ACTS | replica_traffic.ACTS | replica_trouble.ACTS
NUMBER = st.integers(0, 11)
HISTORIES = st.lists(
    st.tuples(
        st.one_of(
            st.sampled_from(replica_work.OFTEN),
            st.sampled_from(replica_traffic.OFTEN),
            st.sampled_from(replica_trouble.OFTEN),
            st.sampled_from(replica_trouble.MEMBERS),
        ),
        *(st.integers(0, MOST - 1), NUMBER, NUMBER, NUMBER),
    ),
    min_size=4,
    max_size=40,
)
Act = tuple[str, int, int, int, int]


class Clock:
    """The time of the machine that is working."""

    def __init__(self) -> None:
        self.ms = NOW

    def time(self) -> float:
        self.ms += 1
        return self.ms / 1000


class Replica:
    """A machine: its store, its clock, a copy of its disk as it once was."""

    def __init__(self, profile: Path) -> None:
        self.profile = profile
        self.shift = 0
        self.copy: Path | None = None
        self.opened()

    def opened(self) -> None:
        self.store = Store.open(self.profile)
        self.store.connection.execute("PRAGMA synchronous = OFF")
        if roster.root(self.store.connection):
            self.begins()

    def begins(self) -> None:
        """Go to work: whoever belongs to no office founds one now."""
        self.desk: Desk = desk_of(self.store)


class Offices:
    """All machines and what travels between them. The first one founded the office."""

    def __init__(self, folder: Path, templates: Path, clock: Clock) -> None:
        self.folder, self.templates, self.clock = folder, templates, clock
        self.machines: list[Replica] = []
        self.gone: list[Replica] = []
        self.made = self.numbers = self.step = 0
        self.flying: list[Bundle] = []
        self.records: list[tuple[str, str]] = []
        self.versions: dict[str, list[str]] = {}
        self.attached: dict[str, bytes] = {}
        self.born: dict[bytes, int] = {}
        self.endings: dict[tuple[bytes, frozenset[bytes]], Ending] = {}
        self.let_count: set[bytes] = set()
        founder = self.fresh()
        founder.begins()
        replica_trouble.let_in(self, founder, self.fresh(), STEWARD)
        for number in (0, 0, 1, 1, 2, 3):
            self.do(("new", 0, number, number, 0))
        self.do(("full", 0, 0, 0, 0))
        self.do(("deliver", 1, 0, 0, 0))

    def close(self) -> None:
        for replica in (*self.machines, *self.gone):
            replica.store.close()

    def do(self, act: Act) -> None:
        """One act of one machine, by its clock; what is impossible is refused and changes nothing."""
        name, which, *numbers = act
        replica = self.machines[which % len(self.machines)]
        self.step += 1
        self.clock.ms = max(self.clock.ms, NOW) + 1
        self.clock.ms += replica.shift
        try:
            ACTS[name](self, replica, *numbers)
        except WorldError as refused:
            note(f"{act}: {refused}")
        finally:
            self.clock.ms -= replica.shift
        self._look(replica)

    def _look(self, replica: Replica) -> None:
        for key, record_id in self.records:
            found = replica.desk.record(key, record_id)
            if found and found.version not in self.versions.setdefault(record_id, []):
                self.versions[record_id].append(found.version)
        for identity in identities(replica.store):
            self.born.setdefault(identity, self.step)

    def record(self, number: int) -> tuple[str, str]:
        """The type and id of a record that somebody made."""
        return self.records[number % len(self.records)]

    def has_room(self) -> bool:
        """Whether one more machine may come."""
        return len(self.machines) < MOST and self.made < MOST

    def fresh(self) -> Replica:
        """A machine that is new and belongs to no office yet."""
        profile = self.folder / f"machine {self.made}"
        shutil.copytree(self.templates / str(self.made), profile)
        self.made += 1
        return self.add(profile)

    def add(self, profile: Path) -> Replica:
        """A machine with this profile, among the others from now on."""
        self.machines.append(Replica(profile))
        return self.machines[-1]

    def leave(self, replica: Replica) -> None:
        """Let a machine go that went its own way."""
        self.machines.remove(replica)
        self.gone.append(replica)

    def copied(self, replica: Replica) -> Path:
        """A copy of a machine's disk."""
        replica.store.close()
        copy = self.folder / f"copy {self.next_number()}"
        shutil.copytree(replica.profile, copy)
        replica.opened()
        return copy

    def next_number(self) -> int:
        """For a name that is not taken."""
        self.numbers += 1
        return self.numbers


def templates(folder: Path) -> Path:
    """Empty machines to copy."""
    for number in range(MOST):
        machine(folder / str(number), f"PC {number}").close()
    return folder


@contextmanager
def offices(folder: Path, made: Path, monkeypatch: Any) -> Iterator[Offices]:
    """Offices at work, with small segments and pieces of files, and clocks that can be set."""
    with monkeypatch.context() as patch:
        patch.setattr(chain, "SEGMENT_BYTES", SEGMENT)
        patch.setattr(files, "CHUNK", CHUNK)
        patch.setattr("os.fsync", lambda _: None)  # no power is cut here: tests/store/test_power_cuts.py
        clock = Clock()
        patch.setattr(journal, "time", SimpleNamespace(time=clock.time))
        found = Offices(folder, made, clock)
        try:
            yield found
        finally:
            found.close()
