# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Dates, hours, numbers, money and names as English, French and Russian write them."""

from contextlib import suppress
from datetime import date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopdesk.errors import FieldError
from coopdesk.language import LANGUAGES, Language, figures, using
from coopdesk.records.kinds import Locality, Money

NB, THIN = "\u00a0", "\u202f"
in_language = pytest.mark.parametrize("language", LANGUAGES)


def shown(language: Language, function: object, *values: object, **options: object) -> str:
    assert callable(function)
    with using(language):
        return str(function(*values, **options))


@pytest.mark.parametrize(
    ("language", "first", "twelfth", "short", "weekday"),
    [
        ("en", "1 March 2026", "12 November 2026", "12 Nov 2026", "Friday 27 November 2026"),
        ("fr", "1er mars 2026", "12 novembre 2026", "12 nov. 2026", "vendredi 27 novembre 2026"),
        (
            "ru",
            f"1 марта 2026{NB}г.",
            f"12 ноября 2026{NB}г.",
            "12.11.2026",
            f"пятница, 27 ноября 2026{NB}г.",
        ),
    ],
)
def test_days(language: Language, first: str, twelfth: str, short: str, weekday: str) -> None:
    assert shown(language, figures.day, date(2026, 3, 1)) == first
    assert shown(language, figures.day, date(2026, 11, 12)) == twelfth
    assert shown(language, figures.day, date(2026, 11, 12), short=True) == short
    assert shown(language, figures.weekday_and_day, date(2026, 11, 27)) == weekday


def test_only_the_first_of_a_french_month_is_ordinal() -> None:
    for month in range(1, 13):
        assert shown("fr", figures.day, date(2026, month, 1)).startswith("1er ")
        assert shown("fr", figures.day, date(2026, month, 1), short=True).startswith("1er ")
        for number in (2, 10, 11, 21, 28):
            assert "er " not in shown("fr", figures.day, date(2026, month, number)).split(" ", 1)[0] + " "
    assert shown("fr", figures.weekday_and_day, date(2026, 3, 1)) == "dimanche 1er mars 2026"
    assert shown("fr", figures.weekday_and_day, date(2026, 3, 11)) == "mercredi 11 mars 2026"


@pytest.mark.parametrize(
    ("language", "half", "hour", "moment"),
    [
        ("en", "09:30", "09:00", "24 November 2026, 09:30"),
        ("fr", f"9{NB}h{NB}30", f"9{NB}h", f"24 novembre 2026, 9{NB}h{NB}30"),
        ("ru", "09:30", "09:00", f"24 ноября 2026{NB}г., 09:30"),
    ],
)
def test_hours(language: Language, half: str, hour: str, moment: str) -> None:
    assert shown(language, figures.clock, time(9, 30)) == half
    assert shown(language, figures.clock, time(9)) == hour
    assert shown(language, figures.moment, datetime(2026, 11, 24, 9, 30)) == moment
    assert shown("fr", figures.clock, time(0, 5)) == f"0{NB}h{NB}05"


@pytest.mark.parametrize(
    ("language", "million", "decimal", "percent"),
    [
        ("en", "4,200,000", "-1,234.50", "12.5%"),
        ("fr", f"4{THIN}200{THIN}000", f"-1{THIN}234,50", f"12,5{NB}%"),
        ("ru", f"4{NB}200{NB}000", f"-1{NB}234,50", f"12,5{NB}%"),
    ],
)
def test_numbers_keep_the_decimals_they_have(
    language: Language, million: str, decimal: str, percent: str
) -> None:
    assert shown(language, figures.number, 4_200_000) == million
    assert shown(language, figures.number, Decimal("-1234.50")) == decimal
    assert shown(language, figures.number, 0) == "0"
    assert shown(language, figures.percent, Decimal("12.5")) == percent


@pytest.mark.parametrize(
    ("language", "francs", "euros"),
    [
        ("en", f"4,200,000{NB}F{NB}CFA", "€12.50"),
        ("fr", f"4{THIN}200{THIN}000{NB}F{NB}CFA", f"12,50{NB}€"),
        ("ru", f"4{NB}200{NB}000{NB}F{NB}CFA", f"12,50{NB}€"),
    ],
)
def test_money(language: Language, francs: str, euros: str) -> None:
    for currency in ("XOF", "XAF"):
        assert shown(language, figures.money, Decimal("4200000"), currency) == francs
        assert shown(language, figures.money, Decimal("4200000.00"), currency) == francs
    assert shown(language, figures.money, Decimal("12.5"), "EUR") == euros


def test_francs_with_centimes_keep_them() -> None:
    assert shown("fr", figures.money, Decimal("12.50"), "XOF") == f"12,50{NB}F{NB}CFA"
    assert shown("fr", figures.money, Decimal("-5000"), "XOF") == f"-5{THIN}000{NB}F{NB}CFA"


@in_language
@pytest.mark.parametrize("currency", ["XOF", "EUR", "USD", "RUB", "NPR"])
def test_money_is_read_back_as_it_is_shown(language: Language, currency: str) -> None:
    with using(language):
        told = figures.money(Decimal("1234567"), currency)
        assert Money().parse(told, Locality(currency=currency)) in (
            f"1234567 {currency}",
            f"1234567.00 {currency}",
        )


@pytest.mark.parametrize(
    ("language", "names", "country", "tongue"),
    [
        ("en", "a, b and c", "Côte d’Ivoire", "French"),
        ("fr", "a, b et c", "Côte d’Ivoire", "français"),
        ("ru", "a, b и c", "Кот-д’Ивуар", "французский"),
    ],
)
def test_lists_and_names(language: Language, names: str, country: str, tongue: str) -> None:
    assert shown(language, figures.listed, ["a", "b", "c"]) == names
    assert shown(language, figures.listed, ["a"]) == "a"
    assert shown(language, figures.listed, []) == ""
    assert shown(language, figures.country, "CI") == figures.country("CI", language) == country
    assert shown(language, figures.language_name, "fr") == tongue
    assert shown(language, figures.country, "QQ") == "QQ"


