# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Records that look alike: listing them, joining two, and undoing that."""

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from coopdesk.commands.grammar import command, misuse, option
from coopdesk.commands.session import Session
from coopdesk.commands.tables import SHORT_ID
from coopdesk.errors import WorldError
from coopdesk.language import N_, NC_

if TYPE_CHECKING:
    from coopdesk.desk.desk import Desk
    from coopdesk.records.values import Record

REASONS = {
    "name": NC_("look-alike", "name"),
    "phone": NC_("look-alike", "phone"),
    "e-mail": NC_("look-alike", "e-mail"),
}


@command(
    "alike",
    example="coopdesk alike\ncoopdesk alike person",
    about=N_("Places, organisations and persons are compared; they are only suggested, the surest first."),
)
@click.argument("type_key", metavar="[TYPE]", required=False)
@click.pass_obj
def alike(session: Session, type_key: str | None) -> None:
    """Records that may mean the same."""
    from coopdesk.desk import joining
    from coopdesk.records.types import record_type

    if type_key:
        record_type(type_key)
    with session.desk() as desk:
        pairs = joining.alike(desk, type_key)
        if session.json:
            session.put_json([asdict(pair) for pair in pairs])
            return
        session.put_rows(
            [str(N_("Type")), "1", str(N_("Name")), "2", str(N_("Name")), "%", str(N_("Because of"))],
            [
                [
                    str(record_type(pair.type).label),
                    pair.first[:SHORT_ID],
                    pair.first_title,
                    pair.second[:SHORT_ID],
                    pair.second_title,
                    str(pair.score),
                    ", ".join(str(REASONS.get(reason, reason)) for reason in pair.reasons),
                ]
                for pair in pairs
            ],
        )
        if not pairs:
            session.say(N_("No look-alikes."))


@command(
    "same",
    example="coopdesk same k3f9ab 7d94ha\ncoopdesk same k3f9ab 7d94ha --take name=2",
    about=N_(
        "OTHER is hidden and links to it lead to KEPT. Empty fields of KEPT are filled, sets are united;"
        " --take field=2 takes the value of OTHER. Undone by: coopdesk separate"
    ),
)
@click.argument("kept", metavar="KEPT")
@click.argument("other", metavar="OTHER")
@option("--take", metavar="FIELD=1|2", multiple=True, words=N_("whose value a field gets; may be repeated"))
@click.pass_obj
def same(session: Session, kept: str, other: str, take: tuple[str, ...]) -> None:
    """Join two records."""
    from coopdesk.desk import joining

    choices = dict(_choice(text) for text in take)
    with session.desk() as desk:
        first = _record(desk, kept)
        second = _record(desk, other, first.type)
        joining.same(desk, first.id, second.id, choices)
        _answer(session, desk, first)
        session.say(N_("Joined: {title}"), title=desk.title(first.type, first.id) or first.id)


def _choice(text: str) -> tuple[str, int]:
    field, _, number = text.partition("=")
    if number not in ("1", "2"):
        misuse(N_("write --take field=1 or --take field=2, not {text}"), text=text)
    return field, int(number)


@command("separate", example="coopdesk separate k3f9ab")
@click.argument("record", metavar="ID")
@click.pass_obj
def separate(session: Session, record: str) -> None:
    """Undo the joining of a record."""
    from coopdesk.desk import joining

    with session.desk() as desk:
        found = _record(desk, record, hidden=joining.hidden(desk, record))
        joining.separate(desk, found.id)
        _answer(session, desk, found)
        session.say(N_("Separated."))


def _record(desk: "Desk", text: str, type_key: str = "", *, hidden: str = "") -> "Record":
    """The record that an id, a prefix or an exact name means, of one type or of whatever type; `hidden`
    is the id of one that the name means though another stands for it."""
    from coopdesk.desk.naming import resolve
    from coopdesk.records.types import BY_KEY, TYPES

    kinds = [BY_KEY[type_key]] if type_key else TYPES
    record_id = hidden or resolve(desk, kinds, text)
    for kind in kinds:
        found = desk.record(kind.key, record_id)
        if found:
            return found
    raise WorldError("not_found", "There is no record with this id or name: {text}.", text=text)


def _answer(session: Session, desk: "Desk", record: "Record") -> None:
    now = desk.record(record.type, record.id)
    session.put_saved(record.id, record.type, now.version if now else record.version)
