# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What tests of the window share: a real desk, the window upon it, and no patience with Qt's warnings."""

import inspect
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coopdesk.desk.desk import Desk
from coopdesk.desk.founding import found_desk
from coopdesk.language import current, set_current
from coopdesk.ui import look
from coopdesk.ui.bundles.screen import BundlesScreen
from coopdesk.ui.options import Options
from coopdesk.ui.screens.list_screen import ListScreen
from coopdesk.ui.stage import LISTS
from coopdesk.ui.starting import Start
from coopdesk.ui.work import Work
from coopdesk.ui.workplace import Workplace
from tests.desk.city_hall import Computer


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.qt_log_level_fail("WARNING"))
            # What the platform without a screen cannot do, and says so.
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support"))


@pytest.fixture(autouse=True)
def english_at_first() -> Iterator[None]:
    before = current()
    set_current("en")
    yield
    set_current(before)


@pytest.fixture(autouse=True)
def no_log_lines(caplog: pytest.LogCaptureFixture, request: pytest.FixtureRequest) -> Iterator[None]:
    """A warning or error in the log fails every test but those that read the log themselves."""
    yield
    if "caplog" not in inspect.signature(request.function).parameters:
        told = [f"{line.name}: {line.getMessage()}" for line in caplog.get_records("call")
                if line.levelno >= logging.WARNING]  # fmt: skip
        assert told == []


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    folder = tmp_path / "desk"
    found_desk(folder, city="Lokossa", country="BJ", officer="Clarisse Dansou", language="en").close()
    return folder


@pytest.fixture
def desk(profile: Path) -> Iterator[Desk]:
    """The same desk as a second program sees it."""
    with Desk.open(profile) as opened:
        yield opened


@pytest.fixture
def work(qtbot: QtBot, profile: Path) -> Iterator[Work]:
    made = Work()
    yield made
    made.stop()


@pytest.fixture
def start(qtbot: QtBot, qapp: QApplication, profile: Path) -> Iterator[Start]:
    look.dress(qapp)
    made = Start(Options(profile, "en"))
    qtbot.addWidget(made.window)
    qtbot.waitUntil(lambda: made.window.centralWidget() is made.workplace and made.window.isVisible())
    yield made
    made.work.stop()


@pytest.fixture
def workplace(qtbot: QtBot, start: Start) -> Workplace:
    """The window with its first screen shown, and everything that comes after it."""
    qtbot.waitUntil(lambda: bool(start.workplace.commands))
    return start.workplace


@pytest.fixture
def lists(qtbot: QtBot, workplace: Workplace) -> ListScreen:
    """Notes as list and form."""
    workplace.stage.show_screen(f"{LISTS}notes")
    found = workplace.stage.front
    assert isinstance(found, ListScreen)
    qtbot.waitUntil(lambda: found.table.shown_once)
    return found


@pytest.fixture
def hall(desk: Desk, tmp_path: Path) -> Computer:
    """The desk that the window shows, as a computer among others."""
    return Computer(desk, tmp_path)


@pytest.fixture
def laptop(hall: Computer) -> Iterator[Computer]:
    """Another computer of the office, which has everything."""
    made = hall.admits("laptop")
    yield made
    made.desk.close()


@pytest.fixture
def screen(qtbot: QtBot, laptop: Computer, workplace: Workplace) -> BundlesScreen:
    """The screen of the bundles, once it knows who is there; files about other screens have their own."""
    workplace.show_screen("bundles")
    found = workplace.stage.front
    assert isinstance(found, BundlesScreen)
    qtbot.waitUntil(lambda: bool(found.sending.devices), timeout=20_000)
    return found
