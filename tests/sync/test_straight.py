# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Many changes at once are brought into the rows by columns, few one by one: both show the same."""

import random
from pathlib import Path
from typing import Any

import pytest

from coopdesk.history.leaf import REMOVED
from coopdesk.records.identity import new_id
from coopdesk.records.types import BY_KEY, STORED
from coopdesk.records.values import Touches
from coopdesk.store.checking import check
from coopdesk.store.connection import rows
from coopdesk.store.keeping import Store
from coopdesk.store.writing import BULK, Change
from tests.sync import exchange

RECORDS = 150
TABLES = ("log", "record", "link", "open_decision", "joined_record", "unaccepted", "segment")


def touches_of(chance: random.Random, kind: str, others: list[str]) -> Touches:
    """What a save may set: values alone, in languages, members of sets, links, names, nothing again."""
    number = chance.randrange(1000)
    choices: dict[str, list[Touches]] = {
        "place": [
            {"population": number, "wikidata_id": f"Q{number}"},
            {"population": number},
            {"web_page": f"https://{number}.example.org", "wikidata_id": None},
            {"name": {"fr": f"Ville {number}"}},
            {"languages": {chance.choice(["fr", "ee", "en"]): chance.random() < 0.7}},
        ],
        "note": [
            {"text": f"Pump {number}\nKiosk {chance.randrange(3)}"},
            {"title": f"Visit {number}", "starts": f"2026-0{chance.randint(1, 9)}-01"},
            {"state": chance.choice(["draft", "final"])},
            {"labels": {f"label {number % 5}": True}},
            {"places": {chance.choice(others): True}},
        ],
    }
    return dict(chance.choice(choices[kind]))


class Writing:
    """Random saves on machines that hold the same records."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.ids: dict[str, str] = {}

    @property
    def places(self) -> list[str]:
        return [record for record, kind in self.ids.items() if kind == "place"]

    def make(self, store: Store, count: int) -> None:
        changes = []
        for _ in range(count):
            record, kind = (
                new_id(),
                "place" if not self.ids else self.chance.choice(["place", "place", "note"]),
            )
            self.ids[record] = kind
            named: Touches = {"name": {"en": f"City {record}"}} if kind == "place" else {"title": record}
            touches = {**named, **touches_of(self.chance, kind, self.places)}
            changes.append(Change(BY_KEY[kind], record, touches, new=True))
        store.save(changes, "Awa")

    def edit(self, store: Store, count: int) -> None:
        for _ in range(count):
            record = self.chance.choice(list(self.ids))
            kind = self.ids[record]
            touches = touches_of(self.chance, kind, self.places)
            if self.chance.random() < 0.05:
                touches = {REMOVED: self.chance.choice([1, 1, 0])}
            store.save([Change(BY_KEY[kind], record, touches)], "Awa")

    def edit_each(self, store: Store) -> None:
        """A change of every record, none twice: nearly all of it goes by columns."""
        for record, kind in self.ids.items():
            store.save([Change(BY_KEY[kind], record, touches_of(self.chance, kind, self.places))], "Awa")


def shown(store: Store) -> dict[str, list[Any]]:
    """All that follows from what arrived."""
    tables = [*TABLES, *(f'"{kind.table}"' for kind in STORED)]
    return {table: sorted(rows(store.connection, f"SELECT * FROM {table}"), key=repr) for table in tables}


@pytest.mark.parametrize("seed", range(6))
def test_what_comes_together_and_what_comes_in_pieces_shows_the_same(tmp_path: Path, seed: int) -> None:
    one, other = exchange.machines(tmp_path, "one", "other")
    writing = Writing(seed)
    writing.make(one, RECORDS)
    exchange.send(one, other)
    writing.edit(other, 15)
    for _ in range(3):
        writing.edit(one, 15)
        exchange.bundle(one)  # ends a segment
    if seed % 2:
        writing.edit_each(one)
        writing.make(one, 10)
    else:
        writing.edit(one, BULK)
    twin = exchange.copied(other, tmp_path / "twin")
    whole = exchange.take(other, exchange.bundle(one))
    assert whole.taken.leaves > BULK
    parts = exchange.parts(one)
    for part in parts:
        exchange.take(twin, part)
    assert len(parts) > 3
    assert shown(other) == shown(twin)
    for store in (other, twin):
        store.index_all()
        assert check(store) == []
        store.close()
    one.close()


@pytest.mark.parametrize("rounds", [1, 3])
@pytest.mark.parametrize("seed", range(4))
def test_changes_that_met_others_show_what_their_history_says(tmp_path: Path, seed: int, rounds: int) -> None:
    """Nearly all of them are two branches, read from what came after their parting, and what is decided then
    is seen to have seen them; the check reads all."""
    one, other = exchange.machines(tmp_path, "one", "other")
    writing = Writing(seed)
    writing.make(one, RECORDS)
    writing.edit_each(one)
    exchange.send(one, other)
    for _ in range(rounds):
        writing.edit_each(other)
        writing.edit_each(one)
    writing.edit(one, 20)
    received = exchange.take(other, exchange.bundle(one))
    assert received.decisions > RECORDS // 10
    exchange.send(other, one)
    for _ in range(rounds):
        writing.edit_each(one)
        exchange.send(one, other)
    for store in (one, other):
        store.index_all()
        assert check(store) == []
    assert exchange.state_of(one) == exchange.state_of(other)
    one.close()
    other.close()
