# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Agreements, their parties, what each side promised, and the checklist of preparation."""

from coopdesk.language import N_, NC_
from coopdesk.records.declaration import Field, Group, RecordType
from coopdesk.records.kinds import Attachment, Choice, Count, Day, Decimal, Line, Link, Money, Prose, Tongue
from coopdesk.records.types.choices import DIRECTIONS, SECTOR_CHOICE, STAGES, THEME_CHOICE
from coopdesk.records.types.goals import GOAL_CHOICE

AGREEMENT_FORMS = {
    "twinning": N_("Twinning"),
    "cooperation_agreement": N_("Cooperation agreement"),
    "memorandum_of_understanding": N_("Memorandum of understanding"),
    "letter_of_intent": N_("Letter of intent"),
    "framework_agreement": N_("Framework agreement"),
    "work_programme": N_("Work programme"),
    "project": N_("Project"),
    "pilot_project": N_("Pilot project"),
    "amendment": N_("Amendment"),
    "declaration": N_("Declaration"),
}
RENEWALS = {
    "none": NC_("renewal", "None"),
    "tacit": N_("Tacit"),
    "by_request": N_("By request"),
}
NOTICE_UNITS = {
    "days": N_("Days"),
    "months": N_("Months"),
}
TARGET_GROUPS = {
    "women": N_("Women"),
    "children": N_("Children"),
    "elderly": N_("Older persons"),
    "youth": N_("Youth"),
    "people_with_disabilities": N_("People with disabilities"),
    "migrants": N_("Migrants"),
    "poorest": N_("The poorest"),
}
GENDER_MARKERS = {
    "not_targeted": N_("0\u00a0– not targeted"),
    "significant": N_("1\u00a0– significant"),
    "principal": N_("2\u00a0– principal"),
}

AGREEMENT = RecordType(
    key="agreement",
    label=N_("Agreement"),
    plural=N_("Agreements"),
    own_fields=(
        Field("reference", Line(), N_("Reference"), listed=True),
        Field("title", Line(multilingual=True), N_("Title"), listed=True),
        Field("form", Choice(codes=AGREEMENT_FORMS), N_("Form"), listed=True),
        Field("stage", Choice(codes=STAGES), N_("Stage"), listed=True),
        Field("parent_agreement", Link(to=("agreement",)), N_("Under the agreement")),
        Field("themes", THEME_CHOICE, N_("Themes")),
        Field("direction", Choice(codes=DIRECTIONS), N_("Direction")),
        Field("text_languages", Tongue(many=True), N_("Languages of the text"), "dates"),
        Field("signed_on", Day(), N_("Signed on"), "dates", listed=True),
        Field("signed_at", Line(), N_("Signed at"), "dates"),
        Field("in_force_from", Day(), N_("In force from"), "dates"),
        Field("ends_on", Day(), N_("Ends on"), "dates", listed=True),
        Field("renewal", Choice(codes=RENEWALS), N_("Renewal"), "dates"),
        Field("notice_period", Count(at_most=999), N_("Notice period"), "dates", together="notice"),
        Field("notice_unit", Choice(codes=NOTICE_UNITS), N_("Notice period in"), "dates", together="notice"),
        Field("review_on", Day(), N_("Review on"), "dates"),
        Field("report_on", Day(), N_("Report due on"), "dates"),
        Field("aims", Prose(), N_("Aims"), "aims"),
        Field("area_covered", Line(), N_("Area covered"), "aims"),
        Field("target_groups", Choice(codes=TARGET_GROUPS, many=True), N_("Groups aimed at"), "aims"),
        Field("sdgs", GOAL_CHOICE, N_("Sustainable Development Goal (SDG)"), "aims"),
        Field("dac_sectors", SECTOR_CHOICE, N_("Sector (DAC)"), "aims"),
        Field("gender_marker", Choice(codes=GENDER_MARKERS), N_("Gender equality marker"), "aims"),
        Field("citizens_involvement", Prose(), N_("How citizens are involved"), "aims"),
        Field("why_stopped", Prose(), N_("Why dormant or ended"), "history"),
        Field("history", Prose(), N_("History"), "history"),
    ),
    own_groups=(
        Group("dates", N_("Signature and dates")),
        Group("aims", N_("Aims")),
        Group("history", N_("History")),
    ),
    title=("title", "reference"),
    order="title",
)

