# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""How far indicators have come, how far cities lie apart, and what may leave the office."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from coopdesk.records.rules.confidential import may_leave
from coopdesk.records.rules.distances import kilometres
from coopdesk.records.rules.targets import way
from coopdesk.records.values import Record, Value

ON = date(2026, 11, 24)


def indicator(**values: Value) -> Record:
    return Record("i", "indicator", "1", values)


def measured(value: str, day: str, *, of: str = "i", removed: bool = False) -> Record:
    return Record(f"{value}{day}", "measurement", "1", {"indicator": of, "value": value, "day": day}, removed)


def test_the_last_measurement_until_the_day_counts() -> None:
    values = [
        measured("5", "2026-01-01"),
        measured("40", "2026-11-24"),
        measured("30", "2026-06-01"),
        measured("99", "2026-11-25"),
        measured("77", "2026-11-24", of="other"),
        measured("88", "2026-11-24", removed=True),
    ]
    found = way(indicator(baseline="20", target="60"), values, ON)
    assert (found.value, found.measured_on, found.percent) == (Decimal(40), ON, Decimal(50))


@pytest.mark.parametrize(
    ("fields", "value", "percent"),
    [
        ({"target": "3"}, "1", Decimal(33)),
        ({"target": "8"}, "1", Decimal(13)),
        ({"baseline": "30", "target": "5"}, "10", Decimal(80)),
        ({"baseline": "30", "target": "5"}, "35", Decimal(-20)),
        ({"baseline": "10", "target": "20"}, "25", Decimal(150)),
        ({"baseline": "10", "target": "10"}, "10", None),
        ({"baseline": "10"}, "10", None),
    ],
)
def test_the_way_goes_from_the_baseline_to_the_target(
    fields: dict[str, Value], value: str, percent: Decimal | None
) -> None:
    assert way(indicator(**fields), [measured(value, "2026-01-01")], ON).percent == percent


def test_what_was_never_measured_has_no_way() -> None:
    found = way(indicator(target="5"), [measured("1", "2027-01-01")], ON)
    assert (found.value, found.measured_on, found.percent) == (None, None, None)


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("6.13,1.22", "6.13,1.22", 0),
        ("6.13,1.22", "45.76,4.84", 4420),
        ("0,179.5", "0,-179.5", 110),
        ("90,0", "-90,0", 20020),
        ("6.13,1.22", "6.64,1.72", 79),
    ],
)
def test_cities_lie_as_far_apart_as_the_crow_flies(one: str, other: str, apart: int) -> None:
    assert kilometres(one, other) == kilometres(other, one) == apart


def _find(*records: Record) -> Callable[[str, str], Record | None]:
    kept = {(one.type, one.id): one for one in records}
    return lambda type_key, id: kept.get((type_key, id))


SECRET = Record("a", "agreement", "1", {"confidential": 1})
OPEN = Record("b", "agreement", "1", {})


@pytest.mark.parametrize(
    ("record", "leaves"),
    [
        (OPEN, True),
        (SECRET, False),
        (Record("x", "agreement", "1", {}, removed=True), False),
        (Record("x", "promise", "1", {"agreement": "b"}), True),
        (Record("x", "promise", "1", {"agreement": "a"}), False),
        (Record("x", "promise", "1", {"agreement": "not received yet"}), True),
        (Record("x", "exchange", "1", {"agreement": "a"}), False),
        (Record("x", "participation", "1", {"exchange": "e"}), False),
        (Record("x", "contribution", "1", {"agreement": "b", "exchange": "e"}), False),
        (Record("x", "measurement", "1", {"indicator": "i"}), False),
        (Record("x", "post", "1", {"person": "p", "organisation": "o"}), False),
        (Record("x", "listing", "1", {"organisation": "o"}), False),
        (Record("x", "participation", "1", {"exchange": "f", "person": "p"}), True),
    ],
)
def test_what_belongs_to_something_confidential_stays_in_the_office(record: Record, leaves: bool) -> None:
    find = _find(
        SECRET,
        OPEN,
        Record("e", "exchange", "1", {"agreement": "a"}),
        Record("f", "exchange", "1", {}),
        Record("i", "indicator", "1", {"agreement": "a"}),
        Record("o", "organisation", "1", {"confidential": 1}),
        Record("p", "person", "1", {"confidential": 1}),
    )
    assert may_leave(record, find) is leaves


def test_agreements_that_stand_under_each_other_come_to_an_end() -> None:
    one = Record("one", "participation", "1", {"exchange": "two"})
    two = Record("two", "exchange", "1", {"agreement": "one"})
    assert may_leave(one, lambda type_key, id: two)
