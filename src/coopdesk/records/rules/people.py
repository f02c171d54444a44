# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""People in office: present posts, mandates that end, and contact details that have gone stale.

Source: project rules; contacts go stale at every election.
"""

import unicodedata
from collections.abc import Iterable
from datetime import date, timedelta

from coopdesk.frozen import dataclass
from coopdesk.records.rules.calendar import created_on, day_in, has_passed, in_use
from coopdesk.records.values import Record

MANDATE_DAYS = 90
VERIFIED_MONTHS = 12


@dataclass(frozen=True, slots=True)
class MandateEnding:
    """A present post whose mandate ends `on` a day, `days` from now."""

    post: str
    person: str
    organisation: str
    on: date
    days: int


@dataclass(frozen=True, slots=True)
class Unverified:
    """A person or organisation whose contact details nobody has verified since a day (None: unknown)."""

    type: str
    id: str
    since: date | None


def readable_name(name: str, other: str, language: str) -> str:
    """A name as readers of a language can read it: the one in the other script, where the usual one has
    letters that are not theirs and the other has none."""
    script = "CYRILLIC" if language == "ru" else "LATIN"
    return other if other and not _is_written_in(script, name) and _is_written_in(script, other) else name


def _is_written_in(script: str, name: str) -> bool:
    return all(unicodedata.name(letter, "").startswith(script) for letter in name if letter.isalpha())


def is_held(post: Record, on: date) -> bool:
    """Whether a post is held on a day; the day named as its last is included."""
    begins, ends = day_in(post, "from"), day_in(post, "until")
    return (begins is None or begins <= on) and (ends is None or on <= ends)


def present_posts(posts: Iterable[Record], on: date) -> list[Record]:
    """The posts held on a day, the newest first; those whose beginning is unknown last."""
    held = [post for post in in_use(posts) if is_held(post, on)]
    return sorted(held, key=lambda post: (day_in(post, "from") or date.min, post.id), reverse=True)


def mandate_watch(posts: Iterable[Record], on: date, days: int = MANDATE_DAYS) -> list[MandateEnding]:
    """The present posts whose mandate ends from today within so many days, the next first."""
    watched = (
        MandateEnding(
            post=post.id,
            person=str(post.one("person") or ""),
            organisation=str(post.one("organisation") or ""),
            on=ends,
            days=(ends - on).days,
        )
        for post in present_posts(posts, on)
        if (ends := day_in(post, "mandate_ends")) and on <= ends <= on + timedelta(days=days)
    )
    return sorted(watched, key=lambda one: (one.on, one.post))


def is_unverified(record: Record, on: date) -> bool:
    """Whether nobody has verified a person's or organisation's contact details for 12 months;
    what was never verified counts from the day it was entered."""
    since = day_in(record, "verified_on") or created_on(record)
    return since is None or has_passed(since, VERIFIED_MONTHS, on)


def unverified(records: Iterable[Record], on: date) -> list[Unverified]:
    """The people and organisations not verified for 12 months, the longest first."""
    stale = (
        Unverified(record.type, record.id, day_in(record, "verified_on") or created_on(record))
        for record in in_use(records)
        if is_unverified(record, on)
    )
    return sorted(stale, key=lambda one: (one.since or date.min, one.type, one.id))
