# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a briefing says, before anything is drawn. Texts stand in the words of its language."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class PersonLine:
    """Someone to meet: the year they took up the post, and a remark; `is_new` draws it as a chip."""

    name: str
    function: str
    since: str
    remark: str
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class AgreementLine:
    """What was agreed: its title, themes (or stage), and the years it runs."""

    title: str
    about: str
    years: str


@dataclass(frozen=True, slots=True)
class YearLine:
    """Person-days of a year: what we gave, what we received."""

    year: int
    given: Decimal
    received: Decimal


@dataclass(frozen=True, slots=True)
class DebtLine:
    """A promise still to be kept."""

    what: str
    due: date | None
    late: bool


@dataclass(frozen=True, slots=True)
class SideFacts:
    """One side's promises: how many it made, kept and has broken, and what it still owes."""

    name: str
    made: int
    kept: int
    broken: int
    owed: tuple[DebtLine, ...]


@dataclass(frozen=True, slots=True)
class ContactLine:
    """A note or exchange of the past."""

    day: date
    what: str


@dataclass(frozen=True, slots=True)
class Point:
    """A few words in bold and what follows them."""

    strong: str
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Position:
    """A city on the map, in degrees, and the code of its country."""

    name: str
    latitude: float
    longitude: float
    country: str


@dataclass(frozen=True, slots=True)
class BriefingFacts:
    """Everything a briefing prints. `opening` are sentences, `presentation` is Markdown, `lines`
    are short facts, label and text; `needs` and `offers` are the partner's own."""

    office: str
    title: str
    subtitle: str
    opening: tuple[str, ...]
    presentation: str
    people: tuple[PersonLine, ...]
    agreements: tuple[AgreementLine, ...]
    years: tuple[YearLine, ...]
    achieved: tuple[Point, ...]
    we: SideFacts
    they: SideFacts
    lines: tuple[tuple[str, str], ...]
    ours_at: Position | None
    theirs_at: Position | None
    contacts: tuple[ContactLine, ...]
    needs: tuple[str, ...]
    offers: tuple[str, ...]
    to_raise: tuple[Point, ...]
    reference: str
    printed_on: date
