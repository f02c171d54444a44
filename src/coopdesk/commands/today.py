# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the first screen shows, as text."""

from datetime import date
from typing import TYPE_CHECKING

import click

from coopdesk.commands.grammar import command, option
from coopdesk.commands.session import Session
from coopdesk.commands.tables import SHORT_ID
from coopdesk.language import N_, NP_

if TYPE_CHECKING:
    from coopdesk.desk.today import Section, TodayItem

LATE = NP_("{n} day late", "{n} days late")
AHEAD = NP_("in {n} day", "in {n} days")


@command("today", example="coopdesk today\ncoopdesk today --on 2026-12-31")
@option("--on", "day", metavar="DATE", words=N_("as it will be, or was, on this day"))
@click.pass_obj
def today(session: Session, day: str | None) -> None:
    """What is due, ending, silent, to decide."""
    from coopdesk.desk.today import today as sections_of
    from coopdesk.records.kinds import Day

    on = date.fromisoformat(str(Day().parse(day))) if day else date.today()
    with session.desk() as desk:
        sections = sections_of(desk, on)
        if session.json:
            session.put_json([_json(section) for section in sections])
            return
        for section in sections:
            session.put(str(section.label))
            session.put_lines([_cells(item) for item in section.items])
        if not sections:
            session.say(N_("Nothing is due."))


def _json(section: "Section") -> dict[str, object]:
    items = [
        {
            "type": item.type,
            "id": item.id,
            "title": item.title,
            "on": item.on.isoformat() if item.on else None,
            "days": item.days,
            "detail": item.detail,
        }
        for item in section.items
    ]
    return {"key": section.key, "label": str(section.label), "items": items}


def _cells(item: "TodayItem") -> list[str]:
    from coopdesk.language.figures import day as in_words
    from coopdesk.records.types import BY_KEY

    name = item.title or str(BY_KEY[item.type].label)
    day = in_words(item.on, short=True) if item.on else ""
    return ["", item.id[:SHORT_ID], name, item.detail, day, _distance(item.days)]


def _distance(days: int | None) -> str:
    if days is None:
        return ""
    if days == 0:
        return str(N_("today"))
    if days == 1:
        return str(N_("tomorrow"))
    return AHEAD.count(days) if days > 0 else LATE.count(-days)
