# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Records that have days as a calendar: events for notes and exchanges, tasks for what falls due.
A confidential one is marked so; of any other, nothing that is confidential is shown."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from coopdesk.desk.desk import Desk
from coopdesk.desk.sheets_out import stamped
from coopdesk.interchange.calendar_writing import Attendee, CalendarFacts, calendar_text
from coopdesk.interchange.calendars import DAYS
from coopdesk.interchange.uids import uid_of
from coopdesk.language import labelled
from coopdesk.records.declaration import RecordType
from coopdesk.records.rules.calendar import FINISHED
from coopdesk.records.types import BY_KEY
from coopdesk.records.values import Record
from coopdesk.store.reading import Page

_PRIORITIES = {"high": 1, "normal": 5, "low": 9}
_FOLLOW_UP = {"open": "NEEDS-ACTION", "done": "COMPLETED", "dropped": "CANCELLED"}
_PROMISE = {"under_way": "IN-PROCESS", "kept": "COMPLETED", "broken": "CANCELLED", "released": "CANCELLED"}
_EXCHANGE = {"planned": "TENTATIVE", "confirmed": "CONFIRMED", "done": "CONFIRMED", "cancelled": "CANCELLED"}
_CALL = {"submitted": "COMPLETED", "won": "COMPLETED", "lost": "CANCELLED"}
_NEVER = "1970-01-01T00:00:00Z"


def write_calendar(desk: Desk, kind: RecordType, file: Path, wanted: Page) -> int:
    """Write the records of a type that have a day to a new file; how many. Raises OSError."""
    written: set[str] = set()

    def entries() -> Iterator[CalendarFacts]:
        for record in stamped(desk, kind, wanted):
            for facts in _FACTS[kind.key](desk, record):
                written.add(record.id)
                yield facts

    file.write_bytes(calendar_text(entries()))
    return len(written)


def _common(record: Record, title: str, field: str = "") -> CalendarFacts:
    return CalendarFacts(
        uid=uid_of(record.id, field),
        summary=title,
        stamp=record.changed.at if record.changed else _NEVER,
        labels=[str(label) for label in record.many("labels")],
        confidential=bool(record.one("confidential")),
    )


def _task(record: Record, title: str, due: str, field: str = "") -> CalendarFacts:
    return replace(_common(record, title, field), is_task=True, ends=due)


def _note(desk: Desk, note: Record) -> Iterator[CalendarFacts]:
    if note.one("starts"):
        yield replace(
            _common(note, note.text("title")),
            starts=note.text("starts"),
            ends=note.text("ends"),
            venue=note.text("venue"),
            place=_title(desk, note, "place"),
            position=note.text("coordinates"),
            description=note.text("text"),
            kind=note.text("kind"),
            state=note.text("state"),
            attendees=list(_attendees(desk, note)),
        )


def _exchange(desk: Desk, exchange: Record) -> Iterator[CalendarFacts]:
    if exchange.one("starts"):
        yield replace(
            _common(exchange, exchange.text("title")),
            starts=exchange.text("starts"),
            ends=exchange.text("ends"),
            venue=exchange.text("venue"),
            place=_title(desk, exchange, "host_place"),
            description=exchange.text("objectives"),
            kind=exchange.text("kind"),
            state=exchange.text("state"),
            status=_EXCHANGE.get(exchange.text("state"), ""),
        )


def _follow_up(desk: Desk, follow_up: Record) -> Iterator[CalendarFacts]:
    who = _attendee(desk, follow_up, "who")
    source = follow_up.text("comes_from")
    yield replace(
        _task(follow_up, follow_up.text("what"), follow_up.text("due_on")),
        description=follow_up.text("outcome"),
        status=_FOLLOW_UP.get(follow_up.text("state"), ""),
        priority=_PRIORITIES.get(follow_up.text("priority"), 0),
        repeats=follow_up.text("repeats"),
        comes_from=uid_of(source) if source else "",
        attendees=[who] if who else [],
    )


def _promise(desk: Desk, promise: Record) -> Iterator[CalendarFacts]:
    if promise.one("due_on"):
        status = _PROMISE.get(promise.text("state"), "NEEDS-ACTION")
        title = desk.title("promise", promise.id)
        yield replace(_task(promise, title, promise.text("due_on"), "due_on"), status=status)


def _agreement(desk: Desk, agreement: Record) -> Iterator[CalendarFacts]:
    if agreement.one("stage") in FINISHED:
        return
    title = desk.title("agreement", agreement.id)
    for key in DAYS["agreement"]:
        if agreement.one(key):
            told = labelled(BY_KEY["agreement"].by_key[key].label, title)
            yield _task(agreement, told, agreement.text(key), key)


def _opportunity(desk: Desk, call: Record) -> Iterator[CalendarFacts]:
    if call.one("closes"):
        told = labelled(BY_KEY["opportunity"].by_key["closes"].label, call.text("title"))
        status = _CALL.get(call.text("state"), "NEEDS-ACTION")
        yield replace(_task(call, told, call.text("closes"), "closes"), status=status)


def _open(desk: Desk, type_key: str, record_id: object, beside: Record) -> Record | None:
    """A linked record, unless it is in the bin, or confidential beside one that is not."""
    found = desk.record(type_key, str(record_id)) if record_id else None
    if found is None or found.removed or (found.one("confidential") and not beside.one("confidential")):
        return None
    return found


def _title(desk: Desk, record: Record, key: str) -> str:
    place = _open(desk, "place", record.one(key), record)
    return place.text("name") if place else ""


def _attendees(desk: Desk, note: Record) -> Iterator[Attendee]:
    for attendance in desk.linked("attendance", "note", note.id):
        if attendance.removed or (attendance.one("confidential") and not note.one("confidential")):
            continue
        role = attendance.text("role")
        found = _attendee(desk, attendance, "person", beside=note)
        if found:
            yield replace(found, role=role)
        elif attendance.text("name") and not attendance.one("person"):
            yield Attendee(attendance.text("name"), uid_of(attendance.id), role)


def _attendee(desk: Desk, record: Record, key: str, beside: Record | None = None) -> Attendee | None:
    person = _open(desk, "person", record.one(key), beside or record)
    if person is None:
        return None
    address = next((str(one) for one in person.many("emails")), uid_of(person.id))
    return Attendee(desk.title("person", person.id), address)


_FACTS: dict[str, Callable[[Desk, Record], Iterator[CalendarFacts]]] = {
    "note": _note,
    "exchange": _exchange,
    "follow-up": _follow_up,
    "promise": _promise,
    "agreement": _agreement,
    "opportunity": _opportunity,
}
TYPES = tuple(_FACTS)
