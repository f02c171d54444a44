# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What officers type in random histories: a value of every kind of field, some of them against each other."""

from coopdesk.records.kinds import Kind
from coopdesk.records.types import BY_KEY
from coopdesk.records.values import Touch, Touches
from tests.store import test_random_histories as few

ELSEWHERE = "0123456789abcdefghjkmnpqrs"
"""The id of a record that nobody ever sends."""
_TYPED: dict[str, tuple[dict[str, str], ...]] = {
    "place": (
        {"coordinates": "6.13,1.22", "time_zone": "Africa/Lome", "other_spellings": "Bè | Baguida"},
        {"coordinates": "6.17,1.23", "web_page": "https://lome.example", "presentation.fr": "Un port."},
        {"other_spellings": "Baguida | -Bè", "presentation.fr": "Un grand port.", "labels": "côte"},
    ),
    "person": (
        {"given_name": "Afi", "sex": "woman", "emails": "afi@lome.example", "birthday": "1980-02-29"},
        {"emails": "-afi@lome.example | a.mensah@lome.example", "phones": "+22890112233"},
        {"preferred_language": "fr", "languages": "fr | ewe", "notes": "un\n\ndeux\n\ntrois"},
        {"languages": "-fr | ru", "phones": "-+22890112233", "notes": "un\n\nDEUX\n\ntrois"},
    ),
    "exchange": (
        {"hours": "12.5", "cost": "150000.00 XOF", "starts": "2026-11-24", "themes": "waste | water"},
        {"cost": "230.00 EUR", "knowledge_from": ELSEWHERE, "themes": "-waste | health"},
        {"cost": "", "hours": "8", "state": "done", "knowledge_from": f"-{ELSEWHERE}", "confidential": "yes"},
    ),
    "opportunity": (
        {"ceiling": "50000.00 EUR", "cofinancing_share": "20", "link": "https://fund.example/call"},
        {"ceiling": "60000.00 EUR", "cofinancing_share": "12.5", "themes": "energy", "closes": "2027-01-31"},
        {"cofinancing_share": "", "link": "https://fund.example/2", "state": "preparing"},
    ),
}
_NEEDED: dict[str, Touches] = {
    "person": {"family_name": "Mensah"},
    "exchange": {"title": "Compost"},
    "opportunity": {"title": "Fonds"},
    "document": {"title": "Plan"},
}


def _touches(key: str, typed: dict[str, str]) -> Touches:
    fields = {what.key: what.kind for what in BY_KEY[key].fields}
    found: dict[str, Touch] = {}
    for name, text in typed.items():
        field, _, language = name.partition(".")
        kind = fields[field]
        if language:
            found[field] = {language: str(kind.parse(text))}
        elif kind.many:
            found[field] = _members(kind, text)
        else:
            found[field] = kind.parse(text) if text else None
    return found


def _members(kind: Kind, text: str) -> Touch:
    """The members of a set that are added, and with a minus those that are taken out."""
    parts = text.split(" | ")
    return {str(kind.parse(part.removeprefix("-"))): not part.startswith("-") for part in parts}


REQUIRED: dict[str, Touches] = few.REQUIRED | _NEEDED
TOUCHES: dict[str, tuple[Touches, ...]] = {
    key: (
        *few.TOUCHES.get(key, ()),
        *(_touches(key, typed) for typed in _TYPED.get(key, ())),
    )
    for key in [*few.TOUCHES, *_NEEDED]
}
TOUCHES["document"] = ({"title": "Plan du port"}, {"language": "fr"}, {"language": "ru", "day": "2026-11-24"})


def kinds_typed() -> set[str]:
    """The kinds of the fields that these values touch."""
    return {
        what.kind.name
        for key, versions in TOUCHES.items()
        for what in BY_KEY[key].fields
        if any(what.key in touches for touches in (*versions, REQUIRED[key]))
    }
