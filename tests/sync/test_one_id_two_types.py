# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""An id belongs to nobody: what others say under the id of a record, as another type, is another record."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from coopdesk.desk import trusting
from coopdesk.desk.desk import Desk
from coopdesk.desk.founding import found_desk
from coopdesk.history import chain
from coopdesk.history.segment import FeedName, Segment, identities
from coopdesk.records.identity import new_id, to_bytes
from coopdesk.store import checking, outgoing, reading, vault
from coopdesk.store import roster as kept
from coopdesk.store.accepting import NOTHING, Limits, Trust
from coopdesk.store.keeping import Store
from coopdesk.sync import packing
from coopdesk.sync.inbox import Doorkeeper, Inbox, Received
from coopdesk.sync.items import SEGMENTS, Item
from tests.sync import exchange

MEMBER, OTHER = vault.new_keys(), vault.new_keys()
RECORD = new_id()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = found_desk(tmp_path / "desk", city="Lomé", country="TG", officer="Awa", language="fr")
    yield made
    made.close()


def save(space: bytes, keys: vault.Keys, kind: str, touches: dict[str, Any], lamport: int = 5) -> bytes:
    """One signed save of a new record."""
    head = chain.SaveHead(lamport, 1_800_000_000_000, "x", 1, 1).encoded()
    made = Segment(
        *(FeedName(space, keys.public, 1), chain.START, b"", b"s" * 16, b"", ((0, head),), 0),
        *([to_bytes(RECORD)], [kind], [b""], [chain.encode_body(touches)]),
    )
    hashes = identities(made, [chain.encode_shape(kind, touches)])
    made = replace(made, end=hashes[-1])
    made = replace(made, signature=vault.sign(keys, made.message()))
    return packing.encode([packing.Sent(made, hashes, [touches])], lambda _: None)


def trust(*strangers: vault.Keys) -> Trust:
    gone = {keys.public for keys in strangers}

    def limits(device: bytes) -> Limits:
        return NOTHING if device in gone else ()

    return Trust(limits)


def take(store: Store, body: bytes, believed: Trust) -> Received:
    with store.alone():
        door = Doorkeeper(believed)
        return Inbox(store, door).take([Item(SEGMENTS, body)], os.urandom(4).hex(), b"", "f", 1)


def shown(desk: Desk, kind: str) -> str | None:
    found = desk.record(kind, RECORD)
    return found.text("name", "fr") if found else None


def place(space: bytes) -> bytes:
    return save(space, MEMBER, "place", {"name": {"fr": "Kribi"}})


def organisation(space: bytes) -> bytes:
    return save(space, OTHER, "organisation", {"name": {"fr": "Mairie de Kribi"}}, 3)


def test_a_stranger_who_knows_an_id_costs_a_member_nothing(desk: Desk) -> None:
    assert take(desk.store, organisation(trusting.space(desk)), trust(OTHER)).taken.strange == 1
    received = take(desk.store, place(trusting.space(desk)), trust(OTHER))
    assert received.taken.refused == 0
    assert received.taken.leaves == 1
    assert shown(desk, "place") == "Kribi"
    assert shown(desk, "organisation") is None
    assert reading.type_of(desk.store.connection, RECORD) == "place"
    assert checking.check(desk.store) == []


def test_a_stranger_admitted_later_brings_another_record(desk: Desk) -> None:
    take(desk.store, organisation(trusting.space(desk)), trust(OTHER))
    take(desk.store, place(trusting.space(desk)), trust(OTHER))
    with desk.store.alone():
        kept.recount(desk.store.connection, trust())
    assert (shown(desk, "place"), shown(desk, "organisation")) == ("Kribi", "Mairie de Kribi")
    assert checking.check(desk.store) == []
    sealed = [one.number for one in desk.store.sealed.all()]
    for found in outgoing.segments(desk.store.connection, sealed):
        segment = found.segment
        assert vault.signed_by(segment.feed.device, segment.signature, segment.message())
        assert found.hashes[-1] == segment.end
        shapes = [
            chain.encode_shape(kind, chain.decode_body(body))
            for kind, body in zip(segment.kinds, segment.bodies, strict=True)
        ]
        assert identities(segment, shapes)[-1] == segment.end, "passed on as it was signed"


def test_the_order_in_which_two_types_come_makes_no_difference(tmp_path: Path) -> None:
    awa, kofi = exchange.machines(tmp_path, "awa", "kofi")
    for store, order in ((awa, (place, organisation)), (kofi, (organisation, place))):
        for made in order:
            take(store, made(exchange.SPACE), trust())
    assert exchange.state_of(awa) == exchange.state_of(kofi)
    exchange.send(awa, kofi)
    assert exchange.state_of(awa) == exchange.state_of(kofi)
    assert checking.check(awa) == checking.check(kofi) == []


def test_two_types_in_one_import_are_kept_apart(tmp_path: Path) -> None:
    awa, kofi = exchange.machines(tmp_path, "awa", "kofi")
    take(awa, place(exchange.SPACE), trust())
    take(awa, organisation(exchange.SPACE), trust())
    received = exchange.send(awa, kofi)
    assert received.taken.leaves == 2
    assert exchange.state_of(awa) == exchange.state_of(kofi)
    assert checking.check(kofi) == []
