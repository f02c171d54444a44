# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The button that closes what stands beside a list."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QPushButton

from coopdesk.language import N_
from coopdesk.ui import icons, look
from coopdesk.ui.look import give
from coopdesk.ui.panel import Panel

CLOSE = N_("Close the record (Esc)")


class CloseButton(QPushButton):
    """A square with a cross."""

    def __init__(self, panel: Panel) -> None:
        super().__init__()
        self.setAutoDefault(False)
        give(self, "square")
        panel.wording.say(self.setToolTip, CLOSE)
        panel.name(self, CLOSE)

    def showEvent(self, event: QShowEvent) -> None:
        """The cross in the colours of now."""
        super().showEvent(event)
        self.setIcon(icons.icon("x", look.palette().ink))
        self.setIconSize(QSize(16, 16))
