# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The only place where the parts are joined: the command line, or the window."""

from collections.abc import Sequence

OPTIONS_WITH_VALUE = frozenset({"--profile", "--language", "--passphrase-file"})


def start(words: Sequence[str]) -> int:
    """Run the command in `words`, or the window where they name none; returns the exit code."""
    if "--version" in words[:1]:
        from coopdesk import __version__

        print(f"coopdesk {__version__}")
        return 0
    if names_command(words):
        from coopdesk.commands import run

        return run(words)
    from coopdesk.ui import show

    return show(words)


def names_command(words: Sequence[str]) -> bool:
    """Whether the words hold a command or ask for help, not only options of the window."""
    skip = False
    for word in words:
        if skip:
            skip = False
        elif word in OPTIONS_WITH_VALUE:
            skip = True
        elif word in ("--help", "--version", "--json") or not word.startswith("-"):
            return True
    return False
