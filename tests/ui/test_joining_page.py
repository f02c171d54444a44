# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""An invitation at the first start: this computer asks, a steward answers, the desk is there."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coopdesk.desk import admitting
from coopdesk.desk.desk import Desk
from coopdesk.ui import look
from coopdesk.ui.first_start.joining import Joining
from coopdesk.ui.first_start.page import FirstStart
from coopdesk.ui.options import Options
from coopdesk.ui.starting import Start

PATIENCE = 30_000


@pytest.fixture
def starts(qtbot: QtBot, qapp: QApplication) -> Iterator[list[Start]]:
    look.dress(qapp)
    made: list[Start] = []
    yield made
    for one in made:
        one.work.stop()


def started(qtbot: QtBot, starts: list[Start], folder: Path) -> Start:
    made = Start(Options(folder, "en"))
    starts.append(made)
    qtbot.addWidget(made.window)
    qtbot.waitUntil(made.window.isVisible)
    return made


def joining(start: Start) -> Joining:
    page = start.window.centralWidget()
    assert isinstance(page, Joining)
    return page


def invited(start: Start) -> Joining:
    page = start.window.centralWidget()
    assert isinstance(page, FirstStart)
    page.invitation.click()
    return joining(start)


def test_a_request_an_answer_and_the_desk_of_the_office_is_there(
    qtbot: QtBot, starts: list[Start], desk: Desk, tmp_path: Path
) -> None:
    start = started(qtbot, starts, tmp_path / "second")
    page = invited(start)
    page.officer.field.setText("Kofi Exemple")
    page.write_request(tmp_path / "request.coopjoin")
    qtbot.waitUntil(lambda: "Request written: request.coopjoin" in page.told.text(), timeout=PATIENCE)
    words = admitting.admit(desk, tmp_path / "request.coopjoin", tmp_path / "answer.coopx").words
    assert page.words.text == words
    assert page.words.isVisible()
    page.open_invitation(tmp_path / "answer.coopx")
    qtbot.waitUntil(lambda: start.window.centralWidget() is start.workplace, timeout=PATIENCE)
    assert "Admitted by" in start.workplace.banner.told
    qtbot.waitUntil(start.workplace.navigation.isVisible, timeout=PATIENCE)
    start.work.stop()
    with Desk.open(tmp_path / "second") as second:
        assert second.office.city == desk.office.city


def test_who_has_asked_is_led_to_the_answer_at_the_next_start(
    qtbot: QtBot, starts: list[Start], desk: Desk, tmp_path: Path
) -> None:
    admitting.ask(tmp_path / "second", tmp_path / "request.coopjoin", "Kofi Exemple", None)
    start = started(qtbot, starts, tmp_path / "second")
    page = joining(start)
    assert "asked already" in page.told.text()
    qtbot.waitUntil(page.words.isVisible, timeout=PATIENCE)
    assert page.words.text == admitting.words_asked(tmp_path / "second", None)
    (tmp_path / "wrong.coopx").write_bytes(b"no invitation")
    page.open_invitation(tmp_path / "wrong.coopx")
    qtbot.waitUntil(page.refusal.isVisible, timeout=PATIENCE)
    assert page.open.isEnabled()
    admitting.admit(desk, tmp_path / "request.coopjoin", tmp_path / "answer.coopx")
    page.open_invitation(tmp_path / "answer.coopx")
    qtbot.waitUntil(lambda: start.window.centralWidget() is start.workplace, timeout=PATIENCE)


def test_a_request_needs_a_name_and_one_goes_back_to_the_questions(
    qtbot: QtBot, starts: list[Start], tmp_path: Path
) -> None:
    start = started(qtbot, starts, tmp_path / "second")
    page = invited(start)
    page.write.click()
    assert page.officer.error.text().startswith("Type your name")
    page.go_back.click()
    assert isinstance(start.window.centralWidget(), FirstStart)
    assert not (tmp_path / "second").exists()
