# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Keeping a desk safe: backups, restoring, checks, the passphrase, the recovery sheet."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from coopdesk.desk.desk import Desk, chosen_language
from coopdesk.errors import WorldError
from coopdesk.language import Language, labelled
from coopdesk.store import backup, checking, recovery, vault
from coopdesk.store import connection as connections
from coopdesk.store.backup import BackupInfo, Restored
from coopdesk.store.keeping import DATABASE, Store
from coopdesk.sync import trust


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be: what, in the current language, and where (ids and
    numbers, never values)."""

    what: str
    where: str

    def __str__(self) -> str:
        return labelled(self.what, self.where)


@dataclass(frozen=True, slots=True)
class CheckReport:
    """The outcome of a check; `summary` counts records, versions and sealed segments."""

    findings: tuple[Finding, ...]
    summary: dict[str, int]


def back_up(desk: Desk, file: Path | None = None) -> BackupInfo:
    """A backup that was opened again and checked: at `file` (or in that folder) with all attached
    files, else in the profile and without them, since they lie there anyway. Raises WorldError."""
    return backup.back_up(desk.store, file)


def back_up_if_due(desk: Desk) -> BackupInfo | None:
    """An automatic backup if the last is more than a day old, else None. Raises WorldError."""
    return backup.back_up_if_due(desk.store)


def backups(desk: Desk) -> list[BackupInfo]:
    """The backups in the profile, newest first."""
    return backup.backups(desk.profile)


def restore(file: Path, into: Path, passphrase: str | None = None, *, recovery_key: str = "") -> Restored:
    """A desk from a backup in an empty or new folder: it writes as a new computer. `passphrase` is
    the backup's; with a recovery key the restored desk's. Raises WorldError and leaves nothing behind."""
    restored = backup.restore(file, into, passphrase, recovery_key=recovery_key)
    if recovery_key:
        with Store.open(into, passphrase) as store:
            trust.recover(store, recovery_key)
    return restored


def check(desk: Desk, rebuild: bool = False) -> CheckReport:
    """What is wrong with a desk; `rebuild` first makes rows, links, open decisions and search anew.

    Raises WorldError for a database so damaged that it can't even be counted."""
    with connections.world_errors(desk.store.file):
        if rebuild:
            checking.rebuild(desk.store)
        found = checking.check(desk.store)
        findings = tuple(Finding(str(finding.what), finding.where) for finding in found)
        return CheckReport(findings, checking.summary(desk.store.connection))


def damage_behind(error: BaseException, profile: Path) -> WorldError | None:
    """The error to tell where a database, its disk or another program is to blame; None for a mistake
    of our own."""
    if not connections.is_of_the_world(error):
        return None
    return connections.explained(error, profile / DATABASE)


def is_locked(profile: Path) -> bool:
    """Whether a passphrase protects a desk; raises WorldError where there is none."""
    return vault.is_locked(profile)


def change_passphrase(desk: Desk, new: str | None) -> None:
    """Wrap the keys of an open desk by another passphrase, or by none. The recovery key stays; earlier
    backups keep the earlier passphrase. Raises WorldError for one that is too short."""
    with connections.world_errors(desk.profile / vault.FILE):
        vault.write(desk.profile, desk.store.keys, new)


def recovery_sheet(desk: Desk, output: Path, language: Language | None = None) -> None:
    """Write an A4 page with a new recovery key; the earlier key stops working once it is written. On
    the desk of a steward it also stands for that steward, should the computer break.

    Raises WorldError where the page can't be written or its key not be kept; then the earlier page and key
    stay as they are.
    """
    from coopdesk.reports.recovery_sheet import RecoveryFacts, draw_recovery_sheet

    key, today = recovery.new_recovery_key(), date.today()
    facts = RecoveryFacts(desk.office_name(), key, today)
    page = draw_recovery_sheet(facts, chosen_language(desk, language))
    if not output.parent.is_dir():
        raise WorldError(
            "no_folder", "There is no such folder: {folder}. Make it first.", folder=str(output.parent)
        )
    with vault.as_before_on_failure(output, desk.profile / recovery.FILE):
        with connections.world_errors(output):
            vault.save_file(output, page)
        with connections.world_errors(desk.profile / recovery.FILE):
            keys = desk.store.keys
            recovery.keep(desk.profile, keys.database, key, today.isoformat(), keys.device)
            trust.print_sheet(desk.store, key)


def unlock_with_recovery(profile: Path, recovery_key: str, new_passphrase: str | None) -> None:
    """Give a desk whose passphrase is lost a new one, or none, by the key on its recovery sheet.

    It stays the computer it was. Only a desk that was restored from a backup since the sheet was
    printed goes on as a new one, a steward where a steward printed it. Raises WorldError for a wrong
    key.
    """
    with connections.world_errors(profile / DATABASE):
        kept = recovery.read_file(profile)
        database, device = recovery.database_key(kept, recovery_key), recovery.device_key(kept, recovery_key)
        connections.connect(profile / DATABASE, database).close()
        same = vault.same_device(profile, database, device) if device else None
        vault.write(profile, same or vault.new_keys(database), new_passphrase)
        if same is None:
            with Store.open(profile, new_passphrase) as store:
                trust.recover(store, recovery_key)


__all__ = [
    "BackupInfo",
    "CheckReport",
    "Finding",
    "Restored",
    "back_up",
    "back_up_if_due",
    "backups",
    "change_passphrase",
    "check",
    "damage_behind",
    "is_locked",
    "recovery_sheet",
    "restore",
    "unlock_with_recovery",
]
