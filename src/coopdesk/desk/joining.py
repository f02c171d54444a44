# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Look-alikes: suggesting records that may be the same, joining two, and undoing that."""

from collections.abc import Mapping
from dataclasses import dataclass

from coopdesk.desk.desk import Desk
from coopdesk.desk.naming import link_title, names
from coopdesk.desk.saving import one_each
from coopdesk.errors import WorldError
from coopdesk.history.leaf import REMOVED
from coopdesk.history.reversal import take_back
from coopdesk.records.identity import new_id
from coopdesk.records.look_alikes import Candidate, look_alikes
from coopdesk.records.types import STORED_BY_KEY
from coopdesk.records.types.joined import SAME_AS
from coopdesk.records.values import Record, Touch, Touches, Value
from coopdesk.store import device_log, joins, reading, writing
from coopdesk.store.reading import Page
from coopdesk.store.searching import matches_plainly
from coopdesk.store.writing import Change, Saved

COMPARED = ("place", "organisation", "person")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records that may be the same; `score` from 0 to 100; reasons: name, phone, e-mail."""

    type: str
    first: str
    first_title: str
    second: str
    second_title: str
    score: int
    reasons: tuple[str, ...]


def alike(desk: Desk, type_key: str | None = None) -> list[Pair]:
    """Probable duplicates, the surest first; suggested, never joined by themselves."""
    kinds = [type_key] if type_key else list(COMPARED)
    found: list[Pair] = []
    for key in kinds:
        records = reading.page(desk.store.connection, STORED_BY_KEY[key], Page())
        countries = _countries(desk) if key == "organisation" else {}
        for pair in look_alikes([_candidate(desk, record, countries) for record in records]):
            titles = link_title(desk, pair.first), link_title(desk, pair.second)
            found.append(Pair(key, pair.first, titles[0], pair.second, titles[1], pair.score, pair.reasons))
    return sorted(found, key=lambda pair: (-pair.score, pair.first))


def _countries(desk: Desk) -> Mapping[str, str]:
    places = reading.page(desk.store.connection, STORED_BY_KEY["place"], Page())
    return {place.id: place.text("country") for place in places}


def _candidate(desk: Desk, record: Record, countries: Mapping[str, str]) -> Candidate:
    place = str(record.one("place") or "")
    return Candidate(
        id=record.id,
        type=record.type,
        names=tuple(names(desk, record)),
        phones=tuple(str(phone) for phone in record.many("phones")),
        emails=tuple(str(email) for email in record.many("emails")),
        country=record.text("country") or countries.get(place, ""),
        place=place,
        sex=record.text("sex"),
        born=record.text("birthday"),
        coordinates=_position(record.one("coordinates")),
    )


def _position(scalar: object) -> tuple[float, float] | None:
    if not isinstance(scalar, str):
        return None
    latitude, longitude = scalar.split(",")
    return float(latitude), float(longitude)


def same(desk: Desk, kept: str, other: str, take: Mapping[str, int] | None = None) -> Saved:
    """Join two records of one type: `other` is hidden, links to it lead to `kept`.

    `take` chooses the value of a field: 1 keeps that of `kept`, 2 takes the other's; where
    nothing is chosen an empty field is filled and sets are united. Raises WorldError.
    """
    if kept == other:
        raise WorldError("same_record", "These are one and the same record already: {id}.", id=kept)
    kinds = {reading.type_of(desk.store.connection, one) for one in (kept, other)}
    if len(kinds) != 1 or None in kinds:
        raise WorldError("different_types", "Only two records of the same type can be joined.")
    kind = STORED_BY_KEY[str(kinds.pop())]
    first, second = desk.record(kind.key, kept), desk.record(kind.key, other)
    if first is None or first.removed:
        raise WorldError("in_the_bin", "This record is in the bin: {id}. Put it back first.", id=kept)
    if second is None or second.removed:
        raise WorldError("in_the_bin", "This record is in the bin: {id}. Put it back first.", id=other)
    for key in take or {}:
        kind.field(key)
    changes = [Change(SAME_AS, new_id(), {"kept": kept, "other": other}, new=True)]
    touches = _taken(first, second, take or {})
    if touches:
        changes.append(Change(kind, kept, touches))
    return desk.store.save(changes, desk.office.officer)[0]


def _taken(first: Record, second: Record, take: Mapping[str, int]) -> Touches:
    touches: Touches = {}
    for key, value in second.values.items():
        choice = take.get(key, 2 if key not in first.values else 0)
        touch = (
            _whole_touch(first.values.get(key), value)
            if choice == 2
            else _added(first.values.get(key), value, choice)
        )
        if touch not in (None, {}):
            touches[key] = touch
    return touches


def _whole_touch(before: Value | None, value: Value) -> Touch:
    if isinstance(value, tuple):
        gone = before if isinstance(before, tuple) else ()
        return {
            **{str(member): False for member in gone if member not in value},
            **{str(m): True for m in value},
        }
    if isinstance(value, Mapping):
        return dict(value)
    return value


def _added(before: Value | None, value: Value, choice: int) -> Touch:
    """Without a choice sets are united and missing languages are added; else the kept stays."""
    if choice == 1:
        return None
    if isinstance(value, tuple) and isinstance(before, tuple):
        return {str(member): True for member in value if member not in before}
    if isinstance(value, Mapping) and isinstance(before, Mapping):
        return {language: text for language, text in value.items() if language not in before}
    return None


def hidden(desk: Desk, text: str) -> str:
    """The id of the one record for which another stands that goes by this name, "" where there is none
    or more than one: no search finds it."""
    connection, found = desk.store.connection, []
    for other in joins.kept_records(connection):
        key = reading.type_of(connection, other)
        record = desk.record(key, other) if key in STORED_BY_KEY else None
        if record and any(matches_plainly(text, name) for name in names(desk, record)):
            found.append(other)
    return found[0] if len(found) == 1 else ""


def separate(desk: Desk, record_id: str) -> list[Saved]:
    """Undo the joining of a record, whichever side of it is named; raises WorldError if it isn't joined.

    What the kept record took over goes back too, except fields that were changed since.
    """
    store = desk.store
    joined = device_log.joinings(store, "other", record_id) + device_log.joinings(store, "kept", record_id)
    if not joined:
        raise WorldError("not_joined", "This record was not joined to another: {id}.", id=record_id)
    changes: list[Change] = []
    undone = device_log.taken_back(store)
    for found in dict.fromkeys(joined):
        changes.append(Change(SAME_AS, found, {REMOVED: 1}))
        for kind_key, other, n, identity in device_log.saved_with(store, found):
            kind = STORED_BY_KEY[kind_key]
            standing = device_log.leaves_standing(store, n, identity, undone)
            back = take_back(standing, identity, writing.rule_of(kind))
            if back.touches:
                changes.append(Change(kind, other, back.touches))
    return store.save(one_each(changes), desk.office.officer)
