# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Look-alikes: two records that are one, joined and separated again."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopdesk.desk import asking, deciding, joining, naming, saving
from coopdesk.desk.desk import Desk
from coopdesk.errors import WorldError
from coopdesk.records.types import BY_KEY
from coopdesk.records.types.joined import kept_of
from coopdesk.store import checking
from coopdesk.store.reading import Page
from tests.desk.officer import Officer


@pytest.fixture
def cities(awa: Officer) -> tuple[str, str]:
    first = awa.new("place", "name.fr=Lokossa", "country=BJ", "languages+=fr", "population=37000")
    second = awa.new(
        "place",
        "name.fr=Locossa",
        "name.ru=Локоса",
        "languages+=en",
        "population=104961",
        "web_page=lokossa.bj",
    )
    return first, second


def test_what_is_empty_is_filled_and_sets_are_united(
    desk: Desk, awa: Officer, cities: tuple[str, str]
) -> None:
    joining.same(desk, *cities)
    assert awa.values("place", cities[0]) == {
        "name": {"fr": "Lokossa", "ru": "Локоса"},
        "country": "BJ",
        "languages": ("en", "fr"),
        "population": 37000,
        "web_page": "https://lokossa.bj",
    }


def test_the_officer_chooses_field_by_field(desk: Desk, awa: Officer, cities: tuple[str, str]) -> None:
    joining.same(desk, *cities, take={"population": 2, "languages": 2, "name": 1, "web_page": 1})
    assert awa.values("place", cities[0]) == {
        "name": {"fr": "Lokossa"},
        "country": "BJ",
        "languages": ("en",),
        "population": 104961,
    }


def test_the_other_is_hidden_from_lists_and_search(desk: Desk, awa: Officer, cities: tuple[str, str]) -> None:
    joining.same(desk, *cities)
    listed = {record.id for record in asking.list_records(desk, BY_KEY["place"], Page())}
    assert listed & set(cities) == {cities[0]}
    assert asking.list_records(desk, BY_KEY["place"], Page(removed=True)) == []
    assert [hit.record.id for hit in asking.find(desk, "locossa")] == [cities[0]]
    assert [hit.record.id for hit in asking.find(desk, "локоса")] == [cities[0]]
    assert joining.alike(desk, "place") == []


def test_links_lead_to_the_kept_one_in_reading_listing_and_asking(
    desk: Desk, awa: Officer, cities: tuple[str, str]
) -> None:
    kept, other = cities
    hall = awa.new("organisation", "name=Mairie", f"place={other}")
    note = awa.new("note", "title=Visite", f"organisations+={hall}", f"place={other}")
    joining.same(desk, kept, other)
    kind = BY_KEY["organisation"]
    assert awa.values("organisation", hall)["place"] == kept
    listed = asking.list_records(desk, kind, Page(asking.conditions(desk, kind, [f"place={kept}"])))
    assert [record.values["place"] for record in listed] == [kept]
    assert [record.id for record in desk.linked("organisation", "place", kept)] == [hall]
    assert awa.values("note", note)["place"] == kept
    assert naming.resolve(desk, [BY_KEY["place"]], other) == kept
    assert naming.resolve(desk, [BY_KEY["place"]], other[:8]) == kept


def test_a_link_made_to_the_other_by_its_id_leads_to_the_kept(
    desk: Desk, awa: Officer, cities: tuple[str, str]
) -> None:
    joining.same(desk, *cities)
    note = awa.new("note", "title=Visite", f"place={cities[1]}")
    joining.separate(desk, cities[1])
    assert awa.values("note", note)["place"] == cities[0]


def test_sets_of_links_name_the_kept_once(desk: Desk, awa: Officer) -> None:
    first, second = awa.new("organisation", "name=Mairie"), awa.new("organisation", "name=Hôtel de ville")
    note = awa.new("note", "title=Visite", f"organisations+={first}", f"organisations+={second}")
    joining.same(desk, first, second)
    assert awa.values("note", note)["organisations"] == (first,)


def test_separating_takes_back_what_was_taken_over(desk: Desk, awa: Officer, cities: tuple[str, str]) -> None:
    before = [dict(awa.values("place", one)) for one in cities]
    for named in cities:
        joining.same(desk, *cities)
        joining.separate(desk, named)
        assert [dict(awa.values("place", one)) for one in cities] == before
        assert {hit.record.id for hit in asking.find(desk, "локоса")} == set(cities)
    assert checking.check(desk.store) == []


def test_what_was_changed_since_the_joining_stays(desk: Desk, awa: Officer, cities: tuple[str, str]) -> None:
    joining.same(desk, *cities)
    awa.change("place", cities[0], "web_page=https://mairie-lokossa.bj")
    joining.separate(desk, cities[1])
    assert awa.values("place", cities[0])["web_page"] == "https://mairie-lokossa.bj"
    assert "ru" not in awa.values("place", cities[0])["name"]


def test_separating_one_of_several(desk: Desk, awa: Officer, cities: tuple[str, str]) -> None:
    third = awa.new("place", "name.en=Lokossa city", "time_zone=Africa/Porto-Novo")
    joining.same(desk, *cities)
    joining.same(desk, cities[0], third)
    joining.separate(desk, third)
    assert not awa.is_in_bin("place", third)
    assert awa.is_in_bin("place", cities[1])
    assert "time_zone" not in awa.values("place", cities[0])
    joining.same(desk, cities[0], third)
    joining.separate(desk, cities[0])
    assert not awa.is_in_bin("place", cities[1])
    assert checking.check(desk.store) == []
    assert awa.values("place", cities[0])["name"] == {"fr": "Lokossa"}


