# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A desk that is opened a second time shows the window that is open."""

import subprocess
import sys
from pathlib import Path

from pytestqt.qtbot import QtBot

from coopdesk.ui.one_window import CALL, LOCK, OneWindow
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
