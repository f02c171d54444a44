# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Calendars of other programs: hours in every kind of time zone, whole days, repetitions, tasks."""

import time
from pathlib import Path

import pytest

from coopdesk.interchange import blocks
from coopdesk.interchange.calendar_times import duration, named, repetition
from coopdesk.interchange.calendars import ENTRIES, CalendarReader
from coopdesk.interchange.entries import Surroundings
from coopdesk.interchange.wishes import FlawedCell, Wish
from coopdesk.records.kinds import Locality
from coopdesk.records.types import BY_KEY
from tests.interchange.address_books import ZONE_OF_OUTLOOK, calendar, event, task

PEOPLE = {"awa@example.org": "a" * 26}
LOME = Surroundings(Locality("TG", "Africa/Lome"), person=lambda email: PEOPLE.get(email, ""))


def read(folder: Path, text: str, type_key: str | None = None) -> tuple[list[Wish], CalendarReader]:
    """The wishes of all entries of a calendar, and what read them."""
    file = folder / "calendar.ics"
    file.write_bytes(text.encode())
    content = blocks.read(file)
    reader = CalendarReader(file, content, LOME, BY_KEY[type_key] if type_key else None)
    found = enumerate(blocks.blocks(file, content.data, ENTRIES), 1)
    return [wish for number, block in found for wish in reader.wishes(number, block)], reader


def texts(wish: Wish) -> dict[str, str]:
    """The texts of a wish by their fields."""
    return {key: text for (key, _), text in wish.texts.items()}


@pytest.mark.parametrize(
    ("start", "kept"),
    [
        ("DTSTART;TZID=Europe/Paris:20260724T093000", "2026-07-24T09:30:00[Europe/Paris]"),
        ('DTSTART;TZID="W. Europe Standard Time":20260724T093000', "2026-07-24T09:30:00[Europe/Berlin]"),
        ("DTSTART;TZID=/freeassociation.sourceforge.net/Asia/Kathmandu:20260724T093000",
         "2026-07-24T09:30:00[Asia/Kathmandu]"),
        ("DTSTART;TZID=Own zone:20260724T093000", "2026-07-24T09:30:00+02:00"),
        ("DTSTART;TZID=Own zone:20261224T093000", "2026-12-24T09:30:00+01:00"),
        ("DTSTART;TZID=Own zone:20260329T030000", "2026-03-29T03:00:00+02:00"),
        ("DTSTART;TZID=Own zone:20261025T025900", "2026-10-25T02:59:00+02:00"),
        ("DTSTART:20260724T093000Z", "2026-07-24T09:30:00[Africa/Lome]"),
        ("DTSTART:20260724T093000", "2026-07-24T09:30:00[Africa/Lome]"),
        ("DTSTART;VALUE=DATE:20260724", "2026-07-24"),
    ],
)  # fmt: skip
def test_when_an_event_begins(tmp_path: Path, start: str, kept: str) -> None:
    zones = ZONE_OF_OUTLOOK.format(name="Own zone")
    (note,), _ = read(tmp_path, calendar(event("SUMMARY:Visit", start), head=zones))
    assert texts(note)["starts"] == kept


def test_hours_in_utc_are_shown_in_the_zone_of_their_calendar(tmp_path: Path) -> None:
    text = calendar(
        event("SUMMARY:Visit", "DTSTART:20260724T093000Z"), head="X-WR-TIMEZONE:Asia/Kathmandu\r\n"
    )
    (note,), _ = read(tmp_path, text)
    assert texts(note)["starts"] == "2026-07-24T15:15:00[Asia/Kathmandu]"


def test_a_zone_that_nobody_knows_is_named(tmp_path: Path) -> None:
    text = calendar(event("SUMMARY:Visit", "DTSTART;TZID=../../etc/passwd:20260724T093000"))
    (note,), reader = read(tmp_path, text)
    assert texts(note)["starts"] == "2026-07-24T09:30:00[Africa/Lome]"
    assert "../../etc/passwd" in reader.notices()[0]


@pytest.mark.parametrize(
    ("lines", "ends"),
    [
        (("DTSTART;VALUE=DATE:20260724", "DTEND;VALUE=DATE:20260727"), "2026-07-26"),
        (("DTSTART;VALUE=DATE:20260724", "DTEND;VALUE=DATE:20260725"), "2026-07-24"),
        (("DTSTART:20260724T090000", "DURATION:PT1H30M"), "2026-07-24T10:30:00[Africa/Lome]"),
        (("DTSTART:20260724T090000", "DURATION:P1D"), "2026-07-25T09:00:00[Africa/Lome]"),
        (("DTSTART:20260724T090000", "DURATION:P99999D"), "2300-05-08T09:00:00[Africa/Lome]"),
        (("DTSTART:99991231T090000", "DURATION:P99999D"), None),
        (("DTSTART:20260724T090000",), None),
    ],
)
def test_when_an_event_ends(tmp_path: Path, lines: tuple[str, ...], ends: str | None) -> None:
    (note,), _ = read(tmp_path, calendar(event("SUMMARY:Visit", *lines)))
    assert texts(note).get("ends") == ends


