# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Counts, decimals, percentages, money and coordinates."""

import re
from collections.abc import Iterable
from decimal import Decimal as Exact
from decimal import InvalidOperation
from typing import ClassVar

from coopdesk.errors import FieldError
from coopdesk.frozen import dataclass
from coopdesk.language import N_, figures
from coopdesk.records.kinds.kind import NOWHERE, Json, Kind, Locality, Scalar

_SPACES = str.maketrans("", "", " \u00a0\u202f\u2009'’_")
_MINUS = str.maketrans("−–", "--")  # the signs people paste
_GROUPED = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?")


def exact(text: str) -> Exact:
    """A decimal typed with point or comma, with or without groups; raises ValueError."""
    compact = text.translate(_SPACES).translate(_MINUS)
    if _GROUPED.fullmatch(compact) and (compact.count(",") > 1 or "." in compact):
        compact = compact.replace(",", "")
    elif compact.count(",") == 1 and "." not in compact:
        compact = compact.replace(",", ".")
    if not re.fullmatch(r"[+-]?\d{1,24}(\.\d{1,12})?", compact):
        raise ValueError(text)
    try:
        return Exact(compact)
    except InvalidOperation as error:
        raise ValueError(text) from error


def canonical(value: Exact) -> str:
    """The decimal as plain digits with a point, as many decimals as were typed."""
    return format(value, "f").removeprefix("+")


@dataclass(frozen=True)
class Count(Kind):
    """A whole number that is not negative."""

    name: ClassVar[str] = "count"
    label = N_("Number")
    sql: ClassVar[str] = "INTEGER"
    numeric: ClassVar[bool] = True
    searchable: ClassVar[bool] = False
    at_most: int = 2**53
    plain: bool = False

    def parse(self, text: str, where: Locality = NOWHERE) -> Scalar:
        try:
            value = exact(text)
            number = int(value)
        except ValueError:
            raise FieldError("number", "This is not a whole number: {value}.", value=text) from None
        if number != value or not 0 <= number <= self.at_most:
            raise FieldError("number", "This is not a whole number: {value}.", value=text)
        return number

    def show(self, scalar: Scalar) -> str:
        return str(scalar) if self.plain else figures.number(int(scalar))


@dataclass(frozen=True)
class Decimal(Kind):
    """A decimal number, kept with the decimals that were typed."""

    name: ClassVar[str] = "decimal"
    label = N_("Decimal number")
    numeric: ClassVar[bool] = True
    searchable: ClassVar[bool] = False

    def parse(self, text: str, where: Locality = NOWHERE) -> Scalar:
        try:
            return canonical(exact(text))
        except ValueError:
            raise FieldError("number", "This is not a number: {value}.", value=text) from None

    def show(self, scalar: Scalar) -> str:
        return figures.number(Exact(str(scalar)))


@dataclass(frozen=True)
class Percentage(Decimal):
    """A part of a hundred."""

    name: ClassVar[str] = "percentage"
    label = N_("Percentage")

    def parse(self, text: str, where: Locality = NOWHERE) -> Scalar:
        scalar = super().parse(text.replace("%", ""), where)
        if not 0 <= Exact(str(scalar)) <= 100:
            raise FieldError("percentage", "A percentage lies between 0 and 100: {value}.", value=text)
        return scalar

    def show(self, scalar: Scalar) -> str:
        return figures.percent(Exact(str(scalar)))


# One and a half, or fifteen hundred: three decimals are rare in money, and the error is a thousandfold.
_AMBIGUOUS = re.compile(r"[+−-]?\d{1,3},\d{3}")


def _own_franc(currency: str, text: str, where: Locality) -> str:
    """In Central Africa a franc CFA is the XAF, unless XOF is written out."""
    own = where.currency == "XAF" and currency == "XOF" and "XOF" not in text.upper()
    return "XAF" if own else currency


@dataclass(frozen=True)
class Money(Kind):
    """An amount and its currency as one value, "12.50 XOF"."""

    name: ClassVar[str] = "money"
    label = N_("Money")
    numeric: ClassVar[bool] = True
    searchable: ClassVar[bool] = False

    def parse(self, text: str, where: Locality = NOWHERE) -> Scalar:
        amount, currency = figures.split_money(text)
        code = _own_franc(currency, text, where) or where.currency
        if not code:
            raise FieldError("currency", "Add a currency to the amount, such as XOF: {value}.", value=text)
        if _AMBIGUOUS.fullmatch(amount.translate(_SPACES)):
            raise FieldError(
                "money",
                "This amount can be read in two ways: {value}. Write 1500 or 1.50 without a comma.",
                value=text,
            )
        try:
            return f"{canonical(exact(amount))} {code}"
        except ValueError:
            raise FieldError("money", "This is not an amount of money: {value}.", value=text) from None

    def accept(self, value: Json, where: Locality = NOWHERE) -> Scalar:
        if isinstance(value, dict):
            return self.parse(f"{value.get('amount', '')} {value.get('currency', '')}", where)
        return super().accept(value, where)

    def to_json(self, scalar: Scalar) -> Json:
        amount, currency = str(scalar).split(" ")
        return {"amount": amount, "currency": currency}

    def show(self, scalar: Scalar) -> str:
        amount, currency = str(scalar).split(" ")
        return figures.money(Exact(amount), currency)


@dataclass(frozen=True)
class Coordinates(Kind):
    """Latitude and longitude in degrees as one value, "6.13,1.22"."""

    name: ClassVar[str] = "coordinates"
    label = N_("Position")
    searchable: ClassVar[bool] = False

    def parse(self, text: str, where: Locality = NOWHERE) -> Scalar:
        parts = [part for part in re.split(r"[;\s]+|,\s+|(?<=\d),(?=-?\d+\.)", text.strip()) if part]
        if len(parts) == 1:
            parts = text.strip().split(",")
        try:
            latitude, longitude = (exact(part) for part in parts)
        except ValueError:
            raise FieldError(
                "position", "Write the position as latitude, longitude (6.13,1.22), not {value}.", value=text
            ) from None
        if abs(latitude) > 90 or abs(longitude) > 180:
            raise FieldError("position", "This position is not on the Earth: {value}.", value=text)
        return f"{canonical(latitude)},{canonical(longitude)}"

    def words(self, scalar: Scalar) -> Iterable[str]:
        return ()
