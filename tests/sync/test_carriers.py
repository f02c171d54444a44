# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sticks are found, bundles on them too, and a shared folder needs no locks."""

from pathlib import Path

import pytest

from coopdesk.errors import WorldError
from coopdesk.sync.carriers.removable import bundles_in, drives, linux_drives
from coopdesk.sync.carriers.shared_folder import lying, own_folder
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


def new_bundles(shared: Path, space: bytes, device: bytes, read: set[bytes] | None = None) -> list[Path]:
    return list(lying(shared, space, device, read or set()).new)


def test_devices_share_a_folder_without_touching_each_others_files(tmp_path: Path) -> None:
    first = Office()
    second = Office(first.keys, Device())
    space = first.keys.space
    places = [own_folder(tmp_path, space, office.device.public) for office in (first, second)]
    assert places[0] != places[1]
    [sent] = first.writes(places[0], ITEM)
    second.writes(places[1], ITEM)
    assert new_bundles(tmp_path, space, second.device.public) == [sent.file]
    assert new_bundles(tmp_path, space, second.device.public, {inspect(sent.file).header.id}) == []
    with pytest.raises(WorldError) as refused:
        lying(tmp_path / "absent", space, first.device.public, set())
    assert refused.value.code == "shared_folder_missing"


def test_a_bundle_that_is_still_arriving_is_left_alone_and_named(tmp_path: Path) -> None:
    office, other = Office(), Device()
    [sent] = office.writes(own_folder(tmp_path, office.keys.space, office.device.public), ITEM)
    whole = sent.file.read_bytes()
    holed = whole[: len(whole) // 2] + bytes(len(whole) - len(whole) // 2)
    for content in (*(whole[:length] for length in (0, 10, 1000, len(whole) - 1)), holed):
        sent.file.write_bytes(content)
        found = lying(tmp_path, office.keys.space, other.public, set())
        assert (found.new, found.unfinished) == ((), (sent.file.name,))
    sent.file.write_bytes(whole)
    found = lying(tmp_path, office.keys.space, other.public, set())
    assert (found.new, found.unfinished) == ((sent.file,), ())


def test_second_copies_foreign_files_and_links_in_a_shared_folder_do_no_harm(tmp_path: Path) -> None:
    office, stranger, other = Office(), Office(), Device()
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
    found = lying(tmp_path, office.keys.space, other.public, set())
    assert [inspect(file).header.id for file in found.new] == [sent.id]
    assert found.unfinished == ()
    assert new_bundles(tmp_path, office.keys.space, office.device.public) == [], "copies of its own"


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "coopdesk").write_text("a file in its place")
    with pytest.raises(WorldError) as refused:
        own_folder(tmp_path, b"space", b"device")
    assert refused.value.code == "bundle_not_written"
