# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where what stands in a bundle: the head, the frames, and the head once more.

A *head* is the clear header with the frames 0 (the key, wrapped) and 1 (the signed manifest). It
stands at the beginning and again at the end, so that either of them may be damaged.
"""

import os
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from typing import BinaryIO

import cbor2

from coopdesk.sync import limits, refusals

VERSION = 1
"""The newest layout that this program reads and the one that it writes."""
MAGIC = b"\x8aCOOPX\r\n"
"""The first bytes: what strips the eighth bit or changes line ends, changes them."""
END_MAGIC = MAGIC[::-1]
HASH_SIZE = 32
CHECK_SIZE = 16
HINT_SIZE = 8
ID_SIZE = 16
FOR_SPACE, FOR_DEVICES, FOR_PASSPHRASE = range(3)
_START = struct.Struct(">8sIII")
_END = struct.Struct(">I8s")


@dataclass(frozen=True, slots=True)
class FrameMark:
    """Length and hash of a frame, as the header tells them."""

    length: int
    hash: bytes


@dataclass(frozen=True, slots=True)
class Header:
    """What anybody can read. `id` names this file, `shipment` all parts of one sending; `part` counts
    from 1; the hints tell those who know the space, the key and the device that they are meant."""

    id: bytes
    shipment: bytes
    part: int
    parts: int
    wrap: int
    space_hint: bytes
    key_hint: bytes
    sender_hint: bytes
    frames: tuple[FrameMark, ...]
    least: int = 1

    def belongs_to(self, space: bytes) -> bool:
        """Whether it is a bundle of this space, whoever can open it."""
        return hint(self.id, space) == self.space_hint

    def sender_among(self, devices: Iterable[bytes]) -> bytes | None:
        """Which of these devices, by their public keys, it says that it comes from."""
        return next((key for key in devices if hint(self.id, key) == self.sender_hint), None)

    def encoded(self) -> bytes:
        """The bytes of the header, which the manifest signs."""
        return cbor2.dumps(
            [
                *(self.least, self.id, b"" if self.shipment == self.id else self.shipment),
                *(self.part, self.parts, self.wrap),
                *(self.space_hint, self.key_hint, self.sender_hint),
                [mark.length for mark in self.frames],
                b"".join(mark.hash for mark in self.frames),
            ]
        )


@dataclass(frozen=True, slots=True)
class Head:
    """A header with the bytes it was read from, the frames 0 and 1, and the size of it all."""

    header: Header
    raw: bytes
    wrapped: bytes
    manifest: bytes
    size: int

    @property
    def mark(self) -> bytes:
        """What no other bundle has, whatever id it claims: the hash of all of the head, which names the
        hash of each frame."""
        return bundle_mark(head_bytes(self.raw, self.wrapped, self.manifest))


@dataclass(frozen=True, slots=True)
class Damage:
    """What is wrong with a copy. `frames` and `cut` count from 1: those that changed, and those that
    lie behind its end. Whether a head is damaged matters only when both are."""

    head: bool = False
    tail: bool = False
    frames: tuple[int, ...] = ()
    cut: tuple[int, ...] = ()
    short: bool = False

    def __bool__(self) -> bool:
        return bool(self.head or self.tail or self.frames or self.cut or self.short)


@dataclass(frozen=True, slots=True)
class Layout:
    """A bundle found in a file: its head, where each intact frame begins (None: it is lost), and
    what is damaged."""

    head: Head
    offsets: tuple[int | None, ...]
    damage: Damage
    size: int


def hint(bundle: bytes, secret: bytes) -> bytes:
    """Eight bytes by which those who know `secret` recognise it in the bundle with this id."""
    return blake2b(secret, key=bundle, digest_size=HINT_SIZE, person=b"coopdesk-hint").digest()


def frame_hash(frame: bytes) -> bytes:
    """The hash of a frame as it lies in the file."""
    return blake2b(frame, digest_size=HASH_SIZE, person=b"coopdesk-frame").digest()


def bundle_mark(head: bytes) -> bytes:
    """The mark of the bundle with this head."""
    return blake2b(head, digest_size=HASH_SIZE, person=b"coopdesk-bundle").digest()


def head_bytes(header: bytes, wrapped: bytes, manifest: bytes) -> bytes:
    """A head as it stands in the file."""
    content = _START.pack(MAGIC, len(header), len(wrapped), len(manifest)) + header + wrapped + manifest
    return content + _check(content)


def tail_bytes(head: bytes) -> bytes:
    """What follows the last frame."""
    return head + _END.pack(len(head), END_MAGIC)


@dataclass(frozen=True, slots=True)
class Heads:
    """The two heads of a file of `size` bytes, None where one is damaged; `known` is the first whole one."""

    known: Head
    first: Head | None
    last: Head | None
    size: int


def heads(stream: BinaryIO, name: str) -> Heads:
    """What is known of a bundle before its frames are read; raises WorldError where it is none that can
    be read at all."""
    size = stream.seek(0, os.SEEK_END)
    first, last = _head_at(stream, 0, name), _tail(stream, size, name)
    known = first or last
    if known is None:
        raise _unreadable(stream, name)
    if last is None and size > _whole(known):
        # Something was added behind it, as some mail programs do.
        last = _tail(stream, _whole(known), name)
    return Heads(known, first, last, size)


def located(stream: BinaryIO, found: Heads) -> Layout:
    """Where the frames of a bundle are, each compared with its hash."""
    known, size = found.known, found.size
    starts = [known.size]
    if found.last is not None and size != _whole(known):
        starts.append(size - _END.size - known.size - _length(known.header))
    offsets, cut = _frames(stream, known.header.frames, starts, size)
    lost = tuple(number for number, at in enumerate(offsets, 1) if at is None and number not in cut)
    differ = found.first is not None and found.first != found.last
    damage = Damage(found.first is None, found.last is None or differ, lost, cut, size < _whole(known))
    return Layout(known, offsets, damage, size)


def find(stream: BinaryIO, name: str) -> Layout:
    """Both at once: the bundle in a file, as anybody sees it."""
    return located(stream, heads(stream, name))


def _whole(head: Head) -> int:
    """The size that a bundle with this head has."""
    return 2 * head.size + _length(head.header) + _END.size


def _length(header: Header) -> int:
    return sum(mark.length for mark in header.frames)


def looks_like_bundle(stream: BinaryIO) -> bool:
    """Whether a file begins or ends like a bundle, whatever its name."""
    size = stream.seek(0, os.SEEK_END)
    return _read(stream, 0, len(MAGIC)) == MAGIC or _read(stream, size - len(MAGIC), len(MAGIC)) == END_MAGIC


def _unreadable(stream: BinaryIO, name: str) -> Exception:
    return refusals.damaged(name) if looks_like_bundle(stream) else refusals.not_a_bundle(name)


def _frames(
    stream: BinaryIO, marks: tuple[FrameMark, ...], starts: list[int], size: int
) -> tuple[tuple[int | None, ...], tuple[int, ...]]:
    """Where each intact frame begins, and the numbers of those behind the end of the file."""
    found: list[int | None] = []
    cut: list[int] = []
    before = 0
    for number, mark in enumerate(marks, 1):
        places = [start + before for start in starts if start + before >= 0]
        found.append(next((at for at in places if _intact(stream, at, mark)), None))
        if found[-1] is None and len(starts) == 1 and starts[0] + before + mark.length > size:
            cut.append(number)
        before += mark.length
    return tuple(found), tuple(cut)


def _intact(stream: BinaryIO, at: int, mark: FrameMark) -> bool:
    return frame_hash(_read(stream, at, mark.length)) == mark.hash


def read_frame(stream: BinaryIO, at: int, mark: FrameMark) -> bytes | None:
    """A frame, None where it is no longer what its hash says."""
    frame = _read(stream, at, mark.length)
    return frame if frame_hash(frame) == mark.hash else None


def _read(stream: BinaryIO, at: int, length: int) -> bytes:
    if at < 0:
        return b""
    stream.seek(at)
    return stream.read(length)


def _tail(stream: BinaryIO, size: int, name: str) -> Head | None:
    end = _read(stream, size - _END.size, _END.size)
    if len(end) < _END.size:
        return None
    length, magic = _END.unpack(end)
    if magic != END_MAGIC:
        return None
    head = _head_at(stream, size - _END.size - length, name)
    return head if head and head.size == length else None


def _head_at(stream: BinaryIO, at: int, name: str) -> Head | None:
    """The head at a place, None where it is damaged; raises WorldError where it is too new."""
    start = _read(stream, at, _START.size)
    if len(start) < _START.size:
        return None
    magic, *lengths = _START.unpack(start)
    header, wrapped, manifest = lengths
    if magic != MAGIC or header > limits.MOST_HEADER or max(wrapped, manifest) > limits.MOST_SMALL_FRAME:
        return None
    content = start + _read(stream, at + _START.size, sum(lengths))
    check = _read(stream, at + len(content), CHECK_SIZE)
    if len(content) != _START.size + sum(lengths) or _check(content) != check:
        return None
    raw = content[_START.size : _START.size + header]
    behind = content[_START.size + header :]
    return Head(_header(raw, name), raw, behind[:wrapped], behind[wrapped:], len(content) + CHECK_SIZE)


def _check(content: bytes) -> bytes:
    return blake2b(content, digest_size=CHECK_SIZE, person=b"coopdesk-head").digest()


def _header(raw: bytes, name: str) -> Header:
    """The header in bytes whose check is right: what is wrong in it now was meant so."""
    try:
        facts = limits.read_exactly(raw)
        least = facts[0]
        if isinstance(least, int) and least > VERSION:
            raise refusals.too_new(name)
        _, bundle, shipment, part, parts, wrap, space_hint, key_hint, sender_hint, lengths, hashes, *_ = facts
        header = Header(
            *(bundle, shipment or bundle, part, parts, wrap, space_hint, key_hint, sender_hint),
            tuple(
                FrameMark(length, hashes[at * HASH_SIZE : (at + 1) * HASH_SIZE])
                for at, length in enumerate(lengths)
            ),
            least,
        )
        if not _is_sound(header, hashes):
            raise ValueError("header")
    except (ValueError, TypeError, IndexError, KeyError, AttributeError) as error:
        raise refusals.excessive(name) from error
    return header


def _is_sound(header: Header, hashes: object) -> bool:
    lengths = [mark.length for mark in header.frames]
    return (
        limits.are_bytes(ID_SIZE, header.id, header.shipment)
        and limits.are_bytes(HINT_SIZE, header.space_hint, header.key_hint, header.sender_hint)
        and limits.are_numbers(1, VERSION, header.least)
        and limits.are_numbers(1, limits.MOST_PARTS, header.part, header.parts)
        and header.part <= header.parts
        and limits.are_numbers(FOR_SPACE, FOR_PASSPHRASE, header.wrap)
        and len(lengths) <= limits.MOST_FRAMES
        and limits.are_numbers(1, limits.MOST_FRAME, *lengths)
        and limits.are_bytes(HASH_SIZE * len(lengths), hashes)
    )
