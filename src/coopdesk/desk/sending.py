# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sending a bundle: what would be inside, and writing it safely."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from coopdesk.desk import trusting
from coopdesk.desk.desk import Desk
from coopdesk.errors import WorldError
from coopdesk.language import N_, labelled
from coopdesk.store import arrivals
from coopdesk.store.connection import world_errors
from coopdesk.sync import outbox
from coopdesk.sync.bundle_keys import ForPassphrase, ForSpace, Recipients
from coopdesk.sync.carriers.mail_draft import SUFFIX as MAIL_SUFFIX
from coopdesk.sync.carriers.mail_draft import write_drafts
from coopdesk.sync.container_writing import MAIL_PART, Written, file_name, write_bundle
from coopdesk.sync.outbox import Load
from coopdesk.sync.receipts import Receipt

SHORTEST_PREFIX = 6
READERS = "readers"
"""Beside the counts of a bundle in the log: the names of the computers it is for."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for: `devices` by name (none: all of which something came within 60 days);
    `everything` there is; only what came after the bundle `since` was written; `thin`: without
    attached files; with a passphrase whoever knows it can open the bundle."""

    devices: tuple[str, ...] = ()
    everything: bool = False
    since: str = ""
    thin: bool = False
    passphrase: str | None = None


@dataclass(frozen=True, slots=True)
class Inside:
    """What a bundle would carry: counts, and for whom it is (names of computers; none: for whoever
    belongs to the office)."""

    saves: int
    records: int
    files: int
    readers: tuple[str, ...]

    def lines(self) -> list[str]:
        """The same in words of the current language."""
        told = [
            labelled(N_("Changes"), str(self.saves)),
            labelled(N_("Records"), str(self.records)),
            labelled(N_("Attached files"), str(self.files)),
        ]
        return [*told, labelled(N_("For"), ", ".join(self.readers) or str(N_("the whole office")))]


