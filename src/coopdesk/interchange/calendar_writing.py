# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Writing iCalendar (RFC 5545): events and tasks, with the time zones that they need."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from coopdesk.interchange.calendars import KIND, POSITION, ROLE, STATE, VENUE, ZONE
from coopdesk.records.kinds import split_moment

if TYPE_CHECKING:
    from icalendar import Calendar, Event, Todo

PRODUCT = "-//coopdesk//coopdesk//EN"
_FIRST_YEAR, _LAST_YEAR = 1970, 2037
_INTERVALS = {"monthly": 1, "quarterly": 3, "half_yearly": 6, "yearly": 12}


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody at an event: `address` is an e-mail address or a UID."""

    name: str
    address: str
    role: str = ""

    @property
    def uri(self) -> str:
        """The address as calendars write it."""
        return f"mailto:{self.address}" if "@" in self.address else self.address


@dataclass(frozen=True, slots=True)
class CalendarFacts:
    """What goes into one entry: an event from `starts` to `ends`, or a task that is due on `ends`,
    all of them scalars of days or moments. `kind` and `state` are codes of the record."""

    uid: str
    summary: str
    stamp: str
    is_task: bool = False
    starts: str = ""
    ends: str = ""
    venue: str = ""
    place: str = ""
    position: str = ""
    description: str = ""
    kind: str = ""
    state: str = ""
    status: str = ""
    priority: int = 0
    repeats: str = ""
    comes_from: str = ""
    attendees: Sequence[Attendee] = ()
    labels: Sequence[str] = ()
    confidential: bool = False


def calendar_text(entries: Iterable[CalendarFacts]) -> bytes:
    """The calendar in UTF-8, with lines folded and texts escaped as the RFC asks."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    years: set[int] = set()
    for facts in entries:
        calendar.add_component(_entry(facts))
        years |= {int(text[:4]) for text in (facts.starts, facts.ends) if text}
    _add_zones(calendar, years)
    return bytes(calendar.to_ical())


def _add_zones(calendar: "Calendar", years: set[int]) -> None:
    """The rules of the zones that occur, for the years that occur."""
    if years:
        first = min(max(min(years), _FIRST_YEAR), _LAST_YEAR)
        last = max(min(max(years), _LAST_YEAR), first)
        calendar.add_missing_timezones(date(first - 1, 1, 1), date(last + 1, 12, 31))


def _entry(facts: CalendarFacts) -> "Event | Todo":
    from icalendar import Event, Todo

    entry: Event | Todo = Todo() if facts.is_task else Event()
    entry.add("uid", facts.uid)
    stamp = datetime.fromisoformat(facts.stamp).astimezone(ZoneInfo("UTC"))
    entry.add("dtstamp", stamp)
    entry.add("last-modified", stamp)
    entry.add("summary", facts.summary)
    if facts.is_task:
        _put_task(entry, facts)
    else:
        _put_span(entry, facts)
    _put_where(entry, facts)
    texts = {
        "description": facts.description,
        "status": facts.status,
        KIND: facts.kind,
        STATE: facts.state,
        "related-to": facts.comes_from,
        "class": "CONFIDENTIAL" if facts.confidential else "",
    }
    for name, text in texts.items():
        if text:
            entry.add(name, text)
    if facts.labels:
        entry.add("categories", list(facts.labels))
    for attendee in facts.attendees:
        entry.add("attendee", attendee.uri, parameters=_of(attendee))
    return entry


def _of(attendee: Attendee) -> dict[str, str]:
    role = "CHAIR" if attendee.role == "chair" else "REQ-PARTICIPANT"
    kept = {ROLE: attendee.role} if attendee.role else {}
    return {"CN": attendee.name, "ROLE": role, **kept}


def _put_task(entry: "Event | Todo", facts: CalendarFacts) -> None:
    if facts.ends:
        due = date.fromisoformat(facts.ends[:10])
        entry.add("due", due)
        if facts.repeats:
            # A rule of repetition needs a first day.
            entry.add("dtstart", due)
            entry.add("rrule", {"freq": "monthly", "interval": _INTERVALS[facts.repeats]})
    if facts.priority:
        entry.add("priority", facts.priority)


def _put_span(entry: "Event | Todo", facts: CalendarFacts) -> None:
    """Beginning and end; where one of them has no hour, whole days, of which iCalendar names the
    day after the last."""
    whole_days = any(len(text) == 10 for text in (facts.starts, facts.ends) if text)
    if whole_days:
        entry.add("dtstart", date.fromisoformat(facts.starts[:10]))
        if facts.ends:
            entry.add("dtend", date.fromisoformat(facts.ends[:10]) + timedelta(days=1))
        return
    for name, text in (("dtstart", facts.starts), ("dtend", facts.ends)):
        if text:
            at, kept = _moment(text)
            entry.add(name, at, parameters={ZONE: kept} if kept else {})


def _moment(scalar: str) -> tuple[datetime, str]:
    """The hour with its time zone, and what is to be kept beside: an offset without a name, and the
    name of a zone that stands at UTC, since the library writes Lomé's hours as those of UTC."""
    text, zone = split_moment(scalar)
    at = datetime.fromisoformat(text)
    if not zone or zone == "UTC":
        return at.astimezone(ZoneInfo("UTC")), zone or text[19:]
    return at.astimezone(ZoneInfo(zone)), "" if at.utcoffset() else zone


def _put_where(entry: "Event | Todo", facts: CalendarFacts) -> None:
    where = ", ".join(dict.fromkeys(filter(None, (facts.venue, facts.place))))
    if where:
        entry.add("location", where, parameters={VENUE: facts.venue})
    if facts.position:
        latitude, longitude = (float(part) for part in facts.position.split(","))
        entry.add("geo", (latitude, longitude), parameters={POSITION: facts.position})
