# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Admitting a computer: its request, the words to compare, its role, where the invitation goes."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from coopdesk.desk.computer_words import OFFICER, ROLE_NAMES
from coopdesk.language import N_, labelled, sentence
from coopdesk.ui import look
from coopdesk.ui.bundles import office_verbs as verbs
from coopdesk.ui.bundles.computer_words import MEANING
from coopdesk.ui.bundles.mail_buttons import MailButtons
from coopdesk.ui.bundles.places import BY_MAIL, Places
from coopdesk.ui.documents import ask_which
from coopdesk.ui.eight_words import EightWords
from coopdesk.ui.panel import wrapped_label
from coopdesk.ui.screens.cards import Card, CardPage, Choices
from coopdesk.ui.work import Done, Failure, Outcome, Work

if TYPE_CHECKING:
    from coopdesk.desk.admitting import Admitted, Asked

TITLE = N_("Admit a computer")
REQUEST = N_("Request to join")
HOW = N_(
    "On the new computer, start coopdesk, choose “I received an invitation” and write the request. Bring that"
    " file here: choose it, or drop it on the window."
)
CHOOSE = N_("Choose the request…")
REQUEST_FILES = N_("Requests to join (*.coopjoin)")
WHO = N_("Who asks")
COMPARE = N_(
    "The new computer shows eight words too. Compare them by telephone or face to face. If one differs,"
    " somebody else asks: do not admit."
)
ROLE = N_("Role")
WHERE = N_("Where does the invitation go?")
ADMIT = N_("Admit this computer")
ADMITTING = N_("Writing and checking…")
ADMITTED = N_("Admitted: {name}, {officer}.")
STICK_SAFE = N_("Invitation checked. You can remove the stick.")
DRAFTED = N_("Mail written. Open it in your mail program, give the address and send it.")
CHECKED = N_("Invitation checked.")
BRING = N_(
    "Bring it to that computer and choose it there, under “I received an invitation”. It carries everything"
    " the office has, and only that computer can open it."
)
FILE = N_("File: {file}")


