# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Opening a bundle: what anybody can see of it, who signed it, and what is in its intact frames.

Nothing here touches a desk, and no name in a bundle is ever used as a path.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import BinaryIO

from coopdesk.errors import WorldError
from coopdesk.sync import envelope, items, layout, manifest, refusals
from coopdesk.sync.bundle_keys import ReaderKeys
from coopdesk.sync.compression import decompressed
from coopdesk.sync.items import Item
from coopdesk.sync.layout import Damage, Head, Header, Layout
from coopdesk.sync.manifest import Manifest

File = Path | BinaryIO


class Standing(Enum):
    """What a desk thinks of the device that signed a bundle."""

    ACCEPTED = "accepted"
    STRANGER = "stranger"
    REVOKED = "revoked"


Judge = Callable[[bytes, bytes], Standing]
"""Says for the public key of a device and the id of a space what to think of it."""


@dataclass(frozen=True, slots=True)
class Inspected:
    """What is known without opening: `sender` only where it is one of the devices asked about; `mark`
    is what no other bundle has, whatever id it claims."""

    header: Header
    mark: bytes
    size: int
    damage: Damage
    sender: bytes | None


@dataclass(frozen=True, slots=True)
class Opened:
    """A bundle whose signature is right. `standing` is what the judge said, None without one."""

    file: File
    header: Header
    mark: bytes
    manifest: Manifest
    damage: Damage
    standing: Standing | None
    _layout: Layout
    _identity: str

    @property
    def device(self) -> bytes:
        """The public key of the device that put the bundle together."""
        return self.manifest.device

    @property
    def space(self) -> bytes:
        """The space that the bundle belongs to."""
        return self.manifest.space

    def items(self) -> Iterator[Item]:
        """What is in the intact frames, in order; raises WorldError for a frame that its sender
        signed but that is not as the format wants it."""
        with _stream(self.file) as stream:
            for mark, at in zip(self.header.frames, self._layout.offsets, strict=True):
                frame = None if at is None else layout.read_frame(stream, at, mark)
                if frame is not None:
                    yield from _items(frame, self._identity, self.manifest.context, _name(self.file))

    def loss(self) -> WorldError | None:
        """What the user should know of a copy that is damaged or cut short; what is left was read."""
        return loss(self.damage, self.header, _name(self.file))

    def objection(self, device_name: str) -> WorldError | None:
        """Why nothing of this bundle counts by itself: its signer is a stranger, or was revoked."""
        if self.standing is Standing.STRANGER:
            return refusals.stranger()
        return refusals.revoked(device_name) if self.standing is Standing.REVOKED else None


@dataclass(frozen=True, slots=True)
class Contents:
    """The items of bundles, one after the other; they can be gone through more than once."""

    opened: Sequence[Opened]

    def __iter__(self) -> Iterator[Item]:
        for one in self.opened:
            yield from one.items()


def looks_like_bundle(file: File) -> bool:
    """Whether a file is a bundle, whatever its name."""
    with _stream(file) as stream:
        return layout.looks_like_bundle(stream)


def inspect(file: File, devices: Iterable[bytes] = ()) -> Inspected:
    """A bundle as anybody sees it; `devices` are the public keys among which to look for its sender.
    Raises WorldError for what is no bundle, too new, or wholly damaged."""
    with _stream(file) as stream:
        found = layout.find(stream, _name(file))
    header = found.head.header
    return Inspected(header, found.head.mark, found.size, found.damage, header.sender_among(devices))


def inspect_wanted(file: File, is_wanted: Callable[[Head], bool]) -> Inspected | None:
    """The same of a bundle whose head is wanted, None for any other: its frames are not read then."""
    with _stream(file) as stream:
        found = layout.heads(stream, _name(file))
        head = found.known
        if not is_wanted(head):
            return None
        place = layout.located(stream, found)
    return Inspected(head.header, head.mark, place.size, place.damage, None)


def read_bundle(file: File, keys: ReaderKeys, judge: Judge | None = None) -> Opened:
    """A bundle opened with these keys, its signature verified. Raises WorldError, each with its code
    (see `refusals`), for a bundle for another office, for someone else, under an unknown key, closed
    with a passphrase, too new, wholly damaged, forged, or made to do harm. Damaged frames, and a
    sender whom the judge doesn't accept, are not raised: see `loss` and `objection`."""
    name = _name(file)
    with _stream(file) as stream:
        found = layout.heads(stream, name)
        identity, facts = _signed(found.known, keys, name)
        place = layout.located(stream, found)
    standing = judge(facts.device, facts.space) if judge else None
    return Opened(file, found.known.header, found.known.mark, facts, place.damage, standing, place, identity)


def _signed(head: Head, keys: ReaderKeys, name: str) -> tuple[str, Manifest]:
    """The identity of the bundle and its manifest, whose signature is right; raises WorldError."""
    identity, readers = envelope.unwrapped(head, keys, name)
    try:
        facts = manifest.read(envelope.decrypted(head.manifest, [identity]))
    except (ValueError, TypeError) as error:
        raise refusals.forged(name) from error
    hints = (layout.hint(head.header.id, facts.space), layout.hint(head.header.id, facts.device))
    if hints != (head.header.space_hint, head.header.sender_hint) or readers not in (None, facts.readers):
        raise refusals.forged(name)
    if not manifest.is_signed(facts, head.raw, head.wrapped):
        raise refusals.forged(name)
    return identity, facts


def _items(frame: bytes, identity: str, context: bytes, name: str) -> list[Item]:
    try:
        return items.items_of(decompressed(envelope.decrypted(frame, [identity]), context))
    except ValueError as error:
        raise refusals.excessive(name) from error


def loss(damage: Damage, header: Header, name: str) -> WorldError | None:
    """The sentence about a copy that is not whole, None where nothing of its content is lost."""
    total = len(header.frames)
    if damage.cut:
        return refusals.cut_short(name, len(damage.cut) + len(damage.frames), total)
    return refusals.partly_damaged(name, len(damage.frames), total) if damage.frames else None


def mark_of(file: File) -> bytes:
    """What no other bundle has, out of the head alone. Raises WorldError as `inspect` does."""
    with _stream(file) as stream:
        return layout.heads(stream, _name(file)).known.mark


@contextmanager
def _stream(file: File) -> Iterator[BinaryIO]:
    if not isinstance(file, Path):
        yield file
        return
    try:
        with file.open("rb") as stream:
            yield stream
    except OSError as error:
        raise WorldError(
            "cannot_read",
            "The file cannot be read: {file} ({reason}). Check the name and the stick.",
            file=str(file),
            reason=error.strerror or str(error),
        ) from error


def _name(file: File) -> str:
    """How a file is called in a sentence."""
    named = file if isinstance(file, Path) else Path(str(getattr(file, "name", "") or "…"))
    return named.name
