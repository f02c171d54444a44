# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Undo and redo: new saves that take back the last ones of this computer."""

from typing import TYPE_CHECKING

import click

from coopdesk.commands.grammar import command, number
from coopdesk.commands.session import SKIPPED, Session
from coopdesk.errors import WorldError
from coopdesk.language import N_, Message

if TYPE_CHECKING:
    from coopdesk.desk.desk import Desk
    from coopdesk.desk.saving import Reversed

MOST_NAMED = 5
"""Records that an undo names; it counts its saves anyway."""

DECIDED = N_(
    "This was decided between two versions and stays so: {type} {title}, {field}."
    " Change the field to decide anew; both versions: {command}"
)


@command(
    "undo",
    example="coopdesk undo\ncoopdesk undo 3",
    about=N_("A field that someone else changed since is left as it is, and named."),
)
@click.argument("times", metavar="[N]", type=number(1), default=1)
@click.pass_obj
def undo(session: Session, times: int) -> None:
    """Take back the last saves."""
    from coopdesk.desk import saving

    with session.desk() as desk:
        done: list[Reversed] = []
        while len(done) < times and (back := saving.undo(desk)) is not None:
            done.append(back)
        if not done:
            raise WorldError("nothing_to_undo", "There is nothing to undo on this computer.")
        _tell(session, desk, done, N_("Undone: {type} {title}"))
        session.say(N_("Undone, saves: {count}"), count=_effective(done))
        if len(done) < times:
            session.say(N_("There is nothing more to undo on this computer."))


@command("redo", example="coopdesk redo")
@click.pass_obj
def redo(session: Session) -> None:
    """Bring back what an undo took."""
    from coopdesk.desk import saving

    with session.desk() as desk:
        back = saving.redo(desk)
        if back is None:
            raise WorldError("nothing_to_redo", "There is nothing to redo on this computer.")
        _tell(session, desk, [back], N_("Redone: {type} {title}"))
        session.say(N_("Redone, saves: {count}"), count=_effective([back]))


def _effective(done: "list[Reversed]") -> int:
    """How many steps changed anything: one of which every field was changed since did not."""
    return sum(bool(back.saved) for back in done)


def _tell(session: Session, desk: "Desk", done: "list[Reversed]", told: Message) -> None:
    from coopdesk.records.types import BY_KEY

    saved = [one for back in done for one in back.saved]
    decided = [one for back in done for one in back.decided]
    skipped = [one for back in done for one in back.skipped]
    if session.json:
        session.put_json(
            {
                "saves": _effective(done),
                "records": [{"id": one.id, "type": one.type, "version": one.version} for one in saved],
                "skipped": [
                    {"id": record_id, "type": key, "field": field}
                    for key, record_id, field in [*skipped, *decided]
                ],
            }
        )
    else:
        for one in saved:
            session.put(one.id)
    for key, record_id in list(dict.fromkeys((one.type, one.id) for one in saved))[:MOST_NAMED]:
        session.say(told, type=BY_KEY[key].label, title=desk.title(key, record_id) or record_id)
    for said, fields in ((SKIPPED, skipped), (DECIDED, decided)):
        for key, record_id, field in fields:
            session.say(
                said,
                type=BY_KEY[key].label,
                title=desk.title(key, record_id) or record_id,
                field=field,
                command=f"coopdesk show {key} {record_id} --history",
            )
