# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The lines of the head of a note: its title, and when, where and with whom it was."""

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from coopdesk.ui import icons, look
from coopdesk.ui.look import give
from coopdesk.ui.notes.names_field import NamesField

BETWEEN, LOWER = 8, 2
"""Pixels between the fields; and how much lower chips stand than the fields beside them."""


class FactLine(QLineEdit):
    """A line with a sign that is as wide as what it says; Enter goes on."""

    def __init__(self, icon: str) -> None:
        super().__init__()
        self._icon = icon
        give(self, "note-fact")
        self.textChanged.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """As wide as its words."""
        words = self.text() or self.placeholderText()
        width = QFontMetrics(self.font()).horizontalAdvance(words) + 50
        return QSize(max(120, min(width, 460)), 28)

    def minimumSizeHint(self) -> QSize:
        """It gives way where there is little room."""
        return QSize(120, 28)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the next part."""
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.focusNextChild()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The line with its sign."""
        super().paintEvent(event)
        painter = QPainter(self)
        icons.draw(painter, self._icon, QRect(11, self.height() // 2 - 8, 16, 16), look.palette().ink3)
        painter.end()


class TitleLine(QLineEdit):
    """The title; Enter and Down go on to the text."""

    text_wanted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """To the text."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.text_wanted.emit()
        else:
            super().keyPressEvent(event)


class Facts(QWidget):
    """When, where and with whom: in one line where there is room, else the partners below."""

    def __init__(self, when: FactLine, where: FactLine, partners: NamesField) -> None:
        super().__init__()
        self._fields, self._partners = (when, where), partners
        self._is_below: bool | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(BETWEEN)
        self._grid.setVerticalSpacing(BETWEEN - LOWER)
        self._grid.setColumnStretch(2, 1)
        for column, field in enumerate(self._fields):
            self._grid.addWidget(field, 0, column, Qt.AlignmentFlag.AlignTop)
        self._arrange()

    def _arrange(self) -> None:
        taken = sum(field.sizeHint().width() + BETWEEN for field in self._fields)
        is_below = taken + self._partners.length() > self.width()
        if is_below == self._is_below:
            return
        self._is_below = is_below
        self._grid.removeWidget(self._partners)
        self._partners.setContentsMargins(0, 0 if is_below else LOWER, 0, 0)
        if is_below:
            self._grid.addWidget(self._partners, 1, 0, 1, 3)
        else:
            self._grid.addWidget(self._partners, 0, 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width has room for other parts."""
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        """So have other names and another language."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._arrange()
        return super().event(event)
