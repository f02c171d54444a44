# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whatever stands in a file that comes from outside: it is read, or refused with a sentence; nothing else.

Good files are spoilt by chance: bytes changed, lost, doubled, put elsewhere, and replaced by what readers
stumble over. 150 of each kind in every run; COOPDESK_INPUTS for more, as `dev.py soak readers` does.
"""

import os
import random
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import pytest

from coopdesk.desk import loading, receiving
from coopdesk.desk.desk import Desk
from coopdesk.desk.founding import found_desk
from coopdesk.desk.loading import LoadOrder
from coopdesk.errors import WorldError
from coopdesk.records import markdown
from coopdesk.sync.items import Item
from tests.desk.city_hall import Computer
from tests.store.desks import place
from tests.sync.exchange import bundle, machine, take
from tests.sync.test_attached_files import attach

INPUTS = int(os.environ.get("COOPDESK_INPUTS", "150"))
SHEET = (
    "title;kind;starts;text;organisations\n"
    '"Visite; du marché";partner_visit;2026-11-24 09:30;"un\n""deux""";Ouagadougou\n'
    "Réunion;meeting;24.11.2026;trois;\n"
)
CARD = (
    "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:1\r\nN:Mensah;Afi;;Mme;\r\nFN:Afi Mensah\r\n"
    "TEL;TYPE=cell:+228 90 11 22 33\r\n"
    "EMAIL:afi@lome.example\r\nBDAY:1980-02-29\r\nORG:Mairie de Lomé;Voirie\r\nTITLE:Chef\r\n"
    "NOTE:un\\ndeux\r\n"
    "PHOTO;ENCODING=b;TYPE=PNG:iVBORw0KGgo=\r\nADR:;;Rue 1;Lomé;;;Togo\r\nEND:VCARD\r\n"
)
CALENDAR = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VTIMEZONE\r\nTZID:Lome\r\nBEGIN:STANDARD\r\n"
    "DTSTART:19700101T000000\r\nTZOFFSETFROM:+0000\r\nTZOFFSETTO:+0000\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    "BEGIN:VEVENT\r\nUID:2\r\nDTSTAMP:20261124T090000Z\r\nDTSTART;TZID=Lome:20261124T093000\r\nDURATION:PT2H\r\n"
    "RRULE:FREQ=WEEKLY;COUNT=3\r\nEXDATE;TZID=Lome:20261201T093000\r\nSUMMARY:Visite\r\nLOCATION:Lomé\r\n"
    "ATTENDEE;CN=Afi:mailto:afi@lome.example\r\nGEO:6.13;1.22\r\nEND:VEVENT\r\nBEGIN:VTODO\r\nUID:3\r\n"
    "DUE;VALUE=DATE:20261215\r\nSUMMARY:Devis\r\nEND:VTODO\r\nEND:VCALENDAR\r\n"
)
PROSE = "# Titre\n\n- un **gras _penché_**\n  1. [lien](https://a.example)\n> > cité\n\n---\n`a` \\* ![x](file:///y)\n"
STUMBLES = (
    *(
        b"",
        b"\0",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\r",
        b"\n",
        b'"',
        b";",
        b":",
        b"\\",
        b"=",
        b",",
        b"\t",
        b" ",
    ),
    *("\u202e\u2028\x85\U0001f600ёœ".encode(), b"\xc3", b"99999999999999999999", b"-1", b"1e999", b"nan"),
    *(b"BEGIN:VCARD\r\n", b"END:VCARD\r\n", b"BEGIN:VEVENT\r\n", b"RRULE:FREQ=SECONDLY;COUNT=1000000000\r\n"),
    *(
        b"TZID=",
        b"DTSTART:00000000T000000",
        b"=1+1",
        b"[" * 40,
        b"> " * 40,
        b"*_" * 30,
        b"@" * 9,
        b"P" + b"9" * 30,
    ),
    *(
        b"\x9b\x7f\xff\xff\xff\xff\xff\xff\xff",
        b"\xbf" * 20,
        b"\x81" * 60,
        b"\x5b\x00\x00\x00\x01\x00\x00\x00\x00",
    ),
)


