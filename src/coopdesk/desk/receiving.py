# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Receiving bundles: what is in them before anything changes, reading them, taking the last one back."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from coopdesk.desk import opening, trusting
from coopdesk.desk.desk import Desk, Touched
from coopdesk.desk.opening import Refused
from coopdesk.errors import WorldError
from coopdesk.language import N_, NP_, sentence
from coopdesk.store import arrivals, backup
from coopdesk.sync import container_reading, outbox, parts, refusals
from coopdesk.sync.carriers import mail_in
from coopdesk.sync.container_reading import Contents, File, Opened
from coopdesk.sync.inbox import Inbox, Received
from coopdesk.sync.parts import Shipment

CHANGES = NP_("{n} change", "{n} changes")
FROM = N_("{changes} from {device}")
DECISIONS = NP_("{n} needs your decision", "{n} need your decision")
MISSING = NP_("{n} earlier change still missing", "{n} earlier changes still missing")
FILES = NP_("{n} attached file", "{n} attached files")
ASIDE = NP_(
    "{n} change set aside: its sender has no access yet",
    "{n} changes set aside: their sender has no access yet",
)
NOTHING_NEW = N_("Nothing new: all of it was here already.")
RETURNED = N_(
    "Changes came back that this computer does not remember: it was restored, or it has a double."
    " It goes on under a new number; nothing is lost."
)
DOUBLE = N_(
    "Changes came under the key of this computer that were not saved here: it has a double, or was restored."
    " Nothing is lost. Let one of two doubles ask to join anew, from an empty profile."
)
UNREADABLE = NP_("{n} piece could not be read", "{n} pieces could not be read")


@dataclass(frozen=True, slots=True)
class Brought:
    """What reading a bundle did. `by_device` counts the new changes by the name of the computer that
    saved them; `decisions` are open now and were not before; `missing` earlier changes have not come;
    `lost` says what of the copy is damaged, `absent` which parts have not come; `doubled`: something came
    that another computer saved under the key of this one."""

    id: str
    files: tuple[str, ...]
    by_device: Mapping[str, int]
    decisions: int
    missing: int
    strange: int
    attached: int
    damaged: int
    returned: bool
    touched: Touched = field(default_factory=lambda: Touched({}))
    lost: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    doubled: bool = False

    @property
    def is_open(self) -> bool:
        """Whether something needs a decision or is missing."""
        return bool(
            self.decisions or self.missing or self.strange or self.damaged or self.lost or self.absent
        )

    def words(self) -> list[str]:
        """The report in the current language, one sentence part a line."""
        found = [
            FROM.format(changes=CHANGES.count(count), device=name)
            for name, count in self.by_device.items()
            if count
        ]
        for words, count in (
            (FILES, self.attached),
            (DECISIONS, self.decisions),
            (MISSING, self.missing),
            (ASIDE, self.strange),
            (UNREADABLE, self.damaged),
        ):
            found += [words.count(count)] if count else []
        return [
            *(found or [str(NOTHING_NEW)]),
            *([str(RETURNED)] if self.returned else [str(DOUBLE)] if self.doubled else []),
            *self.lost,
            *self.absent,
        ]


class _DryRun(Exception):
    """Takes back what a preview did."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A bundle as anybody sees it: `sender` where it is a computer of the office, `ours` whether it
    was written here, `damage` what of it is lost."""

    id: str
    shipment: str
    part: int
    parts: int
    size: int
    pieces: int
    sender: str
    damage: str


def inspect(desk: Desk, file: Path) -> list[Seen]:
    """The bundle in a file, or those attached to the mails in it, as seen without opening; raises
    WorldError for what is none."""
    return [_seen(desk, one) for one in mail_in.bundles_of(file)]


def _seen(desk: Desk, file: File) -> Seen:
    found = container_reading.inspect(file, [desk.store.keys.public, *trusting.devices(desk)])
    header = found.header
    loss = container_reading.loss(found.damage, header, opening.name_of(file))
    return Seen(
        *(header.id.hex(), header.shipment.hex(), header.part, header.parts),
        *(found.size, len(header.frames)),
        (trusting.device_name(desk, found.sender) or found.sender.hex()[:8]) if found.sender else "",
        sentence(loss) if loss else "",
    )


def preview(desk: Desk, files: Sequence[Path], passphrase: str | None = None) -> list[Brought]:
    """What reading these files would do; nothing is changed. Raises WorldError as `read` does."""
    bundles = _bundles(files)
    found: list[Brought] = []
    with suppress(_DryRun), desk.store.alone():
        found += _read(desk, bundles, passphrase)
        raise _DryRun
    return found


def read(desk: Desk, files: Sequence[Path], passphrase: str | None = None) -> list[Brought]:
    """Read bundles, parts of them, or mails with bundles, in any order, all in one transaction; a backup
    is made before where the last is a day old. Raises WorldError for a file that is no bundle or can't
    be opened here."""
    bundles = _bundles(files)
    backup.back_up_if_due(desk.store)
    with desk.store.alone():
        found = _read(desk, bundles, passphrase)
    desk.store.index_some()
    return found


