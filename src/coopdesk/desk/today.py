# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the first screen says: what is due, what ends, who has gone quiet, what is to decide."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from coopdesk.desk.desk import Desk
from coopdesk.desk.naming import link_title
from coopdesk.frozen import dataclass
from coopdesk.language import N_, NC_, Message
from coopdesk.paths import resource
from coopdesk.records.rules.calendar import FINISHED, add_months
from coopdesk.records.rules.due import (
    DAYS_AHEAD,
    OPEN_CALL,
    OPEN_FOLLOW_UP,
    OPEN_PROMISE,
    DueItem,
    DueKind,
    agreements_ending,
    due,
)
from coopdesk.records.types import BY_KEY
from coopdesk.records.types.choices import STAGES
from coopdesk.records.values import Record
from coopdesk.store import reading, watching
from coopdesk.store.reading import Page

if TYPE_CHECKING:
    from coopdesk.records.rules.countries import LdcSpell
    from coopdesk.records.rules.people import MandateEnding

DUE_LABELS: dict[DueKind, Message] = {
    DueKind.PROMISE: N_("Promise"),
    DueKind.FOLLOW_UP: N_("Follow-up"),
    DueKind.NOTICE: N_("Notice period"),
    DueKind.REVIEW: N_("Review on"),
    DueKind.REPORT: NC_("document", "Report"),
    DueKind.OPPORTUNITY: N_("Funding opportunity"),
    DueKind.ENDING: N_("Ends on"),
}


@dataclass(frozen=True, slots=True)
class TodayItem:
    """One line: a record, the day it is about (None where there is none), the days until then
    (negative when late), and a word on it."""

    type: str
    id: str
    title: str
    on: date | None
    days: int | None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the first screen."""

    key: str
    label: Message
    items: tuple[TodayItem, ...]


def today(desk: Desk, on: date) -> list[Section]:
    """The sections of the first screen on a day; empty ones are left out."""
    from coopdesk.desk import quiet

    live = quiet.live_agreements(desk)
    sections = [
        _due_section(desk, "to_do", N_("To do"), due_items(desk, on)),
        _due_section(desk, "ending", N_("Agreements ending"), agreements_ending(unfinished(desk), on)),
        Section("silent", N_("Gone quiet"), tuple(_silent(desk, on, live))),
        Section("gate", N_("Sign at the gate"), tuple(_gates(desk, on, live))),
        Section("mandates", N_("Mandates ending"), tuple(_mandates(desk, on))),
        Section("unverified", N_("Not verified for over 12 months"), tuple(_unverified(desk, on))),
        Section("decide", N_("To decide"), tuple(_to_decide(desk))),
    ]
    return [section for section in sections if section.items]


def due_items(desk: Desk, on: date, days_ahead: int = DAYS_AHEAD) -> list[DueItem]:
    """Whatever is late on a day or due within `days_ahead`, the most urgent first."""
    connection, last = desk.store.connection, (on + timedelta(days=days_ahead)).isoformat()
    return due(
        on,
        promises=watching.in_window(connection, BY_KEY["promise"], "due_on", last=last, states=OPEN_PROMISE),
        follow_ups=watching.in_window(
            connection, BY_KEY["follow-up"], "due_on", last=last, states=OPEN_FOLLOW_UP
        ),
        agreements=unfinished(desk),
        opportunities=watching.in_window(
            connection, BY_KEY["opportunity"], "closes", on.isoformat(), last, states=OPEN_CALL
        ),
        days_ahead=days_ahead,
    )


def unfinished(desk: Desk) -> list[Record]:
    """The agreements that are neither ended nor abandoned."""
    stages = [None, *(key for key in STAGES if key not in FINISHED)]
    return watching.of_states(desk.store.connection, BY_KEY["agreement"], "stage", stages)


def mandates_ending(desk: Desk, on: date) -> "list[MandateEnding]":
    """The present posts whose mandate ends soon, the next first."""
    from coopdesk.records.rules.people import MANDATE_DAYS, mandate_watch

    last = (on + timedelta(days=MANDATE_DAYS)).isoformat()
    posts = watching.in_window(desk.store.connection, BY_KEY["post"], "mandate_ends", on.isoformat(), last)
    return mandate_watch(posts, on)


def _silent(desk: Desk, on: date, live: list[Record]) -> Iterator[TodayItem]:
    from coopdesk.desk import quiet

    for one in quiet.silent(desk, on, live):
        title = link_title(desk, one.organisation)
        yield TodayItem("organisation", one.organisation, title, one.last_note, None)


def _gates(desk: Desk, on: date, live: list[Record]) -> Iterator[TodayItem]:
    from coopdesk.desk import quiet

    for one in quiet.gates(desk, on, live):
        yield TodayItem("agreement", one.agreement, link_title(desk, one.agreement), one.last_activity, None)


def _mandates(desk: Desk, on: date) -> Iterator[TodayItem]:
    for one in mandates_ending(desk, on):
        organisation = link_title(desk, one.organisation)
        yield TodayItem("post", one.post, link_title(desk, one.person), one.on, one.days, organisation)


def _unverified(desk: Desk, on: date) -> Iterator[TodayItem]:
    from coopdesk.desk import quiet
    from coopdesk.records.rules.people import VERIFIED_MONTHS, unverified

    last = add_months(on, -VERIFIED_MONTHS).isoformat()
    found: list[Record] = []
    for key in ("organisation", "person"):
        found += watching.in_window(desk.store.connection, BY_KEY[key], "verified_on", last=last)
        found += watching.saved_before(desk.store.connection, BY_KEY[key], "verified_on", last)
    ours = quiet.ours(desk)
    for one in unverified(found, on):
        if one.id not in ours:
            yield TodayItem(one.type, one.id, link_title(desk, one.id), one.since, None)


def _to_decide(desk: Desk) -> Iterator[TodayItem]:
    from coopdesk.desk.deciding import open_decisions

    for one in open_decisions(desk):
        if not one.waiting:
            yield TodayItem(one.type, one.record, one.title, None, None, one.field)


def _due_section(desk: Desk, key: str, label: Message, items: Iterable[DueItem]) -> Section:
    found = (
        TodayItem(
            item.type, item.id, link_title(desk, item.id), item.on, item.days, str(DUE_LABELS[item.kind])
        )
        for item in items
    )
    return Section(key, label, tuple(found))


def ldc_list(desk: Desk) -> "tuple[LdcSpell, ...]":
    """The dated list of least developed countries: the one that coopdesk ships, for a country of which the
    office keeps records of its own those."""
    from coopdesk.records.rules.countries import kept_spells

    return kept_spells(_shipped_ldc_list(), reading.page(desk.store.connection, BY_KEY["ldc"], Page()))


@cache
def _shipped_ldc_list() -> "tuple[LdcSpell, ...]":
    from coopdesk.records.rules.countries import ldc_spells

    lines = resource("countries/ldc.tsv").read_text(encoding="utf-8").splitlines()
    header = lines[0].split("\t")
    rows = [dict(zip(header, line.split("\t"), strict=False)) for line in lines[1:]]
    return ldc_spells(rows)
