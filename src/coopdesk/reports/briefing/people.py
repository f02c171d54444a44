# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whom one meets: the people who hold a post with the partner now."""

from dataclasses import dataclass
from datetime import date

from coopdesk.language import N_
from coopdesk.records.rules.calendar import day_in, has_passed
from coopdesk.records.rules.people import mandate_watch, present_posts
from coopdesk.records.values import Record
from coopdesk.reports.briefing.facts import PersonLine
from coopdesk.reports.moments import near_day
from coopdesk.reports.sources import Sources

_LEADS = N_("leads the delegation")
_MANDATE = N_("mandate: {day}")
_NEW = N_("new in post")
_NEW_MONTHS = 12
"""Whoever took up a post within so many months is new to us. Source: project rule."""


@dataclass(frozen=True, slots=True)
class People:
    """The lines, and who leaves office soon: name and day."""

    lines: tuple[PersonLine, ...]
    ending: tuple[tuple[str, date], ...]


def people_of(sources: Sources, theirs: frozenset[str], meeting: Record | None, on: date) -> People:
    """The people in post: whoever leads the delegation to `meeting` and those who come with it,
    then the elected, then those who have been there longest. Each person stands once."""
    leads, comes = _delegation(sources, meeting)
    posts = [one for id in sorted(theirs) for one in sources.linked("post", "organisation", id)]
    present = present_posts(posts, on)[::-1]
    first: dict[str, Record] = {}
    for post in sorted(present, key=lambda post: post.one("how_in_office") != "elected"):
        first.setdefault(str(post.one("person")), post)
    ending = {one.post: one.on for one in mandate_watch(first.values(), on)}
    held = sorted(
        first.values(), key=lambda post: (post.one("person") not in leads, post.one("person") not in comes)
    )
    named = [(post, name) for post in held if (name := sources.name("person", post.one("person")))]
    return People(
        tuple(
            _line(post, name, post.one("person") in leads, ending.get(post.id), on) for post, name in named
        ),
        tuple((name, ending[post.id]) for post, name in named if post.id in ending),
    )


def _delegation(sources: Sources, meeting: Record | None) -> tuple[set[str], set[str]]:
    rows = sources.linked("attendance", "note", meeting.id) if meeting else []
    leads = {str(one.one("person")) for one in rows if one.one("role") == "head_of_delegation"}
    return leads, {str(one.one("person")) for one in rows} | set(
        map(str, meeting.many("persons_met") if meeting else ())
    )


def _line(post: Record, name: str, leads: bool, ends: date | None, on: date) -> PersonLine:
    since = day_in(post, "from")
    is_new = since is not None and not has_passed(since, _NEW_MONTHS, on)
    year = str(since.year) if since else ""
    if leads:
        return PersonLine(name, post.text("function"), year, str(_LEADS))
    if ends:
        return PersonLine(name, post.text("function"), year, _MANDATE.format(day=near_day(ends, on)))
    return PersonLine(name, post.text("function"), year, str(_NEW) if is_new else "", is_new)
