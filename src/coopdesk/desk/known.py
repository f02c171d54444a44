# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The records of a desk in memory, for the length of an import: found by key, by name and by id,
with what the import is about to change.

Each type is read once, when a row first needs it. That makes the rows of a large file
independent of the size of the desk.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from coopdesk.desk.desk import Desk
from coopdesk.desk.naming import names
from coopdesk.errors import WorldError
from coopdesk.interchange.match_keys import Key, Keys, contradicts, distance, parts_of
from coopdesk.language import N_, figures
from coopdesk.records.declaration import RecordType
from coopdesk.records.folding import plain
from coopdesk.records.identity import is_id, may_be_prefix, not_found
from coopdesk.records.types import BY_KEY, TYPES
from coopdesk.records.values import Record, Touches, Value, title_of
from coopdesk.store import joins, reading
from coopdesk.store.reading import Page

MOST_NAMED = 4


@dataclass(eq=False, slots=True)
class Pending:
    """A record as it will stand after the import, and what the import changes in it. `seen` is the
    version that the sheet shows; `row` the row that named it by its id."""

    kind: RecordType
    id: str
    values: Mapping[str, Value]
    version: str = ""
    touches: Touches = field(default_factory=dict)
    new: bool = False
    seen: str | None = None
    row: int = 0


