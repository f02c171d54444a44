# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Backups: one file each, opened again and checked before it counts; and restoring them.

A backup holds the database as it is encrypted, its key as the passphrase wraps it, the recovery
key's file, and, where asked for by name, the attached files. Never the device's signing key: what
is restored writes as a new device. Automatic backups leave the attached files out, because these
lie beside them in the profile and never change.
"""

import os
import platform
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from coopdesk.errors import WorldError
from coopdesk.language.reasons import reason_of
from coopdesk.store import archive, files, recovery, vault
from coopdesk.store import connection as connections
from coopdesk.store.archive import Archive, Facts
from coopdesk.store.connection import Connection, one, rows, transaction, world_errors
from coopdesk.store.incarnations import add_incarnation
from coopdesk.store.keeping import DATABASE, Store
from coopdesk.store.schema import refuse_newer

FOLDER = "backups"
SUFFIX = ".coopbackup"
EVERY = timedelta(days=1)
DAYS, WEEKS, MONTHS = 7, 4, 12
_NAME = "coopdesk-%Y-%m-%d-%H%M%S"
_ATTEMPTS = 3
_REMAINS_SECONDS = 3600
_DISK = ("disk", "disk_full", "read_only", "busy")


@dataclass(frozen=True, slots=True)
class BackupInfo:
    """A backup: `at` is when it was made (RFC 3339, UTC), `size` in bytes, `records` how many it holds;
    `verified` that it was opened again and checked; without `locked` anyone who has the file can
    read it."""

    file: Path
    at: str
    size: int
    records: int
    verified: bool
    with_files: bool
    locked: bool


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore brought back; `missing_files` attached files were not in the backup."""

    folder: Path
    at: str
    records: int
    missing_files: int
    locked: bool


def back_up(store: Store, file: Path | None = None, *, now: datetime | None = None) -> BackupInfo:
    """A checked backup with all attached files at `file`, or without them in the profile's own folder.

    Raises WorldError when it can't be made; whatever stood at `file` then stays as it was.
    """
    moment = now or datetime.now(UTC)
    target = _target(file, moment) if file else _free(store.profile / FOLDER, moment)
    with world_errors(target), _workroom(store.profile) as room:
        files.clear_strays(store.profile, store.keys, store.connection)
        copy = room / DATABASE
        facts = {**_copied(store, copy), "at": _written(moment), "with_files": file is not None}
        written = target.with_name(f".{target.name}.{os.getpid()}.part")
        try:
            archive.write(written, _parts(store.profile, copy, with_files=file is not None), facts)
            copy.unlink()
            _verify(written, store.keys.database, copy)
            os.replace(written, target)
        finally:
            written.unlink(missing_ok=True)
        vault.sync_folder(target.parent)
        return _info(target)


def _target(file: Path, moment: datetime) -> Path:
    if file.is_dir():
        return _free(file, moment)
    target = file if file.suffix else file.with_suffix(SUFFIX)
    if not target.parent.is_dir():
        raise WorldError(
            "no_folder", "There is no such folder: {folder}. Make it first.", folder=str(target.parent)
        )
    if target.exists() and target.suffix != SUFFIX:
        raise WorldError(
            "file_exists", "This file exists and is no backup: {file}. Choose another name.", file=str(target)
        )
    return target


def _free(folder: Path, moment: datetime) -> Path:
    while (target := folder / f"{moment:{_NAME}}{SUFFIX}").exists():
        moment += timedelta(seconds=1)
    return target


@contextmanager
def _workroom(profile: Path) -> Iterator[Path]:
    """A folder in the profile for what a backup is made of, gone afterwards."""
    room = profile / FOLDER / f".{os.getpid()}"
    _clear_remains(profile / FOLDER)
    for folder in (room.parent, room):
        folder.mkdir(mode=0o700, exist_ok=True)
    try:
        yield room
    finally:
        shutil.rmtree(room, ignore_errors=True)


def _clear_remains(folder: Path) -> None:
    """Delete what backups left behind that were killed long ago."""
    for remains in folder.glob(".*"):
        with suppress(OSError):
            if remains.stat().st_mtime > time.time() - _REMAINS_SECONDS:
                continue
            if remains.is_dir():
                shutil.rmtree(remains, ignore_errors=True)
            else:
                remains.unlink(missing_ok=True)


