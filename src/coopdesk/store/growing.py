# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""After an upgrade: only those records are read anew of which the new declarations say other things."""

from coopdesk.records.declaration import RecordType
from coopdesk.records.types import STORED
from coopdesk.store import indexing, writing
from coopdesk.store.checking import rebuild
from coopdesk.store.connection import Connection, transaction, world_errors
from coopdesk.store.connection import rows as all_rows
from coopdesk.store.keeping import Store
from coopdesk.store.schema import SEARCH, Growth, note_declared


def catch_up(store: Store) -> None:
    """After an upgrade: make rows and search follow today's declarations, so that values which an earlier
    version kept without knowing them are shown. Raises WorldError, with the store closed, where the
    disk refuses."""
    if store.grown is None:
        return
    try:
        with world_errors(store.file):
            _follow(store, store.grown)
    except BaseException:
        store.connection.close()
        raise
    store.grown = None


def _follow(store: Store, growth: Growth) -> None:
    if growth.everything:
        rebuild(store)
    else:
        with transaction(store.connection):
            for kind in STORED:
                if kind.key in growth.fields:
                    _read_anew(store.connection, kind, growth.fields[kind.key])
            if growth.words:
                _index_anew(store.connection)
        store.index_all()
    note_declared(store.connection)


def _read_anew(connection: Connection, kind: RecordType, fields: tuple[str, ...]) -> None:
    for n in _speaking_of(connection, kind, fields):
        writing.resettle(connection, kind, n, later=True)


def _speaking_of(connection: Connection, kind: RecordType, fields: tuple[str, ...]) -> list[int]:
    """The records of a type whose history may touch one of these fields; all of them without fields.

    The key of a field stands in the body of a leaf letter by letter.
    """
    said = " OR ".join(["instr(body, ?)"] * len(fields)) or "1"
    query = f"SELECT DISTINCT n FROM record JOIN log ON rec = n WHERE type = ? AND ({said}) ORDER BY n"
    return [row[0] for row in all_rows(connection, query, kind.key, *(key.encode() for key in fields))]


def _index_anew(connection: Connection) -> None:
    connection.execute("DROP TABLE search")
    connection.execute(SEARCH)
    for kind in STORED:
        shown = all_rows(connection, f'SELECT n FROM "{kind.table}" WHERE removed = 0')
        indexing.put_off(connection, (row[0] for row in shown))
