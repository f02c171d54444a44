# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who took part in exchanges: person-days by sex, direction, theme and year, and the part of women.

Sources: knowledge as what cities exchange: Report of the mayors' meeting 2001, §2, §10; the
part of women: §6. What counts, and how, are project rules, said with each function.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Literal

from coopdesk.frozen import dataclass
from coopdesk.records.rules.calendar import Index, day_in, in_use, links
from coopdesk.records.types.themes import theme_ancestors
from coopdesk.records.values import Record

HELD = frozenset({None, "done"})
LEARNING = frozenset({None, "trainee"})
TAKING_PART = LEARNING | {"trainer"}

Axis = Literal["sex", "direction", "theme", "year", "exchange", "organisation"]


class Direction(StrEnum):
    """Which way knowledge went, seen from our side; BETWEEN_OTHERS where we were neither or it
    cannot be told."""

    GIVEN = "given"
    RECEIVED = "received"
    BETWEEN_OTHERS = "between_others"


@dataclass(frozen=True, slots=True)
class Attended:
    """People of one sex in one participation: how many `persons`, and the `days` each was there
    (0 where it was not noted). `organisation` is their delegation, "" if unknown."""

    participation: str
    exchange: str
    organisation: str
    role: str | None
    sex: str
    persons: int
    days: Decimal
    direction: Direction
    themes: frozenset[str]
    year: str

    @property
    def person_days(self) -> Decimal:
        """Persons times days."""
        return self.persons * self.days


@dataclass(frozen=True, slots=True)
class PartOfWomen:
    """A count of participations by sex, and the part of women among those whose sex is known."""

    women: int
    men: int
    not_stated: int

    @property
    def percent(self) -> Decimal | None:
        """The part of women in whole per cent, half rounded up; None where no sex is known."""
        known = self.women + self.men
        if not known:
            return None
        return (Decimal(100 * self.women) / known).quantize(Decimal(1), ROUND_HALF_UP)


def attended(
    participations: Iterable[Record], *, exchanges: Index, persons: Index, ours: Container[str]
) -> list[Attended]:
    """Participations in exchanges that took place, one row per sex.

    A head-count goes before a named person. Themes are those of the exchange with the themes
    they are part of.
    """
    return [row for one in in_use(participations) for row in _rows(one, exchanges, persons, ours)]


def person_days(rows: Iterable[Attended], by: Axis) -> dict[str, Decimal]:
    """Person-days of those who learnt, by `by`; interpreters, organisers and trainers don't count.

    By theme, days of an exchange with several themes stand under each: don't add them up.
    """
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for row in rows:
        if row.role in LEARNING:
            for key in _keys(row, by):
                sums[key] += row.person_days
    return dict(sorted(sums.items()))


def part_of_women(rows: Iterable[Attended], by: Axis) -> dict[str, PartOfWomen]:
    """The part of women among those who learnt or taught, by exchange, delegation
    ("organisation") or year; a person at two exchanges counts twice."""
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in rows:
        if row.role in TAKING_PART:
            for key in _keys(row, by):
                counts[key][row.sex] += row.persons
    return {
        key: PartOfWomen(women=count["woman"], men=count["man"], not_stated=count["not_stated"])
        for key, count in sorted(counts.items())
    }


def direction_of(exchange: Record, organisation: str, ours: Container[str]) -> Direction:
    """Which way knowledge went: from us, to us, or, where we stand on both sides, by the
    delegation of the one who learnt."""
    giving = any(id_ in ours for id_ in links(exchange, "knowledge_from"))
    receiving = any(id_ in ours for id_ in links(exchange, "knowledge_to"))
    if giving and receiving and organisation:
        return Direction.RECEIVED if organisation in ours else Direction.GIVEN
    if giving == receiving:
        return Direction.BETWEEN_OTHERS
    return Direction.GIVEN if giving else Direction.RECEIVED


def _rows(
    participation: Record, exchanges: Index, persons: Index, ours: Container[str]
) -> Iterator[Attended]:
    exchange = exchanges.get(str(participation.one("exchange")))
    if exchange is None or exchange.removed or exchange.one("state") not in HELD:
        return
    organisation = str(participation.one("organisation") or "")
    themes = frozenset(str(code) for code in exchange.many("themes"))
    role, starts = participation.one("role"), day_in(exchange, "starts", "ends")
    for sex, count in _heads(participation, persons):
        yield Attended(
            participation=participation.id,
            exchange=exchange.id,
            organisation=organisation,
            role=None if role is None else str(role),
            sex=sex,
            persons=count,
            days=Decimal(str(participation.one("days_attended") or 0)),
            direction=direction_of(exchange, organisation, ours),
            themes=themes | {ancestor for code in themes for ancestor in theme_ancestors(code)},
            year=str(starts.year) if starts else "",
        )


def _heads(participation: Record, persons: Index) -> list[tuple[str, int]]:
    fields = (("woman", "women"), ("man", "men"), ("not_stated", "not_stated"))
    counted = [(sex, int(participation.one(key) or 0)) for sex, key in fields]
    if any(count for _, count in counted):
        return [(sex, count) for sex, count in counted if count]
    named = participation.one("person")
    if named is None:
        return []
    person = persons.get(str(named))
    sex = str(person.one("sex")) if person else ""
    return [(sex if sex in ("woman", "man") else "not_stated", 1)]


def _keys(row: Attended, by: Axis) -> Iterable[str]:
    if by == "theme":
        return row.themes
    return (str(getattr(row, by)),)
