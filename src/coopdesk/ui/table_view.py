# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A table of whole rows as the lists show it: its keys, and the row under the mouse."""

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QHoverEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from coopdesk.ui import look
from coopdesk.ui.table_drawing import TableDrawing
from coopdesk.ui.table_model import TableModel


class TableView(QTableView):
    """A table of whole rows; says when rows were first painted, and when Enter asks for the form."""

    painted = Signal()
    entered = Signal()
    removal_wanted = Signal()
    resized = Signal()
    clicked_twice = Signal()

    def __init__(self, model: TableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self._drawing = TableDrawing(self, model)
        self._pointed_at = QPersistentModelIndex()
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setMouseTracking(True)
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
        with QPainter(self.viewport()) as painter:
            self._drawing.draw(painter, event.rect(), self._pointed_at.row())
        self.painted.emit()

    def viewportEvent(self, event: QEvent) -> bool:
        """Notice which row is under the mouse."""
        if isinstance(event, QHoverEvent):
            self._point_at(event)
        return super().viewportEvent(event)

    def _point_at(self, event: QHoverEvent) -> None:
        is_gone = event.type() == QEvent.Type.HoverLeave
        index = QModelIndex() if is_gone else self.indexAt(event.position().toPoint())
        if index.row() != self._pointed_at.row():
            for row in (self._pointed_at.row(), index.row()):
                self._update_row(row)
            self._pointed_at = QPersistentModelIndex(index)

    def _update_row(self, row: int) -> None:
        if row >= 0:
            self.viewport().update(
                0, self.rowViewportPosition(row), self.viewport().width(), self.rowHeight(row)
            )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width is shared anew by the columns; the current row stays in sight in a lower list."""
        current = self.visualRect(self.currentIndex())
        was_seen = current.isValid() and 0 <= current.top() < event.oldSize().height()
        super().resizeEvent(event)
        self.resized.emit()
        if was_seen and current.bottom() >= event.size().height():
            self.scrollTo(self.currentIndex())

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