class AdmissionFace(CardPage):
    """The page, one card after the other; `admitted` when a computer was."""

    admitted = Signal()

    def __init__(self, work: Work) -> None:
        super().__init__()
        self._work = work
        self._file = Path()
        self._asked: Asked | None = None
        self._done: Admitted | None = None
        self._on_stick, self._by = False, ""
        self._request_card, self._who_card = self._make_request(), self._make_who()
        self._request_card.name(self, TITLE)
        self.lines.addWidget(self._request_card.label(TITLE, "title"))
        self._where_card, self._done_card = self._make_where(), self._make_done()
        for card in (self._request_card, self._who_card, self._where_card, self._done_card):
            self.add(card)
        self.end()
        self.begin()

    def _make_request(self) -> Card:
        card = Card(REQUEST)
        how = wrapped_label("second")
        card.wording.say(how.setText, HOW)
        card.lines.addWidget(how)
        self.refusal = wrapped_label("error-line")
        self.refusal.hide()
        card.lines.addWidget(self.refusal)
        self.choose = card.button(CHOOSE, "primary")
        self.choose.clicked.connect(self._choose)
        card.add_buttons([self.choose])
        return card

    def _make_who(self) -> Card:
        card = Card(WHO)
        self.who = wrapped_label("name")
        card.wording.say(self.who.setText, self._who_words)
        card.lines.addWidget(self.who)
        compare = wrapped_label("second")
        card.wording.say(compare.setText, COMPARE)
        card.lines.addWidget(compare)
        self.words = EightWords(self._work)
        card.lines.addWidget(self.words)
        card.lines.addSpacing(8)
        card.lines.addWidget(card.label(ROLE, "section"))
        self.roles = Choices(card, tuple(ROLE_NAMES.items()))
        self.roles.group.buttonClicked.connect(card.wording.again)
        card.lines.addWidget(self.roles)
        meaning = wrapped_label("second")
        card.wording.say(meaning.setText, lambda: str(MEANING[self.roles.chosen or OFFICER]))
        card.lines.addWidget(meaning)
        return card

    def _make_where(self) -> Card:
        card = Card(WHERE)
        self.where = Places(self._work, shares=False)
        self.where.changed.connect(self._allow)
        self.admit = card.button(ADMIT, "primary")
        self.admit.clicked.connect(self._admit)
        self.where.fill(card, [self.admit])
        self.progress = wrapped_label("second")
        self.progress.hide()
        card.lines.addWidget(self.progress)
        return card

    def _make_done(self) -> Card:
        card = Card(self._done_words)
        self.report = wrapped_label("good")
        card.wording.say(self.report.setText, self._report_words)
        card.lines.addWidget(self.report)
        bring = wrapped_label("second")
        card.wording.say(bring.setText, BRING)
        card.lines.addWidget(bring)
        self.after = MailButtons(card)
        return card

    # The request

    def begin(self) -> None:
        """Begin anew: no request is chosen."""
        self._asked = self._done = None
        self.refusal.hide()
        self.roles.choose(OFFICER)
        self._show()

    def focus_first(self) -> None:
        """The keyboard goes to what comes next."""
        (self.choose if self._asked is None else self.roles.group.buttons()[0]).setFocus()

    def _choose(self) -> None:
        if path := ask_which(self, str(CHOOSE), str(REQUEST_FILES)):
            self.take_request(path)

    def take_request(self, file: Path) -> None:
        """Look who asks in a file."""
        self.begin()
        self._file = file
        self._work.ask(partial(verbs.asks, file=file), self._who_came, lane="who asks")

    def _who_came(self, outcome: "Outcome[Asked]") -> None:
        if isinstance(outcome, Failure):
            self.refusal.setText(sentence(outcome.error))
            self.refusal.show()
            return
        self._asked = outcome.value
        self.words.show_words(self._asked.words)
        self.where.begin()
        self._show()
        self.focus_first()

    def _show(self) -> None:
        self._request_card.setVisible(self._asked is None or self._done is not None)
        self._who_card.setVisible(self._asked is not None and self._done is None)
        self._where_card.setVisible(self._asked is not None and self._done is None)
        self._done_card.setVisible(self._done is not None)
        for card in (self._who_card, self._where_card, self._done_card):
            card.wording.again()
        self._allow()

    def _who_words(self) -> str:
        if self._asked is None:
            return ""
        return "\n".join(
            [
                labelled(N_("Computer"), self._asked.name),
                labelled(N_("Who works at this desk"), self._asked.officer),
            ]
        )

    # Admitting

    def _allow(self) -> None:
        self.admit.setEnabled(self._asked is not None and self.where.target is not None)

    def _admit(self) -> None:
        if self._asked is None or self.where.target is None:
            return
        self._on_stick, self._by = self.where.on_stick, self.where.kind
        self.after.hide()
        self.admit.setEnabled(False)
        self._tell(str(ADMITTING), "second")
        by_mail = self._by == BY_MAIL
        verb = partial(
            verbs.admit, file=self._file, folder=self.where.target, role=self.roles.chosen, by_mail=by_mail
        )
        self._work.do(verb, self._admitted)

    def _admitted(self, outcome: "Outcome[Done[Admitted]]") -> None:
        self._allow()
        if isinstance(outcome, Failure):
            self._tell(sentence(outcome.error), "error-line")
            return
        self.progress.hide()
        self._done = outcome.value.value
        if self._by == BY_MAIL:
            self.after.offer(self._done.file)
        self._show()
        self.choose.setFocus()
        self.admitted.emit()

    def _tell(self, words: str, role: str) -> None:
        look.give(self.progress, role)
        self.progress.style().polish(self.progress)
        self.progress.setText(words)
        self.progress.show()

    def _done_words(self) -> str:
        if self._done is None:
            return ""
        return ADMITTED.format(name=self._done.name, officer=self._done.officer)

    def _report_words(self) -> str:
        if self._done is None:
            return ""
        told = STICK_SAFE if self._on_stick else DRAFTED if self._by == BY_MAIL else CHECKED
        return "\n".join([str(told), FILE.format(file=self._done.file.name)])
