# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The three languages to choose from, each by its own name."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QApplication, QButtonGroup, QHBoxLayout, QPushButton, QWidget

from coopdesk.language import LANGUAGES, current
from coopdesk.ui import look
from coopdesk.ui.top_bar import OWN_NAMES

DISC, ROOM = 16, 26


class LanguageChoice(QWidget):
    """Three buttons side by side; `chosen` gives the code of a language."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for language in (current(), *(other for other in LANGUAGES if other != current())):
            button = QPushButton(OWN_NAMES[language])
            look.give(button, "choice")
            button.setCheckable(True)
            button.setChecked(language == current())
            button.setAccessibleName(OWN_NAMES[language])
            button.setProperty("language", language)
            button.setIconSize(QSize(ROOM, DISC))
            self._group.addButton(button)
            row.addWidget(button, 1)
        self._group.buttonClicked.connect(self._clicked)
        self.draw()

    def draw(self) -> None:
        """Draw the discs: full for the one that is chosen."""
        for button in self._group.buttons():
            button.setIcon(QIcon(_disc(button.isChecked())))

    def _clicked(self, button: QPushButton) -> None:
        self.draw()
        self.chosen.emit(str(button.property("language")))


def _disc(is_chosen: bool) -> QPixmap:
    app = QApplication.instance()
    ratio = app.devicePixelRatio() if isinstance(app, QApplication) else 1.0
    made = QPixmap(QSize(ROOM, DISC) * ratio)
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    colours = look.palette()
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    edge = QColor(colours.accent if is_chosen else colours.line2)
    painter.setPen(QPen(edge, 5 if is_chosen else 1))
    middle = 2.5 if is_chosen else 0.5
    painter.drawEllipse(QRectF(0, 0, DISC, DISC).adjusted(middle, middle, -middle, -middle))
    painter.end()
    return made
