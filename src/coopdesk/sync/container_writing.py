# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Writing a bundle, in parts where it is to travel by mail: each part is a bundle of its own.

Frames are encrypted as they come and wait in a temporary file, because the header tells their
lengths. The bundle appears under its name only once it was read back from the medium and is whole.
"""

import errno
import os
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from shutil import copyfileobj
from typing import IO

from coopdesk.collector import without_collector
from coopdesk.language.reasons import reason_of
from coopdesk.sync import compression, envelope, items, layout, limits, manifest, placing, refusals
from coopdesk.sync.bundle_keys import Recipients, SenderKeys, new_identity, recipient_of, space_of
from coopdesk.sync.items import Item
from coopdesk.sync.layout import FrameMark, Header

SUFFIX = ".coopx"
SMALLEST_PART = 512 * 1024
MAIL_PART = 3_500_000
"""Bytes of a part that mail servers take: 4.8 MB once it is an attachment."""
LARGEST = 2_000_000_000
"""Beyond this a bundle goes on in another part: sticks cannot hold files of 4 GiB."""
_IN_MEMORY = 16 * 1024 * 1024
_AGE_ROOM = 400
_HEAD_ROOM = 700
_ITEM_ROOM = 16 * 1024


@dataclass(frozen=True, slots=True)
class Written:
    """A bundle, or a part of one, that lies safely where it was to be."""

    file: Path
    id: bytes
    mark: bytes
    shipment: bytes
    part: int
    parts: int
    size: int


@dataclass(slots=True)
class _Part:
    """A part as it grows."""

    id: bytes
    recipient: str
    identity: str = field(repr=False)
    wrapped: bytes
    spool: IO[bytes]
    marks: list[FrameMark]
    size: int = 0


def write_bundle(
    file: Path,
    contents: Iterable[Item],
    recipients: Recipients,
    sender: SenderKeys,
    *,
    part_size: int | None = None,
    made: int | None = None,
) -> list[Written]:
    """Write the items as a bundle, or as parts of `part_size` bytes at most ("name-1of3.coopx"; larger
    where one item alone is larger, pieces of attachments are cut to fit); a folder in place of a file
    gets a name of its own. `made` is in milliseconds since 1970 UTC.
    Raises WorldError where the medium refuses, an item is too large, or recipients are too many."""
    if part_size is not None and part_size < SMALLEST_PART:
        raise refusals.part_size_too_small(SMALLEST_PART // 1024)
    shipment = os.urandom(layout.ID_SIZE)
    now = time.time_ns() // 1_000_000 if made is None else made
    target = file / file_name(shipment, now) if file.is_dir() else file
    context = manifest.context(space_of(recipients), sender.device)
    with ExitStack() as spools:
        try:
            with without_collector():
                parts = list(_filled(contents, recipients, context, part_size or LARGEST, shipment, spools))
            names = part_names(target, len(parts))
            written = []
            with placing.passing(names) as temporary:
                for number, (part, name, new) in enumerate(zip(parts, names, temporary, strict=True), 1):
                    header = _header(part, shipment, number, len(parts), recipients, sender)
                    found = _written(new, part, header, recipients, sender, now)
                    mark = found.head.mark
                    written.append(Written(name, part.id, mark, shipment, number, len(parts), found.size))
                placing.put_in_place(temporary, names)
        except OSError as error:
            raise refusals.not_written(target.name, reason_of(error)) from error
    return written


def file_name(shipment: bytes, made: int, suffix: str = SUFFIX) -> str:
    """A name for a bundle in letters that every system can write; says nothing of what is in it."""
    day = time.strftime("%Y-%m-%d", time.gmtime(made / 1000))
    return f"coopdesk-{day}-{shipment.hex()[:6]}{suffix}"


def part_names(file: Path, parts: int) -> list[Path]:
    """The file itself for one part, else a name for each: stem-1of3.coopx."""
    if parts == 1:
        return [file]
    digits = len(str(parts))
    stem, suffix = (file.stem, file.suffix) if file.suffix else (file.name, SUFFIX)
    return [file.with_name(f"{stem}-{part:0{digits}}of{parts}{suffix}") for part in range(1, parts + 1)]


def _filled(
    contents: Iterable[Item],
    recipients: Recipients,
    context: bytes,
    most: int,
    shipment: bytes,
    spools: ExitStack,
) -> Iterator[_Part]:
    """Parts with their frames encrypted; there is always one."""
    part = _new_part(recipients, shipment, spools)
    for group in items.together(_cut_to_fit(contents, most)):
        content = items.frame_of(group)
        chunk_only = all(item.kind == items.CHUNK for item in group)
        packed = compression.compressed(content, context, packed_already=chunk_only)
        room = len(packed) + _AGE_ROOM + len(packed) // 4096
        if len(content) > limits.MOST_PLAIN or room > limits.MOST_FRAME:
            raise refusals.too_large(group[0].kind)
        full = _size(part, len(part.marks) + 1) + room > most or len(part.marks) == limits.MOST_FRAMES
        if part.marks and full:
            yield part
            part = _new_part(recipients, os.urandom(layout.ID_SIZE), spools)
        frame = envelope.shortest(packed, [part.recipient])
        part.spool.write(frame)
        part.marks.append(FrameMark(len(frame), layout.frame_hash(frame)))
        part.size += len(frame)
    yield part


def _cut_to_fit(contents: Iterable[Item], most: int) -> Iterator[Item]:
    """The items, pieces of attachments made smaller where a part has no room for them whole."""
    piece = most - _ITEM_ROOM
    for item in contents:
        if item.kind != items.CHUNK or len(item.body) <= piece:
            yield item
            continue
        chunk = items.chunk_of(item)
        for start in range(0, len(chunk.data), piece):
            data = chunk.data[start : start + piece]
            yield items.chunk_item(chunk._replace(offset=chunk.offset + start, data=data))


def _new_part(recipients: Recipients, bundle: bytes, spools: ExitStack) -> _Part:
    identity = new_identity()
    spool = spools.enter_context(_spool())
    return _Part(bundle, recipient_of(identity), identity, envelope.wrapped(identity, recipients), spool, [])


@contextmanager
def _spool() -> Iterator[IO[bytes]]:
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as spool:
        yield spool


def _size(part: _Part, frames: int) -> int:
    """The bytes that a part may need with so many frames, without the next one's content."""
    return part.size + 2 * (_HEAD_ROOM + len(part.wrapped) + (layout.HASH_SIZE + 6) * frames)


