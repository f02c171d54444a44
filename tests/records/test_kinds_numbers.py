# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Numbers, money and coordinates: what is understood, and what is refused."""

import pytest

from coopdesk.errors import FieldError
from coopdesk.records.kinds import Coordinates, Count, Decimal, Kind, Locality, Money, Percentage

TOGO = Locality(country="TG", zone="Africa/Lome", currency="XOF")
CAMEROON = Locality(country="CM", zone="Africa/Douala", currency="XAF")


def code_of(kind: Kind, text: str, where: Locality = TOGO) -> str:
    with pytest.raises(FieldError) as caught:
        kind.parse(text, where)
    return caught.value.code


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("12", 12), ("1 200", 1200), ("1\u202f200", 1200), ("1,234,567", 1234567), ("3.0", 3), ("0", 0)],
)
def test_counts_in_the_groups_of_any_language(typed: str, kept: int) -> None:
    assert Count().parse(typed) == kept


@pytest.mark.parametrize("typed", ["-1", "1.5", "twelve", "", "1e3", "9007199254740993", "٣x"])
def test_a_count_is_whole_and_not_negative(typed: str) -> None:
    assert code_of(Count(), typed) == "number"


def test_a_count_may_have_a_ceiling() -> None:
    assert Count(at_most=5).parse("5") == 5
    assert code_of(Count(at_most=5), "6") == "number"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("1.50", "1.50"),
        ("1,5", "1.5"),
        ("−2,25", "-2.25"),
        ("+7", "7"),
        ("1 234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("007", "7"),
        ("1’000", "1000"),
    ],
)
def test_decimals_keep_the_decimals_typed(typed: str, kept: str) -> None:
    assert Decimal().parse(typed) == kept


@pytest.mark.parametrize("typed", ["NaN", "Infinity", "1e5", "1.2.3", "1,2,3", "--1", "1.1234567890123"])
def test_what_is_no_decimal(typed: str) -> None:
    assert code_of(Decimal(), typed) == "number"


def test_a_percentage_lies_between_0_and_100() -> None:
    assert Percentage().parse("43 %") == "43"
    assert Percentage().parse("0") == "0"
    assert Percentage().parse("100") == "100"
    assert code_of(Percentage(), "100.1") == "percentage"
    assert code_of(Percentage(), "-1") == "percentage"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("12.50 XOF", "12.50 XOF"),
        ("4 200 000 F CFA", "4200000 XOF"),
        ("4\u202f200\u202f000\u00a0F\u00a0CFA", "4200000 XOF"),
        ("€ 7", "7 EUR"),
        ("EUR 1.234", "1.234 EUR"),
        ("1,50 €", "1.50 EUR"),
        ("-12,50 eur", "-12.50 EUR"),
        ("5000", "5000 XOF"),
        ("1,234,567 NPR", "1234567 NPR"),
        ("1,234.50 NPR", "1234.50 NPR"),
    ],
)
def test_money_as_people_write_it(typed: str, kept: str) -> None:
    assert Money().parse(typed, TOGO) == kept


def test_a_franc_cfa_is_that_of_the_office() -> None:
    assert Money().parse("5 000 F CFA", CAMEROON) == "5000 XAF"
    assert Money().parse("5 000 XOF", CAMEROON) == "5000 XOF"
    assert Money().parse("5 000 XAF", TOGO) == "5000 XAF"


def test_money_needs_a_currency_that_exists() -> None:
    assert code_of(Money(), "12.50", Locality()) == "currency"
    assert code_of(Money(), "12.50 ABC") == "currency"
    assert code_of(Money(), "XOF") == "money"


def test_an_amount_that_could_be_a_thousand_times_as_much_is_refused() -> None:
    assert code_of(Money(), "1,500 EUR") == "money"
    assert Money().parse("1,50 EUR") == "1.50 EUR"


def test_money_from_json() -> None:
    assert Money().accept({"amount": "12.50", "currency": "XOF"}) == "12.50 XOF"
    assert Money().accept("12.50 XOF") == "12.50 XOF"
    with pytest.raises(FieldError):
        Money().accept({"currency": "XOF"})


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("6.13,1.22", "6.13,1.22"),
        ("6.13, 1.22", "6.13,1.22"),
        ("6,13 1,22", "6.13,1.22"),
        ("6,13; 1,22", "6.13,1.22"),
        ("-8.8,-63.9", "-8.8,-63.9"),
        ("27.7,85", "27.7,85"),
        ("27,85", "27,85"),
        ("−12.5,−77", "-12.5,-77"),
    ],
)
def test_positions_as_people_write_them(typed: str, kept: str) -> None:
    assert Coordinates().parse(typed) == kept


@pytest.mark.parametrize("typed", ["6.13", "91,0", "0,181", "north", "1,2,3", "6.13;1.22;3"])
def test_what_is_no_position_on_earth(typed: str) -> None:
    assert code_of(Coordinates(), typed) == "position"
