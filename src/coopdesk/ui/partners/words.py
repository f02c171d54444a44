# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Labels of the records as they stand within a line."""

NAMES = ("United Nations",)
"""What keeps its capital within a line."""


def in_line(label: str) -> str:
    """A label within a line: city hall, organisme des Nations Unies; NGO and names stay as they are."""
    if label[1:2].isupper() or label.startswith(NAMES):
        return label
    return label[:1].lower() + label[1:]
