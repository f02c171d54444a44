# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Days and moments: what is understood, and what is refused."""

from datetime import date, time

import pytest

from coopdesk.errors import FieldError
from coopdesk.records.kinds import Day, Kind, Locality, Moment, day_of, split_moment, time_of

COTONOU = Locality(country="BJ", zone="Africa/Porto-Novo")


def code_of(kind: Kind, text: str) -> str:
    with pytest.raises(FieldError) as caught:
        kind.parse(text, COTONOU)
    return caught.value.code


@pytest.mark.parametrize(
    "typed",
    [
        "2026-03-01",
        "01/03/2026",
        "1.3.2026",
        "01-03-2026",
        "1er mars 2026",
        "1 mars 2026",
        "1 March 2026",
        "1st Mar 2026",
        "1 марта 2026",
        "1 марта 2026 г.",
        "1\u00a0марта 2026\u00a0г.",
    ],
)
def test_days_as_three_languages_write_them(typed: str) -> None:
    assert Day().parse(typed) == "2026-03-01"


@pytest.mark.parametrize(
    "typed", ["2026-02-29", "31/04/2026", "2026-13-01", "1 brumaire 2026", "01/03/26", "demain"]
)
def test_what_is_no_day_of_the_calendar(typed: str) -> None:
    assert code_of(Day(), typed) == "day"


def test_a_leap_day_is_one() -> None:
    assert Day().parse("29 февраля 2028") == "2028-02-29"


@pytest.mark.parametrize(
    "typed",
    [
        "2026-11-24 09:30",
        "2026-11-24 9:30",
        "2026-11-24T09:30:00",
        "2026-11-24T09:30:00+01:00[Africa/Porto-Novo]",
        "2026-11-24T08:30:00Z[Africa/Porto-Novo]",
        "24/11/2026 9:30",
        "24 novembre 2026, 9 h 30",
        "24 November 2026, 09:30",
        "24 ноября 2026 г., 9 ч 30",
    ],
)
def test_moments_in_the_zone_of_the_office(typed: str) -> None:
    assert Moment().parse(typed, COTONOU) == "2026-11-24T09:30:00+01:00[Africa/Porto-Novo]"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("2026-11-24T09:30:00Z", "2026-11-24T09:30:00+00:00[UTC]"),
        ("2026-11-24T09:30:00+05:45", "2026-11-24T09:30:00+05:45"),
        ("24 novembre 2026 à 9 h", None),
        ("24 novembre 2026", "2026-11-24"),
        ("24.11.2026 9 h", "2026-11-24T09:00:00+01:00[Africa/Porto-Novo]"),
    ],
)
def test_other_moments(typed: str, kept: str | None) -> None:
    if kept is None:
        assert code_of(Moment(), typed) == "moment"
    else:
        assert Moment().parse(typed, COTONOU) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "2026-11-24 25:00",
        "24/11/2026 9:75",
        "2026-02-30",
        "2026-11-24 09:30 [Nowhere/Atlantis]",
        "0001-01-01T00:00:00+14:00[UTC]",
        "9:30",
    ],
)
def test_what_is_no_moment(typed: str) -> None:
    assert code_of(Moment(), typed) == "moment"


def test_the_hour_is_that_of_the_place_in_summer_and_winter() -> None:
    brussels = Locality(zone="Europe/Brussels")
    assert Moment().parse("2026-07-01 10:00", brussels) == "2026-07-01T10:00:00+02:00[Europe/Brussels]"
    assert Moment().parse("2026-12-01 10:00", brussels) == "2026-12-01T10:00:00+01:00[Europe/Brussels]"


def test_the_parts_of_a_moment() -> None:
    scalar = "2026-11-24T23:30:00+05:45[Asia/Kathmandu]"
    assert split_moment(scalar) == ("2026-11-24T23:30:00+05:45", "Asia/Kathmandu")
    assert day_of(scalar) == date(2026, 11, 24)
    assert time_of(scalar) == time(23, 30)
    assert time_of("2026-11-24") is None
    assert Moment().accept({"at": "2026-11-24T23:30:00+05:45", "zone": "Asia/Kathmandu"}) == scalar
    assert Moment().accept({"at": "2026-11-24"}) == "2026-11-24"
