# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Joining an office there is: this computer asks with a file, and opens the invitation that answers it."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from coopdesk.desk.admitting import Asked, Joined, ask, complete, words_asked
from coopdesk.desk.desk import Desk
from coopdesk.errors import CoopdeskError
from coopdesk.language import N_, Message, sentence
from coopdesk.ui.documents import ask_where, ask_which
from coopdesk.ui.eight_words import EightWords
from coopdesk.ui.first_start.question import Line, numbered
from coopdesk.ui.panel import Panel, wrapped_label
from coopdesk.ui.work import Failure, Outcome, Work

TITLE = N_("Join an office")
HOW = N_("This computer asks with a file; a steward of the office answers with an invitation.")
ASK = N_("Ask to join")
OPEN = N_("Open the invitation")
YOUR_NAME = N_("What is your name?")
PASSPHRASE = N_("Passphrase, if you wish")
ONCE_MORE = N_("The same once more")
NO_NAME = N_("Type your name: it stands beside everything you save.")
NOT_THE_SAME = N_("The two passphrases differ. Type the same one twice.")
ITS_PASSPHRASE = N_("The passphrase of this computer, if it has one")
WRITE_REQUEST = N_("Write the request…")
REQUEST_FILES = N_("Requests to join (*.coopjoin)")
OPEN_INVITATION = N_("Choose the invitation…")
INVITATION_FILES = N_("Invitations (*.coopx *.eml)")
WRITTEN = N_("Request written: {file}. Bring it to a steward of the office.")
COMPARE = N_("Compare these eight words by telephone or face to face: {words}")
COMPARE_THERE = N_("The steward sees eight words too. They must be these:")
WAITING = N_("This computer has asked already. Ask again only if the file was lost.")
TAKING = N_("Opening the invitation…")
BACK = N_("Back to the three questions")
ADMITTED_BY = N_("Admitted by: {steward}")
WIDTH, EDGE = 527, 72


class Arrival(QObject):
    """Makes the desk from an invitation on the worker, and keeps who let this computer in."""

    def __init__(self, profile: Path, file: Path, passphrase: str | None) -> None:
        super().__init__()
        self._profile, self._file, self._passphrase = profile, file, passphrase
        self.joined: Joined | None = None

    def desk(self) -> Desk:
        """The desk, open. Raises WorldError as `complete` does."""
        self.joined = complete(self._profile, self._file, self._passphrase)
        return self.joined.desk

    def title(self) -> str:
        """Who let this computer in."""
        return ADMITTED_BY.format(steward=self.joined.steward) if self.joined else ""

    def text(self) -> str:
        """The words by which one makes sure of it."""
        return COMPARE.format(words=self.joined.words) if self.joined else ""


