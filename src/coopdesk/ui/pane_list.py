# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The list in the left pane of a screen: a field to find by typing, and painted rows below it."""

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from coopdesk.ui import icons, look, painted
from coopdesk.ui.look import give

Index = QModelIndex | QPersistentModelIndex
WIDTH = 304
ROW = 56
PAUSE = 120
"""Milliseconds after the last letter, or arrow, until it is acted upon."""


class FindLine(QLineEdit):
    """The field above the list: arrows go on to the list, Esc empties it."""

    list_wanted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down and Enter go to the list."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.list_wanted.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The field with its sign."""
        super().paintEvent(event)
        painter = QPainter(self)
        square = QRect(10, self.height() // 2 - 8, 16, 16)
        icons.draw(painter, "search", square, look.palette().ink3)
        painter.end()


class PaneList(QListView):
    """Rows of one height, painted by a `RowPainter`."""

    entered = Signal()

    def __init__(self, model: QAbstractItemModel) -> None:
        super().__init__()
        self.hovered = -1
        self.setModel(model)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        give(self, "pane-list")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on to what the row stands for."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Mark the row under the mouse."""
        super().mouseMoveEvent(event)
        self._hover(self.indexAt(event.position().toPoint()).row())

    def leaveEvent(self, event: object) -> None:
        """No row is under the mouse."""
        self._hover(-1)

    def _hover(self, row: int) -> None:
        if row != self.hovered:
            self.hovered = row
            self.viewport().update()


class RowPainter(QStyledItemDelegate):
    """Draws the ground of a row, chosen or under the mouse; what stands on it is the list's own."""

    def __init__(self, shown_in: PaneList) -> None:
        super().__init__(shown_in)
        self._list = shown_in

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """A row of the list."""
        return QSize(0, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        colours = look.palette()
        area: QRect = option.rect
        chosen = index.row() == self._list.currentIndex().row()
        painter.save()
        if chosen or index.row() == self._list.hovered:
            painted.box(painter, area, 6, colours.sel if chosen else colours.hover)
        if chosen:
            painter.setClipRect(QRect(area.left(), area.top(), 3, area.height()))
            painted.box(painter, area, 6, colours.accent)
            painter.setClipping(False)
        self.write(painter, area, index, chosen)
        if chosen and self._list.hasFocus():
            painted.ring(painter, area, colours)
        painter.restore()

    def write(self, painter: QPainter, area: QRect, index: Index, chosen: bool) -> None:
        """Write what stands on the row."""
        raise NotImplementedError
