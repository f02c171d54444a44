# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A box to choose from, as every part of the window uses it."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QStyle, QStyleOptionComboBox, QStylePainter

from coopdesk.ui.look import palette

BESIDE = 16
"""Pixels beside the choices of a list."""


class QuietBox(QComboBox):
    """A box that the wheel scrolls past, unless it has the keyboard."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMaxVisibleItems(16)
        self.currentTextChanged.connect(self._tell)

    def _tell(self, words: str) -> None:
        self.setToolTip(words.replace("&", "&amp;").replace("<", "&lt;"))

    def showPopup(self) -> None:
        """The list is as wide as its longest choice, where the screen is."""
        view = self.view()
        wanted = view.sizeHintForColumn(0) + view.verticalScrollBar().sizeHint().width() + BESIDE
        view.setMinimumWidth(
            min(max(wanted, self.width()), self.screen().availableGeometry().width() - BESIDE)
        )
        super().showPopup()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box, its words cut with … where they are too long, and its chevron, which a style sheet
        leaves out."""
        painter = QStylePainter(self)
        shown = QStyleOptionComboBox()
        self.initStyleOption(shown)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, shown)
        shown.currentText = self.fontMetrics().elidedText(
            self.currentText(), Qt.TextElideMode.ElideRight, self._room(shown)
        )
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, shown)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(palette().ink2), 1.5))
        x, y = self.width() - 18, self.height() // 2 - 2
        painter.drawPolyline([QPoint(x, y), QPoint(x + 4, y + 4), QPoint(x + 8, y)])
        painter.end()

    def _room(self, shown: QStyleOptionComboBox) -> int:
        part = QStyle.SubControl.SC_ComboBoxEditField
        return self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, shown, part, self).width()

    def is_cut(self) -> bool:
        """Whether the words of the choice do not fit."""
        shown = QStyleOptionComboBox()
        self.initStyleOption(shown)
        return self.fontMetrics().horizontalAdvance(self.currentText()) > self._room(shown)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Change the choice only where the officer is."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
