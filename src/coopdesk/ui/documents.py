# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which files an officer opens and saves: first in the folder for documents, then where the last one was."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

_last: list[Path] = []


def ask_where(parent: QWidget, title: str, name: str, kinds: str = "") -> Path | None:
    """The file that the officer names, None where the dialogue is left."""
    chosen, _ = QFileDialog.getSaveFileName(parent, title, str(_folder() / name), kinds)
    if not chosen:
        return None
    _last[:] = [Path(chosen).parent]
    return Path(chosen)


def ask_which(parent: QWidget, title: str, kinds: str = "") -> Path | None:
    """The file to open that the officer points at, None where the dialogue is left."""
    chosen, _ = QFileDialog.getOpenFileName(parent, title, str(_folder()), kinds)
    if not chosen:
        return None
    _last[:] = [Path(chosen).parent]
    return Path(chosen)


def ask_which_several(parent: QWidget, title: str, kinds: str = "", first: Path | None = None) -> list[Path]:
    """The files to open, none where the dialogue is left; `first` is a folder to look in before any other."""
    chosen, _ = QFileDialog.getOpenFileNames(parent, title, str(first or _folder()), kinds)
    if chosen and first is None:  # a stick that was plugged in is no place to come back to
        _last[:] = [Path(chosen[0]).parent]
    return [Path(file) for file in chosen]


def ask_folder(parent: QWidget, title: str, first: Path | None = None) -> Path | None:
    """The folder that the officer points at, None where the dialogue is left; `first` is one that is known
    already. The next file is looked for where the last file was, not here: folders are sticks, as a rule."""
    chosen = QFileDialog.getExistingDirectory(parent, title, str(first or _folder()))
    return Path(chosen) if chosen else None


def _folder() -> Path:
    if _last and _last[0].is_dir():
        return _last[0]
    known = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(known) if Path(known).is_dir() else Path.home()
