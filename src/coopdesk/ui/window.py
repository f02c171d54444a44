# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The window: one page at a time, and no closing over text that is not saved."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from coopdesk.ui.work import Work
from coopdesk.ui.workplace import Workplace

NAME = "coopdesk"
SIZE = (1366, 768)
SMALLEST = (1024, 600)


class Window(QMainWindow):
    """The one window of the program."""

    def __init__(self, work: Work) -> None:
        super().__init__()
        self._work = work
        self.setWindowTitle(NAME)
        self.setMinimumSize(*SMALLEST)
        self.resize(*SIZE)

    def show_page(self, page: QWidget, title: str = "") -> None:
        """Show a page instead of the one before."""
        self.setWindowTitle(f"{title} – {NAME}" if title else NAME)
        self.setCentralWidget(page)
        if isinstance(page, Workplace):
            page.left.connect(self.close)

    def changeEvent(self, event: QEvent) -> None:
        """Coming back from another program, look what was saved there."""
        super().changeEvent(event)
        page = self.centralWidget()
        if (
            event.type() == QEvent.Type.ActivationChange
            and self.isActiveWindow()
            and isinstance(page, Workplace)
        ):
            page.refresh()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Save first; what was refused already is left behind, kept as a draft."""
        page = self.centralWidget()
        if isinstance(page, Workplace) and not page.leave():
            event.ignore()
            return
        self._work.stop()
        super().closeEvent(event)
