# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""An officer of two offices has two desks side by side: the second opens in a window of its own."""

import os
import signal
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QProcess
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from coopdesk.desk import admitting
from coopdesk.ui.screens.settings import SettingsScreen
from coopdesk.ui.workplace import Workplace

SECONDS = 30


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The programs that were begun beside this one."""
    found: list[list[str]] = []

    def begin(program: str, words: list[str]) -> tuple[bool, int]:
        found.append([program, *words])
        return True, 1

    monkeypatch.setattr(QProcess, "startDetached", begin)
    return found


def chooses(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))


def settings(workplace: Workplace) -> SettingsScreen:
    workplace.show_screen("settings")
    found = workplace.stage.front
    assert isinstance(found, SettingsScreen)
    return found


def test_an_empty_folder_begins_a_second_desk_and_says_how_to_come_back(
    qtbot: QtBot,
    workplace: Workplace,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    begun: list[list[str]],
) -> None:
    (other := tmp_path / "Porto-Novo").mkdir()
    (other / ".DS_Store").touch()
    chooses(monkeypatch, other)
    workplace.run("other desk")
    qtbot.waitUntil(lambda: bool(begun))
    assert begun == [[sys.executable, "-m", "coopdesk", "--profile", str(other)]]
    qtbot.waitUntil(lambda: str(other) in workplace.banner.told)
    assert workplace.banner.told.startswith("The other desk opens in a window of its own.")


def test_a_folder_with_a_desk_opens_it(
    qtbot: QtBot,
    workplace: Workplace,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    begun: list[list[str]],
) -> None:
    admitting.ask(tmp_path / "asking", tmp_path / "a.coopjoin", "Clarisse Dansou", None)
    chooses(monkeypatch, tmp_path / "asking")
    settings(workplace).desks.open_another.click()
    qtbot.waitUntil(lambda: [words[-1] for words in begun] == [str(tmp_path / "asking")])


def test_no_desk_is_begun_among_other_things_or_in_the_one_that_is_open(
    qtbot: QtBot,
    workplace: Workplace,
    profile: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    begun: list[list[str]],
) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "mayor.txt").write_text("Dear colleagues")
    for folder, words in (
        (tmp_path / "letters", "This folder holds other things"),
        (profile, "The desk that is open lies in this folder"),
        (profile / "backups", "The desk that is open lies in this folder"),
    ):
        chooses(monkeypatch, folder)
        settings(workplace).desks.open_another.click()
        qtbot.waitUntil(lambda words=words: words in workplace.banner.told)  # type: ignore[misc]
    assert begun == []


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="the program is found, and ended, by /proc")
def test_the_second_window_really_opens(tmp_path: Path) -> None:
    """The program that is begun is this one, and it takes the folder."""
    from coopdesk.ui.screens import desks_card

    admitting.ask(tmp_path / "asking", tmp_path / "a.coopjoin", "Clarisse Dansou", None)
    before = set(processes(tmp_path))
    assert desks_card.begin_beside(tmp_path / "asking")
    end = time.monotonic() + SECONDS
    while not (tmp_path / "asking" / "window.lock").exists() and time.monotonic() < end:
        time.sleep(0.05)
    for process in set(processes(tmp_path)) - before:
        os.kill(process, signal.SIGKILL)
    assert (tmp_path / "asking" / "window.lock").exists()


def processes(folder: Path) -> list[int]:
    """The processes whose command line names this folder."""
    found = []
    for line in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = line.read_bytes().split(b"\0")
        except OSError:
            continue
        if os.fsencode(folder / "asking") in words:
            found.append(int(line.parent.name))
    return found
