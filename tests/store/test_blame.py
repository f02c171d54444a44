# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whose fault an error of the database is: the disk, damage and other programs are told in sentences, a wrong
statement of ours is reported as the mistake that it is. Every error here is one that SQLite really raised."""

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from coopdesk.errors import WorldError
from coopdesk.store import connection as connections
from coopdesk.store.connection import Connection, connect, is_of_the_world, use_write_ahead, world_errors
from tests.store.faulty_disk import Failing, watchable, watched

KEY = bytes(32)
Act = Callable[[Path, Connection], object]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "desk.db"
    connection = connect(made, KEY, may_create=True)
    use_write_ahead(connection)
    connection.execute("CREATE TABLE kept (id INTEGER PRIMARY KEY, value BLOB)")
    connection.execute("CREATE VIRTUAL TABLE words USING fts5(word)")
    connection.executemany("INSERT INTO kept VALUES (?,?)", ((row, os.urandom(900)) for row in range(200)))
    connection.executemany("INSERT INTO words VALUES (?)", ((f"kara{row}",) for row in range(500)))
    connection.close()
    return made


def raised(act: Act, file: Path) -> Exception:
    """What an act on an open database raises, as the driver says it."""
    connection = connect(file, KEY)
    try:
        act(file, connection)
    except Exception as error:
        return error
    finally:
        connection.close()
    raise AssertionError("nothing was raised")


def fills_up(file: Path, connection: Connection) -> None:
    connection.execute("PRAGMA max_page_count = 1")
    connection.executemany("INSERT INTO kept (value) VALUES (?)", [(bytes(9_000),)] * 99)


def waits_for_another(file: Path, connection: Connection) -> None:
    connection.execute("PRAGMA busy_timeout = 1")
    other = connect(file, KEY)
    other.execute("BEGIN IMMEDIATE")
    try:
        connection.execute("INSERT INTO kept (value) VALUES ('x')")
    finally:
        other.close()


def may_only_read(file: Path, connection: Connection) -> None:
    reader = connect(file, KEY, read_only=True)
    try:
        reader.execute("DELETE FROM kept")
    finally:
        reader.close()


def is_torn(file: Path, connection: Connection) -> None:
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content = bytearray(file.read_bytes())
    content[len(content) // 2 :] = os.urandom(len(content) - len(content) // 2)
    file.write_bytes(content)
    other = connect(file, KEY)
    try:
        other.execute("SELECT sum(length(value)) FROM kept").fetchone()
    finally:
        other.close()


def is_cut_short(file: Path, connection: Connection) -> None:
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    os.truncate(file, 40_960)
    connect(file, KEY).close()


def has_a_damaged_index_of_words(file: Path, connection: Connection) -> None:
    connection.execute("UPDATE words_data SET block = x'0102' WHERE id > 10")
    connection.execute("SELECT * FROM words WHERE words MATCH 'kara7'").fetchall()


def is_something_else(file: Path, connection: Connection) -> None:
    other = file.with_name("other.db")
    other.write_bytes(os.urandom(8192))
    unkeyed = dbapi2.connect(other)
    try:
        unkeyed.execute("SELECT * FROM sqlite_master")
    finally:
        unkeyed.close()


def is_away(file: Path, connection: Connection) -> None:
    dbapi2.connect(f"{file.with_name('away').as_uri()}?mode=rw", uri=True)


def is_interrupted(file: Path, connection: Connection) -> None:
    connection.set_progress_handler(lambda: 1, 1)
    connection.execute("SELECT count(*) FROM kept, kept, kept").fetchone()


def is_locked_by_a_reader(file: Path, connection: Connection) -> None:
    reading = connection.execute("SELECT * FROM kept")
    reading.fetchone()
    connection.execute("DROP TABLE kept")


def has_no_memory(file: Path, connection: Connection) -> None:
    raise MemoryError  # as the driver raises SQLITE_NOMEM: with nothing else in it


WORLD: dict[str, tuple[Act, str]] = {
    "database or disk is full": (fills_up, "disk_full"),
    "database is locked": (waits_for_another, "busy"),
    "database table is locked": (is_locked_by_a_reader, "busy"),
    "attempt to write a readonly database": (may_only_read, "read_only"),
    "database disk image is malformed": (is_torn, "damaged"),
    "cut short": (is_cut_short, "damaged"),
    "index of words": (has_a_damaged_index_of_words, "damaged"),
    "file is not a database": (is_something_else, "damaged"),
    "unable to open database file": (is_away, "disk"),
    "interrupted": (is_interrupted, "disk"),
    "no memory": (has_no_memory, "no_memory"),
}


def says(*statements: str) -> Act:
    """Statements one after the other."""

    def act(file: Path, connection: Connection) -> None:
        for statement in statements:
            connection.execute(statement)

    return act


OURS: dict[str, Act] = {
    "no such table": says("SELECT * FROM nowhere"),
    "no such column": says("SELECT nothing FROM kept"),
    "syntax": says("SELEKT 1"),
    "incomplete": says("INSERT INTO kept"),
    "no such function": says("SELECT fold('x')"),
    "a transaction within another": says("BEGIN", "BEGIN"),
    "nothing to commit": says("COMMIT"),
    "a word that is no search": says("SELECT * FROM words WHERE words MATCH '\"'"),
    "malformed JSON": says("SELECT json('full, locked, readonly')"),
    "twice the same id": says("INSERT INTO kept (id) VALUES (7)"),
    "a name with a word of the world": says('SELECT "disk_full" FROM "locked database"'),
    "too few values": says("SELECT ?"),
    "too large": says("SELECT zeroblob(3000000000)"),
    "closed": lambda file, connection: (connection.close(), connection.execute("SELECT 1")),
    "not a value": lambda file, connection: connection.execute("SELECT ?", (object(),)),
    "too large a number": lambda file, connection: connection.execute("SELECT ?", (2**70,)),
}


@pytest.mark.parametrize("name", WORLD)
def test_the_world_is_told_in_a_sentence(name: str, file: Path) -> None:
    act, code = WORLD[name]
    error = raised(act, file)
    told = error
    if not isinstance(error, WorldError):  # opening says its sentence itself
        assert is_of_the_world(error)
        with pytest.raises(WorldError) as refused, world_errors(file):
            raise error
        told = refused.value
    assert isinstance(told, WorldError)
    assert told.code == code, repr(error)


@pytest.mark.parametrize("name", OURS)
def test_a_mistake_of_ours_is_not_blamed_on_the_disk(name: str, file: Path) -> None:
    error = raised(OURS[name], file)
    assert not is_of_the_world(error)
    with pytest.raises(type(error)) as passed, world_errors(file):
        raise error
    assert passed.value is error


@pytest.mark.parametrize("code", [errno.EIO, errno.ENOSPC])
def test_whatever_sqlite_asks_of_the_disk_a_refusal_is_the_disks(file: Path, code: int) -> None:
    refused: dict[str, Exception] = {}
    with watchable():
        for number in range(1, 40):
            connection = connect(file, KEY)
            failing = Failing(number, code, lasting=False)
            try:
                with watched(file.parent, failing):
                    connection.execute("UPDATE kept SET value = value || 'x' WHERE id < 20")
                    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            except connections.DatabaseError as error:
                refused[" ".join(failing.refused)] = error
            finally:
                connection.close()
    assert {call.split()[0] for call in refused} >= {"write", "sync"}
    assert [call for call, error in refused.items() if not is_of_the_world(error)] == []


def test_a_state_that_is_read_ends_also_where_the_disk_ended_it(file: Path) -> None:
    connection = connect(file, KEY)

    def reads() -> None:
        with connections.one_state(connection):
            connection.execute("INSERT INTO kept (value) VALUES ('x')")
            fills_up(file, connection)

    with pytest.raises(connections.DatabaseError) as full:
        reads()
    assert is_of_the_world(full.value)
    assert not connection.in_transaction
    connection.close()
