# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Days, and moments with their time zone."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from functools import cache
from typing import TYPE_CHECKING, ClassVar

from coopdesk.errors import FieldError
from coopdesk.frozen import dataclass
from coopdesk.language import N_, figures
from coopdesk.records.kinds.kind import NOWHERE, Json, Kind, Locality, Scalar

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Day(Kind):
    """A day of the calendar, "2026-11-24"."""

    name: ClassVar[str] = "day"
    label = N_("Day")

    def parse(self, text: str, where: Locality = NOWHERE) -> Scalar:
        try:
            return figures.read_day(text).isoformat()
        except figures.NotADate:
            raise FieldError(
                "day", "This is not a date: {value}. Write it as 2026-11-24.", value=text
            ) from None
        except ValueError:
            raise FieldError("day", "This is not a day of the calendar: {value}. Write it as 2026-11-24.",
                             value=text) from None  # fmt: skip

    def show(self, scalar: Scalar) -> str:
        return figures.day(date.fromisoformat(str(scalar)))

    def words(self, scalar: Scalar) -> Iterable[str]:
        return (str(scalar)[:4],)


@dataclass(frozen=True)
class Moment(Kind):
    """A day, mostly with an hour and a time zone: "2026-11-24T09:30:00+01:00[Africa/Porto-Novo]".

    The form is that of RFC 9557; without an hour it is the day alone.
    """

    name: ClassVar[str] = "moment"
    label = N_("Day and hour")

    def parse(self, text: str, where: Locality = NOWHERE) -> Scalar:
        try:
            return _read_moment(text.strip(), where.zone)
        except (ValueError, OverflowError):
            raise FieldError("moment", "This is not a day and hour: {value}. Write it as 2026-11-24 09:30.",
                             value=text) from None  # fmt: skip

    def accept(self, value: Json, where: Locality = NOWHERE) -> Scalar:
        if not isinstance(value, dict):
            return super().accept(value, where)
        zone = value.get("zone")
        return self.parse(f"{value.get('at', '')}[{zone}]" if zone else str(value.get("at", "")), where)

    def to_json(self, scalar: Scalar) -> Json:
        at, zone = split_moment(str(scalar))
        return {"at": at, "zone": zone} if zone else {"at": at}

    def show(self, scalar: Scalar) -> str:
        at, _ = split_moment(str(scalar))
        if len(at) == 10:
            return figures.day(date.fromisoformat(at))
        return figures.moment(datetime.fromisoformat(at))

    def words(self, scalar: Scalar) -> Iterable[str]:
        return (str(scalar)[:4],)


def split_moment(scalar: str) -> tuple[str, str]:
    """The RFC 3339 part (or the day alone) and the zone (or "") of a moment's scalar."""
    at, _, zone = scalar.partition("[")
    return at, zone.rstrip("]")


def day_of(scalar: Scalar) -> date:
    """The local day of a day's or a moment's scalar."""
    return date.fromisoformat(str(scalar)[:10])


def time_of(scalar: Scalar) -> time | None:
    """The local hour of a moment's scalar, None where only the day is known."""
    at, _ = split_moment(str(scalar))
    return datetime.fromisoformat(at).time() if len(at) > 10 else None


@cache
def _zone(name: str) -> "ZoneInfo":
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name)
    except (KeyError, OSError, ValueError) as error:
        raise ValueError(name) from error


_ISO = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}(?!\s*[hч]).*")
_HOUR = re.compile(r"(?P<day>.+?)[,\s]+(?P<hour>\d{1,2})\s*(?:h|:|ч)\s*(?P<minute>\d{2})?$")


def _read_moment(text: str, zone: str) -> str:
    text, bracket = split_moment(text)
    zone = bracket or zone
    if _ISO.fullmatch(text):
        found = datetime.fromisoformat(text.replace(" ", "T", 1))
    elif hour := _HOUR.fullmatch(text.replace("\u00a0", " ")):
        clock = time(int(hour["hour"]), int(hour["minute"] or 0))
        found = datetime.combine(figures.read_day(hour["day"]), clock)
    else:
        return figures.read_day(text).isoformat()
    if found.tzinfo is None:
        found = found.replace(tzinfo=_zone(zone))
    elif not bracket:
        zone = "UTC" if found.tzinfo is UTC else ""
    else:
        found = found.astimezone(_zone(zone))
    stamp = found.isoformat(timespec="seconds")
    return f"{stamp}[{zone}]" if zone else stamp
