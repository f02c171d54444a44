# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Payloads in layout 1, which are read for ever: the same columns in another order.

Types stand in a table of their own and values apart from their shapes; start, seed and signature
stand in each segment, and what is dense in three places.
"""

from typing import Any

from coopdesk.history import chain
from coopdesk.sync.limits import are_bytes
from coopdesk.sync.manifest import SIGNATURE_SIZE
from coopdesk.sync.packing import LAYOUT as NEWEST
from coopdesk.sync.packing import TOLD, Columns

LAYOUT = 1


def columns(written: list[Any]) -> Columns:
    """The columns of a payload that was written in layout 1; raises what is among READING_FAILS."""
    _, feeds, segments, heads, kinds, shapes, entries, counts, entry, leaf, *rest = written
    loose, records, shape, values = rest
    found = [_segment(*segment) for segment in segments]
    of_shapes = [[kinds[kind], keys, *columns] for (kind, keys), columns in zip(shapes, values, strict=True)]
    return Columns(
        *(NEWEST, feeds, [frame for frame, _ in found], heads, entries, counts, entry, leaf, shape),
        *(of_shapes, b"".join([*(dense for _, dense in found), loose, records])),
    )


def _segment(
    feed: object, start: object, seed: bytes, signature: bytes, leaves: object, offset: object
) -> tuple[list[object], bytes]:
    """A segment as it stands now, and what of it stands among the dense bytes."""
    told = isinstance(start, bytes)
    sizes = are_bytes(chain.SEED_SIZE, seed) and are_bytes(SIGNATURE_SIZE, signature)
    if not sizes or start is TOLD or (told and not are_bytes(chain.HASH_SIZE, start)):
        raise ValueError("segment")
    frame = [feed, TOLD if told else start, leaves, offset]
    return frame, (start if isinstance(start, bytes) else b"") + seed + signature
