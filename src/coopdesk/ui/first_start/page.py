# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The page of the first start: three questions at the left, the map at the right.

By keyboard alone: type a few letters of the city, Enter; type one's name, Enter.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from coopdesk.desk.cities import City
from coopdesk.errors import CoopdeskError, FieldError
from coopdesk.language import LANGUAGES, N_, Message, current, figures, sentence, set_current
from coopdesk.ui import icons, look
from coopdesk.ui.editors.choices import names_beginning
from coopdesk.ui.finding import Finder, Found
from coopdesk.ui.first_start.answers import Answers
from coopdesk.ui.first_start.city_list import CityFinder, FoundCity, cities
from coopdesk.ui.first_start.languages import LanguageChoice
from coopdesk.ui.first_start.question import Line, numbered
from coopdesk.ui.first_start.side_map import SideMap
from coopdesk.ui.navigation import Mark
from coopdesk.ui.panel import Panel, plain_label, wrapped_label
from coopdesk.ui.work import Outcome, Success, Work

TITLE = N_("Three questions, then to work")
PROMISE = N_("Everything stays on this computer. No account, no connection.")
WHICH_LANGUAGE = N_("In which language do you work?")
WHICH_CITY = N_("Which is your city?")
CITY_HINT = N_("A few letters are enough")
IN_WHICH_COUNTRY = N_("In which country is it?")
YOUR_NAME = N_("What is your name?")
YOUR_NAME_HINT = N_("First name and surname")
PASSPHRASE = N_("Passphrase, if you wish")
ONCE_MORE = N_("The same once more")
PASSPHRASE_WHY = N_(
    "Without a passphrase, anyone at this computer can read the desk. Four words are good."
    " Nobody can restore one that is forgotten."
)
OPEN, EXAMPLE = N_("Open my desk"), N_("Try the example office")
OPENING, FILLING = N_("Making the desk…"), N_("Filling the example office…")
INVITED = N_("I received an invitation")
NO_CITY = N_("Type the name of your city.")
NO_COUNTRY = N_("This city is not in the list: say in which country it is.")
NO_NAME = N_("Type your name: it stands beside everything you save.")
NOT_THE_SAME = N_("The two passphrases differ. Type the same one twice.")
WIDTH = 527
EDGE = 72


