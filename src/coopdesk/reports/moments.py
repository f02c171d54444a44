# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Days and hours as a page tells them."""

from datetime import date, datetime

from coopdesk.language import current, figures
from coopdesk.records.kinds import day_of, split_moment, time_of
from coopdesk.records.values import Record

_NEAR_DAYS = 300


def year_span(begins: date | None, ends: date | None) -> str:
    """The years from one day to another: 2024–2027; 2024 within one year; 2024– without an end."""
    if begins is None:
        return f"–{ends.year}" if ends else ""
    if ends is None:
        return f"{begins.year}–"
    return str(begins.year) if begins.year == ends.year else f"{begins.year}–{ends.year}"


def day_span(begins: date | None, ends: date | None) -> str:
    """Two days in few letters: 4 mars – 8 mars 2024; one day alone where they are the same or the
    other is not known."""
    first, last = begins or ends, ends or begins
    if first is None or last is None:
        return ""
    if first == last:
        return figures.day(first, short=True)
    short = figures.day(first, short=True)
    if first.year == last.year:
        short = short.removesuffix(f".{first.year}" if current() == "ru" else f" {first.year}")
    return f"{short} – {figures.day(last, short=True)}"


def near_day(day: date, on: date) -> str:
    """A day in few letters, without its year where that goes without saying: 24 nov., 24.11."""
    short = figures.day(day, short=True)
    if abs((day - on).days) > _NEAR_DAYS:
        return short
    return short.removesuffix(f".{day.year}" if current() == "ru" else f" {day.year}")


def is_to_come(note: Record, on: date, now: datetime) -> bool:
    """Whether a note is of a meeting that is still to come: of a later day than `on`, or of a later hour
    of that day than `now`. One without an hour is, of that day, as long as nothing is written down."""
    starts = str(note.one("starts") or "")
    if not starts or day_of(starts) != on:
        return bool(starts) and day_of(starts) > on
    at, _ = split_moment(starts)
    return datetime.fromisoformat(at) > now if len(at) > 10 else not note.text("text")


def written_out(starts: str, ends: str) -> str:
    """The day and hours of a note from two moments (the second may be "") in the current language:
    mardi 24 novembre 2026, 9 h 30 – 11 h 45."""
    day, last = day_of(starts), day_of(ends or starts)
    begin, end = time_of(starts), time_of(ends) if ends else None
    first = figures.weekday_and_day(day) + (f", {figures.clock(begin)}" if begin else "")
    if last != day:
        return f"{first} – {figures.weekday_and_day(last)}" + (f", {figures.clock(end)}" if end else "")
    if end is None:
        return first
    dash = f"{figures.NO_BREAK}–{figures.NO_BREAK}" if figures.NO_BREAK in figures.clock(end) else "–"
    return f"{first}{dash}{figures.clock(end)}"
