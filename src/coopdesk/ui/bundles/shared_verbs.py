# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is done for the shared folder: on the worker with the desk, and at the folder without it."""

from pathlib import Path
from typing import TYPE_CHECKING

from coopdesk.desk.desk import Desk
from coopdesk.frozen import dataclass
from coopdesk.ui.stage import merged
from coopdesk.ui.work import Done

if TYPE_CHECKING:
    from coopdesk.desk.leaving_shared import Cleared, Clearing, Parcel
    from coopdesk.desk.sending import Wish
    from coopdesk.desk.sharing import Fetched, Gathered, Lying, Place, Unnamed


@dataclass(frozen=True, slots=True)
class Inside:
    """What was fetched from the shared folder, from whom it is, and what reading it would do."""

    fetched: "Fetched"
    lying: "Lying"
    gathered: "Gathered"


# With the desk


def folder(desk: Desk) -> Path | None:
    """The folder that is shared."""
    from coopdesk.desk import sharing

    return sharing.folder(desk)


def share(desk: Desk, folder: Path) -> Path | None:
    """Share a folder from now on."""
    from coopdesk.desk import sharing

    sharing.remember(desk, folder)
    return sharing.folder(desk)


def place(desk: Desk) -> "Place | None":
    """What is needed to look into the folder that is shared, None where none is."""
    from coopdesk.desk import sharing

    shared = sharing.folder(desk)
    return sharing.place(desk, shared) if shared else None


def told(desk: Desk, place: "Place", found: "Unnamed") -> "Lying":
    """What lies there, with the names of those it is from."""
    from coopdesk.desk import sharing

    return sharing.told(desk, place.folder, found)


def inside(desk: Desk, fetched: "Fetched") -> Inside:
    """What reading would bring; nothing is changed."""
    from coopdesk.desk import sharing

    lying = sharing.told(desk, fetched.place.folder, fetched.lying)
    return Inside(fetched, lying, sharing.preview(desk, fetched))


def take(desk: Desk, fetched: "Fetched") -> "Done[Gathered]":
    """Read what was fetched."""
    from coopdesk.desk import sharing

    try:
        found = sharing.take(desk, fetched)
    finally:
        fetched.remove()
    return Done(found, merged([one.touched for one in found.brought]))


def parcel(desk: Desk, folder: Path, wish: "Wish") -> "Parcel":
    """Write a bundle for a shared folder, which is remembered."""
    from coopdesk.desk import leaving_shared, sharing

    sharing.remember(desk, folder)
    return leaving_shared.parcel(desk, folder, wish)


def withdraw(desk: Desk, parcel: "Parcel") -> None:
    """It did not get there: nothing counts as sent."""
    from coopdesk.desk import leaving_shared

    leaving_shared.withdraw(desk, parcel)


def delivered(desk: Desk, parcel: "Parcel") -> "Clearing":
    """It is there; what of our own may go now."""
    from coopdesk.desk import leaving_shared

    leaving_shared.note_delivered(desk, parcel)
    return leaving_shared.to_clear(desk, parcel.folder)


def to_clear(desk: Desk, folder: Path) -> "Clearing":
    """What of our own may go."""
    from coopdesk.desk import leaving_shared

    return leaving_shared.to_clear(desk, folder)


# At the folder


def lying(place: "Place") -> "Unnamed":
    """What is new there."""
    from coopdesk.desk import sharing

    return sharing.lying(place)


def fetch(place: "Place") -> "Fetched":
    """What is new there, copied."""
    from coopdesk.desk import sharing

    return sharing.fetch(place)


def deliver(parcel: "Parcel") -> tuple[Path, ...]:
    """Carry a bundle there; what was written here goes in any case."""
    from coopdesk.desk import leaving_shared

    try:
        return leaving_shared.deliver(parcel)
    finally:
        parcel.remove()


def clear(what: "Clearing") -> "Cleared":
    """Take away what nobody needs."""
    from coopdesk.desk import leaving_shared

    return leaving_shared.clear(what)
