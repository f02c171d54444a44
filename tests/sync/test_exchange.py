# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Two and more real stores exchange what bundles carry."""

import os
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import pytest

from coopdesk.history import chain
from coopdesk.records.identity import new_id
from coopdesk.store import arrivals, checking, device_log, reading
from coopdesk.store.accepting import NOTHING, Trust
from coopdesk.store.connection import transaction
from coopdesk.store.incarnations import add_incarnation
from coopdesk.store.keeping import Store
from coopdesk.store.writing import Change
from coopdesk.sync import items, outbox
from coopdesk.sync.inbox import Doorkeeper
from coopdesk.sync.receipts import Receipt, held, runs, signed
from tests.store.desks import PLACE, of, place, populated, populations
from tests.sync.exchange import NOW, bundle, copied, delta, machines, parts, send, state_of, take


class Link(NamedTuple):
    """A segment between two running hashes."""

    start: bytes
    end: bytes


def test_two_machines_that_exchange_both_ways_hold_the_same(tmp_path: Path) -> None:
    awa, kofi = machines(tmp_path, "awa", "kofi")
    ours, theirs = new_id(), new_id()
    awa.save([place("Kara", 5, ours)], "Awa")
    kofi.save([place("Lomé", 7, theirs)], "Kofi")
    brought = send(awa, kofi)
    assert (brought.taken.saves, brought.taken.leaves, brought.damaged) == (1, 1, 0)
    send(kofi, awa)
    assert of(awa, theirs).values["population"] == 7
    assert of(kofi, ours).values["population"] == 5
    assert state_of(awa) == state_of(kofi)
    assert checking.check(awa) == checking.check(kofi) == []


def test_a_bundle_read_twice_changes_nothing(tmp_path: Path) -> None:
    awa, kofi = machines(tmp_path, "awa", "kofi")
    awa.save([place("Kara", 5)], "Awa")
    sent = bundle(awa)
    take(kofi, sent)
    again = take(kofi, sent)
    assert (again.taken.segments, again.taken.known, again.taken.leaves) == (0, 1, 0)


def test_only_what_the_reader_lacks_by_its_receipt_is_sent(tmp_path: Path) -> None:
    awa, kofi = machines(tmp_path, "awa", "kofi")
    one = new_id()
    awa.save([place("Kara", 5, one)], "Awa")
    send(awa, kofi)
    send(kofi, awa)
    awa.save([populated(one, 6)], "Awa")
    brought = take(kofi, delta(awa, kofi))
    assert (brought.taken.segments, brought.taken.known) == (1, 0)
    assert of(kofi, one).values["population"] == 6
    assert state_of(awa) == state_of(kofi)


def test_two_versions_are_settled_everywhere(tmp_path: Path) -> None:
    awa, kofi, sena = machines(tmp_path, "awa", "kofi", "sena")
    one = new_id()
    awa.save([place("Kara", 5, one)], "Awa")
    send(awa, kofi)
    awa.save([populated(one, 6)], "Awa")
    kofi.save([populated(one, 7)], "Kofi")
    brought = send(awa, kofi)
    assert brought.decisions == 1
    send(kofi, awa)
    assert state_of(awa) == state_of(kofi)
    assert of(awa, one).conflicts == of(kofi, one).conflicts != {}
    kofi.save([Change(place("").type, one, {"population": 8})], "Kofi")
    send(kofi, sena)
    send(sena, awa)
    assert of(awa, one).conflicts == {}
    assert of(awa, one).values["population"] == 8
    assert state_of(awa) == state_of(kofi) == state_of(sena)
    assert [checking.check(store) for store in (awa, kofi, sena)] == [[], [], []]


@pytest.mark.parametrize("before", [{}, {"ee": True, "fr": True}])
def test_a_set_that_was_emptied_beside_two_versions_is_filled_again(
    tmp_path: Path, before: dict[str, bool]
) -> None:
    awa, kofi = machines(tmp_path, "awa", "kofi")
    one = new_id()
    awa.save([place("Kara", 5, one)], "Awa")
    awa.save([Change(PLACE, one, {"languages": {**before, "ru": bool(before)}})], "Awa")
    send(awa, kofi)
    awa.save([populated(one, 6)], "Awa")
    kofi.save([populated(one, 7)], "Kofi")
    send(awa, kofi)
    kofi.save([Change(PLACE, one, {"population": 8, "languages": None})], "Kofi")
    assert "languages" not in of(kofi, one).values
    kofi.save([Change(PLACE, one, {"languages": {"fr": True}})], "Kofi")
    send(kofi, awa)
    assert of(awa, one).values["languages"] == of(kofi, one).values["languages"] == ("fr",)
    assert checking.check(awa) == checking.check(kofi) == []


