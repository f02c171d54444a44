# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Counts how often the window stands still, and where: for those who mend it, not for officers.

With COOPDESK_STALLS=FILE in the environment, each time the window did not answer for more than
100 ms is noted in the file: for how long, and what it was doing. The stack names code, never values.
"""

import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, sleep

from PySide6.QtCore import QObject, QTimer

LONGEST = 0.100
"""Seconds that nobody notices."""
BEAT = 20
LOOK = 0.015


class Stalls(QObject):
    """Beats on the thread of the window; another thread looks when the beat stops."""

    def __init__(self, noted: Callable[[float, str], object]) -> None:
        """`noted` is told, on the other thread, the seconds of each stall and the stack within it."""
        super().__init__()
        self._noted = noted
        self._window = threading.get_ident()
        self._last = perf_counter()
        self._ended = threading.Event()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._beat)
        self._timer.start(BEAT)
        self._watcher = threading.Thread(target=self._look, name="coopdesk-stalls", daemon=True)
        self._watcher.start()

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()
        self._ended.set()
        self._watcher.join()

    def _beat(self) -> None:
        self._last = perf_counter()

    def _look(self) -> None:
        while not self._ended.is_set():
            sleep(LOOK)
            before = self._last
            if perf_counter() - before <= LONGEST:
                continue
            stack = "".join(traceback.format_stack(sys._current_frames()[self._window]))
            while self._last == before and not self._ended.is_set():
                sleep(LOOK)
            self._noted(perf_counter() - before, stack)


def noting_in(file: Path) -> Stalls:
    """Note stalls in a file, after what stands there."""

    def note(seconds: float, stack: str) -> None:
        with file.open("a", encoding="utf-8") as lines:
            lines.write(f"stall {seconds:.3f} s\n{stack}")

    return Stalls(note)


def noted_in(file: Path) -> tuple[float, ...]:
    """The seconds of the stalls that a file notes, () where there is none."""
    if not file.exists():
        return ()
    lines = file.read_text(encoding="utf-8").splitlines()
    return tuple(float(line.split()[1]) for line in lines if line.startswith("stall "))
