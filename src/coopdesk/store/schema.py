# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The tables: the log and its frame by named migrations, a table per record type by declaration.

A declared field that has no column yet gets one by itself; what then is to be read anew from the
log is told by a `Growth`. Indexes are no matter of versions: see `orders`. sqlite_utils is loaded
only when there is something to do; an up-to-date desk opens without it.
"""

import json
import sys
from collections.abc import Mapping
from dataclasses import field
from typing import TYPE_CHECKING, Any

from coopdesk.blake2 import blake2b
from coopdesk.errors import WorldError
from coopdesk.frozen import dataclass
from coopdesk.records.declaration import Field, RecordType
from coopdesk.records.folding import RULES
from coopdesk.records.kinds import Attachment
from coopdesk.records.types import STORED
from coopdesk.store import bundle_tables
from coopdesk.store.connection import Connection, one, transaction

if TYPE_CHECKING:
    import sqlite_utils

VERSION = 6
"""Raised with every migration; a database with a higher one belongs to a newer coopdesk."""

FRAME = ("n", "id", "head", "removed", "created", "changed", "open", "joined")
"""The columns every record table has before its fields: row number, id, heads, whether it is in
the bin, the log rows of its first and last version, open decisions, fields with joined texts."""


@dataclass(frozen=True, slots=True)
class Growth:
    """What of rows and search does not follow yet from today's declarations: all of it, or the words
    of all records, and by the key of a type the fields that came or went (none: the whole type)."""

    everything: bool = False
    words: bool = False
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def prepare(connection: Connection, types: tuple[RecordType, ...] = STORED) -> Growth | None:
    """Bring the tables up to date; what is to be made anew from the log, because columns or the folding
    of words changed, else None. Until `note_declared` it says so again.

    Raises WorldError for a database of a newer coopdesk, which is left as it is.
    """
    version = refuse_newer(connection)
    if version == VERSION and _kept(connection, "declarations") == fingerprint(types):
        return None
    database = utils_database(connection)
    with transaction(connection):
        _migrate(database)
        _add_columns(database, types)
        if not version:
            note_declared(connection, types)
        connection.execute(f"PRAGMA user_version = {VERSION}")
    return _growth(_kept(connection, "declared"), types) if version else None


def note_declared(connection: Connection, types: tuple[RecordType, ...] = STORED) -> None:
    """Write down that rows and search follow today's declarations."""
    connection.executemany(
        "INSERT OR REPLACE INTO meta VALUES (?,?)",
        [("declarations", fingerprint(types)), ("declared", json.dumps(_declared(types)))],
    )


def _declared(types: tuple[RecordType, ...]) -> dict[str, Any]:
    columns = {kind.key: {what.key: column_of(what) for what in stored(kind)} for kind in types}
    return {"words": RULES, "columns": columns}


def _growth(kept: str | None, types: tuple[RecordType, ...]) -> Growth:
    """What lies between the declarations that rows and search follow and those of today."""
    if kept is None:
        return Growth(everything=True)
    before, today = json.loads(kept), _declared(types)
    fields: dict[str, tuple[str, ...]] = {}
    for key, columns in today["columns"].items():
        known = before["columns"].get(key)
        if known is None:
            fields[key] = ()
        elif any(known[name] != columns[name] for name in known.keys() & columns.keys()):
            return Growth(everything=True)
        elif known.keys() != columns.keys():
            fields[key] = tuple(sorted(known.keys() ^ columns.keys()))
    return Growth(words=before["words"] != today["words"], fields=fields)


def refuse_newer(connection: Connection) -> int:
    """The version of a database; raises WorldError for one of a newer coopdesk."""
    version = int(one(connection, "PRAGMA user_version"))
    if version > VERSION:
        raise WorldError(
            "newer_desk",
            "This desk was written by a newer coopdesk."
            " Install that version to open it; nothing was changed.",
        )
    return version


def fingerprint(types: tuple[RecordType, ...]) -> str:
    """Changes whenever a declared column or the folding of words does."""
    text = f"{RULES}\n" + "\n".join(
        f"{kind.table}:" + ",".join(map(column_of, stored(kind))) for kind in types
    )
    return blake2b(text.encode(), digest_size=16).hexdigest()


def stored(kind: RecordType) -> tuple[Field, ...]:
    """The fields that have a column, in their order."""
    return kind.fields


def column_of(what: Field) -> str:
    """The SQL of a field's column: name and type."""
    type_name = "TEXT" if what.kind.many or what.kind.multilingual else what.kind.sql
    return f'"{what.key}" {type_name}'


def utils_database(connection: Connection) -> "sqlite_utils.Database":
    """The connection as sqlite_utils sees it; it looks for pysqlite3 and must find SQLCipher."""
    import sqlcipher3

    sys.modules.setdefault("pysqlite3", sqlcipher3)
    sys.modules.setdefault("pysqlite3.dbapi2", sqlcipher3.dbapi2)
    import sqlite_utils

    return sqlite_utils.Database(connection)


def _kept(connection: Connection, key: str) -> str | None:
    found: str | None = one(connection, "SELECT value FROM meta WHERE key = ?", key)
    return found