def test_countries_are_known_by_names_in_all_languages_and_by_code() -> None:
    codes = figures.country_codes()
    for name in ("tg", "togo", "того"):
        assert codes[name] == "TG"
    assert "eu" not in codes
    assert "zz" not in codes
    assert figures.language_codes()["эве"] == "ee"


@in_language
@given(day=st.dates(date(1000, 1, 1), date(9999, 12, 31)))
def test_any_day_is_read_back_as_it_is_written(language: Language, day: date) -> None:
    with using(language):
        for told in (figures.day(day), figures.weekday_and_day(day), figures.day(day, short=True)):
            assert figures.read_day(told) == day
    assert figures.read_day(day.isoformat()) == day


@pytest.mark.parametrize(
    "text",
    """1er mars 2026;1 mars 2026;1 марта 2026 г.;1 марта 2026 года;1 марта 2026г.;1-е марта 2026
    1-го марта 2026;1 March 2026;1st March 2026;01.03.2026;1/3/2026;01-03-2026;2026-03-01
    1 mar 2026;1ER MARS 2026;1 мар. 2026;1\u00a0mars\u202f2026
    dimanche 1er mars 2026
    воскресенье, 1 марта 2026 г.;Sunday, 1 March 2026;1ᵉʳ mars 2026""".replace("\n    ", ";").split(";"),
)
def test_one_day_in_many_forms(text: str) -> None:
    assert figures.read_day(text) == date(2026, 3, 1)


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("1 février 2026", 2),
        ("1 fevrier 2026", 2),
        ("1 fe\u0301vrier 2026", 2),
        ("1 FÉVRIER 2026", 2),
        ("1 févr. 2026", 2),
        ("1 aout 2026", 8),
        ("1 Sep 2026", 9),
        ("1 Sept 2026", 9),
        ("1 сент. 2026", 9),
        ("1 мая 2026", 5),
        ("1 май 2026", 5),
        ("1 mai 2026", 5),
        ("1 juin 2026", 6),
        ("1 июля 2026", 7),
        ("1 décembre 2026", 12),
    ],
)
def test_months_with_and_without_accents_and_short(text: str, month: int) -> None:
    assert figures.read_day(text) == date(2026, month, 1)


@pytest.mark.parametrize(
    "text",
    """29.02.2025;31.04.2026;32 mars 2026;0 mars 2026;00.03.2026;13/13/2026;11/24/2026;24.11.26;1 mars 26
    2026-13-01;2026-1-5;2026/03/01;20260301;0000-01-01;01.01.0000;2026-03-01T10:00;24 11 2026;1 2026;2026
    Nov 2026;March 1, 2026;1 jui 2026;1 ma 2026;1 xyz 2026;lundi 1er mars 2026;someday 1 March 2026;demain
    1.3.2026.4;1 mars 2026 et 2 mars 2026;−1 mars 2026;24. November 2026; ;٢٠٢٦-٠٣-٠١;1mars2026""".replace(
        "\n    ", ";"
    ).split(";"),
)
def test_what_is_no_day_or_could_be_two_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        figures.read_day(text)


@given(st.text(max_size=40))
def test_no_text_breaks_the_reading_of_days_and_money(text: str) -> None:
    with suppress(ValueError):
        figures.read_day(text)
    with suppress(FieldError):
        figures.split_money(text)


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("12.50 XOF", "12.50", "XOF"),
        ("F CFA 5 000", "5 000", "XOF"),
        ("5 000 F CFA", "5 000", "XOF"),
        ("5000FCFA", "5000", "XOF"),
        ("5 F.CFA", "5", "XOF"),
        ("5 000 francs CFA", "5 000", "XOF"),
        ("5 000 франков КФА", "5 000", "XOF"),
        ("€ 7", "7", "EUR"),
        ("7,5 euros", "7,5", "EUR"),
        ("$5", "5", "USD"),
        ("US$5", "5", "USD"),
        ("100 руб.", "100", "RUB"),
        ("5 npr", "5", "NPR"),
        ("-5 000 XAF", "-5 000", "XAF"),
        ("−5 XOF", "−5", "XOF"),
        (f"4{THIN}200{THIN}000{NB}F{NB}CFA", "4 200 000", "XOF"),
        ("1'500 CHF", "1'500", "CHF"),
        ("5000", "5000", ""),
        ("", "", ""),
        ("abc", "abc", ""),
        ("5-10 EUR", "5-10 EUR", ""),
        ("1e5 EUR", "1e5 EUR", ""),
    ],
)
def test_sums_are_parted_into_amount_and_currency(text: str, amount: str, currency: str) -> None:
    assert figures.split_money(text) == (amount, currency)


@pytest.mark.parametrize("text", ["5 XYZ", "XOF 5 EUR", "(5) EUR", "5 francs", "5 F", "5 %", "5 fois"])
def test_currencies_that_there_are_not(text: str) -> None:
    with pytest.raises(FieldError) as refused:
        figures.split_money(text)
    assert refused.value.code == "currency"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_longest_number_that_a_field_takes_is_told(language: Language) -> None:
    longest = Decimal(f"{'9' * 24}.{'9' * 12}")
    with using(language):
        for told in (figures.number(longest), figures.percent(longest), figures.money(longest, "XOF")):
            assert sum(map(str.isdigit, told)) == 36
        assert figures.money(longest, "EUR")
