# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Search over everything: words folded once when saved, found by prefix while typing.

The index keeps no text, only folded words and row numbers; what is found is read from the
rows. Newest first: the row number rises with each new record. After a bulk import the index
follows later; meanwhile such records are found by their columns.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from coopdesk.language import LANGUAGES
from coopdesk.records.declaration import Field, RecordType
from coopdesk.records.folding import fold, fold_typed, nearest_terms, plain, rank
from coopdesk.records.kinds import Choice, Country, Kind, Tongue
from coopdesk.records.types import STORED_BY_KEY, TYPES
from coopdesk.records.values import Record, Value, title_of, words_of
from coopdesk.store import rows
from coopdesk.store.connection import Connection, one, transaction
from coopdesk.store.connection import rows as all_rows

PAGE = 50
BATCH = 2_000
MOST_WORDS = 8
_COUNTED = (Choice, Country, Tongue)


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that a search found, and its name in the current language."""

    record: Record
    title: str


def put(connection: Connection, kind: RecordType, n: int, values: Mapping[str, Value]) -> None:
    """Index a record; without values it is taken out."""
    if not values:
        connection.execute("DELETE FROM search WHERE rowid = ?", (n,))
        return
    connection.execute("INSERT OR REPLACE INTO search(rowid, title, body) VALUES (?,?,?)", entry(kind, n, values))


def concerns(kind: RecordType, keys: Iterable[str]) -> bool:
    """Whether any of these fields is searched."""
    named = kind.by_key
    return any(key in named and named[key].kind.searchable for key in keys)


def entry(kind: RecordType, n: int, values: Mapping[str, Value]) -> tuple[int, str, str]:
    """The row of the index for a record: number, folded words of the title and of the rest."""
    title: list[str] = []
    body: list[str] = []
    named = kind.by_key
    for key, value in values.items():
        what = named.get(key)
        if what and what.kind.searchable:
            (title if key in kind.title else body).extend(_folded(what, value))
    return n, " ".join(dict.fromkeys(title)), " ".join(dict.fromkeys(body))


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
        entries = [made for key, numbers in by_type.items() for made in _entries(connection, STORED_BY_KEY[key], numbers)]
        gone = {n for n, _ in found}.difference(made[0] for made in entries)
        connection.executemany("DELETE FROM search WHERE rowid = ?", [(n,) for n in sorted(gone)])
        connection.executemany("INSERT OR REPLACE INTO search(rowid, title, body) VALUES (?,?,?)", sorted(entries))
        connection.executemany("DELETE FROM search_pending WHERE n = ?", [(n,) for n, _ in found])
    return len(found)


def _entries(connection: Connection, kind: RecordType, numbers: list[int]) -> Iterable[tuple[int, str, str]]:
    for start in range(0, len(numbers), 500):
        part = numbers[start : start + 500]
        marks = ",".join("?" * len(part))
        query = f'SELECT {rows.selection(kind)} FROM "{kind.table}" WHERE n IN ({marks})'
        for row in all_rows(connection, query, *part):
            if not row[3]:
                yield entry(kind, row[0], rows.values_of(kind, row))


def question(text: str) -> str:
    """The question to the index for a typed text: every word by its beginning; "" where none."""
    return " ".join(f'"{word}"*' for word in fold_typed(text)[:MOST_WORDS])


def find(connection: Connection, text: str, *, of_type: str = "", limit: int = PAGE) -> list[Hit]:
    """The newest records that hold every typed word, the best matches first."""
    asked = question(text)
    if not asked:
        return []
    found = _matching(connection, asked, of_type, limit) or _nearly(connection, text, of_type, limit)
    found = [*_not_indexed_yet(connection, text, of_type, limit), *found]
    return _ranked(connection, text, found)[:limit]


def _matching(connection: Connection, asked: str, of_type: str, limit: int) -> list[tuple[int, str]]:
    if not of_type:
        query = (
            "SELECT found.rowid, type FROM (SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT ?)"
            " AS found JOIN record ON n = found.rowid"
        )
        return [(n, key) for n, key in all_rows(connection, query, asked, max(limit, PAGE))]
    query = (
        "SELECT search.rowid, type FROM search JOIN record ON n = search.rowid"
        " WHERE search MATCH ? AND type = ? ORDER BY search.rowid DESC LIMIT ?"
    )
    return [(n, key) for n, key in all_rows(connection, query, asked, of_type, max(limit, PAGE))]


def _nearly(connection: Connection, text: str, of_type: str, limit: int) -> list[tuple[int, str]]:
    """What is found when each unknown word is replaced by the nearest known ones."""
    connection.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.words USING fts5vocab(main, search, row)")
    parts = []
    for word in fold_typed(text)[:MOST_WORDS]:
        near = nearest_terms(word, _known_words(connection, word), limit=4) if len(word) > 3 else []
        parts.append("(" + " OR ".join(f'"{one_word}"*' for one_word in [word, *near]) + ")")
    return _matching(connection, " AND ".join(parts), of_type, limit)


def _known_words(connection: Connection, word: str) -> list[str]:
    last = word[0] + "\x7f"
    query = "SELECT term FROM temp.words WHERE term >= ? AND term < ? AND length(term) BETWEEN ? AND ? LIMIT 50000"
    return [row[0] for row in all_rows(connection, query, word[0], last, len(word) - 1, len(word) + 8)]


def _not_indexed_yet(connection: Connection, text: str, of_type: str, limit: int) -> list[tuple[int, str]]:
    if not one(connection, "SELECT 1 FROM search_pending LIMIT 1"):
        return []
    found: list[tuple[int, str]] = []
    for kind in TYPES:
        columns = [what.key for what in kind.fields if what.key in kind.title]
        if (of_type and kind.key != of_type) or not columns:
            continue
        like = " OR ".join(f't."{key}" LIKE ?' for key in columns)
        query = f'SELECT t.n FROM search_pending JOIN "{kind.table}" AS t USING (n) WHERE t.removed = 0 AND ({like}) LIMIT ?'
        pattern = "%" + text.strip().replace("%", "") + "%"
        found += [(row[0], kind.key) for row in all_rows(connection, query, *[pattern] * len(columns), limit)]
    return found


def _ranked(connection: Connection, text: str, found: list[tuple[int, str]]) -> list[Hit]:
    ranked: list[tuple[tuple[int, ...], int, Hit]] = []
    for n, key in sorted(set(found), reverse=True):
        kind = STORED_BY_KEY[key]
        row = connection.execute(f'SELECT {rows.selection(kind)} FROM "{kind.table}" WHERE n = ?', (n,)).fetchone()
        if row is None or row[3]:
            continue
        record = rows.read(kind, row)
        names = [title_of(kind, record, language) for language in LANGUAGES]
        best = min(tuple(rank(text, name)) for name in names)
        ranked.append((best, -n, Hit(record, title_of(kind, record))))
    ranked.sort(key=lambda item: item[:2])
    return [hit for _, _, hit in ranked]


def matches_plainly(text: str, name: str) -> bool:
    """Whether a name is exactly the text but for accents and case."""
    return plain(text) == plain(name)
