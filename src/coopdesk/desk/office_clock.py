# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Moments as the office's clock shows them."""

from datetime import datetime
from zoneinfo import ZoneInfo

from coopdesk.desk.desk import Desk


def at_office(desk: Desk, at: str) -> datetime:
    """A moment in UTC, as the desk keeps it, in the zone of the office."""
    return datetime.fromisoformat(at).astimezone(ZoneInfo(desk.office.zone))
