# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What was written is read again, by those for whom it was meant, and by nobody else."""

import os
import resource
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coopdesk.errors import WorldError
from coopdesk.sync import layout
from coopdesk.sync.bundle_keys import (
    ForDevices,
    ForPassphrase,
    ForSpace,
    ReaderKeys,
    Recipients,
    SpaceKeys,
    new_identity,
    recipient_of,
)
from coopdesk.sync.container_reading import Standing, inspect, looks_like_bundle, read_bundle
from coopdesk.sync.container_writing import SMALLEST_PART, part_names, write_bundle
from coopdesk.sync.items import Chunk, Item, chunk_item, chunk_of, list_item, list_of
from coopdesk.sync.parts import shipments
from tests.sync.offices import Device, Office

ITEM = Item("segments", b"invented payload")
WORDS = "correct horse battery staple"


@pytest.fixture
def office() -> Office:
    return Office()


def code_of(file: Path, keys: ReaderKeys) -> str:
    with pytest.raises(WorldError) as refused:
        read_bundle(file, keys)
    return refused.value.code


kinds = st.text(st.characters(codec="ascii", categories=["L"]), min_size=1, max_size=40)
bodies = st.binary(max_size=300) | st.builds(bytes, st.integers(0, 200_000)) | st.just(os.urandom(70_000))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(contents=st.lists(st.builds(Item, kinds, bodies), max_size=12))
def test_items_come_back_in_their_order(tmp_path: Path, contents: list[Item]) -> None:
    office = Office()
    [written] = office.writes(tmp_path / "a.coopx", *contents)
    opened = read_bundle(written.file, office.reader)
    assert list(opened.items()) == contents
    assert (opened.device, opened.space) == (office.device.public, office.keys.space)
    assert not opened.damage
    assert opened.loss() is None
    assert written.size == written.file.stat().st_size


def test_a_bundle_can_be_read_from_memory_and_under_any_name(tmp_path: Path, office: Office) -> None:
    [written] = office.writes(tmp_path / "a.coopx", ITEM)
    renamed = written.file.rename(tmp_path / "photo.jpg")
    assert looks_like_bundle(renamed)
    assert list(read_bundle(BytesIO(renamed.read_bytes()), office.reader).items()) == [ITEM]


def test_chosen_devices_open_it_and_others_do_not(tmp_path: Path, office: Office) -> None:
    first, second, other = Device(), Device(), Device()
    recipients = ForDevices(office.keys.space, (recipient_of(first.age), recipient_of(second.age)))
    [written] = write_bundle(tmp_path / "a.coopx", [ITEM], recipients, office.device.sender)
    for device in (first, second):
        assert list(read_bundle(written.file, ReaderKeys(None, device.age)).items()) == [ITEM]
    assert code_of(written.file, ReaderKeys(office.keys, other.age)) == "bundle_someone_else"
    assert code_of(written.file, ReaderKeys(None, None)) == "bundle_someone_else"


def test_a_passphrase_opens_it(tmp_path: Path, office: Office) -> None:
    recipients = ForPassphrase(office.keys.space, WORDS)
    [written] = write_bundle(tmp_path / "a.coopx", [ITEM], recipients, office.device.sender)
    assert list(read_bundle(written.file, ReaderKeys(passphrase=WORDS)).items()) == [ITEM]
    assert code_of(written.file, ReaderKeys(passphrase="something else")) == "wrong_passphrase"
    assert code_of(written.file, ReaderKeys()) == "bundle_passphrase"


def test_earlier_keys_of_the_office_open_older_bundles(tmp_path: Path, office: Office) -> None:
    [written] = office.writes(tmp_path / "a.coopx", ITEM)
    later = SpaceKeys(office.keys.space, new_identity(), (new_identity(), office.keys.current))
    assert list(read_bundle(written.file, ReaderKeys(later)).items()) == [ITEM]


def test_each_reason_not_to_open_has_its_own_sentence(tmp_path: Path, office: Office) -> None:
    [written] = office.writes(tmp_path / "a.coopx", ITEM)
    newer = ReaderKeys(SpaceKeys(office.keys.space, new_identity()))
    (tmp_path / "note.txt").write_text("not a bundle")
    (tmp_path / "empty").touch()
    assert code_of(written.file, Office().reader) == "bundle_other_office"
    assert code_of(written.file, newer) == "bundle_unknown_key"
    assert code_of(tmp_path / "note.txt", office.reader) == "not_bundle"
    assert code_of(tmp_path / "empty", office.reader) == "not_bundle"
    assert code_of(tmp_path / "absent.coopx", office.reader) == "cannot_read"
    assert code_of(tmp_path, office.reader) == "cannot_read"


