# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A table of whole rows as the lists show it: keys, and how a row is drawn."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from coopdesk.ui import look


class TableView(QTableView):
    """A table of whole rows; says when rows were first painted, and when Enter asks for the form."""

    painted = Signal()
    entered = Signal()
    removal_wanted = Signal()
    resized = Signal()
    clicked_twice = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setMouseTracking(True)
        self.setItemDelegate(RowPainter(self))
        rows = self.verticalHeader()
        rows.setVisible(False)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(look.ROW_HEIGHT)
        titles = self.horizontalHeader()
        titles.setHighlightSections(False)
        titles.setStretchLastSection(True)
        titles.setFixedHeight(look.ROW_HEIGHT)
        titles.setSectionsClickable(True)
        titles.setSortIndicatorShown(False)
        titles.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint, and say so."""
        super().paintEvent(event)
        self.painted.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width is shared anew by the columns."""
        super().resizeEvent(event)
        self.resized.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Go on to the form of the row that the first click chose: what it opened beside the list may
        have moved another row under the mouse."""
        event.accept()
        self.clicked_twice.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on to the form, Delete moves the record to the bin."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.removal_wanted.emit()
        else:
            super().keyPressEvent(event)


class RowPainter(QStyledItemDelegate):
    """The first column names the record; the selected row has a bar at its left."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._table = table

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The first column in a medium weight."""
        super().initStyleOption(option, index)
        if index.column() == 0:
            option.font.setWeight(option.font.Weight.Medium)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw a cell, and the bar of the selected row."""
        super().paint(painter, option, index)
        if index.column() == 0 and index.row() == self._table.currentIndex().row():
            area: QRect = option.rect
            painter.fillRect(QRect(area.left(), area.top(), 3, area.height()), QColor(look.palette().accent))
