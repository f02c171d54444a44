# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The index of words: folded once when a record is saved, or later after a bulk import.

The index keeps no text, only folded words and row numbers; what is found is read from the rows.
"""

from collections.abc import Iterable, Mapping

from coopdesk.records.declaration import Field, RecordType
from coopdesk.records.folding import fold
from coopdesk.records.kinds import Choice, Country, Kind, Tongue
from coopdesk.records.types import STORED_BY_KEY
from coopdesk.records.values import Value, words_of
from coopdesk.store import rows
from coopdesk.store.connection import Connection, one, transaction
from coopdesk.store.connection import rows as all_rows

BATCH = 2_000
_COUNTED = (Choice, Country, Tongue)


def put(connection: Connection, kind: RecordType, n: int, values: Mapping[str, Value]) -> None:
    """Index a record; without values it is taken out."""
    if not values:
        connection.execute("DELETE FROM search WHERE rowid = ?", (n,))
        return
    connection.execute(
        "INSERT OR REPLACE INTO search(rowid, title, body, kind) VALUES (?,?,?,?)", entry(kind, n, values)
    )


def concerns(kind: RecordType, keys: Iterable[str]) -> bool:
    """Whether any of these fields is searched."""
    named = kind.by_key
    return any(key in named and named[key].kind.searchable for key in keys)


def entry(kind: RecordType, n: int, values: Mapping[str, Value]) -> tuple[int, str, str, str]:
    """The row of the index for a record: number, folded words of the title and of the rest, type."""
    title: list[str] = []
    body: list[str] = []
    named = kind.by_key
    for key, value in values.items():
        what = named.get(key)
        if what and what.kind.searchable:
            (title if key in kind.title else body).extend(_folded(what, value))
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
    connection.executemany("INSERT OR IGNORE INTO search_pending VALUES (?)", [(n,) for n in numbers])


def pending(connection: Connection) -> int:
    """How many records are still to be indexed."""
    return int(one(connection, "SELECT count(*) FROM search_pending"))


def catch_up(connection: Connection, limit: int = BATCH) -> int:
    """Index the next records that were put off, in a transaction of their own; how many."""
    with transaction(connection):
        found = all_rows(
            connection,
            "SELECT record.n, type FROM search_pending JOIN record USING (n) ORDER BY record.n LIMIT ?",
            limit,
        )
        by_type: dict[str, list[int]] = {}
        for n, key in found:
            by_type.setdefault(key, []).append(n)
        entries = [
            made
            for key, numbers in by_type.items()
            for made in _entries(connection, STORED_BY_KEY[key], numbers)
        ]
        gone = {n for n, _ in found}.difference(made[0] for made in entries)
        connection.executemany("DELETE FROM search WHERE rowid = ?", [(n,) for n in sorted(gone)])
        connection.executemany(
            "INSERT OR REPLACE INTO search(rowid, title, body, kind) VALUES (?,?,?,?)", sorted(entries)
        )
        connection.executemany("DELETE FROM search_pending WHERE n = ?", [(n,) for n, _ in found])
    return len(found)


def _entries(
    connection: Connection, kind: RecordType, numbers: list[int]
) -> Iterable[tuple[int, str, str, str]]:
    for start in range(0, len(numbers), 500):
        part = numbers[start : start + 500]
        marks = ",".join("?" * len(part))
        query = f'SELECT {rows.selection(kind)} FROM "{kind.table}" WHERE n IN ({marks})'
        for row in all_rows(connection, query, *part):
            if not row[3]:
                yield entry(kind, row[0], rows.values_of(kind, row))
