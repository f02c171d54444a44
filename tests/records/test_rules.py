# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Months of the calendar, what falls due, and the references of agreements."""

from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopdesk.errors import BugError
from coopdesk.records.rules.calendar import add_months, beginning, has_passed, whole_months
from coopdesk.records.rules.due import (
    DueItem,
    DueKind,
    agreements_ending,
    changed_question_on,
    due,
    next_repetition,
    notice_by,
)
from coopdesk.records.rules.people import readable_name
from coopdesk.records.rules.references import next_reference, office_code
from coopdesk.records.values import Record, Stamp, Value

TODAY = date(2026, 11, 24)
days = st.dates(date(1900, 1, 1), date(2200, 1, 1))


def record(type_: str, id_: str, values: Mapping[str, Value], *, removed: bool = False) -> Record:
    return Record(id_, type_, "1", values, removed)


def agreement(id_: str = "a", /, **values: Value) -> Record:
    return record("agreement", id_, {"stage": "active", **values})


@pytest.mark.parametrize(
    ("day", "months", "found"),
    [
        ("2026-08-31", -6, "2026-02-28"),
        ("2024-08-31", -6, "2024-02-29"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2026-12-15", 1, "2027-01-15"),
        ("2026-01-15", -1, "2025-12-15"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2026-11-24", 0, "2026-11-24"),
        ("2026-11-24", -23, "2024-12-24"),
    ],
)
def test_months_of_the_calendar(day: str, months: int, found: str) -> None:
    assert add_months(date.fromisoformat(day), months) == date.fromisoformat(found)


@given(days, st.integers(-600, 600))
def test_so_many_months_later_is_that_many_months_in_the_calendar(day: date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or (later.day < day.day and (later + timedelta(days=1)).day == 1)


@given(days, days)
def test_whole_months_are_those_that_have_passed(one: date, other: date) -> None:
    since, on = sorted((one, other))
    months = whole_months(since, on)
    assert has_passed(since, months, on)
    assert not has_passed(since, months + 1, on)
    assert whole_months(on, since) == 0


def test_an_agreement_begins_in_force_else_signed_else_entered() -> None:
    entered = Stamp("Ama", "2026-05-03T10:00:00Z")
    assert beginning(agreement(in_force_from="2024-01-01", signed_on="2023-12-01")) == date(2024, 1, 1)
    assert beginning(agreement(signed_on="2023-12-01")) == date(2023, 12, 1)
    assert beginning(Record("a", "agreement", "1", {}, created=entered)) == date(2026, 5, 3)
    assert beginning(agreement()) is None


def test_what_is_due_the_most_urgent_first() -> None:
    found = due(
        TODAY,
        promises=[
            record("promise", "p1", {"due_on": "2026-11-18", "state": "promised"}),
            record("promise", "p2", {"due_on": "2026-12-15"}),
            record("promise", "p3", {"due_on": "2026-11-20", "state": "kept"}),
            record("promise", "p4", {"due_on": "2027-03-01"}),
            record("promise", "p5", {}),
            record("promise", "p6", {"due_on": "2026-11-19"}, removed=True),
        ],
        follow_ups=[
            record("follow-up", "f1", {"due_on": "2026-11-24", "state": "open"}),
            record("follow-up", "f2", {"due_on": "2026-11-23", "state": "done"}),
            record("follow-up", "f3", {"due_on": "2026-11-23", "state": "dropped"}),
        ],
        agreements=[agreement("a1", review_on="2026-12-01", report_on="2026-12-01", ends_on="2030-01-01")],
        opportunities=[
            record("opportunity", "o1", {"closes": "2026-11-30", "state": "preparing"}),
            record("opportunity", "o2", {"closes": "2026-11-30", "state": "submitted"}),
            record("opportunity", "o3", {"closes": "2026-11-23", "state": "watching"}),
        ],
    )
    assert [(item.kind, item.id, item.days) for item in found] == [
        (DueKind.PROMISE, "p1", -6),
        (DueKind.FOLLOW_UP, "f1", 0),
        (DueKind.OPPORTUNITY, "o1", 6),
        (DueKind.REVIEW, "a1", 7),
        (DueKind.REPORT, "a1", 7),
        (DueKind.PROMISE, "p2", 21),
    ]


def test_how_far_ahead_can_be_said() -> None:
    promises = [record("promise", "p", {"due_on": "2026-12-25"})]
    assert due(TODAY, promises=promises) == []
    assert due(TODAY, promises=promises, days_ahead=31) == [
        DueItem(DueKind.PROMISE, "promise", "p", date(2026, 12, 25), 31)
    ]


@pytest.mark.parametrize(
    ("values", "day"),
    [
        ({"ends_on": "2026-08-31", "notice_period": 6}, date(2026, 2, 28)),
        ({"ends_on": "2026-12-31", "notice_period": 30, "notice_unit": "days"}, date(2026, 12, 1)),
        (
            {"ends_on": "2026-12-31", "notice_period": 1, "notice_unit": "months", "renewal": "tacit"},
            date(2026, 11, 30),
        ),
        ({"ends_on": "2026-12-31", "notice_period": 1, "renewal": "none"}, None),
        ({"ends_on": "2026-12-31"}, None),
        ({"notice_period": 3}, None),
    ],
)
def test_notice_is_given_before_the_end(values: dict[str, Value], day: date | None) -> None:
    assert notice_by(record("agreement", "a", values)) == day


def test_a_missed_notice_stays_in_sight_until_the_end() -> None:
    ending = agreement(ends_on="2026-12-31", notice_period=3)
    assert [(item.kind, item.days) for item in due(TODAY, agreements=[ending])] == [(DueKind.NOTICE, -55)]
    assert due(date(2027, 1, 1), agreements=[ending]) == []


@pytest.mark.parametrize("stage", ["ended", "abandoned"])
def test_nothing_is_due_for_what_is_over(stage: str) -> None:
    over = agreement(stage=stage, review_on="2026-11-24", ends_on="2026-12-31", notice_period=1)
    assert due(TODAY, agreements=[over]) == []
    assert agreements_ending([over], TODAY) == []


def test_agreements_that_end_within_half_a_year() -> None:
    found = agreements_ending(
        [
            agreement("later", ends_on="2027-05-25"),
            agreement("sixth", ends_on="2027-05-24"),
            agreement("next", ends_on="2026-12-31"),
            agreement("past", ends_on="2026-01-01"),
            agreement("endless"),
        ],
        TODAY,
    )
    assert [(item.id, item.days) for item in found] == [("past", -327), ("next", 37), ("sixth", 181)]


@pytest.mark.parametrize(
    ("repeats", "day"),
    [
        ("monthly", date(2027, 2, 28)),
        ("quarterly", date(2027, 4, 30)),
        ("half_yearly", date(2027, 7, 31)),
        ("yearly", date(2028, 1, 31)),
        (None, None),
        ("in_a_newer_coopdesk", None),
    ],
)
def test_follow_ups_that_repeat(repeats: str | None, day: date | None) -> None:
    values = {"due_on": "2027-01-31"} | ({"repeats": repeats} if repeats else {})
    assert next_repetition(record("follow-up", "f", values)) == day


def test_six_months_after_an_exchange_the_desk_asks_what_changed() -> None:
    held: dict[str, Value] = {"state": "done", "starts": "2026-08-18", "ends": "2026-08-31"}
    assert changed_question_on(record("exchange", "e", held)) == date(2027, 2, 28)
    assert changed_question_on(record("exchange", "e", {**held, "what_changed": "Two wells"})) is None
    assert changed_question_on(record("exchange", "e", {**held, "state": "cancelled"})) is None
    assert changed_question_on(record("exchange", "e", {"state": "done"})) is None


@pytest.mark.parametrize(
    ("city", "code"),
    [
        ("Locossa", "LKS"),
        ("Lokossa", "LKS"),
        ("Локосса", "LKS"),
        ("Lomé", "LMO"),
        ("Ломе", "LMO"),
        ("Kathmandu", "KTM"),
        ("Ouagadougou", "OGD"),
        ("Cotonou", "CTN"),
        ("Port-au-Prince", "PRT"),
        ("Oe", "OEX"),
        ("", "XXX"),
    ],
)
def test_the_code_of_an_office(city: str, code: str) -> None:
    assert office_code(city) == code


@given(st.text(max_size=30))
def test_every_name_gives_a_code_a_reference_can_carry(city: str) -> None:
    assert next_reference(office_code(city), "A", 2026, []).endswith("-A-2026-001")


def test_references_go_on_within_office_computer_and_year() -> None:
    existing = [
        "LKS-A-2024-001",
        "LKS-A-2024-002",
        "LKS-B-2024-017",
        "LKS-A-2023-009",
        "LMO-A-2024-040",
        "C/12",
        "",
    ]
    assert next_reference("LKS", "A", 2024, existing) == "LKS-A-2024-003"
    assert next_reference("LKS", "B", 2024, existing) == "LKS-B-2024-018"
    assert next_reference("LKS", "A", 2025, existing) == "LKS-A-2025-001"


def test_a_gap_is_not_filled_and_a_thousand_fits() -> None:
    assert next_reference("LKS", "A", 2024, ["LKS-A-2024-005"]) == "LKS-A-2024-006"
    assert next_reference("LKS", "A", 2024, ["LKS-A-2024-999", "LKS-A-2024-x"]) == "LKS-A-2024-1000"


@pytest.mark.parametrize(("office", "letter"), [("LK", "A"), ("lks", "A"), ("LKS", ""), ("LKS", "7")])
def test_no_reference_without_office_and_computer(office: str, letter: str) -> None:
    with pytest.raises(BugError):
        next_reference(office, letter, 2026, [])


@pytest.mark.parametrize(
    ("name", "other", "language", "shown"),
    [
        ("Мария Вымышленная", "Maria Vymychlennaïa", "fr", "Maria Vymychlennaïa"),
        ("Мария Вымышленная", "Maria Vymychlennaïa", "ru", "Мария Вымышленная"),
        ("Boris Образцов", "Boris Obraztsov", "en", "Boris Obraztsov"),
        ("Sophie Exemple", "Софи Экзампль", "ru", "Софи Экзампль"),
        ("Sophie Exemple", "ሶፊ", "ru", "Sophie Exemple"),
        ("Мария Вымышленная", "", "fr", "Мария Вымышленная"),
    ],
)
def test_a_name_is_written_as_its_readers_can_read_it(
    name: str, other: str, language: str, shown: str
) -> None:
    assert readable_name(name, other, language) == shown
