# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the screen Today shows: what is due with its partner and direction, and what else asks for a look.

What is due is one question; what else to watch and the figures of the year are asked after its rows
stand.
"""

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Literal

from coopdesk.desk.desk import Desk
from coopdesk.desk.partner_names import Names
from coopdesk.desk.today import due_items, mandates_ending, unfinished
from coopdesk.frozen import dataclass
from coopdesk.records.rules.due import DueItem, DueKind, agreements_ending
from coopdesk.records.types import BY_KEY
from coopdesk.records.values import Record
from coopdesk.store import deciding, watching

if TYPE_CHECKING:
    from coopdesk.records.rules.people import MandateEnding
    from coopdesk.records.rules.silence import SignAtTheGate, SilentPartner

MOST_ROWS = 120
"""Rows that are named; whoever is later than that opens the list."""
MOST_LINES = 20

Side = Literal["ours", "theirs", ""]


@dataclass(frozen=True, slots=True)
class DueRow:
    """One thing to do: what it is, what it belongs to (`context`), who has to do it (`who`), and
    the partner, with the side that owes it ("" where it is not a promise). `days` is negative
    when late."""

    kind: DueKind
    type: str
    id: str
    title: str
    context: str
    who: str
    partner: str
    side: Side
    on: date
    days: int
    mine: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a card: a record, its name, a word on it, and a day or full months."""

    type: str
    id: str
    name: str
    detail: str = ""
    on: date | None = None
    months: int | None = None


@dataclass(frozen=True, slots=True)
class Decisions:
    """What has two versions: how many fields, and the first record to decide on."""

    count: int = 0
    type: str = ""
    id: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class ToDo:
    """What is due on a day, the most urgent first: the rows, how many more there are, how many of all
    are late, what has two versions, and whether the desk holds nothing yet that could fall due."""

    on: date
    rows: tuple[DueRow, ...] = ()
    more: int = 0
    late: int = 0
    decisions: Decisions = Decisions()
    is_empty: bool = False


@dataclass(frozen=True, slots=True)
class Watched:
    """What else asks for a look: `counts` has how many there are of each, for the lines are cut."""

    ending: tuple[Line, ...] = ()
    silent: tuple[Line, ...] = ()
    gates: tuple[Line, ...] = ()
    mandates: tuple[Line, ...] = ()
    counts: tuple[int, int, int, int] = (0, 0, 0, 0)


def to_do(desk: Desk, on: date) -> ToDo:
    """What is due, with names and partners."""
    items = due_items(desk, on)
    named = items[:MOST_ROWS]
    names = Names(desk)
    decisions = _decisions(desk, names)
    return ToDo(
        on=on,
        rows=_rows(desk, names, named),
        more=len(items) - len(named),
        late=sum(item.days < 0 for item in items),
        decisions=decisions,
        is_empty=not items and not decisions.count and _has_nothing(desk),
    )


def watched(desk: Desk, on: date) -> Watched:
    """What ends, who is silent, which agreements are only a sign, whose mandate ends."""
    from coopdesk.desk import quiet

    names, live = Names(desk), quiet.live_agreements(desk)
    ending = agreements_ending(unfinished(desk), on)
    silent, gates = quiet.silent(desk, on, live), quiet.gates(desk, on, live)
    mandates = mandates_ending(desk, on)
    return Watched(
        ending=_ending(desk, names, ending[:MOST_LINES]),
        silent=_silent(names, silent[:MOST_LINES]),
        gates=_gates(desk, names, gates[:MOST_LINES]),
        mandates=_mandates(names, mandates[:MOST_LINES]),
        counts=(len(ending), len(silent), len(gates), len(mandates)),
    )


def _has_nothing(desk: Desk) -> bool:
    from coopdesk.store.reading import Page, page

    keys = ("promise", "follow-up", "agreement", "opportunity", "note")
    return not any(page(desk.store.connection, BY_KEY[key], Page(limit=1)) for key in keys)


def _rows(desk: Desk, names: Names, items: list[DueItem]) -> tuple[DueRow, ...]:
    names.fetch(item.id for item in items)
    records = {item.id: names.record(item.id) for item in items}
    present = [record for record in records.values() if record]
    names.fetch(str(one.one(key) or "") for one in present for key in ("agreement", "who", "comes_from"))
    agreements = {one.id for one in present if one.type == "agreement"}
    agreements |= {str(one.one("agreement")) for one in present if one.one("agreement")}
    sources = [names.record(one.one("comes_from")) for one in present if one.one("comes_from")]
    for source in sources:
        if source and source.type == "agreement":
            agreements.add(source.id)
        elif source and source.one("agreement"):
            agreements.add(str(source.one("agreement")))
    partners = partners_of(desk, names, agreements)
    made = (_row(desk, names, item, records[item.id], partners) for item in items)
    return tuple(row for row in made if row)


