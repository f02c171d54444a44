# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The window: one page at a time, and no closing over text that is not saved."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QByteArray, QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QMainWindow, QWidget

from coopdesk.language import N_
from coopdesk.ui import look
from coopdesk.ui.work import Done, Outcome, Work
from coopdesk.ui.workplace import Workplace

NAME = "coopdesk"
SIZE = (1366, 768)
SMALLEST = (1024, 600)
TITLE_BAR = 40
NO_FONT = N_("Fonts are missing: {fonts}.")
NO_FONT_HOW = N_("Everything works; letters look otherwise. Install coopdesk again to bring them back.")


class Window(QMainWindow):
    """The one window of the program."""

    leaving = Signal()
    """It is gone from the screen, and does not come back."""

    def __init__(self, work: Work) -> None:
        super().__init__()
        self._work = work
        self.scheme = ""
        """The colours that were chosen, "" for those of the system."""
        self.setWindowTitle(NAME)
        self.setMinimumSize(*SMALLEST)
        self.resize(*SIZE)
        self._fill_small_screen()

    def show_page(self, page: QWidget, title: str = "") -> None:
        """Show a page instead of the one before."""
        self.setWindowTitle(f"{title} – {NAME}" if title else NAME)
        self.setCentralWidget(page)
        if isinstance(page, Workplace):
            page.left.connect(self.close)
            page.arranged.connect(self.remember)
            if look.missing_fonts():
                page.first_shown.connect(self._tell_missing_fonts)

    def _tell_missing_fonts(self) -> None:
        """Said where it is seen: the window looks otherwise than it should."""
        page = self.centralWidget()
        if isinstance(page, Workplace):
            page.banner.tell(NO_FONT.format(fonts=", ".join(look.missing_fonts())), str(NO_FONT_HOW))

    def arrange(self, remembered: Mapping[str, object]) -> None:
        """Be as large as when the window was last closed, on a screen that still is there."""
        geometry = remembered.get("geometry")
        if isinstance(geometry, str):
            self.restoreGeometry(QByteArray.fromBase64(geometry.encode()))

    def _fill_small_screen(self) -> None:
        """On a screen that is hardly larger, title bar and all, take all of it."""
        free = self.screen().availableGeometry()
        if SMALLEST[0] <= free.width() and (free.width() <= SIZE[0] or free.height() < SIZE[1] + TITLE_BAR):
            self.setWindowState(Qt.WindowState.WindowMaximized)

    def come_to_front(self) -> None:
        """Be seen, above other windows."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def remember(self) -> None:
        """Keep how the window is arranged, after all else that is to be kept."""
        page = self.centralWidget()
        if not isinstance(page, Workplace):
            return
        arranged = {
            "geometry": bytes(self.saveGeometry().toBase64().data()).decode(),
            "scheme": self.scheme,
            "screens": page.stage.remembered(),
            "screen": page.stage.key,
        }
        from coopdesk.ui import verbs

        self._work.do(partial(verbs.keep_view, arranged=arranged), self._kept)

    def _kept(self, outcome: Outcome[Done[None]]) -> None:
        """Whether it was kept or not: nothing that anyone wrote depends on it."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the keyboard, as Space does: Qt does so in dialogues only.
        Here arrives what the button itself and everything around it left alone."""
        button = self.focusWidget()
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and isinstance(button, QAbstractButton) and not isinstance(button, QCheckBox):
            button.click()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Coming back from another program, look what was saved there."""
        super().changeEvent(event)
        page = self.centralWidget()
        if (
            event.type() == QEvent.Type.ActivationChange
            and self.isActiveWindow()
            and isinstance(page, Workplace)
        ):
            page.come_back()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Save first; what was refused already is left behind, kept as a draft. What still goes on, as on
        the way to a slow folder, goes on out of sight: nobody looks at a window that stands still."""
        page = self.centralWidget()
        if isinstance(page, Workplace) and not page.leave():
            event.ignore()
            return
        self.remember()
        self.hide()
        self.leaving.emit()
        self._work.stop()
        super().closeEvent(event)
