# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Choices that several record types share. Codes are permanent; labels may be reworded."""

from coopdesk.language import N_, NC_, Message
from coopdesk.records.kinds import Choice
from coopdesk.records.types.themes import SECTOR_CODES, THEME_CODES

THEME_CHOICE = Choice(codes=THEME_CODES, many=True)
SECTOR_CHOICE = Choice(codes=SECTOR_CODES, many=True)

ORIGINS: dict[str, Message] = {
    "own_budget": N_("Own budget"),
    "national_government": N_("National government"),
    "other_local_government": N_("Other local government"),
    "international": N_("United Nations, EU, international"),
    "private_sector": N_("Private sector"),
    "foundations": N_("Foundations"),
    "individuals": N_("Individuals"),
    "diaspora": N_("Diaspora"),
}

STAGES: dict[str, Message] = {
    "contact": NC_("stage", "Contact"),
    "announced": N_("Announced"),
    "negotiating": N_("Under negotiation"),
    "approved": N_("Approved by council"),
    "signed": N_("Signed"),
    "active": N_("Active"),
    "dormant": N_("Dormant"),
    "ended": N_("Ended"),
    "abandoned": N_("Abandoned"),
}

DIRECTIONS: dict[str, Message] = {
    "north_south": N_("North–South"),
    "south_south": N_("South–South"),
    "triangular": N_("Triangular cooperation"),
}

RESULT_KINDS: dict[str, Message] = {
    "output": N_("Output"),
    "outcome": N_("Outcome"),
    "impact": N_("Impact"),
}
