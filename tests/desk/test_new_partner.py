# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A partner made while a note names it: of a city of the list, of a name alone, never twice."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from coopdesk.desk import new_partner, note_people, saving
from coopdesk.desk.desk import Desk
from coopdesk.desk.founding import found_desk
from coopdesk.language import set_current
from coopdesk.records.types import BY_KEY
from coopdesk.store import reading
from coopdesk.store.reading import Page


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    set_current("fr")
    with found_desk(tmp_path / "desk", city="Lokossa", country="BJ", officer="Awa", language="fr") as opened:
        yield opened
    set_current("en")


def test_a_city_that_is_typed_is_offered_with_its_country(desk: Desk) -> None:
    offers = new_partner.offered("ouaga", note_people.found(desk, "ouaga", ("organisation",)))
    assert (offers[0].name, offers[0].remark) == ("Ouagadougou", "Burkina Faso")
    assert [(one.id, one.name) for one in offers[1:]] == [("", "ouaga")]  # none that only sounds alike


def test_in_a_text_only_a_whole_name_is_offered(desk: Desk) -> None:
    assert new_partner.offered_cities("Mar", []) == []
    (offer,) = new_partner.offered_cities("Ouagadougou", [])
    assert offer.name == "Ouagadougou"


def test_what_is_found_is_not_offered_again(desk: Desk) -> None:
    found = note_people.found(desk, "Lokossa", ("organisation",))
    assert [one.name for one in found] == ["Lokossa"]
    assert new_partner.offered("Lokossa", found) == []
    assert new_partner.offered("L", []) == []


def test_a_city_becomes_its_city_hall_in_one_save_that_undo_takes_back(desk: Desk) -> None:
    offer = new_partner.offered("уагадугу", [])[0]
    made = new_partner.made(desk, offer, "fr")
    assert (made.type, made.name, made.side) == ("organisation", "Ouagadougou", "theirs")
    hall = desk.record("organisation", made.id)
    assert hall
    place = desk.record("place", str(hall.one("place")))
    assert place
    assert (hall.one("kind"), hall.text("name", "ru"), place.one("country")) == (
        "city_hall",
        "Уагадугу",
        "BF",
    )
    assert place.one("coordinates")
    saving.undo(desk)
    assert note_people.found(desk, "Ouagadougou", ("organisation", "place")) == []


def test_a_city_that_is_kept_already_is_not_made_twice(desk: Desk) -> None:
    offer = new_partner.offered("Ouagadougou", [])[0]
    assert new_partner.made(desk, offer, "fr") == new_partner.made(desk, offer, "en")
    places = reading.page(desk.store.connection, BY_KEY["place"], Page())
    assert sorted(place.text("name", "fr") for place in places) == ["Lokossa", "Ouagadougou"]


def test_any_other_name_becomes_an_organisation(desk: Desk) -> None:
    made = new_partner.made(desk, new_partner.offered("Comité  de la halle", [])[-1], "fr")
    assert (made.type, made.name) == ("organisation", "Comité de la halle")
