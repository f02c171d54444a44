# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Keeping a desk safe: backups, checks, its state in four words."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coopdesk.commands.grammar import command, misuse, option
from coopdesk.commands.session import DONE, NOT_MET, Session
from coopdesk.errors import WorldError
from coopdesk.language import N_

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

RECOVERY_KEY = N_("file whose first line is the key on the recovery sheet, where the passphrase is lost")
WHOLE = N_("Everything is whole.")
MISSING_FILES = N_("Attached files that were not in the backup: {count}. Bring them from the other copy.")
DAMAGED = N_("Something is damaged. Restore the newest backup: coopdesk backup --list")


@command(
    "state",
    example="coopdesk state",
    about=N_("Compare them by telephone: equal words mean that both desks hold the same."),
)
@click.pass_obj
def state(session: Session) -> None:
    """The state of the desk in words."""
    from coopdesk.desk.state import state as state_of

    with session.desk() as desk:
        found = state_of(desk)
        if session.json:
            session.put_json({"words": found.words, "digits": found.digits, "hash": found.hash})
        else:
            session.put(found.words)
            session.put(found.digits)


@command(
    "backup",
    example="coopdesk backup\ncoopdesk backup /media/stick/desk.coopbackup\ncoopdesk backup --list\n"
    "coopdesk backup --restore desk.coopbackup --into restored-desk",
    about=N_("A backup is read back before it counts as done."),
)
@click.argument("file", metavar="[FILE]", required=False)
@option("--list", "listed", is_flag=True, words=N_("list the backups of this desk"))
@option("--restore", metavar="FILE", words=N_("make a desk of a backup; needs --into"))
@option("--into", metavar="DIR", words=N_("empty folder for the restored desk"))
@option("--recovery-key-file", metavar="FILE", words=RECOVERY_KEY)
@click.pass_obj
def backup(
    session: Session,
    file: str | None,
    listed: bool,
    restore: str | None,
    into: str | None,
    recovery_key_file: str | None,
) -> None:
    """Back up, list backups or restore one."""
    if sum(map(bool, (file, listed, restore))) > 1:
        misuse(N_("give one of: FILE, --list, --restore"))
    if bool(restore) != bool(into):
        misuse(N_("--restore and --into go together"))
    if recovery_key_file and not restore:
        misuse(N_("--recovery-key-file goes with --restore"))
    if restore and into:
        _restore(session, Path(restore), Path(into), recovery_key_file)
    elif listed:
        _list_backups(session)
    else:
        _back_up(session, Path(file) if file else None)


def _back_up(session: Session, file: Path | None) -> None:
    from coopdesk.desk.safekeeping import back_up

    with session.desk() as desk:
        made = back_up(desk, file)
        session.put_facts(_facts(made), str(made.file))
        session.say(N_("Backed up: {file}"), file=made.file)


def _list_backups(session: Session) -> None:
    from coopdesk.commands.history_story import moment
    from coopdesk.desk.safekeeping import backups

    with session.desk() as desk:
        found = backups(desk)
        if session.json:
            session.put_json([_facts(made) for made in found])
            return
        session.put_rows(
            [str(N_("Made")), str(N_("Size")), str(N_("Records")), "", str(N_("File"))],
            [
                [
                    moment(desk, made.at),
                    _size(made.size),
                    str(made.records),
                    _mark(made.verified),
                    str(made.file),
                ]
                for made in found
            ],
        )
        if not found:
            session.say(N_("No backup yet."))


def _mark(verified: bool) -> str:
    return "" if verified else str(N_("damaged"))


def _size(count: int) -> str:
    from coopdesk.language.figures import number

    return N_("{number} kB").format(number=number(-(-count // 1000)))


def _facts(made: "DataclassInstance") -> dict[str, object]:
    return {key: str(fact) if isinstance(fact, Path) else fact for key, fact in asdict(made).items()}


def _restore(session: Session, file: Path, into: Path, recovery_key_file: str | None) -> None:
    from coopdesk.commands import passphrases
    from coopdesk.desk.safekeeping import restore

    key = passphrases.read(Path(recovery_key_file)) if recovery_key_file else ""
    try:
        found = restore(file, into, session.passphrase(), recovery_key=key)
    except WorldError as error:
        if error.code != "locked" or not passphrases.can_ask():
            raise
        found = restore(file, into, passphrases.ask())
    session.put_facts(_facts(found), str(found.folder))
    if found.missing_files:
        session.say(MISSING_FILES, count=found.missing_files)
    session.say(N_("Restored. To work there: coopdesk --profile {folder}"), folder=found.folder)
    if not found.locked:
        session.say(N_("Not locked: set a passphrase."))


@command(
    "check",
    example="coopdesk check\ncoopdesk check --rebuild",
    about=N_("Exit code 1: something was found. --rebuild makes rows and search anew from the log."),
)
@option("--rebuild", is_flag=True, words=N_("make rows and search anew first"))
@click.pass_obj
def check(session: Session, rebuild: bool) -> int:
    """Whether everything kept is whole."""
    from coopdesk.desk.safekeeping import check as check_desk

    with session.desk() as desk:
        report = check_desk(desk, rebuild)
        if session.json:
            session.put_json(asdict(report))
        else:
            for finding in report.findings:
                session.put(str(finding))
        session.say(DAMAGED if report.findings else WHOLE)
        return NOT_MET if report.findings else DONE
