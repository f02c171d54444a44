# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Attached files: kept once, encrypted, and never given back other than they were."""

import os
import random
from pathlib import Path

import pytest

from coopdesk.records.identity import new_id
from coopdesk.store import backup, checking, files, vault
from coopdesk.store.keeping import Store
from coopdesk.store.writing import Change
from tests.store.desks import DOCUMENT, error_code, everything_below, place

CANARY = b"Zwischenruf-canari-4711"


@pytest.mark.parametrize("size", [0, 1, files.CHUNK - 1, files.CHUNK, files.CHUNK + 1, 3 * files.CHUNK + 17])
def test_content_comes_back_as_it_was(tmp_path: Path, size: int) -> None:
    keys, data = vault.new_keys(), random.Random(size).randbytes(size)
    attached = files.put(tmp_path, keys, data, "rapport de visite.pdf")
    assert (attached.size, attached.media, attached.name) == (
        size,
        "application/pdf",
        "rapport de visite.pdf",
    )
    assert files.get(tmp_path, keys, attached.hash) == data


def test_the_same_content_is_kept_once(tmp_path: Path) -> None:
    keys = vault.new_keys()
    one = files.put(tmp_path, keys, b"plan", "plan.txt")
    other = files.put(tmp_path, keys, b"plan", "../../copie.txt")
    assert one.hash == other.hash
    assert other.name == "copie.txt"
    assert len(list(files.kept(tmp_path))) == 1


def test_missing_and_too_large_files_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = vault.new_keys()
    assert error_code(lambda: files.get(tmp_path, keys, "ab" * 32)) == "file_missing"
    monkeypatch.setattr(files, "LARGEST", 10)
    assert error_code(lambda: files.put(tmp_path, keys, b"x" * 11, "film.mp4")) == "file_too_large"


def test_any_damage_is_noticed_and_a_new_copy_repairs_it(tmp_path: Path) -> None:
    keys, rng = vault.new_keys(), random.Random(7)
    data = rng.randbytes(2 * files.CHUNK + 100)
    address = files.put(tmp_path, keys, data, "photo.jpg").hash
    file = files.place(tmp_path, keys, address)
    whole = file.read_bytes()
    piece = files.CHUNK + 28
    damages = [
        whole[:-1],
        whole[:piece],
        whole[:10],
        b"",
        whole + b"x",
        whole[piece : 2 * piece] + whole[:piece] + whole[2 * piece :],
    ]
    for _ in range(20):
        flipped = bytearray(whole)
        flipped[rng.randrange(len(whole))] ^= 1 << rng.randrange(8)
        damages.append(bytes(flipped))
    for damaged in damages:
        file.write_bytes(damaged)
        assert error_code(lambda: files.get(tmp_path, keys, address)) == "file_damaged"
        assert not files.is_sound(tmp_path, keys, address)
        files.put(tmp_path, keys, data, "photo.jpg")
        assert files.get(tmp_path, keys, address) == data


def test_a_file_of_another_content_in_its_place_is_noticed(tmp_path: Path) -> None:
    keys = vault.new_keys()
    one, other = (files.put(tmp_path, keys, data, "a").hash for data in (b"one", b"other"))
    files.place(tmp_path, keys, one).write_bytes(files.place(tmp_path, keys, other).read_bytes())
    assert error_code(lambda: files.get(tmp_path, keys, one)) == "file_damaged"


def test_check_names_missing_and_damaged_files(tmp_path: Path) -> None:
    with Store.create(tmp_path / "desk", None, "PC") as store:
        addresses = []
        for data in (b"one", b"two", b"three"):
            attached = files.put(store.profile, store.keys, data, "plan.txt")
            addresses.append(attached.hash)
            store.save(
                [Change(DOCUMENT, new_id(), {"title": "Plan", "file": attached.scalar()}, new=True)], "Awa"
            )
        assert checking.check(store) == []
        files.place(store.profile, store.keys, addresses[0]).unlink()
        files.place(store.profile, store.keys, addresses[1]).write_bytes(b"rust")
        found = [(finding.what.source, finding.where) for finding in checking.check(store)]
        assert found == [
            ("An attached file is missing", f"document 1: {addresses[0][:12]}"),
            ("An attached file is damaged", f"document 2: {addresses[1][:12]}"),
        ]


@pytest.mark.parametrize("passphrase", [None, "quatre mots secrets"])
def test_nothing_of_what_is_kept_lies_readable_on_the_disk(tmp_path: Path, passphrase: str | None) -> None:
    word = CANARY.decode()
    with Store.create(tmp_path / "desk", passphrase, "PC") as store:
        attached = files.put(store.profile, store.keys, CANARY * 1000, f"{word}.txt")
        document = Change(DOCUMENT, new_id(), {"title": word, "file": attached.scalar()}, new=True)
        store.save([document, place(word)], word)
        store.put_setting("office", word)
        (backup.back_up(store), backup.back_up(store, tmp_path / "desk" / "whole.coopbackup"))
        store.save([place(f"{word} 2")], word)
        assert (tmp_path / "desk" / "desk.db-wal").stat().st_size
        assert CANARY not in everything_below(tmp_path / "desk")
    whole = everything_below(tmp_path / "desk")
    assert CANARY not in whole
    assert CANARY.lower() not in whole.lower()


def test_files_that_no_version_names_are_cleared_after_a_day(tmp_path: Path) -> None:
    with Store.create(tmp_path / "desk", None, "PC") as store:
        earlier = files.put(store.profile, store.keys, b"first", "a.txt")
        now = files.put(store.profile, store.keys, b"second", "b.txt")
        files.put(store.profile, store.keys, b"refused", "c.txt")
        drafted = files.put(store.profile, store.keys, b"typed", "d.txt")
        store.put_setting("drafts", f'{{"file": "{drafted.scalar()}"}}')
        document = new_id()
        store.save([Change(DOCUMENT, document, {"title": "Plan", "file": earlier.scalar()}, new=True)], "Awa")
        store.save([Change(DOCUMENT, document, {"file": now.scalar()})], "Awa")
        backup.back_up(store)
        assert len(list(files.kept(store.profile))) == 4
        for file in files.kept(store.profile):
            os.utime(file, (0, 0))
        backup.back_up(store)
        left = {file.name for file in files.kept(store.profile)}
        named = (earlier.hash, now.hash, drafted.hash)
        assert left == {files.place(store.profile, store.keys, address).name for address in named}
        assert checking.check(store) == []
