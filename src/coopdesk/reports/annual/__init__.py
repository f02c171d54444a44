# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The annual cooperation report of a city. Facts are gathered, then drawn."""

from coopdesk.reports.annual.draw import draw_annual
from coopdesk.reports.annual.facts import AnnualFacts
from coopdesk.reports.annual.gather import gather

__all__ = ["AnnualFacts", "draw_annual", "gather"]
