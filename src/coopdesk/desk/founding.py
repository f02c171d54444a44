# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Making a desk: the office's city, its city hall and its first officer."""

import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from coopdesk.desk.desk import OFFICE, Desk, Office
from coopdesk.errors import WorldError
from coopdesk.history.reversal import FOUNDING
from coopdesk.language import Language
from coopdesk.records.folding import plain
from coopdesk.records.identity import new_id
from coopdesk.records.kinds import Country, Money
from coopdesk.records.rules.references import office_code
from coopdesk.records.types import BY_KEY
from coopdesk.records.values import Slots, Touches
from coopdesk.store.keeping import Store, discard
from coopdesk.store.writing import Change

if TYPE_CHECKING:
    from coopdesk.store.gazetteer import City

NETWORK_FILE_SYSTEMS = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "fuse.davfs", "afs", "9p", "fuse.rclone"}
)


def found_desk(
    profile: Path,
    *,
    city: str,
    country: str,
    officer: str,
    office: str = "",
    language: Language = "en",
    currency: str = "",
    passphrase: str | None = None,
) -> Desk:
    """A new desk with its first two records: the city and its city hall.

    The city is looked up in the gazetteer, which gives its names in three languages, position
    and time zone. Raises WorldError for an unknown country or currency or an occupied folder.
    """
    code = str(Country().parse(country))
    if not officer.strip() or not city.strip():
        raise WorldError("name_missing", "Give the name of the city and of the officer.")
    from coopdesk.store.gazetteer import Gazetteer

    known = next(iter(Gazetteer().exact(city.strip(), code)), None)
    money = currency and str(Money().parse(f"1 {currency}")).split(" ")[1]
    store = Store.create(profile, passphrase, device="")
    facts = Office(
        city=_spelt(city.strip(), language, known),
        country=code,
        officer=officer.strip(),
        name=office.strip(),
        language=language,
        currency=money or currency_of(code),
        zone=known.timezone if known else "UTC",
        organisation=new_id(),
        code=office_code(known.names["en"] if known else city),
    )
    try:
        place_id = new_id()
        hall = _city_hall(facts, place_id, known)
        store.save(
            [
                Change(
                    BY_KEY["place"], place_id, place_touches(city.strip(), code, language, known), new=True
                ),
                Change(BY_KEY["organisation"], facts.organisation, hall, new=True),
            ],
            facts.officer,
            purpose=FOUNDING,
        )
        store.put_setting(OFFICE, json.dumps(asdict(facts), ensure_ascii=False))
    except BaseException:
        store.close()
        discard(profile)
        raise
    return Desk(store, facts)


def _spelt(typed: str, language: Language, known: "City | None") -> str:
    """The name of the city as it is to stand on paper: one of its own spellings with its accents, and the
    usual one for a name that is only like it."""
    if known is None:
        return typed
    spellings = (known.name(language), *known.names.values(), *known.other)
    return next((name for name in spellings if plain(name) == plain(typed)), known.name(language))


def nearest_cities(city: str, country: str) -> list[str] | None:
    """None for a city that is known in a country by its ISO code; else the names there most like it."""
    from rapidfuzz import process

    from coopdesk.store.gazetteer import Gazetteer

    gazetteer = Gazetteer()
    if gazetteer.exact(city.strip(), country):
        return None
    spelt = gazetteer.spellings(country)
    found = process.extract(city.strip(), spelt, limit=MOST_LIKE_IT, score_cutoff=LIKE_ENOUGH)
    return [name for name, _, _ in found]


MOST_LIKE_IT = 3
LIKE_ENOUGH = 70


def place_touches(city: str, country: str, language: Language, known: "City | None") -> Touches:
    """The values of a place: of a known city its names, position and inhabitants."""
    if known is None:
        return {"name": {language: city}, "country": country}
    touches: Touches = {
        "name": dict(known.names),
        "country": country,
        "coordinates": f"{known.latitude},{known.longitude}",
        "time_zone": known.timezone,
    }
    if known.population:
        touches["population"] = known.population
    return touches


def _city_hall(facts: Office, place_id: str, known: "City | None") -> Touches:
    names: Slots = {facts.language: facts.name or facts.city}
    if known and not facts.name:
        names = {**known.names}
    return {
        "name": names,
        "kind": "city_hall",
        "place": place_id,
        "working_languages": {facts.language: True},
    }


def currency_of(country: str) -> str:
    """The currency a country uses today (ISO 4217), "" where unknown."""
    from babel.numbers import get_territory_currencies

    found = get_territory_currencies(country)
    return str(found[-1]) if found else ""


def is_on_network(folder: Path, mounts: Path = Path("/proc/self/mounts")) -> bool:
    """Whether a folder lies on a network drive, where a database can be damaged."""
    if os.name == "nt":
        return str(folder.resolve()).startswith("\\\\")
    try:
        lines = mounts.read_text().splitlines()
    except OSError:
        return False
    best, found = -1, ""
    for line in lines:
        _, point, kind, *_ = line.split(" ")
        place = point.replace("\\040", " ")
        if folder.resolve().is_relative_to(place) and len(place) > best:
            best, found = len(place), kind
    return found in NETWORK_FILE_SYSTEMS
