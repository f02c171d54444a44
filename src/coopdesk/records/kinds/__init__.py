# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The kinds of field. A new kind is one class here and one editor in the window."""

from coopdesk.records.kinds.choices import Choice, Country, Tongue
from coopdesk.records.kinds.contacts import Email, Phone, WebAddress
from coopdesk.records.kinds.kind import NOWHERE, Json, Kind, Locality, Rule, Scalar
from coopdesk.records.kinds.links import AttachedFile, Attachment, Link
from coopdesk.records.kinds.numbers import Coordinates, Count, Decimal, Money, Percentage
from coopdesk.records.kinds.texts import Flag, Line, Prose
from coopdesk.records.kinds.times import Day, Moment, day_of, split_moment, time_of

KINDS: tuple[type[Kind], ...] = (
    Line, Prose, Flag, Day, Moment, Count, Decimal, Money, Percentage, Choice, Tongue, Country,
    Phone, Email, WebAddress, Coordinates, Link, Attachment,
)  # fmt: skip

__all__ = [
    "KINDS",
    "NOWHERE",
    "AttachedFile",
    "Attachment",
    "Choice",
    "Coordinates",
    "Count",
    "Country",
    "Day",
    "Decimal",
    "Email",
    "Flag",
    "Json",
    "Kind",
    "Line",
    "Link",
    "Locality",
    "Moment",
    "Money",
    "Percentage",
    "Phone",
    "Prose",
    "Rule",
    "Scalar",
    "Tongue",
    "WebAddress",
    "day_of",
    "split_moment",
    "time_of",
]
