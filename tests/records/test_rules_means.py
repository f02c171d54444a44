# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Means: sums by source and year, what is unaccounted for, and how a reported amount is corrected."""

from datetime import date
from decimal import Decimal

import pytest

from coopdesk.records.rules.means import (
    by_source,
    closed_fields,
    in_currency,
    is_reported,
    paid_by,
    received_of_pledged,
    reversing_entry,
    transparency,
)
from coopdesk.records.types import BY_KEY
from coopdesk.records.values import Record, Value, apply

OWN = "own_budget"


def record(type_: str, id_: str, **values: Value) -> Record:
    return Record(id_, type_, "1", values)


def entry(id_: str, step: str, amount: str, **values: Value) -> Record:
    return record(
        "contribution", id_, **{"step": step, "amount": amount, "day": "2026-03-01", "origin": OWN, **values}
    )


def test_sums_by_source_and_year() -> None:
    rows = transparency(
        [
            entry("1", "pledged", "1000 XOF"),
            entry("2", "received", "600 XOF"),
            entry("3", "received", "40.50 XOF", day="2025-12-31"),
            entry("4", "spent", "250 XOF", reference="F-12"),
            entry("5", "spent", "100 XOF"),
            entry("6", "returned", "50 XOF"),
            entry("7", "received", "70 XOF", origin="diaspora"),
            Record("8", "contribution", "1", {"step": "received", "amount": "1 XOF"}, removed=True),
        ],
        [
            record("budget-line", "b1", year=2026, source=OWN, planned_amount="1200 XOF"),
            record("budget-line", "b2", year=2026, source=OWN, planned_amount="300 XOF"),
            record("budget-line", "b3", year=2026, source=OWN),
        ],
        "XOF",
    )
    assert [(row.source, row.year, row.currency) for row in rows] == [
        ("diaspora", 2026, "XOF"),
        (OWN, 2025, "XOF"),
        (OWN, 2026, "XOF"),
    ]
    own = rows[-1]
    assert own.sums == {
        "planned": Decimal(1500),
        "pledged": Decimal(1000),
        "received": Decimal(600),
        "spent": Decimal(350),
        "returned": Decimal(50),
    }
    assert own.of("committed") == 0
    assert own.documented == Decimal(250)
    assert own.unaccounted == Decimal(300)
    assert rows[1].of("received") == Decimal("40.50")


def test_an_attached_document_accounts_for_what_was_spent() -> None:
    bill = f"{'a' * 64} 12 application/pdf bill.pdf"
    (row,) = transparency(
        [entry("1", "received", "10 XOF"), entry("2", "spent", "10 XOF", evidence=(bill,))], [], "XOF"
    )
    assert row.unaccounted == 0


def test_other_currencies_are_converted_by_their_rate_or_stand_apart() -> None:
    rows = transparency(
        [
            entry("1", "received", "10 EUR", rate="655.957"),
            entry("2", "received", "5 EUR"),
            entry("3", "received", "100 XOF", rate="2"),
        ],
        [],
        "XOF",
    )
    assert [(row.currency, row.of("received")) for row in rows] == [
        ("EUR", Decimal(5)),
        ("XOF", Decimal("6659.570")),
    ]
    assert in_currency(record("contribution", "x", step="received"), "XOF") is None


def test_entries_without_source_or_day_are_not_lost() -> None:
    (row,) = transparency([record("contribution", "1", step="pledged", amount="7 XOF")], [], "XOF")
    assert (row.source, row.year, row.of("pledged")) == ("", None, Decimal(7))


def test_a_correction_takes_back_the_sum_and_its_document() -> None:
    spent = entry("1", "spent", "12.50 XOF", reference="F-12", agreement="a", reported_on="2026-06-30")
    touches = reversing_entry(spent, date(2026, 7, 2))
    assert touches == {
        "agreement": "a",
        "origin": OWN,
        "step": "spent",
        "amount": "-12.50 XOF",
        "day": "2026-07-02",
        "corrects": "1",
    }
    assert set(touches) <= set(BY_KEY["contribution"].by_key)
    correction = Record("2", "contribution", "1", apply({}, touches))
    (row,) = transparency([spent, correction], [], "XOF")
    assert row.of("spent") == 0
    assert row.documented == 0
    assert row.unaccounted == 0


def test_a_correction_can_itself_be_corrected() -> None:
    wrong = entry("2", "received", "-5 XOF", corrects="1")
    assert reversing_entry(wrong, date(2026, 7, 2))["amount"] == "5 XOF"


@pytest.mark.parametrize(("values", "closed"), [({}, []), ({"reported_on": "2026-06-30"}, ["amount", "day"])])
def test_what_has_been_reported_is_closed_but_for_its_evidence(
    values: dict[str, Value], closed: list[str]
) -> None:
    one = entry("1", "spent", "5 XOF", **values)
    assert is_reported(one) is bool(values)
    assert closed_fields(one, ["amount", "day", "evidence", "labels"]) == closed


def test_contributions_hold_what_they_paid_for() -> None:
    paid = [
        entry("2", "spent", "5 XOF", exchange="e"),
        entry("1", "spent", "5 XOF", agreement="a"),
        Record("3", "contribution", "1", {"agreement": "a"}, removed=True),
    ]
    assert paid_by("a", paid) == ["1"]
    assert paid_by("e", paid) == ["2"]
    assert paid_by("x", paid) == []


def test_years_are_added_up_by_source_and_currency() -> None:
    rows = transparency(
        [
            entry("1", "received", "600 XOF", reference="1"),
            entry("2", "received", "40 XOF", day="2025-12-31"),
            entry("3", "spent", "100 XOF", day="2025-12-31", reference="F-1"),
            entry("4", "received", "7 EUR"),
        ],
        [record("budget-line", "b", year=2024, source=OWN, planned_amount="50 XOF")],
        "XOF",
    )
    euro, franc = by_source(rows)
    assert (euro.currency, euro.year, euro.sums) == ("EUR", None, {"received": Decimal(7)})
    assert franc.sums == {"planned": Decimal(50), "received": Decimal(640), "spent": Decimal(100)}
    assert franc.unaccounted == sum(row.unaccounted for row in rows if row.currency == "XOF")


def test_what_was_received_is_told_as_a_part_of_what_was_pledged() -> None:
    entries = [
        entry("1", "pledged", "300 XOF"),
        entry("2", "committed", "200 XOF"),
        entry("3", "received", "150 XOF"),
        entry("4", "returned", "50 XOF"),
        entry("5", "received", "9 EUR"),
        entry("6", "pledged", "9 USD"),
    ]
    assert received_of_pledged(entries, "XOF") == {
        "XOF": (Decimal(100), Decimal(33)),
        "EUR": (Decimal(9), None),
    }
