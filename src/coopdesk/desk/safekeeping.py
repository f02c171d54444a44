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
from coopdesk.store.keeping import DATABASE


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
    return backup.restore(file, into, passphrase, recovery_key=recovery_key)


def check(desk: Desk, rebuild: bool = False) -> CheckReport:
    """What is wrong with a desk; `rebuild` first makes rows, links, open decisions and search anew."""
    if rebuild:
        checking.rebuild(desk.store)
    found = checking.check(desk.store)
    findings = tuple(Finding(str(finding.what), finding.where) for finding in found)
    return CheckReport(findings, checking.summary(desk.store.connection))


def change_passphrase(desk: Desk, new: str | None) -> None:
    """Wrap the keys of an open desk by another passphrase, or by none. The recovery key stays; earlier
    backups keep the earlier passphrase. Raises WorldError for one that is too short."""
    with connections.world_errors(desk.profile / vault.FILE):
        vault.write(desk.profile, desk.store.keys, new)


def recovery_sheet(desk: Desk, output: Path, language: Language | None = None) -> None:
    """Write an A4 page with a new recovery key; the earlier key stops working once it is written.

    Raises WorldError where the page can't be written; then the earlier key keeps working.
    """
    from coopdesk.reports.recovery_sheet import RecoveryFacts, draw_recovery_sheet

    key, today = recovery.new_recovery_key(), date.today()
    facts = RecoveryFacts(desk.office_name(), key, today)
    page = draw_recovery_sheet(facts, chosen_language(desk, language))
    if not output.parent.is_dir():
        raise WorldError(
            "no_folder", "There is no such folder: {folder}. Make it first.", folder=str(output.parent)
        )
    with connections.world_errors(output):
        vault.save_file(output, page)
    with connections.world_errors(desk.profile / recovery.FILE):
        recovery.keep(desk.profile, desk.store.keys.database, key, today.isoformat())


def unlock_with_recovery(profile: Path, recovery_key: str, new_passphrase: str | None) -> None:
    """Give a desk whose passphrase is lost a new one, or none, by the key on its recovery sheet.

    The device's signing key was under the lost passphrase: the desk goes on as a new computer.
    Raises WorldError for a wrong key.
    """
    with connections.world_errors(profile / DATABASE):
        database = recovery.database_key(recovery.read_file(profile), recovery_key)
        connections.connect(profile / DATABASE, database).close()
        vault.write(profile, vault.new_keys(database), new_passphrase)


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
    "recovery_sheet",
    "restore",
    "unlock_with_recovery",
]
