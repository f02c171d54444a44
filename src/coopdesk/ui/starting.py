# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the window shows at its start: the desk, the three questions, or the way to open it.

Pages that are rarely seen load when they are needed, so that the desk is there sooner.
"""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from coopdesk.desk.desk import Desk
from coopdesk.errors import CoopdeskError
from coopdesk.language import N_, current, sentence, set_current
from coopdesk.language.messages import of_system
from coopdesk.ui.options import Options
from coopdesk.ui.window import Window
from coopdesk.ui.work import Failure, OpenedDesk, Outcome, Work
from coopdesk.ui.workplace import Workplace

if TYPE_CHECKING:
    from coopdesk.desk.safekeeping import BackupInfo
    from coopdesk.ui.first_start import Answers

NO_BACKUP = N_("No backup was made")
BACKUP_AFTER = 3000
"""Milliseconds after the desk is shown until a backup that is due is made."""
PATIENCE = 500
"""Milliseconds without a window before it is said that the desk is being opened."""


class Start(QObject):
    """Leads from an empty window to an open desk."""

    def __init__(self, options: Options) -> None:
        super().__init__()
        self._options = options
        set_current(options.language or of_system())
        self.work = Work()
        self.open_desk(options.passphrase)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self._ask_patience)
        self._patience.start(PATIENCE)
        # The page is built while the worker opens the desk.
        self.window = Window(self.work)
        self.workplace = Workplace(self.work)

    def open_desk(self, passphrase: str | None) -> None:
        """Let the worker open the desk of the profile."""
        self.work.open(partial(Desk.open, self._options.profile, passphrase), self._opened)

    def _ask_patience(self) -> None:
        from coopdesk.ui.unlock import Waiting

        self.window.show_page(Waiting())
        self.window.show()

    def _opened(self, outcome: Outcome[OpenedDesk]) -> None:
        self._patience.stop()
        if isinstance(outcome, Failure):
            self._explain(outcome.error)
            return
        opened = outcome.value
        wanted = self._options.language or opened.office.language
        changed = wanted != current()
        set_current(wanted)
        self.window.show_page(self.workplace, opened.office.city)
        if changed:
            self.workplace.in_other_language()
        self.workplace.begin(opened)
        self.window.show()
        QTimer.singleShot(BACKUP_AFTER, self._back_up)

    def _back_up(self) -> None:
        from coopdesk.desk.safekeeping import back_up_if_due

        self.work.ask(back_up_if_due, self._backed_up)

    def _backed_up(self, outcome: Outcome["BackupInfo | None"]) -> None:
        if isinstance(outcome, Failure):
            self.workplace.banner.tell(str(NO_BACKUP), sentence(outcome.error))

    def _explain(self, error: CoopdeskError) -> None:
        from coopdesk.ui.unlock import Unlock

        page = self.window.centralWidget()
        if error.code == "no_desk":
            self._ask_three_questions()
        elif isinstance(page, Unlock):
            page.refuse(error)
        elif error.code in ("locked", "wrong_passphrase"):
            self._ask_passphrase(error)
        else:
            self._say_why(error)
        self.window.show()

    def _ask_three_questions(self) -> None:
        from coopdesk.ui.first_start import FirstStart

        page = FirstStart(self.work)
        page.answered.connect(self._make_desk)
        self.window.show_page(page)
        page.city.setFocus()

    def _make_desk(self, answers: "Answers") -> None:
        from coopdesk.desk.founding import found_desk

        making = partial(
            found_desk,
            self._options.profile,
            city=answers.city,
            country=answers.country,
            officer=answers.officer,
            language=answers.language,
            passphrase=answers.passphrase,
        )
        self.work.open(making, self._made)

    def _made(self, outcome: Outcome[OpenedDesk]) -> None:
        from coopdesk.ui.first_start import FirstStart

        page = self.window.centralWidget()
        if isinstance(outcome, Failure) and isinstance(page, FirstStart):
            page.refuse(outcome.error)
            return
        self._opened(outcome)

    def _ask_passphrase(self, error: CoopdeskError) -> None:
        from coopdesk.ui.unlock import Unlock

        page = Unlock()
        page.given.connect(self.open_desk)
        self.window.show_page(page)
        page.passphrase.setFocus()
        if error.code == "wrong_passphrase":
            page.refuse(error)

    def _say_why(self, error: CoopdeskError) -> None:
        from coopdesk.ui.unlock import NotOpen

        page = NotOpen(error)
        page.again.connect(self._try_again)
        self.window.show_page(page)

    def _try_again(self) -> None:
        self.open_desk(self._options.passphrase)
