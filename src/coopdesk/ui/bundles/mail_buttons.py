# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What to do with a mail that was just written: open it, or see where it lies."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QWidget

from coopdesk.language import N_
from coopdesk.ui.screens.cards import Card

OPEN_MAIL = N_("Open the mail")
OPEN_FOLDER = N_("Show the folder")


class MailButtons(QWidget):
    """Two buttons below the report of a card, hidden until there is a mail."""

    def __init__(self, card: Card) -> None:
        super().__init__()
        self._file = Path()
        self.mail = card.button(OPEN_MAIL)
        self.folder = card.button(OPEN_FOLDER)
        self.mail.clicked.connect(partial(self._open, whole=False))
        self.folder.clicked.connect(partial(self._open, whole=True))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self.mail)
        line.addWidget(self.folder)
        line.addStretch(1)
        card.lines.addWidget(self)
        self.hide()

    def offer(self, mail: Path) -> None:
        """Offer this mail."""
        self._file = mail
        self.show()

    def _open(self, *, whole: bool) -> None:
        place = self._file.parent if whole else self._file
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(place)))
