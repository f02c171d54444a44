# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""An icon that stands by itself, sharp on every screen and always in the colours of now."""

from collections.abc import Callable

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from coopdesk.ui import icons, look
from coopdesk.ui.look import Palette


class Sign(QWidget):
    """Painted when it is seen: a kept picture would stay in the colours it was made in."""

    def __init__(self, name: str, size: int, ink: Callable[[Palette], str]) -> None:
        super().__init__()
        self._name, self._ink = name, ink
        self.setFixedSize(size, size)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The icon."""
        painter = QPainter(self)
        icons.draw(painter, self._name, self.rect(), self._ink(look.palette()))
        painter.end()
