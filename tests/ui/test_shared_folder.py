# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The shared folder in the window: a look before anything is taken, and a folder that does not answer."""

import os
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Timer
from time import monotonic

import pytest
from pytestqt.qtbot import QtBot

from coopdesk.desk import leaving_shared, sending, sharing
from coopdesk.desk.sending import Wish
from coopdesk.store import shared_bundles
from coopdesk.sync import outbox
from coopdesk.sync.carriers import reaching
from coopdesk.ui import work as working
from coopdesk.ui.bundles.places import SHARED_FOLDER
from coopdesk.ui.bundles.screen import BundlesScreen
from coopdesk.ui.starting import Start
from tests.desk.city_hall import Computer
from tests.ui.test_bundles_screen import PATIENCE


@pytest.fixture
def shared(hall: Computer, tmp_path: Path) -> Path:
    folder = tmp_path / "Cloud"
    folder.mkdir()
    sharing.remember(hall.desk, folder)
    return folder


@pytest.fixture
def screen(shared: Path, screen: BundlesScreen, qtbot: QtBot) -> BundlesScreen:
    """The screen of the bundles, once it has looked into the shared folder."""
    qtbot.waitUntil(lambda: bool(screen.receiving.waiting.told.text()), timeout=PATIENCE)
    return screen


class Network:
    """A folder whose server is gone: whoever asks whether it is there waits until it is back."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.is_back = Event()
        self.was_asked = Event()
        self._asked = Path.is_dir

    def is_dir(self, path: Path) -> bool:
        if path == self.folder:
            self.was_asked.set()
            self.is_back.wait()
        return self._asked(path)


@pytest.fixture
def gone(shared: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Network]:
    """The server goes when `gone` is asked for; six seconds count as long."""
    network = Network(shared)

    def is_dir(path: Path) -> bool:
        return network.is_dir(path)

    monkeypatch.setattr(Path, "is_dir", is_dir)
    monkeypatch.setattr(reaching, "PATIENCE", 6.0)
    monkeypatch.setattr(leaving_shared, "PATIENCE", 6.0)
    yield network
    network.is_back.set()


def test_files_from_elsewhere_take_the_place_of_what_was_looked_into(
    qtbot: QtBot, screen: BundlesScreen, hall: Computer, laptop: Computer, shared: Path
) -> None:
    laptop.new("note", "title=Shared")
    sharing.write(laptop.desk, shared, Wish())
    receiving = screen.receiving
    receiving.waiting.ask()
    qtbot.waitUntil(receiving.waiting.read.isVisible, timeout=PATIENCE)
    receiving.waiting.read.click()
    qtbot.waitUntil(receiving.open.isVisible, timeout=PATIENCE)
    laptop.new("note", "title=On a stick")
    receiving.take_files([laptop.sends()])
    qtbot.waitUntil(lambda: "2 changes from laptop" in receiving.contents.text(), timeout=PATIENCE)
    receiving.open.click()
    qtbot.waitUntil(lambda: "2 changes from laptop" in receiving.report.text(), timeout=PATIENCE)
    assert hall.titles() == {"Shared", "On a stick"}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_a_pipe_in_the_folder_holds_nobody(
    qtbot: QtBot, screen: BundlesScreen, laptop: Computer, shared: Path
) -> None:
    laptop.new("note", "title=Shared")
    file = sharing.write(laptop.desk, shared, Wish()).files[0]
    for folder in (shared, file.parent):
        os.mkfifo(folder / "a.coopx")
    waiting = screen.receiving.waiting
    waiting.ask()
    qtbot.waitUntil(lambda: waiting.told.text() == "laptop: 1 new bundle", timeout=PATIENCE)
    waiting.read.click()
    qtbot.waitUntil(screen.receiving.open.isVisible, timeout=PATIENCE)


def test_a_folder_that_does_not_answer_is_said_and_all_else_goes_on(
    qtbot: QtBot, screen: BundlesScreen, hall: Computer, laptop: Computer, shared: Path, gone: Network
) -> None:
    hall.new("note", "title=Ours")
    before = sending.unsent(hall.desk)
    told = f"The folder does not answer: {shared}. Check the network or the drive, then try again."
    waiting = screen.receiving.waiting
    waiting.ask()
    screen.sending.where.take(SHARED_FOLDER)
    screen.sending.ask_inside()
    qtbot.waitUntil(screen.sending.send.isEnabled, timeout=PATIENCE)
    screen.sending.send.click()
    # While both hang, the worker does what the officer wants.
    laptop.new("note", "title=Meanwhile")
    screen.receiving.take_files([laptop.sends()])
    qtbot.waitUntil(lambda: "1 change from laptop" in screen.receiving.contents.text(), timeout=5500)
    assert waiting.told.text() != told
    qtbot.waitUntil(lambda: waiting.told.text() == told, timeout=PATIENCE)
    qtbot.waitUntil(lambda: screen.sending.report.text() == told, timeout=PATIENCE)
    assert sending.unsent(hall.desk) == before
    gone.is_back.set()
    qtbot.waitUntil(screen.sending.send.isEnabled, timeout=PATIENCE)
    screen.sending.send.click()
    qtbot.waitUntil(lambda: "It lies in the shared folder" in screen.sending.report.text(), timeout=PATIENCE)
    assert sending.unsent(hall.desk) == 0
    assert sharing.read(laptop.desk, shared).brought[0].by_device


def sets_out(qtbot: QtBot, screen: BundlesScreen, hall: Computer, gone: Network) -> None:
    """A bundle is on its way to a folder whose server is gone."""
    hall.new("note", "title=Ours")
    screen.sending.where.take(SHARED_FOLDER)
    screen.sending.ask_inside()
    qtbot.waitUntil(screen.sending.send.isEnabled, timeout=PATIENCE)
    screen.sending.send.click()
    qtbot.waitUntil(gone.was_asked.is_set, timeout=PATIENCE)


def test_a_window_that_is_closed_meanwhile_is_gone_at_once_and_what_arrives_is_noted(
    qtbot: QtBot,
    start: Start,
    screen: BundlesScreen,
    hall: Computer,
    shared: Path,
    gone: Network,
) -> None:
    sets_out(qtbot, screen, hall, gone)
    seen: list[bool] = []
    start.window.leaving.connect(lambda: seen.append(start.window.isVisible()))
    back = Timer(1.0, gone.is_back.set)
    back.start()
    start.window.close()
    back.join()
    assert seen == [False]
    assert len(list(shared.glob("coopdesk/*/*.coopx"))) == 1
    assert sending.unsent(hall.desk) == 0
    assert shared_bundles.lost(hall.desk.store.connection, outbox.clock() + 1) == []


def test_a_window_that_is_closed_waits_only_so_long_for_a_folder_that_stays_away(
    qtbot: QtBot,
    start: Start,
    screen: BundlesScreen,
    hall: Computer,
    gone: Network,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(working, "LONGEST_GOODBYE", 0.5)
    sets_out(qtbot, screen, hall, gone)
    began = monotonic()
    start.window.close()
    assert monotonic() - began < 3
    assert not start.window.isVisible()
