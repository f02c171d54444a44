# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A folder that the computers of the office share: what is new in it, reading that, writing for all."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from coopdesk.desk import opening, receiving, sending, trusting
from coopdesk.desk.desk import Desk
from coopdesk.desk.opening import SOMEONE_ELSE, Refused
from coopdesk.desk.receiving import Brought
from coopdesk.desk.sending import Sent, Wish
from coopdesk.errors import WorldError
from coopdesk.language import N_, NP_, labelled, sentence
from coopdesk.store import arrivals
from coopdesk.sync import container_reading
from coopdesk.sync.carriers import shared_folder
from coopdesk.sync.container_reading import File

SETTING = "shared_folder"
NEW = NP_("{n} new bundle", "{n} new bundles")
NOTHING_NEW = N_("Nothing new in the shared folder.")
UNFINISHED = N_("Not copied whole yet: {files}. Wait; if it stays so, ask for them again.")
STRANGER = N_("a computer not known here")
MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Lying:
    """What is new in a shared folder: the files, how many are from whom by name ("" for a computer not
    known here), and the names of those that are not whole yet."""

    folder: Path
    files: tuple[Path, ...]
    senders: dict[str, int]
    unfinished: tuple[str, ...]

    def lines(self) -> list[str]:
        """The same in words of the current language."""
        told = [
            labelled(name or str(STRANGER), NEW.count(count)) for name, count in sorted(self.senders.items())
        ]
        return [*(told or [str(NOTHING_NEW)]), *_unfinished(self.unfinished)]


@dataclass(frozen=True, slots=True)
class Gathered:
    """What was read out of a shared folder, what could not be, and what is not whole yet."""

    brought: tuple[Brought, ...]
    refused: tuple[Refused, ...]
    unfinished: tuple[str, ...]

    @property
    def is_open(self) -> bool:
        """Whether something needs a decision or is missing."""
        return bool(self.refused or self.unfinished or any(one.is_open for one in self.brought))

    def words(self) -> list[str]:
        """What came, in the current language, a sentence a line; what says nothing new is left out."""
        told = [line for one in self.brought if one.by_device or one.is_open for line in one.words()]
        told += [sentence(one.error) for one in self.refused]
        return [*(told or [str(NOTHING_NEW)]), *_unfinished(self.unfinished)]


def folder(desk: Desk) -> Path | None:
    """The folder that this computer was last told to share, None where there is none."""
    kept = desk.store.setting(SETTING)
    return Path(kept) if kept else None


def remember(desk: Desk, shared: Path) -> None:
    """Share this folder from now on."""
    desk.store.put_setting(SETTING, str(shared.absolute()))


def chosen(desk: Desk, shared: Path | None) -> Path:
    """The folder that is meant, remembered where it is named; raises WorldError where none is known."""
    found = shared or folder(desk)
    if found is None:
        raise WorldError(
            "no_shared_folder",
            "No shared folder is known yet. Name one: coopdesk bundle read --shared FOLDER",
        )
    shared_folder.present(found)
    if shared is not None:
        remember(desk, shared)
    return found.absolute()


def write(desk: Desk, shared: Path, wish: Wish) -> Sent:
    """Write a bundle into this computer's own part of a shared folder, where no other computer ever
    writes. Raises WorldError as `sending.write` does, and where the folder is not there."""
    own = shared_folder.own_folder(shared, trusting.space(desk), desk.store.keys.public)
    return sending.write(desk, own, wish)


def look(desk: Desk, shared: Path) -> Lying:
    """What is new in a shared folder. Raises WorldError where it is not there."""
    found = _lying(desk, shared)
    devices = trusting.devices(desk)
    senders = Counter(_sender(desk, file, devices) for file in found.new)
    return Lying(shared, found.new, dict(senders), found.unfinished)


def new_on(desk: Desk, folder: Path) -> tuple[Path, ...]:
    """The bundles in a folder, as on a stick, that were not read yet and that this computer can open."""
    seen = arrivals.bundles_read(desk.store.connection)
    own, space = desk.store.keys.public, trusting.space(desk)
    found = shared_folder.new_among(shared_folder.named_bundles(folder), space, own, seen).new
    return tuple(one.file for one in opening.opened(desk, found, None)[0] if isinstance(one.file, Path))


def read(desk: Desk, shared: Path) -> Gathered:
    """Read what is new of all others. What is for another computer is passed over, and not looked at
    again. Raises WorldError where the folder is not there."""
    found = _lying(desk, shared)
    brought, refused = receiving.read_what_can_be(desk, found.new)
    others = [one.file for one in refused if one.error.code == SOMEONE_ELSE]
    with desk.store.alone():
        for file in others:
            header = container_reading.inspect(file).header
            arrivals.note_read(desk.store.connection, header.id, header.shipment, header.part)
    left = tuple(one for one in refused if one.error.code != SOMEONE_ELSE)
    return Gathered(tuple(brought), left, found.unfinished)


def _lying(desk: Desk, shared: Path) -> shared_folder.Lying:
    read_before = arrivals.bundles_read(desk.store.connection)
    return shared_folder.lying(shared, trusting.space(desk), desk.store.keys.public, read_before)


def _sender(desk: Desk, file: File, devices: dict[bytes, str]) -> str:
    try:
        device = container_reading.inspect(file, devices).sender
    except WorldError:
        return ""
    return devices[device] if device else ""


def _unfinished(names: tuple[str, ...]) -> list[str]:
    if not names:
        return []
    more = "…" if len(names) > MOST_NAMED else ""
    return [UNFINISHED.format(files=", ".join(names[:MOST_NAMED]) + more)]
