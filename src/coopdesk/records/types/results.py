# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Results: indicators and their measured values, stories of what was achieved, documents."""

from coopdesk.language import N_
from coopdesk.records.declaration import Field, RecordType
from coopdesk.records.kinds import Attachment, Choice, Day, Decimal, Line, Link, Percentage, Prose, Tongue
from coopdesk.records.types.choices import RESULT_KINDS

INDICATOR = RecordType(
    key="indicator",
    label=N_("Indicator"),
    plural=N_("Indicators"),
    own_fields=(
        Field("agreement", Link(to=("agreement",)), N_("Agreement"), listed=True),
        Field("what", Line(), N_("What"), required=True, listed=True),
        Field("kind", Choice(codes=RESULT_KINDS), N_("Kind")),
        Field("unit", Line(), N_("Unit"), listed=True),
        Field("baseline", Decimal(), N_("Baseline"), listed=True),
        Field("target", Decimal(), N_("Target"), listed=True),
        Field("target_by", Day(), N_("Target by"), listed=True),
    ),
    title=("what",),
    order="what",
)

MEASUREMENT = RecordType(
    key="measurement",
    label=N_("Measured value"),
    plural=N_("Measured values"),
    own_fields=(
        Field("indicator", Link(to=("indicator",)), N_("Indicator"), required=True, listed=True),
        Field("value", Decimal(), N_("Actual value"), required=True, listed=True),
        Field("day", Day(), N_("Date"), required=True, listed=True),
        Field("source", Line(), N_("Source"), listed=True),
        Field("women", Percentage(), N_("Part of women"), listed=True),
        Field("children", Percentage(), N_("Part of children")),
        Field("elderly", Percentage(), N_("Part of older persons")),
    ),
    title=("day", "value"),
    title_joint=" · ",
    whole="indicator",
    order="-day",
)

RESULT = RecordType(
    key="result",
    label=N_("Result"),
    plural=N_("Results"),
    own_fields=(
        Field("title", Line(multilingual=True), N_("Title"), required=True, listed=True),
        Field("agreement", Link(to=("agreement",)), N_("Agreement"), listed=True),
        Field("kind", Choice(codes=RESULT_KINDS), N_("Kind"), listed=True),
        Field("story", Prose(multilingual=True), N_("Story")),
        Field("day", Day(), N_("Date"), listed=True),
        Field("evidence", Attachment(many=True), N_("Evidence")),
        Field("photo", Attachment(picture=True), N_("Photo")),
    ),
    title=("title",),
    order="-day",
)

DOCUMENT_KINDS = {
    "signed_text": N_("Signed text"),
    "minutes": N_("Minutes"),
    "report": N_("Report"),
    "photo": N_("Photo"),
    "invoice": N_("Invoice"),
    "certificate": N_("Certificate"),
    "letter": N_("Letter"),
    "presentation": N_("Slides"),
    "other": N_("Other"),
}

DOCUMENT = RecordType(
    key="document",
    label=N_("Document"),
    plural=N_("Documents"),
    own_fields=(
        Field("title", Line(), N_("Title"), required=True, listed=True),
        Field("kind", Choice(codes=DOCUMENT_KINDS), N_("Kind"), listed=True),
        Field("language", Tongue(), N_("Language"), listed=True),
        Field("day", Day(), N_("Date"), listed=True),
        Field("file", Attachment(), N_("File"), listed=True),
        # No `to`: a document may belong to any record.
        Field("belongs_to", Link(many=True), N_("Belongs to")),
    ),
    title=("title",),
    order="-day",
)

RESULTS = (INDICATOR, MEASUREMENT, RESULT, DOCUMENT)