def _bundles(files: Sequence[Path]) -> list[File]:
    return [bundle for file in files for bundle in mail_in.bundles_of(file)]


def read_what_can_be(desk: Desk, files: Sequence[Path]) -> tuple[list[Brought], list[Refused]]:
    """Read those of these files that can be read, each sending in a transaction of its own, and say why
    the others could not: of many files that lie somewhere, one that is for another computer is no
    reason to leave the rest. A backup is made before as `read` does."""
    backup.back_up_if_due(desk.store)
    found = _read_what_can_be(desk, files)
    desk.store.index_some()
    return found


def preview_what_can_be(desk: Desk, files: Sequence[Path]) -> tuple[list[Brought], list[Refused]]:
    """What that would do; nothing is changed."""
    found: tuple[list[Brought], list[Refused]] = [], []
    with suppress(_DryRun), desk.store.alone():
        found = _read_what_can_be(desk, files)
        raise _DryRun
    return found


def _read_what_can_be(desk: Desk, files: Sequence[Path]) -> tuple[list[Brought], list[Refused]]:
    connection = desk.store.connection
    is_preview = connection.in_transaction
    refused: list[Refused] = []
    bundles: list[File] = []
    for file in files:
        try:
            bundles += mail_in.bundles_of(file)
        except WorldError as error:
            refused.append(Refused(file, error))
    brought: list[Brought] = []
    while bundles:
        opened, objections = opening.opened(desk, bundles, None)
        ready = opening.members_first(opened)
        for sending in _by_shipment(ready).values():
            try:
                with desk.store.alone():
                    brought += _read_shipments(desk, sending)
            except WorldError as error:
                if is_preview and not connection.in_transaction:
                    raise  # the disk ended the preview: what follows would be kept
                refused.append(Refused(sending[0].file, error))
        # One that lacks a key of the office may open once others have been read.
        lacking = [one.file for one in objections if one.error.code == opening.LACKS_KEY]
        refused += [one for one in objections if not ready or one.error.code != opening.LACKS_KEY]
        done = {id(one.file) for one in ready}
        waiting = [one.file for one in opened if id(one.file) not in done]
        bundles = [*waiting, *lacking] if ready else []
    return brought, refused


def _read(desk: Desk, bundles: Sequence[File], passphrase: str | None) -> list[Brought]:
    """Members' bundles first: one may bring the key that another is closed with, or say who is one."""
    brought: list[Brought] = []
    waiting = list(bundles)
    while waiting:
        opened, refused = opening.opened(desk, waiting, passphrase)
        final = [one.error for one in refused if one.error.code != opening.LACKS_KEY or not opened]
        if final:
            raise final[0]
        ready = opening.members_first(opened)
        brought += _read_shipments(desk, ready)
        done = {id(one.file) for one in ready}
        waiting = [bundle for bundle in waiting if id(bundle) not in done]
    return brought


def _by_shipment(opened: Sequence[Opened]) -> dict[bytes, list[Opened]]:
    found: dict[bytes, list[Opened]] = {}
    for one in opened:
        found.setdefault(one.header.shipment, []).append(one)
    return found


def _read_shipments(desk: Desk, opened: Sequence[Opened]) -> list[Brought]:
    connection = desk.store.connection
    come = parts.shipments(
        (one.header for one in opened), lambda shipment: arrivals.parts_read(connection, shipment)
    )
    by_shipment = _by_shipment(opened)
    return [
        _read_one(desk, sorted(by_shipment[shipment.id], key=lambda part: part.header.part), shipment)
        for shipment in come
    ]


def _read_one(desk: Desk, sending: Sequence[Opened], come: Shipment) -> Brought:
    names = list(dict.fromkeys(opening.name_of(one.file) for one in sending))
    first = sending[0]
    key = first.header.id.hex() if first.header.part > 1 else first.header.shipment.hex()
    inbox = Inbox(desk.store, trusting.door(desk))
    got = inbox.take(Contents(sending), key, first.device, ", ".join(names), outbox.clock())
    for one in sending:
        if not one.loss():
            header = one.header
            arrivals.note_read(desk.store.connection, one.mark, header.shipment, header.part, key)
    sender = trusting.device_name(desk, first.device)
    lost = [sentence(refusals.sent_by(loss, sender)) for one in sending if (loss := one.loss())]
    objection = trusting.objection(desk, first) if got.taken.strange else None
    lost += [sentence(objection)] if objection else []
    absent = come.objection(sender)
    return _brought(desk, got, names, lost, [sentence(absent)] if absent else [])


def _brought(
    desk: Desk, got: Received, files: Sequence[str], lost: Sequence[str], absent: Sequence[str]
) -> Brought:
    taken = got.taken
    by_device = {
        trusting.device_name(desk, device) or device.hex()[:8]: count
        for device, count in taken.by_device.items()
    }
    return Brought(
        got.id,
        tuple(files),
        by_device,
        got.decisions,
        got.missing,
        taken.strange,
        got.files,
        got.damaged + taken.refused,
        taken.returned,
        Touched({key: tuple(ids) for key, ids in taken.touched.items()}),
        tuple(lost),
        tuple(absent),
        bool(taken.by_device.get(desk.store.keys.public)),
    )
