# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Days, hours, time zones and repetitions as iCalendar writes them (RFC 5545 §3.3 and §3.6.5).

Nothing here counts occurrences: a rule with COUNT=1000000000 costs what any other costs.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cache
from itertools import islice
from zoneinfo import ZoneInfo

from coopdesk.interchange.blocks import Block
from coopdesk.interchange.content_lines import Line, TooManyLines, lines
from coopdesk.interchange.wishes import FlawedCell

_STAMP = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ](\d\d):?(\d\d)(?::?(\d\d)(?:\.\d+)?)?(Z?))?", re.I)
_DURATION = re.compile(
    r"\+?P(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,7})M)?(?:(\d{1,9})S)?)?"
)
_ZONE = re.compile(r"[A-Za-z][A-Za-z0-9_+-]{0,30}(?:/[A-Za-z0-9_+-]{1,30}){0,2}")
_OFFSET = re.compile(r"([+-])(\d\d):?(\d\d)(?::?\d\d)?")
_BY_DAY = re.compile(r"([+-]?\d)(MO|TU|WE|TH|FR|SA|SU)")
_WEEK = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_REPETITIONS = {
    ("MONTHLY", 1): "monthly",
    ("MONTHLY", 3): "quarterly",
    ("MONTHLY", 6): "half_yearly",
    ("MONTHLY", 12): "yearly",
    ("YEARLY", 1): "yearly",
}
_NEW_NAMES = {
    "America/Buenos_Aires": "America/Argentina/Buenos_Aires",
    "America/Godthab": "America/Nuuk",
    "America/Indianapolis": "America/Indiana/Indianapolis",
    "Asia/Calcutta": "Asia/Kolkata",
    "Asia/Katmandu": "Asia/Kathmandu",
    "Asia/Rangoon": "Asia/Yangon",
    "Europe/Kiev": "Europe/Kyiv",
}
"""The list of Windows' names still has the old names of these."""
MOST_ZONES = 200
MOST_RULES = 50


@dataclass(frozen=True, slots=True)
class When:
    """A day, mostly with an hour; then with the name of a time zone, or only an offset from UTC."""

    at: datetime
    has_hour: bool
    zone: str = ""
    offset: str = ""

    @property
    def text(self) -> str:
        """As a field of the kind moment reads it."""
        if not self.has_hour:
            return self.day
        stamp = self.at.isoformat(timespec="seconds") + self.offset
        return f"{stamp}[{self.zone}]" if self.zone else stamp

    @property
    def day(self) -> str:
        """The local day."""
        return self.at.date().isoformat()

    def later(self, by: timedelta) -> "When":
        """So much later by the clock on the wall; raises OverflowError."""
        return replace(self, at=self.at + by)


