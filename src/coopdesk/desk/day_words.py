# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Days and hours as people type them in a note, in the words of the three languages at once.

Nothing is loaded for it: it runs with every keystroke. A day without a year is the next one.
"""

import re
from datetime import date, time, timedelta
from functools import lru_cache

from coopdesk.language import Language, current

_MONTHS = (
    "janvier janv jan january января январь янв",
    "février févr fév fevrier february feb февраля февраль февр фев",
    "mars march mar марта март мар",
    "avril avr april apr апреля апрель апр",
    "mai may мая май",
    "juin june jun июня июнь июн",
    "juillet juil july jul июля июль июл",
    "août aout august aug августа август авг",
    "septembre sept september sep сентября сентябрь сент сен",
    "octobre oct october октября октябрь окт",
    "novembre nov november ноября ноябрь нояб ноя",
    "décembre déc decembre dec december декабря декабрь дек",
)
_WEEKDAYS = (
    "lundi monday понедельник",
    "mardi tuesday вторник",
    "mercredi wednesday среду среда",
    "jeudi thursday четверг",
    "vendredi friday пятницу пятница",
    "samedi saturday субботу суббота",
    "dimanche sunday воскресенье",
)
_NEAR = {
    "aujourd’hui": 0, "aujourd'hui": 0, "today": 0, "сегодня": 0,
    "demain": 1, "tomorrow": 1, "завтра": 1,
    "après-demain": 2, "the day after tomorrow": 2, "послезавтра": 2,
}  # fmt: skip
_LONG = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(),
    "en": "January February March April May June July August September October November December".split(),
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split(),
}
MONTH = {word: at for at, words in enumerate(_MONTHS, 1) for word in words.split()}
WEEKDAY = {word: at for at, words in enumerate(_WEEKDAYS) for word in words.split()}


def _any(words: "dict[str, int]") -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_LEAD = (
    r"(?:avant|pour|d[’']ici|au plus tard|jusqu[’']?au?|le|au"
    r"|by|before|until|due|on|the|до|не позднее|к|в|во)"
)
_ON = rf"(?:(?:{_any(WEEKDAY)}),?\s+)?"
_UNIT = (
    r"(?P<days>jours?|days?|дн\w*|день)|(?P<weeks>semaines?|weeks?|недел\w*)"
    r"|(?P<months>mois|months?|месяц\w*)"
)
_DAY = rf"""(?:
    (?P<iso>\d{{4}}-\d{{2}}-\d{{2}})
  | {_ON}(?P<d1>\d{{1,2}})(?:er|st|nd|rd|th|-го)?\s+(?:of\s+)?(?P<m1>{_any(MONTH)})\.?
      (?:,?\s+(?P<y1>\d{{4}})(?:\s*г\.?)?)?
  | {_ON}(?P<m2>{_any(MONTH)})\.?\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(?P<y2>\d{{4}}))?
  | (?P<d3>\d{{1,2}})[./](?P<m3>\d{{1,2}})(?:[./](?P<y3>\d{{4}}|\d{{2}}))?
  | (?P<weekday>{_any(WEEKDAY)})
  | (?P<near>{_any(_NEAR)})
  | (?:dans|sous|in|within|через)\s+(?P<count>\d{{1,3}})\s+(?:{_UNIT})
  | (?:fin|(?:the\s+)?end\s+of|конец|конца|концу)\s+(?P<end>{_any(MONTH)})
)"""
_AT_END = re.compile(
    rf"(?P<before>^|\s*[,;(–—-]\s*|\s)(?P<lead>(?:{_LEAD}\s+)*){_DAY}\s*[.)]?\s*$", re.IGNORECASE | re.VERBOSE
)
_CLOCK = r"(\d{1,2})\s*(?:h|ч|:)\s*(\d{2})?"
_HOURS = re.compile(
    rf"[,\s]*(?:\b(?:à|de|at|from|в|с)\s+)?{_CLOCK}(?:\s*(?:[-–—]|\bà\b|\bto\b|\bдо\b)\s*{_CLOCK})?\s*$",
    re.IGNORECASE,
)
_SPACES = str.maketrans("\u00a0\u202f\u2009", "   ")


@lru_cache(maxsize=512)
def due_in(text: str, on: date) -> tuple[str, date | None]:
    """A text without the day at its end, and that day, counted from `on`; the text as it is and None
    where it ends with none, or is nothing else."""
    found = _AT_END.search(text.translate(_SPACES))
    if found is None:
        return text, None
    if found["d3"] and not (found["y3"] or found["lead"] or found["before"].strip() or not found.start()):
        return text, None  # "2.5" after a space is a figure, not a day
    rest = text[: found.start()].rstrip(" ,;–—-(\u00a0\u202f")
    day = _day(found, on)
    return (rest, day) if rest and day else (text, None)


def day_in_words(text: str, on: date) -> date | None:
    """The day that a text is, None where it is none."""
    found = _AT_END.fullmatch(text.strip().translate(_SPACES))
    return _day(found, on) if found else None


def hours_in(text: str, on: date) -> tuple[date, time | None, time | None] | None:
    """Day, beginning and end of "24 nov., 9 h 30 – 11 h 45"; a day alone or hours of `on` do as well.
    None where the text says something else."""
    plain = text.strip().translate(_SPACES)
    hours = _HOURS.search(plain)
    words = plain[: hours.start()] if hours else plain
    day = day_in_words(words, on) if words else on
    if day is None or not plain:
        return None
    try:
        first, last = (_clock(hours, 1), _clock(hours, 3)) if hours else (None, None)
    except ValueError:
        return None
    return day, first, last


def _clock(found: re.Match[str], group: int) -> time | None:
    return time(int(found[group]), int(found[group + 1] or 0)) if found[group] else None


def written(value: date, on: date, language: Language | None = None) -> str:
    """A day as it reads back the same: 30 novembre, with its year where it is not the next one."""
    spoken = language or current()
    month = _LONG[spoken][value.month - 1]
    first = "1er" if value.day == 1 and spoken == "fr" else str(value.day)
    is_next = _next(on, value.month, value.day) == value
    return f"{first} {month}" if is_next else f"{first} {month} {value.year}"


def _day(found: re.Match[str], on: date) -> date | None:
    try:
        return _read(found, on)
    except (ValueError, OverflowError):
        return None


def _read(found: re.Match[str], on: date) -> date | None:
    if found["iso"]:
        return date.fromisoformat(found["iso"])
    for at in ("1", "2", "3"):
        if found[f"d{at}"]:
            typed = found[f"m{at}"].casefold()
            month = int(typed) if typed.isdigit() else MONTH[typed]
            return _dated(on, found[f"y{at}"], month, int(found[f"d{at}"]))
    if found["weekday"]:
        ahead = (WEEKDAY[found["weekday"].casefold()] - on.weekday() - 1) % 7 + 1
        return on + timedelta(days=ahead)
    if found["near"]:
        return on + timedelta(days=_NEAR[found["near"].casefold()])
    if found["end"]:
        return _end_of(on, MONTH[found["end"].casefold()])
    count = int(found["count"])
    return (
        _month_later(on, count)
        if found["months"]
        else on + timedelta(days=count * (7 if found["weeks"] else 1))
    )


def _dated(on: date, year: str | None, month: int, day: int) -> date:
    if not year:
        return _next(on, month, day)
    return date(int(year) + (2000 if len(year) == 2 else 0), month, day)


def _next(on: date, month: int, day: int) -> date:
    """The next day of this name, `on` itself included; 29 February in the next year that has one."""
    for year in range(on.year, on.year + 9):
        try:
            found = date(year, month, day)
        except ValueError:
            if (month, day) != (2, 29):
                raise
            continue
        if found >= on:
            return found
    raise ValueError(month, day)


def _end_of(on: date, month: int) -> date:
    year = on.year if month >= on.month else on.year + 1
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _month_later(on: date, count: int) -> date:
    year, month = divmod(on.year * 12 + on.month - 1 + count, 12)
    for day in (on.day, 30, 29):
        try:
            return date(year, month + 1, day)
        except ValueError:
            continue
    return date(year, month + 1, 28)
