# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What an officer settles once: language, colours, the office's name, the passphrase, backups."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QVBoxLayout

from coopdesk.desk.desk import Desk, Office
from coopdesk.errors import CoopdeskError
from coopdesk.language import LANGUAGES, N_, current, sentence
from coopdesk.records.types import BY_KEY as TYPES
from coopdesk.ui import look, verbs
from coopdesk.ui.cells import day
from coopdesk.ui.documents import ask_folder
from coopdesk.ui.panel import wrapped_label
from coopdesk.ui.screens.cards import Card, CardPage, Choices
from coopdesk.ui.screens.desks_card import FIND_AGAIN, OPENS, DesksCard
from coopdesk.ui.screens.directory import BY_KEY
from coopdesk.ui.screens.screen import Screen
from coopdesk.ui.top_bar import OWN_NAMES
from coopdesk.ui.work import Done, Failure, Outcome, Success, Work

if TYPE_CHECKING:
    from coopdesk.desk.safekeeping import BackupInfo

TITLE = N_("Settings")
LANGUAGE = N_("Language")
COLOURS = N_("Colours")
SCHEMES = (("light", N_("Light")), ("dark", N_("Dark")), ("", N_("As the system")))
OFFICE = N_("Office")
OFFICE_NAME = N_("Name of the office, as it signs")
OFFICER = N_("Who works at this desk")
PASSPHRASE = N_("Passphrase")
LOCKED = N_("A passphrase protects this desk. Nobody can restore one that is forgotten.")
NOT_LOCKED = N_("Not locked: anyone at this computer can read the desk. Four words are good.")
PRESENT_ONE = N_("Present passphrase")
NEW_ONE = N_("New passphrase")
AGAIN = N_("The same once more")
SET_IT = N_("Set the passphrase")
CHANGE_IT = N_("Change the passphrase")
NOT_THE_SAME = N_("The two passphrases differ. Type the new one twice.")
SET_NOW = N_("The passphrase is set.")
SET_NOW_WHAT = N_("It is asked at every start. Nobody can restore one that is forgotten.")
LISTS = N_("Lists")
BACKUPS = N_("Backups")
BACKUPS_WHERE = N_("Every day one is made here: {folder}")
NEWEST = N_("Newest: {day}")
NO_BACKUP_YET = N_("There is none yet.")
BACK_UP_NOW = N_("Make a backup")
BACK_UP_TO = N_("Make a backup elsewhere…")
BACKED_UP = N_("Backup made and checked: {file}")


