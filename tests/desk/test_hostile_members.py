# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A computer of the office that was taken over seals what it likes: what is in its bundles costs no more
than a second and 256 MB, is told, and changes nothing."""

import os
import resource
import sys
import time
import traceback
from collections.abc import Iterator
from pathlib import Path

import pytest

from coopdesk.desk import receiving, trusting
from coopdesk.desk.desk import Desk
from coopdesk.sync import items
from coopdesk.sync.bundle_keys import ForSpace
from coopdesk.sync.container_writing import write_bundle
from coopdesk.sync.items import Item
from tests.desk.city_hall import Computer

MOST_SECONDS = 1
MOST_MEMORY = 256 * 2**20
BODIES = {
    "nothing": b"",
    "noise": os.urandom(100_000),
    "nested": b"\x81" * 60_000 + b"\x01",
    "nested a megabyte": b"\x81" * 1_000_000,
    "a huge array": b"\x9b\x7f\xff\xff\xff\xff\xff\xff\xff",
    "a huge string": b"\x5b\x7f\xff\xff\xff\xff\xff\xff\xff",
    "a huge map": b"\xbb\x7f\xff\xff\xff\xff\xff\xff\xff",
    "many entries": b"\x9a\x00\x07\xa1\x20" + b"\x40" * 500_000,
    "many numbers": b"\x9a\x00\x0f\x42\x40" + b"\x01" * 1_000_000,
    "zeros": bytes(1_000_000),
    "ones": b"\xff" * 1_000_000,
    "a key twice": b"\xa2\x00\x01\x00\x01",
}
KINDS = (items.SEGMENTS, items.STATEMENTS, items.RECEIPTS, items.CHUNK)
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits memory like this")


@pytest.fixture
def office(desk: Desk, tmp_path: Path) -> Iterator[tuple[Computer, Computer]]:
    hall = Computer(desk, tmp_path)
    laptop = hall.admits("laptop")
    laptop.new("note", "title=Visite")
    hall.hears(laptop)
    yield hall, laptop
    laptop.desk.close()


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_member_seals_is_told_and_costs_little(kind: str, office: tuple[Computer, Computer]) -> None:
    hall, laptop = office
    before = hall.words()
    for name, body in BODIES.items():
        file = hall.way / f"{name}.coopx"
        keys = trusting.space_keys(laptop.desk)
        write_bundle(file, [Item(kind, body)], ForSpace(keys), trusting.sender(laptop.desk))
        assert _within_limits(hall, file) == 0, name
    assert hall.words() == before


def test_a_piece_of_a_file_of_an_exabyte_is_refused(office: tuple[Computer, Computer]) -> None:
    hall, laptop = office
    chunk = items.Chunk(bytes(32), 0, 2**60, b"x")
    file = hall.way / "huge.coopx"
    keys = trusting.space_keys(laptop.desk)
    write_bundle(file, [items.chunk_item(chunk)], ForSpace(keys), trusting.sender(laptop.desk))
    assert receiving.read(hall.desk, [file])[0].damaged == 1


def test_an_old_bundle_sent_again_changes_nothing(office: tuple[Computer, Computer]) -> None:
    hall, laptop = office
    old = laptop.sends()
    hall.reads(old)
    note = hall.desk.store.connection.execute("SELECT id FROM note").fetchone()[0]
    hall.change("note", note, "title=Corrigé")
    before = hall.words()
    hall.reads(old)
    assert (hall.words(), hall.titles()) == (before, {"Corrigé"})


def _within_limits(hall: Computer, file: Path) -> int:
    """Read a bundle in a process of its own, whose memory is limited; its exit code."""
    pid = os.fork()
    if not pid:
        try:
            size = int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGESIZE")
            resource.setrlimit(resource.RLIMIT_AS, (size + MOST_MEMORY, size + MOST_MEMORY))
            with Desk.open(hall.desk.profile) as desk:
                began = time.process_time()
                [brought] = receiving.read(desk, [file])
                slow = time.process_time() - began > MOST_SECONDS
                told = brought.is_open and all("{" not in line for line in brought.words())
            os._exit(0 if told and not slow else 3 if slow else 4)
        except BaseException:
            traceback.print_exc()
            os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
