# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where something goes that leaves this computer: a stick, a folder, the shared folder, a mail."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from coopdesk.language import N_, Message, labelled
from coopdesk.ui import look
from coopdesk.ui.bundles import shared_verbs, verbs
from coopdesk.ui.chips import Flow
from coopdesk.ui.documents import ask_folder
from coopdesk.ui.panel import Panel, on_button, wrapped_label
from coopdesk.ui.screens.cards import Card
from coopdesk.ui.work import Outcome, Success, Work

if TYPE_CHECKING:
    from coopdesk.desk.drives import Drive

NO_STICK = N_("No stick found. Insert one or choose a folder.")
CHOOSE_FOLDER = N_("Choose a folder…")
SHARED = N_("Shared folder")
SHARED_HOW = N_("A folder that the computers of the office share, such as a network drive.")
MAIL = N_("Mail")
MAIL_HOW = N_("The mail is written to a file that your mail program opens; only the address is missing.")
ANOTHER = N_("Another folder…")
FOLDER, SHARED_FOLDER, BY_MAIL = "folder", "shared", "mail"


class Places(Panel):
    """The ways, one of them chosen; `kind` says which, `target` where: None while it is not known."""

    changed = Signal()
    drives_seen = Signal()
    """Sticks came or went."""

    def __init__(self, work: Work, *, shares: bool = True) -> None:
        """`shares`: whether the shared folder is one of the ways."""
        super().__init__()
        self._work, self._shares = work, shares
        self._drives: tuple[Drive, ...] = ()
        self._folder: Path | None = None
        self._shared: Path | None = None
        self._mail: Path | None = None
        self.kind = FOLDER
        self.target: Path | None = None
        self.places: list[QPushButton] = []
        """The buttons of sticks and of a folder that was chosen."""
        self._flow = Flow(8)
        self.setLayout(self._flow)
        self.shared, self.mail = self._way(SHARED_FOLDER, SHARED), self._way(BY_MAIL, MAIL)
        self._ways = [self.shared, self.mail] if shares else [self.mail]
        for way in self._ways:
            self._flow.addWidget(way)
        self.remark = wrapped_label("second")
        self.wording.say(self.remark.setText, self._remark_words)
        self.choose = self.button(CHOOSE_FOLDER)
        self.choose.clicked.connect(self._choose)
        self.wording.say(self.choose.setText, self._choose_words)
        self.wording.say(self.choose.setAccessibleName, self._choose_words)

    def fill(self, card: Card, buttons: list[QPushButton], between: QWidget | None = None) -> None:
        """Stand in a card, the buttons of the card beside that which chooses a folder; `between` stands
        above them."""
        card.lines.addWidget(self)
        card.lines.addWidget(self.remark)
        if between:
            card.lines.addWidget(between)
        card.add_buttons([self.choose, *buttons])

    def _way(self, kind: str, words: Message) -> QPushButton:
        made = self.button(words, "option")
        made.setCheckable(True)
        made.clicked.connect(partial(self.take, kind))
        return made

    # What there is

    def begin(self) -> None:
        """Ask which sticks are there, and which folder is shared."""
        self.ask_drives()
        if self._shares:
            self._work.ask(shared_verbs.folder, self._shared_came, lane="bundle shared folder")

    def ask_drives(self) -> None:
        """Ask which sticks are plugged in."""
        self._work.run(verbs.drives, self.drives_came, lane="bundle drives")

    def drives_came(self, outcome: "Outcome[list[Drive]]") -> None:
        """Show the sticks that are there now."""
        found = tuple(outcome.value) if isinstance(outcome, Success) else ()
        if [drive.folder for drive in found] != [drive.folder for drive in self._drives]:
            self._drives = found
            self._show()
            self.drives_seen.emit()

    def _shared_came(self, outcome: Outcome[Path | None]) -> None:
        if isinstance(outcome, Success) and outcome.value != self._shared:
            self._shared = outcome.value
            if self.target is None and self._shared:
                self.kind = SHARED_FOLDER
            self._show()

    @property
    def drives(self) -> "tuple[Drive, ...]":
        """The sticks that are plugged in."""
        return self._drives

    @property
    def on_stick(self) -> bool:
        """Whether it goes to a stick, which may be removed afterwards."""
        return self.kind == FOLDER and any(drive.folder == self.target for drive in self._drives)

    # Choosing

    def take(self, kind: str) -> None:
        """Choose a way; where its folder is not known yet, that is asked."""
        self.kind = kind
        if kind == BY_MAIL and self._mail is None:
            self._mail = _documents()
        self._show()
        if self.target is None:
            self._choose()

    def show_folder(self, folder: Path) -> None:
        """Let it go into a folder, by the way that is chosen."""
        if self.kind == SHARED_FOLDER:
            self._shared = folder
            self._work.ask(partial(shared_verbs.share, folder=folder), self._shared_came)
        elif self.kind == BY_MAIL:
            self._mail = folder
        else:
            self._folder = self.target = folder
        self._show()

    def _choose(self) -> None:
        if chosen := ask_folder(self, self._choose_words(), self.target):
            self.show_folder(chosen)
        elif self.target is None:
            self.kind = FOLDER
            self._show()

    def _place_chosen(self, folder: Path) -> None:
        self.kind, self.target = FOLDER, folder
        self._show()

    def _show(self) -> None:
        folders = {drive.folder: drive.name for drive in self._drives}
        if self._folder is not None and self._folder not in folders:
            folders[self._folder] = self._folder.name or str(self._folder)
        if self.kind == FOLDER and self.target not in folders:
            self.target = next(iter(folders), None)
        elif self.kind != FOLDER:
            self.target = self._shared if self.kind == SHARED_FOLDER else self._mail
        if [str(folder) for folder in folders] != [str(one.property("key")) for one in self.places]:
            self._draw(folders)
        for one in self.places:
            one.setChecked(self.kind == FOLDER and str(one.property("key")) == str(self.target))
        self.shared.setChecked(self.kind == SHARED_FOLDER)
        self.mail.setChecked(self.kind == BY_MAIL)
        self.wording.again()
        self.changed.emit()

    def _draw(self, folders: dict[Path, str]) -> None:
        clear(self._flow, self.places)
        for way in self._ways:
            self._flow.removeWidget(way)
        for folder, name in folders.items():
            made = option(name, str(folder))
            made.clicked.connect(partial(self._place_chosen, folder))
            self.places.append(made)
            self._flow.addWidget(made)
        for way in self._ways:
            self._flow.addWidget(way)

    # Words

    def _remark_words(self) -> str:
        hints = {SHARED_FOLDER: SHARED_HOW, BY_MAIL: MAIL_HOW}
        if self.kind == FOLDER:
            told = [] if self.target is None else [str(self.target)]
            return "\n".join(told or [str(NO_STICK)])
        where = [labelled(N_("Folder"), str(self.target))] if self.target else []
        return "\n".join([str(hints[self.kind]), *where])

    def _choose_words(self) -> str:
        return str(CHOOSE_FOLDER if self.kind == FOLDER else ANOTHER)


def _documents() -> Path:
    """Where an officer looks for what programs wrote."""
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))


def option(name: str, key: str) -> QPushButton:
    """A button that stays down, for something that has a name of its own."""
    made = QPushButton(on_button(name))
    made.setAccessibleName(name)
    made.setAutoDefault(False)
    made.setCheckable(True)
    made.setProperty("key", key)
    look.give(made, "option")
    return made


def clear(flow: Flow, buttons: list[QPushButton]) -> None:
    """Take these buttons away."""
    for one in buttons:
        flow.removeWidget(one)
        one.hide()
        one.deleteLater()
    buttons.clear()
