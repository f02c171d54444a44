# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a bundle may ask of its reader, checked before anything is taken apart.

A bundle comes from a stick or a mail: whoever wrote it may want to fill our memory or keep us busy.
"""

from typing import Any, NoReturn

import cbor2

MOST_FRAMES = 4096
MOST_FRAME = 4 * 1024 * 1024
"""Bytes of a frame as it lies in the file."""
MOST_PLAIN = 8 * 1024 * 1024
"""Bytes of a frame once it is decompressed."""
MOST_CHUNK = 1024 * 1024
MOST_RECIPIENTS = 32
MOST_HEADER = 256 * 1024
MOST_SMALL_FRAME = 8 * 1024
"""Bytes of the frames 0 and 1: room for 32 recipients."""
MOST_AGE_HEADER = 1024
"""Bytes before the content of a frame that is for one key only."""
MOST_PARTS = 4096
DEPTH = 16

_EASY = 1024 * 1024
"""So many bytes make at most 90 MB of objects, whatever they say."""
_MOST_ITEMS = 1_000_000
_KNOWN_TAGS = (
    *(0, 1, 2, 3, 4, 5, 25, 28, 29, 30, 35, 36, 37, 43000, 52, 54, 100, 256, 258, 260, 261, 1004, 55799),
)
_WIDTHS = {24: 1, 25: 2, 26: 4, 27: 8}


def read_cbor(data: bytes) -> Any:
    """What CBOR (RFC 8949) holds; raises ValueError for what a bundle may not contain: tags, lengths
    left open, a key twice in a map, more than 16 levels, more than a million items."""
    if len(data) > _EASY and _items(data) > _MOST_ITEMS:
        raise ValueError("items")
    try:
        return cbor2.loads(
            data,
            max_depth=DEPTH,
            allow_indefinite=False,
            allow_duplicate_keys=False,
            semantic_decoders=dict.fromkeys(_KNOWN_TAGS, _no_tags),
            tag_hook=_no_tags,
        )
    except (cbor2.CBORDecodeError, TypeError, OverflowError, RecursionError, MemoryError) as error:
        raise ValueError(str(error)) from error


def read_exactly(data: bytes) -> Any:
    """The same where the bytes must also be the one deterministic encoding of what they hold."""
    found = read_cbor(data)
    if cbor2.dumps(found) != data:
        raise ValueError("encoding")
    return found


def are_bytes(size: int, *values: object) -> bool:
    """Whether each of these is a byte string of this size."""
    return all(isinstance(value, bytes) and len(value) == size for value in values)


def are_numbers(least: int, most: int, *values: object) -> bool:
    """Whether each of these is a whole number, `least` to `most`."""
    return all(isinstance(v, int) and not isinstance(v, bool) and least <= v <= most for v in values)


def _no_tags(*_: object) -> NoReturn:
    raise ValueError("tag")


def _items(data: bytes) -> int:
    """How many items there are, counted without making them; stops soon after too many."""
    at, count, end = 0, 0, len(data)
    while at < end and count <= _MOST_ITEMS:
        first = data[at]
        at += 1
        count += 1
        length = first & 31
        if length > 23:
            width = _WIDTHS.get(length, 0)
            length = int.from_bytes(data[at : at + width], "big")
            at += width
        if first >> 5 in (2, 3):
            at += length
    return count
