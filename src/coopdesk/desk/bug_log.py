# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The log of our own mistakes: where in the code, never what was in the fields."""

import platform
import traceback
from datetime import UTC, datetime
from pathlib import Path

from coopdesk import __version__
from coopdesk.errors import BugError
from coopdesk.language import N_

OF_US = N_("coopdesk made a mistake of its own. Nothing is half-done. For its makers: {file}")
OF_US_UNLOGGED = N_("coopdesk made a mistake of its own, and could not write its log. Nothing is half-done.")
NAME = "log.txt"
LARGEST = 256 * 1024


def write(profile: Path, error: BaseException) -> Path | None:
    """Note an unexpected error in the profile's log; the log's file, None where it can't be written."""
    file = profile / NAME
    try:
        profile.mkdir(parents=True, exist_ok=True, mode=0o700)
        if file.exists() and file.stat().st_size > LARGEST:
            file.replace(file.with_name("log.old.txt"))
        with file.open("a", encoding="utf-8") as stream:
            stream.write("\n".join(lines_about(error)) + "\n\n")
    except OSError:
        return None
    return file


def of_us(log: Path | None) -> BugError:
    """What to tell of a mistake of our own, with the log that it stands in."""
    if log is None:
        return BugError("bug", OF_US_UNLOGGED.source)
    return BugError("bug", OF_US.source, file=str(log))


def lines_about(error: BaseException) -> list[str]:
    """When, which version, and for the error and its causes the type and the places in the code.

    An error's message may quote what an officer wrote, so it is left out.
    """
    now = datetime.now(UTC).isoformat(timespec="seconds")
    found = [f"{now} coopdesk {__version__}, Python {platform.python_version()}, {platform.system()}"]
    cause: BaseException | None = error
    for _ in range(10):
        if cause is None:
            break
        code = f" {cause.code}" if isinstance(cause, BugError) else ""
        found.append(f"{type(cause).__module__}.{type(cause).__qualname__}{code}")
        found += [
            f"  {_place(step.filename)}:{step.lineno} {step.name}"
            for step in traceback.extract_tb(cause.__traceback__)
        ]
        cause = cause.__cause__ or cause.__context__
    return found


def _place(file: str) -> str:
    """A source file without the folders that tell whose computer it is."""
    parts = Path(file).parts
    for root in ("site-packages", "src"):
        if root in parts:
            return "/".join(parts[parts.index(root) + 1 :])
    return "/".join(parts[-2:])
