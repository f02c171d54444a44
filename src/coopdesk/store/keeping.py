# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The store: one open desk, for one thread. Verbs save through it, questions read from it."""

import json
import os
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from coopdesk.errors import WorldError
from coopdesk.records.types import STORED
from coopdesk.store import connection as connections
from coopdesk.store import orders, vault
from coopdesk.store.connection import Connection, one, rows, transaction, world_errors
from coopdesk.store.left_over import lost_saves
from coopdesk.store.reading import moment_of
from coopdesk.store.schema import prepare, refuse_newer

if TYPE_CHECKING:
    from coopdesk.store.journal import Journal
    from coopdesk.store.sealed import SealedSegments
    from coopdesk.store.writing import Change, Saved, Writer

DATABASE = vault.DATABASE
MARK = "mark.json"
JOINING = "joining.json"
"""What a computer remembers that asked to join an office and was not let in yet."""
READING_ONLY = "reading_only"
"""The setting that says that the office lets this computer only read."""
STANDING = "standing"
"""The setting that holds the public key of the device whose place in the office was settled last."""
SEARCH_FOLLOWS_FOR = 0.3
"""Seconds that a save or a search may spend on words that follow from an earlier one."""


class Overtaken(Exception):
    """Somebody saved while a work of several saves was prepared."""