class Joining(Panel):
    """The page of the two files; `invitation` gives an Arrival once a file was chosen."""

    invitation = Signal(object)
    back = Signal()

    def __init__(self, work: Work, profile: Path, *, has_asked: bool = False) -> None:
        super().__init__("canvas")
        self._work, self._profile = work, profile
        self.officer, self.passphrase = Line(YOUR_NAME), Line(PASSPHRASE)
        self.again, self.present = Line(ONCE_MORE), Line(ITS_PASSPHRASE)
        self.write = self.button(WRITE_REQUEST, "large" if has_asked else "large-primary")
        self.open = self.button(OPEN_INVITATION, "large-primary" if has_asked else "large")
        self.go_back = self.button(BACK, "quiet")
        self.words = EightWords(work)
        self._compare = wrapped_label("second")
        self.wording.say(self._compare.setText, COMPARE_THERE)
        self.told = wrapped_label("second")
        self.told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.asking_refused, self.refusal = wrapped_label("error"), wrapped_label("error")
        self.refusal.hide()
        self.asking_refused.hide()
        if has_asked:
            self.wording.say(self.told.setText, WAITING)
            self.go_back.hide()
        self._has_asked = has_asked
        self._lay_out()
        self._connect()
        self._show_words("")
        self.setAcceptDrops(True)
        if has_asked:
            self._ask_words()

    def _lay_out(self) -> None:
        column = QWidget()
        lines = QVBoxLayout(column)
        lines.setSpacing(8)
        lines.addWidget(self.label(TITLE, "title"))
        how = wrapped_label("lead")
        self.wording.say(how.setText, HOW)
        lines.addWidget(how)
        lines.addSpacing(16)
        lines.addLayout(numbered(self, "1", ASK)[0])
        self._questions, asked = _part()
        self._add(asked, self.officer, YOUR_NAME)
        if not self._has_asked:
            self._add_pair(asked)
        lines.addWidget(self._questions)
        lines.addWidget(self.asking_refused)
        lines.addWidget(self.write, alignment=Qt.AlignmentFlag.AlignLeft)
        lines.addWidget(self.told)
        lines.addWidget(self._compare)
        lines.addWidget(self.words)
        lines.addSpacing(16)
        lines.addLayout(numbered(self, "2", OPEN)[0])
        self._unlocking, unlocking = _part()
        self._add(unlocking, self.present, ITS_PASSPHRASE)
        self.present.field.setEchoMode(QLineEdit.EchoMode.Password)
        lines.addWidget(self._unlocking)
        lines.addWidget(self.refusal)
        lines.addWidget(self.open, alignment=Qt.AlignmentFlag.AlignLeft)
        lines.addSpacing(16)
        lines.addWidget(self.go_back, alignment=Qt.AlignmentFlag.AlignLeft)
        lines.addStretch(1)
        lines.setContentsMargins(EDGE, 44, EDGE, 24)
        column.setFixedWidth(WIDTH + 2 * EDGE)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(column)
        self.name(scroll, TITLE)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)

    def _add(self, lines: QVBoxLayout, line: Line, words: Message) -> None:
        label = self.label(words, "label")
        label.setBuddy(line.field)
        lines.addWidget(label)
        lines.addWidget(line)

    def _add_pair(self, lines: QVBoxLayout) -> None:
        label = self.label(PASSPHRASE, "label")
        label.setBuddy(self.passphrase.field)
        lines.addWidget(label)
        pair = QHBoxLayout()
        pair.setSpacing(8)
        for line in (self.passphrase, self.again):
            line.field.setEchoMode(QLineEdit.EchoMode.Password)
            pair.addWidget(line, 1, Qt.AlignmentFlag.AlignTop)
        self.wording.say(self.again.field.setPlaceholderText, ONCE_MORE)
        self.again.hide()
        lines.addLayout(pair)

    def _connect(self) -> None:
        self.passphrase.field.textEdited.connect(self._passphrase_typed)
        self.write.clicked.connect(self._choose_request)
        self.open.clicked.connect(self._choose_invitation)
        self.go_back.clicked.connect(self.back)
        if self._has_asked:
            self.present.field.editingFinished.connect(self._ask_words)

    def begin(self) -> None:
        """Give the keyboard to what comes next."""
        (self.open if self._has_asked else self.officer.field).setFocus()

    def _passphrase_typed(self, text: str) -> None:
        self.again.setVisible(bool(text))

    # Asking

    def _is_answered(self) -> bool:
        if not self.officer.text:
            self.officer.refuse(str(NO_NAME))
            return False
        agree = self.passphrase.field.text() in ("", self.again.field.text())
        if not agree:
            self.again.refuse(str(NOT_THE_SAME))
        return agree

    def _choose_request(self) -> None:
        if self._is_answered():
            file = ask_where(self, str(WRITE_REQUEST), "request.coopjoin", str(REQUEST_FILES))
            if file:
                self.write_request(file)

    def write_request(self, file: Path) -> None:
        """Write the request of this computer to a file."""
        self.write.setEnabled(False)
        own = self.present if self._has_asked else self.passphrase
        passphrase = own.field.text() or None
        self._work.run(partial(ask, self._profile, file, self.officer.text, passphrase), self._asked)

    def _asked(self, outcome: Outcome[Asked]) -> None:
        self.write.setEnabled(True)
        if isinstance(outcome, Failure):
            self.asking_refused.setText(sentence(outcome.error))
            self.asking_refused.show()
            return
        self.asking_refused.hide()
        asked = outcome.value
        self.present.field.setText(self.passphrase.field.text() or self.present.field.text())
        self.told.setText(WRITTEN.format(file=asked.file.name))
        self._show_words(asked.words)
        # What was answered is known now: the words and the next step take its place.
        for done in (self._questions, self._unlocking, self.write, self.go_back):
            done.hide()
        self.open.setFocus()

    def _ask_words(self) -> None:
        """The words of a request that was written earlier, once this computer's keys can be read."""
        passphrase = self.present.field.text() or None
        self._work.run(partial(words_asked, self._profile, passphrase), self._words_came, lane="own words")

    def _words_came(self, outcome: Outcome[str]) -> None:
        if not isinstance(outcome, Failure):
            self._show_words(outcome.value)

    def _show_words(self, words: str) -> None:
        if words:
            self.words.show_words(words)
        self._compare.setVisible(bool(words))
        self.words.setVisible(bool(words))

    # The invitation

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """An invitation may be dropped here, as a bundle or in a mail."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the invitation that is dropped."""
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        if files and self.open.isEnabled():
            self.open_invitation(Path(files[0]))

    def _choose_invitation(self) -> None:
        if file := ask_which(self, str(OPEN_INVITATION), str(INVITATION_FILES)):
            self.open_invitation(file)

    def open_invitation(self, file: Path) -> None:
        """Make the desk from an invitation."""
        self.refusal.hide()
        self.open.setEnabled(False)
        self.open.setText(str(TAKING))
        self.invitation.emit(Arrival(self._profile, file, self.present.field.text() or None))

    def refuse(self, error: CoopdeskError) -> None:
        """Say why no desk could be made of the invitation."""
        self.open.setEnabled(True)
        self.open.setText(str(OPEN_INVITATION))
        self.refusal.setText(sentence(error))
        self.refusal.show()
        if error.code in ("locked", "wrong_passphrase"):
            self._unlocking.show()
            self.present.field.setFocus()


def _part() -> tuple[QWidget, QVBoxLayout]:
    """A part of the page that goes once it is answered, and its lines."""
    made = QWidget()
    lines = QVBoxLayout(made)
    lines.setContentsMargins(0, 0, 0, 0)
    lines.setSpacing(8)
    return made, lines