def test_what_came_through_a_third_machine_in_reverse_order_is_the_same(tmp_path: Path) -> None:
    awa, kofi, sena = machines(tmp_path, "awa", "kofi", "sena")
    one = new_id()
    sent = []
    for population in (5, 6, 7):
        change = place("Kara", 5, one) if population == 5 else populated(one, population)
        awa.save([change], "Awa")
        awa.seal()
    sent = parts(awa)
    for part in reversed(sent):
        take(kofi, part)
    send(kofi, sena)
    assert of(sena, one).values["population"] == 7
    assert state_of(awa) == state_of(kofi) == state_of(sena)
    assert checking.check(kofi) == checking.check(sena) == []


def test_a_lost_bundle_shows_as_missing_and_comes_with_the_next_one(tmp_path: Path) -> None:
    awa, kofi = machines(tmp_path, "awa", "kofi")
    one = new_id()
    awa.save([place("Kara", 5, one)], "Awa")
    awa.seal()
    awa.save([populated(one, 6)], "Awa")
    lost, came = parts(awa)
    assert take(kofi, came).missing == 1
    assert of(kofi, one).values == {"population": 6}
    assert take(kofi, delta(awa, kofi)).missing == 0
    assert of(kofi, one).values["name"] == {"fr": "Kara"}
    assert state_of(awa) == state_of(kofi)
    assert lost


def test_a_save_that_spans_segments_counts_when_all_of_it_has_come(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chain, "SEGMENT_BYTES", 400)
    awa, kofi = machines(tmp_path, "awa", "kofi")
    awa.save([place(f"Ville {number}", number) for number in range(6)], "Awa")
    first, *others = parts(awa)
    assert others
    take(kofi, first)
    assert populations(kofi) == {}
    assert checking.check(kofi) == []
    for part in others:
        take(kofi, part)
    assert sorted(populations(kofi).values()) == list(range(6))
    assert state_of(awa) == state_of(kofi)
    assert [reading.history(kofi.connection, PLACE, record)[0].stamp.officer for record in populations(kofi)]
    assert checking.check(kofi) == []


def test_two_doubles_of_a_machine_go_on_apart_and_meet_through_a_third(tmp_path: Path) -> None:
    awa, third = machines(tmp_path, "awa", "third")
    records = [new_id() for _ in range(3)]
    awa.save([place("Kara", 5, records[0])], "Awa")
    double = copied(awa, tmp_path / "double")
    awa.save([place("Lomé", 6, records[1])], "Awa")
    double.save([place("Tsévié", 7, records[2])], "Kofi")
    for one in (awa, double):
        send(one, third)
    for one in (awa, double):
        assert send(third, one).taken.returned, "each finds saves of its own that it does not know"
    began = [own_feeds(awa), own_feeds(double)]
    assert [len(found) for found in began] == [2, 2]
    assert began[0][1] != began[1][1], "each goes on under a number of its own"

    for number in range(8, 11):
        awa.save([populated(records[0], number)], "Awa")
        double.save([populated(records[1], number)], "Kofi")
        for one in (awa, double):
            take(third, delta(one, third))
        news = bundle(third, outbox.receipts_of(third, NOW))
        for one in (awa, double):
            brought = take(one, news)
            assert (brought.taken.returned, brought.missing) == (False, 0)
    assert [own_feeds(awa), own_feeds(double)] == began, "nobody begins anew a second time"
    assert state_of(awa) == state_of(double) == state_of(third)
    assert [checking.check(one) for one in (awa, double, third)] == [[], [], []]


