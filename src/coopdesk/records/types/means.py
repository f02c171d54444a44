# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Means: contributions in money and in kind, budget lines, and calls for funding."""

from coopdesk.language import N_, NC_
from coopdesk.records.declaration import Field, Group, RecordType
from coopdesk.records.kinds import (
    Attachment,
    Choice,
    Count,
    Day,
    Decimal,
    Line,
    Link,
    Money,
    Percentage,
    Prose,
    WebAddress,
)
from coopdesk.records.types.choices import ORIGINS, THEME_CHOICE

CONTRIBUTION_FORMS = {
    "money": N_("Money"),
    "loan": N_("Loan or microcredit"),
    "staff_time": N_("Staff time"),
    "hosting": N_("Hosting"),
    "travel": N_("Travel"),
    "equipment": N_("Equipment"),
    "other_in_kind": N_("Other in kind"),
}
STEPS = {
    "pledged": N_("Pledged"),
    "committed": N_("Committed"),
    "received": NC_("step", "Received"),
    "paid_out": N_("Paid out"),
    "spent": N_("Spent"),
    "returned": N_("Returned"),
}

CONTRIBUTION = RecordType(
    key="contribution",
    label=N_("Contribution"),
    plural=N_("Contributions"),
    own_fields=(
        Field("agreement", Link(to=("agreement",)), N_("Agreement"), listed=True),
        Field("exchange", Link(to=("exchange",)), N_("Exchange")),
        Field("from", Link(to=("organisation", "person")), N_("From"), listed=True),
        Field("to", Link(to=("organisation", "person")), N_("To")),
        Field("origin", Choice(codes=ORIGINS), N_("Origin of the means"), listed=True),
        Field("form", Choice(codes=CONTRIBUTION_FORMS), N_("Form")),
        Field("step", Choice(codes=STEPS), N_("Step"), required=True, listed=True),
        Field("amount", Money(), N_("Amount"), required=True, listed=True),
        Field("day", Day(), N_("Date"), listed=True),
        Field("purpose", Line(), N_("Purpose")),
        Field("rate", Decimal(), N_("Exchange rate"), "accounts", together="rate"),
        Field("rate_date", Day(), N_("Date of the rate"), "accounts", together="rate"),
        Field("reference", Line(), N_("Reference"), "accounts"),
        Field("evidence", Attachment(many=True), N_("Evidence"), "accounts"),
        # From this day on it is corrected by a reversing entry only.
        Field("reported_on", Day(), N_("Reported on"), "accounts"),
        Field("corrects", Link(to=("contribution",)), N_("Correction of"), "accounts"),
    ),
    own_groups=(Group("accounts", N_("Accounts")),),
    title=("purpose", "reference", "amount"),
    order="-day",
)

BUDGET_LINE = RecordType(
    key="budget-line",
    label=N_("Budget line"),
    plural=N_("Budget lines"),
    own_fields=(
        Field("agreement", Link(to=("agreement",)), N_("Agreement"), required=True, listed=True),
        Field("year", Count(plain=True, at_most=9999), N_("Year"), required=True, listed=True),
        Field("heading", Line(), N_("Heading"), required=True, listed=True),
        Field("planned_amount", Money(), N_("Planned amount"), listed=True),
        Field("source", Choice(codes=ORIGINS), N_("Origin of the means"), listed=True),
    ),
    title=("year", "heading"),
    title_joint=" ",
    whole="agreement",
    order="-year",
)

OPPORTUNITY_STATES = {
    "watching": N_("Watching"),
    "preparing": N_("Preparing"),
    "submitted": N_("Submitted"),
    "won": N_("Won"),
    "lost": N_("Lost"),
}

OPPORTUNITY = RecordType(
    key="opportunity",
    label=N_("Funding opportunity"),
    plural=N_("Funding opportunities"),
    own_fields=(
        Field("title", Line(), N_("Title"), required=True, listed=True),
        Field("organisation", Link(to=("organisation",)), N_("Organisation"), listed=True),
        Field("opens", Day(), N_("Opens")),
        Field("closes", Day(), N_("Closes"), listed=True),
        Field("ceiling", Money(), N_("Ceiling"), listed=True),
        Field("cofinancing_share", Percentage(), N_("Co-financing share asked")),
        Field("themes", THEME_CHOICE, N_("Themes")),
        Field("who_may_apply", Prose(), N_("Who may apply")),
        Field("link", WebAddress(), N_("Link")),
        Field("state", Choice(codes=OPPORTUNITY_STATES), N_("State"), listed=True),
    ),
    title=("title",),
    order="closes",
)

MEANS = (CONTRIBUTION, BUDGET_LINE, OPPORTUNITY)
