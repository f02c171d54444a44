# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The cities of a year on the map, and the person-days that flowed between them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Literal

from coopdesk.records.rules.calendar import links
from coopdesk.records.rules.participation import LEARNING, Attended, Direction
from coopdesk.reports.drawings import Flow, Spot
from coopdesk.reports.relation import Relation
from coopdesk.reports.sources import Sources

Side = Literal["ours", "theirs"]


def spots_of(sources: Sources, organisation: str, partners: Iterable[str]) -> tuple[Spot, ...]:
    """The city of an organisation and those of its partners, as far as their positions are known."""
    ours = _spot(sources, organisation, "ours")
    theirs = [spot for one in partners if (spot := _spot(sources, one, "theirs"))]
    if ours is None or not theirs:
        return ()
    here = (ours.latitude, ours.longitude)
    return (ours, *dict.fromkeys(spot for spot in theirs if (spot.latitude, spot.longitude) != here))


def flows_of(
    relation: Relation, organisation: str, partners: Iterable[str], rows: Sequence[Attended]
) -> tuple[Flow, ...]:
    """What went to each partner's city and what came from it in person-days, by share of the most."""
    sources = relation.sources
    here = _spot(sources, organisation, "ours")
    there = {one: spot for one in partners if (spot := _spot(sources, one, "theirs"))}
    sums: dict[tuple[str, Direction], Decimal] = defaultdict(Decimal)
    for row in rows:
        exchange = relation.exchanges.get(row.exchange)
        if exchange is None or row.role not in LEARNING or row.direction is Direction.BETWEEN_OTHERS:
            continue
        key = "knowledge_to" if row.direction is Direction.GIVEN else "knowledge_from"
        for partner in links(exchange, key) & there.keys():
            sums[partner, row.direction] += row.person_days
    most = max(sums.values(), default=Decimal(0))
    if here is None or not most:
        return ()
    return tuple(
        Flow(here, there[partner], "ours", float(days / most))
        if direction is Direction.GIVEN
        else Flow(there[partner], here, "theirs", float(days / most))
        for (partner, direction), days in sorted(sums.items())
    )


def _spot(sources: Sources, organisation: str, side: Side) -> Spot | None:
    record = sources.record("organisation", organisation)
    place = sources.record("place", record.one("place")) if record else None
    if place is None or not place.one("coordinates"):
        return None
    latitude, longitude = str(place.one("coordinates")).split(",")
    name, country = sources.name("place", place.id), str(place.one("country") or "")
    return Spot(float(latitude), float(longitude), name, side, country)