PARTY_ROLES = {
    "lead": N_("Lead"),
    "partner": N_("Partner"),
    "supporter": N_("Supporter"),
    "funder": N_("Funder"),
    "network": N_("Network of cities"),
}

PARTY = RecordType(
    key="party",
    label=N_("Party"),
    plural=N_("Parties"),
    own_fields=(
        Field("agreement", Link(to=("agreement",)), N_("Agreement"), required=True, listed=True),
        Field("organisation", Link(to=("organisation",)), N_("Organisation"), required=True, listed=True),
        Field("role", Choice(codes=PARTY_ROLES), N_("Role"), listed=True),
        Field("signatory", Link(to=("person",)), N_("Signatory"), listed=True),
        Field("signatory_post", Link(to=("post",)), N_("Post")),
        Field("resolution_number", Line(), N_("Number of the resolution"), together="resolution"),
        Field("resolution_date", Day(), N_("Date of the resolution"), listed=True, together="resolution"),
        Field("contact", Link(to=("person",)), NC_("person", "Contact"), listed=True),
        # Where a supervising authority approves after the council, its date stands here.
        Field("remark", Prose(), N_("Remark")),
    ),
    title=("organisation",),
    whole="agreement",
    order="role",
)

PROMISE_KINDS = {
    "knowledge": N_("Knowledge"),
    "staff_time": N_("Staff time"),
    "hosting": N_("Hosting"),
    "equipment": N_("Equipment"),
    "money": N_("Money"),
    "access": N_("Access"),
    "other": N_("Other"),
}
PROMISE_STATES = {
    "promised": N_("Promised"),
    "under_way": N_("Under way"),
    "kept": N_("Kept"),
    "broken": N_("Broken"),
    "released": N_("Released"),
}

PROMISE = RecordType(
    key="promise",
    label=N_("Promise"),
    plural=N_("Promises"),
    own_fields=(
        Field("agreement", Link(to=("agreement",)), N_("Agreement"), required=True),
        Field("what", Line(multilingual=True), N_("What"), required=True, listed=True),
        Field("from", Link(to=("organisation",)), N_("From"), listed=True),
        Field("to", Link(to=("organisation",)), N_("To"), listed=True),
        Field("kind", Choice(codes=PROMISE_KINDS), N_("Kind")),
        Field("quantity", Decimal(), N_("Quantity"), together="quantity"),
        Field("unit", Line(), N_("Unit"), together="quantity"),
        Field("value", Money(), N_("Value")),
        Field("due_on", Day(), N_("Due date"), listed=True),
        Field("state", Choice(codes=PROMISE_STATES), N_("State"), listed=True),
        Field("kept_on", Day(), N_("Kept on"), listed=True),
        Field("evidence", Attachment(many=True), N_("Evidence")),
    ),
    title=("what",),
    whole="agreement",
    order="due_on",
)

# The checklist of the handbook (Report of the mayors' meeting 2001, §7; women: §6).
READINESS_ITEMS = {
    "need": N_("Need defined together"),
    "authorities": N_("Authorities of both sides committed"),
    "people": N_("People named on both sides"),
    "plan": N_("First-year plan"),
    "budget": N_("First-year budget, with volunteers and in kind"),
    "running_costs": N_("Running costs covered"),
    "benefit": N_("Both sides benefit"),
    "women": N_("Women take part"),
    "council_vote": N_("Council has voted"),
    "review_date": N_("Review date set"),
    "exit": N_("How to end it"),
}
READINESS_STATES = {
    "yes": N_("Yes"),
    "partly": N_("Partly"),
    "no": N_("No"),
    "does_not_apply": N_("Does not apply"),
}

READINESS = RecordType(
    key="readiness",
    label=N_("Readiness item"),
    plural=N_("Readiness checklist"),
    own_fields=(
        Field("agreement", Link(to=("agreement",)), N_("Agreement"), required=True, listed=True),
        Field("item", Choice(codes=READINESS_ITEMS), N_("Readiness item"), required=True, listed=True),
        Field("state", Choice(codes=READINESS_STATES), N_("State"), listed=True),
        Field("remark", Prose(), N_("Remark")),
        Field("checked_by", Link(to=("person",)), N_("By whom"), listed=True),
    ),
    title=("item",),
    whole="agreement",
    order="item",
)

AGREEMENTS = (AGREEMENT, PARTY, PROMISE, READINESS)
