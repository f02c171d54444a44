# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Two records that are the same one: a record of its own, so that joining can be undone.

Not a type that officers list or fill in: `same` and `separate` write it.
"""

from collections.abc import Iterable

from coopdesk.language import N_
from coopdesk.records.declaration import Field, RecordType
from coopdesk.records.kinds import Link

SAME_AS = RecordType(
    key="same-as",
    label=N_("The same"),
    plural=N_("Joined records"),
    own_fields=(
        Field("kept", Link(), N_("Record kept"), required=True),
        Field("other", Link(), N_("Record joined to it"), required=True),
    ),
)


def kept_of(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """For each joined record the one that stands for it, from pairs (kept, other).

    Chains are followed to their end; in a cycle the smallest id is kept, and so it is when a
    record was joined to two different ones. Source: project rule on joining.
    """
    chosen: dict[str, str] = {}
    for kept, other in sorted(pairs):
        chosen.setdefault(other, kept)
    return {other: end for other in chosen if (end := _end(chosen, other)) != other}


def _end(chosen: dict[str, str], start: str) -> str:
    path = [start]
    while path[-1] in chosen:
        following = chosen[path[-1]]
        if following in path:
            return min(path[path.index(following) :])
        path.append(following)
    return path[-1]
