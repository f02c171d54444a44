# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The names by which cards and calendar entries are known to every program: a record's own id,
written as a UUID (RFC 9562), with the field behind it where a record gives several entries."""

import uuid

from coopdesk.records.identity import to_bytes, to_text

PREFIX = "urn:uuid:"


def uid_of(record_id: str, field: str = "") -> str:
    """The UID of a record, or of one of its days."""
    return f"{PREFIX}{uuid.UUID(bytes=to_bytes(record_id))}" + (f"#{field}" if field else "")


def record_of(uid: str) -> tuple[str, str]:
    """The record id and the field that a UID of ours means, ("", "") for any other form."""
    text, _, field = uid.strip().partition("#")
    if not text.lower().startswith(PREFIX) or len(text) != len(PREFIX) + 36:
        return "", ""
    try:
        return to_text(uuid.UUID(text[len(PREFIX) :]).bytes), field
    except ValueError:
        return "", ""
