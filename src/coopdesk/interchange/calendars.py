# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What an iCalendar file asks for: a note or an exchange for each event, a follow-up for each task."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from coopdesk.interchange.blocks import Block, Content, blocks
from coopdesk.interchange.calendar_times import MOST_ZONES, When, Zones, duration, named, repetition
from coopdesk.interchange.content_lines import Line, TooManyLines, lines
from coopdesk.interchange.entries import OWN_MARK, Filling, LeftOut, Surroundings, lines_of
from coopdesk.interchange.match_keys import default_keys
from coopdesk.interchange.uids import record_of
from coopdesk.interchange.wishes import FlawedCell, Wish, own_keys
from coopdesk.language import N_
from coopdesk.records.declaration import RecordType
from coopdesk.records.types import BY_KEY

NOTE, EXCHANGE, FOLLOW_UP = BY_KEY["note"], BY_KEY["exchange"], BY_KEY["follow-up"]
ATTENDANCE = BY_KEY["attendance"]
TYPES = (NOTE.key, EXCHANGE.key, FOLLOW_UP.key)
ENTRIES = frozenset(("VEVENT", "VTODO", "VJOURNAL"))
ZONE = f"{OWN_MARK}ZONE"
KIND = f"{OWN_MARK}KIND"
STATE = f"{OWN_MARK}STATE"
ROLE = f"{OWN_MARK}ROLE"
VENUE = f"{OWN_MARK}VENUE"
POSITION = f"{OWN_MARK}POSITION"
MOST_ATTENDEES = 500
DAYS = {
    "agreement": ("review_on", "report_on", "ends_on"),
    "promise": ("due_on",),
    "opportunity": ("closes",),
}
"""The days of records that are neither an event nor a follow-up: each is a task of its own."""

CANCELLED = N_("The event was cancelled.")
NO_TITLE = N_("The entry has no title.")
NO_RECORD = N_("It is a day of a record that this desk does not have.")
FIRST_ONLY = N_("Repeating entries, of which only the first day is taken: {count}.")
CHANGED_LEFT_OUT = N_("Changed days of repeating entries, left out: {count}.")
STRANGE_ZONES = N_("Time zones that nobody knows; their hours were taken for those of the office: {zones}.")

_TODO_STATES = {"COMPLETED": "done", "CANCELLED": "dropped", "NEEDS-ACTION": "open", "IN-PROCESS": "open"}
_EXCHANGE_STATES = {"CANCELLED": "cancelled", "CONFIRMED": "confirmed", "TENTATIVE": "planned"}
_SILENT = frozenset(
    "UID DTSTAMP CREATED LAST-MODIFIED SEQUENCE TRANSP CLASS STATUS ORGANIZER DTSTART DTEND DURATION SUMMARY"
    " LOCATION CATEGORIES ATTENDEE RRULE DUE PRIORITY PERCENT-COMPLETE COMPLETED RECURRENCE-ID EXDATE RDATE"
    " RELATED-TO REQUEST-STATUS GEO".split()
)


@dataclass(frozen=True, slots=True)
class Entry:
    """The lines of one entry by their names."""

    number: int
    block: str
    lines: Mapping[str, Sequence[Line]]

    def first(self, name: str) -> Line | None:
        """The first line of a name."""
        return next(iter(self.lines.get(name, ())), None)

    def text(self, name: str) -> str:
        """The first text of a name, "" where there is none."""
        line = self.first(name)
        return line.text().strip() if line else ""

    def code(self, name: str) -> str:
        """The same in capitals."""
        return self.text(name).upper()


