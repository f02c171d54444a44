# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""How a bundle of 1,000 changes takes longer on a larger desk.

Two kinds of change: of the records made last, as an office works on what is under way, and spread
evenly over all records. Spread ones lie on more pages of a larger database, for any program: how much
that alone takes is told by plain UPDATEs of the same records, found by their ids.
"""

import random
import statistics
from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from coopdesk.store import connection as connections
from coopdesk.store.connection import Connection
from coopdesk.store.keeping import Store
from coopdesk.sync import outbox
from tests.bench import desks
from tests.bench.bundles import Values, bare_places, exchanged, machine, read, saved, values, written
from tests.bench.measure import Row, seconds

CHANGES = 1_000
SMALL_DESK = 10_000
BATCH = 5_000
ROUNDS = 5
CLOSE, SPREAD = "of the newest 10,000 records", "spread over all records"


class _Pair:
    """Two computers with the same desk, and a plain database with its rows."""

    def __init__(self, folder: Path, records: int) -> None:
        self.folder = folder
        self.one, self.other = machine(folder / "one"), machine(folder / "other")
        self.ids: list[str] = []
        for start in range(0, records, BATCH):
            places = [desks.place(number) for number in range(start, min(start + BATCH, records))]
            self.one.save(places, "Awa")
            self.ids += [place.id for place in places]
        exchanged(self.one, self.other, folder / "first.coopx")
        exchanged(self.other, self.one, folder / "back.coopx")
        self.plain = _plain(folder / "plain.db", self.one)
        self.took: dict[tuple[str, str], list[float]] = defaultdict(list)

    def exchange(self, spread: str, chance: random.Random) -> None:
        """1,000 changes to the other computer and, plainly, into the plain database."""
        among = self.ids if spread == SPREAD else self.ids[-SMALL_DESK:]
        chosen, new = chance.sample(among, CHANGES), values(chance, CHANGES)
        saved(self.one, chosen, new)
        file = self.folder / "changes.coopx"
        known = outbox.receipts_of(self.one, 2)
        self.took["produce", spread].append(seconds(partial(written, self.one, file, known)))
        self.took["apply", spread].append(seconds(partial(read, self.other, file)))
        self.took["plain", spread].append(seconds(partial(_update, self.plain, chosen, new)))
        exchanged(self.other, self.one, self.folder / "back.coopx")

    def median(self, what: str, spread: str) -> float:
        """Milliseconds."""
        return statistics.median(self.took[what, spread]) * 1e3

    def close(self) -> None:
        """Close all three."""
        self.plain.close()
        self.one.close()
        self.other.close()


def growth(folder: Path, records: int) -> Iterator[Row]:
    """A bundle of 1,000 changes on a desk of 10,000 records and on one of `records`."""
    small, large = _Pair(folder / "small", SMALL_DESK), _Pair(folder / "large", records)
    chance = random.Random(8)
    for spread in (CLOSE, SPREAD) * ROUNDS:
        for pair in (small, large):
            pair.exchange(spread, chance)
    floor = f"a desk of {SMALL_DESK:,}"
    for spread in (CLOSE, SPREAD):
        for what in ("produce", "apply"):
            name = f"{what} 1,000 changes {spread}, of {records:,}"
            yield Row(name, large.median(what, spread), "ms", small.median(what, spread), floor, 1.2)
        name = f"plain UPDATEs by id {spread}, of {records:,}"
        yield Row(name, large.median("plain", spread), "ms", small.median("plain", spread), floor)
    small.close()
    large.close()


def _plain(file: Path, store: Store) -> Connection:
    database, _ = bare_places(file, store)
    database.execute("CREATE UNIQUE INDEX place_id ON place (id)")
    return database


def _update(database: Connection, ids: list[str], new: list[Values]) -> None:
    rows = [(*found, record) for record, found in zip(ids, new, strict=True)]
    with connections.transaction(database):
        database.executemany(
            "UPDATE place SET population = ?, wikidata_id = ?, web_page = ? WHERE id = ?", rows
        )
