# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The cooperation fair: needs and offers, and where they meet (Report of the mayors' meeting 2001, §11)."""

from coopdesk.language import N_, NC_
from coopdesk.records.declaration import Field, RecordType
from coopdesk.records.kinds import Choice, Day, Line, Link, Prose, Tongue
from coopdesk.records.types.choices import THEME_CHOICE

LISTING_KINDS = {
    "need": N_("Need"),
    "offer": N_("Offer"),
}
FORMS_WANTED = {
    "training": N_("Training"),
    "expert": N_("Expert"),
    "study_visit": N_("Study visit"),
    "equipment": N_("Equipment"),
    "advice": N_("Advice"),
    "partnership": N_("Partnership"),
}
LISTING_STATES = {
    "open": NC_("listing", "Open"),
    "in_discussion": N_("In discussion"),
    "agreed": N_("Agreed"),
    "closed": N_("Closed"),
}

LISTING = RecordType(
    key="listing",
    label=N_("Listing"),
    plural=N_("Listings"),
    own_fields=(
        Field("kind", Choice(codes=LISTING_KINDS), N_("Kind"), required=True, listed=True),
        Field("title", Line(multilingual=True), N_("Title"), required=True, listed=True),
        Field("organisation", Link(to=("organisation",)), N_("Organisation"), listed=True),
        Field("themes", THEME_CHOICE, N_("Themes"), listed=True),
        Field("description", Prose(multilingual=True), N_("Description")),
        Field("form_wanted", Choice(codes=FORMS_WANTED, many=True), N_("Form wanted")),
        Field("languages", Tongue(many=True), N_("Working languages")),
        Field("from", Day(), N_("Since")),
        Field("until", Day(), N_("Until"), listed=True),
        Field("contact", Link(to=("person",)), NC_("person", "Contact")),
        Field("state", Choice(codes=LISTING_STATES), N_("State"), listed=True),
    ),
    title=("title",),
    order="until",
)

MATCH_REASONS = {
    "theme": N_("Theme"),
    "language": N_("Language"),
    "direction": N_("Direction"),
    "distance": N_("Distance"),
    "existing_relations": N_("Existing relations"),
}
MATCH_STATES = {
    "suggested": N_("Suggested"),
    "contacted": N_("Contacted"),
    "agreed": N_("Agreed"),
    "declined": N_("Declined"),
}

MATCH = RecordType(
    key="match",
    label=N_("Match"),
    plural=N_("Matches"),
    own_fields=(
        Field("need", Link(to=("listing",)), N_("Need"), required=True, listed=True),
        Field("offer", Link(to=("listing",)), N_("Offer"), required=True, listed=True),
        Field("reasons", Choice(codes=MATCH_REASONS, many=True), N_("Why they match"), listed=True),
        Field("state", Choice(codes=MATCH_STATES), N_("State"), listed=True),
    ),
    title=("need", "offer"),
    title_joint=" × ",
    order="state",
)

FAIR = (LISTING, MATCH)