def _copied(store: Store, copy: Path) -> Facts:
    """A consistent copy of the database, every save of it sealed; what the manifest says of it."""
    for _ in range(_ATTEMPTS):
        store.seal()
        copy.unlink(missing_ok=True)
        store.connection.execute("VACUUM INTO ?", (str(copy),))
        copied = connections.connect(copy, store.keys.database)
        try:
            if not _unsealed(copied, store.journal.feed):
                return _state(copied)
        finally:
            copied.close()
    raise WorldError(  # another process saved between seal and copy, again and again
        "busy", "Another window or command is saving on this desk and takes long. Wait a moment, then retry."
    )


def _unsealed(connection: Connection, feed: int) -> bool:
    query = (
        "SELECT 1 FROM log WHERE feed = ? AND l > (SELECT coalesce(max(last), 0) FROM segment WHERE feed = ?)"
    )
    return bool(one(connection, query, feed, feed))


def _state(connection: Connection) -> Facts:
    """How much the log of a database holds, and where it ends."""
    last = rows(connection, "SELECT hash FROM log ORDER BY l DESC LIMIT 1")
    return {
        "records": one(connection, "SELECT count(*) FROM record"),
        "versions": one(connection, "SELECT count(*) FROM log"),
        "tail": last[0][0].hex() if last else "",
    }


def _parts(profile: Path, copy: Path, *, with_files: bool) -> Iterator[tuple[str, Path | bytes]]:
    yield DATABASE, copy
    yield vault.FILE, vault.dumped(vault.without_device(vault.read_kept(profile / vault.FILE)))
    if (profile / recovery.FILE).exists():
        sheet = vault.read_kept(profile / recovery.FILE)
        yield recovery.FILE, vault.dumped(vault.without_device(sheet))
    if with_files:
        for file in files.kept(profile):
            yield f"{files.FOLDER}/{file.parent.name}/{file.name}", file


def _verify(file: Path, key: bytes, room: Path) -> None:
    """Open the file as if it came from outside; raises WorldError unless all of it is sound."""
    with Archive(file) as found:
        for name in found.names:
            if name != DATABASE:
                found.check(name)
        found.extract(DATABASE, room)
        connection = _opened(file, room, key)
        try:
            _compare(connection, found.facts, file)
        finally:
            connection.close()


def _opened(file: Path, database: Path, key: bytes) -> Connection:
    try:
        return connections.connect(database, key)
    except WorldError as error:
        if error.code in _DISK:
            raise  # the backup may be as sound as ever
        raise archive.damaged(file, DATABASE) from error


def _compare(connection: Connection, facts: Facts, file: Path) -> None:
    sound = rows(connection, "PRAGMA quick_check") == [("ok",)]
    if not sound or any(facts.get(name) != value for name, value in _state(connection).items()):
        raise archive.damaged(file, DATABASE)


def back_up_if_due(store: Store, *, now: datetime | None = None) -> BackupInfo | None:
    """An automatic backup where the last is more than a day old; those no longer needed are deleted."""
    moment = now or datetime.now(UTC)
    made = _made(store.profile)
    # One from the future, made while the clock was wrong, must not stop all others.
    if any(timedelta(0) <= moment - at <= EVERY for at in made.values()):
        return None
    info = back_up(store, now=moment)
    made = _made(store.profile)
    gone = superfluous(made.values(), moment)
    for file, at in made.items():
        if at in gone:
            file.unlink(missing_ok=True)
    return info


def _made(profile: Path) -> dict[Path, datetime]:
    """The automatic backups of a profile and when each was made, by their names."""
    found: dict[Path, datetime] = {}
    for file in (profile / FOLDER).glob(f"*{SUFFIX}"):
        try:
            found[file] = datetime.strptime(file.stem, _NAME).replace(tzinfo=UTC)
        except ValueError:
            continue  # the officer's own name: never deleted
    return found


def superfluous(made: Iterable[datetime], now: datetime) -> set[datetime]:
    """Which backups can go: all but the last of each of the newest 7 days, 4 weeks and 12 months that
    have any. Those from the future, made while the clock was wrong, don't push others out."""
    every = set(made)
    past = {at for at in every if at <= now}
    return every - _needed(past) - _needed(every - past)


def _needed(made: set[datetime]) -> set[datetime]:
    newest_first = sorted(made, reverse=True)
    needed: set[datetime] = set()
    for spans, period in ((DAYS, "%Y-%m-%d"), (WEEKS, "%G-%V"), (MONTHS, "%Y-%m")):
        last_of: dict[str, datetime] = {}
        for at in newest_first:
            last_of.setdefault(at.strftime(period), at)
        needed.update(list(last_of.values())[:spans])
    return needed


