# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where a form stands between typing and the disk."""

from enum import Enum


class State(Enum):
    """Where a form stands between typing and the disk."""

    SAVED = "saved"
    TYPED = "typed"
    SAVING = "saving"
    REFUSED = "refused"
