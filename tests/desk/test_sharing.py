# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A folder that several desks share: each writes its own part, and reads what is new of all others."""

import os
import random
import shutil
from pathlib import Path

import pytest

from coopdesk.desk import bundle_log, receiving, sending, sharing, trusting
from coopdesk.desk.desk import Desk
from coopdesk.desk.sending import Wish
from coopdesk.errors import WorldError
from coopdesk.sync import layout
from coopdesk.sync.bundle_keys import ForSpace
from coopdesk.sync.container_writing import write_bundle
from tests.desk.city_hall import Computer
from tests.sync.test_carriers import with_id_of


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


@pytest.mark.parametrize("name", ["0-before.coopx", "z-after.coopx"])
def test_a_hostile_file_with_a_borrowed_id_hides_nothing_and_is_told_once(
    office: list[Computer], shared: Path, name: str
) -> None:
    hall, laptop, _ = office
    laptop.new("note", "title=Honest")
    honest = writes(laptop, shared)
    hostile = shared / "coopdesk" / ("0" if name[0] == "0" else "z") / name
    hostile.parent.mkdir()
    hostile.write_bytes(with_id_of(honest, laptop.sends()))
    found = sharing.read(hall.desk, shared)
    assert [one.error.code for one in found.refused] == ["bundle_forged"]
    assert found.words()[0] == "1 change from laptop"
    assert sharing.look(hall.desk, shared).files == ()
    # Also where it came first, alone.
    laptop.new("note", "title=Later")
    later = writes(laptop, shared)
    content = later.read_bytes()
    hostile.write_bytes(with_id_of(later, laptop.sends()))
    later.unlink()
    assert [one.error.code for one in sharing.read(hall.desk, shared).refused] == ["bundle_forged"]
    later.write_bytes(content)
    assert sharing.read(hall.desk, shared).words() == ["1 change from laptop"]
    assert hall.titles() == {"Honest", "Later"}


def test_a_member_that_borrows_an_id_hides_nothing(office: list[Computer], shared: Path) -> None:
    hall, laptop, district = office
    laptop.new("note", "title=Honest")
    honest = writes(laptop, shared)
    with honest.open("rb") as stream:
        borrowed = layout.find(stream, "").head.header.id
    keys, sender = trusting.space_keys(district.desk), trusting.sender(district.desk)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "urandom", lambda size: borrowed[:size])  # the id it gives its own, well signed
        write_bundle(shared / "0.coopx", [], ForSpace(keys), sender)
    assert len(sharing.look(hall.desk, shared).files) == 2
    sharing.read(hall.desk, shared)
    assert hall.titles() == {"Honest"}


def test_a_preview_says_what_is_new_from_whom_and_changes_nothing(
    office: list[Computer], shared: Path
) -> None:
    hall, laptop, district = office
    laptop.new("note", "title=One")
    writes(laptop, shared)
    district.new("note", "title=Two")
    writes(district, shared)
    before = hall.words()
    lying, inside = sharing.preview_all(hall.desk, shared)
    assert lying.lines() == ["district: 1 new bundle", "laptop: 1 new bundle"]
    assert sorted(inside.words()) == ["1 change from district", "1 change from laptop"]
    assert (hall.titles(), hall.words()) == (set(), before)
    assert len(sharing.read(hall.desk, shared).brought) == 2


def test_what_was_fetched_is_read_though_the_folder_is_gone_and_the_report_stands(
    office: list[Computer], shared: Path
) -> None:
    hall, laptop, district = office
    laptop.hears(hall, district)
    laptop.new("note", "title=Fetched")
    writes(laptop, shared)
    sharing.write(laptop.desk, shared, Wish(("district",)))
    found = sharing.fetch(sharing.place(hall.desk, shared))
    shutil.rmtree(shared)
    assert sharing.take(hall.desk, found).words() == ["1 change from laptop"]
    found.remove()


# Doubles, and computers that were put back


def settled(computers: list[Computer], shared: Path, rounds: int = 4) -> set[str]:
    """Everybody reads and writes in turn; the states that they end with."""
    for _ in range(rounds):
        for one in computers:
            sharing.read(one.desk, shared)
            writes(one, shared)
    for one in computers:
        sharing.read(one.desk, shared)
    return {one.words() for one in computers}


def test_two_doubles_see_what_the_other_left_and_end_alike(office: list[Computer], shared: Path) -> None:
    hall, laptop, _ = office
    laptop.new("note", "title=Before")
    writes(laptop, shared)
    double = Computer(Desk.open(laptop.copied("double")), laptop.way)
    laptop.new("note", "title=On the one")
    writes(laptop, shared)
    double.new("note", "title=On the other")
    writes(double, shared)
    assert sharing.look(double.desk, shared).lines() == [
        "this computer, earlier, or its double: 1 new bundle"
    ]
    assert "it has a double" in "\n".join(sharing.read(double.desk, shared).words())
    assert double.titles() == {"Before", "On the one", "On the other"}
    assert len(settled([hall, laptop, double], shared)) == 1
    assert hall.titles() == laptop.titles() == {"Before", "On the one", "On the other"}
    double.desk.close()


def test_a_computer_that_was_put_back_reads_what_it_left_itself(office: list[Computer], shared: Path) -> None:
    hall, laptop, _ = office
    laptop.new("note", "title=Before")
    writes(laptop, shared)
    earlier = laptop.copied("earlier")
    laptop.new("note", "title=After")
    writes(laptop, shared)
    laptop.desk.close()
    back = Computer(Desk.open(earlier), laptop.way)
    assert back.titles() == {"Before"}
    sharing.read(back.desk, shared)
    assert back.titles() == {"Before", "After"}
    back.new("note", "title=Since")
    assert len(settled([hall, back], shared)) == 1
    assert hall.titles() == {"Before", "After", "Since"}
    back.desk.close()


def noise(size: int, seed: int) -> str:
    """A text that does not get smaller."""
    letters = "abcdefghijklmnopqrstuvwxyz ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
    return "".join(random.Random(seed).choices(letters, k=size))
