# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Keys: no two things on a screen listen to the same one, for Qt would then do neither."""

from collections.abc import Iterator
from itertools import combinations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from coopdesk.records.types import BY_KEY
from coopdesk.ui.handbook.screen import HandbookScreen
from coopdesk.ui.reports.screen import ReportsScreen
from coopdesk.ui.screens.directory import BY_KEY as PLACES
from coopdesk.ui.screens.list_screen import ListScreen
from coopdesk.ui.screens.settings import SettingsScreen
from coopdesk.ui.starting import Start
from coopdesk.ui.workplace import Workplace
from tests.ui.test_walk import example, keys, opened, settle

__all__ = ["example", "opened"]
Listener = tuple[str, QWidget, bool]
"""A key, the widget that it belongs to, and whether it counts in the whole window."""


def listeners(window: QWidget) -> Iterator[Listener]:
    """Everything that listens to a key on what is seen now."""
    for shortcut in window.findChildren(QShortcut):
        owner = shortcut.parent()
        if isinstance(owner, QWidget) and owner.isVisible() and shortcut.isEnabled():
            whole = shortcut.context() in (
                Qt.ShortcutContext.WindowShortcut,
                Qt.ShortcutContext.ApplicationShortcut,
            )
            yield from ((one.toString(), owner, whole) for one in QShortcut.keys(shortcut))
    for action in window.findChildren(QAction):
        owner = action.parent()
        if isinstance(owner, QWidget) and owner.isVisible() and action.isEnabled():
            yield from ((one.toString(), owner, True) for one in action.shortcuts())


def meet(one: Listener, other: Listener) -> bool:
    """Whether both hear the same key while the keyboard is in some one place."""
    (key, owner, whole), (same, another, everywhere) = one, other
    if key != same or not key:
        return False
    return (
        whole or everywhere or owner is another or owner.isAncestorOf(another) or another.isAncestorOf(owner)
    )


def collisions(window: QWidget) -> list[str]:
    return [
        f"{one[0]}: {type(one[1]).__name__} and {type(other[1]).__name__}"
        for one, other in combinations(listeners(window), 2)
        if meet(one, other)
    ]


@pytest.mark.parametrize("opened", ["fr"], indirect=True)
def test_no_two_things_listen_to_the_same_key(qtbot: QtBot, opened: Start) -> None:
    wrong: list[str] = []
    seen: set[str] = set()
    for key in [*keys(), "decisions"]:
        opened.workplace.stage.show_screen(key)
        settle(qtbot, opened)
        front = opened.workplace.stage.front
        if isinstance(front, ListScreen) and front.table.model.rowCount():
            front.show_record(front.kind, front.table.model.id_at(0))
            settle(qtbot, opened)
        wrong += [f"{key}: {found}" for found in collisions(opened.window)]
        seen |= {listener[0] for listener in listeners(opened.window)}
    assert not wrong, "\n".join(wrong)
    assert {"Ctrl+K", "Ctrl+-", "Esc", "*", "-", "F1"} <= seen


def test_two_listeners_of_one_key_are_found(qtbot: QtBot) -> None:
    page, part = QWidget(), QWidget()
    qtbot.addWidget(page)
    part.setParent(page)
    page.show()
    for owner in (page, part):
        made = QShortcut(owner)
        made.setKey(Qt.Key.Key_F9)
        made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    assert collisions(page) == ["F9: QWidget and QWidget"]


@pytest.mark.parametrize("opened", ["fr"], indirect=True)
def test_the_keys_of_the_preview_change_the_size(qtbot: QtBot, opened: Start) -> None:
    opened.workplace.run("go reports")
    screen = opened.workplace.stage.front
    assert isinstance(screen, ReportsScreen)
    opened.workplace.show_report("annual", "", "", "fr")
    qtbot.waitUntil(lambda: screen.preview.paper is not None, timeout=20_000)
    pages = screen.preview.pages
    pages.setFocus()
    fitted = pages.magnification
    QTest.keyClick(pages, Qt.Key.Key_Plus)
    assert pages.magnification > fitted
    QTest.keyClick(pages, Qt.Key.Key_Asterisk)
    assert pages.magnification == pytest.approx(fitted)
    QTest.keyClick(pages, Qt.Key.Key_Minus)
    assert pages.magnification < fitted
    assert "(*)" in screen.preview.fit.toolTip()


def test_esc_leads_from_the_handbook_back_to_the_list_with_its_record(
    qtbot: QtBot, workplace: Workplace, lists: ListScreen
) -> None:
    lists.new_record()
    qtbot.waitUntil(lists.form.isVisible)
    workplace.run("explain")
    book = workplace.stage.front
    assert isinstance(book, HandbookScreen)
    qtbot.waitUntil(lambda: bool(book.page.toPlainText()))
    assert book.back.text() == "Back to: Notes"
    workplace.window().activateWindow()
    qtbot.waitUntil(workplace.window().isActiveWindow)
    book.page.setFocus()
    QTest.keyClick(book.page, Qt.Key.Key_Escape)
    assert workplace.stage.key == "list notes"
    assert workplace.stage.front is lists
    assert lists.form.isVisible()


def test_the_navigation_tells_its_keys(workplace: Workplace) -> None:
    def told(key: str) -> str:
        for shown in (workplace.navigation.view, workplace.navigation.below):
            for row, place in enumerate(shown.places.places):
                if place.key == key:
                    return str(shown.places.data(shown.places.index(row), Qt.ItemDataRole.ToolTipRole))
        return ""

    assert told("today") == "Today (Ctrl+1)"
    assert told("reports") == "Reports (Ctrl+0)"
    assert told("handbook") == "Handbook (F1)"
    assert told("settings") == "Settings"


def test_the_least_developed_countries_are_a_list_of_the_settings(qtbot: QtBot, workplace: Workplace) -> None:
    assert "ldc" not in PLACES["partners"].types
    workplace.run("go settings")
    settings = workplace.stage.front
    assert isinstance(settings, SettingsScreen)
    settings.lists[0].click()
    front = workplace.stage.front
    assert isinstance(front, ListScreen)
    assert front.kind is BY_KEY["ldc"]
    assert workplace.navigation.current == "settings"
