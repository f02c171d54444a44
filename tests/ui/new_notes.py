# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A note that is begun in a real window, and saved."""

from pytestqt.qtbot import QtBot

from coopdesk.ui.notes.screen import NotesScreen
from coopdesk.ui.workplace import Workplace


def begun(qtbot: QtBot, workplace: Workplace) -> NotesScreen:
    """A new note, its cursor in the title."""
    workplace.run("new note")
    found = workplace.stage.front
    assert isinstance(found, NotesScreen)
    qtbot.waitUntil(lambda: found.keeper.is_open and found.page.head.title.hasFocus())
    return found


def saved(qtbot: QtBot, screen: NotesScreen) -> None:
    """Save it, and wait until that is done."""
    screen.save()
    qtbot.waitUntil(lambda: bool(screen.page.shown.id) and not screen.has_changes())
