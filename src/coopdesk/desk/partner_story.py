# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What happened with a partner, the newest first: notes, exchanges, contributions, promises kept and
agreements signed. The whole story is put in order in the store; only what is shown is read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from coopdesk.desk.desk import Desk
from coopdesk.desk.partner_names import Names
from coopdesk.records.rules.calendar import day_in
from coopdesk.records.rules.participation import TAKING_PART, attended, person_days
from coopdesk.records.types import BY_KEY
from coopdesk.records.values import Record
from coopdesk.store import watching
from coopdesk.store.watching import Source

Side = Literal["ours", "theirs", ""]
NOTE, EXCHANGE, CONTRIBUTION, PROMISE, AGREEMENT = (
    BY_KEY[key] for key in ("note", "exchange", "contribution", "promise", "agreement")
)
DIRECT = (
    Source(NOTE, "organisations", ("starts",), saved=True),
    Source(EXCHANGE, "knowledge_from", ("starts", "ends"), never="cancelled"),
    Source(EXCHANGE, "knowledge_to", ("starts", "ends"), never="cancelled"),
    Source(CONTRIBUTION, "from", ("day",), saved=True),
    Source(CONTRIBUTION, "to", ("day",), saved=True),
    Source(PROMISE, "from", ("kept_on", "due_on"), only="kept"),
    Source(PROMISE, "to", ("kept_on", "due_on"), only="kept"),
)
BY_AGREEMENT = (
    Source(NOTE, "agreements", ("starts",), saved=True),
    Source(EXCHANGE, "agreement", ("starts", "ends"), never="cancelled"),
    Source(CONTRIBUTION, "agreement", ("day",), saved=True),
)


@dataclass(frozen=True, slots=True)
class StoryEntry:
    """One thing that happened, from its first to its last day. `kind` is a code of its type (of a
    note its kind, of a contribution its step), `side` whose act it was; the rest is what there is to
    say of it: `names` from whom and to whom, `people`, `women` and `days` of an exchange, `decisions`
    and `follow_ups` of a note, `money` as the current language writes it, `quantity` of a promise."""

    type: str
    id: str
    first: date | None
    last: date | None
    kind: str
    title: str
    side: Side = ""
    names: tuple[str, str] = ("", "")
    origin: str = ""
    people: int = 0
    women: int = 0
    days: Decimal = Decimal(0)
    decisions: int = 0
    follow_ups: int = 0
    money: str = ""
    quantity: str = ""


def story(
    desk: Desk,
    organisation: str,
    agreements: Sequence[str],
    most: int,
    skip: int = 0,
    until: date | None = None,
) -> tuple[tuple[StoryEntry, ...], int]:
    """So many entries after the first `skip`, and how many there are in all; with `until` what is
    planned for later is counted, not told."""
    names = Names(desk)
    found = watching.told_of(
        desk.store.connection,
        [*((one, [organisation]) for one in DIRECT), *((one, agreements) for one in BY_AGREEMENT)],
    )
    names.fetch(agreements)
    for agreement in agreements:
        record = names.record(agreement)
        if record and record.one("signed_on"):
            found.append(("agreement", agreement, str(record.one("signed_on"))))
    found.sort(key=lambda one: one[2], reverse=True)
    told = [one for one in found if one[2] <= until.isoformat()] if until else found
    shown = told[skip : skip + most]
    names.fetch(record_id for _, record_id, _ in shown)
    entries = (_entry(desk, names, record, day) for key, one, day in shown if (record := names.record(one)))
    return tuple(entries), len(found)


def _entry(desk: Desk, names: Names, record: Record, day: str) -> StoryEntry:
    at = date.fromisoformat(day) if day else None
    if record.type == "note":
        return _note(desk, names, record, at)
    if record.type == "exchange":
        return _exchange(desk, names, record)
    if record.type == "contribution":
        return _contribution(names, record, at)
    if record.type == "promise":
        return _promise(names, record, at)
    return StoryEntry(record.type, record.id, at, None, "", names.title(record.id))


def _note(desk: Desk, names: Names, note: Record, at: date | None) -> StoryEntry:
    connection = desk.store.connection
    decisions = watching.linked_from(connection, BY_KEY["decision"], "note", [note.id])
    sources = [note.id, *(one.id for one in decisions)]
    follow_ups = watching.linked_from(connection, BY_KEY["follow-up"], "comes_from", sources)
    return StoryEntry(
        "note",
        note.id,
        at,
        day_in(note, "ends"),
        str(note.one("kind") or ""),
        note.text("title"),
        names=(names.title(note.one("author")), ""),
        decisions=len(decisions),
        follow_ups=len(follow_ups),
    )


def _exchange(desk: Desk, names: Names, exchange: Record) -> StoryEntry:
    connection = desk.store.connection
    present = watching.linked_from(connection, BY_KEY["participation"], "exchange", [exchange.id])
    names.fetch(str(one.one("person")) for one in present if one.one("person"))
    people = {
        str(one.one("person")): person for one in present if (person := names.record(one.one("person")))
    }
    took = attended(present, exchanges={exchange.id: exchange}, persons=people, ours={names.ours})
    counted = [row for row in took if row.role in TAKING_PART]
    return StoryEntry(
        "exchange",
        exchange.id,
        day_in(exchange, "starts", "ends"),
        day_in(exchange, "ends"),
        str(exchange.one("kind") or ""),
        exchange.text("title"),
        side="ours" if names.ours in exchange.many("knowledge_from") else "theirs",
        people=sum(row.persons for row in counted),
        women=sum(row.persons for row in counted if row.sex == "woman"),
        days=sum(person_days(took, "exchange").values(), Decimal(0)),
    )


def _contribution(names: Names, entry: Record, at: date | None) -> StoryEntry:
    giver = str(entry.one("from") or "")
    return StoryEntry(
        "contribution",
        entry.id,
        at,
        None,
        str(entry.one("step") or ""),
        entry.text("purpose"),
        side="ours" if giver == names.ours else "theirs" if giver else "",
        names=(names.partner(giver) if giver else "", ""),
        origin=str(entry.one("origin") or ""),
        money=_shown(entry),
    )


def _shown(entry: Record) -> str:
    amount = entry.one("amount")
    return CONTRIBUTION.field("amount").kind.show(amount) if amount is not None else ""


def _promise(names: Names, promise: Record, at: date | None) -> StoryEntry:
    giver, taker = promise.one("from"), promise.one("to")
    amount = " ".join(part for part in (promise.text("quantity"), promise.text("unit")) if part)
    return StoryEntry(
        "promise",
        promise.id,
        at,
        None,
        "kept",
        promise.text("what"),
        side="ours" if giver == names.ours else "theirs",
        names=(names.partner(giver), names.partner(taker)),
        quantity=amount,
    )
