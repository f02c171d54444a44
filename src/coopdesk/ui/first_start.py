# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The first start: three questions, and the desk is there."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from coopdesk.desk.cities import City, find_cities
from coopdesk.errors import CoopdeskError, FieldError
from coopdesk.language import LANGUAGES, N_, Language, Message, current, figures, sentence, set_current
from coopdesk.ui import look
from coopdesk.ui.editors.choices import names_beginning
from coopdesk.ui.finding import Finder, Found
from coopdesk.ui.panel import Panel, plain_label, wrapped_label
from coopdesk.ui.top_bar import OWN_NAMES
from coopdesk.ui.work import Outcome, Work

TITLE = N_("Three questions, then to work")
PROMISE = N_("Everything stays on this computer. No account, no connection.")
WHICH_LANGUAGE = N_("In which language do you work?")
WHICH_CITY = N_("Which is your city?")
COUNTRY = N_("Country")
YOUR_NAME = N_("What is your name?")
YOUR_NAME_HINT = N_("First name and surname")
PASSPHRASE = N_("Passphrase, if you wish")
PASSPHRASE_WHY = N_(
    "Without a passphrase, anyone at this computer can read the desk. Four words are good."
    " Nobody can restore one that is forgotten."
)
OPEN = N_("Open my desk")
OPENING = N_("Making the desk…")
YOUR_DESK = N_("Your desk")
NO_CITY_YET = N_("The city is found while you type, also without a connection.")
INHABITANTS = N_("{country} · population: {number}")
WIDTH = 527


@dataclass(frozen=True, slots=True)
class Answers:
    """What the officer answered."""

    language: Language
    city: str
    country: str
    officer: str
    passphrase: str | None


def cities(text: str) -> list[Found]:
    """The cities a text finds, with their country, in the current language."""
    return [Found(city.country, city.name(current()), _remark(city)) for city in find_cities(text)]


def _remark(city: City) -> str:
    return INHABITANTS.format(country=figures.country(city.country), number=figures.number(city.population))


