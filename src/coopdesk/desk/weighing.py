# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The versions of a field side by side: what stood before, what each changed, and both in one."""

from dataclasses import dataclass
from datetime import datetime

from coopdesk.desk import deciding
from coopdesk.desk.deciding import BIN, OfferedVersion, OpenDecision
from coopdesk.desk.desk import Desk
from coopdesk.desk.differences import Mark, Part, both_in_one, differences
from coopdesk.desk.naming import link_title
from coopdesk.desk.office_clock import at_office
from coopdesk.errors import WorldError
from coopdesk.history.leaf import REMOVED
from coopdesk.records.declaration import Field
from coopdesk.records.kinds import Line, Link, Prose, Scalar
from coopdesk.records.types import STORED_BY_KEY
from coopdesk.store import deciding as kept_decisions
from coopdesk.store.deciding import KeptDecision, KeptVersion
from coopdesk.store.earlier import known_to_all


@dataclass(frozen=True, slots=True)
class Side:
    """One version: its number for deciding, its words and what they changed, whose it is and when it
    was saved; `saw` is when the text it rests on was saved. `own` versions were saved on this computer."""

    number: int
    shown: str
    parts: tuple[Part, ...]
    officer: str
    device: str
    at: datetime
    saw: datetime | None
    own: bool


@dataclass(frozen=True, slots=True)
class Weighed:
    """A decision with everything one needs to make it. `before` is what all had seen (None: nothing, or
    the bin is in question) and `since` when that was saved; `both` has the changes of two texts in one,
    None where they touch the same words. The version of this computer stands first."""

    decision: OpenDecision
    label: str
    before: str | None
    since: datetime | None
    sides: tuple[Side, ...]
    both: str | None = None

    @property
    def is_text(self) -> bool:
        """Whether the versions are texts, of which one can write a third."""
        return isinstance(_field(self.decision).kind, Line | Prose)

    @property
    def what(self) -> Field:
        """The field, or the bin."""
        return _field(self.decision)


def weighed(desk: Desk, decision: str) -> Weighed:
    """An open decision by its id; raises WorldError where it is not open any more."""
    found = kept_decisions.open_decisions(desk.store.connection, decision)
    if not found:
        raise WorldError("outdated_decision", "This is decided already: another choice was saved meanwhile.")
    return _weighed(desk, found[0], deciding.offered(desk, found[0]))


def of_record(desk: Desk, decisions: list[str]) -> tuple[Weighed, ...]:
    """The decisions of one record, those that are still open."""
    found = (kept_decisions.open_decisions(desk.store.connection, one) for one in decisions)
    return tuple(_weighed(desk, kept[0], deciding.offered(desk, kept[0])) for kept in found if kept)


def _weighed(desk: Desk, kept: KeptDecision, offered: OpenDecision) -> Weighed:
    what = _field(offered)
    before, since = (None, None) if what is BIN else _before(desk, kept, kept.versions)
    text = None if before is None else _words(desk, what, before)
    pairs = zip(kept.versions, offered.versions, strict=True)
    sides = [_side(desk, kept, what, text, one, shown) for one, shown in pairs]
    sides.sort(key=lambda side: not side.own)
    both = _both(what, text, [side.shown for side in sides])
    return Weighed(offered, label_of_field(what, kept.slot), text, since, tuple(sides), both)


def _side(
    desk: Desk, kept: KeptDecision, what: Field, before: str | None, one: KeptVersion, shown: OfferedVersion
) -> Side:
    words = shown.shown
    is_compared = before is not None and isinstance(what.kind, Line | Prose)
    parts = differences(before or "", words) if is_compared else (Part(Mark.SAME, words),)
    saw = None if what is BIN else _before(desk, kept, (one,))[1]
    at = at_office(desk, one.at)
    return Side(shown.number, words, parts, one.officer, one.device, at, saw, one.own)


def _before(
    desk: Desk, kept: KeptDecision, versions: tuple[KeptVersion, ...]
) -> tuple[Scalar | None, datetime | None]:
    kind = STORED_BY_KEY[kept.type]
    seen = known_to_all(desk.store, kind, kept.record, [one.leaf for one in versions])
    known = seen.known(kept.field, kept.slot)
    if known.leaf is None:
        return None, None
    stamp = kept_decisions.stamp_of(desk.store.connection, kept.record, known.leaf)
    return known.value or "", at_office(desk, stamp.at)


def _words(desk: Desk, what: Field, value: Scalar) -> str:
    if value == "":
        return ""
    if isinstance(what.kind, Link):
        return link_title(desk, str(value)) or str(value)
    return what.kind.show(value)


def _both(what: Field, before: str | None, texts: list[str]) -> str | None:
    if before is None or len(texts) != 2 or not isinstance(what.kind, Line | Prose):
        return None
    return both_in_one(before, *texts)


def _field(decision: OpenDecision) -> Field:
    if decision.field == REMOVED:
        return BIN
    return STORED_BY_KEY[decision.type].field(decision.field)


def label_of_field(what: Field, slot: str) -> str:
    """The name of a field, with its language where it is one of several: Objectives (fr)."""
    return f"{what.label} ({slot})" if slot else str(what.label)


@dataclass(frozen=True, slots=True)
class Pending:
    """A decision in a list: its field and record, from which other computer the youngest other version
    came ("" for none), and when."""

    id: str
    label: str
    title: str
    device: str
    at: datetime
    waiting: bool


def pending(desk: Desk) -> tuple[Pending, ...]:
    """All open decisions, those of the computer that was heard of last first; what waits comes last."""
    connection = desk.store.connection
    titles: dict[str, str] = {}
    found = []
    for kept in kept_decisions.open_decisions(connection):
        if kept.record not in titles:
            titles[kept.record] = link_title(desk, kept.record)
        others = [one for one in kept.versions if not one.own]
        last = max(others or kept.versions, key=lambda one: one.at)
        label = label_of_field(deciding.field_of(kept), kept.slot)
        device = last.device if others else ""
        at = at_office(desk, last.at)
        found.append(Pending(kept.id, label, titles[kept.record], device, at, kept.waiting))
    youngest: dict[str, datetime] = {}
    for one in found:
        youngest[one.device] = max(youngest.get(one.device, one.at), one.at)
    found.sort(key=lambda one: (one.waiting, -youngest[one.device].timestamp(), one.device))
    return tuple(found)
