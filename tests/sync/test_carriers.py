# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sticks are found, bundles on them too, and a shared folder needs no locks."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from coopdesk.errors import WorldError
from coopdesk.sync import layout
from coopdesk.sync.carriers.own_part import own_folder
from coopdesk.sync.carriers.reaching import reached
from coopdesk.sync.carriers.removable import bundles_in, drives, linux_drives
from coopdesk.sync.carriers.shared_folder import fetched, lying
from coopdesk.sync.container_reading import inspect
from coopdesk.sync.items import Item
from tests.sync.offices import Device, Office

ITEM = Item("segments", b"invented")


def block_device(system: Path, real: str, name: str, removable: str) -> None:
    """A device as the kernel shows it: a disk with one partition."""
    disk = system / "devices" / real
    (disk / f"{name}1").mkdir(parents=True)
    (disk / "removable").write_text(removable + "\n")
    classes = system / "class" / "block"
    classes.mkdir(parents=True, exist_ok=True)
    (classes / name).symlink_to(disk)
    (classes / f"{name}1").symlink_to(disk / f"{name}1")


def test_sticks_are_told_from_disks(tmp_path: Path) -> None:
    system, mounts = tmp_path / "sys", tmp_path / "mounts"
    block_device(system, "pci0/ata1/block/sda", "sda", "0")
    block_device(system, "pci0/usb2/2-1/block/sdb", "sdb", "0")
    block_device(system, "pci0/mmc/block/sdc", "sdc", "1")
    folders = {name: tmp_path / "media" / name for name in ("root", "Clé de Koffi", "carte")}
    for folder in folders.values():
        folder.mkdir(parents=True)
    lines = [
        f"/dev/sda1 {folders['root']} ext4 rw 0 0",
        f"/dev/sdb1 {str(folders['Clé de Koffi']).replace(' ', chr(92) + '040')} vfat rw 0 0",
        f"/dev/sdc1 {folders['carte']} vfat rw 0 0",
        f"/dev/sdz1 {folders['root']} vfat rw 0 0",
        f"tmpfs {folders['root']} tmpfs rw 0 0",
        f"/dev/sdb1 {tmp_path / 'gone'} vfat rw 0 0",
        "",
    ]
    mounts.write_text("\n".join(lines[:-1]) + "\n", encoding="utf-8")
    found = linux_drives(mounts, system)
    assert [drive.name for drive in found] == ["Clé de Koffi", "carte"]
    assert found[0].folder == folders["Clé de Koffi"]
    assert found[0].free > 0
    assert linux_drives(tmp_path / "absent", system) == []


def test_this_machine_can_be_asked() -> None:
    assert all(drive.folder.is_dir() for drive in drives())


def test_bundles_in_a_folder_are_known_by_what_they_are(tmp_path: Path) -> None:
    office = Office()
    office.writes(tmp_path / "b.coopx", ITEM)
    office.writes(tmp_path / "a.coopx", ITEM)
    (tmp_path / "a.coopx").rename(tmp_path / "A.JPG")
    (tmp_path / "fake.coopx").write_text("no bundle")
    (tmp_path / "link.coopx").symlink_to(tmp_path / "b.coopx")
    (tmp_path / "folder.coopx").mkdir()
    assert [file.name for file in bundles_in(tmp_path)] == ["b.coopx", "A.JPG"]
    assert bundles_in(tmp_path / "absent") == []


def new_bundles(shared: Path, space: bytes, *known: bytes) -> list[Path]:
    return [found.file for found in lying(shared, space, known).new]


def test_devices_share_a_folder_without_touching_each_others_files(tmp_path: Path) -> None:
    first = Office()
    second = Office(first.keys, Device())
    space = first.keys.space
    places = [own_folder(tmp_path, space, office.device.public) for office in (first, second)]
    assert places[0] != places[1]
    [sent] = first.writes(places[0], ITEM)
    [own] = second.writes(places[1], ITEM)
    assert sorted(new_bundles(tmp_path, space)) == sorted([sent.file, own.file])
    assert new_bundles(tmp_path, space, own.mark) == [sent.file]
    assert new_bundles(tmp_path, space, own.mark, sent.mark) == []
    assert sent.mark == inspect(sent.file).mark
    with pytest.raises(WorldError) as refused:
        lying(tmp_path / "absent", space, ())
    assert refused.value.code == "shared_folder_missing"


