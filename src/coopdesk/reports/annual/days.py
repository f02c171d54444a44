# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Person-days by direction, sex, year and theme. Source: records.rules.participation."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from coopdesk.records.rules.participation import Attended, Direction, person_days
from coopdesk.records.types.themes import BY_CODE
from coopdesk.reports.annual.facts import Days, DirectionDays

_YEARS = 5
_MOST_THEMES = 8


def days_of(rows: Sequence[Attended]) -> Days:
    """Person-days of rows by direction and sex."""
    given, received, others = (
        _by_sex([row for row in rows if row.direction is direction])
        for direction in (Direction.GIVEN, Direction.RECEIVED, Direction.BETWEEN_OTHERS)
    )
    return Days(given, received, others)


def last_years(rows: Sequence[Attended], year: int) -> Iterator[tuple[int, Days]]:
    """The year and up to four before it, from the first of them that has any person-days."""
    begun = False
    for one in range(year - _YEARS + 1, year + 1):
        found = days_of([row for row in rows if row.year == str(one)])
        begun = begun or bool(found.given.all or found.received.all)
        if begun:
            yield one, found


def by_theme(rows: Sequence[Attended]) -> list[tuple[str, Decimal]]:
    """Person-days by root theme, the most first; an exchange of several themes stands under each."""
    found = [
        (str(BY_CODE[code].label), days)
        for code, days in person_days(rows, "theme").items()
        if code in BY_CODE and not BY_CODE[code].parent and days
    ]
    return sorted(found, key=lambda pair: (-pair[1], pair[0]))[:_MOST_THEMES]


def _by_sex(rows: Sequence[Attended]) -> DirectionDays:
    sums = person_days(rows, "sex")
    return DirectionDays(*(sums.get(sex, Decimal(0)) for sex in ("woman", "man", "not_stated")))