class SettingsScreen(Screen):
    """The page of the settings."""

    def __init__(self, work: Work) -> None:
        super().__init__(work)
        self._office: Office | None = None
        self._locked = False
        page = CardPage()
        self.name(page, TITLE)
        page.lines.addWidget(self.label(TITLE, "title"))
        for card in (self._look_card(), self._office_card(), self._passphrase_card(), self._backup_card(),
                     self._lists_card(), self._desks_card()):  # fmt: skip
            page.add(card)
        page.end()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(page)

    # The cards

    def _look_card(self) -> Card:
        card = Card(LANGUAGE)
        own = [(language, partial(str, OWN_NAMES[language])) for language in LANGUAGES]
        self.languages = Choices(card, own)
        self.schemes = Choices(card, SCHEMES)
        card.lines.addWidget(self.languages)
        card.lines.addSpacing(8)
        card.lines.addWidget(card.label(COLOURS, "section"))
        card.lines.addWidget(self.schemes)
        self.languages.group.buttonClicked.connect(self._language_chosen)
        self.schemes.group.buttonClicked.connect(self._scheme_chosen)
        return card

    def _office_card(self) -> Card:
        card = Card(OFFICE)
        self.office_name = card.add_line(OFFICE_NAME)
        self.officer = card.add_line(OFFICER)
        self.office_name.editingFinished.connect(self._keep_office)
        self.officer.editingFinished.connect(self._keep_office)
        return card

    def _passphrase_card(self) -> Card:
        card = Card(PASSPHRASE)
        self._locked_words = _remark(card)
        self.wording.say(self._locked_words.setText, self._lock_words)
        self.present = card.add_line(PRESENT_ONE, secret=True)
        self.wanted = card.add_line(NEW_ONE, secret=True)
        self.again = card.add_line(AGAIN, secret=True)
        self.refusal = wrapped_label("error")
        self.refusal.hide()
        card.lines.addWidget(self.refusal)
        self.set_passphrase = self.button(self._passphrase_words)
        card.add_buttons([self.set_passphrase])
        self.set_passphrase.clicked.connect(self._set_passphrase)
        self.again.returnPressed.connect(self._set_passphrase)
        return card

    def _backup_card(self) -> Card:
        card = Card(BACKUPS)
        self.where = _remark(card)
        self.newest = _remark(card)
        self.back_up_now = self.button(BACK_UP_NOW)
        self.back_up_to = self.button(BACK_UP_TO)
        card.add_buttons([self.back_up_now, self.back_up_to])
        self.back_up_now.clicked.connect(self._back_up_now)
        self.back_up_to.clicked.connect(self._choose_place)
        return card

    def _lists_card(self) -> Card:
        """Record types that are looked after seldom, by one person."""
        card = Card(LISTS)
        self.lists = []
        for key in BY_KEY["settings"].types:
            button = self.button(partial(str, TYPES[key].plural))
            button.clicked.connect(partial(self._show_list, key))
            self.lists.append(button)
        card.add_buttons(self.lists)
        return card

    def _desks_card(self) -> Card:
        self.desks = DesksCard(self.work)
        self.desks.opened.connect(self._other_opened)
        return self.desks

    def _other_opened(self, outcome: Outcome[Path]) -> None:
        if isinstance(outcome, Success):
            self.told.emit(str(OPENS), FIND_AGAIN.format(folder=str(outcome.value)), None)
        else:
            self.failed.emit(outcome.error)

    def _show_list(self, key: str, *_: object) -> None:
        self.command_wanted.emit(f"list {key}")

    # What is shown

    def begin(self) -> None:
        """Show how things are."""
        self.languages.choose(current())
        self.schemes.choose(str(getattr(self.window(), "scheme", "")))
        self.refresh()

    def refresh(self) -> None:
        """Read the office and its backups."""
        self.work.ask(_facts, self._facts_came, lane="settings")
        self.work.ask(verbs.newest_backup, self._backup_known, lane="backups")

    def after_language_change(self) -> None:
        """Days in the other language."""
        self.languages.choose(current())
        self.refresh()

    def _facts_came(self, outcome: Outcome[tuple[Office, bool]]) -> None:
        if isinstance(outcome, Failure):
            self.failed.emit(outcome.error)
            return
        self._office, self._locked = outcome.value
        for line, text in ((self.office_name, self._office.name), (self.officer, self._office.officer)):
            if not line.isModified():
                line.setText(text)
        self.present.setVisible(self._locked)
        for label in self.findChildren(QLabel):
            if label.buddy() is self.present:
                label.setVisible(self._locked)
        self.wording.again()

    def _backup_known(self, outcome: "Outcome[tuple[str, BackupInfo | None]]") -> None:
        if isinstance(outcome, Failure):
            self.newest.setText(sentence(outcome.error))
            return
        folder, newest = outcome.value
        self.where.setText(BACKUPS_WHERE.format(folder=folder))
        self.newest.setText(NEWEST.format(day=day(newest.at)) if newest else str(NO_BACKUP_YET))

    def _lock_words(self) -> str:
        return str(LOCKED if self._locked else NOT_LOCKED)

    def _passphrase_words(self) -> str:
        return str(CHANGE_IT if self._locked else SET_IT)

    # What is done

    def _language_chosen(self) -> None:
        self.command_wanted.emit(f"language {self.languages.chosen}")

    def _scheme_chosen(self) -> None:
        self.command_wanted.emit(f"colours {self.schemes.chosen}")

    def _keep_office(self) -> None:
        typed = {"name": self.office_name.text().strip(), "officer": self.officer.text().strip()}
        if self._office is None or not typed["officer"]:
            return
        if typed != {"name": self._office.name, "officer": self._office.officer}:
            self.work.do(partial(verbs.name_office, facts=typed), self._office_kept)

    def _office_kept(self, outcome: Outcome[Done[Office]]) -> None:
        if isinstance(outcome, Failure):
            self.failed.emit(outcome.error)
            return
        self._office = outcome.value.value
        self.office_changed.emit()

    def _set_passphrase(self) -> None:
        self.refusal.hide()
        look.mark_wrong(self.again, self.wanted.text() != self.again.text())
        if self.wanted.text() != self.again.text():
            self._refuse(str(NOT_THE_SAME))
            return
        present = self.present.text() if self._locked else None
        verb = partial(verbs.change_passphrase, passphrase=self.wanted.text(), present=present)
        self.set_passphrase.setEnabled(False)
        self.work.do(verb, self._passphrase_set)

    def _passphrase_set(self, outcome: Outcome[Done[bool]]) -> None:
        self.set_passphrase.setEnabled(True)
        if isinstance(outcome, Failure):
            self._refuse_error(outcome.error)
            return
        for line in (self.present, self.wanted, self.again):
            line.clear()
        self.told.emit(str(SET_NOW), str(SET_NOW_WHAT), None)
        self.refresh()
        self.office_changed.emit()

    def _refuse_error(self, error: CoopdeskError) -> None:
        self._refuse(sentence(error))

    def _refuse(self, words: str) -> None:
        self.refusal.setText(words)
        self.refusal.show()

    def _back_up_now(self) -> None:
        self.work.ask(verbs.back_up, self._backed_up)

    def _choose_place(self) -> None:
        if folder := ask_folder(self, str(BACK_UP_TO)):
            self.work.ask(partial(verbs.back_up, file=folder), self._backed_up)

    def _backed_up(self, outcome: "Outcome[BackupInfo]") -> None:
        if isinstance(outcome, Success):
            self.told.emit(BACKED_UP.format(file=str(outcome.value.file)), "", None)
            self.refresh()
        else:
            self.failed.emit(outcome.error)


def _facts(desk: Desk) -> tuple[Office, bool]:
    return desk.office, desk.is_locked


def _remark(card: Card) -> QLabel:
    made = wrapped_label("meta")
    card.lines.addWidget(made)
    return made