def test_a_bundle_that_is_still_arriving_is_left_alone_and_named(tmp_path: Path) -> None:
    office = Office()
    [sent] = office.writes(own_folder(tmp_path, office.keys.space, office.device.public), ITEM)
    whole = sent.file.read_bytes()
    holed = whole[: len(whole) // 2] + bytes(len(whole) - len(whole) // 2)
    for content in (*(whole[:length] for length in (0, 10, 1000, len(whole) - 1)), holed):
        sent.file.write_bytes(content)
        found = lying(tmp_path, office.keys.space, ())
        assert (found.new, found.unfinished) == ((), (sent.file.name,))
    sent.file.write_bytes(whole)
    found = lying(tmp_path, office.keys.space, ())
    assert ([one.file for one in found.new], found.unfinished) == ([sent.file], ())


def test_second_copies_foreign_files_and_links_in_a_shared_folder_do_no_harm(tmp_path: Path) -> None:
    office, stranger = Office(), Office()
    place = own_folder(tmp_path, office.keys.space, office.device.public)
    [sent] = office.writes(place, ITEM)
    whole = sent.file.read_bytes()
    (place / f"{sent.file.stem} (1).coopx").write_bytes(whole)
    (place / f"{sent.file.stem} (half).coopx").write_bytes(whole[: len(whole) // 2])
    renamed = tmp_path / "coopdesk" / f"{place.name} (conflicted copy)"
    renamed.mkdir()
    (renamed / sent.file.name).write_bytes(whole)
    stranger.writes(own_folder(tmp_path, stranger.keys.space, stranger.device.public), ITEM)
    (tmp_path / "Minutes.docx").write_bytes(b"PK")
    (place / ".sync-part").write_bytes(whole[:50])
    (tmp_path / "coopdesk" / "loop").symlink_to(tmp_path, target_is_directory=True)
    found = lying(tmp_path, office.keys.space, ())
    assert [one.header.id for one in found.new] == [sent.id]
    assert found.unfinished == ()
    assert new_bundles(tmp_path, office.keys.space, sent.mark) == [], "copies of its own"


def with_id_of(honest: Path, other: Path) -> bytes:
    """A bundle in whose header stands the id of an honest one, with the hints that go with it: whoever
    sees the honest one can make it, though not sign it."""
    with honest.open("rb") as stream:
        told = layout.find(stream, "honest").head.header
    with other.open("rb") as stream:
        found = layout.find(stream, "other")
    header = replace(
        found.head.header,
        id=told.id,
        shipment=told.shipment,
        space_hint=told.space_hint,
        key_hint=told.key_hint,
        sender_hint=told.sender_hint,
    ).encoded()
    head = layout.head_bytes(header, found.head.wrapped, found.head.manifest)
    data = other.read_bytes()
    frames = data[found.head.size : found.size - found.head.size - 12]
    return head + frames + layout.tail_bytes(head)


@pytest.mark.parametrize("name", ["0-before.coopx", "z-after.coopx"])
def test_a_file_that_borrows_the_id_of_a_bundle_hides_nothing(tmp_path: Path, name: str) -> None:
    office, stranger = Office(), Office()
    place = own_folder(tmp_path, office.keys.space, office.device.public)
    [sent] = office.writes(place, ITEM)
    [other] = stranger.writes(tmp_path / "made.coopx", ITEM)
    hostile = with_id_of(sent.file, other.file)
    other.file.unlink()
    (place / name).write_bytes(hostile)
    told = inspect(place / name)
    assert (told.header.id, bool(told.damage)) == (sent.id, False)
    assert sorted(new_bundles(tmp_path, office.keys.space)) == sorted([place / name, sent.file])
    assert new_bundles(tmp_path, office.keys.space, told.mark) == [sent.file]
    # A damaged copy of the honest one hides it no more than that.
    (place / name).write_bytes(sent.file.read_bytes()[:-40])
    assert new_bundles(tmp_path, office.keys.space) == [sent.file]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_a_pipe_in_a_folder_is_no_bundle_and_is_not_opened(tmp_path: Path) -> None:
    office = Office()
    place = own_folder(tmp_path, office.keys.space, office.device.public)
    [sent] = office.writes(place, ITEM)
    for folder in (tmp_path, place):
        os.mkfifo(folder / "a.coopx")
    found = reached(tmp_path, lambda sign: lying(tmp_path, office.keys.space, (), sign), 5)
    assert ([one.file for one in found.new], found.unfinished) == ([sent.file], ())


def test_what_is_fetched_no_longer_needs_the_folder(tmp_path: Path) -> None:
    office = Office()
    place = own_folder(tmp_path, office.keys.space, office.device.public)
    sent = [office.writes(place / f"{number}.coopx", ITEM)[0] for number in range(3)]
    signs: list[int] = []
    found = lying(tmp_path, office.keys.space, (), lambda: signs.append(1))
    sent[0].file.unlink()
    sent[1].file.write_bytes(sent[1].file.read_bytes()[:-40])
    passing = tmp_path / "passing"
    passing.mkdir()
    copies = fetched(found, passing, lambda: signs.append(1))
    assert [one.file.read_bytes() for one in copies.new] == [sent[2].file.read_bytes()]
    assert copies.unfinished == ("1.coopx",), "what was taken away is not asked for"
    assert signs


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "coopdesk").write_text("a file in its place")
    with pytest.raises(WorldError) as refused:
        own_folder(tmp_path, b"space", b"device")
    assert refused.value.code == "bundle_not_written"
