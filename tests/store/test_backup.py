# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Backups: what is in them, which are kept, and restoring."""

import json
import random
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from coopdesk.store import archive, backup, checking, connection, files, recovery, schema, vault
from coopdesk.store.keeping import Store
from tests.store.desks import (
    cheap_keys,
    desk_with_a_file,
    error_code,
    of,
    place,
    populated,
    populations,
)

PASSPHRASE = "quatre mots secrets"
MONDAY = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    cheap_keys(monkeypatch)


@pytest.mark.parametrize("passphrase", [None, PASSPHRASE])
def test_a_backup_brings_everything_back(tmp_path: Path, passphrase: str | None) -> None:
    store, address = desk_with_a_file(tmp_path / "desk", passphrase)
    with store:
        info = backup.back_up(store, tmp_path / "stick.coopbackup", now=MONDAY)
        before, device = populations(store), store.keys.device
    assert (info.records, info.verified, info.with_files, info.locked) == (
        2,
        True,
        True,
        passphrase is not None,
    )
    assert (info.at, info.size) == ("2026-11-23T09:30:00Z", info.file.stat().st_size)
    restored = backup.restore(info.file, tmp_path / "new", passphrase, device="PC 2")
    assert (restored.records, restored.missing_files, restored.locked) == (2, 0, passphrase is not None)
    with Store.open(tmp_path / "new", passphrase) as store:
        assert populations(store) == before
        assert files.get(store.profile, store.keys, address) == b"plan" * 1000
        assert store.keys.device != device
        names = store.connection.execute("SELECT name, incarnation FROM feed ORDER BY f").fetchall()
        assert [name for name, _ in names] == ["PC", "PC 2"]
        assert names[0][1] == 1 < names[1][1]
        store.save([populated(next(iter(before)), 6)], "Boris")
        assert checking.check(store) == []
    with Store.open(tmp_path / "new", passphrase) as store:
        assert store.connection.execute("SELECT count(*) FROM feed").fetchone() == (2,)


def test_a_backup_never_holds_the_signing_key_of_the_device(tmp_path: Path) -> None:
    store, _ = desk_with_a_file(tmp_path / "desk")
    with store:
        info = backup.back_up(store, tmp_path / "stick.coopbackup")
        content = info.file.read_bytes()
        assert store.keys.device not in content
        assert store.keys.device.hex().encode() not in content
    with zipfile.ZipFile(info.file) as parts:
        assert "device" not in json.loads(parts.read("keys.json"))
        assert {entry.compress_type for entry in parts.infolist()} == {zipfile.ZIP_STORED}


def test_a_backup_goes_into_a_folder_by_its_day(tmp_path: Path) -> None:
    store, _ = desk_with_a_file(tmp_path / "desk")
    with store:
        made = [backup.back_up(store, tmp_path, now=MONDAY).file.name for _ in range(2)]
        assert made == ["coopdesk-2026-11-23-093000.coopbackup", "coopdesk-2026-11-23-093001.coopbackup"]
        assert backup.back_up(store, tmp_path / "lundi").file.name == "lundi.coopbackup"
        assert error_code(lambda: backup.back_up(store, tmp_path / "nowhere" / "x.coopbackup")) == "no_folder"
        (tmp_path / "rapport.pdf").write_bytes(b"%PDF")
        assert error_code(lambda: backup.back_up(store, tmp_path / "rapport.pdf")) == "file_exists"
        assert (tmp_path / "rapport.pdf").read_bytes() == b"%PDF"


def test_an_automatic_backup_leaves_the_files_beside_it(tmp_path: Path) -> None:
    store, _ = desk_with_a_file(tmp_path / "desk")
    with store:
        info = backup.back_up(store)
    assert not info.with_files
    assert backup.restore(info.file, tmp_path / "here").missing_files == 0
    (tmp_path / info.file.name).write_bytes(info.file.read_bytes())
    assert backup.restore(tmp_path / info.file.name, tmp_path / "there").missing_files == 1


