# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Finding and showing records."""

from typing import TYPE_CHECKING

import click

from coopdesk.commands.grammar import command, number, option
from coopdesk.commands.session import Session
from coopdesk.commands.tables import SHORT_ID
from coopdesk.language import N_, labelled

if TYPE_CHECKING:
    from coopdesk.desk.desk import Desk
    from coopdesk.records.declaration import RecordType
    from coopdesk.records.values import Record, Value

INDENT = "  "


@command(
    "find",
    example="coopdesk find ouaga\ncoopdesk find уага\ncoopdesk find visite technique --type note --limit 10",
    about=N_("Beginnings of words are enough, in any script, with or without accents; newest first."),
)
@click.argument("words", metavar="TEXT...", nargs=-1, required=True)
@option("--type", "of_type", metavar="TYPE", default="", words=N_("only records of this type"))
@option("--limit", metavar="N", type=number(1), default=50, words=N_("at most so many; 50 unless told"))
@click.pass_obj
def find(session: Session, words: tuple[str, ...], of_type: str, limit: int) -> None:
    """The records that hold the typed words."""
    from coopdesk.desk import asking
    from coopdesk.records.types import BY_KEY, record_type

    if of_type:
        record_type(of_type)
    with session.desk() as desk:
        hits = asking.find(desk, " ".join(words), of_type=of_type, limit=limit)
        if session.json:
            session.put_json([asking.as_json(hit.record) | {"title": hit.title} for hit in hits])
            return
        rows = [[str(BY_KEY[hit.record.type].label), hit.record.id[:SHORT_ID], hit.title] for hit in hits]
        session.put_rows([str(N_("Type")), "ID", str(N_("Name"))], rows)
        if not hits:
            session.say(N_("Nothing found."))


@command(
    "show",
    example="coopdesk show organisation 'Mairie de Ouagadougou'\ncoopdesk show note k3f9ab --history",
    about=N_("ID: the whole id, six letters of its beginning or more, or an exact name."),
)
@click.argument("type_key", metavar="TYPE")
@click.argument("record", metavar="ID")
@option("--history", is_flag=True, words=N_("who changed what, when, and from which computer"))
@click.pass_obj
def show(session: Session, type_key: str, record: str, history: bool) -> None:
    """One record, or its history."""
    from coopdesk.desk import asking
    from coopdesk.records.types import record_type

    kind = record_type(type_key)
    with session.desk() as desk:
        found = asking.open_record(desk, kind, record)
        if history:
            from coopdesk.commands.history_story import tell

            tell(session, desk, kind, found.id)
        elif session.json:
            session.put_json(asking.as_json(found))
        else:
            _put_record(session, desk, kind, found)


def _put_record(session: Session, desk: "Desk", kind: "RecordType", record: "Record") -> None:
    session.put(labelled(kind.label, desk.title(kind.key, record.id) or record.id))
    session.put(f"{INDENT}ID: {record.id}")
    if record.removed:
        session.put(f"{INDENT}{N_('In the bin')}")
    for what in kind.fields:
        value = record.values.get(what.key)
        if value is not None:
            _put_value(session, str(what.label), _texts(desk, kind, what.key, value))
    for key in record.conflicts:
        session.put(f"{INDENT}{N_('Two versions: {field}. See: coopdesk conflicts').format(field=key)}")
    if record.changed:
        from coopdesk.commands.history_story import moment

        session.put(
            INDENT
            + N_("Changed: {officer}, {moment}").format(
                officer=record.changed.officer, moment=moment(desk, record.changed.at)
            )
        )


def _texts(desk: "Desk", kind: "RecordType", key: str, value: "Value") -> list[str]:
    from collections.abc import Mapping

    from coopdesk.desk.asking import shown

    if isinstance(value, Mapping):
        return [f"{language}: {text}" for language, text in sorted(value.items())]
    return [shown(desk, kind.by_key[key], value)]


def _put_value(session: Session, label: str, texts: list[str]) -> None:
    lines = [line for text in texts for line in text.split("\n")]
    if len(lines) == 1:
        session.put(INDENT + labelled(label, lines[0]))
        return
    session.put((INDENT + labelled(label, "")).rstrip())
    for line in lines:
        session.put(f"{INDENT * 2}{line}".rstrip())