class FirstStart(Panel):
    """The page of the three questions."""

    answered = Signal(object)

    def __init__(self, work: Work) -> None:
        super().__init__("canvas")
        self._work = work
        self._country_code = ""
        self._languages = QButtonGroup(self)
        self.city = self._line(WHICH_CITY)
        self.country = self._line(COUNTRY)
        self.officer = self._line(YOUR_NAME)
        self.passphrase = self._line(PASSPHRASE)
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.wording.say(self.officer.setPlaceholderText, YOUR_NAME_HINT)
        self.refusal = wrapped_label("error")
        self.refusal.hide()
        self.go_on = self.button(OPEN, "large-primary")
        self.city_finder = Finder(self.city, self._ask_cities)
        self._country_finder = Finder(self.country, self._ask_countries)
        self._shown_city = plain_label("panel-title")
        self._shown_country = wrapped_label("lead")
        self._lay_out()
        self.city_finder.picked.connect(self._city_chosen)
        self._country_finder.picked.connect(self._country_chosen)
        self.country.textEdited.connect(self._country_typed)
        self.go_on.clicked.connect(self._go_on)
        for line in (self.officer, self.passphrase):
            line.returnPressed.connect(self._go_on)

    def _line(self, name: Message) -> QLineEdit:
        made = QLineEdit()
        look.give(made, "large")
        self.name(made, name)
        return made

    def _lay_out(self) -> None:
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self._questions())
        scroll.setFixedWidth(WIDTH + 2 * 72)
        self.name(scroll, TITLE)
        whole.addWidget(scroll)
        whole.addWidget(self._side(), 1)

    def _questions(self) -> QWidget:
        page = QWidget()
        lines = QVBoxLayout(page)
        lines.setContentsMargins(72, 40, 72, 40)
        lines.setSpacing(0)
        lines.addWidget(self.label(TITLE, "title"))
        lines.addSpacing(4)
        lines.addWidget(self._wrapped(PROMISE, "lead"))
        self._add_question(lines, "1", WHICH_LANGUAGE)
        lines.addLayout(self._language_buttons())
        self._add_question(lines, "2", WHICH_CITY)
        lines.addWidget(self.city)
        lines.addSpacing(8)
        lines.addLayout(self._country_line())
        self._add_question(lines, "3", YOUR_NAME)
        lines.addWidget(self.officer)
        lines.addSpacing(24)
        lines.addWidget(self.label(PASSPHRASE, "name"))
        lines.addSpacing(8)
        lines.addWidget(self.passphrase)
        lines.addSpacing(4)
        lines.addWidget(self._wrapped(PASSPHRASE_WHY, "meta"))
        lines.addSpacing(20)
        lines.addWidget(self.refusal)
        lines.addSpacing(4)
        lines.addWidget(self.go_on, alignment=Qt.AlignmentFlag.AlignLeft)
        lines.addStretch(1)
        return page

    def _wrapped(self, words: Message, role: str) -> QWidget:
        made = wrapped_label(role)
        self.wording.say(made.setText, words)
        return made

    def _add_question(self, lines: QVBoxLayout, number: str, words: Message) -> None:
        disc = plain_label("number", number)
        disc.setFixedSize(20, 20)
        disc.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(disc)
        row.addWidget(self.label(words, "name"), 1)
        lines.addSpacing(24)
        lines.addLayout(row)
        lines.addSpacing(8)

    def _language_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        for language in (current(), *(other for other in LANGUAGES if other != current())):
            button = QPushButton(OWN_NAMES[language])
            look.give(button, "choice")
            button.setCheckable(True)
            button.setChecked(language == current())
            button.setAccessibleName(OWN_NAMES[language])
            button.setProperty("language", language)
            self._languages.addButton(button)
            row.addWidget(button, 1)
        self._languages.buttonClicked.connect(self._language_chosen)
        return row

    def _country_line(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        label = self.label(COUNTRY, "label")
        label.setBuddy(self.country)
        row.addWidget(label)
        row.addWidget(self.country, 1)
        return row

    def _side(self) -> QWidget:
        side = Panel("side")
        card = Panel("card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(24, 20, 24, 20)
        inside.setSpacing(4)
        inside.addWidget(self.label(YOUR_DESK, "meta"))
        inside.addWidget(self._shown_city)
        inside.addWidget(self._shown_country)
        self.wording.say(self._shown_country.setText, self._country_words)
        self._shown_city.hide()
        lines = QVBoxLayout(side)
        lines.setContentsMargins(72, 132, 72, 72)
        lines.addWidget(card)
        lines.addStretch(1)
        return side

    def _country_words(self) -> str:
        return self.country.text() or str(NO_CITY_YET)

    def _show_place(self) -> None:
        self._shown_city.setText(self.city.text())
        self._shown_city.setVisible(bool(self.city.text()))
        self._shown_country.setText(self._country_words())

    def _ask_cities(self, text: str, receiver: Callable[[Outcome[list[Found]]], None]) -> None:
        self._work.run(partial(cities, text), receiver, lane="finding")

    def _ask_countries(self, text: str, receiver: Callable[[Outcome[list[Found]]], None]) -> None:
        question = partial(names_beginning, figures.country_codes, figures.country, text)
        self._work.run(question, receiver, lane="finding")

    def _city_chosen(self, found: Found) -> None:
        self.city.setText(found.name)
        self.country.setText(found.remark.partition(" · ")[0])
        self._country_code = found.key
        self._show_place()
        self.officer.setFocus()

    def _country_chosen(self, found: Found) -> None:
        self.country.setText(found.name)
        self._country_code = found.key
        self._show_place()
        self.officer.setFocus()

    def _country_typed(self) -> None:
        self._country_code = ""

    def _language_chosen(self, button: QPushButton) -> None:
        set_current(next(known for known in LANGUAGES if known == button.property("language")))
        QCoreApplication.sendEvent(self.window(), QEvent(QEvent.Type.LanguageChange))

    def answers(self) -> Answers:
        """What is answered so far."""
        return Answers(
            current(),
            self.city.text().strip(),
            self._country_code or self.country.text().strip(),
            self.officer.text().strip(),
            self.passphrase.text() or None,
        )

    def _go_on(self) -> None:
        for line in (self.city, self.country, self.officer):
            look.mark_wrong(line, False)
            if not line.text().strip():
                look.mark_wrong(line, True)
                line.setFocus()
                return
        self.refusal.hide()
        self.go_on.setEnabled(False)
        self.go_on.setText(str(OPENING))
        self.answered.emit(self.answers())

    def refuse(self, error: CoopdeskError) -> None:
        """Say why the desk could not be made."""
        self.go_on.setEnabled(True)
        self.wording.again()
        self.refusal.setText(sentence(error))
        self.refusal.show()
        if isinstance(error, FieldError):
            look.mark_wrong(self.country, True)
            self.country.setFocus()
