# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Text of one line, and prose."""

import unicodedata
from typing import ClassVar

from coopdesk.errors import FieldError
from coopdesk.frozen import dataclass
from coopdesk.language import N_
from coopdesk.records.kinds.kind import NOWHERE, Kind, Locality, Rule, Scalar

LINE_LIMIT = 2_000
PROSE_LIMIT = 1_000_000


def clean(text: str) -> str:
    """The text in Unicode form NFC with plain line ends and without control characters."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.isprintable():
        text = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))
    # Last: what stood on both sides of a control character may now combine.
    return unicodedata.normalize("NFC", text)


def without_direction(text: str) -> str:
    """The text without the signs that turn the direction of what follows: a name could show as another."""
    return text if text.isascii() else text.translate(_DIRECTIONS)


_DIRECTIONS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])


def _within(text: str, limit: int) -> str:
    if len(text) > limit:
        raise FieldError("too_long", "The text is too long: {length} characters, at most {limit}.",
                         length=len(text), limit=limit)  # fmt: skip
    return text


@dataclass(frozen=True)
class Line(Kind):
    """One line of text."""

    name: ClassVar[str] = "line"
    label = N_("Line of text")

    def parse(self, text: str, where: Locality = NOWHERE) -> Scalar:
        return _within(" ".join(clean(without_direction(text)).split()), LINE_LIMIT)


@dataclass(frozen=True)
class Prose(Kind):
    """Text of several paragraphs in Markdown; unseen versions are joined line by line."""

    name: ClassVar[str] = "prose"
    label = N_("Text")
    wide: ClassVar[bool] = True

    @property
    def rule(self) -> Rule:
        return Rule.PROSE

    def parse(self, text: str, where: Locality = NOWHERE) -> Scalar:
        return _within(clean(text).strip("\n").rstrip(), PROSE_LIMIT)


@dataclass(frozen=True)
class Flag(Kind):
    """Yes or nothing."""

    name: ClassVar[str] = "flag"
    label = N_("Yes or no")
    sql: ClassVar[str] = "INTEGER"
    numeric: ClassVar[bool] = True
    searchable: ClassVar[bool] = False

    _YES = frozenset({"1", "yes", "y", "true", "x", "oui", "vrai", "да"})
    _NO = frozenset({"0", "no", "n", "false", "non", "faux", "нет"})

    def parse(self, text: str, where: Locality = NOWHERE) -> Scalar:
        word = text.strip().casefold()
        if word in self._YES:
            return 1
        if word in self._NO:
            return 0
        raise FieldError("flag", "Write yes or no, not {value}.", value=text)

    def accept(self, value: object, where: Locality = NOWHERE) -> Scalar:
        return int(value) if isinstance(value, bool) else self.parse(str(value), where)

    def to_json(self, scalar: Scalar) -> bool:
        return bool(scalar)

    def show(self, scalar: Scalar) -> str:
        return str(N_("Yes")) if scalar else str(N_("No"))
