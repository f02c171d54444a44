# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What may leave the office: neither confidential records nor what belongs to one.

Source: project rule. A part goes with its whole; an exchange, contribution, indicator or
result goes with its agreement, a listing, party or post with its organisation.
"""

from collections.abc import Callable
from typing import Final

from coopdesk.records.kinds import Link
from coopdesk.records.types import BY_KEY
from coopdesk.records.values import Record

Find = Callable[[str, str], Record | None]
"""The record of a type with an id, None where there is none."""

_GOES_WITH = ("agreement", "exchange", "indicator")
_OWN: Final = {"listing": ("organisation",), "party": ("organisation",), "post": ("organisation",)}
_DEEPEST = 6


def may_leave(record: Record, find: Find) -> bool:
    """Whether a record may stand in what is shown outside the office: it is not in the bin, and
    neither it nor what it belongs to is confidential."""
    return not record.removed and _is_open(record, find, _DEEPEST)


def _is_open(record: Record, find: Find, depth: int) -> bool:
    if record.one("confidential"):
        return False
    return depth == 0 or all(_is_open(above, find, depth - 1) for above in _above(record, find))


def _above(record: Record, find: Find) -> list[Record]:
    kind = BY_KEY[record.type]
    keys = {kind.whole, *_GOES_WITH, *_OWN.get(record.type, ())} & kind.by_key.keys()
    found: list[Record] = []
    for key in sorted(keys):
        what, id = kind.by_key[key].kind, record.one(key)
        if isinstance(what, Link) and id is not None:
            found += [above for target in what.to if (above := find(target, str(id)))]
    return found
