# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A desk for each office, side by side: which folders can hold another one."""

from pathlib import Path

from coopdesk.desk import admitting
from coopdesk.errors import WorldError
from coopdesk.language.reasons import reason_of


def fit_for_another(profile: Path, folder: Path) -> Path:
    """The folder, where it holds another desk than that of `profile`, or nothing yet. Raises WorldError."""
    here, there = profile.resolve(), folder.resolve()
    if here == there or here in there.parents:
        raise WorldError(
            "this_desk",
            "The desk that is open lies in this folder: {folder}. Choose an empty folder, or that of another"
            " desk.",
            folder=str(folder),
        )
    if not admitting.has_keys(there) and not _is_empty(there):
        raise WorldError(
            "no_place_for_desk",
            "This folder holds other things: {folder}. Choose an empty one, or one with a desk.",
            folder=str(folder),
        )
    return there


def _is_empty(folder: Path) -> bool:
    """Whether nothing lies there, but for what systems leave behind."""
    try:
        return all(file.name.startswith(".") or file.name == "desktop.ini" for file in folder.iterdir())
    except OSError as error:
        raise WorldError(
            "unreadable",
            "This file cannot be read: {file} ({reason}).",
            file=str(folder),
            reason=reason_of(error),
        ) from error
