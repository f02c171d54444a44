# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A line that is painted and acts as a button: it opens what it tells of."""

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from coopdesk.ui import look, painted
from coopdesk.ui.look import Palette


class LineButton(QAbstractButton):
    """One painted line. Enter opens as Space does, the arrows go from line to line."""

    inset = (0, 0, 0, 0)
    """How far the fill of the mouse and the focus ring stand within the line: left, top, right, bottom."""

    def __init__(self, height: int, spoken: str) -> None:
        super().__init__()
        self._height = height
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(spoken)

    def sizeHint(self) -> QSize:
        """As high as it was made."""
        return QSize(120, self._height)

    def event(self, event: QEvent) -> bool:
        """Follow the mouse with the fill."""
        if event.type() in (QEvent.Type.Enter, QEvent.Type.Leave):
            self.update()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; the arrows go on."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The fill under the mouse, what the line tells, the focus ring."""
        colours = look.palette()
        left, top, right, bottom = self.inset
        frame: QRect = self.rect().adjusted(left, top, -right, -bottom)
        painter = QPainter(self)
        if self.underMouse():
            painted.box(painter, frame, 6, colours.hover)
        self.draw(painter, self.rect(), colours)
        if self.hasFocus():
            painted.ring(painter, frame, colours)
        painter.end()

    def draw(self, painter: QPainter, area: QRect, colours: Palette) -> None:
        """Paint what the line tells; each line its own."""
        raise NotImplementedError(type(self).__name__)
