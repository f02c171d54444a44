# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Computers join an office and leave it; what counts follows from that on every desk alike."""

import shutil
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from coopdesk.desk import admitting, membership, receiving, safekeeping, sending
from coopdesk.desk.desk import Desk
from coopdesk.desk.founding import found_desk
from coopdesk.desk.sending import Wish
from coopdesk.errors import WorldError
from coopdesk.store import vault
from coopdesk.store.keeping import Store
from coopdesk.sync import trust
from coopdesk.sync.bundle_keys import recipient_of
from coopdesk.sync.statements import ADMIT
from tests.desk.city_hall import Computer, all_hear_all


@pytest.fixture
def hall(desk: Desk, tmp_path: Path) -> Computer:
    """The first computer of Lomé, called hall."""
    return Computer(desk, tmp_path)


def refused(act: Callable[[], object]) -> str:
    """The code of the error that an act raises."""
    with pytest.raises(WorldError) as caught:
        act()
    assert "{" not in str(caught.value), "the sentence has all its facts"
    return caught.value.code


def test_a_new_computer_gets_everything_and_its_own_letter(hall: Computer) -> None:
    hall.new("note", "title=Visite")
    laptop = hall.admits("laptop")
    assert laptop.titles() == {"Visite"}
    assert laptop.words() == hall.words()
    assert (laptop.desk.office.letter, laptop.desk.office.officer) == ("B", "Officer at laptop")
    assert laptop.desk.office.organisation == hall.desk.office.organisation
    laptop.new("note", "title=Retour")
    assert hall.hears(laptop).titles() == {"Visite", "Retour"}
    assert not safekeeping.check(laptop.desk).findings


def test_both_sides_show_the_same_eight_words(hall: Computer) -> None:
    asked = admitting.ask(hall.way / "laptop", hall.way / "laptop.coopjoin", "Kofi", None, "laptop")
    answered = hall.invites("laptop")
    assert asked.words == answered.words
    assert len(asked.words.split()) == 8
    assert membership.words_of(hall.desk, "laptop") == ("laptop", asked.words)
    assert [one.state for one in membership.computers(hall.desk)] == ["own", "introduced"]
    membership.note_verified(hall.desk, "laptop")
    assert [one.state for one in membership.computers(hall.desk)] == ["own", "verified"]


def test_a_second_steward_admits_and_all_agree(hall: Computer) -> None:
    mayor = hall.admits("mayor", "steward")
    assert not membership.lacks_second_steward(mayor.desk)
    laptop = mayor.admits("laptop")
    laptop.new("note", "title=Terrain")
    assert hall.reads(laptop.sends()).strange == 0, "the bundle says who let the laptop in"
    assert hall.titles() == {"Terrain"}
    all_hear_all([hall, mayor, laptop])
    assert len({one.words() for one in (hall, mayor, laptop)}) == 1


def test_changes_of_a_stranger_wait_until_it_is_admitted(hall: Computer) -> None:
    mayor = hall.admits("mayor", "steward")
    mayor.invites("laptop")
    joined = admitting.complete(hall.way / "laptop", hall.way / "laptop.coopx", None)
    laptop = Computer(joined.desk, hall.way)
    laptop.new("note", "title=Terrain")
    bundle = laptop.sends_saying_nothing()
    brought = hall.reads(bundle)
    assert (brought.strange, len(brought.lost)) == (1, 1)
    assert brought.lost[0].startswith("Unknown sender.")
    assert hall.titles() == set()
    assert [aside.why for aside in membership.set_aside(hall.desk)] == ["seen"]
    hall.hears(mayor)
    assert hall.titles() == {"Terrain"}
    assert membership.set_aside(hall.desk) == []
    assert hall.words() == hall.hears(laptop).words()