def test_a_receipt_of_a_double_does_not_hide_what_the_other_lacks(tmp_path: Path) -> None:
    awa, third = machines(tmp_path, "awa", "third")
    one = new_id()
    awa.save([place("Kara", 5, one)], "Awa")
    double = copied(awa, tmp_path / "double")
    for store in (awa, double):
        with transaction(store.connection):
            add_incarnation(store.connection, store.keys)
    third.save([place("Lomé", 6)], "Kofi")
    send(third, double)
    for store in (awa, double):
        send(store, third)
    known = outbox.receipts_of(third, NOW)
    assert len(known) == 2
    brought = take(awa, bundle(third, known))
    assert (brought.taken.saves, brought.missing) == (1, 0)
    assert state_of(awa) == state_of(double) == state_of(third)


def own_feeds(store: Store) -> list[int]:
    """The incarnations of a machine, in the order in which they began."""
    found = store.connection.execute("SELECT incarnation FROM feed WHERE own = 1 ORDER BY f")
    return [incarnation for (incarnation,) in found]


def test_a_double_of_a_machine_is_noticed_and_both_go_on(tmp_path: Path) -> None:
    (awa,) = machines(tmp_path, "awa")
    one = new_id()
    awa.save([place("Kara", 5, one)], "Awa")
    double = copied(awa, tmp_path / "double")
    awa.save([populated(one, 6)], "Awa")
    double.save([populated(one, 7)], "Awa")
    brought = send(double, awa)
    assert brought.taken.returned
    assert brought.decisions == 1
    awa.save([populated(one, 8)], "Awa")
    feeds = awa.connection.execute("SELECT count(*) FROM feed WHERE own = 1").fetchone()
    assert feeds == (2,)
    send(awa, double)
    assert of(double, one).values["population"] == 8
    assert state_of(awa) == state_of(double)
    assert checking.check(awa) == checking.check(double) == []
    officers_own = [5, 6, 8]
    steps = [step.first for step in device_log.steps(awa)]
    assert [_population(awa, first) for first in steps] == officers_own


def test_the_last_bundle_is_taken_back_whole(tmp_path: Path) -> None:
    awa, kofi = machines(tmp_path, "awa", "kofi")
    one = new_id()
    awa.save([place("Kara", 5, one)], "Awa")
    send(awa, kofi)
    before = state_of(kofi)
    awa.save([populated(one, 6), place("Lomé", 7)], "Awa")
    brought = send(awa, kofi)
    assert state_of(kofi) != before
    assert arrivals.can_undo(kofi.connection, brought.id)
    with kofi.alone():
        arrivals.undo(kofi.connection, brought.id)
    assert state_of(kofi) == before
    assert checking.check(kofi) == []
    send(awa, kofi)
    assert state_of(kofi) == state_of(awa)


def test_saves_of_a_stranger_are_kept_passed_on_and_count_later(tmp_path: Path) -> None:
    awa, kofi, sena = machines(tmp_path, "awa", "kofi", "sena")
    one, two = new_id(), new_id()
    awa.save([place("Kara", 5, one)], "Awa")
    send(awa, kofi)
    send(awa, sena)
    kofi.save([populated(one, 6), place("Lomé", 7, two)], "Kofi")
    closed = Doorkeeper(Trust(lambda device: NOTHING if device == kofi.keys.public else ()))
    brought = take(sena, bundle(kofi), closed)
    assert brought.taken.strange == 2
    assert populations(sena) == {one: 5}
    assert checking.check(sena) == []
    sena.save([populated(one, 8)], "Sena")
    take(awa, bundle(sena))
    assert of(awa, one).conflicts
    open_door = Doorkeeper(Trust(), statements=lambda entries: Trust())
    take(sena, [items.list_item(items.STATEMENTS, [])], open_door)
    assert populations(sena)[two] == 7
    assert of(sena, one).conflicts
    assert state_of(sena) == state_of(awa)
    assert checking.check(sena) == []


def test_what_a_later_version_sends_is_kept_and_passed_on(tmp_path: Path) -> None:
    awa, kofi = machines(tmp_path, "awa", "kofi")
    news = items.Item("song", b"la la")
    assert take(awa, [news, news]).unknown == 1
    assert news in bundle(awa)
    assert take(kofi, bundle(awa)).unknown == 1