def test_chains_are_followed_to_their_end(desk: Desk, awa: Officer, cities: tuple[str, str]) -> None:
    third = awa.new("place", "name.fr=Lokossa-ville")
    note = awa.new("note", "title=Visite", f"place={cities[1]}")
    joining.same(desk, *cities)
    joining.same(desk, third, cities[0])
    assert awa.values("note", note)["place"] == third
    assert [record.id for record in desk.linked("note", "place", third)] == [note]
    joining.separate(desk, cities[0])
    assert awa.values("note", note)["place"] in cities
    assert checking.check(desk.store) == []


@pytest.mark.parametrize(
    ("kept", "other", "code"),
    [
        ("place", "place", "same_record"),
        ("place", "hall", "different_types"),
        ("place", "none", "different_types"),
    ],
)
def test_what_cannot_be_joined_is_refused(desk: Desk, awa: Officer, kept: str, other: str, code: str) -> None:
    ids = {"place": awa.new("place", "name=Kara"), "hall": desk.our_organisation(), "none": "0" * 26}
    with pytest.raises(WorldError) as refused:
        joining.same(desk, ids[kept], ids[other])
    assert refused.value.code == code


def test_the_bin_and_unknown_fields_and_separations_are_refused(
    desk: Desk, awa: Officer, cities: tuple[str, str]
) -> None:
    with pytest.raises(WorldError) as unknown:
        joining.same(desk, *cities, take={"colour": 1})
    assert unknown.value.code == "unknown_field"
    with pytest.raises(WorldError) as apart:
        joining.separate(desk, cities[0])
    assert apart.value.code == "not_joined"
    awa.remove("place", cities[0])
    with pytest.raises(WorldError) as gone:
        joining.same(desk, *cities)
    assert gone.value.code == "in_the_bin"
    assert cities[0] in str(gone.value)


def test_parts_of_the_other_go_to_the_bin_with_the_kept(desk: Desk, awa: Officer) -> None:
    kofi, twin = (awa.new("person", "given_name=Kofi", "family_name=Exemple") for _ in range(2))
    post = awa.new("post", f"person={twin}", "organisation=Lomé")
    joining.same(desk, kofi, twin)
    awa.remove("person", kofi)
    assert awa.is_in_bin("post", post)
    awa.restore("person", kofi)
    assert not awa.is_in_bin("post", post)
    assert checking.check(desk.store) == []


def test_two_versions_of_the_other_rest_until_it_is_separated(desk: Desk, awa: Officer) -> None:
    kept, other = awa.new("place", "name=Kara"), awa.new("place", "name=Cara")
    seen = awa.version("place", other)
    for number in (1, 2):
        awa.change("place", other, f"population={number}", seen=seen)
    decision = awa.decisions()[0].id
    joining.same(desk, kept, other)
    assert awa.decisions() == []
    with pytest.raises(WorldError):
        deciding.resolve(desk, decision, keep=1)
    joining.separate(desk, other)
    assert [one.id for one in awa.decisions()] == [decision]
    deciding.resolve(desk, decision, keep=1)
    assert checking.check(desk.store) == []


def test_look_alikes_are_proposed_across_scripts_with_reasons(desk: Desk, awa: Officer) -> None:
    first = awa.new("person", "given_name=Awa", "family_name=Traoré", "phones+=+228 90 11 22 33")
    second = awa.new("person", "given_name=Ава", "family_name=Траоре", "phones+=90112233")
    awa.new("person", "given_name=Kofi", "family_name=Démonstration")
    (pair,) = joining.alike(desk, "person")
    assert {pair.first, pair.second} == {first, second}
    assert "phone" in pair.reasons
    assert 0 < pair.score <= 100
    assert {pair.first_title, pair.second_title} == {"Awa Traoré", "Ава Траоре"}
    joining.same(desk, first, second)
    assert joining.alike(desk) == []


def test_a_joined_record_is_not_changed_by_its_id(desk: Desk, awa: Officer, cities: tuple[str, str]) -> None:
    joining.same(desk, *cities)
    with pytest.raises(WorldError):
        saving.save(desk, BY_KEY["place"], cities[1], {"population": 1})


IDS = st.sampled_from("abcdef")
PAIRS = st.lists(st.tuples(IDS, IDS), max_size=12)


@given(PAIRS, st.randoms())
def test_any_joinings_end_at_one_that_stands_whatever_their_order(
    pairs: list[tuple[str, str]], random: Random
) -> None:
    kept = kept_of(pairs)
    assert not set(kept) & set(kept.values())
    assert kept_of(random.sample(pairs, len(pairs))) == kept
    assert set(kept) | set(kept.values()) <= {one for pair in pairs for one in pair}


@given(PAIRS)
def test_in_a_cycle_the_smallest_id_stands(pairs: list[tuple[str, str]]) -> None:
    kept = kept_of([*pairs, ("a", "b"), ("b", "c"), ("c", "a")])
    assert "a" not in kept
    assert kept_of([("b", "c"), ("c", "a"), ("a", "b")]) == {"b": "a", "c": "a"}


def test_of_nothing_joined_nothing_is_hidden() -> None:
    assert kept_of([]) == {}
    assert kept_of([("a", "a")]) == {}
