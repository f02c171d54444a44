# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A desk that is opened a second time shows the window that is open."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from coopdesk.ui import look, one_window
from coopdesk.ui.one_window import CALL, LOCK, PATIENCE, QUIET, OneWindow
from coopdesk.ui.options import Options
from coopdesk.ui.starting import Start

SECOND = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from coopdesk.ui.one_window import OneWindow
app = QCoreApplication([])
second = OneWindow(Path(sys.argv[1]))
print(second.claim(), second.call(float(sys.argv[2])))
"""


def second(profile: Path, patience: float) -> "subprocess.Popen[str]":
    """Another program that opens the same desk."""
    words = [sys.executable, "-c", SECOND, str(profile), str(patience)]
    return subprocess.Popen(words, stdout=subprocess.PIPE, text=True)


def test_the_first_window_comes_to_the_front(qtbot: QtBot, profile: Path, start: Start) -> None:
    first = OneWindow(profile)
    assert first.claim()
    start.window.showMinimized()
    first.listen(start.window.come_to_front)
    other = second(profile, 20)
    qtbot.waitUntil(lambda: other.poll() is not None, timeout=20_000)
    assert other.communicate()[0] == "False True\n"
    assert start.window.isVisible()
    assert not start.window.isMinimized()
    assert not (profile / CALL).exists()
    assert not first.findChildren(QTimer), "the window itself looks for no file"
    first.stop()
    assert not (profile / LOCK).exists()


def test_who_is_not_heard_opens_a_window_of_its_own(qtbot: QtBot, profile: Path) -> None:
    first = OneWindow(profile)
    assert first.claim()
    other = second(profile, 0.2)
    assert other.communicate(timeout=20)[0] == "False False\n"
    assert not (profile / CALL).exists()


def test_the_lock_of_a_program_that_was_killed_is_taken_over(profile: Path) -> None:
    words = "import sys; from PySide6.QtCore import QLockFile; import os\n"
    words += "one = QLockFile(sys.argv[1]); one.tryLock(0); os.kill(os.getpid(), 9)"
    subprocess.run([sys.executable, "-c", words, str(profile / LOCK)], check=False)
    assert (profile / LOCK).exists()
    assert OneWindow(profile).claim()


def test_a_desk_that_is_still_to_be_made_is_claimed_when_it_is_there(qtbot: QtBot, tmp_path: Path) -> None:
    profile = tmp_path / "desk"
    one = OneWindow(profile)
    assert one.claim()
    one.listen(lambda: None)
    profile.mkdir()
    qtbot.waitUntil((profile / LOCK).exists)
    one.stop()


def locked_by(profile: Path, computer: str, seconds_ago: float) -> None:
    """The lock of a window on another computer that gave its last sign of life so long ago."""
    lock = profile / LOCK
    lock.write_text(f"4711\ncoopdesk\n{computer}\n00000000000000000000000000000000\n\n", encoding="utf-8")
    then = time.time() - seconds_ago
    os.utime(lock, (then, then))


def test_a_quiet_lock_of_another_computer_is_taken_over_at_once_and_told(profile: Path) -> None:
    locked_by(profile, "old-name", QUIET + 60)
    one, began = OneWindow(profile), time.monotonic()
    assert one.claim()
    assert time.monotonic() - began < PATIENCE / 2
    title, how = one.words()
    assert "old-name" in title
    assert "open here now" in how
    again = OneWindow(profile)
    assert not again.claim(), "the lock is ours now"
    one.stop()


def test_the_window_of_another_computer_keeps_its_lock_and_is_not_waited_for(profile: Path) -> None:
    locked_by(profile, "town-hall-2", 10)
    one = OneWindow(profile)
    assert one.claim()
    title, how = one.words()
    assert "town-hall-2" in title
    assert "Close it there" in how
    one.stop()
    assert "town-hall-2" in (profile / LOCK).read_text(encoding="utf-8")


def test_an_open_window_gives_signs_of_life(
    qtbot: QtBot, profile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(one_window, "BEAT", 0.1)
    one = OneWindow(profile)
    assert one.claim()
    long_ago = time.time() - 2 * QUIET
    os.utime(profile / LOCK, (long_ago, long_ago))
    one.listen(lambda: None)
    qtbot.waitUntil(lambda: (profile / LOCK).stat().st_mtime > long_ago + QUIET)
    one.stop()


def test_what_is_known_of_the_other_computer_is_said_once_the_desk_is_seen(
    qtbot: QtBot, profile: Path, qapp: QApplication
) -> None:
    locked_by(profile, "old-name", QUIET + 60)
    one = OneWindow(profile)
    assert one.claim()
    look.dress(qapp)
    start = Start(Options(profile, "en"))
    qtbot.addWidget(start.window)
    start.tell_once(*one.words())
    qtbot.waitUntil(lambda: bool(start.workplace.commands))
    qtbot.waitUntil(start.workplace.banner.isVisible)
    said = [label.text() for label in start.workplace.banner.findChildren(QLabel)]
    assert any("old-name" in text for text in said)
    start.work.stop()
    one.stop()
