# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is asked before a report is drawn: which one, about what, of which year, in which language."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from unicodedata import category

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QLabel, QLineEdit

from coopdesk.desk import reporting
from coopdesk.desk.desk import Desk
from coopdesk.desk.reporting import REPORTS, ReportKind, Subject, year_to_report
from coopdesk.language import LANGUAGES, N_, Language, current
from coopdesk.records.types import BY_KEY
from coopdesk.ui import look
from coopdesk.ui.finding import Finder, Found, found_records
from coopdesk.ui.panel import wrapped_label
from coopdesk.ui.screens.cards import Card, CardPage, Choices
from coopdesk.ui.top_bar import OWN_NAMES
from coopdesk.ui.work import Outcome, Success, Work

TITLE = N_("Reports")
WHICH = N_("Which report?")
ABOUT = N_("About what?")
ABOUT_HINT = N_("Type a few letters and choose.")
OURS_HINT = N_("Our own, if nothing is chosen")
NOT_CHOSEN = N_("Type a few letters, then choose from the list.")
YEAR = N_("Year")
NO_YEAR = N_("A year has four digits, such as {year}.")
FIRST_YEAR, LAST_YEAR = 1900, 2999
IN_WHICH_LANGUAGE = N_("In which language?")
WIDTH = 364


class Choosing(CardPage):
    """The questions about a report; `chosen` after each answer."""

    chosen = Signal()

    def __init__(self, work: Work) -> None:
        super().__init__()
        self._work = work
        self._found: Found | None = None
        self.setFixedWidth(WIDTH)
        self._report_card = self._make_report_card()
        self.about_card = self._make_about_card()
        self._report_card.name(self, TITLE)
        self.lines.addWidget(self._report_card.label(TITLE, "title"))
        for card in (self._report_card, self.about_card, self._make_language_card()):
            self.add(card)
        self.end()
        self._report_chosen()

    def _make_report_card(self) -> Card:
        card = Card(WHICH)
        self.reports = Choices(card, [(key, report.label) for key, report in REPORTS.items()])
        self.reports.choose(next(iter(REPORTS)))
        self.reports.group.buttonClicked.connect(self._report_clicked)
        card.lines.addWidget(self.reports)
        return card

    def _make_about_card(self) -> Card:
        card = Card(ABOUT)
        self.about = card.add_line(self._about_words)
        card.wording.say(self.about.setPlaceholderText, self._hint)
        self.about_error = self._error(card)
        self.finder = Finder(self.about, self._ask)
        self.finder.picked.connect(self._picked)
        self.about.textEdited.connect(self._about_typed)
        self.about.returnPressed.connect(self._about_entered)
        self.year = card.add_line(YEAR)
        self.year.setValidator(QIntValidator(0, LAST_YEAR, self.year))
        self.year_error = self._error(card)
        self.year.textEdited.connect(self._year_typed)
        self._year_label = next(label for label in card.findChildren(QLabel) if label.buddy() is self.year)
        return card

    def _error(self, card: Card) -> QLabel:
        made = wrapped_label("error")
        made.hide()
        card.lines.addWidget(made)
        return made

    def _make_language_card(self) -> Card:
        card = Card(IN_WHICH_LANGUAGE)
        own = [(language, partial(str, OWN_NAMES[language])) for language in LANGUAGES]
        self.languages = Choices(card, own)
        self.languages.choose(current())
        self.languages.group.buttonClicked.connect(self.chosen)
        card.lines.addWidget(self.languages)
        return card

    # What is answered

    @property
    def name(self) -> str:
        """The name of the report that is chosen."""
        return self.reports.chosen

    @property
    def report(self) -> ReportKind:
        """The report that is chosen."""
        return REPORTS[self.name]

    @property
    def language(self) -> Language:
        """The language that was chosen for the report."""
        return next((known for known in LANGUAGES if known == self.languages.chosen), current())

    def subject(self) -> Subject | None:
        """What the report is to be about; None while something is missing."""
        if self._found is None and (self.about.text().strip() or not self.report.ours):
            return None
        if self.report.yearly and not self._is_year():
            return None
        year = int(self.year.text()) if self.report.yearly else None
        about = self._found.key if self._found else None
        return {
            "note": Subject(note=about),
            "agreement": Subject(agreement=about),
            "organisation": Subject(organisation=about, year=year),
        }[self.report.about]

    def title(self) -> str:
        """What the report is called, as a file or in a queue: its kind, what it is about, its year."""
        words = [str(self.report.label), self._found.name if self._found else ""]
        words += [self.year.text()] if self.report.yearly else []
        # Vowels and accents of many scripts are marks (M), which are not letters by themselves.
        name = "".join(sign if category(sign)[0] in "LMN" else " " for sign in " ".join(words))
        return " ".join(name.split())[:80]

    def answer(self, name: str, found: Found, language: Language) -> None:
        """Answer everything at once, for a screen that knows."""
        self.reports.choose(name)
        self._report_chosen()
        self.languages.choose(language)
        self._picked(found)

    def ask_for(self, name: str) -> None:
        """Choose a report by its name, as a click on it does."""
        self.reports.choose(name)
        self._report_clicked()

    def begin(self) -> None:
        """Give the keyboard to what is asked first."""
        self.about.setFocus()

    # While answering

    def _about_words(self) -> str:
        return str(BY_KEY[self.report.about].label)

    def _hint(self) -> str:
        return str(OURS_HINT if self.report.ours else ABOUT_HINT)

    def _report_clicked(self) -> None:
        self._report_chosen()
        self.chosen.emit()
        self.about.setFocus()

    def _report_chosen(self) -> None:
        """Another report may be about something else."""
        if self._found and self._found.type != self.report.about:
            self._ask_nearby(self._found)
            self._found = None
            self.about.clear()
        if not self.year.text():
            self.year.setText(str(year_to_report(date.today())))
        for part in (self.year, self._year_label):
            part.setVisible(self.report.yearly)
        self._say_wrong(self.about, self.about_error, "")
        self._check_year()
        self.about_card.wording.again()

    def _ask_nearby(self, before: Found) -> None:
        """Whoever has seen the minutes of a visit wants the briefing about that partner."""
        question = partial(_nearby, of_type=before.type, record_id=before.key, about=self.report.about)
        self._work.ask(question, self._nearby_came, lane="nearby")

    def _nearby_came(self, outcome: Outcome[Found | None]) -> None:
        found = outcome.value if isinstance(outcome, Success) else None
        if found and found.type == self.report.about and not self._found and not self.about.text():
            self._picked(found)

    def _ask(self, text: str, receiver: Callable[[Outcome[list[Found]]], None]) -> None:
        types = (self.report.about,)
        self._work.ask(partial(found_records, types=types, text=text), receiver, lane="finding")

    def _picked(self, found: Found) -> None:
        self._found = replace(found, type=self.report.about)
        self.about.setText(found.name)
        self._say_wrong(self.about, self.about_error, "")
        self.chosen.emit()

    def _about_typed(self) -> None:
        self._found = None
        self._say_wrong(self.about, self.about_error, "")
        self.chosen.emit()

    def _about_entered(self) -> None:
        if self._found is None and self.about.text().strip() and not self.finder.best:
            self._say_wrong(self.about, self.about_error, str(NOT_CHOSEN))

    def _is_year(self) -> bool:
        text = self.year.text()
        return text.isdecimal() and FIRST_YEAR <= int(text) <= LAST_YEAR

    def _year_typed(self) -> None:
        self._check_year()
        if self._is_year():
            self.chosen.emit()

    def _check_year(self) -> None:
        wrong = self.report.yearly and len(self.year.text()) >= 4 and not self._is_year()
        told = NO_YEAR.format(year=year_to_report(date.today())) if wrong else ""
        self._say_wrong(self.year, self.year_error, told)

    def _say_wrong(self, line: QLineEdit, label: QLabel, told: str) -> None:
        look.mark_wrong(line, bool(told))
        label.setText(told)
        label.setVisible(bool(told))


def _nearby(desk: Desk, of_type: str, record_id: str, about: str) -> Found | None:
    found = reporting.nearby(desk, of_type, record_id, about)
    return Found(*found, type=about) if found else None
