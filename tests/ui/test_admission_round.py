# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A new computer joins by two windows: it asks in one, is admitted in the other, and its desk is there."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from coopdesk.desk import membership
from coopdesk.desk.desk import Desk
from coopdesk.ui.bundles.screen import BundlesScreen
from coopdesk.ui.first_start.joining import Joining
from coopdesk.ui.first_start.page import FirstStart
from coopdesk.ui.options import Options
from coopdesk.ui.starting import Start
from coopdesk.ui.workplace import Workplace

PATIENCE = 30_000


@pytest.fixture
def newcomer(qtbot: QtBot, workplace: Workplace, tmp_path: Path) -> Iterator[Start]:
    """The window of the new computer, at its first start, beside that of the steward."""
    made = Start(Options(tmp_path / "second", "en"))
    qtbot.addWidget(made.window)
    qtbot.waitUntil(lambda: isinstance(made.window.centralWidget(), FirstStart), timeout=PATIENCE)
    yield made
    made.work.stop()


def test_asked_compared_admitted_and_opened_by_window(
    qtbot: QtBot, newcomer: Start, workplace: Workplace, desk: Desk, tmp_path: Path
) -> None:
    first = newcomer.window.centralWidget()
    assert isinstance(first, FirstStart)
    first.invitation.click()
    page = newcomer.window.centralWidget()
    assert isinstance(page, Joining)
    page.officer.field.setText("Kofi Exemple")
    page.write_request(tmp_path / "request.coopjoin")
    qtbot.waitUntil(page.words.isVisible, timeout=PATIENCE)

    workplace.show_screen("bundles")
    screen = workplace.stage.front
    assert isinstance(screen, BundlesScreen)
    screen.take_files([tmp_path / "request.coopjoin"])
    face = screen.office.admission
    qtbot.waitUntil(face.words.isVisible, timeout=PATIENCE)
    assert face.words.text == page.words.text, "both windows show the same eight words"
    qtbot.waitUntil(lambda: face.words.code.squares == page.words.code.squares != (), timeout=PATIENCE)
    (tmp_path / "stick").mkdir()
    face.where.show_folder(tmp_path / "stick")
    face.admit.click()
    qtbot.waitUntil(lambda: face.report.text().startswith("Invitation checked."), timeout=PATIENCE)

    [answer] = (tmp_path / "stick").iterdir()
    page.open_invitation(answer)
    qtbot.waitUntil(lambda: newcomer.window.centralWidget() is newcomer.workplace, timeout=PATIENCE)
    own = next(one for one in membership.computers(desk) if one.state == "own")
    assert own.words in newcomer.workplace.banner.told
    newcomer.workplace.show_screen("bundles")
    there = newcomer.workplace.stage.front
    assert isinstance(there, BundlesScreen)
    there.show_tab("office")
    qtbot.waitUntil(lambda: len(there.office.pane.rows) == 2, timeout=PATIENCE)
