# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The titles of the pages, one row each."""

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from coopdesk.desk.handbook import Page
from coopdesk.ui import look
from coopdesk.ui.pane_list import Index, RowPainter

HEIGHT = 36


class PageModel(QAbstractListModel):
    """The pages that are listed."""

    def __init__(self) -> None:
        super().__init__()
        self.pages: tuple[Page, ...] = ()

    def show(self, pages: tuple[Page, ...]) -> None:
        """List these pages."""
        self.beginResetModel()
        self.pages = pages
        self.endResetModel()

    def row_of(self, key: str) -> int:
        """The row of a page, -1 where it is not listed."""
        return next((row for row, page in enumerate(self.pages) if page.key == key), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How many pages are listed."""
        return 0 if parent.isValid() else len(self.pages)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The title of a page."""
        if index.isValid() and role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.pages[index.row()].title
        return None


class TitlePainter(RowPainter):
    """Writes the title of a page."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """A row with one line."""
        return QSize(0, HEIGHT)

    def write(self, painter: QPainter, area: QRect, index: Index, chosen: bool) -> None:
        """Write the title on its row."""
        colours = look.palette()
        font = QFont("Inter")
        font.setPixelSize(14)
        font.setWeight(QFont.Weight.DemiBold if chosen else QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(QColor(colours.accent if chosen else colours.ink))
        room = area.adjusted(10, 0, -4, 0)
        title = QFontMetrics(font).elidedText(index.data(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), title)
