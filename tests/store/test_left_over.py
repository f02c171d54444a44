# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Damage in a write-ahead log that was left over: SQLite passes it over in silence, the desk does not."""

import random
import shutil
from pathlib import Path

import pytest

from coopdesk.errors import WorldError
from coopdesk.store import checking
from coopdesk.store.keeping import Store
from coopdesk.store.left_over import lost_saves
from tests.store.desks import place, populations

HEADER, FRAME = 32, 24 + 4096
SAVES = 12


@pytest.fixture(scope="module")
def left(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk as a power cut leaves it: nothing of its saves is in the database yet."""
    folder = tmp_path_factory.mktemp("left")
    with Store.create(folder / "desk", None, "PC") as store:
        for number in range(SAVES):
            store.save([place(f"Ville {number}", number)], "Awa")
        shutil.copytree(folder / "desk", folder / "copy", ignore=shutil.ignore_patterns("*-shm"))
    return folder / "copy"


def flipped(left: Path, folder: Path, at: int, bit: int) -> Path:
    """A copy of the desk with one bit of its log flipped."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(left, folder)
    log = folder / "desk.db-wal"
    content = bytearray(log.read_bytes())
    content[at] ^= 1 << bit
    log.write_bytes(content)
    return folder


def ends_of_saves(left: Path) -> list[int]:
    """Where in the log each save is whole."""
    log = (left / "desk.db-wal").read_bytes()
    frames = range(HEADER, len(log), FRAME)
    return [at + FRAME for at in frames if log[at + 4 : at + 8] != bytes(4)]


def test_a_log_left_over_is_taken_up_whole(left: Path, tmp_path: Path) -> None:
    shutil.copytree(left, tmp_path / "desk")
    with Store.open(tmp_path / "desk") as store:
        assert sorted(populations(store).values()) == list(range(SAVES))


def test_every_flipped_bit_before_the_last_save_is_told(left: Path, tmp_path: Path) -> None:
    chance = random.Random(11)
    ends = ends_of_saves(left)
    places = [chance.randrange(HEADER) for _ in range(12)]
    places += [HEADER + FRAME * chance.randrange(ends[-2] // FRAME) + byte for byte in range(24)]
    places += [chance.randrange(ends[-2]) for _ in range(60)]
    for at in places:
        desk = flipped(left, tmp_path / "desk", at, chance.randrange(8))
        assert told_or_whole(desk), at


def told_or_whole(desk: Path) -> bool:
    """Whether a desk says that it is damaged, or has all its saves."""
    try:
        with Store.open(desk) as store:
            return len(populations(store)) == SAVES
    except WorldError as error:
        return error.code in ("saves_lost", "damaged")


def test_after_the_sentence_the_desk_opens_with_what_is_left(left: Path, tmp_path: Path) -> None:
    desk = flipped(left, tmp_path / "desk", ends_of_saves(left)[-5] + 2_000, 3)
    with pytest.raises(WorldError) as caught:
        Store.open(desk)
    assert caught.value.code == "saves_lost"
    assert (desk / "desk.db-wal.damaged").exists()
    for _ in range(2):
        with Store.open(desk) as store:
            assert 0 < len(populations(store)) < SAVES
            assert store.connection.execute("SELECT count(*) FROM feed").fetchone() == (2,)
            assert checking.check(store) == []
            store.save([place("Après")], "Awa")


def test_a_log_cut_short_is_no_damage(left: Path, tmp_path: Path) -> None:
    log = (left / "desk.db-wal").read_bytes()
    for size in (0, 20, HEADER, HEADER + 100, ends_of_saves(left)[-2] + FRAME, len(log) - 3_000):
        shutil.rmtree(tmp_path / "desk", ignore_errors=True)
        shutil.copytree(left, tmp_path / "desk")
        (tmp_path / "desk" / "desk.db-wal").write_bytes(log[:size])
        with Store.open(tmp_path / "desk") as store:
            assert checking.check(store) == []


def test_a_log_in_use_is_never_taken_for_damaged(tmp_path: Path) -> None:
    log = tmp_path / "desk" / "desk.db-wal"
    with Store.create(tmp_path / "desk", None, "PC") as store, Store.open(tmp_path / "desk") as other:
        for number in range(40):
            (store, other)[number % 2].save([place(f"Ville {number}")], "Awa")
            if number % 7 == 3:
                store.connection.execute("PRAGMA wal_checkpoint(RESTART)").fetchall()
            if number % 5 == 4:
                with pytest.raises(WorldError):
                    store.save_many([[place("a")] * 1, [place("b")]], "Awa", act="x", also=_stop)
            assert not lost_saves(other.connection, log)
            Store.open(tmp_path / "desk").close()


def _stop() -> None:
    raise WorldError("stopped", "Stopped.")
