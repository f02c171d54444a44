# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Preparing a bundle: for whom, what is inside, where to; written and read back before it counts."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QWidget

from coopdesk.errors import CoopdeskError
from coopdesk.language import N_, Message, current, sentence
from coopdesk.ui import look
from coopdesk.ui.bundles import verbs
from coopdesk.ui.bundles.mail_buttons import MailButtons
from coopdesk.ui.bundles.places import BY_MAIL, FOLDER, SHARED_FOLDER, Places, clear, option
from coopdesk.ui.bundles.shared import Delivering
from coopdesk.ui.bundles.verbs import Other
from coopdesk.ui.cells import LOCALES
from coopdesk.ui.chips import Flow
from coopdesk.ui.keyboard import hand_on, hold
from coopdesk.ui.panel import wrapped_label
from coopdesk.ui.screens.cards import Card, CardPage
from coopdesk.ui.work import Done, Failure, Outcome, Work

if TYPE_CHECKING:
    from coopdesk.desk.desk import Desk
    from coopdesk.desk.sending import Inside, Sent, Wish

TITLE = N_("Prepare a bundle")
TO_WHOM = N_("To whom?")
EVERYBODY = N_("The whole office")
ALONE = N_("No other computer has access to this office yet. Whoever gets it later gets everything.")
EVERYTHING = N_("Everything, not only what is new")
THIN = N_("Without attached files")
INSIDE = N_("What is inside")
COUNTING = N_("Counting…")
NOTHING = N_("Nothing new for them.")
WHERE = N_("Where to?")
PARTS = N_("Cut into parts")
WHOLE = N_("In one piece")
MEGABYTES = N_("of {number} MB")
PART_SIZES = (None, 3_500_000, 8_000_000, 20_000_000)
"""Bytes; the second is what mail servers take."""
EACH_PART = N_("Each part is a file of its own; they can be opened in any order.")
DRAFTED = N_("Mail written. Open it in your mail program, give the address and send it.")
IN_SHARED = N_("Bundle checked. It lies in the shared folder; the others read it from there.")
WRITING = N_("Writing and checking…")
STICK_SAFE = N_("Bundle checked. You can remove the stick.")
CHECKED = N_("Bundle checked.")
STICK_EARLY = N_("The stick was removed too soon. Put it back to finish the bundle.")
FILE = N_("File: {file}")
BETWEEN = 2000
"""Milliseconds between two looks for sticks, while the screen is in front."""


