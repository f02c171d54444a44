# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The sheet of an agreement: what was agreed, by whom, and what has come of it."""

from coopdesk.reports.agreement_sheet.draw import draw_agreement_sheet
from coopdesk.reports.agreement_sheet.facts import AgreementFacts
from coopdesk.reports.agreement_sheet.gather import gather

__all__ = ["AgreementFacts", "draw_agreement_sheet", "gather"]
