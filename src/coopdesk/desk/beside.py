# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Long work beside an open desk, on a connection of its own, so that nobody waits for it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from coopdesk.desk.desk import Desk

if TYPE_CHECKING:
    from coopdesk.store.backup import BackupInfo


def backup_if_due(desk: Desk) -> "Callable[[], BackupInfo | None]":
    """The automatic backup as an action for another thread: it gives None where none is due, and
    raises WorldError as `safekeeping.back_up_if_due` does."""
    profile, keys = desk.profile, desk.store.keys

    def made() -> "BackupInfo | None":
        from coopdesk.store import backup
        from coopdesk.store.keeping import Store

        with Store(profile, keys) as store:
            return backup.back_up_if_due(store)

    return made
