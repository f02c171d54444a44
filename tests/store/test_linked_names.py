# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A record is found by the names of those it links to and of its parts, whatever becomes of them."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from coopdesk.history.leaf import REMOVED
from coopdesk.records.identity import new_id
from coopdesk.records.types import BY_KEY, STORED_BY_KEY
from coopdesk.records.types.joined import SAME_AS
from coopdesk.records.values import Touches
from coopdesk.store import checking, reading, searching
from coopdesk.store.indexing import AT_ONCE, pending
from coopdesk.store.keeping import Store
from coopdesk.store.writing import BULK, Change
from tests.store.desks import cache_of


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "desk", None, "PC") as found:
        yield found


def new(store: Store, type_key: str, touches: Touches) -> str:
    change = Change(BY_KEY[type_key], new_id(), touches, new=True)
    store.save([change], "Awa")
    return change.id


def edit(store: Store, type_key: str, record_id: str, touches: Touches) -> None:
    store.save([Change(STORED_BY_KEY[type_key], record_id, touches)], "Awa")


def found(store: Store, text: str, of_type: str = "note") -> list[str]:
    return [hit.record.id for hit in searching.find(store.connection, text, of_type=of_type)]


def city(store: Store, name: str = "Ouagadougou", ru: str = "Уагадугу") -> str:
    return new(store, "place", {"name": {"fr": name, "ru": ru}, "country": "BF"})


def hall(store: Store, place: str, name: str = "Mairie") -> str:
    return new(store, "organisation", {"name": {"fr": name}, "place": place})


def sound(store: Store) -> None:
    """The desk is as a rebuild would make it."""
    store.index_all()
    assert checking.check(store) == []
    shown = cache_of(store)
    checking.rebuild(store)
    assert cache_of(store) == shown


@pytest.mark.parametrize("typed", ["ouaga", "уага", "OUAGADOUGOU", "Уагадугу", "ouagadugou", "visite ouagad"])
def test_a_visit_is_found_by_the_city_it_went_to(store: Store, typed: str) -> None:
    place = city(store)
    visit = new(store, "note", {"title": "Visite de la halle", "place": place})
    new(store, "note", {"title": "Visite de la gare"})
    assert found(store, typed) == [visit]
    sound(store)


def test_the_city_comes_before_what_links_to_it(store: Store) -> None:
    place = city(store)
    visits = [new(store, "note", {"title": f"Visite {n}", "place": place}) for n in range(60)]
    assert found(store, "ouaga", "")[0] == place
    assert set(found(store, "ouaga", "")[1:]) < set(visits)


def test_a_note_is_found_by_who_was_there_what_was_decided_and_what_follows(store: Store) -> None:
    person = new(store, "person", {"given_name": "Rosalie", "family_name": "Exemple"})
    visit = new(store, "note", {"title": "Visite"})
    seat = new(store, "attendance", {"note": visit, "person": person})
    new(store, "decision", {"note": visit, "text": {"fr": "Ouvrir la halle", "ru": "Открыть рынок"}})
    task = new(store, "follow-up", {"what": "Envoyer le calendrier", "comes_from": visit})
    for typed in ("rosalie", "розали", "halle", "рынок", "calendrier"):
        assert found(store, typed) == [visit], typed
    edit(store, "attendance", seat, {REMOVED: 1})
    edit(store, "follow-up", task, {"comes_from": None})
    assert found(store, "rosalie") == found(store, "calendrier") == []
    edit(store, "attendance", seat, {REMOVED: 0})
    assert found(store, "rosalie") == [visit]
    sound(store)


def test_a_part_is_not_found_by_the_name_of_its_whole(store: Store) -> None:
    visit = new(store, "note", {"title": "Visite"})
    new(store, "attendance", {"note": visit, "name": "Kofi"})
    assert found(store, "visite", "") == [visit]


def test_a_name_that_changes_is_followed_by_what_links_to_it(store: Store) -> None:
    place = city(store)
    person = new(store, "person", {"given_name": "Rosalie", "family_name": "Exemple"})
    visit = new(store, "note", {"title": "Visite", "place": place})
    new(store, "attendance", {"note": visit, "person": person})
    edit(store, "place", place, {"name": {"fr": "Bobo", "ru": None}})
    edit(store, "person", person, {"given_name": "Fatou"})
    for typed, hits in (("ouaga", []), ("bobo", [visit]), ("rosalie", []), ("fatou", [visit])):
        assert found(store, typed) == hits, typed
    sound(store)


