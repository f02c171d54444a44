# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A list as the officer wants it: filtered, other columns, several records changed at once, given out."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from coopdesk.desk import noticing, paging
from coopdesk.desk.desk import Desk
from coopdesk.records.types import BY_KEY
from coopdesk.ui.list_bar import ListTools
from coopdesk.ui.screens.list_screen import ListScreen
from tests.desk.officer import Officer


@pytest.fixture
def tools(qtbot: QtBot, lists: ListScreen, desk: Desk) -> ListTools:
    officer = Officer(desk)
    for title, venue in (("Alpha", "Port"), ("Beta", "Gare"), ("Gamma", "Port")):
        officer.new("note", f"title={title}", f"venue={venue}")
    lists.refresh()
    qtbot.waitUntil(lambda: lists.table.model.rowCount() == 3)
    qtbot.waitUntil(lambda: lists.table.tools is not None)
    assert lists.table.tools
    return lists.table.tools


def titles(lists: ListScreen) -> list[str]:
    model = lists.table.model
    at = next(at for at, what in enumerate(model.columns) if what.key == "title")
    return sorted(str(model.index(row, at).data()) for row in range(model.rowCount()))


def select(lists: ListScreen, *rows: int) -> None:
    chosen = lists.table.view.selectionModel()
    flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    for row in rows:
        chosen.select(lists.table.model.index(row, 0), flags)


def test_a_filter_narrows_the_list_and_is_taken_out(
    qtbot: QtBot, lists: ListScreen, tools: ListTools
) -> None:
    tools.begin("venue")
    assert tools.editor
    QTest.keyClicks(tools.editor.widgets()[-1], "Port")
    tools.apply.click()
    qtbot.waitUntil(lambda: titles(lists) == ["Alpha", "Gamma"])
    assert lists.remembered()["lists"]["note"]["filters"] == ["venue=Port"]  # type: ignore[index]
    qtbot.waitUntil(lambda: tools._chips.count() == 1)
    chip = tools._chips.itemAt(0).widget()
    assert isinstance(chip, QPushButton)
    chip.click()
    qtbot.waitUntil(lambda: lists.table.model.rowCount() == 3)


def test_a_value_that_is_none_is_refused_beside_it(qtbot: QtBot, tools: ListTools) -> None:
    tools.begin("starts")
    assert tools.editor
    QTest.keyClicks(tools.editor.widgets()[-1], "31.02.2026")
    tools.apply.click()
    qtbot.waitUntil(lambda: "31.02.2026" in tools._refusal.text())


def test_columns_are_chosen_and_remembered(qtbot: QtBot, lists: ListScreen, tools: ListTools) -> None:
    assert "venue" not in [what.key for what in lists.table.model.columns]
    tools.show_column("venue", True)
    assert "venue" in [what.key for what in lists.table.model.columns]
    kept = lists.remembered()["lists"]["note"]["columns"]  # type: ignore[index]
    assert "venue" in kept
    qtbot.waitUntil(lambda: titles(lists) == ["Alpha", "Beta", "Gamma"])


def test_one_field_of_all_selected_is_one_save(
    qtbot: QtBot, lists: ListScreen, tools: ListTools, desk: Desk
) -> None:
    select(lists, 0, 1, 2)
    assert not tools.change.isHidden()
    tools.begin("venue", change=True)
    assert tools.editor
    QTest.keyClicks(tools.editor.widgets()[-1], "Mairie")
    tools.apply.click()
    officer = Officer(desk)

    def venues() -> set[object]:
        numbers = lists.table.model.numbers
        return {one.one("venue") for one in paging.rows(desk, BY_KEY["note"], numbers) if one}

    qtbot.waitUntil(lambda: venues() == {"Mairie"})
    assert len(officer.undo().saved) == 3
    assert venues() == {"Port", "Gare"}


def test_what_is_seen_is_copied_and_exported(
    qtbot: QtBot, lists: ListScreen, tools: ListTools, tmp_path: Path
) -> None:
    tools.begin("venue")
    assert tools.editor
    QTest.keyClicks(tools.editor.widgets()[-1], "Port")
    tools.apply.click()
    qtbot.waitUntil(lambda: lists.table.model.rowCount() == 2)
    with qtbot.waitSignal(tools.told):
        tools.copy_seen()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert len(lines) == 3
    assert {"Alpha", "Gamma"} <= {cell for line in lines for cell in line.split("\t")}
    with qtbot.waitSignal(tools.told):
        tools.export_seen(tmp_path / "notes.csv")
    written = (tmp_path / "notes.csv").read_text(encoding="utf-8-sig")
    assert "Alpha" in written
    assert "Beta" not in written


def test_filters_are_kept_under_a_name_shown_again_and_forgotten(
    qtbot: QtBot, lists: ListScreen, tools: ListTools
) -> None:
    assert not tools.saved.opener.isVisible()
    tools.begin("venue")
    assert tools.editor
    QTest.keyClicks(tools.editor.widgets()[-1], "Port")
    tools.apply.click()
    qtbot.waitUntil(lambda: titles(lists) == ["Alpha", "Gamma"])
    assert tools.saved.opener.isVisible()
    tools.saved.ask_name()
    QTest.keyClicks(tools.saved.name_line, "At the port")
    QTest.keyClick(tools.saved.name_line, Qt.Key.Key_Return)
    assert not tools.saved.isVisible()
    qtbot.waitUntil(lambda: tools._chips.count() == 1)
    chip = tools._chips.itemAt(0).widget()
    assert isinstance(chip, QPushButton)
    chip.click()
    qtbot.waitUntil(lambda: lists.table.model.rowCount() == 3)
    offered = [action.text() for action in tools.saved.open_menu().actions() if action.text()]
    assert offered == ["At the port", "Forget: At the port"]
    tools.saved.show_named("At the port")
    qtbot.waitUntil(lambda: titles(lists) == ["Alpha", "Gamma"])
    kept = lists.remembered()["lists"]["note"]["named"]  # type: ignore[index]
    assert kept["At the port"]["filters"] == ["venue=Port"]
    tools.saved.forget("At the port")
    assert tools.saved._named() == {}


def test_filters_under_a_name_are_kept_at_once_not_when_the_window_closes(
    qtbot: QtBot, lists: ListScreen, tools: ListTools, desk: Desk
) -> None:
    def named() -> set[str]:
        kept: Any = noticing.view(desk).get("screens", {})
        return set(kept.get("list notes", {}).get("lists", {}).get("note", {}).get("named", {}))

    tools.begin("venue")
    assert tools.editor
    QTest.keyClicks(tools.editor.widgets()[-1], "Port")
    tools.apply.click()
    qtbot.waitUntil(lambda: titles(lists) == ["Alpha", "Gamma"])
    tools.saved.ask_name()
    QTest.keyClicks(tools.saved.name_line, "At the port")
    QTest.keyClick(tools.saved.name_line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: named() == {"At the port"})
    tools.saved.forget("At the port")
    qtbot.waitUntil(lambda: named() == set())
