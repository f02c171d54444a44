# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""How much of what was saved here nobody else can know yet."""

from coopdesk.desk.desk import Desk
from coopdesk.store import arrivals, roster
from coopdesk.sync.statements import ADMIT


def unsent(desk: Desk) -> int:
    """How many saves of this computer are in no bundle that was written; 0 while no other computer was
    ever given access."""
    connection = desk.store.connection
    if all(one.kind != ADMIT for one in roster.kept(connection)):
        return 0
    return arrivals.unsent(connection)
