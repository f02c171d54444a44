# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Asking for access from a desk that has none, as after a restore; and why another office cannot be joined
from a desk that has one."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from coopdesk.desk.computer_words import OWN
from coopdesk.language import N_, sentence
from coopdesk.ui import look
from coopdesk.ui.bundles import office_verbs as verbs
from coopdesk.ui.documents import ask_where
from coopdesk.ui.eight_words import EightWords
from coopdesk.ui.panel import wrapped_label
from coopdesk.ui.screens.cards import Card
from coopdesk.ui.work import Failure, Outcome, Work

if TYPE_CHECKING:
    from coopdesk.desk.admitting import Asked
    from coopdesk.desk.membership import Computer

TITLE = N_("Ask to join an office")
ASK = N_(
    "This computer has no access to its office yet. It asks with a file; a steward answers with a bundle."
    " Open that under “Send and open”."
)
BELONGS = N_(
    "This desk has an office of its own, and a desk stays with its office. To join another one, start"
    " coopdesk with an empty folder: coopdesk --profile FOLDER"
)
WRITE_REQUEST = N_("Write the request…")
REQUEST_FILES = N_("Requests to join (*.coopjoin)")
WRITTEN = N_("Request written: {file}. Bring it to a steward of the office.")
COMPARE_THERE = N_("The steward sees eight words too. They must be these:")


class AccessCard(Card):
    """The card, on the page of this computer alone."""

    def __init__(self, work: Work) -> None:
        super().__init__(TITLE)
        self._work = work
        self._is_alone = False
        what = wrapped_label("second")
        self.wording.say(what.setText, lambda: str(BELONGS if self._is_alone else ASK))
        self.lines.addWidget(what)
        self.told = wrapped_label("good")
        self.compare = wrapped_label("second")
        self.wording.say(self.compare.setText, COMPARE_THERE)
        self.words = EightWords(work)
        for widget in (self.told, self.compare, self.words):
            widget.hide()
            self.lines.addWidget(widget)
        self.write = self.button(WRITE_REQUEST, "primary")
        self.write.clicked.connect(self._choose)
        self.add_buttons([self.write])

    def show_for(self, office: verbs.Office, shown: "Computer") -> None:
        """Stand there where this computer has no access, or is the only one of its office."""
        is_own, has_access = shown.state == OWN, bool(office.role)
        self._is_alone = has_access and len(office.computers) == 1
        self.write.setVisible(not has_access)
        self.setVisible(is_own and (not has_access or self._is_alone))
        self.wording.again()

    def _choose(self) -> None:
        if path := ask_where(self, str(WRITE_REQUEST), "request.coopjoin", str(REQUEST_FILES)):
            self.write_request(path)

    def write_request(self, file: Path) -> None:
        """Write the request of this computer to a file."""
        self.write.setEnabled(False)
        self._work.ask(partial(verbs.ask_again, file=file), self._asked)

    def _asked(self, outcome: "Outcome[Asked]") -> None:
        self.write.setEnabled(True)
        failed = isinstance(outcome, Failure)
        look.give(self.told, "error-line" if failed else "good")
        self.told.style().polish(self.told)
        self.told.show()
        if isinstance(outcome, Failure):
            self.told.setText(sentence(outcome.error))
            return
        self.told.setText(WRITTEN.format(file=outcome.value.file.name))
        self.words.show_words(outcome.value.words)
        self.compare.show()
        self.words.show()
