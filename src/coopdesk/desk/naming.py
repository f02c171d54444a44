# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Names and ids: what a record is called, and which record a word or an id prefix means."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from coopdesk.errors import WorldError
from coopdesk.language import N_, figures
from coopdesk.records.declaration import Field, RecordType
from coopdesk.records.identity import may_be_prefix, not_found
from coopdesk.records.kinds import Link
from coopdesk.records.types import BY_KEY, STORED_BY_KEY
from coopdesk.records.values import Record, show, title_of
from coopdesk.store import reading
from coopdesk.store.keeping import Store

DEEPEST = 3
MOST_NAMED = 8
MOST_TYPES = 5
LONGEST_TOLD = 60


class Named(Protocol):
    """A desk, as far as names are looked up in it."""

    @property
    def store(self) -> Store:
        """Where its records are kept."""

    def record(self, type_key: str, record_id: str) -> Record | None:
        """The record with this whole id, None where there is none."""


def title(desk: Named, type_key: str, record_id: str, depth: int = 0) -> str:
    """The name of a record, "" where it is not received yet or has none."""
    record = desk.record(type_key, record_id)
    return title_of_record(desk, record, depth) if record else ""


def title_of_record(desk: Named, record: Record, depth: int = 0) -> str:
    """The name of a record that is at hand; links in it are followed."""
    kind = BY_KEY[record.type]
    parts = [_part(desk, kind.field(key), record, depth) for key in kind.title]
    present = [part for part in parts if part]
    if not present:
        return ""
    return kind.title_joint.join(present) if kind.title_joint else present[0]


def _part(desk: Named, what: Field, record: Record, depth: int) -> str:
    value = record.values.get(what.key)
    if value is None:
        return ""
    if isinstance(what.kind, Link):
        return link_title(desk, str(value), depth + 1) if depth < DEEPEST and isinstance(value, str) else ""
    return show(what, value)


def link_title(desk: Named, record_id: str, depth: int = 0) -> str:
    """The name of the record behind a link, whatever its type."""
    key = reading.type_of(desk.store.connection, record_id)
    return title(desk, key, record_id, depth) if key in BY_KEY else ""


def resolve(desk: Named, kinds: Sequence[RecordType], text: str) -> str:
    """The id that an id, a prefix of six letters or more, or an exact name means.

    Raises WorldError, listing what it could mean, when there is none or more than one.
    """
    keys = [kind.key for kind in kinds]
    if reading.is_whole_id(text) and reading.type_of(desk.store.connection, text) in keys:
        return reading.standing(desk.store.connection, text)
    by_id = reading.ids_beginning(desk.store.connection, text.lower(), keys, MOST_NAMED + 1)
    found = [record_id for _, record_id in by_id] or _by_name(desk, keys, text)
    return _the_one(desk, kinds, found, text)


def resolve_in_bin(desk: Named, kind: RecordType, text: str) -> str:
    """The id that an id, a prefix or an exact name means, where a name means what lies in the bin first.

    Raises WorldError as `resolve` does.
    """
    from coopdesk.store import searching

    if not may_be_prefix(text.lower()):
        gone = reading.page(desk.store.connection, kind, reading.Page(removed=True))
        named = [
            one.id for one in gone if any(searching.matches_plainly(text, name) for name in names(desk, one))
        ]
        if named:
            return _the_one(desk, [kind], named, text)
    return resolve(desk, [kind], text)


def _the_one(desk: Named, kinds: Sequence[RecordType], ids: list[str], text: str) -> str:
    found = list(dict.fromkeys(reading.standing(desk.store.connection, one) for one in ids))
    if len(found) == 1:
        return found[0]
    label = ", ".join(str(kind.label) for kind in kinds) if len(kinds) <= MOST_TYPES else N_("record")
    if not found:
        raise not_found(label, text)
    raise WorldError(
        "ambiguous",
        "{text} could mean several records: {records}. Give the id, or more of its letters.",
        text=text,
        records=figures.in_a_row(f"{one} {_short(link_title(desk, one))}" for one in found[:MOST_NAMED]),
    )


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_TOLD else name[: LONGEST_TOLD - 1] + "…"


def resolve_link(desk: Named, what: Field, text: str) -> str:
    """The id that a typed link means, among the types the field may point to."""
    targets = what.kind.to if isinstance(what.kind, Link) else ()
    return resolve(desk, [STORED_BY_KEY[key] for key in targets or BY_KEY], text)


def _by_name(desk: Named, keys: list[str], text: str) -> list[str]:
    from coopdesk.store import searching

    exact: list[str] = []
    for key in keys:
        for hit in searching.find(desk.store.connection, text, of_type=key, limit=200, by_links=False):
            if any(searching.matches_plainly(text, name) for name in names(desk, hit.record)):
                exact.append(hit.record.id)
    return list(dict.fromkeys(exact))


def names(desk: Named, record: Record) -> list[str]:
    """Every name a record goes by: in all its languages, its acronym, reference, other spellings."""
    kind = BY_KEY[record.type]
    found = [title_of(kind, record, language) for language in ("en", "fr", "ru")]
    first = record.values.get(kind.title[0]) if kind.title else None
    found += first.values() if isinstance(first, Mapping) else []
    found += [
        record.text(key) for key in ("acronym", "reference", "name_other_script") if key in record.values
    ]
    found += [str(member) for member in record.many("other_spellings")]
    found.append(title_of_record(desk, record))
    return list(dict.fromkeys(name for name in found if name))
