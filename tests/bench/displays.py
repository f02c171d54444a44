# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The start beside another program: from the command until a window stands on a display of its own.

What a program paints cannot be asked from outside; that its window was put on the screen can. KeePassXC
is the peer: written in C++, local, encrypted, with a list. It is measured where it is installed.
"""

import ctypes
import os
import select
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.bench.measure import Row

STARTS = 7
PATIENCE = 20.0
PEER = "keepassxc"
MAP_NOTIFY, SUBSTRUCTURE = 19, 1 << 19
"""Xlib's number of the event that a window was put on the screen, and the mask that asks for it."""
LEAST = 300
"""Pixels: what is narrower is no window of a program, but a helper of its toolkit."""
EMPTY = """
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
window.resize(1366, 768)
window.show()
app.exec()
"""


def beside(desk: Path, environment: Mapping[str, str], folder: Path) -> Iterator[Row]:
    """Our window, and the peer's, by an empty one; nothing where there is no display to measure on."""
    if not shutil.which("Xvfb"):
        print("Xvfb is not installed: the rows beside another program are left out.", file=sys.stderr)
        return
    programs = {
        "empty": [sys.executable, "-c", EMPTY],
        "ours": [sys.executable, "-m", "coopdesk", "--profile", str(desk)],
    }
    if peer := shutil.which(PEER):
        programs["peer"] = [peer]
    else:
        print(f"{PEER} is not installed: its row is left out (Debian package {PEER}).", file=sys.stderr)
    (folder / "home").mkdir(parents=True, exist_ok=True)
    with display() as screen:
        around = {**environment, "HOME": str(folder / "home"), "QT_QPA_PLATFORM": "xcb", "DISPLAY": screen}
        times = medians(screen, programs, around)
    yield Row("window on the display", times["ours"], "ms", times["empty"], "empty QMainWindow")
    if peer:
        yield Row(
            "window of KeePassXC on the display", times["peer"], "ms", times["empty"], "empty QMainWindow"
        )


def medians(
    screen: str, programs: Mapping[str, Sequence[str]], around: Mapping[str, str]
) -> dict[str, float]:
    """Median milliseconds of each program until its window stands there, all of them in turn."""
    watch = Watch(screen)
    found: dict[str, list[float]] = {name: [] for name in programs}
    for _ in range(STARTS + 1):
        for name, words in programs.items():
            found[name].append(watch.started(words, around) * 1e3)
    return {name: statistics.median(times[1:]) for name, times in found.items()}


@contextmanager
def display() -> Iterator[str]:
    """A display that nobody looks at, such as ":7"."""
    reading, writing = os.pipe()
    words = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1440x900x24", "-nolisten", "tcp"]
    server = subprocess.Popen(words, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with os.fdopen(reading) as told:
            yield f":{told.readline().strip()}"
    finally:
        server.terminate()
        server.wait()


class Watch:
    """Sees which windows are put on a display."""

    def __init__(self, screen: str) -> None:
        self._x = x = ctypes.CDLL("libX11.so.6")
        x.XOpenDisplay.restype, x.XOpenDisplay.argtypes = ctypes.c_void_p, [ctypes.c_char_p]
        x.XDefaultRootWindow.restype, x.XDefaultRootWindow.argtypes = ctypes.c_ulong, [ctypes.c_void_p]
        x.XSelectInput.argtypes = [ctypes.c_void_p, ctypes.c_ulong, ctypes.c_long]
        for name in ("XPending", "XConnectionNumber"):
            getattr(x, name).argtypes = [ctypes.c_void_p]
        x.XNextEvent.argtypes = [ctypes.c_void_p, ctypes.c_void_p]
        x.XGetGeometry.argtypes = [ctypes.c_void_p, ctypes.c_ulong, *([ctypes.c_void_p] * 7)]
        self._display = x.XOpenDisplay(screen.encode())
        x.XSelectInput(self._display, x.XDefaultRootWindow(self._display), SUBSTRUCTURE)

    def started(self, words: Sequence[str], around: Mapping[str, str]) -> float:
        """Seconds from the start of a program until its window stands there; the program is ended then."""
        while self._x.XPending(self._display):
            self._next()
        began = time.perf_counter()
        quiet = subprocess.DEVNULL
        program = subprocess.Popen(words, env=dict(around), stdout=quiet, stderr=quiet)
        try:
            while not self._stands(began + PATIENCE):
                pass
            return time.perf_counter() - began
        finally:
            program.kill()
            program.wait()

    def _stands(self, end: float) -> bool:
        """Whether the next thing that happens is that a window is put there; raises TimeoutError."""
        left = end - time.perf_counter()
        if left <= 0:
            raise TimeoutError
        if not self._x.XPending(self._display):
            select.select([self._x.XConnectionNumber(self._display)], [], [], left)
            return False
        kind, window = self._next()
        return kind == MAP_NOTIFY and self._width(window) >= LEAST

    def _next(self) -> tuple[int, int]:
        """The kind of the next event and, where it is about one, its window (XMapEvent in Xlib.h)."""
        event = (ctypes.c_long * 24)()
        self._x.XNextEvent(self._display, event)
        return event[0] & 0xFFFFFFFF, event[5]

    def _width(self, window: int) -> int:
        numbers = [ctypes.c_ulong() for _ in range(7)]
        self._x.XGetGeometry(self._display, window, *(ctypes.byref(number) for number in numbers))
        return numbers[3].value & 0xFFFFFFFF