def test_many_follow_in_the_background(store: Store) -> None:
    place = city(store)
    visits = [new(store, "note", {"title": f"Visite {n}", "place": place}) for n in range(AT_ONCE + 1)]
    edit(store, "place", place, {"name": {"fr": "Bobo", "ru": None}})
    assert pending(store.connection) == len(visits)
    assert checking.check(store) == []
    store.index_all()
    assert set(found(store, "bobo")) <= set(visits)
    assert len(found(store, "bobo")) == 50
    assert found(store, "ouaga") == []
    sound(store)


def test_parts_that_come_in_bulk_name_their_whole(store: Store) -> None:
    visit = new(store, "note", {"title": "Visite"})
    changes = [
        Change(BY_KEY["attendance"], new_id(), {"note": visit, "name": f"Nom{n:03}x"}, new=True)
        for n in range(BULK)
    ]
    store.save(changes, "Awa")
    store.index_all()
    assert found(store, "nom007x") == [visit]
    sound(store)


def test_joined_records_are_found_by_the_name_of_the_one_kept(store: Store) -> None:
    place, other = city(store), city(store, "Wagadugu ancien", "")
    kept_hall, other_hall = hall(store, place), hall(store, other)
    visit = new(store, "note", {"title": "Visite", "place": other})
    assert found(store, "ancien") == [visit]
    joining = new_joining(store, kept=place, other=other)
    assert found(store, "уагадугу") == [visit]
    assert found(store, "ancien") == []
    assert set(found(store, "уагадугу", "organisation")) == {kept_hall, other_hall}
    sound(store)
    edit(store, SAME_AS.key, joining, {REMOVED: 1})
    assert found(store, "ancien") == [visit]
    sound(store)


def new_joining(store: Store, kept: str, other: str) -> str:
    change = Change(SAME_AS, new_id(), {"kept": kept, "other": other}, new=True)
    store.save([change], "Awa")
    return change.id


def test_an_outdated_form_that_renames_is_followed_too(store: Store) -> None:
    place = city(store)
    visit = new(store, "note", {"title": "Visite", "place": place})
    shown = reading.record(store.connection, BY_KEY["place"], place)
    assert shown is not None
    edit(store, "place", place, {"population": 7})
    store.save([Change(BY_KEY["place"], place, {"name": {"fr": "Bobo"}}, seen=shown.version)], "Kofi")
    assert found(store, "bobo") == [visit]
    sound(store)


def test_whatever_happens_to_linked_records_search_is_what_a_rebuild_gives(tmp_path: Path) -> None:
    rng = random.Random(11)
    with Store.create(tmp_path / "desk", None, "PC") as store:
        known: dict[str, list[str]] = {"place": [city(store)], "organisation": [], "person": [], "note": []}
        known |= {"attendance": [], "follow-up": [], "post": []}
        names = ("Kara", "Tchamba", "Лиссабон", "Notsé")
        for _ in range(250):
            touches = wishes(rng, known, rng.choice(names))
            key = rng.choice([key for key, made in touches.items() if made])
            if rng.random() < 0.5 or not known[key]:
                known[key].append(new(store, key, touches[key]))
                continue
            record_id = rng.choice(known[key])
            if rng.random() < 0.3:
                edit(store, key, record_id, {REMOVED: rng.randrange(2)})
            else:
                edit(store, key, record_id, touches[key])
            if rng.random() < 0.1 and len(known["place"]) > 1:
                kept, other = rng.sample(known["place"], 2)
                new_joining(store, kept, other)
        sound(store)


def wishes(rng: random.Random, known: dict[str, list[str]], name: str) -> dict[str, Touches]:
    """What could be saved of each type, {} where it would need something that is not there yet."""
    place = rng.choice(known["place"])
    organisation = rng.choice(known["organisation"]) if known["organisation"] else None
    person = rng.choice(known["person"]) if known["person"] else None
    note = rng.choice(known["note"]) if known["note"] else None
    return {
        "place": {"name": {"fr": name}},
        "organisation": {"name": {"fr": f"Mairie {name}"}, "place": place},
        "person": {"given_name": "Awa", "family_name": name},
        "note": {"title": f"Visite {name}", "place": place, "organisations": {organisation or place: True}},
        "attendance": {"note": note, "person": person} if note else {},
        "follow-up": {"what": f"Écrire à {name}", "who": person, "comes_from": note},
        "post": {"person": person, "organisation": organisation, "function": {"fr": name}} if person else {},
    }
