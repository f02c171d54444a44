# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The store: one open desk, for one thread. Verbs save through it, questions read from it."""

import json
import os
import platform
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from types import TracebackType

from coopdesk.errors import WorldError
from coopdesk.history import chain
from coopdesk.store import connection as connections
from coopdesk.store import indexing, vault
from coopdesk.store.connection import Connection, one, rows, transaction, world_errors
from coopdesk.store.journal import Journal, seal_feed
from coopdesk.store.schema import note_declared, prepare
from coopdesk.store.writing import Change, Saved, Writer

DATABASE = "desk.db"
MARK = "mark.json"


class Store:
    """An open desk. Not to be shared between threads; several may be open on one desk."""

    def __init__(self, profile: Path, keys: vault.Keys) -> None:
        self.profile = profile
        self.keys = keys
        self.file = profile / DATABASE
        self.connection: Connection = connections.connect(self.file, keys.database)
        try:
            with world_errors(self.file):
                self.grown = prepare(self.connection)
                self._begin_incarnation_if_needed()
                self.journal = Journal(self.connection, keys)
                self._writer = Writer(self.connection, self.journal)
        except BaseException:
            self.connection.close()
            raise

    @classmethod
    def create(cls, profile: Path, passphrase: str | None, device: str) -> "Store":
        """A new, empty desk in a folder that holds none; raises WorldError where it can't be made."""
        if (profile / DATABASE).exists() or (profile / vault.FILE).exists():
            raise WorldError(
                "desk_exists",
                "There is a desk in this folder already: {folder}. Choose another folder.",
                folder=str(profile),
            )
        with world_errors(profile / DATABASE):
            profile.mkdir(parents=True, exist_ok=True, mode=0o700)
            keys = vault.new_keys()
            vault.write(profile, keys, passphrase)
            try:
                _new_database(profile, keys, os.urandom(16), device)
            except BaseException:
                discard(profile)
                raise
        return cls(profile, keys)

    @classmethod
    def open(cls, profile: Path, passphrase: str | None = None) -> "Store":
        """The desk of a profile; raises WorldError where there is none or it stays locked."""
        with world_errors(profile / DATABASE):
            keys = vault.read(profile, passphrase)
        if not (profile / DATABASE).is_file():
            raise unfinished(profile)
        store = cls(profile, keys)
        if store.grown:
            store.catch_up()
        return store

    def catch_up(self) -> None:
        """After an upgrade: values that an earlier version kept without knowing them are shown."""
        from coopdesk.store.checking import rebuild

        try:
            with world_errors(self.file):
                rebuild(self)
                note_declared(self.connection)
        except BaseException:
            self.connection.close()
            raise
        self.grown = False

    def close(self) -> None:
        """Write down how far the feed has come, and close."""
        # The mark only helps to notice a restored database; the next close writes it.
        with suppress(OSError, connections.DatabaseError):
            self._write_mark()
        self.connection.close()

    def __enter__(self) -> "Store":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def save(
        self,
        changes: Sequence[Change],
        author: str,
        *,
        purpose: str = "",
        reverses: bytes = b"",
        act: str = "",
    ) -> list[Saved]:
        """One save, safe on disk when this returns; raises WorldError and changes nothing otherwise."""
        try:
            with world_errors(self.file), transaction(self.connection):
                return self._writer.save(changes, author, purpose=purpose, reverses=reverses, act=act)
        except BaseException:
            self.journal.forget()
            raise

    def save_many(self, saves: Sequence[Sequence[Change]], author: str, *, act: str) -> list[Saved]:
        """Several saves of one work, such as an import, all or nothing."""
        done: list[Saved] = []
        try:
            with world_errors(self.file), transaction(self.connection):
                for changes in saves:
                    done += self._writer.save(changes, author, act=act)
        except BaseException:
            self.journal.forget()
            raise
        return done

    def seal(self) -> None:
        """Close the open segment, as before a backup or a bundle."""
        try:
            with world_errors(self.file), transaction(self.connection):
                self.journal.refresh()
                self.journal.seal()
        except BaseException:
            self.journal.forget()
            raise

    def setting(self, key: str) -> str | None:
        """A setting of this desk, kept in the database."""
        found: str | None = one(self.connection, "SELECT value FROM meta WHERE key = ?", key)
        return found

    def put_setting(self, key: str, value: str) -> None:
        """Keep a setting."""
        with world_errors(self.file), transaction(self.connection):
            self.connection.execute("INSERT OR REPLACE INTO meta VALUES (?,?)", (key, value))

    def index_all(self) -> int:
        """Bring the search up to date; how many records were indexed."""
        total = 0
        with world_errors(self.file):
            while done := indexing.catch_up(self.connection):
                total += done
        return total

    def _begin_incarnation_if_needed(self) -> None:
        """A new feed where this database is not simply the one we wrote last on this machine."""
        if not one(self.connection, "SELECT 1 FROM feed WHERE own = 1"):
            raise unfinished(self.profile)
        machine = vault.machine_mark()
        moved = bool(machine and self.keys.machine and self.keys.machine != machine)
        if moved or self._fell_behind() or not self._writes_own_feed():
            with transaction(self.connection):
                add_incarnation(self.connection, self.keys)
            # Only now: whoever is stopped before begins one incarnation more, which does no harm.
            self._write_mark()
        if machine and self.keys.machine != machine:
            self.keys = replace(self.keys, machine=machine)
            vault.note_machine(self.profile, machine)

    def _writes_own_feed(self) -> bool:
        """Whether the feed of this database was begun by this device, and not before a restore."""
        query = "SELECT device FROM feed WHERE own = 1 ORDER BY incarnation DESC LIMIT 1"
        return bool(one(self.connection, query) == self.keys.public)

    def _fell_behind(self) -> bool:
        """Whether the mark beside the database knows a later save than the database does."""
        try:
            mark = json.loads((self.profile / MARK).read_text())
            row, tail = int(mark["row"]), bytes.fromhex(mark["tail"])
        except (OSError, ValueError, KeyError, TypeError):
            return False
        return bool(row) and one(self.connection, "SELECT hash FROM log WHERE l = ?", row) != tail

    def _write_mark(self) -> None:
        last = rows(self.connection, "SELECT l, hash FROM log ORDER BY l DESC LIMIT 1")
        row, tail = last[0] if last else (0, b"")
        temporary = self.profile / f"{MARK}.{os.getpid()}"
        temporary.write_text(json.dumps({"row": row, "tail": tail.hex()}))
        os.replace(temporary, self.profile / MARK)


