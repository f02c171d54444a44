# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What this computer left in a shared folder and does not remember, since it was put back to an earlier
day or restored from a backup: it is taken up as its own, so that it goes once nobody needs it.

Only what surely is ours, and surely not all that somebody could begin with: it lies in our part of the
folder, our key signed it, it is whole, every segment in it is here, and the first segment is not in it.
The rest lies there as before.
"""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from coopdesk.desk import opening, trusting
from coopdesk.desk.desk import Desk
from coopdesk.errors import WorldError
from coopdesk.store import shared_bundles
from coopdesk.store.shared_bundles import Left
from coopdesk.sync import items, layout
from coopdesk.sync.carriers import own_part
from coopdesk.sync.carriers.shared_folder import Found
from coopdesk.sync.container_reading import Opened, Standing
from coopdesk.sync.unpacking import READING_FAILS, Payload


def take_up(desk: Desk, shared: Path, read: Sequence[Found]) -> None:
    """Note which of these bundles, that were just read, this computer left there itself. What was read
    stands whatever comes of this."""
    space, connection = trusting.space(desk), desk.store.connection
    folders = {own_part.place(shared, space, one): one for one in shared_bundles.own_devices(connection)}
    lying = {one.file: one for one in read if one.lies.parent in folders}
    with suppress(WorldError):
        opened, _ = opening.opened(desk, list(lying), None)
        with desk.store.alone():
            for bundle in opened:
                found = lying[Path(str(bundle.file))]
                if _is_ours(bundle, found, folders[found.lies.parent]):
                    _note(desk, bundle, found)


def _is_ours(bundle: Opened, found: Found, device: bytes) -> bool:
    is_open_to_all = bundle.header.wrap in (layout.FOR_SPACE, layout.FOR_DEVICES)
    is_whole = bundle.mark == found.mark and not bundle.loss()
    return bundle.device == device and bundle.standing is Standing.ACCEPTED and is_open_to_all and is_whole


def _note(desk: Desk, bundle: Opened, found: Found) -> None:
    connection = desk.store.connection
    signatures = _signatures(bundle)
    segments = shared_bundles.segments_signed(connection, signatures)
    is_here = len(segments) == len(signatures)
    may_be_complete = shared_bundles.first_segment(connection) in segments
    if is_here and not may_be_complete and not shared_bundles.is_written_here(connection, bundle.mark):
        what = (bundle.manifest.made, frozenset[bytes](), segments, 0)
        sending = bundle.header.shipment.hex()
        shared_bundles.note(connection, Left(bundle.mark, sending, found.lies.name, *what, taken_up=True))


def _signatures(bundle: Opened) -> set[bytes]:
    """Those of the segments in a bundle; one that cannot be read has none that is here."""
    found: set[bytes] = set()
    for item in bundle.items():
        if item.kind == items.SEGMENTS:
            try:
                found |= {frame.signature for frame in Payload(item.body).frames}
            except READING_FAILS:
                found.add(b"")
    return found
