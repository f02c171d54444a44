# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the sheet of an agreement says, before anything is drawn."""

from dataclasses import dataclass
from datetime import date

from coopdesk.records.rules.means import MeansRow
from coopdesk.reports.parts.exchanges import ExchangeLine
from coopdesk.reports.parts.promises import PromiseLine, SideCount
from coopdesk.reports.parts.targets import TargetLine


@dataclass(frozen=True, slots=True)
class PartyLine:
    """A party: its role, who signs with what post, and the resolution of its council."""

    name: str
    role: str
    signatory: str
    resolution: str


@dataclass(frozen=True, slots=True)
class ReadinessLine:
    """A point of the checklist; `done` says that it is met, `open` that it counts but isn't."""

    item: str
    state: str
    done: bool
    open: bool


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """A planned amount with its year, heading and source; `amount` is written out."""

    year: int
    heading: str
    source: str
    amount: str


@dataclass(frozen=True, slots=True)
class ResultLine:
    """Something achieved: its story is Markdown."""

    title: str
    day: date | None
    story: str


@dataclass(frozen=True, slots=True)
class AgreementFacts:
    """Everything the sheet prints, in the words of its language. `aims` is Markdown; `lines` are
    short facts and `texts` long ones, label and text; `below` are the agreements under it and
    `documents` the files that belong to it."""

    office: str
    title: str
    subtitle: str
    stage: str
    aims: str
    parties: tuple[PartyLine, ...]
    lines: tuple[tuple[str, str], ...]
    texts: tuple[tuple[str, str], ...]
    promises: tuple[PromiseLine, ...]
    sides: tuple[SideCount, SideCount]
    readiness: tuple[ReadinessLine, ...]
    budget: tuple[BudgetLine, ...]
    means: tuple[MeansRow, ...]
    exchanges: tuple[ExchangeLine, ...]
    targets: tuple[TargetLine, ...]
    results: tuple[ResultLine, ...]
    to_do: tuple[tuple[str, str, date | None], ...]
    below: tuple[tuple[str, str], ...]
    documents: tuple[tuple[str, str], ...]
    reference: str
    printed_on: date
