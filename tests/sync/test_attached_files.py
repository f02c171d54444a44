# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Attached files between machines: in pieces, broken off, left out and asked for; and what is not known."""

import os
from pathlib import Path

import pytest

from coopdesk.records.identity import new_id
from coopdesk.store import checking, files
from coopdesk.store.keeping import Store
from coopdesk.store.writing import Change
from coopdesk.sync import inbox, items
from coopdesk.sync.bundle_keys import SpaceKeys, new_identity
from coopdesk.sync.inbox import Doorkeeper
from coopdesk.sync.items import Chunk, Item
from coopdesk.sync.packing import encode
from tests.store.desks import DOCUMENT, populations
from tests.sync.exchange import SPACE, bundle, delta, machines, send, state_of, take
from tests.sync.offices import Office, segment

CONTENT = os.urandom(5 * files.CHUNK // 2)


def attach(store: Store, content: bytes = CONTENT) -> str:
    """The address of a file in a new document."""
    attached = files.put(store.profile, store.keys, content, "plan.bin")
    store.save([Change(DOCUMENT, new_id(), {"title": "Plan", "file": attached.scalar()}, new=True)], "Awa")
    return attached.hash


def has(store: Store, address: str, content: bytes = CONTENT) -> bool:
    """Whether a file lies here whole and right."""
    place = files.place(store.profile, store.keys, address)
    return place.is_file() and files.get(store.profile, store.keys, address) == content


def chunks(found: list[Item]) -> list[Chunk]:
    """The pieces of files in a bundle."""
    return [items.chunk_of(item) for item in found if item.kind == items.CHUNK]


def without(found: list[Item], offset: int) -> list[Item]:
    """A bundle of which the piece at this place was lost."""
    return [one for one in found if one.kind != items.CHUNK or items.chunk_of(one).offset != offset]


def test_only_what_a_lost_part_held_and_what_follows_is_sent_again(tmp_path: Path) -> None:
    awa, kofi = machines(tmp_path, "awa", "kofi")
    address = attach(awa)
    sent = bundle(awa)
    assert [chunk.offset for chunk in chunks(sent)] == [0, files.CHUNK, 2 * files.CHUNK]
    assert take(kofi, without(sent, files.CHUNK)).files == 0
    assert not has(kofi, address)
    send(kofi, awa)
    again = delta(awa, kofi)
    assert [chunk.offset for chunk in chunks(again)] == [files.CHUNK, 2 * files.CHUNK]
    assert take(kofi, again).files == 1
    assert has(kofi, address)
    send(kofi, awa)
    assert chunks(delta(awa, kofi)) == []
    assert checking.check(kofi) == []


def test_what_a_thin_bundle_leaves_out_is_asked_for_and_comes(tmp_path: Path) -> None:
    awa, kofi = machines(tmp_path, "awa", "kofi")
    address = attach(awa)
    thin = bundle(awa, thin=True)
    assert chunks(thin) == []
    assert take(kofi, thin).taken.saves == 1
    assert not has(kofi, address)
    assert state_of(awa) == state_of(kofi)
    send(kofi, awa)
    assert len(chunks(delta(awa, kofi))) == 3
    assert take(kofi, delta(awa, kofi)).files == 1
    assert has(kofi, address)


def test_a_third_machine_passes_on_a_file_that_it_holds(tmp_path: Path) -> None:
    awa, kofi, sena = machines(tmp_path, "awa", "kofi", "sena")
    address = attach(awa)
    send(awa, kofi)
    take(sena, bundle(awa, thin=True))
    send(sena, kofi)
    assert take(sena, delta(kofi, sena)).files == 1
    assert has(sena, address)


def test_a_file_that_came_is_counted_once(tmp_path: Path) -> None:
    awa, kofi = machines(tmp_path, "awa", "kofi")
    attach(awa)
    assert send(awa, kofi).files == 1
    assert send(awa, kofi).files == 0


def test_an_empty_file_arrives(tmp_path: Path) -> None:
    awa, kofi = machines(tmp_path, "awa", "kofi")
    address = attach(awa, b"")
    assert send(awa, kofi).files == 1
    assert has(kofi, address, b"")
    assert checking.check(kofi) == []


def test_a_piece_that_is_not_what_its_address_says_is_thrown_away(tmp_path: Path) -> None:
    awa, kofi = machines(tmp_path, "awa", "kofi")
    address = attach(awa, b"plan")
    false = items.chunk_item(Chunk(bytes.fromhex(address), 0, 4, b"PLAN"))
    assert take(kofi, [false]).files == 0
    assert not has(kofi, address, b"PLAN")
    assert send(awa, kofi).files == 1
    assert has(kofi, address, b"plan")


def test_records_of_types_of_a_later_version_are_kept_and_passed_on(tmp_path: Path) -> None:
    awa, kofi, sena = machines(tmp_path, "awa", "kofi", "sena")
    later = Office(SpaceKeys(SPACE, new_identity()))
    made = segment(
        later,
        [
            [(os.urandom(16), "sculpture", {"name": {"fr": "Buste"}})],
            [(os.urandom(16), "place", {"name": {"fr": "Kara"}, "population": 5})],
        ],
    )
    payload = Item(items.SEGMENTS, encode([made], lambda _: None))
    assert take(awa, [payload]).damaged == 0
    assert take(kofi, bundle(awa)).taken.leaves == 2
    send(kofi, sena)
    for store in (awa, kofi, sena):
        assert list(populations(store).values()) == [5]
        kept = "SELECT count(*) FROM log JOIN record ON n = rec WHERE type = 'sculpture'"
        assert store.connection.execute(kept).fetchone() == (1,)
        assert checking.check(store) == []
    assert state_of(awa) == state_of(kofi) == state_of(sena)


def test_items_of_unknown_kinds_go_through_a_third_machine(tmp_path: Path) -> None:
    awa, kofi, sena = machines(tmp_path, "awa", "kofi", "sena")
    news = [Item("song", b"la"), Item("song", b"li"), Item("dance", b"la")]
    assert take(awa, news).unknown == 3
    assert send(awa, kofi).unknown == 3
    assert send(kofi, sena).unknown == 3
    assert send(awa, sena).unknown == 0
    assert set(news) <= set(bundle(sena))


def kept_pieces(store: Store) -> int:
    """How many pieces of files lie here."""
    return sum(file.is_file() for file in (store.profile / "pieces").rglob("*"))


def test_only_an_import_keeps_pieces_and_only_of_files_that_are_named(tmp_path: Path) -> None:
    awa, kofi = machines(tmp_path, "awa", "kofi")
    address = attach(awa)
    sent = bundle(awa)
    try:
        with kofi.alone():
            assert take(kofi, sent).files == 1, "it is said before anything is kept"
            raise KeyboardInterrupt
    except KeyboardInterrupt:
        assert kept_pieces(kofi) == 0
    assert not has(kofi, address)
    foreign = items.chunk_item(Chunk(os.urandom(32), 0, 2 * files.CHUNK, b"x" * files.CHUNK))
    longer = items.chunk_item(Chunk(bytes.fromhex(address), 0, 1 << 39, b"x" * files.CHUNK))
    stranger = Doorkeeper(knows=lambda device: False)
    assert take(kofi, [*without(sent, files.CHUNK), foreign, longer], stranger).files == 0
    assert kept_pieces(kofi) == 2, "a stranger brings only what records name"
    assert take(kofi, sent).files == 1
    assert has(kofi, address)
    assert kept_pieces(kofi) == 0


def test_what_no_record_names_yet_is_kept_up_to_a_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (kofi,) = machines(tmp_path, "kofi")
    monkeypatch.setattr(inbox, "MOST_UNNAMED_BYTES", 3 * files.CHUNK)
    unnamed = [
        items.chunk_item(Chunk(os.urandom(32), 0, 2 * files.CHUNK, b"x" * files.CHUNK)) for _ in range(5)
    ]
    take(kofi, unnamed[:2])
    assert kept_pieces(kofi) == 2
    take(kofi, unnamed[2:])
    assert kept_pieces(kofi) == 2, "there is no room for a third with what sealing adds to the first two"


def test_pieces_that_overlap_without_end_fill_no_disk(tmp_path: Path) -> None:
    awa, kofi = machines(tmp_path, "awa", "kofi")
    address = bytes.fromhex(attach(awa))
    take(kofi, bundle(awa, thin=True))
    flood = [
        items.chunk_item(Chunk(address, offset, len(CONTENT), b"x" * files.CHUNK)) for offset in range(1, 40)
    ]
    take(kofi, flood)
    assert kept_pieces(kofi) <= 5
    take(kofi, bundle(awa))  # what does not fit together is thrown away
    take(kofi, bundle(awa))
    assert has(kofi, address.hex())