def test_a_bundle_of_a_later_version_is_named_as_such(tmp_path: Path, office: Office) -> None:
    [written] = office.writes(tmp_path / "a.coopx", ITEM)
    with written.file.open("rb") as stream:
        found = layout.find(stream, "a")
    header = replace(found.head.header, least=layout.VERSION + 1).encoded()
    head = layout.head_bytes(header, found.head.wrapped, found.head.manifest)
    written.file.write_bytes(head + layout.tail_bytes(head))
    assert code_of(written.file, office.reader) == "bundle_too_new"


def test_the_judge_says_what_to_think_of_the_sender(tmp_path: Path, office: Office) -> None:
    [written] = office.writes(tmp_path / "a.coopx", ITEM)
    standings = {office.device.public: Standing.REVOKED}
    opened = read_bundle(written.file, office.reader, lambda device, space: standings[device])
    objection = opened.objection("lost laptop")
    assert objection is not None
    assert objection.code == "bundle_revoked"
    assert "lost laptop" in str(objection)
    stranger = read_bundle(written.file, office.reader, lambda *_: Standing.STRANGER).objection("")
    assert stranger is not None
    assert stranger.code == "bundle_stranger"
    assert read_bundle(written.file, office.reader, lambda *_: Standing.ACCEPTED).objection("") is None


def test_what_is_seen_without_keys_says_little(tmp_path: Path, office: Office) -> None:
    first, second = (office.writes(tmp_path / name, ITEM)[0].file for name in ("a.coopx", "b.coopx"))
    seen, other = inspect(first, [Device().public, office.device.public]), inspect(second)
    assert seen.sender == office.device.public
    assert other.sender is None
    assert seen.header.part == seen.header.parts == 1
    assert seen.header.belongs_to(office.keys.space)
    assert not seen.header.belongs_to(bytes(16))
    one, two = seen.header, other.header
    hints = {one.space_hint, one.key_hint, one.sender_hint, two.space_hint, two.key_hint, two.sender_hint}
    assert len(hints) == 6, "two bundles of one office must not be linked by those who hold no key"
    assert office.keys.space not in first.read_bytes()
    assert office.device.public not in first.read_bytes()


def test_the_fixed_part_of_a_bundle_stays_small(tmp_path: Path, office: Office) -> None:
    sizes = [office.writes(tmp_path / "a.coopx", Item("segments", b""))[0].size for _ in range(60)]
    assert max(sizes) <= 1990
    assert max(sizes) - min(sizes) <= 150, "what age adds by chance hardly shows"


def test_parts_are_complete_bundles(tmp_path: Path, office: Office) -> None:
    chunks = [chunk_item(Chunk(os.urandom(32), 0, 1 << 20, os.urandom(1 << 20))) for _ in range(3)]
    parts = office.writes(tmp_path / "pli.coopx", *chunks, part_size=1_500_000)
    assert [part.file.name for part in parts] == ["pli-1of3.coopx", "pli-2of3.coopx", "pli-3of3.coopx"]
    assert all(part.size <= 1_500_000 for part in parts)
    alone = [list(read_bundle(part.file, office.reader).items()) for part in parts]
    assert [item for items in alone for item in items] == chunks
    headers = [inspect(part.file).header for part in parts]
    assert len({header.id for header in headers}) == 3
    assert len({header.shipment for header in headers}) == 1


def test_missing_parts_are_named(tmp_path: Path, office: Office) -> None:
    chunks = [chunk_item(Chunk(os.urandom(32), 0, 1 << 20, os.urandom(1 << 20))) for _ in range(3)]
    parts = office.writes(tmp_path / "pli.coopx", *chunks, part_size=1_500_000)
    [whole] = office.writes(tmp_path / "other.coopx", ITEM)
    headers = [inspect(part.file).header for part in parts]
    alone, come = shipments([inspect(whole.file).header, headers[2], headers[0], headers[2]])
    assert alone.missing == ()
    assert alone.objection() is None
    assert come.missing == (2,)
    assert str(come.objection()) == "Part 2 of 3 is missing. Ask for it again."
    [first] = shipments(headers[:1])
    assert "2, 3" in str(first.objection())


