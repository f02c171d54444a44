# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A vCard or iCalendar file cut into its entries, within limits, before anything of it is read.

Entries are found by their BEGIN and END lines alone, without recursion: what lies inside an
entry (a card of an agent, an alarm) is cut out, however deep it is nested.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from coopdesk.errors import WorldError
from coopdesk.interchange.sheet import unreadable
from coopdesk.interchange.text_encoding import encoding_in
from coopdesk.language.reasons import reason_of

LARGEST_FILE = 48 * 1024 * 1024
LARGEST_ENTRY = 8 * 1024 * 1024
MOST_ENTRIES = 50_000
MOST_BORDERS = 4 * MOST_ENTRIES
LARGEST_WIDE = 8 * 1024 * 1024
"""In UTF-16, which no address book writes since long."""
MOST_LINES = 2_000_000
_BORDER = re.compile(
    rb"^(?:\xef\xbb\xbf)?([Bb][Ee][Gg][Ii][Nn]|[Ee][Nn][Dd])[ \t]*:[ \t]*([A-Za-z-]{1,32})[ \t]*\r?$", re.M
)
_AGENT = re.compile(rb"agent(?:;[^:\r\n]{0,200})?:\s*\Z", re.I)
_START = 1024


class Form(StrEnum):
    """Which of the two forms a file has."""

    CARDS = "cards"
    CALENDAR = "calendar"


_ENDINGS = {
    ".vcf": Form.CARDS,
    ".vcard": Form.CARDS,
    ".ics": Form.CALENDAR,
    ".ical": Form.CALENDAR,
    ".vcs": Form.CALENDAR,
}


@dataclass(frozen=True, slots=True)
class Block:
    """An entry: its name in capitals, its lines without those of inner blocks, and whether its END
    was reached before the file ended."""

    name: str
    body: bytes
    whole: bool = True
    too_large: bool = False


def form_of(file: Path) -> Form | None:
    """The form of a file by how it begins, else by the ending of its name; None for any other.
    Raises WorldError where it cannot be read."""
    try:
        with file.open("rb") as stream:
            start = stream.read(_START)
    except OSError as error:
        raise unreadable(file, reason_of(error)) from error
    plain = start.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t").upper()
    if plain.startswith(b"BEGIN:VCARD"):
        return Form.CARDS
    if plain.startswith(b"BEGIN:VCALENDAR"):
        return Form.CALENDAR
    return _ENDINGS.get(file.suffix.lower())


@dataclass(frozen=True, slots=True)
class Content:
    """What a file holds: its bytes, in UTF-16 made UTF-8, and the codec of its letters."""

    data: bytes
    codec: str


def read(file: Path) -> Content:
    """The content of a file; raises WorldError for one that is too large or cannot be read."""
    try:
        with file.open("rb") as stream:
            data = b"" if file.stat().st_size > LARGEST_FILE else stream.read(LARGEST_FILE + 1)
            if (not data and stream.read(1)) or len(data) > LARGEST_FILE:
                raise too_large(file)
    except OSError as error:
        raise unreadable(file, reason_of(error)) from error
    codec = encoding_in(data)
    if codec.startswith("utf-16"):
        if len(data) > LARGEST_WIDE:
            raise too_large(file)
        data = data.decode(codec, "replace").encode("utf-8", "replace")
    if b"\n" not in data:
        data = data.replace(b"\r", b"\n")
    if data.count(b"\n") > MOST_LINES:
        raise too_large(file)
    return Content(data, "utf-8" if codec == "utf-8-sig" else codec)


def blocks(file: Path, data: bytes, wanted: frozenset[str], *, whole_bodies: bool = False) -> Iterator[Block]:
    """The outermost blocks of these names, in their order; with `whole_bodies`, inner ones stay in.

    A block that begins where another of the wanted ones is open ends that one: some programs
    forget END. Raises WorldError for more blocks than any real file has.
    """
    found: _Open | None = None
    count = 0
    for number, border in enumerate(_BORDER.finditer(data)):
        if number > MOST_BORDERS:
            raise too_large(file)
        name, begins = border[2].upper().decode(), len(border[1]) == 5
        if found is None or (begins and name in wanted and not found.holds(name, data, border.start())):
            if found is not None:
                yield found.closed(data, border.start())
            found = _Open(name, border.end(), whole_bodies) if begins and name in wanted else None
            count += found is not None
        elif begins:
            found.inner_begins(name, border.start())
        elif name == found.name and not found.same:
            yield found.closed(data, border.start())
            found = None
        elif not found.inner_ends(name, border.end()):
            # The END of what holds the entries: the END of this one was forgotten.
            yield found.closed(data, border.start())
            found = None
        if count > MOST_ENTRIES:
            raise too_large(file)
    if found is not None:
        yield found.closed(data, len(data), whole=False)


class _Open:
    """A block whose END is not reached, and what is to be cut out of it."""

    def __init__(self, name: str, start: int, keep: bool) -> None:
        self.name = name
        self.same = 0
        self._start = start
        self._keep = keep
        self._others = 0
        self._cut_from = -1
        self._pieces: list[tuple[int, int]] = []

    def holds(self, name: str, data: bytes, at: int) -> bool:
        """Whether a block of a wanted name belongs inside: the card of an agent does."""
        return name == self.name and (
            self.same > 0 or bool(_AGENT.search(data, max(self._start, at - 256), at))
        )

    def inner_begins(self, name: str, at: int) -> None:
        if self._cut_from < 0:
            self._cut_from = at
        if name == self.name:
            self.same += 1
        else:
            self._others += 1

    def inner_ends(self, name: str, end: int) -> bool:
        """False where nothing inside is open that could end."""
        if name == self.name:
            self.same -= 1
        elif self._others:
            self._others -= 1
        else:
            return self._cut_from >= 0
        if not self.same and not self._others and self._cut_from >= 0:
            self._pieces.append((self._cut_from, end))
            self._cut_from = -1
        return True

    def closed(self, data: bytes, end: int, *, whole: bool = True) -> Block:
        if self._keep:
            self._pieces, self._cut_from = [], -1
        stop = self._cut_from if self._cut_from >= 0 else end
        if stop - self._start > LARGEST_ENTRY:
            return Block(self.name, b"", whole, too_large=True)
        parts, at = [], self._start
        for first, last in self._pieces:
            parts.append(data[at:first])
            at = last
        parts.append(data[at:stop])
        return Block(self.name, b"".join(parts), whole)


def too_large(file: Path) -> WorldError:
    """The refusal of a file beyond the limits."""
    return WorldError(
        "entries_too_large",
        "This file is too large: {file}. At most {size} MB and {count} entries: split it.",
        file=file.name,
        size=LARGEST_FILE // 2**20,
        count=MOST_ENTRIES,
    )
