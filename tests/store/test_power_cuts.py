# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Power cuts: what SQLite wrote while a desk saved is recorded call by call and played again up to some
moment. What was synced by then lies on the disk; of what was not, every sector of 512 bytes lies there or
does not, by chance. The desk must open, hold every acknowledged save, and no half of another.

200 moments in every run; COOPDESK_CUTS for more, as `dev.py soak` does.
"""

import os
import random
import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from coopdesk.errors import WorldError
from coopdesk.store import checking, indexing
from coopdesk.store.keeping import DATABASE, Store
from tests.store.desks import place, populations
from tests.store.faulty_disk import DELETE, SYNC, TRUNCATE, WRITE, watchable, watched

CUTS = int(os.environ.get("COOPDESK_CUTS", "200"))
SECTOR = 512
CHECK_EVERY = 10
SAVES = 60
PAGES = 40
"""In the log before SQLite brings them into the database: often, so that power is cut in that too."""


@dataclass(frozen=True)
class Call:
    """A call that changed a file, or a sync, or (with the number of a save) that it was acknowledged."""

    event: str
    file: str = ""
    offset: int = 0
    data: bytes = b""


@dataclass
class Recording:
    """What a desk was at first, and what was done to its files since."""

    start: Path
    calls: list[Call] = field(default_factory=list)


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Recording:
    return recorded(tmp_path_factory.mktemp("power"))


def recorded(folder: Path, synchronous: str = "FULL") -> Recording:
    """A desk that saves, indexes and seals, in a database that syncs as said."""
    with Store.create(folder / "desk", None, "PC") as store:
        store.save([place("Avant", 0)], "Awa")
    made = Recording(folder / "start")
    shutil.copytree(folder / "desk", made.start)

    def record(event: str, file: str, offset: int, data: bytes) -> int:
        if event in (WRITE, SYNC, TRUNCATE, DELETE) and Path(file).name.startswith(DATABASE):
            made.calls.append(Call(event, Path(file).name, offset, data))
        return 0

    with watchable(), watched(folder / "desk", record), Store.open(folder / "desk") as store:
        assert store.connection.execute("PRAGMA synchronous").fetchone() == (2,), (
            "FULL, as the product has it"
        )
        store.connection.execute(f"PRAGMA synchronous = {synchronous}")
        store.connection.execute(f"PRAGMA wal_autocheckpoint = {PAGES}")
        for number in range(1, SAVES + 1):
            store.save([place(f"Ville {number} {part}", number) for part in range(1 + number % 7)], "Awa")
            made.calls.append(Call("saved", offset=number))
            if number % 9 == 0:
                store.seal()
            if number % 5 == 0:
                indexing.catch_up(store.connection, 100)
    return made


def cut(recording: Recording, folder: Path, chance: random.Random) -> set[int]:
    """What a disk holds after a power cut at some moment; the saves that were acknowledged by then."""
    moment = chance.randrange(len(recording.calls) + 1)
    done = recording.calls[:moment]
    lost = chance.choice((0.0, 0.5, 0.5, 1.0))
    by_sector = chance.random() < 0.7
    shutil.copytree(recording.start, folder)
    for name in {call.file for call in recording.calls if call.file}:
        calls = [call for call in done if call.file == name]
        synced = max((place for place, call in enumerate(calls) if call.event == SYNC), default=-1)
        content = bytearray((folder / name).read_bytes() if (folder / name).exists() else b"")
        for number, call in enumerate(calls):
            sure = number < synced
            _apply(content, call, lambda sure=sure: sure or chance.random() >= lost, by_sector)  # type: ignore[misc]
        (folder / name).write_bytes(content)
    return {call.offset for call in done if call.event == "saved"}


def _apply(content: bytearray, call: Call, happens: Callable[[], bool], by_sector: bool) -> None:
    if call.event == TRUNCATE and happens():
        del content[call.offset :]
    if call.event == DELETE and happens():
        content.clear()
    if call.event != WRITE:
        return
    all_of_it = happens()
    for start in range(0, len(call.data), SECTOR):
        if happens() if by_sector else all_of_it:
            at = call.offset + start
            content.extend(bytes(max(0, at - len(content))))
            content[at : at + SECTOR] = call.data[start : start + SECTOR]


def test_a_power_cut_loses_no_acknowledged_save(recording: Recording, tmp_path: Path) -> None:
    first = int(os.environ.get("COOPDESK_SEED", random.randrange(10**6)))
    print(f"COOPDESK_SEED={first}")  # shown when it fails
    for number in range(CUTS):
        profile = tmp_path / "desk"
        acknowledged = cut(recording, profile, random.Random(f"{first + number}"))
        with Store.open(profile) as store:
            held = Counter(populations(store).values())
            assert acknowledged <= held.keys(), first + number
            assert all(count == 1 + of % 7 for of, count in held.items()), first + number
            assert len(held) <= len(acknowledged) + 2
            if number % CHECK_EVERY == 0:
                store.save([place("Après", 99)], "Awa")
                store.index_all()
                assert checking.check(store) == [], first + number
        shutil.rmtree(profile)


def test_without_a_sync_at_each_save_cuts_do_lose_some(tmp_path: Path) -> None:
    """Lest the disk that is played be too kind: what the desk is spared must happen to another."""
    careless = recorded(tmp_path, "NORMAL")
    lost = 0
    for number in range(40):
        acknowledged = cut(careless, tmp_path / "cut", random.Random(number))
        try:
            with Store.open(tmp_path / "cut") as store:
                lost += not acknowledged <= set(populations(store).values())
        except WorldError:
            lost += 1
        shutil.rmtree(tmp_path / "cut")
    assert lost > 5


def test_power_is_cut_in_every_kind_of_work(recording: Recording) -> None:
    """Lest the recording be too poor: the log begins anew, and the database is written between saves."""
    files = Counter((call.event, call.file) for call in recording.calls)
    assert files[WRITE, DATABASE] > 100
    assert files[SYNC, DATABASE] > 3
    assert files[SYNC, f"{DATABASE}-wal"] >= SAVES
    log = [call.offset for call in recording.calls if (call.event, call.file) == (WRITE, f"{DATABASE}-wal")]
    assert log.count(0) > 3
