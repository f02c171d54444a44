# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Preparing a bundle: for whom, what is inside, where to; written and read back before it counts."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QWidget

from coopdesk.errors import CoopdeskError
from coopdesk.language import N_, Message, sentence
from coopdesk.ui import look
from coopdesk.ui.bundles import verbs
from coopdesk.ui.bundles.verbs import Other
from coopdesk.ui.chips import Flow
from coopdesk.ui.panel import on_button, wrapped_label
from coopdesk.ui.screens.cards import Card, CardPage
from coopdesk.ui.work import Done, Failure, Outcome, Success, Work

if TYPE_CHECKING:
    from coopdesk.desk.drives import Drive
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
NO_STICK = N_("No stick found. Insert one or choose a folder.")
CHOOSE_FOLDER = N_("Choose a folder…")
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
        self._drives: tuple[Drive, ...] = ()
        self._folder: Path | None = None
        self._inside: Inside | None = None
        self._refused: CoopdeskError | None = None
        self._failure: Callable[[], str] = str
        self._sent: Sent | None = None
        self._is_writing = False
        self._on_stick = False
        self._goal = Path()
        self.target: Path | None = None
        """Where the bundle goes."""
        self.people = self._make_people()
        self.lines.addWidget(self.people.label(TITLE, "title"))
        for card in (self.people, self._make_inside(), self._make_where()):
            self.add(card)
        self.end()
        self._look = QTimer(self)
        self._look.setInterval(BETWEEN)
        self._look.timeout.connect(self.ask_drives)

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
        place = QWidget()
        self._ways = Flow(8)
        place.setLayout(self._ways)
        card.lines.addWidget(place)
        self._ways_place = place
        self.places: list[QPushButton] = []
        self._no_stick = self._line(card, lambda: str(NO_STICK), "second")
        self.choose = card.button(CHOOSE_FOLDER)
        self.choose.clicked.connect(self._choose_folder)
        self.send = card.button(TITLE, "primary")
        self.send.clicked.connect(self.write)
        card.add_buttons([self.choose, self.send])
        self.report = self._line(card, self._report_words)
        return card

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
        self.ask_drives()
        self.ask_inside()

    def showEvent(self, event: QShowEvent) -> None:
        """Look for sticks while somebody looks on."""
        super().showEvent(event)
        self._look.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks."""
        super().hideEvent(event)
        self._look.stop()

    def stick(self) -> str:
        """The folder of the stick that is plugged in, "" for none."""
        return str(self._drives[0].folder) if self._drives else ""

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
        _clear(self._flow, self.devices)
        for other in self._others:
            made = _option(other.name, other.id)
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

    def ask_drives(self) -> None:
        """Ask which sticks are plugged in."""
        self._work.run(verbs.drives, self._drives_came, lane="bundle drives")

    def _drives_came(self, outcome: "Outcome[list[Drive]]") -> None:
        found = tuple(outcome.value) if isinstance(outcome, Success) else ()
        known = [drive.folder for drive in self._drives]
        if [drive.folder for drive in found] != known or not self._drives:
            self._drives = found
            self._show_places()

    def show_folder(self, folder: Path) -> None:
        """Let the bundle go into a folder."""
        self._folder = self.target = folder
        self._show_places()

    def _show_places(self) -> None:
        folders = {drive.folder: drive.name for drive in self._drives}
        if self._folder is not None and self._folder not in folders:
            folders[self._folder] = self._folder.name or str(self._folder)
        if self.target not in folders:
            self.target = next(iter(folders), None)
        if [str(folder) for folder in folders] != [str(one.property("key")) for one in self.places]:
            _clear(self._ways, self.places)
            for folder, name in folders.items():
                made = _option(name, str(folder))
                made.clicked.connect(partial(self._place_chosen, folder))
                self.places.append(made)
                self._ways.addWidget(made)
        for one in self.places:
            one.setChecked(str(one.property("key")) == str(self.target))
        self._ways_place.setVisible(bool(self.places))
        self._no_stick.setVisible(not self.places)
        self._allow()

    def _place_chosen(self, folder: Path) -> None:
        self.target = folder
        self._show_places()

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, str(CHOOSE_FOLDER))
        if chosen:
            self.show_folder(Path(chosen))

    # Writing

    def write(self) -> None:
        """Write the bundle, once it is known where to."""
        if self.target is None or self._is_writing:
            return
        self._is_writing, self._sent, self._goal = True, None, self.target
        self._on_stick = any(drive.folder == self.target for drive in self._drives)
        self._say_report("second")
        self._allow()
        self._work.do(partial(verbs.write, folder=self.target, wish=self.wish()), self._written)

    def _written(self, outcome: "Outcome[Done[Sent]]") -> None:
        self._is_writing = False
        if isinstance(outcome, Failure):
            pulled = self._on_stick and not self._goal.exists()
            self._refuse(partial(str, STICK_EARLY) if pulled else partial(sentence, outcome.error))
        else:
            self._sent = outcome.value.value
            self._say_report("good")
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
        told = STICK_SAFE if self._on_stick else CHECKED
        return "\n".join([str(told), *(FILE.format(file=file.name) for file in self._sent.files)])

    def _allow(self) -> None:
        ready = self.target is not None and self._inside is not None
        self.send.setEnabled(ready and not self._is_writing)


def _option(name: str, key: str) -> QPushButton:
    """A button that stays down, for something that has a name of its own."""
    made = QPushButton(on_button(name))
    made.setAccessibleName(name)
    made.setAutoDefault(False)
    made.setCheckable(True)
    made.setProperty("key", key)
    look.give(made, "option")
    return made


def _clear(flow: Flow, buttons: list[QPushButton]) -> None:
    """Take these buttons away."""
    for one in buttons:
        flow.removeWidget(one)
        one.hide()
        one.deleteLater()
    buttons.clear()
