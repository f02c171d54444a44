# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Promises: how each stands on a day, both sides' balance, and the promises of a year."""

from datetime import date

import pytest

from coopdesk.records.rules.promises import Standing, balances, in_year, standing
from coopdesk.records.rules.reciprocity import reciprocity
from coopdesk.records.values import Record, Value

ON = date(2026, 11, 24)


def promise(id_: str, **values: Value) -> Record:
    return Record(id_, "promise", "1", {"from": "us", **values})


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({}, Standing.OWED),
        ({"due_on": "2026-11-23"}, Standing.LATE),
        ({"due_on": "2026-11-24"}, Standing.OWED),
        ({"due_on": "2026-11-23", "state": "under_way"}, Standing.LATE),
        ({"due_on": "2026-11-23", "state": "kept"}, Standing.KEPT),
        ({"due_on": "2026-11-23", "state": "kept", "kept_on": "2026-11-24"}, Standing.KEPT),
        ({"due_on": "2026-11-23", "state": "kept", "kept_on": "2026-11-25"}, Standing.LATE),
        ({"due_on": "2026-12-23", "state": "kept", "kept_on": "2026-11-25"}, Standing.OWED),
        ({"due_on": "2026-11-23", "state": "broken"}, Standing.BROKEN),
        ({"due_on": "2026-11-23", "state": "released"}, Standing.RELEASED),
    ],
)
def test_a_promise_stands_by_its_state_and_its_day(values: dict[str, Value], found: Standing) -> None:
    assert standing(promise("p", **values), ON) is found


def test_each_side_has_its_own_in_the_order_of_their_days() -> None:
    records = [
        promise("undated"),
        promise("next", due_on="2027-01-01"),
        promise("late", due_on="2026-02-01"),
        promise("later", due_on="2026-01-01"),
        promise("kept", state="kept", kept_on="2026-03-01"),
        promise("let", state="released"),
        promise("theirs", **{"from": "lyon", "state": "broken"}),
        Record("nobody", "promise", "1", {}),
        Record("bin", "promise", "1", {"from": "us"}, removed=True),
    ]
    both = balances(records, {"us"}, ON)
    assert [one.id for one in both.we.open] == ["later", "late", "next", "undated"]
    assert [one.id for one in both.we.kept] == ["kept"]
    assert both.we.made == 5
    assert [one.id for one in both.they.broken] == ["theirs"]
    assert both.they.made == 1
    sides = reciprocity(records, [], {"us"})
    assert (sides.we.kept, sides.we.promised) == (len(both.we.kept), both.we.made)
    assert (sides.they.kept, sides.they.promised) == (len(both.they.kept), both.they.made)


@pytest.mark.parametrize(
    ("values", "belongs"),
    [
        ({}, False),
        ({"due_on": "2026-06-01"}, True),
        ({"due_on": "2025-06-01"}, True),
        ({"due_on": "2027-06-01"}, False),
        ({"due_on": "2025-06-01", "state": "broken"}, False),
        ({"due_on": "2026-06-01", "state": "broken"}, True),
        ({"state": "kept", "kept_on": "2026-06-01", "due_on": "2024-06-01"}, True),
        ({"state": "kept", "kept_on": "2025-06-01", "due_on": "2026-06-01"}, False),
        ({"state": "kept", "due_on": "2026-06-01"}, True),
        ({"state": "kept", "kept_on": "2027-06-01", "due_on": "2026-06-01"}, True),
        ({"state": "kept"}, False),
    ],
)
def test_a_year_has_what_was_kept_due_or_still_open_in_it(values: dict[str, Value], belongs: bool) -> None:
    assert bool(in_year([promise("p", **values)], 2026)) is belongs
