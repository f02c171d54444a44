# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Receiving bundles: what is in them before anything changes, reading them, taking the last one back."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from coopdesk.desk import trusting
from coopdesk.desk.desk import Desk, Touched
from coopdesk.errors import WorldError
from coopdesk.language import N_, NP_, sentence
from coopdesk.store import backup
from coopdesk.sync import container_reading, outbox, parts
from coopdesk.sync.carriers import mail_in
from coopdesk.sync.container_reading import File, Opened, Standing
from coopdesk.sync.inbox import Inbox, Received
from coopdesk.sync.items import Item

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
LACKS_KEY = "bundle_unknown_key"
UNREADABLE = NP_("{n} piece could not be read", "{n} pieces could not be read")


@dataclass(frozen=True, slots=True)
class Brought:
    """What reading a bundle did. `by_device` counts the new changes by the name of the computer that
    saved them; `decisions` are open now and were not before; `missing` earlier changes have not come;
    `lost` says what of the copy is damaged, `absent` which parts have not come."""

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
            *([str(RETURNED)] if self.returned else []),
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
    loss = container_reading.loss(found.damage, header, _name(file))
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


def _read(desk: Desk, bundles: Sequence[File], passphrase: str | None) -> list[Brought]:
    """Members' bundles first: one may bring the key that another is closed with, or say who is one."""
    brought: list[Brought] = []
    waiting = list(bundles)
    while waiting:
        opened, refusal = _opened(desk, waiting, passphrase)
        if refusal and not opened:
            raise refusal
        ready = [one for one in opened if one.standing is Standing.ACCEPTED] or opened
        brought += _read_shipments(desk, ready)
        done = {id(one.file) for one in ready}
        waiting = [bundle for bundle in waiting if id(bundle) not in done]
    return brought


def _opened(
    desk: Desk, bundles: Sequence[File], passphrase: str | None
) -> tuple[list[Opened], WorldError | None]:
    """Those that open now, and why the first of those does not that lack a key of the office."""
    keys, judge = trusting.reader_keys(desk, passphrase), trusting.judge(desk)
    opened: list[Opened] = []
    refusal: WorldError | None = None
    for bundle in bundles:
        try:
            opened.append(container_reading.read_bundle(bundle, keys, judge))
        except WorldError as error:
            if error.code != LACKS_KEY:
                raise
            refusal = refusal or error
    return opened, refusal


def _read_shipments(desk: Desk, opened: Sequence[Opened]) -> list[Brought]:
    absent = {
        shipment.id: sentence(objection)
        for shipment in parts.shipments(one.header for one in opened)
        if (objection := shipment.objection())
    }
    by_shipment: dict[bytes, list[Opened]] = {}
    for one in opened:
        by_shipment.setdefault(one.header.shipment, []).append(one)
    return [
        _read_one(desk, sorted(found, key=lambda part: part.header.part), absent.get(shipment, ""))
        for shipment, found in by_shipment.items()
    ]


def _read_one(desk: Desk, shipment: Sequence[Opened], absent: str) -> Brought:
    names = list(dict.fromkeys(_name(one.file) for one in shipment))
    first = shipment[0]
    key = first.header.id.hex() if first.header.part > 1 else first.header.shipment.hex()
    inbox = Inbox(desk.store, trusting.door(desk))
    got = inbox.take(_items(shipment), key, first.device, ", ".join(names), outbox.clock())
    lost = [sentence(loss) for one in shipment if (loss := one.loss())]
    objection = trusting.objection(desk, first) if got.taken.strange else None
    lost += [sentence(objection)] if objection else []
    return _brought(desk, got, names, lost, [absent] if absent else [])


def _items(shipment: Sequence[Opened]) -> Iterator[Item]:
    for one in shipment:
        yield from one.items()


def _name(file: File) -> str:
    return Path(file.name).name


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
    )
