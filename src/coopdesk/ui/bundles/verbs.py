# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the worker does for the bundles; the desk's side loads there, when it is first asked."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from coopdesk.desk.computer_words import OWN, SEEN, WITHDRAWN
from coopdesk.desk.desk import Desk
from coopdesk.errors import WorldError
from coopdesk.frozen import dataclass
from coopdesk.ui.stage import merged
from coopdesk.ui.work import Done

if TYPE_CHECKING:
    from coopdesk.desk.bundle_log import Logged
    from coopdesk.desk.drives import Drive
    from coopdesk.desk.receiving import Brought, Seen
    from coopdesk.desk.sending import Inside, Sent, Wish
    from coopdesk.desk.sharing import Gathered, Lying


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


@dataclass(frozen=True, slots=True)
class Offers:
    """What waits to be opened: the files on each stick, what is new in the shared folder (None: none is
    shared), or why that cannot be told."""

    sticks: "tuple[tuple[Path, tuple[Path, ...]], ...]"
    shared: "Lying | None"
    refusal: WorldError | None


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


def write_shared(desk: Desk, folder: Path, wish: "Wish") -> "Done[Sent]":
    """Write a bundle into a shared folder, which is remembered."""
    from coopdesk.desk import sharing

    return Done(sharing.write(desk, sharing.chosen(desk, folder), wish))


def write_mail(desk: Desk, folder: Path, wish: "Wish", part_size: int | None) -> "Done[Sent]":
    """Write mails with a bundle attached into a folder."""
    from coopdesk.desk import sending

    return Done(sending.write_mail(desk, folder / sending.mail_name(), wish, part_size))


def shared_folder(desk: Desk) -> Path | None:
    """The folder that is shared."""
    from coopdesk.desk import sharing

    return sharing.folder(desk)


def share_folder(desk: Desk, folder: Path) -> Path | None:
    """Share a folder from now on."""
    from coopdesk.desk import sharing

    return sharing.chosen(desk, folder)


def offers(desk: Desk, sticks: Sequence[Path]) -> Offers:
    """What is new on these sticks and in the shared folder."""
    from coopdesk.desk import sharing

    found = ((stick, sharing.new_on(desk, stick)) for stick in sticks)
    shared = sharing.folder(desk)
    lying, refusal = None, None
    try:
        lying = sharing.look(desk, shared) if shared else None
    except WorldError as error:
        refusal = error
    return Offers(tuple((stick, files) for stick, files in found if files), lying, refusal)


def read_shared(desk: Desk) -> "Done[Gathered]":
    """Open what is new in the shared folder."""
    from coopdesk.desk import sharing

    found = sharing.read(desk, sharing.chosen(desk, None))
    return Done(found, merged([one.touched for one in found.brought]))


def logged(desk: Desk) -> "tuple[Logged, ...]":
    """The log of bundles, the newest first."""
    from coopdesk.desk import bundle_log

    return tuple(bundle_log.log(desk))


def to_decide(desk: Desk) -> int:
    """How many decisions are open."""
    from coopdesk.desk import noticing

    return noticing.to_decide(desk)