class Known:
    """The records that are not in the bin, by their types."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._records: dict[str, dict[str, Pending]] = {}
        self._keys: dict[tuple[str, Key], dict[object, list[Pending]]] = {}
        self._names: dict[str, dict[str, list[str]]] = {}
        self._kept = dict(joins.kept_records(desk.store.connection))

    def all(self, kind: RecordType) -> dict[str, Pending]:
        """The records of a type by their ids."""
        if kind.key not in self._records:
            found = reading.page(self._desk.store.connection, kind, Page(order="id"))
            self._records[kind.key] = {
                record.id: Pending(kind, record.id, record.values, record.version) for record in found
            }
        return self._records[kind.key]

    def by_id(self, kind: RecordType, record_id: str) -> Pending:
        """The record with this id; raises WorldError where there is none or it is in the bin."""
        found = self.all(kind).get(record_id)
        if found is not None:
            return found
        if record_id in self._kept:
            raise WorldError(
                "joined",
                "This record was joined to another one: {id}. Change that one.",
                id=self._kept[record_id],
            )
        record = self._desk.record(kind.key, record_id) if is_id(record_id) else None
        if record is not None and record.removed:
            raise WorldError(
                "in_the_bin", "This record is in the bin: {id}. Put it back first.", id=record_id
            )
        raise not_found(kind.label, record_id)

    def standing(self, kind: RecordType, record_id: str) -> Pending | None:
        """The record with this id, or the one it was joined to; None where it is not there."""
        return self.all(kind).get(self.stands_for(record_id)) if record_id else None

    def matching(self, kind: RecordType, keys: Keys, values: Mapping[str, Value]) -> Pending | None:
        """The record that agrees with `values` by the first key that finds any, None where there is
        none. Raises WorldError where there are several, or no key has a value to look by."""
        looked = False
        for place, key in enumerate(keys):
            wanted = list(parts_of(kind, key, values))
            looked = looked or bool(wanted)
            index = self._index(kind, key) if wanted else {}
            found = dict.fromkeys(pending for parts in wanted for pending in index.get(parts, ()))
            near = _nearest(kind, key, values, found)
            fitting = [one for one in near if not contradicts(kind, keys[:place], values, one.values)]
            if len(fitting) > 1:
                raise WorldError(
                    "several_match",
                    "Several records fit this row: {records}. Add a column id, or match by more fields.",
                    records=figures.in_a_row(map(_named, fitting[:MOST_NAMED])),
                )
            if fitting:
                return fitting[0]
        if not looked:
            raise WorldError(
                "nothing_to_match",
                "The row gives nothing to recognise the record by: {fields}.",
                fields=", ".join(dict.fromkeys(name for key in keys for name in key)),
            )
        return None

    def _index(self, kind: RecordType, key: Key) -> dict[object, list[Pending]]:
        index = self._keys.get((kind.key, key))
        if index is None:
            index = self._keys[kind.key, key] = {}
            for values, pending in self._bearers(kind):
                for parts in parts_of(kind, key, values):
                    index.setdefault(parts, []).append(pending)
        return index

    def _bearers(self, kind: RecordType) -> Iterator[tuple[Mapping[str, Value], Pending]]:
        """Every record with its values; one that was joined to another bears its own values still,
        so that the file it came from does not bring it back."""
        present = self.all(kind)
        for pending in present.values():
            yield pending.values, pending
        for other, kept in self._kept.items():
            record = self._desk.record(kind.key, other) if kept in present else None
            if record is not None:
                yield record.values, present[kept]

    def stands_for(self, record_id: str) -> str:
        """The id of the record that a link leads to: of two that were joined, the one kept."""
        return self._kept.get(record_id, record_id)

    def add(self, pending: Pending) -> None:
        """Let a new record be found."""
        self.all(pending.kind)[pending.id] = pending
        self.put(pending, {}, pending.values)

    def drop(self, pending: Pending) -> None:
        """Forget a new record."""
        self.put(pending, pending.values, {})
        self.all(pending.kind).pop(pending.id, None)

    def put(self, pending: Pending, before: Mapping[str, Value], after: Mapping[str, Value]) -> None:
        """Let a record be found by the values it now has."""
        kind = pending.kind
        pending.values = after
        for (type_key, key), index in self._keys.items():
            if type_key == kind.key:
                old, new = set(parts_of(kind, key, before)), set(parts_of(kind, key, after))
                for parts in old - new:
                    index[parts].remove(pending)
                for parts in new - old:
                    index.setdefault(parts, []).append(pending)
        if kind.key in self._names:
            self._rename(pending, before, after)

    def _rename(self, pending: Pending, before: Mapping[str, Value], after: Mapping[str, Value]) -> None:
        index = self._names[pending.kind.key]
        old, new = self._names_of(pending, before), self._names_of(pending, after)
        for name in old - new:
            index[name].remove(pending.id)
        for name in new - old:
            index.setdefault(name, []).append(pending.id)

    def _names_of(self, pending: Pending, values: Mapping[str, Value]) -> set[str]:
        if not values:
            return set()
        record = Record(pending.id, pending.kind.key, "", values)
        return {plain(name) for name in names(self._desk, record)}

    def link(self, targets: Sequence[str], text: str) -> str:
        """The id that a cell of a link means: an id, the beginning of one, or an exact name of a
        record of these types (of any, where none is named). Raises WorldError."""
        kinds = [BY_KEY[key] for key in targets] or list(TYPES)
        found = self._by_id(kinds, text.lower()) or self._by_name(kinds, text)
        if len(found) == 1:
            return found[0]
        if not found:
            label = ", ".join(str(kind.label) for kind in kinds) if targets else N_("record")
            raise not_found(label, text)
        raise WorldError(
            "ambiguous",
            "{text} could mean several records: {records}. Give the id, or more of its letters.",
            text=text,
            records=figures.in_a_row(found[:MOST_NAMED]),
        )

    def _by_id(self, kinds: Iterable[RecordType], text: str) -> list[str]:
        keys = [kind.key for kind in kinds]
        if is_id(text):
            if any(text in self._records.get(key, ()) for key in keys):
                return [text]
            return [text] if reading.type_of(self._desk.store.connection, text) in keys else []
        if not may_be_prefix(text):
            return []
        return [found for _, found in reading.ids_beginning(self._desk.store.connection, text, keys)]

    def _by_name(self, kinds: Iterable[RecordType], text: str) -> list[str]:
        wanted = plain(text)
        found = (record_id for kind in kinds for record_id in self._name_index(kind).get(wanted, ()))
        return list(dict.fromkeys(found))

    def _name_index(self, kind: RecordType) -> dict[str, list[str]]:
        if kind.key not in self._names:
            index: dict[str, list[str]] = {}
            for values, pending in self._bearers(kind):
                for name in self._names_of(pending, values):
                    index.setdefault(name, []).append(pending.id)
            self._names[kind.key] = index
        return self._names[kind.key]


def _named(one: "Pending") -> str:
    return f"{one.id} {title_of(one.kind, Record(one.id, one.kind.key, one.version, one.values))}".rstrip()


def _nearest(
    kind: RecordType, key: Key, values: Mapping[str, Value], found: Iterable[Pending]
) -> list[Pending]:
    """Those that lie near enough; where a position counts, only the nearest."""
    lying = [(distance(kind, key, values, one.values), one) for one in found]
    near = [(how_far, one) for how_far, one in lying if how_far is not None]
    if not near:
        return []
    least = min(how_far for how_far, _ in near)
    return [one for how_far, one in near if how_far == least]
