# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A box to choose from, as every part of the window uses it."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy

from coopdesk.ui.look import palette


class QuietBox(QComboBox):
    """A box that the wheel scrolls past, unless it has the keyboard."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMaxVisibleItems(16)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box and its chevron, which a style sheet leaves out."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(palette().ink2), 1.5))
        x, y = self.width() - 18, self.height() // 2 - 2
        painter.drawPolyline([QPoint(x, y), QPoint(x + 4, y + 4), QPoint(x + 8, y)])
        painter.end()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Change the choice only where the officer is."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
