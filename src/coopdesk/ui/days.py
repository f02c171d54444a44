# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Days and distances in words, as screens write them: 18 nov., 6 jours de retard, 7 mois.

Written through Qt, which holds the same CLDR forms as Babel and is loaded anyway.
"""

import re
from datetime import date

from PySide6.QtCore import QDate

from coopdesk.language import N_, NP_, current
from coopdesk.ui.cells import LOCALES

LATE = NP_("{n} day late", "{n} days late")
AHEAD = NP_("in {n} day", "in {n} days")
MONTHS = N_("{count} months")
TODAY = N_("today")
TOMORROW = N_("tomorrow")
NO_BREAK = "\u00a0"


def long(value: date) -> str:
    """Mardi 24 novembre 2026, Tuesday 24 November 2026, Вторник, 24 ноября 2026 г.: as a title."""
    pattern = {"fr": "dddd d MMMM yyyy", "en": "dddd d MMMM yyyy", "ru": "dddd, d MMMM yyyy"}[current()]
    shown = _written(value, pattern) + (f"{NO_BREAK}г." if current() == "ru" else "")
    return shown[:1].upper() + shown[1:]


def plain(value: date) -> str:
    """1er mars 2026, 1 March 2026, 1 марта 2026 г."""
    return _written(value, "d MMMM yyyy") + (f"{NO_BREAK}г." if current() == "ru" else "")


def short(value: date, on: date) -> str:
    """18 nov., 18 Nov, 18 нояб.; with the year where it is another one."""
    return _written(value, "d MMM" if value.year == on.year else "d MMM yyyy")


def day_and_month(value: date, on: date) -> str:
    """30 novembre, 30 November, 30 ноября; with the year where it is another one."""
    return _written(value, "d MMMM") if value.year == on.year else plain(value)


def with_weekday(value: date, on: date) -> str:
    """jeu. 26 nov., Thu 26 Nov, чт 26 нояб."""
    return _written(value, "ddd d MMM" if value.year == on.year else "d MMM yyyy")


def numeric(value: date) -> str:
    """15.03.2024 in Russian, 15/03/2024 in French and English."""
    return _written(value, "dd.MM.yyyy" if current() == "ru" else "dd/MM/yyyy")


def day_in_figures(value: date, on: date) -> str:
    """12.11 in Russian, 12/11 in French and English; with the year where it is another one."""
    if value.year != on.year:
        return numeric(value)
    return _written(value, "dd.MM" if current() == "ru" else "dd/MM")


def span(first: date, last: date | None, on: date) -> str:
    """18–29 mai: the days from one to another, one month's name for both where it is one month."""
    if last is None or last <= first:
        return short(first, on)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{short(last, on)}"
    return f"{_written(first, 'd MMM')} – {short(last, on)}"


def distance(days: int) -> str:
    """How far a day is: 6 days late, today, tomorrow, in 4 days."""
    if days == 0:
        return str(TODAY)
    if days == 1:
        return str(TOMORROW)
    return AHEAD.count(days) if days > 0 else LATE.count(-days)


def months(count: int) -> str:
    """7 months; nothing is counted in months before the sixth."""
    return MONTHS.format(count=count)


def _written(value: date, pattern: str) -> str:
    shown = LOCALES[current()].toString(QDate(value.year, value.month, value.day), pattern)
    return re.sub(r"(?<!\d)1 (?=[a-zéû])", "1er ", shown, count=1) if current() == "fr" else shown
