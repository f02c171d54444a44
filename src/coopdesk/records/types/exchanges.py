# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Exchanges of knowledge, and who took part in them."""

from coopdesk.language import N_, NC_
from coopdesk.records.declaration import Field, Group, RecordType
from coopdesk.records.kinds import Choice, Count, Day, Decimal, Line, Link, Money, Prose, Tongue
from coopdesk.records.types.choices import THEME_CHOICE

EXCHANGE_KINDS = {
    "training_course": N_("Training course"),
    "study_visit": N_("Study visit"),
    "internship": N_("Work placement"),
    "expert_mission": N_("Expert mission"),
    "peer_review": N_("Peer review"),
    "technology_transfer": N_("Technology transfer"),
    "cultural_exchange": N_("Cultural exchange"),
    "youth_exchange": N_("Youth exchange"),
}
EXCHANGE_STATES = {
    "planned": N_("Planned"),
    "confirmed": N_("Confirmed"),
    "done": NC_("exchange", "Done"),
    "cancelled": N_("Cancelled"),
}
EVALUATION = Count(at_most=5)

EXCHANGE = RecordType(
    key="exchange",
    label=N_("Exchange"),
    plural=N_("Exchanges"),
    own_fields=(
        Field("title", Line(), N_("Title"), required=True, listed=True),
        Field("kind", Choice(codes=EXCHANGE_KINDS), N_("Kind"), listed=True),
        Field("state", Choice(codes=EXCHANGE_STATES), N_("State"), listed=True),
        Field("agreement", Link(to=("agreement",)), N_("Agreement")),
        Field("themes", THEME_CHOICE, N_("Themes")),
        Field("knowledge_from", Link(to=("organisation",), many=True), N_("Knowledge from"), listed=True),
        Field("knowledge_to", Link(to=("organisation",), many=True), N_("Knowledge to"), listed=True),
        Field("host_place", Link(to=("place",)), N_("Host city")),
        Field("venue", Line(), N_("Venue")),
        Field("starts", Day(), N_("Starts"), listed=True, together="when"),
        Field("ends", Day(), N_("Ends"), together="when"),
        Field("hours", Decimal(), N_("Hours")),
        Field("objectives", Prose(), N_("Aims"), "programme"),
        Field("programme", Prose(), N_("Programme"), "programme"),
        Field("working_languages", Tongue(many=True), N_("Working languages"), "programme"),
        Field("interpreters", Line(), N_("Interpreters"), "programme"),
        Field("cost", Money(), N_("Cost"), "programme"),
        Field("evaluation", EVALUATION, N_("Evaluation (0–5)"), "results"),
        Field("what_was_learnt", Prose(), N_("What was learnt"), "results"),
        Field("what_changed", Prose(), N_("What changed six months later"), "results"),
    ),
    own_groups=(Group("programme", N_("Programme")), Group("results", N_("Results"))),
    title=("title",),
    order="-starts",
)

PARTICIPATION_ROLES = {
    "trainee": N_("Trainee"),
    "trainer": N_("Trainer"),
    "interpreter": N_("Interpreter"),
    "organiser": N_("Organiser"),
}

PARTICIPATION = RecordType(
    key="participation",
    label=N_("Participation"),
    plural=N_("Participations"),
    own_fields=(
        Field("exchange", Link(to=("exchange",)), N_("Exchange"), required=True, listed=True),
        Field("person", Link(to=("person",)), N_("Person"), listed=True),
        # The delegation; with a head-count nothing else would say whose people these were.
        Field("organisation", Link(to=("organisation",)), N_("Delegation"), listed=True),
        Field("role", Choice(codes=PARTICIPATION_ROLES), N_("Role"), listed=True),
        Field("function", Line(), N_("Function")),
        Field("days_attended", Decimal(), N_("Days attended"), listed=True),
        Field("evaluation", EVALUATION, N_("Evaluation (0–5)")),
        Field("women", Count(at_most=99_999), N_("Women"), "head_count"),
        Field("men", Count(at_most=99_999), N_("Men"), "head_count"),
        Field("not_stated", Count(at_most=99_999), N_("Not stated"), "head_count"),
        Field("certificate_number", Line(), N_("Certificate number"), "certificate", together="certificate"),
        Field("certificate_date", Day(), N_("Certificate date"), "certificate", together="certificate"),
    ),
    own_groups=(Group("head_count", N_("Head-count")), Group("certificate", N_("Certificate"))),
    title=("person", "organisation"),
    whole="exchange",
    order="role",
)

EXCHANGES = (EXCHANGE, PARTICIPATION)
