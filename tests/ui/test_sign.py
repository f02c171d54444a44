# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Icons that stand by themselves follow the colours, those made before the change too."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coopdesk.ui import look
from coopdesk.ui.reports.screen import ReportsScreen
from coopdesk.ui.sign import Sign
from coopdesk.ui.starting import Start
from coopdesk.ui.workplace import Workplace


@pytest.fixture
def light(qapp: QApplication) -> Iterator[None]:
    look.dress(qapp, look.LIGHT)
    yield
    look.dress(qapp, look.LIGHT)


def holds(image: QImage, colour: str) -> bool:
    wanted = QColor(colour)
    spots = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return any(image.pixelColor(x, y) == wanted for x, y in spots)


@pytest.mark.usefixtures("light")
def test_a_sign_is_painted_in_the_colours_of_now(qtbot: QtBot, qapp: QApplication) -> None:
    sign = Sign("shield-check", 32, lambda colours: colours.good)
    qtbot.addWidget(sign)
    assert holds(sign.grab().toImage(), look.LIGHT.good)
    look.dress(qapp, look.DARK)
    assert holds(sign.grab().toImage(), look.DARK.good)


def test_the_buttons_of_a_report_follow_the_colours(qtbot: QtBot, start: Start, workplace: Workplace) -> None:
    start.wear("light")
    workplace.show_screen("reports")
    screen = workplace.stage.front
    assert isinstance(screen, ReportsScreen)
    before = screen.preview.save.icon().cacheKey()
    start.wear("dark")
    qtbot.waitUntil(lambda: screen.preview.save.icon().cacheKey() != before)
    start.wear("light")
