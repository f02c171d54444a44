# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What reading cards and calendars has in common: the desk around them, and what is left out.

An address book is full of telephone numbers that are none. Such a value is left out and named;
the rest of its card is taken.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import islice

from coopdesk.errors import WorldError
from coopdesk.interchange.blocks import Block
from coopdesk.interchange.cells import Slot, joined
from coopdesk.interchange.content_lines import CUT_OFF, TOO_LARGE, Line, TooManyLines, lines
from coopdesk.interchange.wishes import FlawedCell
from coopdesk.language import N_, Message, current, sentence
from coopdesk.records.declaration import RecordType
from coopdesk.records.kinds import NOWHERE, Locality

DROPPED = N_("Left out, because there is no field for it: {columns}.")
OWN_MARK = "X-COOPDESK-"
YES = "yes"
MOST_MEMBERS = 500
"""More telephones, addresses or labels nobody has."""
CONFIDENTIAL = frozenset(("CONFIDENTIAL", "PRIVATE"))


def _nobody(_: str) -> str:
    return ""


def _unknown(_type: str, _uid: str) -> str:
    return ""


def _no_photo(_data: bytes, _name: str) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What reading needs of the desk: where it stands; the id of the record of a type that is known
    by a UID; the id of the person with an e-mail address; and what takes a photo and gives the
    scalar of its attachment. Each gives "" where there is nothing."""

    where: Locality = NOWHERE
    known: Callable[[str, str], str] = _unknown
    person: Callable[[str], str] = _nobody
    photo: Callable[[bytes, str], str] = _no_photo


@dataclass(slots=True)
class LeftOut:
    """What was not taken: values with the number of their entry, their property and the reason;
    and properties that no field can hold."""

    values: dict[tuple[int, str, str], str] = field(default_factory=dict)
    properties: Counter[str] = field(default_factory=Counter)

    def value(self, number: int, column: str, reason: Message | WorldError) -> None:
        """Note a value; the same again is noted once."""
        told = sentence(reason) if isinstance(reason, WorldError) else str(reason)
        self.values[number, column, told] = told

    def notices(self) -> tuple[str, ...]:
        """What to say of the properties."""
        if not self.properties:
            return ()
        return (DROPPED.format(columns=", ".join(sorted(self.properties))),)


def flaw_of(block: Block) -> Message | None:
    """Why an entry cannot be read at all, None where it can."""
    if block.too_large:
        return TOO_LARGE
    return None if block.whole else CUT_OFF


def lines_of(block: Block, codec: str) -> list[Line]:
    """The lines of an entry; raises FlawedCell for one beyond the limits."""
    try:
        return list(lines(block.body, codec))
    except TooManyLines:
        raise FlawedCell("", TOO_LARGE) from None


class Filling:
    """The texts of one record as they are gathered from the lines of an entry."""

    def __init__(self, kind: RecordType, where: Locality, left_out: LeftOut, number: int) -> None:
        self.kind = kind
        self.texts: dict[Slot, str] = {}
        self.columns: dict[Slot, str] = {}
        self._where = where
        self._left_out = left_out
        self._number = number

    def set(self, key: str, text: str, column: str, language: str = "") -> None:
        """Take a text for a field that has none yet; an empty one is nothing."""
        what = self.kind.by_key[key]
        slot = (key, (language or current()) if what.kind.multilingual else "")
        if text.strip() and slot not in self.texts:
            self.texts[slot] = text
            self.columns[slot] = column

    def read(self, key: str, text: str, column: str) -> bool:
        """Take a text if the field can hold it; else it is left out and named."""
        if not text.strip() or not self.can_hold(key, text, column):
            return False
        self.set(key, text, column)
        return True

    def members(self, key: str, texts: Iterable[str], column: str) -> None:
        """Take the members of a set, those that the field can hold."""
        some = islice((text for text in texts if text.strip()), MOST_MEMBERS)
        held = dict.fromkeys(text for text in some if self.can_hold(key, text, column))
        self.set(key, joined(held), column)

    def can_hold(self, key: str, text: str, column: str) -> bool:
        """Whether a field can hold a text; where not, it is noted as left out."""
        try:
            self.kind.by_key[key].kind.parse(text, self._where)
        except WorldError as error:
            self._left_out.value(self._number, column, error)
            return False
        return True

    def confide(self, found: Iterable[Line]) -> None:
        """Mark the record as confidential where CLASS says so."""
        if any(line.raw().strip().upper() in CONFIDENTIAL for line in found):
            self.set("confidential", YES, "CLASS")
