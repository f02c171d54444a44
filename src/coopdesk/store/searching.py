# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Search over everything: words found by prefix while typing, the newest first.

The row number rises with each new record. What a bulk import put off is found by its names
until the index has caught up (see `indexing`).
"""

from collections.abc import Iterator
from itertools import islice

from coopdesk.frozen import dataclass
from coopdesk.language import LANGUAGES
from coopdesk.records.declaration import RecordType
from coopdesk.records.folding import fold, fold_typed, nearest_terms, plain, rank
from coopdesk.records.types import STORED_BY_KEY, TYPES
from coopdesk.records.values import Record, title_of
from coopdesk.store import rows
from coopdesk.store.connection import Connection, one
from coopdesk.store.connection import rows as all_rows
from coopdesk.store.indexing import entries, entry, word_of_type
from coopdesk.store.linked_names import MARK, Names

PAGE = 50
MOST_WORDS = 8
MOST_LETTERS = 1_000
MOST_WAITING = 20_000
FEW = 10
LONGEST_BEGINNING = 8
"""The index knows beginnings of up to so many letters; longer ones are looked at in the rows."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that a search found, and its name in the current language."""

    record: Record
    title: str


def question(text: str, longest: int | None = LONGEST_BEGINNING) -> str:
    """The question to the index for a typed text: every word by its beginning, of which `longest`
    letters count; "" where none."""
    return " ".join(f'"{word[:longest]}"*' for word in fold_typed(text)[:MOST_WORDS])


def _named(text: str) -> str:
    """The question for the words of a text as whole words of a name."""
    words = " ".join(f'"{word}"' for word in fold(text)[:MOST_WORDS])
    return f"{{title}} : ({words})"


def wider_question(text: str, longest: int | None = LONGEST_BEGINNING) -> str:
    """The same, where the words of linked records count too."""
    end = None if longest is None else longest - len(MARK)
    words = (f'("{word[:longest]}"* OR "{MARK}{word[:end]}"*)' for word in fold_typed(text)[:MOST_WORDS])
    return " AND ".join(words)


def find(
    connection: Connection, text: str, *, of_type: str = "", limit: int = PAGE, by_links: bool = True
) -> list[Hit]:
    """The newest records that hold every typed word, the best matches first. Those whose name has
    the words as they stand are among them however old they are. After them, `by_links`, those that
    hold a word in the name of a record they link to or of one of their parts."""
    text = text[:MOST_LETTERS]
    asked = question(text)
    if not asked:
        return []
    found = _matching(connection, asked, of_type, limit)
    found += _matching(connection, _named(text), of_type, limit)
    found += _not_indexed_yet(connection, text, of_type, limit)
    hits = _ranked(connection, text, found)
    if len(hits) < min(limit, FEW, len(set(found))) and asked != question(text, None):
        # Newer records share the beginning of a long word only: ask for the whole of it, which takes longer.
        found += _matching(connection, question(text, None), of_type, limit)
        hits = _ranked(connection, text, found)
    if by_links and len(hits) < limit:
        hits += _by_links(connection, text, of_type, limit, {hit.record.id for hit in hits})
    if not hits:
        hits = _ranked(connection, text, _nearly(connection, text, of_type, limit), nearly=True)
    return hits[:limit]


def _by_links(connection: Connection, text: str, of_type: str, limit: int, known: set[str]) -> list[Hit]:
    asked = wider_question(text)
    found = _matching(connection, asked, of_type, limit)
    hits = _ranked(connection, text, found, longest=LONGEST_BEGINNING - len(MARK))
    if len(hits) < min(limit, FEW, len(found)):
        found += _matching(connection, wider_question(text, None), of_type, limit)
        hits = _ranked(connection, text, found, longest=LONGEST_BEGINNING - len(MARK))
    return [hit for hit in hits if hit.record.id not in known]


def _matching(connection: Connection, asked: str, of_type: str, limit: int) -> list[tuple[int, str]]:
    if of_type:
        asked = f'({asked}) AND "{word_of_type(of_type)}"'
    query = (
        "SELECT found.rowid, type FROM"
        " (SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT ?) AS found"
        " JOIN record ON n = found.rowid"
    )
    return [(n, key) for n, key in all_rows(connection, query, asked, max(limit, PAGE))]


