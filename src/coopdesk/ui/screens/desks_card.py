# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The card that leads to the desk of another office: each has a folder and a window of its own."""

import sys
from functools import partial
from pathlib import Path

from PySide6.QtCore import QProcess, Signal

from coopdesk.desk import other_desks
from coopdesk.desk.desk import Desk
from coopdesk.errors import WorldError
from coopdesk.language import N_
from coopdesk.ui.documents import ask_folder
from coopdesk.ui.panel import wrapped_label
from coopdesk.ui.screens.cards import Card
from coopdesk.ui.work import Failure, Outcome, Work

OTHER = N_("Other offices")
EACH_ITS_OWN = N_(
    "Each office has a desk of its own, in a folder of its own. To join another office, or to begin one,"
    " choose an empty folder: a second window asks what is needed, and this desk stays as it is."
)
OPEN_ANOTHER = N_("Open another desk…")
OPENS = N_("The other desk opens in a window of its own.")
FIND_AGAIN = N_("To come back to it, choose its folder here: {folder}")


class DesksCard(Card):
    """Says that every office has its own desk, and opens another."""

    opened = Signal(object)
    """The outcome: the folder of the other desk."""

    def __init__(self, work: Work) -> None:
        super().__init__(OTHER)
        self._work = work
        words = wrapped_label("meta")
        self.wording.say(words.setText, EACH_ITS_OWN)
        self.lines.addWidget(words)
        self.open_another = self.button(OPEN_ANOTHER)
        self.add_buttons([self.open_another])
        self.open_another.clicked.connect(self.choose)

    def choose(self) -> None:
        """Ask for the folder of another desk, and open it."""
        if folder := ask_folder(self, str(OPEN_ANOTHER)):
            self.open_in(folder)

    def open_in(self, folder: Path) -> None:
        """Open the desk in this folder, or begin one there."""
        self._work.ask(partial(_fit, folder=folder), self._is_fit)

    def _is_fit(self, outcome: Outcome[Path]) -> None:
        if not isinstance(outcome, Failure) and not begin_beside(outcome.value):
            outcome = Failure(_not_started())
        self.opened.emit(outcome)


def begin_beside(folder: Path) -> bool:
    """Start coopdesk once more, with the desk in another folder; whether it did."""
    # In a program that was packed as a whole, the interpreter is coopdesk itself.
    words = [] if getattr(sys, "frozen", False) else ["-m", "coopdesk"]
    has_begun, _ = QProcess.startDetached(sys.executable, [*words, "--profile", str(folder)])
    return has_begun


def _fit(desk: Desk, folder: Path) -> Path:
    return other_desks.fit_for_another(desk.profile, folder)


def _not_started() -> WorldError:
    return WorldError("not_started", "No second window could be opened. Close some programs, then try again.")
