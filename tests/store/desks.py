# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Small desks for the tests of the store, and what all tables of one hold."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from coopdesk.errors import WorldError
from coopdesk.records.identity import new_id
from coopdesk.records.types import BY_KEY, STORED
from coopdesk.records.values import Record, Touches
from coopdesk.store import files, reading, searching, vault
from coopdesk.store.keeping import Store
from coopdesk.store.writing import Change

PLACE, NOTE, DOCUMENT = BY_KEY["place"], BY_KEY["note"], BY_KEY["document"]
QUESTIONS = ("ouaga", "уага", "lome", "лом", "burkina", "togo", "visite", "halle", "city 1", "ville")


def place(name: str, population: int = 1, record_id: str = "", country: str = "TG") -> Change:
    """A new place."""
    touches: Touches = {"name": {"fr": name}, "country": country, "population": population}
    return Change(PLACE, record_id or new_id(), touches, new=True)


def populated(record_id: str, population: int, seen: str | None = None) -> Change:
    """Another number of inhabitants."""
    return Change(PLACE, record_id, {"population": population}, seen=seen)


def desk_with_a_file(folder: Path, passphrase: str | None = None) -> tuple[Store, str]:
    """An open desk with a place of 5 inhabitants and a document; the address of its file."""
    store = Store.create(folder, passphrase, "PC")
    attached = files.put(store.profile, store.keys, b"plan" * 1000, "plan.txt")
    document = Change(DOCUMENT, new_id(), {"title": "Plan", "file": attached.scalar()}, new=True)
    store.save([place("Tchamba", 5), document], "Awa")
    return store, attached.hash


def of(store: Store, record_id: str) -> Record:
    """A place that must be there."""
    found = reading.record(store.connection, PLACE, record_id)
    assert found is not None
    return found


def populations(store: Store) -> dict[str, int]:
    """The inhabitants of every place, by id."""
    return dict(store.connection.execute("SELECT id, population FROM place").fetchall())


def cache_of(store: Store) -> dict[str, Any]:
    """Everything that `rebuild` makes: the rows of all its tables, the index, what searches find."""
    tables = ["link", "open_decision", "joined_record", "search_pending", *(kind.table for kind in STORED)]
    found: dict[str, Any] = {
        table: sorted(store.connection.execute(f'SELECT * FROM "{table}"').fetchall(), key=repr)
        for table in tables
    }
    store.connection.execute(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.dumped USING fts5vocab(main, search, instance)"
    )
    found["search"] = sorted(store.connection.execute("SELECT term, doc, col FROM temp.dumped").fetchall())
    found["searchable"] = store.connection.execute("SELECT rowid FROM search ORDER BY rowid").fetchall()
    found["found"] = {
        asked: [hit.record.id for hit in searching.find(store.connection, asked)] for asked in QUESTIONS
    }
    return found


def cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stretch passphrases quickly: what is tested is not how long that takes."""
    monkeypatch.setattr(vault, "MEMORY_KIB", 64)
    monkeypatch.setattr(vault, "ROUNDS", 1)
    monkeypatch.setattr(vault, "LANES", 1)


def error_code(act: Callable[[], object]) -> str:
    """The code of the WorldError that an act raises."""
    with pytest.raises(WorldError) as caught:
        act()
    return caught.value.code


def everything_below(folder: Path) -> bytes:
    """All bytes and names of files below a folder."""
    parts = []
    for where, _, names in os.walk(folder):
        for name in names:
            parts += [name.encode(), (Path(where) / name).read_bytes()]
    return b"\n".join(parts)
