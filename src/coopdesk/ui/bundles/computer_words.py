# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""How a computer of the office is told in words: its role, how well it is known, when it was heard of."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from coopdesk.desk.computer_words import OFFICER, OWN, READER, ROLE_NAMES, STEWARD, state_words
from coopdesk.language import N_, Message, labelled
from coopdesk.ui import days

if TYPE_CHECKING:
    from coopdesk.desk.membership import Computer

MEANING: dict[str, Message] = {
    OFFICER: N_("Reads and writes everything."),
    STEWARD: N_("Reads and writes everything, admits computers and withdraws access."),
    READER: N_("Reads everything. Nothing can be saved there."),
}
NEVER = N_("not yet")


def in_short(one: "Computer") -> str:
    """Role and state in one line."""
    role = str(ROLE_NAMES[one.role]) if one.role in ROLE_NAMES else ""
    return " · ".join(part for part in (role, state_words(one.state, one.introduced_by)) if part)


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
