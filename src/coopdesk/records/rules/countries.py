# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Least developed countries by date, and what that makes of a cooperation: North–South or South–South.

The list is that of the United Nations (Committee for Development Policy): countries join and
graduate, so every membership is a spell of time, handed in and never written into a rule. A list is
shipped; an office that knows better keeps records of its own.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Literal, get_args

from coopdesk.frozen import dataclass
from coopdesk.records.rules.calendar import day_in, in_use
from coopdesk.records.values import Record

CooperationKind = Literal["north_south", "south_south", "triangular"]
_KINDS: dict[str, CooperationKind] = {kind: kind for kind in get_args(CooperationKind)}

# The developed economies of the United Nations (UNCTAD): Europe, Northern America, Australia,
# Israel, Japan, New Zealand and the Republic of Korea, by their ISO 3166 codes.
NORTH = frozenset(
    (
        "AD AL AT AU AX BA BE BG BM BY CA CH CY CZ DE DK EE ES FI FO FR GB GG GI GL GR HR HU IE IL IM IS IT "
        "JE JP KR LI LT LU LV MC MD ME MK MT NL NO NZ PL PM PT RO RS RU SE SI SJ SK SM UA US VA XK"
    ).split()
)


@dataclass(frozen=True, slots=True)
class LdcSpell:
    """A country's time on the list: `since` the day it joined, `until` the day it graduates,
    which is no longer part of it (None: no day is set), with the source and its date."""

    country: str
    since: date
    until: date | None = None
    source: str = ""
    as_of: date | None = None


def ldc_spells(rows: Iterable[Mapping[str, str]]) -> tuple[LdcSpell, ...]:
    """Spells of rows with the columns country, from, until, source and as_of; of a year alone
    its first day is meant. Raises ValueError where a day is none."""
    return tuple(
        LdcSpell(
            country=row["country"],
            since=_day(row["from"]),
            until=_day(row["until"]) if row.get("until") else None,
            source=row.get("source", ""),
            as_of=_day(row["as_of"]) if row.get("as_of") else None,
        )
        for row in rows
    )


def kept_spells(shipped: Iterable[LdcSpell], kept: Iterable[Record]) -> tuple[LdcSpell, ...]:
    """The list as an office keeps it: its own records of a country, of the type `ldc`, stand in the place
    of what was shipped for that country."""
    own = [spell for record in in_use(kept) if (spell := _of_record(record))]
    theirs = {spell.country for spell in own}
    return (*(spell for spell in shipped if spell.country not in theirs), *own)


def _of_record(record: Record) -> LdcSpell | None:
    """None while the record does not say which country, or since when: it may have come in part."""
    country, since = record.text("country"), day_in(record, "since")
    if not country or since is None:
        return None
    return LdcSpell(
        country=country,
        since=since,
        until=day_in(record, "leaves_on"),
        source=record.text("source"),
        as_of=day_in(record, "as_of"),
    )


def is_ldc(country: str, on: date, spells: Iterable[LdcSpell]) -> bool:
    """Whether a country is on the list of least developed countries on a day."""
    return any(
        spell.country == country and spell.since <= on and (spell.until is None or on < spell.until)
        for spell in spells
    )


def north_south(
    ours: Iterable[str], theirs: Iterable[str], on: date, spells: Iterable[LdcSpell], override: str = ""
) -> CooperationKind | None:
    """What kind of cooperation there is between our countries and theirs on a day.

    South is a country that is or was on the list of least developed countries, or is not a
    developed economy: graduation doesn't move a country north. A country that joins after
    `on` is judged by its economy. Two countries of the South with one of the North make it
    triangular (IATI collaboration type 8). None within one country or the North alone, or where a
    country is unknown on one side. `override` is the officer's own word and goes first.
    """
    if override in _KINDS:
        return _KINDS[override]
    ours, theirs = set(ours), set(theirs)
    if not ours or not theirs:
        return None
    listed = {spell.country for spell in spells if spell.since <= on}
    countries = ours | theirs
    south = {code for code in countries if code in listed or code not in NORTH}
    if len(countries) < 2 or not south:
        return None
    if south == countries:
        return "south_south"
    return "triangular" if len(south) >= 2 else "north_south"


def _day(text: str) -> date:
    return date(int(text), 1, 1) if re.fullmatch(r"\d{4}", text) else date.fromisoformat(text)
