# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Going to a folder that may never answer, as that of a network drive whose server is gone.

The system gives no way to end a call that hangs. So whoever goes there does it on a thread of its own
and shows signs of life; once they stay away, the thread is left behind, and who waited is told.
"""

from collections.abc import Callable
from pathlib import Path
from threading import Event, Lock, Thread
from time import monotonic
from typing import Generic, TypeVar

from coopdesk.errors import WorldError

T = TypeVar("T")
Sign = Callable[[], None]
"""To be called at every step; it ends an errand for which nobody waits any more."""
PATIENCE = 10.0
"""Seconds without a sign of life, after which a folder counts as silent."""
MOST_LEFT_BEHIND = 3
"""So many errands may hang at one folder; nobody else is sent after them."""


def nothing() -> None:
    """The sign of who goes somewhere by himself: nobody looks for it."""


class _NobodyWaits(Exception):
    """Ends an errand that came back too late."""


class _Errand(Generic[T]):
    """What is done on the thread, its signs of life, and what came of it."""

    def __init__(self, action: Callable[[Sign], T]) -> None:
        self._action = action
        self._seen = monotonic()
        self._is_left = False
        self._ended = Event()
        self._values: list[T] = []
        self._error: BaseException | None = None
        self.thread = Thread(target=self._run, name="coopdesk-errand", daemon=True)

    def _run(self) -> None:
        try:
            self._values.append(self._action(self._sign))
        except BaseException as error:
            self._error = error
        finally:
            self._ended.set()

    def _sign(self) -> None:
        if self._is_left:
            raise _NobodyWaits
        self._seen = monotonic()

    def is_back(self, patience: float) -> bool:
        """Whether it ended; False once no sign of life came for so many seconds."""
        while not self._ended.wait(max(0.0, self._seen + patience - monotonic())):
            if monotonic() >= self._seen + patience:
                self._is_left = True
                return False
        return True

    def result(self) -> T:
        """What came of it; raises what it raised."""
        if self._error:
            raise self._error
        return self._values[0]


_left_behind: dict[Path, list[Thread]] = {}
_lock = Lock()


def reached(folder: Path, action: Callable[[Sign], T], patience: float | None = None) -> T:
    """What an action at this folder gives, done on a thread of its own. Raises WorldError where the
    folder does not answer for `patience` seconds, and what the action raises."""
    with _lock:
        hanging = [thread for thread in _left_behind.pop(folder, []) if thread.is_alive()]
        if hanging:
            _left_behind[folder] = hanging
    if len(hanging) >= MOST_LEFT_BEHIND:
        raise silent(folder)
    errand = _Errand(action)
    errand.thread.start()
    if errand.is_back(PATIENCE if patience is None else patience):
        return errand.result()
    with _lock:
        _left_behind.setdefault(folder, []).append(errand.thread)
    raise silent(folder)


def silent(folder: Path) -> WorldError:
    """The error for a folder that does not answer."""
    return WorldError(
        "folder_silent",
        "The folder does not answer: {folder}. Check the network or the drive, then try again.",
        folder=str(folder),
    )
