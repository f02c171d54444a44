# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The worker opens the desk before there is a window, and Today finds its first answer waiting."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from coopdesk.desk import saving
from coopdesk.desk.desk import Desk
from coopdesk.desk.today_page import ToDo
from coopdesk.records.types import BY_KEY
from coopdesk.ui.hands import Failure, Hands, OpenedDesk, Success
from coopdesk.ui.opening import begin
from coopdesk.ui.options import Options
from coopdesk.ui.today.screen import TodayScreen
from coopdesk.ui.work import Work


@pytest.fixture
def hands(profile: Path, desk: Desk) -> Iterator[Hands]:
    saving.save(desk, BY_KEY["follow-up"], None, {"what": "Send the calendar", "due_on": "2026-03-01"})
    made = begin(Options(profile, "fr"))
    yield made
    made.stop(15)


def opened(qtbot: QtBot, hands: Hands) -> OpenedDesk:
    qtbot.waitUntil(lambda: hands.ahead is not None)
    assert isinstance(hands.ahead, Success)
    return hands.ahead.value


def test_the_desk_is_open_and_the_first_question_answered(qtbot: QtBot, hands: Hands) -> None:
    found = opened(qtbot, hands)
    assert found.office.city == "Lokossa"
    assert isinstance(found.first, ToDo)
    assert [row.title for row in found.first.rows] == ["Send the calendar"]


def test_today_shows_it_without_asking(qtbot: QtBot, hands: Hands) -> None:
    answer = opened(qtbot, hands).first
    work = Work(hands)
    screen = TodayScreen(work)
    qtbot.addWidget(screen)
    screen.take_ahead(answer)
    screen.begin()
    assert screen.model.rowCount()
    work.stop()


def test_an_answer_of_yesterday_is_not_shown(qtbot: QtBot, hands: Hands) -> None:
    answer = opened(qtbot, hands).first
    assert isinstance(answer, ToDo)
    work = Work(hands)
    screen = TodayScreen(work)
    qtbot.addWidget(screen)
    screen.take_ahead(replace(answer, on=date.today() - timedelta(days=1)))
    screen.begin()
    assert not screen.model.rowCount()
    qtbot.waitUntil(lambda: bool(screen.model.rowCount()))
    work.stop()


def test_a_desk_that_stays_closed_says_why(qtbot: QtBot, tmp_path: Path) -> None:
    hands = begin(Options(tmp_path / "nothing"))
    qtbot.waitUntil(lambda: hands.ahead is not None)
    assert isinstance(hands.ahead, Failure)
    assert hands.ahead.error.code == "no_desk"
    assert hands.stop(15)
    assert not hands.is_running
