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

from coopdesk.desk import deciding, joining, saving
from coopdesk.desk.desk import Desk
from coopdesk.errors import WorldError
from coopdesk.history import chain
from coopdesk.history.leaf import REMOVED
from coopdesk.records.types import BY_KEY
from coopdesk.store import checking, journal
from coopdesk.store.keeping import Store
from coopdesk.store.writing import Change
from coopdesk.sync import outbox
from coopdesk.sync.items import Item
from tests.store.test_random_histories import REQUIRED, TOUCHES, nothing_is_silently_gone
from tests.sync.exchange import NOW, bundle, desk_of, machine, state_of, take

MOST = 6
SEGMENT = 400
"""Bytes: a save of several records spans segments."""
WORK = (
    *("new", "edit", "edit", "edit", "edit", "edit", "remove", "restore", "undo", "redo"),
    *("join", "separate", "keep", "third", "several", "many"),
)
TRAFFIC = (
    *("full", "delta", "delta", "delta", "thin", "single", "lose"),
    *("deliver", "deliver", "deliver", "deliver", "deliver", "swap"),
)
TROUBLE = ("clock", "keep_copy", "go_back", "clone", "another", "reopen", "seal", "take_back")
NUMBER = st.integers(0, 11)
ACTS = st.tuples(
    st.one_of(st.sampled_from(WORK), st.sampled_from(TRAFFIC), st.sampled_from(TROUBLE)),
    *(st.integers(0, MOST - 1), NUMBER, NUMBER, NUMBER),
)
HISTORIES = st.lists(ACTS, min_size=4, max_size=40)
Act = tuple[str, int, int, int, int]
YEAR_MS = 31_557_600_000
CLOCKS = (0, -56 * YEAR_MS, 13 * YEAR_MS, -3_600_000, 86_400_000, -400 * 86_400_000)


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
        self.desk: Desk = desk_of(self.store)