def test_a_stolen_laptop(hall: Computer) -> None:
    mayor = hall.admits("mayor", "steward")
    laptop = hall.admits("laptop")
    laptop.new("note", "title=Avant")
    hall.hears(laptop)
    thief = laptop.stolen()
    one, two = thief.new("note", "title=Vol 1"), thief.new("note", "title=Vol 2")
    assert one != two
    membership.revoke(hall.desk, "laptop")
    stolen_bundle = thief.sends()
    brought = hall.reads(stolen_bundle)
    assert brought.strange == 2
    assert "laptop" in brought.lost[0]
    assert hall.titles() == {"Avant"}
    mayor.reads(stolen_bundle)
    assert "Vol 1" in mayor.titles(), "the mayor’s office has not heard yet"
    mayor.hears(hall)
    assert mayor.titles() == {"Avant"}
    assert mayor.words() == hall.words()
    [aside] = membership.set_aside(mayor.desk)
    assert (aside.name, aside.why, aside.changes) == ("laptop", "withdrawn", 2)
    membership.accept(mayor.desk, aside.hash[:8])
    assert mayor.titles() == {"Avant", "Vol 1", "Vol 2"}
    hall.hears(mayor)
    assert hall.titles() == mayor.titles()
    assert hall.words() == mayor.words()
    assert not safekeeping.check(hall.desk).findings


def test_the_withdrawn_computer_reads_nothing_more_and_late_joiners_read_old_bundles(hall: Computer) -> None:
    mayor = hall.admits("mayor", "steward")
    laptop = hall.admits("laptop")
    hall.new("note", "title=Ancien")
    old = hall.sends()
    membership.revoke(hall.desk, "laptop")
    hall.new("note", "title=Secret")
    new = hall.sends()
    assert refused(lambda: hall.sends("laptop")) == "no_access"
    assert refused(lambda: laptop.reads(new)) in ("bundle_someone_else", "bundle_unknown_key")
    mayor.reads(new)
    assert mayor.titles() == {"Ancien", "Secret"}
    late = mayor.admits("late")
    late.reads(old)
    assert late.titles() == {"Ancien", "Secret"}
    later = mayor.sends()
    assert refused(lambda: laptop.reads(later)) in ("bundle_someone_else", "bundle_unknown_key")


def test_two_withdrawals_at_once_leave_what_both_held_and_one_key(hall: Computer) -> None:
    mayor = hall.admits("mayor", "steward")
    laptop = hall.admits("laptop")
    laptop.new("note", "title=Un")
    all_hear_all([hall, mayor])
    hall.hears(laptop)
    laptop.new("note", "title=Deux")
    mayor.hears(laptop)
    membership.revoke(hall.desk, "laptop")
    membership.revoke(mayor.desk, "laptop")
    hall_says, mayor_says = hall.sends(), mayor.sends()
    hall.reads(mayor_says)
    mayor.reads(hall_says)
    all_hear_all([hall, mayor])
    assert hall.titles() == mayor.titles() == {"Un"}
    rosters = [trust.roster(one.desk.store) for one in (hall, mayor)]
    assert rosters[0] == rosters[1]
    assert not rosters[0].renew_key
    assert hall.words() == mayor.words()


def test_readers_read_only(hall: Computer) -> None:
    reader = hall.admits("screen", "reader")
    assert refused(lambda: reader.new("note", "title=Non")) == "reading_only"
    membership.change_role(hall.desk, "screen", "officer")
    reader.hears(hall).new("note", "title=Oui")
    hall.hears(reader)
    assert hall.titles() == {"Oui"}
    membership.change_role(hall.desk, "screen", "reader")
    assert hall.titles() == {"Oui"}, "what it saved before stays"
    reader.hears(hall)
    assert refused(lambda: reader.new("note", "title=Non")) == "reading_only"
    assert reader.words() == hall.words()


def test_what_a_steward_cannot_do(hall: Computer) -> None:
    laptop = hall.admits("laptop")
    assert refused(lambda: membership.revoke(hall.desk, "vm?")) == "unknown_device"
    own = membership.computers(hall.desk)[0]
    assert refused(lambda: membership.revoke(hall.desk, own.id)) == "last_steward"
    assert refused(lambda: membership.change_role(hall.desk, own.id, "reader")) == "last_steward"
    assert refused(lambda: membership.change_role(hall.desk, "laptop", "king")) == "unknown_role"
    assert refused(lambda: membership.accept(hall.desk, "abcdef")) == "unknown_aside"
    membership.revoke(hall.desk, "laptop")
    assert refused(lambda: membership.revoke(hall.desk, "laptop")) == "access_withdrawn"
    assert refused(lambda: hall.invites("laptop")) == "request_withdrawn"
    assert refused(lambda: membership.revoke(laptop.desk, own.id)) == "not_steward"
    assert refused(lambda: laptop.invites("friend")) == "not_steward"
    assert not (hall.way / "friend.coopx").exists()


