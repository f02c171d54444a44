# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Keeping a desk safe: backups, checks, its state in four words, the passphrase."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coopdesk.commands.grammar import command, misuse, option
from coopdesk.commands.session import DONE, NOT_MET, Session
from coopdesk.errors import WorldError
from coopdesk.language import N_

if TYPE_CHECKING:
    from coopdesk.desk.safekeeping import BackupInfo

WHOLE = N_("Everything is whole.")
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
@click.pass_obj
def backup(session: Session, file: str | None, listed: bool, restore: str | None, into: str | None) -> None:
    """Back up, list backups or restore one."""
    if sum(map(bool, (file, listed, restore))) > 1:
        misuse(N_("give one of: FILE, --list, --restore"))
    if bool(restore) != bool(into):
        misuse(N_("--restore and --into go together"))
    if restore and into:
        _restore(session, Path(restore), Path(into))
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
            [str(N_("Made")), str(N_("Size")), str(N_("File"))],
            [[moment(desk, made.at), _size(made.size), str(made.file)] for made in found],
        )
        if not found:
            session.say(N_("No backup yet."))


def _size(count: int) -> str:
    from coopdesk.language.figures import number

    return N_("{number} kB").format(number=number(-(-count // 1000)))


def _facts(made: "BackupInfo") -> dict[str, object]:
    return {key: str(fact) if isinstance(fact, Path) else fact for key, fact in asdict(made).items()}


def _restore(session: Session, file: Path, into: Path) -> None:
    from coopdesk.commands import passphrases
    from coopdesk.desk.safekeeping import restore

    named = session.file_of_passphrase
    try:
        restore(file, into, passphrases.read(named) if named else None)
    except WorldError as error:
        if error.code != "locked" or not passphrases.can_ask():
            raise
        restore(file, into, passphrases.ask())
    session.put_facts({"profile": str(into)}, str(into))
    session.say(N_("Restored. To work there: coopdesk --profile {folder}"), folder=into)


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


@command(
    "lock",
    example="coopdesk lock --change-passphrase\n"
    "coopdesk --passphrase-file old.txt lock --change-passphrase --new-passphrase-file new.txt",
    about=N_("The new passphrase is asked twice, or read from the first line of a file."),
)
@option("--change-passphrase", is_flag=True, words=N_("set or change the passphrase"))
@option("--new-passphrase-file", metavar="FILE", words=N_("file whose first line is the new passphrase"))
@click.pass_obj
def lock(session: Session, change_passphrase: bool, new_passphrase_file: str | None) -> None:
    """Set or change the passphrase."""
    from coopdesk.commands import passphrases
    from coopdesk.desk import safekeeping

    if not change_passphrase:
        misuse(N_("--change-passphrase is missing"))
    with session.desk() as desk:
        if new_passphrase_file:
            new = passphrases.read(Path(new_passphrase_file))
        elif passphrases.can_ask():
            new = passphrases.ask_new()
        else:
            raise WorldError(
                "no_new_passphrase",
                "The new passphrase is missing. Name a file that holds it: --new-passphrase-file FILE",
            )
        safekeeping.change_passphrase(desk, new)
        if session.json:
            session.put_json({"locked": desk.is_locked})
        session.say(N_("The passphrase is changed."))


@command(
    "recovery-sheet",
    example="coopdesk recovery-sheet --output recovery.pdf",
    about=N_("Whoever holds the sheet can open the desk. Print it, put it in a safe, delete the file."),
)
@option(
    "--output",
    metavar="FILE.pdf",
    default="recovery-sheet.pdf",
    words=N_("file to write; recovery-sheet.pdf unless told"),
)
@click.pass_obj
def recovery_sheet(session: Session, output: str) -> None:
    """Print the sheet that opens the desk."""
    from coopdesk.desk import safekeeping

    with session.desk() as desk:
        safekeeping.recovery_sheet(desk, Path(output))
        session.put_facts({"file": output}, output)
        session.say(N_("Written: {file}"), file=output)
