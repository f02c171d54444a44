# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The briefing: a page for the mayor before meeting a partner. Facts are gathered, then drawn."""

from coopdesk.reports.briefing.draw import draw_briefing
from coopdesk.reports.briefing.facts import BriefingFacts
from coopdesk.reports.briefing.gather import gather

__all__ = ["BriefingFacts", "draw_briefing", "gather"]