def _nearly(connection: Connection, text: str, of_type: str, limit: int) -> list[tuple[int, str]]:
    """What is found when each unknown word is replaced by the nearest known ones."""
    connection.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.words USING fts5vocab(main, search, row)")
    parts = []
    for word in fold_typed(text)[:MOST_WORDS]:
        near = nearest_terms(word, _known_words(connection, word), limit=4) if len(word) > 3 else []
        meant = (f"{mark}{one_word}" for one_word in [word, *near] for mark in ("", MARK))
        parts.append("(" + " OR ".join(f'"{one_word[:LONGEST_BEGINNING]}"*' for one_word in meant) + ")")
    return _matching(connection, " AND ".join(parts), of_type, limit)


def _known_words(connection: Connection, word: str) -> list[str]:
    last = word[0] + "\x7f"
    query = (
        "SELECT term FROM temp.words"
        " WHERE term >= ? AND term < ? AND length(term) BETWEEN ? AND ? LIMIT 50000"
    )
    return [row[0] for row in all_rows(connection, query, word[0], last, len(word) - 1, len(word) + 8)]


def _not_indexed_yet(connection: Connection, text: str, of_type: str, limit: int) -> list[tuple[int, str]]:
    """The newest records that wait for the index, found by their names as the index will find them."""
    if not one(connection, "SELECT 1 FROM search_pending LIMIT 1"):
        return []
    asked = fold_typed(text)[:MOST_WORDS]
    found: list[tuple[int, str]] = []
    for kind in TYPES:
        if of_type in ("", kind.key):
            named = (n for n, words in _waiting(connection, kind) if _all_begin(asked, words))
            found += [(n, kind.key) for n in islice(named, limit)]
    return found


def _waiting(connection: Connection, kind: RecordType) -> Iterator[tuple[int, list[str]]]:
    """Row number and folded words of the name of each record that waits for the index."""
    query = (
        f'SELECT {rows.selection(kind, "t")} FROM search_pending JOIN "{kind.table}" AS t USING (n)'
        " WHERE t.removed = 0 ORDER BY n DESC LIMIT ?"
    )
    for row in connection.execute(query, (MOST_WAITING,)):
        values = rows.values_of(kind, row)
        _, title, *_ = entry(kind, row[0], {key: values[key] for key in kind.title if key in values})
        yield row[0], title.split()


def _all_begin(asked: list[str], words: list[str]) -> bool:
    return all(any(word.startswith(part) for word in words) for part in asked)


def _ranked(
    connection: Connection,
    text: str,
    found: list[tuple[int, str]],
    *,
    nearly: bool = False,
    longest: int = LONGEST_BEGINNING,
) -> list[Hit]:
    ranked: list[tuple[tuple[int, ...], int, Hit]] = []
    long_words = [] if nearly else [word for word in fold_typed(text) if len(word) > longest]
    names = Names(connection)
    for kind, n, record in _read(connection, found):
        if long_words and not _all_begin(long_words, _words(kind, n, record, names)):
            continue
        best = min(rank(text, name) for name in _names(kind, record))
        ranked.append((best, -n, Hit(record, title_of(kind, record))))
    ranked.sort(key=lambda item: item[:2])
    return [hit for _, _, hit in ranked]


def _read(connection: Connection, found: list[tuple[int, str]]) -> Iterator[tuple[RecordType, int, Record]]:
    """The records that are there still; one question for each type, for every answer is awaited."""
    of_types: dict[str, set[int]] = {}
    for n, key in found:
        of_types.setdefault(key, set()).add(n)
    for key, numbers in of_types.items():
        kind = STORED_BY_KEY[key]
        wanted = ",".join(map(str, sorted(numbers)))
        # The + keeps SQLite from going through all that is not removed instead.
        query = f'SELECT {rows.selection(kind)} FROM "{kind.table}" WHERE n IN ({wanted}) AND +removed = 0'
        for row in all_rows(connection, query):
            yield kind, row[0], rows.read(kind, row)


def _words(kind: RecordType, n: int, record: Record, names: Names) -> list[str]:
    [(_, title, body, _)] = entries(kind, [(n, record.id, record.values)], names)
    return f"{title} {body}".replace(MARK, "").split()


def _names(kind: RecordType, record: Record) -> set[str]:
    """The names of a record in every language, without repeating one that has no language."""
    if any(kind.by_key[key].kind.multilingual for key in kind.title):
        return {title_of(kind, record, language) for language in LANGUAGES}
    return {title_of(kind, record)}


def matches_plainly(text: str, name: str) -> bool:
    """Whether a name is exactly the text but for accents and case."""
    return plain(text) == plain(name)
