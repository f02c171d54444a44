# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Desks to measure on: a real store with invented notes."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from coopdesk.desk.founding import found_desk
from coopdesk.records.identity import new_id
from coopdesk.records.types import BY_KEY
from coopdesk.store.keeping import Store
from coopdesk.store.writing import Change

NOTE, PLACE = BY_KEY["note"], BY_KEY["place"]
BATCH = 5_000
PARTNERS, PROMISES, TASKS = 12, 40, 40
"""What falls due these days on a whole desk: enough to fill the first screen several times."""
CITIES = (
    "Lomé Lyon Ouagadougou Québec Lokossa Andenne Evere Banjul Oostende Kigali Kinshasa Dakar Genève Bamako"
    " Monaco Cotonou Katmandou Antananarivo Ломе Уагадугу Катманду"
).split()
WORDS = (
    "eau marché puits stage visite réunion budget école santé déchets pompe archives femmes jeunes convention"
    " report training water meeting archive sanitary inspection вода обучение встреча санитарная"
).split()


def note(number: int, chance: random.Random) -> Change:
    """A new note with a title of several words and a text of about 30."""
    words = " ".join(chance.choices(WORDS, k=30))
    touches = {
        "title": f"{chance.choice(WORDS)} {chance.choice(CITIES)} {number}",
        "kind": chance.choice(["meeting", "partner_visit", "field_visit"]),
        "starts": f"20{chance.randint(10, 26)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
        "text": words,
        "state": "final",
    }
    return Change(NOTE, new_id(), dict(touches), new=True)


def place(number: int) -> Change:
    """A new place with twelve slots filled, as an import of cities makes them."""
    touches: dict[str, object] = {
        "name": {"fr": f"Ville {number}", "en": f"City {number}", "ru": f"Город {number}"},
        "country": "TG",
        "population": 15_000 + number,
        "population_year": 2026,
        "coordinates": f"6.{number},1.{number}",
        "time_zone": "Africa/Lome",
        "wikidata_id": f"Q{number}",
        "web_page": f"https://ville{number}.example.org",
        "languages": {"fr": True},
    }
    return Change(PLACE, new_id(), touches, new=True)  # type: ignore[arg-type]


def notes_store(profile: Path, count: int, seed: int = 7) -> Store:
    """A desk with so many notes, indexed."""
    store = Store.create(profile, None, "bench")
    _fill(store, count, seed)
    return store


def _fill(store: Store, count: int, seed: int = 7) -> None:
    chance = random.Random(seed)
    for start in range(0, count, BATCH):
        store.save([note(number, chance) for number in range(start, min(start + BATCH, count))], "Awa")
    store.index_all()


def notes_desk(profile: Path, count: int) -> Path:
    """A whole desk with an office, so many notes, and things that are due; returns its folder."""
    found_desk(profile, city="Lokossa", country="BJ", officer="Awa", language="en").close()
    with Store.open(profile) as store:
        _fill(store, count)
        store.save(list(_due(random.Random(7))), "Awa")
        store.index_all()
    return profile


def _due(chance: random.Random) -> Iterator[Change]:
    """Partners, an agreement with each, and what both sides have promised and the office has to do, a
    third of it late."""
    today = date.today()
    partners, agreements = [], []
    for number in range(PARTNERS):
        partners.append(_new("organisation", name={"fr": f"Ville de {CITIES[number]}"}, kind="city_hall"))
        agreements.append(_new("agreement", title={"fr": f"Coopération {number}"}, stage="active"))
    yield from (*partners, *agreements)
    for partner, agreement in zip(partners, agreements, strict=True):
        yield _new("party", agreement=agreement.id, organisation=partner.id)
    for number in range(PROMISES + TASKS):
        day = (today + timedelta(days=chance.randint(-10, 25))).isoformat()
        words = f"{chance.choice(WORDS)} {chance.choice(WORDS)} {number}"
        debtor, under = partners[number % PARTNERS].id, agreements[number % PARTNERS].id
        if number < PROMISES:
            yield _new("promise", agreement=under, what={"fr": words}, due_on=day, **{"from": debtor})
        else:
            yield _new("follow-up", what=words, due_on=day, comes_from=under)


def _new(key: str, **touches: object) -> Change:
    return Change(BY_KEY[key], new_id(), touches, new=True)  # type: ignore[arg-type]
