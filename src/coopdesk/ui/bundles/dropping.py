# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Files that are dropped on the window: which of them may be bundles."""

from pathlib import Path

from PySide6.QtCore import QMimeData

SUFFIX, REQUEST = ".coopx", ".coopjoin"


def files_in(source: QMimeData) -> tuple[Path, ...]:
    """The files of this computer that are dragged."""
    return tuple(Path(url.toLocalFile()) for url in source.urls() if url.isLocalFile())


def bundles_in(source: QMimeData) -> tuple[Path, ...]:
    """Those of them that are bundles, or requests to join, by their name: what a screen elsewhere gives up
    to the bundles."""
    return tuple(file for file in files_in(source) if file.suffix.lower() in (SUFFIX, REQUEST))


def is_request(file: Path) -> bool:
    """Whether a file is a request to join, by its name."""
    return file.suffix.lower() == REQUEST
