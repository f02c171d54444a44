# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Questions to the desk: lists, one record with its names, search, history."""

from collections.abc import Iterable, Mapping

from coopdesk.desk.desk import Desk
from coopdesk.desk.edits import named_field
from coopdesk.desk.naming import link_title, resolve, resolve_in_bin, title_of_record
from coopdesk.errors import WorldError
from coopdesk.records.declaration import Field, RecordType
from coopdesk.records.identity import not_found
from coopdesk.records.kinds import Json, Link
from coopdesk.records.types import BY_KEY
from coopdesk.records.values import Record, Value, show, to_json
from coopdesk.store import reading, searching
from coopdesk.store.reading import Condition, HistoryEntry, Page
from coopdesk.store.searching import Hit

SOON = 0.02
"""Seconds that a search may first spend on words that wait; while typing, nobody notices."""


def open_record(desk: Desk, kind: RecordType, text: str) -> Record:
    """The record that an id, a prefix or an exact name means; raises WorldError."""
    return _opened(desk, kind, resolve(desk, [kind], text))


def open_removed(desk: Desk, kind: RecordType, text: str) -> Record:
    """The record that an id, a prefix or an exact name means, one in the bin before others; raises
    WorldError."""
    return _opened(desk, kind, resolve_in_bin(desk, kind, text))


def _opened(desk: Desk, kind: RecordType, record_id: str) -> Record:
    found = desk.record(kind.key, record_id)
    if found is None:
        raise not_found(kind.label, record_id)
    return found


def conditions(desk: Desk, kind: RecordType, wishes: Iterable[str]) -> tuple[Condition, ...]:
    """The conditions behind "field=value", "field.fr=value" and "field=" (empty); raises WorldError."""
    found = []
    for wish in wishes:
        name, mark, text = wish.partition("=")
        if not mark:
            raise WorldError("assignment", "Write field=value, not {text}.", text=wish)
        what, language = named_field(kind, name)
        found.append(Condition(what, _scalar(desk, what, text), language))
    return tuple(found)


def page_of(
    desk: Desk, kind: RecordType, wishes: Iterable[str], *, order: str = "", limit: int | None = None
) -> Page:
    """The page behind conditions as people write them, an order and a limit; raises WorldError."""
    return Page(conditions(desk, kind, wishes), order, limit)


def _scalar(desk: Desk, what: Field, text: str) -> str | int | None:
    if not text:
        return None
    if isinstance(what.kind, Link):
        return resolve(desk, [BY_KEY[key] for key in what.kind.to], text)
    return what.kind.parse(text, desk.locality)


def list_records(desk: Desk, kind: RecordType, wanted: Page) -> list[Record]:
    """The records of a page."""
    return reading.page(desk.store.connection, kind, wanted)


def count(desk: Desk, kind: RecordType, wanted: Page) -> int:
    """How many records the conditions of a page leave."""
    return reading.count(desk.store.connection, kind, wanted)


def find(desk: Desk, text: str, *, of_type: str = "", limit: int = 50) -> list[Hit]:
    """The records that hold every typed word, best first; an id or its beginning works too."""
    desk.store.index_some(SOON)
    hits = searching.find(desk.store.connection, text, of_type=of_type, limit=limit)
    keys = [of_type] if of_type else list(BY_KEY)
    known = {hit.record.id for hit in hits}
    for key, record_id in reading.ids_beginning(desk.store.connection, text.strip().lower(), keys):
        record = desk.record(key, record_id)
        if record and record_id not in known and not record.removed:
            hits.insert(0, Hit(record, desk.title(key, record_id)))
    return [
        hit
        if hit.title and not _named_by_links(hit.record.type)
        else Hit(hit.record, title_of_record(desk, hit.record))
        for hit in hits[:limit]
    ]


def _named_by_links(key: str) -> bool:
    """Whether a type takes part of its name from another record, which the search knows by its id alone."""
    kind = BY_KEY[key]
    return any(isinstance(kind.by_key[part].kind, Link) for part in kind.title)


def history(desk: Desk, kind: RecordType, record_id: str) -> list[HistoryEntry]:
    """Every version of a record, oldest first."""
    return reading.history(desk.store.connection, kind, record_id)


def shown(desk: Desk, what: Field, value: Value) -> str:
    """A value as people read it, links by the names of their records."""
    if not isinstance(what.kind, Link):
        return show(what, value)
    ids = value if isinstance(value, tuple) else (value,)
    names = [link_title(desk, str(record_id)) or str(record_id) for record_id in ids]
    return ", ".join(names)


def as_json(record: Record) -> dict[str, Json]:
    """The JSON form of a record as commands print it."""
    kind = BY_KEY[record.type]
    fields: dict[str, Json] = {
        what.key: to_json(what, record.values[what.key]) for what in kind.fields if what.key in record.values
    }
    conflicts: Mapping[str, str] = record.conflicts
    found: dict[str, Json] = {
        "id": record.id,
        "type": record.type,
        "version": record.version,
        "removed": record.removed,
        "fields": fields,
        "conflicts": dict(conflicts),
    }
    for key, stamp in (("created", record.created), ("changed", record.changed)):
        if stamp:
            found[key] = {"officer": stamp.officer, "at": stamp.at}
    return found
