# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Names by which a record is found though they stand in others: of the records it links to, and of its
parts. A visit is found by the name of the city that received it and by those who were there.

A part does not take the name of its whole: the whole is found, and its parts are seen in it. In the
index these words begin with `MARK`, so that those who look for a city get the city first.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from coopdesk.frozen import dataclass
from coopdesk.records.declaration import RecordType
from coopdesk.records.folding import fold
from coopdesk.records.kinds import Link
from coopdesk.records.types import BY_KEY, STORED_BY_KEY, TYPES
from coopdesk.records.values import Value, words_of
from coopdesk.store import rows
from coopdesk.store.connection import Connection
from coopdesk.store.connection import rows as all_rows

MARK = "¬"
"""Begins the words that a record has from others; no folded word begins so."""

MOST_PARTS = 500
"""Of so many parts, the first ones, a record takes the names."""

AT_ONCE = 500
REMEMBERED = 50_000

One = TypeVar("One")

_WHOLE = {f"{kind.key}.{kind.whole}" for kind in TYPES if kind.whole}
_PART = {*_WHOLE, "follow-up.comes_from"}
_PART_KEYS = {
    key: tuple(path.split(".")[1] for path in _PART if path.startswith(f"{key}.")) for key in BY_KEY
}
_IN_TITLE = {f"{kind.key}.{key}" for kind in TYPES for key in kind.title}


def _paths_into(key: str) -> tuple[str, ...]:
    """The links by which other records are part of one of this type."""
    named = (path.split(".") for path in sorted(_PART))
    return tuple(f"{part}.{field}" for part, field in named if key in _targets(BY_KEY[part], field))


def _targets(kind: RecordType, field: str) -> tuple[str, ...]:
    link = kind.by_key[field].kind
    return link.to if isinstance(link, Link) else ()


_INTO = {key: _paths_into(key) for key in BY_KEY}


@dataclass(frozen=True, slots=True)
class Turned:
    """A record whose name, or whose being part of another, is no longer what it was: its type, its id,
    and the records it was or is now part of; `named` where the name changed."""

    kind: RecordType
    id: str
    wholes: frozenset[str]
    named: bool = True


def takes_names(kind: RecordType, keys: Iterable[str]) -> bool:
    """Whether one of these fields gives a record of this type words of others."""
    if kind.key not in BY_KEY:
        return False
    return any(path not in _WHOLE for key, path in rows.shape(kind).links if key in keys)


def matters(kind: RecordType, keys: Iterable[str], *, moved: bool) -> bool:
    """Whether a change of these fields, or a move into the bin or out of it, means anything to the
    words of other records."""
    if kind.key not in BY_KEY:
        return False
    part, touched = _PART_KEYS[kind.key], set(keys)
    return not touched.isdisjoint(kind.title) or bool(part and (moved or not touched.isdisjoint(part)))


def turned(
    kind: RecordType,
    record_id: str,
    keys: Iterable[str],
    before: Mapping[str, Value],
    after: Mapping[str, Value],
    *,
    moved: bool,
) -> Turned | None:
    """What a change of these fields means for the words of other records, None where nothing."""
    touched = set(keys)
    if not matters(kind, touched, moved=moved):
        return None
    wholes = wholes_in(kind, before) | wholes_in(kind, after)
    return Turned(kind, record_id, wholes, not touched.isdisjoint(kind.title))


def wholes_in(kind: RecordType, values: Mapping[str, object]) -> frozenset[str]:
    """The ids of the records of which one with these values, or made of them, is part."""
    return frozenset(str(values[key]) for key in _PART_KEYS.get(kind.key, ()) if values.get(key))


def dependents(connection: Connection, changed: Iterable[Turned]) -> set[int]:
    """The row numbers of the records whose words follow from those that changed."""
    found: set[int] = set()
    wholes: set[str] = set()
    named: set[str] = set()
    for one in changed:
        wholes |= one.wholes
        if one.named:
            named.add(one.id)
    further = _linking(connection, named, found, wholes)
    _linking(connection, further, found, wholes)
    kept = _standing(connection, wholes)
    for part in _portions([kept.get(one, one) for one in sorted(wholes)]):
        found.update(
            n for (n,) in all_rows(connection, f"SELECT n FROM record WHERE id IN {_marks(part)}", *part)
        )
    return found


def _linking(connection: Connection, ids: set[str], found: set[int], wholes: set[str]) -> set[str]:
    """Add what links to these records; the ids of those whose own names follow from theirs."""
    further: set[str] = set()
    for part in _portions(sorted(ids)):
        targets = _with_joined(connection, part)
        query = (
            f"SELECT path, source, id FROM link JOIN record ON n = source WHERE target IN {_marks(targets)}"
        )
        naming = []
        for path, n, record_id in connection.execute(query, list(targets)):
            if path not in _WHOLE and path.split(".")[0] in BY_KEY:
                found.add(n)
                if path in _IN_TITLE:
                    naming.append(n)
                    further.add(record_id)
        for numbers in _portions(naming):
            query = f"SELECT path, target FROM link WHERE source IN {_marks(numbers)}"
            wholes.update(target for path, target in all_rows(connection, query, *numbers) if path in _PART)
    return further