@dataclass(frozen=True, slots=True)
class Sent:
    """A bundle that lies safely where it was to be: its id, its files in order, what is inside;
    `drafts` are the mails it is attached to; `remarks` what else is to be told."""

    id: str
    files: tuple[Path, ...]
    size: int
    inside: Inside
    drafts: tuple[Path, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Packed:
    """A bundle that was written: its parts, what is inside, and when, in milliseconds since 1970 UTC;
    `segments` by number; `complete`: 1 where it holds everything, 2 where later members can open it too."""

    parts: tuple[Written, ...]
    inside: Inside
    at: int
    devices: tuple[bytes, ...]
    segments: frozenset[int]
    complete: int

    @property
    def key(self) -> str:
        """The id of the sending."""
        return self.parts[0].shipment.hex()


def preview(desk: Desk, wish: Wish = Wish()) -> Inside:
    """What a bundle would carry; nothing is written but the seal on what was saved so far."""
    with desk.store.alone():
        load, _ = _load(desk, wish)
        return _inside(desk, load)


def unsent(desk: Desk) -> int:
    """How many saves of this computer are in no bundle that was written."""
    return arrivals.unsent(desk.store.connection)


def write(desk: Desk, target: Path, wish: Wish = Wish(), part_size: int | None = None) -> Sent:
    """Write a bundle to a file or into a folder, in parts where a size is given, read back before it
    counts as written. Raises WorldError."""
    with packing(desk, target, wish, part_size) as packed:
        note(desk, packed, packed.parts[0].file, wish)
    return _sent(packed.key, packed.parts, packed.inside)


@contextmanager
def packing(desk: Desk, target: Path, wish: Wish, part_size: int | None = None) -> Iterator[Packed]:
    """Write a bundle, and let the caller note it in the same transaction."""
    desk.store.seal()  # for good: what a bundle says was sealed must be so here, whatever fails below
    with desk.store.alone():
        yield _write(desk, target, wish, part_size)


def write_mail(
    desk: Desk, mail: Path, wish: Wish = Wish(), part_size: int | None = None, target: Path | None = None
) -> Sent:
    """Write drafts of mails, explained in the office's language, that carry a bundle in parts which mail
    servers take; the bundle itself stays only where a `target` is given. Raises WorldError."""
    with world_errors(desk.store.file), TemporaryDirectory(prefix="coopdesk-") as passing:
        with packing(desk, target or Path(passing), wish, part_size or MAIL_PART) as packed:
            drafts = tuple(write_drafts(mail, packed.parts, desk.office_name(), desk.office.language))
            note(desk, packed, packed.parts[0].file if target else drafts[0], wish)
        return _sent(packed.key, packed.parts if target else (), packed.inside, drafts)


def mail_name() -> str:
    """A name for the draft of a mail that is no other's."""
    return file_name(os.urandom(SHORTEST_PREFIX), outbox.clock(), MAIL_SUFFIX)


def _write(desk: Desk, target: Path, wish: Wish, part_size: int | None) -> Packed:
    now = outbox.clock()
    load, _ = _load(desk, wish)
    inside = _inside(desk, load)
    said = trusting.statements(desk, wish.everything, load.recipients if wish.devices else ())
    found = outbox.contents(desk.store, load, said, now)
    readers, sender = _readers(desk, wish, load), trusting.sender(desk)
    parts = write_bundle(target, found, readers, sender, part_size=part_size, made=now)
    segments = frozenset(one.number for one in load.segments)
    return Packed(
        *(tuple(parts), inside, now, tuple(dict.fromkeys(load.recipients)) if wish.devices else (), segments),
        (1 + isinstance(readers, ForSpace)) * (load.is_all and not wish.thin and not wish.devices),
    )


def note(desk: Desk, packed: Packed, file: Path, wish: Wish) -> None:
    """The log of bundles takes it; it is not to be read again as news, wherever it lies."""
    inside = packed.inside
    readers = list(inside.readers) if wish.devices else []
    counts = {"saves": inside.saves, "files": inside.files, READERS: readers}
    outbox.note(desk.store, packed.key, file.name, counts, packed.at)
    for part in packed.parts:
        arrivals.note_read(desk.store.connection, part.mark, part.shipment, part.part)


def _sent(key: str, parts: Sequence[Written], inside: Inside, drafts: tuple[Path, ...] = ()) -> Sent:
    """What is told of a bundle, or of the mails it is attached to."""
    size = sum(part.size for part in parts) or sum(draft.stat().st_size for draft in drafts)
    return Sent(key, tuple(part.file for part in parts), size, inside, drafts)


def _load(desk: Desk, wish: Wish) -> tuple[Load, list[Receipt]]:
    store = desk.store
    store.journal.refresh()
    store.journal.seal()
    known = _recipients(desk, wish)
    held = _held(desk, wish.since) if wish.since else 0
    load = outbox.load(store, known, everything=wish.everything, held=held, thin=wish.thin)
    return load, known


def _recipients(desk: Desk, wish: Wish) -> list[Receipt]:
    """The receipts that a delta goes by; that of a computer of which none came says that it holds nothing."""
    heard = trusting.with_access(desk, outbox.receipts_of(desk.store, outbox.clock()))
    if not wish.devices:
        return heard
    named = [trusting.device_named(desk, name) for name in wish.devices]
    known = outbox.all_receipts(desk.store)
    found = [receipt for receipt in known if receipt.device in named]
    unheard = set(named) - {receipt.device for receipt in found}
    return [*found, *(Receipt(trusting.space(desk), device, 0, 0) for device in named if device in unheard)]


def _held(desk: Desk, since: str) -> int:
    """The segments that were here when a bundle was written."""
    connection = desk.store.connection
    known = [sending.id for sending in arrivals.sendings(connection)]
    text = since.strip().lower()
    found = [key for key in known if len(text) >= SHORTEST_PREFIX and key.startswith(text)]
    if len(found) != 1:
        raise WorldError(
            "unknown_bundle",
            "This desk wrote no bundle with the id {id}. The last ones: {bundles}.",
            id=since,
            bundles=", ".join(key[:SHORTEST_PREFIX] for key in known[:5]) or "–",
        )
    return arrivals.segments_before(connection, found[0]) or 0


def _inside(desk: Desk, load: Load) -> Inside:
    counts = outbox.summary(desk.store, load)
    names = tuple(
        trusting.device_name(desk, device) or device.hex()[:8] for device in dict.fromkeys(load.recipients)
    )
    return Inside(counts["saves"], counts["records"], counts["files"], names)


def _readers(desk: Desk, wish: Wish, load: Load) -> Recipients:
    if wish.passphrase is not None:
        return ForPassphrase(trusting.space(desk), wish.passphrase)
    return trusting.readers(desk, tuple(dict.fromkeys(load.recipients)) if wish.devices else ())
