# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the window shows at its start: the desk, the three questions, or the way to open it.

Pages that are rarely seen load when they are needed, so that the desk is there sooner.
"""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from shiboken6 import isValid

from coopdesk.desk.desk import Desk
from coopdesk.errors import CoopdeskError
from coopdesk.language import N_, Language, sentence, set_current
from coopdesk.language.messages import of_system
from coopdesk.ui import look
from coopdesk.ui.hands import Hands
from coopdesk.ui.opening import begin
from coopdesk.ui.options import Options
from coopdesk.ui.window import Window
from coopdesk.ui.work import Failure, OpenedDesk, Outcome, Success, Work
from coopdesk.ui.workplace import Workplace

if TYPE_CHECKING:
    from coopdesk.desk.safekeeping import BackupInfo
    from coopdesk.ui.first_start.answers import Answers
    from coopdesk.ui.first_start.joining import Arrival

NO_BACKUP = N_("No backup was made")
BACKUP_AFTER = 3000
"""Milliseconds after the desk is shown until a backup that is due is made."""
LATEST = 2000
"""Milliseconds after which nothing waits any longer for a screen to say that its rows are shown."""
PATIENCE = 500
"""Milliseconds without a window before it is said that the desk is being opened."""


class Start(QObject):
    """Leads from an empty window to an open desk."""

    def __init__(self, options: Options, hands: Hands | None = None) -> None:
        """`hands` have begun to open the desk of these options; else some begin now."""
        super().__init__()
        self._options = options
        self._shown = self._backing_up = False
        self._to_tell: tuple[str, str] | None = None
        hands = hands or begin(options)
        set_current(options.language or language_of(hands.ahead) or of_system())
        self.work = Work(hands)
        self.work.take_opened(self._opened)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self._ask_patience)
        self._patience.start(PATIENCE)
        # The page is built while the worker opens the desk, if it has not done so already.
        self.window = Window(self.work)
        self.workplace = self._built()

    def _built(self) -> Workplace:
        made = Workplace(self.work)
        made.lock_wanted.connect(self._lock)
        made.first_shown.connect(self._after_first_rows, Qt.ConnectionType.QueuedConnection)
        self._shown = False
        return made

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
        set_current(wanted)
        if not isValid(self.workplace):
            self.workplace = self._built()
        self._wear_remembered(str(opened.view.get("scheme", "")))
        self.window.arrange(opened.view)
        self.window.show_page(self.workplace, opened.office.city)
        self.workplace.begin(opened)
        self.window.show()
        QTimer.singleShot(LATEST, self._after_first_rows)

    def tell_once(self, title: str, text: str) -> None:
        """Say something as soon as the desk is seen."""
        self._to_tell = (title, text)

    def _after_first_rows(self) -> None:
        """What can wait until something is to be seen: keys, numbers, the names of countries, a backup."""
        if self._shown or not isValid(self.workplace):
            return
        self._shown = True
        from coopdesk.ui.commanding import commands_of

        self.workplace.take_commands(commands_of(self.workplace, self.wear))
        self.workplace.watch.start()
        self.workplace.tell_place()
        if self._to_tell:  # one thing at a time: a note that waits is seen in Notes too
            self.workplace.banner.tell(*self._to_tell)
            self._to_tell = None
        else:
            self.workplace.tell_draft()
        self.workplace.top.get_ready()
        if not self._backing_up:
            self._backing_up = True
            QTimer.singleShot(BACKUP_AFTER, self._back_up)

    # Colours

    def wear(self, scheme: str) -> None:
        """Put on the light or the dark colours, or those of the system ("")."""
        self.window.scheme = scheme
        look.dress(look.app(), look.SCHEMES.get(scheme))
        self.window.remember()

    def _wear_remembered(self, scheme: str) -> None:
        self.window.scheme = scheme
        wanted = look.SCHEMES.get(scheme)
        if wanted and wanted != look.palette():
            look.dress(look.app(), wanted)

    # The lock

    def _lock(self) -> None:
        """Keep what is typed, close the desk, and ask for the passphrase again."""
        self.workplace.stage.keep()
        self.window.remember()
        self.work.close(self._locked)

    def _locked(self, outcome: Outcome[None]) -> None:
        from coopdesk.ui.unlock import Unlock

        page = Unlock()
        page.given.connect(self.open_desk)
        self.window.show_page(page)  # the page before, with all that it showed, goes
        page.passphrase.setFocus()

    def _back_up(self) -> None:
        from coopdesk.desk.beside import backup_if_due

        self.work.ask(backup_if_due, self._back_up_beside)

    def _back_up_beside(self, outcome: "Outcome[Callable[[], BackupInfo | None]]") -> None:
        if not isinstance(outcome, Failure):  # of a large desk it takes seconds: nobody waits for it
            self.work.beside(outcome.value, self._backed_up)

    def _backed_up(self, outcome: Outcome["BackupInfo | None"]) -> None:
        if isinstance(outcome, Failure) and isValid(self.workplace):
            self.workplace.banner.tell(str(NO_BACKUP), sentence(outcome.error))

    def _explain(self, error: CoopdeskError) -> None:
        from coopdesk.ui.unlock import Unlock

        page = self.window.centralWidget()
        if error.code == "no_desk":
            self._ask_three_questions()
        elif error.code == "waiting_to_join":
            self._ask_invitation(has_asked=True)
        elif isinstance(page, Unlock):
            page.refuse(error)
        elif error.code in ("locked", "wrong_passphrase"):
            self._ask_passphrase(error)
        else:
            self._say_why(error)
        self.window.show()

    def _ask_three_questions(self) -> None:
        from coopdesk.ui.first_start.page import FirstStart

        page = FirstStart(self.work)
        page.answered.connect(self._make_desk)
        page.invited.connect(self._ask_invitation)
        self.window.show_page(page)
        page.begin()

    def _ask_invitation(self, *, has_asked: bool = False) -> None:
        from coopdesk.ui.first_start.joining import Joining

        page = Joining(self.work, self._options.profile, has_asked=has_asked)
        page.invitation.connect(self._join)
        page.back.connect(self._ask_three_questions)
        self.window.show_page(page)
        page.begin()

    def _join(self, arrival: "Arrival") -> None:
        self._arrival = arrival
        self.work.open(arrival.desk, self._joined)

    def _joined(self, outcome: Outcome[OpenedDesk]) -> None:
        from coopdesk.ui.first_start.joining import Joining

        page = self.window.centralWidget()
        if isinstance(outcome, Failure) and isinstance(page, Joining):
            page.refuse(outcome.error)
            return
        self._opened(outcome)
        self.workplace.banner.tell(self._arrival.title(), self._arrival.text())

    def _make_desk(self, answers: "Answers") -> None:
        from coopdesk.ui.first_start.answers import making

        self.work.open(making(self._options.profile, answers), self._made)

    def _made(self, outcome: Outcome[OpenedDesk]) -> None:
        from coopdesk.ui.first_start.page import FirstStart

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


def language_of(opened: Outcome[OpenedDesk] | None) -> Language | None:
    """The language of the office whose desk is open already."""
    return opened.value.office.language if isinstance(opened, Success) else None
