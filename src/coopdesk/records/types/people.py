# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""People, and the posts they hold and held."""

from coopdesk.language import N_
from coopdesk.records.declaration import Field, Group, RecordType
from coopdesk.records.kinds import Attachment, Choice, Day, Email, Line, Link, Phone, Prose, Tongue

SEXES = {
    "woman": N_("Woman"),
    "man": N_("Man"),
    "not_stated": N_("Not stated"),
}

PERSON = RecordType(
    key="person",
    label=N_("Person"),
    plural=N_("People"),
    own_fields=(
        Field("title", Line(), N_("Form of address")),
        Field("given_name", Line(), N_("Given name"), listed=True),
        # Whoever has one name only has it here: lists are sorted by it.
        Field("family_name", Line(), N_("Family name"), required=True, listed=True),
        Field("name_other_script", Line(), N_("Name in another script")),
        Field("sex", Choice(codes=SEXES), N_("Sex")),
        Field("languages", Tongue(many=True), N_("Languages spoken"), listed=True),
        Field("emails", Email(many=True), N_("E-mail"), "contact", listed=True),
        Field("phones", Phone(many=True), N_("Telephone"), "contact", listed=True),
        Field("preferred_language", Tongue(), N_("Preferred language"), "contact"),
        Field("verified_on", Day(), N_("Verified on"), "contact", listed=True),
        Field("birthday", Day(), N_("Birthday"), "about"),
        Field("photo", Attachment(picture=True), N_("Photo"), "about"),
        Field("how_we_met", Prose(), N_("How we met"), "about"),
        Field("notes", Prose(), N_("Remark"), "about"),
        Field("basis", Line(), N_("Why we keep these data"), "about"),
        Field("basis_since", Day(), N_("Data kept since"), "about"),
    ),
    own_groups=(Group("contact", N_("Contact details")), Group("about", N_("About the person"))),
    title=("given_name", "family_name"),
    title_joint=" ",
    order="family_name",
)

WAYS_INTO_OFFICE = {
    "elected": N_("Elected"),
    "appointed": N_("Appointed"),
}

POST = RecordType(
    key="post",
    label=N_("Post"),
    plural=N_("Posts"),
    own_fields=(
        Field("person", Link(to=("person",)), N_("Person"), required=True, listed=True),
        Field("organisation", Link(to=("organisation",)), N_("Organisation"), required=True, listed=True),
        Field("function", Line(multilingual=True), N_("Function"), listed=True),
        Field("how_in_office", Choice(codes=WAYS_INTO_OFFICE), N_("Elected or appointed")),
        Field("from", Day(), N_("Since"), listed=True),
        Field("until", Day(), N_("Until"), listed=True),
        Field("mandate_ends", Day(), N_("Mandate ends"), listed=True),
    ),
    title=("function", "organisation"),
    title_joint=", ",
    whole="person",
    order="-from",
)

PEOPLE = (PERSON, POST)
