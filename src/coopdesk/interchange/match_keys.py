# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""By which fields a row is recognised as a record that exists already.

A type has several keys, tried in their order. Of two records that agree in a later key but
differ in an earlier one, where both have a value, neither is the other: two towns of one name
with different Wikidata numbers stay two. Positions agree within 20 km, because sources give
different points of one town.
"""

from collections.abc import Iterator, Mapping
from itertools import product
from math import asin, cos, radians, sin, sqrt

from coopdesk.records.declaration import RecordType
from coopdesk.records.folding import plain
from coopdesk.records.kinds import Coordinates, Line, Prose, Scalar
from coopdesk.records.values import Value

Key = tuple[str, ...]
Keys = tuple[Key, ...]
Parts = tuple[Scalar | None, ...]

NEAR_KM = 20
_EARTH_KM = 6371.0
_MOST_PARTS = 64

DEFAULTS: Mapping[str, Keys] = {
    "place": (("wikidata_id",), ("name", "country", "coordinates")),
    "organisation": (("iati_identifier",), ("name", "place")),
    "membership": (("organisation", "network"),),
    "person": (("emails",), ("phones",), ("given_name", "family_name")),
    "post": (("person", "organisation", "function"),),
    "agreement": (("reference",), ("title",)),
    "party": (("agreement", "organisation"),),
    "promise": (("agreement", "what", "from", "to"),),
    "readiness": (("agreement", "item"),),
    "exchange": (("title", "starts"),),
    "participation": (("certificate_number",), ("exchange", "person", "organisation", "role")),
    "note": (("title", "starts"),),
    "attendance": (("note", "person", "name"),),
    "decision": (("note", "number"), ("note", "text")),
    "follow-up": (("what", "due_on", "comes_from"),),
    "contribution": (
        ("day", "amount", "step", "purpose", "reference", "agreement", "exchange", "from", "to"),
    ),
    "budget-line": (("agreement", "year", "heading"),),
    "opportunity": (("title", "organisation"),),
    "listing": (("kind", "title", "organisation"),),
    "match": (("need", "offer"),),
    "indicator": (("agreement", "what"),),
    "measurement": (("indicator", "day", "source"),),
    "result": (("title", "agreement"),),
    "document": (("title", "day"),),
    "ldc": (("country", "since"),),
}


def default_keys(kind: RecordType) -> Keys:
    """The keys of a type; where none are declared, the fields that give its name."""
    return DEFAULTS.get(kind.key) or (kind.title,)


def parts_of(kind: RecordType, key: Key, values: Mapping[str, Value]) -> Iterator[Parts]:
    """What to look a record up by: one for each combination of its names and members. Nothing
    where every field of the key is empty, or only a position is known."""
    options = [_options(kind, name, values.get(name)) for name in key if not _is_position(kind, name)]
    if all(option == [None] for option in options):
        return
    for number, parts in enumerate(product(*options)):
        if number >= _MOST_PARTS:
            return
        yield parts


def _is_position(kind: RecordType, name: str) -> bool:
    return isinstance(kind.by_key[name].kind, Coordinates)


def _options(kind: RecordType, name: str, value: Value | None) -> list[Scalar | None]:
    if value is None:
        return [None]
    scalars = (
        value.values() if isinstance(value, Mapping) else value if isinstance(value, tuple) else (value,)
    )
    if isinstance(kind.by_key[name].kind, Line | Prose):
        return list(dict.fromkeys(plain(str(scalar)) for scalar in scalars))
    return list(scalars)


def distance(
    kind: RecordType, key: Key, one: Mapping[str, Value], other: Mapping[str, Value]
) -> float | None:
    """How far apart two records lie in km by the position in a key: 0 where either has none; None
    where it is too far for one place."""
    for name in key:
        if _is_position(kind, name) and name in one and name in other:
            found = kilometres(str(one[name]), str(other[name]))
            return found if found <= NEAR_KM else None
    return 0.0


def contradicts(kind: RecordType, keys: Keys, one: Mapping[str, Value], other: Mapping[str, Value]) -> bool:
    """Whether two records differ in one of the keys, where both have all of its values."""
    for key in keys:
        if all(name in one and name in other for name in key):
            if distance(kind, key, one, other) is None:
                return True
            if not set(parts_of(kind, key, one)) & set(parts_of(kind, key, other)):
                return True
    return False


def kilometres(one: str, other: str) -> float:
    """The distance between two positions "latitude,longitude" on a round Earth."""
    (lat_a, lon_a), (lat_b, lon_b) = (
        [radians(float(part)) for part in text.split(",")] for text in (one, other)
    )
    half = sin((lat_b - lat_a) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin((lon_b - lon_a) / 2) ** 2
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(half)))