def _migrate(database: "sqlite_utils.Database") -> None:
    import sqlite_utils

    migrations = sqlite_utils.Migrations("coopdesk")
    migrations(name="001_log")(_create_log)
    migrations(name="002_bundles")(_create_bundles)
    migrations(name="003_doubles")(_tell_doubles_apart)
    migrations(name="004_shared_folder")(_know_bundles_by_their_heads)
    migrations(name="005_types")(_name_records_with_their_type)
    migrations(name="006_seen")(_point_to_the_version_before)
    migrations.apply(database)


def _create_log(database: "sqlite_utils.Database") -> None:
    database.table("meta").create({"key": str, "value": str}, pk="key")
    database.table("feed").create(
        {"f": int, "id": bytes, "device": bytes, "incarnation": int, "space": bytes, "name": str, "own": int},
        pk="f",
    )
    database.table("segment").create(
        {
            "s": int,
            "feed": int,
            "first": int,
            "last": int,
            "leaves": int,
            "lamport": int,
            "seed": bytes,
            "start": bytes,
            "end": bytes,
            "signature": bytes,
        },
        pk="s",
    )
    database.table("log").create(
        {
            "l": int,
            "feed": int,
            "rec": int,
            "pos": int,
            "lamport": int,
            "wall": int,
            "head": bytes,
            "parents": bytes,
            "body": bytes,
            "hash": bytes,
        },
        pk="l",
    )
    database.table("log").create_index(["rec"], index_name="log_rec")
    database.table("record").create({"n": int, "id": str, "type": str}, pk="n")
    database.table("record").create_index(["id"], unique=True, index_name="record_id")
    database.execute(
        "CREATE TABLE link (target TEXT, path TEXT, source INTEGER,"
        " PRIMARY KEY (target, path, source)) WITHOUT ROWID"
    )
    database.execute("CREATE INDEX link_source ON link (source)")
    database.table("open_decision").create(
        {"id": str, "rec": int, "field": str, "slot": str, "versions": str, "waiting": int}, pk="id"
    )
    database.table("open_decision").create_index(["rec"])
    database.table("search_pending").create({"n": int}, pk="n")
    database.table("joined_record").create({"other": str, "kept": str}, pk="other")
    database.table("import_run").create(
        {"id": str, "at": int, "file": str, "summary": str, "reverted": int}, pk="id"
    )
    database.execute(SEARCH)


def _create_bundles(database: "sqlite_utils.Database") -> None:
    for statement in bundle_tables.TABLES:
        database.execute(statement)


def _tell_doubles_apart(database: "sqlite_utils.Database") -> None:
    for statement in bundle_tables.DOUBLES:
        database.execute(statement)


def _know_bundles_by_their_heads(database: "sqlite_utils.Database") -> None:
    for statement in bundle_tables.SHARED:
        database.execute(statement)


def _name_records_with_their_type(database: "sqlite_utils.Database") -> None:
    # What a stranger calls by the id of a record is another record, unless it also has its type.
    database.execute("DROP INDEX IF EXISTS record_id")
    database.execute("CREATE UNIQUE INDEX record_id ON record (id, type)")


def _point_to_the_version_before(database: "sqlite_utils.Database") -> None:
    # A hint for whoever writes a bundle: that a version was made upon the one in this row is looked at anew.
    database.execute("ALTER TABLE log ADD COLUMN seen INTEGER")


SEARCH = (
    "CREATE VIRTUAL TABLE search USING fts5(title, body, kind, content='', contentless_delete=1,"
    " prefix='1 2 3 4 5 6 7 8', detail=column, tokenize='ascii')"
)
"""Words come folded (records.folding), so the plainest tokenizer serves; nothing of the text is
kept twice."""


def _add_columns(database: "sqlite_utils.Database", types: tuple[RecordType, ...]) -> None:
    for kind in types:
        present = (
            {column.name for column in database.table(kind.table).columns}
            if _exists(database, kind)
            else set()
        )
        if not present:
            columns = ", ".join(map(column_of, stored(kind)))
            database.execute(
                f'CREATE TABLE "{kind.table}" (n INTEGER PRIMARY KEY, id TEXT NOT NULL, head BLOB,'
                " removed INTEGER,"
                f" created INTEGER, changed INTEGER, open INTEGER, joined TEXT, {columns})"
            )
            continue
        for what in stored(kind):
            if what.key not in present:
                database.execute(f'ALTER TABLE "{kind.table}" ADD COLUMN {column_of(what)}')
    _find_attached(database, types)


def _find_attached(database: "sqlite_utils.Database", types: tuple[RecordType, ...]) -> None:
    """Let the few records that name attached files be found without reading all others: every bundle asks."""
    for kind in types:
        for what in stored(kind):
            if isinstance(what.kind, Attachment):
                database.execute(
                    f'CREATE INDEX IF NOT EXISTS "{kind.table}_{what.key}" ON "{kind.table}" ("{what.key}")'
                    f' WHERE "{what.key}" IS NOT NULL'
                )


def _exists(database: "sqlite_utils.Database", kind: RecordType) -> bool:
    return database.table(kind.table).exists()
