# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Signed segments with numbers and names that no honest computer writes: nothing of them stays."""

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
from coopdesk.history.segment import MOST_STEP, FeedName, Segment, identities
from coopdesk.records.identity import new_id, to_bytes
from coopdesk.records.types import BY_KEY
from coopdesk.store import checking, vault
from coopdesk.store.connection import one
from coopdesk.store.writing import Change
from coopdesk.sync import packing
from coopdesk.sync.inbox import Doorkeeper, Inbox, Received
from coopdesk.sync.items import SEGMENTS, Item
from tests.sync import exchange

WALL = 1_800_000_000_000
KEYS = vault.new_keys()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = found_desk(tmp_path / "desk", city="Lomé", country="TG", officer="Awa", language="fr")
    yield made
    made.close()


def payload(desk: Desk, **wrong: Any) -> bytes:
    """One signed save that renames the city hall, with what is wrong about it."""
    organisation = desk.office.organisation
    parents = one(desk.store.connection, "SELECT head FROM organisation WHERE id = ?", organisation)
    facts = {"lamport": 5, "wall": WALL, "offset": 0, "incarnation": 1, "seed": b"s" * 16, **wrong}
    feed = FeedName(trusting.space(desk), KEYS.public, facts["incarnation"])
    touches: list[Any] = [{"name": {"fr": "Une autre mairie"}}]
    head = chain.SaveHead(facts["lamport"], facts["wall"], "x", 1, 1).encoded()
    made = Segment(
        *(feed, chain.START, b"", facts["seed"], b"", ((0, head),), facts["offset"]),
        *([to_bytes(organisation)], ["organisation"], [parents], [chain.encode_body(touches[0])]),
    )
    hashes = identities(made, [chain.encode_shape("organisation", touches[0])])
    made = replace(made, end=hashes[-1])
    made = replace(made, signature=vault.sign(KEYS, made.message()))
    return packing.encode([packing.Sent(made, hashes, touches)], lambda _: None)


def take(desk: Desk, body: bytes, door: Doorkeeper) -> Received:
    with desk.store.alone():
        return Inbox(desk.store, door).take([Item(SEGMENTS, body)], os.urandom(4).hex(), KEYS.public, "f", 1)


WRONG: list[dict[str, Any]] = [
    {"offset": (1 << 63) - 1},
    {"offset": 1 << 41},
    {"lamport": (1 << 63) - 1},
    {"lamport": 1 << 53},
    {"lamport": MOST_STEP * 2},
    {"lamport": 0},
    {"lamport": -5},
    {"wall": -1},
    {"wall": (1 << 63) - 1},
    {"incarnation": 1.5},
    {"incarnation": "a"},
    {"incarnation": True},
    {"incarnation": -3},
    {"incarnation": 1 << 70},
    {"seed": b"short"},
]


@pytest.mark.parametrize("wrong", WRONG, ids=str)
@pytest.mark.parametrize("member", [False, True], ids=["stranger", "member"])
def test_what_no_honest_computer_writes_changes_nothing(
    desk: Desk, wrong: dict[str, Any], member: bool
) -> None:
    door = Doorkeeper() if member else trusting.door(desk)
    connection = desk.store.connection
    before = (
        one(connection, "SELECT count(*) FROM log"),
        desk.record("organisation", desk.office.organisation),
    )
    received = take(desk, payload(desk, **wrong), door)
    assert received.damaged + received.taken.refused == 1
    assert received.taken.leaves == 0
    after = one(connection, "SELECT count(*) FROM log"), desk.record("organisation", desk.office.organisation)
    assert after == before
    assert desk.store.save([Change(BY_KEY["place"], new_id(), {"name": {"fr": "Kribi"}}, new=True)], "Awa")
    assert checking.check(desk.store) == []


@pytest.mark.parametrize("clock", [-86_400.0, 0.0, 2_209_000_000.0])
def test_what_a_computer_with_a_wrong_clock_saves_is_taken_by_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clock: float
) -> None:
    awa, kofi = exchange.machines(tmp_path, "awa", "kofi")
    place = new_id()
    with monkeypatch.context() as at:
        at.setattr("time.time", lambda: clock)
        awa.save([Change(BY_KEY["place"], place, {"name": {"fr": "Kribi"}}, new=True)], "Awa")
    received = exchange.send(awa, kofi)
    assert received.damaged == received.taken.refused == 0
    assert one(kofi.connection, "SELECT count(*) FROM place WHERE id = ?", place) == 1
    assert exchange.state_of(awa) == exchange.state_of(kofi)


def test_an_honest_save_of_the_same_kind_is_taken(desk: Desk) -> None:
    assert take(desk, payload(desk), Doorkeeper()).taken.leaves == 1
    shown = desk.record("organisation", desk.office.organisation)
    assert shown
    assert dict(shown.values)["name"] == {"en": "Lomé", "fr": "Une autre mairie", "ru": "Ломе"}
