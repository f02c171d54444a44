# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What an annual report says, before anything is drawn. Texts stand in the words of its language."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from coopdesk.records.rules.means import MeansRow
from coopdesk.records.rules.participation import PartOfWomen
from coopdesk.reports.drawings import Flow, Spot
from coopdesk.reports.parts.exchanges import ExchangeLine
from coopdesk.reports.parts.promises import PromiseLine, SideCount
from coopdesk.reports.parts.targets import TargetLine


@dataclass(frozen=True, slots=True)
class StageCount:
    """How many agreements stand at a stage."""

    stage: str
    count: int


@dataclass(frozen=True, slots=True)
class AgreementLine:
    """An agreement with its partners, stage and years."""

    title: str
    partners: str
    stage: str
    years: str


@dataclass(frozen=True, slots=True)
class DirectionDays:
    """Person-days of one direction by sex."""

    women: Decimal
    men: Decimal
    not_stated: Decimal

    @property
    def all(self) -> Decimal:
        """The sum of them."""
        return self.women + self.men + self.not_stated


@dataclass(frozen=True, slots=True)
class Days:
    """Person-days of a year: given, received, and between others or of unknown direction."""

    given: DirectionDays
    received: DirectionDays
    others: DirectionDays


@dataclass(frozen=True, slots=True)
class VisitLine:
    """A visit or mission: its day, kind, title, and whom it was with."""

    day: date
    kind: str
    title: str
    partners: str


@dataclass(frozen=True, slots=True)
class Remark:
    """A difficulty or lesson in Markdown, and where it was noted."""

    text: str
    source: str


@dataclass(frozen=True, slots=True)
class PlanLine:
    """Something of the year to come: its day, what it is, and the record it is about."""

    day: date
    kind: str
    what: str


@dataclass(frozen=True, slots=True)
class AnnualFacts:
    """Everything an annual report prints. `until` is the last day it knows of: the end of the
    year, or the day it is printed. `notes` counts meetings and visits by kind, `undated` the
    contributions without a day, which no year holds."""

    office: str
    city: str
    year: int
    until: date
    partners: tuple[str, ...]
    active: int
    stages: tuple[StageCount, ...]
    agreements: tuple[AgreementLine, ...]
    spots: tuple[Spot, ...]
    flows: tuple[Flow, ...]
    exchanges: tuple[ExchangeLine, ...]
    held: int
    days: Days
    women: PartOfWomen
    years: tuple[tuple[int, Days], ...]
    themes: tuple[tuple[str, Decimal], ...]
    notes: tuple[tuple[str, int], ...]
    visits: tuple[VisitLine, ...]
    means: tuple[MeansRow, ...]
    undated: int
    targets: tuple[TargetLine, ...]
    results: tuple[tuple[str, date | None], ...]
    sides: tuple[SideCount, SideCount]
    late: int
    promises: tuple[PromiseLine, ...]
    difficulties: tuple[Remark, ...]
    lessons: tuple[Remark, ...]
    plan: tuple[PlanLine, ...]
    budget: tuple[MeansRow, ...]
    reference: str
    printed_on: date
