# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Months of the calendar, and the days that records carry."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from coopdesk.records.kinds import day_of
from coopdesk.records.values import Record

Index = Mapping[str, Record]
FINISHED = frozenset({"ended", "abandoned"})
LIVE = frozenset({"contact", "announced", "negotiating", "approved", "signed", "active"})


def add_months(day: date, months: int) -> date:
    """The same day of the month so many months later (earlier if negative); where that month
    is shorter, its last day: six months before 31 August is the last day of February."""
    from calendar import monthrange

    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def has_passed(since: date, months: int, on: date) -> bool:
    """Whether so many months have gone by from `since` to `on`; the day they are full counts."""
    return add_months(since, months) <= on


def whole_months(since: date, on: date) -> int:
    """How many full months lie between two days, 0 where `on` is the earlier one."""
    months = (on.year - since.year) * 12 + on.month - since.month
    return max(0, months if add_months(since, months) <= on else months - 1)


def day_in(record: Record, *keys: str) -> date | None:
    """The day in the first of these fields that has one; of a moment, its local day."""
    for key in keys:
        scalar = record.one(key)
        if scalar is not None:
            return day_of(scalar)
    return None


def created_on(record: Record) -> date | None:
    """The day a record was made, as far as it is known."""
    return day_of(record.created.at) if record.created else None


def beginning(agreement: Record) -> date | None:
    """The day an agreement began: in force, else signed, else entered in the desk."""
    return day_in(agreement, "in_force_from", "signed_on") or created_on(agreement)


def in_use(records: Iterable[Record]) -> Iterator[Record]:
    """The records that are not in the bin."""
    return (record for record in records if not record.removed)


def links(record: Record, key: str) -> frozenset[str]:
    """The ids in a field of links, whether it holds one or a set."""
    one = record.one(key)
    return frozenset({str(one)}) if one is not None else frozenset(map(str, record.many(key)))
