# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Questions to the rows: pages of a list in an order, conditions, links, ids, history."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from coopdesk.errors import WorldError
from coopdesk.history.leaf import REMOVED
from coopdesk.language import using
from coopdesk.records.identity import new_id
from coopdesk.records.types import BY_KEY
from coopdesk.records.types.joined import SAME_AS
from coopdesk.records.values import Touches
from coopdesk.store import reading
from coopdesk.store.keeping import Store
from coopdesk.store.reading import Condition, Page
from coopdesk.store.writing import Change

PLACE, NOTE, ORGANISATION = BY_KEY["place"], BY_KEY["note"], BY_KEY["organisation"]
CITIES: tuple[Touches, ...] = (
    {"name": {"fr": "Kara", "ru": "Кара"}, "country": "TG", "population": 104000},
    {"name": {"fr": "Aného"}, "country": "TG", "population": 9000, "languages": {"fr": True, "ee": True}},
    {"name": {"ru": "Бхактапур"}, "country": "NP"},
    {
        "name": {"en": "bassar", "fr": "Bassar"},
        "country": "TG",
        "population": 62000,
        "languages": {"fr": True},
    },
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "desk", None, "PC") as found:
        found.save([Change(PLACE, new_id(), city, new=True) for city in CITIES], "Awa")
        yield found


def new(store: Store, type_key: str, touches: Touches, record_id: str = "") -> str:
    change = Change(BY_KEY[type_key], record_id or new_id(), touches, new=True)
    store.save([change], "Awa")
    return change.id


def names(store: Store, wanted: Page) -> list[str]:
    return [record.text("name") for record in reading.page(store.connection, PLACE, wanted)]


def has(key: str, value: str | int | None, language: str = "", *, least: bool = False) -> Page:
    return Page((Condition(PLACE.field(key), value, language, least),))


def test_a_list_is_in_the_order_of_names_in_the_current_language(store: Store) -> None:
    with using("fr"):
        assert names(store, Page()) == ["Aného", "Bassar", "Kara", "Бхактапур"]
    with using("ru"):
        assert names(store, Page(order="name"))[-2:] == ["Бхактапур", "Кара"]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("population", ["Aného", "Bassar", "Kara", "Бхактапур"]),
        ("-population", ["Kara", "Bassar", "Aného", "Бхактапур"]),
        ("created", ["Kara", "Aného", "Бхактапур", "Bassar"]),
        ("-created", ["Bassar", "Бхактапур", "Aného", "Kara"]),
        ("-name", ["Бхактапур", "Kara", "Bassar", "Aného"]),
    ],
)
def test_a_list_can_be_put_in_another_order_what_is_empty_last(
    store: Store, order: str, expected: list[str]
) -> None:
    with using("fr"):
        assert names(store, Page(order=order)) == expected


def test_a_list_by_id_and_by_last_change(store: Store) -> None:
    records = reading.page(store.connection, PLACE, Page(order="id"))
    assert [record.id for record in records] == sorted(record.id for record in records)
    store.save([Change(PLACE, records[0].id, {"population": 7})], "Awa")
    assert reading.page(store.connection, PLACE, Page(order="-changed"))[0].id == records[0].id


def test_an_unknown_order_names_the_fields(store: Store) -> None:
    with pytest.raises(WorldError) as refused:
        names(store, Page(order="colour; DROP TABLE place"))
    assert refused.value.code == "unknown_field"


def test_pages_follow_each_other_without_gaps(store: Store) -> None:
    with using("fr"):
        whole = names(store, Page())
        pages = [names(store, Page(limit=3, offset=offset)) for offset in (0, 3, 6)]
    assert [name for page in pages for name in page] == whole
    assert pages[2] == []
    assert names(store, Page(limit=0)) == []


def test_conditions_narrow_a_list_and_all_must_hold(store: Store) -> None:
    with using("fr"):
        assert names(store, has("country", "TG")) == ["Aného", "Bassar", "Kara"]
        assert names(store, has("languages", "fr")) == ["Aného", "Bassar"]
        assert names(store, has("languages", None)) == ["Kara", "Бхактапур"]
        assert names(store, has("population", 62000, least=True)) == ["Bassar", "Kara"]
        assert names(store, has("name", "Кара")) == names(store, has("name", "Кара", "ru")) == ["Kara"]
        assert names(store, has("name", "Кара", "fr")) == []
        assert names(store, has("name", None, "fr")) == ["Бхактапур"]
        both = Page((*has("country", "TG").conditions, *has("languages", "ee").conditions))
        assert names(store, both) == ["Aného"]
        assert reading.count(store.connection, PLACE, both) == 1
    assert reading.count(store.connection, PLACE) == 4


def test_quotes_in_a_condition_are_only_letters(store: Store) -> None:
    new(store, "place", {"name": {"fr": 'L\'"Île" %_'}, "time_zone": "x' OR 1=1 --"})
    assert names(store, has("name", 'L\'"Île" %_')) == ['L\'"Île" %_']
    assert len(names(store, has("time_zone", "x' OR 1=1 --"))) == 1
    assert names(store, has("time_zone", "' OR ''='")) == []


