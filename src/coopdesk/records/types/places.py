# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Places, organisations, and which network an organisation belongs to."""

from coopdesk.language import N_
from coopdesk.records.declaration import Field, Group, RecordType
from coopdesk.records.kinds import (
    Choice,
    Coordinates,
    Count,
    Country,
    Day,
    Email,
    Line,
    Link,
    Phone,
    Prose,
    Tongue,
    WebAddress,
)

PLACE = RecordType(
    key="place",
    label=N_("City or territory"),
    plural=N_("Cities and territories"),
    own_fields=(
        Field("name", Line(multilingual=True), N_("Name"), required=True, listed=True),
        Field("other_spellings", Line(many=True), N_("Other spellings")),
        Field("country", Country(), N_("Country"), listed=True),
        Field("languages", Tongue(many=True), N_("Languages spoken"), listed=True),
        Field("web_page", WebAddress(), N_("Web page")),
        Field("presentation", Prose(multilingual=True), N_("Presentation")),
        Field("population", Count(), N_("Population"), "figures", listed=True, together="population"),
        Field("population_year", Count(plain=True, at_most=9999), N_("Year of the figure"), "figures",
              together="population"),
        Field("coordinates", Coordinates(), N_("Position"), "figures"),
        Field("time_zone", Line(), N_("Time zone"), "figures"),
        Field("wikidata_id", Line(), N_("Wikidata number"), "figures"),
    ),
    own_groups=(Group("figures", N_("Figures and position")),),
    title=("name",),
    order="name",
)  # fmt: skip

ORGANISATION_KINDS = {
    "city_hall": N_("City hall"),
    "association_of_municipalities": N_("Association of municipalities"),
    "network_of_cities": N_("Network of cities"),
    "international_fund": N_("International fund"),
    "united_nations_body": N_("United Nations body"),
    "ministry": N_("Ministry"),
    "embassy": N_("Embassy"),
    "development_agency": N_("Development agency"),
    "ngo": N_("NGO"),
    "company": N_("Company"),
    "school_or_university": N_("School or university"),
    "hospital": N_("Hospital"),
    "other": N_("Other"),
}

ORGANISATION = RecordType(
    key="organisation",
    label=N_("Organisation"),
    plural=N_("Organisations"),
    own_fields=(
        Field("name", Line(multilingual=True), N_("Name"), required=True, listed=True),
        Field("acronym", Line(), N_("Acronym"), listed=True),
        Field("kind", Choice(codes=ORGANISATION_KINDS), N_("Kind"), listed=True),
        Field("place", Link(to=("place",)), N_("City or territory"), listed=True),
        Field("parent_organisation", Link(to=("organisation",)), N_("Parent organisation")),
        Field("working_languages", Tongue(many=True), N_("Working languages")),
        Field("presentation", Prose(multilingual=True), N_("Presentation")),
        Field("web_page", WebAddress(), N_("Web page"), "contact"),
        Field("emails", Email(many=True), N_("E-mail"), "contact"),
        Field("phones", Phone(many=True), N_("Telephone"), "contact"),
        Field("address", Line(), N_("Address"), "contact"),
        Field("verified_on", Day(), N_("Verified on"), "contact", listed=True),
        Field("iati_identifier", Line(), N_("IATI identifier"), "contact"),
    ),
    own_groups=(Group("contact", N_("Contact details")),),
    title=("name",),
    order="name",
)

MEMBERSHIP = RecordType(
    key="membership",
    label=N_("Membership"),
    plural=N_("Memberships"),
    own_fields=(
        Field("organisation", Link(to=("organisation",)), N_("Organisation"), required=True, listed=True),
        Field("network", Link(to=("organisation",)), N_("Network of cities"), required=True, listed=True),
        Field("since", Day(), N_("Since"), listed=True),
        Field("until", Day(), N_("Until"), listed=True),
        Field("role", Line(), N_("Role"), listed=True),
    ),
    title=("network",),
    whole="organisation",
    order="-since",
)

LDC = RecordType(
    key="ldc",
    label=N_("Least developed country"),
    plural=N_("Least developed countries"),
    own_fields=(
        Field("country", Country(), N_("Country"), required=True, listed=True),
        Field("since", Day(), N_("On the list since"), required=True, listed=True),
        # Not `until`, which is a last day elsewhere: on this day the country is no longer on the list.
        Field("leaves_on", Day(), N_("Leaves the list on"), listed=True),
        Field("source", Line(), N_("Source"), required=True, listed=True),
        Field("as_of", Day(), N_("As of"), listed=True),
        Field("remark", Line(), N_("Remark")),
    ),
    title=("country",),
    order="country",
)

PLACES = (PLACE, ORGANISATION, MEMBERSHIP)
COUNTRIES = (LDC,)