@dataclass(frozen=True, slots=True)
class _Observance:
    """Since when a time zone keeps an offset; `month`, `nth`, `weekday`: each year from then on."""

    since: datetime
    offset: str
    month: int = 0
    nth: int = 0
    weekday: int = 0

    def begins(self, year: int) -> datetime | None:
        """When it begins in a year; None where it does not."""
        if not self.month:
            return self.since if self.since.year <= year else None
        if year < self.since.year:
            return None
        first = date(year, self.month, 1)
        if self.nth < 0:
            following = date(year + self.month // 12, self.month % 12 + 1, 1)
            last = following - timedelta(days=1)
            day = last - timedelta(days=(last.weekday() - self.weekday) % 7 + 7 * (-self.nth - 1))
        else:
            day = first + timedelta(days=(self.weekday - first.weekday()) % 7 + 7 * (self.nth - 1))
        return datetime.combine(day, self.since.time())


class Zones:
    """The time zones of a calendar: by a name that everybody knows, else by its own rules."""

    def __init__(self, found: Iterable[tuple[Block, Iterable[Block]]], codec: str, home: str) -> None:
        """`found`: each VTIMEZONE with the blocks inside it; `home` is the zone of hours without any."""
        self.home = home
        self.unknown: set[str] = set()
        self._places: dict[str, str] = {}
        self._rules: dict[str, tuple[_Observance, ...]] = {}
        for zone, inner in found:
            try:
                told = {line.name: line.raw().strip() for line in lines(zone.body, codec)}
                rules = tuple(islice(_observances(inner, codec), MOST_RULES))
            except (TooManyLines, FlawedCell):
                continue
            name = told.get("TZID", "")
            self._places[name], self._rules[name] = told.get("X-LIC-LOCATION", ""), rules

    def set(self, at: datetime, tzid: str) -> When:
        """An hour in the zone of this name; of one that means nothing, in the office's own."""
        name = named(tzid) or named(self._places.get(tzid, ""))
        if name:
            return When(at, True, name)
        offset = _offset(self._rules.get(tzid, ()), at)
        if offset:
            return When(at, True, "", offset)
        self.unknown.add(tzid)
        return When(at, True, self.home)

    def when(self, line: Line, shown_in: str = "", mark: str = "") -> When | None:
        """The day or hour in a line, None where there is none. Hours in UTC are shown in the zone
        `shown_in`, if any; `mark` names the parameter of the zone that a desk kept."""
        stamp = _STAMP.fullmatch(line.raw().strip())
        if stamp is None:
            return None
        try:
            day = date(*(int(part) for part in stamp.groups()[:3]))
            if stamp[4] is None or line.param("VALUE").upper() == "DATE":
                return When(datetime.combine(day, time()), False)
            clock = time(int(stamp[4]), int(stamp[5]), min(59, int(stamp[6] or 0)))
            return self._placed(datetime.combine(day, clock), bool(stamp[7]), line, shown_in, mark)
        except (ValueError, OverflowError):
            return None

    def _placed(self, at: datetime, in_utc: bool, line: Line, shown_in: str, mark: str) -> When:
        if not in_utc:
            tzid = line.param("TZID")
            return self.set(at, tzid) if tzid else When(at, True, self.home)
        kept = line.param(mark)
        if offset := _OFFSET.fullmatch(kept):
            return When(at + _delta(offset), True, "", kept)
        zone = named(kept) or named(shown_in) or self.home
        local = at.replace(tzinfo=ZoneInfo("UTC")).astimezone(ZoneInfo(zone))
        return When(local.replace(tzinfo=None), True, zone)


@cache
def named(tzid: str) -> str:
    """The name by which the whole world knows a time zone, "" where it has none: an IANA name, one
    with a maker's path before it, or the name that Windows gives it."""
    parts = tzid.strip(' "/').split("/")
    for count in (len(parts), 3, 2, 1):
        candidate = "/".join(parts[-count:])
        if count <= len(parts) and _exists(candidate):
            return candidate
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    found = WINDOWS_TO_OLSON.get(tzid.strip(' "'), "")
    return _NEW_NAMES.get(found, found)


def _exists(name: str) -> bool:
    # The pattern has no dot, so that no name leads out of the folder of time zones.
    if not _ZONE.fullmatch(name):
        return False
    try:
        ZoneInfo(name)
    except (KeyError, OSError, ValueError):
        return False
    return True


def _observances(inner: Iterable[Block], codec: str) -> Iterator[_Observance]:
    for block in inner:
        told = {line.name: line.raw().strip() for line in lines(block.body, codec)}
        since, offset = _clock(told.get("DTSTART", "")), _OFFSET.fullmatch(told.get("TZOFFSETTO", ""))
        if since is None or offset is None:
            continue
        text = f"{offset[1]}{offset[2]}:{offset[3]}"
        yield _with_rule(_Observance(since, text), parts_of_rule(told.get("RRULE", "")))
        for further in told.get("RDATE", "").split(",", MOST_RULES)[:MOST_RULES]:
            begins = _clock(further)
            if begins is not None:
                yield _Observance(begins, text)


def _clock(text: str) -> datetime | None:
    """A local time of a rule, None for what is none."""
    found = _STAMP.fullmatch(text.strip())
    if found is None or found[4] is None:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups()[:6])
    try:
        return datetime(year, month, day, hour, minute, second)
    except ValueError:
        return None


def _with_rule(first: _Observance, rule: Mapping[str, str]) -> _Observance:
    """The same as it comes again each year, where its rule says so in the usual words."""
    day, month = _BY_DAY.fullmatch(rule.get("BYDAY", "")), rule.get("BYMONTH", "")
    if (
        rule.get("FREQ") != "YEARLY"
        or day is None
        or not re.fullmatch("0?[1-9]|1[0-2]", month)
        or not int(day[1])
    ):
        return first
    return replace(first, month=int(month), nth=int(day[1]), weekday=_WEEK.index(day[2]))


def _offset(rules: Iterable[_Observance], at: datetime) -> str:
    """The offset that holds at a local time: that of the observance which began last before it."""
    begun = [
        (begins, rule.offset)
        for rule in rules
        for year in (at.year - 1, at.year)
        if 1 < year < 9999 and (begins := rule.begins(year)) and begins <= at
    ]
    return max(begun)[1] if begun else ""


def _delta(offset: re.Match[str]) -> timedelta:
    size = timedelta(hours=int(offset[2]), minutes=int(offset[3]))
    return -size if offset[1] == "-" else size


def duration(text: str) -> timedelta | None:
    """The time that DURATION tells, None where it is none or before the beginning."""
    found = _DURATION.fullmatch(text.strip().upper())
    if found is None or not any(found.groups()):
        return None
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)


def parts_of_rule(text: str) -> Mapping[str, str]:
    """The parts of a rule of repetition by their names, in capitals."""
    pairs = (part.partition("=") for part in text[:1000].upper().split(";"))
    return {name.strip(): value.strip() for name, _, value in pairs}


def repetition(rule: str) -> str:
    """The code by which a follow-up repeats, "" where a rule is none that it can hold."""
    parts = parts_of_rule(rule)
    interval = parts.get("INTERVAL", "1")
    if not interval.isdecimal() or len(interval) > 3 or parts.keys() & {"COUNT", "UNTIL", "BYSETPOS"}:
        return ""
    return _REPETITIONS.get((parts.get("FREQ", ""), int(interval)), "")