def test_the_bin_is_a_list_of_its_own(store: Store) -> None:
    kara = reading.page(store.connection, PLACE, has("population", 104000))[0].id
    store.save([Change(PLACE, kara, {REMOVED: 1})], "Awa")
    assert "Kara" not in names(store, Page())
    assert names(store, Page(removed=True)) == ["Kara"]
    assert reading.count(store.connection, PLACE, Page(removed=True)) == 1


def test_links_are_followed_backwards_oldest_first_without_the_bin(store: Store) -> None:
    hall = new(store, "organisation", {"name": {"fr": "Mairie"}})
    titles = ("Un", "Deux", "Trois")
    notes = [new(store, "note", {"title": title, "organisations": {hall: True}}) for title in titles]
    store.save([Change(NOTE, notes[1], {REMOVED: 1})], "Awa")
    store.save([Change(NOTE, notes[2], {"organisations": {hall: False}})], "Awa")
    found = reading.linked(store.connection, NOTE, "organisations", hall)
    assert [record.id for record in found] == [notes[0]]
    assert reading.linking(store.connection, hall) == [
        ("note", "organisations", notes[0]),
        ("note", "organisations", notes[1]),
    ]
    assert reading.linked(store.connection, NOTE, "agreements", hall) == []


def test_a_link_to_what_was_never_received_is_kept(store: Store) -> None:
    elsewhere = "7" + "z" * 25
    note = new(store, "note", {"title": "Visite", "place": elsewhere})
    found = reading.record(store.connection, NOTE, note)
    assert found is not None
    assert found.values["place"] == elsewhere
    assert reading.type_of(store.connection, elsewhere) is None
    assert [one.id for one in reading.linked(store.connection, NOTE, "place", elsewhere)] == [note]


def test_ids_are_found_by_their_beginning_and_type(store: Store) -> None:
    ids = [f"7zzzz{letter}" + "0" * 20 for letter in "abc"]
    for record_id in ids:
        new(store, "note", {"title": "x"}, record_id)
    new(store, "place", {"name": {"fr": "x"}}, "7zzzza" + "1" * 20)
    connection = store.connection
    assert reading.ids_beginning(connection, "7zzzza", ["note"]) == [("note", ids[0])]
    assert len(reading.ids_beginning(connection, "7zzzza", ["note", "place"])) == 2
    assert reading.ids_beginning(connection, "7zzzz", ["note"]) == []  # five letters are too few
    assert reading.ids_beginning(connection, "7zzzz%", ["note"]) == []
    assert reading.ids_beginning(connection, "7zzzza", []) == []
    assert reading.ids_beginning(connection, ids[0], ["note"], limit=1) == [("note", ids[0])]


def test_a_record_knows_who_made_and_changed_it(store: Store) -> None:
    note = new(store, "note", {"title": "Visite"})
    store.save([Change(NOTE, note, {"venue": "Port"})], "Kofi")
    found = reading.record(store.connection, NOTE, note)
    assert found is not None
    assert found.created is not None
    assert found.changed is not None
    assert (found.created.officer, found.changed.officer) == ("Awa", "Kofi")
    assert found.created.at <= found.changed.at
    assert reading.record(store.connection, PLACE, note) is None
    assert reading.record(store.connection, NOTE, "0" * 26) is None


def test_the_history_holds_every_version_with_what_it_set(store: Store) -> None:
    note = new(store, "note", {"title": "Visite"})
    store.save([Change(NOTE, note, {"title": "Visite du port", "venue": None})], "Kofi")
    store.save([Change(NOTE, note, {REMOVED: 1})], "Awa")
    entries = reading.history(store.connection, NOTE, note)
    assert [(entry.stamp.officer, entry.touches) for entry in entries] == [
        ("Awa", {"title": "Visite"}),
        ("Kofi", {"title": "Visite du port"}),
        ("Awa", {REMOVED: 1}),
    ]
    assert {entry.device for entry in entries} == {"PC"}
    with pytest.raises(WorldError):
        reading.history(store.connection, PLACE, note)


def test_a_joined_record_is_stood_for_wherever_it_is_read(store: Store) -> None:
    kept, other = (
        new(store, "organisation", {"name": {"fr": name}}) for name in ("Mairie", "Hôtel de ville")
    )
    note = new(store, "note", {"title": "Visite", "organisations": {other: True}})
    joining = new_id()
    store.save([Change(SAME_AS, joining, {"kept": kept, "other": other}, new=True)], "Awa")
    connection = store.connection
    assert reading.standing(connection, other) == kept
    assert reading.standing(connection, kept) == kept
    listed = reading.page(connection, NOTE, Page((Condition(NOTE.field("organisations"), kept),)))
    assert [record.values["organisations"] for record in listed] == [(kept,)]
    assert [one.id for one in reading.linked(connection, NOTE, "organisations", kept)] == [note]
    assert ("note", "organisations", note) in reading.linking(connection, kept)
    assert [record.id for record in reading.page(connection, ORGANISATION)] == [kept]
    store.save([Change(SAME_AS, joining, {REMOVED: 1})], "Awa")
    assert reading.standing(connection, other) == other
    assert len(reading.page(connection, ORGANISATION)) == 2