def _header(
    part: _Part, shipment: bytes, number: int, parts: int, recipients: Recipients, sender: SenderKeys
) -> Header:
    return Header(
        *(part.id, shipment, number, parts, envelope.way(recipients)),
        layout.hint(part.id, space_of(recipients)),
        envelope.key_hint(part.id, recipients),
        layout.hint(part.id, sender.device),
        tuple(part.marks),
    )


def _written(
    temporary: Path, part: _Part, header: Header, recipients: Recipients, sender: SenderKeys, made: int
) -> layout.Layout:
    """Write a part under its temporary name and read it back; what was found there."""
    raw = header.encoded()
    readers, space = envelope.digest(recipients), space_of(recipients)
    facts = manifest.signed(raw, part.wrapped, sender, space, readers, made)
    head = layout.head_bytes(raw, part.wrapped, envelope.shortest(facts.encoded(), [part.recipient]))
    part.spool.seek(0)
    with temporary.open("wb") as stream:
        stream.write(head)
        copyfileobj(part.spool, stream, 1024 * 1024)
        stream.write(layout.tail_bytes(head))
        stream.flush()
        os.fsync(stream.fileno())
        forget_cached(stream.fileno())
    with temporary.open("rb") as stream:
        found = layout.find(stream, temporary.name)
    if found.damage or found.head.raw != raw:
        raise OSError(errno.EIO, "read back otherwise")
    return found


def forget_cached(descriptor: int) -> None:
    """Ask the system to read the file from the medium next time, where it can."""
    if hasattr(os, "posix_fadvise"):
        with suppress(OSError):
            os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
