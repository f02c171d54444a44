# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""One window for each desk: who opens it a second time gets the first window in front.

A lock in the folder of the desk says that a window is open; a window that was ended leaves a lock
that nobody holds, which is taken over. A second start calls the first one by a file, and goes when
the call was heard. Where it is not, it opens a window of its own.

The window of another computer cannot come to the front here: nobody waits for it. Its lock beats
while it is open; one that has been quiet for long was left behind, by a computer that was renamed or
switched off, and is taken over. Either way the officer is told. Two windows are safe, for the store
has locks of its own; they are only confusing.
"""

import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread

import shiboken6
from PySide6.QtCore import QLockFile, QObject, QSysInfo, Qt, Signal

from coopdesk.language import N_

LOCK, CALL = "window.lock", "window.call"
BETWEEN = 0.4
"""Seconds between two looks, on a thread, whether somebody calls."""
BEAT = 30.0
"""Seconds between two signs of life that another computer can see."""
QUIET = 300.0
"""Seconds without a sign after which the window of another computer counts as gone."""
PATIENCE = 3.0
"""Seconds a second start waits to be heard."""
OPEN_THERE = N_("This desk is open on another computer too: {computer}.")
OPEN_THERE_HOW = N_("Close it there before you go on here: a desk belongs to one computer at a time.")
LEFT_THERE = N_("This desk was last opened on another computer and not closed there: {computer}.")
LEFT_THERE_HOW = N_("It has given no sign for some minutes, so the desk is open here now. Nothing is lost.")


class OneWindow(QObject):
    """The claim of this program on the only window of a desk."""

    _called = Signal()

    def __init__(self, profile: Path) -> None:
        super().__init__()
        self._profile = profile
        self._call = profile / CALL
        self._file = profile / LOCK
        self._lock = QLockFile(str(self._file))
        self._lock.setStaleLockTime(0)
        self._raise: Callable[[], object] | None = None
        self._over = Event()
        self._listener: Thread | None = None
        self.elsewhere = ""
        """The name of another computer whose window has the desk, or left a lock behind."""
        self.is_left_behind = False
        self._called.connect(self._come, Qt.ConnectionType.QueuedConnection)

    def claim(self) -> bool:
        """Claim the desk, where there is one; False where another window of this computer has it."""
        if not self._profile.is_dir() or self._lock.isLocked():
            return True
        if self._lock.tryLock(0) or self._lock.error() != QLockFile.LockError.LockFailedError:
            return True
        _, holder, _ = self._lock.getLockInfo()
        if not holder or holder == QSysInfo.machineHostName():
            return False
        self.elsewhere = holder
        self.is_left_behind = self._is_quiet() and self._lock.removeStaleLockFile() and self._lock.tryLock(0)
        return True

    def _is_quiet(self) -> bool:
        """Whether the lock has not beaten for long, by the clock of the disk it lies on."""
        mark = self._profile / f"{LOCK}.{os.getpid()}"
        try:
            mark.touch()
            now = mark.stat().st_mtime
            mark.unlink()
            return now - self._file.stat().st_mtime > QUIET
        except OSError:
            return False

    def words(self) -> tuple[str, str]:
        """What to tell the officer of another computer, "" where there is none."""
        if not self.elsewhere:
            return "", ""
        title, how = (LEFT_THERE, LEFT_THERE_HOW) if self.is_left_behind else (OPEN_THERE, OPEN_THERE_HOW)
        return title.format(computer=self.elsewhere), str(how)

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
        """Be called from now on, and give signs of life, on a thread of its own."""
        self._raise = come_to_front
        self._listener = Thread(target=self._listen, name="coopdesk-one-window", daemon=True)
        self._listener.start()

    def stop(self) -> None:
        """Be called no more; the next start finds the desk free."""
        self._over.set()
        if self._listener:
            self._listener.join(PATIENCE)
        self._lock.unlock()

    def _come(self) -> None:
        if self._raise:
            self._raise()

    # On the thread

    def _listen(self) -> None:
        beaten = time.monotonic()
        while not self._over.wait(BETWEEN):
            if not self._lock.isLocked() and not self.elsewhere:  # the desk was made after the window
                self.claim()
            if time.monotonic() - beaten > BEAT:
                beaten = time.monotonic()
                self._beat()
            if self._call.exists():
                self._call.unlink(missing_ok=True)
                if shiboken6.isValid(self):
                    self._called.emit()

    def _beat(self) -> None:
        if self._lock.isLocked():
            with suppress(OSError):
                os.utime(self._file)
