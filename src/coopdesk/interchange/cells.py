# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Values as the texts of cells, and whether a cell says what a record has already.

Members of a set stand in one cell, joined by "; "; a semicolon inside a member is written "\\;",
a backslash "\\\\", a blank at its edge "\\ ".
"""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal

from coopdesk.records.declaration import Field
from coopdesk.records.kinds import Coordinates, Kind, Money, Scalar
from coopdesk.records.kinds import Decimal as DecimalKind
from coopdesk.records.values import Value

Slot = tuple[str, str]
"""What a column holds: the key of a field, and a language where the field has several."""

_ESCAPED = re.compile(r"\\(.)", re.S)
_MEMBER = re.compile(r"(?:[^;\\]|\\.|\\$)+", re.S)
_BLANKS = " \t\r\n"
_TOO_FINE = re.compile(r"(\.\d{12})\d+")


def cell_of(what: Field, language: str, value: Value | None) -> str:
    """The text of a cell for a field's value, in `language` where it has several; "" where empty."""
    if value is None:
        return ""
    if isinstance(value, Mapping):
        return value.get(language, "")
    if isinstance(value, tuple):
        return joined(what.kind.written(member) for member in value)
    return what.kind.written(value)


def joined(members: Iterable[str]) -> str:
    """The members of a set in one text."""
    return "; ".join(_escaped(member) for member in members)


def _escaped(member: str) -> str:
    text = member.replace("\\", "\\\\").replace(";", "\\;")
    if text[:1] in _BLANKS:
        text = "\\" + text
    if len(member) > 1 and text[-1:] in _BLANKS:
        text = f"{text[:-1]}\\{text[-1]}"
    return text


def members_of(text: str) -> list[str]:
    """The members that a text names, in their order, none empty."""
    found = (_stripped(part) for part in _MEMBER.findall(text))
    return [_ESCAPED.sub(r"\1", part) for part in found if part]


def _stripped(part: str) -> str:
    """A member without the blanks around it; an escaped blank stays."""
    part = part.lstrip(_BLANKS)
    bare = part.rstrip(_BLANKS)
    backslashes = len(bare) - len(bare.rstrip("\\"))
    return part[: len(bare) + 1] if backslashes % 2 and len(bare) < len(part) else bare


def readable(kind: Kind, text: str) -> str:
    """A text as its kind reads it: positions come with more decimals than an atom is wide."""
    return _TOO_FINE.sub(r"\1", text) if isinstance(kind, Coordinates) else text


def is_same(kind: Kind, one: Scalar | None, other: Scalar | None) -> bool:
    """Whether two scalars say the same: 0.50 and 0.5 do."""
    if one == other:
        return True
    if one is None or other is None or not isinstance(kind, DecimalKind | Money):
        return False
    amount, _, currency = str(one).partition(" ")
    theirs, _, other_currency = str(other).partition(" ")
    return currency == other_currency and Decimal(amount) == Decimal(theirs)
