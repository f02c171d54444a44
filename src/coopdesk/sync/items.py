# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a frame holds: items, each a kind and its bytes. Kinds that a version doesn't know pass on as
they are."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import cbor2

from coopdesk.sync import limits

SEGMENTS = "segments"
STATEMENTS = "statements"
RECEIPTS = "receipts"
CHUNK = "chunk"
LONGEST_KIND = 40
MOST_ITEMS = 4096
MOST_ENTRIES = 32_768
"""In a list of statements or receipts: each entry costs a look, also an empty one."""
_TOGETHER = 64 * 1024
"""Smaller items share a frame up to this size: each frame costs 300 bytes."""
_ADDRESS = 32
_LARGEST = 1 << 40


class Item(NamedTuple):
    """A kind and its bytes: a payload (`segments`), a CBOR array of byte strings (`statements`,
    `receipts`), a CBOR array of a Chunk's facts (`chunk`), or whatever a later version means."""

    kind: str
    body: bytes


class Chunk(NamedTuple):
    """A piece of an attachment: its content address (32 bytes), where the piece begins, how long the
    whole attachment is, and the bytes, 1 MiB at most."""

    address: bytes
    offset: int
    total: int
    data: bytes


def chunk_item(chunk: Chunk) -> Item:
    """A piece of an attachment as an item."""
    return Item(CHUNK, cbor2.dumps(list(chunk)))


def chunk_of(item: Item) -> Chunk:
    """The piece in an item; raises ValueError where it is none."""
    try:
        address, offset, total, data = limits.read_exactly(item.body)
        length = len(data)
    except TypeError as error:
        raise ValueError(CHUNK) from error
    if not limits.are_bytes(_ADDRESS, address) or not limits.are_bytes(length, data):
        raise ValueError("bytes")
    if length > limits.MOST_CHUNK or not limits.are_numbers(0, _LARGEST, offset, total):
        raise ValueError("sizes")
    if offset + length > total:
        raise ValueError("total")
    return Chunk(address, offset, total, data)


def list_item(kind: str, entries: Sequence[bytes]) -> Item:
    """Statements or receipts, each as the bytes that were signed and stored, as an item."""
    return Item(kind, cbor2.dumps(list(entries)))


def list_of(item: Item) -> list[bytes]:
    """The entries of such an item; raises ValueError where it is none."""
    entries = limits.read_exactly(item.body)
    if not isinstance(entries, list) or len(entries) > MOST_ENTRIES:
        raise ValueError(item.kind)
    if not all(isinstance(entry, bytes) for entry in entries):
        raise ValueError(item.kind)
    return entries


def together(items: Iterable[Item]) -> Iterator[list[Item]]:
    """The items in their order, small neighbours in one frame."""
    group: list[Item] = []
    size = 0
    for item in items:
        if group and (size + len(item.body) > _TOGETHER or len(group) == MOST_ITEMS):
            yield group
            group, size = [], 0
        group.append(item)
        size += len(item.body)
    if group:
        yield group


def frame_of(group: Sequence[Item]) -> bytes:
    """The content of a frame, before it is compressed."""
    return cbor2.dumps([[item.kind, item.body] for item in group])


def items_of(content: bytes) -> list[Item]:
    """The items in the content of a frame; raises ValueError where it holds something else."""
    found = limits.read_exactly(content)
    if not isinstance(found, list) or len(found) > MOST_ITEMS:
        raise ValueError("items")
    try:
        return [_item(*entry) for entry in found]
    except TypeError as error:
        raise ValueError("item") from error


def _item(kind: object, body: object) -> Item:
    if not isinstance(kind, str) or not kind.isascii() or not 0 < len(kind) <= LONGEST_KIND:
        raise ValueError("kind")
    if not isinstance(body, bytes):
        raise ValueError("body")
    return Item(kind, body)