class Offices:
    """All machines and what travels between them."""

    def __init__(self, folder: Path, templates: Path, clock: Clock) -> None:
        self.folder, self.templates, self.clock = folder, templates, clock
        self.machines: list[Replica] = []
        self.made = 0
        self.flying: list[list[Item]] = []
        self.records: list[tuple[str, str]] = []
        self.versions: dict[str, list[str]] = {}
        for _ in range(2):
            self._another(None)
        for number in (0, 0, 1, 1, 2, 3):
            self.do(("new", 0, number, number, 0))
        self.do(("full", 0, 0, 0, 0))
        self.do(("deliver", 1, 0, 0, 0))

    def close(self) -> None:
        for replica in self.machines:
            replica.store.close()

    def do(self, act: Act) -> None:
        name, which, first, other, third = act
        replica = self.machines[which % len(self.machines)] if self.machines else None
        if replica:
            self.clock.ms = max(self.clock.ms, NOW) + 1
            self.clock.ms += replica.shift
        try:
            getattr(self, f"_{name}")(replica, first, other, third)
        except WorldError as refused:
            note(f"{act}: {refused}")
        finally:
            if replica:
                self.clock.ms -= replica.shift
        if replica:
            self._look(replica)

    def _look(self, replica: Replica) -> None:
        for key, record_id in self.records:
            found = replica.desk.record(key, record_id)
            if found and found.version not in self.versions.setdefault(record_id, []):
                self.versions[record_id].append(found.version)

    # What officers do

    def _record(self, number: int) -> tuple[str, str]:
        return self.records[number % len(self.records)]

    def _new(self, replica: Replica, first: int, other: int, _: int) -> None:
        key = list(TOUCHES)[first % len(TOUCHES)]
        touches = {**REQUIRED[key], **{k: v for k, v in TOUCHES[key][0].items() if other % 2}}
        if key == "attendance":
            touches["note"] = next(id_ for kind, id_ in self.records if kind == "note")
        if key == "follow-up" and self.records:
            touches["comes_from"] = self._record(other)[1]
        saved = saving.save(replica.desk, BY_KEY[key], None, touches)
        assert saved is not None
        self.records.append((key, saved.id))

    def _edit(self, replica: Replica, first: int, other: int, third: int) -> None:
        key, record_id = self._record(first)
        seen = None
        if third % 3 == 2 and self.versions.get(record_id):
            seen = self.versions[record_id][third % len(self.versions[record_id])]
        change = Change(BY_KEY[key], record_id, TOUCHES[key][other % len(TOUCHES[key])], seen=seen)
        replica.store.save([change], "Awa")

    def _several(self, replica: Replica, first: int, other: int, third: int) -> None:
        chosen = {self._record(number): number for number in (first, other, third)}
        changes = [
            saving.prepared(replica.desk, BY_KEY[key], record_id, TOUCHES[key][at % len(TOUCHES[key])])
            for (key, record_id), at in chosen.items()
        ]
        saving.save_all(replica.desk, changes)

    def _many(self, replica: Replica, first: int, other: int, third: int) -> None:
        """One save of many records: it spans segments."""
        changes = [
            Change(BY_KEY[key], record_id, {**TOUCHES[key][(first + at) % len(TOUCHES[key])]})
            for at, (key, record_id) in enumerate(self.records)
            if replica.desk.record(key, record_id)
        ]
        replica.store.save(changes, "Kofi")

    def _remove(self, replica: Replica, first: int, other: int, third: int) -> None:
        key, record_id = self._record(first)
        if third % 3:
            saving.remove(replica.desk, BY_KEY[key], record_id)
            return
        seen = self.versions[record_id][-1 - other % len(self.versions[record_id])]
        replica.store.save([Change(BY_KEY[key], record_id, {REMOVED: 1}, seen=seen)], "Awa")

    def _restore(self, replica: Replica, first: int, _: int, __: int) -> None:
        key, record_id = self._record(first)
        saving.restore(replica.desk, BY_KEY[key], record_id)

    def _undo(self, replica: Replica, *_: int) -> None:
        saving.undo(replica.desk)

    def _redo(self, replica: Replica, *_: int) -> None:
        saving.redo(replica.desk)

    def _join(self, replica: Replica, first: int, other: int, third: int) -> None:
        key, record_id = self._record(first)
        alike = [id_ for kind, id_ in self.records if kind == key]
        take_name = {"name": 1 + third % 2} if key == "place" else {}
        joining.same(replica.desk, record_id, alike[other % len(alike)], take=take_name)

    def _separate(self, replica: Replica, first: int, _: int, __: int) -> None:
        joining.separate(replica.desk, self._record(first)[1])

    def _keep(self, replica: Replica, first: int, other: int, _: int) -> None:
        found = deciding.open_decisions(replica.desk)
        if found:
            decision = found[first % len(found)]
            deciding.resolve(replica.desk, decision.id, keep=1 + other % len(decision.versions))

    def _third(self, replica: Replica, first: int, other: int, _: int) -> None:
        texts = ("title", "text", "venue", "name")
        found = [one for one in deciding.open_decisions(replica.desk) if one.field in texts]
        if found:
            deciding.resolve(replica.desk, found[first % len(found)].id, value=f"third {other}")

    # What travels

    def _full(self, replica: Replica, *_: int) -> None:
        self.flying.append(bundle(replica.store, everything=True))

    def _delta(self, replica: Replica, first: int, *_: int) -> None:
        self.flying.append(bundle(replica.store, self._receipts(replica, first)))

    def _thin(self, replica: Replica, first: int, *_: int) -> None:
        self.flying.append(bundle(replica.store, self._receipts(replica, first), thin=True))

    def _receipts(self, replica: Replica, first: int) -> list[Any]:
        """Of all machines heard of, or of one of them."""
        known = outbox.receipts_of(replica.store, NOW)
        return known[first % len(known) :][:1] if known and first % 2 else known

    def _single(self, replica: Replica, first: int, *_: int) -> None:
        """A bundle in parts: each segment travels alone."""
        from tests.sync.exchange import parts

        self.flying += parts(replica.store, self._receipts(replica, first))

    def _lose(self, _: Replica, first: int, *__: int) -> None:
        if self.flying:
            del self.flying[first % len(self.flying)]

    def _deliver(self, replica: Replica, first: int, *_: int) -> None:
        if self.flying:
            take(replica.store, self.flying[-1 - first % len(self.flying)])

    def _swap(self, replica: Replica, first: int, other: int, _: int) -> None:
        """Two machines tell each other all."""
        partner = self.machines[other % len(self.machines)]
        take(partner.store, bundle(replica.store))
        take(replica.store, bundle(partner.store))

    def _take_back(self, replica: Replica, *_: int) -> None:
        """Take the last bundle back, and read it again: as before."""
        from coopdesk.store import arrivals

        found = arrivals.arrivals(replica.store.connection)
        if not found or not arrivals.can_undo(replica.store.connection, found[0].id):
            return
        with replica.store.alone():
            arrivals.undo(replica.store.connection, found[0].id)
        replica.store.note_end()

    # What goes wrong

    def _clock(self, replica: Replica, first: int, *_: int) -> None:
        replica.shift = CLOCKS[first % len(CLOCKS)]

    def _keep_copy(self, replica: Replica, *_: int) -> None:
        replica.copy = self._copied(replica)

    def _go_back(self, replica: Replica, *_: int) -> None:
        """The disk is put back as it was when it was copied."""
        if replica.copy is None:
            return
        replica.store.close()
        shutil.rmtree(replica.profile)
        shutil.copytree(replica.copy, replica.profile)
        replica.opened()

    def _clone(self, replica: Replica, *_: int) -> None:
        if len(self.machines) < MOST:
            self.machines.append(Replica(self._copied(replica)))

    def _another(self, _: Replica | None, *__: int) -> None:
        if len(self.machines) < MOST:
            profile = self.folder / f"machine {self.made}"
            shutil.copytree(self.templates / str(self.made % MOST), profile)
            self.made += 1
            if self.made <= MOST:
                self.machines.append(Replica(profile))

    def _copied(self, replica: Replica) -> Path:
        replica.store.close()
        copy = self.folder / f"copy {len(list(self.folder.iterdir()))}"
        shutil.copytree(replica.profile, copy)
        replica.opened()
        return copy

    def _reopen(self, replica: Replica, *_: int) -> None:
        replica.store.close()
        replica.opened()

    def _seal(self, replica: Replica, *_: int) -> None:
        replica.store.seal()

    # What must hold at the end

    def agree(self) -> None:
        """Everything to everybody; then all is equal, sound, and nothing is gone."""
        said = {identity for replica in self.machines for identity in _identities(replica.store)}
        first, *others = self.machines
        for replica in others:
            take(first.store, bundle(replica.store))
        for replica in others:
            take(replica.store, bundle(first.store))
        states = [state_of(replica.store) for replica in self.machines]
        assert len({state.hash for state in states}) == 1
        for replica in self.machines:
            store = replica.store
            assert said <= set(_identities(store))
            store.index_all()
            assert checking.check(store) == []
        nothing_is_silently_gone(first.store)
        before = state_of(first.store)
        checking.rebuild(first.store)
        assert state_of(first.store) == before


def _identities(store: Store) -> list[bytes]:
    return [row[0] for row in store.connection.execute("SELECT hash FROM log")]


def templates(folder: Path) -> Path:
    """Empty machines to copy."""
    for number in range(MOST):
        machine(folder / str(number), f"PC {number}").close()
    return folder


@contextmanager
def offices(folder: Path, made: Path, monkeypatch: Any) -> Iterator[Offices]:
    """Offices at work, with small segments and clocks that can be set."""
    with monkeypatch.context() as patch:
        patch.setattr(chain, "SEGMENT_BYTES", SEGMENT)
        clock = Clock()
        patch.setattr(journal, "time", SimpleNamespace(time=clock.time))
        found = Offices(folder, made, clock)
        try:
            yield found
        finally:
            found.close()
