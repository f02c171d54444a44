# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Opening bundles: files chosen or dropped, what they would bring, what they brought, and the way back."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from coopdesk.language import N_, Message, sentence
from coopdesk.ui import look
from coopdesk.ui.bundles import verbs
from coopdesk.ui.bundles.shared import Fetching
from coopdesk.ui.bundles.shared_verbs import Inside
from coopdesk.ui.bundles.verbs import Looked
from coopdesk.ui.bundles.waiting import Waiting
from coopdesk.ui.documents import ask_which_several
from coopdesk.ui.keyboard import hand_on
from coopdesk.ui.panel import wrapped_label
from coopdesk.ui.screens.cards import Card, CardPage
from coopdesk.ui.work import Done, Failure, Outcome, Work

if TYPE_CHECKING:
    from coopdesk.desk.receiving import Brought
    from coopdesk.desk.sharing import Gathered

TITLE = N_("Open a bundle")
FILES = N_("Files")
DROP = N_("Choose the files, or drop them on the window.")
CHOOSE = N_("Choose files…")
BUNDLE_FILES, ALL_FILES = N_("Bundles (*.coopx)"), N_("All files (*)")
PASSPHRASE = N_("Passphrase of the bundle")
LOOK_AGAIN = N_("Look inside")
LOOKING = N_("Looking inside…")
INSIDE = N_("What is inside")
FROM = N_("From: {name}")
STRANGER = N_("a computer not known here")
UNCHANGED = N_("Nothing has been changed yet.")
OPEN = N_("Open the bundle")
OPENING = N_("Opening…")
BROUGHT = N_("What it brought")
TAKE_BACK = N_("Undo opening the bundle")
TAKING_BACK = N_("Undoing…")
TAKEN_BACK = N_("The bundle was taken back. The desk is as it was before.")
DECIDE = N_("To decide")
LOCKED = ("bundle_passphrase", "wrong_passphrase")


