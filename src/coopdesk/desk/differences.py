# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What changed between two texts, word by word, as people read it; and both changes in one text."""

import re
from enum import Enum
from typing import NamedTuple

from coopdesk.history import prose

TOKEN = re.compile(r"\s+|\w+(?:['’-]\w+)*|[^\w\s]")
LINE_BREAK = "\x00"
"""Stands for a line break within a word list that is joined by line breaks."""


class Mark(Enum):
    """What became of a piece of text."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


class Part(NamedTuple):
    """A piece of text and what became of it."""

    mark: Mark
    text: str


def differences(before: str, after: str) -> tuple[Part, ...]:
    """The pieces of both texts in reading order, what was removed before what was added in its place.

    Texts that have too little in common are given as one removed and one added whole.
    """
    old, new = TOKEN.findall(before), TOKEN.findall(after)
    changes = prose.hunks(old, new)
    if changes is None:
        return _put_together([Part(Mark.REMOVED, before), Part(Mark.ADDED, after)])
    parts: list[Part] = []
    at = 0
    for hunk in changes:
        parts.append(Part(Mark.SAME, "".join(old[at : hunk.start])))
        parts.append(Part(Mark.REMOVED, "".join(old[hunk.start : hunk.end])))
        parts.append(Part(Mark.ADDED, "".join(hunk.lines)))
        at = hunk.end
    parts.append(Part(Mark.SAME, "".join(old[at:])))
    return _put_together(_over_spaces(parts))


def _over_spaces(parts: list[Part]) -> list[Part]:
    """A lone space between two changes belongs to both: words that changed in a row read as one change."""
    found: list[Part] = []
    filled = _slid([part for part in parts if part.text])
    for at, part in enumerate(filled):
        is_between = 0 < at < len(filled) - 1
        if part.mark is Mark.SAME and is_between and part.text.isspace() and _replaced_around(filled, at):
            found += [Part(Mark.REMOVED, part.text), Part(Mark.ADDED, part.text)]
        else:
            found.append(part)
    return _removed_first(found)


def _slid(parts: list[Part]) -> list[Part]:
    """Two additions with a lone space between, the second ending in a space, are one addition before the
    space: the same text, read more easily. Removals likewise."""
    found: list[Part] = []
    for part in parts:
        if len(found) > 1 and found[-1].mark is Mark.SAME and found[-2].mark is part.mark is not Mark.SAME:
            space = found[-1].text
            if space.isspace() and part.text.endswith(space):
                whole = found[-2].text + space + part.text.removesuffix(space)
                found[-2:] = [Part(part.mark, whole), Part(Mark.SAME, space)]
                continue
        found.append(part)
    return found


def _replaced_around(parts: list[Part], at: int) -> bool:
    """Whether words were replaced on both sides of a place."""
    before = {part.mark for part in parts[max(0, at - 2) : at]}
    after = {part.mark for part in parts[at + 1 : at + 3]}
    both = {Mark.REMOVED, Mark.ADDED}
    return both <= before and both <= after


def _removed_first(parts: list[Part]) -> list[Part]:
    """Within a run of changes all that was removed comes first."""
    found: list[Part] = []
    run: dict[Mark, str] = {}
    for part in [*parts, Part(Mark.SAME, "")]:
        if part.mark is Mark.SAME:
            found += [Part(mark, run[mark]) for mark in (Mark.REMOVED, Mark.ADDED) if mark in run]
            found.append(part)
            run = {}
        else:
            run[part.mark] = run.get(part.mark, "") + part.text
    return found


def _put_together(parts: list[Part]) -> tuple[Part, ...]:
    found: list[Part] = []
    for part in parts:
        if not part.text:
            continue
        if found and found[-1].mark is part.mark:
            found[-1] = Part(part.mark, found[-1].text + part.text)
        else:
            found.append(part)
    return tuple(found)


def both_in_one(before: str, one: str, other: str) -> str | None:
    """A text with the changes of both against the earlier one, None where they touch the same words."""
    joined = prose.join(*("\n".join(_tokens(text)) for text in (before, one, other)))
    return None if joined is None else joined.replace("\n", "").replace(LINE_BREAK, "\n")


def _tokens(text: str) -> list[str]:
    return [token.replace("\n", LINE_BREAK) for token in TOKEN.findall(text)]
