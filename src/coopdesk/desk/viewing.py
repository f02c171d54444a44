# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Attached files outside the desk: a copy for another program to show, or one the officer keeps.

A copy to look at lies in a folder of this process alone, in memory where the system offers such a
place, and goes when coopdesk closes.
"""

import os
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from coopdesk.desk.desk import Desk
from coopdesk.errors import WorldError
from coopdesk.language.reasons import reason_of
from coopdesk.records.kinds import AttachedFile

VIEWED = frozenset(
    ".pdf .txt .md .csv .jpg .jpeg .png .webp .tif .tiff .gif .bmp .odt .ods .odp .docx .xlsx .pptx"
    " .mp3 .ogg .opus .m4a .wav .mp4 .webm .mov".split()
)
"""What another program may be asked to show: nothing that would be run."""


def may_be_viewed(scalar: str) -> bool:
    """Whether a file is of a kind that is shown, not run: others can only be saved."""
    return Path(AttachedFile.of(scalar).name).suffix.lower() in VIEWED


def copy_to_view(desk: Desk, scalar: str) -> Path:
    """A private copy, readable by this user alone; raises WorldError for what would be run, and where the
    file is missing, damaged or cannot be written."""
    found = AttachedFile.of(scalar)
    if not may_be_viewed(scalar):
        raise WorldError(
            "not_viewed",
            "A file of this kind could run as a program: {file}. Save it and look at it elsewhere.",
            file=found.name,
        )
    content = desk.attached(found.hash)
    folder = Path(_room().name) / found.hash[:16]
    copy = folder / found.name
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        if not copy.exists():
            _write(copy, content)
    except OSError as error:
        raise _unwritable(copy, error) from error
    return copy


def save_copy(desk: Desk, scalar: str, path: Path) -> str:
    """Write a copy where the officer wants it; its name. Raises WorldError where that cannot be done."""
    content = desk.attached(AttachedFile.of(scalar).hash)
    beside = path.with_name(f".{path.name}.part")
    try:
        beside.unlink(missing_ok=True)
        _write(beside, content)
        os.replace(beside, path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise _unwritable(path, error) from error
    return path.name


@cache
def _room() -> "TemporaryDirectory[str]":
    """The folder of the copies, removed when coopdesk ends."""
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    place = runtime if runtime and os.access(runtime, os.W_OK) else None
    return TemporaryDirectory(prefix="coopdesk-", dir=place, ignore_cleanup_errors=True)


def forget_copies() -> None:
    """Remove all copies that were made to look at: the desk is locked or closed."""
    if _room.cache_info().currsize:
        _room().cleanup()
        _room.cache_clear()


def _write(path: Path, content: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)


def _unwritable(path: Path, error: OSError) -> WorldError:
    return WorldError(
        "unwritable",
        "This file cannot be written: {file} ({reason}). Choose another place.",
        file=path.name,
        reason=reason_of(error),
    )
