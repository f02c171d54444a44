# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""How well a computer of the office is known, and why changes are set aside, in words.

Apart from `membership`, so that a window that only says the words loads nothing else.
"""

from coopdesk.language import N_, NC_, Message

SEEN, INTRODUCED, VERIFIED, WITHDRAWN, OWN = "seen", "introduced", "verified", "withdrawn", "own"
"""How well a computer is known: met only, let in by a steward, its eight words compared here, let out,
this one."""
STEWARD, OFFICER, READER = "steward", "officer", "reader"
ROLE_NAMES: dict[str, Message] = {
    OFFICER: NC_("role of a computer", "Officer"),
    STEWARD: NC_("role of a computer", "Steward"),
    READER: NC_("role of a computer", "Reader"),
}
STATES: dict[str, Message] = {
    OWN: N_("this computer"),
    SEEN: N_("no access"),
    INTRODUCED: N_("introduced by {name}"),
    VERIFIED: N_("verified"),
    WITHDRAWN: N_("access withdrawn"),
}
FOUNDER = N_("founded the office")
REASONS: dict[str, Message] = {
    SEEN: N_("no access"),
    READER: NC_("role of a computer", "Reader"),
    WITHDRAWN: N_("access withdrawn"),
}
SECOND_STEWARD = N_(
    "This office has only one steward. Make a second one, or print a recovery sheet:"
    " else nobody can admit computers if this one breaks."
)

OUTSIDE_HERE = N_(
    "This computer has no access: what is saved here is set aside elsewhere. Open it in the list and ask for"
    " access."
)
"""The same in the window."""
OUTSIDE = N_(
    "This computer has no access: what is saved here is set aside elsewhere."
    " Ask for access: coopdesk join FILE.coopjoin --officer NAME"
)


def state_words(state: str, introduced_by: str) -> str:
    """How well a computer is known, in the current language."""
    if state == INTRODUCED and not introduced_by:
        return str(FOUNDER)
    return STATES[state].format(name=introduced_by)