def discard(profile: Path) -> None:
    """Take away what a desk that could not be made left behind; never call it on a desk in use."""
    for name in (vault.FILE, MARK, DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm"):
        (profile / name).unlink(missing_ok=True)


def unfinished(profile: Path) -> WorldError:
    """The error for a desk whose making was cut short."""
    return WorldError(
        "unfinished_desk",
        "This desk was not finished when it was made: {folder}. Remove the folder and make it anew.",
        folder=str(profile),
    )


def _new_database(profile: Path, keys: vault.Keys, space: bytes, device: str) -> None:
    created = connections.connect(profile / DATABASE, keys.database, may_create=True)
    try:
        connections.use_write_ahead(created)
        prepare(created)
        public = keys.public
        with transaction(created):
            created.execute("INSERT INTO meta VALUES ('space', ?)", (space.hex(),))
            created.execute(
                "INSERT INTO feed VALUES (NULL,?,?,?,?,?,1)",
                (chain.feed_id(space, public, 1), public, 1, space, device or platform.node()),
            )
    finally:
        created.close()


def add_incarnation(connection: Connection, keys: vault.Keys, name: str = "") -> None:
    """Begin a new feed of this device, inside the caller's transaction; `name` where the device is
    a new one."""
    feed, device, space, last, kept = rows(
        connection,
        "SELECT f, device, space, incarnation, name FROM feed"
        " WHERE own = 1 ORDER BY incarnation DESC LIMIT 1",
    )[0]
    if device == keys.public:
        seal_feed(connection, keys, feed)
    connection.execute(
        "INSERT INTO feed VALUES (NULL,?,?,?,?,?,1)",
        (chain.feed_id(space, keys.public, last + 1), keys.public, last + 1, space, name or kept),
    )
