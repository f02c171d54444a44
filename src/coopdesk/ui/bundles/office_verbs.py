# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the worker does for the computers of the office; the desk's side loads when it is first asked."""

from pathlib import Path
from typing import TYPE_CHECKING

from coopdesk.desk.desk import Desk
from coopdesk.frozen import dataclass
from coopdesk.ui.work import Done

if TYPE_CHECKING:
    from coopdesk.desk.admitting import Admitted, Asked
    from coopdesk.desk.membership import Aside, Computer


@dataclass(frozen=True, slots=True)
class Office:
    """The computers, what is set aside, what this computer may do ("" for no access), the names of the
    stewards, and whether a second one is advised."""

    computers: "tuple[Computer, ...]"
    aside: "tuple[Aside, ...]"
    role: str
    stewards: tuple[str, ...]
    lacks_second: bool


def office(desk: Desk) -> Office:
    """The computers of the office as they are now."""
    from coopdesk.desk import membership

    return Office(
        tuple(membership.computers(desk)),
        tuple(membership.set_aside(desk)),
        membership.own_role(desk),
        membership.stewards(desk),
        membership.lacks_second_steward(desk),
    )


def note_verified(desk: Desk, computer: str) -> Done[None]:
    """Note that the eight words of a computer were compared and are the same."""
    from coopdesk.desk import membership

    membership.note_verified(desk, computer)
    return Done(None)


def change_role(desk: Desk, computer: str, role: str) -> Done[None]:
    """Let a computer be steward, officer or reader."""
    from coopdesk.desk import membership

    return Done(None, membership.change_role(desk, computer, role))


def revoke(desk: Desk, computer: str) -> Done[None]:
    """Withdraw the access of a computer."""
    from coopdesk.desk import membership

    return Done(None, membership.revoke(desk, computer))


def accept(desk: Desk, found: str) -> Done[None]:
    """Let changes count that are set aside."""
    from coopdesk.desk import membership

    return Done(None, membership.accept(desk, found))


def asks(desk: Desk, file: Path) -> "Asked":
    """Who asks to join in a file."""
    from coopdesk.desk import admitting

    return admitting.asks(desk, file)


def ask_again(desk: Desk, file: Path) -> "Asked":
    """Write a request of this computer, which has no access."""
    from coopdesk.desk import admitting

    return admitting.ask_again(desk, file)


def admit(desk: Desk, file: Path, folder: Path, role: str, by_mail: bool) -> "Done[Admitted]":
    """Give the computer that asks access, and write its invitation into a folder."""
    from coopdesk.desk import admitting, sending

    if by_mail:
        return Done(admitting.admit_by_mail(desk, file, folder / sending.mail_name(), role))
    return Done(admitting.admit(desk, file, folder, role))