def partners_of(desk: Desk, names: Names, agreements: set[str]) -> dict[str, tuple[str, ...]]:
    """The organisations other than ours in each of the agreements, in the order they were entered."""
    found: dict[str, list[str]] = defaultdict(list)
    for party in watching.linked_from(desk.store.connection, BY_KEY["party"], "agreement", agreements):
        organisation = str(party.one("organisation") or "")
        if organisation and organisation != names.ours:
            found[str(party.one("agreement"))].append(organisation)
    names.fetch(one for many in found.values() for one in many)
    return {agreement: tuple(dict.fromkeys(many)) for agreement, many in found.items()}


def _row(
    desk: Desk,
    names: Names,
    item: DueItem,
    record: Record | None,
    partners: dict[str, tuple[str, ...]],
) -> DueRow | None:
    if record is None:
        return None
    side, partner = _side(names, record, partners)
    who = names.title(record.one("who"))
    return DueRow(
        kind=item.kind,
        type=item.type,
        id=item.id,
        title=names.title(record.id),
        context=names.title(
            record.one("agreement") or record.one("comes_from") or record.one("organisation")
        ),
        who=who,
        partner=partner,
        side=side,
        on=item.on,
        days=item.days,
        mine=bool(who) and who.casefold() == desk.office.officer.casefold(),
    )


def _side(names: Names, record: Record, partners: dict[str, tuple[str, ...]]) -> tuple[Side, str]:
    """Who owes it, and the partner it concerns."""
    if record.type == "promise":
        debtor, creditor = str(record.one("from") or ""), str(record.one("to") or "")
        if debtor == names.ours and debtor:
            return "ours", names.partner(creditor) or _of(names, partners, record.one("agreement"))
        if debtor:
            return "theirs", names.partner(debtor)
        return "", _of(names, partners, record.one("agreement"))
    if record.type == "agreement":
        return "", _of(names, partners, record.id)
    if record.type == "opportunity":
        return "", names.partner(record.one("organisation"))
    source = names.record(record.one("comes_from"))
    return "", _partner_of_source(names, source, partners) if source else ""


def _partner_of_source(names: Names, source: Record, partners: dict[str, tuple[str, ...]]) -> str:
    if source.type == "note":
        others = [one for one in source.many("organisations") if one != names.ours]
        return names.partner(others[0]) if others else ""
    if source.type == "decision":
        note = names.record(source.one("note"))
        return _partner_of_source(names, note, partners) if note else ""
    return _of(names, partners, source.id if source.type == "agreement" else source.one("agreement"))


def _of(names: Names, partners: dict[str, tuple[str, ...]], agreement: object) -> str:
    others = partners.get(str(agreement or ""), ())
    return names.partner(others[0]) if others else ""


def _ending(desk: Desk, names: Names, items: list[DueItem]) -> tuple[Line, ...]:
    partners = partners_of(desk, names, {item.id for item in items})
    return tuple(_agreement_line(names, item.id, partners, on=item.on) for item in items)


def _agreement_line(
    names: Names,
    agreement: str,
    partners: dict[str, tuple[str, ...]],
    *,
    on: date | None = None,
    months: int | None = None,
) -> Line:
    """An agreement by its partner, with its own title; by the title alone where it has no partner."""
    partner, title = _of(names, partners, agreement), names.title(agreement)
    return Line("agreement", agreement, partner or title, title if partner else "", on, months)


def _silent(names: Names, found: "list[SilentPartner]") -> tuple[Line, ...]:
    names.fetch(one.organisation for one in found)
    return tuple(
        Line("organisation", one.organisation, names.partner(one.organisation), "", one.last_note, one.months)
        for one in found
    )


def _gates(desk: Desk, names: Names, found: "list[SignAtTheGate]") -> tuple[Line, ...]:
    partners = partners_of(desk, names, {one.agreement for one in found})
    return tuple(_agreement_line(names, one.agreement, partners, months=one.months) for one in found)


def _mandates(names: Names, found: "list[MandateEnding]") -> tuple[Line, ...]:
    lines = []
    for one in found:
        post = names.record(one.post)
        function = post.text("function") if post else ""
        detail = ", ".join(part for part in (names.partner(one.organisation), function) if part)
        lines.append(Line("person", one.person, names.title(one.person), detail, one.on))
    return tuple(lines)


def _decisions(desk: Desk, names: Names) -> Decisions:
    ready = [one for one in deciding.open_decisions(desk.store.connection) if not one.waiting]
    if not ready:
        return Decisions()
    first = ready[0]
    return Decisions(len(ready), first.type, first.record, names.title(first.record))