def test_pieces_of_attachments_are_cut_to_fit_small_parts(tmp_path: Path, office: Office) -> None:
    data = os.urandom(1 << 20)
    whole = Chunk(os.urandom(32), 1 << 20, 3 << 20, data)
    parts = office.writes(tmp_path / "pli.coopx", chunk_item(whole), part_size=SMALLEST_PART)
    assert all(part.size <= SMALLEST_PART for part in parts)
    pieces = [chunk_of(item) for part in parts for item in read_bundle(part.file, office.reader).items()]
    assert b"".join(piece.data for piece in pieces) == data
    assert pieces[0].offset == whole.offset
    assert pieces[-1].offset + len(pieces[-1].data) == 2 << 20


def test_lists_and_pieces_are_checked() -> None:
    assert list_of(list_item("receipts", [b"one", b"two"])) == [b"one", b"two"]
    for body in (b"", b"\x01", b"\x81\x01", b"\x9f\xff"):
        with pytest.raises(ValueError, match=r"\S"):
            list_of(Item("receipts", body))
    good = Chunk(bytes(32), 0, 4, b"abcd")
    wrong = [
        *(good._replace(address=bytes(31)), good._replace(offset=1), good._replace(total=3)),
        *(good._replace(offset=-1), good._replace(data=bytes((1 << 20) + 1), total=1 << 21)),
    ]
    assert chunk_of(chunk_item(good)) == good
    for chunk in wrong:
        with pytest.raises(ValueError, match=r"\S"):
            chunk_of(chunk_item(chunk))


def test_a_folder_gets_a_bundle_with_a_name_of_ascii_letters(tmp_path: Path, office: Office) -> None:
    folder = tmp_path / "Клé USB"
    folder.mkdir()
    [written] = office.writes(folder, ITEM)
    assert written.file.parent == folder
    assert written.file.name.isascii()
    assert sorted(folder.iterdir()) == [written.file]


def refused_writing(file: Path, recipients: Recipients, office: Office, *items: Item) -> str:
    with pytest.raises(WorldError) as refused:
        write_bundle(file, items, recipients, office.device.sender)
    return refused.value.code


def test_what_cannot_be_written_leaves_nothing_behind(tmp_path: Path, office: Office) -> None:
    space = ForSpace(office.keys)
    many = ForDevices(office.keys.space, tuple(recipient_of(new_identity()) for _ in range(33)))
    assert refused_writing(tmp_path / "a.coopx", many, office, ITEM) == "bundle_recipients"
    too_large = Item("segments", os.urandom(5 << 20))
    assert refused_writing(tmp_path / "a.coopx", space, office, ITEM, too_large) == "bundle_item_too_large"
    assert refused_writing(tmp_path / "no" / "a.coopx", space, office, ITEM) == "bundle_not_written"
    with pytest.raises(WorldError) as small:
        office.writes(tmp_path / "a.coopx", ITEM, part_size=1000)
    assert small.value.code == "bundle_part_size"
    assert list(tmp_path.iterdir()) == []


def test_an_older_bundle_survives_a_failed_writing(tmp_path: Path, office: Office) -> None:
    [written] = office.writes(tmp_path / "a.coopx", ITEM)
    before = written.file.read_bytes()
    with pytest.raises(WorldError):
        office.writes(written.file, ITEM, Item("segments", os.urandom(5 << 20)))
    assert written.file.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["a.coopx"]


def test_a_disk_that_refuses_leaves_nothing_half_written(tmp_path: Path, office: Office) -> None:
    [written] = office.writes(tmp_path / "a.coopx", ITEM)
    before = written.file.read_bytes()
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, limits[1]))
    try:
        with pytest.raises(WorldError) as refused:
            office.writes(written.file, Item("segments", os.urandom(50_000)))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert refused.value.code == "bundle_not_written"
    assert [file.name for file in tmp_path.iterdir()] == ["a.coopx"]
    assert written.file.read_bytes() == before


def test_of_parts_that_cannot_all_be_named_none_stays(tmp_path: Path, office: Office) -> None:
    bulk = [Item("segments", os.urandom(200_000)) for _ in range(3)]
    target = tmp_path / "b.coopx"
    (names := part_names(target, 3))[2].mkdir()
    (names[2] / "in the way").touch()
    with pytest.raises(WorldError):
        write_bundle(target, bulk, ForSpace(office.keys), office.device.sender, part_size=300_000)
    assert [file.name for file in tmp_path.iterdir()] == [names[2].name]
