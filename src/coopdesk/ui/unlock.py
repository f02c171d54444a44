# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The pages before a desk is open: its passphrase, some patience, or why it does not open."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout

from coopdesk.errors import CoopdeskError
from coopdesk.language import N_, sentence
from coopdesk.ui.look import give, mark_wrong
from coopdesk.ui.panel import Panel, wrapped_label

LOCKED = N_("This desk is locked")
LOCKED_HOW = N_("Type its passphrase to open it.")
PASSPHRASE = N_("Passphrase")
UNLOCK = N_("Open the desk")
NOT_OPEN = N_("The desk does not open")
TRY_AGAIN = N_("Try again")
OPENING = N_("Opening the desk…")
OPENING_WHY = N_("After an update the desk is put in order once. This can take a minute.")
WIDTH = 400


class Unlock(Panel):
    """The page of the passphrase."""

    given = Signal(str)

    def __init__(self) -> None:
        super().__init__("canvas")
        self.passphrase = QLineEdit()
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.setFixedWidth(WIDTH)
        give(self.passphrase, "large")
        self.name(self.passphrase, PASSPHRASE)
        self.refusal = wrapped_label("error")
        self.refusal.hide()
        self.open = self.button(UNLOCK, "large-primary")
        lines = QVBoxLayout(self)
        lines.setContentsMargins(72, 104, 72, 72)
        lines.setSpacing(8)
        lines.addWidget(self.label(LOCKED, "title"))
        lines.addWidget(self.label(LOCKED_HOW, "lead"))
        lines.addSpacing(16)
        lines.addWidget(self.passphrase)
        lines.addWidget(self.refusal)
        lines.addSpacing(8)
        lines.addWidget(self.open, alignment=Qt.AlignmentFlag.AlignLeft)
        lines.addStretch(1)
        self.open.clicked.connect(self._give)
        self.passphrase.returnPressed.connect(self._give)

    def _give(self) -> None:
        if not self.passphrase.text():
            self.passphrase.setFocus()
            return
        self.open.setEnabled(False)
        self.given.emit(self.passphrase.text())

    def refuse(self, error: CoopdeskError) -> None:
        """Say why the desk stays locked."""
        self.open.setEnabled(True)
        self.refusal.setText(sentence(error))
        self.refusal.show()
        mark_wrong(self.passphrase, True)
        self.passphrase.selectAll()
        self.passphrase.setFocus()


class NotOpen(Panel):
    """The page that says why a desk does not open, and what to do."""

    again = Signal()

    def __init__(self, error: CoopdeskError) -> None:
        super().__init__("canvas")
        self._error = error
        reason = wrapped_label("lead")
        self.wording.say(reason.setText, self._reason)
        self.retry = self.button(TRY_AGAIN, "large-primary")
        lines = QVBoxLayout(self)
        lines.setContentsMargins(72, 104, 72, 72)
        lines.setSpacing(8)
        lines.addWidget(self.label(NOT_OPEN, "title"))
        lines.addWidget(reason)
        lines.addSpacing(16)
        lines.addWidget(self.retry, alignment=Qt.AlignmentFlag.AlignLeft)
        lines.addStretch(1)
        self.retry.clicked.connect(self._again)

    def _reason(self) -> str:
        return sentence(self._error)

    def _again(self) -> None:
        self.again.emit()


class Waiting(Panel):
    """The page while a desk takes long to open."""

    def __init__(self) -> None:
        super().__init__("canvas")
        lines = QVBoxLayout(self)
        lines.setContentsMargins(72, 104, 72, 72)
        lines.setSpacing(8)
        lines.addWidget(self.label(OPENING, "title"))
        lines.addWidget(self.label(OPENING_WHY, "lead"))
        lines.addStretch(1)
