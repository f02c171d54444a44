# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a computer left in a shared folder goes once nobody needs it, also where the computer was put back to
an earlier day, or restored from a backup, and does not remember it."""

from pathlib import Path

import pytest

from coopdesk.desk import (
    admitting,
    bundle_log,
    membership,
    safekeeping,
    sharing,
)
from coopdesk.desk.desk import Desk
from coopdesk.desk.sending import Wish
from coopdesk.store import shared_bundles
from tests.desk.city_hall import Computer
from tests.desk.test_clearing_shared import answers, parts, writes


@pytest.fixture
def exchanged(office: list[Computer], shared: Path) -> list[Computer]:
    """Three computers that have confirmed to each other all they have: what comes is only what is new."""
    office[1].new("note", "title=Before")
    for _ in range(3):
        answers(office, shared)
    return office


def left(computer: Computer, shared: Path, *titles: str) -> list[Path]:
    """Bundles that a computer leaves there, each with a new note."""
    files = []
    for title in titles:
        computer.new("note", f"title={title}")
        files.append(writes(computer, shared))
    return files


def put_back(computer: Computer, earlier: Path) -> Computer:
    """The computer as it was on an earlier day."""
    computer.desk.close()
    return Computer(Desk.open(earlier), computer.way)


def taken_up(computer: Computer) -> set[str]:
    return {one.file for one in shared_bundles.left(computer.desk.store.connection) if one.taken_up}


def test_what_a_computer_left_before_it_was_put_back_goes_by_the_same_rule(
    exchanged: list[Computer], shared: Path
) -> None:
    hall, laptop, district = exchanged
    earlier = laptop.copied("earlier")
    files = left(laptop, shared, "One", "Two", "Three")
    back = put_back(laptop, earlier)
    sharing.read(back.desk, shared)
    assert back.titles() == {"Before", "One", "Two", "Three"}
    assert taken_up(back) == {file.name for file in files}
    assert all(file.exists() for file in files), "nobody confirmed them"
    [last] = left(back, shared, "Since")
    answers([hall], shared)
    sharing.read(back.desk, shared)
    assert all(file.exists() for file in files), "one of two did not"
    answers([district], shared)
    before = parts(shared)
    sharing.read(back.desk, shared)
    assert [file.exists() for file in (*files, last)] == [False, False, False, True]
    own = files[0].parent.name
    assert {**parts(shared), own: before[own]} == before, "only the own part is cleared"
    assert hall.titles() == district.titles() == {"Before", "One", "Two", "Three", "Since"}
    back.desk.close()


def test_it_goes_only_once_another_for_the_whole_office_lies_there(
    exchanged: list[Computer], shared: Path
) -> None:
    hall, laptop, district = exchanged
    earlier = laptop.copied("earlier")
    [file] = left(laptop, shared, "One")
    answers([hall, district], shared)
    back = put_back(laptop, earlier)
    sharing.read(back.desk, shared)
    answers([hall, district], shared)
    sharing.read(back.desk, shared)
    assert file.exists(), "it says who belongs to the office, and what this computer holds"
    writes(back, shared)
    sharing.read(back.desk, shared)
    assert not file.exists()
    back.desk.close()


def test_what_may_be_all_for_a_beginner_and_what_only_some_can_open_is_not_taken_up(
    exchanged: list[Computer], shared: Path
) -> None:
    hall, laptop, district = exchanged
    earlier = laptop.copied("earlier")
    laptop.new("note", "title=One")
    files = [
        writes(laptop, shared, Wish(everything=True)),
        writes(laptop, shared, Wish(("district",))),
        writes(laptop, shared, Wish(passphrase="baobab")),
    ]
    back = put_back(laptop, earlier)
    for _ in range(2):
        answers([back, hall, district], shared)
    assert "One" in back.titles()
    assert taken_up(back) == set()
    assert all(file.exists() for file in files)
    back.desk.close()


def test_what_only_looks_like_ours_is_not_taken_up(exchanged: list[Computer], shared: Path) -> None:
    hall, laptop, district = exchanged
    earlier = laptop.copied("earlier")
    [file] = left(laptop, shared, "One")
    theirs = left(district, shared, "Theirs")[0]
    in_our_part = file.with_name(theirs.name)
    theirs.rename(in_our_part)  # somebody else's, in our part of the folder
    elsewhere = file.rename(shared / file.name)  # ours, in no part of ours
    half = file.with_name("coopdesk-half.coopx")
    half.write_bytes(elsewhere.read_bytes()[:-300])
    back = put_back(laptop, earlier)
    for _ in range(3):
        answers([back, hall], shared)
        sharing.read(district.desk, shared)
        writes(district, shared)
    assert {"One", "Theirs"} <= back.titles()
    assert taken_up(back) == set()
    assert in_our_part.exists()
    assert elsewhere.exists()
    assert half.exists()
    back.desk.close()


def test_a_double_clears_nothing_that_the_other_does_not_hold(
    exchanged: list[Computer], shared: Path
) -> None:
    hall, laptop, district = exchanged
    double = Computer(Desk.open(laptop.copied("double")), laptop.way)
    [file] = left(laptop, shared, "On the one")
    answers([double, hall, district], shared)
    assert taken_up(double) == {file.name}
    left(double, shared, "On the other")
    answers([hall, district], shared)
    sharing.read(double.desk, shared)
    assert not file.exists(), "all hold it, and its own writer has said so in it"
    for _ in range(3):
        answers([laptop, double, hall, district], shared)
    assert len({one.words() for one in (laptop, double, hall, district)}) == 1
    double.desk.close()


def test_what_is_taken_back_is_no_longer_taken_up(exchanged: list[Computer], shared: Path) -> None:
    _, laptop, _ = exchanged
    sharing.read(laptop.desk, shared)
    earlier = laptop.copied("earlier")
    [file] = left(laptop, shared, "One")
    back = put_back(laptop, earlier)
    sharing.read(back.desk, shared)
    assert taken_up(back) == {file.name}
    bundle_log.undo(back.desk, bundle_log.log(back.desk)[0].id)
    assert taken_up(back) == set()
    assert sharing.look(back.desk, shared).files == (file,)
    sharing.read(back.desk, shared)
    assert taken_up(back) == {file.name}
    back.desk.close()


def test_after_a_restore_the_earlier_part_is_cleared_once_its_access_was_withdrawn(
    exchanged: list[Computer], shared: Path, tmp_path: Path
) -> None:
    hall, laptop, district = exchanged
    [known] = left(laptop, shared, "Known")
    backup = safekeeping.back_up(laptop.desk, tmp_path / "laptop.coopbackup")
    unknown = left(laptop, shared, "One", "Two")
    answers([hall, district], shared)
    laptop.desk.close()
    safekeeping.restore(backup.file, tmp_path / "restored")
    again = admitted_again(hall, tmp_path / "restored")
    for _ in range(2):
        answers([again, hall, district], shared)
    assert {"Known", "One", "Two"} <= again.titles()
    assert taken_up(again) == {file.name for file in unknown}
    assert all(file.exists() for file in (known, *unknown)), "the earlier computer may be at work"
    membership.revoke(hall.desk, "laptop")
    for _ in range(3):
        answers([hall, again, district], shared)
    sharing.read(again.desk, shared)
    assert [file.exists() for file in (known, *unknown)] == [False] * 3
    assert again.titles() == hall.titles() == district.titles()
    again.desk.close()


def admitted_again(hall: Computer, profile: Path) -> Computer:
    """A restored desk that asked for access and has it."""
    again = Computer(Desk.open(profile), hall.way)
    admitting.ask_again(again.desk, hall.way / "laptop again.coopjoin")
    again.reads(hall.invites("laptop again").file)
    return again
