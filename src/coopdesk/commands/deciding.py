# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Two versions of a field: listing them, and deciding."""

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from coopdesk.commands.grammar import command, misuse, number, option
from coopdesk.commands.session import Session
from coopdesk.commands.tables import SHORT_ID
from coopdesk.errors import WorldError
from coopdesk.language import N_, NC_, figures
from coopdesk.records.identity import LENGTH, may_be_prefix

if TYPE_CHECKING:
    from coopdesk.desk.deciding import OpenDecision
    from coopdesk.desk.desk import Desk

EMPTY = NC_("version", "(empty)")


@command(
    "conflicts",
    example="coopdesk conflicts\ncoopdesk conflicts --json",
    about=N_("Version 1 is the one shown now. Until someone decides, nothing is lost."),
)
@click.pass_obj
def conflicts(session: Session) -> None:
    """Every field with several versions."""
    from coopdesk.desk.deciding import open_decisions

    with session.desk() as desk:
        found = open_decisions(desk)
        if session.json:
            session.put_json([asdict(decision) for decision in found])
            return
        for decision in found:
            _put(session, desk, decision)
        if not found:
            session.say(N_("Nothing to decide."))


def _put(session: Session, desk: "Desk", decision: "OpenDecision") -> None:
    from coopdesk.commands.history_story import moment

    place = f" ({decision.slot})" if decision.slot else ""
    session.put(
        f"{decision.id[:SHORT_ID]}  {_field_label(decision)}{place} · {decision.title or decision.record}"
    )
    if decision.waiting:
        session.put(f"  {N_('Waits for earlier changes that have not arrived.')}")
    rows = [
        [
            "",
            str(version.number),
            version.shown or str(EMPTY),
            version.officer,
            moment(desk, version.at),
            version.device,
        ]
        for version in decision.versions
    ]
    session.put_lines(rows)


def _field_label(decision: "OpenDecision") -> str:
    from coopdesk.records.types import BY_KEY

    what = BY_KEY[decision.type].by_key.get(decision.field) if decision.type in BY_KEY else None
    return str(what.label) if what else str(N_("Bin"))


@command(
    "resolve",
    example="coopdesk resolve k3f9ab --keep 2\ncoopdesk resolve k3f9ab --value '12.50 XOF'",
    about=N_("CONFLICT: an id from the list of conflicts, or the beginning of one."),
)
@click.argument("conflict", metavar="CONFLICT")
@option("--keep", metavar="N", type=number(1), words=N_("keep the version with this number"))
@option("--value", metavar="V", words=N_("write a third version"))
@click.pass_obj
def resolve(session: Session, conflict: str, keep: int | None, value: str | None) -> None:
    """Decide between the versions of a field."""
    from coopdesk.desk import deciding

    if (keep is None) == (value is None):
        misuse(N_("give --keep or --value"))
    with session.desk() as desk:
        decision = _meant(desk, conflict)
        saved = deciding.resolve(desk, decision, keep, value)
        if saved is None:
            session.say(N_("Nothing changed."))
            return
        session.put_saved(saved.id, saved.type, saved.version)
        session.say(N_("Decided: {title}"), title=desk.title(saved.type, saved.id) or saved.id)


def _meant(desk: "Desk", text: str) -> str:
    """The whole id of an open decision; a text that is none goes on to be refused with its reason."""
    from coopdesk.desk.deciding import open_decisions

    if len(text) == LENGTH or not may_be_prefix(text):
        return text
    found = [decision.id for decision in open_decisions(desk) if decision.id.startswith(text)]
    if len(found) > 1:
        raise WorldError(
            "ambiguous",
            "{text} could mean several records: {records}. Give more letters of the id.",
            text=text,
            records=figures.in_a_row(found),
        )
    return found[0] if found else text