def test_two_computers_of_one_name_are_told_apart_by_id(hall: Computer) -> None:
    hall.admits("laptop")
    admitting.ask(hall.way / "other", hall.way / "other.coopjoin", "Ama", None, "laptop")
    hall.invites("other")
    assert refused(lambda: membership.words_of(hall.desk, "laptop")) == "ambiguous_device"
    twins = [one for one in membership.computers(hall.desk) if one.name == "laptop"]
    assert len(twins) == 2
    membership.revoke(hall.desk, twins[0].id[:8])
    assert [one.role for one in membership.computers(hall.desk)][1:] == ["", "officer"]


def test_requests_and_invitations_that_are_not_right(hall: Computer, tmp_path: Path) -> None:
    file = tmp_path / "laptop.coopjoin"
    admitting.ask(tmp_path / "laptop", file, "Kofi", None, "laptop")
    whole = file.read_bytes()

    def answer() -> object:
        return admitting.admit(hall.desk, file, tmp_path / "x.coopx")

    for place in range(len(whole)):
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert refused(answer) in ("request_damaged", "not_request")
    for length in (0, 5, 40, len(whole) - 1):
        file.write_bytes(whole[:length])
        assert refused(answer) in ("request_damaged", "not_request")
    file.unlink()
    assert refused(answer) == "unreadable"
    file.write_bytes(whole)
    hall.invites("laptop")
    invitation = tmp_path / "laptop.coopx"

    def complete(name: str) -> Computer:
        return Computer(admitting.complete(tmp_path / name, invitation, None).desk, tmp_path)

    assert refused(lambda: complete("nobody")) == "not_asked"
    admitting.ask(tmp_path / "other", tmp_path / "other.coopjoin", "Ama", None, "other")
    assert refused(lambda: complete("other")) == "bundle_someone_else"
    laptop = complete("laptop")
    assert refused(lambda: complete("laptop")) == "invitation_used"
    hall.invites("laptop")
    laptop.new("note", "title=Bonjour")
    hall.hears(laptop)
    assert refused(lambda: hall.invites("laptop")) == "request_answered"
    plain = hall.sends("laptop")
    shutil.rmtree(tmp_path / "laptop")
    assert refused(lambda: admitting.complete(tmp_path / "laptop", plain, None)) == "not_asked"


def test_an_invitation_is_only_a_stewards(hall: Computer, tmp_path: Path) -> None:
    laptop = hall.admits("laptop")
    admitting.ask(tmp_path / "late", tmp_path / "late.coopjoin", "Ama", None, "late")
    hall.invites("late")
    laptop.hears(hall)
    plain = laptop.sends("late")
    assert refused(lambda: admitting.complete(tmp_path / "late", plain, None)) == "not_invitation"
    assert not (tmp_path / "late" / "desk.db").exists()
    assert admitting.complete(tmp_path / "late", tmp_path / "late.coopx", None).steward


def test_a_computer_of_another_office_is_not_admitted(hall: Computer, tmp_path: Path) -> None:
    (elsewhere := tmp_path / "elsewhere").mkdir()
    desk = found_desk(tmp_path / "kathmandu", city="Kathmandu", country="NP", officer="Maya")
    field = Computer(desk, elsewhere).admits("field")
    backup = safekeeping.back_up(field.desk, elsewhere / "field.coopbackup").file
    desk.close()
    field.desk.close()
    request = tmp_path / "access.coopjoin"
    for profile in (desk.profile, field.desk.profile):
        assert refused(partial(admitting.ask, profile, request, "Maya", None)) == "has_access"
    assert not request.exists()
    # A computer that lost its access, as by a restore, asks for that to its own office.
    safekeeping.restore(backup, elsewhere / "again")
    admitting.ask(elsewhere / "again", tmp_path / "k.coopjoin", "Maya", None, "k")
    assert refused(lambda: hall.invites("k")) == "request_other_office"


