# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Dates, times, numbers, money and names of countries as each language writes them.

Babel (CLDR) with its gaps closed as the project's voice asks: *1er*, 9 h 30, F CFA after
the amount. Babel loads with the first use, never at start-up.
"""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal, localcontext
from functools import cache
from typing import TYPE_CHECKING

from coopdesk.errors import FieldError
from coopdesk.language.messages import LANGUAGES, Language, current

if TYPE_CHECKING:
    from babel import Locale

NO_BREAK = "\u00a0"
NARROW = "\u202f"
_CFA = ("XOF", "XAF")
_CURRENCY_WORDS = {
    **dict.fromkeys(("FCFA", "CFA", "FRANCSCFA", "КФА", "ФРАНКОВКФА"), "XOF"),
    **dict.fromkeys(("€", "EURO", "EUROS", "ЕВРО"), "EUR"),
    **dict.fromkeys(("$", "US$", "$US"), "USD"),
    **dict.fromkeys(("₽", "РУБ"), "RUB"),
    "£": "GBP",
}
_LONGEST = 100
"""Digits of a number that can be told: a field takes 36, more than Python's own 28; a share of such more."""


@cache
def _locale(language: Language) -> "Locale":
    from babel import Locale

    return Locale("en", "GB") if language == "en" else Locale(language)


def here() -> "Locale":
    """Babel's locale of the current language."""
    return _locale(current())


def number(value: int | Decimal) -> str:
    """A number with the language's groups and decimal sign, its decimals as they are."""
    from babel.numbers import format_decimal

    decimals = max(0, -int(Decimal(value).as_tuple().exponent))
    form = "#,##0." + "0" * decimals if decimals else "#,##0"
    with localcontext(prec=_LONGEST):
        return format_decimal(value, format=form, locale=here())


def percent(value: Decimal) -> str:
    """A percentage: 43 %, in English 43%."""
    return number(value) + ("%" if current() == "en" else NO_BREAK + "%")


def money(amount: Decimal, currency: str) -> str:
    """An amount with its currency; F CFA after the amount and, where whole, without decimals."""
    if currency in _CFA:
        whole = amount == amount.to_integral_value()
        shown = number(int(amount) if whole else amount)
        return f"{shown}{NO_BREAK}F{NO_BREAK}CFA"
    from babel.numbers import format_currency

    with localcontext(prec=_LONGEST):
        return format_currency(amount, currency, locale=here())


def split_money(text: str) -> tuple[str, str]:
    """The amount and the ISO 4217 code (or "") of a typed sum: "12.50 XOF", "F CFA 5 000", "€ 7"."""
    compact = " ".join(text.replace("\u00a0", " ").replace("\u202f", " ").split())
    found = re.fullmatch(r"(?P<before>[^\d+−-]*)(?P<amount>[+−-]?\d[\d .,'’]*)(?P<after>[^\d]*)", compact)
    if not found:
        return compact, ""
    word = (found["before"] + found["after"]).strip()
    return found["amount"].strip(), _currency(word, text) if word else ""


def _currency(word: str, text: str) -> str:
    plain = word.upper().replace(".", "").replace(" ", "")
    code = _CURRENCY_WORDS.get(plain, plain)
    if code not in currencies():
        raise FieldError(
            "currency", "Unknown currency in {value}: write a code such as XOF or EUR.", value=text
        )
    return code


@cache
def currencies() -> frozenset[str]:
    """Every ISO 4217 code known."""
    from babel.numbers import list_currencies

    return frozenset(list_currencies())


def day(value: date, *, short: bool = False) -> str:
    """1er mars 2026, 1 марта 2026 г., 1 March 2026; short: 12 nov. 2026, 12.11.2026, 12 Nov 2026."""
    from babel.dates import format_date

    language = current()
    if short:
        pattern = {"fr": "d MMM y", "ru": "dd.MM.y", "en": "d MMM y"}[language]
        return _first(format_date(value, pattern, locale=here()))
    # CLDR has had a plain and a narrow no-break space there.
    return _first(re.sub(r"\sг\.", "\u00a0г.", format_date(value, "long", locale=here())))


def weekday_and_day(value: date) -> str:
    """vendredi 27 novembre 2026, Friday 27 November 2026, пятница, 27 ноября 2026 г."""
    from babel.dates import format_date

    pattern = {"fr": "EEEE d MMMM y", "en": "EEEE d MMMM y", "ru": "EEEE, d MMMM y"}[current()]
    shown = format_date(value, pattern, locale=here())
    return _first(shown) + ("\u00a0г." if current() == "ru" else "")


def _first(text: str) -> str:
    return re.sub(r"\b1 (?=[a-zéû])", "1er ", text, count=1) if current() == "fr" else text


