# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the first screen says: what is due, what ends, who has gone quiet, what is to decide."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from coopdesk.desk.deciding import open_decisions
from coopdesk.desk.desk import Desk
from coopdesk.desk.naming import link_title
from coopdesk.language import N_, NC_, Message
from coopdesk.paths import resource
from coopdesk.records.rules.calendar import add_months
from coopdesk.records.rules.countries import LdcSpell, ldc_spells
from coopdesk.records.rules.due import DueItem, DueKind, agreements_ending, due
from coopdesk.records.rules.people import mandate_watch, unverified
from coopdesk.records.rules.silence import signs_at_the_gate, silent_partners
from coopdesk.records.types import BY_KEY
from coopdesk.records.values import Record
from coopdesk.store import reading
from coopdesk.store.reading import Condition, Page

NOTES_BACK_MONTHS = 36
"""Older notes say nothing new of who is silent: it has been long enough."""

MOST_UNDATED = 500

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
    agreements = _whole(desk, "agreement")
    parties, posts = _all(desk, "party"), _all(desk, "post")
    notes = _recent(desk, "note", "starts", on)
    sections = [
        _due_section(desk, "to_do", N_("To do"), _due(desk, agreements, on)),
        _due_section(desk, "ending", N_("Agreements ending"), agreements_ending(agreements, on)),
        Section(
            "silent",
            N_("Gone quiet"),
            tuple(
                TodayItem(
                    "organisation", one.organisation, link_title(desk, one.organisation), one.last_note, None
                )
                for one in silent_partners(
                    on, agreements=agreements, parties=parties, notes=notes, ours=_ours(desk)
                )
            ),
        ),
        _gates(desk, agreements, notes, on),
        Section(
            "mandates",
            N_("Mandates ending"),
            tuple(
                TodayItem(
                    "post",
                    one.post,
                    link_title(desk, one.person),
                    one.on,
                    one.days,
                    link_title(desk, one.organisation),
                )
                for one in mandate_watch(posts, on)
            ),
        ),
        Section(
            "unverified",
            N_("Not verified for over 12 months"),
            tuple(
                TodayItem(one.type, one.id, link_title(desk, one.id), one.since, None)
                for one in unverified([*_whole(desk, "organisation"), *_whole(desk, "person")], on)
                if one.id not in _ours(desk)
            ),
        ),
        Section(
            "decide",
            N_("To decide"),
            tuple(
                TodayItem(one.type, one.record, one.title, None, None, one.field)
                for one in open_decisions(desk)
                if not one.waiting
            ),
        ),
    ]
    return [section for section in sections if section.items]


def _ours(desk: Desk) -> frozenset[str]:
    return frozenset({reading.standing(desk.store.connection, desk.office.organisation)})


def _all(desk: Desk, key: str) -> list[Record]:
    return reading.page(desk.store.connection, BY_KEY[key], Page())


def _whole(desk: Desk, key: str) -> list[Record]:
    """All records of a type with who made them and when, which some rules count from."""
    found = (desk.record(key, record.id) for record in _all(desk, key))
    return [record for record in found if record]


def _recent(desk: Desk, key: str, field: str, on: date) -> list[Record]:
    since = add_months(on, -NOTES_BACK_MONTHS).isoformat()
    kind = BY_KEY[key]
    dated = Page((Condition(kind.field(field), since, least=True),))
    return [*reading.page(desk.store.connection, kind, dated), *_undated(desk, key, field)]


def _undated(desk: Desk, key: str, field: str) -> list[Record]:
    """The newest records without a day of their own, with the stamps that stand in for it."""
    kind = BY_KEY[key]
    wanted = Page((Condition(kind.field(field), None),), order="-created", limit=MOST_UNDATED)
    found = (desk.record(key, record.id) for record in reading.page(desk.store.connection, kind, wanted))
    return [record for record in found if record]


def _due(desk: Desk, agreements: Iterable[Record], on: date) -> list[DueItem]:
    return due(
        on,
        promises=_all(desk, "promise"),
        follow_ups=_all(desk, "follow-up"),
        agreements=agreements,
        opportunities=_all(desk, "opportunity"),
    )


def _due_section(desk: Desk, key: str, label: Message, items: Iterable[DueItem]) -> Section:
    found = (
        TodayItem(
            item.type, item.id, link_title(desk, item.id), item.on, item.days, str(DUE_LABELS[item.kind])
        )
        for item in items
    )
    return Section(key, label, tuple(found))


def _gates(desk: Desk, agreements: list[Record], notes: list[Record], on: date) -> Section:
    gates = signs_at_the_gate(
        on,
        agreements=agreements,
        notes=notes,
        exchanges=_all(desk, "exchange"),
        contributions=[*_all(desk, "contribution"), *_undated(desk, "contribution", "day")],
        measurements=_all(desk, "measurement"),
        promises=_all(desk, "promise"),
        indicators={record.id: record for record in _all(desk, "indicator")},
    )
    items = (
        TodayItem("agreement", one.agreement, link_title(desk, one.agreement), one.last_activity, None)
        for one in gates
    )
    return Section("gate", N_("Sign at the gate"), tuple(items))


@cache
def ldc_list() -> tuple[LdcSpell, ...]:
    """The dated list of least developed countries that coopdesk ships."""
    lines = resource("countries/ldc.tsv").read_text(encoding="utf-8").splitlines()
    header = lines[0].split("\t")
    rows = [dict(zip(header, line.split("\t"), strict=False)) for line in lines[1:]]
    return ldc_spells(rows)