def test_segments_are_remembered_as_they_stand(tmp_path: Path) -> None:
    awa, kofi = machines(tmp_path, "awa", "kofi")
    kofi.save([place("Lomé", 7)], "Kofi")
    bundle(kofi)
    assert [one.feed.device for one in kofi.sealed.all()] == [kofi.keys.public]
    for population in (5, 6):
        awa.save([place("Kara", population)], "Awa")
        bundle(awa)
    take(kofi, bundle(awa))
    first, second = awa.sealed.by_feed()[awa.sealed.all()[0].feed]
    assert [one.end for one in kofi.sealed.all()[1:]] == [first.end, second.end]
    with Store.open(kofi.profile) as elsewhere, elsewhere.alone():
        assert elsewhere.sealed.all() == kofi.sealed.all()
        elsewhere.connection.execute("DELETE FROM segment WHERE s > 1")
    assert [one.feed.device for one in kofi.sealed.all()] == [kofi.keys.public]
    assert first.feed not in kofi.sealed.by_feed()
    with transaction(kofi.connection):
        statement = 'INSERT INTO segment VALUES (9, ?, 8, 8, 1, 2, x"", ?, ?, x"")'
        feed = kofi.connection.execute("SELECT f FROM feed WHERE own = 0").fetchone()[0]
        kofi.connection.execute(statement.replace('x""', "x''"), (feed, second.start, second.end))
    assert kofi.sealed.gaps() == 1, "the first is missing"
    with transaction(kofi.connection):
        kofi.connection.execute("DELETE FROM segment WHERE s = 9")
    assert kofi.sealed.gaps() == 0


@pytest.mark.parametrize("how", ["previewed", "undone", "undone elsewhere"])
def test_segments_that_come_again_in_another_order_are_not_taken_for_each_other(
    tmp_path: Path, how: str
) -> None:
    """What two machines pass on ends alike, in the same log row, and stands otherwise before."""
    awa, kofi, esi, north, south, here, far = machines(
        tmp_path, "awa", "kofi", "esi", "north", "south", "here", "far"
    )
    for store, places in ((awa, 3), (kofi, 1), (esi, 1)):
        for number in range(places):
            store.save([place(f"{store.profile.name} {number}", number)], "Awa")
    for relay, senders in ((north, (awa, kofi, esi)), (south, (kofi, awa, esi))):
        for sender in senders:
            send(sender, relay)
    if how == "previewed":
        with suppress(KeyboardInterrupt), here.alone():
            take(here, bundle(north))
            raise KeyboardInterrupt
    else:
        received = send(north, here)
        with Store.open(here.profile) as elsewhere:
            undoing = elsewhere if how == "undone elsewhere" else here
            with undoing.alone():
                arrivals.undo(undoing.connection, received.id)
    send(south, here)
    with Store.open(here.profile) as fresh, fresh.alone():
        assert here.sealed.all() == fresh.sealed.all()
    send(awa, far)
    send(far, here)
    take(far, delta(here, far))
    assert state_of(far) == state_of(here)


def test_a_receipt_of_a_hundred_machines_is_small() -> None:
    links = [Link(bytes(32), os.urandom(32))]
    for _ in range(199):
        links.append(Link(links[-1].end, os.urandom(32)))
    run = tuple(runs(links))
    feeds = {os.urandom(8): run for _ in range(100)}
    raw = signed(Receipt(bytes(16), bytes(32), 1, 1, feeds), lambda body: bytes(64))
    assert len(raw) < 8_000
    behind = links[:150]
    assert len(held(run, behind)) >= 128
    assert held(run, links) == {link.end for link in links}


def _population(store: Store, leaf: bytes) -> int:
    """What a save said of the number of inhabitants."""
    body = store.connection.execute("SELECT body FROM log WHERE hash = ?", (leaf,)).fetchone()[0]
    return int(chain.decode_body(body)["population"])  # type: ignore[arg-type]


@pytest.mark.parametrize("kept", [b"", b"no payload", b"\x81\x01", b"\x8e" + b"\x01" * 14])
def test_what_was_kept_and_can_no_longer_be_read_bars_nothing(tmp_path: Path, kept: bytes) -> None:
    awa, kofi = machines(tmp_path, "awa", "kofi")
    awa.save([place("Kara")], "Awa")
    with transaction(kofi.connection):
        kofi.connection.execute("INSERT INTO waiting_payload VALUES (?,?,?)", (b"h" * 32, kept, NOW))
    received = take(kofi, bundle(awa))
    assert (received.damaged, received.waiting) == (1, 0)
    assert state_of(awa) == state_of(kofi)
    assert take(kofi, bundle(awa)).damaged == 0
    assert checking.check(kofi) == []
