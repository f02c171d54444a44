# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The seventeen Sustainable Development Goals, by the United Nations' own short names."""

from coopdesk.language import N_
from coopdesk.records.kinds import Choice

# Two digits, so that a sorted set stands in the order of the goals.
GOAL_CODES = {
    "goal_01": N_("SDG 1: No poverty"),
    "goal_02": N_("SDG 2: Zero hunger"),
    "goal_03": N_("SDG 3: Good health and well-being"),
    "goal_04": N_("SDG 4: Quality education"),
    "goal_05": N_("SDG 5: Gender equality"),
    "goal_06": N_("SDG 6: Clean water and sanitation"),
    "goal_07": N_("SDG 7: Affordable and clean energy"),
    "goal_08": N_("SDG 8: Decent work and economic growth"),
    "goal_09": N_("SDG 9: Industry, innovation and infrastructure"),
    "goal_10": N_("SDG 10: Reduced inequalities"),
    "goal_11": N_("SDG 11: Sustainable cities and communities"),
    "goal_12": N_("SDG 12: Responsible consumption and production"),
    "goal_13": N_("SDG 13: Climate action"),
    "goal_14": N_("SDG 14: Life below water"),
    "goal_15": N_("SDG 15: Life on land"),
    "goal_16": N_("SDG 16: Peace, justice and strong institutions"),
    "goal_17": N_("SDG 17: Partnerships for the goals"),
}
GOAL_CHOICE = Choice(codes=GOAL_CODES, many=True)