class CalendarReader:
    """Makes wishes of the entries of one file; what it leaves out is noted in `left_out`."""

    def __init__(
        self,
        file: Path,
        content: Content,
        around: Surroundings,
        kind: RecordType | None = None,
        match: Sequence[str] = (),
    ) -> None:
        """`kind`: what every entry is taken for. Raises WorldError for a file beyond the limits."""
        self._around = around
        self._kind = kind
        self._match = own_keys(kind or NOTE, match) if match else ()
        self._codec = content.codec
        self.zones = Zones(_zones(file, content.data), content.codec, around.where.zone)
        self._shown_in = _shown_in(content)
        self._counts: Counter[tuple[str, int]] = Counter()
        self.left_out = LeftOut()

    def notices(self) -> tuple[str, ...]:
        """What the reader of the report should know of the whole file."""
        found = list(self.left_out.notices())
        for what, message in (("first", FIRST_ONLY), ("changed", CHANGED_LEFT_OUT)):
            count = sum(1 for key in self._counts if key[0] == what)
            if count:
                found.append(message.format(count=count))
        if self.zones.unknown:
            names = ", ".join(sorted(zone[:60] for zone in self.zones.unknown)[:8])
            found.append(STRANGE_ZONES.format(zones=names))
        return tuple(found)

    def wishes(self, number: int, block: Block) -> Iterator[Wish]:
        """The records that an entry asks for; raises FlawedCell."""
        found: dict[str, list[Line]] = {}
        for line in lines_of(block, self._codec):
            found.setdefault(line.name, []).append(line)
        entry = Entry(number, block.name, found)
        if "RECURRENCE-ID" in found:
            self._counts["changed", number] = 1
            return
        _, field = record_of(entry.text("UID"))
        if field:
            yield self._day_of_record(entry, field)
            return
        kind = self._kind or (FOLLOW_UP if block.name == "VTODO" else NOTE)
        if not entry.text("SUMMARY"):
            raise FlawedCell("SUMMARY", NO_TITLE)
        if kind is FOLLOW_UP:
            yield self._follow_up(entry)
        elif kind is EXCHANGE:
            yield self._exchange(entry)
        else:
            yield from self._note(entry)

    def _filling(self, kind: RecordType, entry: Entry) -> Filling:
        return Filling(kind, self._around.where, self.left_out, entry.number)

    def _wish(self, filling: Filling, uid: str, name: str = "") -> Wish:
        """The wish for a record that other programs know by `uid`."""
        known = self._around.known(filling.kind.key, uid)
        match = self._match or default_keys(filling.kind)
        return Wish(
            filling.kind, filling.texts, filling.columns, match, name, uid=uid, known=known, any_language=True
        )

    def _day_of_record(self, entry: Entry, field: str) -> Wish:
        """A day that the desk gave out of a larger record finds its way back there."""
        uid = entry.text("UID")
        when = self._when(entry, "DUE") or self._when(entry, "DTSTART")
        key = next((key for key in DAYS if field in DAYS[key] and self._around.known(key, uid)), "")
        if not key or when is None:
            raise FlawedCell("UID", NO_RECORD)
        filling = self._filling(BY_KEY[key], entry)
        filling.read(field, when.day, "DUE")
        return self._wish(filling, uid)

    def _common(self, filling: Filling, entry: Entry, text_field: str, *taken: str) -> None:
        """What notes, exchanges and follow-ups have alike."""
        if text_field:
            filling.set(text_field, entry.text("DESCRIPTION"), "DESCRIPTION")
            taken = (*taken, "DESCRIPTION")
        labels = (part for line in entry.lines.get("CATEGORIES", ()) for part in line.parts(","))
        filling.members("labels", (label.strip() for label in labels), "CATEGORIES")
        filling.confide(entry.lines.get("CLASS", ()))
        for key, name in (("kind", KIND), ("state", STATE)):
            if entry.text(name) and key in filling.kind.by_key:
                filling.read(key, entry.text(name), name)
        for name, found in entry.lines.items():
            passed_over = name not in _SILENT and name not in taken and not name.startswith("X-")
            if passed_over and any(line.value.strip() for line in found):
                self.left_out.properties[name] += 1

    def _note(self, entry: Entry) -> Iterator[Wish]:
        if entry.code("STATUS") == "CANCELLED":
            raise FlawedCell("STATUS", CANCELLED)
        note = self._filling(NOTE, entry)
        note.set("title", entry.text("SUMMARY"), "SUMMARY")
        starts, ends = self._span(entry)
        note.set("starts", starts.text if starts else "", "DTSTART")
        note.set("ends", ends.text if ends else "", "DTEND")
        note.set("venue", _venue(entry), "LOCATION")
        position = entry.first("GEO")
        if position:
            text = position.param(POSITION) or position.text().strip().replace(";", ",")
            note.read("coordinates", text, "GEO")
        self._common(note, entry, "text")
        self._count_repetition(entry)
        yield self._wish(note, entry.text("UID"), "note")
        yield from self._attendances(entry)

    def _attendances(self, entry: Entry) -> Iterator[Wish]:
        people = [*entry.lines.get("ATTENDEE", ()), *entry.lines.get("ORGANIZER", ())][:MOST_ATTENDEES]
        seen: set[str] = set()
        for line in people:
            address = line.raw().strip()
            email = address[7:] if address.lower().startswith("mailto:") else ""
            name = line.param("CN").strip() or email
            if not name or address.casefold() in seen or line.param("CUTYPE").upper() in ("ROOM", "RESOURCE"):
                continue
            seen.add(address.casefold())
            who = self._filling(ATTENDANCE, entry)
            person = self._around.person(email) if email else self._around.known("person", address)
            who.set("person" if person else "name", person or name, line.name)
            role = line.param(ROLE) or ("chair" if line.param("ROLE").upper() == "CHAIR" else "")
            if role or line.name == "ORGANIZER":
                who.read("role", role or "organiser", line.name)
            match = default_keys(ATTENDANCE)
            links = {"note": ("note",)}
            yield Wish(ATTENDANCE, who.texts, who.columns, match, f"attendance {len(seen)}", links)

    def _exchange(self, entry: Entry) -> Wish:
        exchange = self._filling(EXCHANGE, entry)
        exchange.set("title", entry.text("SUMMARY"), "SUMMARY")
        starts, ends = self._span(entry)
        exchange.set("starts", starts.day if starts else "", "DTSTART")
        exchange.set("ends", ends.day if ends else "", "DTEND")
        exchange.set("venue", _venue(entry), "LOCATION")
        self._common(exchange, entry, "objectives")
        exchange.set("state", _EXCHANGE_STATES.get(entry.code("STATUS"), ""), "STATUS")
        self._count_repetition(entry)
        return self._wish(exchange, entry.text("UID"))

    def _follow_up(self, entry: Entry) -> Wish:
        task = self._filling(FOLLOW_UP, entry)
        task.set("what", " ".join(entry.text("SUMMARY").split()), "SUMMARY")
        due = self._when(entry, "DUE") or self._when(entry, "DTSTART")
        task.set("due_on", due.day if due else "", "DUE")
        priority = entry.text("PRIORITY")
        if priority in tuple("123456789"):
            level = "high" if priority < "5" else "normal" if priority == "5" else "low"
            task.set("priority", level, "PRIORITY")
        finished = entry.text("COMPLETED") or entry.text("PERCENT-COMPLETE") == "100"
        state = _TODO_STATES.get(entry.code("STATUS"), "done" if finished else "")
        task.set("state", state, "STATUS")
        for line in entry.lines.get("ATTENDEE", ()):
            address = line.raw().strip()
            known_person = self._around.person(address[7:]) or self._around.known("person", address)
            task.set("who", known_person, "ATTENDEE")
        for line in entry.lines.get("RELATED-TO", ()):
            sources = ("note", "decision", "agreement", "promise", "exchange")
            found = (self._around.known(source, line.text()) for source in sources)
            task.set("comes_from", next(filter(None, found), ""), "RELATED-TO")
        # What is described before it is done is no outcome, for which alone there is a field.
        own = record_of(entry.text("UID"))[0]
        self._common(task, entry, "outcome" if state in ("done", "dropped") or own else "")
        rule = entry.text("RRULE")
        task.set("repeats", repetition(rule) if rule else "", "RRULE")
        if rule and not repetition(rule):
            self._count_repetition(entry)
        return self._wish(task, entry.text("UID"))

    def _count_repetition(self, entry: Entry) -> None:
        if "RRULE" in entry.lines or "RDATE" in entry.lines:
            self._counts["first", entry.number] = 1

    def _when(self, entry: Entry, name: str) -> When | None:
        line = entry.first(name)
        return self.zones.when(line, self._shown_in, ZONE) if line else None

    def _span(self, entry: Entry) -> tuple[When | None, When | None]:
        """When an event begins and ends; the end of whole days is the last of them, where
        iCalendar names the day after. Raises FlawedCell for a beginning that is none."""
        starts, ends = self._when(entry, "DTSTART"), self._when(entry, "DTEND")
        line = entry.first("DTSTART")
        if starts is None:
            if line is not None:
                raise FlawedCell("DTSTART", N_("This is no day of the calendar."))
            return None, None
        try:
            length = duration(entry.text("DURATION"))
            if ends is None and length:
                ends = starts.later(length)
            if ends is not None and not ends.has_hour and ends.at > starts.at:
                ends = ends.later(timedelta(days=-1))
        except OverflowError:
            ends = None
        return starts, ends


