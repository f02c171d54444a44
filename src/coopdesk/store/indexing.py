# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The index of words: folded once when a record is saved, or later after a bulk import.

The index keeps no text, only folded words and row numbers; what is found is read from the rows. A
record is found by its own words and by the names of others that stand in it: see `linked_names`.
"""

from collections.abc import Iterable, Mapping, Sequence

from coopdesk.records.declaration import Field, RecordType
from coopdesk.records.folding import fold
from coopdesk.records.kinds import Choice, Country, Kind, Tongue
from coopdesk.records.types import STORED_BY_KEY
from coopdesk.records.values import Value, words_of
from coopdesk.store import linked_names, rows
from coopdesk.store.connection import Connection, transaction
from coopdesk.store.connection import rows as all_rows
from coopdesk.store.linked_names import Names, Turned

BATCH = 2_000
_COUNTED = (Choice, Country, Tongue)


AT_ONCE = 50
"""So many records whose words follow from another are indexed in the save that changed it, more later."""

Entry = tuple[int, str, str, str]
"""A row of the index: row number, folded words of the name and of the rest, type."""


def put(
    connection: Connection, kind: RecordType, n: int, record_id: str, values: Mapping[str, Value] | None
) -> None:
    """Index a record, also one without any value; with None, for one that is not shown, it is taken out."""
    if values is None:
        connection.execute("DELETE FROM search WHERE rowid = ?", (n,))
        return
    _write(connection, entries(kind, [(n, record_id, values)], Names(connection)))


def follow(connection: Connection, turned: Sequence[Turned], *, later: bool = False) -> None:
    """Index the records whose words follow from those that changed, once all rows are written: a few
    at once, many later."""
    found = linked_names.dependents(connection, turned) if turned else set()
    if later or len(found) > AT_ONCE:
        put_off_names(connection, found)
    elif found:
        marks = ",".join("?" * len(found))
        query = f"SELECT n, type FROM record WHERE n IN ({marks}) ORDER BY n"
        _index(connection, all_rows(connection, query, *found))


def _write(connection: Connection, made: Iterable[Entry]) -> None:
    connection.executemany("INSERT OR REPLACE INTO search(rowid, title, body, kind) VALUES (?,?,?,?)", made)


def concerns(kind: RecordType, keys: Iterable[str]) -> bool:
    """Whether a record is found by any of these fields."""
    named = kind.by_key
    return any(key in named and named[key].kind.searchable for key in keys) or linked_names.takes_names(
        kind, keys
    )


def entries(
    kind: RecordType, records: Sequence[tuple[int, str, Mapping[str, Value]]], names: Names
) -> Iterable[Entry]:
    """The rows of the index for records (row number, id, values) of a type."""
    others = names.words(kind, records)
    for n, _, values in records:
        yield entry(kind, n, values, others.get(n, ()))


def entry(kind: RecordType, n: int, values: Mapping[str, Value], others: Iterable[str] = ()) -> Entry:
    """The row of the index for a record with the words it has from `others`."""
    title: list[str] = []
    body: list[str] = []
    named = kind.by_key
    for key, value in values.items():
        what = named.get(key)
        if what and what.kind.searchable:
            (title if key in kind.title else body).extend(_folded(what, value))
    body.extend(others)
    return n, " ".join(dict.fromkeys(title)), " ".join(dict.fromkeys(body)), word_of_type(kind.key)


def word_of_type(key: str) -> str:
    """The word by which the index knows a type; it begins as no folded word does."""
    return "§" + key.replace("-", "")


def _folded(what: Field, value: Value) -> Iterable[str]:
    if isinstance(what.kind, _COUNTED):
        words = _choice_words(what.kind)
        for code in value if isinstance(value, tuple) else (value,):
            yield from words[str(code)]
        return
    for text in words_of(what, value):
        yield from fold(text)


class _ChoiceWords(dict[str, tuple[str, ...]]):
    """The folded words of the codes of a kind, each folded when first met."""

    def __init__(self, kind: Kind) -> None:
        super().__init__()
        self.kind = kind

    def __missing__(self, code: str) -> tuple[str, ...]:
        self[code] = words = tuple(word for text in self.kind.words(code) for word in fold(text))
        return words


_CHOICE_WORDS: dict[int, _ChoiceWords] = {}


def _choice_words(kind: Kind) -> _ChoiceWords:
    # By identity: comparing declarations would cost more than folding.
    found = _CHOICE_WORDS.get(id(kind))
    if found is None or found.kind is not kind:
        found = _CHOICE_WORDS[id(kind)] = _ChoiceWords(kind)
    return found


def put_off(connection: Connection, numbers: Iterable[int]) -> None:
    """Note records whose index entries are to follow."""
    # One statement for all: half the time of one for each.
    connection.execute(
        "INSERT OR IGNORE INTO search_pending SELECT value FROM json_each(?)", (str(list(numbers)),)
    )


def put_off_names(connection: Connection, numbers: Iterable[int]) -> None:
    """Note records that are found already, but not yet by new names of others: kept with a minus, so
    that a search need not look through them."""
    put_off(connection, (-n for n in numbers))


def waiting(connection: Connection) -> set[int]:
    """The row numbers of the records that are still to be indexed."""
    return {abs(n) for (n,) in all_rows(connection, "SELECT n FROM search_pending")}


def pending(connection: Connection) -> int:
    """How many records are still to be indexed."""
    return len(waiting(connection))


def catch_up(connection: Connection, limit: int = BATCH) -> int:
    """Index the next records that were put off, in a transaction of their own; how many."""
    with transaction(connection):
        found = all_rows(
            connection,
            "SELECT waiting.n, record.n, type FROM search_pending AS waiting"
            " JOIN record ON record.n = abs(waiting.n) ORDER BY waiting.n DESC LIMIT ?",
            limit,
        )
        _index(connection, {(n, key) for _, n, key in found})
        connection.executemany("DELETE FROM search_pending WHERE n = ?", [(at,) for at, _, _ in found])
    return len(found)


def _index(connection: Connection, found: Iterable[tuple[int, str]]) -> None:
    """Index records (row number, type) as their rows show them."""
    by_type: dict[str, list[int]] = {}
    for n, key in found:
        by_type.setdefault(key, []).append(n)
    names = Names(connection)
    made = [
        one
        for key, numbers in by_type.items()
        for one in _entries(connection, STORED_BY_KEY[key], numbers, names)
    ]
    gone = {n for numbers in by_type.values() for n in numbers}.difference(one[0] for one in made)
    connection.executemany("DELETE FROM search WHERE rowid = ?", [(n,) for n in sorted(gone)])
    _write(connection, sorted(made))


def _entries(connection: Connection, kind: RecordType, numbers: list[int], names: Names) -> Iterable[Entry]:
    for start in range(0, len(numbers), 500):
        part = numbers[start : start + 500]
        marks = ",".join("?" * len(part))
        query = f'SELECT {rows.selection(kind)} FROM "{kind.table}" WHERE n IN ({marks}) AND +removed = 0'
        kept = all_rows(connection, query, *part)
        yield from entries(kind, [(row[0], row[1], rows.values_of(kind, row)) for row in kept], names)
