# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What every kind of field can do.

A kind reads what people type or a file brings, and gives one *scalar* (text or whole
number) that is stored, compared, hashed and exchanged. A field holds one scalar, one per
language (multilingual), or a set of them (many); each of these is a *slot* of its own when
versions are settled. A kind's name and the form of its scalar never change once released.
"""

import json
from collections.abc import Iterable
from enum import StrEnum
from typing import ClassVar

from coopdesk.errors import FieldError
from coopdesk.frozen import dataclass
from coopdesk.language import Message

Scalar = str | int
Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]


class Rule(StrEnum):
    """How several unseen versions of one slot become what is shown (see sync: Reading)."""

    VALUE = "value"
    SET = "set"
    PROSE = "prose"


@dataclass(frozen=True, slots=True)
class Locality:
    """What helps to read a typed value: the office's country, time zone and currency."""

    country: str = ""
    zone: str = "UTC"
    currency: str = ""


NOWHERE = Locality()


SHOWN = 60
"""Letters of a refused value that are repeated."""


def _as_written(value: Json) -> str:
    """A JSON value as it was written, not as Python shows it, and not all of a long one."""
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"


@dataclass(frozen=True)
class Kind:
    """One kind of field; its class says what it is, its instance carries the field's options."""

    multilingual: bool = False
    many: bool = False

    name: ClassVar[str]
    label: ClassVar[Message]
    sql: ClassVar[str] = "TEXT"
    numeric: ClassVar[bool] = False
    searchable: ClassVar[bool] = True
    wide: ClassVar[bool] = False

    def __post_init__(self) -> None:
        if self.multilingual and self.many:
            raise TypeError("a field is multilingual or a set, not both")

    @property
    def rule(self) -> Rule:
        """The settling rule of one slot."""
        return Rule.SET if self.many else Rule.VALUE

    def parse(self, text: str, where: Locality = NOWHERE) -> Scalar:
        """The scalar of a typed or imported text that is not empty; raises FieldError."""
        raise NotImplementedError(type(self).__name__)

    def accept(self, value: Json, where: Locality = NOWHERE) -> Scalar:
        """The scalar of a JSON value, as `to_json` writes it or as text; raises FieldError."""
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise FieldError("value", "This is not a value of this kind: {value}.", value=_as_written(value))
        return self.parse(str(value), where)

    def to_json(self, scalar: Scalar) -> Json:
        """The JSON form of a scalar."""
        return scalar

    def show(self, scalar: Scalar) -> str:
        """The scalar as people read it, in the current language."""
        return str(scalar)

    def written(self, scalar: Scalar) -> str:
        """The scalar as text that `parse` reads back in any language (CSV, history)."""
        return str(scalar)

    def words(self, scalar: Scalar) -> Iterable[str]:
        """The texts by which a search finds the scalar, in every language."""
        return (str(scalar),)
