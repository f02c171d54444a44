# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The example office: a desk filled from resources/example with real cities and invented people.

Every record passes the same checks as an officer's own, and each save holds what an officer
would save at once, so that history and undo look as they do in a desk that is used.
"""

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from coopdesk.desk import saving
from coopdesk.desk.desk import Desk
from coopdesk.desk.example_unfolding import Example, Table, unfold, values_of
from coopdesk.desk.founding import found_desk
from coopdesk.desk.reporting import REPORTS
from coopdesk.errors import BugError
from coopdesk.language import Language, using
from coopdesk.paths import resource
from coopdesk.records.declaration import Field, RecordType
from coopdesk.records.identity import new_id
from coopdesk.records.kinds import Attachment, Json, Link
from coopdesk.records.types import BY_KEY
from coopdesk.records.values import Touches, best, from_json
from coopdesk.store import files
from coopdesk.store.gazetteer import City, Gazetteer
from coopdesk.store.keeping import discard
from coopdesk.store.writing import Change

FOLDER = "example"
ORDER = (
    "place",
    "organisation",
    "person",
    "agreement",
    "exchange",
    "note",
    "follow-up",
    "contribution",
    "opportunity",
    "listing",
    "match",
    "indicator",
    "result",
    "document",
)
"""The types whose records have files of their own, in the order in which they are saved."""
OUR_CITY, OUR_HALL = ("place", "locossa"), ("organisation", "locossa-hall")
MINUTES = "minutes of @"

Names = Mapping[tuple[str, str], str]
"""The id of each named record, by its type and name."""


def found_example(
    profile: Path,
    *,
    language: Language = "en",
    on: date | None = None,
    passphrase: str | None = None,
) -> Desk:
    """A new desk filled with the example office, its own words in `language`.

    Its days are counted from `on`, today unless told. Raises WorldError for an occupied folder.
    """
    today = on or date.today()
    facts = {key: str(texts[language]) for key, texts in _sheet("office").items() if language in texts}
    with using(language):
        desk = found_desk(profile, country="BJ", language=language, passphrase=passphrase, **facts)
        try:
            _fill(desk, today)
        except BaseException:
            desk.close()
            discard(profile)
            raise
    return desk


def _fill(desk: Desk, on: date) -> None:
    saves = [save for key in ORDER for save in _saves(key, on, desk.office.language)]
    names = _names(desk, (example for save in saves for example in save))
    gazetteer = Gazetteer()
    for save in saves:
        saving.save_all(desk, [_change(desk, example, names, gazetteer) for example in save])
    for later in _later():
        _save_later(desk, later, names, on)


def _saves(type_key: str, on: date, language: Language) -> list[list[Example]]:
    return [save for file in _files(type_key) for save in unfold(type_key, _toml(file), on, language)]


def _files(type_key: str) -> list[Path]:
    """note.toml, and where they are many note-1.toml, note-2.toml."""
    folder = resource(FOLDER)
    return [file for file in sorted(folder.glob("*.toml")) if file.stem.rstrip("-0123456789") == type_key]


def _sheet(name: str) -> dict[str, Any]:
    return _toml(resource(f"{FOLDER}/{name}.toml"))


def _toml(file: Path) -> dict[str, Any]:
    with file.open("rb") as stream:
        return tomllib.load(stream)


def _names(desk: Desk, examples: Iterable[Example]) -> Names:
    hall = desk.record("organisation", desk.office.organisation)
    ours = {
        OUR_HALL: desk.office.organisation,
        OUR_CITY: str(hall.one("place")) if hall else "",
    }
    names: dict[tuple[str, str], str] = {}
    for example in examples:
        key = (example.type.key, example.name)
        if key in names:
            raise BugError(
                "example_name",
                "two records of the example are named {name}",
                name=example.name,
            )
        if example.name:
            names[key] = ours.get(key, "") or new_id()
    return names


def _change(desk: Desk, example: Example, names: Names, gazetteer: Gazetteer) -> Change:
    known = _known_city(example, gazetteer) if example.type.key == "place" else {}
    touches = _touches(desk, example.type, {**known, **example.values}, names)
    key = (example.type.key, example.name)
    if key in (OUR_CITY, OUR_HALL):
        return saving.prepared(desk, example.type, names[key], touches)
    made = saving.prepared(desk, example.type, None, touches)
    return replace(made, id=names[key]) if example.name else made


def _known_city(example: Example, gazetteer: Gazetteer) -> dict[str, Json]:
    """What the gazetteer knows of a place that the example only names."""
    names = example.values.get("name")
    name = names.get("en") if isinstance(names, dict) else None
    country = example.values.get("country")
    found: City | None = next(iter(gazetteer.exact(str(name), str(country))), None)
    if found is None:
        return {}
    figures: dict[str, Json] = {"population": found.population} if found.population else {}
    position = f"{found.latitude},{found.longitude}"
    return {"coordinates": position, "time_zone": found.timezone, **figures}


def _touches(desk: Desk, kind: RecordType, values: Table, names: Names) -> Touches:
    fields = kind.by_key
    return {
        key: from_json(fields[key], _ready(desk, fields[key], value, names), desk.locality)
        for key, value in values.items()
    }


def _ready(desk: Desk, what: Field, value: Json, names: Names) -> Json:
    """A value with ids for names, and kept files for their paths."""
    if isinstance(what.kind, Link):
        return _each(value, partial(_named, names=names, among=what.kind.to))
    if isinstance(what.kind, Attachment):
        return _each(value, partial(_attached, desk, names=names))
    return value


def _each(value: Json, change: Callable[[str], str]) -> Json:
    return [change(str(one)) for one in value] if isinstance(value, list) else change(str(value))


def _named(text: str, names: Names, among: Iterable[str] = ()) -> str:
    """The id that "@name" stands for in a field that links to these types, or "@type/name"."""
    own_type, _, name = text.removeprefix("@").rpartition("/")
    types = (own_type,) if own_type else tuple(among)
    found = [names[key, name] for key in types if (key, name) in names]
    if len(found) != 1:
        raise BugError(
            "example_link",
            "the example has {count} records {name}",
            count=len(found),
            name=text,
        )
    return found[0]


def _attached(desk: Desk, text: str, names: Names) -> str:
    """The kept file of "pictures/pump.png as Pump.png", or of "minutes of @note as minutes.pdf"."""
    source, _, name = text.partition(" as ")
    if source.startswith(MINUTES):
        note = _named(f"note/{source.removeprefix(MINUTES)}", names)
        data = REPORTS["minutes"].draw(desk, note, desk.office.language)
    else:
        data = resource(f"{FOLDER}/{source}").read_bytes()
    return files.put(desk.profile, desk.store.keys, data, name).scalar()


def _later() -> list[dict[str, Any]]:
    return list(_sheet("later")["change"])


def _save_later(desk: Desk, later: dict[str, Any], names: Names, on: date) -> None:
    """A change of a record made before, signed by the colleague who is named with it."""
    record, office = str(later["record"]), desk.office
    kind, record_id = BY_KEY[record[1:].partition("/")[0]], _named(record, names)
    fields = {key: value for key, value in later.items() if key not in ("record", "by")}
    values = values_of(kind, fields, on, office.language)
    touches = _touches(desk, kind, values, names)
    desk.office = replace(office, officer=best(later["by"], office.language)[0])
    try:
        saving.save(desk, kind, record_id, touches)
    finally:
        desk.office = office
