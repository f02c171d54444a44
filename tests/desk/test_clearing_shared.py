# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a computer left in a shared folder goes once nobody needs it, and nothing else ever does."""

import os
import shutil
import time
from pathlib import Path

import pytest

from coopdesk.desk import leaving_shared, membership, sending, sharing
from coopdesk.desk.desk import Desk
from coopdesk.desk.sending import Wish
from coopdesk.errors import WorldError
from coopdesk.sync import outbox
from coopdesk.sync.carriers import own_part
from tests.desk.city_hall import Computer

DAY_MS = 86_400_000


def writes(computer: Computer, shared: Path, wish: Wish | None = None) -> Path:
    return sharing.write(computer.desk, shared, wish or Wish()).files[0]


def answers(computers: list[Computer], shared: Path) -> None:
    """Each reads what is there and writes what it holds now."""
    for one in computers:
        sharing.read(one.desk, shared)
        writes(one, shared)


def parts(shared: Path) -> dict[str, set[str]]:
    return {
        folder.name: {file.name for file in folder.iterdir()} for folder in (shared / "coopdesk").iterdir()
    }


def test_what_all_hold_goes_and_the_last_one_and_the_last_complete_one_stay(
    office: list[Computer], shared: Path
) -> None:
    hall, *others = office
    answers(others, shared)
    sharing.read(hall.desk, shared)
    complete = writes(hall, shared, Wish(everything=True))
    files = []
    for number in range(4):
        hall.new("note", f"title=Note {number}")
        files.append(writes(hall, shared))
    assert all(file.exists() for file in files), "nobody confirmed them"
    answers(others[:1], shared)
    sharing.read(hall.desk, shared)
    assert all(file.exists() for file in files), "one of two did not"
    answers(others[1:], shared)
    theirs = {name: files for name, files in parts(shared).items() if name != files_of(hall, shared)}
    sharing.read(hall.desk, shared)
    assert [file.exists() for file in files] == [False, False, False, True]
    assert complete.exists()
    assert theirs == {name: files for name, files in parts(shared).items() if name != files_of(hall, shared)}


def files_of(computer: Computer, shared: Path) -> str:
    from coopdesk.desk import trusting

    space, device = trusting.space(computer.desk), computer.desk.store.keys.public
    return own_part.own_folder(shared, space, device).name


def test_a_late_computer_can_start_from_what_stays(office: list[Computer], shared: Path) -> None:
    hall, *others = office
    hall.new("note", "title=Early")
    writes(hall, shared, Wish(everything=True))
    answers(others, shared)
    for number in range(3):
        hall.new("note", f"title=Note {number}")
        writes(hall, shared)
        answers(others, shared)
    late = hall.admits("late")
    everybody = [hall, *others, late]
    for _ in range(3):
        answers(everybody, shared)
    assert late.titles() == hall.titles() == {"Early", "Note 0", "Note 1", "Note 2"}
    late.desk.close()


def test_files_of_others_and_files_that_took_our_names_never_go(office: list[Computer], shared: Path) -> None:
    hall, *others = office
    hall.new("note", "title=One")
    first = writes(hall, shared)
    answers(others, shared)
    letter = first.with_name("letter.coopx")
    letter.write_bytes(b"Dear colleagues")
    [theirs, *_] = (shared / "coopdesk").glob(f"[!{first.parent.name[0]}]*/*.coopx")
    stolen = theirs.read_bytes()
    first.write_bytes(stolen)
    hall.new("note", "title=Two")
    writes(hall, shared)
    answers(others, shared)
    sharing.read(hall.desk, shared)
    assert first.read_bytes() == stolen
    assert letter.exists()


def test_a_file_that_comes_back_goes_again(office: list[Computer], shared: Path) -> None:
    hall, *others = office
    hall.new("note", "title=One")
    writes(hall, shared)
    hall.new("note", "title=Two")
    second = writes(hall, shared)
    hall.new("note", "title=Three")
    writes(hall, shared)
    content = second.read_bytes()
    answers(others, shared)
    sharing.read(hall.desk, shared)
    assert not second.exists()
    second.write_bytes(content)  # as a program does that copies the folder around
    assert sharing.look(hall.desk, shared).files == ()
    sharing.read(hall.desk, shared)
    assert not second.exists()