def test_once_a_day_is_enough(tmp_path: Path) -> None:
    store, _ = desk_with_a_file(tmp_path / "desk")
    with store:
        assert backup.back_up_if_due(store, now=MONDAY)
        assert backup.back_up_if_due(store, now=MONDAY + timedelta(hours=23)) is None
        assert backup.back_up_if_due(store, now=MONDAY + timedelta(hours=25))
        listed = backup.backups(store.profile)
        assert [info.at[:10] for info in listed] == ["2026-11-24", "2026-11-23"]
        assert all(info.verified for info in listed)


def test_a_clock_that_was_wrong_does_not_stop_backups(tmp_path: Path) -> None:
    store, _ = desk_with_a_file(tmp_path / "desk")
    with store:
        for moment in (datetime(2036, 1, 1, tzinfo=UTC), datetime(1970, 1, 2, tzinfo=UTC), MONDAY):
            assert backup.back_up_if_due(store, now=moment)
        assert backup.back_up_if_due(store, now=MONDAY + timedelta(hours=1)) is None
        assert len(backup.backups(store.profile)) == 3


def test_what_is_kept_of_two_years() -> None:
    now = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    kept: set[datetime] = set()
    for day in range(730):
        today = now - timedelta(days=729 - day)
        kept |= {today}
        kept -= backup.superfluous(kept, today)
    ages = sorted((now - at).days for at in kept)
    assert ages[:7] == list(range(7))
    assert len(kept) <= 7 + 4 + 12
    assert len({(at.year, at.month) for at in kept}) == 12
    assert max(ages) > 300


def test_backups_from_the_future_push_no_others_out() -> None:
    future = {datetime(2036, month, day, tzinfo=UTC) for month in range(1, 13) for day in range(1, 29)}
    assert MONDAY not in backup.superfluous({*future, MONDAY}, MONDAY)
    assert len(future - backup.superfluous(future, MONDAY)) <= 23


def test_the_last_backup_is_never_superfluous() -> None:
    rng = random.Random(3)
    for _ in range(200):
        made = {MONDAY - timedelta(hours=rng.randrange(20_000)) for _ in range(rng.randrange(1, 60))}
        gone = backup.superfluous(made, MONDAY)
        assert max(made) not in gone
        assert not backup.superfluous(made - gone, MONDAY)


def test_files_with_names_of_the_officer_are_never_deleted(tmp_path: Path) -> None:
    store, _ = desk_with_a_file(tmp_path / "desk")
    with store:
        (tmp_path / "desk" / "backups").mkdir()
        own = backup.back_up(store, tmp_path / "desk" / "backups" / "avant le départ.coopbackup").file
        for day in range(40):
            backup.back_up_if_due(store, now=MONDAY + timedelta(days=1.5 * day))
        assert own.exists()
        assert len(backup.backups(store.profile)) < 20