def backups(profile: Path) -> list[BackupInfo]:
    """The backups in a profile's own folder, newest first; one that can't be read is not `verified`."""
    found = [_listed(file) for file in (profile / FOLDER).glob(f"*{SUFFIX}")]
    return sorted(found, key=lambda info: info.at, reverse=True)


def _listed(file: Path) -> BackupInfo:
    try:
        return _info(file)
    except (WorldError, OSError):
        status = file.stat()
        at = _written(datetime.fromtimestamp(status.st_mtime, UTC))
        return BackupInfo(file, at, status.st_size, 0, verified=False, with_files=False, locked=False)


def _info(file: Path) -> BackupInfo:
    with Archive(file) as found:
        locked = bool(vault.parsed(found.read(vault.FILE), vault.FILE).get("locked"))
        at, facts = _moment(file, found.facts), found.facts
        return BackupInfo(
            file, at, file.stat().st_size, int(facts["records"]), True, bool(facts.get("with_files")), locked
        )


def _written(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _moment(file: Path, facts: Facts) -> str:
    try:
        return _written(datetime.fromisoformat(facts["at"]))
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise archive.damaged(file, archive.MANIFEST) from error


def restore(
    file: Path, into: Path, passphrase: str | None = None, *, recovery_key: str = "", device: str = ""
) -> Restored:
    """A desk from a backup, in a folder that is empty or not there yet.

    `passphrase` is the one of the day of the backup; with a recovery key, or where the backup has
    none, it becomes that of the restored desk. The desk gets a device key, a name (`device`) and a
    feed of its own. Raises WorldError, and leaves nothing behind, where any part is not sound.
    """
    if into.exists() and (not into.is_dir() or any(into.iterdir())):
        raise WorldError(
            "folder_occupied",
            "This folder is not empty: {folder}. Choose a new one to restore into.",
            folder=str(into),
        )
    _there(file)
    room = into.with_name(f".{into.name}.{os.getpid()}.restoring")
    with world_errors(into / DATABASE):
        room.mkdir(parents=True, mode=0o700)
        try:
            restored = _restored(file, room, passphrase, recovery_key, device or platform.node())
            if into.exists():
                into.rmdir()
            os.replace(room, into)
        finally:
            shutil.rmtree(room, ignore_errors=True)
        try:
            vault.sync_folder(into.parent)
        except OSError:
            shutil.rmtree(into, ignore_errors=True)
            raise
    return Restored(into, *restored)


def _there(file: Path) -> None:
    try:
        file.open("rb").close()
    except OSError as error:
        raise WorldError(
            "unreadable",
            "This file cannot be read: {file} ({reason}).",
            file=str(file),
            reason=reason_of(error),
        ) from error


def _restored(
    file: Path, room: Path, passphrase: str | None, recovery_key: str, device: str
) -> tuple[str, int, int, bool]:
    with Archive(file) as found:
        at = _moment(file, found.facts)
        key = _key(found, passphrase, recovery_key)
        for name in found.names:
            if name != vault.FILE:
                found.extract(name, room / name)
        _take_files_beside(file, room)
        keys = vault.new_keys(key)
        connection = _opened(file, room / DATABASE, key)
        try:
            refuse_newer(connection)
            _compare(connection, found.facts, file)
            connections.use_write_ahead(connection)
            with transaction(connection):
                add_incarnation(connection, keys, device)
            missing = sum(
                not files.place(room, keys, address).is_file() for address in files.addresses(connection)
            )
        finally:
            connection.close()
        vault.write(room, keys, passphrase)
        return at, found.facts["records"], missing, passphrase is not None


def _key(found: Archive, passphrase: str | None, recovery_key: str) -> bytes:
    if recovery_key:
        if recovery.FILE not in found.names:
            raise WorldError(
                "backup_before_sheet",
                "This backup was made before the recovery sheet was printed. Give its passphrase.",
            )
        return recovery.database_key(found.read(recovery.FILE), recovery_key)
    try:
        return vault.opened(vault.parsed(found.read(vault.FILE), vault.FILE), ("database",), passphrase)[0]
    except WorldError as error:
        if error.code != "wrong_passphrase":
            raise
        raise WorldError(
            "wrong_passphrase", "Wrong passphrase. A backup keeps the passphrase of the day it was made."
        ) from None


def _take_files_beside(file: Path, room: Path) -> None:
    """An automatic backup leaves the attached files where they lie: in the profile around it."""
    if file.absolute().parent.name != FOLDER:
        return
    for kept in files.kept(file.absolute().parents[1]):
        target = room / files.FOLDER / kept.parent.name / kept.name
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            shutil.copyfile(kept, target)
