# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The disk is full in the middle of typing: it is said, nothing typed is lost, and it is tried again."""

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from coopdesk.desk import drafts
from coopdesk.desk.desk import Desk
from coopdesk.desk.note_capture import draft_key
from coopdesk.ui import record_form
from coopdesk.ui.notes import keeper
from coopdesk.ui.notes.screen import NotesScreen
from coopdesk.ui.screens.list_screen import ListScreen
from coopdesk.ui.starting import Start
from coopdesk.ui.workplace import Workplace

LONG = "The shell of the hall is finished. " * 8_000
KEPT = "Disk full; your text stays."


class Disk(QObject):
    """The room that the database of the window has left."""

    def __init__(self, start: Start) -> None:
        super().__init__()
        self._start = start
        self.is_set = False

    def fill(self, qtbot: QtBot) -> None:
        """No more room from now on."""
        self._limit(qtbot, "PRAGMA max_page_count = 1")  # which is: its present size

    def free(self, qtbot: QtBot) -> None:
        """Room again."""
        self._limit(qtbot, "PRAGMA max_page_count = 1000000")

    def _limit(self, qtbot: QtBot, statement: str) -> None:
        self.is_set = False
        self._start.work.ask(lambda desk: desk.store.connection.execute(statement).fetchall(), self._done)
        qtbot.waitUntil(lambda: self.is_set)

    def _done(self, outcome: object) -> None:
        self.is_set = True


def has_said(workplace: Workplace) -> bool:
    return workplace.banner.isVisible() and KEPT in workplace.banner.told


def test_a_form_keeps_its_text_and_its_draft_follows(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, start: Start, lists: ListScreen, desk: Desk
) -> None:
    monkeypatch.setattr(record_form, "AFTER_FAILURE", 300)
    lists.new_record()
    qtbot.waitUntil(lambda: lists.form.fields is not None)
    assert lists.form.fields
    disk = Disk(start)
    disk.fill(qtbot)
    title = lists.form.fields.editor("title").widgets()[0]
    assert isinstance(title, QLineEdit)
    title.setText(LONG[:30_000])
    title.textEdited.emit(title.text())
    qtbot.waitUntil(lambda: has_said(start.workplace))
    lists.form.save()
    qtbot.waitUntil(lambda: lists.form.state.name == "REFUSED")
    assert title.text() == LONG[:30_000].strip() or title.text() == LONG[:30_000]
    disk.free(qtbot)
    qtbot.waitUntil(lambda: drafts.load_draft(desk, "note:new") is not None)


def test_a_note_keeps_its_text_and_its_draft_follows(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, start: Start, workplace: Workplace, desk: Desk
) -> None:
    monkeypatch.setattr(keeper, "AFTER_FAILURE", 300)
    workplace.run("new note")
    screen = workplace.stage.front
    assert isinstance(screen, NotesScreen)
    qtbot.waitUntil(lambda: screen.keeper.is_open)
    disk = Disk(start)
    disk.fill(qtbot)
    screen.page.text.insertPlainText(LONG)
    qtbot.waitUntil(lambda: has_said(workplace))
    assert screen.page.text.text() == LONG
    assert drafts.load_draft(desk, draft_key("")) is None
    disk.free(qtbot)
    qtbot.waitUntil(lambda: drafts.load_draft(desk, draft_key("")) is not None)
    assert screen.page.text.text() == LONG
