# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Files that people give: read whole, up to a limit."""

import os
import stat
from pathlib import Path

from coopdesk.errors import WorldError
from coopdesk.language.reasons import reason_of
from coopdesk.store import files

LARGEST = files.LARGEST


def read(file: Path, most: int, shown: str) -> bytes:
    """The content of a file, or what a program hands over by a pipe; raises WorldError for devices,
    which never end, for more than `most` bytes, and for what cannot be read. `shown` names it there."""
    try:
        with file.open("rb") as stream:
            mode = os.fstat(stream.fileno()).st_mode
            if not (stat.S_ISREG(mode) or stat.S_ISFIFO(mode)):
                raise WorldError("no_file", "This is not a file: {file}. Name a file.", file=shown)
            data = stream.read(most + 1)
    except OSError as error:
        raise WorldError(
            "unreadable",
            "This file cannot be read: {file} ({reason}).",
            file=shown,
            reason=reason_of(error),
        ) from error
    if len(data) > most:
        raise too_much(shown, most)
    return data


def too_much(name: str, most: int) -> WorldError:
    """The error for a file or an input of more than `most` bytes."""
    return WorldError(
        "too_much",
        "This is too large: {file}. At most {size} MB fit into a field.",
        file=name,
        size=most // 2**20,
    )
