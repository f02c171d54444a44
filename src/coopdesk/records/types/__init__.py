# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The record types: what an officer keeps, one declaration each."""

from coopdesk.errors import WorldError
from coopdesk.records.declaration import RecordType
from coopdesk.records.types.agreements import AGREEMENTS
from coopdesk.records.types.exchanges import EXCHANGES
from coopdesk.records.types.fair import FAIR
from coopdesk.records.types.joined import SAME_AS
from coopdesk.records.types.means import MEANS
from coopdesk.records.types.notes import NOTES
from coopdesk.records.types.people import PEOPLE
from coopdesk.records.types.places import COUNTRIES, PLACES
from coopdesk.records.types.results import RESULTS

TYPES: tuple[RecordType, ...] = (
    *PLACES, *PEOPLE, *AGREEMENTS, *EXCHANGES, *NOTES, *MEANS, *FAIR, *RESULTS,
    *COUNTRIES,
)  # fmt: skip
BY_KEY: dict[str, RecordType] = {kind.key: kind for kind in TYPES}
STORED: tuple[RecordType, ...] = (*TYPES, SAME_AS)
"""What the store keeps: the officer's types, and what the desk itself writes down."""
STORED_BY_KEY: dict[str, RecordType] = {kind.key: kind for kind in STORED}


def record_type(key: str) -> RecordType:
    """The type with this key; raises WorldError naming the types there are."""
    found = BY_KEY.get(key)
    if found is None:
        raise WorldError(
            "unknown_type",
            "There is no record type {type}. The types: {types}.",
            type=key,
            types=", ".join(BY_KEY),
        )
    return found


def parts_of(key: str) -> tuple[RecordType, ...]:
    """The types that are parts of this one: removed and restored with it, in one save."""
    return tuple(kind for kind in TYPES if kind.whole and key in _links(kind, kind.whole))


def _links(kind: RecordType, key: str) -> tuple[str, ...]:
    return getattr(kind.by_key[key].kind, "to", ())
