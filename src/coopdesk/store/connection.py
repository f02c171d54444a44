# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Opening the encrypted database, and turning SQLite's complaints into sentences.

SQLCipher with a raw key; WAL with synchronous=FULL, because WAL with NORMAL loses
acknowledged saves at a power cut.
"""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, TypeGuard, cast

from sqlcipher3 import dbapi2

from coopdesk.errors import WorldError
from coopdesk.language import N_
from coopdesk.language.reasons import REASONS, reason_of

BUSY_SECONDS = 10
Connection = Any  # sqlcipher3 ships no types; it is the standard library's interface

# The driver binds numbers, texts and bytearrays at once. For bytes and None it asks each time whether they
# can be adapted, and finding that they can't takes four times as long as binding them.
dbapi2.register_adapter(bytes, bytearray)
dbapi2.register_adapter(type(None), lambda none: none)

DatabaseError: type[Exception] = dbapi2.DatabaseError
OperationalError: type[Exception] = dbapi2.OperationalError
_FULL = dbapi2.SQLITE_FULL
_BUSY = (dbapi2.SQLITE_BUSY, dbapi2.SQLITE_LOCKED, dbapi2.SQLITE_PROTOCOL, dbapi2.SQLITE_SCHEMA)
_FORBIDDEN = (dbapi2.SQLITE_READONLY, dbapi2.SQLITE_PERM)
_DAMAGED = (dbapi2.SQLITE_CORRUPT, dbapi2.SQLITE_NOTADB)
_CANNOT_OPEN = dbapi2.SQLITE_CANTOPEN
_OTHERS = (dbapi2.SQLITE_IOERR, dbapi2.SQLITE_INTERRUPT, dbapi2.SQLITE_NOLFS)
_OF_THE_WORLD = frozenset({_FULL, *_BUSY, *_FORBIDDEN, *_DAMAGED, _CANNOT_OPEN, *_OTHERS})
"""What a disk, another program or damage does to a database, by SQLite's codes. All else is a mistake of
ours: a wrong statement, a rule of the tables that was broken, a value that cannot be bound."""
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT)
_NO_ACCESS = (errno.EACCES, errno.EPERM, errno.EROFS)


def connect(file: Path, key: bytes, *, may_create: bool = False, read_only: bool = False) -> Connection:
    """A connection in autocommit mode to the database at `file` with its 32-byte key.

    Raises WorldError when there is no such file, it can't be read, or the key doesn't fit.
    """
    if not may_create and not file.is_file():
        raise WorldError(
            "no_desk",
            "There is no desk here: {folder}. Make one with: coopdesk init",
            folder=str(file.parent),
        )
    mode = "ro" if read_only else "rwc" if may_create else "rw"
    with world_errors(file):
        if may_create:
            os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
        connection = dbapi2.connect(
            f"{file.resolve().as_uri()}?mode={mode}", uri=True, isolation_level=None, timeout=BUSY_SECONDS
        )
        # What SQLCipher says on its own would stand among our sentences, in English.
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        _try_key(connection, file)
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("PRAGMA cache_size = -32000")
    return connection


def _try_key(connection: Connection, file: Path) -> None:
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except (DatabaseError, MemoryError) as error:
        connection.close()
        if _code(error) == dbapi2.SQLITE_NOTADB:
            raise WorldError(
                "wrong_key",
                "This database does not open with the key of this desk: {file}. Restore the newest backup.",
                file=str(file),
            ) from error
        raise


def use_write_ahead(connection: Connection) -> None:
    """Switch the database to write-ahead logging (kept in the file)."""
    connection.execute("PRAGMA journal_mode = WAL")


class world_errors:
    """Says in a sentence what the disk or another program did to us."""

    __slots__ = ("_file",)

    def __init__(self, file: Path) -> None:
        self._file = file

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if isinstance(error, Exception) and (isinstance(error, OSError) or is_of_the_world(error)):
            raise explained(error, self._file) from error


def is_of_the_world(error: BaseException) -> TypeGuard[Exception]:
    """Whether the database itself, its disk or another program is to blame, not a mistake of ours."""
    # SQLCipher also calls it a lack of memory where it cannot decipher a page.
    return isinstance(error, MemoryError) or _code(error) in _OF_THE_WORLD


def _code(error: BaseException) -> int | None:
    """SQLite's code without its shades, as of a write or a sync that failed; None for other errors, and for
    those that the driver finds itself."""
    code: int | None = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF


def explained(error: Exception, file: Path) -> WorldError:
    """The sentence for an error of SQLite or of the file system."""
    code, number = _code(error), error.errno if isinstance(error, OSError) else None
    if code == _FULL or number in _NO_ROOM:
        return WorldError(
            "disk_full", "Disk full; your text stays. Free {size}, then retry.", size=N_("200 MB")
        )
    if code in _BUSY:
        return WorldError(
            "busy",
            "Another window or command is saving on this desk and takes long. Wait a moment, then retry.",
        )
    shut = code == _CANNOT_OPEN and not os.access(file.parent, os.W_OK)
    if code in _FORBIDDEN or number in _NO_ACCESS or shut:
        return WorldError(
            "read_only",
            "This folder can be read but not written: {folder}. Choose another folder or ask for access.",
            folder=str(file.parent),
        )
    if code in _DAMAGED:
        return WorldError(
            "damaged",
            "The database is damaged: {file}. Restore the newest backup: coopdesk backup --list",
            file=str(file),
        )
    if isinstance(error, MemoryError):
        return WorldError(
            "no_memory",
            "This computer has no memory left, or the database is damaged: {file}. Close other programs, then"
            " retry; if it stays so: coopdesk check",
            file=str(file),
        )
    return WorldError(
        "disk",
        "The disk refused: {file} ({reason}). Check the disk, then retry.",
        file=str(file),
        reason=reason_of(error) if isinstance(error, OSError) else REASONS[errno.EIO],
    )


class transaction:
    """One transaction that takes the writer's lock at once; undone whole at any error. Inside another
    one it is part of that."""

    __slots__ = ("_connection", "_outermost")

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._outermost = False

    def __enter__(self) -> None:
        if not self._connection.in_transaction:
            self._connection.execute("BEGIN IMMEDIATE")
            self._outermost = True

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not self._outermost:
            return
        try:
            if error is None:
                self._connection.execute("COMMIT")
        finally:
            # Also where the disk refused the commit itself.
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")


@contextmanager
def one_state(connection: Connection) -> Iterator[None]:
    """What is read inside is of one moment, whatever others save meanwhile."""
    connection.execute("BEGIN")
    try:
        yield
    finally:
        if connection.in_transaction:  # a disk that refuses to be read ends it
            connection.execute("ROLLBACK")


def one(connection: Connection, statement: str, *values: object) -> Any:
    """The first column of the first row, None where there is none."""
    row = connection.execute(statement, values).fetchone()
    return row[0] if row else None


def rows(connection: Connection, statement: str, *values: object) -> list[tuple[Any, ...]]:
    """All rows."""
    return cast(list[tuple[Any, ...]], connection.execute(statement, values).fetchall())