class Store:
    """An open desk. Not to be shared between threads; several may be open on one desk."""

    def __init__(self, profile: Path, keys: vault.Keys) -> None:
        self.profile = profile
        self.keys = keys
        self.file = profile / DATABASE
        self._afterwards: list[Callable[[], None]] = []
        self.connection: Connection = connections.connect(self.file, keys.database)
        try:
            with world_errors(self.file):
                self._say_if_saves_are_lost()
                self.grown = prepare(self.connection)
                self._order_lists()
                self._begin_incarnation_if_needed()
        except BaseException:
            self.connection.close()
            raise

    # What saving needs loads with the first save: reading, and showing a first screen, does without.

    @cached_property
    def journal(self) -> "Journal":
        """The end of this device's feed."""
        from coopdesk.store.journal import Journal

        return Journal(self.connection, self.keys)

    @cached_property
    def sealed(self) -> "SealedSegments":
        """The sealed segments that are here."""
        from coopdesk.store.sealed import SealedSegments

        return SealedSegments(self.connection)

    @cached_property
    def _writer(self) -> "Writer":
        from coopdesk.store.writing import Writer

        return Writer(self.connection, self.journal)

    @classmethod
    def create(cls, profile: Path, passphrase: str | None, device: str) -> "Store":
        """A new, empty desk in a folder that holds none; raises WorldError where it can't be made."""
        from coopdesk.store.new_database import make_database

        if (profile / DATABASE).exists() and not (profile / vault.FILE).exists():
            raise vault.keys_missing(profile / vault.FILE)
        if (profile / DATABASE).exists() or (profile / vault.FILE).exists():
            raise WorldError(
                "desk_exists",
                "There is a desk in this folder already: {folder}. For another one, name another folder:"
                " coopdesk --profile DIR",
                folder=str(profile),
            )
        with world_errors(profile / DATABASE):
            profile.mkdir(parents=True, exist_ok=True, mode=0o700)
            keys = vault.new_keys()
            try:
                vault.write(profile, keys, passphrase)
                make_database(profile, keys, os.urandom(16), device)
            except BaseException:
                discard(profile)
                raise
        return cls(profile, keys)

    @classmethod
    def join(cls, profile: Path, keys: vault.Keys, space: bytes, device: str) -> "Store":
        """An empty desk of a space that others began, in a profile whose keys lie there already; raises
        WorldError where it can't be made."""
        from coopdesk.store.new_database import make_database

        with world_errors(profile / DATABASE):
            try:
                make_database(profile, keys, space, device)
            except BaseException:
                discard_database(profile)
                raise
        return cls(profile, keys)

    @classmethod
    def open(cls, profile: Path, passphrase: str | None = None) -> "Store":
        """The desk of a profile; raises WorldError where there is none or it stays locked. What an upgrade
        changed is in `grown`: `growing.catch_up` follows it."""
        with world_errors(profile / DATABASE):
            keys = vault.read(profile, passphrase)
        if not (profile / DATABASE).is_file():
            raise unfinished(profile)
        if not os.access(profile, os.W_OK):
            raise WorldError(
                "read_only",
                "This desk lies where it can be read but not written: {folder}."
                " Copy the folder to a disk of this computer and open it there.",
                folder=str(profile),
            )
        _for_its_owner_only(profile / DATABASE)
        return cls(profile, keys)

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
        changes: "Sequence[Change]",
        author: str,
        *,
        purpose: str = "",
        reverses: bytes = b"",
        act: str = "",
    ) -> "list[Saved]":
        """One save, safe on disk when this returns; raises WorldError and changes nothing otherwise."""
        with self.alone():
            self._look()
            return self._writer.save(changes, author, purpose=purpose, reverses=reverses, act=act)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Nobody else saves meanwhile: what is read inside still holds when it is saved. All that is
        saved inside is one work, safe on disk at the end; raises WorldError and changes nothing otherwise."""
        try:
            with world_errors(self.file), transaction(self.connection):
                yield
                followed = "journal" in vars(self) and self.journal.follows()
        except BaseException:
            for name in {"journal", "sealed"} & vars(self).keys():  # else there is nothing to forget
                vars(self)[name].forget()
            if not self.connection.in_transaction:
                self._afterwards.clear()
            raise
        if not self.connection.in_transaction:
            if followed:
                # The index of words wrote its part only now, with the commit: the journal has missed nothing.
                self.journal.note()
            acts, self._afterwards = self._afterwards, []
            with world_errors(self.file):
                for act in acts:
                    act()

    def afterwards(self, act: Callable[[], None]) -> None:
        """Do this once the work that is under way is safe on disk; never where it is taken back."""
        self._afterwards.append(act)

    def save_many(
        self,
        saves: "Sequence[Sequence[Change]]",
        author: str,
        *,
        act: str,
        also: Callable[[], None] | None = None,
        since: int | None = None,
    ) -> "list[Saved]":
        """Several saves of one work, such as an import, all or nothing; `also` is done after them in the
        same transaction, as for what keeps account of the work. `since` is the last row of the log
        that the work was prepared upon; raises Overtaken, and saves nothing, where there are later ones.
        """
        done: list[Saved] = []
        with self.alone():
            if since is not None and (one(self.connection, "SELECT max(l) FROM log") or 0) != since:
                raise Overtaken
            self._look()
            for changes in saves:
                done += self._writer.save(changes, author, act=act)
            if also:
                also()
        return done

    def _look(self) -> None:
        """Before a save: take up what others wrote; raises WorldError where this computer may only read."""
        if self.journal.refresh():
            self._refuse_reader()

    def _refuse_reader(self) -> None:
        """Raises WorldError where the office lets this computer only read."""
        if one(self.connection, "SELECT 1 FROM meta WHERE key = ?", READING_ONLY):
            raise WorldError(
                "reading_only",
                "This computer may only read. Ask a steward of the office to let it write.",
            )

    def seal(self) -> None:
        """Close the open segment, as before a backup or a bundle."""
        with self.alone():
            self.journal.refresh()
            self.journal.seal()

    def note_end(self) -> None:
        """Write down how far the feed has come, where the log became shorter with reason."""
        with suppress(OSError):
            self._write_mark()

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
        from coopdesk.store import indexing

        total = 0
        with world_errors(self.file):
            while done := indexing.catch_up(self.connection):
                total += done
        return total

    def index_some(self, seconds: float = SEARCH_FOLLOWS_FOR) -> None:
        """Bring the search up to date as far as that time lets; the rest waits for the next time. What
        was saved is saved: a disk that is full now is no reason to say otherwise."""
        from coopdesk.store import indexing

        until = time.monotonic() + seconds
        with suppress(connections.DatabaseError):
            while one(self.connection, "SELECT 1 FROM search_pending LIMIT 1") and time.monotonic() < until:
                indexing.catch_up(self.connection, 500)

    def order_lists_for(self, language: str) -> None:
        """Put the names in lists in order for a language, once, as the office's own."""
        self._order_lists(language)

    def _order_lists(self, language: str = "") -> None:
        # Without an index, a list is only slower: a full disk or a busy desk is no reason not to open.
        with suppress(connections.DatabaseError):
            if language:
                orders.set_language(self.connection, STORED, language)
            else:
                orders.keep(self.connection, STORED)

    def _say_if_saves_are_lost(self) -> None:
        """Raises WorldError, once, where damage on the disk took saves that were safe: what is left can
        be opened after that, as a new feed, and the damaged log lies beside it."""
        log = self.profile / f"{DATABASE}-wal"
        if not lost_saves(self.connection, log):
            return
        refuse_newer(self.connection)
        shutil.copyfile(log, log.with_name(f"{log.name}.damaged"))
        last = one(self.connection, "SELECT max(wall) FROM log")
        with transaction(self.connection):
            self._add_incarnation()
        raise WorldError(
            "saves_lost",
            "The disk damaged the last changes on this desk: what was saved after {when} is lost."
            " Check the disk, open the desk again and enter those changes once more.",
            when=moment_of(last) if last else "–",
        )

    def _begin_incarnation_if_needed(self) -> None:
        """A new feed where this database is not simply the one we wrote last on this machine."""
        if not one(self.connection, "SELECT 1 FROM feed WHERE own = 1"):
            raise unfinished(self.profile)
        machine = vault.machine_mark()
        moved = bool(machine and self.keys.machine and self.keys.machine != machine)
        if moved or self._fell_behind() or not self._writes_own_feed():
            with transaction(self.connection):
                self._add_incarnation()
            # Only now: whoever is stopped before begins one incarnation more, which does no harm.
            self._write_mark()
        if machine and self.keys.machine != machine:
            self.keys = replace(self.keys, machine=machine)
            vault.note_machine(self.profile, machine)

    def _add_incarnation(self) -> None:
        from coopdesk.store.incarnations import add_incarnation

        add_incarnation(self.connection, self.keys)

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
        mark = json.dumps({"row": row, "tail": tail.hex()}).encode()
        file = self.profile / MARK
        if not file.is_file() or file.read_bytes() != mark:
            vault.save_file(file, mark)


def _for_its_owner_only(file: Path) -> None:
    """Nobody else on this computer needs to read the database; what stands beside it follows."""
    with suppress(OSError):
        if file.stat().st_mode & 0o077:
            file.chmod(0o600)


def discard(profile: Path) -> None:
    """Take away what a desk that could not be made left behind; never call it on a desk in use."""
    (profile / vault.FILE).unlink(missing_ok=True)
    discard_database(profile)
    with suppress(OSError):  # what else lies there stays, and the folder with it
        profile.rmdir()


def discard_database(profile: Path) -> None:
    """The same, but the keys stay."""
    for name in (MARK, DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm"):
        (profile / name).unlink(missing_ok=True)


def unfinished(profile: Path) -> WorldError:
    """The error for a desk whose making was cut short, or that waits to be let in."""
    if (profile / JOINING).exists():
        return WorldError(
            "waiting_to_join",
            "This computer asked to join and waits for its invitation: {folder}."
            " Open the invitation: coopdesk init --from FILE.coopx",
            folder=str(profile),
        )
    return WorldError(
        "unfinished_desk",
        "This desk was not finished when it was made: {folder}. Remove the folder and make it anew.",
        folder=str(profile),
    )