def clock(value: time) -> str:
    """9 h 30 in French (9 h on the hour), 09:30 elsewhere."""
    if current() != "fr":
        return f"{value:%H:%M}"
    minutes = f"{NO_BREAK}{value.minute:02}" if value.minute else ""
    return f"{value.hour}{NO_BREAK}h{minutes}"


def moment(value: datetime) -> str:
    """A day with its hour: 24 novembre 2026, 9 h 30."""
    return f"{day(value.date())}, {clock(value.timetz())}"


def country(code: str, language: Language | None = None) -> str:
    """The short name of a country by its ISO 3166 code, the code itself where unknown."""
    return str(_locale(language or current()).territories.get(code, code))


@cache
def country_codes() -> dict[str, str]:
    """Names of countries in every language, casefolded and as `plainly` writes them, to ISO 3166 codes; and
    the codes."""
    found: dict[str, str] = {}
    for language in LANGUAGES:
        for code, name in _locale(language).territories.items():
            if len(code) == 2 and code.isalpha() and code not in ("EU", "EZ", "UN", "ZZ", "QO", "XA", "XB"):
                found.setdefault(name.casefold(), code)
                found.setdefault(plainly(name), code)
                found.setdefault(code.casefold(), code)
    return found


def plainly(text: str) -> str:
    """A name as it may be typed: in small letters, without accents, with the apostrophe of keyboards."""
    return _bare(text.strip()).replace("’", "'")


def language_name(code: str, language: Language | None = None) -> str:
    """The name of a language by its code: français, French."""
    return str(_locale(language or current()).languages.get(code, code))


@cache
def language_codes() -> dict[str, str]:
    """Names of languages in every language, casefolded, to codes; and the codes."""
    found: dict[str, str] = {}
    for language in LANGUAGES:
        for code, name in _locale(language).languages.items():
            if code.isalpha() and len(code) in (2, 3):
                found.setdefault(name.casefold(), code)
                found.setdefault(code, code)
    return found


def language_meant(text: str) -> str:
    """The code of the language that a text names in one of our languages, "" where it names none."""
    return language_codes().get(text.strip().casefold(), "")


def listed(parts: list[str]) -> str:
    """a, b et c; а, б и в; a, b and c."""
    from babel.lists import format_list

    if not parts:
        return ""
    return format_list(parts, locale=_locale(current()))


def in_a_row(parts: Iterable[str]) -> str:
    """Parts that may hold commas themselves, between the semicolons of the language: a; b, in French
    with a narrow blank before each."""
    return (f"{NARROW}; " if current() == "fr" else "; ").join(parts)


class NotADate(ValueError):
    """A text that is written as no date is."""


@cache
def month_numbers() -> dict[str, int]:
    """Names of months, whole and short, in every language, without accents and full stop, to 1 to 12."""
    found: dict[str, int] = {}
    for language in LANGUAGES:
        for use in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for month, name in _locale(language).months[use][width].items():
                    found.setdefault(_bare(name).rstrip("."), month)
    return found


@cache
def weekday_numbers() -> dict[str, int]:
    """Names of the days of the week in every language, without accents, to 0 (Monday) to 6."""
    return {
        _bare(name): number
        for language in LANGUAGES
        for number, name in _locale(language).days["format"]["wide"].items()
    }


_NUMERIC_DAY = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
_WRITTEN_DAY = re.compile(
    r"(?:([^\W\d]+),? )?(\d{1,2})(?:er|-е|-го|st|nd|rd|th)? ([^\W\d]+)\.?,? (\d{4})(?: ?г(?:\.|ода)?)?"
)


def read_day(text: str) -> date:
    """The day of a text in ISO form or as any of the languages writes it, day before month, with or
    without accents and the right day of the week; raises NotADate where it is written otherwise,
    ValueError for a day that is not in the calendar."""
    compact = " ".join(_bare(text).split())
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", compact):
        return date.fromisoformat(compact)
    if numeric := _NUMERIC_DAY.fullmatch(compact):
        return date(int(numeric[3]), int(numeric[2]), int(numeric[1]))
    if written := _WRITTEN_DAY.fullmatch(compact):
        weekday, number_of_day, month, year = written.groups()
        found = date(int(year), _month(month), int(number_of_day))
        if weekday is None or weekday_numbers().get(weekday) == found.weekday():
            return found
        raise ValueError(text)
    raise NotADate(text)


def _bare(text: str) -> str:
    """A text in small letters without accents and with plain blanks."""
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).casefold()


def _month(word: str) -> int:
    """The month that a name means, or the beginning of just one; 0 for none, which no date has."""
    known = month_numbers()
    if word in known or len(word) < 3:
        return known.get(word, 0)
    begun = {number for name, number in known.items() if name.startswith(word)}
    return begun.pop() if len(begun) == 1 else 0
