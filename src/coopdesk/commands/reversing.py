# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Undo and redo: new saves that take back the last ones of this computer."""

from typing import TYPE_CHECKING

import click

from coopdesk.commands.grammar import command, number
from coopdesk.commands.session import SKIPPED, Session
from coopdesk.errors import WorldError
from coopdesk.language import N_

if TYPE_CHECKING:
    from coopdesk.desk.desk import Desk
    from coopdesk.desk.saving import Reversed


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
        _tell(session, desk, done)
        session.say(N_("Undone, saves: {count}"), count=len(done))


@command("redo", example="coopdesk redo")
@click.pass_obj
def redo(session: Session) -> None:
    """Bring back what an undo took."""
    from coopdesk.desk import saving

    with session.desk() as desk:
        back = saving.redo(desk)
        if back is None:
            raise WorldError("nothing_to_redo", "There is nothing to redo on this computer.")
        _tell(session, desk, [back])
        session.say(N_("Redone, saves: {count}"), count=1)


def _tell(session: Session, desk: "Desk", done: "list[Reversed]") -> None:
    from coopdesk.records.types import BY_KEY

    saved = [one for back in done for one in back.saved]
    skipped = [one for back in done for one in back.skipped]
    if session.json:
        session.put_json(
            {
                "saves": len(done),
                "records": [{"id": one.id, "type": one.type, "version": one.version} for one in saved],
                "skipped": [
                    {"id": record_id, "type": key, "field": field} for key, record_id, field in skipped
                ],
            }
        )
    else:
        for one in saved:
            session.put(one.id)
    for key, record_id, field in skipped:
        session.say(
            SKIPPED,
            type=BY_KEY[key].label,
            title=desk.title(key, record_id) or record_id,
            field=field,
        )
