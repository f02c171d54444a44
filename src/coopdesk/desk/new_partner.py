# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A partner that a note names before the desk knows it: made of a city of the list, or of its name alone."""

from collections.abc import Iterator, Sequence

from coopdesk.desk import asking, note_people, saving
from coopdesk.desk.cities import City, find_cities
from coopdesk.desk.desk import Desk
from coopdesk.desk.founding import place_touches
from coopdesk.desk.note_people import Known
from coopdesk.language import Language, current, figures
from coopdesk.records.folding import fold, plain
from coopdesk.records.identity import new_id
from coopdesk.records.types import BY_KEY
from coopdesk.records.values import Touches
from coopdesk.store.writing import Change

TO_MAKE = "new partner"
"""The type of a Known that stands for a partner still to be made; its id is not one of a record."""
LEAST, MOST = 2, 3
"""Letters of a name that is worth a partner, and cities that are offered."""


def offered(text: str, found: Sequence[Known]) -> list[Known]:
    """The partners that could be made of a typed name, unless one of this name was found: cities of the
    list whose name begins so, with their country, and an organisation that is called so."""
    name = " ".join(text.split())
    if len(name) < LEAST or any(fold(one.name) == fold(name) for one in found):
        return []
    organisation = str(BY_KEY["organisation"].label)
    return [*_cities(name), Known(TO_MAKE, "", name, organisation)]


def offered_cities(text: str, found: Sequence[Known]) -> list[Known]:
    """Of those, the cities that are called just so: for a text, where most names are of people."""
    return [one for one in offered(text, found) if one.id and fold(one.name) == fold(text)]


def _cities(name: str) -> Iterator[Known]:
    for city in find_cities(name, MOST):
        if any(plain(one).startswith(plain(name)) for one in (*city.names.values(), *city.other)):
            yield Known(TO_MAKE, str(city.geonames_id), city.name(current()), figures.country(city.country))


def made(desk: Desk, wanted: Known, language: Language) -> Known:
    """Save the partner that was offered, in one save: the city hall with its city, either of which may be
    kept already, or an organisation; as a note names it from then on."""
    city = _city(wanted)
    place = _kept_place(desk, city) if city else ""
    hall = _kept_hall(desk, place) if place else ""
    if not hall:
        changes = list(_city_hall(place, city, language) if city else _organisation(wanted, language))
        saving.save_all(desk, changes)
        hall = changes[-1].id
    return note_people.known(desk, [hall])[0]


def _city(wanted: Known) -> City | None:
    # The name may be in another language than the one it was offered in; its id says which city it is.
    alike = find_cities(wanted.name, MOST) if wanted.id else []
    return next((city for city in alike if str(city.geonames_id) == wanted.id), None)


def _city_hall(place: str, city: City, language: Language) -> Iterator[Change]:
    if not place:
        place = new_id()
        facts = place_touches(city.name(language), city.country, language, city)
        yield Change(BY_KEY["place"], place, facts, new=True)
    hall: Touches = {"name": dict(city.names), "kind": "city_hall", "place": place}
    yield Change(BY_KEY["organisation"], new_id(), hall, new=True)


def _kept_place(desk: Desk, city: City) -> str:
    """The id of the city where the desk keeps it already."""
    hits = asking.find(desk, city.names["en"], of_type="place", limit=20)
    for record in (hit.record for hit in hits if not hit.record.removed):
        names = [record.text("name", language) for language in city.names]
        if record.one("country") == city.country and any(one in city.names.values() for one in names if one):
            return record.id
    return ""


def _kept_hall(desk: Desk, place: str) -> str:
    """The id of the city hall of a city, where the desk keeps it already."""
    there = desk.linked("organisation", "place", place)
    return next((one.id for one in there if one.one("kind") == "city_hall"), "")


def _organisation(wanted: Known, language: Language) -> Iterator[Change]:
    yield Change(BY_KEY["organisation"], new_id(), {"name": {language: wanted.name}}, new=True)
