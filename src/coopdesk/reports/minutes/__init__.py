# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The minutes of a meeting or visit: gather the facts of a note, then draw them on A4."""

from coopdesk.reports.minutes.draw import draw_minutes
from coopdesk.reports.minutes.facts import FollowUpLine, MinutesFacts, Photo, Present
from coopdesk.reports.minutes.gather import Reader, gather

__all__ = [
    "FollowUpLine",
    "MinutesFacts",
    "Photo",
    "Present",
    "Reader",
    "draw_minutes",
    "gather",
]