def test_an_event_with_everything(tmp_path: Path) -> None:
    text = calendar(
        event(
            "UID:visit@example.org",
            "SUMMARY:Visite\\, à Kara",
            "DTSTART:20260724T090000",
            "LOCATION:Salle A\\; étage 1",
            "DESCRIPTION:Ordre du jour:\\n1. Budget",
            "CATEGORIES:Jumelage,Eau",
            "CLASS:PRIVATE",
            "GEO:9.55;1.19",
            "ORGANIZER;CN=Awa Sow:mailto:awa@example.org",
            'ATTENDEE;CN="Mensah, Kofi";ROLE=CHAIR:mailto:kofi@example.org',
            "ATTENDEE;CUTYPE=ROOM;CN=Salle A:mailto:salle@example.org",
            "BEGIN:VALARM",
            "DESCRIPTION:Alarm",
            "TRIGGER:-PT15M",
            "END:VALARM",
        )
    )
    (note, kofi, awa), _ = read(tmp_path, text)
    assert texts(note) == {
        "title": "Visite, à Kara",
        "starts": "2026-07-24T09:00:00[Africa/Lome]",
        "venue": "Salle A; étage 1",
        "text": "Ordre du jour:\n1. Budget",
        "labels": "Jumelage; Eau",
        "confidential": "yes",
        "coordinates": "9.55,1.19",
    }
    assert texts(kofi) == {"name": "Mensah, Kofi", "role": "chair"}
    assert texts(awa) == {"person": "a" * 26, "role": "organiser"}
    assert note.uid == "visit@example.org"


def test_an_event_as_an_exchange(tmp_path: Path) -> None:
    lines = ("SUMMARY:Stage", "DTSTART:20260724T090000", "DTEND:20260725T170000", "STATUS:CANCELLED")
    (exchange,), _ = read(tmp_path, calendar(event(*lines)), "exchange")
    assert texts(exchange) == {
        "title": "Stage", "starts": "2026-07-24", "ends": "2026-07-25", "state": "cancelled",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        (("DUE;VALUE=DATE:20260801", "PRIORITY:1", "STATUS:NEEDS-ACTION"),
         {"due_on": "2026-08-01", "priority": "high", "state": "open"}),
        (("DUE:20260801T235900Z", "PRIORITY:5", "COMPLETED:20260802T100000Z", "DESCRIPTION:Envoyé"),
         {"due_on": "2026-08-01", "priority": "normal", "state": "done", "outcome": "Envoyé"}),
        (("PRIORITY:9", "STATUS:CANCELLED"), {"priority": "low", "state": "dropped"}),
        (("DTSTART;VALUE=DATE:20260801", "RRULE:FREQ=MONTHLY;INTERVAL=3"),
         {"due_on": "2026-08-01", "repeats": "quarterly"}),
        (("PRIORITY:0", "RRULE:FREQ=DAILY;COUNT=1000000000", "DESCRIPTION:À faire"), {}),
    ],
)  # fmt: skip
def test_tasks(tmp_path: Path, lines: tuple[str, ...], kept: dict[str, str]) -> None:
    (follow_up,), _ = read(tmp_path, calendar(task("SUMMARY:Envoyer", *lines)))
    assert follow_up.type.key == "follow-up"
    assert texts(follow_up) == {"what": "Envoyer", **kept}


def test_a_rule_that_never_ends_costs_nothing(tmp_path: Path) -> None:
    rule = "RRULE:FREQ=SECONDLY;COUNT=1000000000"
    text = calendar(
        event("UID:1", "SUMMARY:Visit", "DTSTART:20260724T090000", rule),
        event("UID:1", "SUMMARY:Moved", "RECURRENCE-ID:20260725T090000", "DTSTART:20260725T100000"),
    )
    begun = time.monotonic()
    (note,), reader = read(tmp_path, text)
    assert time.monotonic() - begun < 1
    assert texts(note)["title"] == "Visit"
    assert [notice.rpartition(" ")[2] for notice in reader.notices()] == ["1.", "1."]


@pytest.mark.parametrize(
    ("lines", "column"),
    [
        (("DTSTART:20260724T090000",), "SUMMARY"),
        (("SUMMARY:Visit", "DTSTART:20260230T090000"), "DTSTART"),
        (("SUMMARY:Visit", "DTSTART:20260224", "STATUS:CANCELLED"), "STATUS"),
        (("UID:urn:uuid:00000000-0000-4000-8000-000000000001#review_on", "DTSTART:20260101"), "UID"),
    ],
)
def test_events_that_are_refused(tmp_path: Path, lines: tuple[str, ...], column: str) -> None:
    with pytest.raises(FlawedCell) as flawed:
        read(tmp_path, calendar(event(*lines)))
    assert flawed.value.column == column


def test_names_of_time_zones() -> None:
    assert named("Nepal Standard Time") == "Asia/Kathmandu"
    assert named("/mozilla.org/20050126_1/America/Argentina/Buenos_Aires") == "America/Argentina/Buenos_Aires"
    assert [named(name) for name in ("", "..", "/", "posix/../../x", "Europe", "a" * 9999, "\0")] == [""] * 7


def test_durations_and_rules() -> None:
    assert [duration(text) for text in ("", "P", "PT", "-PT1H", "P1Y", "PT1H1")] == [None] * 6
    assert repetition("FREQ=YEARLY;BYMONTH=3") == "yearly"
    assert [repetition(rule) for rule in ("FREQ=WEEKLY", "FREQ=MONTHLY;COUNT=3", "INTERVAL=x", "")] == [
        ""
    ] * 4