class Names:
    """The folded names of records by id, asked once while one piece of work goes on."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._known: dict[str, tuple[str, ...]] = {}

    def words(
        self, kind: RecordType, records: Sequence[tuple[int, str, Mapping[str, Value]]]
    ) -> dict[int, list[str]]:
        """By row number, the words that records (row number, id, values) of a type have from others."""
        if kind.key not in BY_KEY:
            return {}
        if len(self._known) > REMEMBERED:
            self._known.clear()
        linked = {n: self._outward(kind, n, values) for n, _, values in records}
        own = self._inward(kind, {record_id: n for n, record_id, _ in records})
        self._learn({target for targets in linked.values() for target in targets})
        found: dict[int, list[str]] = {}
        for n, _, _ in records:
            words = [word for target in linked[n] for word in self._known.get(target, ())]
            words += own.get(n, [])
            if words:
                found[n] = [MARK + word for word in dict.fromkeys(words)]
        return found

    def _outward(self, kind: RecordType, n: int, values: Mapping[str, Value]) -> list[str]:
        return [target for target, path, _ in rows.links(kind, n, values) if path not in _WHOLE]

    def _inward(self, kind: RecordType, ids: Mapping[str, int]) -> dict[int, list[str]]:
        """The words of the names of parts, by the row number of their whole."""
        paths = _INTO[kind.key]
        found: dict[int, list[str]] = {}
        if not paths:
            return found
        targets = _with_joined(self._connection, list(ids))
        query = (
            "SELECT target, path, source FROM link"
            f" WHERE target IN {_marks(targets)} AND path IN {_marks(paths)} ORDER BY source"
        )
        parts: dict[str, list[tuple[int, int]]] = {}
        for target, path, source in all_rows(self._connection, query, *targets, *paths):
            parts.setdefault(path.split(".")[0], []).append((source, ids[targets[target]]))
        for key in sorted(parts):
            for whole, words in self._of_parts(BY_KEY[key], parts[key]):
                found.setdefault(whole, []).extend(words)
        return found

    def _of_parts(
        self, kind: RecordType, parts: list[tuple[int, int]]
    ) -> Iterator[tuple[int, Iterable[str]]]:
        shown = self._titles(kind, [n for n, _ in parts], shown_only=True)
        taken: dict[int, int] = {}
        for n, whole in parts:
            if n in shown and taken.get(whole, 0) < MOST_PARTS:
                taken[whole] = taken.get(whole, 0) + 1
                yield whole, shown[n]

    def _learn(self, ids: set[str]) -> None:
        """Ask for the names that are not known yet."""
        for part in _portions(sorted(ids - self._known.keys())):
            standing = _standing(self._connection, part)
            asked = {one: standing.get(one, one) for one in part}
            found = self._of_ids(sorted(set(asked.values())))
            self._known.update((one, found.get(stands, ())) for one, stands in asked.items())

    def _of_ids(self, ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
        by_type: dict[str, dict[int, str]] = {}
        query = f"SELECT id, n, type FROM record WHERE id IN {_marks(ids)}"
        for record_id, n, key in all_rows(self._connection, query, *ids):
            by_type.setdefault(key, {})[n] = record_id
        found: dict[str, tuple[str, ...]] = {}
        for key, numbers in by_type.items():
            if key in BY_KEY:
                named = self._titles(STORED_BY_KEY[key], list(numbers))
                found.update((numbers[n], words) for n, words in named.items())
        return found

    def _titles(
        self, kind: RecordType, numbers: Sequence[int], *, shown_only: bool = False
    ) -> dict[int, tuple[str, ...]]:
        """The folded names of the records of a type in these rows."""
        texts: dict[int, list[str]] = {}
        links: dict[int, list[str]] = {}
        columns = ", ".join(f'"{key}"' for key in kind.title)
        # The plus keeps SQLite from walking through all that is shown.
        which = " AND +removed = 0" if shown_only else ""
        for part in _portions(numbers):
            query = f'SELECT n, {columns} FROM "{kind.table}" WHERE n IN {_marks(part)}{which}'
            for n, *kept in all_rows(self._connection, query, *part):
                texts[n], links[n] = _title(kind, kept)
        targets = {target for found in links.values() for target in found}
        if targets:
            self._learn(targets)
        return {
            n: tuple(dict.fromkeys([*own, *(word for one in links[n] for word in self._known.get(one, ()))]))
            for n, own in texts.items()
        }


def _title(kind: RecordType, kept: Sequence[Any]) -> tuple[list[str], list[str]]:
    """The folded words of the columns that name a record, and the ids of records that name it."""
    shape = rows.shape(kind)
    readers, words, targets = dict(shape.readers), [], []
    linked = {what.key for what in shape.link_fields}
    for key, column in zip(kind.title, kept, strict=True):
        if column is None:
            continue
        if key in linked:
            targets.append(str(column))
        elif kind.by_key[key].kind.searchable:
            reader = readers[key]
            value = reader(column) if reader else column
            words += [word for text in words_of(kind.by_key[key], value) for word in fold(text)]
    return words, targets


def _with_joined(connection: Connection, ids: Sequence[str]) -> dict[str, str]:
    """These ids and those of the records joined to theirs, each with the one that stands for it."""
    query = f"SELECT other, kept FROM joined_record WHERE kept IN {_marks(ids)}"
    return {**{one: one for one in ids}, **dict(all_rows(connection, query, *ids))}


def _standing(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """For those of these ids that were joined to another, the one that stands for it."""
    found: dict[str, str] = {}
    for part in _portions(sorted(ids)):
        query = f"SELECT other, kept FROM joined_record WHERE other IN {_marks(part)}"
        found.update(all_rows(connection, query, *part))
    return found


def _marks(values: Sequence[object] | Mapping[str, str]) -> str:
    return "(" + ",".join("?" * len(values)) + ")"


def _portions(values: Sequence[One]) -> Iterator[Sequence[One]]:
    for start in range(0, len(values), AT_ONCE):
        yield values[start : start + AT_ONCE]