def test_desks_made_before_found_their_office_when_opened(hall: Computer) -> None:
    connection = hall.desk.store.connection
    connection.execute("DELETE FROM statement")
    connection.execute("DELETE FROM meta WHERE key IN ('founding', 'standing') OR key GLOB 'space_key*'")
    hall.desk.close()
    again = Computer(Desk.open(hall.desk.profile), hall.way)
    assert membership.own_role(again.desk) == "steward"
    assert len(trust.roster(again.desk.store).keys) == 1
    assert again.admits("laptop").words() == again.words()
    before = trust.roster(again.desk.store)
    again.desk.close()
    with Desk.open(hall.desk.profile) as once_more:
        assert trust.roster(once_more.store) == before


def test_what_all_have_heard_is_not_said_again(hall: Computer) -> None:
    mayor, laptop = hall.admits("mayor", "steward"), hall.admits("laptop")
    all_hear_all([hall, mayor, laptop])
    first = hall.desk.store
    assert len(trust.entries(first)) == 1, "only what this computer has heard"
    assert len(trust.entries(first, everything=True)) == 6, "all statements, the key for whoever lost it"
    membership.revoke(hall.desk, "laptop")
    assert len(trust.entries(first)) == 4, "the withdrawal, the new key, its wraps"
    assert [one.name for one in trust.without_key(first, trust.roster(first))] == ["mayor"]
    mayor.reads(sending.write(hall.desk, hall.way / "delta.coopx").files[0])
    assert mayor.role_of("laptop") == ""
    hall.reads(sending.write(mayor.desk, hall.way / "answer.coopx").files[0])
    assert len(trust.entries(first)) == 1
    assert trust.without_key(first, trust.roster(first)) == []


def test_an_office_of_a_hundred_computers_stays_light(hall: Computer) -> None:
    store = hall.desk.store
    for number in range(99):
        keys = vault.new_keys()
        facts = {"device": keys.public, "name": f"pc {number}", "reader": recipient_of(keys.identity)}
        with store.alone():
            trust.say(store, ADMIT, {**facts, "letter": "B", "role": "officer", "request": b""})
    started = time.monotonic()
    laptop = hall.admits("laptop")
    hall.reads(laptop.sends())
    assert time.monotonic() - started < 5
    assert len(trust.roster(laptop.desk.store).active) == 101


def test_a_previewed_bundle_changes_nobodys_access(hall: Computer) -> None:
    mayor = hall.admits("mayor", "steward")
    laptop = hall.admits("laptop")
    laptop.new("note", "title=Terrain")
    mayor.hears(laptop)
    membership.revoke(hall.desk, "laptop")
    bundle = hall.sends()
    before = trust.roster(mayor.desk.store)
    receiving.preview(mayor.desk, [bundle])
    assert trust.roster(mayor.desk.store) == before
    assert sending.preview(mayor.desk, Wish(everything=True)).saves


def test_two_programs_cannot_withdraw_the_last_two_stewards(hall: Computer) -> None:
    hall.admits("mayor", "steward")
    own = membership.computers(hall.desk)[0].id
    begun = threading.Event()
    codes: list[str] = []

    def step_down() -> None:
        other = Desk(Store.open(hall.desk.profile), hall.desk.office)
        begun.set()
        codes.append(refused(lambda: membership.change_role(other, own, "officer")))
        other.close()

    second = threading.Thread(target=step_down)
    with hall.desk.store.alone():
        second.start()
        begun.wait()
        time.sleep(0.5)  # what it looks at before its turn, it has looked at
        membership.change_role(hall.desk, "mayor", "officer")
    second.join()
    assert codes == ["last_steward"]
    assert len(membership.stewards(hall.desk)) == 1
