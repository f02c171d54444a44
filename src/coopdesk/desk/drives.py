# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The sticks that bundles travel on."""

from coopdesk.sync.carriers import removable
from coopdesk.sync.carriers.removable import Drive

__all__ = ["Drive", "drives"]


def drives() -> list[Drive]:
    """The removable drives that are ready now, by name; none where the system does not tell."""
    return removable.drives()