def test_a_full_disk_leaves_the_earlier_backup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store, _ = desk_with_a_file(tmp_path / "desk")
    with store:
        file = backup.back_up(store, tmp_path / "stick.coopbackup").file
        before = file.read_bytes()

        def full(*_: object, **__: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(archive, "_copy", full)
        assert error_code(lambda: backup.back_up(store, file)) == "disk_full"
        assert file.read_bytes() == before
        assert [entry.name for entry in tmp_path.iterdir() if entry.name.startswith(".")] == []
        assert list((tmp_path / "desk" / "backups").iterdir()) == []


def test_what_was_written_wrongly_is_no_backup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store, _ = desk_with_a_file(tmp_path / "desk")
    with store:
        file = backup.back_up(store, tmp_path / "stick.coopbackup").file
        before, write = file.read_bytes(), archive.write

        def worn_out(written: Path, *rest: Any) -> None:
            write(written, *rest)
            content = bytearray(written.read_bytes())
            content[len(content) // 2] ^= 1
            written.write_bytes(bytes(content))

        monkeypatch.setattr(archive, "write", worn_out)
        assert error_code(lambda: backup.back_up(store, file)) == "backup_damaged"
        assert file.read_bytes() == before


def test_a_restore_refuses_what_is_in_the_way(tmp_path: Path) -> None:
    store, _ = desk_with_a_file(tmp_path / "desk", PASSPHRASE)
    with store:
        file = backup.back_up(store, tmp_path / "stick.coopbackup").file
    (tmp_path / "occupied").mkdir()
    (tmp_path / "occupied" / "notes.txt").write_text("mine")
    (tmp_path / "empty").mkdir()
    new = tmp_path / "new"
    for into, passphrase, code in (
        (tmp_path / "desk", PASSPHRASE, "folder_occupied"),
        (tmp_path / "occupied", PASSPHRASE, "folder_occupied"),
        (file, PASSPHRASE, "folder_occupied"),
        (new, None, "locked"),
        (new, "another passphrase", "wrong_passphrase"),
    ):
        assert error_code(lambda i=into, p=passphrase: backup.restore(file, i, p)) == code  # type: ignore[misc]
    assert error_code(lambda: backup.restore(tmp_path / "gone.coopbackup", new)) == "unreadable"
    assert sorted(entry.name for entry in tmp_path.iterdir()) == [
        "desk",
        "empty",
        "occupied",
        "stick.coopbackup",
    ]
    assert backup.restore(file, tmp_path / "empty", PASSPHRASE).records == 2


def test_the_recovery_key_opens_a_backup(tmp_path: Path) -> None:
    store, _ = desk_with_a_file(tmp_path / "desk", PASSPHRASE)
    key = recovery.new_recovery_key()
    with store:
        before = backup.back_up(store, tmp_path / "before.coopbackup").file
        recovery.keep(store.profile, store.keys.database, key, "2026-11-24")
        after = backup.back_up(store, tmp_path / "after.coopbackup").file
    assert (
        error_code(lambda: backup.restore(before, tmp_path / "new", recovery_key=key))
        == "backup_before_sheet"
    )
    other = recovery.new_recovery_key()
    assert (
        error_code(lambda: backup.restore(after, tmp_path / "new", recovery_key=other))
        == "wrong_recovery_key"
    )
    assert not (tmp_path / "new").exists()
    assert backup.restore(after, tmp_path / "new", "un autre mot de passe", recovery_key=key).locked
    with Store.open(tmp_path / "new", "un autre mot de passe") as store:
        assert checking.check(store) == []


def test_a_backup_of_a_newer_coopdesk_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store, _ = desk_with_a_file(tmp_path / "desk")
    with store:
        store.connection.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
        file = backup.back_up(store, tmp_path / "stick.coopbackup").file
    assert error_code(lambda: backup.restore(file, tmp_path / "new")) == "newer_desk"
    assert not (tmp_path / "new").exists()
    monkeypatch.setattr(archive, "FORMAT", 0)
    assert error_code(lambda: backup.restore(file, tmp_path / "new")) == "newer_backup"


def test_a_save_between_seal_and_copy_makes_it_try_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, _ = desk_with_a_file(tmp_path / "desk")
    with store, Store.open(tmp_path / "desk") as other:
        seal, times = store.seal, []

        def seal_then_save() -> None:
            seal()
            times.append(1)
            if len(times) < 2:
                other.save([place("Kara")], "Boris")

        monkeypatch.setattr(store, "seal", seal_then_save)
        assert backup.back_up(store, tmp_path / "stick.coopbackup").records == 3
        assert len(times) == 2


def test_an_unreadable_file_among_the_backups_is_listed_as_such(tmp_path: Path) -> None:
    store, _ = desk_with_a_file(tmp_path / "desk")
    with store:
        good = backup.back_up(store).file
        bad = good.with_name("coopdesk-2020-01-01-000000.coopbackup")
        bad.write_bytes(b"torn")
        listed_ones = {info.file: info.verified for info in backup.backups(store.profile)}
    assert listed_ones == {good: True, bad: False}


def test_a_copy_that_does_not_open_is_no_backup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store, _ = desk_with_a_file(tmp_path / "desk")
    with store:
        opened = connection.connect
        calls: list[Path] = []

        def other_key(file: Path, key: bytes, **options: bool) -> connection.Connection:
            calls.append(file)
            return opened(file, key if len(calls) < 2 else vault.new_keys().database, **options)

        monkeypatch.setattr(connection, "connect", other_key)
        assert error_code(lambda: backup.back_up(store, tmp_path / "stick.coopbackup")) == "backup_damaged"
        assert not (tmp_path / "stick.coopbackup").exists()
        assert of(store, next(iter(populations(store)))).one("population") == 5
