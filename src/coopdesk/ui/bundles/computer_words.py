# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""How a computer of the office is told in words: its role, how well it is known, when it was heard of."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from coopdesk.language import N_, NC_, Message, labelled
from coopdesk.ui import days

if TYPE_CHECKING:
    from coopdesk.desk.membership import Computer

OWN, SEEN, INTRODUCED, VERIFIED, WITHDRAWN = "own", "seen", "introduced", "verified", "withdrawn"
"""The states of a computer, as `desk.membership` has them."""
STATES: dict[str, Message] = {
    OWN: N_("this computer"),
    SEEN: N_("no access"),
    INTRODUCED: N_("introduced by {name}"),
    VERIFIED: N_("verified"),
    WITHDRAWN: N_("access withdrawn"),
}
FOUNDER = N_("founded the office")
STEWARD, OFFICER, READER = "steward", "officer", "reader"
ROLES = (
    (OFFICER, NC_("role of a computer", "Officer")),
    (STEWARD, NC_("role of a computer", "Steward")),
    (READER, NC_("role of a computer", "Reader")),
)
MEANING: dict[str, Message] = {
    OFFICER: N_("Reads and writes everything."),
    STEWARD: N_("Reads and writes everything, admits computers and withdraws access."),
    READER: N_("Reads everything. What is saved there does not count."),
}
NEVER = N_("not yet")


def state_of(one: "Computer") -> str:
    """How well a computer is known here."""
    if one.state == INTRODUCED and not one.introduced_by:
        return str(FOUNDER)
    return STATES[one.state].format(name=one.introduced_by)


def role_of(one: "Computer") -> str:
    """What a computer may do, "" where it has no access."""
    return next((str(words) for key, words in ROLES if key == one.role), "")


def in_short(one: "Computer") -> str:
    """Role and state in one line."""
    return " · ".join(part for part in (role_of(one), state_of(one)) if part)


def facts_of(one: "Computer") -> list[str]:
    """Who works there, when it last saved, when something last came of it."""
    told = [labelled(N_("Last saved there by"), one.officer)] if one.officer else []
    told.append(labelled(N_("Last change"), day_of(one.last)))
    if one.state != OWN:
        told.append(labelled(N_("Last heard of"), day_of(max(one.heard, one.last))))
    return told


def day_of(moment: str) -> str:
    """The day of a moment (RFC 3339), "not yet" for none."""
    if not moment:
        return str(NEVER)
    return days.day_and_month(datetime.fromisoformat(moment).astimezone().date(), date.today())
