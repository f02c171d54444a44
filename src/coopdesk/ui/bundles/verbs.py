# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the worker does for the bundles; the desk's side loads there, when it is first asked."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from coopdesk.desk.computer_words import OWN, SEEN, WITHDRAWN
from coopdesk.desk.desk import Desk
from coopdesk.frozen import dataclass
from coopdesk.ui.stage import merged
from coopdesk.ui.work import Done

if TYPE_CHECKING:
    from coopdesk.desk.bundle_log import Logged
    from coopdesk.desk.drives import Drive
    from coopdesk.desk.receiving import Brought, Seen
    from coopdesk.desk.sending import Inside, Sent, Wish


@dataclass(frozen=True, slots=True)
class Other:
    """Another computer of the office: its id and name."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Looked:
    """What is known of chosen files before they are opened: each as anybody sees it, and what opening
    them would bring."""

    files: "tuple[Path, ...]"
    seen: "tuple[Seen, ...]"
    brought: "tuple[Brought, ...]"


OnStick = tuple[Path, tuple[Path, ...]]
"""A stick, and the files on it that were not read yet."""


def others(desk: Desk) -> tuple[Other, ...]:
    """The other computers that have access, those of longest standing first."""
    from coopdesk.desk import membership

    without = (OWN, WITHDRAWN, SEEN)
    found = (one for one in membership.computers(desk) if one.state not in without)
    return tuple(Other(one.id, one.name) for one in found)


def inside(desk: Desk, wish: "Wish") -> "Inside":
    """What a bundle would carry."""
    from coopdesk.desk import sending

    return sending.preview(desk, wish)


def write(desk: Desk, folder: Path, wish: "Wish", part_size: int | None) -> "Done[Sent]":
    """Write a bundle into a folder and read it back."""
    from coopdesk.desk import sending

    return Done(sending.write(desk, folder, wish, part_size))


def drives() -> "list[Drive]":
    """The sticks that are plugged in."""
    from coopdesk.desk import drives as found

    return found.drives()


def look(desk: Desk, files: Sequence[Path], passphrase: str | None) -> Looked:
    """What opening these files would bring; nothing is changed."""
    from coopdesk.desk import receiving

    seen = tuple(one for file in files for one in receiving.inspect(desk, file))
    return Looked(tuple(files), seen, tuple(receiving.preview(desk, files, passphrase)))


def read(desk: Desk, files: Sequence[Path], passphrase: str | None) -> "Done[tuple[Brought, ...]]":
    """Open bundles."""
    from coopdesk.desk import receiving

    found = tuple(receiving.read(desk, files, passphrase))
    return Done(found, merged([one.touched for one in found]))


def take_back(desk: Desk, bundle: str) -> Done[None]:
    """Undo the opening of the bundle that came last."""
    from coopdesk.desk import bundle_log

    return Done(None, bundle_log.undo(desk, bundle))


def write_mail(desk: Desk, folder: Path, wish: "Wish", part_size: int | None) -> "Done[Sent]":
    """Write mails with a bundle attached into a folder."""
    from coopdesk.desk import sending

    return Done(sending.write_mail(desk, folder / sending.mail_name(), wish, part_size))


def new_on(desk: Desk, sticks: Sequence[Path]) -> tuple[OnStick, ...]:
    """What is new on these sticks."""
    from coopdesk.desk import sharing

    found = ((stick, sharing.new_on(desk, stick)) for stick in sticks)
    return tuple((stick, files) for stick, files in found if files)


def logged(desk: Desk) -> "tuple[Logged, ...]":
    """The log of bundles, the newest first."""
    from coopdesk.desk import bundle_log

    return tuple(bundle_log.log(desk))


def to_decide(desk: Desk) -> int:
    """How many decisions are open."""
    from coopdesk.desk import noticing

    return noticing.to_decide(desk)