def test_a_computer_that_says_nothing_for_long_is_named_and_keeps_its_bundles(
    office: list[Computer], shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hall, laptop, _ = office
    hall.new("note", "title=One")
    file = writes(hall, shared)
    hall.new("note", "title=Two")
    writes(hall, shared)
    answers([laptop], shared)
    assert sharing.read(hall.desk, shared).remarks == ()
    later = outbox.clock() + 61 * DAY_MS
    monkeypatch.setattr(outbox, "clock", lambda: later)
    answers([laptop], shared)
    told = (
        "Nothing came from: district, for 60 days. Bundles for them stay in the shared folder."
        " Let them send a bundle, or withdraw their access."
    )
    assert sharing.read(hall.desk, shared).remarks == (told,)
    assert file.exists()
    assert sharing.write(hall.desk, shared, Wish()).remarks == (told,)
    membership.revoke(hall.desk, "district")
    writes(hall, shared)
    answers([laptop], shared)
    assert sharing.read(hall.desk, shared).remarks == ()
    assert not file.exists()


def test_a_bundle_for_one_computer_waits_for_that_one_alone(office: list[Computer], shared: Path) -> None:
    hall, laptop, district = office
    answers([hall, laptop, district], shared)
    sharing.read(hall.desk, shared)
    hall.new("note", "title=For the laptop")
    file = writes(hall, shared, Wish(("laptop",)))
    writes(hall, shared, Wish(("laptop",)))
    answers([district], shared)
    sharing.read(hall.desk, shared)
    assert file.exists()
    answers([laptop], shared)
    sharing.read(hall.desk, shared)
    assert not file.exists()


def test_what_a_double_lacks_stays_for_it(office: list[Computer], shared: Path) -> None:
    hall, laptop, district = office
    answers([laptop, district], shared)
    double = Computer(Desk.open(laptop.copied("double")), laptop.way)
    double.new("note", "title=On the other")
    writes(double, shared)
    answers([laptop, hall], shared)
    double_holds = sharing.read(double.desk, shared)
    assert double_holds.brought
    writes(double, shared)
    sharing.read(hall.desk, shared)
    hall.new("note", "title=News")
    file = writes(hall, shared)
    hall.new("note", "title=More")
    writes(hall, shared)
    answers([laptop, district], shared)
    sharing.read(hall.desk, shared)
    assert file.exists(), "the double did not confirm it"
    answers([double], shared)
    sharing.read(hall.desk, shared)
    assert not file.exists()
    double.desk.close()


def test_a_bundle_under_a_passphrase_and_one_of_a_lone_computer_stay(
    desk: Desk, shared: Path, tmp_path: Path
) -> None:
    hall = Computer(desk, tmp_path)
    hall.new("note", "title=Alone")
    files = [writes(hall, shared) for _ in range(2)]
    files.append(writes(hall, shared, Wish(passphrase="baobab")))
    laptop = hall.admits("laptop")
    files.append(writes(hall, shared))
    assert all(file.exists() for file in files)
    for _ in range(2):
        answers([laptop, hall], shared)
    sharing.read(hall.desk, shared)
    assert files[2].exists()
    laptop.desk.close()


def test_halves_that_a_power_cut_left_are_swept_after_a_day(office: list[Computer], shared: Path) -> None:
    hall, laptop, _ = office
    hall.new("note", "title=One")
    file = writes(hall, shared)
    old, young = (file.with_name(f"{file.name}.{number}.new") for number in (1, 2))
    theirs = file.with_name("other.coopx.3.new")
    for half in (old, young, theirs):
        half.write_bytes(file.read_bytes()[:100])
    day_ago = time.time() - own_part.DAY - 60
    for half in (old, theirs):
        os.utime(half, (day_ago, day_ago))
    assert sharing.look(laptop.desk, shared).unfinished == ()
    writes(hall, shared)
    assert [half.exists() for half in (old, young, theirs)] == [False, True, True]


def test_nothing_counts_as_sent_that_did_not_get_there(office: list[Computer], shared: Path) -> None:
    hall, laptop, _ = office
    hall.new("note", "title=One")
    before = sending.unsent(hall.desk)
    assert before > 0
    (shared / "coopdesk").write_text("a file in its place")
    with pytest.raises(WorldError) as refused:
        writes(hall, shared)
    assert refused.value.code == "bundle_not_written"
    assert sending.unsent(hall.desk) == before
    assert leaving_shared.to_clear(hall.desk, shared).ours == ()
    (shared / "coopdesk").unlink()
    writes(hall, shared)
    assert sending.unsent(hall.desk) == 0
    sharing.read(laptop.desk, shared)
    assert laptop.titles() == {"One"}


def test_a_power_cut_at_any_moment_leaves_a_folder_that_is_cleared_later(
    office: list[Computer], shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Written here and noted, not carried there; cleared in part: the next time goes on from each."""
    hall, *others = office
    hall.new("note", "title=One")
    before = sending.unsent(hall.desk)
    lost = leaving_shared.parcel(hall.desk, shared, Wish())
    lost.remove()
    assert sending.unsent(hall.desk) == 0, "it is on its way"
    an_hour_later = outbox.clock() + leaving_shared.LONGEST_WAY_MS + 1000
    with monkeypatch.context() as patch:
        patch.setattr(outbox, "clock", lambda: an_hour_later)
        with pytest.raises(WorldError):
            sharing.write(hall.desk, tmp_path / "absent", Wish())
    assert sending.unsent(hall.desk) == before, "nobody knows that it got there"
    files = []
    for number in range(4):
        hall.new("note", f"title=Note {number}")
        files.append(writes(hall, shared))
    answers(others, shared)
    found = sharing.fetch(sharing.place(hall.desk, shared))
    sharing.take(hall.desk, found)
    found.remove()
    what = leaving_shared.to_clear(hall.desk, shared)
    files[0].unlink()  # as far as it came
    stopped = shutil.copytree(hall.desk.profile, tmp_path / "stopped")
    again = Desk.open(stopped)
    assert set(leaving_shared.clear(leaving_shared.to_clear(again, shared)).gone) == {
        file.name for file in files[1:3]
    }
    again.close()
    assert leaving_shared.clear(what).gone == ()
    assert files[3].exists()
