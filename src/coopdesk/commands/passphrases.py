# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Passphrases: from a file or a terminal, never from the command line."""

import sys
from getpass import getpass
from pathlib import Path

from coopdesk.errors import WorldError
from coopdesk.language import N_
from coopdesk.language.reasons import reason_of

FIRST = N_("Passphrase: ")
AGAIN = N_("Once more: ")
LONGEST = 64 * 1024


def read(file: Path) -> str:
    """The first line of a file in UTF-8, without a byte order mark; raises WorldError."""
    try:
        with file.open("rb") as stream:
            text = stream.read(LONGEST).decode("utf-8-sig")
    except OSError as error:
        raise WorldError(
            "passphrase_file",
            "The file of the passphrase cannot be read: {file} ({reason}).",
            file=str(file),
            reason=reason_of(error),
        ) from error
    except UnicodeDecodeError:
        raise WorldError(
            "passphrase_file_text", "The file of the passphrase is not text in UTF-8: {file}.", file=str(file)
        ) from None
    line = text.split("\n", 1)[0].rstrip("\r")
    if not line:
        raise WorldError(
            "passphrase_file_empty",
            "The first line of the file of the passphrase is empty: {file}.",
            file=str(file),
        )
    return line


def can_ask() -> bool:
    """Whether somebody sits at a terminal."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def ask() -> str:
    """The passphrase as typed."""
    return getpass(str(FIRST), sys.stderr)


def ask_new() -> str:
    """A new passphrase, typed twice; raises WorldError where the two differ."""
    first = ask()
    if getpass(str(AGAIN), sys.stderr) != first:
        raise WorldError("passphrases_differ", "The two passphrases differ. Start again.")
    return first