class Receiving(CardPage):
    """The cards on the right."""

    command_wanted = Signal(str)
    opened = Signal()
    """Something came in, or was taken back."""

    def __init__(self, work: Work, sticks: Callable[[], list[Path]]) -> None:
        """`sticks` says which sticks are plugged in: bundles are looked for there first."""
        super().__init__()
        self._work = work
        self._stick_folders = sticks
        self._words: Callable[[], str] = str
        self._files: tuple[Path, ...] = ()
        self._looked: Looked | None = None
        self._brought: tuple[Brought, ...] = ()
        self._gathered: Gathered | None = None
        self._shared: Inside | None = None
        self._fetching = Fetching(work)
        self._fetching.seen.connect(self._shared_seen)
        self._fetching.taken.connect(self._shared_taken)
        self._fetching.remarked.connect(self._shared_remarked)
        self._is_busy = False
        self._choosing = self._make_choosing()
        self._inside = self._make_inside()
        self._after = self._make_after()
        self.lines.addWidget(self._choosing.label(TITLE, "title"))
        for card in (self._choosing, self._inside, self._after):
            self.add(card)
        self.end()
        self._inside.hide()
        self._after.hide()

    def _make_choosing(self) -> Card:
        card = Card(FILES)
        card.name(self, TITLE)
        hint = wrapped_label("second")
        card.wording.say(hint.setText, DROP)
        card.lines.addWidget(hint)
        self.chosen = wrapped_label("name")
        self.chosen.hide()
        card.lines.addWidget(self.chosen)
        self.choose = card.button(CHOOSE)
        self.choose.clicked.connect(self._choose)
        card.add_buttons([self.choose])
        self.waiting = Waiting(self._work, self._stick_folders)
        self.waiting.files_wanted.connect(self.take_files)
        self.waiting.shared_wanted.connect(self.take_shared)
        card.lines.addWidget(self.waiting)
        self._locked = self._make_locked(card)
        card.lines.addWidget(self._locked)
        self.state = wrapped_label("second")
        self.state.hide()
        card.wording.say(self.state.setText, self._state_words)
        card.lines.addWidget(self.state)
        return card

    def _make_locked(self, card: Card) -> QWidget:
        """What asks for the passphrase of a bundle that is closed with one."""
        place = QWidget()
        lines = QVBoxLayout(place)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(4)
        self.passphrase = QLineEdit()
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.returnPressed.connect(self.look_inside)
        card.name(self.passphrase, PASSPHRASE)
        label = card.label(PASSPHRASE, "label")
        label.setBuddy(self.passphrase)
        again = card.button(LOOK_AGAIN)
        again.clicked.connect(self.look_inside)
        for widget in (label, self.passphrase, again):
            lines.addWidget(widget)
        place.hide()
        return place

    def _make_inside(self) -> Card:
        card = Card(INSIDE)
        self.contents = wrapped_label()
        card.wording.say(self.contents.setText, self._inside_words)
        card.lines.addWidget(self.contents)
        still = wrapped_label("second")
        card.wording.say(still.setText, UNCHANGED)
        card.lines.addWidget(still)
        self.open = card.button(OPEN, "primary")
        self.open.clicked.connect(self.take_in)
        card.add_buttons([self.open])
        return card

    def _make_after(self) -> Card:
        card = Card(BROUGHT)
        self.report = wrapped_label()
        card.wording.say(self.report.setText, self._report_words)
        card.lines.addWidget(self.report)
        self.decide = card.button(DECIDE, "primary")
        self.decide.clicked.connect(partial(self.command_wanted.emit, "go decisions"))
        self.undo = card.button(TAKE_BACK)
        self.undo.clicked.connect(self.take_back)
        card.add_buttons([self.decide, self.undo])
        self.decide.hide()
        return card

    # Choosing

    def _choose(self) -> None:
        kinds = f"{BUNDLE_FILES};;{ALL_FILES}"
        stick = next(iter(self._stick_folders()), None)
        if found := ask_which_several(self, str(TITLE), kinds, stick):
            self.take_files(found)

    def take_files(self, files: Sequence[Path]) -> None:
        """Look into these files."""
        if self._is_busy or not files:
            return
        self._let_shared_be()
        self._files = tuple(files)
        self.chosen.setText("\n".join(file.name for file in files))
        self.chosen.show()
        self.passphrase.clear()
        self._locked.hide()
        self._after.hide()
        self.look_inside()

    def look_inside(self) -> None:
        """Ask what the chosen files would bring."""
        if self._is_busy or not self._files:
            return
        self._begin(LOOKING)
        self._inside.hide()
        question = partial(verbs.look, files=self._files, passphrase=self._secret())
        self._work.ask(question, self._looked_inside)

    def _secret(self) -> str | None:
        return self.passphrase.text() or None

    def _looked_inside(self, outcome: Outcome[Looked]) -> None:
        self._end(outcome)
        if isinstance(outcome, Failure):
            locked = outcome.error.code in LOCKED
            self._locked.setVisible(locked)
            hand_on(self, self.passphrase, self.choose)
            return
        self._looked = outcome.value
        self._show_inside()

    def _show_inside(self) -> None:
        self._inside.wording.again()
        self._inside.show()
        hand_on(self, self.open)

    def _inside_words(self) -> str:
        if self._shared:
            senders, lines = list(self._shared.lying.senders), self._shared.gathered.words()
        elif self._looked:
            senders = list(dict.fromkeys(one.sender for one in self._looked.seen))
            lines = [line for one in self._looked.brought for line in one.words()]
        else:
            return ""
        names = ", ".join(name or str(STRANGER) for name in senders)
        return "\n".join([*([FROM.format(name=names)] if names else []), *lines])

    # Taking in

    def take_in(self) -> None:
        """Open the bundles that were looked into."""
        if self._is_busy or (self._looked is None and self._shared is None):
            return
        self._begin(OPENING)
        self.open.setEnabled(False)
        if self._shared or self._looked is None:
            self._fetching.take()
            return
        verb = partial(verbs.read, files=self._looked.files, passphrase=self._secret())
        self._work.do(verb, self._taken_in)

    def _taken_in(self, outcome: "Outcome[Done[tuple[Brought, ...]]]") -> None:
        self._end(outcome)
        if isinstance(outcome, Failure):
            hand_on(self, self.open)
            return
        self._brought, self._looked, self._gathered = outcome.value.value, None, None
        self._inside.hide()
        self._locked.hide()
        self.passphrase.clear()
        self._show_after()

    # The shared folder

    def take_shared(self) -> None:
        """Look into what is new in the shared folder."""
        if self._is_busy:
            return
        self._begin(LOOKING)
        for gone in (self._inside, self._after, self._locked, self.chosen):
            gone.hide()
        self._files, self._looked, self._shared = (), None, None
        self._fetching.begin()

    def _shared_seen(self, outcome: Outcome[Inside | None]) -> None:
        self._end(outcome)
        if isinstance(outcome, Failure) or outcome.value is None:
            hand_on(self, self.choose)
            return
        self._shared = outcome.value
        self._show_inside()

    def _let_shared_be(self) -> None:
        self._shared = None
        self._fetching.drop()

    def _shared_taken(self, outcome: "Outcome[Gathered]") -> None:
        self._end(outcome)
        self._inside.hide()
        self._shared = None
        if isinstance(outcome, Failure):
            hand_on(self, self.choose)
            return
        self._gathered = outcome.value
        self._brought = self._gathered.brought
        self._show_after()

    def _shared_remarked(self, gathered: "Gathered") -> None:
        """Something else is to be told of the folder, while the report stands."""
        if self._gathered and self._gathered.brought == gathered.brought:
            self._gathered = gathered
            self._after.wording.again()

    def _show_after(self) -> None:
        self._after.wording.again()
        self.decide.setVisible(any(one.decisions for one in self._brought))
        self.undo.setVisible(len(self._brought) == 1 and bool(self._brought[0].by_device))
        self._after.show()
        hand_on(self, self.decide, self.undo, self.choose)
        self.waiting.ask()
        self.opened.emit()

    def _report_words(self) -> str:
        if self._gathered:
            return "\n".join(self._gathered.words())
        return "\n".join(line for one in self._brought for line in one.words())

    # Back

    def take_back(self) -> None:
        """Undo the opening of the bundle that is reported."""
        if self._is_busy or not self._brought:
            return
        self._begin(TAKING_BACK)
        self._work.do(partial(verbs.take_back, bundle=self._brought[0].id), self._taken_back)

    def _taken_back(self, outcome: Outcome[Done[None]]) -> None:
        self._end(outcome)
        if isinstance(outcome, Failure):
            hand_on(self, self.undo, self.choose)
            return
        self._brought = ()
        self._after.hide()
        hand_on(self, self.choose)
        self._say(partial(str, TAKEN_BACK), "good")
        self.waiting.ask()
        self.opened.emit()

    # While it takes

    def _begin(self, told: Message) -> None:
        self._is_busy = True
        self.setFocus()  # what was pressed rests or goes: see `hand_on`
        self.choose.setEnabled(False)
        self._say(partial(str, told), "second")

    def _end(self, outcome: "Outcome[object]") -> None:
        """All is still; an error stands where the work was told."""
        self._is_busy = False
        self.choose.setEnabled(True)
        self.open.setEnabled(True)
        if isinstance(outcome, Failure):
            self._say(partial(sentence, outcome.error), "error-line")
        else:
            self.state.hide()

    def _state_words(self) -> str:
        return self._words()

    def _say(self, told: Callable[[], str], role: str) -> None:
        look.give(self.state, role)
        self.state.style().polish(self.state)
        self._words = told
        self.state.setText(told())
        self.state.show()
