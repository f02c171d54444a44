# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Machines of one office for the tests: real stores that exchange the items of bundles."""

import shutil
from collections.abc import Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path

from coopdesk.desk.desk import Desk, Office
from coopdesk.desk.state import State, state
from coopdesk.records.types import BY_KEY
from coopdesk.store import vault
from coopdesk.store.keeping import Store
from coopdesk.store.new_database import make_database
from coopdesk.sync import inbox, outbox
from coopdesk.sync.inbox import Doorkeeper, Received
from coopdesk.sync.items import Item
from coopdesk.sync.receipts import Receipt

PLACE, NOTE = BY_KEY["place"], BY_KEY["note"]
SPACE = bytes(range(16))
OFFICE = Office("Kara", "TG", "Awa Exemple", language="fr")
NOW = 1_790_000_000_000


def machine(folder: Path, name: str = "") -> Store:
    """An empty desk of the space, as a device of its own."""
    folder.mkdir(parents=True)
    keys = vault.new_keys()
    vault.write(folder, keys, None)
    make_database(folder, keys, SPACE, name or folder.name)
    return Store.open(folder)


def machines(folder: Path, *names: str) -> list[Store]:
    """Several machines of one office."""
    return [machine(folder / name) for name in names]


def copied(store: Store, folder: Path) -> Store:
    """A clone of a machine: the whole profile, keys included, as a disk is copied."""
    store.close()
    profile = store.profile
    shutil.copytree(profile, folder)
    vars(store).clear()  # opened anew, for those who hold it already
    store.__init__(profile, vault.read(profile, None))  # type: ignore[misc]
    return Store.open(folder)


def bundle(
    store: Store,
    known: Sequence[Receipt] = (),
    *,
    said: Sequence[bytes] = (),
    everything: bool = False,
    thin: bool = False,
    held: int = 0,
) -> list[Item]:
    """The items of a bundle for those who gave these receipts; `said` is what it tells of the office."""
    with store.alone():
        store.journal.refresh()
        store.journal.seal()
        load = outbox.load(store, known, everything=everything, thin=thin, held=held)
        return list(outbox.contents(store, load, said, NOW))


def parts(store: Store, known: Sequence[Receipt] = ()) -> list[list[Item]]:
    """The same in parts, a segment in each."""
    with store.alone():
        store.journal.refresh()
        store.journal.seal()
        load = outbox.load(store, known)
        found = []
        for segment in load.segments:
            found.append(list(outbox.segment_items(store, replace(load, segments=(segment,)))))
        return found


_NUMBERS = count(1)


def take(store: Store, found: Sequence[Item], door: Doorkeeper | None = None) -> Received:
    """Read a bundle."""
    with store.alone():
        inbox_here = inbox.Inbox(store, door or Doorkeeper())
        return inbox_here.take(found, f"bundle {next(_NUMBERS)}", b"", "b.coopx", NOW)


def send(sender: Store, reader: Store) -> Received:
    """Everything from one machine to another."""
    return take(reader, bundle(sender))


def delta(sender: Store, reader: Store) -> list[Item]:
    """What the reader lacks by the last receipt that the sender has of it."""
    known = [one for one in outbox.receipts_of(sender, NOW) if one.device == reader.keys.public]
    return bundle(sender, known)


def desk_of(store: Store) -> Desk:
    """The desk upon a store."""
    return Desk(store, OFFICE)


def state_of(store: Store) -> State:
    """The state of a machine."""
    return state(desk_of(store))
