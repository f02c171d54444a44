# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The window that stands still is noted, with what it was doing."""

import time
from pathlib import Path

from pytestqt.qtbot import QtBot

from coopdesk.ui.stalls import Stalls, noted_in, noting_in


def hold_up() -> None:
    time.sleep(0.4)


def test_a_stall_is_noted_with_its_stack(qtbot: QtBot) -> None:
    seen: list[tuple[float, str]] = []
    watch = Stalls(lambda seconds, stack: seen.append((seconds, stack)))
    qtbot.wait(60)
    hold_up()
    qtbot.waitUntil(lambda: any("hold_up" in stack and seconds > 0.3 for seconds, stack in seen))
    watch.stop()


def test_stalls_are_read_back_from_their_file(qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "stalls.txt"
    assert noted_in(file) == ()
    watch = noting_in(file)
    qtbot.wait(60)
    hold_up()
    qtbot.waitUntil(lambda: any(seconds > 0.3 for seconds in noted_in(file)))
    watch.stop()
