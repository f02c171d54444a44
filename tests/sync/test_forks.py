# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which records have just two branches, and what is left open when a version saw all others."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from coopdesk.records.identity import new_id
from coopdesk.store import checking
from coopdesk.store.connection import rows
from coopdesk.store.forks import Arrived, Shown, branches
from coopdesk.store.keeping import Store
from coopdesk.store.log_rows import Leaf
from coopdesk.store.writing import Change
from tests.store.desks import PLACE, of, place, populated
from tests.sync.exchange import machine, machines, send

ONE = new_id()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A desk with a place that was changed twice: populations 5, 6 and 7."""
    opened = machine(tmp_path / "desk")
    opened.save([place("Kara", 5, ONE)], "Awa")
    opened.save([populated(ONE, 6)], "Awa")
    opened.save([populated(ONE, 7)], "Awa")
    yield opened
    opened.close()


def hashes(store: Store) -> list[bytes]:
    return [found for (found,) in rows(store.connection, "SELECT hash FROM log ORDER BY l")]


def met(store: Store, *parents: bytes, again: bytes = b"h" * 32) -> list[list[object]]:
    """The populations on the two branches where a version with 8 came in that had seen these."""
    (n, *shown), *_ = rows(store.connection, "SELECT n, head, created, changed FROM place")
    come = Leaf(99, 9, n, ONE, PLACE.key, b"".join(parents), again, {"population": 8}, 1)
    found = branches(store.connection, [Arrived(n, Shown(*shown), [come])])
    return [[leaf.touches["population"] for leaf in line] for _, *lines in found for line in lines]


def test_a_branch_is_read_from_the_parting_on_oldest_first(store: Store) -> None:
    first, second, _ = hashes(store)
    assert met(store, second) == [[7], [8]]
    assert met(store, first) == [[6, 7], [8]]


@pytest.mark.parametrize("missing", [1, 2])
def test_where_the_parting_is_not_here_there_are_no_branches(store: Store, missing: int) -> None:
    """Then it is not known what else was saved before."""
    parting = hashes(store)[missing - 1]
    store.connection.execute("DELETE FROM log WHERE l <= ?", (missing,))
    store.connection.execute("UPDATE place SET created = ?", (missing + 1,))
    assert met(store, parting) == []


def test_what_saw_several_or_does_not_count_is_no_branch(store: Store) -> None:
    first, second, last = hashes(store)
    assert met(store, first, second) == []
    assert met(store) == []
    store.connection.execute("INSERT INTO unaccepted SELECT l, 'strange' FROM log WHERE hash = ?", (second,))
    assert met(store, first) == []
    assert met(store, last) == []


def test_what_is_here_already_is_no_other_branch(store: Store) -> None:
    first, second, last = hashes(store)
    assert met(store, second, again=last) == []
    assert met(store, first, again=second) == []


def test_a_decision_about_one_language_leaves_that_about_another(tmp_path: Path) -> None:
    awa, kofi, sena = machines(tmp_path, "awa", "kofi", "sena")
    awa.save([place("Kara", 5, ONE)], "Awa")
    send(awa, kofi)
    awa.save([Change(PLACE, ONE, {"name": {"fr": "Kara A", "ru": "Кара А"}, "population": 6})], "Awa")
    kofi.save([Change(PLACE, ONE, {"name": {"fr": "Kara B", "ru": "Кара Б"}, "population": 7})], "Kofi")
    for here, there in ((awa, kofi), (kofi, awa), (kofi, sena)):
        send(here, there)
    assert len(of(sena, ONE).conflicts) == 3
    kofi.save([Change(PLACE, ONE, {"name": {"fr": "Kara C"}})], "Kofi")
    for there in (awa, sena):
        assert send(kofi, there).decisions == 0
    for store in (awa, kofi, sena):
        assert set(of(store, ONE).conflicts) == {"name.ru", "population"}
        assert of(store, ONE).text("name", "fr") == "Kara C"
        assert checking.check(store) == []