def spoilt(data: bytes, chance: random.Random) -> bytes:
    """A file with one to five things wrong."""
    found = bytearray(data)
    for _ in range(chance.choice((1, 1, 1, 2, 3, 5))):
        at, end = sorted(chance.randrange(len(found) + 1) for _ in range(2))
        end = min(end, at + chance.choice((1, 4, 40, 4000)))
        what = chance.randrange(6)
        if what == 0 and found[at:]:
            found[at] ^= 1 << chance.randrange(8)
        elif what == 1:
            del found[at:end]
        elif what == 2:
            found[at:at] = found[at:end] * chance.choice((1, 2, 50))
        elif what == 3:
            found[at:at] = chance.choice(STUMBLES)
        elif what == 4:
            found[at:end] = chance.choice(STUMBLES)
        else:
            found[at:end] = chance.randbytes(end - at)
    return bytes(found)


@dataclass
class Reader:
    """The desk that reads, and a folder for what it is given."""

    desk: Desk
    folder: Path

    def load(self, name: str, data: bytes, kind: str | None) -> None:
        """Import as an officer would, first looking, without saving."""
        file = self.folder / name
        file.write_bytes(data)
        loading.preview(self.desk, LoadOrder(file, kind))

    def open(self, data: bytes) -> None:
        """Look into a bundle, and what it would bring."""
        file = self.folder / "news.coopx"
        file.write_bytes(data)
        for act in (lambda: receiving.inspect(self.desk, file), lambda: receiving.preview(self.desk, [file])):
            with suppress(WorldError):
                act()


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    folder = tmp_path_factory.mktemp("reader")
    with found_desk(folder / "desk", city="Lomé", country="TG", officer="Awa", language="fr") as desk:
        yield Reader(desk, folder)


@pytest.fixture(scope="module")
def sent(reader: Reader) -> bytes:
    """A bundle of another computer of the office."""
    laptop = Computer(reader.desk, reader.folder).admits("laptop")
    laptop.new("note", "title=Visite")
    data = laptop.sends().read_bytes()
    laptop.desk.close()
    return data


def each(what: str) -> Iterator[random.Random]:
    """A source of chance for each input; the seed is shown when one fails."""
    seed = os.environ.get("COOPDESK_SEED", str(random.randrange(10**6)))
    print(f"COOPDESK_SEED={seed}")
    for number in range(INPUTS):
        yield random.Random(f"{seed} {what} {number}")


def tried(what: str, read: Callable[[random.Random], object]) -> None:
    """Read or refused with a sentence, whatever it is."""
    for chance in each(what):
        with suppress(WorldError):
            read(chance)


def test_tables(reader: Reader) -> None:
    codecs = ("utf-8", "cp1251", "utf-16", "utf-8-sig")
    for (name, delimiter), codec in zip(product(("a.csv", "a.tsv"), ";\t"), codecs, strict=True):
        data = SHEET.replace(";", delimiter).encode(codec, "replace")
        tried(f"{name} {codec}", lambda chance, d=data, n=name: reader.load(n, spoilt(d, chance), "note"))  # type: ignore[misc]


def test_cards(reader: Reader) -> None:
    tried("card", lambda chance: reader.load("a.vcf", spoilt(CARD.encode() * 2, chance), None))


def test_calendars(reader: Reader) -> None:
    tried("calendar", lambda chance: reader.load("a.ics", spoilt(CALENDAR.encode(), chance), None))


def test_prose() -> None:
    def read(chance: random.Random) -> None:
        text = spoilt(PROSE.encode(), chance).decode("utf-8", "replace")
        assert isinstance(markdown.plain_text(text), str)

    tried("prose", read)


def test_bundles_spoilt_on_the_way(reader: Reader, sent: bytes) -> None:
    tried("bundle", lambda chance: reader.open(spoilt(sent, chance)))


class _TakenBack(Exception):
    """Ends the reading of a bundle as if nothing had been."""


def test_what_members_sign_wrongly(tmp_path: Path) -> None:
    """Past the seals: the contents of a bundle, spoilt before it was closed."""
    awa, kofi = machine(tmp_path / "awa"), machine(tmp_path / "kofi")
    attach(awa, b"plan" * 200)
    for number in range(4):
        awa.save([place(f"Ville {number} {part}", number) for part in range(3)], "Awa")
    found = bundle(awa)

    def read(chance: random.Random) -> None:
        spoiled = [
            Item(one.kind, spoilt(one.body, chance)) if chance.random() < 0.7 else one for one in found
        ]
        with suppress(_TakenBack), kofi.alone():
            take(kofi, spoiled)
            raise _TakenBack

    tried("contents", read)
    take(kofi, found)
    assert len(kofi.connection.execute("SELECT 1 FROM place").fetchall()) == 12
    awa.close()
    kofi.close()
