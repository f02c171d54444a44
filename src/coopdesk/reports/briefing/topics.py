# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What to raise at a meeting: read off what is late, ends, is one-sided or waits for an answer.

The order is that of urgency. Source: project rule, after the mayors' wish for promises that are
kept and reviewed (Report of the mayors' meeting 2001, §7, §15).
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from coopdesk.language import N_, figures
from coopdesk.records.rules.calendar import day_in, has_passed
from coopdesk.records.rules.due import OPEN_FOLLOW_UP, agreements_ending, notice_by
from coopdesk.records.rules.promises import Balances
from coopdesk.records.rules.reciprocity import reciprocity
from coopdesk.records.rules.silence import SILENT_MONTHS
from coopdesk.records.values import Record
from coopdesk.reports.briefing.facts import Point
from coopdesk.reports.relation import Relation
from coopdesk.reports.sources import Sources, named

_STRONG = N_("{what}:")
_OURS_LATE = N_("late since {day}: hand it over, or say when.")
_THEIRS_LATE = N_("their promise, late since {day}: ask when.")
_OURS_NEXT = N_("due on {day}: say how far we are.")
_DECIDED = N_("decided on {day}: say what has come of it.")
_RENEW = N_("renew or close? It ends on {day}.")
_OVERDUE = N_("renew or close? It ended on {day}.")
_NOTICE = N_("Notice is possible until {day}.")
_BALANCE = N_("Balance the exchanges:")
_DAYS = N_("person-days given in all: {given}, received: {received}.")
_SUCCESSOR = N_("Who comes after: {name}?")
_MANDATE = N_("The mandate ends on {day}.")
_NEED = N_("Their need: {title}.")
_OUR_OFFER = N_("We offer: {title}.")
_QUIET = N_("Agree on the next contact.")
_SILENT_SINCE = N_("The last one was on {day}.")
_NEVER = N_("None is noted so far.")
_VERIFY = N_("Check the contact details:")
_STALE = N_("nobody has verified them for a year.")
_LAST_MEETINGS, _MOST_AGREED, _MOST_DECIDED = 5, 3, 2
_ONE_SIDED = 2
"""One side gave so many times what the other gave."""


def to_raise(
    relation: Relation,
    both: Balances,
    on: date,
    mandates: Sequence[tuple[str, date]],
    needs: Iterable[Record],
    last_contact: date | None,
    is_stale: bool,
) -> list[Point]:
    """The points in the order of their urgency."""
    return [
        *_late(both),
        *_ending(relation, on),
        *_balance(relation),
        *_agreed(relation, on),
        *_met_needs(relation, needs),
        *(
            Point(_SUCCESSOR.format(name=name), _MANDATE.format(day=figures.day(day)))
            for name, day in mandates
        ),
        *_next(both),
        *_quiet(last_contact, on),
        *([Point(str(_VERIFY), str(_STALE))] if is_stale else []),
    ]


def _late(both: Balances) -> Iterator[Point]:
    for balance, words in ((both.we, _OURS_LATE), (both.they, _THEIRS_LATE)):
        for one in balance.late[:2]:
            yield Point(_STRONG.format(what=_bare(one.text("what"))), words.format(day=_day(one, "due_on")))


def _next(both: Balances) -> Iterator[Point]:
    for one in both.we.owed[:1]:
        if one.one("due_on"):
            yield Point(
                _STRONG.format(what=_bare(one.text("what"))), _OURS_NEXT.format(day=_day(one, "due_on"))
            )


def _ending(relation: Relation, on: date) -> Iterator[Point]:
    for item in agreements_ending(relation.agreements.values(), on)[:2]:
        agreement = relation.agreements[item.id]
        words = (_RENEW if item.days >= 0 else _OVERDUE).format(day=figures.day(item.on))
        notice = notice_by(agreement)
        if notice and on <= notice:
            words = f"{words} {_NOTICE.format(day=figures.day(notice))}"
        yield Point(_STRONG.format(what=named(agreement)), words)


def _agreed(relation: Relation, on: date) -> Iterator[Point]:
    """What was decided at the last meeting with them, and what is open of the follow-ups of the last ones,
    the most urgent first."""
    past = [one for one in relation.notes_about_them() if (day := day_in(one, "starts")) and day <= on]
    decided = {
        note.id: relation.sources.linked("decision", "note", note.id) for note in past[:_LAST_MEETINGS]
    }
    came_from = [*decided, *(one.id for found in decided.values() for one in found)]
    yield from _open_follow_ups(relation.sources, came_from, on)
    for note in past[:1]:
        for one in decided[note.id][:_MOST_DECIDED]:
            words = _DECIDED.format(day=_day(note, "starts"))
            yield Point(_STRONG.format(what=_bare(one.text("text"))), words)


def _open_follow_ups(sources: Sources, came_from: Iterable[str], on: date) -> Iterator[Point]:
    found = [
        one
        for source in came_from
        for one in sources.linked("follow-up", "comes_from", source)
        if one.one("state") in OPEN_FOLLOW_UP
    ]
    for one in sorted(found, key=lambda one: (str(one.one("due_on") or "~"), one.id))[:_MOST_AGREED]:
        what, due_on = _bare(one.text("what")), day_in(one, "due_on")
        if due_on is None:
            yield Point(what, "")
        else:
            words = _OURS_LATE if due_on < on else _OURS_NEXT
            yield Point(_STRONG.format(what=what), words.format(day=figures.day(due_on)))


def _balance(relation: Relation) -> Iterator[Point]:
    sides = reciprocity(relation.promises, relation.attended, relation.ours)
    given, received = sides.we.person_days_given, sides.they.person_days_given
    if max(given, received) > 0 and max(given, received) >= _ONE_SIDED * min(given, received):
        yield Point(
            str(_BALANCE), _DAYS.format(given=figures.number(given), received=figures.number(received))
        )


def _met_needs(relation: Relation, needs: Iterable[Record]) -> Iterator[Point]:
    """Their needs that an open offer of ours answers, by theme."""
    offers = _our_offers(relation.sources, relation.ours)
    for need in needs:
        themes = set(need.many("themes"))
        offer = next((one for one in offers if themes & set(one.many("themes"))), None)
        if offer:
            yield Point(
                _NEED.format(title=_bare(need.text("title"))),
                _OUR_OFFER.format(title=_bare(offer.text("title"))),
            )


def _our_offers(sources: Sources, ours: frozenset[str]) -> list[Record]:
    return [
        one
        for id in sorted(ours)
        for one in sources.linked("listing", "organisation", id)
        if one.one("kind") == "offer" and one.one("state") in (None, "open")
    ]


def _quiet(last_contact: date | None, on: date) -> Iterator[Point]:
    if last_contact is None:
        yield Point(str(_QUIET), str(_NEVER))
    elif has_passed(last_contact, SILENT_MONTHS, on):
        yield Point(str(_QUIET), _SILENT_SINCE.format(day=figures.day(last_contact)))


def _day(record: Record, key: str) -> str:
    day = day_in(record, key)
    return figures.day(day) if day else ""


def _bare(text: str) -> str:
    return text.rstrip(". ")
