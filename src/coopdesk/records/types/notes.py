# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Notes of meetings and visits, who was there, what was decided, and what follows."""

from coopdesk.language import N_, NC_
from coopdesk.records.declaration import Field, Group, RecordType
from coopdesk.records.kinds import (
    Attachment,
    Choice,
    Coordinates,
    Count,
    Day,
    Line,
    Link,
    Moment,
    Prose,
)

NOTE_KINDS = {
    "meeting": N_("Meeting"),
    "partner_visit": N_("Partner visit"),
    "field_visit": N_("Field visit"),
    "mission": N_("Mission"),
    "phone_call": N_("Phone call"),
    "message": N_("Message"),
    "ceremony": N_("Ceremony"),
    "public_meeting": N_("Public meeting"),
    "conference_session": N_("Conference session"),
}
NOTE_STATES = {
    "draft": N_("Draft"),
    "final": N_("Final"),
    "approved": N_("Approved"),
}

NOTE = RecordType(
    key="note",
    label=N_("Note"),
    plural=N_("Notes"),
    own_fields=(
        Field("title", Line(), N_("Title"), required=True, listed=True),
        Field("kind", Choice(codes=NOTE_KINDS), N_("Kind"), listed=True),
        Field("state", Choice(codes=NOTE_STATES), N_("State"), listed=True),
        Field("starts", Moment(), N_("Starts"), listed=True, together="when"),
        Field("ends", Moment(), N_("Ends"), together="when"),
        Field("place", Link(to=("place",)), N_("City or territory"), listed=True),
        Field("venue", Line(), N_("Venue")),
        Field("coordinates", Coordinates(), N_("Position")),
        Field("organisations", Link(to=("organisation",), many=True), N_("Organisations"), listed=True),
        Field("agreements", Link(to=("agreement",), many=True), N_("Agreements")),
        Field("author", Link(to=("person",)), N_("Author")),
        Field("rapporteur", Link(to=("person",)), N_("Rapporteur")),
        Field("agenda", Prose(), N_("Agenda"), "text"),
        Field("text", Prose(), N_("Text"), "text"),
        Field("purpose", Prose(), N_("Purpose"), "findings"),
        Field("persons_met", Link(to=("person",), many=True), N_("People met"), "findings"),
        Field("findings", Prose(), N_("Findings"), "findings"),
        Field("difficulties", Prose(), N_("Difficulties"), "findings"),
        Field("lessons", Prose(), N_("Lessons learned"), "findings"),
        Field("confidential_part", Prose(), N_("Confidential part"), "confidential", private=True),
        Field("photos", Attachment(many=True, picture=True), N_("Photos"), "files"),
        Field("attachments", Attachment(many=True), N_("Attachments"), "files"),
    ),
    own_groups=(
        Group("text", N_("Text")),
        Group("findings", N_("Findings")),
        Group("confidential", N_("Confidential part")),
        Group("files", N_("Attachments")),
    ),
    title=("title",),
    order="-starts",
)

ATTENDANCE_ROLES = {
    "participant": N_("Participant"),
    "chair": N_("Chair"),
    "head_of_delegation": N_("Head of delegation"),
    "rapporteur": N_("Rapporteur"),
    "interpreter": N_("Interpreter"),
    "organiser": N_("Organiser"),
    "person_met": N_("Person met"),
}

ATTENDANCE = RecordType(
    key="attendance",
    label=N_("Attendance"),
    plural=N_("Those present"),
    own_fields=(
        Field("note", Link(to=("note",)), N_("Note"), required=True, listed=True),
        Field("person", Link(to=("person",)), N_("Person"), listed=True),
        Field("name", Line(), N_("Name as typed"), listed=True),
        Field("role", Choice(codes=ATTENDANCE_ROLES), N_("Role"), listed=True),
    ),
    title=("person", "name"),
    whole="note",
    order="name",
)

DECISION = RecordType(
    key="decision",
    label=N_("Decision"),
    plural=N_("Decisions"),
    own_fields=(
        Field("note", Link(to=("note",)), N_("Note"), required=True, listed=True),
        Field("number", Count(at_most=9999, plain=True), NC_("decision", "Number"), listed=True),
        Field("text", Prose(multilingual=True), N_("Text"), required=True, listed=True),
    ),
    title=("text",),
    whole="note",
    order="number",
)

PRIORITIES = {
    "high": N_("High"),
    "normal": N_("Normal"),
    "low": N_("Low"),
}
FOLLOW_UP_STATES = {
    "open": NC_("follow-up", "Open"),
    "done": NC_("follow-up", "Done"),
    "dropped": N_("Dropped"),
}
SOURCES = ("note", "decision", "agreement", "promise", "exchange")
REPETITIONS = {
    "monthly": N_("Every month"),
    "quarterly": N_("Every three months"),
    "half_yearly": N_("Every six months"),
    "yearly": N_("Every year"),
}

FOLLOW_UP = RecordType(
    key="follow-up",
    label=N_("Follow-up"),
    plural=N_("Follow-ups"),
    own_fields=(
        Field("what", Line(), N_("What"), required=True, listed=True),
        Field("who", Link(to=("person",)), N_("Who"), listed=True),
        Field("due_on", Day(), N_("Due date"), listed=True),
        Field("priority", Choice(codes=PRIORITIES), N_("Priority"), listed=True),
        Field("state", Choice(codes=FOLLOW_UP_STATES), N_("State"), listed=True),
        Field("outcome", Prose(), N_("What came of it")),
        Field("comes_from", Link(to=SOURCES), N_("Comes from")),
        Field("repeats", Choice(codes=REPETITIONS), N_("Repeats")),
    ),
    title=("what",),
    order="due_on",
)

NOTES = (NOTE, ATTENDANCE, DECISION, FOLLOW_UP)
