# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The kind of a note, always seen above its title, and chosen there."""

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QVBoxLayout

from coopdesk.language import N_
from coopdesk.records.types.notes import NOTE_KINDS
from coopdesk.ui import icons, look
from coopdesk.ui.look import give
from coopdesk.ui.panel import Panel

KIND, CHOOSE = N_("Kind of the note"), N_("Choose the kind of the note")


class KindChoice(Panel):
    """A button that says the kind and opens the list of all."""

    chosen = Signal(str)
    """The code of the kind that the officer chose."""

    def __init__(self) -> None:
        super().__init__()
        self._code = ""
        self.button_of_kind = QPushButton()
        self.button_of_kind.setAutoDefault(False)
        self.button_of_kind.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the chevron after the word
        give(self.button_of_kind, "kind")
        self.menu = QMenu(self)
        self._actions: dict[str, QAction] = {}
        for code, words in NOTE_KINDS.items():
            self._actions[code] = action = self.menu.addAction("")
            self.wording.say(action.setText, words)
            action.triggered.connect(partial(self._choose, code))
        self.wording.say(self._name, self._words)
        self.wording.say(self.button_of_kind.setToolTip, CHOOSE)
        self.wording.say(self.menu.setAccessibleName, KIND)
        self.button_of_kind.clicked.connect(self._open)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(self.button_of_kind)
        self.setFocusProxy(self.button_of_kind)
        self.in_new_colours()

    def show_kind(self, code: str) -> None:
        """Say another kind."""
        if code != self._code:
            self._code = code
            self._name(self._words())

    def _words(self) -> str:
        return str(NOTE_KINDS.get(self._code, KIND))

    def _name(self, words: str) -> None:
        self.button_of_kind.setText(words)
        self.button_of_kind.setAccessibleName(f"{KIND}: {words}" if self._code else words)

    def _open(self) -> None:
        self.menu.popup(self.button_of_kind.mapToGlobal(self.button_of_kind.rect().bottomLeft()))
        if self._code in self._actions:
            self.menu.setActiveAction(self._actions[self._code])

    def _choose(self, code: str, *_: object) -> None:
        self.show_kind(code)
        self.chosen.emit(code)

    def in_new_colours(self) -> None:
        """The chevron in the colours of now."""
        self.button_of_kind.setIcon(icons.icon("chevron-down", look.palette().ink2, icons.CHIP))
        self.button_of_kind.setIconSize(QSize(icons.CHIP, icons.CHIP))
