# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Computers that come back from a backup, by the recovery sheet, or with an earlier disk: what they are in
their office then."""

from pathlib import Path

import pytest

from coopdesk.desk import admitting, membership, safekeeping, sending, trusting
from coopdesk.desk.desk import Desk
from coopdesk.desk.sending import Wish
from coopdesk.sync import trust
from tests.desk.city_hall import Computer, all_hear_all
from tests.desk.test_membership import refused
from tests.desk.test_safekeeping import key_on


@pytest.fixture
def hall(desk: Desk, tmp_path: Path) -> Computer:
    """The first computer of Lomé, called hall."""
    return Computer(desk, tmp_path)


def test_a_computer_put_back_to_an_earlier_day_gets_the_key_with_a_bundle_for_it(hall: Computer) -> None:
    mayor, laptop = hall.admits("mayor", "steward"), hall.admits("laptop")
    all_hear_all([hall, mayor, laptop])
    earlier = mayor.copied("earlier")
    membership.revoke(hall.desk, "laptop")
    all_hear_all([hall, mayor])
    assert trust.without_key(hall.desk.store, trust.roster(hall.desk.store)) == []
    mayor.desk.close()
    put_back = Computer(Desk.open(earlier), hall.way)
    hall.new("note", "title=Après")
    assert refused(lambda: put_back.hears(hall)) == "bundle_unknown_key"
    put_back.reads(sending.write(hall.desk, hall.way / "for.coopx", Wish(("mayor",))).files[0])
    assert put_back.hears(hall).titles() == {"Après"}
    assert put_back.words() == hall.words()


def test_the_sheet_opens_the_desk_of_the_only_steward(hall: Computer, tmp_path: Path) -> None:
    laptop = hall.admits("laptop")
    hall.new("note", "title=Avant")
    safekeeping.recovery_sheet(hall.desk, tmp_path / "sheet.pdf")
    laptop.hears(hall)
    hall.desk.close()
    safekeeping.unlock_with_recovery(hall.desk.profile, key_on(tmp_path / "sheet.pdf"), None)
    back = Computer(Desk.open(hall.desk.profile), tmp_path)
    assert membership.own_role(back.desk) == "steward"
    back.new("note", "title=Après")
    laptop.hears(back)
    assert laptop.titles() == {"Avant", "Après"}
    assert back.admits("new").titles() == {"Avant", "Après"}


def test_the_sheet_brings_a_steward_back_from_a_backup(hall: Computer, tmp_path: Path) -> None:
    laptop = hall.admits("laptop")
    safekeeping.recovery_sheet(hall.desk, tmp_path / "sheet.pdf")
    hall.new("note", "title=Avant")
    copy = safekeeping.back_up(hall.desk, tmp_path / "desk.coopbackup")
    laptop.hears(hall)
    hall.desk.close()
    key = key_on(tmp_path / "sheet.pdf")
    safekeeping.restore(copy.file, tmp_path / "again", None, recovery_key=key)
    again = Computer(Desk.open(tmp_path / "again"), tmp_path)
    assert membership.own_role(again.desk) == "steward"
    again.new("note", "title=Après")
    assert laptop.hears(again).titles() == {"Avant", "Après"}


def test_a_lone_desk_that_was_restored_founds_its_office_anew(hall: Computer, tmp_path: Path) -> None:
    hall.new("note", "title=Avant")
    copy = safekeeping.back_up(hall.desk, tmp_path / "desk.coopbackup")
    hall.desk.close()
    safekeeping.restore(copy.file, tmp_path / "again")
    again = Computer(Desk.open(tmp_path / "again"), tmp_path)
    assert membership.own_role(again.desk) == "steward"
    laptop = again.admits("laptop")
    assert laptop.titles() == {"Avant"}
    assert laptop.words() == again.words()


def test_a_restored_computer_of_a_larger_office_asks_again(hall: Computer, tmp_path: Path) -> None:
    laptop = hall.admits("laptop")
    laptop.new("note", "title=Avant")
    hall.hears(laptop)
    copy = safekeeping.back_up(laptop.desk, tmp_path / "laptop.coopbackup")
    laptop.desk.close()
    safekeeping.restore(copy.file, tmp_path / "again")
    again = Computer(Desk.open(tmp_path / "again"), tmp_path)
    assert membership.own_role(again.desk) == ""
    again.new("note", "title=Après")
    assert hall.reads(again.sends()).strange == 1
    assert hall.titles() == {"Avant"}
    admitting.ask(tmp_path / "again", tmp_path / "again.coopjoin", "Kofi", None, "again")
    again.reads(hall.invites("again").file)
    assert hall.titles() == {"Avant", "Après"}
    assert again.words() == hall.words()
    assert again.role_of("again") == "officer"


def test_who_was_never_rightly_let_in_counts_nowhere_after_a_restore_either(
    hall: Computer, tmp_path: Path
) -> None:
    mayor = hall.admits("mayor", "steward")
    membership.revoke(hall.desk, "mayor")
    laptop = mayor.admits("laptop")  # the mayor’s office has not heard that it lost its word
    laptop.new("note", "title=Avant")
    copy = safekeeping.back_up(laptop.desk, tmp_path / "laptop.coopbackup")
    safekeeping.restore(copy.file, tmp_path / "again")
    again = Computer(Desk.open(tmp_path / "again"), tmp_path)
    admitting.ask(tmp_path / "again", tmp_path / "again.coopjoin", "Kofi", None, "again")
    again.reads(hall.invites("again").file)
    again.new("note", "title=Après")
    hall.reads(again.sends())
    again.reads(hall.sends("again"))
    assert hall.titles() == again.titles() == {"Après"}
    assert hall.words() == again.words()


def test_doubles_of_the_first_steward_do_not_renew_the_key_without_end(hall: Computer) -> None:
    """Both always hear of each other at the same time, through a third, ten times over."""
    for name in ("north", "south"):
        hall.admits(name)
    mayor = hall.admits("mayor", "steward")
    double = Computer(Desk.open(hall.copied("double")), hall.way)
    membership.revoke(hall.desk, "north")
    membership.revoke(double.desk, "south")
    own = trusting.device_id(hall.desk.store.keys.public)
    for_mayor, for_hall = Wish(("mayor",), everything=True), Wish((own,), everything=True)
    keys = []
    for _ in range(10):
        for one in (hall, double):
            mayor.reads(sending.write(one.desk, hall.way / "to-mayor.coopx", for_mayor).files[0])
        answer = sending.write(mayor.desk, hall.way / "to-hall.coopx", for_hall).files[0]
        for one in (hall, double):
            one.reads(answer)
        keys.append(len(trust.roster(mayor.desk.store).all_keys))
    assert keys[3:] == [keys[-1]] * 7, "no more keys once all know of both withdrawals"
    assert trust.roster(hall.desk.store) == trust.roster(double.desk.store)
    assert not trust.roster(hall.desk.store).renew_key
    assert hall.words() == double.words() == mayor.words()
    double.desk.close()
