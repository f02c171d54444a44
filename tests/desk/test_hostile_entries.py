# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Hostile cards and calendars: refused in a sentence or read without harm, in little time and memory."""

import base64
import io
import random
import resource
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from coopdesk.desk.desk import Desk
from coopdesk.desk.loading import LoadOrder, LoadReport, preview
from coopdesk.errors import WorldError
from tests.desk.importing import small_desk, versions

START = b"BEGIN:VCARD\r\nVERSION:3.0\r\nN:Sow;Awa;;;\r\n"
END = b"END:VCARD\r\n"
MB = 1024 * 1024
LONGEST_SECONDS = 4
"""Four times what the plan asks for, because other tests may run beside."""
MOST_MB = 256


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with small_desk(tmp_path_factory.mktemp("hostile") / "desk") as made:
        yield made


def card(lines: bytes) -> bytes:
    return START + lines + END


def in_calendar(lines: bytes) -> bytes:
    return b"BEGIN:VCALENDAR\r\n" + lines + b"END:VCALENDAR\r\n"


def event(lines: bytes) -> bytes:
    return in_calendar(b"BEGIN:VEVENT\r\nSUMMARY:Visit\r\n" + lines + b"END:VEVENT\r\n")


def archive() -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("card.vcf", b"BEGIN:VCARD\r\n" * 1_000_000)
    return into.getvalue()


def bomb() -> bytes:
    into = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(into, "PNG")
    return base64.b64encode(into.getvalue())


def zones() -> bytes:
    rule = b"RRULE:FREQ=SECONDLY;COUNT=999999999\nRDATE:" + b",".join([b"20200101T000000"] * 1000)
    standard = b"BEGIN:STANDARD\nDTSTART:16010101T000000\nTZOFFSETTO:+0100\n%s\nEND:STANDARD\n"
    zone = b"BEGIN:VTIMEZONE\nTZID:z%d\n" + standard
    found = b"".join(zone % (number, rule) + b"END:VTIMEZONE\n" for number in range(500))
    return in_calendar(found + b"BEGIN:VEVENT\nSUMMARY:x\nDTSTART;TZID=z7:20260101T100000\nEND:VEVENT\n")


HOSTILE: dict[str, Callable[[], bytes]] = {
    "cards in cards.vcf": lambda: b"BEGIN:VCARD\r\n" * 10_000 + END * 10_000,
    "agents in agents.vcf": lambda: START + b"AGENT:\r\nBEGIN:VCARD\r\n" * 10_000 + END * 10_001,
    "a million cards.vcf": lambda: b"BEGIN:VCARD\n" * 1_000_000,
    "a million alarms.ics": lambda: in_calendar(b"BEGIN:VEVENT\n" + b"BEGIN:VALARM\n" * 1_000_000),
    "a line of 100 MB.vcf": lambda: card(b"NOTE:" + b"x" * (100 * MB) + b"\r\n"),
    "a line of 40 MB.vcf": lambda: card(b"NOTE:" + b"x" * (40 * MB) + b"\r\n"),
    "a line of 7 MB.vcf": lambda: card(b"NOTE:" + b"x" * (7 * MB) + b"\r\n"),
    "escapes.vcf": lambda: card(b"NOTE:" + b"\\," * 900_000 + b"\r\n"),
    "semicolons.vcf": lambda: card(b"ORG:" + b"\\;;" * 600_000 + b"\r\n"),
    "parameters.vcf": lambda: card(b"TEL" + b";TYPE=a" * 500_000 + b":1\r\n"),
    "quotation marks.vcf": lambda: card(b'TEL;A="' + b'a"b"' * 500_000 + b":1\r\n"),
    "a million properties.vcf": lambda: card(b"TEL:+22890112233\r\n" * 1_000_000),
    "labels.vcf": lambda: card(b"CATEGORIES:" + b",".join(b"%d" % n for n in range(200_000)) + b"\r\n"),
    "folds.vcf": lambda: card(b"NOTE:x" + b"\r\n y" * 1_500_000 + b"\r\n"),
    "soft breaks.vcf": lambda: card(b"NOTE;ENCODING=QUOTED-PRINTABLE:" + b"=3D=\r\n" * 1_000_000 + b"\r\n"),
    "noise.vcf": lambda: random.Random(1).randbytes(10 * MB),
    "noise in a card.vcf": lambda: card(random.Random(2).randbytes(5 * MB)),
    "noise.ics": lambda: random.Random(3).randbytes(10 * MB),
    "zeros.vcf": lambda: START + b"\0" * (20 * MB),
    "surrogates.vcf": lambda: b"\xff\xfe" + b"\x00\xd8" * (10 * MB),
    "empty lines.vcf": lambda: b"\r" * (40 * MB),
    "archive.vcf": archive,
    "archive.ics": archive,
    "no picture.vcf": lambda: card(b"PHOTO;ENCODING=b:" + base64.b64encode(b"GIF89a" * 9) + b"\r\n"),
    "picture bomb.vcf": lambda: card(b"PHOTO;ENCODING=b:" + bomb() + b"\r\n"),
    "strange encodings.vcf": lambda: card(b"NOTE;CHARSET=idna:x\r\nTITLE;CHARSET=../../os:x\r\n"),
    "a rule without end.ics": lambda: event(b"DTSTART:20260101\r\nRRULE:FREQ=SECONDLY;COUNT=1000000000\r\n"),
    "a long rule.ics": lambda: event(b"RRULE:" + b";".join(b"A%d=1" % n for n in range(300_000)) + b"\r\n"),
    "a zone that is a path.ics": lambda: event(b"DTSTART;TZID=../../../../etc/passwd:20260101T100000\r\n"),
    "a zone of many parts.ics": lambda: event(b"DTSTART;TZID=" + b"a/" * 1500 + b"UTC:20260101T100000\r\n"),
    "zones.ics": zones,
    "guests.ics": lambda: event(
        b"".join(b"ATTENDEE;CN=p:mailto:p%d@x.example\r\n" % n for n in range(2_900))
    ),
    "the end of time.ics": lambda: event(b"DTSTART:99991231T235959Z\r\nDURATION:P99999W\r\n"),
    "the beginning of time.ics": lambda: event(b"DTSTART:00010101T000000Z\r\n"),
}


def peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def tried(desk: Desk, file: Path) -> LoadReport | None:
    """What importing a file would do, None where it is refused as a whole."""
    try:
        return preview(desk, LoadOrder(file))
    except WorldError as error:
        return None if str(error) else LoadReport("", 0, 0, 0, (), 0, ())


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files(desk: Desk, tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_bytes(HOSTILE[name]())
    before, memory, begun = versions(desk), peak(), time.monotonic()
    report = tried(desk, file)
    assert time.monotonic() - begun < LONGEST_SECONDS
    assert peak() - memory < MOST_MB
    assert versions(desk) == before
    assert report is None or report.refused or report.new


def test_what_is_refused_as_a_whole(desk: Desk, tmp_path: Path) -> None:
    for name, code in (
        ("archive.vcf", "no_entries"),
        ("noise.ics", "no_entries"),
        ("a line of 100 MB.vcf", "entries_too_large"),
        ("a million cards.vcf", "entries_too_large"),
    ):
        (tmp_path / name).write_bytes(HOSTILE[name]())
        with pytest.raises(WorldError) as refused:
            preview(desk, LoadOrder(tmp_path / name))
        assert refused.value.code == code


_NAMES = (
    "N FN ORG TEL BDAY PHOTO NOTE UID SUMMARY DTSTART DTEND DUE RRULE DURATION GEO ATTENDEE CATEGORIES STATUS"
    " LANG ADR X-WR-TIMEZONE KIND RELATED-TO".split()
)
_PARAMETERS = (
    "; ;TZID=Europe/Paris ;VALUE=DATE ;ENCODING=b ;ENCODING=QUOTED-PRINTABLE ;CHARSET=utf-16 ;LANGUAGE=fr"
    ' ;CN="a ;TYPE=PREF ;X-COOPDESK-ZONE=+05:45 ;X-COOPDESK-PLACE=x'
).split()
_VALUES = (
    "20260101 20260101T250000Z 00010101T000000Z 99991231T235959 P1D a;b;c \\ = 1;1 urn:uuid:x --0229"
    " FREQ=MONTHLY;INTERVAL=3"
).split()
_BLOCKS = ("VCARD", "VCALENDAR", "VEVENT", "VTODO", "VTIMEZONE", "STANDARD")
_line = st.builds(
    lambda name, parameter, value: f"{name}{parameter}:".encode() + value + b"\n",
    st.sampled_from(_NAMES),
    st.sampled_from(_PARAMETERS),
    st.one_of(st.binary(max_size=20), st.sampled_from([value.encode() for value in _VALUES])),
)
_border = st.sampled_from(
    [b"AGENT:\n", *(f"{word}:{name}\n".encode() for word in ("BEGIN", "END") for name in _BLOCKS)]
)
_file = st.one_of(st.binary(max_size=300), st.lists(st.one_of(_border, _line), max_size=25).map(b"".join))


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    data=_file,
    ending=st.sampled_from([".vcf", ".ics"]),
    start=st.sampled_from([b"", START, b"BEGIN:VEVENT\n"]),
)
def test_any_bytes_give_a_report_or_a_sentence(
    desk: Desk, tmp_path: Path, data: bytes, ending: str, start: bytes
) -> None:
    file = tmp_path / f"any{ending}"
    file.write_bytes(start + data)
    report = tried(desk, file)
    assert report is None or report.rows > 0
