# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is imported, whatever its form: numbered portions (the rows of a sheet, cards, the entries
of a calendar), each with the records that it asks for."""

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from pathlib import Path

from coopdesk import paths
from coopdesk.desk.arriving import Arriving
from coopdesk.desk.desk import Desk
from coopdesk.errors import WorldError
from coopdesk.interchange import blocks, calendars, cards
from coopdesk.interchange.blocks import Form
from coopdesk.interchange.entries import LeftOut, flaw_of
from coopdesk.interchange.headers import ID, TYPE, guessed_type
from coopdesk.interchange.mapping import MappedPlan, read_mapping
from coopdesk.interchange.plain_text import TOLD
from coopdesk.interchange.sheet import Row
from coopdesk.interchange.sheet_opening import open_sheet
from coopdesk.interchange.text_encoding import told
from coopdesk.interchange.wishes import OneTypePlan, Plan, Wish
from coopdesk.language import Message
from coopdesk.records.declaration import RecordType
from coopdesk.records.identity import is_id
from coopdesk.records.types import BY_KEY, record_type
from coopdesk.store import reading


@dataclass(frozen=True, slots=True)
class Portion:
    """One row, card or entry: its number from 1, why it cannot be read, and what it asks for."""

    number: int
    flaw: Message | None
    ask: Callable[[], Iterable[Wish]]


@dataclass(frozen=True, slots=True)
class Source:
    """A file that is open: its portions, each read when it is asked for; what to say of the file
    when all are taken; what was left out of them; whether these are entries rather than rows;
    the files that come along, by their hashes; and, when all are taken, whether columns meant nothing."""

    portions: Iterator[Portion]
    notices: Callable[[], Sequence[str]]
    left_out: LeftOut = field(default_factory=LeftOut)
    entries: bool = False
    arriving: Arriving | None = None
    lacks_columns: Callable[[], bool] = lambda: False

    @property
    def hashes(self) -> Container[str]:
        """The hashes of the files that come along."""
        return self.arriving.files if self.arriving else ()


def opened(
    desk: Desk, file: Path, type_key: str | None, map_: Path | None, match: Sequence[str]
) -> AbstractContextManager[Source]:
    """The portions of a file, by its form. Raises WorldError for a file, a mapping, a type or
    columns that can't be used."""
    form = blocks.form_of(file)
    if form is None:
        return _sheet(desk, file, type_key, map_, match)
    if map_ is not None:
        raise WorldError(
            "map_for_tables", "A mapping is for tables: leave --map out for {file}.", file=file.name
        )
    return _entries(desk, file, form, type_key, match)


@contextmanager
def _sheet(
    desk: Desk, file: Path, type_key: str | None, map_: Path | None, match: Sequence[str]
) -> Iterator[Source]:
    with open_sheet(file) as sheet:
        rows, first = _peeked(sheet.rows)
        plan = _plan(desk, (type_key, map_, match), sheet.columns, first)
        portions = (Portion(row.number, row.flaw, partial(plan.wishes, row)) for row in rows)
        yield Source(
            portions, lambda: (*sheet.notices, *plan.notices), lacks_columns=lambda: plan.lacks_columns
        )


@contextmanager
def _entries(
    desk: Desk, file: Path, form: Form, type_key: str | None, match: Sequence[str]
) -> Iterator[Source]:
    types = cards.TYPES if form is Form.CARDS else calendars.TYPES
    if type_key is not None and type_key not in types:
        raise WorldError(
            "type_of_entries",
            "The entries of {file} cannot become records of the type {type}. Possible: {types}.",
            file=file.name,
            type=record_type(type_key).label,
            types=", ".join(types),
        )
    kind = BY_KEY[type_key] if type_key else None
    content = blocks.read(file)
    arriving = Arriving(desk)
    if form is Form.CARDS:
        cards_of = cards.CardReader(arriving.around, kind, match)
        found = blocks.blocks(file, content.data, cards.CARD)
        ask: Callable[[int, blocks.Block], Iterable[Wish]] = partial(cards_of.wishes, codec=content.codec)
        left_out, notices = cards_of.left_out, cards_of.left_out.notices
    else:
        entries_of = calendars.CalendarReader(file, content, arriving.around, kind, match)
        found = blocks.blocks(file, content.data, calendars.ENTRIES)
        ask, left_out, notices = entries_of.wishes, entries_of.left_out, entries_of.notices
    all_found = list(found)
    if not all_found:
        raise WorldError(
            "no_entries", "There is no card and no entry of a calendar in this file: {file}.", file=file.name
        )
    portions = (
        Portion(number, flaw_of(block), partial(ask, number, block))
        for number, block in enumerate(all_found, 1)
    )
    how = (TOLD.format(encoding=told(content.codec)),) if told(content.codec) else ()
    yield Source(portions, lambda: (*how, *notices()), left_out, True, arriving)


def _peeked(rows: Iterator[Row]) -> tuple[Iterator[Row], Row | None]:
    first = next(rows, None)
    return (chain((first,), rows) if first else rows), first


def _plan(
    desk: Desk,
    wanted: tuple[str | None, Path | None, Sequence[str]],
    columns: Sequence[str],
    first: Row | None,
) -> Plan:
    type_key, map_, match = wanted
    if map_ is not None:
        return MappedPlan(read_mapping(_mapping_file(map_)), columns)
    if type_key is not None:
        return OneTypePlan(record_type(type_key), columns, match)
    if any(column.casefold() == TYPE for column in columns):
        return OneTypePlan(None, columns, match)
    kind = _type_of_ids(desk, columns, first) or guessed_type(columns)
    if kind is None:
        raise WorldError(
            "which_type",
            "The columns do not tell which type of record the rows are. Say it: --type {types}",
            types="|".join(BY_KEY),
        )
    return OneTypePlan(kind, columns, match)


def _mapping_file(file: Path) -> Path:
    """The file itself, or the shipped mapping of that name."""
    shipped = paths.resource(f"mappings/{file.name.removesuffix('.toml')}.toml")
    return shipped if not file.exists() and len(file.parts) == 1 and shipped.exists() else file


def _type_of_ids(desk: Desk, columns: Sequence[str], first: Row | None) -> RecordType | None:
    place = next((place for place, column in enumerate(columns) if column.casefold() == ID), None)
    if place is None or first is None or place >= len(first.cells) or not is_id(first.cells[place]):
        return None
    return BY_KEY.get(reading.type_of(desk.store.connection, first.cells[place]) or "")