class Sending(CardPage):
    """The cards on the left."""

    written = Signal()
    """A bundle lies where it was to be."""

    def __init__(self, work: Work) -> None:
        super().__init__()
        self._work = work
        self._others: tuple[Other, ...] | None = None
        self._inside: Inside | None = None
        self._refused: CoopdeskError | None = None
        self._failure: Callable[[], str] = str
        self._sent: Sent | None = None
        self._is_writing = False
        self._on_stick = self._is_mail_new = False
        self._goal = Path()
        self._way = self._by = FOLDER
        self._delivering = Delivering(work)
        self._delivering.written.connect(self._written)
        self.people = self._make_people()
        self.lines.addWidget(self.people.label(TITLE, "title"))
        for card in (self.people, self._make_inside(), self._make_where()):
            self.add(card)
        self.end()
        self._look = QTimer(self)
        self._look.setInterval(BETWEEN)
        self._look.timeout.connect(self.where.ask_drives)

    def _make_people(self) -> Card:
        card = Card(TO_WHOM)
        card.name(self, TITLE)
        place = QWidget()
        self._flow = Flow(8)
        place.setLayout(self._flow)
        self.everybody = card.button(EVERYBODY, "option")
        self.everybody.setCheckable(True)
        self.everybody.setChecked(True)
        self.everybody.clicked.connect(self._everybody_chosen)
        self._flow.addWidget(self.everybody)
        self.devices: list[QPushButton] = []
        card.lines.addWidget(place)
        self._alone = self._line(card, lambda: str(ALONE), "second")
        options = QWidget()
        line = Flow(8)
        options.setLayout(line)
        self.everything, self.thin = (self._option(card, words) for words in (EVERYTHING, THIN))
        for made in (self.everything, self.thin):
            line.addWidget(made)
        card.lines.addWidget(options)
        return card

    def _make_inside(self) -> Card:
        card = self._inside_card = Card(INSIDE)
        self.contents = self._line(card, self._inside_words)
        self.contents.show()
        return card

    def _make_where(self) -> Card:
        card = self._where_card = Card(WHERE)
        self.where = Places(self._work)
        self.where.changed.connect(self._way_changed)
        self._parts = self._make_parts(card)
        self.send = card.button(TITLE, "primary")
        self.send.clicked.connect(self.write)
        self.where.fill(card, [self.send], self._parts)
        self.report = self._line(card, self._report_words)
        self.after = MailButtons(card)
        return card

    def _make_parts(self, card: Card) -> QWidget:
        """How large a part may be."""
        place = QWidget()
        line = QHBoxLayout(place)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        self.part_size = QComboBox()
        for size in PART_SIZES:
            self.part_size.addItem("", size)
        card.name(self.part_size, PARTS)
        card.wording.say(self._name_sizes, PARTS)
        label = card.label(PARTS, "label")
        label.setBuddy(self.part_size)
        line.addWidget(label)
        line.addWidget(self.part_size)
        line.addStretch(1)
        place.hide()
        return place

    def _name_sizes(self, words: str) -> None:
        for place, size in enumerate(PART_SIZES):
            number = LOCALES[current()].toString(size / 1_000_000) if size else ""
            told = MEGABYTES.format(number=number) if size else str(WHOLE)
            self.part_size.setItemText(place, told)

    def _line(self, card: Card, words: Callable[[], str], role: str = "") -> QLabel:
        made = wrapped_label(role)
        made.hide()
        card.wording.say(made.setText, words)
        card.lines.addWidget(made)
        return made

    def _option(self, card: Card, words: Message) -> QPushButton:
        made = card.button(words, "option")
        made.setCheckable(True)
        made.toggled.connect(self.ask_inside)
        return made

    # What the screen asks

    def begin(self) -> None:
        """Ask who is there and what would go."""
        self._work.ask(verbs.others, self._others_came, lane="bundle others")
        self.where.begin()
        self.ask_inside()

    def showEvent(self, event: QShowEvent) -> None:
        """Look for sticks while somebody looks on."""
        super().showEvent(event)
        self._look.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks."""
        super().hideEvent(event)
        self._look.stop()

    def sticks(self) -> list[Path]:
        """The folders of the sticks that are plugged in."""
        return [drive.folder for drive in self.where.drives]

    def wish(self) -> "Wish":
        """What is asked for."""
        from coopdesk.desk.sending import Wish

        chosen = tuple(str(one.property("key")) for one in self.devices if one.isChecked())
        return Wish(chosen, self.everything.isChecked(), thin=self.thin.isChecked())

    # To whom

    def _others_came(self, outcome: Outcome[tuple[Other, ...]]) -> None:
        if isinstance(outcome, Failure):
            self._refuse(partial(sentence, outcome.error))
            return
        if outcome.value == self._others:
            return
        chosen = {str(one.property("key")) for one in self.devices if one.isChecked()}
        self._others = outcome.value
        clear(self._flow, self.devices)
        for other in self._others:
            made = option(other.name, other.id)
            made.setChecked(other.id in chosen)
            made.clicked.connect(self._device_chosen)
            self.devices.append(made)
            self._flow.addWidget(made)
        self._alone.setVisible(not self._others)

    def _everybody_chosen(self) -> None:
        for one in self.devices:
            one.setChecked(False)
        self.everybody.setChecked(True)
        self.ask_inside()

    def _device_chosen(self) -> None:
        self.everybody.setChecked(not any(one.isChecked() for one in self.devices))
        self.ask_inside()

    # What is inside

    def ask_inside(self) -> None:
        """Ask what the bundle would carry."""
        if self._is_writing:
            return
        self._inside = self._refused = None
        self._say_inside()
        self._work.ask(partial(verbs.inside, wish=self.wish()), self._inside_came, lane="bundle inside")

    def _inside_came(self, outcome: "Outcome[Inside]") -> None:
        if isinstance(outcome, Failure):
            self._refused = outcome.error
        else:
            self._inside = outcome.value
        self._say_inside()

    def _say_inside(self) -> None:
        look.give(self.contents, "error-line" if self._refused else "")
        self.contents.style().polish(self.contents)
        self._inside_card.wording.again()
        self._allow()

    def _inside_words(self) -> str:
        if self._refused:
            return sentence(self._refused)
        if self._inside is None:
            return str(COUNTING)
        nothing = [] if self._inside.saves or self._inside.files else [str(NOTHING)]
        return "\n".join([*nothing, *self._inside.lines()])

    # Where to

    @property
    def places(self) -> list[QPushButton]:
        """The buttons of sticks and of a folder that was chosen."""
        return self.where.places

    @property
    def target(self) -> Path | None:
        """Where the bundle goes."""
        return self.where.target

    def show_folder(self, folder: Path) -> None:
        """Let the bundle go into a folder."""
        self.where.show_folder(folder)

    def _way_changed(self) -> None:
        """Mails take parts of a few megabytes; elsewhere a bundle is whole unless somebody wishes."""
        if self.where.kind != self._way:
            self._way = self.where.kind
            self.part_size.setCurrentIndex(1 if self._way == BY_MAIL else 0)
        self._parts.setVisible(self.target is not None and self._way != SHARED_FOLDER)
        self._allow()

    # Writing

    def write(self) -> None:
        """Write the bundle, once it is known where to."""
        if self.target is None or self._is_writing:
            return
        self._is_writing, self._sent, self._goal = True, None, self.target
        self._on_stick, self._by = self.where.on_stick, self.where.kind
        self.after.hide()
        self._say_report("second")
        self._allow()
        if self._by == SHARED_FOLDER:
            self._delivering.begin(self.target, self.wish())
        else:
            self._work.do(self._writing(self.target), self._written)

    def _writing(self, folder: Path) -> "Callable[[Desk], Done[Sent]]":
        wish, size = self.wish(), self.part_size.currentData()
        if self._by == BY_MAIL:
            return partial(verbs.write_mail, folder=folder, wish=wish, part_size=size)
        return partial(verbs.write, folder=folder, wish=wish, part_size=size)

    def _written(self, outcome: "Outcome[Done[Sent]]") -> None:
        self._is_writing = False
        if isinstance(outcome, Failure):
            pulled = self._on_stick and not self._goal.exists()
            self._refuse(partial(str, STICK_EARLY) if pulled else partial(sentence, outcome.error))
        else:
            self._sent = outcome.value.value
            self._say_report("good")
            if self._sent.drafts:
                self.after.offer(self._sent.drafts[0])
                self._is_mail_new = True
            self.written.emit()
        self.ask_inside()

    def _refuse(self, told: Callable[[], str]) -> None:
        self._say_report("error-line", told)

    def _say_report(self, role: str, refused: Callable[[], str] = str) -> None:
        self._failure = refused
        look.give(self.report, role)
        self.report.style().polish(self.report)
        self.report.show()
        self._where_card.wording.again()

    def _report_words(self) -> str:
        if self._is_writing:
            return str(WRITING)
        if self._sent is None:
            return self._failure()
        told = {BY_MAIL: DRAFTED, SHARED_FOLDER: IN_SHARED}.get(self._by, CHECKED)
        files = self._sent.drafts or self._sent.files
        lines = [str(STICK_SAFE if self._on_stick else told), *(FILE.format(file=one.name) for one in files)]
        return "\n".join([*lines, *([str(EACH_PART)] if len(files) > 1 else []), *self._sent.remarks])

    def _allow(self) -> None:
        ready = self.target is not None and self._inside is not None and not self._is_writing
        if not ready:
            hold(self, self.send)
        self.send.setEnabled(ready)
        if ready:
            hand_on(self, *([self.after.mail] if self._is_mail_new else []), self.send)
            self._is_mail_new = False
