# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where files go that an officer saves: first the folder for documents, then where the last one went."""

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


def _folder() -> Path:
    if _last and _last[0].is_dir():
        return _last[0]
    known = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(known) if Path(known).is_dir() else Path.home()
