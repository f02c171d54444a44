# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Several bundles at once, and bundles out of mails: what one needs another may bring."""

import os
from email import message_from_bytes
from email.policy import SMTP
from pathlib import Path

import pytest

from coopdesk.desk import admitting, membership, receiving, sending
from coopdesk.desk.desk import Desk
from coopdesk.desk.sending import Wish
from coopdesk.errors import WorldError
from coopdesk.records.identity import new_id
from coopdesk.store import files, pieces
from coopdesk.store.writing import Change
from tests.desk.city_hall import Computer
from tests.store.desks import DOCUMENT

ALL = Wish(everything=True)


@pytest.fixture
def hall(desk: Desk, tmp_path: Path) -> Computer:
    """The first computer of Lomé, called hall."""
    return Computer(desk, tmp_path)


def attach(computer: Computer, content: bytes) -> str:
    """The address of a file in a new document."""
    store = computer.desk.store
    attached = files.put(store.profile, store.keys, content, "plan.bin")
    store.save([Change(DOCUMENT, new_id(), {"title": "Plan", "file": attached.scalar()}, new=True)], "Awa")
    return attached.hash


@pytest.mark.parametrize("order", [1, -1])
def test_a_key_that_another_bundle_brings_opens_the_first(hall: Computer, order: int) -> None:
    mayor = hall.admits("mayor", "steward")
    hall.admits("laptop")
    membership.revoke(hall.desk, "laptop")
    brings_key = hall.sends()
    hall.new("note", "title=Nouveau")
    under_new_key = hall.sends_saying_nothing()
    with pytest.raises(WorldError) as refused:
        receiving.read(mayor.desk, [under_new_key])
    assert refused.value.code == "bundle_unknown_key"
    both = [under_new_key, brings_key][::order]
    told = receiving.preview(mayor.desk, both)
    assert mayor.titles() == set()
    assert [one.words() for one in receiving.read(mayor.desk, both)] == [one.words() for one in told]
    assert mayor.titles() == {"Nouveau"}


@pytest.mark.parametrize("order", [1, -1])
def test_who_is_let_in_by_another_bundle_is_no_stranger(hall: Computer, order: int) -> None:
    mayor = hall.admits("mayor", "steward")
    mayor.invites("laptop")
    laptop = Computer(admitting.complete(hall.way / "laptop", hall.way / "laptop.coopx", None).desk, hall.way)
    laptop.new("note", "title=Terrain")
    silent = laptop.sends_saying_nothing()
    brought = receiving.read(hall.desk, [silent, mayor.sends()][::order])
    assert [(one.strange, one.lost) for one in brought] == [(0, ()), (0, ())]
    assert hall.titles() == {"Terrain"}
    assert membership.set_aside(hall.desk) == []


def test_a_batch_with_a_bundle_that_cannot_be_opened_changes_nothing(hall: Computer) -> None:
    mayor = hall.admits("mayor")
    hall.admits("laptop")
    hall.new("note", "title=Avant")
    readable = hall.sends()
    membership.revoke(hall.desk, "laptop")
    closed = hall.sends_saying_nothing()
    before = mayor.words()
    with pytest.raises(WorldError) as refused:
        receiving.read(mayor.desk, [readable, closed])
    assert refused.value.code == "bundle_unknown_key"
    assert mayor.words() == before


def test_a_bundle_goes_by_mail_in_parts_that_servers_take(hall: Computer, tmp_path: Path) -> None:
    mayor = hall.admits("mayor")
    address = attach(hall, os.urandom(9_000_000))
    sent = sending.write_mail(hall.desk, tmp_path / "pli.eml", ALL)
    assert [draft.name for draft in sent.drafts] == ["pli-1of3.eml", "pli-2of3.eml", "pli-3of3.eml"]
    assert sent.files == ()
    assert all(draft.stat().st_size < 5_000_000 for draft in sent.drafts)
    [brought] = receiving.read(mayor.desk, sent.drafts[::-1])
    assert brought.absent == ()
    assert files.get(mayor.desk.profile, mayor.desk.store.keys, address)[:1]
    assert mayor.words() == hall.words()
    assert sending.unsent(hall.desk) == 0


