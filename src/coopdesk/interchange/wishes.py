# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a row asks for: records of a type with these texts in their fields."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from coopdesk.errors import WorldError
from coopdesk.interchange.cells import Slot
from coopdesk.interchange.headers import Layout, layout, missing
from coopdesk.interchange.match_keys import Keys, default_keys
from coopdesk.interchange.sheet import Row
from coopdesk.language import N_, Message
from coopdesk.records.declaration import RecordType
from coopdesk.records.types import record_type

LEFT_OUT = N_("Columns left out, because {type} has no field of that name: {columns}.")


class FlawedCell(Exception):
    """A cell that cannot be read, where it is needed; `reason` says why."""

    def __init__(self, column: str, reason: Message) -> None:
        super().__init__(column)
        self.column = column
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Wish:
    """One record that a row asks for. `texts` hold "" where the sheet has an empty cell; `columns`
    say where each stands; `links` point to other records of the row by their `name`. `uid` is the
    name that other programs know it by, `known` the record which that name led to earlier; with
    `any_language` a text counts as present in whatever language the record has it."""

    type: RecordType
    texts: Mapping[Slot, str]
    columns: Mapping[Slot, str]
    match: Keys
    name: str = ""
    links: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    id: str = ""
    version: str = ""
    uid: str = ""
    known: str = ""
    any_language: bool = False


class Plan(Protocol):
    """What makes wishes of rows."""

    notices: tuple[str, ...]
    lacks_columns: bool

    def wishes(self, row: Row) -> Iterator[Wish]:
        """The records that a row asks for, in an order in which links point back."""
        ...


class OneTypePlan:
    """Every row is one record; the columns say which field."""

    def __init__(self, kind: RecordType | None, columns: Sequence[str], match: Sequence[str] = ()) -> None:
        """`kind` None: the column `type` tells it row by row. Raises WorldError for a missing column."""
        self._kind = kind
        self._columns = tuple(columns)
        self._match = tuple(match)
        self._layouts: dict[str, tuple[RecordType, Layout, dict[Slot, str], Keys]] = {}
        self._type_place = next((p for p, column in enumerate(columns) if column.casefold() == "type"), None)
        self.notices: tuple[str, ...] = ()
        self.lacks_columns = False
        if kind:
            self._prepare(kind)

    def _prepare(self, kind: RecordType) -> None:
        found = layout(kind, self._columns)
        lacking = missing(kind, found)
        if lacking:
            raise WorldError(
                "missing_column",
                "The file has no column {column}, which {type} needs. Its columns: {columns}.",
                column=lacking,
                type=kind.label,
                columns=", ".join(self._columns),
            )
        if found.unknown:
            self.lacks_columns = True
            self.notices += (LEFT_OUT.format(type=kind.label, columns=", ".join(found.unknown)),)
        names = {slot: self._columns[place] for slot, place in found.slots.items()}
        keys = own_keys(kind, self._match) if self._match else default_keys(kind)
        self._layouts[kind.key] = (kind, found, names, keys)

    def wishes(self, row: Row) -> Iterator[Wish]:
        """The one record of the row; raises FlawedCell, or WorldError for an unknown type."""
        kind = self._kind or record_type(_text(row, self._type_place, self._columns).strip())
        if kind.key not in self._layouts:
            self._prepare(kind)
        kind, found, names, keys = self._layouts[kind.key]
        texts = {}
        for slot, place in found.slots.items():
            if place < len(row.cells):
                text = _text(row, place, self._columns)
                for further in found.pieces.get(slot, ()):
                    text += _text(row, further, self._columns)
                texts[slot] = text
        record_id = _text(row, found.id, self._columns).strip().lower()
        version = _text(row, found.version, self._columns).strip().lower()
        yield Wish(kind, texts, names, keys, id=record_id, version=version if record_id else "")


def own_keys(kind: RecordType, fields: Sequence[str]) -> Keys:
    """The match keys that the officer names; raises WorldError for an unknown field."""
    return (tuple(kind.field(key.strip()).key for key in fields),)


def _text(row: Row, place: int | None, columns: Sequence[str]) -> str:
    if place is None or place >= len(row.cells):
        return ""
    if place in row.flaws:
        raise FlawedCell(columns[place], row.flaws[place])
    return row.cells[place]
