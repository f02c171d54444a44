# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The passphrase of a desk, and the sheet that helps when it is lost."""

from pathlib import Path

import click

from coopdesk.commands import passphrases
from coopdesk.commands.grammar import command, misuse, option
from coopdesk.commands.keeping import RECOVERY_KEY
from coopdesk.commands.session import Session
from coopdesk.errors import WorldError
from coopdesk.language import N_

CHANGED = N_("The passphrase is changed. Backups made before open with the earlier one.")
SET = N_("The passphrase is set. Backups made before open without one: delete them or keep them safe.")


@command(
    "lock",
    example="coopdesk lock --change-passphrase\n"
    "coopdesk --passphrase-file old.txt lock --change-passphrase --new-passphrase-file new.txt\n"
    "coopdesk lock --change-passphrase --recovery-key-file key.txt",
    about=N_(
        "The new passphrase is asked twice, or read from the first line of a file. Earlier backups keep"
        " the earlier one."
    ),
)
@option("--change-passphrase", is_flag=True, words=N_("set or change the passphrase"))
@option("--new-passphrase-file", metavar="FILE", words=N_("file whose first line is the new passphrase"))
@option("--recovery-key-file", metavar="FILE", words=RECOVERY_KEY)
@click.pass_obj
def lock(
    session: Session, change_passphrase: bool, new_passphrase_file: str | None, recovery_key_file: str | None
) -> None:
    """Set or change the passphrase."""
    if not change_passphrase:
        misuse(N_("--change-passphrase is missing"))
    from coopdesk.desk import safekeeping

    had_one = True
    if recovery_key_file:
        key = passphrases.read(Path(recovery_key_file))
        safekeeping.unlock_with_recovery(session.profile, key, _new_passphrase(new_passphrase_file))
    else:
        with session.desk() as desk:
            had_one = safekeeping.is_locked(session.profile)
            safekeeping.change_passphrase(desk, _new_passphrase(new_passphrase_file))
    if session.json:
        session.put_json({"locked": True})
    session.say(CHANGED if had_one else SET)


def _new_passphrase(file: str | None) -> str:
    if file:
        return passphrases.read(Path(file))
    if passphrases.can_ask():
        return passphrases.ask_new()
    raise WorldError(
        "no_new_passphrase",
        "The new passphrase is missing. Name a file that holds it: --new-passphrase-file FILE",
    )


@command(
    "recovery-sheet",
    example="coopdesk recovery-sheet --output recovery.pdf",
    about=N_(
        "The key on it opens the desk; an earlier sheet stops working. Print it, put it in a safe,"
        " delete the file."
    ),
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
