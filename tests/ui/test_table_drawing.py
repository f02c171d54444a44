# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rows are drawn by hand, which is quick, and look as Qt would draw them from the same style sheet."""

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QStyledItemDelegate, QStyleOptionViewItem, QTableView
from pytestqt.qtbot import QtBot

from coopdesk.desk import saving
from coopdesk.desk.desk import Desk
from coopdesk.records.identity import new_id
from coopdesk.records.types import BY_KEY
from coopdesk.store.writing import Change
from coopdesk.ui import look, table_drawing
from coopdesk.ui.table_model import TableModel
from coopdesk.ui.table_view import TableView
from coopdesk.ui.work import Outcome, Work

PLACE = BY_KEY["place"]
NAMES = ("Lomé", "Ouagadougou", "Бама", "<b>Andenne</b>", "العاصمة", "A name that is too long for its column")
MANY = 120


class Ear(QObject):
    def hear(self, outcome: Outcome[object]) -> None:
        pass


class ByQt(QStyledItemDelegate):
    """Cells as Qt draws them, the first column in a medium weight, a bar at the left of the current row."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        if index.column() == 0:
            option.font.setWeight(option.font.Weight.Medium)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        table = self.parent()
        assert isinstance(table, QTableView)
        if index.column() == 0 and index.row() == table.currentIndex().row():
            area: QRect = option.rect
            bar = QRect(area.left(), area.top(), table_drawing.BAR, area.height())
            painter.fillRect(bar, QColor(look.palette().accent))


@pytest.fixture
def model(qtbot: QtBot, qapp: QApplication, work: Work, desk: Desk, profile: Path) -> TableModel:
    look.dress(qapp)
    places = [
        Change(
            PLACE,
            new_id(),
            {
                "name": {"fr": f"{NAMES[n % len(NAMES)]} {n:03}"},
                "country": "TG",
                "population": 9 + 7**n % 10**6,
            },
            new=True,
        )
        for n in range(MANY)
    ]
    saving.save_all(desk, places)
    work.open(partial(Desk.open, profile), Ear().hear)
    made = TableModel(work)
    with qtbot.waitSignal(made.settled):
        made.show(PLACE)
    return made


@pytest.fixture
def ours(qtbot: QtBot, model: TableModel) -> TableView:
    made = TableView(model)
    arrange(qtbot, made)
    qtbot.waitUntil(lambda: model.is_here(0))
    return made


@pytest.fixture
def of_qt(qtbot: QtBot, ours: TableView) -> QTableView:
    made = QTableView()
    made.setModel(ours.model())
    made.setItemDelegate(ByQt(made))
    made.setSelectionModel(ours.selectionModel())
    made.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
    made.setShowGrid(False)
    made.setWordWrap(False)
    made.verticalHeader().setVisible(False)
    made.verticalHeader().setDefaultSectionSize(look.ROW_HEIGHT)
    made.horizontalHeader().setStretchLastSection(True)
    made.horizontalHeader().setFixedHeight(look.ROW_HEIGHT)
    made.setHorizontalScrollMode(ours.horizontalScrollMode())
    arrange(qtbot, made)
    return made


def arrange(qtbot: QtBot, view: QTableView) -> None:
    qtbot.addWidget(view)
    view.resize(700, 420)
    for column in range(view.model().columnCount()):
        view.setColumnWidth(column, 130)
    view.show()
    qtbot.waitExposed(view)


def drawn(view: QTableView) -> QImage:
    return view.viewport().grab().toImage()


def scroll(view: QTableView, row: int, right: int = 0) -> None:
    view.verticalScrollBar().setValue(row)
    view.horizontalScrollBar().setValue(right)


def colour_at(view: QTableView, row: int, left: int = 4) -> str:
    shown = drawn(view)
    y = view.rowViewportPosition(row) + 2
    return QColor(shown.pixel(left, y)).name().upper()


@pytest.mark.parametrize(("row", "right"), [(0, 0), (17, 0), (3, 77), (MANY, 0)])
def test_every_pixel_is_as_qt_would_draw_it(ours: TableView, of_qt: QTableView, row: int, right: int) -> None:
    for view in (ours, of_qt):
        scroll(view, row, right)
    assert drawn(ours) == drawn(of_qt)


def test_hidden_columns_and_other_widths_are_followed(ours: TableView, of_qt: QTableView) -> None:
    before = drawn(ours)
    for view in (ours, of_qt):
        view.setColumnHidden(1, True)
        view.setColumnWidth(0, 61)
    assert drawn(ours) == drawn(of_qt) != before


def test_another_font_is_worn_at_once(ours: TableView, of_qt: QTableView) -> None:
    before = drawn(ours)
    for view in (ours, of_qt):
        view.setStyleSheet("QTableView { font-size: 18px; }")
    assert drawn(ours) == drawn(of_qt) != before


def test_selected_rows_are_coloured_and_the_current_one_has_a_bar(ours: TableView) -> None:
    ours.selectRow(2)
    colours = look.palette()
    assert colour_at(ours, 2) == colours.sel
    assert colour_at(ours, 2, left=table_drawing.BAR - 1) == colours.accent
    assert colour_at(ours, 3) == colours.canvas


def test_the_row_under_the_mouse_is_coloured_while_it_is_there(qtbot: QtBot, ours: TableView) -> None:
    colours = look.palette()
    QTest.mouseMove(ours.viewport(), QPoint(200, ours.rowViewportPosition(4) + 9))
    qtbot.waitUntil(lambda: colour_at(ours, 4) == colours.hover)
    assert colour_at(ours, 3) == colours.canvas
    QTest.mouseMove(ours.viewport(), QPoint(200, ours.rowViewportPosition(6) + 9))
    qtbot.waitUntil(lambda: colour_at(ours, 6) == colours.hover)
    assert colour_at(ours, 4) == colours.canvas


def test_the_dark_scheme_is_followed(qapp: QApplication, ours: TableView) -> None:
    look.dress(qapp, look.DARK)
    try:
        ours.selectRow(1)
        assert colour_at(ours, 1) == look.DARK.sel
    finally:
        look.dress(qapp, look.LIGHT)


def test_a_part_of_the_table_is_drawn_as_in_the_whole(ours: TableView) -> None:
    whole = drawn(ours)
    part = QRect(140, 70, 200, 45)
    assert ours.viewport().grab(part).toImage() == whole.copy(part)


def test_few_texts_are_kept(qtbot: QtBot, ours: TableView, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table_drawing, "MOST_TEXTS", 5)
    before = drawn(ours)
    assert drawn(ours) == before


def test_the_current_row_stays_in_sight_when_the_list_becomes_lower(qtbot: QtBot, ours: TableView) -> None:
    last = ours.rowAt(ours.viewport().height() - 1) - 1
    ours.setCurrentIndex(ours.model().index(last, 0))
    ours.resize(ours.width(), ours.height() - 3 * look.ROW_HEIGHT)
    assert ours.viewport().rect().contains(ours.visualRect(ours.currentIndex()))


def test_a_current_row_out_of_sight_draws_nothing_to_it(qtbot: QtBot, ours: TableView) -> None:
    ours.setCurrentIndex(ours.model().index(MANY - 1, 0))
    ours.scrollToTop()
    ours.resize(ours.width(), ours.height() - 3 * look.ROW_HEIGHT)
    assert ours.verticalScrollBar().value() == 0
