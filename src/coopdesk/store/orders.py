# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The order of lists, and an index per record table for the one it is shown in at first.

The index is derived from the declaration: with it a list's first page and its count cost the same
however long the list is. Names in several languages are put in order for the desk's own language;
a list in another one is sorted when asked for.
"""

from collections.abc import Iterable

from coopdesk.language import LANGUAGES, current
from coopdesk.records.declaration import RecordType
from coopdesk.store.connection import Connection, one, transaction
from coopdesk.store.connection import rows as all_rows

SUFFIX = "_in_order"
_LANGUAGE = "lists_language"
_STAMPS = ("id", "created", "changed")


def order(kind: RecordType, wanted: str = "", language: str = "") -> str:
    """The ORDER BY of a list by a field ("-" first for descending; "" for the type's own order),
    with names as they read in `language` ("": the current one)."""
    key = (wanted or kind.order).lstrip("-")
    return f"{_terms(kind, wanted, language or current())}, n" if key else "n DESC"


def _terms(kind: RecordType, wanted: str, language: str) -> str:
    wanted = wanted or kind.order
    key = wanted.lstrip("-")
    direction = "DESC" if wanted.startswith("-") else "ASC"
    if key in _STAMPS:
        return f"{key} {direction}"
    what = kind.field(key)
    column = f'"{what.key}"'
    if what.kind.multilingual:
        texts = ", ".join(
            f"json_extract({column}, '$.{name}')" for name in dict.fromkeys((language, *LANGUAGES))
        )
        column = f"coalesce({texts}) COLLATE NOCASE"
    elif what.kind.numeric:
        column = f"CAST({column} AS REAL)"
    elif not what.kind.many:
        column = f"{column} COLLATE NOCASE"
    return f'("{what.key}" IS NULL), {column} {direction}'


def index(kind: RecordType, language: str) -> tuple[str, str]:
    """The name and the statement of the index for a type's own order."""
    terms = f", {_terms(kind, '', language)}" if kind.order else ""
    name = f"{kind.table}{SUFFIX}"
    return name, f'CREATE INDEX "{name}" ON "{kind.table}" (removed{terms})'


def language_of(connection: Connection) -> str:
    """The language that lists are put in order for."""
    return str(one(connection, "SELECT value FROM meta WHERE key = ?", _LANGUAGE) or LANGUAGES[0])


def set_language(connection: Connection, types: Iterable[RecordType], language: str) -> None:
    """Put lists in order for another language, where it is another one."""
    if language == language_of(connection):
        return
    with transaction(connection):
        connection.execute("INSERT OR REPLACE INTO meta VALUES (?,?)", (_LANGUAGE, language))
    keep(connection, types)


def keep(connection: Connection, types: Iterable[RecordType]) -> None:
    """Make the indexes that are missing or not as declared. Each in a transaction of its own: others
    may save in between, and no row is touched."""
    language = language_of(connection)
    present = _present(connection)
    for kind in types:
        name, statement = index(kind, language)
        if present.get(name) == statement:
            continue
        with transaction(connection):
            connection.execute(f'DROP INDEX IF EXISTS "{name}"')
            connection.execute(statement)


def drop(connection: Connection, types: Iterable[RecordType]) -> None:
    """Take the indexes away, as before all rows are written anew; inside the caller's transaction."""
    for kind in types:
        connection.execute(f'DROP INDEX IF EXISTS "{kind.table}{SUFFIX}"')


def make(connection: Connection, types: Iterable[RecordType]) -> None:
    """Make the indexes after `drop`, inside the caller's transaction."""
    language = language_of(connection)
    for kind in types:
        connection.execute(index(kind, language)[1])


def _present(connection: Connection) -> dict[str, str]:
    query = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
    return dict(all_rows(connection, query))
