# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Joining two texts that were changed from the same earlier one.

The difference is our own and versioned (`VERSION`): every machine must join the same texts to
the same result for ever, so it doesn't rest on a library that may change. Lines are matched
by a longest common subsequence (Myers' greedy algorithm, bounded); changes that touch or
overlap are not joined: then both versions are shown.
"""

from collections.abc import Sequence
from itertools import pairwise

from coopdesk.frozen import dataclass

VERSION = 1
MOST_EDITS = 500


@dataclass(frozen=True, slots=True)
class Hunk:
    """Lines `start` to `end` of the earlier text replaced by `lines`."""

    start: int
    end: int
    lines: tuple[str, ...]


def join(earlier: str, one: str, other: str) -> str | None:
    """Both texts' changes against the earlier one in one text, None where they touch."""
    base = earlier.split("\n")
    first = hunks(base, one.split("\n"))
    second = hunks(base, other.split("\n"))
    if first is None or second is None:
        return None
    merged = _merge(first, second)
    return None if merged is None else "\n".join(_apply(base, merged))


def _merge(first: list[Hunk], second: list[Hunk]) -> list[Hunk] | None:
    merged = sorted({*first, *second}, key=lambda hunk: (hunk.start, hunk.end, hunk.lines))
    for before, after in pairwise(merged):
        if after.start < before.end or after.start == before.start:
            return None
        if after.start == before.end and (before.start == before.end or after.start == after.end):
            return None
    return merged


def _apply(base: Sequence[str], changes: list[Hunk]) -> list[str]:
    result: list[str] = []
    at = 0
    for hunk in changes:
        result.extend(base[at : hunk.start])
        result.extend(hunk.lines)
        at = hunk.end
    result.extend(base[at:])
    return result


def hunks(base: Sequence[str], text: Sequence[str]) -> list[Hunk] | None:
    """The changes that make `text` of `base`; None where they are more than `MOST_EDITS`."""
    head = _common_head(base, text)
    tail = _common_tail(base[head:], text[head:])
    pairs = _matches(base[head : len(base) - tail], text[head : len(text) - tail])
    if pairs is None:
        return None
    stops = [*pairs, (len(base) - tail - head, len(text) - tail - head)]
    found: list[Hunk] = []
    i = j = 0
    for next_i, next_j in stops:
        if next_i > i or next_j > j:
            lines = tuple(text[head + j : head + next_j])
            found.append(Hunk(head + i, head + next_i, lines))
        i, j = next_i + 1, next_j + 1
    return found


def _common_head(a: Sequence[str], b: Sequence[str]) -> int:
    count = 0
    for left, right in zip(a, b, strict=False):
        if left != right:
            break
        count += 1
    return count


def _common_tail(a: Sequence[str], b: Sequence[str]) -> int:
    return _common_head(a[::-1], b[::-1])


def _matches(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int]] | None:
    """Matching line numbers by Myers' algorithm (E. W. Myers, 1986, "An O(ND) Difference
    Algorithm"), the furthest paths kept for walking back."""
    furthest = {1: 0}
    trails: list[dict[int, int]] = []
    for edits in range(min(len(a) + len(b), MOST_EDITS) + 1):
        trails.append(dict(furthest))
        for diagonal in range(-edits, edits + 1, 2):
            down = diagonal == -edits or (
                diagonal != edits and furthest.get(diagonal - 1, -1) < furthest.get(diagonal + 1, -1)
            )
            x = furthest[diagonal + 1] if down else furthest[diagonal - 1] + 1
            y = x - diagonal
            while x < len(a) and y < len(b) and a[x] == b[y]:
                x, y = x + 1, y + 1
            furthest[diagonal] = x
            if x >= len(a) and y >= len(b):
                return _walk_back(trails, len(a), len(b))
    return None


def _walk_back(trails: list[dict[int, int]], x: int, y: int) -> list[tuple[int, int]]:
    pairs: list[tuple[int, int]] = []
    for edits in range(len(trails) - 1, -1, -1):
        furthest, diagonal = trails[edits], x - y
        down = diagonal == -edits or (
            diagonal != edits and furthest.get(diagonal - 1, -1) < furthest.get(diagonal + 1, -1)
        )
        before = diagonal + 1 if down else diagonal - 1
        start_x = furthest.get(before, 0) if edits else 0
        start_y = start_x - before if edits else 0
        middle_x = (start_x if down else start_x + 1) if edits else 0
        while x > middle_x and y > (middle_x - diagonal):
            x, y = x - 1, y - 1
            pairs.append((x, y))
        x, y = start_x, start_y
    return pairs[::-1]