def _venue(entry: Entry) -> str:
    """The venue; where a desk wrote the entry, without the town that it put behind it."""
    line = entry.first("LOCATION")
    if line is None:
        return ""
    return line.param(VENUE) if VENUE in line.params else line.text().strip()


def _zones(file: Path, data: bytes) -> Iterator[tuple[Block, Iterator[Block]]]:
    """Each VTIMEZONE, and its STANDARD and DAYLIGHT."""
    if b"VTIMEZONE" not in data:
        return
    inside = frozenset(("STANDARD", "DAYLIGHT"))
    found = blocks(file, data, frozenset(("VTIMEZONE",)), whole_bodies=True)
    for _, zone in zip(range(MOST_ZONES), found, strict=False):
        if len(zone.body) < 256 * 1024:
            head = zone.body.partition(b"BEGIN:")[0]
            yield Block(zone.name, head), blocks(file, zone.body, inside)


def _shown_in(content: Content) -> str:
    """The zone in which a calendar shows hours that are told in UTC."""
    start = content.data[:8192].partition(b"BEGIN:VEVENT")[0]
    try:
        for line in lines(start, content.codec):
            if line.name == "X-WR-TIMEZONE":
                return named(line.text().strip())
    except (TooManyLines, FlawedCell):
        pass
    return ""
