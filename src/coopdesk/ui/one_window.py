# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""One window for each desk: who opens it a second time gets the first window in front.

A lock in the folder of the desk says that a window is open; a window that was ended leaves a lock
that nobody holds, which is taken over. A second start calls the first one by a file, and goes when
the call was heard. Where it is not, as from another computer on a network folder, it opens a window
of its own: two windows are safe, only confusing.
"""

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, QTimer

LOCK, CALL = "window.lock", "window.call"
BETWEEN = 400
"""Milliseconds between two looks whether somebody calls."""
PATIENCE = 3.0
"""Seconds a second start waits to be heard."""


class OneWindow(QObject):
    """The claim of this program on the only window of a desk."""

    def __init__(self, profile: Path) -> None:
        super().__init__()
        self._profile = profile
        self._call = profile / CALL
        self._lock = QLockFile(str(profile / LOCK))
        self._lock.setStaleLockTime(0)
        self._raise: Callable[[], object] | None = None
        self._looking = QTimer(self)
        self._looking.setInterval(BETWEEN)
        self._looking.timeout.connect(self._look)

    def claim(self) -> bool:
        """Claim the desk, where there is one; False where another window has it."""
        if not self._profile.is_dir() or self._lock.isLocked():
            return True
        return self._lock.tryLock(0) or self._lock.error() != QLockFile.LockError.LockFailedError

    def call(self, patience: float = PATIENCE) -> bool:
        """Ask the first window to come to the front; whether it heard."""
        try:
            self._call.touch()
        except OSError:
            return False
        end = time.monotonic() + patience
        while time.monotonic() < end:
            time.sleep(0.05)
            if not self._call.exists():
                return True
        self._call.unlink(missing_ok=True)
        return False

    def listen(self, come_to_front: Callable[[], object]) -> None:
        """Be called from now on."""
        self._raise = come_to_front
        self._looking.start()

    def _look(self) -> None:
        if not self._lock.isLocked():  # the desk was made after the window
            self.claim()
        if self._raise and self._call.exists():
            self._call.unlink(missing_ok=True)
            self._raise()
