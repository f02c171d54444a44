# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who lies about the type of a record costs nobody a change."""

from pathlib import Path

import pytest

from coopdesk.records.identity import new_id, to_bytes
from coopdesk.records.values import Touches
from coopdesk.store import checking
from coopdesk.store.accepting import NOTHING, Trust
from coopdesk.store.connection import one
from coopdesk.store.keeping import Store
from coopdesk.store.writing import Change
from coopdesk.sync.bundle_keys import SpaceKeys, new_identity
from coopdesk.sync.inbox import Doorkeeper
from coopdesk.sync.items import SEGMENTS, Item
from coopdesk.sync.packing import encode
from tests.sync import exchange
from tests.sync.exchange import PLACE, SPACE
from tests.sync.offices import Office, segment

LIAR = Office(SpaceKeys(SPACE, new_identity()))
STRANGE = Doorkeeper(Trust(lambda device: NOTHING if device == LIAR.device.public else ()))


def lie(*records: str) -> Item:
    """A segment that calls these records notes."""
    touches: Touches = {"title": "Mine"}
    saves = [[(to_bytes(record), "note", touches)] for record in records]
    return Item(SEGMENTS, encode([segment(LIAR, saves)], lambda _: None))


def place(store: Store) -> str:
    """The id of a new place."""
    record = new_id()
    store.save([Change(PLACE, record, {"name": {"fr": "Kribi"}}, new=True)], "Awa")
    return record


def shows(store: Store, record: str) -> bool:
    """Whether a place is shown, and the desk is sound."""
    assert checking.check(store) == []
    return bool(one(store.connection, "SELECT count(*) FROM place WHERE id = ?", record))


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Store, Store]:
    awa, kofi = exchange.machines(tmp_path, "awa", "kofi")
    return awa, kofi


def test_a_stranger_who_claims_a_record_first_gives_way(pair: tuple[Store, Store]) -> None:
    awa, kofi = pair
    record, other = place(awa), new_id()
    came = exchange.take(kofi, [lie(other, record)], STRANGE)
    assert (came.taken.strange, came.taken.refused) == (2, 0)
    came = exchange.take(kofi, exchange.bundle(awa, everything=True), STRANGE)
    assert (came.taken.refused, came.damaged, came.missing) == (0, 0, 0)
    assert shows(kofi, record)
    assert one(kofi.connection, "SELECT count(*) FROM unaccepted") == 0
    assert one(kofi.connection, "SELECT count(*) FROM record WHERE id = ?", other) == 0
    assert exchange.state_of(awa) == exchange.state_of(kofi)


def test_it_gives_way_within_one_bundle_too(pair: tuple[Store, Store]) -> None:
    awa, kofi = pair
    record = place(awa)
    came = exchange.take(kofi, [lie(record), *exchange.bundle(awa, everything=True)], STRANGE)
    assert (came.taken.refused, came.taken.strange) == (0, 0)
    assert shows(kofi, record)
    assert exchange.state_of(awa) == exchange.state_of(kofi)


def test_a_stranger_who_comes_later_is_refused_and_leaves_nothing(pair: tuple[Store, Store]) -> None:
    awa, kofi = pair
    record, other = place(awa), new_id()
    exchange.send(awa, kofi)
    before = exchange.state_of(kofi)
    assert exchange.take(kofi, [lie(other, record)], STRANGE).taken.refused == 1
    assert shows(kofi, record)
    assert one(kofi.connection, "SELECT count(*) FROM record WHERE id = ?", other) == 0
    assert exchange.state_of(kofi) == before


def test_a_member_does_not_take_a_record_from_another(pair: tuple[Store, Store]) -> None:
    awa, kofi = pair
    record = place(awa)
    exchange.send(awa, kofi)
    assert exchange.take(kofi, [lie(record)]).taken.refused == 1
    assert shows(kofi, record)
