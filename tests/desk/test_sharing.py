# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A folder that several desks share: each writes its own part, and reads what is new of all others."""

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from coopdesk.desk import bundle_log, receiving, sending, sharing
from coopdesk.desk.desk import Desk
from coopdesk.desk.sending import Wish
from coopdesk.errors import WorldError
from tests.desk.city_hall import Computer


@pytest.fixture
def hall(desk: Desk, tmp_path: Path) -> Computer:
    return Computer(desk, tmp_path)


@pytest.fixture
def office(hall: Computer) -> Iterator[list[Computer]]:
    """Three computers, each with everything."""
    others = [hall.admits("laptop"), hall.admits("district")]
    yield [hall, *others]
    for one in others:
        one.desk.close()


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    folder = tmp_path / "Nextcloud"
    folder.mkdir()
    return folder


def writes(computer: Computer, shared: Path) -> Path:
    return sharing.write(computer.desk, shared, Wish()).files[0]


def test_three_desks_end_with_the_same_through_one_folder(office: list[Computer], shared: Path) -> None:
    for number, one in enumerate(office):
        one.new("note", f"title=Note {number}")
        writes(one, shared)
    for _ in range(2):
        for one in office:
            sharing.read(one.desk, shared)
            writes(one, shared)
    assert [one.titles() for one in office] == [{"Note 0", "Note 1", "Note 2"}] * 3
    assert len({one.words() for one in office}) == 1
    folders = [entry for entry in (shared / "coopdesk").iterdir() if entry.is_dir()]
    assert len(folders) == 3
    assert all(len(list(folder.iterdir())) == 3 for folder in folders), "nothing was ever overwritten"


def test_what_was_read_is_skipped_and_what_came_is_said(office: list[Computer], shared: Path) -> None:
    hall, laptop, _ = office
    laptop.new("note", "title=From the field")
    writes(laptop, shared)
    assert sharing.look(hall.desk, shared).lines() == ["laptop: 1 new bundle"]
    assert sharing.read(hall.desk, shared).words() == ["1 change from laptop"]
    assert sharing.look(hall.desk, shared).lines() == ["Nothing new in the shared folder."]
    again = sharing.read(hall.desk, shared)
    assert (again.brought, again.words()) == ((), ["Nothing new in the shared folder."])
    # Taken back, it is there to be read once more.
    bundle_log.undo(hall.desk, bundle_log.log(hall.desk)[0].id)
    assert hall.titles() == set()
    assert sharing.read(hall.desk, shared).words() == ["1 change from laptop"]


def test_a_bundle_read_from_a_stick_before_is_not_offered_again(
    office: list[Computer], shared: Path, tmp_path: Path
) -> None:
    hall, laptop, _ = office
    laptop.new("note", "title=Twice")
    file = writes(laptop, shared)
    hall.reads(Path(shutil.copy(file, tmp_path / "stick.coopx")))
    assert sharing.look(hall.desk, shared).files == ()


def test_halves_copies_and_foreign_files_keep_nobody_from_the_rest(
    office: list[Computer], shared: Path
) -> None:
    hall, laptop, district = office
    laptop.new("note", "title=Whole")
    whole = writes(laptop, shared)
    shutil.copy(whole, whole.with_name(f"{whole.stem} (1).coopx"))
    (shared / "letter.txt").write_text("Dear colleagues")
    district.new("note", "title=Half")
    half = writes(district, shared)
    content = half.read_bytes()
    half.write_bytes(content[:-200])
    found = sharing.read(hall.desk, shared)
    assert len(found.brought) == 1
    assert found.words() == [
        "1 change from laptop",
        f"Not copied whole yet: {half.name}. Wait; if it stays so, ask for them again.",
    ]
    assert found.is_open
    half.write_bytes(content)
    assert sharing.read(hall.desk, shared).words() == ["1 change from district"]
    assert hall.titles() == {"Whole", "Half"}


def test_a_bundle_for_another_computer_is_passed_over_for_good(office: list[Computer], shared: Path) -> None:
    hall, laptop, district = office
    laptop.hears(hall)
    laptop.new("note", "title=For the district")
    sharing.write(laptop.desk, shared, Wish(("district",)))
    found = sharing.read(hall.desk, shared)
    assert (found.refused, found.is_open, hall.titles()) == ((), False, set())
    assert sharing.look(hall.desk, shared).files == ()
    assert sharing.read(district.desk, shared).words() == ["1 change from laptop"]


def test_what_no_computer_here_can_read_is_named_and_the_rest_is_read(
    office: list[Computer], shared: Path
) -> None:
    hall, laptop, district = office
    sending.write(laptop.desk, shared / "locked.coopx", Wish(everything=True, passphrase="baobab"))
    district.new("note", "title=Open")
    writes(district, shared)
    found = sharing.read(hall.desk, shared)
    assert [one.error.code for one in found.refused] == ["bundle_passphrase"]
    assert found.words() == [
        "1 change from district",
        "This bundle is locked with a passphrase: locked.coopx. Ask who sent it for the passphrase."
        " Sent by: laptop.",
    ]


def test_the_folder_is_remembered_and_said_when_it_is_gone(office: list[Computer], shared: Path) -> None:
    desk = office[0].desk
    with pytest.raises(WorldError) as none:
        sharing.chosen(desk, None)
    assert none.value.code == "no_shared_folder"
    assert sharing.chosen(desk, shared) == sharing.chosen(desk, None) == shared
    shared.rename(shared.with_name("away"))
    with pytest.raises(WorldError) as gone:
        sharing.look(desk, shared)
    assert gone.value.code == "shared_folder_missing"
    with pytest.raises(WorldError):
        sharing.write(desk, shared, Wish())
    assert not shared.exists()


def test_a_part_that_came_earlier_is_not_asked_for_again(office: list[Computer], tmp_path: Path) -> None:
    hall, laptop, _ = office
    for number in range(3):
        laptop.new("note", f"title=Long {number}", f"text={noise(700_000, number)}")
        laptop.desk.store.seal()
    parts = sending.write(laptop.desk, tmp_path / "mail.coopx", Wish(everything=True), 600_000).files
    assert len(parts) >= 3
    words = [receiving.read(hall.desk, [part])[0].absent for part in parts]
    last = len(parts)
    assert words[-2] == (f"Part {last} of {last} is missing. Ask for it again from: laptop.",)
    assert words[-1] == ()


def noise(size: int, seed: int) -> str:
    """A text that does not get smaller."""
    letters = "abcdefghijklmnopqrstuvwxyz ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
    return "".join(random.Random(seed).choices(letters, k=size))
