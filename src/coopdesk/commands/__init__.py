# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The command line: parse the words, call a verb of the desk, print what it answers.

`directory` lists the commands and the module that each lives in; a module is imported when
its command is named. `edge` turns whatever happens into a sentence and an exit code.
"""

from collections.abc import Sequence


def run(words: Sequence[str]) -> int:
    """Run the command in `words`; returns its exit code (0 done, 1 not met, 2 wrong usage, 3 open)."""
    from coopdesk.commands.edge import run_safely

    return run_safely(words)