def test_a_draft_speaks_the_offices_language_and_the_bundle_stays_where_it_was_asked_for(
    hall: Computer, tmp_path: Path
) -> None:
    hall.desk.change_office(language="ru")
    sent = sending.write_mail(hall.desk, tmp_path / "pli", ALL, target=tmp_path / "kept.coopx")
    assert sent.files == (tmp_path / "kept.coopx",)
    assert sent.drafts == (tmp_path / "pli.eml",)
    mail = message_from_bytes(sent.drafts[0].read_bytes(), policy=SMTP)
    assert mail["Subject"].startswith("Пакет coopdesk: ")
    assert hall.desk.office_name() in mail["Subject"]


def test_a_lost_part_of_a_file_comes_again_from_where_it_broke_off(hall: Computer, tmp_path: Path) -> None:
    mayor = hall.admits("mayor")
    content = os.urandom(3_300_000)
    address = attach(hall, content)
    first, lost, *others = sending.write(hall.desk, tmp_path / "a.coopx", ALL, 1_500_000).files
    [brought] = receiving.read(mayor.desk, [*others, first])
    assert (brought.attached, len(brought.absent)) == (0, 1)
    assert "2" in brought.absent[0]
    hall.hears(mayor)
    again = sending.write(hall.desk, tmp_path / "again.coopx")
    assert again.inside.files == 1
    assert again.size < len(content) - 1_000_000, "what came is not sent again"
    assert mayor.reads(again.files[0]).attached == 1
    assert files.get(mayor.desk.profile, mayor.desk.store.keys, address) == content
    assert lost.is_file()


def lying(computer: Computer) -> list[str]:
    """The files of a computer beside its database: attached ones, whole or in pieces."""
    profile = computer.desk.profile
    return sorted(
        str(file.relative_to(profile))
        for folder in (pieces.FOLDER, files.FOLDER)
        for file in (profile / folder).rglob("*")
        if file.is_file()
    )


def test_a_preview_keeps_nothing_of_attached_files_and_tells_the_same(hall: Computer) -> None:
    mayor = hall.admits("mayor")
    address = attach(hall, os.urandom(3 * files.CHUNK // 2))
    sent = hall.sends()
    told = receiving.preview(mayor.desk, [sent])
    assert lying(mayor) == []
    read = receiving.read(mayor.desk, [sent])
    assert [(one.attached, one.words()) for one in read] == [(1, one.words()) for one in told]
    assert files.place(mayor.desk.profile, mayor.desk.store.keys, address).is_file()


def test_pieces_of_files_from_a_stranger_are_not_kept(hall: Computer) -> None:
    mayor = hall.admits("mayor", "steward")
    mayor.invites("laptop")
    laptop = Computer(admitting.complete(hall.way / "laptop", hall.way / "laptop.coopx", None).desk, hall.way)
    address = attach(laptop, b"plan")
    (brought,) = receiving.read(hall.desk, [laptop.sends_saying_nothing()])
    assert (brought.strange, brought.attached, lying(hall)) == (1, 0, [])
    receiving.read(hall.desk, [mayor.sends()])
    receiving.read(laptop.desk, [hall.sends()])
    assert [one.attached for one in receiving.read(hall.desk, [laptop.sends()])] == [1]
    assert files.get(hall.desk.profile, hall.desk.store.keys, address) == b"plan"


def test_pieces_of_a_file_may_come_before_the_part_that_names_it(hall: Computer, tmp_path: Path) -> None:
    mayor = hall.admits("mayor")
    hall.hears(mayor)
    content = os.urandom(3_300_000)
    address = attach(hall, content)
    parts = sending.write(hall.desk, tmp_path / "a.coopx", part_size=1_500_000).files
    for part in reversed(parts):
        receiving.read(mayor.desk, [part])
    assert files.get(mayor.desk.profile, mayor.desk.store.keys, address) == content