class FirstStart(Panel):
    """The page of the three questions; `answered` gives the Answers."""

    answered = Signal(object)
    invited = Signal()
    """The officer has an invitation: this computer is to join an office there is."""

    def __init__(self, work: Work) -> None:
        super().__init__("canvas")
        self._work = work
        self._chosen: City | None = None
        self._country_code = ""
        self.languages = LanguageChoice()
        self.city, self.country = Line(WHICH_CITY), Line(IN_WHICH_COUNTRY)
        self.officer = Line(YOUR_NAME)
        self.passphrase, self.again = Line(PASSPHRASE), Line(ONCE_MORE)
        self.refusal = wrapped_label("error")
        self.refusal.hide()
        self.go_on = self.button(OPEN, "large-primary")
        self.example = self.button(EXAMPLE, "large")
        self.invitation = self.button(INVITED, "quiet-small")
        self.city_finder = CityFinder(self.city.field, work)
        self._country_finder = Finder(self.country.field, self._ask_countries)
        self.map = SideMap(work)
        self._lay_out()
        self._connect()
        self._draw_icons()

    def _lay_out(self) -> None:
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self._questions())
        scroll.setFixedWidth(WIDTH + 2 * EDGE)
        self.name(scroll, TITLE)
        whole.addWidget(scroll)
        whole.addWidget(self.map, 1)

    def _questions(self) -> QWidget:
        page = QWidget()
        lines = QVBoxLayout(page)
        lines.setContentsMargins(EDGE, 44, EDGE, 24)
        lines.setSpacing(0)
        lines.addLayout(_signature())
        lines.addSpacing(32)
        lines.addWidget(self.label(TITLE, "title"))
        lines.addSpacing(4)
        lines.addWidget(self._wrapped(PROMISE, "lead"))
        self._add_question(lines, "1", WHICH_LANGUAGE, self.languages)
        self._add_question(lines, "2", WHICH_CITY, self.city)
        lines.addWidget(self._country_part())
        self._add_question(lines, "3", YOUR_NAME, self.officer)
        lines.addSpacing(20)
        lines.addLayout(self._passphrase_part())
        lines.addSpacing(16)
        lines.addWidget(self.refusal)
        lines.addLayout(self._buttons())
        lines.addSpacing(8)
        lines.addWidget(self.invitation, alignment=Qt.AlignmentFlag.AlignLeft)
        lines.addStretch(1)
        return page

    def _wrapped(self, words: Message, role: str) -> QWidget:
        made = wrapped_label(role)
        self.wording.say(made.setText, words)
        return made

    def _add_question(self, lines: QVBoxLayout, number: str, words: Message, answer: QWidget) -> None:
        row, label = numbered(self, number, words)
        if isinstance(answer, Line):
            label.setBuddy(answer.field)
        lines.addSpacing(24)
        lines.addLayout(row)
        lines.addSpacing(8)
        lines.addWidget(answer)

    def _country_part(self) -> QWidget:
        """Asked only of a city that is not in the list."""
        self._country_part_shown = QWidget()
        cell = QVBoxLayout(self._country_part_shown)
        cell.setContentsMargins(0, 8, 0, 0)
        cell.setSpacing(4)
        label = self.label(IN_WHICH_COUNTRY, "label")
        label.setBuddy(self.country.field)
        cell.addWidget(label)
        cell.addWidget(self.country)
        self._country_part_shown.hide()
        return self._country_part_shown

    def _passphrase_part(self) -> QVBoxLayout:
        cell = QVBoxLayout()
        cell.setSpacing(4)
        label = self.label(PASSPHRASE, "label")
        label.setBuddy(self.passphrase.field)
        cell.addWidget(label)
        pair = QHBoxLayout()
        pair.setSpacing(8)
        for line in (self.passphrase, self.again):
            line.field.setEchoMode(QLineEdit.EchoMode.Password)
            look.give(line.field, "")
            pair.addWidget(line, 1, Qt.AlignmentFlag.AlignTop)
        self.again.hide()
        cell.addLayout(pair)
        cell.addWidget(self._wrapped(PASSPHRASE_WHY, "meta"))
        return cell

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.go_on)
        row.addWidget(self.example)
        row.addStretch(1)
        return row

    def _connect(self) -> None:
        self.wording.say(self.city.field.setPlaceholderText, CITY_HINT)
        self.wording.say(self.officer.field.setPlaceholderText, YOUR_NAME_HINT)
        self.wording.say(self.again.field.setPlaceholderText, ONCE_MORE)
        self.languages.chosen.connect(self._language_chosen)
        self.city.field.textEdited.connect(self._city_typed)
        self.city.field.returnPressed.connect(self._city_entered)
        self.city_finder.found.connect(self._cities_found)
        self.city_finder.picked.connect(self._city_picked)
        self._country_finder.picked.connect(self._country_picked)
        self.country.field.textEdited.connect(self._country_typed)
        self.passphrase.field.textEdited.connect(self._passphrase_typed)
        for line in (self.officer, self.passphrase, self.again):
            line.field.returnPressed.connect(self._go_on)
        self.go_on.clicked.connect(self._go_on)
        self.example.clicked.connect(self._try_example)
        self.invitation.clicked.connect(self.invited)

    def _draw_icons(self) -> None:
        colours = look.palette()
        self.invitation.setIcon(icons.before_words("mail-opened", colours.accent))
        self.invitation.setIconSize(icons.BEFORE_WORDS)
        search = icons.icon("search", colours.ink2)
        self.city.field.addAction(search, QLineEdit.ActionPosition.LeadingPosition)

    def begin(self) -> None:
        """Give the keyboard to the first question that is still open."""
        self.city.field.setFocus()

    # Language

    def _language_chosen(self, code: str) -> None:
        set_current(next(known for known in LANGUAGES if known == code))
        QCoreApplication.sendEvent(self.window(), QEvent(QEvent.Type.LanguageChange))

    def after_language_change(self) -> None:
        """The names of city and country follow the language."""
        if self._chosen:
            self.city.field.setText(self._chosen.name(current()))
        if self._country_code:
            self.country.field.setText(figures.country(self._country_code))

    # City and country

    def _ask_countries(self, text: str, receiver: Callable[[Outcome[list[Found]]], None]) -> None:
        question = partial(names_beginning, figures.country_codes, figures.country, text)
        self._work.run(question, receiver, lane="finding")

    def _cities_found(self, found: list[Found]) -> None:
        if found and isinstance(found[0], FoundCity) and self._chosen is None:
            self.map.show_city(found[0].city)

    def _city_picked(self, found: FoundCity) -> None:
        if found.city is None:
            self.city.field.setText(found.typed)
            self._ask_country()
            return
        self._take(found.city)
        self.officer.field.setFocus()

    def _take(self, city: City) -> None:
        self._chosen = city
        self._country_code = city.country
        self.city.field.setText(city.name(current()))
        self.country.field.setText(figures.country(city.country))
        self._country_part_shown.hide()
        self.city.praise()
        self.map.show_city(city)

    def _ask_country(self, told: Message | None = None) -> None:
        self._country_part_shown.show()
        self.country.field.setFocus()
        if told and self.city.text:
            self.country.refuse(str(told))

    def _city_typed(self) -> None:
        self._chosen = None
        self._country_code = ""
        if self._country_part_shown.isHidden():
            self.country.field.clear()

    def _city_entered(self) -> None:
        if not self.city.text:
            self.city.refuse(str(NO_CITY))
        elif not self.city_finder.is_open:
            self._settle_city(self.officer.field.setFocus)

    def _settle_city(self, then: Callable[[], object]) -> None:
        """Go on where city and country are known; a city that was typed in full counts as chosen."""
        if self._country_code or not self._country_part_shown.isHidden():
            then()
            return
        self._then = then
        self._work.run(partial(cities, self.city.text), self._cities_came, lane="settling")

    def _cities_came(self, outcome: Outcome[list[Found]]) -> None:
        found = outcome.value if isinstance(outcome, Success) else []
        best = found[0] if found else None
        same = best is not None and best.name.casefold() == self.city.text.casefold()
        if isinstance(best, FoundCity) and best.city and same:
            self._take(best.city)
            self._then()
        else:
            self._ask_country(NO_COUNTRY)

    def _country_picked(self, found: Found) -> None:
        self.country.field.setText(found.name)
        self._country_code = found.key
        self.officer.field.setFocus()

    def _country_typed(self) -> None:
        self._country_code = ""

    # Going on

    def _passphrase_typed(self, text: str) -> None:
        self.again.setVisible(bool(text))
        self.again.praise()

    def answers(self) -> Answers:
        """What is answered so far."""
        return Answers(
            current(),
            self.city.text,
            self._country_code or self.country.text,
            self.officer.text,
            self.passphrase.field.text() or None,
        )

    def _go_on(self) -> None:
        if not self.city.text:
            self.city.refuse(str(NO_CITY))
            return
        self._settle_city(self._go_on_settled)

    def _go_on_settled(self) -> None:
        if not self.country.text:
            self.country.refuse(str(NO_COUNTRY))
        elif not self.officer.text:
            self.officer.refuse(str(NO_NAME))
        elif self._passphrases_agree():
            self._emit(self.answers(), OPENING)

    def _passphrases_agree(self) -> bool:
        agree = self.passphrase.field.text() in ("", self.again.field.text())
        if not agree:
            self.again.refuse(str(NOT_THE_SAME))
        return agree

    def _try_example(self) -> None:
        if self._passphrases_agree():
            passphrase = self.passphrase.field.text() or None
            self._emit(Answers(current(), passphrase=passphrase, example=True), FILLING)

    def _emit(self, answers: Answers, told: Message) -> None:
        self.refusal.hide()
        for button in (self.go_on, self.example, self.invitation):
            button.setEnabled(False)
        (self.example if answers.example else self.go_on).setText(str(told))
        self.answered.emit(answers)

    def refuse(self, error: CoopdeskError) -> None:
        """Say why the desk could not be made, beside the field that it is about."""
        for button in (self.go_on, self.example, self.invitation):
            button.setEnabled(True)
        self.wording.again()
        if isinstance(error, FieldError):
            self._country_part_shown.show()
            self.country.refuse(sentence(error))
            return
        if error.code == "short_passphrase":
            self.passphrase.refuse(sentence(error))
            return
        self.refusal.setText(sentence(error))
        self.refusal.show()


def _signature() -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(12)
    row.addWidget(Mark())
    row.addWidget(plain_label("section", "coopdesk"), 1)
    return row
